from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from triage.errors import InputError
from triage.files import cannot_read, cannot_write, place_of, read_bytes, read_named, replacing, scratch

HOUSE = Path(__file__).parent.parent


def said(path: Path, limit: int = 10) -> str:
    with pytest.raises(InputError) as refused:
        read_bytes(path, limit)
    return str(refused.value)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write_half(path: Path, stop: BaseException | None) -> None:
    with replacing(path) as beside:
        beside.write_text("half")
        if stop is not None:
            raise stop


def test_a_file_is_read_whole_up_to_its_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"0123456789")
    assert read_bytes(path, 10) == b"0123456789"
    assert said(path, 9) == "a.csv: Dit bestand is groter dan 1 MB. Kies een kleiner bestand."


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert said(tmp_path / "weg.csv") == "weg.csv: Dit bestand of deze map bestaat niet. Controleer de naam en de map."
    assert said(tmp_path / "weg" / "a.csv").startswith("a.csv: Dit bestand of deze map bestaat niet.")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert said(tmp_path).endswith("Dit is een map, geen bestand. Kies een bestand.")


def test_a_name_that_cannot_be_is_refused(tmp_path: Path) -> None:
    assert said(tmp_path / "a\0b") == "de bestandsnaam: Deze bestandsnaam kan niet. Kies een kortere naam zonder bijzondere tekens."
    assert "Deze bestandsnaam kan niet." in said(tmp_path / ("a" * 300))


def test_the_place_of_a_message_is_the_name_without_folders() -> None:
    assert place_of(Path("geheim", "map", "a.csv")) == "a.csv"
    assert place_of(Path("/")) == str(Path("/"))


def test_a_name_that_leads_to_a_person_or_moves_the_cursor_is_not_repeated(tmp_path: Path) -> None:
    assert said(tmp_path / "249566758.csv") == "het bestand: Dit bestand of deze map bestaat niet. Controleer de naam en de map."
    assert said(tmp_path / "a\x1b[2Jb.csv").startswith("a\\x1b[2Jb.csv: ")
    assert str(cannot_write(Path("06-12345678.csv"), OSError(errno.ENOSPC, "x"))).startswith("het bestand: Er is geen ruimte")


def test_a_file_that_is_named_after_a_person_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_named(tmp_path / "weg 0612345678.csv", 10)
    assert str(refused.value) == (
        "de naam van het bestand: Hierin staat een herkenbaar gegeven. Geef het bestand een naam die niet naar een persoon leidt."
    )
    (tmp_path / "a\tb.csv").write_bytes(b"x")
    assert read_named(tmp_path / "a\tb.csv", 10) == (b"x", "a\\tb.csv")


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, "Er is geen ruimte meer op de schijf. Maak ruimte vrij of kies een andere map."),
        (errno.EACCES, "Dit bestand kan niet worden geschreven: u hebt geen rechten, of het is open in een ander programma."),
        (errno.EROFS, "Dit bestand kan niet worden geschreven: u hebt geen rechten, of het is open in een ander programma."),
        (errno.EBUSY, "Het bestand is in gebruik door een ander programma. Sluit het daar en probeer het opnieuw."),
        (errno.EIO, "Het bestand kan niet worden geschreven. Probeer het opnieuw of kies een andere map."),
    ],
)
def test_what_the_system_refuses_in_writing_is_said_in_dutch(number: int, problem: str) -> None:
    assert str(cannot_write(Path("map/uit.csv"), OSError(number, "x"))).startswith(f"uit.csv: {problem}")


def test_what_the_system_refuses_in_reading_is_said_in_dutch() -> None:
    assert str(cannot_read(Path("a.csv"), PermissionError(errno.EACCES, "x"))).startswith("a.csv: U mag dit bestand niet lezen.")
    assert str(cannot_read(Path("a.csv"), OSError(errno.EIO, "x"))).startswith("a.csv: Het bestand kan niet worden gelezen.")


