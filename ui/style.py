"""Fusion with edges that can be seen: fields, round and square boxes get an outline with a contrast of 3 : 1 (WCAG 2.1, 1.4.11).

Fusion makes its outlines darker than the window, which on dark ground leaves them invisible.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QPlainTextEdit, QProxyStyle, QStyle, QStyleOption, QStyleOptionComplex, QWidget

_Part = QStyle.PrimitiveElement
_Whole = QStyle.ComplexControl
_State = QStyle.StateFlag


class EdgedStyle(QProxyStyle):
    """Fusion, with our outlines drawn over its own."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(self, part: _Part, option: QStyleOption, painter: QPainter, widget: QWidget | None = None) -> None:
        """Boxes are ours; fields get our edge."""
        match part:
            case _Part.PE_IndicatorRadioButton:
                _round(painter, option)
            case _Part.PE_IndicatorCheckBox:
                _square(painter, option)
            case _Part.PE_FrameLineEdit:
                super().drawPrimitive(part, option, painter, widget)
                _edge(painter, option)
            case _Part.PE_Frame if isinstance(widget, QPlainTextEdit):
                super().drawPrimitive(part, option, painter, widget)
                _edge(painter, option)
            case _:
                super().drawPrimitive(part, option, painter, widget)

    def drawComplexControl(self, whole: _Whole, option: QStyleOptionComplex, painter: QPainter, widget: QWidget | None = None) -> None:
        """Lists, numbers and dates get our edge."""
        super().drawComplexControl(whole, option, painter, widget)
        if whole in (_Whole.CC_ComboBox, _Whole.CC_SpinBox):
            _edge(painter, option)


def _colour(option: QStyleOption, *, marked: bool = False) -> QColor:
    """The colour of an edge: blue where the focus is, pale when disabled."""
    palette: QPalette = option.palette
    state = option.state
    if not state & _State.State_Enabled:
        return palette.color(QPalette.ColorRole.Midlight)
    if marked or state & _State.State_HasFocus:
        return palette.color(QPalette.ColorRole.Highlight)
    return palette.color(QPalette.ColorRole.Mid)


def _edge(painter: QPainter, option: QStyleOption) -> None:
    focus = bool(option.state & _State.State_HasFocus)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(_colour(option), 2 if focus else 1))
    inset = 1.0 if focus else 0.5
    painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), 2, 2)
    painter.restore()


def _box(painter: QPainter, option: QStyleOption) -> tuple[QRectF, bool]:
    """Prepares to draw a box; its area, and whether it is on."""
    on = bool(option.state & _State.State_On)
    focus = bool(option.state & _State.State_HasFocus)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(_colour(option, marked=on), 2 if focus else 1.4))
    painter.setBrush(option.palette.color(QPalette.ColorRole.Base))
    area = QRectF(option.rect)
    side = min(area.width(), area.height()) - 2
    return QRectF(area.center().x() - side / 2, area.center().y() - side / 2, side, side), on


def _round(painter: QPainter, option: QStyleOption) -> None:
    painter.save()
    area, on = _box(painter, option)
    painter.drawEllipse(area)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_colour(option, marked=True))
        quarter = area.width() / 4
        painter.drawEllipse(area.adjusted(quarter, quarter, -quarter, -quarter))
    painter.restore()


def _square(painter: QPainter, option: QStyleOption) -> None:
    painter.save()
    area, on = _box(painter, option)
    painter.drawRoundedRect(area, 2, 2)
    if on:
        painter.setPen(QPen(_colour(option, marked=True), max(area.width() / 7, 1.6)))
        left, top, side = area.left(), area.top(), area.width()
        corners = [QPointF(left + side * x, top + side * y) for x, y in ((0.22, 0.52), (0.43, 0.73), (0.78, 0.28))]
        painter.drawPolyline(corners)
    painter.restore()
