"""A deleted case leaves every copy there is, wherever it stands; a copy of another dossier, or one that may be whole, never goes for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.dossier import raw_pages
from tests.dossier.opened import entered, here, new_dossier
from tests.dossier.processes import beside, line_from
from tests.dossier.test_restoring import as_director, put
from tests.dossier.unmovable import may_not_be_taken_away
from triage.dossier import backups, container, still_to_clean
from triage.dossier.backups import opens
from triage.dossier.erasing import ErasingReason
from triage.dossier.header import read_header, write_header
from triage.dossier.keys import LEAST
from triage.dossier.opening import make
from triage.dossier.operations import retention
from triage.dossier.operations.rekeying import re_key
from triage.dossier.places import Places
from triage.dossier.restoring import replaced, restore
from triage.dossier.store import Dossier
from triage.wording import DUTCH

CODE = "7K-4Q2"
WORD = f"zandkorrel bij {CODE}"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A dossier with two cases."""
    found = new_dossier(tmp_path)
    with closing(entered(found).dossier) as dossier:
        put(dossier, CODE, "2M-9XX")
    return found


def delete(dossier: Dossier) -> list[str]:
    """Delete the first case; what is said of it."""
    return [DUTCH.say(said) for said in retention.delete_case(dossier, CODE, ErasingReason.REQUEST_GRANTED).messages()]


def away(dossier: Dossier) -> set[Path]:
    """What is still to be cleaned of it."""
    with dossier.reading() as records:
        return {path for one in still_to_clean.remembered(records.connection) for path in one.away or ()}


def holds(database: Path, key: bytes) -> bool:
    """Whether the case is in a page of a database."""
    return any(WORD.encode() in page for page in raw_pages.pages_in_clear(database, key))


def backup_holds(backup: Path, key: bytes, folder: Path) -> bool:
    """Whether the case is in a backup."""
    unpacked = container.unpack(backup, folder).database
    try:
        return holds(unpacked, key)
    finally:
        unpacked.unlink()


def made_way(places: Places) -> Path:
    """Put a backup back; what stood there."""
    with closing(entered(places).dossier) as dossier:
        _change, backup = backups.back_up(dossier)
    restore(places, backup, as_director, here()).opened.dossier.close()
    return replaced(places)[-1]


def test_a_dossier_that_made_way_is_rid_of_the_case_and_stays(places: Places) -> None:
    aside = made_way(places)
    with closing(entered(places).dossier) as dossier:
        assert holds(aside, dossier.data_key)
        delete(dossier)
        assert not holds(aside, dossier.data_key)
    with closing(entered(Places(aside)).dossier):
        pass


def test_it_is_reached_after_a_re_key_too_of_either_key(places: Places) -> None:
    with closing(entered(places).dossier) as dossier:
        _change, backup = backups.back_up(dossier)
        keys = [dossier.data_key]
        re_key(dossier)
        keys.append(dossier.data_key)
    restore(places, backup, as_director, here()).opened.dossier.close()
    with closing(entered(places).dossier) as dossier:
        _change, again = backups.back_up(dossier)
    restore(places, again, as_director, here()).opened.dossier.close()
    with closing(entered(places).dossier) as dossier:
        re_key(dossier)
        keys.append(dossier.data_key)
        delete(dossier)
        assert away(dossier) == set()
    assert len(replaced(places)) == 2
    assert [path for path in replaced(places) for key in keys if opens(path, key) and holds(path, key)] == []


IN_USE = """
import sys
from pathlib import Path
from tests.dossier.opened import entered
from triage.dossier.connection import transaction
from triage.dossier.places import Places
dossier = entered(Places(Path(sys.argv[1])), "voorzitter-1").dossier
with transaction(dossier.engine, writes=True):
    print("in", flush=True)
    sys.stdin.readline()
"""


def test_one_that_is_in_use_stays_is_named_and_is_rid_of_the_case_at_the_next_opening(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = made_way(places)
    monkeypatch.setattr("triage.dossier.connection.PATIENCE_MS", 100)
    with closing(entered(places).dossier) as dossier, beside(IN_USE, aside) as other:
        assert line_from(other) == "in"
        said = delete(dossier)
        assert any(aside.name in line and "opnieuw geprobeerd" in line for line in said)
        assert away(dossier) == {aside}
    with closing(entered(places).dossier) as dossier:
        retention.at_start(dossier)
        assert away(dossier) == set()
        assert not holds(aside, dossier.data_key)


def test_one_that_its_own_key_no_longer_opens_goes_and_one_of_an_unknown_key_stays(places: Places, tmp_path: Path) -> None:
    damaged, unknown = (places.path.with_name(f"proef-vervangen-2026-11-0{day}T12-00-00Z.dossier") for day in (1, 2))
    for path in (damaged, unknown):
        path.write_bytes(b"x" * 8192)
        shutil.copyfile(places.header, f"{path}-sleutels")
    write_header(Places(unknown), replace(read_header(places), mac=bytes(32)))
    with closing(entered(places).dossier) as dossier:
        said = delete(dossier)
        assert f"Weggehaald, want beschadigd: {damaged.name}." in said
        assert away(dossier) == {unknown}
    assert unknown.exists()
    assert not list(tmp_path.glob(f"{damaged.name}*"))


def test_another_dossier_that_is_named_as_one_that_made_way_is_never_touched(tmp_path: Path) -> None:
    mine = Places(tmp_path / "noord.dossier")
    others = [Places(tmp_path / f"noord-vervangen-{end}.dossier") for end in ("oud", "2026-11-01T12-00-00Z")]
    for seed, other in enumerate(others):
        make(other, "een lange wachtzin hier", LEAST, here(seed=20 + seed))[0].dossier.close()
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with closing(make(mine, "een lange wachtzin hier", LEAST, here(seed=6))[0].dossier) as dossier:
        put(dossier, CODE)
        delete(dossier)
        assert away(dossier) == set()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name in before} == before


