"""A prover that looks at every case of a small framework, one by one, with the plain engine of the tests (`weighing/plain.py`).

It shares with the program the framework, the case and the rule about the twelfth birthday; no cells, gates, tables or diagrams.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import permutations, product
from math import prod
from typing import Any

from tests.review.claims import Claim, groups, sign
from tests.weighing.plain import NA, Plain, earlier, every_answer, worth
from triage.cases.case import NOT_APPLICABLE, Answer, Case, Fact, certainly_before_twelve
from triage.framework.model import Framework, Item, Scale, TallyItem
from triage.periods import Period

TODAY = date(2025, 5, 31)
"""Another reference date than the program takes, and one from which months are clipped."""

ASIDE = -1
INTENSITIES = ("none", "light", "medium", "intensive")


@dataclass(frozen=True)
class Given:
    """One way to answer a question: an answer, or a list of facts with how often each sort occurs in it."""

    answer: Any = None
    facts: tuple[Fact, ...] = ()
    often: tuple[int, ...] = ()


@dataclass(frozen=True)
class Seen:
    """What the plain engine says of one case: the row it ends at, whether it is in scope, and the rest."""

    row: int
    in_scope: bool
    bands: dict[str, str]
    criteria: dict[str, bool]


class Complete(Plain):
    """The plain engine for a case of which everything is known: then enough is known of every scale."""

    def sufficient(self, scale: Scale) -> bool:  # noqa: ARG002
        return True


class Enumerated:
    """Every case of a framework. `size` is their number; look at it before asking anything."""

    def __init__(self, framework: Framework) -> None:
        assert framework.advice is not None
        self.framework, self.advice = framework, framework.advice
        self.groups = groups(framework)
        self.ways = [list(self._ways(group)) for group in self.groups]
        self.size = prod(map(len, self.ways))
        scope = [("scope", "0", "out_of_scope")] if framework.scope else []
        self.rows = [
            *(("protection", str(number), line.then) for number, line in enumerate(self.advice.protection, 1)),
            *scope,
            *(("rule", str(number), line.then) for number, line in enumerate(self.advice.rules, 1)),
        ]

    def holds(self, claim: Claim) -> bool:
        match claim:
            case ("complete",):
                return True  # `_row` finds exactly one row, or fails
            case ("row", part, number):
                return any(self.rows[seen.row][:2] == (part, number) for seen in self.seen.values())
            case ("outcome", outcome):
                return any(self.rows[seen.row][2] == outcome for seen in self.seen.values())
            case ("band", str(scale), band):
                return any(seen.in_scope and seen.bands[scale] == band for seen in self.seen.values())
            case ("criterion", str(criterion), truth):
                return any(seen.in_scope and seen.criteria[criterion] == truth for seen in self.seen.values())
            case ("escalation",):
                return self._no_escalation()
            case ("monotone", items):
                return not self._differ(items, self._by_place, self._heavier)
            case ("no weight", items):
                return not self._differ(items, self._by_intensity, None)
        raise ValueError(claim)

    @property
    def today(self) -> date:
        """The reference date of the cases."""
        return TODAY

    def row_of(self, case: Case) -> int:
        """The row of the table at which a case ends."""
        return self._look(case).row

    # ---- the cases

    @cached_property
    def seen(self) -> dict[tuple[int, ...], Seen]:
        """What comes of each possible choice of ways."""
        found = {}
        for choice in product(*(range(len(ways)) for ways in self.ways)):
            case = self.case(choice)
            if case is not None:
                found[choice] = self._look(case)
        return found

    def case(self, choice: tuple[int, ...]) -> Case | None:
        """The case of a choice; None when it has a fact from before the twelfth birthday."""
        answers, facts = {}, list[Fact]()
        for group, ways, number in zip(self.groups, self.ways, choice, strict=True):
            way = ways[number]
            facts += way.facts
            if not isinstance(group[0], TallyItem):
                answers[group[0].id] = NOT_APPLICABLE if way.answer == NA else Answer(way.answer)
        age = answers.get("age")
        if age is not None and any(certainly_before_twelve(fact, int(age.value), TODAY) for fact in facts):  # type: ignore[arg-type]
            return None
        return Case("A-1", TODAY, answers, tuple(facts))

    def _look(self, case: Case) -> Seen:
        plain = Complete(self.framework, case)
        scope = self.framework.scope
        in_scope = scope is None or plain.holds(scope.when) is True
        bands = {scale.id: plain.bands(scale)[0] for scale in self.framework.scales if scale.bands}
        criteria = {one.id: plain.holds(one.when) is True for one in self.framework.criteria}
        return Seen(self._row(plain, in_scope), in_scope, bands, criteria)

    def _row(self, plain: Plain, in_scope: bool) -> int:
        truths = [plain.holds(line.when) for line in self.advice.protection]
        truths += [not in_scope] if self.framework.scope else []
        truths += [True if rule.when is None else plain.holds(rule.when) for rule in self.advice.rules]
        assert None not in truths, "a complete case leaves nothing unknown"
        return truths.index(True)

    # ---- the ways to answer

    def _ways(self, group: list[Item]) -> Iterator[Given]:
        if not isinstance(group[0], TallyItem):
            yield from (Given(answer) for answer in every_answer(group[0]))
            return
        sorts = self._sorts([item for item in group if isinstance(item, TallyItem)])
        for often in product(range(3), repeat=len(sorts)):  # no tally of a small framework tells more than two from two
            yield Given(None, tuple(fact for fact, times in zip(sorts, often, strict=True) for _ in range(times)), often)

    def _sorts(self, tallies: list[TallyItem]) -> list[Fact]:
        """The latest fact for each way in which facts can count."""
        plain = Plain(self.framework, Case("A-1", TODAY))
        days = [TODAY, *(earlier(TODAY, months) - timedelta(days=1) for months in (12, 24))]
        latest: dict[tuple[int, ...], Fact] = {}
        for day in days:
            for tally in tallies:
                for kind, status in product(tally.of.facts, tally.of.statuses):
                    fact = Fact(kind, Period.day(day), status)
                    counted = tuple(plain.adds(fact, other.of)[0] for other in tallies)
                    if any(counted):
                        latest.setdefault(counted, fact)
        return list(latest.values())

    # ---- claims about pairs and about facts

    def _no_escalation(self) -> bool:
        allowed = [[number for number, way in enumerate(ways) if self._without_fact(group, way)] for group, ways in self._grouped()]
        free = [seen for choice, seen in self.seen.items() if all(one in few for one, few in zip(choice, allowed, strict=True))]
        return bool(free) and not any(self._strength(seen.row, "escalation") > 1 for seen in free)

    def _without_fact(self, group: list[Item], way: Given) -> bool:
        for item in group:
            if not item.established_fact or way.answer == NA:
                continue
            if isinstance(item, TallyItem):
                plain = Plain(self.framework, Case("A-1", TODAY))
                clean = not any(plain.adds(fact, item.of)[0] for fact in way.facts)
            elif item.kind in ("choice", "level"):
                worth = {option.id: option.points for option in item.options}
                clean = way.answer in (item.no_fact or [one for one, points in worth.items() if points == min(worth.values())])  # type: ignore[type-var]
            else:
                clean = way.answer in ("no", Decimal(0))
            if not clean:
                return False
        return True

    def _differ(self, items: object, height: Any, heavier: Any) -> bool:
        """Whether two cases that differ in one question, the second heavier, give what the claim says never happens."""
        at = next(number for number, group in enumerate(self.groups) if {item.id for item in group} == items)
        group, ways = self.groups[at], self.ways[at]
        pairs = [(a, b) for a, b in permutations(range(len(ways)), 2) if heavier is None or heavier(group, ways[a], ways[b])]
        rests: dict[tuple[int, ...], dict[int, int]] = {}
        for choice, seen in self.seen.items():
            rests.setdefault((*choice[:at], *choice[at + 1 :]), {})[choice[at]] = height(seen.row)
        for rest in rests.values():
            if len(set(rest.values())) == 1:
                continue
            for a, b in pairs:
                one, other = rest.get(a, ASIDE), rest.get(b, ASIDE)
                if min(one, other) > ASIDE and (other < one if heavier else other > max(one, 1)):
                    return True
        return False

    def _heavier(self, group: list[Item], one: Given, other: Given) -> bool:
        """Whether the second answer is heavier than the first."""
        way, item = sign(self.framework, group), group[0]
        if isinstance(item, TallyItem):
            fewer, more = (one, other) if way == 1 else (other, one)
            return all(a <= b for a, b in zip(fewer.often, more.often, strict=True))
        if NA in (one.answer, other.answer):
            return False
        order = ["no", "yes"] if item.kind == "yes_no" else every_answer(item)
        values = [worth(item, way_.answer) if item.scale else order.index(way_.answer) for way_ in (one, other)]
        return bool(way * values[0] < way * values[1])

    def _by_place(self, row: int) -> int:
        return self._height(row, "monotone")

    def _by_intensity(self, row: int) -> int:
        return self._strength(row, "")

    def _strength(self, row: int, proof: str) -> int:
        place = self._height(row, proof)
        return place if place == ASIDE else INTENSITIES.index(str(self.advice.outcomes[place].intensity))

    def _height(self, row: int, proof: str) -> int:
        """The place of the outcome of a row among the outcomes; ASIDE when it is not compared."""
        part, number, then = self.rows[row]
        if part == "rule" and any(
            one.proof == proof and one.rule == self.advice.rules[int(number) - 1].id for one in self.advice.exceptions
        ):
            return ASIDE
        return next((place for place, one in enumerate(self.advice.outcomes) if one.id == then and one.kind in ("help", "list")), ASIDE)

    def _grouped(self) -> Iterator[tuple[list[Item], list[Given]]]:
        return zip(self.groups, self.ways, strict=True)
