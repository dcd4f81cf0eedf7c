"""Pages on a grey ground, one below the other: the preview that is the paper. Only pages in sight are drawn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from triage.wording import Language, _
from ui.paper import POINTS_PER_INCH, PageShape
from ui.theme import line_height

ZOOMS = (50, 75, 100, 125, 150, 200)
"""Sizes on offer, in per cent of the paper on this screen."""

KEPT = 6
"""So many pages keep their image; others are drawn again when they come in sight."""


class _Page(QWidget):
    """One page. Its accessible description is the text on it. `wanted` asks for its image."""

    wanted = Signal(int)

    def __init__(self, number: int, shape: PageShape, dpi: float, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._number = number
        self._image: QImage | None = None
        self._asked = False
        self.setFixedSize(QSize(round(shape.width * dpi / POINTS_PER_INCH), round(shape.height * dpi / POINTS_PER_INCH)))
        self.setAccessibleName(label)
        self.setAccessibleDescription(shape.text)

    def show_image(self, image: QImage | None) -> None:
        """Show its image, or let it go."""
        self._image, self._asked = image, False
        self.update()

    @property
    def drawn(self) -> bool:
        """Whether its image is there."""
        return self._image is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page and its edge; ask for the image when it is not there."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image is None:
            painter.fillRect(self.rect(), Qt.GlobalColor.white)
            if not self._asked:
                self._asked = True
                self.wanted.emit(self._number)
        else:
            painter.drawImage(self.rect(), self._image)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class Pages(QScrollArea):
    """Shows pages at a size. `moved` tells which page stands in sight, counted from 1; `wanted` which image is missing, from 0."""

    moved = Signal(int)
    wanted = Signal(int)

    def __init__(self, label: str, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._label = label
        self._pages: list[_Page] = []
        self._shapes: tuple[PageShape, ...] = ()
        self._drawn: list[int] = []
        self.zoom = 100
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(label)
        self.setWidgetResizable(True)
        self.setBackgroundRole(QPalette.ColorRole.Midlight)
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._pages)

    @property
    def dpi(self) -> float:
        """Dots per inch at which images fit the screen now."""
        return self.logicalDpiX() * self.zoom / 100 * self.devicePixelRatioF()

    @property
    def complete(self) -> bool:
        """Whether the page in sight is drawn."""
        return bool(self._pages) and self._pages[self.page - 1].drawn

    def show_pages(self, shapes: Sequence[PageShape]) -> None:
        """Show other pages, from the first."""
        self._shapes = tuple(shapes)
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def show_image(self, number: int, image: QImage) -> None:
        """Show the image of a page (counted from 0)."""
        if number < len(self._pages):
            self._pages[number].show_image(image)
            self._drawn = [other for other in self._drawn if other != number] + [number]
            for old in self._drawn[:-KEPT]:
                self._pages[old].show_image(None)
            self._drawn = self._drawn[-KEPT:]

    def step_zoom(self, step: int) -> None:
        """One size up or down."""
        page = self.page
        self.zoom = ZOOMS[max(0, min(ZOOMS.index(self.zoom) + step, len(ZOOMS) - 1))]
        self._lay_out()
        self.go_to_page(page)

    def go_to_page(self, number: int) -> None:
        """Bring a page (counted from 1) in sight."""
        if 1 <= number <= len(self._pages):
            self._rows.activate()
            self.verticalScrollBar().setValue(self._pages[number - 1].y())

    @property
    def page(self) -> int:
        """The page that stands in sight, counted from 1; 0 when there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        above = [number for number, page in enumerate(self._pages, 1) if page.y() <= middle]
        return above[-1] if above else min(1, len(self._pages))

    def _lay_out(self) -> None:
        body = QWidget()
        body.setBackgroundRole(QPalette.ColorRole.Midlight)
        rows = QVBoxLayout(body)
        rows.setSpacing(line_height(self))
        self._pages, self._drawn = [], []
        dpi = self.logicalDpiX() * self.zoom / 100
        for number, shape in enumerate(self._shapes):
            label = self._language.say(_("Pagina {number} van {all}", number=number + 1, all=len(self._shapes)))
            made = _Page(number, shape, dpi, label, body)
            made.wanted.connect(self.wanted)
            self._pages.append(made)
            rows.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(1)
        self._rows = rows
        self.setWidget(body)
        self.setAccessibleDescription("\n".join(shape.text for shape in self._shapes))
        self._tell_page()

    @Slot()
    def _tell_page(self) -> None:
        self.moved.emit(self.page)
