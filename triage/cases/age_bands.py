"""Ages in groups, as they leave the program: a birthday hides in two or three years (REQ-56)."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from triage.wording import Message, _

AGE_BANDS = (12, 14, 16, 18, 21, 24)
"""Where one age group ends and the next begins: groups of two or three years, wide enough to hide a birthday (REQ-56). They break where
the rules for a young person change, so that an overseer can still judge: nobody under twelve is prosecuted, sixteen and eighteen change
who decides about help, and lists of this kind end at twenty-four."""


def band_number(years: Decimal | int) -> int:
    """Which group an age in whole years lies in, the youngest being 0."""
    return bisect_right(AGE_BANDS, years)


def age_band(years: Decimal | int) -> Message:
    """`14–15 jaar`: the group an age in whole years lies in."""
    number = band_number(years)
    if number == len(AGE_BANDS):
        return _("{age} jaar of ouder", age=AGE_BANDS[-1])
    if number == 0:
        return _("jonger dan {age} jaar", age=AGE_BANDS[0])
    return _("{first}–{last} jaar", first=AGE_BANDS[number - 1], last=AGE_BANDS[number] - 1)
