"""The lists of facts that a case can have, as far as tallies tell them apart: which joint counts they give, and at what age.

Tallies that count the same facts cannot be counted apart: three convictions in five years is no case beside no incident in five years.
Source: framework format 1, *Tally* and *Proofs* ("counts that no list of facts can give are not cases").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from operator import add

from triage.cases.case import AGE_OF_CRIMINAL_LAW, Fact
from triage.framework.model import TallyItem, TallyOf
from triage.framework.vocabulary import FactStatus
from triage.periods import Period, months_before
from triage.weighing.coding import count_of
from triage.weighing.limits import MOST_CELLS, MOST_COUNTS, Bound, TooLargeError
from triage.weighing.tables import ItemTable

REFERENCE_DATE = date(2026, 7, 1)
"""The reference date of the cases made here. Any other gives the same cells: windows are counted back from it."""

Counts = tuple[int, ...]
"""A number for each tally of a question. As a count of facts at most its last cut: nothing tells more facts apart."""


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

    def counted_by(self, of: TallyOf) -> int:
        """How much such a fact adds to a tally: 1 or 0."""
        return count_of(self.fact, of, REFERENCE_DATE)[0]


class FactLists:
    """The joint counts that lists of facts can give for linked tallies, in cells that no cut tells apart. Raises TooLargeError.

    Where counting anything at all is an established fact, one fact is told apart from none, also where the points are the same.
    """

    def __init__(self, group: Sequence[ItemTable]) -> None:
        self.items = tuple(table.item.id for table in group)
        self.tallies = [table.item.of for table in group if isinstance(table.item, TallyItem)]
        self.begins = [[int(begin) for begin in table.cells] for table in group]
        self.cuts = [
            sorted({*begins, 1} if table.item.established_fact else begins) for begins, table in zip(self.begins, group, strict=True)
        ]
        self.most = [cuts[-1] for cuts in self.cuts]
        self.sorts = self._sorts()
        self.ages = sorted({0, *(sort.from_age for sort in self.sorts.values())})
        self.found: dict[Counts, tuple[FactSort, ...]] = {self.none: ()}
        for age in self.ages:
            self._add(self._sorts_at(age))
        self.number: dict[Counts, int] = {}
        for counts in self.found:
            self.number.setdefault(_places(self.cuts, counts), len(self.number))
        if len(self.number) > MOST_CELLS:
            raise TooLargeError(Bound.CELLS, MOST_CELLS, self.items)

    @property
    def none(self) -> Counts:
        """The counts of no facts at all."""
        return (0,) * len(self.tallies)

    @property
    def borders(self) -> frozenset[int]:
        """The months before the reference date at which some tally begins or ends counting."""
        return frozenset(months for of in self.tallies for months in (of.within_months, of.before_months) if months is not None)

    @property
    def shown(self) -> list[tuple[Counts, tuple[FactSort, ...]]]:
        """Per cell the counts that stand for it, with a list of facts that the youngest can have."""
        first: dict[int, Counts] = {}
        for counts in self.found:
            first.setdefault(self.cell(counts), counts)
        return [(counts, self.found[counts]) for counts in first.values()]

    def at(self, counts: Counts) -> Counts:
        """The cell of each tally in which its count lies."""
        return _places(self.begins, counts)

    def more(self) -> dict[tuple[int, int], int]:
        """Every pair of cells of which some list in the second holds a list in the first, with the youngest age at which there are two."""
        ages: dict[tuple[int, int], int] = {}
        for age in self.ages:
            for fewer, reached in enumerate(self._onward(age)):
                for more in range(len(self.number)):
                    if reached >> more & 1 and more != fewer:
                        ages.setdefault((fewer, more), age)
        return ages

    def nested(self, fewer: int, more: int) -> tuple[tuple[FactSort, ...], tuple[FactSort, ...]]:
        """A list in each of two cells, the second with more facts than the first, that the youngest can have."""
        for age in self.ages:
            lists = {
                counts: (facts, facts) for counts, facts in self.found.items() if youngest(facts) <= age and self.cell(counts) == fewer
            }
            waiting, sorts = list(lists), self._sorts_at(age)
            for counts in waiting:
                first, longer = lists[counts]
                if self.cell(counts) == more:
                    return first, longer
                for hit, sort in sorts.items():
                    further = self.plus(counts, hit)
                    if further not in lists:
                        lists[further] = first, (*longer, sort)
                        waiting.append(further)
        raise ValueError("no list of the second cell holds one of the first")

    def _onward(self, age: int) -> list[int]:
        """Per cell the cells to which adding facts leads at that age, as bits."""
        onward: dict[Counts, int] = {}
        by_cell, hits = [0] * len(self.number), self._sorts_at(age)
        for counts in sorted((one for one, facts in self.found.items() if youngest(facts) <= age), key=sum, reverse=True):
            here = self.cell(counts)
            onward[counts] = 1 << here
            for hit in hits:
                if (further := self.plus(counts, hit)) != counts:
                    onward[counts] |= onward[further]
            by_cell[here] |= onward[counts]
        return by_cell

    def cell(self, counts: Counts) -> int:
        """The cell of the question in which joint counts lie."""
        return self.number[_places(self.cuts, counts)]

    def _sorts_at(self, age: int) -> dict[Counts, FactSort]:
        """The sorts of facts that somebody of this age can have."""
        return {hit: sort for hit, sort in self.sorts.items() if sort.from_age <= age}

    def _sorts(self) -> dict[Counts, FactSort]:
        """One sort for each way in which a fact can be counted, the latest that is: what each tally adds, with the sort."""
        sorts: dict[Counts, FactSort] = {}
        for after in (None, *sorted(self.borders)):
            for of in self.tallies:
                for kind, status in product(of.facts, of.statuses):
                    sort = FactSort(kind, status, after)
                    sorts.setdefault(tuple(sort.counted_by(other) for other in self.tallies), sort)
        return {hit: sort for hit, sort in sorts.items() if any(hit)}

    def _add(self, sorts: Mapping[Counts, FactSort]) -> None:
        waiting = list(self.found)
        for counts in waiting:
            for hit, sort in sorts.items():
                more = self.plus(counts, hit)
                if more not in self.found:
                    self.found[more] = (*self.found[counts], sort)
                    waiting.append(more)
            if len(waiting) > MOST_COUNTS:
                raise TooLargeError(Bound.CELLS, MOST_COUNTS, self.items)

    def plus(self, counts: Counts, hit: Counts) -> Counts:
        """The counts with a fact more that is counted so; never past what a cut can tell apart."""
        return tuple(map(min, map(add, counts, hit), self.most))


def youngest(facts: Sequence[FactSort]) -> int:
    """The youngest age now at which somebody can have these facts."""
    return max((sort.from_age for sort in facts), default=0)


def _places(cuts: Sequence[Sequence[int]], counts: Counts) -> Counts:
    """The place of each count between its cuts."""
    return tuple(bisect_right(own, count) - 1 for own, count in zip(cuts, counts, strict=True))
