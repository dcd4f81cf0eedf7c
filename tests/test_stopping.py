"""A request to stop, from a person, a session that ends or a system that shuts down: quiet, clean, and said in Dutch."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
PATIENCE = 120

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="on Windows one process cannot ask another to stop")


def wait_until(there: Callable[[], bool], process: subprocess.Popen[str], *, rest: float) -> None:
    """Returns when something is there, looking again after each rest; fails when the process ends before."""
    until = time.monotonic() + PATIENCE
    while not there():
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(rest)


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".*")]


def stopped_while_writing(out: Path, name: str, *before: str) -> tuple[int, str]:
    """The exit code and what was said by a demonstration that is asked to stop, twice, while it is writing a sheet."""
    command = [*before, sys.executable, str(HOUSE / "main.py"), "demo", "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8") as process:
        wait_until((out / "kader.pmml").exists, process, rest=0.05)  # what is written last before the sheets
        wait_until(lambda: bool(hidden(out / "bladen")), process, rest=0.0005)
        for _ in range(2):
            process.send_signal(getattr(signal, name))
        _said, told = process.communicate(timeout=PATIENCE)
    return process.returncode, told


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_request_to_stop_ends_quietly_and_leaves_nothing_half(name: str, tmp_path: Path) -> None:
    assert stopped_while_writing(tmp_path / "uit", name) == (130, "Gestopt. Er is niets half weggeschreven.\n")
    assert hidden(tmp_path) == []


def test_weighing_a_large_table_stops_at_once_and_leaves_neither_results_nor_refused_rows_half(tmp_path: Path) -> None:
    table, out = tmp_path / "groot.csv", tmp_path / "uit"
    out.mkdir()
    ages = ("oud", "15")
    table.write_text("case,age\n" + "".join(f"A-{number},{ages[number % 10 > 0]}\n" for number in range(51_000)), encoding="utf-8")
    (out / "uit.csv").write_text("van een vorige keer", encoding="utf-8")
    framework = HOUSE / "frameworks" / "top60-ranking.yaml"
    command = [sys.executable, str(HOUSE / "main.py"), "weigh", str(table), "--framework", str(framework), "--invented"]
    with subprocess.Popen(
        [*command, "--out", str(out / "uit.csv")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        wait_until(lambda: len(hidden(out)) == 2, process, rest=0.005)
        process.send_signal(signal.SIGINT)
        said, told = process.communicate(timeout=PATIENCE)
    assert (process.returncode, said, told) == (130, "", "Gestopt. Er is niets half weggeschreven.\n")
    assert [path.name for path in out.iterdir()] == ["uit.csv"]
    assert (out / "uit.csv").read_text("utf-8") == "van een vorige keer"


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
from triage.cli import run_command
sys.exit(run_command(sys.argv[1:]))
"""


def test_a_disk_that_is_full_leaves_nothing_half(tmp_path: Path) -> None:
    table, out = tmp_path / "groot.csv", tmp_path / "uit"
    out.mkdir()
    table.write_text("case,age\n" + "".join(f"A-{number},{'oud' if number == 7 else 15}\n" for number in range(2_000)), encoding="utf-8")
    given = ["weigh", str(table), "--framework", str(HOUSE / "frameworks" / "top60-ranking.yaml"), "--out", str(out / "uit.csv")]
    done = subprocess.run([sys.executable, "-c", FULL, *given], cwd=HOUSE, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "uit.csv: Er is geen ruimte meer op de schijf." in done.stderr
    assert "groot.csv, rij 9, kolom age" in done.stderr
    assert list(out.iterdir()) == []


def test_who_asked_that_the_end_of_the_session_be_ignored_is_heard() -> None:
    program = "import signal, main; signal.signal(signal.SIGHUP, signal.SIG_IGN); main.main(['--help'])\n"
    check = program + "print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN, signal.getsignal(signal.SIGTERM) is signal.SIG_DFL)"
    done = subprocess.run([sys.executable, "-c", check], cwd=HOUSE, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.splitlines()[-1] == "True False", done.stderr
