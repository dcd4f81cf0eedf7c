"""What cannot be said does not stop the work, and the exit code stays right."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from triage.terminal import Terminal
from triage.wording import _

HOUSE = Path(__file__).parent.parent
TOP60 = HOUSE / "frameworks" / "top60-ranking.yaml"
INGROEI = HOUSE / "frameworks" / "ingroei.yaml"
WEIGH = f"weigh {HOUSE}/examples/cases.csv --framework {TOP60} --facts {HOUSE}/examples/facts.csv --out o.csv"
LOST = "Niet alles kon hier worden getoond: de uitvoer is vol. Wat in een bestand hoort te staan, is geschreven.\n"

posix = pytest.mark.skipif(sys.platform == "win32", reason="streams are closed and filled by a POSIX shell")


def shell(arguments: str, streams: str, folder: Path) -> tuple[int, str, str]:
    """The program with its streams led elsewhere by a shell: exit code and what still came through."""
    line = f'"{sys.executable}" "{HOUSE / "main.py"}" {arguments} {streams}'
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


@posix
@pytest.mark.parametrize(
    ("streams", "code"),
    [(">&-", 0), (">&- 2>&-", 0), ("2>&-", 0), (">/dev/full", 1), (">/dev/full 2>/dev/full", 1), ("2>/dev/full", 0)],
)
def test_the_file_is_written_whoever_listens(streams: str, code: int, tmp_path: Path) -> None:
    found, out, err = shell(WEIGH, streams, tmp_path)
    assert found == code, err
    assert [path.name for path in tmp_path.iterdir()] == ["o.csv"]
    assert len((tmp_path / "o.csv").read_bytes().splitlines()) == 61
    assert out in ("", "60 casussen gewogen: o.csv.\n")
    assert "Traceback" not in err
    assert "Exception" not in err
    assert err.endswith(LOST) is (streams == ">/dev/full")


@posix
@pytest.mark.parametrize(
    ("arguments", "streams", "code"),
    [
        ("check nergens.yaml", "2>&-", 1),
        ("check nergens.yaml", ">&- 2>/dev/full", 1),
        ("weigh", "2>/dev/full", 2),
        ("weigh", "2>&-", 2),
        ("--help", ">/dev/full", 1),
        ("--help", ">&-", 0),
    ],
)
def test_the_exit_code_is_that_of_the_work(arguments: str, streams: str, code: int, tmp_path: Path) -> None:
    found, _out, err = shell(arguments, streams, tmp_path)
    assert (found, "Traceback" in err) == (code, False)


@posix
def test_a_reader_that_left_is_no_fault() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, str(HOUSE / "main.py"), "check", str(INGROEI)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_streams_nothing_is_said_and_nothing_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    terminal = Terminal()
    terminal.say(_("hallo"))
    terminal.tell(_("hallo"))
    with terminal.progress(_("bezig")) as told:
        told(0.5)
    assert [terminal.done(code) for code in (0, 1, 130)] == [0, 1, 130]


class Watched(io.StringIO):
    """A terminal that somebody looks at."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("patience", "shown"), [(0.0, True), (float("inf"), False)])
def test_a_bar_is_shown_only_for_work_that_takes_long(patience: float, shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Watched()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr("triage.terminal.PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")
    with Terminal().progress(_("Wegen")) as told:
        for share in (0.1, 0.5, 1.0):
            told(share)
    assert ("Wegen" in stream.getvalue()) is shown
