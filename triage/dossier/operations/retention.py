"""How long a case stays: deleted at once when asked, on its day by itself, or kept longer by two roles together (REQ-48, REQ-59).

A deletion takes the case out of the dossier, the drafts, the index, every backup at hand, and copies that were put aside or made way. For
a backup that is not at hand the code goes into the header: whoever puts that backup back is rid of the case first.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import func, select

from triage.casework.record import CaseRecord, extend
from triage.casework.roles import AccountRole
from triage.casework.texts import tidy
from triage.dossier import schema, still_to_clean
from triage.dossier.actions import Action
from triage.dossier.cleaning import Cleaned, take_out
from triage.dossier.connection import said_plainly, transaction
from triage.dossier.erasing import ErasingReason, empty_journal, erase, take_rows
from triage.dossier.header import MOST_DELETED, signed
from triage.dossier.holdings import ExtensionAsked
from triage.dossier.kinds import KIND_OF
from triage.dossier.operations.accounts import changing_header, header_of
from triage.dossier.operations.naming import must
from triage.dossier.store import THIS_DOSSIER, Change, Dossier, trust_clock
from triage.errors import InputError
from triage.wording import Message, _, n_

_CASE = schema.RECORDS[KIND_OF[CaseRecord].name]

WARNED_DAYS = 30
"""So many days before its day a case is named as about to be deleted."""


NOTHING_TO_AGREE_TO = (
    _("Er is niets gevraagd waarmee u kunt instemmen; een verzoek van uzelf telt niet."),
    _("Laat iemand met de andere rol het vragen."),
)


NO_ROOM = (
    _(
        "Er zijn al {limit} casussen gewist die nog in een reservekopie kunnen zitten. Meer kan het dossier niet onthouden.",
        limit=MOST_DELETED,
    ),
    _("Maak de mappen met reservekopieën bereikbaar en open het dossier opnieuw. Dan gaan de casussen daar ook weg."),
)
OTHER_REASON = _("Kies de reden die bij deze casus past.")


@dataclass(frozen=True)
class Deleted:
    """A case that was deleted: the change, and what became of the backups."""

    change: Change
    backups: Cleaned

    def messages(self) -> tuple[Message, ...]:
        """The record of the deletion: what was done, without anything of the case."""
        said = [self.change.text]
        if self.backups.cleaned:
            count = len(self.backups.cleaned)
            said.append(n_("Ook uit {count} reservekopie.", "Ook uit {count} reservekopieën.", count))
        if self.backups.missing:
            said.append(
                n_(
                    "{count} reservekopie was niet bereikbaar: {names}. Bij terugzetten gaat de casus er eerst uit.",
                    "{count} reservekopieën waren niet bereikbaar: {names}. Bij terugzetten gaat de casus er eerst uit.",
                    len(self.backups.missing),
                    names=list(self.backups.missing),
                )
            )
        if self.backups.still_there:
            said.append(
                _(
                    "De casus zit nog in: {names}. Dat bestand was niet bereikbaar; bij de volgende opening wordt het opnieuw geprobeerd.",
                    names=list(self.backups.still_there),
                )
            )
        if self.backups.removed:
            said.append(_("Weggehaald, want beschadigd: {names}.", names=list(self.backups.removed)))
        return tuple(said)


def delete_case(dossier: Dossier, code: str, reason: ErasingReason) -> Deleted:
    """Delete a case at once, backups included. It cannot be undone. Raises InputError for a reason that is not true of this case."""
    dossier.must_may(Action.CASE_DELETED, case=code)
    with dossier.reading() as records:
        case = must(records, CaseRecord, code)
    problem = _untrue(case, reason, dossier.today())
    if problem is not None:
        raise InputError.at(THIS_DOSSIER, problem, OTHER_REASON)
    (deleted,) = _deleted(dossier, {code: reason})
    return deleted


def _untrue(case: CaseRecord, reason: ErasingReason, today: date) -> Message | None:
    """What is not so about a reason that somebody gives; the list would tell it for ever."""
    if reason is ErasingReason.PRACTICE and not case.practice:
        return _("Dit is geen oefencasus.")
    if reason is ErasingReason.TERM_OVER and today < case.delete_on:
        return _("De bewaartermijn van deze casus is nog niet voorbij.")
    if reason is ErasingReason.DELETED_BEFORE:
        return _("Deze reden geeft alleen het programma zelf.")
    return None


def _deleted(dossier: Dossier, reasons: Mapping[str, ErasingReason]) -> tuple[Deleted, ...]:
    """Delete these cases, by their codes; the backups are cleaned of all of them at once."""
    changes = [_deleted_here(dossier, code, reason) for code, reason in reasons.items()]
    cleaned = _rid_everywhere(dossier, reasons)
    return tuple(Deleted(change, cleaned) for change in changes)


def _deleted_here(dossier: Dossier, code: str, reason: ErasingReason) -> Change:
    """Take a case out of the dossier, and keep in it that the backups are still to be cleaned."""
    header = header_of(dossier)
    header = signed(replace(header, deleted=(*_with_room(dossier, header.deleted), code)), dossier.data_key)
    with changing_header(dossier, header, Action.CASE_DELETED, case=code, about=reason.value) as writing:
        take_rows(writing.connection, code)
        still_to_clean.remember(writing.connection, code, reason)
    return writing.change(_("Casus {case} is gewist.", case=code), undo=False)


def _with_room(dossier: Dossier, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes in the header with room for one more: when it is full the oldest goes that no known backup can hold any more.

    Raises InputError when every one may still be in a backup that is out of reach.
    """
    if len(codes) < MOST_DELETED:
        return codes
    with dossier.reading() as records:
        needed = {one.code for one in still_to_clean.remembered(records.connection)}
    oldest = next((code for code in codes if code not in needed), None)
    if oldest is None:
        raise InputError.at(THIS_DOSSIER, *NO_ROOM)
    return tuple(code for code in codes if code != oldest)


