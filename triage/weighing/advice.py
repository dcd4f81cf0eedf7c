"""The walk through the decision table, for all cases at once: which outcomes are left, and which open questions they rest on.

Framework format 1, *Exact meaning*, *Advice*: protection lines first, then the scope, then the rules; false skips, unknown keeps its
outcome as not excluded, the first true ends. The walk is sound, not tight: it never drops an outcome that is possible, and may keep one
that is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from triage.framework.conditions import AnyItemOf, BandIs, Condition, CriterionHolds, ItemAnswer, ItemNumber, ItemPoints, ScaleScore
from triage.framework.model import Advice, DerivedItem, Framework
from triage.framework.vocabulary import OUT_OF_SCOPE, Role
from triage.weighing.tables import Bools
from triage.weighing.truth import FALSE, TRUE, UNKNOWN, Truthfinder, Truths

PROTECTION, SCOPE, RULE = "protection", "scope", "rule"


@dataclass(frozen=True)
class TableLine:
    """A line in walking order. `number` counts from 1 within its part (0 for the scope). `when` None is always true.

    The scope is walked as a line that is true outside it; `denied` says that its condition is turned round.
    """

    part: str
    number: int
    when: Condition | None
    then: str
    denied: bool = False


@dataclass(frozen=True)
class Walk:
    """The walk of all cases, an entry per case in every array.

    Rows of `reached` and `truths` follow `lines`; rows of `possible` follow `outcomes`. `withheld` says, per need or
    protective scale, where the rules have left one outcome and too little is known of that scale to give it.
    """

    lines: tuple[TableLine, ...]
    outcomes: tuple[str, ...]
    reached: Bools
    truths: Truths
    possible: Bools
    withheld: Mapping[str, Bools]

    @cached_property
    def held_back(self) -> Bools:
        """Where too little is known of some scale to give the one outcome that is left."""
        nowhere = np.zeros(self.possible.shape[1], np.bool_)
        return nowhere if not self.withheld else np.logical_or.reduce(list(self.withheld.values()))

    @property
    def certain(self) -> Bools:
        """Where the one outcome left stands."""
        certain: Bools = (self.possible.sum(axis=0) == 1) & ~self.held_back
        return certain

    @cached_property
    def scope_row(self) -> int | None:
        """The row of the scope; None for a framework without one."""
        return next((row for row, line in enumerate(self.lines) if line.part == SCOPE), None)


def table_lines(framework: Framework, advice: Advice) -> tuple[TableLine, ...]:
    """Protection lines, the scope, the rules."""
    lines = [TableLine(PROTECTION, number, line.when, line.then) for number, line in enumerate(advice.protection, 1)]
    if framework.scope:
        lines.append(TableLine(SCOPE, 0, framework.scope.when, OUT_OF_SCOPE, denied=True))
    lines += [TableLine(RULE, number, line.when, line.then) for number, line in enumerate(advice.rules, 1)]
    return tuple(lines)


def walk_table(framework: Framework, advice: Advice, counted: Truthfinder, given: Truthfinder) -> Walk:
    """Walk the table. `counted` reads signals and contested answers as unknown, `given` as given (see `truth_of`)."""
    lines = table_lines(framework, advice)
    outcomes = (*framework.outcome_by_id, OUT_OF_SCOPE)
    shape = (len(lines), counted.size)
    reached, truths = np.zeros(shape, np.bool_), np.zeros(shape, np.int8)
    possible = np.zeros((len(outcomes), counted.size), np.bool_)
    walking = np.ones(counted.size, np.bool_)
    for row, line in enumerate(lines):
        truths[row] = truth_of(line, counted, given)
        reached[row] = walking
        possible[outcomes.index(line.then)] |= walking & (truths[row] != FALSE)
        walking = walking & (truths[row] != TRUE)
    single = possible.sum(axis=0) == 1
    by_rule = reached & (truths == TRUE) & np.array([line.part == RULE for line in lines])[:, None]
    return Walk(lines, outcomes, reached, truths, possible, _withheld(framework, counted, single & by_rule.any(axis=0)))


def truth_of(line: TableLine, counted: Truthfinder, given: Truthfinder) -> Truths:
    """The truth with which a line ends the walk.

    For protection a signal or contested answer is enough to make a line true. It is never enough to make one false: a disputed "no" to
    the question about exploitation leaves protection open (docs/decisions.md).
    """
    if line.when is None:
        return np.full(counted.size, TRUE)
    truth = counted.truth(line.when)
    if line.part == PROTECTION:
        return np.where(given.truth(line.when) == TRUE, TRUE, truth)
    return TRUE - truth if line.denied else truth


def deciding_items(walk: Walk, counted: Truthfinder) -> Bools:
    """Items by cases: the open items on which a line that is reached and undecided rests, or a scale for which an advice is withheld.

    A question that is not among them cannot change what the walk leaves possible; one that is among them need not.
    """
    search = _OpenItems(counted)
    undecided = walk.possible.sum(axis=0) > 1
    for row, line in enumerate(walk.lines):
        if line.when is not None:
            where = undecided & walk.reached[row] & (walk.truths[row] == UNKNOWN)
            search.mark(line.when, where, counted)
    for scale, where in walk.withheld.items():
        search.mark_scale(scale, where, counted)
    return search.found


class _OpenItems:
    """Collects, for all cases, the open items inside unknown conditions."""

    def __init__(self, finder: Truthfinder) -> None:
        self.framework = finder.tables.framework
        self.place = finder.tables.place
        self.found = np.zeros((len(self.place), finder.size), np.bool_)

    def mark(self, condition: Condition, where: Bools, finder: Truthfinder) -> None:
        """Mark the open items that leave a condition unknown in the cases of `where`."""
        where = where & (finder.truth(condition) == UNKNOWN)
        if not where.any():
            return
        for part in self._inside(condition):
            self.mark(part, where, finder)
        match condition:
            case ItemAnswer(item=item) | ItemNumber(item=item):
                self.found[self.place[item]] |= where
            case ItemPoints(item=item):
                self._mark_item(item, where, finder)
            case AnyItemOf(any_item_of=scale) | ScaleScore(scale=scale) | BandIs(band=scale):
                self.mark_scale(scale, where, finder)

    def mark_scale(self, scale: str, where: Bools, finder: Truthfinder) -> None:
        """The items of a scale whose points are open."""
        for item in self.framework.items_of(scale):
            low, high = finder.points(item.id)
            self._mark_item(item.id, where & (low != high), finder)

    def _mark_item(self, item: str, where: Bools, finder: Truthfinder) -> None:
        model = self.framework.item_by_id[item]
        if not isinstance(model, DerivedItem):
            self.found[self.place[item]] |= where
            return
        walking = where
        for line in model.points:
            if line.when is not None:
                self.mark(line.when, walking, finder)
                walking = walking & (finder.truth(line.when) != TRUE)

    def _inside(self, condition: Condition) -> Iterator[Condition]:
        yield from condition.parts()
        if isinstance(condition, CriterionHolds):
            yield self.framework.criterion_by_id[condition.criterion].when


def _withheld(framework: Framework, finder: Truthfinder, by_rule: Bools) -> dict[str, Bools]:
    """Need and protective scales too little is known about, where the rules have left a single outcome (format, *Advice*)."""
    watched = [scale.id for scale in framework.scales if scale.role in (Role.NEED, Role.PROTECTIVE)]
    return {scale: by_rule & ~finder.sums(scale).sufficient for scale in watched}
