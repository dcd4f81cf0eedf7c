"""A passphrase from whoever sits at the terminal, or from an open file descriptor; never from an argument or the environment."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace

from triage.errors import InputError
from triage.wording import Language, Message, _

LONGEST = 4096
"""Bytes of a passphrase that comes through a descriptor."""

PASSPHRASE, RECOVERY, AGAIN = _("Wachtzin"), _("Herstelsleutel"), _("Nog een keer, ter controle")

_PLACE = _("de wachtzin")
_NO_TERMINAL = (
    _("Er is niemand om de wachtzin aan te vragen."),
    _("Start de opdracht in een terminal, of geef de wachtzin met --passphrase-fd."),
)
_NOTHING_TYPED = (_("Er is niets getypt."), _("Probeer het opnieuw."))
_NO_DESCRIPTOR = (_("Uit deze bestandsbeschrijver is niet te lezen."), _("Geef het nummer van een beschrijver die open is om te lezen."))
_NOT_TEXT = (_("Wat daar staat is geen tekst, of te lang."), _("Geef één regel tekst."))
_NOT_TWICE = (_("De twee wachtzinnen zijn niet gelijk."), _("Probeer het opnieuw."))


def asked(choices: Namespace, said_in: Language, *, twice: bool = False) -> str:
    """The passphrase, or the recovery key with `--recovery`: one line. A new one is typed twice; one from a descriptor is read once.

    Raises InputError when there is no terminal, nothing to read, or the two are not the same.
    """
    if choices.passphrase_fd is not None:
        return _read(choices.passphrase_fd)
    if sys.stdin is None or not sys.stdin.isatty():
        raise InputError.at(_PLACE, *_NO_TERMINAL)
    typed = _typed(RECOVERY if choices.recovery else PASSPHRASE, said_in)
    if twice and _typed(AGAIN, said_in) != typed:
        raise InputError.at(_PLACE, *_NOT_TWICE)
    return typed


def _typed(prompt: Message, said_in: Language) -> str:
    try:
        return getpass.getpass(f"{said_in.say(prompt)}: ")
    except EOFError:
        print(file=sys.stderr)  # noqa: T201 - the prompt left the line open
        raise InputError.at(_PLACE, *_NOTHING_TYPED) from None


def _read(descriptor: int) -> str:
    """The first line of what stands in a descriptor."""
    content = b""
    try:
        while len(content) <= LONGEST and b"\n" not in content and (part := os.read(descriptor, LONGEST)):
            content += part
    except OSError:
        raise InputError.at(_PLACE, *_NO_DESCRIPTOR) from None
    line = content.partition(b"\n")[0].removesuffix(b"\r")
    try:
        if len(line) > LONGEST:
            raise ValueError
        return line.decode("utf-8")
    except ValueError:
        raise InputError.at(_PLACE, *_NOT_TEXT) from None
