"""Backups: made only of a whole dossier, opened to see that they are good, thinned."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.dossier.conftest import SmallDisk
from tests.dossier.making import Clock
from tests.dossier.opened import entered, here, new_dossier
from tests.dossier.unmovable import may_not_be_taken_away
from triage.dossier import backups, check, container
from triage.dossier.actions import Action
from triage.dossier.connection import transaction
from triage.dossier.holdings import BackupMade, Settings
from triage.dossier.keys import LEAST
from triage.dossier.opening import make
from triage.dossier.operations.readiness import set_settings
from triage.dossier.places import Places
from triage.errors import InputError


def test_a_backup_is_one_file_that_opens_with_what_was_in_the_dossier(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        change, path = backups.back_up(dossier)
        assert change.kinds == {"backup"}
        unpacked = container.unpack(path, tmp_path)
        with closing(backups.inside(unpacked.database, dossier.data_key, dossier)) as copy, copy.reading() as records:
            assert records.every(Settings) == (Settings(),)
        with dossier.reading() as records:
            assert [made.name for made in records.every(BackupMade)] == [path.name]
    assert list(places.backups.iterdir()) == [path]


def test_of_a_damaged_dossier_no_backup_is_made_and_the_old_ones_stay(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        _change, path = backups.back_up(dossier)
        with transaction(dossier.engine, writes=True) as connection:
            connection.execute(text("UPDATE entry SET account = 'iemand' WHERE number = 2"))
        with pytest.raises(InputError, match="geen reservekopie gemaakt"):
            backups.back_up(dossier)
    assert list(places.backups.iterdir()) == [path]


def test_old_backups_are_thinned_and_the_list_of_them_follows(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        for _day in range(15):
            clock.later(days=1)
            backups.back_up(dossier)
        with dossier.reading() as records:
            listed = {made.name for made in records.every(BackupMade)}
        assert check.run(dossier) == ()
    there = {path.name for path in places.backups.iterdir()}
    assert listed == there
    assert 12 <= len(there) < 15


def test_another_folder_can_be_chosen(tmp_path: Path) -> None:
    places, chosen = new_dossier(tmp_path), tmp_path / "stick"
    with closing(entered(places).dossier) as dossier:
        with dossier.writing(Action.SETTINGS_CHANGED) as writing:
            writing.put(Settings(backup_folder=str(chosen)))
        _change, path = backups.back_up(dossier)
    assert path.parent == chosen


def test_the_whole_place_of_a_backup_is_written_down_wherever_the_program_stood_and_links_led(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places, work = new_dossier(tmp_path), tmp_path / "werk"
    work.mkdir()
    (tmp_path / "link").symlink_to(work, target_is_directory=True)
    monkeypatch.chdir(tmp_path / "link")
    with closing(entered(places).dossier) as dossier:
        _change, path = backups.back_up(dossier, Path("kopieen"))
        with dossier.reading() as records:
            assert [made.folder for made in records.every(BackupMade)] == [str(work / "kopieen")]
        set_settings(dossier, Settings(backup_folder=str(tmp_path / "link" / "gekozen")))
        assert backups.folder_of(dossier) == work / "gekozen"
    assert path.is_absolute()


def test_two_of_one_name_in_two_folders_are_both_written_down(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        dossier.clock = lambda: clock.present
        for name in ("een", "twee"):
            backups.back_up(dossier, tmp_path / name)
        with dossier.reading() as records:
            assert {made.folder for made in records.every(BackupMade)} == {str(tmp_path / "een"), str(tmp_path / "twee")}
        assert check.run(dossier) == ()


def test_of_two_dossiers_of_one_name_that_share_a_folder_each_thins_only_its_own(tmp_path: Path) -> None:
    clock, made, dossiers = Clock(), [], []
    for seed, name in enumerate("ab"):
        (tmp_path / name).mkdir()
        opened, _key = make(Places(tmp_path / name / "casussen.dossier"), "een lange wachtzin hier", LEAST, here(clock, seed))
        dossiers.append(opened.dossier)
    with closing(dossiers[0]) as one, closing(dossiers[1]) as other:
        for _day in range(3):
            made.append(backups.back_up(one, tmp_path / "nas")[1])
            clock.later(hours=2)
            backups.back_up(other, tmp_path / "nas")
            clock.later(hours=22)
        backups.back_up(other, tmp_path / "nas")
    assert [path.name for path in made if not path.exists()] == []


def test_an_old_backup_that_may_not_be_taken_away_stays_and_the_new_one_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        for _time in range(2):
            _change, old = backups.back_up(dossier)
            clock.later(minutes=1)
        clock.later(days=2)
        may_not_be_taken_away(monkeypatch, ".reserve")
        _change, new = backups.back_up(dossier)
        assert len(list(places.backups.iterdir())) == 3
        monkeypatch.undo()
        backups.back_up(dossier)
        assert len(list(places.backups.iterdir())) == 3
        assert old.exists()
        assert new.exists()


def test_without_room_nothing_is_left_and_it_is_said(small_disk: SmallDisk, tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    small_disk.fill(leave=100_000)
    with closing(entered(places).dossier) as dossier:
        with pytest.raises(InputError, match="ruimte"):
            backups.back_up(dossier, small_disk.folder)
        assert [path.name for path in small_disk.folder.iterdir()] == ["vol"]
        backups.back_up(dossier)
        assert check.run(dossier) == ()


def test_what_was_put_aside_is_no_backup_and_only_a_few_are_kept(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        _change, path = backups.back_up(dossier)
        for _time in range(8):
            clock.later(hours=1)
            backups.put_aside(dossier)
    there = sorted(place.name for place in places.backups.iterdir())
    assert path.name in there
    assert sum(backups.ASIDE in name for name in there) == backups.MOST_ASIDE


def test_a_clock_that_was_put_back_lets_no_backup_go(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        for _time in range(3):
            clock.later(days=40)
            backups.back_up(dossier)
        clock.present -= timedelta(days=400)
        backups.back_up(dossier)
    assert len(list(places.backups.iterdir())) == 4


def test_copies_put_aside_packed_or_as_they_are_are_counted_together_and_none_takes_the_place_of_another(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        dossier.clock = lambda: clock.present
        assert backups.put_aside_raw(dossier) != backups.put_aside_raw(dossier)
        for _time in range(3):
            clock.later(hours=1)
            backups.put_aside(dossier)
            last = backups.put_aside_raw(dossier)
    kept = [path for path in places.backups.iterdir() if path.suffix in (".reserve", ".dossier")]
    assert last in kept
    assert len(kept) == backups.MOST_ASIDE
