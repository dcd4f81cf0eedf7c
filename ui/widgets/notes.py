"""A note that is looked at while it is typed: what could lead to a person is underlined and said beside it, never repeated."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from triage.cases.guard import find
from triage.cases.hits import Severity
from triage.wording import Language, Message, _
from ui.widgets.text import Paragraph

MOST_LINES = 5


class _Underliner(QSyntaxHighlighter):
    """Underlines what the guard finds."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._format = QTextCharFormat()
        self._format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        self._format.setFontItalic(True)

    def highlightBlock(self, text: str) -> None:
        """Mark the hits of one line."""
        for hit in find(text):
            self.setFormat(hit.start, hit.end - hit.start, self._format)


class NoteEdit(QPlainTextEdit):
    """A note of a few lines. Tab leaves it; it grows with its text. `left` says that the focus went away."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._underliner = _Underliner(self.document())
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the note is left."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    @Slot()
    def _fit(self) -> None:
        lines = min(max(int(self.document().size().height()), 1), MOST_LINES)
        margins = self.contentsMargins()
        padding = int(self.document().documentMargin() * 2) + margins.top() + margins.bottom() + 2
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + padding)


class GuardedNote(QWidget):
    """A note with what the guard says under it. `settled` gives the text when it is left and may stand.

    A text that holds something the guard refuses stays in the field and is not passed on (REQ-54).
    """

    settled = Signal(str)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._passed = ""
        self.edit = NoteEdit(self)
        self.finding = Paragraph(parent=self)
        self.finding.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addWidget(self.edit)
        rows.addWidget(self.finding)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._look)
        self.edit.left.connect(self.settle)

    def show_text(self, text: str) -> None:
        """Show a note without telling anyone."""
        self._passed = text
        if text != self.edit.toPlainText():
            self.edit.setPlainText(text)
        self._look()

    @Slot()
    def settle(self) -> None:
        """Pass the note on, if it changed and may stand."""
        text = self.edit.toPlainText().strip()
        if text != self._passed and not any(hit.severity is Severity.REFUSE for hit in find(text)):
            self._passed = text
            self.settled.emit(text)

    @property
    def refused(self) -> bool:
        """Whether what stands in the field may not be kept."""
        return any(hit.severity is Severity.REFUSE for hit in find(self.edit.toPlainText()))

    @Slot()
    def _look(self) -> None:
        hits = find(self.edit.toPlainText())
        self.finding.setVisible(bool(hits))
        if not hits:
            self.edit.setAccessibleDescription("")
            return
        kinds = list(dict.fromkeys(hit.kind for hit in hits))
        refused = any(hit.severity is Severity.REFUSE for hit in hits)
        words: Message = (
            _("Dit lijkt op {kinds}. Zo wordt de toelichting niet bewaard. Haal het weg.", kinds=kinds)
            if refused
            else _("Dit lijkt op {kinds}. Haal het weg als het naar een persoon kan leiden.", kinds=kinds)
        )
        said = self._language.say(words)
        self.finding.setText(said)
        self.edit.setAccessibleDescription(said)
