"""Tasks: what, who by role, and before which day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from tests.casework.records import CHAIR, CITIZEN_NUMBER, CODE, TODAY, at, days
from triage.casework.roles import AccountRole, Discipline
from triage.casework.task import DONE_ON, DUE, WHAT, WHO, Task, overdue, task_defects
from triage.wording import Message

LATER, EARLIER = TODAY + timedelta(days=14), TODAY - timedelta(days=1)


def task(**changes: Any) -> Task:
    return Task(
        **{
            "id": "t1",
            "case_code": CODE,
            "what": "Gesprek op school",
            "who": Discipline.EDUCATION,
            "agreed_on": TODAY,
            "due": LATER,
            **changes,
        }
    )


def test_a_task_is_of_a_discipline_or_of_who_works_on_cases() -> None:
    assert task_defects(task(), TODAY) == ()
    assert task_defects(task(who=CHAIR, due=TODAY, done_on=TODAY), TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"what": ""}, WHAT),
        ({"what": "bel"}, WHAT),
        ({"what": "a" * 201}, WHAT),
        ({"what": f"bel {CITIZEN_NUMBER}"}, WHAT),
        ({"who": None}, WHO),
        ({"who": AccountRole.TECHNICIAN}, WHO),
        ({"due": None}, DUE),
        ({"due": EARLIER}, DUE),
        ({"done_on": EARLIER}, DONE_ON),
        ({"done_on": LATER}, DONE_ON),
    ],
)
def test_each_thing_wrong_with_a_task_is_named(changes: dict[str, Any], field: Message) -> None:
    assert at(task_defects(task(**changes), TODAY), field)


@given(days, days)
def test_a_task_is_overdue_from_the_day_after_it_was_due_until_it_is_done(due: Any, today: Any) -> None:
    assert overdue(task(due=due), today) == (today > due)
    assert not overdue(task(due=due, done_on=today), today)
    assert not overdue(task(due=None), today)
