"""Which line of an old table of lines became which line of the new one, and both tables in one order.

The order of lines in a decision table counts, so a line can be changed, moved, added or taken away. The lines that kept their order are the
longest ascending run of the pairs; the others were moved.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

from triage.framework.conditions import Condition


class TableRow(Protocol):
    """A line of a decision table."""

    @property
    def when(self) -> Condition | None:
        """Its condition; None is always true."""
        ...

    @property
    def then(self) -> str:
        """The outcome it leads to."""
        ...


@dataclass(frozen=True)
class Slot:
    """A place in both tables at once: the old line there, the new one, or both. Places count from 1.

    A line that moved has two slots of the same `name`: where it was and where it came. `name` is that of the change, in the words of the
    file.
    """

    name: str
    old: int | None
    new: int | None
    moved: bool = False


def align(section: str, old: Sequence[TableRow], new: Sequence[TableRow]) -> tuple[Slot, ...]:
    """The slots of two tables, in one order that keeps the order of both. Moved lines break only their own order."""
    pairs = _pairs(old, new)
    kept = _longest_run(pairs)
    came_from = {there: here for here, there in pairs.items()}
    slots: list[Slot] = []
    after_old = after_new = 0
    for here, there in [*sorted(kept.items()), (len(old), len(new))]:
        slots += [_left(section, place, pairs, old, new) for place in range(after_old, here)]
        slots += [_came(section, place, came_from, new) for place in range(after_new, there)]
        if here < len(old):
            slots.append(Slot(_named(section, new, there), here + 1, there + 1))
        after_old, after_new = here + 1, there + 1
    return tuple(slots)


def _left(section: str, place: int, pairs: dict[int, int], old: Sequence[TableRow], new: Sequence[TableRow]) -> Slot:
    if place in pairs:
        return Slot(_named(section, new, pairs[place]), place + 1, None, moved=True)
    return Slot(_named(section, old, place, "old-"), place + 1, None)


def _came(section: str, place: int, came_from: dict[int, int], new: Sequence[TableRow]) -> Slot:
    return Slot(_named(section, new, place), None, place + 1, moved=place in came_from)


def _named(section: str, lines: Sequence[TableRow], place: int, prefix: str = "") -> str:
    return f"{section}.{prefix}{getattr(lines[place], 'id', None) or place + 1}"


def _pairs(old: Sequence[TableRow], new: Sequence[TableRow]) -> dict[int, int]:
    """Old places with the new place of the same line: by its id, the whole line, the default, its condition, its outcome."""
    keys: tuple[Callable[[TableRow], Hashable | None], ...] = (
        lambda line: getattr(line, "id", None),
        lambda line: (repr(line.when), line.then),
        lambda line: line.when is None or None,
        lambda line: repr(line.when),
        lambda line: line.then,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for key in keys:
        free: dict[Hashable, deque[int]] = {}
        for place, line in enumerate(new):
            if place not in taken and (has := key(line)) is not None:
                free.setdefault(has, deque()).append(place)
        for place, line in enumerate(old):
            if place not in pairs and (waiting := free.get(key(line))):
                pairs[place] = waiting.popleft()
                taken.add(pairs[place])
    return pairs


def _longest_run(pairs: dict[int, int]) -> dict[int, int]:
    """The most pairs whose old and new places both ascend (patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in sorted(pairs):
        at = bisect_left(tails, pairs[place])
        before[place] = ends[at - 1] if at else None
        tails[at:], ends[at:] = [pairs[place], *tails[at + 1 :]], [place, *ends[at + 1 :]]
    run: dict[int, int] = {}
    place_now = ends[-1] if ends else None
    while place_now is not None:
        run[place_now] = pairs[place_now]
        place_now = before[place_now]
    return run
