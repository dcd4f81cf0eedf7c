"""Tasks in a case: agreed, changed while they are open, and done."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import date

from triage.casework.record import CaseRecord, left_defects
from triage.casework.roles import Function
from triage.casework.task import WHAT, Task, task_defects
from triage.casework.texts import refuse, tidied
from triage.dossier.actions import Action
from triage.dossier.operations.naming import must, new_id
from triage.dossier.store import Change, Dossier, Records
from triage.errors import Defect
from triage.wording import _


def add(dossier: Dossier, code: str, what: str, who: Function | None, due: date | None, *, confirmed: Container[str] = ()) -> Change:
    """Agree on a task: what, who (a role or discipline) and before which day. Raises InputError with everything that is wrong."""
    today = dossier.today()
    task = Task(new_id(dossier.random), code, what, who, today, due)
    with dossier.writing(Action.TASK_CHANGED, case=code) as writing:
        refuse((*_left(writing, code), *task_defects(task, today, confirmed=confirmed)))
        writing.put(tidied(task))
    return writing.change(_("Afspraak toegevoegd."), undo=True)


def change(dossier: Dossier, task: str, what: str, who: Function | None, due: date | None, *, confirmed: Container[str] = ()) -> Change:
    """Change an open task. Raises InputError with everything that is wrong, and for one that is done."""
    today = dossier.today()
    with dossier.writing(Action.TASK_CHANGED) as writing:
        old = must(writing, Task, task)
        new = replace(old, what=what, who=who, due=due)
        refuse((*_left(writing, old.case_code), *_done(old), *task_defects(new, today, confirmed=confirmed)))
        writing.put(tidied(new))
    return writing.change(_("Afspraak gewijzigd."), undo=True)


def finish(dossier: Dossier, task: str, done_on: date) -> Change:
    """Say that a task was done on a day. Raises InputError for a day before it was agreed or to come, and for one that is done."""
    today = dossier.today()
    with dossier.writing(Action.TASK_CHANGED) as writing:
        old = must(writing, Task, task)
        new = replace(old, done_on=done_on)
        refuse((*_left(writing, old.case_code), *_done(old), *task_defects(new, today, confirmed=(old.what,))))
        writing.put(new)
    return writing.change(_("Afspraak afgerond."), undo=True)


def _left(records: Records, code: str) -> tuple[Defect, ...]:
    return left_defects(must(records, CaseRecord, code))


def _done(task: Task) -> tuple[Defect, ...]:
    if task.done_on is None:
        return ()
    return (Defect(WHAT, _("Deze afspraak is al gedaan."), _("Maak een nieuwe afspraak.")),)
