"""The message bar: what happened, in words, with an icon and a word for how serious it is. A dialog only comes when one must choose.

Each place declares its messages as functions that give a `Notice`, in one file, so that they can be read together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from triage.errors import InputError
from triage.wording import Language, Message, _, n_
from ui.icons import icon
from ui.theme import FollowsTextSize, line_height
from ui.widgets.flow import CommandRow
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
    """A message for the bar. Any later one takes its place.

    `about_step` says that it is about the last step of the user: it goes as soon as another step follows, so that its button never
    undoes something else.
    """

    key: str
    level: Level
    text: Message
    remedies: tuple[Remedy, ...] = ()
    about_step: bool = False

    @property
    def passing(self) -> bool:
        """Whether it goes by itself when the user goes on; what went wrong stays until it is closed."""
        return self.level in (Level.INFO, Level.DONE)


def refusal(error: InputError) -> Notice:
    """What a file or folder refused: the first defect in words, and how many more there are."""
    first = error.defects[0]
    words = _("{place}: {problem} {mend}", place=first.place, problem=first.problem, mend=first.mend)
    more = len(error.defects) - 1
    if more:
        words = n_("{first} En nog {count} fout.", "{first} En nog {count} fouten.", more, first=words)
    return Notice("refused", Level.PROBLEM, words)


class _RemedyButton(QPushButton):
    """A button that runs its remedy. The bar keeps a few, so that Tab comes to them where they stand. `done` says that it ran."""

    done = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._remedy: Remedy | None = None
        self.clicked.connect(self._run)
        self.hide()

    def offer(self, remedy: Remedy | None, language: Language) -> None:
        """Offer this remedy, or nothing."""
        self._remedy = remedy
        self.setText(language.say(remedy.text) if remedy else "")
        self.setVisible(remedy is not None)

    @Slot()
    def _run(self) -> None:
        remedy = self._remedy
        if remedy is not None:
            self.done.emit()
            remedy.act()


MOST_REMEDIES = 2

SIDE_BY_SIDE = 44
"""From so many lines of text wide, the buttons stand beside the words."""


class MessageBar(QFrame, FollowsTextSize):
    """Shows one notice at a time, above the view, until it is closed or another comes. `left` says that it went while it had the focus."""

    left = Signal()

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
        self._remedies = [_RemedyButton(self) for _number in range(MOST_REMEDIES)]
        self._close = QPushButton(language.say(_("Sluiten")), self)
        self._close.setAccessibleName(language.say(_("Melding sluiten")))
        self._close.clicked.connect(self.clear)
        said = QHBoxLayout()
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addWidget(self._text, 1)
        commands = CommandRow(self)
        commands.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        for button in self._remedies:
            button.done.connect(self.clear)
        commands.add(*self._remedies, self._close)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._parts.addLayout(said, 1)
        self._parts.addWidget(commands)
        self.follow_text_size()
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show a notice, and say it to a screen reader."""
        self.notice = notice
        words = self._language.say(_("{level}: {text}", level=notice.level, text=notice.text))
        self._text.setText(words)
        self.setAccessibleName(words)
        self._draw()
        for button, remedy in zip_longest(self._remedies, notice.remedies):
            button.offer(remedy, self._language)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def words(self) -> str:
        """What the bar says now; empty when it is hidden."""
        return self._text.text() if self.notice else ""

    @Slot()
    def clear(self) -> None:
        """Hide the bar. Whoever worked in it gets the focus elsewhere."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        self.notice = None
        self.hide()
        for button in self._remedies:
            button.offer(None, self._language)
        if inside:
            self.left.emit()

    def follow_text_size(self) -> None:
        """Keep the air and the drawing in step with the words."""
        line = line_height(self)
        self._parts.setContentsMargins(line, line // 2, line, line // 2)
        self._parts.setSpacing(line // 2)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the buttons stand under the words."""
        super().resizeEvent(event)
        narrow = event.size().width() < line_height(self) * SIDE_BY_SIDE
        self._parts.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_remedies"):
            self._draw()

    def _draw(self) -> None:
        if self.notice is not None:
            line = int(line_height(self) * 1.2)
            self._icon.setPixmap(icon(self.notice.level.value, self.palette()).pixmap(line, line))
