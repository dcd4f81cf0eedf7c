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
from triage.weighing.scores import STEPS, MovedScale, exact_type, factors, moves, sides, spreads
from triage.weighing.tables import Bools, Ints
from triage.weighing.weigh import Weighed

DRAWS, SEED = 10_000, 1
"""Recalculations of a list when nothing else is asked for, and what they begin with."""

MOST_DRAWS = 100_000
"""More recalculations would only take longer: by then two seeds differ by about one in four hundred."""

MOST_WORK = 200_000_000
"""Recalculations times cases: as many as a table of real people may ask for, some ten minutes."""

ALONE = 1_000
"""Recalculations in which each item moves alone: enough to see which matters most."""

BLOCK = 300_000
"""Positions that are worked out together (500 recalculations of 600 cases), so that they stay in the memory near the processor."""

MOST_IN_TABLE = 2_000
"""Cases in a place table: as many as a table of real people may have."""

MOST_TOGETHER = 64
"""Combinations of cells whose outcomes are all kept at hand; with more, each block looks up those that occur."""

_MOST_EXACT = 1 << 62

KEEPS, ELIGIBLE = np.uint8(1), np.uint8(2)
"""What is kept of an outcome per case: it may be for the list; it is what it was with the points of the file."""

Told = Callable[[float], None]


@dataclass(frozen=True)
class PlaceCount:
    """One case in one reading, counted in recalculations: a place to itself, a shared one, and the same advice.

    `share` is its exact number of places over all recalculations: `held` and its part of each shared place. `span` is between which places
    it stands in nine of ten recalculations (see `PlaceTable.span`); None without a place table, or when it never takes part.
    """

    held: int
    shared: int
    share: Fraction
    kept: int
    span: tuple[int, int] | None = None


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


