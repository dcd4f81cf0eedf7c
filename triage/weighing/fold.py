"""From a decision table to its diagram: the questions are answered one by one, and half-filled cases that nothing still to be asked can
tell apart become one node.

A half-filled case is what is left of the lines and of the derived items (`_Left`), and the running sums of the scales that still matter.
Exact, without guessing; past a number of states it gives up and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from triage.weighing.diagram import Building, Diagram
from triage.weighing.gates import FALSE, TRUE
from triage.weighing.limits import BRANCHES_PER_STATE, MOST_STATES, Bound, TooLargeError
from triage.weighing.space import Space
from triage.weighing.sums import RunningSums, Sums

Lines = Sequence[tuple[int, int]]
"""A decision table: (gate, label) in order; the first true line counts and the last is always true."""


@dataclass(frozen=True)
class _Left:
    """What half-filled cases leave open: the lines not yet false, the lines of derived items that matter, and on what both depend."""

    lines: tuple[tuple[int, int], ...]
    derived: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    needs: int


_State = tuple[int, tuple[Sums, ...]]
"""The number of a `_Left`, and the sums of every scale."""


class Folding:
    """The parts of folding that are the same for every table of a framework."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.known_at: dict[str, int] = {}
        self.after: list[list[str]] = [[] for _ in range(len(space.questions) + 1)]
        for item in space.framework.items:
            self._item_known(item.id)
        for scale in space.framework.scales:
            self._scale_known(scale.id)
        self.sums = RunningSums(space, self.known_at)
        self.adds = [[self._added(number, cell) for cell in range(len(question.cells))] for number, question in enumerate(space.questions)]

    def fold(self, lines: Lines, most: int = MOST_STATES) -> Diagram:
        """The diagram of a decision table. Raises TooLargeError past so many states."""
        return _Fold(self, lines).diagram(most)

    def _item_known(self, item: str) -> int:
        """The question after which the points of an item are certain; -1 when they are from the start."""
        if item not in self.known_at:
            if item in self.space.place:
                self.known_at[item] = self.space.place[item]
            else:
                self.known_at[item] = max((self._known(gate) for gate, _ in self.space.derived[item]), default=-1)
                self.after[self.known_at[item] + 1].append(item)
        return self.known_at[item]

    def _scale_known(self, scale: str) -> int:
        """The same for the score of a scale."""
        if scale not in self.known_at:
            self.known_at[scale] = max((self._item_known(item.id) for item in self.space.framework.items_of(scale)), default=-1)
            self.after[self.known_at[scale] + 1].append(scale)
        return self.known_at[scale]

    def _known(self, gate: int) -> int:
        support, asked = self.space.gates.support[gate], len(self.space.questions)
        questions = [number for number in range(asked) if support >> number & 1]
        scales = [self._scale_known(scale) for scale, subject in self.space.scale_subject.items() if support >> subject & 1]
        return max([*questions, *scales], default=-1)

    def _added(self, number: int, cell: int) -> tuple[tuple[int, int, int], ...]:
        """What a cell adds: (scale, slot, points), without zeros."""
        slots = self.sums.slot
        return tuple((*slots[item.id], points) for item, points in self.space.questions[number].points(cell) if points and item.id in slots)


