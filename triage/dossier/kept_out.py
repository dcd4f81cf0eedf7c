"""Keeping everybody out of a database for a moment, also out of one that is damaged or of which nobody here knows the key.

Whoever has a dossier open holds a lock of the system on some bytes of its database for as long as that lasts. On Windows he also keeps it
from getting another name.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from triage.errors import InputError
from triage.files import Fault, cannot_write, place_of
from triage.wording import _

IN_USE: Fault = (_("Iemand anders heeft dit dossier open."), _("Vraag de ander om het te sluiten en probeer het opnieuw."))

_FIRST_BYTE, _BYTES = 0x40000000, 512
"""The bytes that SQLite locks, on every system the same: part of the format of its files."""


@contextmanager
def others_kept_out(database: Path) -> Iterator[None]:
    """Nobody else has a database open, and nobody gets in, while the block runs; where there is none, there is nothing to hold.

    Raises InputError when somebody has it open. Not for a database that this process has open: its own locks would go with this one.
    """
    if not database.exists():
        yield
    elif sys.platform == "win32":
        _must_be_free_to_move(database)
        yield
    else:
        descriptor = _held(database)
        try:
            yield
        finally:
            os.close(descriptor)


def _held(database: Path) -> int:
    import fcntl

    try:
        descriptor = os.open(database, os.O_RDWR | os.O_CLOEXEC)
    except OSError as error:
        raise cannot_write(database, error) from None
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _BYTES, _FIRST_BYTE)
    except OSError as error:
        os.close(descriptor)
        if error.errno in (errno.EACCES, errno.EAGAIN):
            raise InputError.at(place_of(database), *IN_USE) from None
        raise cannot_write(database, error) from None
    return descriptor


def _must_be_free_to_move(database: Path) -> None:
    try:
        database.rename(database)
    except PermissionError:
        raise InputError.at(place_of(database), *IN_USE) from None
