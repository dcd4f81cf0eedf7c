"""Rows that cannot be nameless, and editors that behave in a scrolling form."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel, QSizePolicy, QVBoxLayout, QWidget


def name(editor: QWidget, label: str, hint: str = "") -> None:
    """Give an editor the name and description that a screen reader says."""
    editor.setAccessibleName(label.replace("&", ""))
    editor.setAccessibleDescription(hint)
    if hint:
        editor.setToolTip(hint)


def in_order(*parts: QWidget) -> None:
    """Let Tab go from each part to the next, as they stand on the screen."""
    for one, other in pairwise(parts):
        QWidget.setTabOrder(one, other)


def captioned(label: str, editor: QWidget, hint: str = "") -> QWidget:
    """An editor with its caption above it, for rows of several editors side by side."""
    box = QWidget()
    rows = QVBoxLayout(box)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(2)
    caption = QLabel(label, box)
    caption.setWordWrap(True)
    caption.setBuddy(editor)
    name(editor, label, hint)
    rows.addWidget(caption)
    rows.addWidget(editor)
    rows.addStretch(1)
    box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return box


class Choice(QComboBox):
    """A list to choose one of. The mouse wheel only turns it when it has the focus, so that scrolling a form changes no answer.

    `picked` comes from the user only, with the value; `show_value` tells nobody.
    """

    picked = Signal(object)

    def __init__(self, options: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Not WheelFocus, the default of Qt: a turn of the wheel over a list would first give it the focus, and then change the answer.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.offer(options)
        self.activated.connect(self._was_activated)

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer these values, each with its words."""
        self._values = [value for value, _words in options]
        self.clear()
        self.addItems([words for _value, words in options])
        view = self.view()
        widest = max((self.fontMetrics().horizontalAdvance(words) for _value, words in options), default=0)
        view.setMinimumWidth(min(widest + 40, 640))

    @property
    def value(self) -> object:
        """The value that is chosen."""
        return self._values[self.currentIndex()] if self._values else None

    def offers(self, value: object) -> bool:
        """Whether this value can be chosen."""
        return value in self._values

    def show_value(self, value: object) -> None:
        """Show a value without telling anyone. One that is not offered leaves the field empty."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)
        self.setToolTip(self.currentText())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form behind, unless this list has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @Slot(int)
    def _was_activated(self, index: int) -> None:
        self.setToolTip(self.currentText())
        self.picked.emit(self._values[index])


class DayEdit(QDateEdit):
    """A day, with a calendar to choose it from. Tab leaves it at once; arrows go from day to month to year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCalendarPopup(True)
        self.setDisplayFormat("d MMMM yyyy")

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Leave, instead of going to the next part of the date."""
        return QWidget.focusNextPrevChild(self, forward)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, unless this field has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
