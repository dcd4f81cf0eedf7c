"""Tables: rows of data with columns that say themselves, sorted and filtered in the model, and a view that keyboards and ears can use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.widgets.measuring import Measure, Wish, column_widths

Index = QModelIndex | QPersistentModelIndex

SHORT = 300
"""Up to so many rows, numbers are measured too."""

ROWS_IN_SIGHT = 7
"""A table asks for room for so many rows of one line."""

STRETCHING_LETTERS = 24
"""What a column that takes what is left would like, in letters."""

BAR_ROLE = Qt.ItemDataRole.UserRole + 1
"""A `widgets.bars.Bar` that is drawn in the cell."""


class RowDelegate(QStyledItemDelegate):
    """Draws a cell with air around its words and a thin line under its row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The room the words need in the width of the cell, and air around them."""
        metrics: QFontMetrics = option.fontMetrics
        air = metrics.height() // 2
        wide = option.rect.width() - 2 * air if option.rect.width() else 10_000
        words = str(index.data() or "")
        needed = metrics.boundingRect(QRect(0, 0, max(wide, 1), 100_000), int(Qt.TextFlag.TextWordWrap), words)
        return QSize(needed.width() + 2 * air, max(needed.height(), metrics.height()) + air)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground as the style draws it, the words, and the line."""
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        words: str = bare.text
        bare.text = ""
        table = bare.widget
        assert isinstance(table, QTableView)
        table.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, bare, painter, table)
        area: QRect = bare.rect
        metrics: QFontMetrics = bare.fontMetrics
        air = metrics.height() // 2
        inside = area.adjusted(air, 0, -air, 0)
        painter.save()
        palette: QPalette = bare.palette
        chosen = bool(bare.state & QStyle.StateFlag.State_Selected)
        painter.setPen(palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text))
        how = int(bare.displayAlignment)
        painter.drawText(inside, how | int(Qt.TextFlag.TextWordWrap), words)
        painter.setPen(palette.color(QPalette.ColorRole.Midlight))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()


@dataclass(frozen=True)
class Column:
    """A column: its title, the words of a row in it, and what it is sorted by (the words when there is no `key`).

    `hint` explains the column (tooltip of its header). `numeric` columns stand to the right. `bar` gives what is drawn instead of words.
    """

    title: str
    words: Callable[[Any], str]
    key: Callable[[Any], Any] | None = None
    hint: str = ""
    numeric: bool = False
    bar: Callable[[Any], object] | None = None
    width: float = 0
    """Wanted width in letters; 0 takes what is left. A column is never narrower than its longest word."""


class RowsModel(QAbstractTableModel):
    """Rows and columns. `sentence` says a whole row in the first cell, for who hears the table instead of seeing it."""

    def __init__(self, columns: Sequence[Column], sentence: Callable[[Any], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._sentence = sentence
        self._rows: list[Any] = []
        self._shown: list[Any] = []
        self._words: dict[tuple[int, int], str] = {}
        self._wanted: Callable[[Any], bool] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, in their own order or in the order that was asked for."""
        self.beginResetModel()
        self._rows = list(rows)
        self._words = {}
        self._arrange()
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, without rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._rows, self._shown, self._sorted, self._words = [], [], None, {}
        self.endResetModel()

    def want(self, wanted: Callable[[Any], bool] | None) -> None:
        """Show only the rows for which this is true."""
        self.beginResetModel()
        self._wanted = wanted
        self._arrange()
        self.endResetModel()

    def said(self, row: int, column: int) -> str:
        """The words of a shown row in a column; empty when a bar is drawn there."""
        if self.columns[column].bar:
            return ""
        key = id(self._shown[row]), column
        if key not in self._words:
            self._words[key] = self.columns[column].words(self._shown[row])
        return self._words[key]

    def row_at(self, index: Index) -> Any:
        """The row at an index."""
        return self._shown[index.row()]

    def find(self, wanted: Callable[[Any], bool]) -> int | None:
        """The place of the first shown row for which this is true."""
        return next((place for place, row in enumerate(self._shown) if wanted(row)), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Rows that are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says, per role."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.said(index.row(), index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._sentence(row) if index.column() == 0 else column.words(row)
            case Qt.ItemDataRole.ToolTipRole:
                return column.words(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft))
        return column.bar(row) if role == BAR_ROLE and column.bar else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.title
            case Qt.ItemDataRole.ToolTipRole:
                return column.hint or None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
                return int(Qt.AlignmentFlag.AlignVCenter | side) | int(Qt.TextFlag.TextWordWrap)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; equal rows keep the order they came in."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(index, self._shown[index.row()]) for index in before]
        self._sorted = (column, order) if 0 <= column < len(self.columns) else None
        self._arrange()
        places = {id(row): place for place, row in enumerate(self._shown)}
        after = [self.index(places[id(row)], index.column()) for index, row in kept]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        self._shown = [row for row in self._rows if self._wanted is None or self._wanted(row)]
        if self._sorted is not None:
            column, order = self.columns[self._sorted[0]], self._sorted[1]
            self._shown.sort(key=column.key or column.words, reverse=order == Qt.SortOrder.DescendingOrder)


class SaidRows(RowsModel):
    """Rows whose words are made once, when they are shown: for short tables that are looked at as a whole.

    `rows_changed` gives the places of the rows that say something else now, when the number of rows stayed the same.
    """

    rows_changed = Signal(object)

    def __init__(self, columns: Sequence[Column], sentence: Callable[[Any], str], parent: QObject | None = None) -> None:
        super().__init__(columns, sentence, parent)
        self._said: list[tuple[str, ...]] = []

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; tell only what changed when there are as many as before."""
        said = [tuple(column.words(row) for column in self.columns) for row in rows]
        before, self._said = self._said, said
        if len(said) != len(before) or not said:
            super().show_rows(rows)
            return
        self._rows = list(rows)
        self._arrange()
        changed = [place for place, (old, new) in enumerate(zip(before, said, strict=True)) if old != new]
        for place in changed:
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(self.columns) - 1))
        self.rows_changed.emit(changed)

    def said(self, row: int, column: int) -> str:
        """The words of a row in a column, without making them again."""
        return "" if self.columns[column].bar else self._said[row][column]


