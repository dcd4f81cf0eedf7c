"""Tasks: what is done in a case, by whom (a role or discipline, never a name) and before which day."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

from triage.casework.roles import AccountRole, Function
from triage.casework.texts import LINE, text_defects
from triage.errors import Defect
from triage.wording import _

WHAT, WHO, DUE, DONE_ON = _("afspraak: wat"), _("afspraak: wie"), _("afspraak: uiterlijk"), _("afspraak: gedaan op")
"""The fields, as the place of a defect names them."""

FEWEST = 5
"""The fewest characters of a task: `Bel X` says nothing, `Gesprek` does."""


@dataclass(frozen=True)
class Task:
    """A task. `agreed_on` is the day it was agreed; `done_on` is None while it is open."""

    id: str
    case_code: str
    what: str
    who: Function | None
    agreed_on: date
    due: date | None
    done_on: date | None = None


def task_defects(task: Task, today: date, *, confirmed: Container[str] = ()) -> tuple[Defect, ...]:
    """What is wrong with a task."""
    return tuple(_task_defects(task, today, confirmed))


def overdue(task: Task, today: date) -> bool:
    """Whether it should have been done before today."""
    return task.done_on is None and task.due is not None and task.due < today


def _task_defects(task: Task, today: date, confirmed: Container[str]) -> Iterator[Defect]:
    yield from text_defects(WHAT, task.what, most=LINE, least=FEWEST, confirmed=confirmed)
    if task.who is None:
        yield Defect(WHO, _("Er staat niet wie dit doet."), _("Kies een functie of een partner."))
    elif isinstance(task.who, AccountRole) and not task.who.works_on_cases:
        yield Defect(WHO, _("Wie deze rol heeft, werkt niet aan casussen."), _("Kies een andere functie of een partner."))
    if task.due is None:
        yield Defect(DUE, _("De datum is nog niet ingevuld."), _("Kies wanneer dit klaar is."))
    elif task.due < task.agreed_on:
        yield Defect(DUE, _("Deze dag ligt vóór de afspraak."), _("Kies een latere dag."))
    if task.done_on is not None and not task.agreed_on <= task.done_on <= today:
        yield Defect(DONE_ON, _("Deze dag ligt vóór de afspraak of in de toekomst."), _("Verbeter de datum."))
