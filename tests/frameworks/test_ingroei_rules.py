"""The shipped *Ingroei*: how it is made, what it does for any case besides what every framework does, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from tests.frameworks.crowd import (
    NO_FAULT,
    REGISTERED,
    advices,
    answered_as,
    crowd,
    facts_for,
    ladder,
    points,
    steps,
    with_answers,
    with_facts,
)
from tests.frameworks.shipped import advice_of, class_of, framework_of, greatest, scored
from triage.cases.case import Case
from triage.framework.model import ChoiceItem, DerivedItem, TallyItem
from triage.framework.registry import AttributeClass
from triage.framework.vocabulary import FactStatus, Role

NAME = "ingroei"
FRAMEWORK = framework_of(NAME)
OTHERS_ONLY = ("none", "attempt")
"""Answers about being approached that are about what somebody else does."""

NO_POINTS = ("work_access", "hobby_access", "life_event", "lvb", "psych", "low_motivation", "low_trust")
CONDUCT = ("prior_crime", "prior_violence", "drug_role")
NOTHING, ORDINARY, OFFER, INTENSIVE_OFFER = range(4)


def heaviness(cases: Sequence[Case]) -> list[int]:
    """How heavy the advice of each case is: 0 for no extra effort, 3 for an intensive offer."""
    return steps(NAME, cases)


def swapped(items: Sequence[str]) -> set[frozenset[int]]:
    """Which advices change into one another when people swap their answers to these questions."""
    cases = [answered_as(case, other, items) for case, other in zip(crowd(NAME), crowd(NAME, "other"), strict=True)]
    pairs = (frozenset(pair) for pair in zip(heaviness(crowd(NAME)), heaviness(cases), strict=True))
    return {pair for pair in pairs if len(pair) > 1}


def tally(name: str) -> TallyItem:
    """A tally by its id."""
    item = FRAMEWORK.item_by_id[name]
    assert isinstance(item, TallyItem)
    return item


def test_it_calls_itself_incomplete_and_has_no_list() -> None:
    assert FRAMEWORK.title.nl.endswith("(concept, onvolledig)")
    assert FRAMEWORK.places is None
    assert [(scale.id, scale.role) for scale in FRAMEWORK.scales] == [
        ("involvement", Role.RISK),
        ("need", Role.NEED),
        ("protective", Role.PROTECTIVE),
    ]


def test_the_outcomes_stand_from_light_to_heavy_and_an_offer_is_light() -> None:
    assert [(outcome.id, outcome.kind, outcome.intensity) for outcome in advice_of(FRAMEWORK).outcomes] == [
        ("protect", "protection", None),
        ("nothing", "help", "none"),
        ("ordinary", "help", "light"),
        ("offer", "help", "light"),
        ("intensive_offer", "help", "intensive"),
    ]


def test_most_points_borders_and_cap_are_the_published_ones() -> None:
    at_stake = {scale.id: sum(greatest(item) for item in FRAMEWORK.items_of(scale.id)) for scale in FRAMEWORK.scales}
    assert at_stake == {"involvement": 16_000, "need": 12_000, "protective": 12_000}
    assert {scale.id: [(band.id, (band.from_ or 0) // 1000) for band in scale.bands] for scale in FRAMEWORK.scales} == {
        "involvement": [("low", 0), ("medium", 5), ("high", 9)],
        "need": [("low", 0), ("medium", 2)],
        "protective": [("low", 0), ("high", 8)],
    }
    assert {float(scale.min_known or 0) for scale in FRAMEWORK.scales} == {0.75}
    assert [scale.domain_caps for scale in FRAMEWORK.scales] == [{"contacts": 3_000}, {}, {}]
    assert sum(greatest(FRAMEWORK.item_by_id[name]) for name in ("peers_oc", "places")) == 4_000


def test_no_fact_counts_in_two_of_the_three_questions_about_conduct_and_none_is_left_out() -> None:
    assert sorted(kind for name in CONDUCT for kind in tally(name).of.facts) == sorted(FRAMEWORK.facts)
    assert {tally(name).of.statuses for name in CONDUCT} == {(FactStatus.CONVICTED,)}


def test_what_opens_more_than_light_help_is_marked_as_a_fact_and_nothing_else_is() -> None:
    marked = {item.id for item in FRAMEWORK.items if item.established_fact}
    assert marked == {"approached", *CONDUCT, "convicted_24m"}
    assert FRAMEWORK.item_by_id["approached"].no_fact == OTHERS_ONLY


def test_attributes_of_need_stay_off_the_scale_of_involvement() -> None:
    need_only = {item.scale for item in FRAMEWORK.items if class_of(item) is AttributeClass.NEED_ONLY}
    assert need_only == {None, "need", "protective"}


def test_every_scored_item_says_that_its_points_are_our_choice_and_expires_in_half_a_year() -> None:
    assert len(scored(FRAMEWORK)) == 19
    for item in scored(FRAMEWORK):
        assert "onze keuze" in (item.points_why.nl if item.points_why else ""), item.id
        assert isinstance(item, TallyItem | DerivedItem) or (item.changeable, item.valid_months) == ("dynamic", 6), item.id


def test_the_ways_in_that_carry_no_points_each_open_a_goal() -> None:
    goals = {need.item: need.domain for need in FRAMEWORK.needs}
    assert {name: goals[name] for name in NO_POINTS[:3]} == {"work_access": "work", "hobby_access": "pastime", "life_event": "life"}
    assert {line.item for line in FRAMEWORK.responsivity} == set(NO_POINTS[3:])


@pytest.mark.parametrize(("kept", "most"), [("none", ORDINARY), ("attempt", OFFER)])
def test_without_own_conduct_that_stands_the_advice_is_light_at_most(kept: str, most: int) -> None:
    facts = facts_for(NAME, (*REGISTERED, *NO_FAULT))
    cases = [with_facts(with_answers(case, approached=kept), some) for case, some in zip(crowd(NAME), facts, strict=True)]
    assert max(heaviness(cases)) == most
    assert max(points(NAME, cases)["involvement"]) == 3


def test_a_suspicion_gives_no_points_and_opens_ordinary_help_at_most() -> None:
    suspected = facts_for(NAME, REGISTERED)
    cases = [with_facts(case, (*(case.facts or ()), *some)) for case, some in zip(crowd(NAME), suspected, strict=True)]
    assert points(NAME, cases) == points(NAME, crowd(NAME))
    before, after = advices(NAME, crowd(NAME)), advices(NAME, cases)
    assert {pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]} == {("nothing", "ordinary")}


@pytest.mark.parametrize("item", ["peers_oc", "places", "approached"])
def test_a_heavier_answer_about_contact_never_makes_the_advice_lighter(item: str) -> None:
    """For `approached` this also compares no and an attempt, which give the same points and so are no pair in the proof."""
    model = FRAMEWORK.item_by_id[item]
    options = [option.id for option in model.options] if isinstance(model, ChoiceItem) else ["no", "yes"]
    by_option = [heaviness([with_answers(case, **{item: option}) for case in crowd(NAME)]) for option in options]
    assert [case for case in zip(*by_option, strict=True) if list(case) != sorted(case)] == []


def test_concerns_decide_at_most_between_no_effort_and_ordinary_help() -> None:
    assert swapped([item.id for item in FRAMEWORK.items_of("need")]) == {frozenset({NOTHING, ORDINARY})}


def test_strengths_decide_at_most_between_ordinary_help_and_a_light_offer() -> None:
    assert swapped([item.id for item in FRAMEWORK.items_of("protective")]) == {frozenset({ORDINARY, OFFER})}


def test_what_carries_no_points_never_changes_the_advice() -> None:
    assert [name for name in NO_POINTS if FRAMEWORK.item_by_id[name].scale or greatest(FRAMEWORK.item_by_id[name])] == []
    assert swapped(NO_POINTS) == set()


@pytest.mark.parametrize("kept", OTHERS_ONLY)
def test_the_highest_level_needs_contact_a_job_or_a_conviction_for_drug_dealing(kept: str) -> None:
    cases = [
        with_facts(with_answers(case, approached=kept), [fact for fact in case.facts or () if fact.kind != "drugs"]) for case in crowd(NAME)
    ]
    assert max(points(NAME, cases)["involvement"]) == 8


def test_the_advices_go_from_no_effort_to_an_intensive_offer() -> None:
    assert ladder(NAME) == ["nothing", "ordinary", "offer", "intensive_offer"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_limits_say_which_lists_were_not_read_and_what_is_known_against_such_lists(language: str) -> None:
    said = {
        "nl": ("concept", "onvolledig", "59", "12", "13", "niet gelezen", "volwassenen"),
        "en": ("draft", "incomplete", "59", "12", "13", "not read", "adults"),
    }
    assert FRAMEWORK.limits is not None
    limits = " ".join(FRAMEWORK.limits.in_language(language).split())
    assert [words for words in said[language] if not re.search(rf"\b{words}\b", limits)] == []


def test_a_question_that_looks_at_the_same_thing_as_another_says_what_it_counts() -> None:
    for name in ("places", "approached", *CONDUCT, "versatile_36m"):
        limits = FRAMEWORK.item_by_id[name].limits
        assert limits is not None
        assert "hier telt alleen" in limits.nl, name