class Table(QTableView):
    """A table of whole rows: arrows move, Enter opens, Tab leaves. Words wrap, rows grow, and what does not fit scrolls.

    `row_opened` gives the row that was opened, `row_chosen` the row the user went to.
    """

    row_opened = Signal(object)
    row_chosen = Signal(object)

    def __init__(self, model: RowsModel, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._measure = Measure(self.fontMetrics())
        self._fitting = False
        self.setModel(model)
        self.setAccessibleName(label)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        # By the pixel: a row of many lines may be higher than the table.
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(RowDelegate(self))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(1)
        header.sectionResized.connect(self._dragged)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(self._opened)
        model.modelReset.connect(self._lay_out)
        model.layoutChanged.connect(self._fit_rows)
        self._lay_out()

    @property
    def chosen(self) -> Any:
        """The row that is current, None when there is none."""
        index = self.currentIndex()
        return self.rows.row_at(index) if index.isValid() else None

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; what stood in sight stays in sight as far as it can."""
        kept = self.verticalScrollBar().value()
        self.rows.show_rows(rows)
        self.updateGeometries()
        self.verticalScrollBar().setValue(kept)

    def go_to(self, wanted: Callable[[Any], bool]) -> None:
        """Make the first row for which this is true the current one."""
        place = self.rows.find(wanted)
        if place is not None:
            self.setCurrentIndex(self.rows.index(place, max(self.currentIndex().column(), 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_opened.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_fitting"):
            self._lay_out()

    def sizeHint(self) -> QSize:
        """Room for the titles and some rows."""
        high = self.horizontalHeader().minimumHeight() + ROWS_IN_SIGHT * self._measure.least_row
        return QSize(super().sizeHint().width(), high)

    def minimumSizeHint(self) -> QSize:
        """The titles and a row or two; below that there is nothing to see."""
        high = self.horizontalHeader().minimumHeight() + 2 * self._measure.least_row
        return QSize(super().minimumSizeHint().width(), high + self.horizontalScrollBar().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide the width anew when it changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.row_chosen.emit(self.rows.row_at(index))

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        self.row_opened.emit(self.rows.row_at(index))

    @Slot()
    def _lay_out(self) -> None:
        """Divide the width over the columns, then give titles and rows the height they need."""
        if self._measure.metrics != self.fontMetrics():
            self._measure = Measure(self.fontMetrics())
        header, columns = self.horizontalHeader(), range(len(self.rows.columns))
        wishes = [self._wish(place) for place in columns]
        self._fitting = True
        for place, width in enumerate(column_widths(wishes, self.viewport().width())):
            if not self.isColumnHidden(place):
                header.resizeSection(place, width)
        self._fitting = False
        self._fit_title()
        self._fit_rows()

    @Slot(int, int, int)
    def _dragged(self, _place: int, _before: int, _after: int) -> None:
        """The user made a column wider or narrower."""
        if not self._fitting:
            self._fit_title()
            self._fit_rows()

    def _wish(self, place: int) -> Wish:
        """What a column needs and would like. Numbers are measured in short tables only: making them is the work of a weighing."""
        column, measure, count = self.rows.columns[place], self._measure, self.rows.rowCount()
        if self.isColumnHidden(place):
            return Wish(0, 0, stretches=False)
        least = measure.longest(column.title) + self._mark
        if not column.numeric:
            least = max([least, *(measure.longest(words) for words in {self.rows.said(row, place) for row in range(count)})])
        elif count <= SHORT:
            least = max([least, *(measure.whole(self.rows.said(row, place)) for row in range(count))])
        wanted = measure.letters(column.width or STRETCHING_LETTERS)
        return Wish(least, max(least, wanted), not column.width)

    @property
    def _mark(self) -> int:
        """The room for the arrow that says by which column the rows are sorted."""
        return 2 * self._measure.air if self.isSortingEnabled() else 0

    def _fit_title(self) -> None:
        """Give the titles the height of the highest."""
        header, measure = self.horizontalHeader(), self._measure
        titles = [
            measure.text_height(column.title, header.sectionSize(place) - self._mark)
            for place, column in enumerate(self.rows.columns)
            if not self.isColumnHidden(place)
        ]
        margin = self.style().pixelMetric(QStyle.PixelMetric.PM_HeaderMargin, None, header)
        header.setFixedHeight(max(titles, default=0) + 2 * margin + 2)

    @Slot()
    def _fit_rows(self) -> None:
        """Give every row the height of its words."""
        header, measure = self.verticalHeader(), self._measure
        header.setDefaultSectionSize(measure.least_row)
        for row, high in enumerate(self._row_heights(range(self.rows.rowCount()))):
            if header.sectionSize(row) != high:
                header.resizeSection(row, high)

    def _row_heights(self, rows: Iterable[int]) -> Iterator[int]:
        """The heights that rows need; numbers never wrap."""
        header, columns = self.horizontalHeader(), self.rows.columns
        wrapping = [(place, header.sectionSize(place)) for place, column in enumerate(columns) if not column.numeric and not column.bar]
        for row in rows:
            yield self._measure.row_height((self.rows.said(row, place), width) for place, width in wrapping)


class FittedTable(Table):
    """A table as high as its rows, for a page that scrolls as a whole. Bars leave before the words beside them get narrow."""

    def __init__(self, model: RowsModel, label: str, parent: QWidget | None = None) -> None:
        super().__init__(model, label, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if isinstance(model, SaidRows):
            model.rows_changed.connect(self._fit_some)
        self._take_height()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the cell that was current stays current where there still is one."""
        place = self.currentIndex()
        self.rows.show_rows(rows)
        if 0 <= place.row() < len(rows):
            self.setCurrentIndex(self.rows.index(place.row(), place.column()))

    @Slot()
    def _lay_out(self) -> None:
        """Leave out bars where the words want the room."""
        columns, letters = self.rows.columns, self._measure.letters
        wanted = sum(letters(column.width or STRETCHING_LETTERS) for column in columns)
        for place, column in enumerate(columns):
            if column.bar is not None:
                self.setColumnHidden(place, wanted > self.viewport().width())
        super()._lay_out()

    @Slot()
    def _fit_rows(self) -> None:
        """Take the height of all rows."""
        super()._fit_rows()
        self._take_height()

    def _wish(self, place: int) -> Wish:
        """A column that is left out wants nothing."""
        return Wish(0, 0, False) if self.isColumnHidden(place) else super()._wish(place)

    @Slot(object)
    def _fit_some(self, changed: list[int]) -> None:
        """Some rows say something else now; only a longer word asks for other widths."""
        columns, header = range(len(self.rows.columns)), self.horizontalHeader()
        if any(self._wish(place).least > header.sectionSize(place) for place in columns if not self.isColumnHidden(place)):
            self._lay_out()
            return
        for row, high in zip(changed, self._row_heights(changed), strict=True):
            self.verticalHeader().resizeSection(row, high)
        self._take_height()

    def _take_height(self) -> None:
        high = self.horizontalHeader().minimumHeight() + self.verticalHeader().length() + 2 * self.frameWidth()
        wider = self.horizontalHeader().length() > self.viewport().width()
        self.setFixedHeight(high + (self.horizontalScrollBar().sizeHint().height() if wider else 0))
