"""What the shipped Top 60 does for any case: what its texts promise besides what every framework does (`test_promises.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.frameworks.crowd import (
    REGISTERED,
    STATUSES,
    TODAY,
    answered_as,
    crowd,
    facts_for,
    ladder,
    steps,
    weighed,
    with_answers,
    with_facts,
)
from tests.frameworks.shipped import framework_of
from triage.cases.case import Case, Fact
from triage.framework.model import ChoiceItem
from triage.framework.vocabulary import FactStatus
from triage.periods import Period

NAME = "top60-ranking"
FRAMEWORK = framework_of(NAME)
NONE, REGULAR, LOCAL_LIGHT, LOCAL, LIST = range(5)
NEEDS = [item.id for item in FRAMEWORK.items_of("need")]
STRENGTHS = [item.id for item in FRAMEWORK.items_of("protective")]


def heaviness(cases: Sequence[Case]) -> list[int]:
    """How heavy the advice of each case is: 0 for no extra effort, 4 for a place on the list."""
    return steps(NAME, cases)


def test_the_advices_go_from_no_effort_to_a_place_on_the_list() -> None:
    assert ladder(NAME) == ["none", "regular", "local_light", "local", "list"]


def test_without_a_fact_the_advice_is_never_more_than_ordinary_help_whatever_the_answers_about_conduct() -> None:
    assert max(heaviness([with_facts(case, ()) for case in crowd(NAME)])) == REGULAR


def test_without_a_conviction_the_advice_is_never_a_place_on_the_list() -> None:
    cases = [with_facts(case, facts) for case, facts in zip(crowd(NAME), facts_for(NAME, REGISTERED), strict=True)]
    assert max(heaviness(cases)) == LOCAL


def test_without_a_fact_in_the_last_year_the_advice_is_never_a_local_approach() -> None:
    old = [with_facts(case, [fact for fact in case.facts or () if fact.when.first < date(2026, 1, 1)]) for case in crowd(NAME)]
    assert max(heaviness(old)) == REGULAR


@pytest.mark.parametrize("strength", STRENGTHS)
def test_one_more_strength_never_makes_the_advice_heavier(strength: str) -> None:
    item = FRAMEWORK.item_by_id[strength]
    assert isinstance(item, ChoiceItem)
    by_option = [heaviness([with_answers(case, **{strength: option.id}) for case in crowd(NAME)]) for option in item.options]
    assert [case for case in zip(*by_option, strict=True) if list(case) != sorted(case, reverse=True)] == []


def test_concerns_decide_at_most_between_no_effort_and_ordinary_help() -> None:
    changed = [answered_as(case, other, NEEDS) for case, other in zip(crowd(NAME), crowd(NAME, "other"), strict=True)]
    pairs = {(one, other) for one, other in zip(heaviness(crowd(NAME)), heaviness(changed), strict=True) if one != other}
    assert pairs == {(NONE, REGULAR), (REGULAR, NONE)}


def points_and_counts(item: str, cases: Sequence[Case]) -> list[tuple[int, int, int, int]]:
    """Least and greatest points of an item and what it counts, in every case."""
    found = weighed(NAME, cases)
    low, high = found.counted.points(item)
    least, most = found.codes.counts.get(item, (low, high))
    return [(int(a), int(b), int(c), int(d)) for a, b, c, d in zip(low, high, least, most, strict=True)]


def test_a_suspicion_weighs_less_only_in_the_question_about_the_heaviest_fact() -> None:
    """The text under *In verhouding* says so of every question that a suspicion counts in."""
    in_text = "Alleen bij de vraag naar het zwaarste feit weegt een verdenking lichter dan een veroordeling."
    counting = [item.id for item in FRAMEWORK.items if item.justification and in_text in item.justification.proportionate.nl]
    assert set(counting) == {item.id for item in FRAMEWORK.items if item.attribute == "verdenking"}
    suspected, convicted = (
        [
            Case("A-1", TODAY, {}, (Fact(kind, Period.quarter(2026, 1 + place % 3), status), *others))
            for place, others in enumerate(facts_for(NAME, REGISTERED, number=60))
            for kind in FRAMEWORK.facts
        ]
        for status in (FactStatus.SUSPECTED, FactStatus.CONVICTED)
    )
    for item in counting:
        before, after = points_and_counts(item, suspected), points_and_counts(item, convicted)
        if item == "heaviest_24m":
            assert [pair for pair in zip(before, after, strict=True) if pair[0][0] > pair[1][0]] == []
        else:
            assert before == after, item


@pytest.mark.parametrize("kind", ["robbery", "burglary", "violence"])
def test_a_suspicion_is_one_step_lower_than_a_conviction_when_it_is_the_heaviest_fact(kind: str) -> None:
    two = [
        Case("A-1", TODAY, {}, (Fact(kind, Period.quarter(2026, 2), status),)) for status in (FactStatus.SUSPECTED, FactStatus.CONVICTED)
    ]
    assert [case[0] for case in points_and_counts("heaviest_24m", two)] in ([5, 9], [2, 5], [0, 2])


def test_the_invented_facts_are_of_every_kind_and_status() -> None:
    facts = {(fact.kind, fact.status) for case in crowd(NAME) for fact in case.facts or ()}
    assert facts == {(kind, status) for kind in FRAMEWORK.facts for status in STATUSES}
