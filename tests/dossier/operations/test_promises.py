"""What must hold whatever the answers and whatever the order of the steps."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.operations.making import ANSWERS, CODE, OTHER_WHY, SHA, WHY, House, entries, house, small
from triage.cases.case import UNKNOWN, Answer
from triage.casework.assessment import Assessment, AssessmentKind
from triage.dossier.operations import assessments
from triage.errors import InputError
from triage.framework.vocabulary import AnswerStatus

VALUES = {
    "age": [ANSWERS["age"]],
    "hit": [Answer("yes"), Answer("no")],
    "structure": [Answer("daily"), Answer("seldom")],
    "adult": [Answer("yes"), Answer("no")],
    "exploited": [Answer("no"), Answer("yes", AnswerStatus.SIGNAL)],
}
ANY_ANSWERS = st.fixed_dictionaries({item: st.sampled_from([*known, UNKNOWN]) for item, known in VALUES.items()})
STEPS = st.lists(st.sampled_from(["answer", "own", "outcome", "seal", "start"]), min_size=4, max_size=12)


@settings(max_examples=6, deadline=None)
@given(ANY_ANSWERS)
def test_what_was_sealed_gives_the_same_whatever_the_answers(tmp_path_factory: pytest.TempPathFactory, answers: dict[str, Answer]) -> None:
    with house(tmp_path_factory.mktemp("sealed")) as at:
        begun = at.start()
        at.answer(begun, at.director, **answers)
        carried = assessments.carried_over(at.director, begun.id)
        assert sorted((*carried.kept, *carried.asked_again, *carried.new)) == sorted(item.id for item in small().questions)
        assert set(carried.outdated) <= set(carried.kept)
        assessments.record_own(at.director, begun.id, "light", WHY)
        shown = assessments.outcome(at.director, begun.id)
        assessments.seal(at.director, begun.id)
        assert assessments.sealed_weighing(at.chair, begun.id) == shown
        assert json.loads(at.assessment(begun.id).result)["result"]["advice"]["advice"] == (shown.advice.advice if shown.advice else None)


def take(step: str, at: House, before: Assessment) -> bool:
    """Take a step; whether it showed an outcome."""
    match step:
        case "answer":
            at.answer(before)
        case "own":
            assessments.record_own(at.director, before.id, "light", OTHER_WHY)
        case "outcome":
            assessments.outcome(at.director, before.id)
            return True
        case "seal":
            assessments.seal(at.director, before.id)
        case "start":
            assessments.start(at.director, CODE, SHA, AssessmentKind.FIRST, at.director.today())
    return False


@settings(max_examples=10, deadline=None)
@given(STEPS)
def test_no_order_of_steps_shows_an_outcome_before_an_own_assessment(tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    with house(tmp_path_factory.mktemp("order")) as at:
        begun = at.start()
        for step in steps:
            before = at.assessment(begun.id)
            try:
                shown = take(step, at, before)
            except InputError:
                assert at.assessment(begun.id) == before
            else:
                assert not (shown and before.own is None)
                assert before.outcome_seen_at is None or at.assessment(begun.id).own == before.own
                assert not before.sealed or at.assessment(begun.id) == before
        actions = [entry.action for entry in entries(at.director) if entry.case == CODE and entry.result == "done"]
        order = [action for action in ("own_assessment", "outcome_seen", "sealed") if action in actions]
        assert order == sorted(order, key=actions.index)
