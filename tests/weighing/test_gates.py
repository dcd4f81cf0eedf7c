"""Gates against truth tables: whatever is built, it is true of exactly the choices it should be true of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from triage.weighing.gates import FALSE, TRUE, Gates

WIDTHS = (2, 3, 2)
"""Three subjects, with so many cells each: twelve choices."""

CHOICES = list(product(*map(range, WIDTHS)))
Meaning = Callable[[Sequence[int]], bool]


def assigned(gates: Gates, gate: int, choice: Sequence[int], order: Sequence[int] = (0, 1, 2)) -> int:
    for subject in order:
        gate = gates.assign(gate, subject, choice[subject])
    return gate


Literal = tuple[str, int, frozenset[int]]
TREES: st.SearchStrategy[tuple[object, ...]] = st.recursive(
    st.one_of(
        *(st.tuples(st.just("in"), st.just(k), st.frozensets(st.integers(0, width - 1))) for k, width in enumerate(WIDTHS)),
        st.tuples(st.sampled_from(["true", "false"])),
    ),
    lambda inner: st.tuples(st.just("least"), st.integers(-1, 4), st.lists(inner, max_size=4)),
    max_leaves=8,
)


def build(gates: Gates, tree: tuple[object, ...]) -> tuple[int, Meaning]:
    """A gate, and what it means in plain Python."""
    match tree:
        case ("true",):
            return TRUE, lambda _choice: True
        case ("false",):
            return FALSE, lambda _choice: False
        case ("in", int(subject), frozenset() as cells):
            return gates.literal(subject, cells, WIDTHS[subject]), lambda choice: choice[subject] in cells
        case ("least", int(needed), list() as parts):
            built = [build(gates, part) for part in parts]
            return gates.at_least(needed, [gate for gate, _ in built]), lambda choice: sum(mean(choice) for _, mean in built) >= needed
    raise ValueError(tree)


@given(TREES, st.permutations([0, 1, 2]))
def test_a_gate_is_true_of_exactly_the_choices_its_parts_say_in_any_order_of_asking(tree: tuple[object, ...], order: list[int]) -> None:
    gates = Gates()
    gate, meaning = build(gates, tree)
    for choice in CHOICES:
        assert assigned(gates, gate, choice, order) == (TRUE if meaning(choice) else FALSE)


@given(TREES)
def test_a_gate_rests_on_no_subject_outside_its_support(tree: tuple[object, ...]) -> None:
    gates = Gates()
    gate, meaning = build(gates, tree)
    for subject, width in enumerate(WIDTHS):
        if not gates.support[gate] >> subject & 1:
            for choice in CHOICES:
                changed = [[*choice[:subject], cell, *choice[subject + 1 :]] for cell in range(width)]
                assert len({meaning(one) for one in changed}) == 1


@given(TREES, st.integers(0, 2), st.integers(0, 1))
def test_what_is_left_of_a_gate_no_longer_rests_on_the_subject_that_was_assigned(tree: tuple[object, ...], subject: int, cell: int) -> None:
    gates = Gates()
    gate, _meaning = build(gates, tree)
    assert not gates.support[gates.assign(gate, subject, cell)] >> subject & 1


def test_equal_gates_are_one_number() -> None:
    gates = Gates()
    one, other = gates.literal(0, [0], 2), gates.literal(1, [1, 2], 3)
    assert gates.all_of([one, other]) == gates.all_of([other, one, other]) == gates.at_least(2, [other, one])
    assert gates.any_of([one, other]) == gates.any_of([other, one, one, FALSE])
    assert gates.all_of([one]) == gates.any_of([one]) == one


def test_in_a_count_a_part_written_twice_counts_twice() -> None:
    gates = Gates()
    one, other, third = (gates.literal(subject, [1], 3) for subject in range(3))
    twice = gates.at_least(2, [one, one, other, third])
    assert assigned(gates, twice, (1, 0, 0)) == TRUE
    assert assigned(gates, twice, (0, 1, 0)) == FALSE


def test_all_of_nothing_is_true_and_any_of_nothing_is_false() -> None:
    gates = Gates()
    assert (gates.all_of([]), gates.any_of([])) == (TRUE, FALSE)
