"""Who moves between two versions of a framework, and by which change: the smallest set of changes that does it by itself.

For a case that moves, changes are put into the old version one by one, then several together, until the case stands where the new version
puts it. Two questions are answered apart. *Because*: which changes, made alone, already bring the move about (several sets when more than
one of the same size does). *Undone by*: which single changes, taken back out of the new version, take the move back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from triage.cases.table import CaseTable
from triage.framework.model import Framework
from triage.review.mixture import Parts, Versions
from triage.review.outcomes import Frame, Outcomes, outcomes_of
from triage.review.reach import added_up, reaching
from triage.weighing.aspects import About, Aspect, Given, Values
from triage.weighing.tables import Bools

MOST_TRIED_TOGETHER = 8
"""Changes of which every combination is tried. Of more, those that touch a case; of more than these, changes are left out one by one."""

LEAST_MIXTURES, MOST_MIXTURES = 200, 1_500
MOST_WEIGHED = 1_000_000
"""Mixtures of two versions that are weighed for one comparison, and cases times mixtures."""

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Move:
    """One thing that is other for one case. `before` or `after` is None where that version does not have it.

    `because` holds sets of changes in the order of the file; empty when no set was found within the bound. With `smallest` no set of fewer
    changes does it, of all changes that reach it or, where those are more than `MOST_TRIED_TOGETHER`, of those that touch the case.
    Without, no change can be left out of it.
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


def movement(old: Framework, new: Framework, cases: CaseTable, progress: Progress = lambda _share: None) -> Movement:
    """Who moves when `new` takes the place of `old`. Answers that a version does not understand count there as unknown.

    `progress` is told the share of the work that is done at most, 0 to 1.
    """
    frame = Frame.of(old, new)
    before, after = (outcomes_of(framework, cases, frame) for framework in (old, new))
    moved = {aspect: _differ(before.values[aspect], after.values[aspect]) for aspect in frame.aspects}
    some = np.flatnonzero(np.logical_or.reduce([*moved.values(), np.zeros(len(cases), np.bool_)]))
    search = _Search(Versions(old, new), CaseTable.of([cases.case(int(number)) for number in some]), frame, progress)
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


Key = tuple[int, Aspect]
Moving = dict[Key, Given | None]
Ways = tuple[tuple[Parts, ...], bool]
"""Sets of changes that do it, and whether these are smallest."""

Cause = tuple[tuple[tuple[str, ...], ...], bool, tuple[str, ...]]


