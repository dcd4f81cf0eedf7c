"""Points that move: the scores of many cases in many recalculations, exact.

Framework format 1, `robustness`: the points of an item may move by a percentage that goes with the strength of its evidence. A
recalculation draws one factor per item, the same for every case. Factors are whole numbers of STEPS, so a moved score is a whole number of
parts: a STEPS-th of a unit of points. Such numbers are carried in doubles (or singles) only where all of them fit exactly, for that is what
a fast matrix product works on. No sum is ever rounded: equal cases stay equal, and a factor of one gives the score of the weighing itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from triage.framework.conditions import ScaleScore
from triage.framework.model import Framework
from triage.weighing.tables import Ints
from triage.weighing.weigh import Weighed

STEPS = 10_000
"""A factor of one. One percent is a hundred steps."""


def moves(framework: Framework) -> bool:
    """Whether a framework says how far points may move."""
    return bool(framework.robustness)


def sides(weighed: Weighed) -> tuple[int, ...]:
    """The readings that differ: only one where no item has open points."""
    points = (weighed.counted.points(item.id) for item in weighed.tables.framework.items)
    return (0,) if all(np.array_equal(low, high) for low, high in points) else (0, 1)


def spreads(framework: Framework) -> Ints:
    """Per item, in the order of the file, how many steps its factor may go up or down; none where the file gives no percentage."""
    return np.array([framework.robustness.get(item.strength, 0) * STEPS // 100 for item in framework.items], np.int64)


def factors(framework: Framework, draws: int, seed: int) -> Ints:
    """The factors of every recalculation, draws by items, in STEPS.

    Every whole number of steps within the spread of the item is as likely as any other; nothing is made to add up afterwards, which would
    bend the spread (github.com/open-AIMS/ADRIA.jl issue 327). The bits are the raw stream of PCG64 from `seed`, which numpy keeps the same
    in all versions, as it does not for its distributions; the high half of each word is scaled to the width, so that no number is preferred
    by more than one in 200,000. More draws begin with the same ones.
    """
    wide = spreads(framework)
    raw = np.random.PCG64(seed).random_raw(draws * len(wide)).reshape(draws, len(wide))
    scaled = (raw >> np.uint64(32)) * (2 * wide + 1).astype(np.uint64) >> np.uint64(32)
    return scaled.astype(np.int64) - wide + STEPS


@dataclass(frozen=True)
class _Group:
    """Items that are added up, and clipped together when they have a cap. `points` is items by cases, in units."""

    places: Ints
    points: Ints
    cap: int | None

    def clipped(self, sums: Any) -> Any:
        """Sums in parts, clipped by the cap."""
        return sums if self.cap is None else np.minimum(sums, self.cap * STEPS)


class MovedScale:
    """One scale of all cases in one reading: `side` 0 takes every open item at its least points, 1 at its greatest."""

    def __init__(self, weighed: Weighed, scale: str, side: int) -> None:
        self.scale = weighed.tables.framework.scale_by_id[scale]
        self.unit = weighed.tables.unit
        self.size = len(weighed)
        self._framework = weighed.tables.framework
        self.groups = tuple(self._grouped(weighed, side))

    def _grouped(self, weighed: Weighed, side: int) -> Iterator[_Group]:
        capped: dict[str | None, list[str]] = {}
        for item in weighed.tables.framework.items_of(self.scale.id):
            capped.setdefault(item.domain if item.domain in self.scale.domain_caps else None, []).append(item.id)
        for domain, items in capped.items():
            cap = None if domain is None else self.scale.domain_caps[domain] // self.unit
            points = np.array([weighed.counted.points(item)[side] for item in items], np.int64)
            yield _Group(np.array([weighed.tables.place[item] for item in items], np.intp), points, cap)

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """No moved score is below the first or above the second, in parts."""
        low = high = 0
        every = spreads(self._framework)
        for group in self.groups:
            wide = every[group.places][:, None]
            ends = np.stack([group.points * (STEPS - wide), group.points * (STEPS + wide)])
            low += int(group.clipped(ends.min(axis=0).sum(axis=0)).min(initial=0))
            high += int(group.clipped(ends.max(axis=0).sum(axis=0)).max(initial=0))
        return low, high

    @cached_property
    def _matrices(self) -> list[tuple[_Group, Any]]:
        sizes = (max(2 * int(np.abs(group.points).sum(axis=0).max(initial=0)), abs(group.cap or 0)) for group in self.groups)
        largest = sum(sizes) * STEPS
        return [(group, group.points.astype(exact_type(largest))) for group in self.groups]

    def scores(self, drawn: Ints) -> Any:
        """The moved scores, draws by cases, in parts."""
        total: Any = np.zeros((len(drawn), self.size), np.float32)
        for number, (group, points) in enumerate(self._matrices):
            sums = group.clipped(drawn[:, group.places].astype(points.dtype) @ points)
            total = sums if number == 0 else total + sums
        return total

    def has_points(self, place: int) -> bool:
        """Whether the item at that place in the file gives any case points here."""
        return any(group.points[group.places == place].any() for group in self.groups)

    def cut_of_band(self, place: int) -> int:
        """The least number of parts that reaches a band."""
        return -(-(self.scale.bands[place].from_ or 0) * STEPS // self.unit)

    def band_cuts(self) -> list[int]:
        """Where each band but the first begins, in parts."""
        return [self.cut_of_band(place) for place in range(1, len(self.scale.bands))]

    def score_cuts(self, condition: ScaleScore) -> set[int]:
        """Where the truth of a comparison can change, in parts."""
        reach = (n for n in (condition.at_least, condition.below) if n is not None)
        pass_ = (n for n in (condition.above, condition.at_most) if n is not None)
        return {-(-n * STEPS // self.unit) for n in reach} | {n * STEPS // self.unit + 1 for n in pass_}

    def holds(self, condition: ScaleScore, parts: int) -> bool:
        """Whether a comparison holds at a score in parts; exact, also between two numbers of points."""
        score = parts * self.unit
        return (
            (condition.at_least is None or score >= condition.at_least * STEPS)
            and (condition.at_most is None or score <= condition.at_most * STEPS)
            and (condition.above is None or score > condition.above * STEPS)
            and (condition.below is None or score < condition.below * STEPS)
        )


def exact_type(largest: int) -> np.dtype[Any]:
    """The quickest type in which whole numbers up to `largest` add up exactly. Raises OverflowError when there is none."""
    if largest < 1 << 24:
        return np.dtype(np.float32)
    if largest < 1 << 53:
        return np.dtype(np.float64)
    if largest < 1 << 62:
        return np.dtype(np.int64)
    raise OverflowError("points too large to recalculate")
