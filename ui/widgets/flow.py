"""A row that continues on the next line when it does not fit: for commands, at any width and text size."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLayoutItem, QSizePolicy, QWidget

from ui.theme import FollowsTextSize, line_height


class FlowLayout(QLayout):
    """Parts from left to right, then on the next line. Each keeps the size it asks for."""

    def __init__(self, parent: QWidget, gap: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add a part at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """A part, None when there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take a part away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height at a width, found once: a form asks for it again and again."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), moving=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """A part asks for another size, or a part came or went."""
        self._heights = {}
        super().invalidate()

    def setGeometry(self, area: QRect) -> None:
        """Put the parts in place."""
        super().setGeometry(area)
        self._place(area, moving=True)

    def sizeHint(self) -> QSize:
        """All parts on one line."""
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        return QSize(sum(hint.width() + self.spacing() for hint in hints), max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """The widest part."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, area: QRect, *, moving: bool) -> int:
        """Go through the parts, each in the middle of its line; gives the height they take."""
        y = area.y()
        for line in self._lines(area.width()):
            hints = [item.sizeHint().boundedTo(QSize(area.width(), 100_000)) for item in line]
            high, x = max(hint.height() for hint in hints), area.x()
            for item, hint in zip(line, hints, strict=True):
                if moving:
                    item.setGeometry(QRect(QPoint(x, y + (high - hint.height()) // 2), hint))
                x += hint.width() + self.spacing()
            y += high + self.spacing()
        return max(y - self.spacing() - area.y(), 0)

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        """The parts, line by line."""
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if not lines or wide > left:
                lines.append([])
                left = width
            lines[-1].append(item)
            left -= wide + self.spacing()
        return lines


class CommandRow(QWidget, FollowsTextSize):
    """Commands and fields in a row that wraps. Fields bring their caption with them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, line_height(self) // 2)
        self._fields: list[QHBoxLayout] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def follow_text_size(self) -> None:
        """Keep the gaps in step with the text."""
        gap = line_height(self) // 2
        self._flow.setSpacing(gap)
        for row in self._fields:
            row.setContentsMargins(0, 0, gap, 0)
            row.setSpacing(gap)

    def add(self, *parts: QWidget) -> None:
        """Add parts at the end."""
        for part in parts:
            self._flow.addWidget(part)

    def add_field(self, caption: str, field: QWidget) -> QWidget:
        """Add a field with its caption before it; gives what holds both."""
        box = QWidget(self)
        row = QHBoxLayout(box)
        label = QLabel(caption, box)
        label.setBuddy(field)
        row.addWidget(label)
        row.addWidget(field)
        self._flow.addWidget(box)
        self._fields.append(row)
        self.follow_text_size()
        return box
