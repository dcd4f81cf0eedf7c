"""Opens the window. Everything slow (reading the framework) comes after the first picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDate, QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from triage.wording import DUTCH, Language, language
from ui.context import Context
from ui.dialogs import Dialogs
from ui.faults import FaultDesk
from ui.files import FileDesk
from ui.icons import icon
from ui.jobs import JobRunner
from ui.outlook import OutlookDesk
from ui.qt_words import QtWords
from ui.session import Session
from ui.settings import Settings
from ui.shell import TITLE, Shell
from ui.stopping import StopRequests
from ui.theme import Scheme, Theme

FRAMEWORKS = Path(__file__).parent.parent / "frameworks"
EXAMPLES = Path(__file__).parent.parent / "examples"
LOG = "fouten.log"


@dataclass(frozen=True)
class Opened:
    """The window with what must live as long as it does."""

    shell: Shell
    faults: FaultDesk
    context: Context
    files: FileDesk


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The Qt application, with Dutch numbers, dates and Qt's own texts in Dutch."""
    app = QApplication.instance() or QApplication(["weegwijzer", *arguments])
    assert isinstance(app, QApplication)
    app.setApplicationName("weegwijzer")
    app.setApplicationDisplayName(TITLE)
    return app


def speak(app: QApplication, code: str) -> None:
    """Let Qt's own buttons and dialogs speak the language."""
    locale = QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands) if code == "nl" else QLocale(QLocale.Language.English)
    QLocale.setDefault(locale)
    if code == "nl":
        app.installTranslator(QtWords(language(code), app))
    translator = QTranslator(app)
    if translator.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def build(app: QApplication, said_in: Language, settings: Settings, dialogs: Dialogs, theme: Theme | None = None) -> Opened:
    """Build the window, not shown yet and without a framework."""
    theme = theme or Theme(app)
    theme.set_zoom(settings.zoom)
    if settings.scheme in [scheme.value for scheme in Scheme]:
        theme.set_scheme(Scheme(settings.scheme))
    today = QDate.currentDate().toPython()
    session, jobs = Session(said_in, today, app), JobRunner(app)  # type: ignore[arg-type]
    context = Context(session, said_in, dialogs, jobs, settings, theme)
    OutlookDesk(session, jobs)
    files = FileDesk(context, FRAMEWORKS, EXAMPLES, app)
    shell = Shell(context, files)
    shell.setWindowIcon(icon("weegwijzer", app.palette()))
    files.attach(shell)
    faults = FaultDesk(settings.folder / LOG, said_in, dialogs, shell)
    jobs.failed.connect(faults.take)
    return Opened(shell, faults, context, files)


def run() -> int:
    """Open the window and stay until it is closed. Returns the exit code.

    0 when the window was closed, 130 when the system asked to stop: then nothing is asked, and what was not saved is gone.
    """
    app, said_in = application(), DUTCH
    speak(app, said_in.code)
    requests = StopRequests(app)
    opened = build(app, said_in, Settings.of_user(), Dialogs(said_in))
    requests.asked.connect(opened.shell.leave)
    opened.faults.watch()
    opened.shell.show()
    QTimer.singleShot(0, opened.files.start)
    try:
        return app.exec()
    finally:
        opened.faults.stop()
        requests.end()
