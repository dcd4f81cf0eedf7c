"""Taking deleted cases out of everything that stands beside a dossier: backups, copies put aside, dossiers that made way, leftovers.

Looked at is every folder in which a backup may be, those of the dossier under an earlier name too. What is in them tells by its header, or
by a key that opens it, whether it is of this dossier; another is never touched. What cannot be done now (busy, no rights, a key that is not
known) is told and stays written down (`still_to_clean.py`); only what is damaged for good goes as a whole, and that is told too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from pathlib import Path

from triage.dossier import connection, container, schema
from triage.dossier.backup_names import ENDING, stem_of
from triage.dossier.backups import ASIDE, NOT_AT_HAND, file_id_in, inside, key_id, opens, real, take_away
from triage.dossier.bringing import bring_along
from triage.dossier.connection import bring_into_one_file, code_of, said_plainly
from triage.dossier.erasing import ErasingReason, erase, holds
from triage.dossier.header import Header, header_at, is_signed
from triage.dossier.holdings import BackupMade, RetiredKey, Settings
from triage.dossier.kinds import THE_ONE
from triage.dossier.places import ENDING as DOSSIER_ENDING
from triage.dossier.restoring import REPLACED
from triage.dossier.store import Dossier
from triage.errors import InputError
from triage.files import Fault, clear_leftovers, scratch_folder

_MADE_WAY = REPLACED.rstrip("-")
_DAMAGE = (connection.CORRUPT, connection.NOT_A_DATABASE)


@dataclass(frozen=True)
class Cleaned:
    """What was rid of a deleted case, what was out of reach (a backup is rid of it when it is put back), and what went as a whole, for it
    was damaged.
    """

    paths: tuple[Path, ...]
    paths_missing: tuple[Path, ...]
    paths_removed: tuple[Path, ...] = ()

    @property
    def cleaned(self) -> tuple[str, ...]:
        """The names of the backups that were cleaned."""
        return tuple(path.name for path in self.paths if path.suffix == ENDING)

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the backups that were not at hand."""
        return tuple(path.name for path in self.paths_missing if path.suffix == ENDING)

    @property
    def still_there(self) -> tuple[str, ...]:
        """The names of the copies of the dossier itself from which nothing could be taken."""
        return tuple(path.name for path in self.paths_missing if path.suffix != ENDING)

    @property
    def removed(self) -> tuple[str, ...]:
        """The names of what was damaged and went as a whole."""
        return tuple(path.name for path in self.paths_removed)


class _Became(Enum):
    """What became of one file."""

    RID = "rid"
    LEFT = "left"
    REMOVED = "removed"
    OF_ANOTHER = "of another"


@dataclass(frozen=True)
class _Cleaner:
    """What it takes to clean a file: the dossier, its keys of now and before, and which cases go."""

    dossier: Dossier
    keys: Sequence[bytes]
    reasons: Mapping[str, ErasingReason]

    def backup(self, path: Path, *, listed: bool) -> _Became:
        """Rid one backup; it is unpacked once. `listed` is true of one that must be ours, whatever is in it."""
        of = file_id_in(path)
        if of != self.dossier.file_id and (of is not None or not listed):
            return _Became.OF_ANOTHER
        try:
            with scratch_folder(path.parent) as folder:
                return self._unpacked(path, container.unpack(path, folder))
        except InputError as error:
            return _removed(path) if _says(error, container.DAMAGED) else _Became.LEFT
        except NOT_AT_HAND:
            return _Became.LEFT

    def _unpacked(self, path: Path, unpacked: container.Unpacked) -> _Became:
        key = self._key_of(unpacked.database)
        if key is None:
            return _Became.LEFT
        with closing(inside(unpacked.database, key, self.dossier)) as copy:
            if not self._rid(copy):
                return _Became.RID
            with said_plainly(unpacked.database):
                bring_into_one_file(copy.engine)
        about = replace(unpacked.about, schema_version=schema.REVISION)
        container.pack(path, header=unpacked.header, database=unpacked.database, about=about)
        return _Became.RID

    def copy(self, path: Path, *, listed: bool) -> _Became:
        """Rid a copy of the dossier itself that was put aside or made way; `listed` as above.

        Damaged for good is one that the key with which its own header was signed does not open.
        """
        header = _header_of(path)
        if header is not None and header.file_id.hex() != self.dossier.file_id:
            return _Became.OF_ANOTHER
        try:
            key = self._key_of(path)
            if key is not None:
                with closing(inside(path, key, self.dossier)) as copy:
                    self._rid(copy)
                return _Became.RID
        except InputError as error:
            return _removed(path) if _says(error, connection.DAMAGED) else _Became.LEFT
        except NOT_AT_HAND as error:
            return _removed(path) if code_of(error) in _DAMAGE else _Became.LEFT
        if header is None:
            return _Became.LEFT if listed else _Became.OF_ANOTHER
        return _removed(path) if header.next is None and is_signed(header, self.keys) else _Became.LEFT

    def is_left_by_us(self, path: Path, *, listed: bool) -> bool:
        """Whether a half-written copy, or a folder with one, is of this dossier. Nobody else makes one while we have the dossier."""
        database = path / container.DATABASE if path.is_dir() else path
        with suppress(*NOT_AT_HAND):
            return listed or (database.is_file() and self._key_of(database) is not None)
        return False

    def _key_of(self, database: Path) -> bytes | None:
        if database.stat().st_size == 0:  # any key opens that
            return None
        return next((key for key in self.keys if opens(database, key)), None)

    def _rid(self, copy: Dossier) -> bool:
        """Take the cases out of an open copy; whether one was in it."""
        bring_along(copy)
        held = [code for code in self.reasons if holds(copy, code)]
        for code in held:
            erase(copy, code, self.reasons[code])
        return bool(held)


