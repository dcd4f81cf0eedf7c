"""Two versions of a framework beside each other: what changed, which version number that asks for, and whether the new one has it.

Who moves on a table of cases, and by which change, is in `moves.py`. Source of the rule for numbers: framework format 1, *Shape*,
`version`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from triage.errors import Defect
from triage.framework.model import Framework
from triage.framework.read import FrameworkFile
from triage.review.change import Change, Weight
from triage.review.differences import differences
from triage.wording import Message, _

Version = tuple[int, int, int]


class Verdict(Enum):
    """What the new file's version number is, beside the one that is due."""

    RIGHT = "right"
    HIGHER = "higher"
    TOO_LOW = "too_low"
    OLDER = "older"
    OTHER_FRAMEWORK = "other_framework"

    def message(self) -> Message:
        """The verdict in words."""
        return {
            Verdict.RIGHT: _("dat klopt"),
            Verdict.HIGHER: _("dat is hoger dan nodig; het mag als er versies tussen zaten"),
            Verdict.TOO_LOW: _("dat is te laag"),
            Verdict.OLDER: _("dat is lager dan dat van het eerste bestand"),
            Verdict.OTHER_FRAMEWORK: _("dit zijn twee verschillende kaders, dus nummers zijn niet te vergelijken"),
        }[self]


@dataclass(frozen=True)
class Comparison:
    """Two frameworks and every difference between them. With different ids they are two frameworks, not two versions of one."""

    old: Framework
    new: Framework
    changes: tuple[Change, ...]

    @property
    def same_framework(self) -> bool:
        """Whether they are versions of one framework."""
        return self.old.id == self.new.id

    @cached_property
    def weight(self) -> Weight:
        """The heaviest change; NONE when nothing changed that asks for a new number."""
        return max((change.weight for change in self.changes), default=Weight.NONE)

    @property
    def due(self) -> str:
        """The version number the new file should have."""
        return due_after(self.old.version, self.weight)

    @cached_property
    def verdict(self) -> Verdict:
        """Whether the new file's number is right."""
        if not self.same_framework:
            return Verdict.OTHER_FRAMEWORK
        old, new, due = (numbers(version) for version in (self.old.version, self.new.version, self.due))
        if new == due:
            return Verdict.RIGHT
        if new < old:
            return Verdict.OLDER
        return Verdict.HIGHER if _raised(old, new, self.weight) else Verdict.TOO_LOW

    def of_weight(self, weight: Weight) -> tuple[Change, ...]:
        """The changes of one weight, in the order of the file."""
        return tuple(change for change in self.changes if change.weight is weight)

    @property
    def may_mean_more(self) -> tuple[Change, ...]:
        """Changed words of questions, answers and statements: whether these change the meaning is for a person to say."""
        return tuple(change for change in self.changes if change.reads)


def compare(old: Framework, new: Framework) -> Comparison:
    """Two frameworks beside each other."""
    return Comparison(old, new, differences(old, new))


def numbers(version: str) -> Version:
    """`1.20.0` as numbers, so that 1.20 comes after 1.3."""
    first, second, third = (int(part) for part in version.split("."))
    return first, second, third


def due_after(version: str, weight: Weight) -> str:
    """The version number that is due after a change of some weight."""
    first, second, third = numbers(version)
    return {
        Weight.NONE: version,
        Weight.PATCH: f"{first}.{second}.{third + 1}",
        Weight.MINOR: f"{first}.{second + 1}.0",
        Weight.MAJOR: f"{first + 1}.0.0",
    }[weight]


def version_defect(found: Comparison, file: FrameworkFile) -> Defect | None:
    """What is wrong with the version number of the new `file`; None when it can stand."""
    if found.verdict is Verdict.TOO_LOW:
        problem = _("Het versienummer {version} is te laag voor wat er is veranderd.", version=found.new.version)
        return Defect(file.name, problem, _('Zet er version: "{due}".', due=found.due))
    if found.verdict is Verdict.OLDER:
        problem = _("Het versienummer {new} is lager dan {old}, dat van het eerste bestand.", new=found.new.version, old=found.old.version)
        return Defect(file.name, problem, _('Noem de oude versie eerst, of zet er version: "{due}".', due=found.due))
    return None


def _raised(old: Version, new: Version, weight: Weight) -> bool:
    """Whether the number that the change asks for, or one before it, went up."""
    kept = {Weight.NONE: 3, Weight.PATCH: 3, Weight.MINOR: 2, Weight.MAJOR: 1}[weight]
    return new[:kept] > old[:kept]
