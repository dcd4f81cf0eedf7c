from __future__ import annotations

import json
import os
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dossier.processes import beside, folder_closed_to_us, line_from, said_by
from triage.dossier.lock import LONGEST_COMPUTER, NOT_WRITABLE, SOMEBODY, Occupant, computer_shown, occupant, take, why_not
from triage.errors import InputError
from triage.wording import DUTCH

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes are ended and forked as on Linux")

SINCE = datetime(2026, 12, 1, 12, 0, 5, tzinfo=UTC)
WHO = Occupant("balie-3", "procesregisseur-1", SINCE, 4711)

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from triage.dossier.lock import Occupant, take
lock = take(Path(sys.argv[1]))
if lock is not None and len(sys.argv) > 2:
    lock.announce(Path(sys.argv[2]), Occupant('balie-3', 'voorzitter-2', datetime(2026, 12, 1, tzinfo=UTC), 1))
print('heeft' if lock else 'niet', flush=True)
sys.stdin.read()
"""
"""Takes the lock, and says who it is when it has where; holds it until it is ended or its input is closed."""

FORK = """
import os, sys, time
from datetime import UTC, datetime
from pathlib import Path
from triage.dossier.lock import Occupant, take
lock = take(Path(sys.argv[1]))
lock.announce(Path(sys.argv[2]), Occupant('balie-3', 'voorzitter-2', datetime(2026, 12, 1, tzinfo=UTC), 1))
child = os.fork()
if child == 0:
    lock.release()
    print('kind', os.getpid(), flush=True)
    time.sleep(60)
    os._exit(0)
