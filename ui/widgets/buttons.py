"""Buttons with a drawing that follows the colours and the text size."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from ui.icons import icon
from ui.theme import FollowsTextSize, line_height


class DrawnButton(QPushButton, FollowsTextSize):
    """A button with words and a drawing of our own beside them."""

    def __init__(self, drawing: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._drawing = drawing
        self._draw()

    def follow_text_size(self) -> None:
        """Keep the drawing as high as a line."""
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_drawing"):
            self._draw()

    def _draw(self) -> None:
        line = line_height(self)
        self.setIconSize(QSize(line, line))
        self.setIcon(icon(self._drawing, self.palette(), QPalette.ColorRole.ButtonText))
