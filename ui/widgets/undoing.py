"""Undo and redo in a field: its own as long as there is something of its own, and otherwise those of the program.

Qt lets every field with text keep these keys for itself, also when it has nothing to undo: then they would do nothing at all.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QWidget


class UndoPasses(QObject):
    """Lets undo and redo pass a field that has nothing of its own to undo or to do again."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks the field whether it wants the key: not then."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            undo, redo = _own(self._field)
            if (event.matches(QKeySequence.StandardKey.Undo) and not undo) or (event.matches(QKeySequence.StandardKey.Redo) and not redo):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _own(field: QWidget) -> tuple[bool, bool]:
    """Whether a field has something to undo, and something to do again."""
    match field:
        case QLineEdit():
            return field.isUndoAvailable(), field.isRedoAvailable()
        case QPlainTextEdit():
            return field.document().isUndoAvailable(), field.document().isRedoAvailable()
        case QAbstractSpinBox():
            return _own(field.lineEdit())
    return False, False
