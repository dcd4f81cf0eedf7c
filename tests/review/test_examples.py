"""Worked examples run when a framework is opened, and say exactly what differs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.weighing.test_exact_meaning import COMPLETE, framework
from triage.review.examples import run_examples
from triage.weighing.tables import Tables
from triage.wording import DUTCH


def differences(expect: dict[str, Any], by_hand: dict[str, str] | None = None, **answers: object) -> list[str]:
    example = {
        "name": {"nl": "Voorbeeld"},
        "answers": COMPLETE | answers,
        "facts": [{"kind": "violence", "quarter": "2026-Q1", "status": "suspected"}],
        "reference_date": "2026-11-23",
        "by_hand": by_hand or {},
        "expect": expect,
    }
    (run,) = run_examples(Tables.of(framework(examples=[example])))
    assert run.holds == (not run.differences)
    return [DUTCH.say(difference) for difference in run.differences]


def test_an_example_that_comes_out_as_written_has_no_differences() -> None:
    expected = {
        "scales": {"risk": 3, "strength": [2, 2]},
        "bands": {"risk": "low", "strength": "many"},
        "criteria": {"busy": False},
        "advice": "regular",
        "possible_advice": ["regular"],
    }
    assert differences(expected, {"risk": "1+2", "strength": "2"}, peers="some") == []


@pytest.mark.parametrize(
    ("expect", "said"),
    [
        ({"scales": {"risk": 4}}, "schaal risk: het voorbeeld zegt 4, de weging geeft 3"),
        ({"scales": {"risk": [2, 5]}}, "schaal risk: het voorbeeld zegt 2–5, de weging geeft 3"),
        ({"bands": {"risk": "high"}}, "niveau van risk: het voorbeeld zegt high, de weging geeft low"),
        ({"bands": {"risk": "insufficient"}}, "niveau van risk: het voorbeeld zegt insufficient, de weging geeft low"),
        ({"criteria": {"busy": True}}, "criterium busy: het voorbeeld zegt true, de weging geeft false"),
        ({"criteria": {"busy": "unknown"}}, "criterium busy: het voorbeeld zegt unknown, de weging geeft false"),
        ({"advice": "local"}, "advies: het voorbeeld zegt local, niet uitgesloten is regular"),
        ({"possible_advice": ["regular", "local"]}, "niet uitgesloten: het voorbeeld zegt regular en local, de weging geeft regular"),
    ],
)
def test_each_kind_of_difference_is_named(expect: dict[str, Any], said: str) -> None:
    assert differences(expect, peers="some") == [said]


def test_a_sum_by_hand_must_add_up_to_the_weighing() -> None:
    assert differences({}, {"risk": "1+1"}, peers="some") == ["som met de hand bij risk: 2, de weging geeft 3"]
    assert differences({}, {"risk": "een plus twee"}, peers="some") == [
        "som met de hand bij risk: schrijf getallen met plustekens, zoals 1+0+3"
    ]


@pytest.mark.parametrize("written", ["3+", "1--2", "1++2", "+", "1 2", "1+2..", "..3", "1.2.3", "1e3", "NaN", "3 punten", "1.+2"])
def test_what_is_not_a_sum_is_refused(written: str) -> None:
    assert differences({}, {"risk": written}, peers="some") == ["som met de hand bij risk: schrijf getallen met plustekens, zoals 1+0+3"]


@pytest.mark.parametrize("written", ["3", "1+2", " 1 + 2 ", "+1+2", "4-1", "4 − 1", "2,5+0.5", "-1+4"])
def test_a_sum_may_be_written_with_blanks_minus_signs_and_commas(written: str) -> None:
    assert differences({}, {"risk": written}, peers="some") == []


def test_a_sum_by_hand_may_take_off_what_a_cap_takes_off() -> None:
    assert differences({"scales": {"risk": 4}}, {"risk": "1+5-2"}, peers="main") == []


def test_a_range_is_written_as_two_sums() -> None:
    assert differences({"scales": {"risk": [1, 4]}}, {"risk": "1+0 .. 1+3"}, peers={"value": "some", "status": "signal"}) == []


def test_an_example_with_several_faults_names_them_all() -> None:
    assert len(differences({"scales": {"risk": 9}, "bands": {"risk": "high"}, "advice": "local"}, {"risk": "9"})) == 4


def with_fact(quarter: str, *ages: dict[str, Any]) -> list[str]:
    """What is said of an example about somebody of fourteen with one fact in this quarter."""
    basis = framework(
        items=[*ages, {"id": "hits", "kind": "tally", "of": {"facts": ["violence"], "statuses": ["suspected"]}}],
        scales=[],
        criteria=[{"id": "none", "when": {"item": "hits", "is": 0}}],
        scope=None,
        advice=None,
        examples=[
            {
                "name": {"nl": "Voorbeeld"},
                "answers": {age["id"]: 14 for age in ages},
                "facts": [
                    {"kind": "violence", "quarter": "2026-Q1", "status": "suspected"},
                    {"kind": "violence", "quarter": quarter, "status": "suspected"},
                ],
                "reference_date": "2026-11-23",
                "expect": {"criteria": {"none": False}},
            }
        ],
    )
    (run,) = run_examples(Tables.of(basis))
    return [DUTCH.say(difference) for difference in run.differences]


AGE, YOUNGEST = {"id": "age", "kind": "age"}, {"id": "age_first", "kind": "age"}
EARLY = ["feit 2 ligt bij deze leeftijd vóór de twaalfde verjaardag, en zo'n feit wordt geweigerd"]


@pytest.mark.parametrize(("quarter", "said"), [("2023-Q3", EARLY), ("2023-Q4", [])])
def test_an_example_with_a_fact_certainly_before_the_twelfth_birthday_is_refused(quarter: str, said: list[str]) -> None:
    assert with_fact(quarter, AGE) == said
    assert with_fact(quarter, YOUNGEST) == said, "the only question about an age"
    assert with_fact(quarter, YOUNGEST, AGE) == said, "the question that is called age"


def test_without_one_question_about_the_age_no_fact_of_an_example_is_refused() -> None:
    assert with_fact("2001-Q1") == []
    assert with_fact("2001-Q1", YOUNGEST, {"id": "age_last", "kind": "age"}) == []


def test_an_example_about_somebody_impossibly_old_is_weighed_like_any_other() -> None:
    assert differences({"scales": {"risk": 3}}, peers="some", age=999_999) == []


def test_an_advice_that_is_only_possible_is_not_the_advice() -> None:
    open_scope = {"value": 15, "status": "unknown"}
    assert differences({"advice": "regular"}, peers="some", age=open_scope) == [
        "advies: het voorbeeld zegt regular, niet uitgesloten is regular en valt buiten dit kader"
    ]
    assert differences({"possible_advice": ["regular"]}, peers="some", age=open_scope) == [
        "niet uitgesloten: het voorbeeld zegt regular, de weging geeft regular en valt buiten dit kader"
    ]
    assert differences({"possible_advice": ["out_of_scope", "regular"]}, peers="some", age=open_scope) == []
