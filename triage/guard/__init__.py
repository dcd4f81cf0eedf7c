"""The identifier guard: finds what could lead to a person in a text, before the text is taken in (REQ-54, REQ-57).

An aid, not proof. It knows numbers, addresses and dates by their pattern; names of people are in `people.py`, for texts that are kept.
A text without a hit can still say who somebody is. A hit says what was found and where, never the text itself, so that
it can be shown, counted and logged without passing on what it found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from triage.guard import number_patterns, trace_patterns
from triage.guard.hits import Hit, HitKind, Severity

__all__ = ["Hit", "HitKind", "Severity", "find", "plain", "refuses"]

_UNSEEN = frozenset("\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufe0f\ufeff")
"""Characters that nobody sees; between two digits they would hide a number."""

_WORTH_A_LOOK = re.compile(r"[\d@]|//|www|\.[a-z]{2}|[(\[]\s?at", re.IGNORECASE)
_DIGIT = re.compile(r"\d")

_ANYTHING: frozenset[str] = frozenset()

_FINDERS: tuple[tuple[int, frozenset[str], Callable[[str], Iterator[Hit]]], ...] = (
    (8, _ANYTHING, number_patterns.ibans),
    (8, _ANYTHING, number_patterns.phone_numbers),
    (8, _ANYTHING, number_patterns.citizen_numbers),
    (0, frozenset("@(["), number_patterns.email_addresses),
    (0, frozenset("./"), number_patterns.internet_addresses),
    (3, _ANYTHING, trace_patterns.dossier_numbers),
    (3, _ANYTHING, trace_patterns.full_dates),
    (1, frozenset(" \t\n\r"), trace_patterns.addresses),
    (4, _ANYTHING, trace_patterns.postcodes),
    (2, _ANYTHING, trace_patterns.licence_plates),
)
"""Who looks, in order; how many digits a text needs before it is worth it, and of which characters it needs at least one."""


def find(text: str) -> tuple[Hit, ...]:
    """What in `text` could lead to a person, in order of place; empty when nothing was found.

    A hit that lies wholly inside an earlier found one is left out (the digits of a bank account are no citizen number as well). Digits,
    blanks and dashes of other scripts count as the plain ones, and unseen characters count as absent.
    """
    if _WORTH_A_LOOK.search(text) is None:
        return ()
    cleaned, places = plain(text)
    found: list[Hit] = []
    claimed = bytearray(len(cleaned))
    for hit in sorted(_all_hits(cleaned), key=lambda hit: hit.kind is HitKind.NINE_DIGITS):
        if claimed.find(0, hit.start, hit.end) >= 0:
            claimed[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
            found.append(hit)
    ordered = sorted(found, key=lambda hit: (hit.start, hit.end))
    return tuple(ordered if places is None else (replace(hit, start=places[hit.start], end=places[hit.end - 1] + 1) for hit in ordered))


def refuses(text: str) -> bool:
    """Whether `text` holds something that bars it as it stands; what is only questioned does not."""
    return any(hit.severity is Severity.REFUSE for hit in find(text))


def plain(text: str) -> tuple[str, list[int] | None]:
    """The text with plain digits, blanks, dashes and Latin letters and without unseen characters.

    With it where each character stood; None when nothing moved.
    """
    if text.isascii():
        return text, None
    kept = [(_plain_character(character), place) for place, character in enumerate(text) if character not in _UNSEEN]
    return "".join(character for character, _ in kept), [place for _, place in kept]


def _plain_character(character: str) -> str:
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    match unicodedata.category(character):
        case "Pd":
            return "-"
        case "Zs" | "Zl" | "Zp":
            return " "
    if character == "\u2212":
        return "-"
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


def _all_hits(cleaned: str) -> Iterator[Hit]:
    digits = len(_DIGIT.findall(cleaned))
    for fewest_digits, marks, finder in _FINDERS:
        if digits >= fewest_digits and not (marks and marks.isdisjoint(cleaned)):
            yield from finder(cleaned)
