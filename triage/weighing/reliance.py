"""What an advice rests on: the established facts which, were they wrong, would change it.

The reverse of smallest changes, for whoever asks "what if this is not right?" (GDPR article 16: rectification). A fact that is wrong is a
dated fact that is not there, or an answer that would be its no-fact answer. Exact, on the diagram of the decision table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain, combinations, islice, product
from math import comb

from triage.cases.case import NOT_APPLICABLE, Answer, Case, Fact
from triage.weighing.exact import IMPOSSIBLE, ExactTable, Left, Reading, ways_counted
from triage.weighing.questions import no_fact_cells
from triage.weighing.tables import ItemTable

NEVER = 1_000
"""The cost of what cannot be: more than any number of facts."""

MOST_NAMED, MOST_TRIED, MOST_CHOICES = 10, 100, 5_000
"""Sets of facts that are named one by one, choices of facts that are tried for that, and choices before equal ones are taken together.

Beyond any of these the facts of a set are counted.
"""


@dataclass(frozen=True)
class Wrong:
    """An established fact, and the outcomes that would be possible were it wrong: an answer (`item`), or one of some equal dated facts."""

    possible: tuple[str, ...]
    item: str | None = None
    fact: Fact | None = None


@dataclass(frozen=True)
class Together:
    """Facts that would all have to be wrong: answers by item, and how many dated facts of those that these tallies count.

    `named` says which dated facts, in the order of time. It is empty when there are none, and in every set when there are too many to name.
    """

    items: tuple[str, ...]
    facts: tuple[tuple[tuple[str, ...], int], ...]
    named: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Reliance:
    """`now` is the one outcome that is possible; None when there are several, and then nothing is said.

    `alone` holds the facts that would change it by themselves. When there are none, `together` holds the smallest sets that would, empty
    when no facts at all could. It is None where it was not sought: some fact does it alone, or a signal opened protection.
    """

    now: str | None
    alone: tuple[Wrong, ...] = ()
    together: tuple[Together, ...] | None = None

    @property
    def least(self) -> int:
        """How many facts the smallest sets hold; 0 without a set."""
        return len(self.together[0].items) + sum(number for _items, number in self.together[0].facts) if self.together else 0


def reliance(exact: ExactTable, case: Case) -> Reliance:
    """What the advice of a case rests on. Raises TooLargeError."""
    reading = exact.read(case)
    now = exact.possible(reading)
    if len(now) != 1:
        return Reliance(None)
    alone = tuple(one for one in _alone(exact, case, reading) if one.possible != now)
    if alone or reading.table is not exact.table:
        return Reliance(now[0], alone)
    sets = tuple(_Least(exact, case, reading, exact.outcomes.index(now[0])).sets())
    return Reliance(now[0], (), _named(exact, case, reading, sets))


def _alone(exact: ExactTable, case: Case, reading: Reading) -> Iterator[Wrong]:
    for number, cells in _answers_at_stake(exact, reading.left).items():
        (table,) = exact.space.questions[number].tables
        found = {outcome for cell in cells for outcome in exact.possible(exact.read(_answered(case, table, cell)))}
        yield Wrong(tuple(outcome for outcome in exact.outcomes if outcome in found), item=table.item.id)
    facts = case.facts or ()
    for fact in dict.fromkeys(facts):
        if _counts(exact, case, fact):
            rest = list(facts)
            rest.remove(fact)
            yield Wrong(exact.possible(exact.read(replace(case, facts=tuple(rest)))), fact=fact)


def _named(exact: ExactTable, case: Case, reading: Reading, sets: tuple[Together, ...]) -> tuple[Together, ...]:
    """The sets with their dated facts by name, a set for every choice that changes the advice; as they are when that is a long list."""
    of_each = [several for one in sets if (several := _choices(exact, case, one)) is not None]
    choices = list(islice(chain.from_iterable(of_each), MOST_TRIED + 1))
    if len(of_each) < len(sets) or len(choices) > MOST_TRIED:
        return sets
    now, at_stake = set(exact.possible(reading)), _answers_at_stake(exact, reading.left)
    found = tuple(
        one for one in choices if any(set(exact.possible(exact.read(other))) - now for other in _wrong(exact, case, one, at_stake))
    )
    return found if len(found) <= MOST_NAMED else sets


def _choices(exact: ExactTable, case: Case, one: Together) -> Iterator[Together] | None:
    """The set once for every choice of as many dated facts as it has, equal facts being one choice; None when there are too many."""
    numbers = {question.items: number for number, question in enumerate(exact.space.questions)}
    of_each, size = [], 1
    for items, count in one.facts:
        lists = exact.fact_lists[numbers[items]]
        sure = [
            fact for fact in case.facts or () if not fact.contested and lists.none not in ways_counted(lists, fact, case.reference_date)
        ]
        size *= comb(len(sure), count)
        if size > MOST_CHOICES:
            return None
        ordered = sorted(sure, key=lambda fact: (fact.when, fact.kind, fact.status))
        of_each.append(dict.fromkeys(combinations(ordered, count)))
    return (replace(one, named=tuple(chain.from_iterable(chosen))) for chosen in product(*of_each))


def _wrong(exact: ExactTable, case: Case, one: Together, at_stake: Mapping[int, list[int]]) -> Iterator[Case]:
    """The case without the facts of a set, for every choice of no-fact answers to its items."""
    rest = list(case.facts or ())
    for fact in one.named:
        rest.remove(fact)
    without = case if case.facts is None else replace(case, facts=tuple(rest))
    tables = {number: exact.space.questions[number].tables[0] for number in at_stake}
    asked = [number for number, table in tables.items() if table.item.id in one.items]
    for cells in product(*(at_stake[number] for number in asked)):
        other = without
        for number, cell in zip(asked, cells, strict=True):
            other = _answered(other, tables[number], cell)
        yield other


def _answers_at_stake(exact: ExactTable, left: Left) -> Mapping[int, list[int]]:
    """The questions whose known answer is an established fact, each with the cells of its no-fact answers."""
    found = {}
    for number, question in enumerate(exact.space.questions):
        cells = None if question.tallied else no_fact_cells(question)
        if cells and len(left[number]) == 1 and left[number][0] not in cells:
            found[number] = [cell for cell in cells if cell < question.tables[0].width]
    return found


def _counts(exact: ExactTable, case: Case, fact: Fact) -> bool:
    """Whether a fact that is not contested is surely counted somewhere."""
    if fact.contested:
        return False
    return any(lists.none not in ways_counted(lists, fact, case.reference_date) for lists in exact.fact_lists.values())


def _answered(case: Case, table: ItemTable, cell: int) -> Case:
    """The case with another answer to one question, known as the old one was."""
    value = Decimal(0) if cell == table.cell_of_zero else table.cells[cell]
    answer = NOT_APPLICABLE if cell == table.width else Answer(value)
    return replace(case, answers={**case.answers, table.item.id: answer})


class _Least:
    """The cheapest ways down the diagram to another outcome, where each fact that is wrong costs one."""

    def __init__(self, exact: ExactTable, case: Case, reading: Reading, now: int) -> None:
        self.exact, self.table, self.now = exact, reading.table, now
        at_stake = _answers_at_stake(exact, reading.left)
        self.prices: list[Mapping[int, int]] = [
            self._counted(number, case, cells) if question.tallied else dict.fromkeys(at_stake.get(number, ()), 1) | dict.fromkeys(cells, 0)
            for number, (question, cells) in enumerate(zip(exact.space.questions, reading.left, strict=True))
        ]
        self._costs: dict[int, int] = {}

    def sets(self) -> Iterator[Together]:
        """The smallest sets, in the order of the questions; none when nothing leads elsewhere."""
        least = self._cost(self.table.root)
        if least >= NEVER:
            return
        ways: set[tuple[int, tuple[tuple[int, int], ...]]] = {(self.table.root, ())}
        done: set[tuple[tuple[int, int], ...]] = set()
        while ways:
            done |= {taken for node, taken in ways if node < 0}
            ways = {onward for node, taken in ways if node >= 0 for onward in self._onward(node, taken, least)}
        yield from (self._together(taken) for taken in sorted(done))

    def _onward(self, node: int, taken: tuple[tuple[int, int], ...], least: int) -> Iterator[tuple[int, tuple[tuple[int, int], ...]]]:
        paid, question = sum(price for _question, price in taken), self.table.question[node]
        for cell, price in self.prices[question].items():
            child = self.table.children[node][cell]
            if paid + price + self._cost(child) == least:
                yield child, (*taken, (question, price)) if price else taken

    def _cost(self, node: int) -> int:
        if node < 0:
            return NEVER if self.table.label(node) in (self.now, IMPOSSIBLE) else 0
        if node not in self._costs:
            prices, children = self.prices[self.table.question[node]], self.table.children[node]
            self._costs[node] = min(NEVER, *(price + self._cost(children[cell]) for cell, price in prices.items()))
        return self._costs[node]

    def _counted(self, number: int, case: Case, left: tuple[int, ...]) -> Mapping[int, int]:
        """Per cell of a question of tallies the fewest facts that must be wrong to come there; none where nobody looked for facts."""
        lists = self.exact.fact_lists[number]
        if case.facts is None:
            return dict.fromkeys(left, 0)
        fewest = {lists.none: 0}
        for fact in case.facts:
            price = int(_counts(self.exact, case, fact))
            ways = ways_counted(lists, fact, case.reference_date)
            if ways == {lists.none}:
                continue
            further = {counts: cost + price for counts, cost in fewest.items()}
            for counts, cost in fewest.items():
                for way in ways:
                    more = lists.plus(counts, way)
                    further[more] = min(further.get(more, NEVER), cost)
            fewest = further
        cells: dict[int, int] = {}
        for counts, cost in fewest.items():
            cells[lists.cell(counts)] = min(cells.get(lists.cell(counts), NEVER), cost)
        return cells

    def _together(self, taken: tuple[tuple[int, int], ...]) -> Together:
        questions = self.exact.space.questions
        return Together(
            tuple(questions[number].items[0] for number, _price in taken if not questions[number].tallied),
            tuple((questions[number].items, price) for number, price in taken if questions[number].tallied),
        )