def finish_deletions(dossier: Dossier) -> tuple[str, ...]:
    """What a break left half done: cases that the header calls deleted and the dossier still has, and backups that were not cleaned or are
    at hand again. The codes of the first.
    """
    with dossier.reading() as records:
        left = tuple(code for code in header_of(dossier).deleted if records.taken(code, CaseRecord))
    for code in left:
        with said_plainly(dossier.places.database), transaction(dossier.engine, writes=True) as connection:
            still_to_clean.remember(connection, code, ErasingReason.DELETED_BEFORE)
        erase(dossier, code, ErasingReason.DELETED_BEFORE)
    with dossier.reading() as records:
        unfinished = {one.code: one.reason for one in still_to_clean.remembered(records.connection) if one.can_be_tried()}
    if unfinished:
        _rid_everywhere(dossier, unfinished)
    return left


@dataclass(frozen=True)
class Due:
    """A case by its code, and the day it goes."""

    code: str
    delete_on: date


def due(dossier: Dossier, within_days: int = 0) -> tuple[Due, ...]:
    """The cases whose day has come, or comes within so many days; the earliest first. Nothing of a case is told but its code and day."""
    last = dossier.today() + timedelta(days=within_days)
    code, day = _CASE.c.id, func.json_extract(_CASE.c.body, "$.delete_on")
    with dossier.reading() as records:
        rows = records.connection.execute(select(code, day).where(day <= last.isoformat()).order_by(day, code))
        return tuple(Due(code, date.fromisoformat(day)) for code, day in rows)


def delete_due(dossier: Dossier) -> tuple[Deleted, ...]:
    """Delete every case whose day has come. While the date is in doubt nothing is (see `Dossier.date_in_doubt`)."""
    if dossier.date_in_doubt():
        return ()
    reasons = {case.code: ErasingReason.TERM_OVER for case in due(dossier)}
    return _deleted(dossier, reasons) if reasons else ()


def at_start(dossier: Dossier) -> tuple[Message, ...]:
    """What opening asks of this subject: finish what was cut short, delete what is due, and name what is due soon.

    Only for an account that works on cases, in a dossier that may be changed; others hear nothing.
    """
    if not (dossier.alters and dossier.actor.role.works_on_cases):
        return ()
    finished = [_("Casus {case} was gewist, maar dat was niet afgemaakt. Nu wel.", case=code) for code in finish_deletions(dossier)]
    deleted = [message for one in delete_due(dossier) for message in one.messages()]
    soon = [_("Casus {case} wordt gewist op {day}.", case=case.code, day=case.delete_on) for case in due(dossier, WARNED_DAYS)]
    return (*finished, *deleted, *soon)


def confirm_date(dossier: Dossier) -> Change:
    """Say that the date of this computer is right, after a long pause."""
    with dossier.writing(Action.DATE_CONFIRMED) as writing:
        trust_clock(writing.connection, dossier.clock())
    return writing.change(_("De datum is bevestigd."), undo=False)


def ask_extension(dossier: Dossier, code: str, until: date, reason: str, *, confirmed: Container[str] = ()) -> Change:
    """Ask to keep a case longer; somebody with the other role agrees. Raises InputError with everything against it (REQ-59)."""
    actor, today = dossier.actor, dossier.today()
    other = AccountRole.CHAIR if actor.role is AccountRole.DIRECTOR else AccountRole.DIRECTOR
    with dossier.writing(Action.EXTENSION_ASKED, case=code) as writing:
        extend(must(writing, CaseRecord, code), until, reason, actor.role, other, today, confirmed=confirmed)
        writing.put(ExtensionAsked(code, until, tidy(reason), actor.account, actor.role, today))
    return writing.change(_("Er is gevraagd om casus {case} langer te bewaren.", case=code), undo=True)


def agree_to_extension(dossier: Dossier, code: str) -> Change:
    """Agree to what somebody with the other role asked. Raises InputError when nothing was asked, or by this same account or role."""
    with dossier.writing(Action.RETENTION_EXTENDED, case=code) as writing:
        case, asked = must(writing, CaseRecord, code), writing.get(ExtensionAsked, code)
        if asked is None or asked.account == dossier.actor.account:
            raise InputError.at(THIS_DOSSIER, *NOTHING_TO_AGREE_TO)
        writing.put(extend(case, asked.until, asked.reason, asked.role, dossier.actor.role, dossier.today(), confirmed=(asked.reason,)))
        writing.remove(asked)
    return writing.change(_("Casus {case} blijft tot {day}.", case=code, day=asked.until), undo=False)


def _rid_everywhere(dossier: Dossier, reasons: Mapping[str, ErasingReason]) -> Cleaned:
    """The journal, the backups, and the dossiers that made way for a backup or were put aside.

    While one of these is out of reach it is kept that the cases are still in it.
    """
    with suppress(InputError):  # of a disk without room: the journal goes when the dossier is closed
        empty_journal(dossier)
    cleaned = take_out(dossier, reasons)
    with suppress(InputError):  # then what is still to clean stays written down, and is looked at again at the next opening
        _remember_cleaned(dossier, reasons, cleaned)
    return cleaned


def _remember_cleaned(dossier: Dossier, reasons: Mapping[str, ErasingReason], cleaned: Cleaned) -> None:
    with said_plainly(dossier.places.database), transaction(dossier.engine, writes=True) as connection:
        for code, reason in reasons.items():
            if cleaned.paths_missing:
                still_to_clean.remember(connection, code, reason, cleaned.paths_missing)
            else:
                still_to_clean.forget(connection, code)
