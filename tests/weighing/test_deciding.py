"""Deciding questions: against every pair of completions of random small cases, their order, and what is missing of a scale."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from tests.review.small import small_framework
from tests.weighing.completions import TODAY, Completions, small_case
from tests.weighing.plain import NA
from triage.cases.case import Answer, Case
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus
from triage.weighing.deciding import deciding_questions, missing
from triage.weighing.exact import ExactTable
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case

MOST = 600


def by_hand(every: Completions) -> dict[str, dict[Any, set[str]]]:
    """Per question that decides, the outcomes that each of its answers leaves; `facts` stands for the list of facts."""
    ended = [({**answers, "facts": number}, outcome) for answers, number, outcome in every.ended()]
    found = {}
    for question in [*every.counted, "facts"]:
        rests: dict[tuple[Any, ...], set[str]] = {}
        leaves: dict[Any, set[str]] = {}
        for answers, outcome in ended:
            rest = tuple(answer for name, answer in answers.items() if name != question)
            rests.setdefault(rest, set()).add(outcome)
            leaves.setdefault(answers[question], set()).add(outcome)
        if any(len(outcomes) > 1 for outcomes in rests.values()):
            found[question] = leaves
    return found


@pytest.mark.parametrize("seed", range(150))
def test_a_question_decides_when_two_completions_differ_in_it_only_and_end_differently(seed: int) -> None:
    framework, random = small_framework(seed), Random(seed)
    exact = ExactTable(Tables.of(framework))
    for _ in range(3):
        every = Completions(framework, small_case(framework, random, random.choice([0.3, 0.8])))
        if every.size > MOST:
            continue
        found = {question.items: question for question in deciding_questions(exact, exact.read(every.case))}
        expected = by_hand(every)
        asked = {items[0]: question for items, question in found.items() if items[0] in every.counted}
        assert set(asked) == set(expected) - {"facts"}
        assert (len(found) > len(asked)) <= ("facts" in expected)
        for item, question in asked.items():
            table, of_cell = exact.tables.items[item], dict[int, set[str]]()
            for answer, outcomes in expected[item].items():
                of_cell.setdefault(table.width if answer == NA else table.cell_of(answer), set()).update(outcomes)
            assert {cell: set(left) for cells, left in question.leaves for cell in cells} == of_cell


def framework(**more: Any) -> Framework:
    """Three questions: `a` settles everything when it is yes, `b` and `c` settle half each."""
    base: dict[str, Any] = {
        "format": 1,
        "id": "x",
        "version": "1.0.0",
        "use": "test",
        "title": {"nl": "x"},
        "items": [{"id": name, "kind": "yes_no"} for name in "abc"],
        "advice": {
            "outcomes": [{"id": name, "intensity": "none"} for name in ("none", "one", "two", "three")],
            "rules": [
                {"when": {"item": "a", "is": "yes"}, "then": "three"},
                {"when": {"all": [{"item": "b", "is": "yes"}, {"item": "c", "is": "yes"}]}, "then": "two"},
                {"when": {"item": "c", "is": "yes"}, "then": "one"},
                {"then": "none"},
            ],
        },
    }
    return Framework.model_validate(base | more)


def test_the_question_that_leaves_fewest_outcomes_whatever_the_answer_comes_first_and_ties_share_a_rank() -> None:
    exact = ExactTable(Tables.of(framework()))
    found = deciding_questions(exact, exact.read(Case("A-1", TODAY)))
    settled = {question.items[0]: [len(left) for cells, left in question.leaves for _ in cells] for question in found}
    assert settled == {"a": [1, 3], "b": [3, 3], "c": [3, 2]}
    order = sorted(settled, key=lambda name: (max(settled[name]), Fraction(sum(settled[name]), 2), name))
    assert [(question.items[0], question.rank, question.most_left) for question in found] == [("a", 1, 3), ("c", 2, 3), ("b", 3, 3)]
    assert order == ["a", "c", "b"]


def test_a_signal_does_not_decide_what_it_already_opens_and_a_known_answer_never_decides() -> None:
    data = framework().model_dump(by_alias=True, exclude_none=True, mode="json")
    data["advice"]["outcomes"].append({"id": "protect", "kind": "protection"})
    data["advice"]["protection"] = [{"when": {"item": "b", "is": "yes"}, "then": "protect"}]
    exact = ExactTable(Tables.of(Framework.model_validate(data)))
    day = TODAY
    signal = exact.read(Case("A-1", day, {"b": Answer("yes", AnswerStatus.SIGNAL)}))
    assert exact.possible(signal) == ("protect",)
    assert deciding_questions(exact, signal) == ()
    disputed = exact.read(Case("A-1", day, {"b": Answer("no", AnswerStatus.CONTESTED), "a": Answer("yes")}))
    assert exact.possible(disputed) == ("three", "protect")
    assert [question.items for question in deciding_questions(exact, disputed)] == [("b",)]


def test_what_is_missing_of_a_scale_is_named_with_the_most_points_at_stake_first() -> None:
    scored = {
        "scales": [{"id": "s", "role": "need", "min_known": Decimal("0.9"), "bands": [{"id": "low"}, {"id": "high", "from": 2}]}],
        "items": [
            {"id": name, "kind": "yes_no", "scale": "s", "points": {"yes": most, "no": 0}}
            for name, most in zip("abc", (1, 3, 1), strict=True)
        ],
        "advice": {"outcomes": [{"id": "none", "intensity": "none"}], "rules": [{"then": "none"}]},
    }
    tables = Tables.of(framework(**scored))
    weighing = weigh_case(tables, Case("A-1", TODAY, {"a": Answer("no")}))
    assert weighing.advice is not None
    assert weighing.advice.withheld == ("s",)
    ((scale, items),) = missing(weighing)
    assert (scale.scale.id, [item.item.id for item in items]) == ("s", ["b", "c"])
    assert missing(weigh_case(tables, Case("A-1", TODAY, {name: Answer("no") for name in "abc"}))) == ()
