"""The card that says what would make the advice lighter, what it rests on, and how firm it is."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from triage.framework.model import Framework
from triage.weighing.firmness_words import WHAT_IT_IS, advice_lines
from triage.weighing.outlook_words import EXPLAINS_ONLY, KindName, lighter_sentence, reliance_sentence
from triage.weighing.result import Weighing
from triage.weighing.robustness import AdviceFirmness
from triage.wording import Language, Message, _
from ui.places.weighing.what_if import ChangeRow, RestRow, change_rows, rest_rows
from ui.widgets.tables import Column, FittedTable, SaidRows
from ui.widgets.text import Card, Heading, Paragraph

TITLE = _("Wat het advies anders zou maken")


class WhatIfCard(Card):
    """Two lists under their sentences. `question_wished` carries an item id; an empty one means the facts."""

    question_wished = Signal(str)

    def __init__(self, framework: Framework, kind: KindName, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework, self._kind, self._say, self._sentence = framework, kind, language.say, language.sentence
        say = language.say
        self.rows.addWidget(Heading(say(TITLE), 2, self))
        self.explains = Paragraph(say(EXPLAINS_ONLY), quiet=True, parent=self)
        self.rows.addWidget(self.explains)
        self.lighter = Paragraph(parent=self)
        self.rows.addWidget(self.lighter)
        columns = (Column(say(_("Manier")), self._way, width=10), Column(say(_("Wat er anders zou zijn")), self._words))
        self.changes = self._table(columns, self._change_spoken, _("Wat het advies lichter zou maken"))
        self.rests = Paragraph(parent=self)
        self.rows.addWidget(self.rests)
        self.facts = self._table((Column(say(_("Feit of antwoord")), self._words),), self._words, _("Waar het advies op rust"))
        self.way_on = Paragraph(say(_("Enter brengt u naar de vraag of naar de feiten.")), quiet=True, parent=self)
        self.rows.addWidget(self.way_on)
        self.how_firm = Heading(say(_("Hoe stevig deze uitkomst is")), 3, self)
        self.rows.addWidget(self.how_firm)
        self.firm = Paragraph(parent=self)
        self.rows.addWidget(self.firm)
        self.what_firm_is = Paragraph(say(WHAT_IT_IS), quiet=True, parent=self)
        self.rows.addWidget(self.what_firm_is)

    def show_weighing(self, weighing: Weighing) -> None:
        """Show what holds for a case; nothing outside the scope, or where it is not known exactly."""
        outlook = None if weighing.out_of_scope else weighing.outlook
        self.setHidden(outlook is None)
        if outlook is None:
            return
        changes = change_rows(self._framework, outlook)
        self.lighter.setText(self._say(lighter_sentence(weighing, outlook)))
        self.changes.show_rows(changes)
        for part in (self.changes, self.explains):
            part.setVisible(bool(changes))
        sentence, facts = reliance_sentence(outlook.rests_on), rest_rows(self._framework, outlook.rests_on, self._kind)
        self.rests.setText("" if sentence is None else self._say(sentence))
        self.rests.setHidden(sentence is None)
        self.facts.show_rows(facts)
        self.facts.setVisible(bool(facts))
        self.way_on.setVisible(bool(changes or facts))
        self._show_firmness(weighing.firmness)

    def _show_firmness(self, firmness: AdviceFirmness | None) -> None:
        """In how many recalculations the advice stays so; nothing where the framework lets no points move."""
        lines = () if firmness is None else advice_lines(firmness, self._framework)
        self.firm.setText("\n".join(map(self._sentence, lines)))
        for part in (self.how_firm, self.firm, self.what_firm_is):
            part.setHidden(firmness is None)

    def _table(self, columns: tuple[Column, ...], spoken: object, label: Message) -> FittedTable:
        table = FittedTable(SaidRows(columns, spoken, self), self._say(label), self)  # type: ignore[arg-type]
        table.row_opened.connect(self._opened)
        self.rows.addWidget(table)
        return table

    @Slot(object)
    def _opened(self, row: ChangeRow | RestRow) -> None:
        self.question_wished.emit(row.item)

    def _way(self, row: ChangeRow) -> str:
        return self._say(row.way)

    def _words(self, row: ChangeRow | RestRow) -> str:
        return self._say(row.words)

    def _change_spoken(self, row: ChangeRow) -> str:
        return self._say(_("Manier {way}: {change}", way=row.way, change=row.words))