sys.stdin.read()
"""
"""Takes the lock and forks; the fork tries to release it and lives on."""


@pytest.fixture
def slot(tmp_path: Path) -> Path:
    return tmp_path / "jeugd.dossier-slot"


@pytest.fixture
def occupied(tmp_path: Path) -> Path:
    return tmp_path / "jeugd.dossier-bezet"


def test_one_has_the_lock_and_the_next_gets_it_when_it_is_released(slot: Path) -> None:
    first = take(slot)
    assert first is not None
    assert take(slot) is None
    first.release()
    second = take(slot)
    assert second is not None
    first.release()
    assert take(slot) is None
    second.release()
    assert slot.read_bytes() == b""


def test_another_process_that_has_the_lock_keeps_it_until_it_ends(slot: Path) -> None:
    with beside(HOLD, slot) as process:
        assert line_from(process) == "heeft"
        assert take(slot) is None
        assert said_by(HOLD, slot) == "niet\n"
        assert process.stdin is not None
        process.stdin.close()
        process.wait()
        mine = take(slot)
    assert mine is not None
    mine.release()


def test_a_process_that_is_ended_by_force_leaves_no_lock_but_does_leave_its_note(slot: Path, occupied: Path) -> None:
    with beside(HOLD, slot, occupied) as process:
        assert line_from(process) == "heeft"
        process.kill()
        process.wait()
    assert occupant(occupied) == Occupant("balie-3", "voorzitter-2", datetime(2026, 12, 1, tzinfo=UTC), 1)
    mine = take(slot)
    assert mine is not None
    mine.announce(occupied, WHO)
    assert occupant(occupied) == WHO
    mine.release()
    assert not occupied.exists()


def test_a_forked_process_neither_keeps_the_lock_nor_can_release_it(slot: Path, occupied: Path) -> None:
    with beside(FORK, slot, occupied) as process:
        word, child = line_from(process).split()
        assert word == "kind"
        try:
            assert take(slot) is None
            assert occupied.exists()
            process.kill()
            process.wait()
            mine = take(slot)
            os.kill(int(child), 0)
        finally:
            os.kill(int(child), signal.SIGKILL)
    assert mine is not None
    mine.release()


def test_a_lock_may_be_released_by_another_thread(slot: Path) -> None:
    lock = take(slot)
    assert lock is not None
    thread = threading.Thread(target=lock.release)
    thread.start()
    thread.join()
    again = take(slot)
    assert again is not None
    again.release()


def test_where_nothing_may_be_written_there_is_no_lock_and_that_is_said(slot: Path, occupied: Path) -> None:
    warm = take(slot)
    assert warm is not None
    warm.release()
    with folder_closed_to_us() as folder:
        assert take(folder / "jeugd.dossier-slot") is None
        assert why_not(folder / "jeugd.dossier-slot", folder / "jeugd.dossier-bezet") == NOT_WRITABLE
        assert list(folder.iterdir()) == []


def test_a_lock_that_belongs_to_somebody_else_on_this_computer_is_not_ours(slot: Path, occupied: Path) -> None:
    with folder_closed_to_us() as folder:
        other = folder / "jeugd.dossier-slot"
        me, own = os.geteuid(), os.getuid()
        os.seteuid(own)
        folder.chmod(0o755)
        other.touch(0o444)
        os.seteuid(me)
        lock = take(other)
        said = why_not(other, occupied)
        if lock is not None:
            lock.release()
    assert lock is None
    assert said == NOT_WRITABLE


def test_a_folder_that_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^jeugd\.dossier-slot: Dit bestand of deze map bestaat niet\."):
        take(tmp_path / "weg" / "jeugd.dossier-slot")
    assert list(tmp_path.iterdir()) == []


def test_something_else_in_the_place_of_the_lock_is_refused(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    with pytest.raises(InputError, match="Dit is een map, geen bestand"):
        take(tmp_path / "map")
    (tmp_path / "doel").touch()
    (tmp_path / "link").symlink_to(tmp_path / "doel")
    with pytest.raises(InputError, match="kan niet worden geschreven"):
        take(tmp_path / "link")


def test_who_comes_second_reads_who_is_in_it_and_since_when(slot: Path, occupied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = take(slot)
    assert lock is not None
    assert why_not(slot, occupied) == SOMEBODY
    lock.announce(occupied, WHO)
    since = SINCE.astimezone()
    assert DUTCH.say(why_not(slot, occupied)) == (
        "Dit dossier is in gebruik bij procesregisseur-1, op computer balie-3, sinds 1 december 2026 om "
        f"{since:%H.%M} uur. U kunt het nu alleen lezen."
    )
    lock.announce(occupied, Occupant("06-12345678", "herstelsleutel", SINCE, 1))
    assert "bij herstelsleutel, op computer (naam onbekend), sinds" in DUTCH.say(why_not(slot, occupied))
    lock.release()


def test_a_time_is_kept_in_utc(slot: Path, occupied: Path) -> None:
    lock = take(slot)
    assert lock is not None
    lock.announce(occupied, Occupant("a", "voorzitter-1", SINCE.astimezone(timezone(timedelta(hours=-5))), 1))
    assert json.loads(occupied.read_bytes())["since"] == "2026-12-01T12:00:05+00:00"
    assert occupant(occupied) == Occupant("a", "voorzitter-1", SINCE, 1)
    lock.release()


def test_what_is_no_id_of_an_account_is_not_announced(slot: Path, occupied: Path) -> None:
    lock = take(slot)
    assert lock is not None
    with pytest.raises(ValueError, match="not the id of an account"):
        lock.announce(occupied, Occupant("a", "Jan de Vries", SINCE, 1))
    assert not occupied.exists()
    lock.release()


def test_a_note_that_somebody_took_away_or_that_cannot_go_does_not_keep_the_lock(slot: Path, occupied: Path) -> None:
    lock = take(slot)
    assert lock is not None
    lock.announce(occupied, WHO)
    occupied.unlink()
    occupied.mkdir()
    lock.release()
    again = take(slot)
    assert again is not None
    with pytest.raises(InputError, match="Dit is een map"):
        again.announce(occupied, WHO)
    again.release()


GOOD = {"computer": "a", "account": "voorzitter-1", "since": "2026-12-01T12:00:05+00:00", "process": 1}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b'"x"',
        b"\xff\xfe\x00",
        b"[" * 4000,
        b" " * 5000,
        json.dumps({**GOOD, "computer": 1}).encode(),
        json.dumps({**GOOD, "account": "Jan de Vries"}).encode(),
        json.dumps({**GOOD, "account": "voorzitter-0"}).encode(),
        json.dumps({**GOOD, "since": "gisteren"}).encode(),
        json.dumps({**GOOD, "since": "2026-12-01T12:00:05"}).encode(),
        json.dumps({**GOOD, "since": "0001-01-01T00:00:00+14:00"}).encode(),
        json.dumps({**GOOD, "since": "9999-12-31T23:59:59-14:00"}).encode(),
        json.dumps({**GOOD, "process": True}).encode(),
        json.dumps({**GOOD, "process": -1}).encode(),
        json.dumps({**GOOD, "process": 2**70}).encode(),
        json.dumps({name: value for name, value in GOOD.items() if name != "process"}).encode(),
        ('{"process": ' + "9" * 4000 + "}").encode(),
    ],
)
def test_a_note_that_is_torn_or_not_ours_is_no_note(content: bytes, occupied: Path) -> None:
    occupied.write_bytes(content)
    assert occupant(occupied) is None


@given(cut=st.integers(0, 120))
def test_a_note_that_was_cut_off_anywhere_is_no_note(cut: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    whole = json.dumps(GOOD).encode()
    path = tmp_path_factory.getbasetemp() / "afgekapt-bezet"
    path.write_bytes(whole[:cut])
    assert (occupant(path) is None) == (cut < len(whole))


@given(content=st.binary(max_size=200))
def test_no_bytes_make_reading_a_note_fail(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "vreemd-bezet"
    path.write_bytes(content)
    assert occupant(path) is None


def test_no_note_a_folder_and_a_pipe_are_no_note(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    assert [occupant(path) for path in (tmp_path / "weg", tmp_path, tmp_path / "pijp")] == [None, None, None]


@given(name=st.text(max_size=200))
def test_the_name_of_a_computer_is_short_and_seen_in_full(name: str) -> None:
    said = computer_shown(name)
    assert len(said) <= LONGEST_COMPUTER
    assert said.isprintable()


def test_a_name_of_a_computer_is_kept_but_for_what_moves_the_cursor_or_leads_to_a_person() -> None:
    assert computer_shown("BALIE-3") == "BALIE-3"
    assert computer_shown("laptop van Jan") == "laptop van Jan"
    assert computer_shown("a\x1b[2J\u202eb\n") == "a[2Jb"
    assert computer_shown("pc 0612345678") == ""
