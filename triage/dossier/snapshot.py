"""A copy of an open dossier at one moment, from encrypted to encrypted, that was looked at before anybody relies on it.

SQLCipher does not tell when a page fails its check in the midst of a copy: it hands out zeros, the copy gets valid checks over them, and
only the next page that is not in memory is refused. So after the copy the source is asked for one more page, and the copy is opened and
looked at as a file of its own. Nothing is ever written in clear.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from triage.dossier.connection import BUSY, LOCKED, PATIENCE_MS, must_have_met_no_damage, raw_key
from triage.errors import InputError
from triage.files import Fault, cannot_write
from triage.wording import _

Connection = Any
"""A connection of sqlcipher3, which has no types."""

_STEP_MS = 50
_SIDE_FILES = ("", "-journal", "-wal", "-shm")

SOURCE_DAMAGED: Fault = (
    _("Het bestand is beschadigd; er is geen kopie van gemaakt. De reservekopieën van eerder zijn er nog."),
    _("Laat het nakijken met 'dossier check', of zet een reservekopie terug met 'dossier restore'."),
)
COPY_DAMAGED: Fault = (
    _("De kopie is niet goed op de schijf gekomen en is weer weggehaald."),
    _("Probeer het opnieuw, of kies een andere schijf."),
)
_DOSSIER, _COPY = _("het dossier"), _("de kopie van het dossier")
_DAMAGE = ("file is not a database", "database disk image is malformed")
_REFUSED = {
    "database or disk is full": errno.ENOSPC,
    "disk I/O error": errno.EIO,
    "unable to open database file": errno.EACCES,
    "attempt to write a readonly database": errno.EACCES,
    "database is locked": errno.EBUSY,
}
"""Errors of a copy carry no code, only these words (sqlite3_errstr)."""


def copy_database(source: Connection, key: bytes, target: Path, check: Callable[[Connection], None] | None = None) -> None:
    """Copy the database that `source` has open to `target`, an empty file or none yet, and look whether the copy is sound.

    `key` is the raw key of 32 bytes, of both. `check` gets a connection to the copy that only reads, and raises what it finds. Others may
    go on reading and, in WAL mode, writing; `source` itself is in no transaction (ValueError). The copy keeps no journal and none stands
    beside it. When anything fails, `target` is taken away. Raises InputError when the dossier or the copy is damaged, when another program
    holds it, and when there is no room.
    """
    if source.in_transaction:
        raise ValueError("a copy in the midst of a transaction would wait for itself")
    _begin(target)
    try:
        with _said(target, _DOSSIER, SOURCE_DAMAGED):
            _copy(source, key, target)
            must_have_met_no_damage(source)
        with _said(target, _COPY, COPY_DAMAGED):
            _look(key, target, check)
    except BaseException:
        for ending in _SIDE_FILES:
            Path(f"{target}{ending}").unlink(missing_ok=True)
        raise


def _begin(target: Path) -> None:
    """Makes an empty file that only its owner may open, or finds it made."""
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT, 0o600)
    except OSError as error:
        raise cannot_write(target, error) from None
    with os.fdopen(descriptor, "wb") as file:
        if file.seek(0, os.SEEK_END) > 0:
            raise ValueError("there is something in the file already")


def _copy(source: Connection, key: bytes, target: Path) -> None:
    with closing(_connected(target, key, "rw")) as copy:
        copy.execute("PRAGMA journal_mode = OFF")
        (waits,) = source.execute("PRAGMA busy_timeout").fetchone()
        source.backup(copy, progress=_Patience(target, PATIENCE_MS // (waits + _STEP_MS)), sleep=_STEP_MS / 1000)
        copy.execute("PRAGMA journal_mode = DELETE")


def _look(key: bytes, target: Path, check: Callable[[Connection], None] | None) -> None:
    with closing(_connected(target, key, "ro")) as copy:
        spoilt = copy.execute("PRAGMA cipher_integrity_check").fetchall()
        if spoilt or copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise InputError.at(_COPY, *COPY_DAMAGED)
        if check is not None:
            check(copy)


def _connected(path: Path, key: bytes, mode: str) -> Connection:
    connection = dbapi2.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = {raw_key(key)}")
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


class _Patience:
    """Told of every step of a copy; ends it when the dossier stays held by another, for by itself it would wait for ever."""

    def __init__(self, target: Path, times: int) -> None:
        self._target = target
        self._left = times

    def __call__(self, status: int, _remaining: int, _total: int) -> None:
        self._left -= status in (BUSY, LOCKED)
        if self._left < 0:
            raise _refused(self._target, errno.EBUSY)


@contextmanager
def _said(target: Path, place: Any, damaged: Fault) -> Iterator[None]:
    """What the disk or a damaged file makes go wrong becomes an InputError; our own mistakes pass."""
    try:
        yield
    except dbapi2.Error as error:
        if str(error) in _DAMAGE:
            raise InputError.at(place, *damaged) from None
        if str(error) in _REFUSED:
            raise _refused(target, _REFUSED[str(error)]) from None
        raise


def _refused(target: Path, number: int) -> InputError:
    """The message for what the system refused, about the copy: its name may be one of those that soon are gone."""
    (defect,) = cannot_write(target, OSError(number, "refused")).defects
    return InputError([replace(defect, place=_COPY)])
