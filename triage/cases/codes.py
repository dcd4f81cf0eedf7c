"""Case codes: made here at random, with nothing in them that leads to a person (REQ-55).

A code is like `7K-4Q2`: no vowels, so that it is never a word, and no letters that look like a digit. Each half holds a letter and a
digit, so that it is never a number or a date. A table may bring codes of its own when they are short and neutral.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from random import Random

from triage.guard import find
from triage.guard.trace_patterns import could_be_a_plate

DIGITS = "23456789"
LETTERS = "CDFHJKMNPQRTVWX"
LONGEST_CODE = 20
LONGEST_WORD = 3
"""So many letters in a row may stand in a code with a number (`ZVH-12`) unless written as a name (`Jan-1`); more could be a name."""

LONGEST_SERIAL = 2
"""So many letters may be a code without a number, as the columns of a spreadsheet; three are a first name or initials too often."""

MONTHS = frozenset({"jan", "feb", "mrt", "mar", "apr", "mei", "may", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "dec"})
"""Beside a number they may be a birthday, and a spreadsheet turns such a code into a date."""

NEUTRAL_WORDS = frozenset({"case", "casus", "proef", "profiel", "test", "voorbeeld"})
"""Longer words that lead to nobody, so that `case-017` is a code."""

FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR = 1985, 2049
"""Beside a name or initials such a number may be the year somebody was born (`Jan2005`); behind a single letter it is a serial."""

TRIES = 10_000
"""After so many taken codes in a row there are none left to speak of (there are almost two million)."""

_HALF = f"[{DIGITS}{LETTERS}]"
_OWN = re.compile(f"{_HALF}{{2}}-{_HALF}{{3}}")
_NEUTRAL = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_PLAIN_SERIAL = re.compile(r"[A-Za-z]*[-_]?\d+")
"""Cut in no parts: most codes of a large table, which need one look instead of four."""

_SEPARATORS = re.compile(r"[-_./\s]+")
_WORD = re.compile(r"[^\W\d_]+")
_WRITTEN_AS_A_NAME = re.compile(r"[A-Z][a-z]{2}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
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


def is_neutral(text: str, *, invented: bool = False) -> bool:
    """Whether a table may bring this as a code: letters, digits, `-` and `_`, at most 20; no word that could be a name, no month, and no
    year of birth beside two letters or more. `invented` cases were never born, so any number may stand there.
    """
    if len(text) > LONGEST_CODE or not _NEUTRAL.fullmatch(text):
        return False
    found = _WORD.findall(text)
    if any(_could_be_a_name(word) for word in found):
        return False
    if not any(character.isdigit() for character in text):
        return len(text) <= LONGEST_SERIAL
    words = [word.casefold() for word in found]
    could_be_initials = any(len(word) > 1 and word not in NEUTRAL_WORDS for word in words)
    return invented or not could_be_initials or not _may_hold_a_birth_year(text)


def looks_like_dossier_number(text: str, *, invented: bool = False) -> bool:
    """Whether a code could be the number of somebody's file or car: six digits whatever stands between them, a year with a serial, a
    licence plate, or what the guard finds in it, however it is cut in parts.

    `invented` cases have no file, so a long serial is allowed there; what the guard finds is not.
    """
    if is_code(text):
        return False
    if any(find(form) for form in _forms(text)) or _POLICE_PREFIX.search(text):
        return True
    whole = _SEPARATORS.sub("", text)
    return not invented and (could_be_a_plate(whole) or _LONG_NUMBER.search(whole) is not None or _YEAR_AND_SERIAL.search(text) is not None)


def _forms(text: str) -> Iterator[str]:
    """The text as it stands, and with a blank, a dash and nothing between its parts: a number is the same number however it is cut."""
    if _PLAIN_SERIAL.fullmatch(text):
        return iter((text,))
    return iter({text, *(_SEPARATORS.sub(mark, text) for mark in (" ", "-", ""))})


def _could_be_a_name(word: str) -> bool:
    folded = word.casefold()
    if folded in NEUTRAL_WORDS:
        return False
    return len(word) > LONGEST_WORD or folded in MONTHS or _WRITTEN_AS_A_NAME.fullmatch(word) is not None


def _may_hold_a_birth_year(text: str) -> bool:
    return any(FIRST_BIRTH_YEAR <= int(year) <= LAST_BIRTH_YEAR for year in _YEAR.findall(text))


def _is_mixed(half: str) -> bool:
    return any(character in DIGITS for character in half) and any(character in LETTERS for character in half)


def _mixed(length: int, random: Random) -> str:
    while True:
        half = "".join(random.choice(DIGITS + LETTERS) for _ in range(length))
        if _is_mixed(half):
            return half
