"""Every completion of a small case, one by one, read by the plain engine of the tests: what the exact answers are held against.

It shares with the program the framework, the case and the rule about the twelfth birthday; no cells, diagrams or codes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from math import prod
from random import Random

from tests.review.enumerated import Complete, Enumerated
from tests.weighing.invent import invent_answer
from tests.weighing.plain import NA, Plain, earlier
from triage.cases.case import NOT_APPLICABLE, Answer, Case, Fact, certainly_before_twelve
from triage.framework.model import Framework, TallyItem
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period

TODAY = date(2025, 5, 31)


def small_case(framework: Framework, random: Random, open_share: float) -> Case:
    """A case of a small framework. Facts are of the last two and a half years: of older ones only the date itself says the age."""
    answers = {item.id: invent_answer(item, random, TODAY) for item in framework.questions if random.random() > open_share}
    facts = None if random.random() < 0.3 else tuple(_fact(random) for _ in range(random.randint(0, 3)))
    case = Case("A-1", TODAY, answers, facts)
    age = answers.get("age")
    if age is None or facts is None or not isinstance(age.value, Decimal):
        return case
    return replace(case, facts=tuple(fact for fact in facts if not certainly_before_twelve(fact, int(age.value), TODAY)))


def _fact(random: Random) -> Fact:
    day = TODAY - timedelta(days=random.randint(-20, 900))
    when = Period.day(day) if random.random() < 0.3 else Period.quarter_of(day)
    status = random.choice([FactStatus.SUSPECTED, FactStatus.CONVICTED])
    return Fact(random.choice(["hic", "drugs"]), when, status, None, random.random() < 0.3)


class Completions:
    """The completions of a case with the outcome of each. `size` is their number; look at it before asking anything."""

    def __init__(self, framework: Framework, case: Case) -> None:
        assert framework.advice is not None
        self.framework, self.advice, self.case = framework, framework.advice, case
        self.asked = list(framework.questions)
        self.lists = list(self._lists())
        self.counted, self.given = (self._answers(given=given) for given in (False, True))
        self.size = len(self.lists) * prod(len(answers) for answers in self.counted.values())

    def outcomes(self) -> set[str]:
        """Every outcome that some completion gives."""
        return {outcome for _answers, _facts, outcome in self.ended()}

    def ended(self) -> Iterator[tuple[dict[str, object], int, str]]:
        """Every completion that somebody can have: its answers, the number of its list of facts, and its outcome."""
        forced = self._forced()
        for answers, number in self._every(self.counted):
            case = self._possible_case(answers, number)
            if case is not None:
                yield answers, number, self._outcome(case, forced)

    def _forced(self) -> int | None:
        """The first line of protection that is true in every completion with signals and contested answers as given."""
        for number, line in enumerate(self.advice.protection):
            cases = [case for answers, facts in self._every(self.given) if (case := self._possible_case(answers, facts)) is not None]
            if cases and self.counted != self.given and all(Complete(self.framework, case).holds(line.when) is True for case in cases):
                return number
        return None

    def _outcome(self, case: Case, forced: int | None) -> str:
        plain = Complete(self.framework, case)
        for number, line in enumerate(self.advice.protection):
            if number == forced or plain.holds(line.when) is True:
                return line.then
        if self.framework.scope and plain.holds(self.framework.scope.when) is not True:
            return "out_of_scope"
        return next(rule.then for rule in self.advice.rules if rule.when is None or plain.holds(rule.when) is True)

    def _every(self, answers: dict[str, list[object]]) -> Iterator[tuple[dict[str, object], int]]:
        for chosen in product(*answers.values()):
            for number in range(len(self.lists)):
                yield dict(zip(answers, chosen, strict=True)), number

    def _possible_case(self, answers: dict[str, object], number: int) -> Case | None:
        facts = self.lists[number]
        age = answers.get("age")
        told_of = facts if self.case.facts is None else self.case.facts  # refused by the quarter as it was written, as intake does
        if isinstance(age, Decimal) and any(certainly_before_twelve(fact, int(age), TODAY) for fact in told_of):
            return None
        told = {item: NOT_APPLICABLE if answer == NA else Answer(answer, AnswerStatus.ESTABLISHED) for item, answer in answers.items()}  # type: ignore[arg-type]
        return Case("A-1", TODAY, told, facts)

    def _answers(self, *, given: bool) -> dict[str, list[object]]:
        plain = Plain(self.framework, self.case, given=given)
        return {item.id: plain.answers(item) for item in self.asked}

    def _lists(self) -> Iterator[tuple[Fact, ...]]:
        if self.case.facts is not None:
            for facts in product(*(list(self._ways(fact)) for fact in self.case.facts)):
                yield tuple(fact for fact in facts if fact is not None)
            return
        every = Enumerated(self.framework)
        groups = [ways for group, ways in zip(every.groups, every.ways, strict=True) if isinstance(group[0], TallyItem)]
        for ways in product(*groups):
            yield tuple(fact for way in ways for fact in way.facts)

    def _ways(self, fact: Fact) -> Iterator[Fact | None]:
        """What a fact may be: of every day that a window can tell apart, and nothing when contested or later than the reference date."""
        if fact.contested or fact.when.first > TODAY:
            yield None
        if fact.when.first <= TODAY:
            last = min(fact.when.last, TODAY)
            borders = [earlier(TODAY, months) for months in (12, 24)]
            days = {fact.when.first, last, *borders, *(border - timedelta(days=1) for border in borders)}
            yield from (replace(fact, when=Period.day(day), contested=False) for day in sorted(days) if fact.when.first <= day <= last)
