"""The shipped What works: how it is made, how instruments stand beside it, and what it says of itself."""

from __future__ import annotations

import re

import pytest

from tests.frameworks.crowd import crowd, weighed, with_answers
from tests.frameworks.shipped import advice_of, class_of, framework_of, greatest, looked_at, scored
from triage.framework.model import ChoiceItem, DerivedItem, LevelItem, TallyItem
from triage.framework.registry import AttributeClass
from triage.framework.vocabulary import Role
from triage.weighing.truth import TRUE

NAME = "wat-werkt"
FRAMEWORK = framework_of(NAME)
BESIDE = {
    "ritax2": {"very_low": {1}, "low": {2}, "middle": {3}, "high": {4}, "very_high": {5}},
    "lij_old": {"low": {1, 2}, "middle": {3}, "high": {4, 5}},
    "yls_cmi_2": {"low": {1, 2}, "moderate": {3}, "high": {4}, "very_high": {5}},
    "savry": {"low": {1, 2}, "moderate": {3}, "high": {4, 5}},
    "start_av": {"low": {1, 2}, "moderate": {3}, "high": {4, 5}},
    "risc": {"low": {1, 2}, "average": {3}, "high": {4, 5}},
}


def test_four_scales_stand_apart_with_seriousness_beside_what_goes_with_repetition() -> None:
    assert FRAMEWORK.places is None
    assert [(scale.id, scale.role) for scale in FRAMEWORK.scales] == [
        ("seriousness", Role.RISK),
        ("risk", Role.RISK),
        ("need", Role.NEED),
        ("protective", Role.PROTECTIVE),
    ]


def test_every_scored_item_counts_0_1_or_2_and_nothing_else() -> None:
    for item in scored(FRAMEWORK):
        assert isinstance(item, ChoiceItem | TallyItem | DerivedItem)
        answers = item.options if isinstance(item, ChoiceItem) else item.points
        assert sorted(answer.points or 0 for answer in answers) == [0, 1000, 2000], item.id


def test_no_fact_counts_twice_in_one_level() -> None:
    violence, other, before = (FRAMEWORK.item_by_id[name] for name in ("violence_24m", "other_facts_24m", "convicted_before"))
    assert isinstance(violence, TallyItem)
    assert isinstance(other, TallyItem)
    assert isinstance(before, TallyItem)
    assert sorted((*violence.of.facts, *other.of.facts)) == sorted(FRAMEWORK.facts)
    assert (violence.of.within_months, other.of.within_months, before.of.before_months) == (24, 24, 24)


def test_level_4_needs_facts_and_level_5_needs_recent_ones() -> None:
    borders = {band.id: band.from_ for band in FRAMEWORK.scale_by_id["risk"].bands}
    changeable = sum(greatest(FRAMEWORK.item_by_id[name]) for name in ("peers_serious", "attendance", "leisure"))
    older = sum(greatest(FRAMEWORK.item_by_id[name]) for name in ("convicted_before", "onset"))
    assert changeable < (borders["level_4"] or 0) <= changeable + older < (borders["level_5"] or 0)


def shown(instrument: str, option: str, scale: str) -> set[tuple[str, bool]]:
    """The levels of a scale that the crowd is on, each with whether this outcome of an instrument is shown as differing from it."""
    found = weighed(NAME, [with_answers(case, **{instrument: option}) for case in crowd(NAME)])
    bands = [FRAMEWORK.scale_by_id[scale].bands[place].id for place in found.counted.sums(scale).band_low]
    differs = found.counted.truth(FRAMEWORK.criterion_by_id[f"{instrument}_differs"].when) == TRUE
    return set(zip(bands, map(bool, differs), strict=True))


@pytest.mark.parametrize(("instrument", "option"), [(name, option) for name, levels in BESIDE.items() for option in levels])
def test_a_recorded_instrument_two_or_more_levels_away_is_shown(instrument: str, option: str) -> None:
    item = FRAMEWORK.item_by_id[instrument]
    assert isinstance(item, LevelItem)
    assert [known.id for known in item.options] == list(BESIDE[instrument])
    away = {level: min(abs(level - near) for near in BESIDE[instrument][option]) for level in range(1, 6)}
    assert shown(instrument, option, "risk") == {(f"level_{level}", steps >= 2) for level, steps in away.items()}


