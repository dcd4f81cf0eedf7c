"""Case codes: made here at random, with nothing in them that leads to a person (REQ-55).

A code is like `7K-4Q2`: no vowels, so that it is never a word, and no letters that look like a digit. Each half holds a letter and a
digit, so that it is never a number or a date. A table may bring codes of its own when they are short and neutral.
"""

from __future__ import annotations

import re
from collections.abc import Container
from random import Random

from triage.cases.guard import find

DIGITS = "23456789"
LETTERS = "CDFHJKMNPQRTVWX"
LONGEST_CODE = 20
LONGEST_WORD = 3
"""A code of letters only is at most this long: a longer one could be a name."""

TRIES = 10_000
"""After so many taken codes in a row there are none left to speak of (there are almost two million)."""

_HALF = f"[{DIGITS}{LETTERS}]"
_OWN = re.compile(f"{_HALF}{{2}}-{_HALF}{{3}}")
_NEUTRAL = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_YEAR_AND_SERIAL = re.compile(r"(?<!\d)(?:19|20)\d\d[-_/. ]\d|\d[-_/. ](?:19|20)\d\d(?!\d)")
_LONG_NUMBER = re.compile(r"\d{6}")
_POLICE_PREFIX = re.compile(r"PL\d{2}[0-9A-Z]{2}", re.IGNORECASE)


def new_code(taken: Container[str], random: Random) -> str:
    """A code that is not in `taken`. `random` should be a secure source, such as `secrets.SystemRandom()`.

    Raises RuntimeError when no free code turns up.
    """
    for _ in range(TRIES):
        code = f"{_mixed(2, random)}-{_mixed(3, random)}"
        if code not in taken:
            return code
    raise RuntimeError("no free case codes left")


def is_code(text: str) -> bool:
    """Whether this is a code as made here."""
    return _OWN.fullmatch(text) is not None and all(_is_mixed(half) for half in text.split("-"))


def is_neutral(text: str) -> bool:
    """Whether a table may bring this as a code: letters, digits, `-` and `_`, at most 20, and not just a word."""
    if len(text) > LONGEST_CODE or not _NEUTRAL.fullmatch(text):
        return False
    return len(text) <= LONGEST_WORD or any(character.isdigit() for character in text)


def looks_like_dossier_number(text: str, *, invented: bool = False) -> bool:
    """Whether a code could be the number of somebody's file: six digits in a row, a year with a serial, or what the guard finds.

    `invented` cases have no file, so a long serial is allowed there; what the guard finds is not.
    """
    if is_code(text):
        return False
    if find(text) or _POLICE_PREFIX.search(text):
        return True
    return not invented and (_LONG_NUMBER.search(text) is not None or _YEAR_AND_SERIAL.search(text) is not None)


def _is_mixed(half: str) -> bool:
    return any(character in DIGITS for character in half) and any(character in LETTERS for character in half)


def _mixed(length: int, random: Random) -> str:
    while True:
        half = "".join(random.choice(DIGITS + LETTERS) for _ in range(length))
        if _is_mixed(half):
            return half