def take_out(dossier: Dossier, reasons: Mapping[str, ErasingReason]) -> Cleaned:
    """Take deleted cases, by their codes, out of every backup and copy that is at hand."""
    with dossier.reading() as records:
        known = {real(Path(made.folder)) / made.name for made in records.every(BackupMade)}
        chosen = records.get(Settings, THE_ONE)
        retired = {kept.id: bytes.fromhex(kept.key) for kept in records.every(RetiredKey)}
    cleaner = _Cleaner(dossier, tuple({key_id(dossier.data_key): dossier.data_key, **retired}.values()), reasons)
    became = {path: cleaner.copy(path, listed=_stem(path) == dossier.places.name) for path in _that_made_way(dossier.places.path)}
    more = {Path(chosen.backup_folder)} if chosen and chosen.backup_folder else set()
    for folder in _folders(dossier, {*(path.parent for path in known), *more}):
        own = folder == real(dossier.places.backups)
        clear_leftovers(folder, partial(cleaner.is_left_by_us, listed=own))
        for path in _files_in(folder):
            listed = path in known or (own and _stem(path) == dossier.places.name)
            if path.suffix == ENDING:
                became[path] = cleaner.backup(path, listed=listed)
            elif _is_named(path, ASIDE):
                became[path] = cleaner.copy(path, listed=listed)
    for path in known:
        became.setdefault(path, _Became.LEFT)
    those = {what: tuple(path for path in sorted(became) if became[path] is what) for what in _Became}
    return Cleaned(those[_Became.RID], those[_Became.LEFT], those[_Became.REMOVED])


def _folders(dossier: Dossier, known: set[Path]) -> tuple[Path, ...]:
    """Where backups may be: the folder of the dossier, those it had under another name and of dossiers that made way, and the known ones.

    The folder of a dossier that is still there under a name of its own is left to that one.
    """
    own = dossier.places.backups
    ending = own.name.removeprefix(dossier.places.name)
    left = [folder for folder in sorted(own.parent.glob(f"*{ending}")) if _is_left_alone(folder, ending)]
    return tuple(dict.fromkeys(map(real, (own, *left, *sorted(known)))))


def _is_left_alone(folder: Path, ending: str) -> bool:
    """Whether a folder of backups has no dossier of its own any more, or that of one that made way."""
    of = folder.with_name(folder.name.removesuffix(ending) + DOSSIER_ENDING)
    return not of.exists() or _is_named(of, _MADE_WAY)


def _that_made_way(dossier: Path) -> Iterator[Path]:
    """What stands beside a dossier and is named as one that made way for a backup."""
    return (path for path in _files_in(dossier.parent) if path != dossier and _is_named(path, _MADE_WAY))


def _is_named(path: Path, mark: str) -> bool:
    """Whether a dossier has this mark and a moment in its name."""
    return (stem_of(path, DOSSIER_ENDING) or "").endswith(mark)


def _files_in(folder: Path) -> tuple[Path, ...]:
    """The plain files in a folder; none when it is out of reach."""
    try:
        return tuple(sorted(path for path in folder.iterdir() if path.is_file() and not path.is_symlink()))
    except OSError:
        return ()


def _stem(path: Path) -> str:
    """The name of the dossier in the name of a backup or copy; nothing when it is not named as one."""
    stem = stem_of(path, path.suffix) or ""
    return stem.removesuffix(ASIDE).removesuffix(_MADE_WAY)


def _header_of(path: Path) -> Header | None:
    """The header beside a copy; None when there is none that can be read."""
    with suppress(InputError):
        return header_at(Path(f"{path}-sleutels"))
    return None


def _says(error: InputError, fault: Fault) -> bool:
    """Whether this is what was wrong: of damage trying again never helps, of a full disk or another program in the file it does."""
    return any(defect.problem == fault[0] for defect in error.defects)


def _removed(path: Path) -> _Became:
    """Away with what is damaged: nobody can put it back, or clean it."""
    try:
        take_away(path)
    except OSError:
        return _Became.LEFT
    return _Became.REMOVED