@dataclass
class _Search:
    """Looks for the changes behind the moves of some cases. Mixtures are weighed for all of these cases at once, and kept."""

    versions: Versions
    cases: CaseTable
    frame: Frame
    progress: Progress
    kept: dict[Parts, Outcomes | None] = field(default_factory=dict)

    def causes(self) -> dict[Key, Cause]:
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
        undoing, touched = self._one_by_one(old, new)
        because = self._added_up(moving, old, new)
        for candidates, group in self._groups(moving.keys() - because.keys(), touched).items():
            because |= self._smallest(candidates, {key: moving[key] for key in group})
        return {
            (number, aspect): (
                tuple(self._in_order(parts) for parts in because[number, aspect][0]),
                because[number, aspect][1],
                tuple(name for name, given in undoing.items() if given and given[aspect][number] == old.values[aspect][number]),
            )
            for number, aspect in moving
        }

    def _outcomes(self, changed: Parts) -> Outcomes | None:
        """What the old version with these changes gives; None when it cannot be weighed, or enough mixtures have been.

        Only the first time with a trace.
        """
        if changed in self.kept:
            return self.kept[changed]
        framework = None if self._enough else self.versions.mixed(changed)
        found = None if framework is None else outcomes_of(framework, self.cases, self.frame)
        self.kept[changed] = found and replace(found, trace=None)
        self.progress(len(self.kept) / self._most)
        return found

    @property
    def _most(self) -> int:
        return max(LEAST_MIXTURES, min(MOST_MIXTURES, MOST_WEIGHED // len(self.cases)))

    @property
    def _enough(self) -> bool:
        return len(self.kept) >= self._most

    def _one_by_one(self, old: Outcomes, new: Outcomes) -> tuple[dict[str, Mapping[Aspect, Values] | None], dict[str, Bools]]:
        """Per change: what the new version gives without it, and which cases it touches.

        A change touches a case when, made alone or taken back alone, it alters anything in the weighing.
        """
        undoing: dict[str, Mapping[Aspect, Values] | None] = {}
        touched: dict[str, Bools] = {}
        for name in self.versions.parts:
            alone, without = self._outcomes(self.versions.with_all_it_needs([name])), self._outcomes(self.versions.without(name))
            undoing[name] = None if without is None else without.values
            touched[name] = _unlike(alone, old) | _unlike(without, new)
        return undoing, touched

    def _added_up(self, moving: Moving, old: Outcomes, new: Outcomes) -> dict[Key, Ways]:
        """The scores whose move can be read off the points of items."""
        found: dict[Key, Ways] = {}
        for aspect in self.frame.aspects:
            if aspect.about is About.SCORE:
                sets = added_up(self.versions, self.frame, aspect.scale, old, new)
                found |= {(number, aspect): ((parts,), True) for number, parts in sets.items() if (number, aspect) in moving}
        return found

    def _groups(self, keys: Iterable[Key], touched: Mapping[str, Bools]) -> dict[tuple[str, ...], list[Key]]:
        """Moves by the changes that can be behind them: those that reach the scale and, where these are many, touch the case."""
        reach = {aspect: self._reach(aspect) for aspect in self.frame.aspects}
        groups: dict[tuple[str, ...], list[Key]] = {}
        for number, aspect in sorted(keys):
            names = [name for name in self.versions.parts if name in reach[aspect]]
            if len(names) > MOST_TRIED_TOGETHER:
                names = [name for name in names if touched[name][number]]
            groups.setdefault(tuple(names), []).append((number, aspect))
        return groups

    def _reach(self, aspect: Aspect) -> Parts:
        return reaching(self.versions, aspect.scale) if aspect.scale else self.versions.all

    def _smallest(self, candidates: Sequence[str], moving: Moving) -> dict[Key, Ways]:
        """For moves with the same candidates: the smallest sets of those that do it."""
        found: dict[Key, Ways] = {}
        for sets in self._by_size(candidates):
            open_still = {key: value for key, value in moving.items() if key not in found}
            if not open_still:
                break
            doing: dict[Key, list[Parts]] = {}
            for parts in sets:
                for key in self._standing(parts, open_still):
                    doing.setdefault(key, []).append(parts)
            found |= {key: (tuple(ways), True) for key, ways in doing.items() if len(ways[0]) == 1 or not self._enough}
        for key, wanted in moving.items():
            if key not in found:
                found[key] = self._left_out_one_by_one(candidates, {key: wanted})
        return found

    def _by_size(self, candidates: Sequence[str]) -> Iterator[list[Parts]]:
        """Sets of changes that can be made together, smallest first; all of them, or those of one and two where there are many."""
        most = len(candidates) if len(candidates) <= MOST_TRIED_TOGETHER else 2
        sizes: dict[int, dict[Parts, None]] = {}
        for size in range(1, most + 1):
            for chosen in combinations(candidates, size):
                parts = self.versions.with_all_it_needs(chosen)
                sizes.setdefault(len(parts), {})[parts] = None
        yield from (list(sizes[size]) for size in sorted(sizes) if most == len(candidates) or size <= most)

    def _standing(self, parts: Parts, moving: Moving) -> list[Key]:
        """The cases that stand, with only these changes, where the new version puts them."""
        outcomes = self._outcomes(parts)
        return [] if outcomes is None else [key for key, wanted in moving.items() if outcomes.values[key[1]][key[0]] == wanted]

    def _left_out_one_by_one(self, candidates: Sequence[str], one: Moving) -> Ways:
        """A set of which no change can be left out; none when there was too much to weigh."""
        parts = self.versions.with_all_it_needs(candidates)
        if not self._standing(parts, one):
            parts = self.versions.all
        for name in self.versions.parts:
            fewer = frozenset(other for other in parts if name not in self.versions.brings[other])
            if fewer != parts and self._standing(fewer, one):
                parts = fewer
        return ((), False) if self._enough else ((parts,), len(parts) == 1)

    def _in_order(self, parts: Parts) -> tuple[str, ...]:
        return tuple(name for name in self.versions.parts if name in parts)


def _unlike(one: Outcomes | None, other: Outcomes) -> Bools:
    """Where two results differ anywhere; everywhere when that cannot be seen."""
    assert other.trace is not None
    if one is None or one.trace is None:
        return np.ones(other.trace.shape[1], np.bool_)
    differs: Bools = (one.trace != other.trace).any(axis=0)
    return differs
