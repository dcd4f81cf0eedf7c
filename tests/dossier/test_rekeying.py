"""Another data key: the old one opens nothing any more, everybody still gets in, and a break anywhere loses nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.dossier.conftest import SmallDisk
from tests.dossier.opened import PASSPHRASES, entered, here, new_dossier, recovery_key
from triage.dossier import backups, check, schema
from triage.dossier.actions import Action
from triage.dossier.backup_names import backups_in
from triage.dossier.backups import opens
from triage.dossier.check import Check
from triage.dossier.connection import transaction
from triage.dossier.header import Header, read_header, write_header
from triage.dossier.holdings import RetiredKey, Settings
from triage.dossier.opening import open_with_recovery_key
from triage.dossier.operations import accounts, rekeying
from triage.dossier.operations.accounts import header_of, opener
from triage.dossier.operations.rekeying import re_key
from triage.dossier.places import Places
from triage.dossier.restoring import restore
from triage.dossier.store import Dossier
from triage.dossier.unlock import begin_re_key, unlock
from triage.errors import InputError
from triage.wording import _


def told_as_done(dossier: Dossier) -> tuple[int, tuple[RetiredKey, ...]]:
    """How many re-keys the list tells of, and the earlier keys that are kept."""
    with dossier.reading() as records:
        told = records.connection.execute(select(schema.ENTRY.c.number).where(schema.ENTRY.c.action == Action.REKEYED.value)).all()
        return len(told), records.every(RetiredKey)


def test_after_a_re_key_the_old_keyopens_with_nothing_and_everybody_gets_in(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        old = dossier.data_key
        re_key(dossier)
        assert dossier.data_key != old
        with dossier.reading() as records:
            assert records.every(Settings) == (Settings(),)
            assert [kept.key for kept in records.every(RetiredKey)] == [old.hex()]
        assert check.run(dossier) == ()
    assert not opens(places.database, old)
    for account in ("procesregisseur-1", "voorzitter-1", "toezichthouder-1"):
        with closing(entered(places, account).dossier) as dossier:
            assert check.at_opening(dossier) == ()
    open_with_recovery_key(places, recovery_key(), here()).dossier.close()


def test_a_changed_end_of_the_list_still_shows_after_a_re_key(tmp_path: Path) -> None:
    with closing(entered(new_dossier(tmp_path)).dossier) as dossier:
        with transaction(dossier.engine, writes=True) as connection:
            connection.exec_driver_sql("DELETE FROM head")
        re_key(dossier)
        assert [finding.check for finding in check.run(dossier)] == [Check.END]
        backups.back_up(dossier)


def test_work_goes_on_after_a_re_key(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        for _time in range(3):
            re_key(dossier)
            accounts.new_recovery_key(dossier)
        assert len({path.name for path in tmp_path.iterdir()}) <= 7
    with closing(entered(places).dossier) as dossier:
        assert check.run(dossier) == ()


def test_a_removed_account_is_shut_out_of_what_is_written_after_the_re_key(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    before = places.header.read_bytes()
    with closing(entered(places).dossier) as dossier:
        accounts.remove(dossier, "voorzitter-1")
        re_key(dossier)
    places.header.write_bytes(before)
    with pytest.raises(InputError, match="gaat niet open met de sleutel"):
        entered(places, "voorzitter-1")


def test_while_somebody_else_has_it_open_nothing_happens(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier, closing(entered(places, "voorzitter-1").dossier) as other:
        old = dossier.data_key
        with pytest.raises(InputError, match="Iemand anders heeft dit dossier open"):
            re_key(dossier)
        assert dossier.data_key == old
        assert read_header(places).next is None
        assert check.run(dossier) == ()
        assert check.at_opening(other) == ()
        assert told_as_done(dossier) == (0, ())


def test_a_re_key_for_which_there_is_no_room_is_not_told_as_done_and_work_goes_on(small_disk: SmallDisk) -> None:
    places = new_dossier(small_disk.folder)
    with closing(entered(places).dossier) as dossier:
        small_disk.fill(leave=16_384)
        with pytest.raises(InputError, match="ruimte"):
            re_key(dossier)
        assert read_header(places).next is None
        assert told_as_done(dossier) == (0, ())
        (small_disk.folder / "vol").unlink()
        re_key(dossier)
        assert told_as_done(dossier)[0] == 1
        assert check.run(dossier) == ()


def test_a_commit_that_fails_in_the_first_step_leaves_no_coming_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = new_dossier(tmp_path)

    def full(dossier: Dossier, header: Header) -> None:
        write_header(dossier.places, header)
        raise InputError.at("de schijf", _("Er is geen ruimte meer."), _("Maak ruimte."))

    with closing(entered(places).dossier) as dossier:
        with monkeypatch.context() as patched:
            patched.setattr(rekeying, "_keep", full)
            with pytest.raises(InputError, match="geen ruimte"):
                re_key(dossier)
        assert read_header(places).next is None
        accounts.new_recovery_key(dossier)


def test_a_break_just_after_the_file_is_in_place_keeps_the_new_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = new_dossier(tmp_path)

    def breaks(*_given: object) -> None:
        raise KeyboardInterrupt

    with closing(entered(places).dossier) as dossier:
        with monkeypatch.context() as patched:
            patched.setattr(rekeying, "settle_folder", breaks)
            with pytest.raises(KeyboardInterrupt):
                re_key(dossier)
        assert check.run(dossier) == ()
    entered(places).dossier.close()


def test_while_the_key_file_lacks_the_last_step_no_backup_is_made_that_would_not_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places, written = new_dossier(tmp_path), []

    def once(places: Places, header: Header) -> None:
        written.append(header)
        if len(written) > 1:
            raise InputError.at("de schijf", _("Er is geen ruimte meer."), _("Maak ruimte."))
        write_header(places, header)

    with closing(entered(places).dossier) as dossier:
        with monkeypatch.context() as patched:
            patched.setattr(rekeying, "write_header", once)
            with pytest.raises(InputError, match="geen ruimte"):
                re_key(dossier)
        with pytest.raises(InputError, match="opnieuw versleutelen van dit dossier is niet afgemaakt"):
            backups.back_up(dossier)
        assert backups_in(places.backups, places.name) == ()
        assert backups.put_aside(dossier) in backups.raw_aside(places)
    with closing(entered(places).dossier) as dossier:
        _change, backup = backups.back_up(dossier)
    (tmp_path / "elders").mkdir()
    elsewhere = Places(tmp_path / "elders" / "ander.dossier")
    passphrase = PASSPHRASES["voorzitter-1"]
    restore(elsewhere, backup, lambda header: unlock(header, "voorzitter-1", passphrase), here()).opened.dossier.close()


def test_a_break_after_the_first_step_is_given_up_at_the_next_opening(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        old = dossier.data_key
        header, _by = begin_re_key(header_of(dossier), opener(dossier), dossier.random.randbytes)
        write_header(places, header)
    with pytest.raises(InputError, match="opnieuw versleuteld"):
        entered(places, alters=False)
    with closing(entered(places).dossier) as dossier:
        assert dossier.data_key == old
    assert read_header(places).next is None


def test_a_break_before_the_last_step_is_finished_at_the_next_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = new_dossier(tmp_path)

    def breaks(*_given: object) -> None:
        raise KeyboardInterrupt

    with closing(entered(places).dossier) as dossier, monkeypatch.context() as patched:
        old = dossier.data_key
        patched.setattr(rekeying, "finish_re_key", breaks)
        with pytest.raises(KeyboardInterrupt):
            re_key(dossier)
    with closing(entered(places).dossier) as dossier:
        assert dossier.data_key != old
        assert check.run(dossier) == ()
    assert read_header(places).next is None
