"""What may be edited on a copy of a framework: points, baselines, bins, levels, texts, `min_known`, the order of the rules and the version.

Each edit names the part by ids and turns into steps on the text. Whether the outcome is a framework is for reading to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from triage.errors import InputError
from triage.framework.read import FrameworkFile
from triage.framework.source import Path
from triage.framework.yaml_source import parse
from triage.review.yaml_edits import Insert, Order, Put, Remove, Step
from triage.wording import _

Place = tuple[str | int, ...]
"""Keys that lead to a part; an element of a list by its id or its place, counted from 0: `("items", "school", "question")`."""


@dataclass(frozen=True)
class PointsOf:
    """Points of an answer: of an option by its id, of `yes` or `no`, of a bin or a derived line by its place."""

    item: str
    answer: str | int
    points: Decimal | int

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        if isinstance(self.answer, int):
            return [Put((*_found(file, ("items", self.item, "points", self.answer)), "points"), self.points)]
        if self.answer in ("yes", "no"):
            return [Put(_found(file, ("items", self.item, "points", self.answer)), self.points)]
        return [Put((*_found(file, ("items", self.item, "options", self.answer)), "points"), self.points)]


@dataclass(frozen=True)
class BinFrom:
    """The number from which a bin counts."""

    item: str
    place: int
    at_least: Decimal | int

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        return [Put((*_found(file, ("items", self.item, "points", self.place)), "at_least"), self.at_least)]


@dataclass(frozen=True)
class NewBin:
    """A bin more, at its place among the others."""

    item: str
    at_least: Decimal | int
    points: Decimal | int

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        path = _found(file, ("items", self.item, "points"))
        element = {"at_least": self.at_least, "points": self.points}
        return [Insert(path, _place_of(_part(file, path), "at_least", self.at_least), element)]


@dataclass(frozen=True)
class NoBin:
    """A bin less."""

    item: str
    place: int

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        return [Remove(_found(file, ("items", self.item, "points", self.place))[:-1], self.place)]


@dataclass(frozen=True)
class BandFrom:
    """The points from which a level begins."""

    scale: str
    band: str
    begins: Decimal | int

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        return [Put((*_found(file, ("scales", self.scale, "bands", self.band)), "from"), self.begins)]


@dataclass(frozen=True)
class NewBand:
    """A level more, at its place among the others."""

    scale: str
    band: str
    label: str
    begins: Decimal | int

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        path = _found(file, ("scales", self.scale, "bands"))
        element = {"id": self.band, "label": {"nl": self.label}, "from": self.begins}
        return [Insert(path, _place_of(_part(file, path), "from", self.begins), element)]


@dataclass(frozen=True)
class NoBand:
    """A level less."""

    scale: str
    band: str

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        path = _found(file, ("scales", self.scale, "bands", self.band))
        return [Remove(path[:-1], int(path[-1]))]


@dataclass(frozen=True)
class MinKnown:
    """The share of the points that must be known before a level counts, 0 to 1."""

    scale: str
    share: Decimal | int

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        return [Put((*_found(file, ("scales", self.scale)), "min_known"), self.share)]


@dataclass(frozen=True)
class BaselineOf:
    """The points beyond which an item is a reason; the file may not say it yet."""

    item: str
    points: Decimal | int

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        return [Put((*_found(file, ("items", self.item)), "baseline"), self.points)]


@dataclass(frozen=True)
class TextOf:
    """A text in one language; in English it may not be there yet."""

    where: Place
    text: str
    language: str = "nl"

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        return [Put(_text_at(file, self.where, self.language), self.text)]


@dataclass(frozen=True)
class RuleOrder:
    """The rules of the decision table in another order: their places now, counted from 0."""

    order: tuple[int, ...]

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        rules = _found(file, ("advice", "rules"))
        if sorted(self.order) != list(range(len(_part(file, rules)))):
            raise ValueError("every rule once")
        return [Order(rules, self.order)]


@dataclass(frozen=True)
class VersionNumber:
    """The version of the copy."""

    version: str

    def steps(self, file: FrameworkFile) -> list[Step]:
        """The edit as steps on the text."""
        return [Put(_found(file, ("version",)), self.version)]


Edit = PointsOf | BinFrom | NewBin | NoBin | BandFrom | NewBand | NoBand | MinKnown | BaselineOf | TextOf | RuleOrder | VersionNumber


def _text_at(file: FrameworkFile, where: Place, language: str) -> Path:
    """Where a text stands in a language; a text written as one plain string is Dutch."""
    path = _found(file, where)
    part = _part(file, path)
    if isinstance(part, str) and language == "nl":
        return path
    if not isinstance(part, dict) or not part.keys() <= {"nl", "en"}:
        raise _not_there(file, path)
    return (*path, language)


def _part(file: FrameworkFile, path: Path) -> Any:
    part: Any = parse(file.content, file.name).data
    for key in path:
        part = part[key]
    return part


def _found(file: FrameworkFile, where: Place) -> Path:
    """A place as keys of the file, elements of lists by their place. Raises InputError when the file has no such part."""
    part: Any = parse(file.content, file.name).data
    path: Path = ()
    for key in where:
        step: str | int | None = key
        if isinstance(part, list) and isinstance(key, str):
            step = next((place for place, one in enumerate(part) if isinstance(one, dict) and one.get("id") == key), None)
        there = step in part if isinstance(part, dict) else isinstance(part, list) and isinstance(step, int) and 0 <= step < len(part)
        if step is None or not there:
            raise _not_there(file, path)
        part, path = part[step], (*path, step)
    return path


def _not_there(file: FrameworkFile, path: Path) -> InputError:
    line = parse(file.content, file.name).line(path)
    return InputError.at(f"{file.name}:{line}", _("Dit onderdeel staat niet in het kader."), _("Kies een onderdeel dat er staat."))


def _place_of(elements: Sequence[Mapping[str, Any]], key: str, number: Decimal | int) -> int:
    """The place of a new element among those that ascend by a key; the first has none."""
    return 1 + sum(1 for one in elements[1:] if key in one and one[key] <= number)
