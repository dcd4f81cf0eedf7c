"""Fusion with edges that can be seen: fields, round and square boxes get an outline with a contrast of 3 : 1 (WCAG 2.1, 1.4.11).

Fusion makes its outlines darker than the window, which on dark ground leaves them invisible. It also keeps boxes, scroll bars and the like
as small as they are at 100 %; here they grow with the text.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QPlainTextEdit, QProxyStyle, QStyle, QStyleOption, QStyleOptionComplex, QWidget

_Part = QStyle.PrimitiveElement
_Whole = QStyle.ComplexControl
_Control = QStyle.ControlElement
_State = QStyle.StateFlag
_Metric = QStyle.PixelMetric
_Sub = QStyle.SubControl

_ARROWS = 1.2
_LEAST_ARROWS = 18
"""The arrows of a number: their width in lines of text, and the least in pixels."""

_LINES = {
    _Metric.PM_IndicatorWidth: 0.9,
    _Metric.PM_IndicatorHeight: 0.9,
    _Metric.PM_ExclusiveIndicatorWidth: 0.9,
    _Metric.PM_ExclusiveIndicatorHeight: 0.9,
    _Metric.PM_ScrollBarExtent: 0.9,
    _Metric.PM_TabBarScrollButtonWidth: 1.2,
    _Metric.PM_TabBarTabVSpace: 0.7,
    _Metric.PM_TabBarTabShiftVertical: 0.0,
    _Metric.PM_HeaderMargin: 0.5,
    _Metric.PM_HeaderMarkSize: 0.6,
}
"""Sizes that grow with the text, in lines of text. The margin of a title is that of the cells under it."""


class EdgedStyle(QProxyStyle):
    """Fusion, with our outlines drawn over its own."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self.line = 0
        """The height of a line of text, in pixels; the theme sets it. 0 leaves every size to Fusion."""

    def pixelMetric(self, metric: _Metric, option: QStyleOption | None = None, widget: QWidget | None = None) -> int:
        """Some sizes grow with the text."""
        lines = _LINES.get(metric)
        if lines is None or not self.line:
            return super().pixelMetric(metric, option, widget)
        return round(lines * self.line)

    def subControlRect(self, whole: _Whole, option: QStyleOptionComplex, part: QStyle.SubControl, widget: QWidget | None = None) -> QRect:
        """The arrows of a number grow with the text."""
        area = super().subControlRect(whole, option, part, widget)  # type: ignore[arg-type]
        if whole is _Whole.CC_SpinBox and self.line:
            edge = option.rect.right() - max(round(self.line * _ARROWS), _LEAST_ARROWS)
            if part in (_Sub.SC_SpinBoxUp, _Sub.SC_SpinBoxDown):
                area.setLeft(edge)
            elif part is _Sub.SC_SpinBoxEditField:
                area.setRight(edge - 1)
        return area

    def drawControl(self, control: _Control, option: QStyleOption, painter: QPainter, widget: QWidget | None = None) -> None:
        """Titles of columns stand on a calm ground, with one line under them."""
        if control in (_Control.CE_HeaderSection, _Control.CE_HeaderEmptyArea):
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Window))
            painter.setPen(option.palette.color(QPalette.ColorRole.Mid))
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        else:
            super().drawControl(control, option, painter, widget)

    def drawPrimitive(self, part: _Part, option: QStyleOption, painter: QPainter, widget: QWidget | None = None) -> None:
        """Boxes are ours; fields get our edge, and so does the button with the focus, also when a command and not Tab went there."""
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
            case _Part.PE_PanelButtonCommand:
                super().drawPrimitive(part, option, painter, widget)
                if option.state & _State.State_HasFocus:
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
