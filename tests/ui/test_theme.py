"""Colours and sizes: contrast in both palettes, shown to find a planted fault; text size that follows the zoom."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Window
from ui.theme import SHAPE_PAIRS, TEXT_PAIRS, ZOOM_STEPS, Scheme, Theme, contrast, palette

TEXT, SHAPE = 4.5, 3.0

Pairs = Sequence[tuple[QPalette.ColorRole, QPalette.ColorRole]]


def too_weak(colours: QPalette, pairs: Pairs, least: float) -> list[str]:
    """The pairs that stay under the contrast they need."""
    return [f"{front.name} on {ground.name}" for front, ground in pairs if contrast(colours.color(front), colours.color(ground)) < least]


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_has_enough_contrast(dark: bool) -> None:
    assert too_weak(palette(dark=dark), TEXT_PAIRS, TEXT) == []


@pytest.mark.parametrize("dark", [False, True])
def test_every_shape_that_means_something_has_enough_contrast(dark: bool) -> None:
    assert too_weak(palette(dark=dark), SHAPE_PAIRS, SHAPE) == []


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_disabled_can_still_be_read(dark: bool) -> None:
    colours = palette(dark=dark)
    for text, ground in (
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
    ):
        assert contrast(colours.color(QPalette.ColorGroup.Disabled, text), colours.color(ground)) >= SHAPE


def test_the_gate_finds_pale_text() -> None:
    colours = palette(dark=False)
    colours.setColor(QPalette.ColorRole.PlaceholderText, QColor("#aaaaaa"))
    assert "PlaceholderText on Base" in too_weak(colours, TEXT_PAIRS, TEXT)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("#ffffff"), QColor("#000000")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_zoom_doubles_the_letters_and_goes_back(theme: Theme) -> None:
    theme.set_zoom(100)
    plain = QApplication.font().pointSizeF()
    theme.set_zoom(200)
    assert QApplication.font().pointSizeF() == pytest.approx(2 * plain)
    theme.larger()
    assert theme.zoom == ZOOM_STEPS[-1]
    theme.set_zoom(100)
    theme.smaller()
    assert QApplication.font().pointSizeF() == pytest.approx(plain)


def test_a_chosen_palette_wins_over_that_of_the_system(theme: Theme) -> None:
    theme.set_scheme(Scheme.DARK)
    assert QApplication.palette().color(QPalette.ColorRole.Base) == palette(dark=True).color(QPalette.ColorRole.Base)
    theme.set_scheme(Scheme.LIGHT)
    assert not theme.dark


@pytest.mark.parametrize("dark", [False, True])
def test_a_button_that_a_command_gives_the_focus_shows_it(qtbot: QtBot, theme: Theme, dark: bool) -> None:
    theme.set_scheme(Scheme.DARK if dark else Scheme.LIGHT)
    box = QWidget()
    rows = QVBoxLayout(box)
    one, other = QPushButton("Voorbeelden openen", box), QPushButton("Tabel openen", box)
    for button in (one, other):
        rows.addWidget(button)
    qtbot.addWidget(box)
    box.show()
    box.activateWindow()
    qtbot.waitUntil(box.isActiveWindow)
    other.setFocus(Qt.FocusReason.OtherFocusReason)
    ring = QApplication.palette().color(QPalette.ColorRole.Highlight)

    def ringed(button: QPushButton) -> bool:
        picture = button.grab().toImage()
        side = [picture.pixelColor(x, picture.height() // 2) for x in range(4)]
        return ring in side

    assert ringed(other)
    assert not ringed(one)
    theme.set_scheme(Scheme.LIGHT)


def test_the_menu_ticks_the_colours_that_were_chosen(window: Window) -> None:
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        window.shell.schemes[scheme].trigger()
        assert [one for one, action in window.shell.schemes.items() if action.isChecked()] == [scheme]
        assert window.opened.context.theme.scheme is scheme
