"""What a case itself holds: its code, the age as a range, and how long it is kept."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.casework.records import CHAIR, DIRECTOR, TODAY, at, days, record
from triage.cases.codes import new_code
from triage.casework.record import (
    AGE,
    CODE,
    DELETE_ON,
    EXTENDED_UNTIL,
    EXTENDING_WHY,
    MOST_MONTHS_KEPT,
    OPENED_ON,
    SECOND_ROLE,
    Age,
    CaseRecord,
    age_span,
    extend,
    is_minor,
    left_defects,
    record_defects,
    under_twelve,
)
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole
from triage.errors import Defect, InputError
from triage.periods import months_after
from triage.wording import Message

WHY = "De hulp loopt nog en het hoger beroep is niet klaar."


def years_on(birthday: date, day: date) -> int:
    """Age in whole years as counted by hand."""
    return day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day))


@given(st.dates(date(2000, 1, 1), date(2018, 12, 31)), days, days)
def test_the_true_age_lies_in_the_range_whatever_the_birthday_is(birthday: date, told_on: date, day: date) -> None:
    assume(birthday <= min(told_on, day))
    span = age_span(Age(years_on(birthday, told_on), told_on), day)
    assert span is not None
    assert span[0] <= years_on(birthday, day) <= span[1]
    assert span[1] - span[0] <= 1


def test_an_age_is_certain_on_the_day_it_was_told_and_whole_years_later() -> None:
    told = Age(15, TODAY)
    assert age_span(told, TODAY) == (15, 15)
    assert age_span(told, TODAY + timedelta(days=1)) == (15, 16)
    assert age_span(told, date(2027, 11, 30)) == (15, 16)
    assert age_span(told, date(2027, 12, 1)) == (16, 16)
    assert age_span(None, TODAY) is None


@pytest.mark.parametrize(
    ("years", "minor", "young"),
    [(11, True, True), (12, True, False), (15, True, False), (16, True, False), (17, True, False), (18, False, False), (None, True, None)],
)
def test_who_is_a_minor_and_who_is_under_twelve(years: int | None, minor: bool, young: bool | None) -> None:
    """REQ-18. Without an age somebody is treated as a minor, and nobody can say that they are twelve."""
    age = None if years is None else Age(years, TODAY)
    assert (is_minor(age, TODAY), under_twelve(age, TODAY)) == (minor, young)


def test_who_turned_of_age_or_twelve_perhaps_is_treated_as_younger() -> None:
    later = TODAY + timedelta(days=200)
    assert is_minor(Age(17, TODAY), later)
    assert under_twelve(Age(11, TODAY), later)
    assert not is_minor(Age(17, TODAY), date(2027, 12, 1))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "Jan-2009"}, CODE),
        ({"code": "249566758"}, CODE),
        ({"opened_on": TODAY + timedelta(days=1)}, OPENED_ON),
        ({"delete_on": date(2026, 10, 1)}, DELETE_ON),
        ({"delete_on": date(2031, 10, 2)}, DELETE_ON),
        ({"age": Age(-1, TODAY)}, AGE),
        ({"age": Age(15, TODAY + timedelta(days=1))}, AGE),
    ],
)
def test_each_thing_wrong_with_a_new_case_is_named(changes: dict[str, Any], field: Message) -> None:
    assert record_defects(record(), TODAY) == ()
    assert record_defects(record(0, opened_on=TODAY), TODAY) == ()
    assert at(record_defects(record(**changes), TODAY), field)


@given(st.integers())
def test_every_code_that_the_program_makes_may_be_the_code_of_a_case(seed: int) -> None:
    assert record_defects(record(code=new_code((), Random(seed))), TODAY) == ()


def test_a_case_is_kept_sixty_months_at_most_also_from_the_last_day_of_february() -> None:
    opened = date(2024, 2, 29)
    assert record_defects(record(opened_on=opened, delete_on=date(2029, 2, 28)), TODAY) == ()
    assert at(record_defects(record(opened_on=opened, delete_on=date(2029, 3, 1)), TODAY), DELETE_ON)


def refused(of: CaseRecord, until: date, why: str = WHY, second: AccountRole = CHAIR, today: date = TODAY) -> tuple[Defect, ...]:
    with pytest.raises(InputError) as caught:
        extend(of, until, why, DIRECTOR, second, today)
    return caught.value.defects


def test_keeping_longer_moves_the_day_and_says_who_agreed() -> None:
    longer = extend(record(), date(2028, 10, 1), f" {WHY} ", DIRECTOR, CHAIR, TODAY)
    assert longer.delete_on == date(2028, 10, 1)
    assert [(one.was, one.until, one.reason, one.by, one.second, one.on) for one in longer.extensions] == [
        (date(2027, 10, 1), date(2028, 10, 1), WHY, DIRECTOR, CHAIR, TODAY)
    ]


def test_keeping_longer_asks_a_reason_and_a_second_role() -> None:
    until = date(2028, 1, 1)
    assert at(refused(record(), until, "akkoord"), EXTENDING_WHY)
    for second in (DIRECTOR, AccountRole.OVERSEER, AccountRole.TECHNICIAN):
        assert at(refused(record(), until, second=second), SECOND_ROLE)


def test_one_extension_is_a_year_at_most_and_later_than_the_day() -> None:
    assert at(refused(record(), date(2028, 10, 2)), EXTENDED_UNTIL)
    assert at(refused(record(), date(2027, 10, 1)), EXTENDED_UNTIL)
    assert at(refused(record(), date(2028, 1, 1), today=date(2027, 10, 2)), EXTENDED_UNTIL)


def test_on_its_last_day_a_case_can_still_be_kept_longer_up_to_sixty_months_in_all() -> None:
    last = date(2030, 12, 1)
    near = record(opened_on=date(2026, 12, 1), delete_on=last)
    assert extend(near, date(2031, 12, 1), WHY, DIRECTOR, CHAIR, last).delete_on == date(2031, 12, 1)


def test_a_third_extension_is_refused() -> None:
    twice = extend(extend(record(), date(2028, 1, 1), WHY, DIRECTOR, CHAIR, TODAY), date(2028, 6, 1), WHY, CHAIR, DIRECTOR, TODAY)
    assert at(refused(twice, date(2028, 7, 1)), EXTENDED_UNTIL)


@given(st.dates(date(2026, 10, 2), date(2034, 1, 1)))
def test_no_extension_keeps_a_case_beyond_sixty_months(until: date) -> None:
    near = record(delete_on=date(2031, 9, 1))
    assume(until > near.delete_on)
    if until <= months_after(near.opened_on, MOST_MONTHS_KEPT):
        assert extend(near, until, WHY, DIRECTOR, CHAIR, TODAY).delete_on == until
    else:
        assert set(refused(near, until)) != set()


def test_nothing_goes_on_in_a_case_that_left() -> None:
    assert left_defects(record()) == ()
    assert at(left_defects(record(leaving=Leaving(LeavingReason.MOVED, "Verhuisd naar elders.", TODAY, DIRECTOR))), CODE)
