"""What can still come of a case: the advices that are exactly possible, what decides between them, what would make the advice lighter, and
what it rests on. All of it in the words of the case (items and answers), ready to be said; found by `deciding.py`, `changes.py` and
`reliance.py` on the diagram of the decision table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from triage.cases.case import Case
from triage.framework.model import NumericItem
from triage.weighing.changes import Changes, Found, SmallestChanges
from triage.weighing.deciding import DecidingQuestion, deciding_questions, missing
from triage.weighing.exact import ExactTable
from triage.weighing.limits import TooLargeError
from triage.weighing.reliance import Reliance, reliance
from triage.weighing.result import ItemResult, ScaleResult, Weighing
from triage.weighing.robustness import case_firmness
from triage.weighing.tables import ItemTable, Tables

MOST_STATES = 100_000
"""Half-filled cases that are told apart for an outlook: a few seconds at most, for a sheet waits for it. A proof may take longer."""

MOST_SETS = 20
"""More sets of changes than this are counted, not listed (framework format 1, *Smallest change*)."""


@dataclass(frozen=True)
class Chosen:
    """One answer to an item, or all that nothing tells apart from it: an option (`value`), numbers from `low` up to and including `high`
    (no limit where that is None), or, without any of these, *not applicable*.
    """

    item: str
    value: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True)
class Decider:
    """An open question that decides. `items` are several when tallies count the same facts.

    `leaves` says what is still possible after which answers; it is empty for a question that is counted from facts. Questions that settle
    as much have the same `rank`; `most_left` is the number of outcomes after the answer that settles least.
    """

    items: tuple[str, ...]
    rank: int
    most_left: int
    leaves: tuple[tuple[tuple[Chosen, ...], tuple[str, ...]], ...]


@dataclass(frozen=True)
class Change:
    """One item, or the tallies that count the same facts, and the answer it would have; no answer where it is counted."""

    items: tuple[str, ...]
    to: Chosen | None


@dataclass(frozen=True)
class LighterBy:
    """What would make the advice lighter. `sets` are the smallest sets of changes, each with its smallest steps; empty when there are more
    than `MOST_SETS`, and then `often` says in how many of the `number` sets the items stand.
    """

    found: Found
    now: str | None
    least: int
    number: int
    sets: tuple[tuple[Change, ...], ...]
    often: tuple[tuple[tuple[str, ...], int], ...]


@dataclass(frozen=True)
class Outlook:
    """`possible` holds outcome ids in the order of the file, out of scope last. `missing` are the scales about which too little is known
    to give the advice, with their open items, the most points at stake first.
    """

    possible: tuple[str, ...]
    deciding: tuple[Decider, ...]
    missing: tuple[tuple[ScaleResult, tuple[ItemResult, ...]], ...]
    lighter: LighterBy
    rests_on: Reliance


class Outlooks:
    """Adds the outlook, and how firm the advice is, to weighings by one framework.

    The decision table is folded when it is first asked for, and kept. `folded` says that `fold_all` is done, or that there is no table:
    `of` folds nothing any more. Until then it is for one thread.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._smallest: SmallestChanges | None = None
        self._settles = tables.framework.advice is not None
        self.folded = not self._settles

    def ready(self) -> bool:
        """Fold the decision table now; False when it is too tangled to settle, or when there is none."""
        if self._settles and self._smallest is None:
            try:
                exact = ExactTable(self._tables, most=MOST_STATES)
                exact.read(Case("", date.min))
                self._smallest = SmallestChanges(exact)
            except TooLargeError:
                self._settles = False
        return self._settles

    def fold_all(self) -> None:
        """Fold now all that any case may ask for. A table of which a part is too tangled settles nothing."""
        if self.ready() and self._smallest is not None:
            try:
                self._smallest.exact.fold_all()
            except TooLargeError:
                self._settles = False
        self.folded = True

    def of(self, weighing: Weighing) -> Weighing:
        """The same weighing with its firmness and its outlook; without the latter when table or case is too tangled to settle exactly."""
        if weighing.outlook is not None:
            return weighing
        firmness = case_firmness(self._tables, weighing.case)
        firm = weighing if firmness is None else replace(weighing, firmness=firmness)
        if not self.ready() or self._smallest is None:
            return firm
        try:
            return replace(firm, outlook=_outlook(self._smallest, weighing))
        except TooLargeError:
            return firm


def _outlook(smallest: SmallestChanges, weighing: Weighing) -> Outlook:
    exact = smallest.exact
    reading = exact.read(weighing.case)
    return Outlook(
        exact.possible(reading),
        tuple(_decider(exact, one) for one in deciding_questions(exact, reading)),
        missing(weighing),
        _lighter(exact, smallest.of(reading)),
        reliance(exact, weighing.case),
    )


def chosen(table: ItemTable, cell: int) -> Chosen:
    """The answers that lie in a cell of an item."""
    if cell == table.width:
        return Chosen(table.item.id)
    first = table.cells[cell]
    if isinstance(first, str):
        return Chosen(table.item.id, first)
    assert isinstance(table.item, NumericItem)
    step = Decimal(1).scaleb(-table.item.decimals)
    following = table.cells[cell + 1] if cell + 1 < table.width else None
    last = following - step if isinstance(following, Decimal) else table.item.range[1] if table.item.range else None
    return Chosen(table.item.id, low=first, high=last)


def _decider(exact: ExactTable, found: DecidingQuestion) -> Decider:
    question = exact.space.questions[found.number]
    leaves = (
        ()
        if question.tallied
        else tuple((tuple(chosen(question.tables[0], cell) for cell in cells), outcomes) for cells, outcomes in found.leaves)
    )
    return Decider(found.items, found.rank, found.most_left, leaves)


def _lighter(exact: ExactTable, changes: Changes) -> LighterBy:
    questions, number = exact.space.questions, len(changes.sets)
    if number > MOST_SETS:
        often = tuple((questions[question].items, times) for question, times in changes.by_question())
        return LighterBy(changes.found, changes.now, changes.least, number, (), often)
    sets = tuple(tuple(_change(exact, question, cell) for question, cell in one.ways[0]) for one in changes.sets)
    return LighterBy(changes.found, changes.now, changes.least, number, sets, ())


def _change(exact: ExactTable, number: int, cell: int) -> Change:
    question = exact.space.questions[number]
    return Change(question.items, None if question.tallied else chosen(question.tables[0], cell))