@pytest.mark.parametrize("option", ["low", "moderate", "high"])
def test_a_recorded_protective_instrument_at_the_other_end_is_shown(option: str) -> None:
    expected = {(hold, {option, hold} == {"low", "high"}) for hold in ("low", "medium", "high")}
    assert shown("saprof_yv", option, "protective") == expected


def test_instruments_are_recorded_without_points_and_stand_in_no_rule() -> None:
    recorded = {item.id: item for item in FRAMEWORK.items if isinstance(item, LevelItem)}
    assert {item.instrument for item in recorded.values()} == {"ritax2", "yls_cmi_2", "savry", "start_av", "risc", "saprof_yv"}
    assert recorded.keys() == BESIDE.keys() | {"saprof_yv"}
    assert [name for name, item in recorded.items() if greatest(item) or item.scale or not item.allow_not_applicable] == []
    advice = advice_of(FRAMEWORK)
    outermost = [line.when for line in advice.protection] + [line.when for line in advice.rules if line.when]
    assert recorded.keys() & looked_at(FRAMEWORK, *outermost) == set()
    assert {name: item.valid_months for name, item in recorded.items()} == {**dict.fromkeys(recorded, 12), "start_av": 3}


def test_attributes_of_need_carry_needs_or_no_points() -> None:
    assert {item.scale for item in FRAMEWORK.items if class_of(item) is AttributeClass.NEED_ONLY} == {None, "need"}
    justified = {item.id for item in FRAMEWORK.items if item.justification}
    assert {"age", "onset", "peers_serious", "attendance", "violence_24m", "convicted_before"} <= justified


def test_what_is_left_out_includes_care_relatives_and_the_kind_of_school() -> None:
    left_out = {left.attribute for left in FRAMEWORK.not_used}
    assert {"slachtoffer_getuige", "ots_zorgverleden", "familielid_crimineel", "onderwijssoort"} <= left_out


def test_what_decides_how_to_help_or_is_practical_carries_no_points() -> None:
    without = {"money", "home", "lvb", "lvb_screened", "explain_how", "low_motivation", "low_trust", "psych", "trauma_signal", "exploited"}
    assert [name for name in without if FRAMEWORK.item_by_id[name].scale or greatest(FRAMEWORK.item_by_id[name])] == []
    assert {line.item for line in FRAMEWORK.responsivity} == without - {"money", "home", "exploited"}


def test_everything_about_offences_is_marked_as_a_fact() -> None:
    tallies = {item.id for item in FRAMEWORK.items if isinstance(item, TallyItem)}
    assert {item.id for item in FRAMEWORK.items if item.established_fact} == tallies | {"onset"}


def test_everything_that_can_change_and_weighs_makes_a_goal() -> None:
    weighs = {item.id for item in scored(FRAMEWORK) if item.changeable == "dynamic" and item.scale in ("risk", "need")}
    assert {need.item for need in FRAMEWORK.needs} == weighs | {"money", "home"}


def test_each_of_the_five_levels_says_what_concerns_what_help_and_when_to_look_again() -> None:
    bands = FRAMEWORK.scale_by_id["risk"].bands
    assert len(bands) == 5
    for band in bands:
        assert band.meaning is not None
        assert [part in band.meaning.nl for part in ("Zorgen:", "Hulp:", "Opnieuw bekijken:")] == [True] * 3, band.id
        assert not re.search(r"\b(hoog|laag)\b", band.name.nl), band.id


def test_an_outcome_is_called_by_its_intensity() -> None:
    assert [(outcome.id, outcome.intensity) for outcome in advice_of(FRAMEWORK).outcomes] == [
        ("protect", None),
        *((intensity, intensity) for intensity in ("none", "light", "medium", "intensive")),
    ]


def test_the_limits_say_what_is_known_against_it_and_the_misuse_which_instruments_are_refused() -> None:
    said, misuse = FRAMEWORK.limits, FRAMEWORK.misuse
    assert said is not None
    assert misuse is not None
    for words in ("in het algemeen", "niet over georganiseerde criminaliteit", "niet gevalideerd"):
        assert words in said.nl, words
    for name in ("OxRec", "ARIJ", "ProKid", "EARL"):
        assert name in misuse.nl, name
    assert not re.search(r"\d\s?(%|procent|uur)", said.nl)
