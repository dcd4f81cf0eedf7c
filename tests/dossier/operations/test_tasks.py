"""Tasks: agreed, changed, done."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.dossier.operations.making import CASE, CODE, TODAY, House, last, refused
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole, Discipline
from triage.casework.task import Task
from triage.dossier import undo
from triage.dossier.operations import tasks

WHAT, DUE = "Kennismaken met de coach", TODAY + timedelta(days=14)


def kept(at: House) -> tuple[Task, ...]:
    """The tasks of the case."""
    with at.director.reading() as records:
        return records.of_case(Task, CODE)


def test_a_task_is_agreed_changed_and_done_and_each_step_is_taken_back(at: House) -> None:
    change = tasks.add(at.director, CODE, f" {WHAT} ", Discipline.YOUTH_CARE, DUE)
    assert last(at.director) == ("task_changed", CODE, f"task/{change.id}", "done")
    task = Task(change.id, CODE, WHAT, Discipline.YOUTH_CARE, TODAY, DUE)
    assert kept(at) == (task,)
    tasks.change(at.director, task.id, WHAT, AccountRole.CHAIR, DUE)
    assert kept(at) == (replace(task, who=AccountRole.CHAIR),)
    tasks.finish(at.director, task.id, TODAY)
    assert kept(at)[0].done_on == TODAY
    with refused(at.director, "Deze afspraak is al gedaan."):
        tasks.change(at.director, task.id, WHAT, AccountRole.CHAIR, DUE)
    for _step in range(3):
        undo.undo(at.director)
    assert kept(at) == ()


def test_what_is_missing_or_wrong_is_said_at_once(at: House) -> None:
    with refused(at.director, "Dit is nog niet ingevuld.", "Er staat niet wie dit doet.", "De datum is nog niet ingevuld."):
        tasks.add(at.director, CODE, "", None, None)
    with refused(at.director, "Deze casus bestaat niet."):
        tasks.add(at.director, "9X-9XX", WHAT, Discipline.POLICE, DUE)
    task = tasks.add(at.director, CODE, WHAT, Discipline.POLICE, DUE).id
    with refused(at.director, "Deze dag ligt vóór de afspraak of in de toekomst."):
        tasks.finish(at.director, task, TODAY + timedelta(days=1))
    with refused(at.director, "Deze afspraak bestaat niet."):
        tasks.finish(at.director, "x", TODAY)


def test_a_case_that_left_takes_no_task(at: House) -> None:
    at.put(replace(CASE, leaving=Leaving(LeavingReason.MOVED, "Verhuisd.", TODAY, AccountRole.CHAIR)))
    with refused(at.director, "Deze casus is uitgestroomd."):
        tasks.add(at.director, CODE, WHAT, Discipline.POLICE, DUE)
