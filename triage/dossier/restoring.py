"""Putting a backup back: in the place of a dossier that is damaged or gone, without losing what stood there or what was deleted since.

The backup is taken apart beside the dossier, opened with an account or the recovery key of that moment, looked at as a whole, and rid of
every case that was deleted later (the list of those stands in the header). Only then the old files get another name and it takes their
place. Header and dossier are two files; where the present header still opens the data of the backup it stays, for its accounts are newer.
What the dossier that makes way knows and the backup does not, goes along (`making_way.py`).
"""

from __future__ import annotations

import glob
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from triage.dossier import attempts, check, container, making_way, still_to_clean
from triage.dossier.actions import Action
from triage.dossier.backup_names import backups_in, free_place, made_at, stem_of
from triage.dossier.backups import file_id_in, key_id, opens, real, take_away, write_down
from triage.dossier.bringing import bring_along
from triage.dossier.check import Mend
from triage.dossier.connection import DAMAGED, bring_into_one_file, engine_for, said_plainly, transaction
from triage.dossier.container import Unpacked
from triage.dossier.disk import refuse_network
from triage.dossier.erasing import ErasingReason, erase_again, holds
from triage.dossier.header import CHANGED, MOST_DELETED, RECOVERY, Header, header_from, is_signed, read_header, signed, write_header
from triage.dossier.holdings import BackupMade, RetiredKey
from triage.dossier.kept_out import others_kept_out
from triage.dossier.lock import take, why_not
from triage.dossier.making_way import Known
from triage.dossier.opening import Here, Opened, continue_opening, over
from triage.dossier.operations.accounts import remember_counter
from triage.dossier.places import ENDING, Places, settle_folder
from triage.dossier.store import Writing
from triage.dossier.unlock import RefusedError, Unlocked, locked_out
from triage.errors import InputError
from triage.files import cannot_write, place_of, replacing, scratch_folder
from triage.wording import Message, _

REPLACED = "-vervangen-"
"""What stands in the names of files that made way for a backup."""

_BESIDE = ("-wal", "-journal", "-sleutels", "-stand")
"""The endings of what is kept of a dossier besides its file."""

Unlock = Callable[[Header], Unlocked]

_NONE_THERE = (_("Er is geen reservekopie gevonden naast dit dossier."), _("Noem de reservekopie met --from."))
_NONE_GOOD = (_("Geen van de reservekopieën is goed."), _("Zoek een reservekopie op een andere plek en noem die met --from."))
_OF_ANOTHER = (
    _("Deze reservekopie is van een ander dossier."),
    _("Zet de kopie terug onder een andere naam, of kies een reservekopie van dit dossier."),
)
_OF_THEN = (
    _("Deze reservekopie is van voor het opnieuw versleutelen, en gaat met uw wachtzin of herstelsleutel van nu niet open."),
    _("Zet de kopie terug onder een andere naam, met de wachtzin van toen: 'dossier restore ANDERE.dossier --from KOPIE'."),
)
_NOT_GOOD = (_("Deze reservekopie is niet heel en is niet teruggezet."), _("Kies een andere reservekopie."))
_THE_BACKUP = _("de reservekopie")
_IN_USE = _("Sluit het dossier daar en probeer het opnieuw.")


@dataclass(frozen=True)
class Restored:
    """A backup that was put back: the dossier, open; from which file; the cases that were taken out because they were deleted later; and
    newer backups that were not whole, or of another dossier.
    """

    opened: Opened
    backup: Path
    erased: tuple[str, ...]
    passed_over: tuple[Path, ...] = ()


def latest(places: Places) -> Path:
    """The newest backup beside a dossier that is complete and of this dossier. Raises InputError when there is none."""
    for path in _there(places):
        if _is_complete(path, places):
            return path
    raise InputError.at(place_of(places.path), *_NONE_GOOD)


def restore_latest(places: Places, unlock: Unlock, here: Here) -> Restored:
    """Put the newest good backup of this dossier back. Raises InputError as `restore` does, and when none is good."""
    there = _there(places)
    for number, path in enumerate(there):
        if _is_complete(path, places):
            try:
                return replace(restore(places, path, unlock, here), passed_over=there[:number])
            except InputError as error:
                if all(defect.problem not in (_NOT_GOOD[0], DAMAGED[0]) for defect in error.defects):
                    raise
    raise InputError.at(place_of(places.path), *_NONE_GOOD)


def _there(places: Places) -> tuple[Path, ...]:
    there = backups_in(places.backups, places.name)
    if not there:
        raise InputError.at(place_of(places.path), *_NONE_THERE)
    return there


def _is_complete(backup: Path, places: Places) -> bool:
    """Whether all of it is there, and it is of this dossier, as far as the header of that can be read."""
    present = _present(places)
    if present is not None and file_id_in(backup) != present.file_id.hex():
        return False
    with suppress(InputError):
        container.check(backup)
        return True
    return False


