"""What every view of a place is: it shows some kinds of things, looks again when they changed, and tells the window what is wished."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from triage.wording import Message
from ui.context import Context
from ui.theme import FollowsTextSize, line_height
from ui.trial import Kind
from ui.widgets.messages import Notice
from ui.widgets.text import Heading, Paragraph

LEAST_LINES = 26
"""A view lower than this many lines of text has no room for its sentence of purpose; F1 still says it."""


class Wish(Enum):
    """What a view may ask of the window."""

    OPEN_EXAMPLES = "open_examples"
    OPEN_TABLE = "open_table"
    OPEN_FILE = "open_file"
    NEW_CASE = "new_case"
    DELETE_CASE = "delete_case"
    EMPTY_FORM = "empty_form"
    CHOOSE_FRAMEWORK = "choose_framework"
    FORGET_FILES = "forget_files"
    GO_TO = "go_to"


class View(QWidget, FollowsTextSize):
    """A view with a title and a sentence of purpose. `wished` carries a `Wish` and what it is about; `notice_given` a `Notice`."""

    wished = Signal(object, object)
    notice_given = Signal(object)

    shows: frozenset[Kind] = frozenset()
    """The kinds that this view looks again for."""

    def __init__(self, context: Context, title: Message, purpose: Message) -> None:
        super().__init__()
        self.context = context
        self._stale = True
        self.page = QVBoxLayout(self)
        self.title = Heading(self.say(title), 1, self)
        self.purpose = Paragraph(self.say(purpose), quiet=True, parent=self)
        self.page.addWidget(self.title)
        self.page.addWidget(self.purpose)
        View.follow_text_size(self)

    def follow_text_size(self) -> None:
        """Keep the margins in step with the text."""
        space = line_height(self)
        self.page.setContentsMargins(space, int(space * 0.8), space, int(space * 0.8))
        self.page.setSpacing(int(space * 0.6))
        self.fit_purpose()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the sentence of purpose makes room for the work."""
        super().resizeEvent(event)
        self.fit_purpose()

    def fit_purpose(self) -> None:
        """Show the sentence of purpose when there is room."""
        self.purpose.setVisible(self.height() >= line_height(self) * LEAST_LINES)

    def say(self, value: object) -> str:
        """Any value in the language of the window."""
        return self.context.say(value)

    def refresh(self) -> None:
        """Look again at what the session holds."""
        raise NotImplementedError

    def settle(self) -> None:
        """Turn what is still being typed into a change, before something else happens."""

    def areas(self) -> tuple[QWidget, ...]:
        """The parts that F6 walks through; the first one gets the focus when the place opens."""
        return (self,)

    def why(self) -> None:
        """Answer *waarom?* about what has the focus."""

    def search(self) -> None:
        """Go to the search field, where there is one."""

    def take_change(self, kinds: frozenset[Kind]) -> None:
        """Look again now, or when the view shows next, if these kinds concern it."""
        if not kinds & self.shows:
            return
        self._stale = True
        if self.isVisible():
            self.bring_up_to_date()

    def bring_up_to_date(self) -> None:
        """Look again if something changed since the last time."""
        if self._stale:
            self._stale = False
            self.refresh()

    def notify(self, notice: Notice) -> None:
        """Show a message in the bar."""
        self.notice_given.emit(notice)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again if needed before anything is seen."""
        self.bring_up_to_date()
        super().showEvent(event)
