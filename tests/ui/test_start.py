"""The way to the first window: nothing slow, nothing that reaches the network, and what the first screen says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QLabel

from tests.ui.conftest import Window
from ui.settings import Settings

SHOW = """
import os, sys
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from triage.wording import language
from ui.app import application, build, speak
from ui.dialogs import Dialogs
from ui.settings import Settings
app = application()
speak(app, "nl")
opened = build(app, language("nl"), Settings.in_file(Path(sys.argv[1])), Dialogs(language("nl")))
opened.shell.show()
app.processEvents()
print(" ".join(sorted(name for name in sys.argv[2:] if name in sys.modules)))
opened.shell.close()
"""

SLOW = ("pandas", "reportlab", "pikepdf", "openpyxl", "python_calamine", "pypdfium2", "PySide6.QtPrintSupport")
NETWORK = ("PySide6.QtNetwork", "http.client", "ssl", "requests")


def test_the_first_window_needs_nothing_slow_and_no_network(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SHOW, str(tmp_path / "settings.ini"), *SLOW, *NETWORK]
    run = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parent.parent.parent)
    assert run.stdout.strip() == ""
    assert "Traceback" not in run.stderr


def test_the_first_screen_says_what_it_is_and_that_cases_are_pseudonymised(window: Window) -> None:
    said = " ".join(label.text() for label in window.go_to("start").findChildren(QLabel))
    assert "Het adviseert; mensen beslissen." in said
    assert "Het voorspelt niets over een jongere." in said
    assert "Casussen zijn hier gepseudonimiseerd" in said
    assert "Daarom geldt de AVG." in said


def test_settings_keep_shape_and_files_and_no_case(tmp_path: Path) -> None:
    settings = Settings.in_file(tmp_path / "s.ini")
    for number in range(12):
        settings.remember(tmp_path / f"tabel-{number}.csv")
    settings.remember(tmp_path / "tabel-11.csv")
    settings.zoom, settings.scheme = 150, "dark"
    settings.write()
    again = Settings.in_file(tmp_path / "s.ini")
    assert [path.name for path in again.recent][:2] == ["tabel-11.csv", "tabel-10.csv"]
    assert len(again.recent) == 8
    assert (again.zoom, again.scheme) == (150, "dark")
    again.forget_files()
    assert not Settings.in_file(tmp_path / "s.ini").recent


def test_unreadable_settings_are_as_none(tmp_path: Path) -> None:
    (tmp_path / "s.ini").write_text("[view]\nzoom=groot\n[window]\ngeometry=zomaar\n", encoding="utf-8")
    settings = Settings.in_file(tmp_path / "s.ini")
    assert settings.zoom == 100
    assert settings.geometry.isEmpty()


def test_the_framework_is_read_after_the_window_shows(bare_window: Window) -> None:
    assert bare_window.session.framework is None
    bare_window.files.start()
    bare_window.rest()
    assert bare_window.session.framework is not None
    assert bare_window.session.framework.id == "top60-ranking"
