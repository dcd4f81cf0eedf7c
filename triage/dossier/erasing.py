"""Taking a case out of one dossier: records, what each change held, drafts, the index; what is left is that it was done (REQ-48, REQ-59).

The same is done to the dossier itself, to every backup at hand, and to a backup that is put back later.
"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import Connection, delete, select

from triage.dossier import schema, search
from triage.dossier.actions import Action
from triage.dossier.connection import said_plainly, transaction
from triage.dossier.store import Dossier
from triage.wording import Message, _


class ErasingReason(StrEnum):
    """Why a case is deleted, from a fixed list: what is kept about it holds no content."""

    TERM_OVER = "term_over"
    REQUEST_GRANTED = "request_granted"
    WRONGLY_REFERRED = "wrongly_referred"
    NOT_TAKEN_UP = "not_taken_up"
    HANDED_OVER = "handed_over"
    ARCHIVED = "archived"
    PRACTICE = "practice"
    DELETED_BEFORE = "deleted_before"

    def message(self) -> Message:
        """The Dutch words."""
        return {
            ErasingReason.TERM_OVER: _("de bewaartermijn is voorbij"),
            ErasingReason.REQUEST_GRANTED: _("een verzoek om te wissen is toegewezen"),
            ErasingReason.WRONGLY_REFERRED: _("ten onrechte aangemeld"),
            ErasingReason.NOT_TAKEN_UP: _("niet in behandeling genomen"),
            ErasingReason.HANDED_OVER: _("overgedragen aan een andere organisatie"),
            ErasingReason.ARCHIVED: _("naar het archief gebracht"),
            ErasingReason.PRACTICE: _("een oefencasus die niet meer nodig is"),
            ErasingReason.DELETED_BEFORE: _("al eerder gewist; een teruggezette reservekopie had de casus nog"),
        }[self]


def holds(dossier: Dossier, code: str) -> bool:
    """Whether anything of a case is in it."""
    with dossier.reading() as records:
        return any(_rows(records.connection, code))


def erase(dossier: Dossier, code: str, reason: ErasingReason) -> None:
    """Take a case out, in one transaction with the entry that says so; then nothing of it is left in the journal either."""
    with dossier.writing(Action.CASE_DELETED, case=code, about=reason.value) as writing:
        take_rows(writing.connection, code)
    empty_journal(dossier)


def erase_again(dossier: Dossier, code: str) -> None:
    """Take a case that was deleted before out of a backup. Whoever puts that back need not be one who may delete: that was decided then."""
    with said_plainly(dossier.places.database), transaction(dossier.engine, writes=True) as connection:
        take_rows(connection, code)
    dossier.note(Action.CASE_DELETED, case=code, about=ErasingReason.DELETED_BEFORE.value)
    empty_journal(dossier)


def empty_journal(dossier: Dossier) -> None:
    """Bring everything in the journal into the file and cut it to nothing, as far as others who read let us."""
    with said_plainly(dossier.places.database), dossier.engine.connect() as connection:
        connection.rollback()
        driver = connection.connection.driver_connection
        assert driver is not None, "the engine keeps one connection"
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def take_rows(connection: Connection, code: str) -> None:
    """Everything of a case goes, but for the entries, which hold no content."""
    case = schema.RECORDS["case"]
    for number in connection.execute(select(case.c.number).where(case.c.id == code)).scalars().all():
        search.drop(connection, number)
    for table in (*schema.RECORDS.values(), schema.PAYLOAD, schema.DRAFT):
        connection.execute(delete(table).where(table.c.case == code))


def _rows(connection: Connection, code: str) -> list[int]:
    tables = (*schema.RECORDS.values(), schema.PAYLOAD, schema.DRAFT)
    return [number for table in tables for number in connection.execute(select(1).where(table.c.case == code).limit(1)).scalars()]
