"""Looking again and leaving: nothing stays by itself, and nobody leaves untold (REQ-27, REQ-34)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.casework.records import CODE, DIRECTOR, TODAY, at, decision, record
from tests.casework.test_notice import silent, told
from triage.casework.leaving import LEAVES_ON, LEAVES_TEXT, LEAVES_WHY, OUTCOME, REVIEW_WHY, REVIEWED_ON, leaving_defects, review_defects
from triage.casework.notice import notice_place
from triage.casework.record import CODE as CASE_CODE
from triage.casework.review import Leaving, LeavingReason, Review, ReviewOutcome
from triage.casework.roles import Involved
from triage.wording import DUTCH, Message

TOMORROW = TODAY + timedelta(days=1)
TOLD = (told(), silent(to=Involved.PARENTS))


def review(outcome: ReviewOutcome | None = ReviewOutcome.STAYS, **changes: Any) -> Review:
    reason = "De afspraken werken, maar de schulden zijn nog niet geregeld."
    return Review(**{"id": "r1", "case_code": CODE, "on": TODAY, "outcome": outcome, "reason": reason, "by": DIRECTOR, **changes})


def leaving(reason: LeavingReason | None = LeavingReason.GOALS_REACHED, **changes: Any) -> Leaving:
    return Leaving(**{"reason": reason, "text": "Hij gaat weer naar school.", "on": TODAY, "by": DIRECTOR, **changes})


def test_a_case_stays_while_its_decision_holds_and_never_after() -> None:
    in_force = decision(ends_on=TODAY)
    assert review_defects(review(), in_force, TODAY) == ()
    assert at(review_defects(review(), in_force, TOMORROW), OUTCOME)
    assert at(review_defects(review(), None, TODAY), OUTCOME)


@pytest.mark.parametrize("outcome", [ReviewOutcome.LEAVES, ReviewOutcome.WEIGH_AGAIN])
def test_leaving_and_weighing_again_need_no_decision(outcome: ReviewOutcome) -> None:
    assert review_defects(review(outcome), None, TODAY) == ()
    assert review_defects(review(outcome), decision(ends_on=date(2026, 1, 1)), TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": None}, OUTCOME),
        ({"reason": ""}, REVIEW_WHY),
        ({"reason": "Standaard verlengd, akkoord."}, REVIEW_WHY),
        ({"on": TOMORROW}, REVIEWED_ON),
    ],
)
def test_each_thing_wrong_with_a_review_is_named(changes: dict[str, Any], field: Message) -> None:
    assert at(review_defects(review(**changes), decision(), TODAY), field)


@pytest.mark.parametrize("reason", LeavingReason)
def test_a_case_leaves_for_each_reason(reason: LeavingReason) -> None:
    text = "Hij gaat weer naar school en de afspraken lopen door."
    assert leaving_defects(leaving(reason, text=text), record(), TOLD, TODAY) == ()


def test_nobody_leaves_without_a_notice_or_a_ground() -> None:
    assert at(leaving_defects(leaving(), record(), TOLD[:1], TODAY), notice_place(Involved.PARENTS))
    assert at(leaving_defects(leaving(), record(), (), TODAY), notice_place(Involved.YOUTH), notice_place(Involved.PARENTS))
    assert leaving_defects(leaving(), record(18), TOLD[:1], TODAY) == ()


def test_of_who_died_nobody_is_asked_to_tell() -> None:
    assert leaving_defects(leaving(LeavingReason.DIED, text="De jongere is overleden."), record(), (), TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": None}, LEAVES_WHY),
        ({"text": ""}, LEAVES_TEXT),
        ({"text": "niet van toepassing"}, LEAVES_TEXT),
        ({"reason": LeavingReason.OTHER}, LEAVES_TEXT),
        ({"on": TOMORROW}, LEAVES_ON),
        ({"on": date(2026, 9, 30)}, LEAVES_ON),
    ],
)
def test_each_thing_wrong_with_leaving_is_named(changes: dict[str, Any], field: Message) -> None:
    assert at(leaving_defects(leaving(**changes), record(), TOLD, TODAY), field)


def test_a_case_may_leave_on_the_day_it_was_opened() -> None:
    assert leaving_defects(leaving(), record(opened_on=TODAY), TOLD, TODAY) == ()


def test_a_case_leaves_once() -> None:
    assert at(leaving_defects(leaving(), record(leaving=leaving()), TOLD, TODAY), CASE_CODE)


def test_outcomes_and_reasons_are_said() -> None:
    for words in (ReviewOutcome, LeavingReason):
        assert len({DUTCH.say(word) for word in words}) == len(words)
