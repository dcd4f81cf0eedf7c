"""Putting a backup back: nothing that stood there is lost, nothing that was deleted comes back."""

from __future__ import annotations

import errno
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.dossier import raw_pages
from tests.dossier.making import Clock
from tests.dossier.opened import PASSPHRASES, entered, here, new_dossier, recovery_key
from tests.dossier.processes import beside, line_from
from tests.dossier.test_kept_out import READS_ON
from triage.casework.gate import Gate
from triage.casework.record import CaseRecord
from triage.dossier import activity, attempts, backups, check, container, restoring, schema
from triage.dossier.actions import Action
from triage.dossier.erasing import ErasingReason
from triage.dossier.header import Header, header_bytes, header_from, read_header, write_header
from triage.dossier.keys import LEAST
from triage.dossier.opening import make, open_dossier
from triage.dossier.operations import accounts
from triage.dossier.operations.rekeying import re_key
from triage.dossier.operations.retention import delete_case
from triage.dossier.places import Places
from triage.dossier.restoring import REPLACED, latest, replaced, restore, restore_latest
from triage.dossier.store import Dossier
from triage.dossier.unlock import Unlocked, unlock, use_recovery_key
from triage.errors import InputError
from triage.wording import DUTCH

NEW = "lantaarn kaas ezelsoor"


def case(code: str) -> CaseRecord:
    """A case with a word in it."""
    return CaseRecord(code, date(2026, 12, 1), True, date(2027, 12, 1), gate=Gate(reason=f"Het woord zandkorrel bij {code}."))


def put(dossier: Dossier, *codes: str) -> None:
    """Make cases with these codes."""
    with dossier.writing(Action.CASES_IMPORTED) as writing:
        writing.add_all([case(code) for code in codes])


def codes(dossier: Dossier) -> list[str]:
    """Which cases there are."""
    with dossier.reading() as records:
        return [one.code for one in records.every(CaseRecord)]


def as_director(header: Header) -> Unlocked:
    """Open a header as procesregisseur-1."""
    return unlock(header, "procesregisseur-1", PASSPHRASES["procesregisseur-1"])


def with_new(header: Header) -> Unlocked:
    """The same with another passphrase."""
    return unlock(header, "procesregisseur-1", NEW)


def backed_up(places: Places, *cases: str) -> Path:
    """A dossier with cases and a backup of it."""
    with closing(entered(places).dossier) as dossier:
        put(dossier, *cases)
        return backups.back_up(dossier)[1]


