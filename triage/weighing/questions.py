"""What a case can be: the questions of a framework, each cut into cells inside which no condition and no points can tell answers apart.

A complete case chooses one cell of every question, so "for all cases" is "for all choices of cells". Tallies that count the same facts are
one question, whose cells are the joint counts that some list of facts can give. Source: framework format 1, *Proofs*.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from operator import add

from triage.cases.case import AGE_OF_CRIMINAL_LAW, NOT_APPLICABLE, Answer, Fact
from triage.framework.model import Framework, Item, TallyItem
from triage.framework.vocabulary import FactStatus
from triage.periods import Period, months_before
from triage.weighing.coding import count_of
from triage.weighing.tables import ItemTable, Tables

REFERENCE_DATE = date(2026, 7, 1)
"""The reference date of the cases made here. Any other gives the same cells: windows are counted back from it."""

Counts = tuple[int, ...]
"""How many facts each tally of a question counts, at most the first number of its last cell."""


@dataclass(frozen=True)
class FactSort:
    """Facts that no tally can tell apart. They happened longer than `after` months ago; on the reference date itself where that is None."""

    kind: str
    status: FactStatus
    after: int | None

    @property
    def from_age(self) -> int:
        """The youngest age now at which such a fact is not surely before the twelfth birthday (`certainly_before_twelve`)."""
        return AGE_OF_CRIMINAL_LAW + (self.after or 0) // 12

    @property
    def fact(self) -> Fact:
        """The latest fact of this sort."""
        day = REFERENCE_DATE if self.after is None else months_before(REFERENCE_DATE, self.after) - timedelta(days=1)
        return Fact(self.kind, Period.day(day), self.status)


@dataclass(frozen=True)
class Cell:
    """One choice of an answer. `at` holds the cell of each item of the question; a width more than its last is *not applicable*.

    Of tallies `facts` is a list that gives these counts, and `from_age` the youngest age now at which there is one.
    """

    at: Counts
    facts: tuple[FactSort, ...] = ()
    from_age: int = 0


@dataclass(frozen=True)
class Question:
    """One free choice of a case: an item, or several tallies that count the same facts.

    `heavier` holds every pair (lighter cell, heavier cell), not only neighbours: between two neighbours a case may leave the scope.
    `no_order` says that the file gives the question no order, or tallies of one question opposite ones.
    """

    tables: tuple[ItemTable, ...]
    cells: tuple[Cell, ...]
    heavier: frozenset[tuple[int, int]]
    no_order: bool

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of its items."""
        return tuple(table.item.id for table in self.tables)

    @property
    def tallied(self) -> bool:
        """Whether the answer is counted from facts."""
        return isinstance(self.tables[0].item, TallyItem)

    def points(self, cell: int) -> Iterator[tuple[Item, int]]:
        """The items with the points that this cell gives them, in units."""
        return ((table.item, table.points_in(at)) for table, at in zip(self.tables, self.cells[cell].at, strict=True))

    def answers(self, cell: int) -> Mapping[str, Answer]:
        """The answer that stands for a cell; none where it is counted from facts."""
        if self.tallied:
            return {}
        (table,), (at,) = self.tables, self.cells[cell].at
        return {table.item.id: NOT_APPLICABLE if at == table.width else Answer(table.cells[at])}


def questions(tables: Tables) -> tuple[Question, ...]:
    """The questions of a framework in the order of the file, linked tallies last."""
    asked = [_asked(table, tables.framework) for table in tables.answered]
    groups = ([tables.items[item.id] for item in group] for group in linked_tallies(tables.framework))
    return (*asked, *(_counted(group, tables.framework) for group in groups))


def direction(framework: Framework, item: Item) -> int:
    """1 when more points (or, without points, a later or greater answer) weigh heavier, -1 when fewer do; 0 when the file does not say."""
    if item.heavier is not None:
        return 1 if item.heavier == "higher" else -1
    if item.scale is None:
        return 0
    return 1 if framework.scale_by_id[item.scale].worse == "higher" else -1


def _asked(table: ItemTable, framework: Framework) -> Question:
    sign = direction(framework, table.item)
    weights = [sign * _weight(table, at) for at in range(table.width)]
    heavier = frozenset((a, b) for a, b in product(range(table.width), repeat=2) if weights[a] < weights[b])
    cells = [Cell((at,)) for at in range(table.width + table.item.allow_not_applicable)]
    return Question((table,), tuple(cells), heavier, sign == 0)


