"""Quoting what a stranger wrote: short, without characters that steer a terminal, and never what could lead to a person.

A sheet to check, and the file in it, come from anybody. The check has to quote them to say what differs; this is what every quote passes
through on its way to the reader (REQ-54, REQ-57).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from triage.framework.values import Text
from triage.guard import find
from triage.wording import Message, _

MOST_QUOTED = 80
"""Characters of one quote."""

MOST_LISTED = 10
"""Parts of one list."""

_LOOKED_AT = 2 * MOST_QUOTED
"""Characters the guard looks at, so that a number across the end of the quote is found too."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories of characters that steer, hide or mean nothing: controls (C0, DEL, C1), directions of reading, private ones."""


def harmless(message: Message) -> Message:
    """The message with every text among its values made harmless; numbers, dates and fixed words stay as they are."""
    return replace(message, values={name: _harmless(value) for name, value in message.values.items()})


def quotable(text: str) -> str | Message:
    """The text as it may be quoted: cut, with � for what cannot be seen; or what kind of identifying data is in it, instead of the text."""
    if hits := find(text[:_LOOKED_AT]):
        return _("(niet getoond: {kind})", kind=hits[0].kind)
    shown = "".join("\ufffd" if unicodedata.category(character) in _UNSEEN else character for character in text[:MOST_QUOTED])
    return shown if len(text) <= MOST_QUOTED else f"{shown.rstrip()} …"


def _harmless(value: object) -> object:
    match value:
        case Enum():
            return value
        case str():
            return quotable(value)
        case Message():
            return harmless(value)
        case Text():
            return _text(value)
        case Sequence():
            more = [_("nog {count}", count=len(value) - MOST_LISTED)] if len(value) > MOST_LISTED else []
            return [*(_harmless(part) for part in value[:MOST_LISTED]), *more]
    return value


def _text(text: Text) -> Text | Message:
    """A text of a framework in both its languages, or one message when either may not be shown."""
    nl, en = quotable(text.nl), None if text.en is None else quotable(text.en)
    if isinstance(nl, Message):
        return nl
    return en if isinstance(en, Message) else Text.model_construct(nl=nl, en=en)
