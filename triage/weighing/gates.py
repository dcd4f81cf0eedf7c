"""Conditions on complete cases, where every answer is known and truth has two values: each kept once, as a gate "at least n of these".

*All*, *any*, *not* and *count* are all such gates over literals, and a literal says "this question (or scale) lies in one of these cells".
What is left of a condition when one more question is answered is again a gate. Gates are numbers; 0 is false and 1 is true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

FALSE, TRUE = 0, 1


class _LiesIn(NamedTuple):
    subject: int
    cells: frozenset[int]


class _AtLeast(NamedTuple):
    needed: int
    parts: tuple[int, ...]


class Gates:
    """A store of gates. Whatever is equal is one number, so that "nothing left to tell them apart" is a comparison of numbers.

    `support[gate]` has bit k set when the gate still depends on subject k (a question or a scale).
    """

    def __init__(self) -> None:
        self.support = [0, 0]
        self._gates: list[_LiesIn | _AtLeast | None] = [None, None]
        self._numbers: dict[_LiesIn | _AtLeast, int] = {}
        self._left: dict[tuple[int, int, int], int] = {}

    def literal(self, subject: int, cells: Iterable[int], width: int) -> int:
        """The subject, which has `width` cells, lies in one of `cells`."""
        inside = frozenset(cells)
        if not inside:
            return FALSE
        if len(inside) == width:
            return TRUE
        return self._kept(_LiesIn(subject, inside), 1 << subject)

    def at_least(self, needed: int, parts: Sequence[int]) -> int:
        """At least so many of these parts are true."""
        needed -= parts.count(TRUE)
        open_parts = [part for part in parts if part not in (FALSE, TRUE)]
        if needed <= 0:
            return TRUE
        if needed > len(open_parts):
            return FALSE
        if needed in (1, len(open_parts)):  # of an any or an all a part written twice is one part
            needed = 1 if needed == 1 else len(set(open_parts))
            open_parts = list(set(open_parts))
        if len(open_parts) == 1:
            return open_parts[0]
        support = 0
        for part in open_parts:
            support |= self.support[part]
        return self._kept(_AtLeast(needed, tuple(sorted(open_parts))), support)

    def all_of(self, parts: Sequence[int]) -> int:
        """Every part is true."""
        return self.at_least(len(parts), parts)

    def any_of(self, parts: Sequence[int]) -> int:
        """At least one part is true."""
        return self.at_least(1, parts)

    def assign(self, gate: int, subject: int, cell: int) -> int:
        """What is left of a gate once the subject lies in that cell."""
        if not self.support[gate] >> subject & 1:
            return gate
        found = self._left.get((gate, subject, cell))
        if found is None:
            found = self._left[gate, subject, cell] = self._assigned(gate, subject, cell)
        return found

    def _assigned(self, gate: int, subject: int, cell: int) -> int:
        match self._gates[gate]:
            case _LiesIn(cells=cells):
                return TRUE if cell in cells else FALSE
            case _AtLeast(needed=needed, parts=parts):
                return self.at_least(needed, [self.assign(part, subject, cell) for part in parts])
        raise AssertionError("true and false depend on nothing")

    def _kept(self, gate: _LiesIn | _AtLeast, support: int) -> int:
        number = self._numbers.setdefault(gate, len(self._gates))
        if number == len(self._gates):
            self._gates.append(gate)
            self.support.append(support)
        return number
