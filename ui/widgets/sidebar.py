"""The list of places on the left: text beside every icon, arrows and Ctrl+number to go there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from triage.wording import Language
from ui.icons import icon
from ui.places import Place
from ui.theme import line_height


class PlacesModel(QAbstractListModel):
    """The places as rows of a list."""

    def __init__(self, places: Sequence[Place], language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._places = tuple(places)
        self._language = language
        self._owner = parent

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """The number of places."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title, icon, purpose and height of a place."""
        if not index.isValid():
            return None
        place = self._places[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._language.say(place.title)
            case Qt.ItemDataRole.DecorationRole:
                return icon(place.icon, self._owner.palette(), QPalette.ColorRole.WindowText)
            case Qt.ItemDataRole.ToolTipRole:
                return f"{self._language.say(place.purpose)} (Ctrl+{place.number})"
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(0, int(line_height(self._owner) * 2.2))
        return None

    def redraw(self) -> None:
        """Draw everything again, after other colours or another text size."""
        self.layoutChanged.emit()


class Sidebar(QListView):
    """Shows the places; `picked` gives the place the user went to."""

    picked = Signal(object)

    def __init__(self, places: Sequence[Place], language: Language, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = tuple(places)
        self._model = PlacesModel(places, language, self)
        self.setModel(self._model)
        self.setAccessibleName(label)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.selectionModel().currentChanged.connect(self._moved)
        self._fit()

    def show_place(self, place: Place) -> None:
        """Mark a place as the one that shows, without telling anybody."""
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self._model.index(self._places.index(place), 0))
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow text size and colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._fit()

    def _fit(self) -> None:
        line = line_height(self)
        self.setIconSize(QSize(int(line * 1.2), int(line * 1.2)))
        widest = max(self.fontMetrics().horizontalAdvance(self._model.index(row, 0).data()) for row in range(len(self._places)))
        self.setViewportMargins(line // 2, line // 2, line // 2, 0)
        self.setFixedWidth(widest + int(line * 4.4))
        self._model.redraw()

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(self._places[index.row()])
