"""The shipped ZVH triage: how it is made, what it leaves open, and what it says of itself."""

from __future__ import annotations

from datetime import date

from tests.frameworks.crowd import advices, answered_as, crowd
from tests.frameworks.shipped import advice_of, evidence_of, framework_of, greatest, inside, lines_of_advice, looked_at, opened, scored
from triage.cases.case import Answer, Case
from triage.framework.conditions import AnyItemOf, BandIs, CriterionHolds, ScaleScore
from triage.framework.vocabulary import Role
from triage.periods import Period
from triage.weighing.weigh import weigh_case

NAME = "zvh-triage"
FRAMEWORK = framework_of(NAME)
AREAS = ("housing", "money", "school", "family", "network", "leisure", "health", "substance", "behaviour", "justice")
HOW_TO_HELP = ("lvb", "psych", "low_motivation", "low_trust")


def test_it_ranks_nobody_and_its_one_scale_says_how_complex_a_life_is() -> None:
    assert FRAMEWORK.places is None
    assert [(scale.id, scale.role) for scale in FRAMEWORK.scales] == [("complexity", Role.COMPLEXITY)]


def test_every_outcome_is_a_route_or_protection_and_says_nothing_of_intensity() -> None:
    assert [(outcome.id, outcome.kind, outcome.intensity) for outcome in advice_of(FRAMEWORK).outcomes] == [
        ("act_now", "protection", None),
        ("protect", "protection", None),
        *((table, "route", None) for table in ("team", "local_pga", "zvh")),
    ]


def test_the_complexity_scale_decides_nothing() -> None:
    resting = lines_of_advice(FRAMEWORK)
    assert not any(isinstance(part, BandIs | ScaleScore | AnyItemOf) for part in inside(FRAMEWORK, *resting))
    assert looked_at(FRAMEWORK, *resting).isdisjoint({"area_justice", "area_health"})


def test_the_advice_uses_the_first_reading_only_and_both_labels_say_so() -> None:
    used = {part.criterion for part in inside(FRAMEWORK, *lines_of_advice(FRAMEWORK)) if isinstance(part, CriterionHolds)}
    assert used == {"complex_joined", "k1", "k2", "k3", "k4", "conduct"}
    assert FRAMEWORK.criterion_by_id["complex_joined"].name.nl.endswith("Het advies gebruikt deze lezing")
    assert FRAMEWORK.criterion_by_id["complex_separate"].name.nl.endswith("Geen advies gebruikt deze lezing")


def test_the_most_points_are_thirty_and_every_area_of_life_counts_the_same() -> None:
    assert {item.id: greatest(item) for item in scored(FRAMEWORK)} == {f"area_{area}": 3_000 for area in AREAS}
    assert len({item.domain for item in scored(FRAMEWORK)}) == 10


def test_all_evidence_is_practice_or_none_but_for_help_that_works() -> None:
    assert {given.source for given in evidence_of(FRAMEWORK) if given.source and given.strength != "practice"} == {"less-is-more"}


def test_every_item_says_where_it_comes_from() -> None:
    assert [item.id for item in FRAMEWORK.items if not item.evidence] == []


def test_only_age_and_registered_facts_are_justified() -> None:
    assert {item.id for item in FRAMEWORK.items if item.justification} == {"age", "incidents_24m", "convicted_24m", "area_justice"}


def test_everything_about_own_conduct_is_marked_as_a_fact() -> None:
    conduct = {item.id for item in FRAMEWORK.items if item.established_fact}
    assert conduct == {"incidents_24m", "convicted_24m", "nuisance", "leads_to_crime", "impact_area"}


def test_an_answer_about_danger_from_this_quarter_is_never_outdated() -> None:
    for month in range(1, 13):
        today = date(2027, month, 28)
        case = Case("x", today, {"acute": Answer("no", as_of=Period.quarter(2027, (month + 2) // 3))}, ())
        assert weigh_case(opened(NAME).tables, case).item("acute").use.name == "COUNTED", month


def test_an_answer_about_danger_expires_soonest() -> None:
    assert FRAMEWORK.item_by_id["acute"].valid_months == 3
    changing = {item.id: item.valid_months for item in FRAMEWORK.items if item.changeable == "dynamic" and item.id != "acute"}
    assert {f"area_{area}" for area in AREAS[:-1]} | {"exploited", "one_chain_tried"} <= changing.keys()
    assert set(changing.values()) == {6, 12}


def test_disability_complaints_motivation_and_trust_never_change_the_table() -> None:
    assert tuple(line.item for line in FRAMEWORK.responsivity) == HOW_TO_HELP
    asked = (*HOW_TO_HELP, "area_health")
    changed = [answered_as(case, other, asked) for case, other in zip(crowd(NAME), crowd(NAME, "other"), strict=True)]
    assert advices(NAME, changed) == advices(NAME, crowd(NAME))


def test_a_table_says_that_it_is_only_a_table() -> None:
    only = "zegt alleen wie de casus bespreekt. Het zegt niet hoeveel hulp er komt"
    for outcome in advice_of(FRAMEWORK).outcomes:
        assert outcome.text is not None
        assert (only in outcome.text.nl) == (outcome.kind == "route"), outcome.id


def test_the_scale_and_each_of_its_levels_say_that_no_advice_uses_them() -> None:
    scale = FRAMEWORK.scales[0]
    assert "alleen ter oriëntatie" in scale.name.nl
    assert [band.id for band in scale.bands if not (band.meaning and band.meaning.nl.endswith("Geen advies gebruikt dit niveau."))] == []


def test_the_limits_name_what_is_known_against_these_criteria() -> None:
    assert FRAMEWORK.limits is not None
    against = ("niet gelezen", "niet gevalideerd", "twee manieren", "ter oriëntatie", "afglijden")
    assert [said for said in against if said not in FRAMEWORK.limits.nl] == []
