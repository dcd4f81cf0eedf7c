"""Frameworks between two versions: the old one with some of the changes of the new one, ready for weighing.

A change is a part that can stand in its old or in its new form: a question, a field of a scale, a criterion, a line of the decision table,
the scope. A part may lean on another: a new line asks for a question that only the new version has. Then it brings that part along, so
that every mixture is a framework that can be weighed. Only what matters for weighing is mixed; texts, goals and lists are not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel

from triage.framework.checks.circles import check_circles
from triage.framework.checks.conditions import check_conditions
from triage.framework.conditions import (
    AnyItemOf,
    BandIs,
    Condition,
    CriterionHolds,
    Form,
    ItemAnswer,
    ItemNumber,
    ItemPoints,
    ScaleScore,
    walk,
)
from triage.framework.contents import conditions
from triage.framework.draft import Draft
from triage.framework.model import (
    Advice,
    ChoiceItem,
    DerivedItem,
    Framework,
    Item,
    Labelled,
    LevelItem,
    NumericItem,
    Scale,
    TallyItem,
    YesNoItem,
)
from triage.framework.source import SourceText
from triage.framework.values import Text
from triage.review.alignment import Slot, align
from triage.review.differences import SCALE_FIELDS

Parts = frozenset[str]
"""Names of changes, as in `Change.part`."""

Name = tuple[str, ...]
"""What a part offers to others or needs from them, such as ("band", "need", "high")."""

P = TypeVar("P", bound=Labelled)
_NOWHERE = SourceText("", "", None, {}, ())
_WEIGHED_NOT = frozenset(
    {"question", "counts", "does_not_count", "points_why", "limits", "attribute", "justification", "words_ok", "provided_by", "evidence"}
    | {"label", "meaning", "changeable", "heavier", "baseline", "established_fact", "no_fact"}
)
"""Fields that play no part in points, levels and advice."""


@dataclass(frozen=True)
class Part:
    """A part that differs for weighing: its old and its new form, None where it is not there."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Versions:
    """Two versions and everything between them."""

    old: Framework
    new: Framework

    @cached_property
    def parts(self) -> dict[str, Part]:
        """The parts that differ for weighing, by name, in the order of the file."""
        return {part.name: part for part in self._different()}

    @cached_property
    def all(self) -> Parts:
        """Every change together: the new version."""
        return frozenset(self.parts)

    @cached_property
    def brings(self) -> dict[str, Parts]:
        """Per change the changes that must be made with it, itself included."""
        direct = {name: set(self._directly(part)) for name, part in self.parts.items()}
        for held_by, name in self._held():
            direct[name].add(held_by)
        return {name: _reached(name, direct) for name in direct}

    def with_all_it_needs(self, names: Iterable[str]) -> Parts:
        """Changes with those they bring along."""
        return frozenset(other for name in names for other in self.brings[name])

    def without(self, name: str) -> Parts:
        """All changes but this one and those that cannot do without it."""
        return frozenset(other for other in self.parts if name not in self.brings[other])

    def mixed(self, changed: Parts) -> Framework | None:
        """The old version with these changes; None when that is no framework that can be weighed."""
        if not changed >= self.with_all_it_needs(changed):
            return None
        fields = {
            **{name: getattr(self.new, name) for name in ("format", "id", "version", "title")},
            "use": "test",
            "scope": self._pick("scope", changed, self.old.scope, self.new.scope),
            "domains": _united(tuple(self.old.domain_by_id.values()), tuple(self.new.domain_by_id.values())),
            "scales": tuple(self._scales(changed)),
            "facts": tuple(dict.fromkeys([*self.old.facts, *self.new.facts])),
            "items": self._each("items", self.old.items, self.new.items, changed),
            "criteria": self._each("criteria", self.old.criteria, self.new.criteria, changed),
            "advice": self._advice(changed),
        }
        framework = Framework.model_validate(fields)
        return framework if _can_be_weighed(framework) else None

    def _pick(self, name: str, changed: Parts, old: Any, new: Any) -> Any:
        return old if name in self.parts and name not in changed else new

    def _each(self, section: str, old: tuple[Any, ...], new: tuple[Any, ...], changed: Parts) -> tuple[Any, ...]:
        was, now = {one.id: one for one in old}, {one.id: one for one in new}
        picked = (self._pick(f"{section}.{name}", changed, was.get(name), now.get(name)) for name in dict.fromkeys([*was, *now]))
        return tuple(one for one in picked if one is not None)

    def _scales(self, changed: Parts) -> Iterator[Scale]:
        was, now = self.old.scale_by_id, self.new.scale_by_id
        for name in dict.fromkeys([*was, *now]):
            old, new = was.get(name), now.get(name)
            if old is not None and new is not None:
                fields = {field: getattr(new, field) for field in Scale.model_fields}
                fields |= {
                    field: self._pick(f"scales.{name}.{field}", changed, getattr(old, field), fields[field]) for field in SCALE_FIELDS
                }
                yield Scale.model_construct(**fields)
            elif (one := self._pick(f"scales.{name}", changed, old, new)) is not None:
                yield one

    def _advice(self, changed: Parts) -> Advice | None:
        old, new = self.old.advice, self.new.advice
        if old is None or new is None:
            picked: Advice | None = self._pick("advice", changed, old, new)
            return picked
        sections: dict[str, Any] = {
            section: tuple(self._lines(self._slots[section], getattr(old, section), getattr(new, section), changed))
            for section in ("protection", "rules")
        }
        return Advice(outcomes=_united(old.outcomes, new.outcomes), **sections)

    def _lines(self, slots: tuple[Slot, ...], old: tuple[Any, ...], new: tuple[Any, ...], changed: Parts) -> Iterator[Any]:
        for slot in slots:
            place = self._pick(slot.name, changed, slot.old, slot.new)
            if place is not None:
                yield (old if slot.name in self.parts and slot.name not in changed else new)[place - 1]

    @cached_property
    def _slots(self) -> dict[str, tuple[Slot, ...]]:
        old, new = self.old.advice, self.new.advice
        if old is None or new is None:
            return {}
        return {
            "protection": align("advice.protection", old.protection, new.protection),
            "rules": align("advice.rules", old.rules, new.rules),
        }

    def _different(self) -> Iterator[Part]:
        yield from _unlike("scope", _bare(self.old.scope), _bare(self.new.scope))
        was, now = self.old.scale_by_id, self.new.scale_by_id
        for name in dict.fromkeys([*was, *now]):
            old, new = was.get(name), now.get(name)
            if old is None or new is None:
                yield Part(f"scales.{name}", old, new)
                continue
            for field in SCALE_FIELDS:
                if field != "worse":
                    yield from _unlike(f"scales.{name}.{field}", _weighed(getattr(old, field)), _weighed(getattr(new, field)))
        yield from self._different_by_id("items", self.old.item_by_id, self.new.item_by_id)
        yield from self._different_by_id("criteria", self.old.criterion_by_id, self.new.criterion_by_id)
        yield from self._different_lines()

    def _different_by_id(self, section: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Part]:
        for name in dict.fromkeys([*old, *new]):
            was, now = old.get(name), new.get(name)
            if _weighed(was) != _weighed(now):
                yield Part(f"{section}.{name}", was, now)

    def _different_lines(self) -> Iterator[Part]:
        old, new = self.old.advice, self.new.advice
        if old is None or new is None:
            if old is not new:
                yield Part("advice", old, new)
            return
        for section, slots in self._slots.items():
            before, after = getattr(old, section), getattr(new, section)
            for slot in slots:
                was = before[slot.old - 1] if slot.old else None
                now = after[slot.new - 1] if slot.new else None
                if was is None or now is None or (was.when, was.then) != (now.when, now.then):
                    yield self._line_part(slot, was, now, before, after)

    def _line_part(self, slot: Slot, was: Any, now: Any, before: tuple[Any, ...], after: tuple[Any, ...]) -> Part:
        """The part of a line; one that moved is there in both versions."""
        for other in self._slots_by_name[slot.name]:
            was = before[other.old - 1] if was is None and other.old else was
            now = after[other.new - 1] if now is None and other.new else now
        return Part(slot.name, was, now)

    @cached_property
    def _slots_by_name(self) -> dict[str, list[Slot]]:
        found: dict[str, list[Slot]] = {}
        for slot in (slot for slots in self._slots.values() for slot in slots):
            found.setdefault(slot.name, []).append(slot)
        return found

    def _directly(self, part: Part) -> Iterator[str]:
        """The changes a new part leans on: what it needs and the old version does not have."""
        had, has = _offered(self.old), _offered(self.new)
        for name in set(_needed(part.new)) - had.keys():
            owner = self._owner(has.get(name, ()))
            if owner is not None:
                yield owner

    def _held(self) -> Iterator[tuple[str, str]]:
        """Pairs (a, b): b takes away what the old form of a needs, so b cannot be made without a."""
        had, has = _offered(self.old), _offered(self.new)
        for part in self.parts.values():
            for name in set(_needed(part.old)) - has.keys():
                owner = self._owner(had.get(name, ()))
                if owner is not None:
                    yield part.name, owner

    def _owner(self, candidates: tuple[str, ...]) -> str | None:
        return next((name for name in candidates if name in self.parts), None)


