"""What a version of a framework gives each case of a table, in a form in which versions can be laid side by side.

Results of two versions are compared as they would be printed: advices and levels by id, scores in thousandths of a point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from triage.cases.table import CaseTable
from triage.framework.model import Framework
from triage.review.fitting import fitted
from triage.weighing.aspects import Aspect, Values, aspects_of, values_of
from triage.weighing.tables import Bools, Tables
from triage.weighing.weigh import Weighed, weigh

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
        return cls(
            tuple(dict.fromkeys([*old.outcome_by_id, *new.outcome_by_id])),
            aspects_of(old, new),
            tuple(dict.fromkeys([*old.item_by_id, *new.item_by_id])),
            tuple(dict.fromkeys([*old.criterion_by_id, *new.criterion_by_id])),
        )


def outcomes_of(framework: Framework, cases: CaseTable, frame: Frame) -> Outcomes:
    """Weigh the cases with a framework; answers it does not understand count as unknown."""
    tables = Tables.of(framework)
    weighed = weigh(tables, fitted(cases, tables))
    return Outcomes({aspect: values_of(weighed, aspect, frame.outcomes) for aspect in frame.aspects}, _trace(weighed, frame))


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
