"""Firmness of a list: in how many recalculations each case gets one of the free places, and keeps its advice.

The recalculations are those of `scores.py`, the walk that of `moved.py`, each case read with its open items at their least and at their
greatest points. In every recalculation the cases whose advice may be for the list are ordered by the same keys, with moved scores. Who
holds a place is left out with it, as in the list itself. At the line ties stay ties: who shares is counted apart, and the exact share of a
place is kept, so that over all cases the shares are the places that were filled, to the last one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np

from triage.framework.model import LimitedPlaces, OrderKey
from triage.weighing.moved import MovedTable
from triage.weighing.places import PlaceList, eligible_rows
from triage.weighing.scores import STEPS, exact_type, factors, moves
from triage.weighing.tables import Bools, Ints
from triage.weighing.weigh import Weighed

DRAWS, SEED = 10_000, 1
"""Recalculations of a list when nothing else is asked for, and what they begin with."""

BLOCK = 300_000
"""Positions that are worked out together (500 recalculations of 600 cases), so that they stay in the memory near the processor."""

MOST_TOGETHER = 64
"""Combinations of cells whose outcomes are all kept at hand; with more, each block looks up those that occur."""

_MOST_EXACT = 1 << 62

ELIGIBLE, KEEPS = np.uint8(1), np.uint8(2)
"""What is kept of an outcome per case: it may be for the list; it is what it was with the points of the file."""

Told = Callable[[float], None]


@dataclass(frozen=True)
class PlaceCount:
    """One case in one reading, counted in recalculations: a place to itself, a shared one, and the same advice.

    `share` is its exact number of places over all recalculations: `held` and its part of each shared place.
    """

    held: int
    shared: int
    share: Fraction
    kept: int


@dataclass(frozen=True)
class PlaceFirmness:
    """How firm a list is, per row of the table that was weighed. `low` takes open items at their least points, `high` at their greatest.

    `filled` is, per reading, how many places were filled over all recalculations together: exactly the sum of the shares.
    """

    draws: int
    seed: int
    low: tuple[PlaceCount, ...]
    high: tuple[PlaceCount, ...]
    filled: tuple[int, int]


def place_firmness(
    weighed: Weighed, found: PlaceList, *, draws: int = DRAWS, seed: int = SEED, told: Told | None = None
) -> PlaceFirmness | None:
    """How firm a list of these cases is; None for a framework that lets no points move."""
    framework = weighed.tables.framework
    if framework.advice is None or not moves(framework) or not len(weighed):
        return None
    drawn = factors(framework, draws, seed)
    held = np.array([place.number for place in found.holders], np.intp)
    readings, filled = [], []
    for side in (0, 1):
        counting = _Counting(len(weighed), found.free)
        ordering = _Ordering(weighed, found.rule, side, held)
        for block in _blocks(drawn, len(weighed)):
            counting.add(*ordering.positions(drawn[block]))
            if told is not None:
                told((side + min(1.0, block.stop / draws)) / 2)
        readings.append(counting.counts())
        filled.append(counting.filled)
    return PlaceFirmness(draws, seed, readings[0], readings[1], (filled[0], filled[1]))


def _blocks(drawn: Ints, cases: int) -> Iterator[slice]:
    size = max(1, BLOCK // cases)
    return (slice(begin, begin + size) for begin in range(0, len(drawn), size))


def at_the_line(positions: Ints, places: int, last: int) -> tuple[Bools, Bools, Ints]:
    """In every draw (row): who goes before the case at the last place, who stands level with it, and how many places are left for those.

    Smaller positions go first; `last` is the position of who takes no part.
    """
    cut = np.full((len(positions), 1), last, positions.dtype)
    if places < positions.shape[1]:
        cut = np.partition(positions, places - 1, axis=1)[:, places - 1 : places]
    before = positions < cut
    level = (positions == cut) & (cut != last)
    return before, level, places - np.count_nonzero(before, axis=1)


def competition_ranks(positions: Ints) -> Ints:
    """The place of each case in each draw (row), 1, 2, 2, 4: one more than how many stand before it. Smaller positions go first.

    Whole numbers not below 0 and small enough to be sorted together with the number of the case; this is what makes it quick.
    """
    cases = positions.shape[1]
    bits = max(1, int(cases - 1).bit_length())
    keys = positions.astype(np.int64) << bits | np.arange(cases)
    keys.sort(axis=1)
    ordered, order = keys >> bits, keys & ((1 << bits) - 1)
    begins = np.ones(ordered.shape, np.bool_)
    begins[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    places = np.maximum.accumulate(np.where(begins, np.arange(1, cases + 1), 0), axis=1)
    ranks = np.empty_like(places)
    np.put_along_axis(ranks, order, places, axis=1)
    return ranks


def in_turn(keys: Sequence[tuple[Any, int]], shape: tuple[int, ...]) -> tuple[Ints, int]:
    """Keys compared in turn as one whole number, and a number after all of them. Each key is a value from 0 with how many there can be.

    When one number cannot hold all keys exactly, what is there so far is numbered anew: only the order counts.
    """
    total, reach = prod(width for _values, width in keys), 1
    kind = exact_type(min(total, _MOST_EXACT - 1))
    found = np.zeros(shape, kind)
    for key in keys:
        if reach * key[1] >= _MOST_EXACT:
            found, reach = _numbered(found)
        values, width = _numbered(key[0]) if reach * key[1] >= _MOST_EXACT else key
        found = found * kind.type(width) + values.astype(kind)
        reach *= width
    return found, reach


def _numbered(values: Ints) -> tuple[Ints, int]:
    different, numbers = np.unique(values, return_inverse=True)
    return numbers.reshape(values.shape), len(different)


class _Counting:
    """Adds up, over blocks of recalculations, how often each case has a place."""

    def __init__(self, cases: int, places: int) -> None:
        self.places = places
        self.filled = 0
        self._held, self._shared, self._kept = (np.zeros(cases, np.int64) for _ in range(3))
        self._parts: dict[int, Ints] = {}

    def add(self, positions: Ints, last: int, kept: Bools) -> None:
        """Count a block, draws by cases; `last` is the position of who does not take part."""
        self._kept += np.count_nonzero(kept, axis=0)
        if not self.places:
            return
        before, level, left = at_the_line(positions, self.places, last)
        number = np.count_nonzero(level, axis=1)
        fits = number <= left
        before[fits] |= level[fits]
        self._held += np.count_nonzero(before, axis=0)
        self.filled += int(np.count_nonzero(before)) + int(left[~fits].sum())
        for sharing in np.unique(number[~fits]).tolist():
            rows = np.flatnonzero(~fits & (number == sharing))
            self._shared += np.count_nonzero(level[rows], axis=0)
            parts = self._parts.setdefault(sharing, np.zeros(len(self._held), np.int64))
            parts += left[rows] @ level[rows]

    def counts(self) -> tuple[PlaceCount, ...]:
        """What was counted, per case."""
        return tuple(
            PlaceCount(
                int(held),
                int(self._shared[case]),
                sum((Fraction(int(parts[case]), number) for number, parts in self._parts.items()), Fraction(int(held))),
                int(self._kept[case]),
            )
            for case, held in enumerate(self._held)
        )


class _Ordering:
    """Where every case stands in every recalculation of one reading, as whole numbers that compare as the keys do in turn."""

    def __init__(self, weighed: Weighed, rule: LimitedPlaces, side: int, held: Ints) -> None:
        self._rule, self._held = rule, held
        self._table = MovedTable(weighed, side, [key.of for key in rule.order])
        self._rows = eligible_rows(weighed, rule)
        self._cases = np.arange(len(weighed))
        self._flags: dict[int, Ints] = {}
        unmoved = np.full((1, len(weighed.tables.framework.items)), STEPS, np.int64)
        (self._base,) = self._combinations(unmoved)[0]
        self._all = self._look_up(np.arange(self._table.size)) if self._table.size <= MOST_TOGETHER else None

    def positions(self, drawn: Ints) -> tuple[Ints, int, Bools]:
        """A block of recalculations, draws by cases: the positions, that of who takes no part, and where the advice stays what it was."""
        combined, scores = self._combinations(drawn)
        if self._all is not None:
            flags = self._all.ravel().take(combined * len(self._cases) + self._cases)
        else:
            different, index = np.unique(combined, return_inverse=True)
            flags = self._look_up(different).ravel().take(index.reshape(combined.shape) * len(self._cases) + self._cases)
        takes_part = (flags & ELIGIBLE).view(np.bool_)
        takes_part[:, self._held] = False
        found, last = in_turn([(self._key(key, scores), self._width(key)) for key in self._rule.order], combined.shape)
        found[~takes_part] = last
        return found, last, (flags & KEEPS).astype(np.bool_)

    def _combinations(self, drawn: Ints) -> tuple[Ints, dict[str, Any]]:
        scores = {scale: self._table.scales[scale].scores(drawn) for scale in self._table.asked}
        combined = self._table.combined([self._table.cells_of(scale, found) for scale, found in scores.items()])
        return np.broadcast_to(combined, (len(drawn), len(self._cases))), scores

    def _look_up(self, combinations: Ints) -> Ints:
        """Flags, combinations by cases."""
        return np.stack([self._flags_of(int(one)) for one in combinations])

    def _flags_of(self, combination: int) -> Ints:
        found = self._flags.get(combination)
        if found is None:
            walk = self._table.walk(combination)
            found = np.logical_or.reduce(walk.possible[self._rows]) * ELIGIBLE
            found |= self._same(walk.possible, walk.held_back) * KEEPS
            self._flags[combination] = found
        return found

    def _same(self, possible: Bools, held_back: Bools) -> Bools:
        """Where an outcome is that of the unmoved reading."""
        before = np.empty_like(possible)
        before_held = np.empty_like(held_back)
        for one in np.unique(self._base):
            where = self._base == one
            walk = self._table.walk(int(one))
            before[:, where], before_held[where] = walk.possible[:, where], walk.held_back[where]
        same: Bools = (possible == before).all(axis=0) & (held_back == before_held)
        return same

    def _width(self, key: OrderKey) -> int:
        if key.band:
            return len(self._table.scales[key.of].scale.bands)
        low, high = self._table.scales[key.of].bounds
        return high - low + 1

    def _key(self, key: OrderKey, scores: Mapping[str, Any]) -> Any:
        """The value of a key, from 0: smaller goes first."""
        if key.band:
            places = np.array(self._table.band_of(key.of), np.float32)
            if key.first == "high":
                places = places.max() - places
            return places.take(self._table.cells_of(key.of, scores[key.of]))
        low, high = self._table.scales[key.of].bounds
        return high - scores[key.of] if key.first == "high" else scores[key.of] - low
