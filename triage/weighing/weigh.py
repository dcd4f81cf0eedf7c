"""Weighing: tables times codes. The one place where results are made; everything else reads them.

`weigh` works on a whole table of cases at once; `Weighed.weighing` unfolds the result of one of them. `weigh_case` is both for a single
case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from triage.cases.case import UNKNOWN, Case
from triage.cases.table import CaseTable
from triage.framework.conditions import BandIs, Condition, CriterionHolds, ScaleScore
from triage.framework.model import DerivedItem, Scale
from triage.weighing.advice import PROTECTION, Walk, deciding_items, walk_table
from triage.weighing.coding import USES, Codes, encode
from triage.weighing.result import (
    AdviceResult,
    CriterionResult,
    DomainResult,
    ItemResult,
    LineResult,
    ScaleResult,
    Trace,
    Truth,
    Walked,
    Weighing,
)
from triage.weighing.tables import Bools, Tables
from triage.weighing.truth import FALSE, TRUE, Truthfinder


@dataclass(frozen=True)
class Weighed:
    """A table of cases, weighed. `counted` holds points and truths; `given` the reading for protection lines."""

    tables: Tables
    cases: CaseTable
    codes: Codes
    counted: Truthfinder
    given: Truthfinder
    walk: Walk | None

    def __len__(self) -> int:
        return len(self.cases)

    @cached_property
    def deciding(self) -> Bools:
        """Items by cases: the open questions on which what is undecided rests."""
        if self.walk is None:
            return np.zeros((len(self.tables.place), len(self)), np.bool_)
        return deciding_items(self.walk, self.counted)

    def weighings(self) -> Iterator[Weighing]:
        """The result of every case, in order."""
        return (self.weighing(number) for number in range(len(self)))

    def weighing(self, number: int) -> Weighing:
        """The whole result of one case."""
        framework, case = self.tables.framework, self.cases.case(number)
        items = {item.id: self._item(item.id, case, number) for item in framework.items}
        return Weighing(
            framework,
            case,
            tuple(items.values()),
            tuple(self._scale(scale, items, number) for scale in framework.scales),
            tuple(
                CriterionResult(criterion, Truth(int(self.counted.truth(criterion.when)[number])), self._trace(criterion.when, number))
                for criterion in framework.criteria
            ),
            self._advice(self.walk, number) if self.walk else None,
        )

    def _item(self, item: str, case: Case, number: int) -> ItemResult:
        model, unit = self.tables.framework.item_by_id[item], self.tables.unit
        low, high = (int(side[number]) * unit for side in self.counted.points(item))
        least, greatest = (end * unit for end in self.counted.spans(item))
        count = self.codes.counts.get(item)
        line = self._true_line(model, number) if isinstance(model, DerivedItem) else None
        when = model.points[line].when if isinstance(model, DerivedItem) and line is not None else None
        return ItemResult(
            item=model,
            answer=case.answers.get(item, UNKNOWN),
            use=USES[self.codes.uses[self.tables.place[item], number]],
            low=low,
            high=high,
            least=least,
            greatest=greatest,
            unit_low=_unit_weight(low, least, greatest),
            unit_high=_unit_weight(high, least, greatest),
            count=(int(count[0][number]), int(count[1][number])) if count and case.facts is not None else None,
            line=line,
            trace=self._trace(when, number) if when is not None else None,
        )

    def _true_line(self, item: DerivedItem, number: int) -> int | None:
        """The line a derived item certainly ends at: the first that is not false, when it is true."""
        for place, line in enumerate(item.points):
            truth = TRUE if line.when is None else self.counted.truth(line.when)[number]
            if truth != FALSE:
                return place if truth == TRUE else None
        return None

    def _scale(self, scale: Scale, items: dict[str, ItemResult], number: int) -> ScaleResult:
        sums, unit = self.counted.sums(scale.id), self.tables.unit
        members = [items[item.id] for item in self.tables.framework.items_of(scale.id)]
        domains = tuple(
            DomainResult(
                domain,
                tuple(member for member in members if (member.item.domain or "") == domain),
                int(low[number]) * unit,
                int(high[number]) * unit,
                scale.domain_caps.get(domain),
            )
            for domain, (low, high) in sums.domains.items()
        )
        sufficient = bool(sums.sufficient[number])
        bands = scale.band_ids[int(sums.band_low[number]) : int(sums.band_high[number]) + 1]
        low, high = int(sums.low[number]) * unit, int(sums.high[number]) * unit
        return ScaleResult(scale, domains, tuple(members), low, high, sufficient, bands if sufficient else ())

    def _advice(self, walk: Walk, number: int) -> AdviceResult:
        return AdviceResult(
            possible=tuple(outcome for outcome, kept in zip(walk.outcomes, walk.possible[:, number], strict=True) if kept),
            certain=bool(walk.certain[number]),
            scope=Truth.TRUE if walk.scope_row is None else Truth(int(TRUE - walk.truths[walk.scope_row, number])),
            lines=tuple(self._line(walk, row, number) for row in range(len(walk.lines))),
            withheld=tuple(scale for scale, where in walk.withheld.items() if where[number]),
            deciding=tuple(item.id for item, rests in zip(self.tables.framework.items, self.deciding[:, number], strict=True) if rests),
        )

    def _line(self, walk: Walk, row: int, number: int) -> LineResult:
        line, truth = walk.lines[row], walk.truths[row, number]
        if not walk.reached[row, number]:
            walked = Walked.NOT_REACHED
        else:
            walked = Walked.SKIPPED if truth == FALSE else Walked.ENDED if truth == TRUE else Walked.KEPT
        finder = self.given if line.part == PROTECTION and truth == TRUE else self.counted
        trace = self._trace(line.when, number, finder) if line.when is not None else None
        return LineResult(line.part, line.number, line.then, walked, trace)

    def _trace(self, condition: Condition, number: int, finder: Truthfinder | None = None) -> Trace:
        finder = finder or self.counted
        inside = condition.parts()
        if isinstance(condition, CriterionHolds):
            inside = (self.tables.framework.criterion_by_id[condition.criterion].when,)
        parts = tuple(self._trace(part, number, finder) for part in inside)
        return Trace(condition, Truth(int(finder.truth(condition)[number])), parts, self._insufficient(condition, number, finder))

    def _insufficient(self, condition: Condition, number: int, finder: Truthfinder) -> Scale | None:
        scale = condition.scale if isinstance(condition, ScaleScore) else condition.band if isinstance(condition, BandIs) else None
        if scale is None or finder.sums(scale).sufficient[number]:
            return None
        return self.tables.framework.scale_by_id[scale]


def weigh(tables: Tables, cases: CaseTable) -> Weighed:
    """Weigh a table of cases. Raises ValueError when an answer is not one the framework lists (intake refuses those before)."""
    codes = encode(tables, cases)
    counted = Truthfinder(tables, codes.states)
    given = counted if np.array_equal(codes.states, codes.given) else Truthfinder(tables, codes.given)
    advice = tables.framework.advice
    return Weighed(tables, cases, codes, counted, given, walk_table(tables.framework, advice, counted, given) if advice else None)


def weigh_case(tables: Tables, case: Case) -> Weighing:
    """Weigh one case: a table of one."""
    return weigh(tables, CaseTable.of([case])).weighing(0)


def _unit_weight(points: int, least: int, greatest: int) -> int:
    """An item counted 0, 1 or 2: 0 at its least points, 2 at its greatest, 1 between; 0 when it has only one number of points."""
    if points == least:
        return 0
    return 2 if points == greatest else 1
