"""Which open questions decide the advice, and how much finding out each of them settles.

A question decides when two completions of the case that differ in its answer only give different advices. Exact, on the diagram of the
decision table. Source: framework format 1, *Smallest changes and deciding questions*.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from triage.weighing.diagram import Diagram
from triage.weighing.exact import IMPOSSIBLE, ExactTable, Left, Reading
from triage.weighing.result import ItemResult, ScaleResult, Trace, Weighing


@dataclass(frozen=True)
class DecidingQuestion:
    """An open question that decides. `items` are its ids: several when tallies count the same facts.

    `leaves` holds, for answers of which the outcome is the same, the cells of the question and the outcomes that are then still possible.
    `rank` is 1 for the question that settles most; questions that settle as much have the same rank.
    """

    number: int
    items: tuple[str, ...]
    leaves: tuple[tuple[tuple[int, ...], tuple[str, ...]], ...]
    rank: int

    @property
    def most_left(self) -> int:
        """How many outcomes are still possible after the answer that settles least."""
        return max(len(outcomes) for _cells, outcomes in self.leaves)


def deciding_questions(exact: ExactTable, reading: Reading) -> tuple[DecidingQuestion, ...]:
    """The questions that decide, those first that settle most.

    First comes the question after which, whatever the answer is, the fewest outcomes are left; then the one that leaves fewest on average
    over its answers, each that can be told apart counted once; questions that are equal in both stand in the order of the file. Raises
    TooLargeError.
    """
    found = []
    for number in _deciding(reading.table, reading.left):
        leaves = _leaves(reading.table, reading.left, number)
        counts = [labels.bit_count() for labels in leaves.values()]
        found.append(((max(counts), Fraction(sum(counts), len(counts))), number, leaves))
    places = {item.id: place for place, item in enumerate(exact.framework.items)}
    found.sort(key=lambda one: (one[0], min(places[item] for item in exact.space.questions[one[1]].items)))
    return tuple(
        DecidingQuestion(
            number,
            exact.space.questions[number].items,
            tuple(_grouped(exact, reading.table, leaves)),
            1 + sum(other[0] < settles for other in found),
        )
        for settles, number, leaves in found
    )


def missing(weighing: Weighing) -> tuple[tuple[ScaleResult, tuple[ItemResult, ...]], ...]:
    """The scales about which too little is known for an advice, each with its open items, the most points at stake first."""
    scales = [scale for scale in weighing.scales if not scale.sufficient and scale.scale.id in _asked_about(weighing)]
    return tuple(
        (scale, tuple(sorted((item for item in scale.items if not item.known), key=lambda item: item.least - item.greatest)))
        for scale in scales
    )


def _asked_about(weighing: Weighing) -> set[str]:
    """The scales without which the walk could not speak, or for which its one advice is withheld."""
    advice = weighing.advice
    if advice is None:
        return set()
    return {*advice.withheld, *(scale for line in advice.lines if line.trace is not None for scale in _insufficient(line.trace))}


def _insufficient(trace: Trace) -> Iterator[str]:
    if trace.insufficient is not None:
        yield trace.insufficient.id
    for part in trace.parts:
        yield from _insufficient(part)


def _grouped(exact: ExactTable, table: Diagram, leaves: Mapping[int, int]) -> Iterator[tuple[tuple[int, ...], tuple[str, ...]]]:
    for labels in dict.fromkeys(leaves.values()):
        cells = tuple(cell for cell, one in leaves.items() if one == labels)
        yield cells, exact.named([label for bit, label in enumerate(table.labels) if labels >> bit & 1])


def _deciding(table: Diagram, left: Left) -> list[int]:
    """The questions, by number, that some two completions differ by, both of which somebody can have."""
    same = _Remaining(table, left)
    same.number(table.root)
    alike: set[tuple[int, int]] = set()
    found = set()
    for node in same.seen:
        question = table.question[node]
        children = sorted({table.children[node][cell] for cell in left[question]})
        if question not in found and any(_differ(table, left, one, other, alike) for one, other in combinations(children, 2)):
            found.add(question)
    return sorted(found)


class _Remaining:
    """What is left of the table at each node once what is known is filled in: nodes with the same number can no longer be told apart."""

    def __init__(self, table: Diagram, left: Left) -> None:
        self.table, self.left = table, left
        self.seen: dict[int, int] = {}
        self._numbers: dict[tuple[int, tuple[int, ...]], int] = {}

    def number(self, node: int) -> int:
        """The number of what is left at a node; an end is its own number."""
        if node < 0:
            return node
        if node not in self.seen:
            question = self.table.question[node]
            rest = tuple(self.number(self.table.children[node][cell]) for cell in self.left[question])
            same = rest[0] if len(set(rest)) == 1 else self._numbers.setdefault((question, rest), len(self._numbers))
            self.seen[node] = same
        return self.seen[node]


def _differ(table: Diagram, left: Left, one: int, other: int, alike: set[tuple[int, int]]) -> bool:
    """Whether the same remaining answers lead from two nodes to different ends, neither of them impossible."""
    if one == other or (one, other) in alike:
        return False
    if one < 0 and other < 0:
        return IMPOSSIBLE not in (table.label(one), table.label(other))
    top = min(table.question[node] for node in (one, other) if node >= 0)
    for below, beside in ((_below(table, one, top, cell), _below(table, other, top, cell)) for cell in left[top]):
        if _differ(table, left, below, beside, alike):
            return True
    alike.add((one, other))
    return False


def _below(table: Diagram, node: int, question: int, cell: int) -> int:
    """The child of a node under a cell; a node that does not ask the question stays where it is."""
    return table.children[node][cell] if node >= 0 and table.question[node] == question else node


def _leaves(table: Diagram, left: Left, question: int) -> dict[int, int]:
    """Per cell of an open question the labels, as bits, that completions with that cell end at; no cell that nobody can have."""
    ends: dict[int, int] = {}
    impossible = 1 << table.labels.index(IMPOSSIBLE) if IMPOSSIBLE in table.labels else 0
    asking, beside = _up_to(table, left, question)
    leaves = {}
    for cell in left[question]:
        labels = beside
        for node in asking:
            labels |= _ends(table, left, table.children[node][cell], ends)
        if labels & ~impossible:
            leaves[cell] = labels & ~impossible
    return leaves


def _up_to(table: Diagram, left: Left, question: int) -> tuple[Collection[int], int]:
    """The nodes that ask a question and can be reached, and the labels, as bits, that are reached without asking it."""
    seen, waiting, asking, beside = {table.root}, [table.root], [], 0
    while waiting:
        node = waiting.pop()
        if node < 0:
            beside |= 1 << (-1 - node)
        elif table.question[node] == question:
            asking.append(node)
        else:
            fresh = {table.children[node][cell] for cell in left[table.question[node]]} - seen
            seen |= fresh
            waiting += fresh
    return asking, beside


def _ends(table: Diagram, left: Left, node: int, known: dict[int, int]) -> int:
    """The labels, as bits, that completions end at from a node."""
    if node < 0:
        return 1 << (-1 - node)
    if node not in known:
        labels = 0
        for child in {table.children[node][cell] for cell in left[table.question[node]]}:
            labels |= _ends(table, left, child, known)
        known[node] = labels
    return known[node]
