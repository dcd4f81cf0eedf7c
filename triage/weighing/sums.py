"""The running sums of points while a case is filled in question by question: what is certain already, and what can no longer matter.

Points are in units. A scale's sums are a tuple: first what its domains have added for good, then one running sum per domain, which a cap
may still clip. Two tuples that no way of filling in the rest can tell apart are made equal here; that keeps diagrams small.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from triage.weighing.space import Space

Sums = tuple[int, ...]
"""The sums of one scale; empty when nothing asks about the scale any more."""

MOST_TOTALS = 4_000
"""Different totals that are told apart when looking at what a scale may still gain; with more, sums are kept as they are."""

MOST_PAIRS = 200_000
"""Pairs of totals that are added up at once."""


@dataclass(frozen=True)
class Gain:
    """Points that one item may still add to a scale: to the running sum `slot`, as soon as question `known_at` is answered."""

    known_at: int
    scale: int
    slot: int
    points: frozenset[int]


class RunningSums:
    """What each scale may still gain after every question, and the plainest sums that are as good as the given ones."""

    def __init__(self, space: Space, known_at: dict[str, int]) -> None:
        self.space = space
        framework, unit = space.framework, space.tables.unit
        self.domains = [list(dict.fromkeys(item.domain or "" for item in framework.items_of(scale.id))) for scale in framework.scales]
        self.caps = [
            [None if (cap := scale.domain_caps.get(domain)) is None else cap // unit for domain in domains]
            for scale, domains in zip(framework.scales, self.domains, strict=True)
        ]
        self.cuts = [space.cuts[scale.id] for scale in framework.scales]
        self.slot = self._slots()
        self.gains = [Gain(known_at[item], *self.slot[item], frozenset(self._points_of(item))) for item in self.slot]
        self._still: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._totals: dict[tuple[int, int, int | None, bool], list[int] | None] = {}
        self._parts: dict[tuple[int, int, int], set[int]] = {}
        self._last = max((gain.known_at for gain in self.gains), default=-1)
        self._plain: dict[tuple[int, int, Sums], tuple[int | None, Sums]] = {}

    def start(self) -> tuple[Sums, ...]:
        """The sums of every scale before the first question."""
        return tuple((0,) * (1 + len(domains)) for domains in self.domains)

    def plain(self, after: int, scale: int, sums: Sums) -> tuple[int | None, Sums]:
        """The cell of the scale's score when that is certain after question `after`, and the plainest sums that are as good."""
        key = after, scale, sums
        found = self._plain.get(key)
        if found is None:
            found = self._plain[key] = self._made_plain(after, scale, sums)
        return found

    def _slots(self) -> dict[str, tuple[int, int]]:
        """Per item with points on a scale: the number of the scale, and the place of its domain's sum."""
        return {
            item.id: (number, 1 + self.domains[number].index(item.domain or ""))
            for number, scale in enumerate(self.space.framework.scales)
            for item in self.space.framework.items_of(scale.id)
        }

    def _points_of(self, item: str) -> Iterator[int]:
        if item not in self.space.place:
            yield from (points for _gate, points in self.space.derived[item])
            return
        for cell in range(len(self.space.questions[self.space.place[item]].cells)):
            yield from (points for other, points in self.space.questions[self.space.place[item]].points(cell) if other.id == item)

    def _made_plain(self, after: int, scale: int, sums: Sums) -> tuple[int | None, Sums]:
        low, high = (bisect_right(self.cuts[scale], self._total(after, scale, sums, side)) for side in (0, 1))
        if low == high:
            return low, sums
        return None, self._lowered(after, scale, self._folded(after, scale, sums))

    def _total(self, after: int, scale: int, sums: Sums, side: int) -> int:
        """The least (side 0) or greatest (side 1) score the scale can still get."""
        still = self._still_to_come(after, scale)
        return sums[0] + sum(_clipped(part + rest[side], cap) for part, rest, cap in zip(sums[1:], still, self.caps[scale], strict=True))

    def _still_to_come(self, after: int, scale: int) -> list[tuple[int, int]]:
        """Per domain the least and greatest points that may still be added after a question."""
        found = self._still.get((after, scale))
        if found is None:
            coming = [
                [gain.points for gain in self.gains if gain.known_at > after and (gain.scale, gain.slot) == (scale, slot)]
                for slot in range(1, 1 + len(self.domains[scale]))
            ]
            found = self._still[after, scale] = [(sum(map(min, points)), sum(map(max, points))) for points in coming]
        return found

    def _folded(self, after: int, scale: int, sums: Sums) -> list[int]:
        """The sum of a domain whose cap can no longer matter goes into the first number; one surely at its cap is set to the least such."""
        folded = list(sums)
        for slot, ((least, most), cap) in enumerate(zip(self._still_to_come(after, scale), self.caps[scale], strict=True), 1):
            if least == most:
                folded[0] += _clipped(folded[slot] + least, cap) - _clipped(least, cap)
                folded[slot] = 0
            elif cap is None or max(0, folded[slot]) + most <= cap:
                folded[0] += folded[slot]
                folded[slot] = 0
            else:
                folded[slot] = min(folded[slot], cap - least)
        return folded

    def _lowered(self, after: int, scale: int, sums: list[int]) -> Sums:
        """The least sums that reach and miss the same cut points, whatever is still answered. With two capped sums open none is lowered."""
        busy = [slot for slot in range(1, len(sums)) if sums[slot]]
        if len(busy) > 1:
            return tuple(sums)
        if not busy:
            sums[0] -= self._slack(scale, sums[0], self._totals_to_come(after, scale, None, True))
            return tuple(sums)
        (slot,) = busy
        cap = self.caps[scale][slot - 1]
        assert cap is not None
        # A total reaches a cut only if it does with the domain uncapped and also with the domain at its cap.
        uncapped, without = self._totals_to_come(after, scale, slot, True), self._totals_to_come(after, scale, slot, False)
        sums[0] -= min(self._slack(scale, sums[0] + sums[slot], uncapped), self._slack(scale, sums[0] + cap, without))
        if sums[slot] > 0:
            sums[slot] -= min(self._slack(scale, sums[0] + sums[slot], uncapped), sums[slot])
        return tuple(sums)

    def _slack(self, scale: int, total: int, to_come: list[int] | None) -> int:
        """How far a total can be lowered before some way of going on misses a cut that it reaches now."""
        if to_come is None:
            return 0
        places = ((cut, bisect_left(to_come, cut - total)) for cut in self.cuts[scale])
        spare = (total + to_come[place] - cut for cut, place in places if place < len(to_come))
        return min(spare, default=_NO_CUT_LEFT)

    def _totals_to_come(self, after: int, scale: int, slot: int | None, inside: bool) -> list[int] | None:
        """Every total the scale may still gain, in order; None when there are too many.

        The domain in `slot` is not clipped, or with `inside` false left out. Items are taken as if each could give its points whatever
        the others give, so no total is missing.
        """
        key = after, scale, slot, inside
        if key not in self._totals:
            self._totals[key] = self._totals_of(self._domain_totals(after, scale, slot, inside))
        return self._totals[key]

    def _domain_totals(self, after: int, scale: int, free: int | None, inside: bool) -> Iterator[set[int]]:
        for slot, cap in enumerate(self.caps[scale], 1):
            if slot == free and not inside:
                continue
            part = self._part_to_come(after, scale, slot)
            yield part if slot == free else {_clipped(points, cap) for points in part}

    def _part_to_come(self, after: int, scale: int, slot: int) -> set[int]:
        """What one domain may still gain after a question: what it may gain after the next one, with what that question brings."""
        key = after, scale, slot
        if key not in self._parts:
            if after >= self._last:
                return {0}
            part = self._part_to_come(after + 1, scale, slot)
            for gain in self.gains:
                if (gain.known_at, gain.scale, gain.slot) == (after + 1, scale, slot):
                    part = _sums_of(part, gain.points)
            self._parts[key] = part
        return self._parts[key]

    def _totals_of(self, domains: Iterable[set[int]]) -> list[int] | None:
        total = {0}
        for domain in domains:
            total = _sums_of(total, domain)
        return sorted(total) if total else None


_NO_CUT_LEFT = 1 << 60
"""More than any sum of points: no cut can be reached any more, so the total does not matter at all."""


def _clipped(points: int, cap: int | None) -> int:
    return points if cap is None else min(points, cap)


def _sums_of(one: set[int], other: Set[int]) -> set[int]:
    """Every sum of a number of each; nothing when there are too many, and then nothing for ever after."""
    if len(one) * len(other) > MOST_PAIRS:
        return set()
    found = {left + right for left in one for right in other}
    return found if len(found) <= MOST_TOTALS else set()
