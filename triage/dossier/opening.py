"""Making a dossier and opening it: from a passphrase to a `Dossier`, with everything that is to be said of it at the door.

The order at the door: a local disk, the header, the key, the lock of the one writer, the file under that key, its form (older forms are
brought along, after a copy was put aside), a fast look whether it is whole, and then the entries: failed tries since the last time, and
this opening. Whoever comes second reads only, and is told who is in it since when.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine, insert, select

from triage import __version__
from triage.casework.instruction import Confirmation, Topic
from triage.dossier import accounts as slots
from triage.dossier import attempts, backups, check, last_saved, migrations, schema
from triage.dossier.accounts import first_header
from triage.dossier.actions import Action
from triage.dossier.bringing import bring_along
from triage.dossier.check import Finding
from triage.dossier.connection import bring_into_one_file, engine_for, opens_with, said_plainly, side_files, transaction
from triage.dossier.disk import is_read_only, refuse_network
from triage.dossier.header import Header, read_header, write_header
from triage.dossier.holdings import Settings
from triage.dossier.keys import Cost
from triage.dossier.lock import Lock, Occupant, take, why_not
from triage.dossier.operations.accounts import COUNTER, changing_header, opener, release_all, remember_counter, tell_of_failures
from triage.dossier.places import Places, settle_folder
from triage.dossier.store import Actor, Dossier, file_at
from triage.dossier.unlock import Unlocked, abandon_re_key, finish_re_key
from triage.errors import InputError
from triage.files import place_of, replacing
from triage.wording import Message, _

FILE_ID, MADE_WITH = "file_id", "made_with"
"""What the dossier itself knows, in its table `meta`."""

CLOCK_MAY_DIFFER = timedelta(hours=2)
"""So far two computers may differ before it is said."""

_NOT_TOGETHER = (
    _("Het sleutelbestand hoort niet bij dit dossier, of is ouder dan het dossier."),
    _("Zet het sleutelbestand terug dat erbij hoort. Het zit ook in elke reservekopie."),
)
_THERE_ALREADY = (
    _("Er staat al een dossier met deze naam, of een deel ervan."),
    _("Kies een andere naam. Is het een overblijfsel, zet het dan eerst ergens anders neer; gooi het niet weg."),
)
_DOES_NOT_OPEN = (
    _("Het dossier gaat niet open met de sleutel uit het sleutelbestand: het is beschadigd, of de twee horen niet bij elkaar."),
    _("Zet de laatste goede reservekopie terug met 'dossier restore'."),
)
_EMPTY = (
    _("Het dossier zelf ontbreekt of is leeg; alleen het sleutelbestand is er nog."),
    _("Zet de laatste goede reservekopie terug met 'dossier restore'."),
)
_JOURNAL_ON_FROZEN = (
    _("Een deel van dit dossier staat nog in het bestand ernaast, en deze schijf laat geen wijzigingen toe."),
    _("Zet alle bestanden van het dossier op een schijf waarop u mag schrijven en open het daar."),
)
_BEING_REKEYED = (
    _("Dit dossier wordt opnieuw versleuteld, of dat is niet afgemaakt."),
    _("Wacht tot de ander klaar is, en open het dan om in te werken: dat maakt het af."),
)
_FROZEN = (_("Op deze schijf kan niets worden geschreven. U kunt lezen; dat wordt niet vastgelegd."),)
_UNKEPT = (
    _("Wat er nog is, kon niet terzijde worden gezet. U kunt nu alleen lezen; dat wordt niet vastgelegd."),
    _("Maak ruimte vrij of herstel de map met reservekopieën, en open het dossier opnieuw."),
)


@dataclass(frozen=True)
class Here:
    """Where and when the program runs: a clock (with time zone), a secure source of chance, the computer and the process."""

    clock: Callable[[], datetime]
    random: Random
    device: str
    process: int


@dataclass(frozen=True)
class Opened:
    """An open dossier and what was met at the door: what the fast look found, and what more is to be said.

    `taken` says who has it open and since when, for whoever wanted to work in it and can only read; None otherwise.
    """

    dossier: Dossier
    findings: tuple[Finding, ...]
    notes: tuple[Message, ...]
    taken: Message | None = None


def make(places: Places, passphrase: str, cost: Cost, here: Here) -> tuple[Opened, str]:
    """A new dossier with one account, `procesregisseur-1`; and the recovery key, which is shown this one time.

    Whoever makes it confirms the instruction (REQ-28), so it is to be shown first. Raises InputError when there is something under the
    name, when the passphrase is too weak, or when the disk does not allow it.
    """
    must_be_free(places)
    header, by, recovery = first_header(passphrase, cost, here.random.randbytes)
    with replacing(places.database, private=True) as beside:
        try:
            _fill(beside, places, header, by, here)
        finally:
            for left in side_files(beside):
                left.unlink(missing_ok=True)
        write_header(places, header)
    settle_folder(places.path.parent)
    return _opened(places, lambda: (header, by), here, alters=True), recovery


def must_be_free(places: Places) -> None:
    """Raises InputError when a new dossier cannot stand here: on a shared disk, or where there is one, or a part of one."""
    refuse_network(places.path)
    if any(os.path.lexists(path) for path in (places.database, places.header)):
        raise InputError.at(place_of(places.path), *_THERE_ALREADY)


def open_dossier(places: Places, account: str | None, passphrase: str, here: Here, *, alters: bool = True) -> Opened:
    """Open a dossier with an account and its passphrase; with one account its id may be left out. `alters` false asks for reading only.

    Raises InputError for everything that can be wrong with file, header, passphrase and disk.
    """
    return _opened(places, lambda: attempts.enter(places, account, passphrase, here.clock()), here, alters=alters)


def open_with_recovery_key(places: Places, text: str, here: Here) -> Opened:
    """The same with the recovery key, which releases every account that was locked. Its use is written down; make a new one afterwards
    (`operations.accounts`).
    """
    opened = _opened(places, lambda: attempts.enter_with_recovery_key(places, text, here.clock()), here, alters=True)
    opened.dossier.note(Action.RECOVERY_KEY_USED)
    if opened.dossier.alters:
        release_all(opened.dossier)
    return opened


def _opened(places: Places, enter: Callable[[], tuple[Header, Unlocked]], here: Here, *, alters: bool) -> Opened:
    """The key first, so that a wrong passphrase holds up nobody; then the lock, and the key again if the header changed in between."""
    refuse_network(places.path)
    header, by = enter()
    frozen = is_read_only(places.path.parent)
    lock = take(places.lock) if alters and not frozen else None
    try:
        if read_header(places) != header:
            header, by = enter()
        opened = continue_opening(places, header, by, here, lock, frozen=frozen)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    wanted_more = alters and lock is None and not frozen
    return replace(opened, taken=why_not(places.lock, places.occupied)) if wanted_more else opened


def continue_opening(places: Places, header: Header, by: Unlocked, here: Here, lock: Lock | None, *, frozen: bool = False) -> Opened:
    """From a key and, for who may write, the lock to an open dossier, which lets go of the lock when it is closed."""
    with ExitStack() as undone, said_plainly(places.database):
        engine, key = _engine(places, by, frozen=frozen)
        undone.callback(engine.dispose)
        header, by = _settled(places, header, by, key, may_write=lock is not None)
        dossier = over(engine, places, header, by, here)
        undone.callback(dossier.close)
        dossier.alters, dossier.logs, dossier.last_saved = lock is not None, not frozen, places.last_saved
        dossier.file = file_at(places.database)
        opened = _at_the_door(dossier, header)
        if lock is not None and dossier.alters:
            lock.announce(places.occupied, Occupant(here.device, by.account, here.clock(), here.process))
            dossier.when_closed(lock.release)
        elif lock is not None:
            lock.release()
        undone.pop_all()
        return opened


def _fill(path: Path, places: Places, header: Header, by: Unlocked, here: Here) -> None:
    """The tables and first entries of a new dossier, in a file that has another name until it is whole."""
    dossier = over(engine_for(path, by.key()), places, header, by, here)
    with closing(dossier), said_plainly(path):
        with transaction(dossier.engine, writes=True) as connection:
            migrations.migrate(connection)
            known = {FILE_ID: dossier.file_id, MADE_WITH: __version__}
            connection.execute(insert(schema.META), [{"name": name, "value": value} for name, value in known.items()])
            remember_counter(connection, header.counter)
        with dossier.writing(Action.DOSSIER_MADE) as writing:
            writing.put(Settings())
        with dossier.writing(Action.INSTRUCTION_CONFIRMED) as writing:
            writing.put(Confirmation(by.account, dossier.today(), tuple(Topic)))
        dossier.note(Action.RECOVERY_KEY_MADE)
        bring_into_one_file(dossier.engine)


def over(engine: Engine, places: Places, header: Header, by: Unlocked, here: Here) -> Dossier:
    """What the file behind `engine` holds, for whoever has its key. Nothing was looked at or written down yet."""
    actor = Actor(by.account, by.role, here.device)
    return Dossier(engine, places, actor, header.file_id.hex(), by.key(), here.clock, here.random)


def _engine(places: Places, by: Unlocked, *, frozen: bool) -> tuple[Engine, bytes]:
    """An engine with the key that opens the file: while a re-key is not finished that may be the old or the new one."""
    if not _has_content(places):
        raise InputError.at(place_of(places.path), *_EMPTY)
    if frozen and _has_journal(places):
        raise InputError.at(place_of(places.path), *_JOURNAL_ON_FROZEN)
    by.key()
    for key in by.candidates():
        engine = engine_for(places.database, key, mode="ro" if frozen else "rw", immutable=frozen)
        if opens_with(engine):
            return engine, key
        engine.dispose()
    raise InputError.at(place_of(places.path), *_DOES_NOT_OPEN)


def _has_content(places: Places) -> bool:
    """Whether there is a file that is not empty: an empty one SQLite would take for a new one, and take its journal away."""
    with suppress(FileNotFoundError):
        return places.database.stat().st_size > 0
    return False


def _has_journal(places: Places) -> bool:
    """Whether changes stand beside the file that are not in it yet."""
    with suppress(FileNotFoundError):
        return places.database.with_name(f"{places.database.name}-wal").stat().st_size > 0
    return False


def _settled(places: Places, header: Header, by: Unlocked, key: bytes, *, may_write: bool) -> tuple[Header, Unlocked]:
    """A re-key that was cut short is finished, when the file is under the new key, or given up when it is not."""
    if header.next is None:
        return header, by
    if not may_write:
        raise InputError.at(place_of(places.path), *_BEING_REKEYED)
    header, by = (finish_re_key if key == by.next_key else abandon_re_key)(header, by)
    write_header(places, header)
    return header, by


def _at_the_door(dossier: Dossier, header: Header) -> Opened:
    """The form of the file, whether both files belong together, a fast look, and the entries of this opening."""
    frozen = not dossier.logs
    losses, unkept = _losses(dossier)
    bring_along(dossier, backups.put_aside)
    with dossier.reading() as records:
        known = {row.name: row.value for row in records.connection.execute(select(schema.META))}
    seen = int(known[COUNTER])
    if known[FILE_ID] != dossier.file_id or seen > header.counter:
        raise InputError.at(place_of(dossier.places.header), *_NOT_TOGETHER)
    findings = (*losses, *check.at_opening(dossier))
    if seen < header.counter and dossier.alters:
        _catch_up(dossier, header)
    notes = (*(_FROZEN if frozen else unkept), *_notes(dossier, header))
    _end_the_row(dossier, header)
    dossier.note(Action.OPENED)
    return Opened(dossier, findings, notes)


def _losses(dossier: Dossier) -> tuple[tuple[Finding, ...], tuple[Message, ...]]:
    """Whether what was reported as saved is there. When not, the files are put aside as they are, and it is written down once.

    Where they cannot be put aside nothing is written, not even in the list, so that what is left of them stays; that is said.
    """
    found = check.lost(dossier)
    if not found or not dossier.logs:
        return found, ()
    try:
        backups.put_aside_raw(dossier)
    except InputError as error:
        _only_read(dossier)
        return found, (*(defect.problem for defect in error.defects), *_UNKEPT)
    dossier.note(Action.LOSS_FOUND)
    last_saved.forget(dossier.places.last_saved)
    return found, ()


def _only_read(dossier: Dossier) -> None:
    """From now on the files stay as they are. An engine that may write would take the journal into the file when it closes, unless another
    has it open.
    """
    engine = engine_for(dossier.places.database, dossier.data_key, mode="ro")
    opens_with(engine)
    dossier.engine.dispose()
    dossier.engine, dossier.alters, dossier.logs = engine, False, False


def _catch_up(dossier: Dossier, header: Header) -> None:
    """The header is ahead: a change of it was cut short before the dossier knew."""
    with dossier.writing(Action.HEADER_CAUGHT_UP) as writing:
        remember_counter(writing.connection, header.counter)


def _end_the_row(dossier: Dossier, header: Header) -> None:
    """Failed tries since the last opening become entries, accounts that failed too often are locked, and the row of this account ends."""
    failed = tell_of_failures(dossier)
    if not dossier.logs:
        return
    too_often = [account for account in attempts.locked_accounts(failed) if account != dossier.actor.account]
    if dossier.alters:
        _lock(dossier, header, too_often)
    attempts.clear(dossier.places, dossier.actor.account)


def _lock(dossier: Dossier, header: Header, too_often: list[str]) -> None:
    locked = slots.lock_accounts(header, opener(dossier), too_often)
    if locked is not header:
        with changing_header(dossier, locked, Action.ACCOUNT_LOCKED, about=",".join(too_often)):
            pass


def _notes(dossier: Dossier, header: Header) -> Iterator[Message]:
    """What more is to be said at the door."""
    for slot in header.proposed:
        yield _("Er is een account voorgesteld: {account}, met controlecode {code}.", account=slot.id, code=slots.check_code(slot))
    if dossier.date_in_doubt():
        yield _("In dit dossier is lang niet gewerkt, of de klok van deze computer loopt voor.")
        yield _("Er wordt niets gewist voordat u zegt dat de datum klopt.")
    if dossier.now() > dossier.clock() + CLOCK_MAY_DIFFER:
        yield _("De klok van deze computer staat achter: de laatste handeling in dit dossier is van later. Controleer de datum.")
