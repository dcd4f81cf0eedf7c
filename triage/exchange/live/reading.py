"""Conditions, points and sums as formulas: the one place where a framework becomes the arithmetic of a spreadsheet.

Truth is a number, as in `weighing/truth.py`: 0 false, 1 unknown, 2 true; *all* is MIN, *any* is MAX, *not* is 2 − x. Points are whole
thousandths. Each condition on an answer, a scale or a criterion has a column of its own, with its words above it; what combines
them stands in the formula that needs it. Framework format 1, *Conditions* and *Exact meaning*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from triage.exchange.live.answers import AnswersRead
from triage.exchange.live.columns import MOST_CHARACTERS, NOT_APPLICABLE, OPEN, ROW, WORDS, Columns, quoted
from triage.exchange.live.points import PointsSheet
from triage.framework.conditions import (
    All,
    AnyItemOf,
    AnyOf,
    BandIs,
    Condition,
    Count,
    CriterionHolds,
    ItemAnswer,
    ItemNumber,
    ItemPoints,
    Not,
    ScaleScore,
)
from triage.framework.contents import point_values
from triage.framework.model import DerivedItem, Item, NumericItem, Scale, TallyItem
from triage.weighing.result import Truth
from triage.weighing.sentences import condition_words
from triage.weighing.tables import Tables
from triage.weighing.truth import cell_holds

FALSE, UNKNOWN, TRUE = (str(int(truth)) for truth in (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE))

NOWHERE = 10**12
"""Higher than any points: stands in a minimum for a line that is not possible."""

REFERENCE = len(f"$XFD{ROW}")
"""Characters of the longest name of a column; a longer formula combines some."""

Range = tuple[str, str]
"""The formulas of the least and the greatest of something."""


@dataclass(frozen=True)
class ScaleColumns:
    """The columns of one scale: range, whether enough is known (1 or 0), and the range of levels, counted from 1."""

    low: str
    high: str
    sufficient: str
    first: str
    last: str


class Reading:
    """The formulas of one framework, each column made when it is first asked for.

    `given` is the reading for protection lines, in which signals and contested answers count as given.
    """

    def __init__(self, tables: Tables, steps: Columns, answers: AnswersRead, points: PointsSheet, *, given: bool = False) -> None:
        self._tables, self._framework = tables, tables.framework
        self._steps, self._answers, self._points = steps, answers, points
        self._given = given

    def truth(self, condition: Condition) -> str:
        """A formula for the truth of a condition: the number of a column, or what combines some."""
        match condition:
            case All(all_=parts):
                return self._folded("MIN", parts)
            case AnyOf(any_=parts):
                return self._folded("MAX", parts)
            case Not(not_=part):
                return f"({TRUE}-{self.truth(part)})"
            case Count(count=parts, at_least=needed):
                return self._count([self.held(part) for part in parts], needed)
            case CriterionHolds(criterion=criterion):
                return self.criterion(criterion)
        return self.held(condition)

    def held(self, condition: Condition) -> str:
        """The column with the truth of a condition."""
        return self._steps.add(
            self._meaning(condition), about=self._said("voorwaarde"), name="waarheid", says=condition_words(condition, self._framework)
        )

    def criterion(self, criterion: str) -> str:
        """The column with the truth of a criterion."""
        found = self._framework.criterion_by_id[criterion]
        return self._steps.add(self.truth(found.when), about=self._said(criterion), name="waarheid", says=found.name)

    def points(self, item: Item) -> Range:
        """The columns with the least and greatest points of an item; `0` for an item without points."""
        table = self._points.items.get(item.id)
        if table is None or not point_values(item):
            return "0", "0"
        match item:
            case DerivedItem():
                low, high = self._derived(item, table.lines)
            case TallyItem():
                counts = self._answers.counts(item)
                low, high = (self._bins(counts.low, counts.high, table.keys, table.points, least) for least in ("MIN", "MAX"))
            case _:
                state = self._answers.state(item, given=self._given)
                exact = "1" if isinstance(item, NumericItem) else "0"
                found = f"INDEX({table.points},MATCH({state},{table.keys},{exact}))"
                low, high = (
                    f"IF({state}={quoted(OPEN)},{ends},{_or_absent(item, state, '0', found)})" for ends in (table.least, table.greatest)
                )
        return self._pair(low, high, about=item.id, says=item.name)

    def sums(self, scale: Scale) -> ScaleColumns:
        """The columns of a scale."""
        low, high = self._scores(scale)
        places = self._points.scales[scale.id]
        first, last = (
            self._steps.add(
                "+".join(["1", *(f"({score}>={start})" for start in places.starts)]),
                about=self._said(scale.id),
                name=f"niveau, {end} het hoeveelste",
                says=scale.name,
            )
            for score, end in ((low, "ten minste"), (high, "hoogstens"))
        )
        return ScaleColumns(low, high, self._sufficient(scale), first, last)

    def known(self, scale: Scale) -> Range:
        """The columns with the points at stake that are known, and with all points at stake."""
        about = self._said(scale.id)
        scored = [item for item in self._framework.items_of(scale.id) if point_values(item)]
        known = []
        for item in scored:
            low, high = self.points(item)
            known.append(f"({low}={high})*{self._points.items[item.id].at_stake}")
        total = [self._points.items[item.id].at_stake for item in scored]
        return (
            self._steps.add(self._added(known, scale.id), about=about, name="inzet die bekend is", says=scale.name),
            self._steps.add(self._added(total, scale.id), about=about, name="hele inzet", says=scale.name),
        )

    def _meaning(self, condition: Condition) -> str:
        """What a form of condition says, as a formula."""
        match condition:
            case ItemAnswer(item=name) | ItemNumber(item=name):
                item = self._framework.item_by_id[name]
                return self._counted(item, condition) if isinstance(item, TallyItem) else self._answered(item, condition)
            case ItemPoints(item=name, points_at_least=points):
                return _reaches(self.points(self._framework.item_by_id[name]), points)
            case AnyItemOf(any_item_of=scale, points_at_least=points):
                tests = [_reaches(self.points(item), points) for item in self._framework.items_of(scale)]
                return self._steps.folded("MAX", tests, about=scale, name="waarheid")
            case ScaleScore(scale=scale):
                return self._scored(self.sums(self._framework.scale_by_id[scale]), condition)
            case BandIs(band=scale):
                return self._levelled(self._framework.scale_by_id[scale], condition)
            case All() | AnyOf() | Not() | Count() | CriterionHolds():
                return self.truth(condition)
        raise TypeError(f"no formula for {type(condition).__name__}")

    def _answered(self, item: Item, condition: ItemAnswer | ItemNumber) -> str:
        """Of an answer that is given, whether it holds; of an open one, what all answers together leave."""
        state, table = self._answers.state(item, given=self._given), self._tables.items[item.id]
        held = [cell_holds(condition, cell) for cell in table.cells]
        unknown = str(int(Truth.of([*held, *([False] if item.allow_not_applicable else [])])))
        if isinstance(condition, ItemAnswer):
            known = f"IF({_is_one_of(state, condition.values)},{TRUE},{FALSE})"
        else:
            known = f"IF({_compares(state, condition)},{TRUE},{FALSE})"
        return f"IF({state}={quoted(OPEN)},{unknown},{_or_absent(item, state, FALSE, known)})"

    def _counted(self, item: TallyItem, condition: ItemAnswer | ItemNumber) -> str:
        """Of a count between two numbers: true when every number between them satisfies it, false when none does."""
        counts = self._answers.counts(item)
        low, high = counts.low, counts.high
        if isinstance(condition, ItemAnswer):
            return _of_some(low, high, [f"{n:f}" for n in condition.values if isinstance(n, Decimal) and n >= 0 and n == int(n)])
        if not any(cell_holds(condition, cell) for cell in self._tables.items[item.id].cells):
            return FALSE
        return f"MIN({','.join(_reaches((low, high), number, sign) for sign, number in _comparisons(condition))})"

    def _scored(self, sums: ScaleColumns, condition: ScaleScore) -> str:
        tests = [_reaches((sums.low, sums.high), points, sign) for sign, points in _comparisons(condition)]
        return f"IF({sums.sufficient}=1,MIN({','.join(tests)}),{UNKNOWN})"

    def _levelled(self, scale: Scale, condition: BandIs) -> str:
        sums, chosen = self.sums(scale), condition.chosen(scale.band_ids)
        places = [str(place) for place, band in enumerate(scale.band_ids, 1) if band in chosen]
        return f"IF({sums.sufficient}=1,{_of_some(sums.first, sums.last, places)},{UNKNOWN})"

    def _folded(self, function: str, parts: Sequence[Condition]) -> str:
        said = []
        for part in parts:
            formula = self.truth(part)
            said.append(formula if len(formula) <= MOST_CHARACTERS // 4 else self.held(part))
        return self._steps.folded(function, said, about=self._said("voorwaarde"), name="waarheid")

    def _count(self, truths: Sequence[str], needed: int) -> str:
        surely, possibly = (self._added([f"({truth}{test})*1" for truth in truths], "voorwaarde") for test in (f"={TRUE}", f">{FALSE}"))
        return f"(({surely}>={needed})+({possibly}>={needed}))"

    def _derived(self, item: DerivedItem, lines: Sequence[str]) -> Range:
        """The least and greatest over the lines that are possible: false skips, unknown is kept, the first true ends."""
        truths = [TRUE if line.when is None else self.truth(line.when) for line in item.points]
        truths = [truth if len(truth) <= REFERENCE else self.held_line(item, number, truth) for number, truth in enumerate(truths, 1)]
        ends = []
        for function, nowhere in (("MIN", NOWHERE), ("MAX", -NOWHERE)):
            parts = []
            for place, (truth, points) in enumerate(zip(truths, lines, strict=True)):
                before = [f"{earlier}<{TRUE}" for earlier in truths[:place]]
                tests = [*before, f"{truth}>{FALSE}"]
                holds = tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
                parts.append(f"IF({holds},{points},{nowhere})")
            ends.append(self._steps.folded(function, parts, about=item.id, name="punten"))
        return ends[0], ends[1]

    def held_line(self, item: DerivedItem, number: int, formula: str) -> str:
        """The column with the truth of one line of a derived item."""
        return self._steps.add(formula, about=self._said(item.id), name=f"regel {number}", says=item.name)

    def _bins(self, low: str, high: str, keys: str, points: str, function: str) -> str:
        first, last = (f"INDEX({points},MATCH({count},{keys},1))" for count in (low, high))
        return f"{function}({first}:{last})"

    def _scores(self, scale: Scale) -> Range:
        domains: dict[str, list[Range]] = {}
        for item in self._framework.items_of(scale.id):
            domains.setdefault(item.domain or "", []).append(self.points(item))
        ends: tuple[list[str], list[str]] = ([], [])
        for domain, ranges in domains.items():
            low, high = (self._added(side, scale.id) for side in zip(*ranges, strict=True))
            cap = self._points.scales[scale.id].caps.get(domain)
            if cap is not None:
                low, high = f"MIN({low},{cap})", f"MIN({high},{cap})"
            label = self._framework.domain_by_id[domain].name if domain else ""
            for side, column in zip(ends, self._pair(low, high, about=scale.id, says=label), strict=True):
                side.append(column)
        return self._pair(self._added(ends[0], scale.id), self._added(ends[1], scale.id), about=scale.id, says=scale.name, total=True)

    def _sufficient(self, scale: Scale) -> str:
        places = self._points.scales[scale.id].known
        if places is None:
            return self._steps.add("1", about=self._said(scale.id), name="genoeg bekend", says=scale.name)
        known, total = self.known(scale)
        top, bottom = places
        return self._steps.add(
            f"IF({known}*{bottom}>={total}*{top},1,0)", about=self._said(scale.id), name="genoeg bekend", says=scale.name
        )

    def _pair(self, low: str, high: str, *, about: str, says: object, total: bool = False) -> Range:
        words = "schaal" if total else "punten"
        said = self._said(about)
        return (
            self._steps.add(low, about=said, name=f"{words}, ten minste (duizendsten)", says=says),
            self._steps.add(high, about=said, name=f"{words}, hoogstens (duizendsten)", says=says),
        )

    def _added(self, parts: Sequence[str], about: str) -> str:
        """The sum of some formulas."""
        return self._steps.folded("SUM", list(parts), about=about, name="som") if parts else "0"

    def _said(self, about: str) -> str:
        return f"{about}, zoals gegeven" if self._given else about


def _or_absent(item: Item, state: str, absent: str, known: str) -> str:
    return f"IF({state}={quoted(NOT_APPLICABLE)},{absent},{known})" if item.allow_not_applicable else known


def _is_one_of(state: str, values: Sequence[str | Decimal]) -> str:
    tests = [f"{state}={value:f}" if isinstance(value, Decimal) else f"{state}={quoted(WORDS.get(value, value))}" for value in values]
    return f"OR({','.join(tests)})"


def _comparisons(condition: ItemNumber | ScaleScore) -> list[tuple[str, Decimal | int]]:
    """The comparisons of a condition, each with its sign."""
    signs = ((">=", condition.at_least), (">", condition.above), ("<=", condition.at_most), ("<", condition.below))
    return [(sign, number) for sign, number in signs if number is not None]


def _compares(state: str, condition: ItemNumber) -> str:
    return f"AND({','.join(f'{state}{sign}{number:f}' for sign, number in _comparisons(condition))})"


def _reaches(ends: Range, number: Decimal | int, sign: str = ">=") -> str:
    """The truth of a comparison of what lies between two ends: true when it holds at both, unknown when at one."""
    said = f"{Decimal(number):f}"
    return f"(({ends[0]}{sign}{said})+({ends[1]}{sign}{said}))"


def _of_some(low: str, high: str, chosen: Sequence[str]) -> str:
    """The truth of being one of the whole numbers `chosen`, of what lies between two whole numbers."""
    if not chosen:
        return FALSE
    among = "+".join(f"({low}<={place})*({high}>={place})" for place in chosen)
    return f"IF({among}=0,{FALSE},IF({among}={high}-{low}+1,{TRUE},{UNKNOWN}))"
