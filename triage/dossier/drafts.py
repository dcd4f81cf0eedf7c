"""Text that is being typed, kept inside the dossier after a pause and when it locks, and found again at the next opening.

A draft is no record yet: it has no entry, belongs to one account, and goes when the text is saved or its case is deleted. What the guard
refuses never reaches the disk: it is taken out of the draft and a sign stands in its place (REQ-54).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from triage.casework.record import CaseRecord
from triage.dossier import schema
from triage.dossier.connection import said_plainly, transaction
from triage.dossier.store import THIS_DOSSIER, Dossier, Records
from triage.errors import InputError
from triage.guard import Severity, find
from triage.wording import _

TAKEN_OUT = "▯"
"""Stands where something was taken out."""

OF_NO_CASE = "house/"
"""Begins the names of fields that are of no case."""

_PART = re.compile(r"[a-z](?:[a-z_]|\d(?!\d{3})){0,59}|[0-9a-f]{16}")
"""A part of the name of a field: a word of the program or the id of a record. The code of the case may stand in it as well."""

LONGEST = 20_000
"""Characters of a draft; what follows is not kept."""


@dataclass(frozen=True)
class Draft:
    """What an account was typing: in which field (a name of the window, of a known form), of which case, the text, and when it was kept.

    A field that begins with `house/` is of no case; every other one is of a case, with which its draft goes.
    """

    field: str
    case: str
    text: str
    at: datetime


def keep(dossier: Dossier, field: str, text: str, case: str = "") -> Draft:
    """Keep what is being typed; an empty text takes the draft away. The result is what was kept.

    Raises ValueError for a name of a field that has another form, or one that should have a case or should not; that is a mistake of the
    program. Raises InputError for a case that is not there, such as one that somebody deleted meanwhile.
    """
    _must_be_known(field, case)
    draft = Draft(field, case, harmless(text)[:LONGEST], dossier.clock().astimezone(UTC))
    if not draft.text.strip():
        drop(dossier, field)
        return draft
    row = {"case": case, "text": draft.text, "at": draft.at.isoformat()}
    statement = insert(schema.DRAFT).values(account=dossier.actor.account, field=field, **row)
    with said_plainly(dossier.places.database), transaction(dossier.engine, writes=True) as connection:
        if case and not Records(connection).taken(case, CaseRecord):
            raise InputError.at(THIS_DOSSIER, _("Deze casus bestaat niet."), _("Kies een andere uit de lijst."))
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


def _must_be_known(field: str, case: str) -> None:
    """So that nothing somebody typed is kept as the name of a field or the code of a case."""
    if not all(_PART.fullmatch(part) or part == case for part in field.split("/")):
        raise ValueError("the name of a field has another form")
    if field.startswith(OF_NO_CASE) is bool(case):
        raise ValueError("a draft is of a case, unless its field is of none")


def harmless(text: str) -> str:
    """The text without what the guard refuses."""
    for hit in reversed(find(text)):
        if hit.severity is Severity.REFUSE:
            text = f"{text[: hit.start]}{TAKEN_OUT}{text[hit.end :]}"
    return text
