"""Our own mistakes: a report number, a log without case content, and work that goes on."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PreparedDialogs, Window
from triage.wording import DUTCH, _
from ui.app import LOG
from ui.dialogs import Verb
from ui.faults import FaultDesk

TYPED = "een toelichting die nergens mag komen"


def test_a_fault_is_told_with_a_number_and_logged_without_content(window: Window) -> None:
    told: list[str] = []
    desk = window.opened.faults
    desk.told.connect(told.append)
    window.dialogs.verbs = ["on"]
    try:
        raise ValueError(TYPED)
    except ValueError as fault:
        desk.take(fault)
    log = (window.opened.context.settings.folder / LOG).read_text(encoding="utf-8")
    assert told[0] in log
    assert "ValueError" in log
    assert "test_faults.py" in log
    assert TYPED not in log
    assert told[0] in window.dialogs.asked[0]
    assert TYPED not in window.dialogs.asked[0]


class StumblingDialogs(PreparedDialogs):
    """Telling about a fault goes wrong itself."""

    desk: FaultDesk

    def ask(self, _parent: QWidget, _title: str, question: str, _detail: str, verbs: Sequence[Verb], _drawing: str = "question") -> str:
        self.asked.append(question)
        self.desk.take(KeyError())
        return verbs[0].key


def test_a_fault_while_telling_of_a_fault_is_logged_and_not_told_again(tmp_path: Path, qtbot: QtBot) -> None:
    dialogs = StumblingDialogs()
    window = QWidget()
    qtbot.addWidget(window)
    dialogs.desk = FaultDesk(tmp_path / LOG, DUTCH, dialogs, window)
    dialogs.desk.take(ValueError())
    assert len(dialogs.asked) == 1
    assert "KeyError" in (tmp_path / LOG).read_text(encoding="utf-8")


def test_the_desk_takes_what_nobody_caught_and_gives_the_hook_back(window: Window) -> None:
    before = sys.excepthook
    desk = window.opened.faults
    desk.watch()
    window.dialogs.verbs = ["on"]
    sys.excepthook(RuntimeError, RuntimeError(TYPED), None)
    desk.stop()
    assert sys.excepthook is before
    assert "Fout" not in window.dialogs.asked[0].split(".")[0]
    assert "Dat ligt niet aan u." in window.dialogs.asked[0]


def test_a_mistake_in_a_job_reaches_the_desk(window: Window) -> None:
    window.dialogs.verbs = ["on"]

    def work() -> None:
        raise ZeroDivisionError

    window.opened.context.jobs.start(_("Werk"), work, print, print)
    window.qtbot.waitUntil(lambda: bool(window.dialogs.asked))
    assert "Meld dit nummer" in window.dialogs.asked[0]


def test_a_log_that_cannot_be_written_is_not_said_to_be(tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "map").write_text("geen map", encoding="utf-8")
    dialogs = PreparedDialogs()
    window = QWidget()
    qtbot.addWidget(window)
    for log, said in ((tmp_path / LOG, "In het logboek staat waar het misging"), (tmp_path / "map" / LOG, "Het logboek kon niet")):
        dialogs.verbs = ["on"]
        FaultDesk(log, DUTCH, dialogs, window).take(ValueError(TYPED))
        assert said in dialogs.asked[-1]
        assert log.exists() is ("kon niet" not in dialogs.asked[-1])
