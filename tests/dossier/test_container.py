from __future__ import annotations

import os
import stat
import sys
import tracemalloc
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.dossier.backups import ABOUT, DATABASE, HEADER, NOON, packed, told, usual_parts, zipped
from triage.dossier import container
from triage.dossier.container import About, check, pack, read_about, unpack
from triage.errors import InputError
from triage.files import MEBIBYTE, Fault
from triage.wording import DUTCH

NAME = "jeugd.reserve"


def message(fault: Fault) -> str:
    return f"{NAME}: {DUTCH.say(fault[0])} {DUTCH.say(fault[1])}"


NOT_A_BACKUP, DAMAGED, STRANGE, NEWER = map(message, (container.NOT_A_BACKUP, container.DAMAGED, container.STRANGE, container.NEWER))


def refused(path: Path) -> str:
    """What is said of a backup that cannot be used, which is the same when it is looked at and when it is unpacked; and nothing is left."""
    folder = path.parent / "uitgepakt"
    folder.mkdir(exist_ok=True)
    with pytest.raises(InputError) as at_check:
        check(path)
    with pytest.raises(InputError) as at_unpack:
        unpack(path, folder)
    assert str(at_check.value) == str(at_unpack.value)
    assert list(folder.iterdir()) == []
    return str(at_check.value)


@given(header=st.binary(max_size=300), database=st.binary(max_size=5_000))
def test_what_was_packed_is_unpacked(header: bytes, database: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("heen")
    path = packed(folder, header=header, database=database)
    found = unpack(path, folder)
    assert (found.header, found.database.read_bytes(), found.about) == (header, database, ABOUT)
    assert found.database == folder / "dossier"
    assert read_about(path) == check(path) == ABOUT


def test_a_backup_is_a_plain_zip_that_says_first_what_is_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(packed(tmp_path)) as file:
        assert file.testzip() is None
        assert file.namelist() == ["inhoud.json", "sleutels", "dossier"]
        assert all(part.compress_type == zipfile.ZIP_STORED for part in file.infolist())
        assert file.read("sleutels") == HEADER
        assert file.read("dossier") == DATABASE


def test_the_same_dossier_at_the_same_moment_gives_the_same_bytes(tmp_path: Path) -> None:
    elsewhere = replace(ABOUT, made=NOON.astimezone(timezone(timedelta(hours=2))) + timedelta(microseconds=9))
    first, second = packed(tmp_path, "a.reserve"), packed(tmp_path, "b.reserve", about=elsewhere)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_only_its_owner_may_read_a_backup_and_what_comes_out_of_it(tmp_path: Path) -> None:
    path = packed(tmp_path)
    database = unpack(path, tmp_path).database
    assert [stat.S_IMODE(made.stat().st_mode) for made in (path, database)] == [0o600, 0o600]


def test_a_backup_in_the_place_of_another_replaces_it(tmp_path: Path) -> None:
    packed(tmp_path, database=b"oud")
    path = packed(tmp_path, database=b"nieuw")
    assert unpack(path, tmp_path).database.read_bytes() == b"nieuw"
    assert sorted(made.name for made in tmp_path.iterdir()) == ["dossier", NAME]


def test_a_database_with_changes_beside_it_is_not_packed(tmp_path: Path) -> None:
    source = tmp_path / "bron"
    source.write_bytes(DATABASE)
    for ending in ("-wal", "-journal"):
        beside = tmp_path / f"bron{ending}"
        beside.touch()
        with pytest.raises(ValueError, match="journal"):
            pack(tmp_path / NAME, header=HEADER, database=source, about=ABOUT)
        beside.unlink()
    assert not (tmp_path / NAME).exists()


def test_a_database_that_changes_while_it_is_packed_gives_no_backup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def change(folder: Path, needed: int) -> None:
        (tmp_path / "bron").write_bytes(DATABASE[::-1])

    (tmp_path / "bron").write_bytes(DATABASE)
    monkeypatch.setattr(container, "refuse_full", change)
    with pytest.raises(ValueError, match="changed"):
        pack(tmp_path / NAME, header=HEADER, database=tmp_path / "bron", about=ABOUT)
    assert [path.name for path in tmp_path.iterdir()] == ["bron"]


@pytest.mark.parametrize(
    "about",
    [replace(ABOUT, program_version=""), replace(ABOUT, schema_version="jeugd noord"), replace(ABOUT, made=NOON.replace(tzinfo=None))],
)
def test_what_a_backup_says_of_itself_is_versions_and_a_moment(about: About, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"version|time zone"):
        packed(tmp_path, about=about)


def test_a_missing_folder_or_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "bron").write_bytes(DATABASE)
    with pytest.raises(InputError, match="weg: Dit bestand of deze map bestaat niet"):
        pack(tmp_path / "weg" / NAME, header=HEADER, database=tmp_path / "bron", about=ABOUT)
    with pytest.raises(InputError, match="weg: Dit bestand of deze map bestaat niet"):
        pack(tmp_path / NAME, header=HEADER, database=tmp_path / "weg", about=ABOUT)
    with pytest.raises(InputError, match="weg: Dit bestand of deze map bestaat niet"):
        unpack(packed(tmp_path), tmp_path / "weg")
    with pytest.raises(InputError, match=r"^weg\.reserve: Dit bestand of deze map bestaat niet"):
        read_about(tmp_path / "weg.reserve")


