"""Names of files: whether a name leads to a person, and how a name is shown.

A file is often called after the person it is about. Such a name goes into no message; neither do the signs that move the cursor or turn
the writing direction round.
"""

from __future__ import annotations

import re

from triage.guard import Hit, HitKind, find

_PERSONAL = frozenset(
    {
        *(HitKind.BSN, HitKind.IBAN, HitKind.PHONE, HitKind.EMAIL, HitKind.LICENCE_PLATE, HitKind.POSTCODE),
        *(HitKind.DOSSIER_NUMBER, HitKind.ADDRESS),
    }
)
"""A date of these years is not among them: it is most often the day a list was made."""

_YEAR_OF_BIRTH = re.compile(r"(?:19\d|20[01])\d")
"""The program is younger than every day in such a year, so no list was made on it; whoever is weighed now was born then."""

_DATE = re.compile(r"(?<!\d)20[2-9]\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)")
_BEFORE_DIGITS = re.compile(r"(?<=[^\W\d])[-_.]+(?=\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[-_. ]+(?=\d)")


def leads_to_a_person(name: str) -> bool:
    """Whether the name of a file holds what the guard knows, however the digits are cut in parts. Dates from 2020 on are let be."""
    plain = _DATE.sub(" ", name)
    forms = {plain, plain.replace("_", " "), plain.replace("_", "-"), _BETWEEN_DIGITS.sub("", plain), _BEFORE_DIGITS.sub(" ", plain)}
    return any(_is_personal(hit, form) for form in forms for hit in find(form))


def numbers_of_persons(text: str) -> tuple[Hit, ...]:
    """What the guard knows in a text, but for dates and addresses on the internet, which stand in any framework."""
    return tuple(hit for hit in find(text) if hit.kind in _PERSONAL)


def holds_a_number_of_a_person(text: str) -> bool:
    """Whether there is any."""
    return bool(numbers_of_persons(text))


def _is_personal(hit: Hit, form: str) -> bool:
    return hit.kind in _PERSONAL or (hit.kind is HitKind.FULL_DATE and _YEAR_OF_BIRTH.search(form[hit.start : hit.end]) is not None)


def shown(name: str) -> str:
    """The name with every sign that cannot be seen written out (`\\x1b`, `\\u202e`)."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in name)
