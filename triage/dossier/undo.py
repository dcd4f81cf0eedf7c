"""Taking back the last step and doing it again, from the list itself: a step is what changed, old and new, as plain data.

What lasts cannot be undone, such as a sealed weighing or a decision, and nothing of a case that came before it; that is corrected by a new
entry. An account takes back only its own steps. Undoing and doing again are entries too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, case, select

from triage.dossier import schema
from triage.dossier.action_words import TITLES
from triage.dossier.actions import RULES, Action
from triage.dossier.chain import NO_PAYLOAD, Entry
from triage.dossier.kinds import KIND_NAMED
from triage.dossier.store import THIS_DOSSIER, Change, Dossier, Writing, entry_of
from triage.errors import InputError
from triage.wording import Message, _

NO_CASE = ""
"""Stands for the case of a step that is of none, such as the planning of a conference."""

FARTHEST = 1_000
"""So many operations back is looked for a step to undo."""

NOTHING_TO_UNDO = _("Er is geen stap die u ongedaan kunt maken."), _("Verbeter het gegeven met een nieuwe stap.")
NOTHING_TO_REDO = _("Er is geen stap die u opnieuw kunt doen."), _("Doe de stap met de hand.")


@dataclass(frozen=True)
class Step:
    """An operation that can be undone or done again: its number, action and cases."""

    operation: int
    action: Action
    cases: frozenset[str]

    def title(self) -> Message:
        """What it is called in a menu."""
        return TITLES[self.action]


def undoable(dossier: Dossier) -> Step | None:
    """The step that undo would take back."""
    with dossier.reading() as records:
        done, _undone = _stacks(records.connection, dossier.actor.account)
    return done[-1] if done else None


def redoable(dossier: Dossier) -> Step | None:
    """The step that was undone last, when nothing was changed since."""
    with dossier.reading() as records:
        _done, undone = _stacks(records.connection, dossier.actor.account)
    return undone[-1] if undone else None


def undo(dossier: Dossier) -> Change:
    """Take back the last step. Raises InputError when there is none."""
    step = undoable(dossier)
    if step is None:
        raise InputError.at(THIS_DOSSIER, *NOTHING_TO_UNDO)
    with dossier.writing(Action.UNDONE, undoes=step.operation) as writing:
        for kind, id_, code, old, _new in reversed(_payload(writing, step.operation)):
            writing.put_body(KIND_NAMED[kind], id_, code, old)
    return writing.change(_("Ongedaan gemaakt: {what}.", what=step.title()), undo=False)


def redo(dossier: Dossier) -> Change:
    """Do the step again that was undone last. Raises InputError when there is none."""
    step = redoable(dossier)
    if step is None:
        raise InputError.at(THIS_DOSSIER, *NOTHING_TO_REDO)
    with dossier.writing(Action.REDONE, undoes=step.operation) as writing:
        for kind, id_, code, _old, new in _payload(writing, step.operation):
            writing.put_body(KIND_NAMED[kind], id_, code, new)
    return writing.change(_("Opnieuw gedaan: {what}.", what=step.title()), undo=True)


def _stacks(connection: Connection, account: str) -> tuple[list[Step], list[Step]]:
    """The steps of an account that can be undone and those that can be done again, each with the next one last."""
    done: list[Step] = []
    undone: list[Step] = []
    for step, by, undoes in _steps(connection):
        if by != account or not (RULES[step.action].reversible or undoes is not None):
            done[:] = [one for one in done if not one.cases & step.cases]
            undone[:] = [one for one in undone if not one.cases & step.cases]
        elif undoes is None:
            done.append(step)
            undone.clear()
        else:
            _move(undoes, *((done, undone) if step.action is Action.UNDONE else (undone, done)))
    return done, undone


def _move(operation: int, source: list[Step], target: list[Step]) -> None:
    """From one pile to the other; an operation from before the part of the list that is looked at is in neither."""
    moved = [step for step in source if step.operation == operation]
    source[:] = [step for step in source if step.operation != operation]
    target += moved


def _steps(connection: Connection) -> Iterator[tuple[Step, str, int | None]]:
    """The last operations that changed records, oldest first: the step, whose it is, and which operation it turns back.

    One of which something was deleted with its case is left out: there is nothing to go back to.
    """
    entry, payload = schema.ENTRY, schema.PAYLOAD
    freezing = case((entry.c.action.in_((Action.CONFERENCE_FINISHED.value, Action.DECIDED.value)), payload.c.body))
    query = select(entry, payload.c.entry.label("kept"), freezing.label("freezing")).outerjoin(payload, payload.c.entry == entry.c.number)
    rows = connection.execute(query.where(entry.c.payload != NO_PAYLOAD).order_by(entry.c.number.desc()).limit(FARTHEST)).all()
    gone = {row.operation for row in rows if row.kept is None}
    by_number: dict[int, list[Entry]] = {}
    cases: dict[int, set[str]] = {}
    for row in rows:
        if row.operation not in gone:
            by_number.setdefault(row.operation, []).append(entry_of(row))
            cases.setdefault(row.operation, set()).update((row.case, *_frozen(row.freezing)))
    for number, entries in reversed(by_number.items()):
        first = entries[-1]
        yield Step(number, Action(first.action), frozenset(cases[number])), first.account, first.undoes


def _frozen(changes: str | None) -> Iterator[str]:
    """What a conference that was finished, or a decision that was taken in one, freezes beside its own case.

    Of a finished one the cases on the agenda, with their minutes; of a decision the steps of no case: who was there, and the agenda.
    """
    for changed in json.loads(changes or "[]"):
        new = json.loads(changed["new"])
        yield from (item["case_code"] for item in new.get("agenda", ()))
        if new.get("conference") is not None:
            yield NO_CASE


def _payload(writing: Writing, operation: int) -> list[tuple[str, str, str, str | None, str | None]]:
    """What an operation changed: kind, id, case, old and new."""
    entry, payload = schema.ENTRY, schema.PAYLOAD
    rows = writing.connection.execute(
        select(payload.c.case, payload.c.body)
        .join(entry, entry.c.number == payload.c.entry)
        .where(entry.c.operation == operation)
        .order_by(entry.c.number)
    )
    return [(one["kind"], one["id"], code, one["old"], one["new"]) for code, body in rows for one in json.loads(body)]