def restore(places: Places, backup: Path, unlock: Unlock, here: Here) -> Restored:
    """Put a backup back. Raises InputError when it is not good, does not open, or somebody has the dossier open; then nothing changed."""
    refuse_network(places.path)
    lock = take(places.lock)
    if lock is None:
        raise InputError.at(place_of(places.path), why_not(places.lock, places.occupied), _IN_USE)
    try:
        with scratch_folder(places.path.parent) as folder:
            unpacked = container.unpack(backup, folder)
            aside = making_way.copied(places, folder)
            door = _entered(places, unpacked, aside, place_of(backup), unlock, here)
            header, erased = _made_ready(unpacked, aside, door, places, backup, here)
            _put_in_place(places, unpacked.database, header, here)
        opened = continue_opening(places, header, door.by, here, lock)
    except BaseException:
        lock.release()
        raise
    if door.by.account == RECOVERY:
        opened.dossier.note(Action.RECOVERY_KEY_USED)
    return Restored(opened, backup, erased)


@dataclass(frozen=True)
class _Door:
    """Who puts the backup back, the header that stays, the key the backup was made under, and all keys that are known."""

    header: Header
    by: Unlocked
    key_of_backup: bytes
    keys: tuple[bytes, ...]


def _entered(places: Places, unpacked: Unpacked, aside: Path | None, place: str | Message, unlock: Unlock, here: Here) -> _Door:
    """Through the door of the dossier as it is now: who was removed or locked since the backup does not come in by it.

    The present header stays where its data key is that of the backup, for its accounts are newer; and where the dossier that makes way
    knows the key of the backup from before a re-key. But an older key file that somebody put back is not the present one: of two that the
    same key signed the one with the higher counter stays. Without a present header that is whole, and under another key, the backup has
    a door of its own.
    """
    of_backup, present = header_from(unpacked.header, place), _present(places)
    if present is None:
        by = _through(places, of_backup, unlock, here)
        return _Door(of_backup, by, by.key(), (by.key(),))
    if present.file_id != of_backup.file_id:
        raise InputError.at(place, *_OF_ANOTHER)
    newer = _through(places, of_backup, unlock, here) if of_backup.counter > present.counter else None
    if newer is not None and is_signed(present, (newer.key(),)):
        return _Door(of_backup, newer, newer.key(), (newer.key(),))
    now = _through_present(places, present, unlock, here)
    if now is not None:
        if opens(unpacked.database, now.key()):
            return _Door(present, now, now.key(), (now.key(),))
        known = making_way.known_in(aside, now.candidates())
        old = next((key for key in known.keys_before if opens(unpacked.database, key)), None)
        if old is not None and present.next is None:
            making_way.put_under(unpacked.database, old, now.key())
            return _Door(present, now, old, (now.key(), old))
    by = newer or _through_of_then(places, of_backup, unlock, here, now)
    return _Door(of_backup, by, by.key(), tuple(one.key() for one in (by, now) if one is not None))


def _through_of_then(places: Places, of_backup: Header, unlock: Unlock, here: Here, now: Unlocked | None) -> Unlocked:
    """Who is in by the present header did not guess: he is told what the backup asks for."""
    if now is None:
        return _through(places, of_backup, unlock, here)
    try:
        return unlock(of_backup)
    except RefusedError:
        raise InputError.at(_THE_BACKUP, *_OF_THEN) from None


def _present(places: Places) -> Header | None:
    with suppress(InputError):
        return read_header(places)
    return None


def _through_present(places: Places, present: Header, unlock: Unlock, here: Here) -> Unlocked | None:
    """None for a header that somebody changed: that is no door, and a reason to put a backup back."""
    try:
        return _through(places, present, unlock, here)
    except InputError as error:
        if all(defect.problem != CHANGED[0] for defect in error.defects):
            raise
    return None


def _through(places: Places, header: Header, unlock: Unlock, here: Here) -> Unlocked:
    """A failure is noted, and an account that failed too often is refused also when it is right now, as when opening."""
    locked = attempts.locked_accounts(attempts.failures(places))
    try:
        by = unlock(header)
    except RefusedError as refused:
        attempts.note_failure(places, refused.account, here.clock())
        if refused.account in locked:
            raise locked_out() from None
        raise
    if by.account in locked:
        attempts.note_failure(places, by.account, here.clock())
        raise locked_out()
    return by