def most_draws(cases: int) -> int:
    """How many recalculations of so many cases can be waited for."""
    return min(MOST_DRAWS, MOST_WORK // max(1, cases))


def place_firmness(
    weighed: Weighed, found: PlaceList, *, draws: int = DRAWS, seed: int = SEED, table: bool = False, told: Told | None = None
) -> PlaceFirmness | None:
    """How firm a list of these cases is, with `table` also between which places each stands; None when no points may move.

    There is no place table of more than MOST_IN_TABLE cases.
    """
    framework = weighed.tables.framework
    if framework.advice is None or not moves(framework) or not len(weighed):
        return None
    drawn = factors(framework, draws, seed)
    held = np.array([place.number for place in found.holders], np.intp)
    readings, filled = [], []
    read = sides(weighed)
    for side in read:
        counting = _Counting(len(weighed), found.free, PlaceTable(len(weighed)) if table and len(weighed) <= MOST_IN_TABLE else None)
        ordering = _Ordering(weighed, found.rule, side, held)
        for block in _blocks(drawn, len(weighed)):
            counting.add(*ordering.positions(drawn[block]))
            if told is not None:
                told((side + min(1.0, block.stop / draws)) / len(read))
        readings.append(counting.counts())
        filled.append(counting.filled)
    return PlaceFirmness(draws, seed, readings[0], readings[-1], (filled[0], filled[-1]))


def items_that_matter(
    weighed: Weighed, found: PlaceList, *, draws: int = ALONE, seed: int = SEED, told: Told | None = None
) -> tuple[tuple[str, int], ...]:
    """Per item in how many recalculations somebody else has or shares a place when that item alone moves, the greatest count first.

    Open items stand at their least points. Items that never change who has a place are left out; equal counts keep the order of the file.
    """
    framework = weighed.tables.framework
    if framework.advice is None or not moves(framework) or not len(weighed) or not found.free:
        return ()
    drawn, wide = factors(framework, draws, seed), spreads(framework)
    ordering = _Ordering(weighed, found.rule, 0, np.array([place.number for place in found.holders], np.intp))
    (now,) = ordering.standing(np.full((1, drawn.shape[1]), STEPS, np.int64), found.free)
    counts = []
    for number, item in enumerate(framework.items, 1):
        if told is not None:
            told(number / len(framework.items))
        place = weighed.tables.place[item.id]
        if not wide[place] or not ordering.looks_at(item.scale):
            continue
        alone = np.full_like(drawn, STEPS)
        alone[:, place] = drawn[:, place]
        blocks = (ordering.standing(alone[block], found.free) for block in _blocks(drawn, len(weighed)))
        changed = sum(int(np.count_nonzero((standing != now).any(axis=1))) for standing in blocks)
        if changed:
            counts.append((item.id, changed))
    return tuple(sorted(counts, key=lambda pair: -pair[1]))


def _blocks(drawn: Ints, cases: int) -> Iterator[slice]:
    size = max(1, BLOCK // cases)
    return (slice(begin, begin + size) for begin in range(0, len(drawn), size))


def at_the_line(positions: Ints, places: int, last: int) -> tuple[Bools, Ints, Bools, Ints]:
    """In every draw (row) who has a place to itself; the draws in which some share, who does so there, and how many places they share.

    Smaller positions go first; `last` is the position of who takes no part.
    """
    if places >= positions.shape[1]:
        return positions < last, np.zeros(0, np.intp), np.zeros((0, positions.shape[1]), np.bool_), np.zeros(0, np.intp)
    cut = np.minimum(np.partition(positions, places - 1, axis=1)[:, places - 1 : places], last - 1)
    inside = positions <= cut
    (tied,) = np.nonzero(np.count_nonzero(inside, axis=1) > places)
    inside[tied] = positions[tied] < cut[tied]
    return inside, tied, positions[tied] == cut[tied], places - np.count_nonzero(inside[tied], axis=1)


def in_order(positions: Ints, last: int) -> tuple[Ints, Ints]:
    """Every draw (row) in order: which case, and its place by competition (1, 2, 2, 4). Smaller positions go first.

    `last` is the position of who takes no part; the place of those is one more than there are cases. A position is sorted together with the
    number of its case, as one whole number; that is quicker than sorting numbers of cases.
    """
    cases = positions.shape[1]
    bits = max(1, (cases - 1).bit_length())
    if last << bits >= _MOST_EXACT:
        positions, last = np.searchsorted(different := np.unique(positions), positions), int(np.searchsorted(different, last))
    keys = positions.astype(np.int64)
    keys <<= bits
    keys |= np.arange(cases)  # in the low bits
    keys.sort(axis=1)
    places = np.empty(keys.shape, np.int32)
    places[:] = np.arange(1, cases + 1, dtype=np.int32)
    places[:, 1:] *= keys[:, 1:] ^ keys[:, :-1] >= 1 << bits
    np.maximum.accumulate(places, axis=1, out=places)
    places[keys >= last << bits] = cases + 1
    keys &= (1 << bits) - 1
    return keys, places


class PlaceTable:
    """In how many recalculations each case stands at each place: `counts` is cases by places, and last those in which it takes no part."""

    def __init__(self, cases: int) -> None:
        self.counts: Ints = np.zeros((cases, cases + 1), np.int64)

    def add(self, positions: Ints, last: int) -> None:
        """Count a block, draws by cases; `last` is the position of who takes no part."""
        cases, width = self.counts.shape
        case, places = in_order(positions, last)
        case *= width
        case += places
        self.counts += np.bincount(case.ravel(), minlength=cases * width + 1)[1:].reshape(cases, width)

    def span(self, case: int) -> tuple[int, int] | None:
        """Between which places a case stands in nine of ten recalculations in which it takes part, half of the others on each side."""
        reached = np.cumsum(self.counts[case, :-1])
        if not len(reached) or not reached[-1]:
            return None
        return int(np.argmax(reached * 20 >= reached[-1])) + 1, int(np.argmax(reached * 20 >= 19 * reached[-1])) + 1


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

    def __init__(self, cases: int, places: int, table: PlaceTable | None) -> None:
        self.places, self.table = places, table
        self.filled = 0
        self._held, self._shared, self._kept = (np.zeros(cases, np.int64) for _ in range(3))
        self._parts: dict[int, Ints] = {}

    def add(self, positions: Ints, last: int, kept: Bools) -> None:
        """Count a block, draws by cases; `last` is the position of who does not take part."""
        self._kept += np.count_nonzero(kept, axis=0)
        if self.table is not None:
            self.table.add(positions, last)
        if not self.places:
            return
        inside, _tied, level, left = at_the_line(positions, self.places, last)
        self._held += np.count_nonzero(inside, axis=0)
        self._shared += np.count_nonzero(level, axis=0)
        self.filled += int(np.count_nonzero(inside)) + int(left.sum())
        number = np.count_nonzero(level, axis=1)
        for sharing in np.unique(number).tolist():
            rows = number == sharing
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
                None if self.table is None else self.table.span(case),
            )
            for case, held in enumerate(self._held)
        )