def test_a_sharing_violation_of_windows_means_in_use() -> None:
    error = PermissionError(errno.EACCES, "x")
    error.winerror = 32  # type: ignore[attr-defined,unused-ignore]
    assert "Het bestand is in gebruik door een ander programma." in str(cannot_write(Path("uit.xlsx"), error))


def test_a_file_is_replaced_when_all_went_well(tmp_path: Path) -> None:
    path = tmp_path / "uit.csv"
    path.write_text("oud")
    with replacing(path) as beside:
        assert beside.parent == path.parent
        assert beside.suffix == ".csv"
        beside.write_text("nieuw")
        assert path.read_text() == "oud"
    assert path.read_text() == "nieuw"
    assert left_in(tmp_path) == ["uit.csv"]


@pytest.mark.parametrize("stop", [ValueError("x"), KeyboardInterrupt(), InputError(())])
def test_a_file_stays_as_it_was_when_anything_stops_the_work(tmp_path: Path, stop: BaseException) -> None:
    path = tmp_path / "uit.csv"
    path.write_text("oud")
    with pytest.raises(type(stop)):
        write_half(path, stop)
    assert path.read_text() == "oud"
    assert left_in(tmp_path) == ["uit.csv"]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "uit.csv"
    with pytest.raises(InputError, match=r"uit\.csv: Er is geen ruimte meer op de schijf\."):
        write_half(path, OSError(errno.ENOSPC, "No space left on device"))
    assert left_in(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such device")
def test_a_device_that_is_always_full_is_said_to_be_full(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="geen ruimte"), replacing(tmp_path / "uit.csv"), Path("/dev/full").open("w") as full:
        full.write("x" * 100_000)


def test_a_file_is_on_the_disk_before_it_takes_the_place_of_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(number: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    path = tmp_path / "uit.csv"
    path.write_text("oud")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputError, match="kan niet worden geschreven"):
        write_half(path, None)
    assert path.read_text() == "oud"
    assert left_in(tmp_path) == ["uit.csv"]


def test_an_error_about_another_file_is_not_taken_for_ours(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), replacing(tmp_path / "uit.csv"):
        (tmp_path / "lettertype.ttf").read_bytes()
    assert left_in(tmp_path) == []


def test_writing_to_a_folder_or_into_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Dit is een map, geen bestand"), replacing(tmp_path):
        pass
    with pytest.raises(InputError, match="bestaat niet"), replacing(tmp_path / "weg" / "uit.csv"):
        pass
    with pytest.raises(InputError, match="Deze bestandsnaam kan niet"), replacing(tmp_path / "a\0b"):
        pass


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no devices among its files")
def test_a_device_is_not_replaced_by_a_file() -> None:
    with pytest.raises(InputError, match="Dit is geen gewoon bestand"), replacing(Path(os.devnull)):
        pass
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_keeps_being_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "echt.csv", tmp_path / "link.csv"
    target.write_text("oud")
    link.symlink_to(target)
    with replacing(link) as beside:
        beside.write_text("nieuw")
    assert link.is_symlink()
    assert target.read_text() == "nieuw"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
@pytest.mark.parametrize("rights", [0o600, 0o640, 0o664])
def test_a_file_keeps_its_rights_and_is_private_while_it_is_written(tmp_path: Path, rights: int) -> None:
    path = tmp_path / "uit.csv"
    path.write_text("oud")
    path.chmod(rights)
    with replacing(path) as beside:
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600
        beside.write_text("nieuw")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("nieuw", rights)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
def test_a_new_file_gets_the_rights_of_every_new_file(tmp_path: Path) -> None:
    write_half(tmp_path / "uit.csv", None)
    (tmp_path / "gewoon.csv").write_text("x")
    assert (tmp_path / "uit.csv").stat().st_mode == (tmp_path / "gewoon.csv").stat().st_mode


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights")
@pytest.mark.parametrize("before", [None, 0o644])
def test_what_is_private_is_for_its_owner_alone_whatever_it_replaces(before: int | None, tmp_path: Path) -> None:
    path = tmp_path / "uit.csv"
    if before is not None:
        path.touch()
        path.chmod(before)
    with replacing(path, private=True) as beside:
        beside.write_text("nieuw")
    assert (path.read_text(), stat.S_IMODE(path.stat().st_mode)) == ("nieuw", 0o600)


def test_a_file_to_work_in_is_empty_and_gone_afterwards(tmp_path: Path) -> None:
    with scratch(tmp_path, ".dossier") as one, scratch(tmp_path, ".dossier") as two:
        assert (one.parent, one.suffix, one.read_bytes()) == (tmp_path, ".dossier", b"")
        assert one != two
        assert sys.platform == "win32" or stat.S_IMODE(one.stat().st_mode) == 0o600
        two.unlink()
    assert left_in(tmp_path) == []


def test_a_file_to_work_in_is_gone_after_a_fault_too(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), scratch(tmp_path, ".dossier"):
        raise KeyboardInterrupt
    assert left_in(tmp_path) == []


def test_without_a_folder_there_is_no_file_to_work_in(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^weg: Dit bestand of deze map bestaat niet\."), scratch(tmp_path / "weg", ".dossier"):
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    with pytest.raises(InputError, match=r"^pijp: Dit is geen gewoon bestand\."):
        read_bytes(tmp_path / "pijp", 100)


@pytest.mark.parametrize("name", ["é" * 123 + ".csv", "a" * 251 + ".csv", "n." + "é" * 120])
def test_a_name_as_long_as_a_disk_can_hold_can_be_written(name: str, tmp_path: Path) -> None:
    write_half(tmp_path / name, None)
    assert left_in(tmp_path) == [name]


def test_two_at_once_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.csv") as one, replacing(tmp_path / "a.csv") as two:
        one.write_text("een")
        two.write_text("twee")
    assert (tmp_path / "a.csv").read_text() == "een"
    assert left_in(tmp_path) == ["a.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_link_in_the_place_of_the_temporary_file_is_not_written_through(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.csv") as beside:
        name = beside.name
    own = tmp_path / "eigen"
    own.write_text("eigen")
    (tmp_path / name).symlink_to(own)
    write_half(tmp_path / "a.csv", None)
    assert own.read_text() == "eigen"


WRITE_AND_WAIT = """
import sys, time
from pathlib import Path
from triage.files import replacing
with replacing(Path(sys.argv[1])) as beside:
    beside.write_text("half")
    print("bezig", flush=True)
    time.sleep(60)
"""


def killed_while_writing(path: Path) -> str:
    """What a process that is ended by force in the midst of writing leaves behind."""
    with subprocess.Popen([sys.executable, "-c", WRITE_AND_WAIT, str(path)], cwd=HOUSE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"bezig\n"
        process.kill()
    (left,) = [name for name in left_in(path.parent) if name.startswith(".weegwijzer-")]
    return left


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows what was left is left")
def test_what_a_killed_process_left_is_cleared_away_at_the_next_writing_and_nothing_else_is(tmp_path: Path) -> None:
    left = killed_while_writing(tmp_path / "a.csv")
    other_machine = left.replace(left.split("-")[1], "00000000")
    ours_alive = left.replace(left.split("-")[2], str(os.getpid()))
    kept = [other_machine, ours_alive, left.replace(".weegwijzer", ".eigenwijzer"), ".weegwijzer-lijst.csv"]
    for name in kept:
        (tmp_path / name).write_text("eigen")
    linked = left.replace("-0.csv", "-1.csv")
    (tmp_path / linked).symlink_to(tmp_path / other_machine)
    write_half(tmp_path / "b.csv", None)
    assert left_in(tmp_path) == sorted([*kept, linked, "b.csv"])
    assert (tmp_path / other_machine).read_text() == "eigen"


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows what was left is left")
def test_what_another_process_is_writing_is_let_be(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITE_AND_WAIT, str(tmp_path / "a.csv")], cwd=HOUSE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"bezig\n"
        write_half(tmp_path / "b.csv", None)
        assert len(left_in(tmp_path)) == 2
        process.kill()
