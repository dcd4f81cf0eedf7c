"""What could be read of a framework file with mistakes in it, so that one reading reports them all.

Parts with a wrong shape are left out of the draft. The checks that follow must not blame the rest for what was left out: `excused`
says which missing ids may stand in such a part, `whole` whether a list is still complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from triage.framework.model import Framework
from triage.framework.source import Path, SourceText

T = TypeVar("T")


@dataclass(frozen=True)
class Draft:
    """A framework without its unreadable parts.

    `source` is the file it came from. `places` gives, for a shortened list, the place in the file of each element that is left. `lost`
    holds the paths of the parts left out, `lost_ids` the ids that stood in them, and `nameless` the lists that lost a part without a
    readable id.
    """

    framework: Framework
    source: SourceText
    places: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)
    lost: frozenset[Path] = frozenset()
    lost_ids: frozenset[str] = frozenset()
    nameless: frozenset[Path] = frozenset()

    def each(self, path: Path, parts: Sequence[T]) -> Iterator[tuple[Path, T]]:
        """The elements of a list, each with its path in the file."""
        places = self.places.get(path, range(len(parts)))
        return (((*path, place), part) for place, part in zip(places, parts, strict=True))

    def in_file(self, path: Path) -> Path:
        """The place in the file of a place in the draft, where a list may have been shortened."""
        return in_file(path, self.places)

    def whole(self, *path: str) -> bool:
        """Whether nothing was left out at, above or below a path."""
        return not any(lost[: len(path)] == path[: len(lost)] for lost in self.lost)

    def excused(self, section: Path, name: str) -> bool:
        """Whether an id that is not defined in a list may stand in a part that was left out."""
        return name in self.lost_ids or section in self.nameless or any(lost == section[: len(lost)] for lost in self.lost)

    def line(self, path: Path) -> str:
        """The line of a part, as text for in a message."""
        return str(self.source.line(path))


def in_file(path: Path, places: Mapping[Path, tuple[int, ...]]) -> Path:
    """A path through shortened lists as a path in the file; `places` as in `Draft`."""
    for section, kept in places.items():
        if path[: len(section)] == section and len(path) > len(section) and isinstance(place := path[len(section)], int):
            return (*section, kept[place], *path[len(section) + 1 :])
    return path
