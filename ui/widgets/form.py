"""Rows that cannot be nameless, and editors that behave in a scrolling form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QDate, QElapsedTimer, QEvent, QLocale, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDateEdit, QLabel, QSizePolicy, QVBoxLayout, QWidget

from triage.wording import Message, _
from ui.widgets.undoing import UndoPasses


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


def watch(part: QWidget, watcher: QObject) -> None:
    """Let a watcher see first what happens to the fields of a part: only what can have the focus has it, or gets a key first."""
    for field in part.findChildren(QWidget):
        if field.focusPolicy() != Qt.FocusPolicy.NoFocus:
            field.installEventFilter(watcher)


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
        self.limit_width()
        self._typed = ""
        self._before = -1
        self._since = QElapsedTimer()
        self.offer(options)
        self.activated.connect(self._was_activated)

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer these values, each with its words."""
        self._values = [value for value, _words in options]
        self.clear()
        self.addItems([words for _value, words in options])

    def limit_width(self) -> None:
        """Ask for the width of a few letters, not for that of the longest choice."""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def showPopup(self) -> None:
        """Open the list, wide enough for its choices. Qt makes it when it is first asked for: most lists are never opened."""
        widest = max((self.fontMetrics().horizontalAdvance(self.itemText(place)) for place in range(self.count())), default=0)
        self.view().setMinimumWidth(min(widest + 40, 640))
        super().showPopup()

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
        if self.toolTip() != self.currentText():
            self.setToolTip(self.currentText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing finds a choice; Space opens the list, unless it stands between two words that are typed."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and event.text().isprintable() and (event.text().strip() or (event.text() and self.is_searched)):
            self._search(event.text().casefold())
        else:
            super().keyPressEvent(event)

    @property
    def is_searched(self) -> bool:
        """Whether letters are being typed that together find a choice."""
        return self._since.isValid() and self._since.elapsed() <= QApplication.keyboardInputInterval()

    def _search(self, letters: str) -> None:
        """Choose what was typed: the beginning of a choice, or else of a word in one. What fits nowhere leaves the choice as it was.

        Qt keeps the last choice that did fit, so that *verdenking* would end at *veroordeeld*.
        """
        if not self.is_searched:
            self._typed, self._before = "", self.currentIndex()
        self._typed += letters
        self._since.restart()
        found = self._found()
        if found != self.currentIndex():
            self.setCurrentIndex(found)
            self.activated.emit(found)

    def _found(self) -> int:
        """The place of what was typed, or of the choice before it. The same letter again goes on to the next choice."""
        found = self._fitting(self._typed, self.currentIndex() + (len(self._typed) == 1))
        if found is None and len(set(self._typed)) == 1:
            found = self._fitting(self._typed[0], self.currentIndex() + 1)
        return self._before if found is None else found

    def _fitting(self, letters: str, start: int) -> int | None:
        """The first place from `start` on, and round, whose words begin with these letters, or else have a word that does."""
        places = [(start + step) % self.count() for step in range(self.count())]
        words = {place: self.itemText(place).casefold() for place in places}
        begin = (place for place in places if words[place].startswith(letters))
        inside = (place for place in places if re.search(rf"\b{re.escape(letters)}", words[place]))
        return next(begin, next(inside, None))

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


def stop_at(stop: QAbstractButton, buttons: Sequence[QAbstractButton]) -> None:
    """Let Tab come to this one of a group of round boxes, and take the focus there when a box that is off has it.

    Qt does so only when the focus moves: after another case shows, Tab would come to the box that was used in the case before.
    """
    if any(button.hasFocus() and not button.isChecked() for button in buttons):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
    elif not any(button.hasFocus() for button in buttons):
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)


class ArrowsAnswer(QObject):
    """Lets an arrow choose among round boxes.

    Qt only moves the focus as long as the box that has it is off, and then nothing is answered.
    """

    def __init__(self, buttons: Sequence[QAbstractButton], parent: QObject) -> None:
        super().__init__(parent)
        self._buttons = tuple(buttons)
        for button in buttons:
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """An arrow goes to the next box that can be chosen, and chooses it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and not event.modifiers():
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self._choose(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _choose(self, here: QObject, step: int) -> None:
        offered = [button for button in self._buttons if button.isEnabled()]
        target = offered[(offered.index(here) + step) % len(offered)]  # type: ignore[arg-type]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        target.click()


_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


FIRST_YEAR = 1900
"""A day before this year is a slip of the keys."""


class DayEdit(QDateEdit):
    """A day, with a calendar to choose it from. Tab leaves it at once; arrows go from day to month to year.

    Whoever selects all of it (Ctrl+A) can type a whole day, as 1-3-2025 or 1 maart 2025; Qt only changes it part by part. Leaving the
    field or Enter takes it; `refused` says why it cannot be taken, and the day that stood there stays.
    """

    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed: str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCalendarPopup(True)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):  # red is for nothing in this window
            self.calendarWidget().setWeekdayTextFormat(day, QTextCharFormat())
        self.setDisplayFormat("d MMMM yyyy")
        UndoPasses(self)

    def settle(self) -> None:
        """Take what was typed as a whole."""
        typed, self._typed = self._typed, None
        if typed is None:
            return
        read = _read_day(typed, self.locale())
        if isinstance(read, QDate):
            self.setDate(read)
        self._write(self.textFromDateTime(self.dateTime()))
        if isinstance(read, Message):
            self.refused.emit(read)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter over a day that is selected begins another day; letters that follow go on with it."""
        field = self.lineEdit()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if plain and (self._typed is not None or field.selectedText() == field.text()):
            if event.text() and event.text().isprintable():
                self._go_on_with((self._typed or "") + event.text())
                return
            if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
                self._go_on_with((self._typed or "")[:-1])
                return
        if event.key() == Qt.Key.Key_Escape and self._typed is not None:
            self._typed = None
            self._write(self.textFromDateTime(self.dateTime()))
            return
        self.settle()
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed before it is told that the field was left."""
        self.settle()
        super().focusOutEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Leave, instead of going to the next part of the date."""
        return QWidget.focusNextPrevChild(self, forward)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, unless this field has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _go_on_with(self, typed: str) -> None:
        self._typed = typed
        self._write(typed)

    def _write(self, text: str) -> None:
        """Show a text as it is: Qt would make a day of every half of one."""
        self.lineEdit().blockSignals(True)
        self.lineEdit().setText(text)
        self.lineEdit().blockSignals(False)


def _read_day(text: str, locale: QLocale) -> QDate | Message | None:
    """The day that was typed, why it is none, or None for nothing at all."""
    if not text.strip():
        return None
    numbers = re.fullmatch(r"\s*(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})\s*", text)
    read = QDate(int(numbers[3]), int(numbers[2]), int(numbers[1])) if numbers else locale.toDate(text.strip().lower(), "d MMMM yyyy")
    if read.isValid() and read.year() >= FIRST_YEAR:
        return read
    return _("Deze dag bestaat niet.") if numbers and not read.isValid() else _("Dit is geen dag. Schrijf een dag als 1-3-2025.")
