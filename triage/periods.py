"""Quarters, dates and months: when something happened, as coarsely as we keep it.

A `Period` is a whole quarter (`2026-Q3`) or one day (`2026-08-14`). Questions of time are asked of its first and last day, so a
quarter that straddles a border is neither surely inside nor surely outside (framework format, *Exact meaning*).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from triage.wording import Message, _

_QUARTER = re.compile(r"([0-9]{4})-?[QqKk]([1-4])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, order=True)
class Period:
    """The days from `first` up to and including `last`: a quarter or a single day."""

    first: date
    last: date

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """The quarter `number` (1 to 4) of a year."""
        last_month = 3 * number
        return cls(date(year, last_month - 2, 1), date(year, last_month, calendar.monthrange(year, last_month)[1]))

    @classmethod
    def day(cls, day: date) -> Period:
        """One day."""
        return cls(day, day)

    @classmethod
    def quarter_of(cls, day: date) -> Period:
        """The quarter that holds `day`."""
        return cls.quarter(day.year, (day.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Period:
        """`2026-Q3` (also `2026Q3`, and K for Q) or `2026-08-14`. Raises ValueError for anything else."""
        if match := _QUARTER.fullmatch(text.strip()):
            return cls.quarter(int(match[1]), int(match[2]))
        return cls.day(parse_day(text))

    @property
    def as_quarter(self) -> Period:
        """The quarter this period lies in: what paper and screen show of a date."""
        return Period.quarter_of(self.first)

    def __str__(self) -> str:
        if self == self.as_quarter:
            return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
        return self.first.isoformat()

    def message(self) -> Message:
        """`3e kwartaal 2026`; a single day is said as its quarter."""
        return _("{number}e kwartaal {year}", number=str((self.first.month + 2) // 3), year=str(self.first.year))


def parse_day(text: str) -> date:
    """`2026-08-14`, and no other way of writing a day. Raises ValueError for anything else."""
    if not _DAY.fullmatch(text.strip()):
        raise ValueError("not a date such as 2026-08-14")
    return date.fromisoformat(text.strip())


@lru_cache(maxsize=1024)
def months_before(day: date, months: int) -> date:
    """The same day `months` earlier, clipped to the end of that month (31 May − 3 months = 28 or 29 February).

    The first day of the year 1 when that lies before it. Kept, for every fact is held against the same few borders.
    """
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_after(day: date, months: int) -> date:
    """The same day `months` later, clipped to the end of that month; the last day of the year 9999 when it lies after it."""
    return date.max if day.year + months // 12 + 1 > date.max.year else months_before(day, -months)
