"""Fields that keep their words whole in a narrow form: lists whose choice wraps, and fields that go below each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from ui.theme import FollowsTextSize, line_height
from ui.widgets.form import Choice

_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)


_MEASURED = 4
"""Of words with about as many letters, one may be wider than another; so many of the longest are measured."""


def _longest(texts: Sequence[str]) -> list[str]:
    return sorted(set(texts), key=len)[-_MEASURED:]


class WrappedChoice(Choice, FollowsTextSize):
    """A list to choose one of, as high as its longest choice needs at its width: a choice is never cut, and choosing moves nothing."""

    def __init__(self, options: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
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
        if event.type() == QEvent.Type.FontChange:
            self._take_height()

    def offer(self, options: Sequence[tuple[object, str]]) -> None:
        """Offer these values; longer words may ask for more room."""
        super().offer(options)
        self._longest = _longest([words for _value, words in options])
        self._words = _longest([part for _value, words in options for part in words.split()])
        self._take_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that this width asks for."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._take_height()

    def minimumSizeHint(self) -> QSize:
        """The longest word, and one line."""
        longest = max(map(self.fontMetrics().horizontalAdvance, self._words), default=0)
        return QSize(longest + self._beside, self._height(1))

    def sizeHint(self) -> QSize:
        """No wider than it must be; the form gives it what there is."""
        return QSize(self.minimumSizeHint().width(), self._height(self._lines(self.width())))

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

    @property
    def _beside(self) -> int:
        """The room beside the words, for the edge and the arrow."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(0, 0, 1000, line_height(self) * 2)
        field = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        return 1000 - field.width() + 6

    def _lines(self, width: int) -> int:
        room, metrics = QRect(0, 0, max(width - self._beside, 1), 100_000), self.fontMetrics()
        highest = max((metrics.boundingRect(room, _WRAPPED, words).height() for words in self._longest), default=0)
        return max(round(highest / metrics.lineSpacing()), 1)

    def _height(self, lines: int) -> int:
        return int(self.fontMetrics().lineSpacing() * (lines + 0.6))

    def _take_height(self) -> None:
        self.setFixedHeight(self._height(self._lines(self.width())))


class Columns(QWidget):
    """Fields side by side in columns of one width, as many as keep every word whole."""

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
        gap = self._grid.horizontalSpacing()
        self._arrange(max(1, min(self._most, (event.size().width() + gap) // (self._widest + gap))))

    @property
    def _widest(self) -> int:
        return max(max(field.minimumSizeHint().width(), field.minimumWidth()) for field in self._fields)

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
