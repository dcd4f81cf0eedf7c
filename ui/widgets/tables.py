"""Tables: rows of data with columns that say themselves, sorted and filtered in the model, and a view that keyboards and ears can use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex

BAR_ROLE = Qt.ItemDataRole.UserRole + 1
"""A `widgets.bars.Bar` that is drawn in the cell."""


HEADER_STYLE = """
QHeaderView { background: palette(window); border: none; }
QHeaderView::section {
    background: palette(window); color: palette(window-text);
    border: none; border-bottom: 1px solid palette(mid); padding: 2px 7px;
}
"""
"""Titles stand straight above their column, on a calm ground."""


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
        if table.textElideMode() == Qt.TextElideMode.ElideNone:
            painter.drawText(inside, how | int(Qt.TextFlag.TextWordWrap), words)
        else:
            painter.drawText(inside, how, metrics.elidedText(words, Qt.TextElideMode.ElideRight, inside.width()))
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
    """Wanted width in letters; 0 takes what is left."""


class RowsModel(QAbstractTableModel):
    """Rows and columns. `sentence` says a whole row in the first cell, for who hears the table instead of seeing it."""

    def __init__(self, columns: Sequence[Column], sentence: Callable[[Any], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._sentence = sentence
        self._rows: list[Any] = []
        self._shown: list[Any] = []
        self._wanted: Callable[[Any], bool] | None = None
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, in their own order or in the order that was asked for."""
        self.beginResetModel()
        self._rows = list(rows)
        self._arrange()
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns, without rows."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self._rows, self._shown, self._sorted = [], [], None
        self.endResetModel()

    def want(self, wanted: Callable[[Any], bool] | None) -> None:
        """Show only the rows for which this is true."""
        self.beginResetModel()
        self._wanted = wanted
        self._arrange()
        self.endResetModel()

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
                return "" if column.bar else column.words(row)
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

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says, without making the words again."""
        if role == Qt.ItemDataRole.DisplayRole and index.isValid() and not self.columns[index.column()].bar:
            return self._said[index.row()][index.column()]
        return super().data(index, role)


class Table(QTableView):
    """A table of whole rows: arrows move, Enter opens, Tab leaves. Wide cells wrap.

    `row_opened` gives the row that was opened, `row_chosen` the row the user went to.
    """

    row_opened = Signal(object)
    row_chosen = Signal(object)

    def __init__(self, model: RowsModel, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.setModel(model)
        self.setAccessibleName(label)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(RowDelegate(self))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setStyleSheet(HEADER_STYLE)
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(self._opened)
        model.modelReset.connect(self._lay_out)
        self._lay_out()

    def wrap(self) -> None:
        """Let rows grow with what they say."""
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    @property
    def chosen(self) -> Any:
        """The row that is current, None when there is none."""
        index = self.currentIndex()
        return self.rows.row_at(index) if index.isValid() else None

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
        """Follow text size and colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._lay_out()
        elif event.type() == QEvent.Type.PaletteChange:
            # A style sheet keeps the colours it was made with until it is set again.
            self.horizontalHeader().setStyleSheet("")
            self.horizontalHeader().setStyleSheet(HEADER_STYLE)

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.row_chosen.emit(self.rows.row_at(index))

    @Slot(QModelIndex)
    def _opened(self, index: QModelIndex) -> None:
        self.row_opened.emit(self.rows.row_at(index))

    @Slot()
    def _lay_out(self) -> None:
        header, letter = self.horizontalHeader(), self.fontMetrics().averageCharWidth()
        for place, column in enumerate(self.rows.columns):
            mode = QHeaderView.ResizeMode.Interactive if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(place, mode)
            if column.width:
                wanted = int(column.width * letter)
                header.resizeSection(place, wanted)
        lines = max((self._header_lines(place) for place in range(len(self.rows.columns))), default=1)
        header.setFixedHeight(int(self.fontMetrics().height() * (lines + 0.7)))
        self.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.8))

    def _header_lines(self, place: int) -> int:
        """How many lines a title needs in its column, at most three."""
        column, metrics = self.rows.columns[place], self.fontMetrics()
        if not column.width:
            return 1
        room = QRect(0, 0, max(int((column.width - 2) * metrics.averageCharWidth()), 1), 10_000)
        high = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), column.title).height()
        return min(max(round(high / metrics.lineSpacing()), 1), 3)


class FittedTable(Table):
    """A table as high as its rows, for a page that scrolls as a whole."""

    def __init__(self, model: RowsModel, label: str, parent: QWidget | None = None) -> None:
        super().__init__(model, label, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        model.modelReset.connect(self.fit)
        if isinstance(model, SaidRows):
            model.rows_changed.connect(self._fit_some)
        self.horizontalHeader().sectionResized.connect(self._resized)

    @Slot()
    def fit(self) -> None:
        """Take the height of all rows."""
        least = int(self.fontMetrics().height() * 1.8)
        self.resizeRowsToContents()
        header = self.verticalHeader()
        for place in range(self.rows.rowCount()):
            if header.sectionSize(place) < least:
                header.resizeSection(place, least)
        self._take_height()

    @Slot(object)
    def _fit_some(self, changed: list[int]) -> None:
        least, header = int(self.fontMetrics().height() * 1.8), self.verticalHeader()
        for place in changed:
            self.resizeRowToContents(place)
            if header.sectionSize(place) < least:
                header.resizeSection(place, least)
        self._take_height()

    def _take_height(self) -> None:
        header = self.verticalHeader()
        high = self.horizontalHeader().minimumHeight() + header.length() + 2 * self.frameWidth()
        bar = self.horizontalScrollBar()
        self.setFixedHeight(high + (bar.sizeHint().height() if bar.maximum() > 0 else 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew when the width changed."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    @Slot(int, int, int)
    def _resized(self, _place: int, _before: int, _after: int) -> None:
        self.fit()