def test_too_little_room_is_said_before_anything_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path)
    monkeypatch.setattr("triage.dossier.disk.free_bytes", lambda _folder: 1_000)
    with pytest.raises(InputError, match=r"Er is te weinig ruimte op de schijf: 0 MB vrij en 1 MB nodig\."):
        packed(tmp_path, "b.reserve")
    with pytest.raises(InputError, match="te weinig ruimte"):
        unpack(path, tmp_path)


def test_a_backup_of_any_size_takes_the_memory_of_a_piece(tmp_path: Path) -> None:
    with (tmp_path / "bron").open("wb") as file:
        file.truncate(24 * MEBIBYTE)
    tracemalloc.start()
    try:
        pack(tmp_path / NAME, header=HEADER, database=tmp_path / "bron", about=ABOUT)
        unpack(tmp_path / NAME, tmp_path)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 6 * MEBIBYTE
    assert (tmp_path / "dossier").stat().st_size == 24 * MEBIBYTE


def test_a_table_of_parts_that_says_it_is_huge_takes_no_memory(tmp_path: Path) -> None:
    with (tmp_path / "bron").open("wb") as file:
        file.truncate(24 * MEBIBYTE)
    pack(tmp_path / NAME, header=HEADER, database=tmp_path / "bron", about=ABOUT)
    with (tmp_path / NAME).open("r+b") as file:
        file.seek(-10, os.SEEK_END)
        file.write((20 * MEBIBYTE).to_bytes(4, "little"))
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="beschadigd of niet compleet"):
            read_about(tmp_path / NAME)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 2 * MEBIBYTE


def test_a_backup_is_kept_by_the_disk_once_it_stands_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[tuple[Path, bool]] = []
    monkeypatch.setattr(container, "settle_folder", lambda folder: settled.append((folder, (folder / NAME).exists())))
    packed(tmp_path)
    assert settled == [(tmp_path, True)]


@pytest.mark.parametrize("content", [b"", b"PK", b"jeugd;12\n", bytes(5_000), b"%PDF-1.7\n", DATABASE])
def test_what_is_no_backup_is_said_to_be_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(content)
    assert refused(tmp_path / NAME) == NOT_A_BACKUP


@pytest.mark.parametrize("parts", [[], [("xl/workbook.xml", b"<x/>")], [("sleutels", HEADER), ("dossier", DATABASE)]])
def test_another_zip_is_no_backup(parts: list[tuple[str, bytes]], tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / NAME, parts)) == NOT_A_BACKUP


def test_a_zip_of_another_kind_with_the_same_parts_is_no_backup(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / NAME, usual_parts(told(kind="iets-anders")))) == NOT_A_BACKUP


def test_a_zip_that_another_program_made_of_the_same_parts_is_a_backup(tmp_path: Path) -> None:
    assert check(zipped(tmp_path / NAME, usual_parts())) == ABOUT


def test_a_backup_of_a_newer_version_says_so(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / NAME, usual_parts(told(format=2, parts={"alles": 1})))) == NEWER


def test_what_a_later_program_adds_to_the_table_of_contents_is_let_be(tmp_path: Path) -> None:
    assert check(zipped(tmp_path / NAME, usual_parts(told(remark="x")))) == ABOUT


