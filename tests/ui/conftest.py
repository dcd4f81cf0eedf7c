"""The true window off screen, with doors that give prepared answers, and a check that nothing outlives it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from triage import review
from triage.cases.case import Answer, Case, Fact
from triage.framework.registry import Registry, read_registry
from triage.framework.vocabulary import FactStatus
from triage.periods import Period
from triage.wording import language
from ui.app import EXAMPLES, FRAMEWORKS, Opened, application, build, speak
from ui.dialogs import Dialogs, Verb
from ui.session import Source
from ui.settings import Settings
from ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DAY = date(2026, 11, 1)
TOP60 = FRAMEWORKS / "top60-ranking.yaml"
SCHOOL = ("fine", "concern", "serious")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says this of every window it opens; it concerns size hints for a window manager that is not there."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("^This plugin does not support propagateSizeHints", extend=True))


class PreparedDialogs(Dialogs):
    """Doors that answer what a test put ready, and remember what was asked. An answer nobody put ready is a failure."""

    def __init__(self) -> None:
        super().__init__(language("nl"))
        self.paths: list[Path | None] = []
        self.verbs: list[str] = []
        self.asked: list[str] = []
        self.printer: Path | None = None
        self.pages: tuple[int, int] = (0, 0)
        self.suggested: list[Path] = []

    def choose_open(self, _parent: QWidget, title: str, _kinds: str, _folder: Path) -> Path | None:
        self.asked.append(title)
        return self.paths.pop(0)

    def choose_save(self, _parent: QWidget, title: str, _kinds: str, suggestion: Path) -> Path | None:
        self.asked.append(title)
        self.suggested.append(suggestion)
        return self.paths.pop(0)

    def ask(self, _parent: QWidget, _title: str, question: str, detail: str, verbs: Sequence[Verb], _drawing: str = "question") -> str:
        self.asked.append(f"{question} {detail}".strip())
        chosen = self.verbs.pop(0)
        assert chosen in [verb.key for verb in verbs]
        return chosen

    def has_printer(self) -> bool:
        return self.printer is not None

    def choose_printer(self, _parent: QWidget, printer: QPrinter, _pages: int) -> bool:
        from PySide6.QtPrintSupport import QPrinter

        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.printer))
        printer.setFromTo(*self.pages)
        return True


class Window:
    """The window of a test: what was opened, and how to wait for it."""

    def __init__(self, opened: Opened, dialogs: PreparedDialogs, qtbot: QtBot) -> None:
        self.opened, self.dialogs, self.qtbot = opened, dialogs, qtbot
        self.shell, self.session, self.files = opened.shell, opened.context.session, opened.files

    def go_to(self, place: str) -> QWidget:
        """Show a place and wait until it is drawn."""
        view = self.shell.go_to_id(place)
        QApplication.processEvents()
        return view

    def rest(self) -> None:
        """Wait until no job is left."""
        self.qtbot.waitUntil(self._idle, timeout=15_000)
        QApplication.processEvents()

    def _idle(self) -> bool:
        return self.opened.context.jobs.waiting == 0


@pytest.fixture(scope="session")
def opened_framework() -> review.OpenFramework:
    """The real framework, read once, with its decision table folded."""
    opened = review.open(TOP60)
    opened.outlooks.fold_all()
    return opened


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The real registry, read once."""
    return read_registry(FRAMEWORKS / "evidence")


@pytest.fixture(scope="session")
def theme() -> Theme:
    """One theme, as in the program."""
    app = application()
    speak(app, "nl")
    return Theme(app)


@pytest.fixture
def only_windows_collected(theme: Theme, opened_framework: review.OpenFramework, registry: Registry) -> None:
    """What is in memory before a window is passed over when garbage is collected after it: thousands of tests, above all, what is made
    once for all windows, and what the tests before left in the caches of the program."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path, theme: Theme, only_windows_collected: None) -> Iterator[Callable[[], Window]]:
    """Opens a window as on a computer where the program ran before; afterwards nothing of it may be left."""
    threads = set(threading.enumerate())
    opened: list[Opened] = []

    def show() -> Window:
        dialogs, settings = PreparedDialogs(), Settings.in_file(tmp_path / "settings.ini")
        settings.scheme = "light"
        made = build(application(), language("nl"), settings, dialogs, theme)
        opened.append(made)
        made.shell.resize(1280, 800)
        made.shell.show()
        qtbot.waitExposed(made.shell)
        made.shell.activateWindow()
        qtbot.waitUntil(made.shell.isActiveWindow)
        return Window(made, dialogs, qtbot)

    yield show
    for made in opened:
        made.context.jobs.close()
        made.shell.hide()
        for owned in (made.shell, made.files, made.context.session, made.context.jobs):
            owned.deleteLater()
    opened.clear()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    theme.set_zoom(100)
    gc.collect()
    assert set(threading.enumerate()) <= threads, "a thread outlives the window"
    left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not left, f"a window outlives the window: {left}"
    timers = [timer for timer in application().findChildren(QTimer) if timer.isActive()]
    assert not timers, f"a timer outlives the window: {timers}"


@pytest.fixture
def bare_window(open_window: Callable[[], Window]) -> Window:
    """The window before its framework is read."""
    return open_window()


@pytest.fixture
def window(bare_window: Window, opened_framework: review.OpenFramework, registry: Registry) -> Window:
    """The window with the real framework and no cases."""
    bare_window.session.use_framework(opened_framework, registry)
    return bare_window


@pytest.fixture
def show_cases(window: Window) -> Callable[[Sequence[Case]], Window]:
    """Opens cases in the window."""

    def show(cases: Sequence[Case]) -> Window:
        window.session.open_cases(tuple(cases), Source("proef"))
        return window

    return show


def some_case(code: str = "7K-4Q2", age: int = 17, facts: int = 3) -> Case:
    """A case with answers of every kind and some facts."""
    answers = {
        "age": Answer(Decimal(age)),
        "exploited": Answer("no"),
        "triage_k1": Answer("yes"),
        "triage_k2": Answer("yes"),
        "school_work": Answer(SCHOOL[age % len(SCHOOL)]),
    }
    return Case(
        code, DAY, answers, tuple(Fact("robbery", Period.quarter(2026, 1 + number % 3), FactStatus.CONVICTED) for number in range(facts))
    )


__all__ = ["DAY", "EXAMPLES", "PreparedDialogs", "Window", "some_case"]
