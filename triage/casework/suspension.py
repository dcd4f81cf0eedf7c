"""Setting a framework, or one question of it, out of use while something about it is looked into."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from triage.cases.case import UNKNOWN, Case
from triage.casework.empty_reasons import short_reason_defects
from triage.casework.roles import AccountRole
from triage.errors import Defect
from triage.framework.conditions import AnyItemOf, BandIs, Condition, CriterionHolds, ItemAnswer, ItemNumber, ItemPoints, ScaleScore, walk
from triage.framework.model import DerivedItem, Framework, Item
from triage.wording import Message, _

FRAMEWORK, ITEM, WHY = _("kader"), _("vraag"), _("waarom dit buiten gebruik gaat")
"""The fields, as the place of a defect names them."""


@dataclass(frozen=True)
class Suspension:
    """What is out of use: a framework by id and SHA-256 of its text, or only its question `item`. `lifted_on` is None while it lasts."""

    id: str
    framework_id: str
    framework_sha256: str
    item: str | None
    reason: str
    on: date
    by: AccountRole
    lifted_on: date | None = None

    @property
    def lasts(self) -> bool:
        """Whether it is still in force."""
        return self.lifted_on is None


def suspension_defects(suspension: Suspension, framework: Framework, *, confirmed: Container[str] = ()) -> tuple[Defect, ...]:
    """What is wrong with setting something out of use."""
    return tuple(_suspension_defects(suspension, framework, confirmed))


def framework_defects(suspensions: Iterable[Suspension], sha256: str) -> tuple[Defect, ...]:
    """Why nothing may be weighed by a framework now; none when it is in use. `sha256` is that of its text."""
    if not any(one.lasts and one.item is None and one.framework_sha256 == sha256 for one in suspensions):
        return ()
    return (
        Defect(FRAMEWORK, _("Dit kader is buiten gebruik."), _("Wacht tot de kaderbeheerder het weer vrijgeeft, of kies een ander kader.")),
    )


def suspended_items(suspensions: Iterable[Suspension], sha256: str) -> frozenset[str]:
    """The questions of a framework that are out of use."""
    return frozenset(one.item for one in suspensions if one.lasts and one.item is not None and one.framework_sha256 == sha256)


def without_suspended(case: Case, items: Container[str]) -> Case:
    """The case as it is weighed while questions are out of use: their answers are unknown, so that they give no sure point either way."""
    return replace(case, answers={item: UNKNOWN if item in items else answer for item, answer in case.answers.items()})


def in_words(items: Container[str], framework: Framework) -> tuple[Message, ...]:
    """What a reader of the result must know, in the order of the file."""
    return tuple(
        _("De vraag “{question}” is buiten gebruik en telt als onbekend.", question=item.name)
        for item in framework.questions
        if item.id in items
    )


def protecting(framework: Framework) -> frozenset[str]:
    """The items that a line of protection looks at, also by way of a criterion, a derived item or a scale."""
    lines = framework.advice.protection if framework.advice else ()
    to_look_at, looked_at = [line.when for line in lines], set[str]()
    found: set[str] = set()
    while to_look_at:
        for part in walk(to_look_at.pop()):
            names = _items_named(part, framework) - found
            found |= names
            to_look_at += [when for name in names for when in _derived_from(framework.item_by_id[name])]
            if isinstance(part, CriterionHolds) and part.criterion not in looked_at:
                looked_at.add(part.criterion)
                to_look_at.append(framework.criterion_by_id[part.criterion].when)
    return frozenset(found)


def _items_named(part: Condition, framework: Framework) -> set[str]:
    """The items a condition itself looks at; a scale stands for all its items."""
    match part:
        case ItemAnswer() | ItemNumber() | ItemPoints():
            return {part.item}
        case AnyItemOf():
            return {item.id for item in framework.items_of(part.any_item_of)}
        case ScaleScore():
            return {item.id for item in framework.items_of(part.scale)}
        case BandIs():
            return {item.id for item in framework.items_of(part.band)}
    return set()


def _derived_from(item: Item) -> list[Condition]:
    return [line.when for line in item.points if line.when is not None] if isinstance(item, DerivedItem) else []


def _suspension_defects(suspension: Suspension, framework: Framework, confirmed: Container[str]) -> Iterator[Defect]:
    yield from short_reason_defects(WHY, suspension.reason, confirmed=confirmed)
    if suspension.item is None:
        return
    whole = _("Zet het hele kader buiten gebruik.")
    if suspension.item not in {item.id for item in framework.questions}:
        yield Defect(ITEM, _("Dit is geen vraag van het kader. Wat wordt geteld of afgeleid, gaat niet apart buiten gebruik."), whole)
    elif suspension.item in protecting(framework):
        yield Defect(ITEM, _("Deze vraag beschermt de jongere en gaat niet apart buiten gebruik."), whole)
