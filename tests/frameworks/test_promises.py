"""What every shipped framework promises to any young person, tried on invented ones nobody thought of (`crowd.py`).

The proofs of review show most of this too, by another road: they fold the decision table, and here whole cases are weighed.
"""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from tests.frameworks.crowd import (
    AGES,
    NO_FAULT,
    advices,
    answered_as,
    crowd,
    facts_for,
    ladder,
    possible,
    steps,
    weighed,
    with_answers,
    with_facts,
)
from tests.frameworks.shipped import advice_of, every, framework_of
from triage.cases.case import Answer
from triage.framework.conditions import ItemAnswer, walk
from triage.framework.model import ChoiceItem, DerivedItem, Framework, Item, TallyItem, YesNoItem
from triage.framework.vocabulary import AnswerStatus

SAID = (AnswerStatus.ESTABLISHED, AnswerStatus.CONFIRMED, AnswerStatus.SIGNAL, AnswerStatus.CONTESTED)
"""Every way in which an answer can have been given."""


def asked_to_protect(framework: Framework) -> list[tuple[str, str]]:
    """The questions of the protection lines, with the outcome a yes leads to."""
    lines = [(part, line.then) for line in advice_of(framework).protection for part in walk(line.when) if isinstance(part, ItemAnswer)]
    assert {part.is_ for part, _then in lines} == {"yes"}
    return [(part.item, then) for part, then in lines]


def without_a_fact(item: Item) -> str:
    """The heaviest answer that is no fact about conduct."""
    if isinstance(item, YesNoItem):
        return "no"
    assert isinstance(item, ChoiceItem)
    return item.no_fact[-1] if item.no_fact else min(item.options, key=lambda option: option.points or 0).id


@every
def test_the_invented_young_people_meet_every_advice(name: str) -> None:
    assert set(advices(name, crowd(name))) == set(ladder(name))
    assert {int(str(case.answers["age"].value)) for case in crowd(name)} == set(AGES)


@every
def test_dismissed_and_acquitted_facts_change_not_a_point(name: str) -> None:
    framework, cases = framework_of(name), crowd(name)
    some = weighed(name, [with_facts(case, facts) for case, facts in zip(cases, facts_for(name, NO_FAULT), strict=True)])
    none = weighed(name, [with_facts(case, ()) for case in cases])
    for item in framework.items:
        assert [list(side) for side in some.counted.points(item.id)] == [list(side) for side in none.counted.points(item.id)], item.id
    for criterion in framework.criteria:
        assert list(some.counted.truth(criterion.when)) == list(none.counted.truth(criterion.when)), criterion.id
    assert some.walk is not None
    assert none.walk is not None
    assert (some.walk.possible == none.walk.possible).all()


@every
def test_one_more_fact_never_makes_the_advice_lighter(name: str) -> None:
    cases = crowd(name)
    more = [with_facts(case, (*(case.facts or ()), *(other.facts or ()))) for case, other in zip(cases, crowd(name, "more"), strict=True)]
    lighter = [case for case, before, after in zip(more, steps(name, cases), steps(name, more), strict=True) if after < before]
    assert lighter == []


@every
def test_without_a_fact_about_conduct_help_is_light_at_most(name: str) -> None:
    framework = framework_of(name)
    conduct = [item for item in framework.items if item.established_fact and not isinstance(item, TallyItem | DerivedItem)]
    answers = {item.id: without_a_fact(item) for item in conduct}
    allowed = {outcome.id for outcome in advice_of(framework).outcomes if outcome.intensity in ("none", "light")} | {ladder(name)[0]}
    assert set(advices(name, [with_facts(with_answers(case, **answers), ()) for case in crowd(name)])) <= allowed


@every
def test_how_help_is_given_never_changes_the_advice(name: str) -> None:
    decides_how = [line.item for line in framework_of(name).responsivity]
    cases = crowd(name)
    changed = [answered_as(case, other, decides_how) for case, other in zip(cases, crowd(name, "other"), strict=True)]
    assert changed != list(cases)
    assert advices(name, changed) == advices(name, cases)


@pytest.mark.parametrize("status", SAID)
@every
def test_a_signal_of_force_or_danger_always_leads_to_protection_at_any_age(name: str, status: AnswerStatus) -> None:
    random = Random(name)
    for item, then in asked_to_protect(framework_of(name)):
        told = [{item: Answer("yes", status), "age": Answer(Decimal(random.randint(0, 40)))} for _case in range(100)]
        cases = [with_answers(case, **answers) for case, answers in zip(crowd(name), told, strict=False)]
        assert set(advices(name, cases)) == {then}, item


@every
def test_while_force_or_danger_is_an_open_question_protection_is_not_excluded(name: str) -> None:
    for item, then in asked_to_protect(framework_of(name)):
        left = possible(name, [with_answers(case, **{item: Answer(status=AnswerStatus.UNKNOWN)}) for case in crowd(name)[:100]])
        assert all({then} < kept for kept in left), item
