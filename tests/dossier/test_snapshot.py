from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from tests.dossier.encrypted import KEY, opened
from tests.dossier.processes import beside, line_from, said_by
from tests.dossier.raw_pages import FRAME_HEADER, PAGE, SALT, WAL_HEADER, holds, pages_in_clear
from triage.dossier import snapshot
from triage.dossier.connection import must_have_met_no_damage
from triage.dossier.snapshot import COPY_DAMAGED, SOURCE_DAMAGED, copy_database
from triage.errors import InputError
from triage.files import scratch
from triage.wording import DUTCH, _

WORD, GONE = "kruisbessenjam", "vlierbloesem"


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Any]:
    """A database with five long texts, changes of which still stand in its journal."""
    with closing(opened(tmp_path / "bron.dossier")) as database:
        database.execute("INSERT INTO text VALUES (0, ?)", (f"{GONE} " * 900,))
        database.execute("DELETE FROM text")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.executemany("INSERT INTO text VALUES (?, ?)", [(number, f"{WORD} {number} " * 700) for number in range(5)])
        yield database


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "kopie.dossier"


def texts(connection: Any) -> list[tuple[int, str]]:
    return list(connection.execute("SELECT id, said FROM text ORDER BY id"))


def beside_it(path: Path) -> list[str]:
    return sorted(there.name for there in path.parent.iterdir() if there.name.startswith(path.name))


def test_the_copy_holds_all_that_was_there_at_that_moment(source: Any, target: Path) -> None:
    copy_database(source, KEY, target)
    source.execute("DELETE FROM text")
    with closing(opened(target, journal="DELETE")) as copy:
        assert [number for number, _said in texts(copy)] == [0, 1, 2, 3, 4]
        assert all(said == f"{WORD} {number} " * 700 for number, said in texts(copy))


def test_the_copy_is_encrypted_with_a_salt_of_its_own_and_no_journal_beside_it(source: Any, target: Path, tmp_path: Path) -> None:
    copy_database(source, KEY, target)
    assert beside_it(target) == ["kopie.dossier"]
    content = target.read_bytes()
    assert WORD.encode() not in content
    assert not content.startswith(b"SQLite format 3")
    assert content[:SALT] != (tmp_path / "bron.dossier").read_bytes()[:SALT]
    with closing(dbapi2.connect(str(target))) as without_key, pytest.raises(dbapi2.DatabaseError):
        without_key.execute("SELECT count(*) FROM text")
    opened(target, journal="DELETE").close()
    assert beside_it(target) == ["kopie.dossier"]


def test_what_was_deleted_is_in_no_page_of_the_copy(source: Any, target: Path) -> None:
    copy_database(source, KEY, target)
    assert len(list(pages_in_clear(target, KEY))) == target.stat().st_size // PAGE
    assert holds(target, KEY, WORD)
    assert not holds(target, KEY, GONE)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_only_its_owner_may_read_the_copy(source: Any, target: Path) -> None:
    copy_database(source, KEY, target)
    assert target.stat().st_mode & 0o777 == 0o600


def test_an_empty_file_that_was_made_for_it_becomes_the_copy(source: Any, tmp_path: Path) -> None:
    with scratch(tmp_path, ".dossier") as place:
        copy_database(source, KEY, place)
        assert holds(place, KEY, WORD)
    assert beside_it(place) == []


def test_a_file_with_something_in_it_is_not_overwritten(source: Any, target: Path) -> None:
    target.write_bytes(b"van iemand")
    with pytest.raises(ValueError, match="something in the file"):
        copy_database(source, KEY, target)
    assert target.read_bytes() == b"van iemand"


def test_a_copy_in_the_midst_of_a_transaction_is_a_mistake_of_ours(source: Any, target: Path) -> None:
    source.execute("BEGIN IMMEDIATE")
    with pytest.raises(ValueError, match="transaction"):
        copy_database(source, KEY, target)
    assert not target.exists()


