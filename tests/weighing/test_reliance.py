"""What an advice rests on: against taking away every fact, and every set of facts, of random small cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import chain, combinations, product
from random import Random
from typing import Any

import pytest

from tests.review.enumerated import Enumerated
from tests.review.small import small_framework
from tests.weighing.completions import TODAY, Completions, small_case
from tests.weighing.plain import NA
from triage.cases.case import Answer, Case, Fact
from triage.framework.model import Framework, TallyItem
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period
from triage.weighing.exact import ExactTable
from triage.weighing.reliance import MOST_NAMED, Reliance, reliance
from triage.weighing.tables import Tables

MOST = 300


class ByHand:
    """The facts of a case, and what is possible without some of them."""

    def __init__(self, framework: Framework, case: Case) -> None:
        self.framework, self.case = framework, case
        self.every, self.enumerated = Completions(framework, case), Enumerated(framework)
        self.now = self.every.outcomes()
        self.clean = {item.id: found for item in framework.questions if (found := self._no_fact(item))}
        self.facts = [number for number, fact in enumerate(case.facts or ()) if self._group(fact) is not None]

    def _no_fact(self, item: Any) -> list[Any]:
        """The no-fact answers of a question whose known answer is an established fact."""
        at = next(number for number, group in enumerate(self.enumerated.groups) if group[0].id == item.id)
        clean = [way.answer for way in self.enumerated.ways[at] if self.enumerated._without_fact([item], way)]
        known = self.every.counted[item.id]
        told = [answer for answer in clean if answer != NA]
        return told if item.established_fact and len(known) == 1 and known[0] not in clean else []

    def _group(self, fact: Fact) -> frozenset[str] | None:
        """The tallies, linked together, that surely count a fact."""
        if fact.contested or fact.when.first > TODAY:
            return None
        plain = self.enumerated
        for group in plain.groups:
            if isinstance(group[0], TallyItem):
                ways = [self._hits(way, group) for way in self.every._ways(fact)]
                if all(any(hits) for hits in ways):
                    return frozenset(item.id for item in group)
        return None

    def _hits(self, fact: Fact | None, group: Any) -> list[int]:
        from tests.weighing.plain import Plain

        assert fact is not None
        return [Plain(self.framework, self.case).adds(fact, item.of)[0] for item in group]

    def without(self, items: tuple[str, ...], facts: tuple[int, ...]) -> set[str]:
        """What is possible when these answers have a no-fact answer and these facts are not there."""
        rest = None if self.case.facts is None else tuple(fact for number, fact in enumerate(self.case.facts) if number not in facts)
        found: set[str] = set()
        for answers in product(*(self.clean[item] for item in items)):
            told = {**self.case.answers, **{item: Answer(answer) for item, answer in zip(items, answers, strict=True)}}
            found |= Completions(self.framework, replace(self.case, answers=told, facts=rest)).outcomes()
        return found

    def alone(self) -> set[tuple[object, frozenset[str]]]:
        """Each fact that changes it by itself, with what is then possible."""
        items = {(item, frozenset(self.without((item,), ()))) for item in self.clean}
        facts = {((self.case.facts or ())[number], frozenset(self.without((), (number,)))) for number in self.facts}
        return {one for one in items | facts if one[1] != self.now}

    def together(self) -> set[tuple[frozenset[str], frozenset[tuple[frozenset[str], int]]]]:
        """The smallest sets after which another outcome is possible: items, and how many facts of which tallies."""
        return {(frozenset(items), frozenset(self._numbers(facts))) for items, facts in self.smallest()}

    def named(self) -> set[tuple[frozenset[str], tuple[Fact, ...]]]:
        """The same sets with each dated fact itself; equal facts are one choice."""
        every = self.case.facts or ()
        return {(frozenset(items), tuple(sorted((every[number] for number in facts), key=repr))) for items, facts in self.smallest()}

    def smallest(self) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
        """Of the smallest sets the answers, and the facts by their place in the list."""
        sources = [*self.clean, *self.facts]
        for size in range(1, len(sources) + 1):
            some = ((tuple(one for one in part if isinstance(one, str)), part) for part in combinations(sources, size))
            both = [(items, tuple(one for one in part if isinstance(one, int))) for items, part in some]
            if found := [(items, facts) for items, facts in both if self.without(items, facts) - self.now]:
                return found
        return []

    def _numbers(self, facts: tuple[int, ...]) -> Any:
        groups = [self._group((self.case.facts or ())[number]) for number in facts]
        return chain((group, groups.count(group)) for group in set(groups))


@pytest.mark.parametrize("seed", range(200))
def test_what_an_advice_rests_on_is_what_taking_every_fact_away_finds(seed: int) -> None:
    framework, random = small_framework(seed), Random(seed)
    exact = ExactTable(Tables.of(framework))
    for _ in range(3):
        case = small_case(framework, random, random.choice([0, 0.2]))
        hand = ByHand(framework, case)
        if hand.every.size > MOST or len(hand.now) != 1:
            continue
        found = reliance(exact, case)
        assert {found.now} == hand.now
        alone = {(one.item or one.fact, frozenset(one.possible)) for one in found.alone if one.possible}
        expected = {one for one in hand.alone() if one[1]}
        assert alone == expected
        if not found.alone and exact.read(case).table is exact.table and not expected:
            sets = {
                (frozenset(one.items), frozenset((frozenset(items), number) for items, number in one.facts)) for one in found.together or ()
            }
            assert sets == hand.together()
            named, every = [(frozenset(one.items), tuple(sorted(one.named, key=repr))) for one in found.together or ()], hand.named()
            assert any(one.named for one in found.together or ()) == (any(facts for _items, facts in every) and len(every) <= MOST_NAMED)
            assert len(every) > MOST_NAMED or (len(named) == len(every) and set(named) == every)


def framework(at_least: int = 2) -> Framework:
    return Framework.model_validate(
        {
            "format": 1,
            "id": "x",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "x"},
            "facts": ["hic"],
            "items": [
                {"id": "violence", "kind": "yes_no", "established_fact": True},
                {
                    "id": "facts",
                    "kind": "tally",
                    "established_fact": True,
                    "of": {"facts": ["hic"], "statuses": ["suspected"], "within_months": 24},
                },
            ],
            "advice": {
                "outcomes": [{"id": "none", "intensity": "none"}, {"id": "heavy", "intensity": "intensive"}],
                "rules": [
                    {"when": {"any": [{"item": "violence", "is": "yes"}, {"item": "facts", "at_least": at_least}]}, "then": "heavy"},
                    {"then": "none"},
                ],
            },
        }
    )


def found(violence: str, number: int, status: AnswerStatus = AnswerStatus.ESTABLISHED) -> Reliance:
    facts = tuple(Fact("hic", Period.day(TODAY), FactStatus.SUSPECTED) for _ in range(number))
    return reliance(ExactTable(Tables.of(framework())), Case("A-1", TODAY, {"violence": Answer(violence, status)}, facts))


def test_one_answer_or_one_fact_on_which_all_rests_is_named() -> None:
    assert [(one.item, one.possible) for one in found("yes", 0).alone] == [("violence", ("none",))]
    (one,) = found("no", 2).alone
    assert one.fact is not None
    assert one.possible == ("none",)


def test_when_no_single_fact_changes_it_the_smallest_sets_are_named() -> None:
    rests = found("yes", 3)
    assert (rests.alone, rests.least) == ((), 3)
    assert [(one.items, one.facts) for one in rests.together or ()] == [(("violence",), ((("facts",), 2),))]
    assert [len(one.named) for one in rests.together or ()] == [2]


def suspected(number: int) -> tuple[Fact, ...]:
    """As many facts, each of another day."""
    return tuple(Fact("hic", Period.day(TODAY - timedelta(days=n)), FactStatus.SUSPECTED) for n in range(number))


def test_the_dated_facts_of_a_set_are_named_one_by_one_until_there_are_too_many() -> None:
    exact = ExactTable(Tables.of(framework()))
    facts = suspected(3)
    three = reliance(exact, Case("A-1", TODAY, {"violence": Answer("no")}, facts)).together
    assert {frozenset(one.named) for one in three or ()} == {frozenset(two) for two in combinations(facts, 2)}
    many = reliance(exact, Case("A-1", TODAY, {"violence": Answer("no")}, suspected(MOST_NAMED + 1))).together
    assert [(one.facts, one.named) for one in many or ()] == [(((("facts",), MOST_NAMED),), ())]


def test_facts_of_which_too_many_choices_can_be_made_are_counted_at_once() -> None:
    exact = ExactTable(Tables.of(framework(at_least=20)))
    rests = reliance(exact, Case("A-1", TODAY, {"violence": Answer("no")}, suspected(40)))
    assert [(one.facts, one.named) for one in rests.together or ()] == [(((("facts",), 21),), ())]


def test_an_advice_without_facts_rests_on_none() -> None:
    assert found("no", 0) == Reliance("none", (), ())


def test_nothing_is_said_of_an_advice_that_is_still_open() -> None:
    assert found("yes", 0, AnswerStatus.SIGNAL) == Reliance(None)
