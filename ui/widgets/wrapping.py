"""Fields that keep their words whole in a narrow form: lists whose choice wraps, and fields that go below each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from ui.theme import FollowsTextSize, line_height
from ui.widgets.form import Choice

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)


_MEASURED = 4
"""Of words with about as many letters, one may be wider than another; so many of the longest are measured."""


_AIR = 4
"""Pixels that words may be wider than their letters together."""


def _longest(texts: Sequence[str]) -> list[str]:
    return sorted(set(texts), key=len)[-_MEASURED:]


class WrappedChoice(Choice, FollowsTextSize):
    """A list to choose one of, as high as its longest choice needs at its width: a choice is never cut, and choosing moves nothing."""

    def __init__(self, options: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        self._least_lines = 1
        self._measured: dict[str | int, int] = {}
        self._measured_at = (0, 0)
        super().__init__(options, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def follow_text_size(self) -> None:
        """Ask for another size."""
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Take the height that another font needs."""
        super().changeEvent(event)
        self._measured.clear()
        if event.type() == QEvent.Type.FontChange:
            self._take_height()

    def limit_width(self) -> None:
        """Its own size hint says how wide it is; the one of Qt would make the list that opens already."""

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer these values; longer words may ask for more room."""
        super().offer(options)
        self._longest = _longest([words for _value, words in options])
        self._words = _longest([part for _value, words in options for part in words.split()])
        self._measured.clear()
        self._take_height()

    @property
    def whole_width(self) -> int:
        """The width at which every choice stands on one line, in pixels."""
        return self._widest(self._longest) + self._beside + _AIR

    def lines_at(self, width: int) -> int:
        """How many lines the longest choice needs at a width."""
        return self._lines(width)

    def be_at_least(self, lines: int) -> None:
        """Be no lower than so many lines, as the fields beside this one are."""
        if lines != self._least_lines:
            self._least_lines = lines
            self._take_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that this width asks for."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._take_height()

    def minimumSizeHint(self) -> QSize:
        """The longest word, and one line."""
        return QSize(self._widest(self._words) + self._beside, self._height(1))

    def sizeHint(self) -> QSize:
        """No wider than it must be; the form gives it what there is."""
        return QSize(self.minimumSizeHint().width(), self._height(max(self._lines(self.width()), self._least_lines)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The list as the style draws it, and the whole choice in it."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        field = (
            self.style()
            .subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self)
            .adjusted(2, 0, -2, 0)
        )
        painter.drawItemText(field, _WRAPPED, self.palette(), self.isEnabled(), self.currentText(), QPalette.ColorRole.ButtonText)

    def _widest(self, texts: list[str]) -> int:
        return self._kept("words" if texts is self._words else "choices", lambda: self._measure(texts))

    def _measure(self, texts: list[str]) -> int:
        return max(map(self.fontMetrics().horizontalAdvance, texts), default=0)

    def _kept(self, what: str | int, measure: Callable[[], int]) -> int:
        """What was measured at this text size: a layout asks for it hundreds of times."""
        size = line_height(self), self.fontMetrics().lineSpacing()
        if size != self._measured_at:
            self._measured_at = size
            self._measured.clear()
        if what not in self._measured:
            self._measured[what] = measure()
        return self._measured[what]

    @property
    def _beside(self) -> int:
        """The room beside the words, for the edge and the arrow."""
        return self._kept("beside", self._measure_beside)

    def _measure_beside(self) -> int:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(0, 0, 1000, line_height(self) * 2)
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        return 1000 - field.width() + 6

    def _lines(self, width: int) -> int:
        return self._kept(width, lambda: self._measure_lines(width))

    def _measure_lines(self, width: int) -> int:
        room, metrics = QRect(0, 0, max(width - self._beside, 1), 100_000), self.fontMetrics()
        highest = max((metrics.boundingRect(room, _WRAPPED, words).height() for words in self._longest), default=0)
        return max(round(highest / metrics.lineSpacing()), 1)

    def _height(self, lines: int) -> int:
        return int(self.fontMetrics().lineSpacing() * (lines + 0.6))

    def _take_height(self) -> None:
        self.setFixedHeight(self._height(max(self._lines(self.width()), self._least_lines)))


class Columns(QWidget):
    """Fields side by side: as many columns as keep every choice on one line, or else every word whole. A row has one height."""

    def __init__(self, fields: Sequence[QWidget], most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = tuple(fields)
        self._most = most
        self._count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._arrange(most)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """One field; the height follows."""
        return QSize(self._widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many side by side as fit."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def event(self, event: QEvent) -> bool:
        """Another text size, or other choices, ask for other widths."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit(self.width())
        return super().event(event)

    def _fit(self, room: int) -> None:
        wide = [max(field.minimumSizeHint().width(), field.minimumWidth(), *_whole(field)) for field in self._fields]
        whole = next((count for count in range(self._most, 1, -1) if self._taken(_columns(wide, count)) <= room), 0)
        gap = self._grid.horizontalSpacing()
        count = whole or max(1, min(self._most, (room + gap) // (self._widest + gap)))
        self._arrange(count)
        widths = _columns(wide, count) if whole else [(room + gap) // count - gap] * count
        self._share(widths, least=bool(whole))

    @property
    def _widest(self) -> int:
        return max(max(field.minimumSizeHint().width(), field.minimumWidth()) for field in self._fields)

    def _taken(self, widths: Sequence[int]) -> int:
        return sum(widths) + self._grid.horizontalSpacing() * (len(widths) - 1)

    def _share(self, widths: Sequence[int], *, least: bool) -> None:
        """Give the columns these widths, as a least or as they are, and the fields of a row one height."""
        for place in range(self._most):
            wide = widths[place] if least and place < len(widths) else 0
            if wide != self._grid.columnMinimumWidth(place):  # setting it asks for another layout, and that comes back here
                self._grid.setColumnMinimumWidth(place, wide)
        for start in range(0, len(self._fields), len(widths)):
            row = [
                (choice, width)
                for field, width in zip(self._fields[start : start + len(widths)], widths, strict=False)
                for choice in _choices(field)
            ]
            lines = max((choice.lines_at(width) for choice, width in row), default=1)
            for choice, _width in row:
                choice.be_at_least(lines)

    def _arrange(self, count: int) -> None:
        if count == self._count:
            return
        for field in self._fields:
            self._grid.removeWidget(field)
        for place in range(self._most):
            self._grid.setColumnStretch(place, int(place < count))
        for place, field in enumerate(self._fields):
            self._grid.addWidget(field, place // count, place % count, Qt.AlignmentFlag.AlignTop)
        self._count = count


def _columns(wide: Sequence[int], count: int) -> list[int]:
    """What each of so many columns needs, of what the fields need to keep their choices on one line."""
    return [max(wide[place::count]) for place in range(count)]


def _choices(field: QWidget) -> list[WrappedChoice]:
    return [field] if isinstance(field, WrappedChoice) else field.findChildren(WrappedChoice)


def _whole(field: QWidget) -> list[int]:
    return [choice.whole_width for choice in _choices(field)]
