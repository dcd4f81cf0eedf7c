"""Receipts: what is written can be read back exactly, and the same content always has the same fingerprint."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from tests.weighing.invent import invent_case, invent_data, invent_framework
from triage.cases.case import Answer, Case
from triage.framework.model import Framework
from triage.framework.vocabulary import Strength
from triage.weighing.receipt import canonical, case_data, case_from, fingerprint, receipt, result_data, weighing_data
from triage.weighing.robustness import case_firmness
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case


@pytest.mark.parametrize("seed", range(50))
def test_a_case_read_back_from_its_data_is_the_same_case(seed: int) -> None:
    case = invent_case(invent_framework(seed), Random(seed))
    assert case_from(json.loads(canonical(case_data(case)))) == case


def test_a_note_is_part_of_the_case_and_of_its_fingerprint() -> None:
    bare, noted = (Case("A-1", date(2026, 11, 23), {"age": Answer(Decimal(15), note=note)}) for note in ("", "uit het gesprek"))
    assert case_from(json.loads(canonical(case_data(noted)))) == noted
    assert fingerprint(canonical(case_data(bare))) != fingerprint(canonical(case_data(noted)))


@pytest.mark.parametrize("seed", range(50))
def test_replaying_the_data_of_a_case_gives_the_same_result(seed: int) -> None:
    framework = invent_framework(seed)
    tables, case = Tables.of(framework), invent_case(framework, Random(seed))
    first = canonical(result_data(weigh_case(tables, case)))
    again = canonical(result_data(weigh_case(tables, case_from(json.loads(canonical(case_data(case)))))))
    assert first == again


@pytest.mark.parametrize("seed", range(12))
def test_no_result_and_no_reason_is_read_from_the_words_of_a_framework(seed: int) -> None:
    worded, alike = (Framework.model_validate(with_words(invent_data(seed), same)) for same in (None, "x"))
    case = invent_case(worded, Random(seed), open_share=0.1)
    told, again = (weighing_data(weigh_case(Tables.of(one), case), "ab" * 32) for one in (worded, alike))
    assert told == again


def with_words(data: Any, same: str | None) -> Any:
    """A framework in which everything with an id is called by it, or everything the same."""
    if isinstance(data, dict):
        key = "question" if "kind" in data and "intensity" not in data and data["kind"] != "protection" else "label"
        words = {key: {"nl": same or data["id"]}} if "id" in data and "format" not in data else {}
        return {name: with_words(value, same) for name, value in data.items()} | words
    return [with_words(one, same) for one in data] if isinstance(data, list) else data


def test_the_order_in_which_answers_were_given_does_not_change_the_fingerprint() -> None:
    case = invent_case(invent_framework(3), Random(3), open_share=0)
    turned = Case(case.code, case.reference_date, dict(reversed(list(case.answers.items()))), case.facts)
    assert fingerprint(canonical(case_data(case))) == fingerprint(canonical(case_data(turned)))


def test_another_answer_gives_another_fingerprint() -> None:
    case = invent_case(invent_framework(3), Random(3), open_share=0)
    fewer = Case(case.code, case.reference_date, dict(list(case.answers.items())[1:]), case.facts)
    assert fingerprint(canonical(case_data(case))) != fingerprint(canonical(case_data(fewer)))


def test_a_receipt_names_framework_program_case_date_and_what_was_unknown() -> None:
    framework = invent_framework(5)
    case = Case("A-1", date(2026, 11, 23))
    made = receipt(weigh_case(Tables.of(framework), case), "ab" * 32)
    assert (made.framework, made.version, made.framework_sha256) == ("invented", "1.0.0", "ab" * 32)
    assert made.reference_date == date(2026, 11, 23)
    answerable = {item.id for item in framework.items if item.kind != "derived"}
    assert set(made.unknown) == answerable
    assert json.loads(canonical(made.data()))["reference_date"] == "2026-11-23"


def test_a_receipt_names_draws_and_seed_only_where_something_was_recalculated() -> None:
    framework = invent_framework(5).model_copy(update={"robustness": {Strength.NONE: 10}})
    tables, case = Tables.of(framework), Case("A-1", date(2026, 11, 23))
    assert receipt(weigh_case(tables, case), "ab").data().keys().isdisjoint({"draws", "seed"})
    made = receipt(replace(weigh_case(tables, case), firmness=case_firmness(tables, case, draws=20, seed=7)), "ab")
    assert (made.data()["draws"], made.data()["seed"]) == (20, 7)


@pytest.mark.parametrize("seed", range(40))
def test_a_receipt_and_the_explanation_call_the_same_questions_unknown(seed: int) -> None:
    framework = invent_framework(seed)
    weighing = weigh_case(Tables.of(framework), invent_case(framework, Random(seed)))
    assert receipt(weighing, "ab").unknown == tuple(result.item.id for result in weighing.unknown)
    assert not any(result.use.value == "not_applicable" for result in weighing.unknown)


@pytest.mark.parametrize("broken", [{}, {"case": 1}, {"case": "A", "reference_date": "x", "answers": {}, "facts": None}])
def test_data_that_is_no_case_is_refused(broken: object) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        case_from(broken)


def test_data_with_a_truth_in_words_is_no_fact() -> None:
    fact = {"kind": "hic", "when": "2026-Q1", "status": "suspected", "source": None, "contested": "no"}
    with pytest.raises(TypeError):
        case_from({"case": "A", "reference_date": "2026-11-23", "answers": {}, "facts": [fact]})
