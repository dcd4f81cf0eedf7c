"""What would make the advice of a case lighter and what it rests on, a row for each thing that can be looked at. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from triage.framework.model import Framework
from triage.weighing.outlook import LighterBy, Outlook
from triage.weighing.outlook_words import KindName, asked_words, change_words, reliance_lines
from triage.weighing.reliance import Reliance, Together, Wrong
from triage.wording import Message, _


@dataclass(frozen=True)
class ChangeRow:
    """A change, and the way it belongs to: changes of one way only work together. `item` says where to go; a count leads to the facts."""

    item: str
    way: object
    words: object


@dataclass(frozen=True)
class RestRow:
    """Something the advice rests on. `item` says where to go; without one it is the facts."""

    item: str
    words: Message


def change_rows(framework: Framework, outlook: Outlook) -> list[ChangeRow]:
    """Every change of every smallest set, or in how many sets each question stands when there are too many to list."""
    lighter = outlook.lighter
    if not lighter.sets:
        return _often(framework, lighter)
    return [
        ChangeRow(change.items[0], str(number), change_words(framework, change))
        for number, one in enumerate(lighter.sets, 1)
        for change in one
    ]


def rest_rows(framework: Framework, rests_on: Reliance, kind: KindName) -> list[RestRow]:
    """The facts on which the advice rests, or the smallest sets of them."""
    lines = reliance_lines(framework, rests_on, kind)
    targets = [_where(one) for one in rests_on.alone or rests_on.together or ()] if lines else []
    return [RestRow(item, line) for item, line in zip(targets, lines, strict=True)]


def _often(framework: Framework, lighter: LighterBy) -> list[ChangeRow]:
    return [
        ChangeRow(items[0], _("{count} van de {all}", count=times, all=lighter.number), asked_words(framework, items))
        for items, times in lighter.often
    ]


def _where(one: Wrong | Together) -> str:
    """The first question that a row is about; none when it is about facts."""
    if isinstance(one, Wrong):
        return one.item or ""
    return next(iter(one.items), "")
