"""Pages of a PDF as images, to show and to print.

Only the worker calls these functions: the PDF library is used from one thread at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from pypdfium2 import PdfPage
    from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300
"""Sharp on paper; the printer's own 1,200 would make pages of 131 million pixels."""

POINTS_PER_INCH = 72


@dataclass(frozen=True)
class PageShape:
    """A page before it is drawn: its size in points and the text on it, for who hears it."""

    width: float
    height: float
    text: str


def page_shapes(pdf: bytes) -> tuple[PageShape, ...]:
    """The pages of a PDF in order."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(_shape(document[number]) for number in range(len(document)))


def page_images(pdf: bytes, dpi: float, pages: Sequence[int]) -> list[QImage]:
    """Some pages (counted from 0) at so many dots per inch."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return [_image(document[number], dpi) for number in pages]


def print_pages(pdf: bytes, printer: QPrinter, pages: Sequence[int]) -> int:
    """Print some pages (counted from 0), each on a sheet of its own, edge to edge; gives how many. 0 when the printer could not begin.

    Qt allows painting on a printer outside the thread of the window, so the worker does this too, one page in memory at a time.
    """
    import pypdfium2
    from PySide6.QtPrintSupport import QPrinter

    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    paper = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
    with pypdfium2.PdfDocument(pdf) as document:
        for place, number in enumerate(pages):
            if place:
                printer.newPage()
            painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), _image(document[number], PRINT_DPI))
    return len(pages) if painter.end() else 0


def _shape(page: PdfPage) -> PageShape:
    text = page.get_textpage()
    try:
        return PageShape(page.get_width(), page.get_height(), text.get_text_range())
    finally:
        text.close()


def _image(page: PdfPage, dpi: float) -> QImage:
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True)
    try:
        kind = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888}[bitmap.n_channels]
        return QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, kind).copy()
    finally:
        bitmap.close()
