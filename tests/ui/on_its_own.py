"""The window without pytest, for tests that need a process of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui.conftest import TOP60, PreparedDialogs, some_case
from triage import review
from triage.cases.case import Case
from triage.framework.registry import read_registry
from triage.wording import language
from ui.app import FRAMEWORKS, application, build, speak
from ui.files import FileDesk
from ui.session import Session
from ui.settings import Settings
from ui.shell import Shell
from ui.trial import case_added


@dataclass(frozen=True)
class LoneWindow:
    """A window and its parts."""

    shell: Shell
    files: FileDesk
    session: Session
    dialogs: PreparedDialogs

    def rest(self) -> None:
        """Wait until no job is left."""
        while self.shell.context.jobs.waiting:
            QApplication.processEvents()


def window_with_a_case(folder: Path, *cases: Case) -> LoneWindow:
    """The window with the real framework and a case that was not saved yet."""
    app, dialogs = application(), PreparedDialogs()
    speak(app, "nl")
    opened = build(app, language("nl"), Settings.in_file(folder / "settings.ini"), dialogs)
    opened.context.session.use_framework(review.open(TOP60), read_registry(FRAMEWORKS / "evidence"))
    opened.shell.show()
    for case in cases or (some_case(),):
        opened.context.session.do(case_added(opened.context.session.cases, case))
    return LoneWindow(opened.shell, opened.files, opened.context.session, dialogs)
