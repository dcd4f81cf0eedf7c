"""A conference: what it needs, what is still open when it ends, and that nothing in it changes after that (REQ-23)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import CHAIR, CITIZEN_NUMBER, CODE, DIRECTOR, NOW, TODAY, at, conference, problems
from triage.casework.conference import AgendaItem, Attendance, Conference
from triage.casework.conference_rules import (
    AGENDA,
    DAY,
    PRESENT,
    case_place,
    change,
    composition_defects,
    disciplines,
    finish,
    has_chair,
    still_open,
)
from triage.casework.conference_rules import CHAIR as CHAIR_PLACE
from triage.casework.roles import Discipline
from triage.errors import Defect, InputError

ITEM = conference().agenda[0]
POLICE, CARE = Discipline.POLICE, Discipline.YOUTH_CARE


def refused_change(old: Conference, new: Conference) -> tuple[Defect, ...]:
    with pytest.raises(InputError) as caught:
        change(old, new)
    return caught.value.defects


def test_a_conference_is_finished_with_its_time_and_then_frozen() -> None:
    done = finish(conference(), NOW)
    assert (done.finished, done.finished_at) == (True, NOW)
    assert at(refused_change(done, replace(done, finished_at=None, agenda=())), AGENDA)
    with pytest.raises(InputError, match="afgerond"):
        finish(done, NOW)


def test_a_correction_is_a_new_conference_that_names_the_old() -> None:
    done = finish(conference(), NOW)
    assert finish(replace(done, id="c2", corrects="c1", finished_at=None), NOW).corrects == "c1"


def test_a_conference_is_not_finished_before_its_day() -> None:
    with pytest.raises(InputError) as caught:
        finish(conference(on=TODAY + timedelta(days=1)), NOW)
    assert at(caught.value.defects, DAY)


def test_with_everything_done_nothing_is_open() -> None:
    assert still_open(conference()) == ()


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (AgendaItem(CODE), "Deze casus is niet besproken."),
        (replace(ITEM, minutes=" "), "Er staat nog niets in het verslag."),
        (replace(ITEM, decision=None), "Er is geen besluit vastgelegd."),
    ],
)
def test_what_is_open_is_said_and_bars_nothing(item: AgendaItem, said: str) -> None:
    open_ended = conference(agenda=(item,))
    assert problems(still_open(open_ended)) == [said]
    assert at(still_open(open_ended), case_place(CODE))
    assert finish(open_ended, NOW).finished


def test_a_table_without_chair_or_care_is_said_to_be_open() -> None:
    assert at(still_open(conference(attendance=())), CHAIR_PLACE, PRESENT, PRESENT)


@given(st.booleans(), st.lists(st.sampled_from(Discipline)))
def test_a_table_is_complete_with_a_chair_two_disciplines_and_care(chair: bool, attendance: list[Discipline]) -> None:
    """REQ-23, for every table."""
    partners = set(attendance) - {Discipline.HOUSE}
    complete = chair and len(partners) >= 2 and any(discipline.is_care for discipline in partners)
    assert (composition_defects(chair, attendance) == ()) == complete


def test_who_is_absent_is_not_there() -> None:
    absent = (
        Attendance(CARE, present=False),
        Attendance(CHAIR, present=False),
        Attendance(DIRECTOR, present=True),
        Attendance(POLICE, present=True),
    )
    half = conference(attendance=absent)
    assert disciplines(half) == (POLICE,)
    assert not has_chair(half)


def test_a_change_keeps_the_text_in_one_form() -> None:
    changed = change(conference(), conference(agenda=(replace(ITEM, minutes="  e\u0301 "),)))
    assert changed.agenda[0].minutes == "\u00e9"


def test_a_case_stands_on_the_agenda_once_and_nobody_is_there_twice() -> None:
    assert at(refused_change(conference(), conference(agenda=(ITEM, AgendaItem("9M-2T5"), ITEM))), case_place(CODE))
    twice = conference(attendance=(Attendance(CARE, present=True), Attendance(CARE, present=False)))
    assert problems(refused_change(conference(), twice)) == ["jeugdhulp staat er meer dan één keer."]
    assert at(refused_change(conference(), twice), PRESENT)


def test_minutes_pass_the_guard_and_keep_within_their_length() -> None:
    for minutes in (f"Nummer {CITIZEN_NUMBER}", "a" * 5_001):
        assert at(refused_change(conference(), conference(agenda=(replace(ITEM, minutes=minutes),))), case_place(CODE))
    assert change(conference(), conference(agenda=(replace(ITEM, minutes="a" * 5_000),))).agenda


def test_a_change_that_makes_another_conference_is_our_own_mistake() -> None:
    for new in (conference(id="c2"), conference(finished_at=NOW)):
        with pytest.raises(ValueError, match="neither"):
            change(conference(), new)