def test_a_dossier_under_another_name_still_reaches_what_was_made_under_the_first(places: Places, tmp_path: Path) -> None:
    with closing(entered(places).dossier) as dossier:
        _change, backup = backups.back_up(dossier)
        raw = backups.put_aside_raw(dossier)
    renamed = Places(tmp_path / "nieuw.dossier")
    for ending in ("", "-sleutels"):
        Path(f"{places.path}{ending}").rename(f"{renamed.path}{ending}")
    with closing(entered(renamed).dossier) as dossier:
        delete(dossier)
        assert away(dossier) == set()
        assert not backup_holds(backup, dossier.data_key, tmp_path)
        assert not holds(raw, dossier.data_key)


def test_backups_of_a_dossier_that_made_way_are_reached(places: Places, tmp_path: Path) -> None:
    aside = made_way(places)
    with closing(entered(Places(aside)).dossier) as dossier:
        _change, backup = backups.back_up(dossier)
    with closing(entered(places).dossier) as dossier:
        delete(dossier)
        assert not backup_holds(backup, dossier.data_key, tmp_path)


def test_backups_of_another_dossier_in_one_folder_stay_as_they_are_also_when_they_are_damaged(places: Places, tmp_path: Path) -> None:
    (other_folder := tmp_path / "ander").mkdir()
    other = Places(other_folder / "proef.dossier")
    with closing(make(other, "een lange wachtzin hier", LEAST, here(seed=31))[0].dossier) as dossier:
        for _time in range(2):
            _change, last = backups.back_up(dossier, tmp_path / "nas")
    last.write_bytes(last.read_bytes()[:-50])
    before = {path.name: path.read_bytes() for path in (tmp_path / "nas").iterdir()}
    with closing(entered(places).dossier) as dossier:
        _change, mine = backups.back_up(dossier, tmp_path / "nas")
        delete(dossier)
        assert away(dossier) == set()
        assert not backup_holds(mine, dossier.data_key, tmp_path)
    assert {path.name: path.read_bytes() for path in (tmp_path / "nas").iterdir() if path != mine} == before


def left_behind(folder: Path, database: Path) -> Iterator[Path]:
    """What a process on another machine left there: a copy, and a folder with one."""
    (path := folder / ".weegwijzer-deadbeef-77-1-1.map").mkdir()
    yield path
    shutil.copyfile(database, path / "dossier")
    yield Path(shutil.copyfile(database, folder / ".weegwijzer-deadbeef-77-1-0.dossier"))


def test_a_copy_that_was_left_half_way_goes_when_it_is_ours(places: Places, tmp_path: Path) -> None:
    (nas := tmp_path / "nas").mkdir()
    places.backups.mkdir()
    strange = nas / ".weegwijzer-deadbeef-77-1-9.dossier"
    strange.write_bytes(b"x" * 8192)
    cut_off = places.backups / ".weegwijzer-deadbeef-77-1-9.dossier"
    cut_off.write_bytes(b"half")
    left = [*left_behind(nas, places.database), *left_behind(places.backups, places.database), cut_off]
    with closing(entered(places).dossier) as dossier:
        backups.back_up(dossier, nas)
        assert all(path.exists() for path in left)
        delete(dossier)
    assert [path for path in left if path.exists()] == []
    assert strange.exists()


def test_a_damaged_backup_goes_and_is_named_and_when_it_may_not_go_nothing_stops(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(entered(places).dossier) as dossier:
        _change, backup = backups.back_up(dossier)
        backup.write_bytes(backup.read_bytes()[:-50])
        with monkeypatch.context() as patched:
            may_not_be_taken_away(patched, ".reserve")
            assert any(backup.name in line and "niet bereikbaar" in line for line in delete(dossier))
            retention.at_start(dossier)
            assert away(dossier) == {backup}
        retention.at_start(dossier)
        assert away(dossier) == set()
    assert not backup.exists()


def test_a_copy_that_may_not_be_taken_away_is_named(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(entered(places).dossier) as dossier:
        raw = backups.put_aside_raw(dossier)
        raw.write_bytes(b"x" * 8192)
        may_not_be_taken_away(monkeypatch, raw.name)
        assert any(raw.name in line for line in delete(dossier))
        assert away(dossier) == {raw}


def test_a_closed_folder_is_no_reason_to_stop(places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_path: Path) -> Iterator[Path]:
        raise PermissionError

    with closing(entered(places).dossier) as dossier:
        _change, backup = backups.back_up(dossier, tmp_path / "nas")
        monkeypatch.setattr(Path, "iterdir", closed)
        assert any(backup.name in line for line in delete(dossier))
        assert away(dossier) == {backup}
