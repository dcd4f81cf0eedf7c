"""What a version of a framework gives each case of a table, in a form in which versions can be laid side by side.

Results of two versions are compared as they would be printed: advices and levels by id, scores in thousandths of a point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from triage.cases.table import CaseTable
from triage.framework.model import Framework
from triage.framework.vocabulary import INSUFFICIENT
from triage.review.fitting import fitted
from triage.weighing.tables import Bools, Tables
from triage.weighing.weigh import Weighed, weigh
from triage.wording import Message, _


class About(StrEnum):
    """What of a result can move."""

    ADVICE = "advice"
    BAND = "band"
    SCORE = "score"

    def message(self) -> Message:
        """The Dutch word."""
        return {About.ADVICE: _("advies"), About.BAND: _("niveau"), About.SCORE: _("score")}[self]


class Aspect(NamedTuple):
    """One thing a result says: the advice, or the level or score of a scale (empty for the advice)."""

    about: About
    scale: str


Values = NDArray[Any]
"""A `Given` per case, None where the version does not have what it is about."""


class Given(NamedTuple):
    """What a version says of a case. `possible` are the ids left, or the least and greatest score; `certain` says whether that is one."""

    possible: tuple[Any, ...]
    certain: bool


ROWS_OF_ITEM = 3
"""Rows of a trace for one item: least and greatest points, and the points at stake."""


@dataclass(frozen=True)
class Outcomes:
    """What one version gives each case: per aspect a `Given`, and `trace`, numbers (rows) per case in which anything that differs shows.

    The trace is large, and None where it is not kept.
    """

    values: Mapping[Aspect, Values]
    trace: NDArray[np.int64] | None


@dataclass(frozen=True)
class Frame:
    """What is laid side by side, whichever version: the names of both."""

    outcomes: tuple[str, ...]
    aspects: tuple[Aspect, ...]
    items: tuple[str, ...]
    criteria: tuple[str, ...]

    def row_of_points(self, item: str) -> int:
        """The row of a trace with the least points of an item, in thousandths; the greatest stand in the next."""
        return ROWS_OF_ITEM * self.items.index(item)

    @classmethod
    def of(cls, old: Framework, new: Framework) -> Frame:
        """The frame of two versions."""
        scales = {scale.id: scale for scale in (*old.scales, *new.scales)}
        banded = {scale.id for scale in (*old.scales, *new.scales) if scale.bands}
        aspects = [Aspect(About.ADVICE, "")] if old.advice or new.advice else []
        for scale in scales:
            aspects += [Aspect(About.BAND, scale)] if scale in banded else []
            aspects.append(Aspect(About.SCORE, scale))
        return cls(
            tuple(dict.fromkeys([*old.outcome_by_id, *new.outcome_by_id])),
            tuple(aspects),
            tuple(dict.fromkeys([*old.item_by_id, *new.item_by_id])),
            tuple(dict.fromkeys([*old.criterion_by_id, *new.criterion_by_id])),
        )


def outcomes_of(framework: Framework, cases: CaseTable, frame: Frame) -> Outcomes:
    """Weigh the cases with a framework; answers it does not understand count as unknown."""
    tables = Tables.of(framework)
    weighed = weigh(tables, fitted(cases, tables))
    return Outcomes({aspect: _values(weighed, aspect, frame) for aspect in frame.aspects}, _trace(weighed, frame))


def _values(weighed: Weighed, aspect: Aspect, frame: Frame) -> Values:
    framework = weighed.tables.framework
    if aspect.about is About.ADVICE:
        return _advice(weighed, frame)
    if aspect.scale not in framework.scale_by_id:
        return _same(None, len(weighed))
    sums, bands = weighed.counted.sums(aspect.scale), framework.scale_by_id[aspect.scale].band_ids
    if aspect.about is About.SCORE:
        unit = weighed.tables.unit
        ends = np.stack([sums.low, sums.high]).astype(np.int64) * unit
        return _looked_up(ends, lambda pair: Given((int(pair[0]), int(pair[1])), bool(pair[0] == pair[1])))
    if not bands:
        return _same(None, len(weighed))
    levels = np.stack([sums.sufficient, sums.band_low, sums.band_high]).astype(np.int64)
    return _looked_up(levels, lambda row: _level(bands, *map(int, row)))


def _level(bands: Sequence[str], sufficient: int, low: int, high: int) -> Given:
    return Given(tuple(bands[low : high + 1]), low == high) if sufficient else Given((INSUFFICIENT,), True)


def _advice(weighed: Weighed, frame: Frame) -> Values:
    walk = weighed.walk
    if walk is None:
        return _same(None, len(weighed))
    order = sorted(range(len(walk.outcomes)), key=lambda place: (*frame.outcomes, walk.outcomes[place]).index(walk.outcomes[place]))
    names = [walk.outcomes[place] for place in order]
    table = np.vstack([walk.possible[order], walk.certain[None]]).astype(np.int64)
    return _looked_up(table, lambda row: Given(tuple(name for name, on in zip(names, row[:-1], strict=True) if on), bool(row[-1])))


def _looked_up(rows: NDArray[np.int64], said: Any) -> Values:
    """A value per case; each different column of numbers is turned into words once."""
    different, index = np.unique(rows, axis=1, return_inverse=True)
    found = np.empty(different.shape[1], dtype=object)
    for place in range(different.shape[1]):
        found[place] = said(different[:, place])
    return found[index.ravel()]


def _same(value: object, size: int) -> Values:
    found = np.empty(size, dtype=object)
    found.fill(value)
    return found


def _trace(weighed: Weighed, frame: Frame) -> NDArray[np.int64]:
    """Everything that was worked out on the way, as numbers: two versions that agree on it treat the case the same."""
    tables, size = weighed.tables, len(weighed)
    rows: list[NDArray[Any]] = []
    absent = np.full(size, -1, np.int64)
    for item in frame.items:
        if item in tables.place:
            rows += [side.astype(np.int64) * tables.unit for side in weighed.counted.points(item)]
            rows.append(np.full(size, tables.unit * (weighed.counted.spans(item)[1] - weighed.counted.spans(item)[0])))
        else:
            rows += [absent] * ROWS_OF_ITEM
    for criterion in frame.criteria:
        known = tables.framework.criterion_by_id.get(criterion)
        rows.append(absent if known is None else weighed.counted.truth(known.when))
    for scale in dict.fromkeys(aspect.scale for aspect in frame.aspects if aspect.scale):
        if scale in tables.framework.scale_by_id:
            sums = weighed.counted.sums(scale)
            rows += [sums.low * tables.unit, sums.high * tables.unit, sums.sufficient, sums.band_low, sums.band_high]
        else:
            rows += [absent] * 5
    if weighed.walk is not None:
        possible: Mapping[str, Bools] = dict(zip(weighed.walk.outcomes, weighed.walk.possible, strict=True))
        rows += [possible.get(outcome, absent) for outcome in frame.outcomes]
        rows.append(weighed.walk.certain)
        rows.append(possible["out_of_scope"])
    else:
        rows += [absent] * (len(frame.outcomes) + 2)
    return np.stack([np.asarray(row, dtype=np.int64) for row in rows])
