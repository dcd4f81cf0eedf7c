"""Who moves between two versions of a framework, and by which change: the smallest set of changes that does it by itself.

For a case that moves, changes are put into the old version one by one, then several together, until the case stands where the new version
puts it. Two questions are answered apart. *Because*: which changes, made alone, already bring the move about (several sets when more than
one of the same size does). *Undone by*: which single changes, taken back out of the new version, take the move back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from triage.cases.table import CaseTable
from triage.framework.model import Framework
from triage.review.mixture import Parts, Versions
from triage.review.outcomes import About, Aspect, Frame, Given, Outcomes, outcomes_of
from triage.weighing.tables import Bools

MOST_TRIED_TOGETHER = 8
"""Changes that touch a case of which every combination is tried; of more, changes are left out one by one."""

MOST_MIXTURES = 2_000
"""Mixtures of two versions that are weighed for one comparison."""


@dataclass(frozen=True)
class Move:
    """One thing that is other for one case. `before` or `after` is None where that version does not have it.

    `because` holds sets of changes in the order of the file; empty when no set was found within the bound. With `smallest` no set of fewer
    changes does it; without, no change can be left out of it.
    """

    case: str
    aspect: Aspect
    before: Given | None
    after: Given | None
    because: tuple[tuple[str, ...], ...]
    smallest: bool
    undone_by: tuple[str, ...]


@dataclass(frozen=True)
class Movement:
    """Everything that moves in a table of cases, case by case in the order of the table."""

    weighed: int
    moves: tuple[Move, ...]

    def about(self, about: About) -> tuple[Move, ...]:
        """The moves of the advice, of levels or of scores."""
        return tuple(move for move in self.moves if move.aspect.about is about)

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases for which anything moves."""
        return tuple(dict.fromkeys(move.case for move in self.moves))

    def by_part(self, about: About) -> dict[str, int]:
        """How many cases each change moves, alone or with others."""
        named = [{part for parts in move.because for part in parts} for move in self.about(about)]
        return dict(Counter(part for parts in named for part in sorted(parts)).most_common())


def movement(old: Framework, new: Framework, cases: CaseTable) -> Movement:
    """Who moves when `new` takes the place of `old`. Answers that a version does not understand count there as unknown."""
    frame = Frame.of(old, new)
    before, after = (outcomes_of(framework, cases, frame) for framework in (old, new))
    moved = {aspect: _differ(before.values[aspect], after.values[aspect]) for aspect in frame.aspects}
    some = np.flatnonzero(np.logical_or.reduce([*moved.values(), np.zeros(len(cases), np.bool_)]))
    search = _Search(Versions(old, new), CaseTable.of([cases.case(int(number)) for number in some]), frame)
    found = {(int(some[number]), aspect): cause for (number, aspect), cause in search.causes().items()}
    moves = [
        Move(cases.codes[number], aspect, before.values[aspect][number], after.values[aspect][number], *found[number, aspect])
        for number in map(int, some)
        for aspect in frame.aspects
        if moved[aspect][number]
    ]
    return Movement(len(cases), tuple(moves))


def _differ(one: NDArray[np.object_], other: NDArray[np.object_]) -> Bools:
    return np.array([left != right for left, right in zip(one, other, strict=True)], dtype=np.bool_)


Cause = tuple[tuple[tuple[str, ...], ...], bool, tuple[str, ...]]
Moving = dict[tuple[int, Aspect], Given | None]