@pytest.mark.parametrize(
    "parts",
    [
        [*usual_parts(), ("nog iets", b"x")],
        [*usual_parts(), ("../buiten", b"x")],
        [*usual_parts()[:2], ("/dossier", DATABASE)],
        [*usual_parts()[:2], ("..\\dossier", DATABASE)],
        usual_parts()[::-1],
        usual_parts()[:2],
        usual_parts()[:1],
        [usual_parts()[0], ("sleutels", bytes(MEBIBYTE + 1)), usual_parts()[2]],
        [("inhoud.json", told() + b" " * 16 * 1024), *usual_parts()[1:]],
    ],
)
def test_parts_that_do_not_belong_in_a_backup_are_refused(parts: list[tuple[str, bytes]], tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / NAME, parts)) == STRANGE
    assert not (tmp_path / "buiten").exists()


def test_a_part_that_unpacks_to_more_than_it_takes_is_refused(tmp_path: Path) -> None:
    bomb = bytes(8 * MEBIBYTE)
    path = zipped(tmp_path / NAME, [("inhoud.json", told(database=bomb)), ("sleutels", HEADER), ("dossier", bomb)], zipfile.ZIP_DEFLATED)
    assert refused(path) == STRANGE


def test_parts_that_lie_over_each_other_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / NAME, [("inhoud.json", told(header=HEADER, database=HEADER)), ("sleutels", HEADER), ("dossier", HEADER)])
    content = bytearray(path.read_bytes())
    table = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", table + 4)
    third = content.index(b"PK\x01\x02", second + 4)
    content[third + 42 : third + 46] = content[second + 42 : second + 46]
    path.write_bytes(content)
    assert refused(path) == STRANGE


def test_something_before_or_behind_a_backup_is_refused(tmp_path: Path) -> None:
    whole = packed(tmp_path).read_bytes()
    for content, said in (
        (b"PK\x03\x04" + whole, STRANGE),
        (b"x" + whole, NOT_A_BACKUP),
        (whole + b"x", DAMAGED),
        (whole + whole, STRANGE),
    ):
        (tmp_path / NAME).write_bytes(content)
        assert refused(tmp_path / NAME) == said


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"{",
        b"[]",
        b"1",
        b'"x"',
        b"[" * 15_000,
        b"\xff",
        told(made="gisteren"),
        told(made=NOON.replace(tzinfo=None).isoformat()),
        told(made="0001-01-01T00:00:00+14:00"),
        told(made=7),
        told(format="1"),
        told(program_version="x" * 41),
        told(program_version=None),
        told(schema_version="\x1b[2J"),
        told(parts=[]),
        told(parts={}),
        told(parts={"sleutels": 1, "dossier": 2}),
        told(header=b"een andere"),
        told(database=DATABASE[::-1]),
        told(database=DATABASE[:-1]),
        told().replace(b'"size": 20000', b'"size": 20001'),
        told().replace(b'"size": 20000', b'"size": 20000.0'),
    ],
)
def test_a_table_of_contents_that_is_wrong_makes_the_backup_damaged(contents: bytes, tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / NAME, usual_parts(contents))) == DAMAGED


def test_a_number_that_is_no_format_makes_the_backup_damaged(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / NAME, usual_parts(told(format=0)))) == DAMAGED


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_folder_or_a_pipe_is_no_backup(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.reserve")
    with pytest.raises(InputError, match="Dit is geen gewoon bestand"):
        read_about(tmp_path / "pijp.reserve")
    with pytest.raises(InputError, match="Dit is een map"):
        read_about(tmp_path)


def test_a_backup_whose_name_leads_to_a_person_is_not_opened_and_its_name_not_repeated(tmp_path: Path) -> None:
    packed(tmp_path).rename(tmp_path / "0612345678.reserve")
    with pytest.raises(InputError, match="herkenbaar gegeven") as said:
        read_about(tmp_path / "0612345678.reserve")
    assert "0612345678" not in str(said.value)


def test_the_moment_of_a_backup_is_in_utc(tmp_path: Path) -> None:
    path = zipped(tmp_path / NAME, usual_parts(told(made="2026-12-01T14:00:00+02:00")))
    assert read_about(path).made == datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert read_about(path).made.tzinfo == UTC
