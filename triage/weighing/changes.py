"""Smallest changes: the fewest changeable answers that, each a step less heavy, would make the advice lighter. All such sets, exactly.

It explains the framework: what counts, and how much. It promises nothing about life. Open answers stay open: a set is given only when every
completion ends lighter. Source: framework format 1, *Smallest changes and deciding questions*; method in docs/decisions.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from triage.weighing.diagram import Diagram
from triage.weighing.exact import IMPOSSIBLE, ExactTable, Left, Reading, reached
from triage.weighing.limits import Bound, TooLargeError
from triage.weighing.questions import Question

NEVER = 1_000
"""The cost of what cannot be: more than any number of changes."""

MOST_TAKEN = 20_000
"""Half-made sets of changes that are looked at for one case with open answers."""

COMPARED = ("help", "list")
"""The kinds of outcome that are lighter or heavier than one another."""

Step = tuple[int, int]
"""A change of one answer: the number of the question and the cell it would then lie in."""

Steps = tuple[Step, ...]


class Found(Enum):
    """What came of looking for smallest changes."""

    SETS = "sets"
    UNREACHABLE = "unreachable"
    LIGHTEST = "lightest"
    NOT_ONE = "not_one"


@dataclass(frozen=True)
class ChangeSet:
    """Questions whose answers would all have to change. `ways` holds every choice of new answers that does it, the smallest steps first."""

    questions: tuple[int, ...]
    ways: tuple[Steps, ...]


@dataclass(frozen=True)
class Changes:
    """The smallest sets of changes of one case, in the order of the file. `now` is the one help or list outcome that is possible."""

    found: Found
    now: str | None = None
    sets: tuple[ChangeSet, ...] = ()

    @property
    def least(self) -> int:
        """How many answers have to change; 0 without a set."""
        return len(self.sets[0].questions) if self.sets else 0

    def by_question(self) -> tuple[tuple[int, int], ...]:
        """The questions with the number of sets they stand in, most first."""
        counts: dict[int, int] = {}
        for one in self.sets:
            for question in one.questions:
                counts[question] = counts.get(question, 0) + 1
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


class SmallestChanges:
    """Finds smallest changes by one framework. Raises TooLargeError where the table, or one case, is too tangled to settle."""

    def __init__(self, exact: ExactTable) -> None:
        self.exact = exact
        kinds = exact.framework.outcome_by_id
        self.compared = {label for label, outcome in enumerate(exact.outcomes) if outcome in kinds and kinds[outcome].kind in COMPARED}
        self.allowed = [_allowed(question) for question in exact.space.questions]
        self.costs = [_costs(len(question.cells), steps) for question, steps in zip(exact.space.questions, self.allowed, strict=True)]

    def of(self, reading: Reading) -> Changes:
        """The smallest changes of one case."""
        now = self._now(reading)
        if now is None:
            return Changes(Found.NOT_ONE)
        if now == min(self.compared):
            return Changes(Found.LIGHTEST, self.exact.outcomes[now])
        return self._changes(now, _Search(self.costs, self.lighter(now), reading).smallest())

    def of_complete(self, cells: NDArray[np.int64]) -> list[Changes]:
        """The smallest changes of many complete cases at once: cases by questions, the cell of each answer."""
        labels, paths = self._sweep.find(cells)
        found: list[list[Steps]] = [[] for _ in cells]
        for case, steps in paths:
            found[case].append(steps)
        return [self._of_complete(label, steps) for label, steps in zip(labels, found, strict=True)]

    def _of_complete(self, label: int, steps: list[Steps]) -> Changes:
        if label not in self.compared:
            return Changes(Found.NOT_ONE)
        if label == min(self.compared):
            return Changes(Found.LIGHTEST, self.exact.outcomes[label])
        return self._changes(label, steps)

    def _now(self, reading: Reading) -> int | None:
        """The label of the one help or list outcome that is possible."""
        labels = reached(reading.table, reading.left)
        return labels.pop() if len(labels) == 1 and labels <= self.compared else None

    def _changes(self, now: int, steps: Iterable[Steps]) -> Changes:
        sets: dict[tuple[int, ...], list[Steps]] = {}
        for one in steps:
            sets.setdefault(tuple(question for question, _cell in one), []).append(one)
        outcome = self.exact.outcomes[now]
        if not sets:
            return Changes(Found.UNREACHABLE, outcome)
        return Changes(Found.SETS, outcome, tuple(ChangeSet(at, tuple(sorted(ways, key=self._size))) for at, ways in self._in_order(sets)))

    def _in_order(self, sets: Mapping[tuple[int, ...], list[Steps]]) -> Iterator[tuple[tuple[int, ...], list[Steps]]]:
        """Sets in the order of the file, and the questions of a set too."""
        for _places, at in sorted((sorted(map(self._place, at)), at) for at in sets):
            order = sorted(range(len(at)), key=lambda number: self._place(at[number]))
            yield tuple(at[number] for number in order), [tuple(steps[number] for number in order) for steps in sets[at]]

    @cached_property
    def _sweep(self) -> _Sweep:
        return _Sweep(self.exact.table, self.costs, self.compared)

    @cached_property
    def _places(self) -> tuple[int, ...]:
        return tuple(question.tables[0].place for question in self.exact.space.questions)

    def _place(self, question: int) -> int:
        return self._places[question]

    def _size(self, steps: Steps) -> tuple[int, Steps]:
        """How far the answers move, in answers that can be told apart. The cell an answer leaves is the same in every way of a set."""
        return -sum(self._still_lighter[question][cell] for question, cell in steps), steps

    @cached_property
    def _still_lighter(self) -> list[list[int]]:
        """Per cell of a question the number of cells that are lighter still: the fewer there are, the larger the step to it."""
        return [(costs == 1).sum(axis=1).tolist() for costs in self.costs]

    def lighter(self, now: int) -> set[int]:
        """The labels of the help and list outcomes that are lighter."""
        return {label for label in self.compared if label < now}


def _allowed(question: Question) -> set[Step]:
    """The pairs (heavier cell, lighter cell) that may be changed: of a question whose answer can change, and that is not the age."""
    changeable = all(table.item.changeable == "dynamic" and table.item.kind != "age" for table in question.tables)
    return {(heavy, light) for light, heavy in question.heavier} if changeable else set()


def _costs(width: int, allowed: Iterable[Step]) -> NDArray[np.int16]:
    """What it costs to go from one cell to another: nothing to stay, 1 to a lighter one that is allowed."""
    costs = np.full((width, width), NEVER, np.int16)
    np.fill_diagonal(costs, 0)
    for heavy, light in allowed:
        costs[heavy, light] = 1
    return costs


class _Search:
    """The smallest changes of one case, whose answers may be open: half-made sets of changes, with the nodes that completions have reached.

    The nodes are carried together, for a later change must not depend on an answer that nobody has.
    """

    def __init__(self, costs: Sequence[NDArray[np.int16]], lighter: set[int], reading: Reading) -> None:
        self.costs, self.lighter, self.table, self.left = costs, lighter, reading.table, reading.left
        self._bounds: dict[int, int] = {}

    def smallest(self) -> list[Steps]:
        """Every smallest set of steps; none when changeable answers cannot do it."""
        changeable = sum(len(cells) == 1 and bool((costs[cells[0]] == 1).any()) for costs, cells in zip(self.costs, self.left, strict=True))
        for most in range(self._bound(self.table.root), changeable + 1):
            if found := [steps for steps in self._within(most) if reached(self.table, _with(self.left, steps)) <= self.lighter]:
                return found
        return []

    def _within(self, most: int) -> list[Steps]:
        """The sets of at most so many steps after which no completion that somebody can have ends elsewhere."""
        made: set[tuple[frozenset[int], Steps]] = {(frozenset([self.table.root]), ())}
        for question in range(len(self.left)):
            made = {one for nodes, steps in made for one in self._onward(question, nodes, steps, most)}
            if len(made) > MOST_TAKEN:
                raise TooLargeError(Bound.STATES, MOST_TAKEN)
        return [steps for _nodes, steps in made]

    def _onward(self, question: int, nodes: frozenset[int], steps: Steps, most: int) -> Iterator[tuple[frozenset[int], Steps]]:
        asking = [node for node in nodes if node >= 0 and self.table.question[node] == question]
        if not asking:
            yield nodes, steps
            return
        beside = nodes.difference(asking)
        for cells, taken in self._choices(question, steps):
            there = beside.union(self.table.children[node][cell] for node in asking for cell in cells)
            if len(taken) + max(map(self._bound, there)) <= most:
                yield there, taken

    def _choices(self, question: int, steps: Steps) -> Iterator[tuple[tuple[int, ...], Steps]]:
        """The cells the answer may lie in: as it is, or after one step."""
        left = self.left[question]
        yield left, steps
        if len(left) == 1:
            yield from (((int(cell),), (*steps, (question, int(cell)))) for cell in np.flatnonzero(self.costs[question][left[0]] == 1))

    def _bound(self, node: int) -> int:
        """The fewest steps from a node, if each could wait for the answers that come before it: never more than the truth."""
        if node < 0:
            label = self.table.label(node)
            return 0 if label in self.lighter or label == IMPOSSIBLE else NEVER
        if node not in self._bounds:
            question = self.table.question[node]
            children, left = self.table.children[node], self.left[question]
            if len(left) > 1:
                least = max(self._bound(children[cell]) for cell in left)
            else:
                prices = self.costs[question][left[0]].tolist()
                least = min(self._bound(child) + price for child, price in zip(children, prices, strict=True))
            self._bounds[node] = min(least, NEVER)
        return self._bounds[node]


def _with(left: Left, steps: Steps) -> Left:
    changed = dict(steps)
    return tuple((changed[question],) if question in changed else cells for question, cells in enumerate(left))


@dataclass(frozen=True)
class _Layer:
    """The nodes that ask one question, which stand together: the first, and where each cell of each leads."""

    question: int
    first: int
    children: NDArray[np.int64]

    @property
    def end(self) -> int:
        """One past the last."""
        return self.first + len(self.children)


class _Sweep:
    """The smallest changes of many complete cases at once: the cost of every node from the ends up, then down along the cheapest branches.

    Ends come first in the numbering here, then the nodes.
    """

    def __init__(self, table: Diagram, costs: Sequence[NDArray[np.int16]], compared: set[int]) -> None:
        self.labels, self.costs, self.compared = np.array(table.labels), costs, compared
        self.layers = list(self._layers(table))
        self.root = self._number(table.root)
        self.size = len(table.labels) + len(table.question)

    def find(self, cells: NDArray[np.int64]) -> tuple[list[int], Iterator[tuple[int, Steps]]]:
        """The label of each case, and every smallest set of steps with the number of its case."""
        labels = self.labels[self._ends(cells)]
        costs = self._cheapest(cells, labels)
        return labels.tolist(), self._paths(cells, costs)

    def _number(self, node: int) -> int:
        return -1 - node if node < 0 else node + len(self.labels)

    def _layers(self, table: Diagram) -> Iterator[_Layer]:
        """From the last question to the first: children come before their parents."""
        for question in sorted(set(table.question), reverse=True):
            nodes = [node for node, asked in enumerate(table.question) if asked == question]
            children = np.array([[self._number(child) for child in table.children[node]] for node in nodes])
            yield _Layer(question, self._number(nodes[0]), children)

    def _ends(self, cells: NDArray[np.int64]) -> NDArray[np.int64]:
        at = np.full(len(cells), self.root)
        for layer in reversed(self.layers):
            here = np.flatnonzero((at >= layer.first) & (at < layer.end))
            at[here] = layer.children[at[here] - layer.first, cells[here, layer.question]]
        return at

    def _cheapest(self, cells: NDArray[np.int64], labels: NDArray[np.int64]) -> NDArray[np.int16]:
        """Nodes by cases: the fewest steps that lead from a node to a lighter outcome than the case has now."""
        costs = np.empty((self.size, len(cells)), np.int16)
        comparable = np.isin(labels, list(self.compared))
        for end, label in enumerate(self.labels.tolist()):
            costs[end] = np.where(comparable & (label in self.compared) & (label < labels), 0, NEVER)
        for layer in self.layers:
            prices = self.costs[layer.question][cells[:, layer.question]]
            least = costs[layer.first : layer.end]
            np.add(costs[layer.children[:, 0]], prices[:, 0], out=least)
            for cell in range(1, layer.children.shape[1]):
                np.minimum(least, costs[layer.children[:, cell]] + prices[:, cell], out=least)
            np.minimum(least, NEVER, out=least)
        return costs

    def _paths(self, cells: NDArray[np.int64], costs: NDArray[np.int16]) -> Iterator[tuple[int, Steps]]:
        """Every cheapest way down; two ways that take the same steps are one, for what is known leaves one branch besides."""
        case = np.flatnonzero((costs[self.root] > 0) & (costs[self.root] < NEVER))
        node, owing = np.full(len(case), self.root), costs[self.root, case].astype(np.int64)
        taken = np.full((len(case), int(owing.max(initial=0)), 2), -1)
        for layer in reversed(self.layers):
            inside = (node >= layer.first) & (node < layer.end)
            rows, others = np.flatnonzero(inside), np.flatnonzero(~inside)
            prices = self.costs[layer.question][cells[case[rows], layer.question]].astype(np.int64)
            below = layer.children[node[rows] - layer.first]
            which, cell = np.nonzero(prices + costs[below, case[rows, None]] == owing[rows, None])
            source, price = rows[which], prices[which, cell]
            path = taken[source]
            paid = np.flatnonzero(price)
            path[paid, owing[source][paid] - 1] = np.stack([np.full(len(paid), layer.question), cell[paid]], axis=1)
            case, node = np.concatenate([case[others], case[source]]), np.concatenate([node[others], below[which, cell]])
            owing, taken = np.concatenate([owing[others], owing[source] - price]), np.concatenate([taken[others], path])
        for number, steps in zip(case.tolist(), taken.tolist(), strict=True):
            yield number, tuple((question, cell) for question, cell in steps if question >= 0)
