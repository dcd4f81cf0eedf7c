"""Firmness: in how many recalculations a case keeps its advice, when the points of every item move as far as its evidence is weak.

Framework format 1, `robustness`; the recalculations are those of `scores.py`. Every case is read twice: with its open items at their least
and at their greatest points. The question in each recalculation is whether the walk through the advice table leaves the same as it did with
the points of the file. An answer is a count of recalculations and says nothing about how anybody will fare. What holds for places stands
in `place_firmness.py`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from triage.cases.case import Case
from triage.cases.table import CaseTable
from triage.weighing.moved import MovedTable
from triage.weighing.scores import STEPS, factors, moves, sides, spreads
from triage.weighing.tables import Ints, Tables
from triage.weighing.weigh import weigh

DRAWS, SEED = 1_000, 1
"""Recalculations of one case on sheet and screen, and what they begin with."""

Left = tuple[tuple[str, ...], bool]
"""What a walk leaves: the outcomes that are possible, and whether the one that is left stands."""


@dataclass(frozen=True)
class AdviceReading:
    """One reading of a case: what its advice is there, in how many recalculations that stays, and what it is in the others.

    `alone` counts, per item whose movement alone changes the advice, the recalculations in which it does, the greatest count first; items
    with equal counts stand in the order of the file.
    """

    possible: tuple[str, ...]
    certain: bool
    kept: int
    others: tuple[tuple[Left, int], ...]
    alone: tuple[tuple[str, int], ...]

    @property
    def matters_most(self) -> tuple[str, ...]:
        """The items whose movement alone changes the advice most often; several when they do so equally often, none when none does."""
        return tuple(item for item, count in self.alone if count == self.alone[0][1])


@dataclass(frozen=True)
class AdviceFirmness:
    """How firm the advice of one case is. `low` takes open items at their least points, `high` at their greatest."""

    draws: int
    seed: int
    low: AdviceReading
    high: AdviceReading


def case_firmness(tables: Tables, case: Case, *, draws: int = DRAWS, seed: int = SEED) -> AdviceFirmness | None:
    """How firm the advice of a case is; None for a framework without advice, or one that lets no points move."""
    if tables.framework.advice is None or not moves(tables.framework):
        return None
    weighed = weigh(tables, CaseTable.of([case]))
    drawn = factors(tables.framework, draws, seed)
    read = [_read(MovedTable(weighed, side), drawn) for side in sides(weighed)]
    return AdviceFirmness(draws, seed, read[0], read[-1])


def _read(table: MovedTable, drawn: Ints) -> AdviceReading:
    unmoved = np.full((1, drawn.shape[1]), STEPS, np.int64)
    base = {scale: table.cells(scale, unmoved) for scale in table.asked}
    together = table.combined([table.cells(scale, drawn) for scale in table.asked], len(drawn))
    found = Counter[Left]()
    for combination, count in zip(*np.unique(together, return_counts=True), strict=True):
        found[_left(table, int(combination))] += int(count)
    (now,) = {_left(table, int(one)) for one in table.combined(list(base.values()), 1).ravel()}
    others = sorted(((left, count) for left, count in found.items() if left != now), key=lambda pair: (-pair[1], pair[0]))
    return AdviceReading(*now, found[now], tuple(others), _alone(table, drawn, base, now))


def _alone(table: MovedTable, drawn: Ints, base: dict[str, Ints], now: Left) -> tuple[tuple[str, int], ...]:
    """Per item the recalculations in which the advice changes when that item alone moves as it did there."""
    framework, wide = table.weighed.tables.framework, spreads(table.weighed.tables.framework)
    found = []
    for item in framework.items:
        place = table.weighed.tables.place[item.id]
        if item.scale not in table.asked or not wide[place] or not table.scales[item.scale].has_points(place):
            continue
        alone = np.full_like(drawn, STEPS)
        alone[:, place] = drawn[:, place]
        cells = [table.cells(scale, alone) if scale == item.scale else base[scale] for scale in table.asked]
        numbers, counts = np.unique(table.combined(cells, len(drawn)), return_counts=True)
        changed = sum(int(count) for number, count in zip(numbers, counts, strict=True) if _left(table, int(number)) != now)
        if changed:
            found.append((item.id, changed))
    return tuple(sorted(found, key=lambda pair: -pair[1]))


def _left(table: MovedTable, combination: int) -> Left:
    walk = table.walk(combination)
    return tuple(outcome for outcome, kept in zip(walk.outcomes, walk.possible[:, 0], strict=True) if kept), bool(walk.certain[0])
