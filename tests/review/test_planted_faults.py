"""Faults planted in the prover itself: each is found by weighing its cases again, or by looking at every case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.review.claims import proofs_by_claim
from tests.review.enumerated import Enumerated
from tests.review.small import REGISTRY
from tests.review.test_enumerated import enumerable
from tests.review.test_proofs import choice, monotone, prover
from triage.framework.conditions import ItemNumber
from triage.framework.model import DerivedItem
from triage.review.proofs import Prover, Verdict
from triage.weighing import questions, space, sums
from triage.weighing.advice import SCOPE, TableLine
from triage.weighing.fact_lists import Counts, FactLists, FactSort
from triage.weighing.gates import FALSE
from triage.weighing.questions import Question
from triage.weighing.space import Space
from triage.weighing.sums import RunningSums
from triage.weighing.tables import Tables
from triage.weighing.truth import cell_holds

Plant = Callable[[pytest.MonkeyPatch], None]


def cap_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sums, "_clipped", lambda points, _cap: points)


def not_applicable_forgotten(patch: pytest.MonkeyPatch) -> None:
    def answer_in(self: Space, item: str, cells: set[int], holds: bool) -> int:
        question = self.questions[self.place[item]]
        width = self.tables.items[item].width
        inside = [at for at, cell in enumerate(question.cells) if cell.at[0] < width and (cell.at[0] in cells) == holds]
        return (
            self.gates.literal(self.place[item], inside, len(question.cells)) if not question.tallied else right(self, item, cells, holds)
        )

    right = Space._answer_in
    patch.setattr(Space, "_answer_in", answer_in)


def tallies_not_linked(patch: pytest.MonkeyPatch) -> None:
    def sorts(self: FactLists) -> dict[Counts, FactSort]:
        ways = range(len(self.items))
        return {tuple(int(k == n) for n in ways): sort for hit, sort in right(self).items() for k in ways if hit[k]}

    right = FactLists._sorts
    patch.setattr(FactLists, "_sorts", sorts)


def derived_lines_in_the_wrong_order(patch: pytest.MonkeyPatch) -> None:
    def lines(self: Space, item: DerivedItem) -> tuple[tuple[int, int], ...]:
        found = right(self, item)
        return (*found[-2::-1], found[-1])

    right = Space._lines
    patch.setattr(Space, "_lines", lines)


def at_most_read_as_below(patch: pytest.MonkeyPatch) -> None:
    def holds(condition: Any, cell: Any) -> bool:
        if isinstance(condition, ItemNumber) and condition.at_most is not None:
            condition = condition.model_copy(update={"at_most": None, "below": condition.at_most})
        return cell_holds(condition, cell)

    patch.setattr(space, "cell_holds", holds)


def sum_lowered_too_far(patch: pytest.MonkeyPatch) -> None:
    right = RunningSums._slack
    patch.setattr(RunningSums, "_slack", lambda self, scale, total, to_come: right(self, scale, total, to_come) + 1)


def scope_ignored(patch: pytest.MonkeyPatch) -> None:
    right = Prover._gate
    patch.setattr(Prover, "_gate", lambda self, line: FALSE if is_scope(line) else right(self, line))


def neighbours_only(patch: pytest.MonkeyPatch) -> None:
    def asked(table: Any, framework: Any) -> Question:
        found = right(table, framework)
        return replace(found, heavier=neighbours(found.heavier))

    right = questions._asked
    patch.setattr(questions, "_asked", asked)


def neighbours(pairs: Mapping[tuple[int, int], int]) -> Mapping[tuple[int, int], int]:
    """The pairs between which no other answer lies."""
    between = {(a, c) for a, b in pairs for other, c in pairs if b == other}
    return {pair: age for pair, age in pairs.items() if pair not in between}


def is_scope(line: TableLine) -> bool:
    return line.part == SCOPE


def how_found(every: Enumerated) -> str | None:
    """What finds that the verdicts on a framework are wrong; None when they are right."""
    one = Prover(Tables.of(every.framework), REGISTRY)
    try:
        wrong = [claim for claim, proof in proofs_by_claim(one) if (proof.verdict is Verdict.PROVEN) != every.holds(claim)]
        one.sample(1)
    except RuntimeError:
        return "weighing again"
    return "looking at every case" if wrong else None


def first_found(numbers: Iterable[int]) -> str | None:
    return next((how for number in numbers if (how := how_found(enumerable(number)))), None)


PLANTS: dict[Plant, str] = {
    cap_ignored: "weighing again",
    not_applicable_forgotten: "weighing again",
    derived_lines_in_the_wrong_order: "weighing again",
    at_most_read_as_below: "weighing again",
    sum_lowered_too_far: "weighing again",
    scope_ignored: "weighing again",
}


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_found_within_a_hundred_random_frameworks(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    assert first_found(range(100)) == PLANTS[plant]


def test_without_a_planted_fault_nothing_is_found() -> None:
    assert first_found(range(0, 100, 5)) is None


def neighbour_framework() -> Enumerated:
    """No weighs more than much, and some leaves the ladder: the pitfall that random frameworks did not show."""
    rules = [
        {"when": {"item": "peers", "is": "o1"}, "then": "team"},
        {"when": {"item": "peers", "is": "o0"}, "then": "light"},
        {"then": "none"},
    ]
    return Enumerated(prover([choice("peers", 0, 1, 2)], rules).framework)


def linked_framework() -> Enumerated:
    """Three convictions beside no more than two incidents."""
    tallies: list[dict[str, Any]] = [
        {"id": name, "kind": "tally", "of": {"facts": ["hic"], "statuses": statuses}}
        for name, statuses in (("convicted", ["convicted"]), ("incidents", ["convicted", "suspected"]))
    ]
    impossible = {"all": [{"item": "convicted", "at_least": 2}, {"item": "incidents", "below": 2}]}
    return Enumerated(prover(tallies, [{"when": impossible, "then": "list"}, {"then": "none"}]).framework)


@pytest.mark.parametrize(
    ("plant", "framework"),
    [(neighbours_only, neighbour_framework), (tallies_not_linked, linked_framework)],
    ids=lambda one: one.__name__,
)
def test_a_fault_that_random_frameworks_seldom_show_is_found_by_the_framework_written_for_it(
    plant: Plant, framework: Callable[[], Enumerated], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert how_found(framework()) is None
    plant(monkeypatch)
    assert how_found(framework()) is not None


def test_comparing_neighbours_only_gives_a_wrong_proof_which_every_pair_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    every = neighbour_framework()
    assert not every.holds(monotone("peers"))
    neighbours_only(monkeypatch)
    wrong = dict(proofs_by_claim(Prover(Tables.of(every.framework), REGISTRY)))
    assert wrong[monotone("peers")].verdict is Verdict.PROVEN
