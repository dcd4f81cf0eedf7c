"""What a case can be: the questions of a framework, each cut into cells inside which no condition and no points can tell answers apart.

A complete case chooses one cell of every question, so "for all cases" is "for all choices of cells". Tallies that count the same facts are
one question, whose cells are the joint counts that some list of facts can give. Source: framework format 1, *Proofs*.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import product

from triage.cases.case import NOT_APPLICABLE, Answer
from triage.framework.contents import point_values
from triage.framework.model import Framework, Item, NumericItem, TallyItem, YesNoItem
from triage.weighing.fact_lists import Counts, FactLists, FactSort, youngest
from triage.weighing.limits import MOST_CELLS, MOST_QUESTIONS, Bound, TooLargeError
from triage.weighing.tables import ItemTable, Tables


@dataclass(frozen=True)
class Cell:
    """One choice of an answer. `at` holds the cell of each item of the question; a width more than its last is *not applicable*.

    Of tallies `facts` is a list that gives these counts, and `from_age` the youngest age now at which there is one. Where any fact is an
    established one, none and one are different cells, so several may have the same `at`.
    """

    at: Counts
    facts: tuple[FactSort, ...] = ()
    from_age: int = 0


@dataclass(frozen=True)
class Question:
    """One free choice of a case: an item, or several tallies that count the same facts.

    `heavier` holds every pair (lighter cell, heavier cell), not only neighbours: between two neighbours a case may leave the scope. Beside
    it stands the youngest age now at which somebody can have both: of tallies two lists of which one holds the other; otherwise 0.
    `sign` is 1 when more points or facts or a later answer weigh heavier, -1 when fewer or an earlier one do; 0 when the file does not
    say, or says opposite things of tallies of one question.
    """

    tables: tuple[ItemTable, ...]
    cells: tuple[Cell, ...]
    heavier: Mapping[tuple[int, int], int]
    sign: int

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
        return self._answers[cell]

    @cached_property
    def _answers(self) -> tuple[Mapping[str, Answer], ...]:
        if self.tallied:
            return ({},) * len(self.cells)
        (table,) = self.tables
        return tuple({table.item.id: _standing_for(table, cell.at[0])} for cell in self.cells)


def _standing_for(table: ItemTable, at: int) -> Answer:
    if at == table.width:
        return NOT_APPLICABLE
    return Answer(Decimal(0) if at == table.cell_of_zero else table.cells[at])


def questions(tables: Tables) -> tuple[Question, ...]:
    """The questions of a framework in the order of the file, linked tallies last. Raises TooLargeError."""
    if len(tables.items) > MOST_QUESTIONS:
        raise TooLargeError(Bound.QUESTIONS, MOST_QUESTIONS)
    asked = [_asked(table, tables.framework) for table in tables.answered]
    groups = ([tables.items[item.id] for item in group] for group in linked_tallies(tables.framework))
    return (*asked, *(_counted(group, tables.framework) for group in groups))


def nested_lists(question: Question, lighter: int, heavier: int) -> tuple[tuple[FactSort, ...], tuple[FactSort, ...]]:
    """A list of facts for each of two cells of tallies, of which one list holds the other."""
    fewer, more = FactLists(question.tables).nested(*(lighter, heavier)[:: question.sign])
    return (fewer, more) if question.sign == 1 else (more, fewer)


def direction(framework: Framework, item: Item) -> int:
    """1 when more points (or, without points, a later or greater answer) weigh heavier, -1 when fewer do; 0 when the file does not say."""
    if item.heavier is not None:
        return 1 if item.heavier == "higher" else -1
    if item.scale is None:
        return 0
    return 1 if framework.scale_by_id[item.scale].worse == "higher" else -1


def no_fact_cells(question: Question) -> list[int] | None:
    """The cells in which no established fact is given; None for a question that is not about one."""
    if not any(table.item.established_fact for table in question.tables):
        return None
    return [number for number, cell in enumerate(question.cells) if all(_without_fact(table, cell) for table in question.tables)]


def _without_fact(table: ItemTable, cell: Cell) -> bool:
    """Whether a cell is the no-fact answer of an item (format, *No escalation without a fact*); not applicable is."""
    item, at = table.item, cell.at[0]
    if not item.established_fact:
        return True
    if isinstance(item, TallyItem):
        return not any(sort.counted_by(item.of) for sort in cell.facts)
    if at == table.width:
        return True
    if item.no_fact:
        return table.cells[at] in item.no_fact
    match item:
        case YesNoItem():
            return table.cells[at] == "no"
        case NumericItem():
            return at == table.cell_of_zero
    points = [table.points_in(other) for other in range(table.width)]
    return bool(point_values(item)) and points[at] == min(points)


def _asked(table: ItemTable, framework: Framework) -> Question:
    if table.width > MOST_CELLS:
        raise TooLargeError(Bound.CELLS, MOST_CELLS, (table.item.id,))
    sign = direction(framework, table.item)
    weights = [sign * _weight(table, at) for at in range(table.width)]
    heavier = {(a, b): 0 for a, b in product(range(table.width), repeat=2) if weights[a] < weights[b]}
    cells = [Cell((at,)) for at in range(table.width + table.item.allow_not_applicable)]
    return Question((table,), tuple(cells), heavier, sign)


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
    lists = FactLists(group)
    cells = tuple(Cell(lists.at(counts), facts, youngest(facts)) for counts, facts in lists.shown)
    signs = {direction(framework, table.item) or 1 for table in group}
    if len(signs) > 1:
        return Question(tuple(group), cells, {}, 0)
    (sign,) = signs
    return Question(tuple(group), cells, {(a, b) if sign == 1 else (b, a): age for (a, b), age in lists.more().items()}, sign)
