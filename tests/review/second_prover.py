"""A second prover: the words of framework format 1 written out as formulas for the solver z3, which shares no code with the first.

A case is a number per question (the place of an option, or a whole number of steps) and for the facts how often each sort of them occurs.
Two cases that differ in one question are the same formula twice, with that question under another name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import z3

from tests.review.claims import Claim, groups, sign
from triage.cases.case import Fact, certainly_before_twelve
from triage.framework.model import DerivedItem, Framework, Item, Scale, TallyItem
from triage.periods import Period, months_before

TODAY = date(2026, 11, 30)
SECONDS = 20
"""After so long a claim counts as not settled, and the test fails."""

Formula = Any


class SecondProver:
    """The formulas of one framework. `class_n` are the attributes of class N."""

    def __init__(self, framework: Framework) -> None:
        assert framework.advice is not None
        self.framework, self.advice = framework, framework.advice
        self.context = z3.Context()
        self.answer: dict[str, Formula] = {}
        self.not_applicable: dict[str, Formula] = {}
        self.sorts: dict[str, tuple[list[Fact], list[Formula]]] = {}
        self.known: dict[str, Formula] = {}
        self.possible: list[Formula] = []
        self.groups = groups(framework)
        for group in self.groups:
            self._ask(group)
        self.possible += self._old_enough()
        scope = framework.scope
        self.in_scope = self._true if scope is None else self._holds(scope.when)
        self.lines = [
            *(("protection", str(number), line.then, self._holds(line.when)) for number, line in enumerate(self.advice.protection, 1)),
            *([("scope", "0", "out_of_scope", z3.Not(self.in_scope))] if scope else []),
            *(
                ("rule", str(number), line.then, self._true if line.when is None else self._holds(line.when))
                for number, line in enumerate(self.advice.rules, 1)
            ),
        ]
        self.row = self._first([line[3] for line in self.lines], range(len(self.lines)))
        self.solver = z3.Solver(ctx=self.context)
        self.solver.set("timeout", 1000 * SECONDS)
        self.solver.add(*self.possible)

    def holds(self, claim: Claim) -> bool:
        match claim:
            case ("complete",):
                return not self._occurs(z3.Not(z3.Or([line[3] for line in self.lines])))
            case ("row", part, number):
                return self._occurs(self._ends([line[:2] == (part, number) for line in self.lines]))
            case ("outcome", outcome):
                return self._occurs(self._ends([line[2] == outcome for line in self.lines]))
            case ("band", str(scale), str(band)):
                return self._occurs(self.in_scope, self._in_band(self.framework.scale_by_id[scale], {band}))
            case ("criterion", str(criterion), truth):
                met = self._holds(self.framework.criterion_by_id[criterion].when)
                return self._occurs(self.in_scope, met if truth else z3.Not(met))
            case ("escalation",):
                return self._no_escalation()
            case ("monotone", items):
                return not self._monotone_fails(self._group(items))
            case ("no weight", items):
                return not self._weight_found(self._group(items))
        raise ValueError(claim)

    # ---- the claims

    def _occurs(self, *formulas: Formula) -> bool:
        found = self.solver.check(*formulas)
        assert found != z3.unknown, "the second prover has not settled a claim in time"
        return bool(found == z3.sat)

    def _ends(self, at: Sequence[bool]) -> Formula:
        return z3.Or([self.row == number for number, here in enumerate(at) if here] or [self._false])

    def _no_escalation(self) -> bool:
        free = [self._without_fact(item) for group in self.groups for item in group if item.established_fact]
        heavy = [self._intensity(number, "escalation") > 1 for number in range(len(self.lines))]
        return self._occurs(*free) and not self._occurs(*free, self._ends(heavy))

    def _without_fact(self, item: Item) -> Formula:
        if isinstance(item, TallyItem):
            return self._count(item) == 0
        answer = self.answer[item.id]
        if item.kind in ("choice", "level"):
            worth = {option.id: option.points for option in item.options}
            least = min(points or 0 for points in worth.values())
            clean = item.no_fact or [one for one, points in worth.items() if points == least]
            found = z3.Or([answer == list(worth).index(one) for one in clean])
        else:
            found = answer == 0
        return z3.Or(found, self._nothing(item))

    def _monotone_fails(self, group: list[Item]) -> bool:
        place = self._ladder([self._place(number, "monotone") for number in range(len(self.lines))])
        other, renamed = self._renamed(group)
        twin = z3.substitute(place, *renamed)
        return self._pair(self._heavier(group, other), renamed, z3.And(place >= 0, twin >= 0, twin < place))

    def _weight_found(self, group: list[Item]) -> bool:
        strength = self._ladder([self._intensity(number, "") for number in range(len(self.lines))])
        _other, renamed = self._renamed(group)
        twin = z3.substitute(strength, *renamed)
        return self._pair(self._true, renamed, z3.And(strength >= 0, twin > strength, twin > 1))

    def _pair(self, heavier: Formula, renamed: list[tuple[Formula, Formula]], clash: Formula) -> bool:
        twin_possible = [z3.substitute(formula, *renamed) for formula in self.possible]
        return self._occurs(heavier, clash, *twin_possible)

    def _renamed(self, group: list[Item]) -> tuple[dict[str, Formula], list[tuple[Formula, Formula]]]:
        """A second answer to one question: the new names by the old ones, and the pairs for the solver."""
        own = self.sorts[group[0].id][1] if isinstance(group[0], TallyItem) else [self.answer[group[0].id]]
        if group[0].id in self.not_applicable:
            own = [*own, self.not_applicable[group[0].id]]
        pairs = [(one, z3.Const(f"{one}'", one.sort())) for one in own]
        return {str(one): other for one, other in pairs}, pairs

    def _heavier(self, group: list[Item], other: dict[str, Formula]) -> Formula:
        item, way = group[0], sign(self.framework, group)
        if isinstance(item, TallyItem):
            pairs = [(one, other[str(one)]) for one in self.sorts[item.id][1]]
            return z3.And([one <= more if way == 1 else one >= more for one, more in pairs])
        one, twin = self.answer[item.id], other[str(self.answer[item.id])]
        if item.scale:
            value = self._worth(item, one)
            first, second = value, z3.substitute(value, (one, twin))
        else:
            first, second = one, twin
        given = z3.And([z3.Not(self._nothing(item)), z3.Not(other.get(f"{item.id} n/a", self._false))])
        return z3.And(given, first < second if way == 1 else first > second)

    def _group(self, items: object) -> list[Item]:
        return next(group for group in self.groups if {item.id for item in group} == items)

    def _place(self, number: int, proof: str) -> int:
        part, at, then, _formula = self.lines[number]
        excepted = {one.rule for one in self.advice.exceptions if one.proof == proof}
        if part == "rule" and self.advice.rules[int(at) - 1].id in excepted:
            return -1
        return next((k for k, one in enumerate(self.advice.outcomes) if one.id == then and one.kind in ("help", "list")), -1)

    def _intensity(self, number: int, proof: str) -> int:
        place = self._place(number, proof)
        return -1 if place < 0 else ("none", "light", "medium", "intensive").index(self.advice.outcomes[place].intensity or "")

    def _ladder(self, heights: Sequence[int]) -> Formula:
        return self._first([line[3] for line in self.lines], heights)

    # ---- the case

    def _ask(self, group: list[Item]) -> None:
        first = group[0]
        if isinstance(first, TallyItem):
            self._ask_facts([item for item in group if isinstance(item, TallyItem)])
            return
        answer = self.answer[first.id] = z3.Int(first.id, self.context)
        if first.allow_not_applicable:
            self.not_applicable[first.id] = z3.Bool(f"{first.id} n/a", self.context)
        low, high = self._limits(first)
        self.possible += [answer >= low] + ([] if high is None else [answer <= high])

    def _limits(self, item: Item) -> tuple[int, int | None]:
        if item.kind == "yes_no":
            return 0, 1
        if item.kind in ("choice", "level"):
            return 0, len(item.options) - 1
        assert item.kind in ("count", "number", "age", "months")
        if item.range is None:
            return 0, None
        return self._steps(item, item.range[0]), self._steps(item, item.range[1])

    def _steps(self, item: Item, value: Decimal) -> int:
        scaled = value * 10 ** (item.decimals if item.kind == "number" else 0)
        assert scaled == int(scaled)
        return int(scaled)

    def _ask_facts(self, tallies: list[TallyItem]) -> None:
        borders = {0, *(tally.of.within_months or tally.of.before_months or 0 for tally in tallies)}
        days = [TODAY, *(months_before(TODAY, months) - timedelta(days=1) for months in sorted(borders))]
        latest: dict[tuple[bool, ...], Fact] = {}
        for day in days:
            for tally in tallies:
                for kind, status in product(tally.of.facts, tally.of.statuses):
                    fact = Fact(kind, Period.day(day), status)
                    latest.setdefault(tuple(_counts(other, fact) for other in tallies), fact)
        facts = list(latest.values())
        often = [z3.Int(f"{tallies[0].id} facts {number}", self.context) for number in range(len(facts))]
        self.possible += [times >= 0 for times in often]
        for tally in tallies:
            self.sorts[tally.id] = facts, often

    def _old_enough(self) -> list[Formula]:
        question = self.framework.age_question
        if question is None:
            return []
        found = []
        for facts, often in {id(facts): (facts, often) for facts, often in self.sorts.values()}.values():
            for fact, times in zip(facts, often, strict=True):
                least = next(age for age in range(200) if not certainly_before_twelve(fact, age, TODAY))
                found.append(z3.Or(times == 0, self._nothing(question), self.answer[question.id] >= least))
        return found

    def _count(self, item: TallyItem) -> Formula:
        facts, often = self.sorts[item.id]
        return z3.Sum([self._number(0), *(times for fact, times in zip(facts, often, strict=True) if _counts(item, fact))])

    def _nothing(self, item: Item) -> Formula:
        return self.not_applicable.get(item.id, self._false)

    # ---- points

    def _points(self, item: Item) -> Formula:
        if item.id not in self.known:
            self.known[item.id] = self._work_out(item)
        return self.known[item.id]

    def _work_out(self, item: Item) -> Formula:
        if isinstance(item, DerivedItem):
            truths = [self._true if line.when is None else self._holds(line.when) for line in item.points]
            return self._first(truths, [line.points for line in item.points])
        if isinstance(item, TallyItem):
            return self._worth(item, self._count(item))
        return z3.If(self._nothing(item), self._number(0), self._worth(item, self.answer[item.id]))

    def _worth(self, item: Item, answer: Formula) -> Formula:
        if item.kind == "yes_no":
            points = item.points
            return z3.If(answer == 1, self._number(points.yes), self._number(points.no)) if points else self._number(0)
        if item.kind in ("choice", "level"):
            every = [option.points or 0 for option in item.options]
            return self._first([answer == number for number in range(len(every))], every)
        assert item.kind in ("count", "number", "age", "months", "tally")
        bins = list(reversed(item.points))
        if not bins:
            return self._number(0)
        reached = [self._true if line.at_least is None else self._scaled(item, answer) >= self._exact(line.at_least) for line in bins]
        return self._first(reached, [line.points for line in bins])

    def _score(self, scale: Scale) -> Formula:
        key = f"scale {scale.id}"
        if key not in self.known:
            items = [item for item in self.framework.items if item.scale == scale.id]
            parts = []
            for domain in sorted({item.domain or "" for item in items}):
                total = z3.Sum([self._number(0), *(self._points(item) for item in items if (item.domain or "") == domain)])
                cap = scale.domain_caps.get(domain)
                parts.append(total if cap is None else z3.If(total > cap, self._number(cap), total))
            self.known[key] = z3.Sum([self._number(0), *parts])
        return self.known[key]

    def _in_band(self, scale: Scale, wanted: Iterable[str]) -> Formula:
        score, ways = self._score(scale), []
        for number, band in enumerate(scale.bands):
            if band.id in wanted:
                above = [] if band.from_ is None else [score >= band.from_]
                later = scale.bands[number + 1].from_ if number + 1 < len(scale.bands) else None
                ways.append(z3.And([self._true, *above, *([] if later is None else [score < later])]))
        return z3.Or([self._false, *ways])

    # ---- conditions

    def _holds(self, condition: Any) -> Formula:
        match type(condition).__name__:
            case "All":
                return z3.And([self._holds(part) for part in condition.all_])
            case "AnyOf":
                return z3.Or([self._holds(part) for part in condition.any_])
            case "Not":
                return z3.Not(self._holds(condition.not_))
            case "Count":
                return z3.AtLeast(*(self._holds(part) for part in condition.count), condition.at_least)
            case "CriterionHolds":
                return self._holds(self.framework.criterion_by_id[condition.criterion].when)
            case "ItemPoints":
                return self._points(self.framework.item_by_id[condition.item]) >= condition.points_at_least
            case "AnyItemOf":
                items = [item for item in self.framework.items if item.scale == condition.any_item_of]
                return z3.Or([self._false, *(self._points(item) >= condition.points_at_least for item in items)])
            case "ScaleScore":
                return self._compared(condition, self._score(self.framework.scale_by_id[condition.scale]), lambda points: points)
            case "BandIs":
                return self._band(condition)
        return self._answered(condition)

    def _band(self, condition: Any) -> Formula:
        scale = self.framework.scale_by_id[condition.band]
        ids = [band.id for band in scale.bands]
        if condition.at_least is not None:
            wanted = ids[ids.index(condition.at_least) :]
        elif condition.at_most is not None:
            wanted = ids[: ids.index(condition.at_most) + 1]
        else:
            wanted = [condition.is_] if condition.is_ is not None else list(condition.in_)
        return self._in_band(scale, wanted)

    def _answered(self, condition: Any) -> Formula:
        item = self.framework.item_by_id[condition.item]
        answer = self._count(item) if isinstance(item, TallyItem) else self.answer[item.id]
        if type(condition).__name__ == "ItemNumber":
            found = self._compared(condition, self._scaled(item, answer), self._exact)
        else:
            values = [condition.is_] if condition.is_ is not None else list(condition.in_)
            found = z3.Or([self._is(item, answer, value) for value in values])
        return z3.And(z3.Not(self._nothing(item)), found)

    def _is(self, item: Item, answer: Formula, value: Any) -> Formula:
        if item.kind == "yes_no":
            return answer == ("no", "yes").index(value)
        if item.kind in ("choice", "level"):
            return answer == [option.id for option in item.options].index(value)
        return self._scaled(item, answer) == self._exact(value)

    def _compared(self, condition: Any, value: Formula, exact: Any) -> Formula:
        parts = [self._true]
        if condition.at_least is not None:
            parts.append(value >= exact(condition.at_least))
        if condition.at_most is not None:
            parts.append(value <= exact(condition.at_most))
        if condition.above is not None:
            parts.append(value > exact(condition.above))
        if condition.below is not None:
            parts.append(value < exact(condition.below))
        return z3.And(parts)

    def _scaled(self, item: Item, answer: Formula) -> Formula:
        """An answer in millionths, so that it can be compared with any number of six decimals."""
        return answer * 10 ** (6 - (item.decimals if item.kind == "number" else 0))

    def _exact(self, number: Decimal) -> int:
        scaled = number * 10**6
        assert scaled == int(scaled)
        return int(scaled)

    def _first(self, truths: Sequence[Formula], values: Sequence[int] | range) -> Formula:
        """The value beside the first truth; one of them always is true."""
        found = self._number(values[-1])
        for truth, value in reversed(list(zip(truths, values, strict=True))[:-1]):
            found = z3.If(truth, self._number(value), found)
        return found

    def _number(self, value: int) -> Formula:
        return z3.IntVal(value, self.context)

    @property
    def _true(self) -> Formula:
        return z3.BoolVal(True, self.context)

    @property
    def _false(self) -> Formula:
        return z3.BoolVal(False, self.context)


def _counts(tally: TallyItem, fact: Fact) -> bool:
    """Whether a fact counts for a tally (format, *Tally*)."""
    if fact.kind not in tally.of.facts or fact.status not in tally.of.statuses:
        return False
    if tally.of.within_months is not None:
        return fact.when.first >= months_before(TODAY, tally.of.within_months)
    return tally.of.before_months is None or fact.when.last < months_before(TODAY, tally.of.before_months)
