"""The shipped ZVH triage: the national criteria worked out a second time with pencil and paper, over every case they can tell apart."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from itertools import combinations, product
from typing import Any, NamedTuple

import pytest

from tests.frameworks.crowd import advices, crowd, ladder, steps, weighed, with_answers, with_facts
from tests.frameworks.shipped import framework_of
from triage.cases.case import Answer, Case, Fact
from triage.framework.model import ChoiceItem
from triage.framework.vocabulary import FactStatus
from triage.periods import Period
from triage.weighing.truth import TRUE

NAME = "zvh-triage"
FRAMEWORK = framework_of(NAME)
AREAS = tuple(item.id for item in FRAMEWORK.items if item.id.startswith("area_") and isinstance(item, ChoiceItem))
COUNTED_AREAS = tuple(area for area in AREAS if area != "area_health")


class Situation(NamedTuple):
    """All that the criteria can tell apart. Every field runs from its lightest to its heaviest answer."""

    serious_areas: int
    facts: str
    nuisance: str
    leads_to_crime: str
    chains: int
    compulsion_needed: str
    one_chain_tried: str
    impact_family: str
    impact_area: str


STEPS: tuple[tuple[Any, ...], ...] = (
    (0, 1, 2),
    ("none", "suspected", "convicted"),
    ("no", "yes"),
    ("no_link", "expected", "present"),
    (1, 2),
    ("no", "yes"),
    ("works", "not_tried", "stuck"),
    ("none", "expected", "present"),
    ("none", "present", "serious"),
)
SITUATIONS = tuple(Situation(*each) for each in product(*STEPS))


class Criteria(NamedTuple):
    """What pencil and paper make of a situation, in the order of the file."""

    conduct: bool
    k1: bool
    k2: bool
    k3: bool
    k4: bool
    complex_joined: bool
    complex_separate: bool


@cache
def criteria(case: Situation) -> Criteria:
    """The four criteria and both readings of the `or` before the fourth."""
    conduct = case.facts != "none" or case.nuisance == "yes"
    link = {"no_link": False, "expected": case.facts == "convicted", "present": conduct}[case.leads_to_crime]
    k1 = case.serious_areas >= 2 and link
    k2 = case.chains >= 2 and case.compulsion_needed == "yes" and case.one_chain_tried == "stuck"
    k3 = case.impact_family != "none"
    k4 = case.impact_area == "serious" and conduct
    return Criteria(conduct, k1, k2, k3, k4, k1 and k2 and (k3 or k4), (k1 and k2 and k3) or k4)


def table_for(case: Situation) -> str:
    """Which table discusses the case."""
    if criteria(case).complex_joined:
        return "zvh"
    return "local_pga" if criteria(case).k1 and case.one_chain_tried != "works" else "team"


def as_case(case: Situation) -> Case:
    """The situation as a complete case of a seventeen-year-old; the serious areas are the first ones that count."""
    answers = {name: str(getattr(case, name)) for name in Situation._fields[2:] if name != "chains"}
    areas = dict.fromkeys(AREAS, "some") | dict.fromkeys(COUNTED_AREAS[: case.serious_areas], "serious")
    listed = [] if case.facts == "none" else [Fact("property", Period.quarter(2026, 2), FactStatus(case.facts))]
    numbers = {"age": Answer(Decimal(17)), "chains": Answer(Decimal(case.chains))}
    return with_facts(with_answers(crowd(NAME)[0], **areas, **answers, **numbers), listed)


@cache
def cases() -> tuple[Case, ...]:
    """Every situation as a case."""
    return tuple(as_case(case) for case in SITUATIONS)


@cache
def found_tables() -> Mapping[Situation, str]:
    """The advice of the engine for every situation."""
    return dict(zip(SITUATIONS, advices(NAME, cases()), strict=True))


def test_the_engine_finds_the_same_table_as_pencil_and_paper_in_every_situation() -> None:
    assert len(SITUATIONS) == 5832
    assert {case: found for case, found in found_tables().items() if found != table_for(case)} == {}
    assert set(found_tables().values()) == set(ladder(NAME))


def test_the_engine_finds_the_same_criteria_as_pencil_and_paper_in_every_situation() -> None:
    counted = weighed(NAME, cases()).counted
    assert tuple(criterion.id for criterion in FRAMEWORK.criteria) == Criteria._fields
    for place, criterion in enumerate(FRAMEWORK.criteria):
        found = [bool(truth == TRUE) for truth in counted.truth(criterion.when)]
        assert found == [criteria(case)[place] for case in SITUATIONS], criterion.id
        assert set(found) == {True, False}, criterion.id


@pytest.mark.parametrize("field", range(len(STEPS)), ids=Situation._fields)
def test_a_heavier_answer_never_leads_to_a_lighter_table(field: int) -> None:
    for case, found in found_tables().items():
        for heavier in STEPS[field][STEPS[field].index(case[field]) + 1 :]:
            other = found_tables()[Situation._make((*case[:field], heavier, *case[field + 1 :]))]
            assert ladder(NAME).index(found) <= ladder(NAME).index(other), (case, heavier)


@pytest.mark.parametrize("name", [name for name in Situation._fields if name != "serious_areas"])
def test_every_answer_makes_a_difference_to_a_criterion_a_table_or_a_goal(name: str) -> None:
    def told(value: object) -> tuple[object, ...]:
        cases = [case for case in SITUATIONS if getattr(case, name) == value]
        goals = [need.goal for need in FRAMEWORK.needs if need.item == name and value in (need.is_, *(need.in_ or ()))]
        return (*((criteria(case), table_for(case)) for case in cases), *goals)

    values = STEPS[Situation._fields.index(name)]
    assert len({told(value) for value in values}) == len(values)


def test_without_a_fact_or_established_nuisance_the_table_is_always_the_nearest_one() -> None:
    without = [case for case in SITUATIONS if case.facts == "none" and case.nuisance == "no"]
    assert {found_tables()[case] for case in without} == {"team"}


def test_an_expectation_and_a_suspicion_together_are_never_enough() -> None:
    doubtful = [case for case in SITUATIONS if case.leads_to_crime == "expected" and case.facts != "convicted"]
    assert {found_tables()[case] for case in doubtful} == {"team"}


def test_the_reading_that_is_used_is_the_stricter_one_and_they_differ_only_where_k4_stands_alone() -> None:
    for case in SITUATIONS:
        found = criteria(case)
        assert found.complex_separate or not found.complex_joined
        assert (found.complex_joined != found.complex_separate) == (found.k4 and not (found.k1 and found.k2))


def test_k1_needs_two_areas_of_life_and_health_is_never_one_of_them() -> None:
    assert len(AREAS) == 9
    base = as_case(Situation(0, "suspected", "no", "present", 2, "yes", "stuck", "present", "none"))
    pairs = list(combinations(AREAS, 2))
    found = advices(NAME, [with_answers(base, **{one: "serious", other: "acute"}) for one, other in pairs])
    assert dict(zip(pairs, found, strict=True)) == {pair: "team" if "area_health" in pair else "zvh" for pair in pairs}


@pytest.mark.parametrize("nuisance", ["no", "yes"])
def test_whatever_the_answers_are_no_own_conduct_means_the_nearest_table(nuisance: str) -> None:
    without = [with_facts(with_answers(case, nuisance=nuisance), ()) for case in crowd(NAME)]
    assert (set(steps(NAME, without)) == {0}) == (nuisance == "no")