def test_what_is_no_raw_key_is_a_mistake_of_ours(source: Any, target: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        copy_database(source, b"kort", target)
    assert not target.exists()


def test_another_one_who_is_writing_is_not_waited_for_and_not_in_the_copy(source: Any, target: Path, tmp_path: Path) -> None:
    with closing(opened(tmp_path / "bron.dossier")) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM text")
        copy_database(source, KEY, target)
    with closing(opened(target, journal="DELETE")) as copy:
        assert len(texts(copy)) == 5


def test_another_one_who_keeps_the_file_to_himself_is_waited_for_a_while(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "zonder journaal.dossier"
    monkeypatch.setattr(snapshot, "PATIENCE_MS", 120)
    with closing(opened(path, journal="DELETE")) as mine, closing(opened(path, journal="DELETE")) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(InputError, match=r"^de kopie van het dossier: Het bestand is in gebruik door een ander programma\."):
            copy_database(mine, KEY, target)
        assert beside_it(target) == []
        other.execute("COMMIT")
        copy_database(mine, KEY, target)


def damaged(fault: tuple[Any, Any]) -> str:
    return f"{DUTCH.say(fault[0])} {DUTCH.say(fault[1])}"


def spoil(path: Path, place: int) -> None:
    """One bit of a file, changed where it stands: whoever has it open sees it too."""
    with path.open("r+b") as file:
        file.seek(place)
        byte = file.read(1)[0]
        file.seek(place)
        file.write(bytes([byte ^ 1]))


def refusal(path: Path, target: Path) -> str:
    with closing(dbapi2.connect(str(path), isolation_level=None)) as database:
        database.execute("PRAGMA cipher_log_level = NONE")
        database.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        with pytest.raises(InputError) as refused:
            copy_database(database, KEY, target)
    return str(refused.value)


def test_a_damaged_page_of_the_file_wherever_it_is_gives_no_copy(source: Any, target: Path, tmp_path: Path) -> None:
    """Also the last page of a long text, which SQLCipher hands out as zeros without a word."""
    source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    source.close()
    path = tmp_path / "bron.dossier"
    pages = path.stat().st_size // PAGE
    assert pages > 15
    for page in range(pages):
        spoil(path, page * PAGE + 2_000)
        assert refusal(path, target) == f"het dossier: {damaged(SOURCE_DAMAGED)}"
        assert beside_it(target) == []
        spoil(path, page * PAGE + 2_000)
    with closing(opened(path)) as mended:
        copy_database(mended, KEY, target)


def test_a_damaged_page_of_the_journal_gives_no_copy(source: Any, target: Path, tmp_path: Path) -> None:
    """Of every page the last frame, which is the one that counts."""
    path = tmp_path / "bron.dossier"
    wal = tmp_path / "bron.dossier-wal"
    frame = FRAME_HEADER + PAGE
    content = wal.read_bytes()
    starts = range(WAL_HEADER, len(content) - frame + 1, frame)
    last = {struct.unpack(">I", content[start : start + 4])[0]: start for start in starts}
    assert len(last) > 10
    for start in last.values():
        spoil(wal, start + FRAME_HEADER + 2_000)
        assert refusal(path, target) == f"het dossier: {damaged(SOURCE_DAMAGED)}"
        spoil(wal, start + FRAME_HEADER + 2_000)
    copy_database(source, KEY, target)


def test_a_connection_that_met_damage_says_so_afterwards(source: Any, tmp_path: Path) -> None:
    source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    must_have_met_no_damage(source)
    source.close()
    path = tmp_path / "bron.dossier"
    spoil(path, path.stat().st_size - 3_000)
    with closing(opened(path)) as database:
        must_have_met_no_damage(database)
        with suppress(dbapi2.DatabaseError):
            texts(database)
        with pytest.raises(dbapi2.DatabaseError):
            must_have_met_no_damage(database)


def refusal_when(spoilt: Callable[[], None], source: Any, target: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """What is said when something happens to the copy just after it was made."""
    copy = snapshot._copy

    def copied_badly(*arguments: Any) -> None:
        copy(*arguments)
        spoilt()

    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "_copy", copied_badly)
        with pytest.raises(InputError) as refused:
            copy_database(source, KEY, target)
    assert beside_it(target) == []
    return str(refused.value)


def test_a_copy_of_which_any_page_did_not_come_on_the_disk_well_is_taken_away(
    source: Any, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for page in range(source.execute("PRAGMA page_count").fetchone()[0]):
        said = refusal_when(partial(spoil, target, page * PAGE + 2_000), source, target, monkeypatch)
        assert said == f"de kopie van het dossier: {damaged(COPY_DAMAGED)}"


def test_a_copy_that_is_not_put_together_well_is_taken_away(source: Any, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def put_together_wrongly() -> None:
        with closing(opened(target, journal="DELETE")) as copy:
            copy.execute("PRAGMA writable_schema = ON")
            copy.execute("UPDATE sqlite_master SET rootpage = 5 WHERE name = 'text'")

    said = refusal_when(put_together_wrongly, source, target, monkeypatch)
    assert said == f"de kopie van het dossier: {damaged(COPY_DAMAGED)}"


def test_a_check_reads_the_copy_and_can_refuse_it_but_not_change_it(source: Any, target: Path) -> None:
    seen = []
    copy_database(source, KEY, target, lambda copy: seen.append(len(texts(copy))))
    assert seen == [5]
    target.unlink()

    def refuse(_copy: Any) -> None:
        raise InputError.at("plaats", _("Fout."), _("Doe iets."))

    with pytest.raises(InputError, match=r"^plaats: Fout\. Doe iets\.$"):
        copy_database(source, KEY, target, refuse)
    assert beside_it(target) == []
    with pytest.raises(InputError, match="kan niet worden geschreven"):
        copy_database(source, KEY, target, lambda copy: copy.execute("DELETE FROM text"))
    assert beside_it(target) == []


def test_a_missing_folder_is_said(source: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="bestaat niet"):
        copy_database(source, KEY, tmp_path / "weg" / "kopie.dossier")


FULL = """
import resource, signal, sys
from pathlib import Path
from tests.dossier.encrypted import KEY, opened
from triage.dossier.snapshot import copy_database
from triage.errors import InputError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for limit in (0, 5_000, 40_000):
    source = opened(Path(sys.argv[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, -1))
    try:
        copy_database(source, KEY, Path(sys.argv[2]))
    except InputError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
    source.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_takes_no_more_leaves_no_copy_and_a_whole_dossier(source: Any, target: Path, tmp_path: Path) -> None:
    said = said_by(FULL, tmp_path / "bron.dossier", target).splitlines()
    assert len(said) == 3
    assert all(line.startswith("de kopie van het dossier: ") and line.endswith("of kies een andere map.") for line in said)
    assert beside_it(target) == []
    copy_database(source, KEY, target)


CUT_OFF = """
import os, signal, sys, time
from pathlib import Path
from tests.dossier.encrypted import KEY, opened
from triage.dossier.snapshot import copy_database
from triage.files import scratch

def wait(_copy):
    print('half', flush=True)
    time.sleep(60)

with scratch(Path(sys.argv[1]).parent, '.dossier') as place:
    copy_database(opened(Path(sys.argv[1])), KEY, place, wait)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows what was left is left")
def test_what_a_process_that_was_ended_by_force_left_of_a_copy_is_cleared_away_the_next_time(source: Any, tmp_path: Path) -> None:
    with beside(CUT_OFF, tmp_path / "bron.dossier") as process:
        assert line_from(process) == "half"
        process.kill()
        process.wait()
    (left,) = tmp_path.glob(".weegwijzer-*")
    Path(f"{left}-journal").touch()
    with scratch(tmp_path, ".dossier") as place:
        copy_database(source, KEY, place)
        assert list(tmp_path.glob(".weegwijzer-*")) == [place]
    assert list(tmp_path.glob(".weegwijzer-*")) == []
