"""Invented young people for any framework: every question answered and nothing open, so that what a framework does can be tried on many.

They are the same at every run: the name of the framework and of the purpose decide them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

from tests.frameworks.shipped import advice_of, framework_of, looked_at, opened
from triage.cases.case import Answer, Case, Fact
from triage.cases.table import CaseTable
from triage.framework.model import ChoiceItem, DerivedItem, Framework, Item, LevelItem, TallyItem, YesNoItem
from triage.framework.vocabulary import FactStatus
from triage.periods import Period
from triage.weighing.weigh import Weighed, weigh

TODAY = date(2026, 11, 30)
AGES = range(12, 24)
QUARTERS = tuple(Period.quarter(year, number) for year in range(2021, 2027) for number in (1, 2, 3))
"""They lie wholly on one side of every border of whole years, so that each of these cases has one certain advice."""

STATUSES = tuple(FactStatus)
REGISTERED = (FactStatus.SUSPECTED, FactStatus.SETTLED_OUT_OF_COURT)
NO_FAULT = (FactStatus.DISMISSED, FactStatus.ACQUITTED)


@cache
def crowd(name: str, purpose: str = "", number: int = 400) -> tuple[Case, ...]:
    """Complete cases of young people between twelve and twenty-four whom nobody forces or endangers, with up to eight facts each."""
    framework, random = framework_of(name), Random(f"{name} {purpose}")
    guarded = looked_at(framework, *(line.when for line in advice_of(framework).protection))
    return tuple(_invent_case(framework, f"A-{place}", random, guarded) for place in range(number))


@cache
def facts_for(name: str, statuses: Sequence[FactStatus], purpose: str = "", number: int = 400) -> tuple[tuple[Fact, ...], ...]:
    """A list of facts for each of the crowd, of these statuses only."""
    random = Random(f"{name} {purpose} {statuses}")
    return tuple(_invent_facts(framework_of(name), random, statuses) for _ in range(number))


def with_answers(case: Case, **answers: str | Answer) -> Case:
    """The case with other answers to these questions."""
    told = {item: answer if isinstance(answer, Answer) else Answer(answer) for item, answer in answers.items()}
    return replace(case, answers={**case.answers, **told})


def with_facts(case: Case, facts: Sequence[Fact]) -> Case:
    """The case with these facts and no other."""
    return replace(case, facts=tuple(facts))


def answered_as(case: Case, other: Case, items: Sequence[str]) -> Case:
    """The case with the answers of another to these questions."""
    return replace(case, answers={**case.answers, **{item: other.answers[item] for item in items}})


def in_words(case: Case) -> dict[str, str]:
    """The answers of a case as plain words."""
    return {item: str(answer.value) for item, answer in case.answers.items()}


def as_data(facts: Sequence[Fact]) -> list[dict[str, str]]:
    """Facts as a framework file writes them."""
    return [
        {"kind": fact.kind, "quarter": f"{fact.when.first.year}-Q{(fact.when.first.month + 2) // 3}", "status": fact.status.value}
        for fact in facts
    ]


def weighed(name: str, cases: Sequence[Case]) -> Weighed:
    """All cases weighed at once."""
    return weigh(opened(name).tables, CaseTable.of(cases))


def possible(name: str, cases: Sequence[Case]) -> list[frozenset[str]]:
    """The advices of each case that are not excluded."""
    walk = weighed(name, cases).walk
    assert walk is not None
    return [frozenset(outcome for outcome, kept in zip(walk.outcomes, column, strict=True) if kept) for column in walk.possible.T]


def advices(name: str, cases: Sequence[Case]) -> list[str]:
    """The one certain advice of each case."""
    walk = weighed(name, cases).walk
    assert walk is not None
    assert walk.certain.all()
    return [walk.outcomes[row] for row in walk.possible.argmax(axis=0)]


def ladder(name: str) -> list[str]:
    """The outcomes that are no protection, from light to heavy as in the file."""
    return [outcome.id for outcome in advice_of(framework_of(name)).outcomes if outcome.kind != "protection"]


def steps(name: str, cases: Sequence[Case]) -> list[int]:
    """How heavy the advice of each case is: its place on the ladder."""
    return [ladder(name).index(advice) for advice in advices(name, cases)]


def points(name: str, cases: Sequence[Case]) -> dict[str, list[int]]:
    """The sum of each scale in every case, in whole points."""
    found, unit = weighed(name, cases).counted, opened(name).tables.unit
    for scale in framework_of(name).scales:
        assert (found.sums(scale.id).low == found.sums(scale.id).high).all()
    return {scale.id: [int(low) * unit // 1000 for low in found.sums(scale.id).low] for scale in framework_of(name).scales}


def _invent_case(framework: Framework, code: str, random: Random, guarded: set[str]) -> Case:
    """`guarded` questions are answered no; with many answers the life leans to the first or to the last option."""
    lean = random.choice((None, 0, -1))
    answers = {
        item.id: Answer("no" if item.id in guarded else _invent_answer(item, random, lean))
        for item in framework.items
        if not isinstance(item, TallyItem | DerivedItem)
    }
    return Case(code, TODAY, answers, _invent_facts(framework, random, random.choice((STATUSES, (FactStatus.CONVICTED,)))))


def _invent_answer(item: Item, random: Random, lean: int | None) -> str | Decimal:
    match item:
        case YesNoItem():
            options: Sequence[str] = ("no", "yes")
        case ChoiceItem() | LevelItem():
            options = [option.id for option in item.options]
        case _:
            return Decimal(random.choice(AGES) if item.kind == "age" else random.randint(0, 5))
    return random.choice(options) if lean is None or random.random() < 0.3 else options[lean]


def _invent_facts(framework: Framework, random: Random, statuses: Sequence[FactStatus]) -> tuple[Fact, ...]:
    number = random.choice((0, 1, 1, 2, 3, 4, 6, 8))
    return tuple(Fact(random.choice(framework.facts), random.choice(QUARTERS), random.choice(statuses)) for _ in range(number))
