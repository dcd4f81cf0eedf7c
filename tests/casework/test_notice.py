"""Telling youth and parents: told with day and way, or not told with ground, role and a day to look again (REQ-34)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.casework.records import CODE, DIRECTOR, TODAY, at, problems
from triage.casework.notice import (
    HOW,
    LOOK_AGAIN,
    NOT_TOLD_BY,
    NOT_TOLD_WHY,
    TOLD_ON,
    Notice,
    Way,
    latest,
    notice_defects,
    notice_place,
    untold,
)
from triage.casework.record import Age
from triage.casework.roles import AccountRole, Involved
from triage.wording import DUTCH, Message

YOUTH, PARENTS = Involved.YOUTH, Involved.PARENTS
FIFTEEN, ADULT = Age(15, TODAY), Age(18, TODAY)


def told(**changes: Any) -> Notice:
    return Notice(
        **{"id": "n1", "case_code": CODE, "to": YOUTH, "told": True, "recorded_on": TODAY, "on": TODAY, "how": Way.LETTER, **changes}
    )


def silent(**changes: Any) -> Notice:
    ground = "Eerst is er rust nodig; de rechter hoort hem volgende week."
    given = {"ground": ground, "decided_by": DIRECTOR, "look_again_on": date(2027, 1, 15)}
    return Notice(**{"id": "n2", "case_code": CODE, "to": YOUTH, "told": False, "recorded_on": TODAY, **given, **changes})


def test_a_notice_and_a_ground_are_both_right() -> None:
    assert notice_defects(told()) == ()
    assert notice_defects(silent()) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": None}, TOLD_ON),
        ({"on": TODAY + timedelta(days=1)}, TOLD_ON),
        ({"how": None}, HOW),
        ({"ground": "Toch niet."}, notice_place(YOUTH)),
    ],
)
def test_each_thing_wrong_with_telling_is_named(changes: dict[str, Any], field: Message) -> None:
    assert at(notice_defects(told(**changes)), field)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ground": ""}, NOT_TOLD_WHY),
        ({"ground": "niet van toepassing"}, NOT_TOLD_WHY),
        ({"decided_by": None}, NOT_TOLD_BY),
        ({"decided_by": AccountRole.TECHNICIAN}, NOT_TOLD_BY),
        ({"look_again_on": None}, LOOK_AGAIN),
        ({"look_again_on": TODAY}, LOOK_AGAIN),
        ({"look_again_on": date(2027, 3, 2)}, LOOK_AGAIN),
        ({"how": Way.PHONE}, notice_place(YOUTH)),
    ],
)
def test_each_thing_wrong_with_not_telling_is_named(changes: dict[str, Any], field: Message) -> None:
    assert at(notice_defects(silent(**changes)), field)


def test_looking_again_is_within_three_months_also_from_the_last_of_a_month() -> None:
    end = silent(recorded_on=date(2026, 11, 30), look_again_on=date(2027, 2, 28))
    assert notice_defects(end) == ()
    assert at(notice_defects(silent(recorded_on=date(2026, 11, 30), look_again_on=date(2027, 3, 1))), LOOK_AGAIN)


def test_without_a_notice_or_a_ground_each_of_them_is_named() -> None:
    assert at(untold((), FIFTEEN, TODAY), notice_place(YOUTH), notice_place(PARENTS))
    assert at(untold((told(),), FIFTEEN, TODAY), notice_place(PARENTS))
    assert untold((told(),), ADULT, TODAY) == ()
    assert untold((told(), silent(to=PARENTS)), FIFTEEN, TODAY) == ()


def test_a_ground_is_looked_at_again_on_its_day() -> None:
    notices = (silent(),)
    assert untold(notices, ADULT, date(2027, 1, 15)) == ()
    assert problems(untold(notices, ADULT, date(2027, 1, 16))) == ["Op 15 januari 2027 zou opnieuw worden bekeken of informeren kan."]


def test_the_last_word_counts() -> None:
    later = told(id="n3", recorded_on=TODAY + timedelta(days=40), on=TODAY + timedelta(days=40))
    assert latest((later, silent()), YOUTH) == later
    assert untold((later, silent()), ADULT, TODAY + timedelta(days=300)) == ()
    assert latest((silent(), told()), YOUTH) == told()
    assert latest((told(),), PARENTS) is None


def test_every_way_is_said() -> None:
    assert len({DUTCH.say(way) for way in Way}) == len(Way)
