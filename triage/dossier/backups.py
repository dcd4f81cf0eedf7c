"""Backups: made of a dossier that is whole, opened to see that they are good, and thinned; and copies that are put aside.

A backup is one encrypted file (`container.py`) that needs the same keys as the dossier of that moment. Never one is made of a damaged
dossier, for thinning would then let the good ones go.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import sqlcipher3.dbapi2
from sqlalchemy.exc import DBAPIError

from triage import __version__
from triage.dossier import check, container, thinning
from triage.dossier.actions import Action
from triage.dossier.backup_names import backups_in, free_place, made_at, stem_of
from triage.dossier.connection import engine_for, opens_with, said_plainly
from triage.dossier.container import About
from triage.dossier.copying import copy_apart
from triage.dossier.disk import refuse_full
from triage.dossier.header import header_bytes, header_from, read_header
from triage.dossier.holdings import BackupMade, Settings
from triage.dossier.kinds import THE_ONE
from triage.dossier.migrations import revision_of
from triage.dossier.places import ENDING as DOSSIER_ENDING
from triage.dossier.places import Places
from triage.dossier.snapshot import copy_database
from triage.dossier.store import Change, Dossier, Writing
from triage.errors import InputError
from triage.files import cannot_write, place_of, scratch, scratch_folder
from triage.weighing.receipt import fingerprint
from triage.wording import Message, _

ASIDE = "-terzijde"
"""What the name of a copy has that was put aside before a repair or a new form: it is no backup that is kept, or put back by itself."""

MOST_ASIDE = 5

RAW_FILES = ("", "-wal", "-journal", "-sleutels", "-stand")
"""The endings of a dossier that is copied as it is; what processes share of it (`-shm`) is made anew from these."""

NOT_AT_HAND = (DBAPIError, sqlcipher3.dbapi2.Error, OSError)
"""What goes wrong in a copy that is too damaged, or on a disk that is too full, to take a case out of it."""

Told = Callable[[float], None]

_NOT_WHOLE = (
    _("Van dit dossier is geen reservekopie gemaakt, want het is niet heel. De reservekopieën van eerder zijn er nog."),
    _("Laat het nakijken met 'dossier check' en herstel wat te herstellen is."),
)
_NOT_GOOD = (
    _("De reservekopie is gemaakt, maar ging bij de controle niet goed open. Die is weer weggehaald."),
    _("Kies een andere map of schijf en probeer het opnieuw."),
)
_RE_KEY_UNFINISHED = (
    _("Het opnieuw versleutelen van dit dossier is niet afgemaakt. Er is geen reservekopie gemaakt: zij zou niet meer opengaan."),
    _("Sluit het dossier en open het opnieuw: dat maakt het af. Maak daarna de reservekopie."),
)


def folder_of(dossier: Dossier) -> Path:
    """Where backups go: the folder that was chosen, or the one beside the dossier."""
    with dossier.reading() as records:
        chosen = records.get(Settings, THE_ONE)
    return Path(chosen.backup_folder) if chosen and chosen.backup_folder else dossier.places.backups


def back_up(dossier: Dossier, folder: Path | None = None, told: Told = lambda _share: None) -> tuple[Change, Path]:
    """Make a backup, open it to see that it is good, and let old ones go. Raises InputError when the dossier is not whole, or no room.

    On a medium that cannot be written it is not written down, and can only be made elsewhere.
    """
    (dossier.must_may if dossier.logs else dossier.must_have_role)(Action.BACKED_UP)
    if check.run(dossier, lambda share: told(share / 3), check.OF_THE_FILE):
        raise InputError.at(place_of(dossier.places.path), *_NOT_WHOLE)
    where = real(_made(folder or folder_of(dossier)))
    target = free_place(where, dossier.places.name, dossier.clock())
    start, _code = check.head(dossier)
    _pack(dossier, target)
    told(2 / 3)
    if _is_bad(target, dossier, start):
        _try_to_take_away(target)
        raise InputError.at(place_of(target), *_NOT_GOOD)
    said = _("Reservekopie gemaakt en gecontroleerd: {file}.", file=target.name)
    change = _listed_and_thinned(dossier, target, said) if dossier.logs else Change(frozenset(), said, 0, undo=False)
    told(1.0)
    return change, target


def _listed_and_thinned(dossier: Dossier, target: Path, said: Message) -> Change:
    """Write down that a backup was made, and let old ones go. One that cannot be written down goes: a deletion would not find it."""
    where = target.parent
    try:
        gone = _to_let_go(where, dossier)
        names = {path.name for path in gone}
        with dossier.writing(Action.BACKED_UP, about=target.name) as writing:
            write_down(writing, BackupMade(target.name, str(where), target.name, dossier.clock(), key_id(dossier.data_key)))
            for made in writing.every(BackupMade):
                if made.name in names and real(Path(made.folder)) == where:
                    writing.remove(made)
    except InputError:
        _try_to_take_away(target)
        raise
    for path in gone:
        _try_to_take_away(path)
    return writing.change(said, undo=False)


def write_down(writing: Writing, made: BackupMade) -> None:
    """Keep where a backup is. One of the same name in another folder keeps its own line."""
    namesake = writing.get(BackupMade, made.id)
    if namesake is not None and namesake.folder != made.folder:
        made = replace(made, id=f"{made.folder}/{made.name}")
    writing.put(made)


def _try_to_take_away(path: Path) -> None:
    """Away with a file, as far as the system lets us: what stays in the folder is looked at again with the next backup."""
    with suppress(OSError):
        path.unlink()


def put_aside(dossier: Dossier) -> Path:
    """A copy of the dossier as it is, whole or not, before something is changed in it; the last few are kept."""
    where = _made(dossier.places.backups)
    stem = f"{dossier.places.name}{ASIDE}"
    target = free_place(where, stem, dossier.clock())
    try:
        _pack(dossier, target)
    except InputError:
        return put_aside_raw(dossier)
    _thin_aside(dossier.places)
    return target


def put_aside_raw(dossier: Dossier) -> Path:
    """The files as they are, page for page, of a dossier that is too damaged to be copied as a whole; the last few are kept."""
    where = _made(dossier.places.backups)
    raw = free_place(where, f"{dossier.places.name}{ASIDE}", dossier.clock(), DOSSIER_ENDING)
    copy_as_it_is(dossier.places.path, raw)
    _thin_aside(dossier.places)
    return raw


def copy_as_it_is(dossier: Path, raw: Path) -> None:
    """The files of a dossier, whole or not, under another name. Raises InputError when that cannot be; then nothing is left of it."""
    try:
        for ending in RAW_FILES:
            source = Path(f"{dossier}{ending}")
            if source.exists():
                with suppress(FileNotFoundError):
                    copy_apart(source, Path(f"{raw}{ending}"))
    except OSError as error:
        with suppress(OSError):
            take_away(raw)
        raise cannot_write(raw, error) from None


def raw_aside(places: Places) -> tuple[Path, ...]:
    """The dossiers that were put aside as they are, oldest first."""
    there = places.backups.glob(f"{glob.escape(places.name)}{ASIDE}-*{DOSSIER_ENDING}")
    return tuple(sorted(path for path in there if stem_of(path, DOSSIER_ENDING) == f"{places.name}{ASIDE}"))


def _thin_aside(places: Places) -> None:
    """Of the copies put aside, packed or as they are, the last few stay."""
    packed = backups_in(places.backups, f"{places.name}{ASIDE}")
    for old in sorted((*packed, *raw_aside(places)), key=lambda path: path.stem)[:-MOST_ASIDE]:
        with suppress(OSError):
            take_away(old)


def take_away(raw: Path) -> None:
    """Take a dossier that was put aside as it is away, with what stands beside it."""
    for ending in (*RAW_FILES, "-shm"):
        Path(f"{raw}{ending}").unlink(missing_ok=True)


def key_id(key: bytes) -> str:
    """What a data key is called: the first signs of its SHA-256."""
    return fingerprint(key)[:16]


def opens(database: Path, key: bytes) -> bool:
    """Whether a key opens a database that nobody has open."""
    engine = engine_for(database, key, mode="ro", immutable=True)
    try:
        return opens_with(engine)
    finally:
        engine.dispose()


def inside(database: Path, key: bytes, dossier: Dossier) -> Dossier:
    """A database of the same dossier at another place, opened by the same account; it has no header of its own there."""
    return replace(dossier, engine=engine_for(database, key), data_key=key, last_saved=None, _closing=[])


def _pack(dossier: Dossier, target: Path) -> None:
    """A copy of the dossier as it is at this moment, as one file. Raises InputError for one that would not open elsewhere."""
    header = read_header(dossier.places)
    if header.next is not None:
        raise InputError.at(place_of(dossier.places.path), *_RE_KEY_UNFINISHED)
    with dossier.reading() as records:
        about = About(dossier.clock(), __version__, revision_of(records.connection))
    refuse_full(target.parent, 2 * dossier.places.database.stat().st_size)
    with said_plainly(dossier.places.database), scratch(target.parent, ".dossier") as copy:
        with dossier.engine.connect() as connection:
            connection.rollback()
            copy_database(connection.connection.driver_connection, dossier.data_key, copy)
        container.pack(target, header=header_bytes(header), database=copy, about=about)


def _is_bad(backup: Path, dossier: Dossier, start: int) -> bool:
    """Open a backup as a restore would, and look whether it is whole and ends where the dossier ended since it had `start` entries.

    Others who read may have noted something meanwhile.
    """
    with scratch_folder(backup.parent) as folder:
        try:
            unpacked = container.unpack(backup, folder)
            with closing(inside(unpacked.database, dossier.data_key, dossier)) as copy:
                number, code = check.head(copy)
                damaged = bool(check.run(copy, checks=check.OF_THE_FILE))
                return damaged or number < start or bool(check.head_missing(dossier, f"{number} {code}"))
        except InputError:
            return True


def _to_let_go(folder: Path, dossier: Dossier) -> tuple[Path, ...]:
    """The old backups of this dossier that need not stay; another of the same name may have its own in that folder."""
    ours = [path for path in backups_in(folder, dossier.places.name) if file_id_in(path) == dossier.file_id]
    made = {moment: path for path in ours if (moment := made_at(path)) is not None}
    return tuple(made[moment] for moment in thinning.to_remove(made.keys(), dossier.clock()))


def file_id_in(backup: Path) -> str | None:
    """Of which dossier a backup is, by the header in it; None when that cannot be read."""
    with suppress(InputError):
        return header_from(container.header_in(backup), place_of(backup)).file_id.hex()
    return None


def real(folder: Path) -> Path:
    """A folder under its one name, by whatever link or from whatever folder it was reached."""
    return Path(os.path.realpath(folder))


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None
    return folder
