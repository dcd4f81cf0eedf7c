"""Our own line drawings as icons, in the colour of the text they stand beside."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).parent
_SIZES = (16, 24, 32, 48)


def icon(name: str, palette: QPalette, ground: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The drawing `name`, in the colours of a palette: as text, paler when disabled, light on a chosen row."""
    drawing = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for mode, group, role in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active, ground),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled, ground),
        (QIcon.Mode.Selected, QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText),
    ):
        for size in _SIZES:
            made.addPixmap(_drawn(drawing, palette.color(group, role), size), mode)
    return made


def _drawn(drawing: str, colour: QColor, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(drawing.replace("#000", colour.name()).encode()))
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
