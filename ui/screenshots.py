"""Pictures of every place of the window, made from the examples: light and dark, plain and large text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from PySide6.QtWidgets import QApplication

from triage.wording import language
from ui.app import Opened, application, build, speak
from ui.dialogs import Dialogs
from ui.places.account.view import AccountView
from ui.places.ranking.view import RankingView
from ui.settings import Settings
from ui.theme import Scheme

LONGEST_WAIT_S = 30
PLACES_TO_SHOW = 14
"""Few enough places for the examples to show every state."""

LOOKS = (("licht", Scheme.LIGHT, 100), ("donker", Scheme.DARK, 100), ("groot", Scheme.LIGHT, 200))


def take(folder: Path, width: int = 1280, height: int = 800) -> list[Path]:
    """Write a picture of every place in every look, as `1-start-licht.png`; gives the files. Needs no screen when Qt draws off screen."""
    app = application()
    speak(app, "nl")
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as kept:
        opened = build(app, language("nl"), Settings.in_file(Path(kept) / "settings.ini"), Dialogs(language("nl")))
        opened.shell.resize(width, height)
        opened.shell.show()
        opened.files.start()
        _wait(opened)
        opened.files.open_examples()
        _wait(opened)
        written = [path for look in LOOKS for path in _look(opened, folder, *look)]
        opened.shell.close()
        opened.context.theme.set_zoom(100)
    return written


def _look(opened: Opened, folder: Path, name: str, scheme: Scheme, zoom: int) -> list[Path]:
    opened.context.theme.set_scheme(scheme)
    opened.context.theme.set_zoom(zoom)
    written = []
    for place in opened.shell.places:
        view = opened.shell.go_to(place)
        if isinstance(view, RankingView):
            view.places.setValue(PLACES_TO_SHOW)
        _wait(opened, view.pages_are_there if isinstance(view, AccountView) else None)
        path = folder / f"{place.number}-{place.id}-{name}.png"
        opened.shell.grab().save(str(path))
        written.append(path)
    return written


def _wait(opened: Opened, ready: Callable[[], bool] | None = None) -> None:
    """Wait until no job is left and, where asked, the view is ready. Raises TimeoutError."""
    until = monotonic() + LONGEST_WAIT_S
    for _turn in range(3):
        QApplication.processEvents()
    while opened.context.jobs.waiting or (ready is not None and not ready()):
        QApplication.processEvents()
        if monotonic() > until:
            raise TimeoutError("the window is not ready")
    for _turn in range(3):
        QApplication.processEvents()
