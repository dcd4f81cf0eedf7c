"""What every view of a place is: it shows some kinds of things, looks again when they changed, and tells the window what is wished."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from triage.wording import Message, _
from ui.context import Context
from ui.theme import FollowsTextSize, line_height
from ui.trial import Kind
from ui.widgets.messages import Notice
from ui.widgets.text import Heading, Paragraph

LEAST_LINES = 26
"""A view lower than this many lines of text has no room for its sentence of purpose; F1 still says it."""


LEAST_LINES_FOR_TITLE = 20
"""Lower still, the title makes room too: the list of places says it."""


class Wish(Enum):
    """What a view may ask of the window."""

    OPEN_EXAMPLES = "open_examples"
    OPEN_TABLE = "open_table"
    OPEN_FILE = "open_file"
    NEW_CASE = "new_case"
    TYPE_CASE = "type_case"
    DELETE_CASE = "delete_case"
    EMPTY_FORM = "empty_form"
    SAVE_LIST = "save_list"
    CHOOSE_FRAMEWORK = "choose_framework"
    FORGET_FILES = "forget_files"
    GO_TO = "go_to"


class View(QWidget, FollowsTextSize):
    """A view with a title and a sentence of purpose. `wished` carries a `Wish` and what it is about; `notice_given` a `Notice`."""

    wished = Signal(object, object)
    notice_given = Signal(object)

    shows: frozenset[Kind] = frozenset()
    """The kinds that this view looks again for."""

    scrolls = False
    """Whether the view scrolls as a whole when the window is too low for all its parts."""

    def __init__(self, context: Context, title: Message, purpose: Message) -> None:
        super().__init__()
        self.context = context
        self._stale = True
        self.page = QVBoxLayout(scrolling(self) if self.scrolls else self)
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
        """Show the sentence of purpose, and the title, when there is room."""
        lines = self.height() / line_height(self)
        self.purpose.setVisible(lines >= LEAST_LINES)
        self.title.setVisible(lines >= LEAST_LINES_FOR_TITLE)

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

    def order(self) -> list[str]:
        """The codes of the cases as this view orders them; empty when it shows no table of cases."""
        return []

    @property
    def tells_why(self) -> bool:
        """Whether *waarom?* (F2) has an answer here."""
        return type(self).why is not View.why

    def why(self) -> None:
        """Answer *waarom?* about what has the focus."""

    @property
    def has_table(self) -> bool:
        """Whether there is a table here to take along."""
        return type(self).copy_table is not View.copy_table

    def copy_table(self) -> None:
        """Put the table of this view on the clipboard."""

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


def removal(code: str) -> Message:
    """What a command that takes the chosen case away says: which case goes."""
    return _("Casus {code} verwijderen", code=code) if code else _("Casus verwijderen")


class _Scroll(QScrollArea):
    """Scrolls a view as a whole. What gets the focus comes in sight, also by a command."""

    def __init__(self, body: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)
        self._body = body
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._body.isAncestorOf(now):
            self.ensureWidgetVisible(now)


def scrolling(view: QWidget) -> QWidget:
    """A body that fills a view and scrolls when it is higher; its parts keep the height they need."""
    body = QWidget(view)
    around = QVBoxLayout(view)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(_Scroll(body, view))
    return body