def _made_ready(
    unpacked: Unpacked, aside: Path | None, door: _Door, places: Places, backup: Path, here: Here
) -> tuple[Header, tuple[str, ...]]:
    """Look whether the data is whole, take out what was deleted since, and take over what the dossier that makes way knows: the header for
    it, and the codes of those cases.
    """
    by, of_backup = door.by, header_from(unpacked.header, place_of(backup))
    dossier = over(engine_for(unpacked.database, by.key()), places, of_backup, by, here)
    with closing(dossier), said_plainly(places.database):
        dossier.must_may(Action.RESTORED)
        bring_along(dossier)
        if any(finding.mend is Mend.RESTORE for finding in check.run(dossier)):
            raise InputError.at(place_of(backup), *_NOT_GOOD)
        with dossier.reading() as records:
            keys = (*door.keys, *(bytes.fromhex(kept.key) for kept in records.every(RetiredKey)))
        known = making_way.known_in(aside, keys)
        headers = _signed_headers(places, of_backup, (*keys, *known.keys_before))
        deleted = tuple(dict.fromkeys([*(code for one in headers for code in one.deleted), *known.deleted]))
        highest = max(one.counter for one in (door.header, *headers))
        header = signed(replace(door.header, deleted=deleted[-MOST_DELETED:], counter=highest), by.key())
        codes = tuple(code for code in deleted if holds(dossier, code))
        for code in codes:
            erase_again(dossier, code)
        made = unpacked.about.made
        with dossier.writing(Action.RESTORED, about=backup.name if made_at(backup) else str(made)) as writing:
            _take_over(writing, known, door)
            write_down(writing, BackupMade(backup.name, str(real(backup.parent)), backup.name, made, key_id(door.key_of_backup)))
        with transaction(dossier.engine, writes=True) as connection:
            remember_counter(connection, header.counter)
            for code in codes:
                still_to_clean.remember(connection, code, ErasingReason.DELETED_BEFORE, ())
        bring_into_one_file(dossier.engine)
    return header, codes


def _take_over(writing: Writing, known: Known, door: _Door) -> None:
    """Where later backups are, and the keys of them and of what makes way: a deletion must reach these too."""
    for made in known.backups:
        write_down(writing, made)
    for key in dict.fromkeys((*known.keys_before, *door.keys)):
        if key != door.by.key():
            writing.put(RetiredKey(key_id(key), key.hex()))


def _put_in_place(places: Places, database: Path, header: Header, here: Here) -> None:
    """What stands there gets another name, then the data and the header of the backup take its place.

    The journal is copied and kept on the disk before the dossier itself is renamed, and goes only after that: a break leaves the dossier
    with its journal, or no dossier under its name and the whole of it under the other. Whoever only reads has no lock of his own and would
    go on in the file under its other name, with the journal of the new one: so nobody may have it open.
    """
    aside = free_place(places.path.parent, f"{places.name}{REPLACED.rstrip('-')}", here.clock(), ENDING)
    with replacing(places.database, private=True) as beside, others_kept_out(places.database):
        _copy(database, beside)
        try:
            for ending in _BESIDE if places.database.exists() else ("-sleutels",):
                _keep_aside(Path(f"{places.path}{ending}"), Path(f"{aside}{ending}"))
            settle_folder(places.path.parent)
            write_header(places, header)
        except BaseException:
            take_away(aside)
            raise
        _rename(places.database, aside)
        settle_folder(places.path.parent)
        for ending in ("-wal", "-shm", "-journal", "-stand"):
            Path(f"{places.path}{ending}").unlink(missing_ok=True)
    settle_folder(places.path.parent)


def _keep_aside(source: Path, target: Path) -> None:
    """A copy that is on the disk when this ends; nothing where there is no source."""
    if source.exists():
        with replacing(target, private=True) as beside:
            _copy(source, beside)


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise cannot_write(target, error) from None


def _rename(source: Path, target: Path) -> None:
    try:
        if source.exists():
            source.rename(target)
    except OSError as error:
        raise cannot_write(target, error) from None


def replaced(places: Places) -> tuple[Path, ...]:
    """The dossiers that made way for a backup, oldest first."""
    there = places.path.parent.glob(f"{glob.escape(places.name)}{REPLACED}*{ENDING}")
    return tuple(sorted(path for path in there if stem_of(path, ENDING) == f"{places.name}{REPLACED.rstrip('-')}"))


def _signed_headers(places: Places, of_backup: Header, keys: Collection[bytes]) -> list[Header]:
    """The header of the backup, the present one, and those in the other backups of the same dossier, the oldest first.

    Only a header is believed that was signed with one of these keys: somebody else could have cases taken away by naming them.
    """
    headers = [one for one in (of_backup, *_headers_beside(places, of_backup.file_id)) if is_signed(one, keys)]
    return sorted(headers, key=lambda header: header.counter)


def _headers_beside(places: Places, file_id: bytes) -> Iterator[Header]:
    present = _present(places)
    if present is not None and present.file_id == file_id:
        yield present
    for path in backups_in(places.backups, places.name):
        with suppress(InputError):
            other = header_from(container.header_in(path), place_of(path))
            if other.file_id == file_id:
                yield other
