"""The gate: each field left out in turn keeps it closed and is named (REQ-01)."""

from __future__ import annotations

from datetime import date
from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given

from tests.casework.records import QUESTIONED, TODAY, at, days, gate, problems
from triage.casework.gate import (
    CRITERIA,
    CRITERIA_MET,
    GROUND,
    NO_GATE,
    PARTNER,
    QUARTER,
    REASON,
    RECORDED_IN,
    Gate,
    LegalGround,
    NationalCriterion,
    complex_joined,
    complex_separate,
    draft_defects,
    gate_defects,
)
from triage.framework.vocabulary import Partner
from triage.periods import Period
from triage.wording import DUTCH, Message

K1, K2, K3, K4 = NationalCriterion
EVERY_CHOICE = list(chain.from_iterable(combinations(NationalCriterion, size) for size in range(5)))


def test_a_whole_gate_is_open() -> None:
    assert gate_defects(gate(), TODAY) == ()


@pytest.mark.parametrize(
    ("left_out", "field"),
    [
        ({"ground": None}, GROUND),
        ({"partner": None}, PARTNER),
        ({"reason": ""}, REASON),
        ({"quarter": None}, QUARTER),
        ({"criteria": ()}, CRITERIA),
        ({"criteria_met": False}, CRITERIA_MET),
        ({"ground": LegalGround.OWN_GROUND}, RECORDED_IN),
    ],
)
def test_each_missing_field_is_named_alone(left_out: dict[str, Any], field: Message) -> None:
    assert at(gate_defects(gate(**left_out), TODAY), field)


def test_what_is_missing_is_not_called_wrong() -> None:
    said = problems(gate_defects(NO_GATE, TODAY))
    assert [words for words in said if "nog" not in words.lower()] == []


def test_an_empty_gate_names_every_field_at_once() -> None:
    assert at(gate_defects(NO_GATE, TODAY), GROUND, PARTNER, REASON, QUARTER, CRITERIA, CRITERIA_MET)


@pytest.mark.parametrize("reason", ["zorgen", "conform aanmelding", "Zie dossier en verslag.", "n.v.t. n.v.t. n.v.t. n.v.t."])
def test_a_reason_is_concrete(reason: str) -> None:
    assert at(gate_defects(gate(reason=reason), TODAY), REASON)


@pytest.mark.parametrize("partner", [Partner.YOUTH, Partner.FAMILY])
def test_a_youth_or_parent_is_no_referrer(partner: Partner) -> None:
    assert at(gate_defects(gate(partner=partner), TODAY), PARTNER)


@given(days, days)
def test_a_quarter_may_have_begun_and_may_not_lie_ahead(day: date, today: date) -> None:
    quarter = Period.quarter_of(day)
    assert at(gate_defects(gate(quarter=quarter), today), QUARTER) == (quarter.first > today)


def test_a_day_is_no_quarter() -> None:
    assert at(gate_defects(gate(quarter=Period.day(TODAY)), TODAY), QUARTER)


def test_an_own_ground_says_where_it_stands_and_may_name_a_document() -> None:
    own = gate(ground=LegalGround.OWN_GROUND, recorded_in="Collegebesluit BW-2026-0142")
    assert at(gate_defects(own, TODAY), RECORDED_IN)
    assert gate_defects(own, TODAY, confirmed=(own.recorded_in,)) == ()


def test_a_questioned_reason_opens_the_gate_once_somebody_looked() -> None:
    assert at(gate_defects(gate(reason=QUESTIONED), TODAY), REASON)
    assert gate_defects(gate(reason=QUESTIONED), TODAY, confirmed=(QUESTIONED,)) == ()


@pytest.mark.parametrize("criteria", EVERY_CHOICE)
def test_both_readings_of_the_national_criteria(criteria: tuple[NationalCriterion, ...]) -> None:
    """Framework `zvh-triage`: K1 and K2, with K3 or K4; or K1, K2 and K3 together, or K4 alone. The first is the stricter."""
    assert complex_joined(criteria) == (K1 in criteria and K2 in criteria and (K3 in criteria or K4 in criteria))
    assert complex_separate(criteria) == ({K1, K2, K3} <= set(criteria) or K4 in criteria)
    assert complex_separate(criteria) or not complex_joined(criteria)
    assert (gate_defects(gate(criteria=criteria), TODAY) == ()) == complex_separate(criteria)


def test_criteria_that_make_no_complex_case_are_not_called_missing() -> None:
    said = problems(gate_defects(gate(criteria=(K1, K3)), TODAY))
    assert said == ["Met deze criteria is de casus niet complex: K1, K2 en K3 samen zijn nodig, of K4."]


def test_grounds_and_criteria_are_said_in_full() -> None:
    assert "Wet gegevensverwerking door samenwerkingsverbanden (WGS)" in DUTCH.say(LegalGround.WGS_PERSON_CENTRED)
    assert len({DUTCH.say(word) for words in (LegalGround, NationalCriterion) for word in words}) == 7


def test_a_gate_that_is_not_whole_may_be_written_down_but_not_one_that_is_wrong() -> None:
    assert draft_defects(NO_GATE, TODAY) == ()
    wrong = Gate(partner=Partner.FAMILY, reason="Zie 249566758.", quarter=Period.quarter(2030, 1), recorded_in="x" * 201)
    assert [DUTCH.say(defect.problem) for defect in draft_defects(wrong, TODAY)] == [
        "Dit is langer dan 200 tekens.",
        "Hier staat een burgerservicenummer (BSN).",
        "Een jongere of ouder meldt niet zelf aan.",
        "Dit kwartaal is nog niet begonnen.",
    ]
