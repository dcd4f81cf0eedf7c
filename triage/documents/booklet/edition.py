"""What all parts of a booklet read: the framework with its numbered items, its worked examples, the registry, and a language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from triage.cases.case import Case
from triage.documents.enclosure import Names
from triage.documents.sheet.subject import Framed
from triage.framework.conditions import Condition
from triage.framework.model import Framework
from triage.framework.registry import Registry
from triage.review import OpenFramework
from triage.review.examples import UNDATED
from triage.weighing.sentences import condition_lines
from triage.wording import Language, Message

Entry = tuple[int, str]
"""An entry of a list in a list: how deep it stands, from 0, and what it says."""


@dataclass(frozen=True)
class Edition:
    """A framework on its way to a booklet in one language."""

    opened: OpenFramework
    registry: Registry
    language: Language

    @property
    def framework(self) -> Framework:
        """The framework as it stands in its file."""
        return self.opened.framework

    @cached_property
    def framed(self) -> Framed:
        """The framework with the names the registry gives, as a sheet has it: items are called by the same number here and there."""
        no_case = Case("", UNDATED, {}, ())
        return Framed(self.opened.file, Names.of(self.framework, no_case, self.registry), self.language)

    def say(self, value: object) -> str:
        """A value in the language of the booklet."""
        return self.language.say(value)

    def number(self, item: str) -> str:
        """The number of an item: its place in the file, on every paper the same."""
        return str(self.framed.numbers[item])

    def kind(self, name: str) -> str:
        """What the registry calls a kind of fact; the id where it has no such record."""
        return self.say(self.framed.names.fact_kinds.get(name, name))

    def row(self, *values: object) -> tuple[str, ...]:
        """The cells of a row; nothing for what is not there."""
        return tuple("" if value is None else self.say(value) for value in values)

    def entries(self, values: Iterable[object]) -> list[Entry]:
        """Values as a list without lists in it."""
        return [(0, self.say(value)) for value in values]

    def conditional(self, start: Message, condition: Condition, *, depth: int = 0, denied: bool = False) -> list[Entry]:
        """`start` with its `{condition}`, and under it the parts of the condition; items are called by their number."""
        first, *rest = condition_lines(condition, self.framed.numbered, denied=denied)
        whole = Message(start.template, {**start.values, "condition": first.said})
        return [(depth, self.say(whole)), *((depth + line.depth, self.say(line.said)) for line in rest)]
