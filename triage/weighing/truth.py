"""Whether conditions hold, for all cases at once, in three values: true, false, unknown (strong Kleene logic).

Framework format 1, *Conditions* and *Exact meaning*. Of an interval a comparison is unknown when its ends disagree. Derived items, scales
and criteria may lean on one another (never in a circle), so each is worked out when it is first asked for and kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from triage.framework.conditions import (
    All,
    AnyItemOf,
    AnyOf,
    BandIs,
    Condition,
    Count,
    CriterionHolds,
    ItemAnswer,
    ItemNumber,
    ItemPoints,
    Not,
    ScaleScore,
)
from triage.framework.model import DerivedItem, Scale
from triage.weighing.result import Truth
from triage.weighing.tables import Bools, Ints, ItemTable, Tables

Truths = NDArray[np.int8]
"""`Truth` numbers, one per case."""

FALSE, UNKNOWN, TRUE = np.int8(Truth.FALSE), np.int8(Truth.UNKNOWN), np.int8(Truth.TRUE)


@dataclass(frozen=True)
class ScaleSums:
    """One scale for all cases, in units of `Tables.unit`: range, share known and the range of bands (indices in order of the file).

    `domains` holds the range of each domain, in the order of the items; its key is empty for items without one.
    """

    low: Ints
    high: Ints
    domains: Mapping[str, tuple[Ints, Ints]]
    known_span: Ints
    total_span: int
    sufficient: Bools
    band_low: Ints
    band_high: Ints


class Truthfinder:
    """Answers about one table of cases, in one reading of their states. Every answer is an array with an entry per case."""

    def __init__(self, tables: Tables, states: Ints) -> None:
        self.tables = tables
        self.states = states
        self.size = states.shape[1]
        self._truths: dict[int, tuple[Condition, Truths]] = {}
        self._points: dict[str, tuple[Ints, Ints]] = {}
        self._sums: dict[str, ScaleSums] = {}

    def truth(self, condition: Condition) -> Truths:
        """The truth of a condition in every case.

        Kept by identity, together with the condition itself, so that no later condition can take its place.
        """
        found = self._truths.get(id(condition))
        if found is None:
            found = self._truths[id(condition)] = (condition, self._work_out(condition))
        return found[1]

    def points(self, item: str) -> tuple[Ints, Ints]:
        """The least and greatest points of an item in every case."""
        found = self._points.get(item)
        if found is None:
            table = self.tables.items.get(item)
            found = self._points[item] = self._derived(item) if table is None else self._looked_up(table)
        return found

    def sums(self, scale: str) -> ScaleSums:
        """The sums of a scale in every case."""
        found = self._sums.get(scale)
        if found is None:
            found = self._sums[scale] = self._add_up(self.tables.framework.scale_by_id[scale])
        return found

    def spans(self, item: str) -> tuple[int, int]:
        """The least and greatest points an item can give at all, in units."""
        table = self.tables.items.get(item)
        if table is not None:
            return table.least, table.greatest
        derived = self.tables.framework.item_by_id[item]
        assert isinstance(derived, DerivedItem)
        points = [line.points // self.tables.unit for line in derived.points]
        return min(points), max(points)

    def _work_out(self, condition: Condition) -> Truths:
        match condition:
            case All(all_=parts):
                return reduce(np.minimum, [self.truth(part) for part in parts])
            case AnyOf(any_=parts):
                return reduce(np.maximum, [self.truth(part) for part in parts])
            case Not(not_=part):
                return TRUE - self.truth(part)
            case Count(count=parts, at_least=needed):
                return self._count([self.truth(part) for part in parts], needed)
            case CriterionHolds(criterion=criterion):
                return self.truth(self.tables.framework.criterion_by_id[criterion].when)
            case ItemAnswer(item=item) | ItemNumber(item=item):
                return self._answer_test(self.tables.items[item], condition)
            case ItemPoints(item=item, points_at_least=points):
                return self._at_least(*self.points(item), points)
            case AnyItemOf(any_item_of=scale, points_at_least=points):
                items = self.tables.framework.items_of(scale)
                return reduce(np.maximum, [self._at_least(*self.points(item.id), points) for item in items])
            case ScaleScore(scale=scale):
                return self._score_test(self.sums(scale), condition)
            case BandIs(band=band):
                return self._band_test(self.tables.framework.scale_by_id[band], condition)
        raise TypeError(f"no meaning for {type(condition).__name__}")

    def _count(self, truths: list[Truths], needed: int) -> Truths:
        stacked = np.stack(truths)
        surely, possibly = (stacked == TRUE).sum(axis=0), (stacked != FALSE).sum(axis=0)
        return _both(surely >= needed, possibly >= needed)

    def _answer_test(self, table: ItemTable, condition: ItemAnswer | ItemNumber) -> Truths:
        """Looked up by state: true when all cells the state leaves open satisfy it, false when none does."""
        holds = np.array([*(cell_holds(condition, cell) for cell in table.cells), False])
        some_true = (table.possible & holds).any(axis=1)
        some_false = (table.possible & ~holds).any(axis=1)
        by_state: Truths = np.where(some_true, np.where(some_false, UNKNOWN, TRUE), FALSE)
        found: Truths = by_state.take(self.states[table.place])
        return found

    def _at_least(self, low: Ints, high: Ints, points: int) -> Truths:
        needed = -(-points // self.tables.unit)
        return _both(low >= needed, high >= needed)

    def _score_test(self, sums: ScaleSums, condition: ScaleScore) -> Truths:
        """Each comparison is "reaches n" or its denial; points are whole thousandths, so above n is reaching n + 1 of them."""
        low, high, tests = sums.low, sums.high, []
        if condition.at_least is not None:
            tests.append(self._at_least(low, high, condition.at_least))
        if condition.above is not None:
            tests.append(self._at_least(low, high, condition.above + 1))
        if condition.below is not None:
            tests.append(TRUE - self._at_least(low, high, condition.below))
        if condition.at_most is not None:
            tests.append(TRUE - self._at_least(low, high, condition.at_most + 1))
        return np.where(sums.sufficient, reduce(np.minimum, tests), UNKNOWN)

    def _band_test(self, scale: Scale, condition: BandIs) -> Truths:
        """Looked up by range of bands: true when the condition holds in all of them, false when in none."""
        sums, chosen = self.sums(scale.id), condition.chosen(scale.band_ids)
        inside = [band in chosen for band in scale.band_ids]
        by_range = np.array([[Truth.of(inside[low : high + 1]) for high in range(len(inside))] for low in range(len(inside))], np.int8)
        truth = by_range.ravel().take(sums.band_low * len(inside) + sums.band_high)
        return np.where(sums.sufficient, truth, UNKNOWN)

    def _looked_up(self, table: ItemTable) -> tuple[Ints, Ints]:
        states = self.states[table.place]
        return table.low.take(states), table.high.take(states)

    def _derived(self, item: str) -> tuple[Ints, Ints]:
        """Format, *Item interval*: false skips, unknown is kept as possible, the first true ends. Read from the last line up."""
        derived = self.tables.framework.item_by_id[item]
        assert isinstance(derived, DerivedItem)
        *lines, otherwise = ((line.when, self.tables.points_type.type(line.points // self.tables.unit)) for line in derived.points)
        low = high = np.full(self.size, otherwise[1])
        for when, points in reversed(lines):
            assert when is not None
            truth = self.truth(when)
            ends, skips = truth == TRUE, truth == FALSE
            low = np.where(ends, points, np.where(skips, low, np.minimum(low, points)))
            high = np.where(ends, points, np.where(skips, high, np.maximum(high, points)))
        return low, high

    def _add_up(self, scale: Scale) -> ScaleSums:
        zero = np.zeros(self.size, self.tables.points_type)
        domains: dict[str, tuple[Ints, Ints]] = {}
        for item in self.tables.framework.items_of(scale.id):
            (low, high), (item_low, item_high) = domains.get(item.domain or "", (zero, zero)), self.points(item.id)
            domains[item.domain or ""] = low + item_low, high + item_high
        for domain in scale.domain_caps.keys() & domains:
            cap = self.tables.points_type.type(scale.domain_caps[domain] // self.tables.unit)
            low, high = domains[domain]
            domains[domain] = np.minimum(low, cap), np.minimum(high, cap)
        low, high = (sum((ends[side] for ends in domains.values()), start=zero) for side in (0, 1))
        known, total = self._spans_known(scale)
        sufficient = self._sufficient(scale, known, total)
        return ScaleSums(low, high, domains, known, total, sufficient, self._bands(scale, low), self._bands(scale, high))

    def _bands(self, scale: Scale, scores: Ints) -> Ints:
        """How many bands begin at or below each score: the place of its band, for the first has no beginning."""
        begun = np.zeros(self.size, np.int32)
        for band in scale.bands[1:]:
            begun += scores >= -(-(band.from_ or 0) // self.tables.unit)
        return begun

    def _spans_known(self, scale: Scale) -> tuple[Ints, int]:
        known, total = np.zeros(self.size, dtype=np.int64), 0
        for item in self.tables.framework.items_of(scale.id):
            least, greatest = self.spans(item.id)
            low, high = self.points(item.id)
            known += (low == high) * (greatest - least)
            total += greatest - least
        return known, total

    def _sufficient(self, scale: Scale, known: Ints, total: int) -> Bools:
        """Format, *Share known*: compared exactly, with the least whole number of units that reaches `min_known` of the total."""
        if scale.min_known is None or total == 0:
            return np.ones(self.size, dtype=np.bool_)
        top, bottom = scale.min_known.as_integer_ratio()
        return known >= -(-top * total // bottom)


def _both(surely: Bools, possibly: Bools) -> Truths:
    """True where both hold, unknown where only the second does; the first never holds alone. `Truth` numbers count how many hold."""
    return surely.astype(np.int8) + possibly


def cell_holds(condition: ItemAnswer | ItemNumber, cell: str | Decimal) -> bool:
    """Whether a condition on an answer is true in a cell, told by the answer that stands for it."""
    if isinstance(condition, ItemAnswer):
        return cell in condition.values
    assert isinstance(cell, Decimal)
    return condition.holds(cell)
