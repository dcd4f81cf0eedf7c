"""Our own line drawings as icons, in the colour of the text they stand beside."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).parent
_SIZES = (16, 24, 32, 48)
_CHOSEN = QPalette.ColorRole.HighlightedText


def icon(name: str, palette: QPalette, ground: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The drawing `name`, in the colours of a palette: as text, paler when disabled, light on a chosen row."""
    groups = (QPalette.ColorGroup.Active, ground), (QPalette.ColorGroup.Disabled, ground), (QPalette.ColorGroup.Active, _CHOSEN)
    return QIcon(_made(name, *(palette.color(group, role).name() for group, role in groups)))


@lru_cache(maxsize=256)
def _made(name: str, normal: str, disabled: str, selected: str) -> QIcon:
    """Twelve pictures; kept, for every menu, button and page asks for the same ones."""
    drawing = (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, normal), (QIcon.Mode.Disabled, disabled), (QIcon.Mode.Selected, selected)):
        for size in _SIZES:
            made.addPixmap(_drawn(drawing, colour, size), mode)
    return made


def _drawn(drawing: str, colour: str, size: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(drawing.replace("#000", colour).encode()))
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
