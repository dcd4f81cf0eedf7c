"""Outcomes from light to heavy, and how a choice relates to the advice (REQ-19, REQ-25)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import framework, routes
from tests.frameworks.shipped import every, framework_of
from triage.casework.ladder import Relation, asks_second_reader, ladder, next_lighter, relation, step
from triage.casework.situation import weight
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.wording import DUTCH

LADDER = ("none", "regular", "local", "list")
OUTCOMES = (*LADDER, "protect", OUT_OF_SCOPE)


def test_the_ladder_goes_from_nothing_extra_to_the_list_and_protection_stands_beside_it() -> None:
    assert tuple(outcome.id for outcome in ladder(framework())) == LADDER
    assert [step(framework(), outcome) for outcome in OUTCOMES] == [0, 1, 2, 3, None, None]


@every
def test_every_shipped_framework_has_its_outcomes_in_that_order(name: str) -> None:
    steps = ladder(framework_of(name))
    listed = [outcome for outcome in framework_of(name).outcome_by_id.values() if outcome.kind != "protection"]
    assert list(steps) == listed
    weights = [weight(outcome.intensity) for outcome in steps if outcome.intensity]
    assert weights == sorted(weights)


def test_one_step_lighter() -> None:
    lighter = {outcome: next_lighter(framework(), outcome) for outcome in OUTCOMES}
    assert {outcome: below.id for outcome, below in lighter.items() if below} == {"regular": "none", "local": "regular", "list": "local"}


def test_tables_stand_from_close_by_to_the_house() -> None:
    below = next_lighter(routes(), "house")
    assert below is not None
    assert below.id == "team"
    assert relation(routes(), ("team",), "house") is Relation.HEAVIER


@pytest.mark.parametrize(
    ("advice", "chosen", "said"),
    [
        (("local",), "local", Relation.FOLLOWS),
        (("local",), "regular", Relation.LIGHTER),
        (("local",), "list", Relation.HEAVIER),
        (("protect",), "protect", Relation.FOLLOWS),
        (("protect",), "local", Relation.OTHER),
        (("local",), "protect", Relation.OTHER),
        ((OUT_OF_SCOPE,), "regular", Relation.OTHER),
        (("local", "list"), "local", Relation.NO_ADVICE),
        ((), "local", Relation.NO_ADVICE),
    ],
)
def test_how_a_choice_relates_to_the_advice(advice: tuple[str, ...], chosen: str, said: Relation) -> None:
    assert relation(framework(), advice, chosen) is said


@given(st.sampled_from(OUTCOMES), st.sampled_from(OUTCOMES))
def test_heavier_one_way_is_lighter_the_other(one: str, other: str) -> None:
    turned = {Relation.HEAVIER: Relation.LIGHTER, Relation.LIGHTER: Relation.HEAVIER}
    there, back = relation(framework(), (one,), other), relation(framework(), (other,), one)
    assert back is turned.get(there, there)


@given(st.lists(st.sampled_from(LADDER), min_size=1, unique=True), st.sampled_from(LADDER))
def test_a_choice_heavier_than_the_lightest_possible_advice_asks_a_second_reader(advice: list[str], chosen: str) -> None:
    lightest = min(LADDER.index(outcome) for outcome in advice)
    assert asks_second_reader(framework(), advice, chosen) == (LADDER.index(chosen) > lightest)


@pytest.mark.parametrize("chosen", LADDER)
def test_setting_aside_protection_or_the_scope_asks_a_second_reader(chosen: str) -> None:
    assert asks_second_reader(framework(), ("protect", "local"), chosen)
    assert asks_second_reader(framework(), (OUT_OF_SCOPE,), chosen) == (chosen != "none")


@pytest.mark.parametrize("chosen", ["protect", OUT_OF_SCOPE])
def test_what_stands_beside_the_ladder_is_never_heavier(chosen: str) -> None:
    assert not asks_second_reader(framework(), ("none",), chosen)


def test_every_relation_is_said() -> None:
    assert len({DUTCH.say(one) for one in Relation}) == len(Relation)
