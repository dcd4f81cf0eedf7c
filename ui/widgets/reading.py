"""Text to read: blocks of a heading and sentences that scroll, take the focus, and are heard as one text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from triage.wording import Language
from ui.explaining import Block
from ui.theme import line_height
from ui.widgets.text import Heading, Paragraph

LONGEST_LINE = 48
"""Lines of text are at most this many line heights wide: longer ones are hard to follow."""


class Reading(QScrollArea):
    """Blocks one below the other. Arrows and Page Down scroll."""

    def __init__(self, label: str, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._language = language
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(label)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def show_blocks(self, title: object | None, blocks: Sequence[Block]) -> None:
        """Show other blocks, from the top. Without a title when one stands above this text already."""
        say = self._language.say
        line = line_height(self)
        body = QWidget()
        body.setBackgroundRole(QPalette.ColorRole.Base)
        body.setMaximumWidth(line * LONGEST_LINE)
        rows = QVBoxLayout(body)
        rows.setContentsMargins(line, line // 2, line, line)
        rows.setSpacing(line // 3)
        spoken = [self._label]
        if title is not None:
            rows.addWidget(Heading(say(title), 2, body))
            spoken.append(say(title))
        for block in blocks:
            rows.addSpacing(line // 3)
            rows.addWidget(Heading(say(block.heading), 3, body))
            spoken.append(say(block.heading))
            for text in block.lines:
                rows.addWidget(Paragraph(say(text), parent=body))
                spoken.append(say(text))
        rows.addStretch(1)
        self.setWidget(body)
        self.setAccessibleName(". ".join(spoken))
        self.verticalScrollBar().setValue(0)
