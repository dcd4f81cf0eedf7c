"""A decision table as a diagram: a layer per question, a branch per cell, an end per label. Every complete case is one path to one end.

Because no path is guessed, a walk over the diagram answers for all cases at once: is there a path to this end, and which case is it; do
two cases that differ in one answer ever end so. Equal nodes are one node, so there are few. Made by `fold.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Cells = tuple[int, ...]
"""A complete case: the chosen cell of every question."""


@dataclass(frozen=True)
class Diagram:
    """`question[n]` is what node n asks and `children[n]` where each cell leads; children come before their parents.

    An end is a negative number: -1 - k for label k of `labels`. `questions` is the number of questions.
    """

    questions: int
    labels: tuple[int, ...]
    question: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    root: int

    def end(self, cells: Sequence[int]) -> int:
        """The label at which a complete case ends."""
        node = self.root
        while node >= 0:
            node = self.children[node][cells[self.question[node]]]
        return self.label(node)

    def label(self, end: int) -> int:
        """The label of an end."""
        return self.labels[-1 - end]

    def relabelled(self, new: Callable[[int], int]) -> Diagram:
        """The same diagram with other labels; smaller where labels became equal."""
        building = Building([new(label) for label in self.labels])
        ends = [building.end(new(label)) for label in self.labels]
        at: list[int] = []
        for question, children in zip(self.question, self.children, strict=True):
            at.append(building.node(question, tuple(ends[-1 - child] if child < 0 else at[child] for child in children)))
        return building.done(self.questions, ends[-1 - self.root] if self.root < 0 else at[self.root])

    def find(self, wanted: Iterable[int], allowed: Mapping[int, Sequence[int]] | None = None) -> Cells | None:
        """A case that ends at a wanted label; None when there is none. `allowed` limits the cells of some questions."""
        limits, dead = allowed or {}, set[int]()
        ends = {-1 - number for number, label in enumerate(self.labels) if label in set(wanted)}

        def walk(node: int) -> dict[int, int] | None:
            if node < 0:
                return {} if node in ends else None
            if node in dead:
                return None
            question = self.question[node]
            for cell in limits.get(question, range(len(self.children[node]))):
                path = walk(self.children[node][cell])
                if path is not None:
                    return {question: cell, **path}
            dead.add(node)
            return None

        path = walk(self.root)
        return None if path is None else self._complete(path, limits)

    def find_pair(
        self, question: int, pairs: Iterable[tuple[int, int]], clash: Callable[[int, int], bool], seen: set[tuple[int, int]]
    ) -> tuple[Cells, Cells] | None:
        """Two cases that differ in one question only, by one of these pairs of cells, and whose labels clash; None when there are none.

        `seen` keeps pairs of nodes below which nothing clashes; hand it on to the next question asked with the same `clash`.
        """
        wanted = list(pairs)
        for node, asked in enumerate(self.question):
            if asked != question:
                continue
            children, tried = self.children[node], set[tuple[int, int]]()
            for one, other in wanted:
                below = children[one], children[other]
                if below in tried:
                    continue
                tried.add(below)
                path = self._clash(*below, clash, seen)
                if path is not None:
                    cells = self._complete({**self._way_to(node), **path}, {})
                    return _with(cells, question, one), _with(cells, question, other)
        return None

    def matters(self, question: int, clash: Callable[[int, int], bool], seen: set[tuple[int, int]]) -> bool:
        """Whether some two cases that differ in this question only have labels that clash; `clash` is the same both ways round.

        `seen` as in `find_pair`.
        """
        return any(
            self._clash(one, other, clash, seen) is not None
            for asked, children in zip(self.question, self.children, strict=True)
            if asked == question
            for one, other in combinations(sorted(set(children)), 2)
        )

    def _clash(self, one: int, other: int, clash: Callable[[int, int], bool], seen: set[tuple[int, int]]) -> dict[int, int] | None:
        """The cells that lead from two nodes to labels that clash; None when no cells do."""
        if one == other or (one, other) in seen:
            return None
        if one < 0 and other < 0:
            return {} if clash(self.label(one), self.label(other)) else None
        top = min(self.question[node] for node in (one, other) if node >= 0)
        for cell, (below, beside) in enumerate(self._side_by_side(one, other, top)):
            path = self._clash(below, beside, clash, seen)
            if path is not None:
                return {top: cell, **path}
        seen.add((one, other))
        return None

    def _side_by_side(self, one: int, other: int, top: int) -> Iterator[tuple[int, int]]:
        """The children of two nodes under the same cell of the question `top`; a node that does not ask it stays where it is."""
        asks_one, asks_other = (node >= 0 and self.question[node] == top for node in (one, other))
        for cell in range(len(self.children[one if asks_one else other])):
            yield self.children[one][cell] if asks_one else one, self.children[other][cell] if asks_other else other

    def _way_to(self, node: int) -> dict[int, int]:
        """The cells that lead from the root to a node."""
        above: dict[int, tuple[int, int]] = {}
        for parent, children in enumerate(self.children):
            for cell, child in enumerate(children):
                above.setdefault(child, (parent, cell))
        path = {}
        while node != self.root:
            node, cell = above[node]
            path[self.question[node]] = cell
        return path

    def _complete(self, path: Mapping[int, int], allowed: Mapping[int, Sequence[int]]) -> Cells:
        """A case from the cells that matter: for every other question the first that is allowed."""
        return tuple(path.get(question, allowed.get(question, (0,))[0]) for question in range(self.questions))


class Building:
    """A diagram in the making: equal nodes are made once, and a node whose children are all the same is that child."""

    def __init__(self, labels: Iterable[int]) -> None:
        self._labels = tuple(sorted(set(labels)))
        self._made: dict[tuple[int, tuple[int, ...]], int] = {}

    def end(self, label: int) -> int:
        """The number of the end with this label."""
        return -1 - self._labels.index(label)

    def node(self, question: int, children: tuple[int, ...]) -> int:
        """The number of the node that asks a question and leads there."""
        if all(child == children[0] for child in children):
            return children[0]
        return self._made.setdefault((question, children), len(self._made))

    def done(self, questions: int, root: int) -> Diagram:
        """The finished diagram."""
        return Diagram(
            questions, self._labels, tuple(question for question, _ in self._made), tuple(below for _, below in self._made), root
        )


def _with(cells: Cells, question: int, cell: int) -> Cells:
    return (*cells[:question], cell, *cells[question + 1 :])
