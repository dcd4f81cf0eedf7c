"""What stands under an answer: what became of it, how firm it is, from whom, when, and a note."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from triage.cases.case import Answer
from triage.framework.model import Item
from triage.framework.vocabulary import AnswerStatus
from triage.wording import Language, _
from ui.places.weighing.choices import Options, answer_statuses, quarters, sources
from ui.widgets.form import captioned, in_order, name
from ui.widgets.notes import GuardedNote
from ui.widgets.text import Paragraph
from ui.widgets.wrapping import Columns, WrappedChoice


class AnswerDetails(QWidget):
    """The fields under the answer to one question. `chosen` says that one of the lists was used; `noted` gives a note that may stand."""

    chosen = Signal()
    noted = Signal(str)

    def __init__(self, item: Item, today: date, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._today = today
        self._language = language
        say = language.say
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        self.use = Paragraph(quiet=True, parent=self)
        rows.addWidget(self.use)
        self.status = WrappedChoice(answer_statuses(language), self)
        self.source = WrappedChoice(sources(language, item.provided_by), self)
        self.quarter = WrappedChoice(self._quarters(None), self)
        self.note = GuardedNote(language, self)
        fields = ((_("Status"), self.status), (_("Bron"), self.source), (_("Kwartaal"), self.quarter))
        rows.addWidget(Columns([captioned(say(label), field) for label, field in fields], len(fields), self))
        for label, field in fields:
            name(field, say(_("{field}: {question}", field=label, question=item.name)))
            field.picked.connect(self._picked)
        rows.addWidget(captioned(say(_("Toelichting, zonder namen of nummers")), self.note))
        name(self.note.edit, say(_("Toelichting: {question}", question=item.name)))
        self.note.settled.connect(self.noted)

    def follow(self, part: QWidget) -> None:
        """Let Tab go from a part to these fields."""
        in_order(part, self.status, self.source, self.quarter, self.note.edit)

    def show_answer(self, answer: Answer, code: str) -> None:
        """Show the fields of an answer of a case."""
        self.source.show_value(answer.source)
        if not self.quarter.offers(answer.as_of):
            self.quarter.offer(self._quarters(answer))
        self.quarter.show_value(answer.as_of)
        self.note.show_text(answer.note, code)
        self.show_use(answer.status, "", known=answer.value is not None)

    def show_use(self, status: AnswerStatus, use: str, *, known: bool) -> None:
        """Show what became of an answer, and how firm it is."""
        self.status.setEnabled(known)
        self.status.show_value(status)
        self.use.setText(use)

    def _quarters(self, answer: Answer | None) -> Options:
        undated = (None, self._language.say(_("op de peildatum")))
        return [undated, *quarters(self._today, answer.as_of if answer else None)]

    @Slot(object)
    def _picked(self, _value: object) -> None:
        self.chosen.emit()
