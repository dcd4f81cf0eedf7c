"""A fact before the twelfth birthday: refused only when that is sure, from the day the age was told."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from triage.cases.case import Answer, Fact, before_twelve
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period

DAY = date(2026, 11, 1)


def fact(quarter: str) -> Fact:
    """A fact in a quarter."""
    return Fact("robbery", Period.parse(quarter), FactStatus.CONVICTED)


@pytest.mark.parametrize(
    ("told", "quarter", "early"),
    [
        (None, "2024-Q3", True),
        (None, "2024-Q4", False),
        ("2024-Q4", "2022-Q3", True),
        ("2024-Q4", "2022-Q4", False),
        ("2030-Q1", "2024-Q3", True),
    ],
)
def test_an_age_of_thirteen_counts_from_the_day_it_was_told(told: str | None, quarter: str, early: bool) -> None:
    age = Answer(Decimal(13), as_of=Period.parse(told) if told else None)
    assert before_twelve(fact(quarter), age, DAY) is early


@pytest.mark.parametrize("age", [Answer(Decimal(13), AnswerStatus.SIGNAL), Answer(None, AnswerStatus.UNKNOWN)])
def test_an_age_that_does_not_stand_refuses_no_fact(age: Answer) -> None:
    assert not before_twelve(fact("2015-Q1"), age, DAY)