def test_a_damaged_dossier_is_back_as_it_was_and_what_stood_there_is_kept(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    places.database.write_bytes(b"x" * 5000)
    with pytest.raises(InputError, match="dossier restore"):
        entered(places)
    restored = restore(places, latest(places), as_director, here(Clock()))
    with closing(restored.opened.dossier) as dossier:
        assert codes(dossier) == ["7K-4Q2"]
        assert check.run(dossier) == ()
        told = [DUTCH.say(line.sentence) for line in activity.read_activity(dossier)]
    assert f"procesregisseur-1 zette een reservekopie terug: {backup.name}." in told
    assert restored.backup == backup
    (aside,) = [path for path in tmp_path.iterdir() if REPLACED in path.name and path.name.endswith(".dossier")]
    assert aside.read_bytes() == b"x" * 5000
    entered(places).dossier.close()


@pytest.mark.parametrize("gone", [("",), ("-sleutels",), ("", "-sleutels")])
def test_a_dossier_of_which_a_file_is_gone_is_back_whole(tmp_path: Path, gone: tuple[str, ...]) -> None:
    places = new_dossier(tmp_path)
    backed_up(places, "7K-4Q2")
    for ending in gone:
        Path(f"{places.path}{ending}").unlink()
    restore(places, latest(places), as_director, here(Clock())).opened.dossier.close()
    with closing(entered(places, "voorzitter-1").dossier) as dossier:
        assert codes(dossier) == ["7K-4Q2"]


def test_a_case_that_was_deleted_does_not_come_back(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2", "2M-9XX")
    elsewhere = tmp_path / "stick" / backup.name
    elsewhere.parent.mkdir()
    backup.rename(elsewhere)
    with closing(entered(places).dossier) as dossier:
        deleted = delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
    assert deleted.backups.missing == (backup.name,)
    restored = restore(places, elsewhere, as_director, here(Clock()))
    with closing(restored.opened.dossier) as dossier:
        assert codes(dossier) == ["2M-9XX"]
        assert check.run(dossier) == ()
    assert restored.erased == ("7K-4Q2",)


def test_it_does_not_come_back_either_when_only_another_backup_remembers(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    old = backed_up(places, "7K-4Q2", "2M-9XX")
    elsewhere = tmp_path / old.name
    old.rename(elsewhere)
    with closing(entered(places).dossier) as dossier:
        delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
        backups.back_up(dossier)
    for path in (places.database, places.header):
        path.unlink()
    restored = restore(places, elsewhere, as_director, here(Clock()))
    with closing(restored.opened.dossier) as dossier:
        assert codes(dossier) == ["2M-9XX"]


def test_a_damaged_backup_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(InputError, match="beschadigd"):
        restore(places, backup, as_director, here(Clock()))
    with pytest.raises(InputError, match="Geen van de reservekopieën is goed"):
        latest(places)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_while_somebody_has_it_open_nothing_is_put_back(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    with closing(entered(places).dossier), pytest.raises(InputError, match="in gebruik bij procesregisseur-1"):
        restore(places, backup, as_director, here(Clock()))


def test_while_somebody_reads_in_it_nothing_is_put_back_and_nothing_changes(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    with closing(entered(places).dossier) as dossier:
        put(dossier, "2M-9XX")
    with beside(READS_ON, places.path) as reader:
        assert line_from(reader) == "in"
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file() and not path.name.endswith("-shm")}
        with pytest.raises(InputError, match="Iemand anders heeft dit dossier open"):
            restore(places, backup, as_director, here(Clock()))
        after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file() and not path.name.endswith("-shm")}
        assert after == before
        assert replaced(places) == ()
        assert reader.stdin is not None
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert line_from(reader) == "out"
    restored = restore(places, backup, as_director, here(Clock()))
    with closing(restored.opened.dossier) as dossier:
        assert (codes(dossier), restored.opened.findings) == (["7K-4Q2"], ())
        assert check.run(dossier) == ()


def test_of_a_file_that_was_replaced_nothing_is_said_to_be_saved(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        before = places.last_saved.read_bytes()
        other = tmp_path / "ander"
        other.write_bytes(b"")
        places.database.rename(tmp_path / "eerder")
        other.rename(places.database)
        dossier.note(Action.CASE_OPENED)
        assert places.last_saved.read_bytes() == before
        (tmp_path / "eerder").rename(places.database)
        dossier.note(Action.CASE_OPENED)
        assert places.last_saved.read_bytes() != before


def test_a_wrong_passphrase_puts_nothing_back(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    before = places.database.read_bytes()
    with pytest.raises(InputError, match="De toegang is geweigerd"):
        restore(places, backup, lambda header: unlock(header, "procesregisseur-1", "mis"), here(Clock()))
    assert places.database.read_bytes() == before


def test_the_recovery_key_puts_it_back_too(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    restore(places, backup, lambda header: use_recovery_key(header, recovery_key()), here(Clock())).opened.dossier.close()


def test_an_overseer_cannot_put_it_back(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
        restore(places, backup, lambda header: unlock(header, "toezichthouder-1", PASSPHRASES["toezichthouder-1"]), here(Clock()))


def test_accounts_stay_as_they_are_now_when_the_key_is_the_same(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    with closing(entered(places).dossier) as dossier:
        accounts.remove(dossier, "voorzitter-1")
    restore(places, backup, as_director, here(Clock())).opened.dossier.close()
    with pytest.raises(InputError, match="De toegang is geweigerd"):
        entered(places, "voorzitter-1")


def test_a_backup_from_before_a_re_key_comes_under_the_key_and_accounts_of_now(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    with closing(entered(places).dossier) as dossier:
        accounts.remove(dossier, "voorzitter-1")
        accounts.change_passphrase(dossier, PASSPHRASES["procesregisseur-1"], NEW, LEAST)
        old = dossier.data_key
        re_key(dossier)
        new = dossier.data_key
    with pytest.raises(InputError, match="De toegang is geweigerd"):
        restore(places, backup, as_director, here(Clock()))
    restore(places, backup, with_new, here(Clock())).opened.dossier.close()
    with pytest.raises(InputError, match="De toegang is geweigerd"):
        entered(places, "voorzitter-1")
    with closing(open_dossier(places, "procesregisseur-1", NEW, here()).dossier) as dossier:
        assert (codes(dossier), dossier.data_key) == (["7K-4Q2"], new)
        assert check.run(dossier) == ()
        told = [DUTCH.say(change) for line in activity.read_activity(dossier) for change in line.changes]
        assert (old.hex() in str(told), new.hex() in str(told)) == (False, False)
        delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
    assert not raw_pages.holds(container.unpack(backup, tmp_path).database, old, "zandkorrel")


def test_when_the_key_of_then_is_known_no_more_it_says_to_use_the_passphrase_of_then_under_another_name(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    with closing(entered(places).dossier) as dossier:
        accounts.change_passphrase(dossier, PASSPHRASES["procesregisseur-1"], NEW, LEAST)
        re_key(dossier)
    places.database.write_bytes(b"x" * 5000)
    with pytest.raises(InputError) as refused:
        restore(places, backup, with_new, here(Clock()))
    (defect,) = refused.value.defects
    assert "opnieuw versleutelen" in DUTCH.say(defect.problem)
    assert "met de wachtzin van toen" in DUTCH.say(defect.mend)
    assert attempts.failures(places) == ()
    other = Places(tmp_path / "ander.dossier")
    with closing(restore(other, backup, as_director, here(Clock())).opened.dossier) as dossier:
        assert codes(dossier) == ["7K-4Q2"]


def test_a_backup_with_its_own_header_keeps_the_key_of_what_made_way(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    with closing(entered(places).dossier) as dossier:
        re_key(dossier)
        key = dossier.data_key
        _change, later = backups.back_up(dossier)
    places.database.write_bytes(b"x" * 5000)
    restore(places, backup, as_director, here(Clock())).opened.dossier.close()
    with closing(entered(places).dossier) as dossier:
        assert dossier.data_key != key
        deleted = delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
    assert set(deleted.backups.cleaned) == {backup.name, later.name}
    assert not raw_pages.holds(container.unpack(later, tmp_path).database, key, "zandkorrel")


def test_the_backup_that_was_used_and_those_made_since_are_reached_by_a_later_deletion(tmp_path: Path) -> None:
    places, stick, other = new_dossier(tmp_path), tmp_path / "stick", tmp_path / "ander"
    with closing(entered(places).dossier) as dossier:
        put(dossier, "7K-4Q2", "2M-9XX")
        made = [backups.back_up(dossier, folder)[1] for folder in (stick, other)]
    own = Path(shutil.copy(made[0], tmp_path / "eigen naam.reserve"))
    for number, used in enumerate((made[0], own)):
        restore(places, used, as_director, here(Clock())).opened.dossier.close()
        with closing(entered(places).dossier) as dossier:
            code = ("7K-4Q2", "2M-9XX")[number]
            deleted = delete_case(dossier, code, ErasingReason.REQUEST_GRANTED)
            assert {*made, used} <= set(deleted.backups.paths)
            assert check.run(dossier) == ()
            told = [DUTCH.say(line.sentence) for line in activity.read_activity(dossier)]
    assert "eigen naam" not in str(told)


def test_a_case_that_was_deleted_does_not_come_back_when_the_key_file_is_lost(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2", "2M-9XX")
    elsewhere = tmp_path / backup.name
    backup.rename(elsewhere)
    with closing(entered(places).dossier) as dossier:
        delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
    places.header.unlink()
    restored = restore(places, elsewhere, as_director, here(Clock()))
    with closing(restored.opened.dossier) as dossier:
        assert (restored.erased, codes(dossier)) == (("7K-4Q2",), ["2M-9XX"])
        assert check.run(dossier) == ()
    assert read_header(places).deleted == ("7K-4Q2",)


def test_an_older_key_file_lets_nobody_in_who_was_removed(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    old = places.header.read_bytes()
    with closing(entered(places).dossier) as dossier:
        accounts.remove(dossier, "voorzitter-1")
    backup = backed_up(places, "7K-4Q2")
    counter = read_header(places).counter
    places.header.write_bytes(old)
    with pytest.raises(InputError, match="De toegang is geweigerd"):
        restore(places, backup, lambda header: unlock(header, "voorzitter-1", PASSPHRASES["voorzitter-1"]), here(Clock()))
    restore(places, backup, as_director, here(Clock())).opened.dossier.close()
    assert read_header(places).counter > counter
    with pytest.raises(InputError, match="De toegang is geweigerd"):
        entered(places, "voorzitter-1")


def test_the_header_that_stays_counts_as_the_newest_of_all_that_are_known(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    first = backed_up(places, "7K-4Q2")
    with closing(entered(places).dossier) as dossier:
        accounts.remove(dossier, "toezichthouder-1")
        second = backups.back_up(dossier)[1]
        counter = read_header(places).counter
    for path in (places.database, places.header):
        path.unlink()
    restore(places, first, as_director, here(Clock())).opened.dossier.close()
    assert read_header(places).counter > counter
    with closing(entered(places).dossier) as dossier:
        accounts.remove(dossier, "voorzitter-1")
    restore(places, second, as_director, here(Clock())).opened.dossier.close()
    with pytest.raises(InputError, match="De toegang is geweigerd"):
        entered(places, "voorzitter-1")


def with_damaged_data(backup: Path, folder: Path) -> Path:
    """A backup that is complete, with a page that is not what it was."""
    unpacked = container.unpack(backup, folder)
    content = bytearray(unpacked.database.read_bytes())
    content[-2000] ^= 1
    unpacked.database.write_bytes(content)
    newer = backup.with_name("proef-2027-01-01T12-00-00Z.reserve")
    container.pack(newer, header=unpacked.header, database=unpacked.database, about=unpacked.about)
    return newer


def test_the_latest_good_one_of_this_dossier_is_put_back_and_newer_ones_are_named(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    damaged = with_damaged_data(backup, tmp_path)
    (tmp_path / "ander").mkdir()
    opened, _key = make(Places(tmp_path / "ander" / "proef.dossier"), "een lange wachtzin hier", LEAST, here(seed=31))
    with closing(opened.dossier) as dossier:
        other = backups.back_up(dossier)[1].rename(places.backups / "proef-2027-01-02T12-00-00Z.reserve")
    cut_off = places.backups / "proef-2027-01-03T12-00-00Z.reserve"
    cut_off.write_bytes(backup.read_bytes()[:-50])
    assert latest(places) == damaged
    restored = restore_latest(places, as_director, here(Clock()))
    with closing(restored.opened.dossier) as dossier:
        assert codes(dossier) == ["7K-4Q2"]
    assert (restored.backup, restored.passed_over) == (backup, (cut_off, other, damaged))


def test_when_none_is_good_it_says_so_and_a_wrong_passphrase_is_no_reason_to_try_the_next(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    with pytest.raises(InputError, match="De toegang is geweigerd"):
        restore_latest(places, lambda header: unlock(header, "procesregisseur-1", "mis"), here(Clock()))
    assert len(attempts.failures(places)) == 1
    with_damaged_data(backup, tmp_path)
    backup.unlink()
    with pytest.raises(InputError, match="Geen van de reservekopieën is goed"):
        restore_latest(places, as_director, here(Clock()))


def test_an_account_that_was_removed_or_locked_since_does_not_come_in_by_a_backup(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    with closing(entered(places).dossier) as dossier:
        accounts.remove(dossier, "voorzitter-1")
    with pytest.raises(InputError, match="De toegang is geweigerd"):
        restore(places, backup, lambda header: unlock(header, "voorzitter-1", PASSPHRASES["voorzitter-1"]), here(Clock()))
    for _time in range(attempts.MOST_IN_A_ROW):
        with pytest.raises(InputError, match="De toegang is geweigerd"):
            restore(places, backup, lambda header: unlock(header, "procesregisseur-1", "mis"), here(Clock()))
    assert [failed.account for failed in attempts.failures(places)][-1] == "procesregisseur-1"
    for way in (lambda header: unlock(header, "procesregisseur-1", "mis"), as_director):
        with pytest.raises(InputError, match="Dit account zit op slot"):
            restore(places, backup, way, here(Clock()))


def test_a_keeper_may_put_a_backup_back_of_which_a_case_was_deleted_and_the_recovery_key_is_written_down(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2", "2M-9XX")
    elsewhere = Path(shutil.copy(backup, tmp_path))
    with closing(entered(places).dossier) as dossier:
        delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
    ways = (
        lambda header: unlock(header, "kaderbeheerder-1", PASSPHRASES["kaderbeheerder-1"]),
        lambda header: use_recovery_key(header, recovery_key()),
    )
    for way in ways:
        restored = restore(places, elsewhere, way, here(Clock()))
        with closing(restored.opened.dossier) as dossier:
            assert (restored.erased, codes(dossier)) == (("7K-4Q2",), ["2M-9XX"])
            assert check.run(dossier) == ()
            with dossier.reading() as records:
                told = records.connection.execute(select(schema.ENTRY.c.action)).scalars().all()
    assert Action.RECOVERY_KEY_USED in told


def test_a_header_that_nobody_with_the_key_signed_takes_no_case_away(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    write_header(places, replace(read_header(places), deleted=("7K-4Q2",)))
    unpacked = container.unpack(backup, tmp_path)
    forged = header_bytes(replace(header_from(unpacked.header, "een kopie"), deleted=("7K-4Q2",)))
    container.pack(places.backups / "proef-2026-11-30T12-00-00Z.reserve", header=forged, database=unpacked.database, about=unpacked.about)
    restored = restore(places, backup, as_director, here(Clock()))
    with closing(restored.opened.dossier) as dossier:
        assert (restored.erased, codes(dossier)) == ((), ["7K-4Q2"])


def test_two_in_one_second_and_the_journal_of_what_made_way_are_both_kept(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    still = replace(here(Clock()), clock=lambda: Clock().present)
    for number in range(2):
        Path(f"{places.path}-wal").write_bytes(b"journal %d" % number)
        restore(places, backup, as_director, still).opened.dossier.close()
    assert {Path(f"{path}-wal").read_bytes() for path in replaced(places)} == {b"journal 0", b"journal 1"}


@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError(errno.ENOSPC, "full")])
def test_a_break_or_a_full_disk_while_it_is_put_in_place_leaves_the_dossier_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    Path(f"{places.path}-wal").write_bytes(b"journal")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    copyfile = shutil.copyfile

    def breaks(source: Path, target: Path) -> None:
        copyfile(source, target)
        if str(source).endswith("-sleutels"):
            raise fault

    monkeypatch.setattr(shutil, "copyfile", breaks)
    with pytest.raises((KeyboardInterrupt, InputError)):
        restore(places, backup, as_director, here(Clock()))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_break_after_the_journal_went_shows_and_all_is_under_the_other_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2")
    before = places.database.read_bytes()
    Path(f"{places.path}-wal").write_bytes(b"journal")
    unlink = Path.unlink

    def breaks(path: Path, missing_ok: bool = False) -> None:
        unlink(path, missing_ok=missing_ok)
        if path.name == f"{places.path.name}-wal":
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", breaks)
        with pytest.raises(KeyboardInterrupt):
            restore(places, backup, as_director, here(Clock()))
    (aside,) = replaced(places)
    assert (aside.read_bytes(), Path(f"{aside}-wal").read_bytes()) == (before, b"journal")
    with pytest.raises(InputError, match="ontbreekt"):
        entered(places)
    restore(places, backup, as_director, here(Clock())).opened.dossier.close()


def test_of_more_deleted_cases_than_a_header_holds_the_newest_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = new_dossier(tmp_path)
    backup = backed_up(places, "7K-4Q2", "2M-9XX")
    elsewhere = Path(shutil.copy(backup, tmp_path))
    with closing(entered(places).dossier) as dossier:
        for code in ("7K-4Q2", "2M-9XX"):
            delete_case(dossier, code, ErasingReason.REQUEST_GRANTED)
    monkeypatch.setattr(restoring, "MOST_DELETED", 1)
    restored = restore(places, elsewhere, as_director, here(Clock()))
    with closing(restored.opened.dossier) as dossier:
        assert (restored.erased, codes(dossier)) == (("7K-4Q2", "2M-9XX"), [])
    assert read_header(places).deleted == ("2M-9XX",)