def _can_be_weighed(framework: Framework) -> bool:
    draft = Draft(framework, _NOWHERE)
    if any(check_conditions(draft)) or any(check_circles(draft)):
        return False
    asked = (part for _path, outer in conditions(framework) for part in walk(outer))
    return all(framework.items_of(part.any_item_of) for part in asked if isinstance(part, AnyItemOf))


def _reached(name: str, direct: Mapping[str, set[str]]) -> Parts:
    found, waiting = {name}, [name]
    while waiting:
        fresh = direct[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return frozenset(found)


def _united(old: tuple[P, ...], new: tuple[P, ...]) -> tuple[P, ...]:
    """Everything in either; where both have it, the new one."""
    return tuple(({one.id: one for one in old} | {one.id: one for one in new}).values())


def _bare(scope: Any) -> Condition | None:
    return None if scope is None else scope.when


def _unlike(name: str, old: Any, new: Any) -> Iterator[Part]:
    if old != new:
        yield Part(name, old, new)


def _weighed(value: Any) -> Any:
    """A part without the fields that play no part in weighing."""
    if isinstance(value, tuple):
        return tuple(_weighed(one) for one in value)
    if isinstance(value, Text) or value is None:
        return None
    if isinstance(value, BaseModel) and not isinstance(value, Form):
        return {name: _weighed(getattr(value, name)) for name in type(value).model_fields if name not in _WEIGHED_NOT}
    return value


def _offered(framework: Framework) -> dict[Name, tuple[str, ...]]:
    """What a framework has that conditions and items may name, each with the parts that may hold it."""
    found: dict[Name, tuple[str, ...]] = {}
    for item in framework.items:
        found |= dict.fromkeys(_offered_by(item), (f"items.{item.id}",))
    for scale in framework.scales:
        found["scale", scale.id] = (f"scales.{scale.id}",)
        found |= {("band", scale.id, band): (f"scales.{scale.id}.bands", f"scales.{scale.id}") for band in scale.band_ids}
    found |= {("criterion", criterion): (f"criteria.{criterion}",) for criterion in framework.criterion_by_id}
    return found


def _offered_by(item: Item) -> Iterator[Name]:
    if item.scale is not None or isinstance(item, DerivedItem):
        yield "points", item.id
    match item:
        case YesNoItem():
            yield from (("answer", item.id, "yes"), ("answer", item.id, "no"))
        case ChoiceItem() | LevelItem():
            yield from (("answer", item.id, option.id) for option in item.options)
        case NumericItem() | TallyItem():
            yield "number", item.id


def _needed(part: Any) -> Iterator[Name]:
    """What a part names that another part must have."""
    if isinstance(part, Form):
        for condition in walk(part):  # type: ignore[arg-type]  # every form is a condition
            yield from _needed_by(condition)
        return
    if isinstance(part, tuple):
        for one in part:
            yield from _needed(one)
    elif isinstance(part, BaseModel):
        if (scale := getattr(part, "scale", None)) is not None:
            yield "scale", scale
        for name in ("when", "points", "protection", "rules"):
            yield from _needed(getattr(part, name, None))


def _needed_by(condition: Condition) -> Iterator[Name]:
    match condition:
        case ItemAnswer(item=item):
            yield from (("number", item) if isinstance(value, Decimal) else ("answer", item, value) for value in condition.values)
        case ItemNumber(item=item):
            yield "number", item
        case ItemPoints(item=item):
            yield "points", item
        case AnyItemOf(any_item_of=scale) | ScaleScore(scale=scale):
            yield "scale", scale
        case BandIs(band=scale):
            yield from (("band", scale, band) for band in condition.named)
        case CriterionHolds(criterion=criterion):
            yield "criterion", criterion
