"""A second engine for the tests: one case at a time, straight from the words of framework format 1, *Exact meaning*.

It shares the framework model with the program and nothing else: no tables, no codes, no numpy. Slow and plain on purpose.
An interval is a pair (least, greatest); truth is True, False or None for unknown.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from triage.cases.case import Answer, Case, Fact
from triage.framework.model import DerivedItem, Framework, Item, Scale, TallyItem, TallyOf

Tri = bool | None
NA = "not applicable"


@cache
def earlier(day: date, months: int) -> date:
    """Month arithmetic that clips to the end of the month."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def every(parts: list[Tri]) -> Tri:
    """Strong Kleene *all*."""
    if any(part is False for part in parts):
        return False
    return None if any(part is None for part in parts) else True


def some(parts: list[Tri]) -> Tri:
    """Strong Kleene *any*."""
    if any(part is True for part in parts):
        return True
    return None if any(part is None for part in parts) else False


def agree(ends: list[bool]) -> Tri:
    """True or false when all agree, else unknown."""
    return ends[0] if all(end == ends[0] for end in ends) else None


@cache
def grid(item: Any) -> tuple[Decimal, ...]:
    """A grid finer than any cut of the random frameworks, within the range."""
    assert item.kind in ("count", "number", "age", "months", "tally")
    low, high = (None if item.kind == "tally" else item.range) or (Decimal(0), Decimal(60))
    step = Decimal(1).scaleb(-(item.decimals if item.kind == "number" else 0))
    return tuple(low + step * k for k in range(int((high - low) / step) + 1))


def every_answer(item: Any) -> list[Any]:
    """Every answer to a question, whoever it is about."""
    if item.kind == "yes_no":
        found: list[Any] = ["yes", "no"]
    elif item.kind in ("choice", "level"):
        found = [option.id for option in item.options]
    else:
        found = list(grid(item))
    return found + ([NA] if item.allow_not_applicable else [])


def worth(item: Any, answer: Any) -> int:
    """The points of an answer."""
    if answer is NA:
        return 0
    if item.kind == "yes_no":
        return getattr(item.points, str(answer)) if item.points else 0
    if item.kind in ("choice", "level"):
        return next(option.points or 0 for option in item.options if option.id == answer)
    given = 0
    for line in item.points:
        if line.at_least is None or answer >= line.at_least:
            given = line.points
    return given


@cache
def extremes(item: Item) -> tuple[int, int]:
    """The least and the greatest points that an item can give to anybody."""
    if isinstance(item, DerivedItem):
        found = [line.points for line in item.points]
    elif isinstance(item, TallyItem):
        found = [worth(item, count) for count in grid(item)]
    else:
        found = [worth(item, answer) for answer in every_answer(item)]
    return min(found), max(found)


