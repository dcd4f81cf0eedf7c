"""The message bar: what happened, in words, with an icon and a word for how serious it is. A dialog only comes when one must choose.

Each place declares its messages as functions that give a `Notice`, in one file, so that they can be read together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from triage.errors import InputError
from triage.wording import Language, Message, _, n_
from ui.icons import icon
from ui.theme import line_height
from ui.widgets.text import Paragraph


class Level(Enum):
    """How serious a message is; the value is its icon."""

    INFO = "info"
    DONE = "done"
    WARNING = "warning"
    PROBLEM = "problem"

    def message(self) -> Message:
        """The word that stands in front of the message."""
        return {Level.INFO: _("Ter informatie"), Level.DONE: _("Gelukt"), Level.WARNING: _("Let op"), Level.PROBLEM: _("Niet gelukt")}[self]


@dataclass(frozen=True)
class Remedy:
    """A button beside a message: what it says and what it does."""

    text: Message
    act: Callable[[], None]


@dataclass(frozen=True)
class Notice:
    """A message for the bar. A later one with the same key, or any later one, takes its place."""

    key: str
    level: Level
    text: Message
    remedies: tuple[Remedy, ...] = ()


def refusal(error: InputError) -> Notice:
    """What a file or folder refused: the first defect in words, and how many more there are."""
    first = error.defects[0]
    words = _("{place}: {problem} {mend}", place=first.place, problem=first.problem, mend=first.mend)
    more = len(error.defects) - 1
    if more:
        words = n_("{first} En nog {count} fout.", "{first} En nog {count} fouten.", more, first=words)
    return Notice("refused", Level.PROBLEM, words)


class _RemedyButton(QPushButton):
    """A button that runs its remedy."""

    def __init__(self, remedy: Remedy, language: Language, parent: QWidget) -> None:
        super().__init__(language.say(remedy.text), parent)
        self._act = remedy.act
        self.clicked.connect(self._run)

    @Slot()
    def _run(self) -> None:
        self._act()


class MessageBar(QFrame):
    """Shows one notice at a time, above the view, until it is closed or another comes."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.notice: Notice | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._icon = QLabel(self)
        self._text = Paragraph(parent=self)
        self._close = QPushButton(language.say(_("Sluiten")), self)
        self._close.setAccessibleName(language.say(_("Melding sluiten")))
        self._close.clicked.connect(self.clear)
        self._buttons: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._close)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show a notice, and say it to a screen reader."""
        self._drop_buttons()
        self.notice = notice
        words = self._language.say(_("{level}: {text}", level=notice.level, text=notice.text))
        self._text.setText(words)
        self.setAccessibleName(words)
        self._icon.setPixmap(icon(notice.level.value, self.palette()).pixmap(int(line_height(self) * 1.2)))
        for place, remedy in enumerate(notice.remedies):
            button = _RemedyButton(remedy, self._language, self)
            button.clicked.connect(self.clear)
            self._buttons.append(button)
            layout = self.layout()
            assert isinstance(layout, QHBoxLayout)
            layout.insertWidget(2 + place, button)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def words(self) -> str:
        """What the bar says now; empty when it is hidden."""
        return self._text.text() if self.notice else ""

    @Slot()
    def clear(self) -> None:
        """Hide the bar."""
        self.notice = None
        self.hide()
        self._drop_buttons()

    def _drop_buttons(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons.clear()
