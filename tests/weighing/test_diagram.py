"""Walks over a diagram against looking at every case one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product
from random import Random

import pytest

from triage.weighing.diagram import Building, Cells, Diagram
from triage.weighing.limits import TooLargeError

WIDTHS = (2, 3, 2, 3)
CASES = list(product(*map(range, WIDTHS)))
SEEDS = range(60)


def random_diagram(seed: int, labels: int = 4) -> Diagram:
    """A diagram of four questions, made from a table with a random label for each case; cases are often alike."""
    random = Random(seed)
    chosen = {case: random.randrange(labels) for case in product(*map(range, WIDTHS[:2]))}
    table = {case: chosen[case[:2]] if random.random() < 0.6 else random.randrange(labels) for case in CASES}
    building = Building(range(labels))

    def node(before: Cells) -> int:
        if len(before) == len(WIDTHS):
            return building.end(table[before])
        return building.node(len(before), tuple(node((*before, cell)) for cell in range(WIDTHS[len(before)])))

    return building.done(len(WIDTHS), node(()))


def heavier(one: int, other: int) -> bool:
    return other < one


def never(_one: int, _other: int) -> bool:
    return False


def differing(question: int, pairs: list[tuple[int, int]]) -> Iterator[tuple[Cells, Cells]]:
    """Every two cases that differ in one question by one of these pairs."""
    for case in CASES:
        for one, other in pairs:
            if case[question] == one:
                yield case, (*case[:question], other, *case[question + 1 :])


@pytest.mark.parametrize("seed", SEEDS)
def test_equal_nodes_are_one_and_no_node_has_only_one_way_on(seed: int) -> None:
    diagram = random_diagram(seed)
    nodes = list(zip(diagram.question, diagram.children, strict=True))
    assert len(set(nodes)) == len(nodes)
    assert all(len(set(children)) > 1 for children in diagram.children)
    assert all(child < number for number, children in enumerate(diagram.children) for child in children)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_relabelled_diagram_gives_every_case_its_new_label_and_is_no_larger(seed: int) -> None:
    diagram = random_diagram(seed)
    again = diagram.relabelled(lambda label: label // 2)
    assert [again.end(case) for case in CASES] == [diagram.end(case) // 2 for case in CASES]
    assert len(again.question) <= len(diagram.question)


@pytest.mark.parametrize("seed", SEEDS)
def test_find_gives_a_case_with_a_wanted_label_whenever_there_is_one(seed: int) -> None:
    diagram, random = random_diagram(seed, labels=12), Random(seed)
    wanted = random.sample(range(12), 2)
    allowed = {random.randrange(4): [0], random.randrange(4): [1]} if seed % 2 else {}
    fitting = [case for case in CASES if all(case[question] in cells for question, cells in allowed.items())]
    found = diagram.find(wanted, allowed)
    there = [case for case in fitting if diagram.end(case) in wanted]
    assert (found in there) if there else found is None


def test_find_says_none_when_no_end_has_the_label() -> None:
    assert random_diagram(1).find([99]) is None
    assert random_diagram(1).find([]) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_find_pair_gives_two_cases_that_clash_whenever_there_are_two(seed: int) -> None:
    diagram, seen = random_diagram(seed).relabelled(lambda label: (0, 0, 1, 2)[label]), set[tuple[int, int]]()
    for question, width in enumerate(WIDTHS):
        for pairs in ([(0, 1)], [(0, width - 1)], list(permutations(range(width), 2))):
            clashing = [pair for pair in differing(question, pairs) if heavier(diagram.end(pair[0]), diagram.end(pair[1]))]
            found = diagram.find_pair(question, pairs, heavier, seen)
            assert (found in clashing) if clashing else found is None


def test_find_pair_gives_up_past_its_limit_and_says_nothing_then() -> None:
    for seed in SEEDS:
        diagram = random_diagram(seed)
        if diagram.root >= 0 and diagram.question[diagram.root] == 0:
            with pytest.raises(TooLargeError):
                diagram.find_pair(0, [(0, 1)], never, set(), most=0)


def test_a_diagram_of_one_end_has_no_nodes() -> None:
    building = Building([7, 3])
    diagram = building.done(2, building.end(7))
    assert (diagram.question, diagram.end((0, 1)), diagram.find([7]), diagram.find([3])) == ((), 7, (0, 0), None)
