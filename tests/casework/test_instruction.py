"""The instruction is confirmed every year, whole, or the account only reads (REQ-28)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given

from tests.casework.records import TODAY, days, problems
from triage.casework.instruction import Confirmation, Topic, confirmation_defects, instruction_defects, valid_until
from triage.periods import months_after
from triage.wording import DUTCH

ME, OTHER = "procesregisseur-1", "voorzitter-1"


def confirmed(on: date = TODAY, account: str = ME, topics: tuple[Topic, ...] = tuple(Topic)) -> Confirmation:
    return Confirmation(account, on, topics)


def test_without_a_confirmation_an_account_only_reads() -> None:
    assert problems(instruction_defects(ME, (), TODAY)) == ["U hebt de instructie nog niet bevestigd."]
    assert instruction_defects(ME, (confirmed(account=OTHER),), TODAY) != ()
    assert instruction_defects(ME, (confirmed(),), TODAY) == ()


@given(days, days)
def test_a_confirmation_holds_for_a_year_from_its_day(on: date, today: date) -> None:
    may_write = instruction_defects(ME, (confirmed(on),), today) == ()
    assert may_write == (on <= today <= months_after(on, 12))


@pytest.mark.parametrize(
    ("on", "last"),
    [(date(2028, 2, 29), date(2029, 2, 28)), (date(2027, 2, 28), date(2028, 2, 28)), (date(2026, 12, 31), date(2027, 12, 31))],
)
def test_a_year_ends_on_the_same_day_or_the_end_of_its_month(on: date, last: date) -> None:
    assert valid_until(ME, (confirmed(on),), last) == last
    assert instruction_defects(ME, (confirmed(on),), last) == ()
    said = problems(instruction_defects(ME, (confirmed(on),), last + timedelta(days=1)))
    assert said == ["Uw bevestiging van de instructie is ouder dan een jaar."]


def test_the_latest_whole_confirmation_counts() -> None:
    old, new = confirmed(date(2025, 1, 1)), confirmed(date(2026, 6, 1))
    assert valid_until(ME, (new, old), TODAY) == date(2027, 6, 1)
    assert valid_until(ME, (old, confirmed(TODAY + timedelta(days=9))), TODAY) == date(2026, 1, 1)


@pytest.mark.parametrize("left_out", Topic)
def test_a_topic_that_was_left_out_is_named_and_the_confirmation_counts_for_nothing(left_out: Topic) -> None:
    half = confirmed(topics=tuple(topic for topic in Topic if topic is not left_out))
    assert problems(confirmation_defects(half, TODAY)) == [DUTCH.say(left_out)]
    assert instruction_defects(ME, (half,), TODAY) != ()
    assert confirmation_defects(confirmed(), TODAY) == ()
