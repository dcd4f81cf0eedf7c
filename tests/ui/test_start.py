"""The way to the first window: nothing slow, nothing that reaches the network, and what the first screen says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.conftest import Window, some_case
from ui.app import FRAMEWORKS
from ui.files import first_framework
from ui.places.start.view import StartView
from ui.session import Source
from ui.settings import Settings
from ui.shell import FRAME_LINES
from ui.theme import Scheme, contrast, line_height

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
    assert "Het adviseert; mensen besluiten." in said
    assert "Het voorspelt niets over een jongere." in said
    assert "Casussen zijn hier gepseudonimiseerd" in said
    assert "Daarom geldt de AVG." in said


def typing_says(window: Window) -> str:
    """What stands under the button to type a case."""
    start = window.go_to("start")
    assert isinstance(start, StartView)
    return start.by_hand.accessibleDescription()


def test_a_typed_case_never_joins_the_examples_and_the_screen_says_so(window: Window) -> None:
    window.files.open_examples()
    window.rest()
    assert typing_says(window) == "U begint een nieuwe lijst met een lege casus, en beantwoordt de vragen."
    start = window.go_to("start")
    assert isinstance(start, StartView)
    start.by_hand.click()
    assert len(window.session.cases) == 1
    assert window.shell.place.id == "weighing"
    assert not window.session.source.invented


def test_a_typed_case_joins_a_table_of_ones_own_and_the_screen_says_so(window: Window) -> None:
    window.session.open_cases((some_case(),), Source("tabel.csv"))
    assert typing_says(window) == "De casus komt bij uw casussen die nu open zijn."
    start = window.go_to("start")
    assert isinstance(start, StartView)
    start.by_hand.click()
    assert len(window.session.cases) == 2


def test_changed_examples_are_not_let_go_without_asking(window: Window) -> None:
    window.files.open_examples()
    window.rest()
    window.files.new_case()
    window.dialogs.verbs = ["back"]
    window.files.type_case()
    assert len(window.session.cases) == 61
    assert window.dialogs.asked[0].startswith("De casussen zijn nog niet bewaard.")


def test_the_drawings_on_the_first_screen_can_be_seen_in_both_colours(window: Window) -> None:
    start = window.go_to("start")
    assert isinstance(start, StartView)
    theme = window.opened.context.theme
    for scheme in (Scheme.LIGHT, Scheme.DARK, Scheme.LIGHT):
        theme.set_scheme(scheme)
        QApplication.processEvents()
        for button in (start.examples, start.table, start.by_hand, start.form):
            picture = button.icon().pixmap(button.iconSize()).toImage()
            inks = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
            ink = max(inks, key=QColor.alpha)
            assert contrast(ink, button.palette().color(QPalette.ColorRole.Button)) >= 4.5
        theme.set_zoom(200)
        assert start.examples.iconSize().height() > 25
        theme.set_zoom(100)


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


def test_it_is_the_framework_of_the_examples_whatever_stands_before_it(tmp_path: Path) -> None:
    first = first_framework(FRAMEWORKS)
    assert first is not None
    assert first.name == "top60-ranking.yaml" > min(path.name for path in FRAMEWORKS.glob("*.yaml"))
    assert first_framework(tmp_path) is None
    for name in ("b.yaml", "a.yaml", "zzz.txt"):
        (tmp_path / name).touch()
    assert first_framework(tmp_path) == tmp_path / "a.yaml"
    (tmp_path / "top60-ranking.yaml").touch()
    assert first_framework(tmp_path) == tmp_path / "top60-ranking.yaml"


def test_a_first_window_fits_on_the_screen_with_its_frame(bare_window: Window) -> None:
    shell = bare_window.shell
    shell.context.settings.geometry = QByteArray()
    shell.restore_shape()
    assert shell.height() <= shell.screen().availableGeometry().height() - FRAME_LINES * line_height(shell)