@dataclass
class Plain:
    """One case read by one framework. `given` reads signals and contested answers as given."""

    framework: Framework
    case: Case
    given: bool = False
    memo: dict[object, tuple[int, int]] = field(default_factory=dict)
    shares: dict[str, Fraction] = field(default_factory=dict)

    # ---- answers
    def answers(self, item: Item) -> list[Any]:
        """Every answer the case leaves open for a question; `NA` stands for not applicable."""
        answer = self.case.answers.get(item.id)
        if answer is not None and self.counts(item, answer):
            return [NA if answer.status == "not_applicable" else answer.value]
        return every_answer(item)

    def counts(self, item: Item, answer: Answer) -> bool:
        if answer.status == "unknown" or (answer.status != "not_applicable" and answer.value is None):
            return False
        if answer.status in ("signal", "contested") and not self.given:
            return False
        if answer.as_of is None:
            return True
        if answer.as_of.first > self.case.reference_date:
            return False
        return item.valid_months is None or answer.as_of.first >= earlier(self.case.reference_date, item.valid_months)

    def tally(self, item: TallyItem) -> tuple[int, int]:
        assert self.case.facts is not None
        each = [self.adds(fact, item.of) for fact in self.case.facts]
        return sum(low for low, _ in each), sum(high for _, high in each)

    def adds(self, fact: Fact, of: TallyOf) -> tuple[int, int]:
        if fact.kind not in of.facts or fact.status not in of.statuses:
            return 0, 0
        if fact.when.first > self.case.reference_date:
            return 0, 0
        days = [fact.when.first, fact.when.last]
        if of.within_months is not None:
            inside = [day >= earlier(self.case.reference_date, of.within_months) for day in days]
        elif of.before_months is not None:
            inside = [day < earlier(self.case.reference_date, of.before_months) for day in days]
        else:
            inside = [True]
        return int(all(inside) and not fact.contested), int(any(inside))

    # ---- points
    def points(self, item_id: str) -> tuple[int, int]:
        if item_id not in self.memo:
            self.memo[item_id] = self.work_out_points(self.framework.item_by_id[item_id])
        return self.memo[item_id]

    def work_out_points(self, item: Item) -> tuple[int, int]:
        if isinstance(item, DerivedItem):
            kept = []
            for line in item.points:
                truth = True if line.when is None else self.holds(line.when)
                if truth is not False:
                    kept.append(line.points)
                if truth is True:
                    break
            return min(kept), max(kept)
        if isinstance(item, TallyItem):
            if self.case.facts is None:
                return extremes(item)
            low, high = self.tally(item)
            found = [worth(item, Decimal(n)) for n in range(low, high + 1)]
        else:
            found = [worth(item, answer) for answer in self.answers(item)]
        return min(found), max(found)

    def score(self, scale: Scale) -> tuple[int, int]:
        items = [item for item in self.framework.items if item.scale == scale.id]
        low = high = 0
        for domain in {item.domain for item in items}:
            domain_low = sum(self.points(item.id)[0] for item in items if item.domain == domain)
            domain_high = sum(self.points(item.id)[1] for item in items if item.domain == domain)
            cap = scale.domain_caps.get(domain or "")
            low += domain_low if cap is None else min(domain_low, cap)
            high += domain_high if cap is None else min(domain_high, cap)
        return low, high

    def share_known(self, scale: Scale) -> Fraction:
        if scale.id not in self.shares:
            self.shares[scale.id] = self.work_out_share(scale)
        return self.shares[scale.id]

    def work_out_share(self, scale: Scale) -> Fraction:
        items = [item for item in self.framework.items if item.scale == scale.id]
        spans = {item.id: extremes(item)[1] - extremes(item)[0] for item in items}
        total = sum(spans.values())
        known = sum(spans[item.id] for item in items if self.points(item.id)[0] == self.points(item.id)[1])
        return Fraction(known, total) if total else Fraction(1)

    def sufficient(self, scale: Scale) -> bool:
        return scale.min_known is None or self.share_known(scale) >= Fraction(scale.min_known)

    def bands(self, scale: Scale) -> list[str]:
        """Possible bands in order; none when too little is known."""
        if not self.sufficient(scale):
            return []
        low, high = self.score(scale)
        ends = [band.from_ for band in scale.bands[1:]] + [None]
        starts = [None, *ends[:-1]]
        return [
            band.id
            for band, start, end in zip(scale.bands, starts, ends, strict=True)
            if (start is None or high >= start) and (end is None or low < end)
        ]

    # ---- conditions
    def holds(self, condition: Any) -> Tri:
        name = type(condition).__name__
        if name == "All":
            return every([self.holds(part) for part in condition.parts()])
        if name == "AnyOf":
            return some([self.holds(part) for part in condition.parts()])
        if name == "Not":
            inner = self.holds(condition.parts()[0])
            return None if inner is None else not inner
        if name == "Count":
            truths = [self.holds(part) for part in condition.parts()]
            if sum(truth is True for truth in truths) >= condition.at_least:
                return True
            return None if sum(truth is not False for truth in truths) >= condition.at_least else False
        if name == "CriterionHolds":
            return self.holds(next(c.when for c in self.framework.criteria if c.id == condition.criterion))
        return self.leaf(condition)

    def leaf(self, condition: Any) -> Tri:
        name = type(condition).__name__
        if name in ("ItemAnswer", "ItemNumber"):
            item = self.framework.item_by_id[condition.item]
            if isinstance(item, TallyItem):
                low, high = (0, 60) if self.case.facts is None else self.tally(item)
                answers: list[Any] = [Decimal(n) for n in range(low, high + 1)]
            else:
                answers = self.answers(item)
            return agree([answer != NA and self.satisfies(condition, answer) for answer in answers])
        if name == "ItemPoints":
            return agree([end >= condition.points_at_least for end in self.points(condition.item)])
        if name == "AnyItemOf":
            items = [item for item in self.framework.items if item.scale == condition.any_item_of]
            return some([agree([end >= condition.points_at_least for end in self.points(item.id)]) for item in items])
        scale = self.framework.scale_by_id[condition.scale if name == "ScaleScore" else condition.band]
        if not self.sufficient(scale):
            return None
        if name == "ScaleScore":
            return self.compares(condition, self.score(scale))
        order = list(scale.band_ids)
        return agree([self.in_band(condition, order, band) for band in self.bands(scale)])

    def satisfies(self, condition: Any, answer: object) -> bool:
        if type(condition).__name__ == "ItemAnswer":
            values = [condition.is_] if condition.is_ is not None else list(condition.in_ or ())
            return answer in values
        return self.compares(condition, (answer, answer)) is True

    def compares(self, condition: Any, ends: tuple[Any, Any]) -> Tri:
        found: list[Tri] = []
        if condition.at_least is not None:
            found.append(agree([end >= condition.at_least for end in ends]))
        if condition.at_most is not None:
            found.append(agree([end <= condition.at_most for end in ends]))
        if condition.above is not None:
            found.append(agree([end > condition.above for end in ends]))
        if condition.below is not None:
            found.append(agree([end < condition.below for end in ends]))
        return every(found)

    def in_band(self, condition: Any, order: list[str], band: str) -> bool:
        if condition.is_ is not None:
            return bool(band == condition.is_)
        if condition.in_ is not None:
            return band in condition.in_
        if condition.at_least is not None:
            return order.index(band) >= order.index(condition.at_least)
        return bool(order.index(band) <= order.index(condition.at_most))


def advise(framework: Framework, case: Case) -> tuple[set[str], bool]:
    """The outcomes the walk leaves, and whether the one that is left is certain."""
    assert framework.advice is not None
    counted, given = Plain(framework, case), Plain(framework, case, given=True)
    kept: set[str] = set()
    for line in framework.advice.protection:
        truth = True if given.holds(line.when) is True else counted.holds(line.when)
        if truth is not False:
            kept.add(line.then)
        if truth is True:
            return kept, len(kept) == 1
    scope = counted.holds(framework.scope.when) if framework.scope else True
    if scope is False:
        kept.add("out_of_scope")
        return kept, len(kept) == 1
    if scope is None:
        kept.add("out_of_scope")
    for rule in framework.advice.rules:
        truth = True if rule.when is None else counted.holds(rule.when)
        if truth is not False:
            kept.add(rule.then)
        if truth is True:
            break
    enough = all(counted.sufficient(scale) for scale in framework.scales if scale.role in ("need", "protective"))
    return kept, len(kept) == 1 and enough
