"""A framework made ready for weighing: every item becomes a small table of states, with the points of each.

A state says what may still be true of an item: one cell of its answers, all of them (unknown), or not applicable. Of a number only the
cell between two cut points counts, where a cut is a bin of points or a comparison in some condition. A tally's state is a range of cells.
Points and conditions are looked up by state, so one case and 100,000 cases take the same road.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triage.framework.conditions import ItemAnswer, ItemNumber, walk
from triage.framework.contents import conditions, limits, point_values
from triage.framework.model import (
    Bin,
    ChoiceItem,
    DerivedItem,
    Framework,
    Item,
    LevelItem,
    NumericItem,
    TallyItem,
    YesNoItem,
    decimals_of,
)

Ints = NDArray[Any]
"""An array of whole numbers, in the narrowest type that holds them exactly."""

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class ItemTable:
    """What each state of one item means.

    `possible[state, cell]` says which cells a state leaves open; the last column is *not applicable*. `low` and `high` are the points of a
    state in units of `Tables.unit`. `cuts` are the first values of all cells but the first, in steps of the item's last decimal.
    """

    item: Item
    place: int
    cells: tuple[str | Decimal, ...]
    cuts: Ints
    possible: Bools
    low: Ints
    high: Ints
    unknown: int
    not_applicable: int

    @property
    def least(self) -> int:
        """The least points the item can give."""
        return int(self.low[self.unknown])

    @property
    def greatest(self) -> int:
        """The greatest points the item can give."""
        return int(self.high[self.unknown])

    @property
    def width(self) -> int:
        """The number of cells."""
        return len(self.cells)

    @cached_property
    def cell_of_zero(self) -> int | None:
        """The cell that the number 0 lies in; None where 0 is no answer."""
        begins = [number for number, first in enumerate(self.cells) if isinstance(first, Decimal) and first <= 0]
        return begins[-1] if begins else None

    def points_in(self, cell: int) -> int:
        """The points of one cell, in units; the cell after the last is *not applicable*."""
        if cell == self.width:
            return 0
        return int(self.low[self.spans(cell, cell) if isinstance(self.item, TallyItem) else cell])

    def cell_of(self, value: str | Decimal) -> int:
        """The cell an answer lies in. Raises ValueError for one the item does not list, outside its range or with too many decimals."""
        if isinstance(value, Decimal):
            steps = value.scaleb(decimals_of(self.item))
            if not isinstance(self.item, NumericItem) or steps != steps.to_integral_value() or not _within(self.item, value):
                raise ValueError(f"not an answer of item {self.item.id}")
            return int(np.searchsorted(self.cuts, int(steps), side="right"))
        if value not in self.cells:
            raise ValueError(f"not an answer of item {self.item.id}")
        return self.cells.index(value)

    def cells_of(self, counts: Ints) -> Ints:
        """The cells that counts of facts lie in; looked up, for many cases have the same few counts."""
        cells = np.searchsorted(self.cuts, np.arange(counts.max(initial=0) + 1), side="right").astype(np.int32)
        return cells.take(counts)

    def spans(self, low: Any, high: Any) -> Any:
        """The states of a tally whose counts lie in the cells from `low` up to and including `high`."""
        return low * self.width + high


@dataclass(frozen=True)
class Tables:
    """A framework made ready for weighing. `unit` is the number of thousandths of a point in one step of the point tables.

    `items` holds a table per item that has answers or counts; derived items have none.
    """

    framework: Framework
    items: Mapping[str, ItemTable]
    place: Mapping[str, int]
    unit: int
    points_type: np.dtype[Any]
    state_type: np.dtype[Any]

    @classmethod
    def of(cls, framework: Framework) -> Tables:
        """Make the tables; the framework must have been read without defects."""
        unit = gcd(1000, *_all_points(framework))
        kind = _points_type(framework, unit)
        place = {item.id: number for number, item in enumerate(framework.items)}
        cuts = _cuts(framework)
        items = {
            item.id: _table(item, place[item.id], cuts.get(item.id, ()), unit, kind)
            for item in framework.items
            if not isinstance(item, DerivedItem)
        }
        states = max((len(table.low) for table in items.values()), default=1)
        return cls(framework, items, place, unit, kind, np.min_scalar_type(states))

    @cached_property
    def answered(self) -> tuple[ItemTable, ...]:
        """The tables of the items somebody answers."""
        return tuple(table for table in self.items.values() if not isinstance(table.item, TallyItem))

    @cached_property
    def tallied(self) -> tuple[ItemTable, ...]:
        """The tables of the items counted from facts."""
        return tuple(table for table in self.items.values() if isinstance(table.item, TallyItem))


def _within(item: NumericItem, value: Decimal) -> bool:
    low, high = limits(item)
    return (low is None or value >= low) and (high is None or value <= high)


def _all_points(framework: Framework) -> Iterator[int]:
    """Every number of points that can enter a sum, in thousandths."""
    yield from (points for item in framework.items for points in point_values(item))
    yield from (cap for scale in framework.scales for cap in scale.domain_caps.values())


def _points_type(framework: Framework, unit: int) -> np.dtype[Any]:
    """The narrowest signed type in which no sum of points can overflow."""
    largest = max((abs(points) for points in _all_points(framework)), default=0) // unit
    return np.promote_types(np.min_scalar_type(-largest * len(framework.items) - 1), np.int16)


def _cuts(framework: Framework) -> dict[str, list[tuple[Decimal, bool]]]:
    """Per item the numbers its conditions compare with: (n, False) cuts before n, (n, True) cuts after n."""
    cuts: dict[str, list[tuple[Decimal, bool]]] = {}
    for condition in (part for _path, outer in conditions(framework) for part in walk(outer)):
        match condition:
            case ItemNumber(item=item):
                before = [n for n in (condition.at_least, condition.below) if n is not None]
                after = [n for n in (condition.at_most, condition.above) if n is not None]
                cuts.setdefault(item, []).extend([(n, False) for n in before] + [(n, True) for n in after])
            case ItemAnswer(item=item):
                numbers = [value for value in condition.values if isinstance(value, Decimal)]
                cuts.setdefault(item, []).extend((n, side) for n in numbers for side in (False, True))
    return cuts


def _table(item: Item, place: int, cuts: list[tuple[Decimal, bool]] | tuple[()], unit: int, kind: np.dtype[Any]) -> ItemTable:
    match item:
        case YesNoItem():
            words: tuple[str | Decimal, ...] = ("yes", "no")
            points = [item.points.yes, item.points.no] if item.points else [0, 0]
            return _listed(item, place, words, points, unit, kind)
        case ChoiceItem(options=options) | LevelItem(options=options):
            return _listed(item, place, tuple(option.id for option in options), [option.points or 0 for option in options], unit, kind)
        case NumericItem():
            starts = _cell_starts(item, item.points, cuts)
            cells = tuple(Decimal(start).scaleb(-decimals_of(item)) for start in starts)
            points = [_bin_points(item.points, cell) for cell in cells]
            return _listed(item, place, cells, points, unit, kind, np.array(starts[1:], dtype=np.int64))
        case TallyItem():
            return _ranged(item, place, _cell_starts(item, item.points, cuts), unit, kind)
    raise TypeError(f"no table for {item.kind}")


def _listed(
    item: Item, place: int, cells: tuple[str | Decimal, ...], points: list[int], unit: int, kind: np.dtype[Any], cuts: Ints | None = None
) -> ItemTable:
    """The table of an item with one answer: a state per cell, then unknown, then not applicable."""
    width = len(cells)
    possible = np.zeros((width + 2, width + 1), dtype=np.bool_)
    possible[:width, :width] = np.eye(width, dtype=np.bool_)
    possible[width] = [True] * width + [item.allow_not_applicable]
    possible[width + 1, width] = True
    values = np.array([*points, 0], dtype=np.int64) // unit
    low, high = _extremes(possible, values, kind)
    empty = np.array([], dtype=np.int64)
    return ItemTable(item, place, cells, empty if cuts is None else cuts, possible, low, high, width, width + 1)


def _ranged(item: TallyItem, place: int, starts: list[int], unit: int, kind: np.dtype[Any]) -> ItemTable:
    """The table of a tally: a state per range of cells; the widest range is unknown."""
    width = len(starts)
    cells = tuple(Decimal(start) for start in starts)
    first, last, cell = np.arange(width)[:, None, None], np.arange(width)[None, :, None], np.arange(width)[None, None, :]
    possible = np.zeros((width * width, width + 1), dtype=np.bool_)
    possible[:, :width] = ((first <= cell) & (cell <= last)).reshape(width * width, width)
    values = np.array([*(_bin_points(item.points, start) for start in cells), 0], dtype=np.int64) // unit
    low, high = _extremes(possible, values, kind)
    return ItemTable(item, place, cells, np.array(starts[1:], dtype=np.int64), possible, low, high, width - 1, -1)


def _extremes(possible: Bools, values: Ints, kind: np.dtype[Any]) -> tuple[Ints, Ints]:
    """Least and greatest value over the cells each state leaves open; 0 for a state that cannot occur."""
    limit = np.iinfo(np.int64)
    low = np.where(possible, values, limit.max).min(axis=1)
    high = np.where(possible, values, limit.min).max(axis=1)
    occurs = possible.any(axis=1)
    return np.where(occurs, low, 0).astype(kind), np.where(occurs, high, 0).astype(kind)


def _cell_starts(item: NumericItem | TallyItem, bins: tuple[Bin, ...], cuts: list[tuple[Decimal, bool]] | tuple[()]) -> list[int]:
    """The first value of every cell, in steps of the item's last decimal, within its range.

    A tally counts what the facts give: a range says what its writer expected and cuts nothing off.
    """
    places = decimals_of(item)
    allowed = item.range if isinstance(item, NumericItem) else None
    least = 0 if allowed is None else int(allowed[0].scaleb(places).to_integral_value(ROUND_CEILING))
    starts = {least} | {_step(n, after, places) for n, after in cuts}
    starts |= {_step(line.at_least, False, places) for line in bins if line.at_least is not None}
    greatest = None if allowed is None else int(allowed[1].scaleb(places).to_integral_value(ROUND_FLOOR))
    return sorted(start for start in starts if start >= least and (greatest is None or start <= greatest))


def _step(number: Decimal, after: bool, places: int) -> int:
    scaled = number.scaleb(places)
    if after:
        return int(scaled.to_integral_value(ROUND_FLOOR)) + 1
    return int(scaled.to_integral_value(ROUND_CEILING))


def _bin_points(bins: tuple[Bin, ...], value: Decimal) -> int:
    """The points of the last bin whose `at_least` the value reaches; 0 for an item without points."""
    reached = [line.points for line in bins if line.at_least is None or value >= line.at_least]
    return reached[-1] if reached else 0
