"""Bars for points: what is sure as a full bar, what is open as a hatched one, in one hue. The numbers always stand beside them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.widgets.tables import BAR_ROLE, RowDelegate


@dataclass(frozen=True)
class Bar:
    """From `start` to `low` is sure and from `low` to `high` still open, on an axis from `least` to `most`. In thousandths of a point."""

    start: int
    low: int
    high: int
    least: int
    most: int

    def place(self, points: int) -> float:
        """Where a number of points lies on the axis, 0 to 1."""
        return (points - self.least) / (self.most - self.least) if self.most > self.least else 0.0


class BarDelegate(RowDelegate):
    """Draws the bar of a cell that has one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The cell as always, and the bar on it."""
        super().paint(painter, option, index)
        bar = index.data(BAR_ROLE)
        if isinstance(bar, Bar):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            draw(painter, QRectF(option.rect), bar, option.palette, chosen=chosen)


def draw(painter: QPainter, area: QRectF, bar: Bar, palette: QPalette, *, chosen: bool = False) -> None:
    """Draw a bar in an area: axis line, full part, hatched part with an outline."""
    role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Accent
    colour, axis = palette.color(role), palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Mid)
    high = min(area.height() * 0.5, 16.0)
    left, width, top = area.left() + 6, area.width() - 12, area.center().y() - high / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(axis, 1))
    painter.drawLine(int(left), int(top + high), int(left + width), int(top + high))
    _part(
        painter,
        QRectF(left + width * bar.place(min(bar.start, bar.low)), top, width * abs(bar.place(bar.low) - bar.place(bar.start)), high),
        colour,
    )
    _part(
        painter,
        QRectF(left + width * bar.place(bar.low), top, width * (bar.place(bar.high) - bar.place(bar.low)), high),
        colour,
        hatched=True,
    )
    painter.restore()


def _part(painter: QPainter, area: QRectF, colour: QColor, *, hatched: bool = False) -> None:
    if area.width() < 1:
        return
    if not hatched:
        painter.fillRect(area, colour)
        return
    painter.fillRect(area, QBrush(colour, Qt.BrushStyle.BDiagPattern))
    painter.setPen(QPen(colour, 1))
    painter.drawRect(area.adjusted(0, 0, -1, -1))
