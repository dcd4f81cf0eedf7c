"""A note that is looked at while it is typed: what could lead to a person is underlined and said beside it, never repeated."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from triage.guard import find
from triage.guard.hits import Severity
from triage.wording import Language, Message, _
from ui.widgets.objection import Objection
from ui.widgets.undoing import UndoPasses

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
        self._underliner = _Underliner(self.document())
        UndoPasses(self)
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
        wanted = max(int(self.document().size().height()), 1)
        lines = min(wanted, MOST_LINES)
        # A height that is rounded a pixel too low must not bring a scroll bar beside two lines.
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > MOST_LINES else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scrolls)
        margins = self.contentsMargins()
        padding = int(self.document().documentMargin() * 2) + margins.top() + margins.bottom() + 2
        self.setFixedHeight(ceil(QFontMetricsF(self.font()).lineSpacing() * lines) + padding)


class GuardedNote(QWidget):
    """A note with what the guard says under it. `settled` gives the text when it is left and may stand.

    A text that holds something the guard refuses is not passed on (REQ-54). It stays in its field, with what is wrong, until whoever
    typed it changes it; also when the field shows another case in between.
    """

    settled = Signal(str)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._passed = ""
        self._about = ""
        self._held: dict[str, str] = {}
        self.edit = NoteEdit(self)
        self.finding = Objection(self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        rows.addWidget(self.edit)
        rows.addWidget(self.finding)
        self.edit.textChanged.connect(self._look)
        self.edit.left.connect(self.settle)

    def show_text(self, text: str, about: str = "") -> None:
        """Show the note about something (a case) without telling anyone; what was refused there before still stands."""
        if about != self._about:
            self._hold()
            self._about = about
            self.edit.setPlainText(self._held.pop(about, text))
        elif text != self.edit.toPlainText() and not self.rejected:
            self.edit.setPlainText(text)
        self._passed = text
        self._look()

    def forget(self) -> None:
        """Let go of every text that was refused."""
        self._held.clear()
        self.edit.setPlainText(self._passed)

    def _hold(self) -> None:
        """Remember what may not be kept, for as long as the window is open: in memory only, and only for this field."""
        if self.rejected:
            self._held[self._about] = self.edit.toPlainText()

    @Slot()
    def settle(self) -> None:
        """Pass the note on, if it changed and may stand."""
        text = self.edit.toPlainText().strip()
        if text != self._passed and not self.refused:
            self._passed = text
            self.edit.document().clearUndoRedoStacks()  # from here on the program undoes it, as one step
            self.settled.emit(text)

    @property
    def refused(self) -> bool:
        """Whether what stands in the field may not be kept."""
        return any(hit.severity is Severity.REFUSE for hit in find(self.edit.toPlainText()))

    @property
    def rejected(self) -> bool:
        """Whether somebody typed here what may not be kept, and it still stands."""
        return self.refused and self.edit.toPlainText().strip() != self._passed

    @Slot()
    def _look(self) -> None:
        hits = find(self.edit.toPlainText())
        if not hits:
            self.finding.show_words("")
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
        self.finding.show_words(said)
        self.edit.setAccessibleDescription(said)
