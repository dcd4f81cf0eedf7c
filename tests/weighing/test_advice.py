"""The walk through the decision table: what each line did, which open questions it rests on, and what is said of the scope."""

from __future__ import annotations

from typing import Any

import pytest

from tests.weighing.test_exact_meaning import BASIS, fact, framework, weigh
from triage.cases.case import Answer
from triage.framework.model import Framework
from triage.framework.vocabulary import OUT_OF_SCOPE, AnswerStatus
from triage.weighing.result import AdviceResult, Truth, Walked

PACE = {"item": "pace", "is": "yes"}
SUPPORT = {"item": "support", "is": "yes"}
EXPLOITED = {"item": "exploited", "is": "yes"}
FIVE = tuple(fact("2026-Q1") for _ in range(5))


def with_rules(*rules: dict[str, Any], **more: Any) -> Framework:
    """The small framework with other rules; the last one is `regular`."""
    return framework(advice={**BASIS["advice"], "rules": [*rules, {"then": "regular"}], **more})


def advice(basis: Framework | None = None, facts: Any = (), **answers: object) -> AdviceResult:
    found = weigh(facts, basis, **answers).advice
    assert found is not None
    return found


def test_each_line_says_what_the_walk_did_with_it() -> None:
    basis = with_rules({"when": PACE, "then": "local"}, {"when": SUPPORT, "then": "regular"}, {"when": PACE, "then": "local"})
    assert [line.walked for line in advice(basis, pace=None).lines] == [
        Walked.SKIPPED,
        Walked.SKIPPED,
        Walked.KEPT,
        Walked.ENDED,
        Walked.NOT_REACHED,
        Walked.NOT_REACHED,
    ]
    assert [(line.part, line.number, line.then) for line in advice(basis).lines[:3]] == [
        ("protection", 1, "protect"),
        ("scope", 0, OUT_OF_SCOPE),
        ("rule", 1, "local"),
    ]


def test_the_trace_of_a_protection_line_reads_a_signal_as_given_and_that_of_a_rule_does_not() -> None:
    basis = with_rules({"when": EXPLOITED, "then": "local"})
    lines = advice(basis, exploited=Answer("yes", AnswerStatus.SIGNAL)).lines
    assert [line.trace.truth for line in lines if line.trace and line.part != "scope"] == [Truth.TRUE, Truth.UNKNOWN]


@pytest.mark.parametrize("status", [AnswerStatus.SIGNAL, AnswerStatus.CONTESTED])
def test_an_answer_that_is_not_established_never_closes_protection(status: AnswerStatus) -> None:
    found = advice(exploited=Answer("no", status))
    assert found.advice is None
    assert "protect" in found.possible
    assert "exploited" in found.deciding
    assert found.lines[0].walked is Walked.KEPT
    assert found.lines[0].trace is not None
    assert found.lines[0].trace.truth is Truth.UNKNOWN


@pytest.mark.parametrize("status", [AnswerStatus.SIGNAL, AnswerStatus.CONTESTED])
def test_an_answer_that_is_not_established_is_enough_to_protect_also_when_the_line_asks_for_a_no(status: AnswerStatus) -> None:
    basis = with_rules(protection=[{"when": {"not": EXPLOITED}, "then": "protect"}])
    assert advice(basis, exploited=Answer("no", status)).advice == "protect"
    assert "protect" in advice(basis, exploited=Answer("yes", status)).possible


@pytest.mark.parametrize(("age", "scope"), [(15, Truth.TRUE), (30, Truth.FALSE), (None, Truth.UNKNOWN)])
def test_the_scope_is_said_as_it_is_and_not_as_the_line_walks_it(age: int | None, scope: Truth) -> None:
    assert advice(age=age).scope is scope


def test_a_case_that_may_be_out_of_scope_is_not_called_out_of_scope() -> None:
    assert not weigh(age=None).out_of_scope
    assert weigh(age=30).out_of_scope


