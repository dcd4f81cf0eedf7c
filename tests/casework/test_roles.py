"""Roles and disciplines: all in words, never confused, and who counts as care."""

from __future__ import annotations

from triage.casework.roles import AccountRole, Discipline, Involved
from triage.wording import DUTCH


def test_every_role_is_said_in_dutch_and_no_two_alike() -> None:
    for words in (AccountRole, Discipline, Involved):
        said = [DUTCH.say(word) for word in words]
        assert len(set(said)) == len(said)
        assert all(said)


def test_no_value_is_a_role_and_a_discipline_so_that_a_record_reads_back_as_it_was() -> None:
    assert not {role.value for role in AccountRole} & {discipline.value for discipline in Discipline}


def test_only_director_and_chair_work_on_cases() -> None:
    assert [role for role in AccountRole if role.works_on_cases] == [AccountRole.DIRECTOR, AccountRole.CHAIR]


def test_supervision_reporting_and_compulsion_are_no_care() -> None:
    for discipline in (
        Discipline.PROBATION,
        Discipline.CHILD_PROTECTION,
        Discipline.SAFE_AT_HOME,
        Discipline.MUNICIPALITY,
        Discipline.HOUSE,
    ):
        assert not discipline.is_care
    assert Discipline.YOUTH_CARE.is_care
    assert Discipline.MENTAL_HEALTH_CARE.is_care


def test_the_house_itself_is_no_discipline_at_the_table() -> None:
    assert [discipline for discipline in Discipline if not discipline.is_partner] == [Discipline.HOUSE]
