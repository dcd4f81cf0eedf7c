"""Conferences: planned, held, finished and frozen; what was said of a case goes with the case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.dossier.operations.making import CASE, CODE, TODAY, House, entries, last, refused, taken
from triage.casework.conference import AgendaItem, Attendance, Conference
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole, Discipline
from triage.dossier import undo
from triage.dossier.actions import Action
from triage.dossier.holdings import Minutes
from triage.dossier.operations import conferences, decisions, second_looks
from triage.errors import InputError
from triage.wording import DUTCH

SAID = "De school ziet dat het beter gaat. Het wijkteam belt volgende week."
PRESENT = [Attendance(who, True) for who in (AccountRole.CHAIR, Discipline.POLICE, Discipline.YOUTH_CARE)]


def stored(at: House, id_: str) -> Conference:
    """A conference as its record holds it."""
    with at.director.reading() as records:
        found = records.get(Conference, id_)
    assert found is not None
    return found


@pytest.fixture
def planned(at: House) -> str:
    """A conference of today with the case on its agenda."""
    id_ = conferences.plan(at.director, TODAY).id
    conferences.set_agenda(at.director, id_, [CODE])
    return id_


def test_a_conference_is_planned_with_agenda_and_attendance(at: House, planned: str) -> None:
    conferences.set_attendance(at.director, planned, PRESENT)
    assert last(at.director) == ("conference_changed", "", f"conference/{planned}", "done")
    assert stored(at, planned) == Conference(planned, TODAY, (AgendaItem(CODE),), tuple(PRESENT))
    undo.undo(at.director)
    assert stored(at, planned).attendance == ()


def test_what_was_said_is_a_record_of_the_case(at: House, planned: str) -> None:
    conferences.write_minutes(at.director, planned, CODE, SAID)
    assert last(at.director) == ("conference_changed", CODE, "minutes", "done")
    assert stored(at, planned).agenda == (AgendaItem(CODE),)
    assert conferences.with_minutes(at.director, planned).agenda == (AgendaItem(CODE, True, SAID),)
    with at.director.reading() as records:
        assert records.of_case(Minutes, CODE) == (Minutes(planned, CODE, True, SAID),)


def test_only_cases_that_are_there_and_stay_come_on_the_agenda(at: House, planned: str) -> None:
    with refused(at.director, "Een casus op de agenda bestaat niet."):
        conferences.set_agenda(at.director, planned, [CODE, "9X-9XX"])
    with refused(at.director, "Deze casus staat meer dan één keer op de agenda."):
        conferences.set_agenda(at.director, planned, [CODE, CODE])
    at.put(replace(CASE, code="2M-9XX", leaving=Leaving(LeavingReason.MOVED, "Verhuisd.", TODAY, AccountRole.CHAIR)))
    with refused(at.director, "Deze casus is uitgestroomd."):
        conferences.set_agenda(at.director, planned, [CODE, "2M-9XX"])
    conferences.write_minutes(at.director, planned, CODE, SAID)
    with refused(at.director, "Van deze casus is al een verslag."):
        conferences.set_agenda(at.director, planned, [])


def test_minutes_pass_the_guard_and_are_of_a_case_on_the_agenda(at: House, planned: str) -> None:
    with refused(at.director, "Hier staat een e-mailadres."):
        conferences.write_minutes(at.director, planned, CODE, "Mail naar jan@example.org.")
    with refused(at.director, "Deze casus staat niet op de agenda."):
        conferences.write_minutes(at.director, planned, "9X-9XX", SAID)
    with refused(at.director, "voorzitter staat er meer dan één keer."):
        conferences.set_attendance(at.director, planned, [*PRESENT, PRESENT[0]])


def test_it_says_what_is_open_and_is_then_frozen(at: House, planned: str) -> None:
    conferences.set_attendance(at.director, planned, PRESENT)
    conferences.write_minutes(at.director, planned, CODE, SAID)
    left = [DUTCH.say(defect.problem) for defect in conferences.still_open(at.director, planned)]
    assert left == ["Er is geen besluit vastgelegd."]
    change = conferences.finish(at.director, planned)
    assert (DUTCH.say(change.text), change.undo) == ("Het overleg is afgerond. Open punten: 1.", False)
    assert last(at.director) == ("conference_finished", "", f"conference/{planned}", "done")
    assert stored(at, planned).finished
    changes: list[Callable[[], object]] = [
        lambda: conferences.set_agenda(at.director, planned, [CODE]),
        lambda: conferences.set_attendance(at.director, planned, PRESENT),
        lambda: conferences.write_minutes(at.director, planned, CODE, SAID),
        lambda: conferences.finish(at.director, planned),
    ]
    for step in changes:
        with refused(at.director, "Dit overleg is afgerond."):
            step()


def test_nothing_of_a_finished_conference_is_taken_back_or_done_again(at: House, planned: str) -> None:
    other = replace(CASE, code="2M-9XX")
    at.put(other)
    conferences.set_agenda(at.director, planned, [CODE, other.code])
    conferences.write_minutes(at.director, planned, CODE, SAID)
    conferences.write_minutes(at.second, planned, other.code, SAID)
    undo.undo(at.second)
    assert undo.redoable(at.second) is not None
    conferences.finish(at.chair, planned)
    for account in (at.director, at.second, at.chair):
        assert (undo.undoable(account), undo.redoable(account)) == (None, None)
    assert conferences.with_minutes(at.director, planned).agenda == (AgendaItem(CODE, True, SAID), AgendaItem(other.code))


def test_the_conference_of_a_decision_is_not_undone(at: House, planned: str) -> None:
    sealed = at.sealed()
    conferences.set_attendance(at.second, planned, PRESENT[:1])
    conferences.set_attendance(at.director, planned, PRESENT)
    decisions.decide(at.director, sealed.id, taken(conference=planned))
    for account in (at.director, at.second):
        assert (undo.undoable(account), undo.redoable(account)) == (None, None)
    assert stored(at, planned) == Conference(planned, TODAY, (AgendaItem(CODE),), tuple(PRESENT))


def test_a_decision_outside_a_conference_leaves_the_steps_of_one(at: House, planned: str) -> None:
    decisions.decide(at.director, at.sealed().id, taken())
    step = undo.undoable(at.director)
    assert step is not None
    assert step.action is Action.CONFERENCE_CHANGED


def test_who_was_there_when_a_case_was_decided_stays(at: House, planned: str) -> None:
    conferences.set_attendance(at.director, planned, PRESENT)
    decisions.decide(at.director, at.sealed().id, taken(conference=planned))
    more = [*PRESENT, Attendance(Discipline.EDUCATION, True)]
    conferences.set_attendance(at.director, planned, more)
    assert stored(at, planned).attendance == tuple(more)
    absent = [Attendance(AccountRole.CHAIR, False), *PRESENT[1:]]
    for attendance in ([], PRESENT[1:], PRESENT[:-1], absent):
        with refused(at.director, "Wie bij een besluit van dit overleg aanwezig was, staat er niet meer."):
            conferences.set_attendance(at.director, planned, attendance)
    conferences.finish(at.director, planned)


def test_no_conference_is_finished_without_those_who_decided_in_it(at: House, planned: str) -> None:
    conferences.set_attendance(at.director, planned, PRESENT)
    decisions.decide(at.director, at.sealed().id, taken(conference=planned))
    at.put(replace(stored(at, planned), attendance=()))
    with refused(at.director, "Wie bij een besluit van dit overleg aanwezig was, staat er niet meer."):
        conferences.finish(at.director, planned)


def test_a_decision_that_was_put_right_holds_nobody_at_the_table(at: House, planned: str) -> None:
    conferences.set_attendance(at.director, planned, [*PRESENT, Attendance(Discipline.EDUCATION, True)])
    named = (Discipline.YOUTH_CARE, Discipline.POLICE, Discipline.EDUCATION)
    decided = decisions.decide(at.director, at.sealed().id, taken(conference=planned, attendance=named))
    decisions.correct_decision(at.director, decided.id, taken(conference=planned))
    conferences.set_attendance(at.director, planned, PRESENT)


def test_a_case_with_a_decision_stays_on_the_agenda(at: House, planned: str) -> None:
    conferences.set_attendance(at.director, planned, PRESENT)
    decisions.decide(at.director, at.sealed().id, taken(conference=planned))
    with refused(at.director, "Bij deze casus hoort een besluit van dit overleg."):
        conferences.set_agenda(at.director, planned, [])


def test_reading_minutes_is_for_who_reads_cases_and_leaves_a_line_with_each_case(at: House, planned: str) -> None:
    conferences.write_minutes(at.director, planned, CODE, SAID)
    conferences.with_minutes(at.overseer, planned)
    assert last(at.overseer) == ("case_opened", CODE, "", "done")
    for reading in (conferences.with_minutes, conferences.still_open):
        with pytest.raises(InputError, match="hoort niet bij uw rol"):
            reading(at.keeper, planned)
        assert last(at.keeper) == ("case_opened", "", "", "refused")


def test_whoever_looks_blind_at_a_case_does_not_read_its_minutes(at: House, planned: str) -> None:
    conferences.write_minutes(at.director, planned, CODE, SAID)
    second_looks.second_look(at.chair, at.judged().id)
    before = len(entries(at.chair))
    assert conferences.with_minutes(at.chair, planned).agenda == (AgendaItem(CODE),)
    assert len(entries(at.chair)) == before
    assert conferences.with_minutes(at.director, planned).agenda == (AgendaItem(CODE, True, SAID),)


def test_no_conference_is_finished_before_its_day(at: House) -> None:
    id_ = conferences.plan(at.director, TODAY + timedelta(days=7)).id
    with refused(at.director, "Dit overleg is nog niet geweest."):
        conferences.finish(at.director, id_)


def test_a_finished_report_is_put_right_by_a_new_one(at: House, planned: str) -> None:
    conferences.write_minutes(at.director, planned, CODE, SAID)
    with refused(at.director, "Dit overleg is nog niet afgerond."):
        conferences.correct_conference(at.director, planned)
    conferences.finish(at.director, planned)
    new = conferences.correct_conference(at.director, planned).id
    assert {entry.case for entry in entries(at.director)[-2:]} == {"", CODE}
    conferences.write_minutes(at.director, new, CODE, f"{SAID} Er is geen besluit genomen.")
    assert stored(at, new).corrects == planned
    assert conferences.with_minutes(at.director, planned).agenda[0].minutes == SAID
    with refused(at.director, "Dit verslag is of wordt al verbeterd."):
        conferences.correct_conference(at.director, planned)


def test_an_unknown_conference_is_said_and_a_keeper_plans_none(at: House) -> None:
    with refused(at.director, "Dit overleg bestaat niet."):
        conferences.set_agenda(at.director, "x", [])
    with pytest.raises(InputError, match="hoort niet bij uw rol"):
        conferences.plan(at.keeper, TODAY)
