"""Text that is being typed, kept inside the dossier after a pause and when it locks, and found again at the next opening.

A draft is no record yet: it has no entry, belongs to one account, and goes when the text is saved or its case is deleted. What the guard
refuses never reaches the disk: it is taken out of the draft and a sign stands in its place (REQ-54).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from triage.dossier import schema
from triage.dossier.connection import said_plainly, transaction
from triage.dossier.store import Dossier
from triage.guard import Severity, find

TAKEN_OUT = "▯"
"""Stands where something was taken out."""

LONGEST = 20_000
"""Characters of a draft; what follows is not kept."""


@dataclass(frozen=True)
class Draft:
    """What an account was typing: in which field (a name of the window), of which case or none, the text, and when it was kept."""

    field: str
    case: str
    text: str
    at: datetime


def keep(dossier: Dossier, field: str, text: str, case: str = "") -> Draft:
    """Keep what is being typed; an empty text takes the draft away. The result is what was kept."""
    draft = Draft(field, case, harmless(text)[:LONGEST], dossier.clock().astimezone(UTC))
    if not draft.text.strip():
        drop(dossier, field)
        return draft
    row = {"case": case, "text": draft.text, "at": draft.at.isoformat()}
    statement = insert(schema.DRAFT).values(account=dossier.actor.account, field=field, **row)
    with said_plainly(dossier.places.database), transaction(dossier.engine, writes=True) as connection:
        connection.execute(statement.on_conflict_do_update(index_elements=["account", "field"], set_=row))
    return draft


def drop(dossier: Dossier, field: str) -> None:
    """Take a draft away: its text was saved, or is not wanted any more."""
    table = schema.DRAFT
    with said_plainly(dossier.places.database), transaction(dossier.engine, writes=True) as connection:
        connection.execute(delete(table).where(table.c.account == dossier.actor.account, table.c.field == field))


def kept(dossier: Dossier) -> tuple[Draft, ...]:
    """The drafts of this account, the latest first."""
    table = schema.DRAFT
    with dossier.reading() as records:
        rows = records.connection.execute(
            select(table).where(table.c.account == dossier.actor.account).order_by(table.c.at.desc(), table.c.field)
        )
        return tuple(Draft(row.field, row.case, row.text, datetime.fromisoformat(row.at)) for row in rows)


def harmless(text: str) -> str:
    """The text without what the guard refuses."""
    for hit in reversed(find(text)):
        if hit.severity is Severity.REFUSE:
            text = f"{text[: hit.start]}{TAKEN_OUT}{text[hit.end :]}"
    return text
