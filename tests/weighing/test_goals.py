"""Needs and lines about fitting help: they go up on answers that count, stay open on those that do not, and weigh nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from triage.cases.case import NOT_APPLICABLE, Answer, Case, Fact
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period
from triage.weighing.goals import fits, goals
from triage.weighing.result import Truth, Weighing
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case

TODAY = date(2026, 11, 23)


def framework() -> Framework:
    return Framework.model_validate(
        {
            "format": 1,
            "id": "plan",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "Plan"},
            "scales": [{"id": "need", "role": "need"}],
            "facts": ["drugs"],
            "items": [
                {
                    "id": "school",
                    "kind": "choice",
                    "scale": "need",
                    "allow_not_applicable": True,
                    "options": [{"id": "fine", "points": 0}, {"id": "some", "points": 1}, {"id": "gone", "points": 2}],
                },
                {"id": "lvb", "kind": "yes_no"},
                {"id": "facts", "kind": "tally", "of": {"facts": ["drugs"], "statuses": ["convicted"], "within_months": 12}},
            ],
            "needs": [
                {"item": "school", "from_points": 1, "goal": {"nl": "Naar school"}},
                {"item": "school", "in": ["some", "gone"], "goal": {"nl": "Naar school"}},
                {"item": "facts", "in": [1, 2], "goal": {"nl": "Stoppen"}},
            ],
            "responsivity": [{"item": "lvb", "is": "yes", "advice": {"nl": "Leg het rustig uit"}}],
        }
    )


def weighing(facts: tuple[Fact, ...] | None = (), **answers: Answer) -> Weighing:
    return weigh_case(Tables.of(framework()), Case("7K-4Q2", TODAY, answers, facts))


def truths(result: Weighing) -> list[Truth]:
    return [goal.truth for goal in goals(result)]


@pytest.mark.parametrize(
    ("answer", "truth"),
    [
        (Answer("gone"), Truth.TRUE),
        (Answer("fine"), Truth.FALSE),
        (Answer("gone", AnswerStatus.SIGNAL), Truth.UNKNOWN),
        (Answer("gone", AnswerStatus.CONTESTED), Truth.UNKNOWN),
        (Answer(None, AnswerStatus.UNKNOWN), Truth.UNKNOWN),
        (NOT_APPLICABLE, Truth.FALSE),
    ],
    ids=["counts", "counts the other way", "signal", "contested", "unknown", "not applicable"],
)
def test_a_goal_by_points_and_a_goal_by_answer_follow_the_status_of_the_answer(answer: Answer, truth: Truth) -> None:
    assert truths(weighing(school=answer))[:2] == [truth, truth]


def test_a_goal_on_a_number_of_facts_is_open_while_the_number_is() -> None:
    sure = Fact("drugs", Period.quarter(2026, 3), FactStatus.CONVICTED)
    straddles = Fact("drugs", Period.quarter(2025, 4), FactStatus.CONVICTED)
    assert truths(weighing((sure,)))[2] is Truth.TRUE
    assert truths(weighing((straddles,)))[2] is Truth.UNKNOWN
    assert truths(weighing(()))[2] is Truth.FALSE
    assert truths(weighing(None))[2] is Truth.UNKNOWN


def test_a_line_about_fitting_help_goes_up_only_on_its_answer() -> None:
    found = {value: fits(weighing(lvb=Answer(value)))[0].truth for value in ("yes", "no")}
    assert found == {"yes": Truth.TRUE, "no": Truth.FALSE}
    assert fits(weighing())[0].truth is Truth.UNKNOWN


def test_every_line_of_the_framework_is_answered_in_order() -> None:
    result = weighing(school=Answer("some"), lvb=Answer("no"))
    assert [goal.need for goal in goals(result)] == list(framework().needs)
    assert [fit.line for fit in fits(result)] == list(framework().responsivity)
    assert Decimal(1) in (framework().needs[2].in_ or ())


def test_a_range_that_lies_wholly_within_the_listed_numbers_is_met() -> None:
    sure, doubtful = (Fact("drugs", Period.quarter(2026, 1), FactStatus.CONVICTED, None, contested) for contested in (False, True))
    assert truths(weighing((sure, doubtful)))[2] is Truth.TRUE
    assert truths(weighing((doubtful,)))[2] is Truth.UNKNOWN
    assert truths(weighing(()))[2] is Truth.FALSE


@pytest.mark.parametrize(("answer", "truth"), [("fine", Truth.FALSE), ("some", Truth.TRUE), ("gone", Truth.TRUE)])
def test_a_need_goes_up_from_exactly_the_points_it_names(answer: str, truth: Truth) -> None:
    assert truths(weighing(school=Answer(answer)))[0] is truth


def test_a_need_stays_open_when_only_the_most_points_reach_exactly_what_it_names() -> None:
    need = framework().needs[0].model_copy(update={"from_points": 2000})
    basis = framework().model_copy(update={"needs": (need,)})
    assert [goal.truth for goal in goals(weigh_case(Tables.of(basis), Case("7K-4Q2", TODAY, {}, ())))] == [Truth.UNKNOWN]
