"""What was copied outlives neither the program nor Python; what stands in it is tested where it is copied (`test_lists`)."""

from __future__ import annotations

from tests.test_house import python

COPY_AND_CLOSE = """
from types import SimpleNamespace
from PySide6.QtCore import QTimer
from triage import review
from triage.wording import language
from ui import clipboard
from ui.app import FRAMEWORKS, application

app = application()
said = SimpleNamespace(session=SimpleNamespace(opened=review.open(FRAMEWORKS / 'top60-ranking.yaml')), say=language('nl').say)
clipboard.copy_rows(SimpleNamespace(columns=(), rowCount=lambda: 0), said)
QTimer.singleShot(0, app.quit)
raise SystemExit(app.exec())
"""


def test_the_program_closes_in_peace_after_something_was_copied() -> None:
    run = python(COPY_AND_CLOSE, QT_QPA_PLATFORM="offscreen")
    assert run.returncode == 0, run.stderr
