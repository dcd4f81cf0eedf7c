"""Quarters, days and months."""

from __future__ import annotations

import calendar
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.periods import Period, months_before, parse_day
from triage.wording import DUTCH

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2024-q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2026-K2", date(2026, 4, 1), date(2026, 6, 30)),
        (" 2026Q3 ", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("9999-Q4", date(9999, 10, 1), date(9999, 12, 31)),
        ("2026-08-14", date(2026, 8, 14), date(2026, 8, 14)),
    ],
)
def test_a_quarter_or_a_day_is_read(text: str, first: date, last: date) -> None:
    assert Period.parse(text) == Period(first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-Q0",
        "2026-Q5",
        "0000-Q1",
        "26-Q3",
        "Q3 2026",
        "2026-8-14",
        "2026-02-30",
        "20260814",
        "2026-W33-5",
        "14-08-2026",
        "２０２６-Q3",
        "2026-Q3x",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["2026-Q3", "20260814", "2026-W33-5", "2026-08-14T00:00", ""])
def test_a_day_has_one_way_of_writing(text: str) -> None:
    assert parse_day("2026-08-14") == date(2026, 8, 14)
    with pytest.raises(ValueError, match="not a date"):
        parse_day(text)


@given(DAYS)
def test_every_day_lies_in_its_quarter_and_in_no_other(day: date) -> None:
    quarter = Period.quarter_of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter == Period.day(day).as_quarter
    assert [Period.quarter(day.year, number) for number in (1, 2, 3, 4)].count(quarter) == 1


@given(DAYS)
def test_what_is_written_is_read_again(day: date) -> None:
    for period in (Period.day(day), Period.quarter_of(day)):
        assert Period.parse(str(period)) == period


def test_four_quarters_are_a_year_without_gaps() -> None:
    quarters = [Period.quarter(2024, number) for number in (1, 2, 3, 4)]
    assert sum((quarter.last - quarter.first).days + 1 for quarter in quarters) == 366
    assert [(after.first - before.last).days for before, after in pairwise(quarters)] == [1, 1, 1]


@pytest.mark.parametrize("number", [0, 5])
def test_there_are_no_other_quarters(number: int) -> None:
    with pytest.raises(ValueError, match="month"):
        Period.quarter(2026, number)


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 11, 23), 24, date(2024, 11, 23)),
        (date(2026, 5, 31), 3, date(2026, 2, 28)),
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2024, 2, 29), 48, date(2020, 2, 29)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
        (date(2026, 1, 31), 2, date(2025, 11, 30)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
        (date(1, 1, 31), 0, date(1, 1, 31)),
    ],
)
def test_months_before_clips_to_the_end_of_the_month(day: date, months: int, earlier: date) -> None:
    assert months_before(day, months) == earlier


@given(DAYS, st.integers(0, 1200))
def test_months_before_lands_in_the_right_month_on_the_nearest_day(day: date, months: int) -> None:
    earlier = months_before(day, months)
    assert (day.year - earlier.year) * 12 + day.month - earlier.month == months
    assert earlier.day == min(day.day, calendar.monthrange(earlier.year, earlier.month)[1])


@pytest.mark.parametrize(("day", "months"), [(date(1, 1, 1), 1), (date(1, 1, 31), 1), (date(2026, 11, 23), 1_000_000)])
def test_months_before_stops_at_the_first_day_there_is(day: date, months: int) -> None:
    assert months_before(day, months) == date.min


@pytest.mark.parametrize("text", ["2026-Q3", "2026-08-14"])
def test_a_day_is_said_as_its_quarter(text: str) -> None:
    assert DUTCH.say(Period.parse(text)) == "3e kwartaal 2026"
