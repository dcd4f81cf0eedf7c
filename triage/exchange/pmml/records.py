"""Records with which a reader of a scorecard can check itself: answers, with the points, the level and the reasons that come out.

They are the worked examples of the framework, where nothing on the scale is open, and after them so many invented records that every
answer of every question occurs. No chance is used: the same framework always gives the same records.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from triage.cases.case import Case
from triage.cases.table import CaseTable
from triage.exchange.pmml.card import NOT_APPLICABLE, Card, applies_field
from triage.exchange.pmml.predicates import written
from triage.framework.model import Item, NumericItem, TallyItem
from triage.review import OpenFramework
from triage.weighing.coding import USE_NUMBERS, Codes
from triage.weighing.reasons import reasons
from triage.weighing.result import ItemResult, ScaleResult, Use, Weighing
from triage.weighing.tables import ItemTable, Tables
from triage.weighing.truth import Truthfinder
from triage.weighing.weigh import Weighed

SOME_DAY = date(2000, 1, 1)
"""The reference date of an invented record: nothing in it has a date."""


@dataclass(frozen=True)
class Record:
    """What is filled in, and the result of the scale."""

    filled: Mapping[str, str]
    result: ScaleResult

    @property
    def reasons(self) -> tuple[str, ...]:
        """The items that are a reason, strongest first, equally strong ones in the order of the file."""
        return tuple(item.item.id for reason in reasons(self.result) for item in reason.items)


def records(opened: OpenFramework, card: Card) -> tuple[Record, ...]:
    """The records of a scale, in order."""
    asked = tuple(item for item in opened.framework.items if item.id in card.fields or applies_field(item) in card.fields)
    return (*_worked(opened, card, asked), *_invented(opened.tables, card, asked))


def filled_in(weighing: Weighing, items: Sequence[Item]) -> dict[str, str]:
    """What is filled in for a case in which none of these items is open."""
    found: dict[str, str] = {}
    for item in items:
        found |= _filled(weighing.item(item.id))
    return found


def _worked(opened: OpenFramework, card: Card, asked: Sequence[Item]) -> Iterator[Record]:
    for run in opened.examples:
        if not any(run.weighing.item(item.id).open for item in asked):
            yield Record(filled_in(run.weighing, asked), run.weighing.scale(card.scale.id))


def _filled(result: ItemResult) -> dict[str, str]:
    item = result.item
    if isinstance(item, TallyItem):
        assert result.count is not None
        return {item.id: written(result.count[0])}
    return _field(item, None if result.use is Use.NOT_APPLICABLE else result.answer.value)


def _field(item: Item, value: object) -> dict[str, str]:
    """The field or fields of an answer; None is *not applicable*."""
    said = NOT_APPLICABLE if value is None else written(value)  # type: ignore[arg-type]
    if not isinstance(item, NumericItem) or not item.allow_not_applicable:
        return {item.id: said}
    return {applies_field(item): "yes"} if value is None else {item.id: said, applies_field(item): "no"}


def _invented(tables: Tables, card: Card, asked: Sequence[Item]) -> Iterator[Record]:
    """Every question goes through its answers, each a step further than the one before it."""
    cells = [[*range(table.width), *([table.width] if item.allow_not_applicable else [])] for item, table in _with_tables(tables, asked)]
    rows = max((len(each) for each in cells), default=0)
    states = np.zeros((len(tables.framework.items), rows), tables.state_type)
    filled: list[dict[str, str]] = [{} for _row in range(rows)]
    for place, ((item, table), each) in enumerate(zip(_with_tables(tables, asked), cells, strict=True)):
        for row in range(rows):
            cell = each[(row + place) % len(each)]
            states[table.place, row] = _state(table, cell)
            filled[row] |= _field(item, None if cell == table.width else table.cells[cell])
    weighed = _weighed(tables, states)
    for row in range(rows):
        yield Record(filled[row], weighed.weighing(row).scale(card.scale.id))


def _with_tables(tables: Tables, items: Sequence[Item]) -> list[tuple[Item, ItemTable]]:
    return [(item, tables.items[item.id]) for item in items]


def _state(table: ItemTable, cell: int) -> int:
    """The state in which an item surely has this cell; the cell after the last is *not applicable*."""
    if cell == table.width:
        return table.not_applicable
    return int(table.spans(cell, cell)) if isinstance(table.item, TallyItem) else cell


def _weighed(tables: Tables, states: np.ndarray) -> Weighed:
    """States as if they came from cases, weighed."""
    rows = states.shape[1]
    cases = CaseTable.of([Case(f"record-{row}", SOME_DAY) for row in range(rows)])
    uses = np.full(states.shape, USE_NUMBERS[Use.COUNTED], np.uint8)
    finder = Truthfinder(tables, states)
    return Weighed(tables, cases, Codes(states, states, uses, {}), finder, finder, None)
