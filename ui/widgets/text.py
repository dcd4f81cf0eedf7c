"""Headings and paragraphs that wrap and grow with the text size."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import FollowsTextSize, line_height


def unbroken(text: str) -> str:
    """The text with every number kept beside its per cent sign when it wraps."""
    return text.replace(" %", "\u00a0%")


class Paragraph(QLabel):
    """Text that wraps and can be selected with the mouse; `quiet` text is paler, never below the contrast we need."""

    def __init__(self, text: str = "", *, quiet: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(unbroken(text), parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored if quiet else QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if quiet:
            self.setForegroundRole(QPalette.ColorRole.PlaceholderText)

    def setText(self, text: str) -> None:
        """Say something else."""
        super().setText(unbroken(text))


class Heading(QLabel, FollowsTextSize):
    """A heading: level 1 for a place, 2 for a part of it, 3 for a block."""

    def __init__(self, text: str, level: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._level = level
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._set_font()

    def follow_text_size(self) -> None:
        """Stay larger than the text."""
        self._set_font()

    def _set_font(self) -> None:
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * {1: 1.55, 2: 1.2, 3: 1.0}[self._level])
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)


class Card(QFrame, FollowsTextSize):
    """A quiet block on its own ground, for things that belong together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.rows = QVBoxLayout(self)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Keep the air around the words in step with them."""
        space = line_height(self)
        self.rows.setContentsMargins(space, int(space * 0.8), space, int(space * 0.8))
        self.rows.setSpacing(int(space * 0.5))


class TrialStrip(QLabel, FollowsTextSize):
    """The strip above every view of a trial: text, always there, on a quiet ground."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self.setForegroundRole(QPalette.ColorRole.Text)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Keep the air around the words in step with them."""
        self.setMargin(line_height(self) // 2)