@dataclass
class _Search:
    """Looks for the changes behind the moves of some cases. Mixtures are weighed for all of these cases at once, and kept."""

    versions: Versions
    cases: CaseTable
    frame: Frame
    kept: dict[Parts, Outcomes | None] = field(default_factory=dict)

    def causes(self) -> dict[tuple[int, Aspect], Cause]:
        """By case and aspect: the sets of changes, whether they are smallest, and the single changes that undo it."""
        if not len(self.cases):
            return {}
        old, new = self._outcomes(frozenset()), self._outcomes(self.versions.all)
        assert old is not None
        assert new is not None
        moving: Moving = {
            (number, aspect): new.values[aspect][number]
            for aspect in self.frame.aspects
            for number in np.flatnonzero(_differ(old.values[aspect], new.values[aspect])).tolist()
        }
        undoing = {name: self._outcomes(self.versions.without(name)) for name in self.versions.parts}
        because: dict[tuple[int, Aspect], tuple[tuple[Parts, ...], bool]] = {}
        for touching, numbers in self._touched(old, new, undoing).items():
            group = {key: value for key, value in moving.items() if key[0] in numbers}
            because |= self._smallest(touching, group)
        return {
            (number, aspect): (
                tuple(self._in_order(parts) for parts in because[number, aspect][0]),
                because[number, aspect][1],
                tuple(
                    name for name, without in undoing.items() if without and without.values[aspect][number] == old.values[aspect][number]
                ),
            )
            for number, aspect in moving
        }

    def _outcomes(self, changed: Parts) -> Outcomes | None:
        """What the old version with these changes gives; None when it cannot be weighed, or enough mixtures have been."""
        if changed not in self.kept:
            framework = None if self._enough else self.versions.mixed(changed)
            self.kept[changed] = None if framework is None else outcomes_of(framework, self.cases, self.frame)
        return self.kept[changed]

    @property
    def _enough(self) -> bool:
        return len(self.kept) >= MOST_MIXTURES

    def _touched(self, old: Outcomes, new: Outcomes, undoing: Mapping[str, Outcomes | None]) -> dict[tuple[str, ...], set[int]]:
        """Cases by the changes that touch them: made alone, or taken back alone, they alter anything in the weighing."""
        touches: dict[str, Bools] = {}
        for name, without in undoing.items():
            alone = self._outcomes(self.versions.with_all_it_needs([name]))
            touched = np.zeros(len(self.cases), np.bool_)
            for one, other in ((alone, old), (without, new)):
                touched |= np.ones_like(touched) if one is None else (one.trace != other.trace).any(axis=0)
            touches[name] = touched
        groups: dict[tuple[str, ...], set[int]] = {}
        for number in range(len(self.cases)):
            groups.setdefault(tuple(name for name, touched in touches.items() if touched[number]), set()).add(number)
        return groups

    def _smallest(self, touching: Sequence[str], moving: Moving) -> dict[tuple[int, Aspect], tuple[tuple[Parts, ...], bool]]:
        """For cases that the same changes touch: the smallest sets of those that do it."""
        found: dict[tuple[int, Aspect], tuple[tuple[Parts, ...], bool]] = {}
        exhaustive = len(touching) <= MOST_TRIED_TOGETHER
        for sets in self._by_size(touching, len(touching) if exhaustive else 2):
            open_still = {key: value for key, value in moving.items() if key not in found}
            if not open_still:
                break
            doing: dict[tuple[int, Aspect], list[Parts]] = {}
            for parts in sets:
                for key in self._reaching(parts, open_still):
                    doing.setdefault(key, []).append(parts)
            found |= {key: (tuple(ways), True) for key, ways in doing.items()}
        for key, wanted in moving.items():
            if key not in found:
                found[key] = self._left_out_one_by_one(touching, key, wanted)
        return found

    def _by_size(self, touching: Sequence[str], most: int) -> Iterator[list[Parts]]:
        """Sets of changes that can be made together, smallest first."""
        sizes: dict[int, dict[Parts, None]] = {}
        for size in range(1, most + 1):
            for chosen in combinations(touching, size):
                parts = self.versions.with_all_it_needs(chosen)
                sizes.setdefault(len(parts), {})[parts] = None
        yield from (list(sizes[size]) for size in sorted(sizes))

    def _reaching(self, parts: Parts, moving: Moving) -> list[tuple[int, Aspect]]:
        """The cases that stand, with only these changes, where the new version puts them."""
        outcomes = self._outcomes(parts)
        return [] if outcomes is None else [key for key, wanted in moving.items() if outcomes.values[key[1]][key[0]] == wanted]

    def _left_out_one_by_one(
        self, touching: Sequence[str], key: tuple[int, Aspect], wanted: Given | None
    ) -> tuple[tuple[Parts, ...], bool]:
        """A set of which no change can be left out; none when there was too much to weigh."""
        parts = self.versions.with_all_it_needs(touching)
        if not self._reaching(parts, {key: wanted}):
            parts = self.versions.all
        for name in self.versions.parts:
            fewer = frozenset(other for other in parts if name not in self.versions.brings[other])
            if fewer != parts and self._reaching(fewer, {key: wanted}):
                parts = fewer
        return ((), False) if self._enough else ((parts,), len(parts) == 1)

    def _in_order(self, parts: Parts) -> tuple[str, ...]:
        return tuple(name for name in self.versions.parts if name in parts)