class _Ordering:
    """Where every case stands in every recalculation of one reading, as whole numbers that compare as the keys do in turn."""

    def __init__(self, weighed: Weighed, rule: LimitedPlaces, side: int, held: Ints) -> None:
        self._rule, self._held = rule, held
        self._table = MovedTable(weighed, side, [key.band for key in rule.order if key.band])
        self._scales = {key.of: MovedScale(weighed, key.of, side) for key in rule.order if key.of not in self._table.asked}
        self._scales |= self._table.scales
        self._rows = eligible_rows(weighed, rule)
        self._cases = np.arange(len(weighed))
        self._flags: dict[int, Ints] = {}
        unmoved = np.full((1, len(weighed.tables.framework.items)), STEPS, np.int64)
        (self._base,) = self._combinations(unmoved)[0]
        self._all = self._look_up(np.arange(self._table.size)) if self._table.size <= MOST_TOGETHER else None

    def positions(self, drawn: Ints) -> tuple[Ints, int, Bools]:
        """A block of recalculations, draws by cases: the positions, that of who takes no part, and where the advice stays what it was."""
        combined, scores = self._combinations(drawn)
        if self._all is not None and len(self._all) == 1:
            flags = np.repeat(self._all, len(drawn), axis=0)
        elif self._all is not None:
            flags = self._all.ravel().take(combined * len(self._cases) + self._cases)
        else:
            different, index = np.unique(combined, return_inverse=True)
            flags = self._look_up(different).ravel().take(index.reshape(combined.shape) * len(self._cases) + self._cases)
        flags[:, self._held] &= ~ELIGIBLE
        found, last = in_turn([(self._key(key, scores), self._width(key)) for key in self._rule.order], combined.shape)
        found[flags & ELIGIBLE == 0] = last
        return found, last, (flags & KEEPS).view(np.bool_)

    def standing(self, drawn: Ints, places: int) -> Ints:
        """In every recalculation what each case has: 0 no place, 1 a shared one, 2 one to itself."""
        positions, last, _kept = self.positions(drawn)
        inside, tied, level, _left = at_the_line(positions, places, last)
        found = inside * np.int8(2)
        found[tied] += level
        return found

    def looks_at(self, scale: str | None) -> bool:
        """Whether the order or the advice looks at a scale."""
        return scale in self._scales

    def _combinations(self, drawn: Ints) -> tuple[Ints, dict[str, Any]]:
        scores = {scale: moved.scores(drawn) for scale, moved in self._scales.items()}
        combined = self._table.combined([self._table.cells_of(scale, scores[scale]) for scale in self._table.asked], len(drawn))
        return combined, scores

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
            return len(self._scales[key.of].scale.bands)
        low, high = self._scales[key.of].bounds
        return high - low + 1

    def _key(self, key: OrderKey, scores: Mapping[str, Any]) -> Any:
        """The value of a key, from 0: smaller goes first."""
        if key.band:
            places = np.array(self._table.band_of(key.of), np.float32)
            if key.first == "high":
                places = places.max() - places
            return places.take(self._table.cells_of(key.of, scores[key.of]))
        low, high = self._scales[key.of].bounds
        return high - scores[key.of] if key.first == "high" else scores[key.of] - low
