"""The frameworks that come with the program, each opened once for all tests, and what the tests look up in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from triage import review
from triage.framework.conditions import AnyItemOf, BandIs, Condition, CriterionHolds, ItemAnswer, ItemNumber, ItemPoints, ScaleScore, walk
from triage.framework.contents import located_texts, point_values
from triage.framework.model import Advice, DerivedItem, Evidence, Framework, Item
from triage.framework.registry import AttributeClass, Registry, read_registry
from triage.framework.values import Text
from triage.review import OpenFramework

FRAMEWORKS = Path(__file__).resolve().parents[2] / "frameworks"
NAMES = tuple(sorted(path.stem for path in FRAMEWORKS.glob("*.yaml")))

every = pytest.mark.parametrize("name", NAMES)
"""A test of every framework: a file more in `frameworks/` is tested too."""


@cache
def registry() -> Registry:
    """The shipped registry."""
    return read_registry(FRAMEWORKS / "evidence")


@cache
def opened(name: str) -> OpenFramework:
    """A framework through its only door, so with every worked example as written."""
    return review.open(FRAMEWORKS / f"{name}.yaml", registry())


def framework_of(name: str) -> Framework:
    """The framework itself."""
    return opened(name).framework


def advice_of(framework: Framework) -> Advice:
    """Its lines of advice and their outcomes."""
    assert framework.advice is not None
    return framework.advice


@cache
def texts_of(name: str) -> tuple[tuple[str, Text], ...]:
    """Every text of a framework, with the keys that lead to it."""
    return tuple((".".join(map(str, path)), text) for path, text in located_texts(framework_of(name)))


def class_of(item: Item) -> AttributeClass | None:
    """The class of what an item is about; None where that is no attribute."""
    attribute = registry().attributes.get(item.attribute or "")
    return attribute.class_ if attribute else None


def scored(framework: Framework) -> list[Item]:
    """The items that stand on a scale."""
    return [item for item in framework.items if item.scale is not None]


def greatest(item: Item) -> int:
    """The most points any answer to the item gives, in thousandths; 0 for an item without points."""
    return max(point_values(item), default=0)


def evidence_of(framework: Framework) -> list[Evidence]:
    """Everything the file says about where items and criteria come from."""
    return [given for part in (*framework.items, *framework.criteria) for given in part.evidence]


def lines_of_advice(framework: Framework) -> list[Condition]:
    """The conditions of the protection lines and of the rules."""
    advice = advice_of(framework)
    return [line.when for line in advice.protection] + [line.when for line in advice.rules if line.when]


def inside(framework: Framework, *outermost: Condition) -> Iterator[Condition]:
    """Conditions and what they rest on: the parts of each, the criteria they name, and the derived items they look at."""
    waiting, seen = list(outermost), set[str]()
    for condition in waiting:
        for part in walk(condition):
            yield part
            if isinstance(part, CriterionHolds) and part.criterion not in seen:
                seen.add(part.criterion)
                waiting.append(framework.criterion_by_id[part.criterion].when)
            for name in _items_in(framework, part) - seen:
                seen.add(name)
                item = framework.item_by_id[name]
                waiting += [line.when for line in item.points if line.when] if isinstance(item, DerivedItem) else []


def looked_at(framework: Framework, *outermost: Condition) -> set[str]:
    """The items that conditions rest on, also through criteria, scales and derived items."""
    return {name for part in inside(framework, *outermost) for name in _items_in(framework, part)}


def _items_in(framework: Framework, part: Condition) -> set[str]:
    match part:
        case ItemAnswer(item=item) | ItemNumber(item=item) | ItemPoints(item=item):
            return {item}
        case AnyItemOf(any_item_of=scale) | ScaleScore(scale=scale) | BandIs(band=scale):
            return {item.id for item in framework.items_of(scale)}
    return set()
