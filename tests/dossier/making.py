"""A dossier made ready for a test: the tables are made once, every test gets a copy."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from triage.casework.roles import AccountRole
from triage.dossier.connection import engine_for, transaction
from triage.dossier.migrations import migrate
from triage.dossier.places import Places
from triage.dossier.store import Actor, Dossier

KEY = bytes(range(32))
FILE_ID = "a-file"
START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that a test sets; every look at it is a second later."""

    present: datetime = START
    _step: timedelta = field(default=timedelta(seconds=1))

    def __call__(self) -> datetime:
        self.present += self._step
        return self.present

    def later(self, **by: float) -> None:
        """Go on by days, hours and so on; also back."""
        self.present += timedelta(**by)


class Instructed(Dossier):
    """The dossier of somebody who followed the instruction. That rule has tests of its own (`operations/test_readiness.py`)."""

    def _must_be_instructed(self) -> None:
        """Nothing: so the list of a test holds only what the test does."""


@cache
def empty_database() -> Path:
    """A database with its tables and nothing in it."""
    folder = mkdtemp(prefix="empty-dossier-")
    atexit.register(shutil.rmtree, folder)
    path = Path(folder, "leeg.dossier")
    engine = engine_for(path, KEY, mode="rwc")
    with transaction(engine, writes=True) as connection:
        migrate(connection)
    engine.dispose()
    return path


def new_database(folder: Path, name: str = "proef.dossier") -> Path:
    """A copy of it."""
    return Path(shutil.copy(empty_database(), folder / name))


def at_work(path: Path, *, role: AccountRole = AccountRole.DIRECTOR, clock: Clock | None = None, seed: int = 1) -> Dossier:
    """The dossier, opened by an account with this role. Without keys and lock: those have tests of their own."""
    actor = Actor(f"{role.value}-1", role, "balie")
    return Instructed(engine_for(path, KEY), Places(path), actor, FILE_ID, KEY, clock or Clock(), Random(seed))


@contextmanager
def working(folder: Path, *, role: AccountRole = AccountRole.DIRECTOR, clock: Clock | None = None) -> Iterator[Dossier]:
    """A new dossier in a folder, closed at the end."""
    with closing(at_work(new_database(folder), role=role, clock=clock)) as dossier:
        yield dossier
