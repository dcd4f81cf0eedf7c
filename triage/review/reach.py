"""Which changes can reach a scale at all, and the plain case: a score that moves by the points of its own items, added up.

A scale rests on its items; a derived item rests on whatever its conditions ask. What does not reach a scale in either version cannot move
its score or level, so it need not be tried.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.framework.conditions import (
    AnyItemOf,
    BandIs,
    Condition,
    CriterionHolds,
    ItemAnswer,
    ItemNumber,
    ItemPoints,
    ScaleScore,
    walk,
)
from triage.framework.model import DerivedItem, Framework
from triage.review.mixture import Parts, Versions
from triage.review.outcomes import Frame, Outcomes


def reaching(versions: Versions, scale: str) -> Parts:
    """The changes that can move the score or level of a scale."""
    names = _rests_on(versions.old, f"scales.{scale}") | _rests_on(versions.new, f"scales.{scale}")
    return frozenset(part for part in versions.parts if ".".join(part.split(".")[:2]) in names)


def _rests_on(framework: Framework, name: str) -> set[str]:
    found, waiting = {name}, [name]
    while waiting:
        fresh = set(_asks(framework, waiting.pop())) - found
        found |= fresh
        waiting += fresh
    return found


def _asks(framework: Framework, name: str) -> Iterator[str]:
    """What a scale, item or criterion directly rests on."""
    section, _dot, own = name.partition(".")
    if section == "scales":
        yield from (f"items.{item.id}" for item in framework.items if item.scale == own)
    elif section == "items" and isinstance(item := framework.item_by_id.get(own), DerivedItem):
        for line in item.points:
            yield from _named(line.when)
    elif section == "criteria" and own in framework.criterion_by_id:
        yield from _named(framework.criterion_by_id[own].when)


def _named(when: Condition | None) -> Iterator[str]:
    for condition in walk(when) if when is not None else ():
        match condition:
            case ItemAnswer(item=item) | ItemNumber(item=item) | ItemPoints(item=item):
                yield f"items.{item}"
            case AnyItemOf(any_item_of=scale) | ScaleScore(scale=scale) | BandIs(band=scale):
                yield f"scales.{scale}"
            case CriterionHolds(criterion=criterion):
                yield f"criteria.{criterion}"


def added_up(versions: Versions, frame: Frame, scale: str, old: Outcomes, new: Outcomes) -> dict[int, Parts]:
    """Per case the one smallest set of changes that moves a score, where that can be read off the points of its items.

    That is so when no cap and no derived item is in play and every item that gives other points moves the score the same way: with any
    of them left out, the sum is another.
    """
    both = versions.old.scale_by_id.get(scale), versions.new.scale_by_id.get(scale)
    if any(one is None or one.domain_caps for one in both):
        return {}
    items = {item.id for framework in (versions.old, versions.new) for item in framework.items_of(scale)}
    derived = {item.id for framework in (versions.old, versions.new) for item in framework.items_of(scale) if isinstance(item, DerivedItem)}
    found: dict[int, Parts] = {}
    for number in range(len(next(iter(old.values.values())))):
        steps = {item: step for item in sorted(items) if any(step := _step(versions, frame, item, scale, old, new, number))}
        ends = [end for step in steps.values() for end in step]
        parts = frozenset(f"items.{item}" for item in steps)
        same_way = all(end >= 0 for end in ends) or all(end <= 0 for end in ends)
        if steps and same_way and not derived & steps.keys() and parts <= versions.all and versions.with_all_it_needs(parts) == parts:
            found[number] = parts
    return found


def _step(versions: Versions, frame: Frame, item: str, scale: str, old: Outcomes, new: Outcomes, number: int) -> tuple[int, int]:
    """How far the least and the greatest points of an item on a scale move."""
    ends = [_ends(framework, frame, item, scale, outcomes, number) for framework, outcomes in ((versions.old, old), (versions.new, new))]
    return ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]


def _ends(framework: Framework, frame: Frame, item: str, scale: str, outcomes: Outcomes, number: int) -> tuple[int, int]:
    model = framework.item_by_id.get(item)
    if model is None or model.scale != scale or outcomes.trace is None:
        return 0, 0
    row = frame.row_of_points(item)
    return int(outcomes.trace[row, number]), int(outcomes.trace[row + 1, number])
