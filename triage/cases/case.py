"""What is weighed: one young person's case, pseudonymised. Answers to questions and dated facts, each with its status.

A case has a code made by this program and nothing that says who it is (REQ-17, REQ-55, REQ-56).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period, months_before

AGE_OF_CRIMINAL_LAW = 12
"""Facts before this birthday are never kept (Dutch criminal law for minors starts at twelve)."""


@dataclass(frozen=True)
class Answer:
    """One answer: an option id, `yes` or `no`, or an exact number; None when nothing is known.

    `as_of` is the quarter or day the answer was true; undated counts as of the reference date.
    """

    value: str | Decimal | None = None
    status: AnswerStatus = AnswerStatus.ESTABLISHED
    as_of: Period | None = None
    source: Partner | None = None
    note: str = ""


UNKNOWN = Answer(status=AnswerStatus.UNKNOWN)
NOT_APPLICABLE = Answer(status=AnswerStatus.NOT_APPLICABLE)


@dataclass(frozen=True)
class Fact:
    """A registered offence: its kind, when it happened and what became of it. `contested` by the youth or parents."""

    kind: str
    when: Period
    status: FactStatus
    source: Partner | None = None
    contested: bool = False


@dataclass(frozen=True)
class Case:
    """A case at its reference date. `facts` is None when nobody looked, and empty when there are none."""

    code: str
    reference_date: date
    answers: Mapping[str, Answer] = field(default_factory=dict)
    facts: tuple[Fact, ...] | None = None

    def answer(self, item: str) -> Answer:
        """The answer to a question, or unknown."""
        return self.answers.get(item, UNKNOWN)


def certainly_before_twelve(fact: Fact, age: int, reference_date: date) -> bool:
    """Whether a fact lies before the twelfth birthday whatever the day of birth is.

    `age` is in whole years at the reference date, so the twelfth birthday is only known to within a year.
    """
    earliest_birthday = months_before(reference_date, 12 * (age + 1 - AGE_OF_CRIMINAL_LAW)) + timedelta(days=1)
    return fact.when.last < earliest_birthday


def before_twelve(fact: Fact, age: Answer, reference_date: date) -> bool:
    """Whether a fact surely lies before the twelfth birthday, as far as the age of the case is established.

    The age is that of the first day it may have been told; an age told after the reference date counts as told on it.
    """
    if not age.status.counts or not isinstance(age.value, Decimal):
        return False
    told = reference_date if age.as_of is None else min(age.as_of.first, reference_date)
    return certainly_before_twelve(fact, int(age.value), told)