def _weight(table: ItemTable, at: int) -> int:
    """The points of a cell on a scale; otherwise its place in the order of the file, yes above no."""
    if table.item.scale is not None:
        return table.points_in(at)
    return table.width - 1 - at if table.item.kind == "yes_no" else at


def linked_tallies(framework: Framework) -> Iterator[list[TallyItem]]:
    """Groups of tallies that share a kind and a status of fact, directly or through another."""
    tallies = [item for item in framework.items if isinstance(item, TallyItem)]
    while tallies:
        group = [tallies.pop(0)]
        for one in group:
            near = [other for other in tallies if _share(one, other)]
            group += near
            tallies = [other for other in tallies if other not in near]
        yield group


def _share(one: TallyItem, other: TallyItem) -> bool:
    return bool(set(one.of.facts) & set(other.of.facts)) and bool(set(one.of.statuses) & set(other.of.statuses))


def _counted(group: Sequence[ItemTable], framework: Framework) -> Question:
    """Linked tallies as one question: every joint count, found by adding one fact at a time."""
    lists = _Lists(group)
    cells: dict[Counts, Cell] = {}
    for counts, sorts in lists.found.items():
        cells.setdefault(lists.cell_of(counts), Cell(lists.cell_of(counts), sorts, max((sort.from_age for sort in sorts), default=0)))
    signs = {direction(framework, table.item) or 1 for table in group}
    if len(signs) > 1:
        return Question(tuple(group), tuple(cells.values()), frozenset(), no_order=True)
    place = {at: number for number, at in enumerate(cells)}
    more = lists.more({counts: place[lists.cell_of(counts)] for counts in lists.found})
    heavier = frozenset((a, b) if signs == {1} else (b, a) for a, b in more if a != b)
    return Question(tuple(group), tuple(cells.values()), heavier, no_order=False)


class _Lists:
    """The counts that lists of facts can give. `found` holds a list for each, the youngest possible age first."""

    def __init__(self, group: Sequence[ItemTable]) -> None:
        self.group = group
        self.starts = [[int(start) for start in table.cells] for table in group]
        self.most = [starts[-1] for starts in self.starts]
        self.sorts = self._sorts()
        self.found: dict[Counts, tuple[FactSort, ...]] = {(0,) * len(group): ()}
        for age in sorted({sort.from_age for sort in self.sorts.values()}):
            self._add({hit: sort for hit, sort in self.sorts.items() if sort.from_age <= age})

    def cell_of(self, counts: Counts) -> Counts:
        return tuple(bisect_right(starts, count) - 1 for starts, count in zip(self.starts, counts, strict=True))

    def more(self, cells: Mapping[Counts, int]) -> set[tuple[int, int]]:
        """Every pair of cells of which some list in the second holds a list in the first; `cells` says which cell counts lie in."""
        onward: dict[Counts, set[int]] = {}
        for counts in sorted(self.found, key=sum, reverse=True):
            further = {more for hit in self.sorts if (more := self._more(counts, hit)) != counts}
            onward[counts] = {cells[counts]}.union(*(onward[more] for more in further))
        return {(cells[counts], cell) for counts, reached in onward.items() for cell in reached}

    def _sorts(self) -> dict[Counts, FactSort]:
        """One sort for each way in which a fact can be counted, the latest that is: what each tally adds, with the sort."""
        tallies = [table.item.of for table in self.group if isinstance(table.item, TallyItem)]
        borders = {border for of in tallies for border in (of.within_months, of.before_months) if border is not None}
        sorts: dict[Counts, FactSort] = {}
        for after in (None, *sorted(borders)):
            for of in tallies:
                for kind, status in product(of.facts, of.statuses):
                    sort = FactSort(kind, status, after)
                    sorts.setdefault(tuple(count_of(sort.fact, other, REFERENCE_DATE)[0] for other in tallies), sort)
        return {hit: sort for hit, sort in sorts.items() if any(hit)}

    def _add(self, sorts: Mapping[Counts, FactSort]) -> None:
        waiting = list(self.found)
        for counts in waiting:
            for hit, sort in sorts.items():
                more = self._more(counts, hit)
                if more not in self.found:
                    self.found[more] = (*self.found[counts], sort)
                    waiting.append(more)

    def _more(self, counts: Counts, hit: Counts) -> Counts:
        return tuple(map(min, map(add, counts, hit), self.most))
