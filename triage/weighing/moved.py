"""The advice table walked again with moved scores, for all cases and all recalculations.

What a line of the table makes of a score depends only on the cell the score lies in: between which two borders of bands and comparisons. So
the table is walked once per combination of cells that occurs, and every recalculation looks its outcome up.

What moves and what does not (docs/decisions.md): levels and comparisons of scales look at the moved scores; conditions on answers and on
the points of one item look at the points of the file; protection lines never move; what is known of a scale does not change.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from triage.framework.conditions import BandIs, Condition, CriterionHolds, ScaleScore
from triage.framework.model import Framework
from triage.weighing.advice import Walk, walk_table
from triage.weighing.scores import MovedScale
from triage.weighing.tables import Ints
from triage.weighing.truth import FALSE, TRUE, UNKNOWN, ScaleSums, Truthfinder, Truths
from triage.weighing.weigh import Weighed


class _Pinned(Truthfinder):
    """Every open item at one end of its points; answers stay as open as they are."""

    def __init__(self, counted: Truthfinder, side: int) -> None:
        super().__init__(counted.tables, counted.states)
        self._counted, self._side = counted, side

    def points(self, item: str) -> tuple[Ints, Ints]:
        """That end, as both the least and the greatest points."""
        end = self._counted.points(item)[self._side]
        return end, end

    def sums(self, scale: str) -> ScaleSums:
        """What is known of a scale, as the weighing has it."""
        return self._counted.sums(scale)


class _AtCells(_Pinned):
    """The same with each scale in one cell. Conditions that look at no scale are looked up in `still`."""

    def __init__(self, table: MovedTable, still: _Pinned, cells: Sequence[int]) -> None:
        super().__init__(table.weighed.counted, table.side)
        self._table, self._still, self._cells = table, still, dict(zip(table.asked, cells, strict=True))

    def truth(self, condition: Condition) -> Truths:
        """The truth of a condition with the scales in these cells; of a protection line as the weighing found it."""
        if id(condition) in self._table.protection:
            return self._counted.truth(condition)
        if not self._table.looks_at_a_scale(condition):
            return self._still.truth(condition)
        return super().truth(condition)

    def _work_out(self, condition: Condition) -> Truths:
        match condition:
            case ScaleScore(scale=scale):
                holds = self._table.scales[scale].holds(condition, self._table.least_of(scale, self._cells[scale]))
            case BandIs(band=scale):
                bands = self._table.scales[scale].scale.band_ids
                holds = bands[self._table.band_of(scale)[self._cells[scale]]] in condition.chosen(bands)
            case _:
                return super()._work_out(condition)
        return np.where(self.sums(scale).sufficient, TRUE if holds else FALSE, UNKNOWN)


class MovedTable:
    """The advice table of all cases in one reading (`side` 0: least points, 1: greatest), over every cell the scales may be in."""

    def __init__(self, weighed: Weighed, side: int, also: Sequence[str] = ()) -> None:
        """`also` names scales whose bands are wanted although the advice does not look at them."""
        self.weighed, self.side = weighed, side
        framework = weighed.tables.framework
        looks = _asked(framework)
        self.asked = tuple(scale.id for scale in framework.scales if scale.id in looks or scale.id in also)
        self.scales = {scale: MovedScale(weighed, scale, side) for scale in self.asked}
        self.cuts = {scale: self._cuts(scale, looks.get(scale, []), banded=scale in also) for scale in self.asked}
        self.still = _Pinned(weighed.counted, side)
        self.protection = {id(line.when) for line in framework.advice.protection} if framework.advice else set()
        self._walks: dict[int, Walk] = {}
        self._leans: dict[int, bool] = {}

    @cached_property
    def size(self) -> int:
        """How many combinations of cells there are."""
        size = 1
        for scale in self.asked:
            size *= len(self.cuts[scale]) + 1
        return size

    def cells(self, scale: str, drawn: Ints) -> Ints:
        """The cell of every score of a scale, draws by cases."""
        return self.cells_of(scale, self.scales[scale].scores(drawn))

    def cells_of(self, scale: str, scores: Ints) -> Ints:
        """The cell each score lies in: how many cuts it reaches."""
        found = np.zeros(scores.shape, np.min_scalar_type(len(self.cuts[scale])))
        for cut in self.cuts[scale]:
            found += scores >= scores.dtype.type(cut)
        return found

    def combined(self, cells: Sequence[Ints], draws: int) -> Ints:
        """One number for the cells of all scales, draws by cases."""
        total: Ints = np.zeros((1, 1), np.intp)
        for scale, found in zip(self.asked, cells, strict=True):
            total = total * (len(self.cuts[scale]) + 1) + found
        return np.broadcast_to(total, (draws, len(self.weighed)))

    def walk(self, combination: int) -> Walk:
        """The walk of all cases with the scales in these cells."""
        found = self._walks.get(combination)
        if found is None:
            cells, rest = [], combination
            for scale in reversed(self.asked):
                rest, cell = divmod(rest, len(self.cuts[scale]) + 1)
                cells.append(cell)
            advice = self.weighed.tables.framework.advice
            assert advice is not None
            finder = _AtCells(self, self.still, cells[::-1])
            found = self._walks[combination] = walk_table(self.weighed.tables.framework, advice, finder, self.weighed.given)
        return found

    def least_of(self, scale: str, cell: int) -> int:
        """A score that lies in a cell, in parts."""
        cuts = self.cuts[scale]
        return cuts[cell - 1] if cell else cuts[0] - 1

    def band_of(self, scale: str) -> list[int]:
        """The place of the band that each cell of a scale lies in."""
        begins = self.scales[scale].band_cuts()
        return [sum(begin <= self.least_of(scale, cell) for begin in begins) for cell in range(len(self.cuts[scale]) + 1)]

    def looks_at_a_scale(self, condition: Condition) -> bool:
        """Whether a condition looks at the score or band of a scale, itself or through its parts."""
        found = self._leans.get(id(condition))
        if found is None:
            found = self._leans[id(condition)] = any(True for _ in _scale_conditions(self.weighed.tables.framework, condition))
        return found

    def _cuts(self, scale: str, conditions: list[ScaleScore | BandIs], *, banded: bool) -> list[int]:
        moved, cuts = self.scales[scale], set[int]()
        for condition in conditions:
            if isinstance(condition, ScaleScore):
                cuts |= moved.score_cuts(condition)
            else:
                banded = True
        return sorted(cuts | set(moved.band_cuts() if banded else ())) or [0]


def _asked(framework: Framework) -> dict[str, list[ScaleScore | BandIs]]:
    """The conditions on scales that scope and rules rest on, by scale."""
    found: dict[str, list[ScaleScore | BandIs]] = {}
    rules = framework.advice.rules if framework.advice else ()
    roots = [line.when for line in rules if line.when is not None] + ([framework.scope.when] if framework.scope else [])
    for root in roots:
        for condition in _scale_conditions(framework, root):
            found.setdefault(condition.scale if isinstance(condition, ScaleScore) else condition.band, []).append(condition)
    return found


def _scale_conditions(framework: Framework, condition: Condition) -> list[ScaleScore | BandIs]:
    """The conditions on the score or band of a scale inside a condition; of a criterion those of its own."""
    if isinstance(condition, ScaleScore | BandIs):
        return [condition]
    parts = (framework.criterion_by_id[condition.criterion].when,) if isinstance(condition, CriterionHolds) else condition.parts()
    return [found for part in parts for found in _scale_conditions(framework, part)]
