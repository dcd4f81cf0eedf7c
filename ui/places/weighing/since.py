"""The card at the end of the explanation: what changed in a case since it was opened, and what each change did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from triage.framework.model import Framework
from triage.weighing.difference import Did, Difference
from triage.weighing.difference_words import TOO_MANY_CHANGES, DifferenceWords
from triage.wording import Language, Message, _
from ui.explaining import Block, Explanation
from ui.widgets.tables import Column, FittedTable, SaidRows
from ui.widgets.text import Card, Heading, Paragraph

NO_EARLIER = _("Deze casus is hier gemaakt. Er is geen eerdere weging om mee te vergelijken.")
NOTHING_SINCE = _("Sinds deze casus is geopend, is er niets veranderd wat meetelt in de weging.")
HINT = _("Enter vertelt van een verandering ook hoe het zonder die verandering was.")
ALONE, UNDONE = _("Wat dit alleen deed"), _("Zonder deze verandering")


@dataclass(frozen=True)
class SinceRow:
    """A change with its number."""

    number: int
    did: Did
    words: DifferenceWords


class SinceCard(Card):
    """What changed since the case was opened. `why_wished` carries an `Explanation`."""

    why_wished = Signal(object)

    def __init__(self, framework: Framework, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework = framework
        self._language = language
        say = language.say
        self.rows.addWidget(Heading(say(_("Wat er veranderde")), 2, self))
        self.sentence = Paragraph(parent=self)
        self.rows.addWidget(self.sentence)
        self.hint = Paragraph(say(HINT), quiet=True, parent=self)
        self.rows.addWidget(self.hint)
        columns = (
            Column(say(_("Verandering sinds het openen")), self._change, width=26),
            Column(say(ALONE), self._alone),
        )
        self.table = FittedTable(SaidRows(columns, self._spoken, self), say(_("Wat er veranderde")), self)
        self.table.row_opened.connect(self._wish)
        self.rows.addWidget(self.table)

    def show_since(self, found: Difference | None, kind: Callable[[str], object]) -> None:
        """Show what changed; None for a case that was made here. `kind` is what a kind of fact is called."""
        rows: list[SinceRow] = []
        said: Sequence[Message] = [NO_EARLIER if found is None else NOTHING_SINCE]
        if found is not None and found.changes:
            words = DifferenceWords(found, self._framework, kind)
            rows = [SinceRow(number, did, words) for number, did in enumerate(found.changes, 1)]
            said = words.moves()
        self._show(said, rows)

    def show_too_many(self) -> None:
        """Say that there is more than can be taken apart."""
        self._show([TOO_MANY_CHANGES], [])

    def explain(self, row: SinceRow) -> Explanation:
        """One change on a page of its own."""
        lines = (row.words.alone(row.did), row.words.undone(row.did))
        blocks = (Block(heading, tuple(line.said for line in part)) for heading, part in zip((ALONE, UNDONE), lines, strict=True))
        return Explanation(self._language.sentence(row.words.change(row.did.change)), tuple(blocks))

    def _show(self, said: Sequence[Message], rows: Sequence[SinceRow]) -> None:
        self.sentence.setText("\n".join(map(self._language.sentence, said)))
        self.table.show_rows(rows)
        self.table.setHidden(not rows)
        self.hint.setHidden(not rows)

    def _change(self, row: SinceRow) -> str:
        return f"{row.number}. {self._language.sentence(row.words.change(row.did.change))}"

    def _alone(self, row: SinceRow) -> str:
        lines = row.words.alone(row.did)
        return "\n".join(f"– {self._language.say(line.said)}" if line.depth else self._language.say(line.said) for line in lines)

    def _spoken(self, row: SinceRow) -> str:
        return f"{self._change(row)} {self._alone(row)}"

    @Slot(object)
    def _wish(self, row: SinceRow) -> None:
        self.why_wished.emit(self.explain(row))
