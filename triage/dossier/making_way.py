"""What a dossier that makes way for a backup knows and the backup does not: deleted cases, backups made since, and keys of before a re-key.

It is read from a copy, so that what stands there stays as it is, and for as far as it can be read: a damaged page takes away only what is
on it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import sqlcipher3.dbapi2
from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError

from triage.dossier import schema
from triage.dossier.actions import Action
from triage.dossier.backups import opens
from triage.dossier.chain import Result
from triage.dossier.connection import engine_for, raw_key, transaction
from triage.dossier.disk import refuse_full
from triage.dossier.holdings import BackupMade, RetiredKey
from triage.dossier.keys import subkey
from triage.dossier.places import Places
from triage.dossier.store import HEAD_PURPOSE, Records, head_under_another_key

T = TypeVar("T")

_UNREADABLE = (DBAPIError, sqlcipher3.dbapi2.Error, OSError, ValueError)
_PARTS = ("", "-wal", "-journal")


@dataclass(frozen=True)
class Known:
    """What it knew; nothing where there was no dossier, or it does not open."""

    deleted: tuple[str, ...] = ()
    backups: tuple[BackupMade, ...] = ()
    retired: tuple[RetiredKey, ...] = ()

    @property
    def keys_before(self) -> tuple[bytes, ...]:
        """The data keys it had before."""
        return tuple(bytes.fromhex(kept.key) for kept in self.retired)


def copied(places: Places, folder: Path) -> Path | None:
    """A copy of the dossier as it is, in a folder; None when there is none that can be read. Raises InputError when there is no room."""
    sources = [path for path in (Path(f"{places.database}{ending}") for ending in _PARTS) if path.is_file()]
    copy = folder / "wat er stond"
    refuse_full(folder, sum(path.stat().st_size for path in sources))
    try:
        for path in sources:
            shutil.copyfile(path, f"{copy}{path.name.removeprefix(places.database.name)}")
        return copy if copy.stat().st_size > 0 else None
    except OSError:
        return None


def known_in(copy: Path | None, keys: Iterable[bytes]) -> Known:
    """What it knew, when one of these keys opens it."""
    with suppress(*_UNREADABLE):
        key = next((key for key in keys if copy is not None and opens(copy, key)), None)
        if key is not None and copy is not None:
            engine = engine_for(copy, key)
            try:
                deleted, backups = _read(engine, _deleted), _read(engine, lambda records: records.every(BackupMade))
                return Known(deleted, backups, _read(engine, lambda records: records.every(RetiredKey)))
            finally:
                engine.dispose()
    return Known()


def put_under(database: Path, old: bytes, new: bytes) -> None:
    """Encrypt a copy that nobody has open under another data key. A head of the list that is not right stays so, and shows."""
    with closing(sqlcipher3.dbapi2.connect(str(database), isolation_level=None)) as connection:
        for pragma in ("cipher_log_level = NONE", f"key = {raw_key(old)}", f"rekey = {raw_key(new)}"):
            connection.execute(f"PRAGMA {pragma}")
    engine = engine_for(database, new)
    try:
        with transaction(engine, writes=True) as on:
            head_under_another_key(on, subkey(old, HEAD_PURPOSE), subkey(new, HEAD_PURPOSE))
    finally:
        engine.dispose()


def _read(engine: Engine, what: Callable[[Records], Collection[T]]) -> tuple[T, ...]:
    """Something of it, also when a damaged page was met on the way."""
    found: list[T] = []
    with suppress(*_UNREADABLE), transaction(engine, writes=False) as connection:
        found.extend(what(Records(connection)))
    return tuple(found)


def _deleted(records: Records) -> tuple[str, ...]:
    """The codes of the cases that were really deleted, the first one first."""
    entry = schema.ENTRY
    done = select(entry.c.case).where(entry.c.action == Action.CASE_DELETED.value, entry.c.result == Result.DONE.value)
    return tuple(records.connection.execute(done.order_by(entry.c.number)).scalars())
