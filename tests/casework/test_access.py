"""Access by age, the laws side by side (REQ-33)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import CODE, DIRECTOR, TODAY, at
from triage.casework.access import (
    ASKED_AT,
    LOOK_AGAIN,
    REFUSED_BY,
    REFUSED_WHY,
    REQUEST,
    Access,
    AccessRule,
    Inspection,
    Law,
    Refusal,
    access_rules,
    allowed,
    inspection_defects,
)
from triage.casework.record import Age
from triage.casework.roles import AccountRole, Involved
from triage.wording import DUTCH, Message

YOUTH, PARENTS = Involved.YOUTH, Involved.PARENTS

DOCUMENTED = {
    11: (Access.THROUGH_PARENTS, Access.WITH_CUSTODY, Access.NONE, Access.WITH_CUSTODY),
    12: (Access.THROUGH_PARENTS, Access.WITH_CUSTODY, Access.OWN_IF_ABLE, Access.WITH_CUSTODY),
    15: (Access.THROUGH_PARENTS, Access.WITH_CUSTODY, Access.OWN_IF_ABLE, Access.WITH_CUSTODY),
    16: (Access.OWN, Access.WITH_CONSENT, Access.OWN_IF_ABLE, Access.WITH_CONSENT),
    17: (Access.OWN, Access.WITH_CONSENT, Access.OWN_IF_ABLE, Access.WITH_CONSENT),
    18: (Access.OWN, Access.WITH_CONSENT, Access.OWN, Access.WITH_CONSENT),
}
"""Youth and parents under the AVG, then youth and parents under the Youth Act."""


def inspection(**changes: Any) -> Inspection:
    return Inspection(**{"id": "i1", "case_code": CODE, "asked_by": YOUTH, "on": TODAY, "age": 16, **changes})


def refusal(**changes: Any) -> Refusal:
    ground = "Inzage nu schaadt de hulp die net begint."
    return Refusal(**{"ground": ground, "by": DIRECTOR, "look_again_on": TODAY + timedelta(days=30), **changes})


@pytest.mark.parametrize("age", DOCUMENTED)
def test_the_rules_at_each_age(age: int) -> None:
    rules = access_rules(age)
    assert [(rule.law, rule.who) for rule in rules] == [(law, who) for law in Law for who in Involved]
    assert tuple(rule.access for rule in rules) == DOCUMENTED[age]


@pytest.mark.parametrize(
    ("asked", "avg", "youth_act"),
    [
        ({"age": 11}, False, False),
        ({"age": 12}, False, True),
        ({"age": 16}, True, True),
        ({"asked_by": PARENTS, "age": 15, "custody": True}, True, True),
        ({"asked_by": PARENTS, "age": 15, "consent": True}, False, False),
        ({"asked_by": PARENTS, "age": 16, "custody": True}, False, False),
        ({"asked_by": PARENTS, "age": 17, "consent": True}, True, True),
    ],
)
def test_who_may_see_the_file(asked: dict[str, Any], avg: bool, youth_act: bool) -> None:
    assert allowed(inspection(**asked)) == ((Law.AVG, avg), (Law.YOUTH_ACT, youth_act))
    assert at(inspection_defects(inspection(**asked), TODAY), REQUEST) == (not avg and not youth_act)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ground": ""}, REFUSED_WHY),
        ({"ground": "conform advies"}, REFUSED_WHY),
        ({"by": None}, REFUSED_BY),
        ({"by": AccountRole.OVERSEER}, REFUSED_BY),
        ({"look_again_on": None}, LOOK_AGAIN),
        ({"look_again_on": TODAY}, LOOK_AGAIN),
    ],
)
def test_a_refusal_needs_ground_role_and_a_day(changes: dict[str, Any], field: Message) -> None:
    assert inspection_defects(inspection(refusal=refusal()), TODAY) == ()
    assert at(inspection_defects(inspection(refusal=refusal(**changes)), TODAY), field)


def test_a_request_is_not_of_tomorrow() -> None:
    assert at(inspection_defects(inspection(on=TODAY + timedelta(days=1)), TODAY), REQUEST)


def test_between_two_birthdays_either_age_of_the_case_will_do() -> None:
    told = Age(15, TODAY - timedelta(days=100))
    of_age = {age: inspection_defects(inspection(age=age, refusal=refusal()), TODAY, told) for age in (14, 15, 16, 17)}
    assert [age for age, defects in of_age.items() if not defects] == [15, 16]
    assert at(of_age[14], ASKED_AT)


@given(st.integers(0, 100))
def test_parents_never_see_more_as_the_youth_grows_up_and_the_youth_never_less(age: int) -> None:
    now, later = access_rules(age), access_rules(age + 1)
    weight = {
        Access.NONE: 0,
        Access.THROUGH_PARENTS: 1,
        Access.OWN_IF_ABLE: 2,
        Access.OWN: 3,
        Access.WITH_CONSENT: 1,
        Access.WITH_CUSTODY: 2,
    }
    for before, after in zip(now, later, strict=True):
        grown = weight[after.access] - weight[before.access]
        assert grown >= 0 if before.who is YOUTH else grown <= 0


def test_rules_and_laws_are_said_in_full() -> None:
    assert len({DUTCH.say(access) for access in Access}) == len(Access)
    assert DUTCH.say(AccessRule(Law.AVG, YOUTH, Access.OWN).law) == "Algemene verordening gegevensbescherming (AVG)"
