"""What cannot stand as it is, said beside the field it is about: a drawing and words, never a colour alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ui.icons import icon
from ui.theme import FollowsTextSize, line_height
from ui.widgets.text import Paragraph


class Objection(QWidget, FollowsTextSize):
    """An icon and a sentence; hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None, drawing: str = "warning") -> None:
        super().__init__(parent)
        self._drawing = drawing
        self._icon = QLabel(self)
        self._icon.setAccessibleName("")
        self._words = Paragraph(parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.follow_text_size()
        self.hide()

    def show_words(self, words: str) -> None:
        """Say this, also to a screen reader; nothing hides the objection."""
        news = bool(words) and words != self._words.text()
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        if news:
            self.follow_text_size()
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def text(self) -> str:
        """What it says; empty when there is no objection."""
        return self._words.text()

    def follow_text_size(self) -> None:
        """Keep the drawing as high as a line. There is none before there is something to say: drawing takes its time."""
        line = line_height(self)
        if self.text():
            self._icon.setPixmap(icon(self._drawing, self.palette()).pixmap(line, line))
        self.layout().setSpacing(line // 3)  # type: ignore[union-attr]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.follow_text_size()