def test_protection_that_may_apply_stands_beside_out_of_scope_and_leaves_nothing_certain() -> None:
    found = advice(age=30, exploited=None)
    assert (found.possible, found.certain, found.advice) == (("protect", OUT_OF_SCOPE), False, None)


def test_protection_goes_before_the_scope() -> None:
    assert advice(age=30, exploited="yes").advice == "protect"


def test_an_advice_of_protection_and_out_of_scope_need_no_sufficient_scales() -> None:
    assert advice(exploited="yes", support=None).advice == "protect"
    assert advice(age=30, support=None).advice == OUT_OF_SCOPE
    assert advice(support=None).advice is None


@pytest.mark.parametrize(("role", "certain"), [("need", False), ("protective", False), ("risk", True), ("complexity", True)])
def test_only_need_and_protective_scales_hold_an_advice_back(role: str, certain: bool) -> None:
    scales = [BASIS["scales"][0], {**BASIS["scales"][1], "role": role}]
    assert advice(framework(scales=scales), support=None).certain is certain


# the questions it rests on


def test_lines_that_all_lead_to_the_same_leave_no_question_to_decide() -> None:
    found = advice(with_rules({"when": PACE, "then": "regular"}), pace=None)
    assert (found.possible, found.deciding) == (("regular",), ())


def test_of_parts_that_are_known_none_decides() -> None:
    found = advice(with_rules({"when": {"all": [SUPPORT, PACE]}, "then": "local"}), pace=None)
    assert found.deciding == ("pace",)


def test_a_signal_inside_an_open_line_of_protection_is_one_of_its_open_questions() -> None:
    """Either answer may settle the line: that it is so makes it hang on the other one, that it is not so closes it."""
    basis = with_rules(protection=[{"when": {"all": [EXPLOITED, PACE]}, "then": "protect"}])
    assert advice(basis, exploited=Answer("yes", AnswerStatus.SIGNAL), pace=None).deciding == ("exploited", "pace")


def test_the_questions_inside_a_criterion_decide() -> None:
    basis = framework(
        criteria=[{"id": "c", "when": PACE}],
        advice={**BASIS["advice"], "rules": [{"when": {"criterion": "c"}, "then": "local"}, {"then": "regular"}]},
    )
    assert advice(basis, pace=None).deciding == ("pace",)


def test_the_questions_of_a_derived_item_decide_up_to_its_first_true_line() -> None:
    lines = [
        {"when": PACE, "points": 3},
        {"when": {"item": "age", "at_least": 12}, "points": 0},
        {"when": EXPLOITED, "points": 2},
        {"points": 0},
    ]
    items = [*BASIS["items"], {"id": "d", "kind": "derived", "points": lines}]
    basis = framework(
        items=items,
        advice={
            **BASIS["advice"],
            "protection": [],
            "rules": [{"when": {"item": "d", "points_at_least": 2}, "then": "local"}, {"then": "regular"}],
        },
    )
    assert advice(basis, pace=None, exploited=None).deciding == ("pace",)


def test_of_a_scale_only_the_open_items_decide() -> None:
    assert advice(facts=(fact("2026-Q1"),), peers=None, pace="no").deciding == ("peers",)


def test_a_line_after_the_first_true_one_decides_nothing() -> None:
    basis = with_rules(
        {"when": PACE, "then": "local"}, {"when": SUPPORT, "then": "regular"}, {"when": EXPLOITED, "then": "local"}, protection=[]
    )
    assert advice(basis, pace=None, exploited=None).deciding == ("pace",)


# the parts that made it so


def test_a_denial_is_true_because_of_the_part_that_is_false() -> None:
    basis = framework(criteria=[{"id": "c", "when": {"not": {"any": [PACE, EXPLOITED]}}}])
    trace = weigh(basis=basis).criteria[0].trace
    assert trace.truth is Truth.TRUE
    assert [(part.condition.model_dump()["item"], part.truth) for part in trace.deciding()] == [
        ("pace", Truth.FALSE),
        ("exploited", Truth.FALSE),
    ]