class _Fold:
    """One table being folded."""

    def __init__(self, folding: Folding, lines: Lines) -> None:
        self.folding = folding
        self.space = folding.space
        self.gates = folding.space.gates
        self.asked = len(folding.space.questions)
        self.labels = [label for _gate, label in lines]
        self.left: list[_Left] = []
        self.numbers: dict[tuple[object, object], int] = {}
        self.assigned: dict[tuple[int, int, int], int] = {}
        self.first = self._settled(-1, self._number(lines, self.space.derived), folding.sums.start())

    def diagram(self, most: int) -> Diagram:
        """Fold layer by layer, then make equal nodes one from the ends upwards."""
        building = Building(self.labels)
        if not isinstance(self.first, tuple):
            return building.done(self.asked, building.end(self.first))
        layers: list[list[list[int]]] = []
        states: dict[_State, int] = {self.first: 0}
        seen = branches = 0
        for question in range(self.asked):
            following: dict[_State, int] = {}
            layers.append([])
            for state in states:
                row = [
                    following.setdefault(to, len(following)) if isinstance(to, tuple) else building.end(to)
                    for to in self._answered(question, state)
                ]
                layers[-1].append(row)
                branches += len(row)
                if seen + len(following) > most or branches > BRANCHES_PER_STATE * most:
                    raise TooLargeError(Bound.STATES, most, self.space.questions[question].items)
            states, seen = following, seen + len(following)
        below: list[int] = []
        for question in range(self.asked - 1, -1, -1):
            below = [building.node(question, tuple(below[to] if to >= 0 else to for to in row)) for row in layers[question]]
        return building.done(self.asked, below[0])

    def _answered(self, question: int, state: _State) -> list[int | _State]:
        """Where each cell of a question leads: a label or the next state."""
        left, sums = state
        adds = self.folding.adds[question]
        if not self.left[left].needs >> question & 1 and not any(sums[scale] for cell in adds for scale, _slot, _points in cell):
            return [self._settled(question, left, sums)] * len(adds)
        return [self._settled(question, self._assign(left, question, cell), _with_points(sums, added)) for cell, added in enumerate(adds)]

    def _settled(self, question: int, left: int, sums: tuple[Sums, ...]) -> int | _State:
        """Work out what is certain after a question; a label when the table has come to its end."""
        current = list(sums)
        for subject in self.folding.after[question + 1]:
            if subject in self.space.derived:
                self._add_derived(subject, left, current)
            else:
                left = self._with_scales(question, left, current, [self.space.scale_subject[subject] - self.asked])
        left = self._with_scales(question, left, current, range(len(current)))
        (first, label), needs = self.left[left].lines[0], self.left[left].needs
        if first == TRUE:
            return label
        return left, tuple(one if needs >> (self.asked + scale) & 1 else () for scale, one in enumerate(current))

    def _add_derived(self, item: str, left: int, sums: list[Sums]) -> None:
        """Add the points of a derived item whose line is certain now; nothing when nobody asks for it any more."""
        lines = dict(self.left[left].derived).get(item)
        if lines is not None:
            scale, slot = self.folding.sums.slot[item]
            sums[scale] = _plus(sums[scale], slot, lines[0][1])

    def _with_scales(self, question: int, left: int, sums: list[Sums], scales: Iterable[int]) -> int:
        """Make the sums as plain as can be, and assign each scale whose cell is certain."""
        for scale in scales:
            if sums[scale] and self.left[left].needs >> (self.asked + scale) & 1:
                cell, sums[scale] = self.folding.sums.plain(question, scale, sums[scale])
                if cell is not None:
                    left = self._assign(left, self.asked + scale, cell)
        return left

    def _assign(self, left: int, subject: int, cell: int) -> int:
        """What is left once a subject lies in a cell."""
        if not self.left[left].needs >> subject & 1:
            return left
        found = self.assigned.get((left, subject, cell))
        if found is None:
            one = self.left[left]
            found = self.assigned[left, subject, cell] = self._number(
                [(self.gates.assign(gate, subject, cell), label) for gate, label in one.lines],
                {item: tuple((self.gates.assign(gate, subject, cell), points) for gate, points in lines) for item, lines in one.derived},
            )
        return found

    def _number(self, lines: Lines, derived: Mapping[str, Sequence[tuple[int, int]]]) -> int:
        """The number of what is left, without false lines, lines after a true one, and derived items that do not matter."""
        kept = _until_true(lines)
        while len(kept) > 1 and kept[-2][1] == kept[-1][1]:  # the same label follows anyway
            kept.pop(-2)
        needs = self._support(kept)
        matter: dict[str, tuple[tuple[int, int], ...]] = {}
        while more := [item for item in derived if item not in matter and self._matters(item, needs)]:
            for item in more:
                matter[item] = tuple(_until_true(derived[item]))
                needs |= self._support(matter[item])
        key = tuple(kept), tuple(sorted(matter.items()))
        number = self.numbers.setdefault(key, len(self.left))
        if number == len(self.left):
            self.left.append(_Left(*key, needs))
        return number

    def _support(self, lines: Lines) -> int:
        needs = 0
        for gate, _ in lines:
            needs |= self.gates.support[gate]
        return needs

    def _matters(self, item: str, needs: int) -> bool:
        """A derived item matters when its scale does; as an answer of its own it stands inside the gates already."""
        slots = self.folding.sums.slot
        return item in slots and bool(needs >> (self.asked + slots[item][0]) & 1)


def _until_true(lines: Lines) -> list[tuple[int, int]]:
    """The lines that are not false, up to and including the first that is true."""
    kept = []
    for gate, value in lines:
        if gate != FALSE:
            kept.append((gate, value))
        if gate == TRUE:
            break
    return kept


def _with_points(sums: tuple[Sums, ...], added: Iterable[tuple[int, int, int]]) -> tuple[Sums, ...]:
    """The sums with the points of one cell; a scale that nobody asks about stays empty."""
    current = list(sums)
    for scale, slot, points in added:
        if current[scale]:
            current[scale] = _plus(current[scale], slot, points)
    return tuple(current)


def _plus(sums: Sums, slot: int, points: int) -> Sums:
    return (*sums[:slot], sums[slot] + points, *sums[slot + 1 :])
