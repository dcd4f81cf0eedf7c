"""The right half of a weighing: the advice, what is still to ask, the sums, the criteria, the walk through the decision table."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QVBoxLayout, QWidget

from triage.framework.model import Framework, Scale
from triage.framework.registry import Registry
from triage.weighing.outlook_words import EXACT, NO_EXACT, TOO_TANGLED, WIDE, KindName
from triage.weighing.reasons import Step, steps
from triage.weighing.result import CriterionResult, LineResult, ScaleResult, Use, Weighing
from triage.weighing.sentences import (
    NOT_WEIGHED,
    advice_sentence,
    bare_range,
    criterion_sentence,
    item_answer,
    item_sentence,
    line_sentence,
    percent,
    points_range,
    scale_sentence,
)
from triage.wording import Language, Message, _, n_
from ui.explaining import (
    Explanation,
    advice_reasons,
    counted_evenly,
    why_advice,
    why_cap,
    why_criterion,
    why_item,
    why_line,
    why_scale,
)
from ui.places.weighing.since import SinceCard
from ui.places.weighing.still_open import OpenRow, open_rows, open_words, order_words
from ui.places.weighing.what_if_card import WhatIfCard
from ui.theme import FollowsTextSize, line_height
from ui.widgets.bars import Bar, BarDelegate
from ui.widgets.tables import Column, FittedTable, SaidRows
from ui.widgets.text import Card, Heading, Paragraph, unbroken


@dataclass(frozen=True)
class SumRow:
    """A row of a sum: a step of it, or, without a step, the sum itself."""

    scale: ScaleResult
    step: Step | None
    start: int


def sum_rows(scale: ScaleResult) -> list[SumRow]:
    """The steps of a sum, each with where its bar begins, and the sum below them."""
    rows: list[SumRow] = []
    start = 0
    for step in steps(scale):
        rows.append(SumRow(scale, step, start))
        start += step.low
    return [*rows, SumRow(scale, None, 0)]


class ScaleCard(Card):
    """One scale: its sentence and its sum as a table, with a bar beside each number."""

    why_wished = Signal(object)

    def __init__(
        self, scale: Scale, framework: Framework, registry: Registry | None, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._framework = framework
        self._registry = registry
        self._language = language
        say = language.say
        self.rows.addWidget(Heading(say(scale.name), 2, self))
        self.sentence = Paragraph(parent=self)
        self.rows.addWidget(self.sentence)
        columns = (
            Column(say(_("Onderdeel")), self._name),
            Column(say(_("Antwoord")), self._answer, width=17),
            Column(say(_("Punten")), self._points, numeric=True, width=10),
            Column(say(_("Van")), self._most, hint=say(_("De meeste punten die dit onderdeel kan geven")), numeric=True, width=7),
            Column(say(_("Beeld")), self._spoken_bar, bar=self._bar, width=12),
        )
        self.model = SaidRows(columns, self._sentence, self)
        self.table = FittedTable(self.model, say(_("Som van “{scale}”", scale=scale.name)), self)
        self.table.setItemDelegateForColumn(4, BarDelegate(self.table))
        self.table.row_opened.connect(self._wish)
        self.rows.addWidget(self.table)
        self.evenly = Paragraph(quiet=True, parent=self)
        self.rows.addWidget(self.evenly)

    def show_result(self, result: ScaleResult) -> None:
        """Show the result of a case."""
        self.sentence.setText(self._language.say(scale_sentence(result)))
        self.table.show_rows(sum_rows(result))
        self.evenly.setText(self._language.say(counted_evenly(result)))

    def explain(self, row: SumRow) -> Explanation:
        """Why a row is what it is."""
        if row.step is None:
            return why_scale(row.scale, self._framework)
        if row.step.item is None:
            return why_cap(row.step, row.scale, self._framework)
        return why_item(row.step.item, self._framework, self._registry)

    @Slot(object)
    def _wish(self, row: SumRow) -> None:
        self.why_wished.emit(self.explain(row))

    def _name(self, row: SumRow) -> str:
        if row.step is None:
            return self._language.say(_("Som"))
        if row.step.item is None:
            return self._language.say(_("Grens van {domain}", domain=self._framework.domain_by_id[row.step.domain].name))
        return self._language.say(row.step.item.item.name)

    def _answer(self, row: SumRow) -> str:
        if row.step is None:
            return unbroken(self._language.say(_("{share} bekend", share=percent(row.scale))))
        if row.step.item is None:
            return ""
        said = item_answer(row.step.item)
        if row.step.item.use is Use.DERIVED:
            said = _("{said}: {points}", said=said, points=points_range(row.step.low, row.step.high))
        return self._language.say(said)

    def _points(self, row: SumRow) -> str:
        low, high = (row.scale.low, row.scale.high) if row.step is None else (row.step.low, row.step.high)
        return self._language.say(bare_range(low, high))

    def _most(self, row: SumRow) -> str:
        most = row.scale.greatest if row.step is None else row.step.item.greatest if row.step.item else 0
        return self._language.say(bare_range(most, most)) if most or row.step is None else ""

    def _spoken_bar(self, row: SumRow) -> str:
        bar = self._bar(row)
        return self._language.say(
            _(
                "balk: {points} op een as van {least} tot {most}",
                points=bare_range(bar.low, bar.high),
                least=bare_range(bar.least, bar.least),
                most=bare_range(bar.most, bar.most),
            )
        )

    def _bar(self, row: SumRow) -> Bar:
        scale = row.scale
        least, most = min(scale.least, 0), max(scale.greatest, 1)
        if row.step is None:
            return Bar(0, scale.low, scale.high, least, most)
        return Bar(row.start, row.start + row.step.low, row.start + row.step.high, least, most)

    def _sentence(self, row: SumRow) -> str:
        if row.step is not None and row.step.item is not None:
            return self._language.say(
                _("{item} {sentence}", item=row.step.item.item.name, sentence=item_sentence(row.step.item, self._framework))
            )
        return f"{self._name(row)}: {self._points(row)}"


def how_sure(weighing: Weighing, *, folded: bool) -> Message | None:
    """What the list of advices that are possible promises; and, where it cannot be found, that nobody looked for what would change it."""
    if weighing.advice is None or weighing.out_of_scope:
        return None
    several = len(weighing.possible) > 1
    if weighing.outlook is not None:
        return EXACT if several else None
    if not folded:
        return WIDE if several else None
    return NO_EXACT if several else TOO_TANGLED


RANK_COLUMN = 2
"""Of the open questions; empty where they have no order."""


class ExplanationPane(QScrollArea, FollowsTextSize):
    """The whole explanation of the chosen case. `why_wished` carries an `Explanation`, `question_wished` an item id."""

    why_wished = Signal(object)
    question_wished = Signal(str)

    def __init__(
        self, framework: Framework, registry: Registry | None, kind: KindName, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._framework = framework
        self._registry = registry
        self._language = language
        self._weighing: Weighing | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = self._body = QWidget()
        self.setWidget(body)  # while it is empty: one that is full would be laid out for a size that it never gets
        rows = self._rows = QVBoxLayout(body)
        rows.addWidget(self._advice_card())
        self.scales = {scale.id: ScaleCard(scale, framework, registry, language, body) for scale in framework.scales}
        for card in self.scales.values():
            card.why_wished.connect(self.why_wished)
            rows.addWidget(card)
        rows.addWidget(self._criteria_card())
        rows.addWidget(self._walk_card())
        self.what_if = WhatIfCard(framework, kind, language, body)
        self.what_if.question_wished.connect(self.question_wished)
        rows.addWidget(self.what_if)
        self.since = SinceCard(framework, language, body)
        self.since.why_wished.connect(self.why_wished)
        rows.addWidget(self.since)
        rows.addWidget(self._open_card())
        rows.addStretch(1)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Keep the air between the parts in step with the text."""
        line = line_height(self)
        self._rows.setContentsMargins(0, 0, line // 2, 0)
        self._rows.setSpacing(line // 2)

    def show_weighing(self, weighing: Weighing, *, folded: bool) -> None:
        """Show the result of a case. `folded` says that a missing outlook stays away: the table is too tangled for it."""
        self._weighing = weighing
        say = self._language.say
        self.advice.setText(say(advice_sentence(weighing)))
        sure = how_sure(weighing, folded=folded)
        self.how_sure.setText("" if sure is None else say(sure))
        self.how_sure.setHidden(sure is None)
        outcome = weighing.outcome
        texts = self._outside() if weighing.out_of_scope else [outcome.text] if outcome and outcome.text else []
        self.advice_text.setText("\n".join(map(say, texts)))
        self.advice_text.setVisible(bool(texts))
        reasons = advice_reasons(weighing)
        self.reason.setText("\n".join(map(say, reasons)))
        self.reason.setVisible(bool(reasons))
        self._show_open(weighing)
        self.what_if.show_weighing(weighing)
        for result in weighing.scales:
            self.scales[result.scale.id].show_result(result)
            self.scales[result.scale.id].setHidden(weighing.out_of_scope)
        self.criteria_card.setHidden(weighing.out_of_scope or not weighing.criteria)
        self.criteria.show_rows(list(weighing.criteria))
        self.walk.show_rows(list(weighing.advice.lines) if weighing.advice else [])

    def _outside(self) -> list[object]:
        """What to do instead with a case outside the scope, and that it was not weighed."""
        scope = self._framework.scope
        return [*([scope.outside] if scope and scope.outside else []), NOT_WEIGHED]

    def why(self) -> None:
        """Answer about the row that has the focus; about the whole advice when no table has it."""
        focus = QApplication.focusWidget()
        if isinstance(focus, FittedTable) and focus.chosen is not None:
            focus.row_opened.emit(focus.chosen)
        elif self._weighing is not None:
            self.why_wished.emit(why_advice(self._weighing))

    @property
    def first(self) -> QWidget:
        """Where F6 lands, at the top: the way to what is open, or the first table there is."""
        if not self.to_open.isHidden():
            return self.to_open
        return next((card.table for card in self.scales.values() if not card.isHidden()), self.walk)

    def go_to_top(self) -> None:
        """Show the advice."""
        self.verticalScrollBar().setValue(0)

    def _advice_card(self) -> Card:
        card = Card(self._body)
        self.advice = Heading("", 2, card)
        self.advice_text = Paragraph(parent=card)
        card.rows.addWidget(self.advice)
        self.how_sure = Paragraph(quiet=True, parent=card)
        card.rows.addWidget(self.how_sure)
        card.rows.addWidget(self.advice_text)
        self.reason = Paragraph(parent=card)
        card.rows.addWidget(self.reason)
        self.open_sentence = Paragraph(parent=card)
        card.rows.addWidget(self.open_sentence)
        self.to_open = QPushButton(self)
        self.to_open.clicked.connect(self._to_open)
        card.rows.addWidget(self.to_open, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _open_card(self) -> Card:
        say = self._language.say
        card = Card(self._body)
        self.open_card = card
        card.rows.addWidget(Heading(say(_("Wat nog open is")), 2, card))
        self.open_order = Paragraph(quiet=True, parent=card)
        card.rows.addWidget(self.open_order)
        columns = (
            Column(say(_("Vraag")), self._open_name),
            Column(say(_("Waarom open")), self._open_reason, width=19),
            Column(say(_("Nr.")), self._open_rank, hint=say(_("Welke vraag het meeste duidelijk maakt")), numeric=True, width=4),
            Column(say(_("Wat het antwoord uitmaakt")), self._open_does),
        )
        self.open = FittedTable(SaidRows(columns, self._open_spoken, self), say(_("Wat nog open is")), card)
        self.open.row_opened.connect(self._to_question)
        card.rows.addWidget(self.open)
        return card

    def _criteria_card(self) -> Card:
        say = self._language.say
        card = self.criteria_card = Card(self._body)
        card.rows.addWidget(Heading(say(_("Criteria")), 2, card))
        columns = (
            Column(say(_("Criterium")), self._criterion_name, width=24),
            Column(say(_("Uitkomst en reden")), self._criterion_words),
        )
        self.criteria = FittedTable(SaidRows(columns, self._criterion_spoken, self), say(_("Criteria")), card)
        self.criteria.row_opened.connect(self._why_criterion)
        card.rows.addWidget(self.criteria)
        card.setVisible(bool(self._framework.criteria))
        return card

    def _walk_card(self) -> Card:
        say = self._language.say
        card = Card(self._body)
        card.rows.addWidget(Heading(say(_("Zo kwam het advies tot stand")), 2, card))
        card.rows.addWidget(
            Paragraph(say(_("De regels gaan van boven naar beneden. De eerste die opgaat, telt.")), quiet=True, parent=card)
        )
        columns = (Column(say(_("Stap")), self._line_number, width=12), Column(say(_("Wat er gebeurde")), self._line_words))
        self.walk = FittedTable(SaidRows(columns, self._line_words, self), say(_("Zo kwam het advies tot stand")), card)
        self.walk.row_opened.connect(self._why_line)
        card.rows.addWidget(self.walk)
        card.setVisible(self._framework.advice is not None)
        return card

    def _show_open(self, weighing: Weighing) -> None:
        say = self._language.say
        rows = open_rows(weighing)
        self.open_sentence.setText(say(open_words(weighing, rows)))
        self.open_order.setText(say(order_words(rows)))
        self.to_open.setText(say(n_("Naar de open vraag", "Naar de {count} open vragen", len(rows))))
        asked = bool(rows) and not weighing.out_of_scope
        self.open_sentence.setHidden(weighing.out_of_scope)
        self.to_open.setVisible(asked)
        self.open_card.setVisible(asked)
        self.open.show_rows(rows)
        self.open.setColumnHidden(RANK_COLUMN, not any(row.rank for row in rows))

    @Slot()
    def _to_open(self) -> None:
        """Go down to the list of what is open, at its first row."""
        self.open.setFocus(Qt.FocusReason.OtherFocusReason)
        self.open.setCurrentIndex(self.open.rows.index(0, 0))
        self._rows.activate()
        self.verticalScrollBar().setValue(self.open_card.y())

    @Slot(object)
    def _to_question(self, row: OpenRow) -> None:
        self.question_wished.emit(row.item)

    @Slot(object)
    def _why_criterion(self, row: CriterionResult) -> None:
        self.why_wished.emit(why_criterion(row, self._framework, self._registry))

    @Slot(object)
    def _why_line(self, row: LineResult) -> None:
        assert self._weighing is not None
        self.why_wished.emit(why_line(row, self._weighing))

    def _open_name(self, row: OpenRow) -> str:
        return self._language.say(row.name)

    def _open_reason(self, row: OpenRow) -> str:
        asked = [_("na te vragen bij {partners}", partners=list(row.partners))] if row.partners else []
        return "\n".join(map(self._language.say, [row.reason, *asked]))

    def _open_rank(self, row: OpenRow) -> str:
        return "" if row.rank is None else str(row.rank)

    def _open_does(self, row: OpenRow) -> str:
        lines = [_("– {line}", line=line) for line in row.does] if len(row.does) > 1 else row.does
        return "\n".join(map(self._language.say, lines))

    def _open_spoken(self, row: OpenRow) -> str:
        spoken = [self._language.say(part) for part in (row.reason, *row.does)]
        return f"{self._open_name(row)} {'. '.join(part.rstrip('.') for part in spoken)}."

    def _criterion_name(self, row: CriterionResult) -> str:
        return self._language.say(row.criterion.name)

    def _criterion_words(self, row: CriterionResult) -> str:
        return self._language.say(criterion_sentence(row, self._framework))

    def _criterion_spoken(self, row: CriterionResult) -> str:
        return f"{self._criterion_name(row)}: {self._criterion_words(row)}"

    def _line_number(self, row: LineResult) -> str:
        words = {"protection": _("bescherming {number}"), "scope": _("doelgroep"), "rule": _("regel {number}")}[row.part]
        return self._language.say(_(words.template, number=row.number))

    def _line_words(self, row: LineResult) -> str:
        return self._language.say(line_sentence(row, self._framework))
