"""How the window looks: Fusion with our own palettes (light, dark), one blue hue for amounts, grey for what is unknown.

Every pair of text and ground has a contrast of at least 4.5 : 1 (WCAG 2.1, 1.4.3); the tests read the palettes. Sizes follow the font, so
zooming text from 100 to 200 % needs nothing else.
"""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.style import EdgedStyle

ZOOM_STEPS = (100, 110, 125, 150, 175, 200)
"""Text sizes on offer, in per cent."""

LEAST_POINTS = 10.0
"""Some desktops ask for smaller letters than anybody should read case work in."""

_Role = QPalette.ColorRole

_LIGHT = {
    _Role.Window: "#f3f5f8",
    _Role.WindowText: "#1a1f26",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#e4edf7",
    _Role.Text: "#1a1f26",
    _Role.PlaceholderText: "#59636f",
    _Role.Button: "#f7f9fb",
    _Role.ButtonText: "#1a1f26",
    _Role.BrightText: "#ffffff",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#e3e8ee",
    _Role.Mid: "#7d8896",
    _Role.Dark: "#8791a0",
    _Role.Shadow: "#5b6571",
    _Role.Highlight: "#1d5b9e",
    _Role.HighlightedText: "#ffffff",
    _Role.Accent: "#2a6cb3",
    _Role.Link: "#1d5b9e",
    _Role.LinkVisited: "#5a4a96",
    _Role.ToolTipBase: "#ffffff",
    _Role.ToolTipText: "#1a1f26",
}

_DARK = {
    _Role.Window: "#1d2127",
    _Role.WindowText: "#e7eaee",
    _Role.Base: "#15181d",
    _Role.AlternateBase: "#26313f",
    _Role.Text: "#e7eaee",
    _Role.PlaceholderText: "#a3adb9",
    _Role.Button: "#2a3038",
    _Role.ButtonText: "#e7eaee",
    _Role.BrightText: "#ffffff",
    _Role.Light: "#3a424d",
    _Role.Midlight: "#323943",
    _Role.Mid: "#7b8795",
    _Role.Dark: "#6e7a88",
    _Role.Shadow: "#0c0e11",
    _Role.Highlight: "#8dbbf0",
    _Role.HighlightedText: "#10151b",
    _Role.Accent: "#7fb2ee",
    _Role.Link: "#9cc5f5",
    _Role.LinkVisited: "#c4b5f2",
    _Role.ToolTipBase: "#2a3038",
    _Role.ToolTipText: "#e7eaee",
}

_DISABLED = {_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.HighlightedText}

TEXT_PAIRS = (
    (_Role.WindowText, _Role.Window),
    (_Role.Text, _Role.Base),
    (_Role.Text, _Role.AlternateBase),
    (_Role.ButtonText, _Role.Button),
    (_Role.HighlightedText, _Role.Highlight),
    (_Role.PlaceholderText, _Role.Base),
    (_Role.PlaceholderText, _Role.Window),
    (_Role.PlaceholderText, _Role.AlternateBase),
    (_Role.Link, _Role.Base),
    (_Role.Link, _Role.Window),
    (_Role.ToolTipText, _Role.ToolTipBase),
)
"""Which role is written on which; each must reach 4.5 : 1 in both palettes."""

SHAPE_PAIRS = (
    (_Role.Mid, _Role.Base),
    (_Role.Mid, _Role.Window),
    (_Role.Accent, _Role.Base),
    (_Role.Highlight, _Role.Base),
    (_Role.Highlight, _Role.Window),
    (_Role.Accent, _Role.AlternateBase),
)
"""Shapes that carry meaning (bars, the ring round what has focus) and their ground; each must reach 3 : 1."""


class Scheme(Enum):
    """Which palette: that of the system, or one the reader chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def palette(*, dark: bool) -> QPalette:
    """Our palette, light or dark."""
    made = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        made.setColor(role, QColor(colour))
    quiet = QColor("#8b95a1" if dark else "#68727e")
    for role in _DISABLED:
        made.setColor(QPalette.ColorGroup.Disabled, role, quiet)
    made.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, QColor("#3a424d" if dark else "#d5dbe2"))
    return made


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return float(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2])


class FollowsTextSize:
    """A part whose sizes are set by hand from the font; the theme tells it when the text size changed."""

    def follow_text_size(self) -> None:
        """Set the sizes again."""
        raise NotImplementedError


def line_height(widget: QWidget) -> int:
    """The height of a line of text, in pixels: the unit of all our sizes.

    From the font of the application: a hidden widget hears of another text size only when it shows.
    """
    return QFontMetrics(QApplication.font(), widget).height()


class Theme(QObject):
    """Holds palette and text size of the application. `changed` says that one of them was set."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._hints = app.styleHints()  # kept: what it hands out dies with it
        self._size = max(app.font().pointSizeF(), LEAST_POINTS)
        self.scheme = Scheme.SYSTEM
        self.zoom = 100
        app.setStyle(EdgedStyle())
        self._hints.colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def dark(self) -> bool:
        """Whether the dark palette shows."""
        if self.scheme is Scheme.SYSTEM:
            return self._hints.colorScheme() == Qt.ColorScheme.Dark
        return self.scheme is Scheme.DARK

    def set_scheme(self, scheme: Scheme) -> None:
        """Choose light, dark, or as the system."""
        self.scheme = scheme
        self._apply()

    def set_zoom(self, percent: int) -> None:
        """Set the text size; a number that is not on offer becomes the nearest one that is."""
        self.zoom = min(ZOOM_STEPS, key=lambda step: abs(step - percent))
        self._apply()

    def larger(self) -> None:
        """One step larger, up to 200 %."""
        self.set_zoom(ZOOM_STEPS[min(ZOOM_STEPS.index(self.zoom) + 1, len(ZOOM_STEPS) - 1)])

    def smaller(self) -> None:
        """One step smaller, down to 100 %."""
        self.set_zoom(ZOOM_STEPS[max(ZOOM_STEPS.index(self.zoom) - 1, 0)])

    @Slot()
    def _system_changed(self) -> None:
        self._apply()

    def _apply(self) -> None:
        # A contrast theme of the system is a choice for readable colours; ours would undo it.
        if self._hints.accessibility().contrastPreference() != Qt.ContrastPreference.HighContrast:
            self._app.setPalette(palette(dark=self.dark))
        font = QFont(self._app.font())
        font.setPointSizeF(self._size * self.zoom / 100)
        style = self._app.style()
        if isinstance(style, EdgedStyle):
            style.line = QFontMetrics(font).height()
        self._app.setFont(font)
        for widget in self._app.allWidgets():
            if isinstance(widget, FollowsTextSize):
                widget.follow_text_size()
        self.changed.emit()
