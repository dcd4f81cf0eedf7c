"""A request of the system to stop: the true program, in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.app import FRAMEWORKS
from ui.stopping import STOPPED, StopRequests

ROOT = FRAMEWORKS.parent

PROGRAM = """
import os, signal, sys
from PySide6.QtCore import QTimer
from ui import app

def ask_when_ready(opened):
    if opened.context.session.framework is None:
        QTimer.singleShot(20, lambda: ask_when_ready(opened))
        return
    {first}
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.{name}))
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.{name}))

build = app.build
def build_and_ask(*given):
    opened = build(*given)
    ask_when_ready(opened)
    return opened
app.build = build_and_ask
import main
sys.exit(main.main([]))
"""


def stopped(home: Path, name: str, first: str = "") -> tuple[int, str, str]:
    """Exit code and words of the program that is asked to stop once its framework is read."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home), "APPDATA": str(home)}
    program = PROGRAM.format(name=name, first=first or "pass")
    ended = subprocess.run(
        [sys.executable, "-c", program], check=False, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    words = "\n".join(line for line in ended.stderr.splitlines() if "propagateSizeHints" not in line)
    return ended.returncode, ended.stdout, words


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends a process no such request")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_the_window_closes_quietly_when_the_system_asks(tmp_path: Path, name: str) -> None:
    assert stopped(tmp_path, name) == (STOPPED, "", "")
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".ini"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends a process no such request")
def test_nothing_is_asked_about_a_case_that_was_not_saved_and_an_open_dialog_closes_too(tmp_path: Path) -> None:
    first = "opened.files.new_case(); QTimer.singleShot(0, opened.shell.close)"
    assert stopped(tmp_path, "SIGTERM", first) == (STOPPED, "", "")


def test_the_one_who_had_the_requests_before_gets_them_back(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    requests = StopRequests()
    with qtbot.waitSignal(requests.asked):
        signal.raise_signal(signal.SIGTERM)
    requests.end()
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before
