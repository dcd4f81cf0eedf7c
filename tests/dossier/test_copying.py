"""Copying an open dossier leaves it as safe as it was: its locks stay, so nobody who comes and goes takes the live journal away."""

from __future__ import annotations

import errno
import os
from contextlib import closing
from pathlib import Path

import pytest

from tests.dossier.conftest import SmallDisk
from tests.dossier.opened import entered, new_dossier
from tests.dossier.processes import said_by
from triage.dossier import backups, check
from triage.dossier.check import Check
from triage.dossier.copying import copy_apart
from triage.dossier.operations import cases, rekeying
from triage.dossier.places import Places
from triage.dossier.store import Dossier, Writing

READER = """
import sys
from pathlib import Path
from triage.dossier.connection import engine_for, transaction
engine = engine_for(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
with transaction(engine, writes=False) as connection:
    print(connection.exec_driver_sql("SELECT max(number) FROM entry").scalar())
engine.dispose()
"""

INTRUDER = """
import sys
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1], isolation_level=None, timeout=0)
connection.execute(f"PRAGMA key = \\"x'{sys.argv[2]}'\\"")
try:
    connection.execute("BEGIN IMMEDIATE")
    print("came in")
except dbapi2.OperationalError as error:
    print(error)
"""


def after_a_loss(folder: Path) -> Places:
    """A dossier of which the journal was lost with the last work that was reported as saved."""
    places = new_dossier(folder)
    with closing(entered(places).dossier) as dossier:
        before = places.database.read_bytes()
        cases.make_case(dossier)
        known = places.last_saved.read_bytes()
    places.database.write_bytes(before)
    places.last_saved.write_bytes(known)
    return places


def test_whoever_comes_and_goes_never_takes_the_live_journal_away(tmp_path: Path) -> None:
    places = after_a_loss(tmp_path)
    journal = Path(f"{places.path}-wal")

    def reader_comes_and_goes(dossier: Dossier) -> None:
        before = journal.stat().st_ino
        assert said_by(READER, places.path, dossier.data_key.hex()).strip() == str(check.head(dossier)[0])
        assert journal.stat().st_ino == before

    opened = entered(places)
    assert [finding.check for finding in opened.findings] == [Check.SAVED]
    steps = (backups.put_aside_raw, backups.put_aside, backups.back_up, rekeying.re_key, backups.put_aside_raw, check.run)
    with closing(opened.dossier) as dossier:
        reader_comes_and_goes(dossier)
        for step in steps:
            step(dossier)
            reader_comes_and_goes(dossier)
            made = cases.make_case(dossier).id
            reader_comes_and_goes(dossier)
        assert check.run(dossier) == ()
    with closing(entered(places).dossier) as dossier:
        assert check.run(dossier) == ()
        assert made in [row.code for row in cases.overview(dossier)]


def test_nobody_gets_in_while_the_dossier_is_copied_under_another_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = new_dossier(tmp_path)
    put_under, said = rekeying._put_under, []

    def somebody_tries(path: Path, dossier: Dossier, new: bytes) -> Writing:
        said.append(said_by(INTRUDER, places.path, dossier.data_key.hex()).strip())
        return put_under(path, dossier, new)

    monkeypatch.setattr(rekeying, "_put_under", somebody_tries)
    with closing(entered(places).dossier) as dossier:
        rekeying.re_key(dossier)
    assert said == ["database is locked"]


def test_a_copy_put_aside_leaves_out_what_processes_share(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        raw = backups.put_aside_raw(dossier)
    assert not Path(f"{raw}-shm").exists()
    assert Path(f"{raw}-wal").stat().st_size > 0


def test_what_the_system_refuses_is_said_of_the_copy(small_disk: SmallDisk, tmp_path: Path) -> None:
    source = tmp_path / "bron"
    with pytest.raises(FileNotFoundError, match="bron"):
        copy_apart(source, tmp_path / "doel")
    source.write_bytes(bytes(100_000))
    with pytest.raises(OSError, match="doel") as refused:
        copy_apart(source, tmp_path / "geen map" / "doel")
    assert refused.value.errno == errno.ENOENT
    small_disk.fill()
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        copy_apart(source, small_disk.folder / "doel")
    copy_apart(source, tmp_path / "doel")
    assert (tmp_path / "doel").read_bytes() == source.read_bytes()
