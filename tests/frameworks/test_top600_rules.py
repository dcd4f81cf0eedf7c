"""The shipped Top600 criteria: a file of criteria without points, of which each does what the plan and the texts promise."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product

import pytest

from tests.frameworks.crowd import REGISTERED, TODAY, advices, crowd, facts_for, ladder, steps, weighed, with_answers, with_facts
from tests.frameworks.pencil import document, months_back
from tests.frameworks.shipped import advice_of, class_of, framework_of, inside, lines_of_advice, looked_at
from triage.cases.case import Answer, Case, Fact
from triage.framework.conditions import CriterionHolds
from triage.framework.model import ChoiceItem, TallyItem
from triage.framework.registry import AttributeClass
from triage.framework.vocabulary import FactStatus
from triage.periods import Period
from triage.weighing.truth import FALSE

NAME = "top600-criteria"
FRAMEWORK = framework_of(NAME)
ADVICE = advice_of(FRAMEWORK)
TALLIES = ("hic_60m", "convicted_60m", "recent_12m", "incidents_24m")
TESTS = ("regular_insufficient", "added_value", "proportionate")
CARE = {"school_work": ("fine", "concern", "serious"), "supervision_order": ("no", "yes"), "youth_probation": ("no", "yes")}
REGULAR, LOCAL, DISCUSS = range(3)


def classes_of(names: set[str]) -> dict[str, AttributeClass | None]:
    """The class of what each of these items is about."""
    return {name: class_of(FRAMEWORK.item_by_id[name]) for name in names}


def heaviness(cases: Sequence[Case]) -> list[int]:
    """How heavy the advice of each case is: 0 for ordinary help, 2 for discussing a place."""
    return steps(NAME, cases)


def test_it_has_no_scales_and_no_points() -> None:
    assert FRAMEWORK.scales == ()
    assert [item.id for item in FRAMEWORK.items if item.scale or getattr(item, "points", None)] == []
    assert [item.id for item in FRAMEWORK.items if isinstance(item, ChoiceItem) for option in item.options if option.points] == []
    assert len(FRAMEWORK.items) == 12


def test_terms_kinds_and_statuses_are_those_of_the_plan() -> None:
    tallies = {item.id: item.of for item in FRAMEWORK.items if isinstance(item, TallyItem)}
    registered = {*REGISTERED, FactStatus.CONVICTED}
    assert {name: of.within_months for name, of in tallies.items()} == dict(zip(TALLIES, (60, 60, 12, 24), strict=True))
    assert set(tallies["hic_60m"].facts) == {"robbery", "street_robbery", "burglary", "serious_violence"}
    assert [tallies[name].facts for name in TALLIES[1:]] == [FRAMEWORK.facts] * 3
    assert set(tallies["convicted_60m"].statuses) == {FactStatus.CONVICTED}
    assert [set(tallies[name].statuses) for name in ("hic_60m", "recent_12m", "incidents_24m")] == [registered] * 3


def test_no_line_of_the_advice_uses_a_400_or_an_answer_about_care() -> None:
    resting = lines_of_advice(FRAMEWORK)
    assert "a_400" not in {part.criterion for part in inside(FRAMEWORK, *resting) if isinstance(part, CriterionHolds)}
    assert looked_at(FRAMEWORK, *resting) & {*CARE, "incidents_24m"} == set()
    assert looked_at(FRAMEWORK, FRAMEWORK.criterion_by_id["a_400"].when) == {*CARE, "incidents_24m"}
    assert set(classes_of(set(CARE)).values()) == {AttributeClass.NEED_ONLY}


def test_only_the_question_about_force_brings_a_class_n_answer_near_the_advice() -> None:
    classes = classes_of(looked_at(FRAMEWORK, *lines_of_advice(FRAMEWORK)))
    near = {name for name, class_ in classes.items() if class_ is AttributeClass.NEED_ONLY}
    assert near == {"exploited"}
    assert looked_at(FRAMEWORK, *(line.when for line in ADVICE.rules if line.when)).isdisjoint(near)


def test_each_answer_about_care_leads_to_help() -> None:
    goals = {need.is_: need.goal.nl for need in FRAMEWORK.needs}
    assert goals.keys() == {"concern", "serious"}
    assert len(set(goals.values())) == 2
    assert {(line.item, line.is_) for line in FRAMEWORK.responsivity} == {("supervision_order", "yes"), ("youth_probation", "yes")}


def test_only_age_and_the_counts_are_justified() -> None:
    assert {item.id for item in FRAMEWORK.items if item.justification} == {"age", *TALLIES}


def test_every_question_has_its_whole_card_though_none_has_points() -> None:
    for item in FRAMEWORK.items:
        for part in ("counts", "does_not_count", "evidence"):
            assert getattr(item, part), (item.id, part)
        assert item.limits is not None or item.id == "exploited", item.id
        assert item.domain or item.id in {"age", "exploited"}, item.id


def test_facts_are_facts_about_conduct_and_nothing_else_is() -> None:
    assert {item.id for item in FRAMEWORK.items if item.established_fact} == set(TALLIES)
    assert {item.id for item in FRAMEWORK.items if item.heavier is None} == {"age", "exploited"}


def test_every_answer_somebody_gives_expires_before_the_next_review() -> None:
    assert FRAMEWORK.places is not None
    assert {item.valid_months for item in FRAMEWORK.questions if item.id != "age"} == {FRAMEWORK.places.review_months} == {6}


def test_the_list_has_no_order_and_ends_by_itself() -> None:
    places = FRAMEWORK.places
    assert places is not None
    assert (places.places, places.eligible, places.order, places.margin) == (600, ("discuss",), (), None)
    leaving = {"any": [{"not": {"criterion": "a_criterion"}}, {"not": {"criterion": "recent_fact"}}]}
    assert document(NAME)["list"]["leave_when"] == leaving


def test_outcomes_go_from_light_to_heavy_and_the_lines_from_heavy_to_light() -> None:
    assert [(outcome.id, outcome.kind, outcome.intensity) for outcome in ADVICE.outcomes] == [
        ("protect", "protection", None),
        ("regular", "help", "light"),
        ("local", "help", "medium"),
        ("discuss", "list", "intensive"),
    ]
    assert [line.then for line in ADVICE.rules] == ladder(NAME)[::-1]
    assert ADVICE.exceptions == ()


def test_the_advice_is_that_of_the_plan_for_every_age_count_and_answer_that_matters() -> None:
    situations = list(product((12, 20, 21, 23), (0, 1), (0, 1, 2, 3, 4), (0, 1), product(("no", "yes"), repeat=3)))
    cases, expected = [], []
    for age, hic, convicted, recent, answers in situations:
        facts = [
            *[Fact("burglary", Period.quarter(2022, 2), FactStatus.SUSPECTED)] * hic,
            *[Fact("property", Period.quarter(2024, 2), FactStatus.CONVICTED)] * convicted,
            *[Fact("threat", Period.quarter(2026, 2), FactStatus.SUSPECTED)] * recent,
        ]
        told = dict(zip(TESTS, answers, strict=True))
        cases.append(with_facts(with_answers(crowd(NAME)[0], age=Answer(Decimal(age)), **told), facts))
        threshold = hic and (convicted >= 3 or (age < 21 and convicted >= 2))
        listed = threshold and recent and answers == ("yes", "yes", "yes")
        expected.append("discuss" if listed else "local" if threshold else "regular")
    found = advices(NAME, cases)
    assert [case for case in zip(situations, found, expected, strict=True) if case[1] != case[2]] == []


@pytest.mark.parametrize(("age", "given"), [(11, "out_of_scope"), (12, "regular"), (23, "regular"), (24, "out_of_scope")])
def test_it_holds_from_12_to_23(age: int, given: str) -> None:
    assert advices(NAME, [with_facts(with_answers(crowd(NAME)[0], age=Answer(Decimal(age))), ())]) == [given]


def test_suspicions_alone_never_lead_past_ordinary_help() -> None:
    cases = [with_facts(case, facts) for case, facts in zip(crowd(NAME), facts_for(NAME, REGISTERED), strict=True)]
    assert set(heaviness(cases)) == {REGULAR}


def test_without_a_fact_in_the_last_year_nobody_is_discussed_for_a_place_and_who_holds_one_leaves() -> None:
    border = months_back(TODAY, 12)
    old = [with_facts(case, [fact for fact in case.facts or () if fact.when.first < border]) for case in crowd(NAME)]
    assert max(heaviness(old)) == LOCAL
    assert set(weighed(NAME, old).counted.truth(FRAMEWORK.criterion_by_id["recent_fact"].when)) == {FALSE}


def test_answers_about_care_never_change_the_advice() -> None:
    ways = [dict(zip(CARE, care, strict=True)) for care in product(*CARE.values())]
    found = [heaviness([with_answers(case, **way) for case in crowd(NAME)[:200]]) for way in ways]
    assert [other for other in found if other != found[0]] == []
    assert set(found[0]) == {REGULAR, LOCAL, DISCUSS}


@pytest.mark.parametrize(
    "said",
    [
        "WODC onderzocht in 2023",
        "averechts effect",
        "sinds januari 2026 niet meer met vaste criteria",
        "Openbare beschrijvingen van de criteria spreken elkaar tegen",
        "eigen keuze",
        "Eén vonnis over drie feiten telt hier als drie",
        "geen regel van het advies gebruikt het",
        "niet gevalideerd",
        "eigen juridische basis",
        "niet gelezen",
    ],
)
def test_the_limits_name_what_is_known_against_such_lists_and_what_this_file_cannot(said: str) -> None:
    assert FRAMEWORK.limits is not None
    assert said in FRAMEWORK.limits.nl


def test_a_400_says_three_times_that_it_decides_nothing() -> None:
    criterion = FRAMEWORK.criterion_by_id["a_400"]
    assert "alleen getoond" in criterion.name.nl
    assert any(given.none and "Geen regel van het advies" in given.none.nl for given in criterion.evidence)
    assert FRAMEWORK.limits is not None
    assert "Criterium A-400 laat alleen zien hoe de Top400 koos" in FRAMEWORK.limits.nl


def test_a_count_of_the_same_facts_as_another_says_what_it_looks_at() -> None:
    for name in TALLIES:
        limits = FRAMEWORK.item_by_id[name].limits
        assert limits is not None
        assert "ier telt alleen" in limits.nl, name
