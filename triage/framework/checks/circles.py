"""Derived items, scales and criteria may rest on each other, but never in a circle, too deep, or through too many conditions in all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from triage.framework.checks.common import CRITERIA, ITEMS, SCALES
from triage.framework.conditions import AnyItemOf, BandIs, Condition, CriterionHolds, ItemAnswer, ItemNumber, ItemPoints, ScaleScore, walk
from triage.framework.draft import Draft
from triage.framework.model import DerivedItem
from triage.framework.source import Fault, Path
from triage.framework.yaml_data import MAX_DEPTH
from triage.wording import _

MAX_CIRCLES = 10
"""Circles shown of one file; each must be mended before the next matters."""

MAX_NAMES = 12

MAX_CONDITIONS = 10_000
"""Conditions one part may rest on when every part it names is written out: an explanation shows them all."""

RestsOn = Mapping[str, list[str]]


def check_circles(draft: Draft) -> Iterator[Fault]:
    """One fault for each circle, naming it; without circles, one for the first part that rests on too many layers."""
    rests_on, paths = _rests_on(draft), _paths(draft)
    circles = list(_circles(rests_on))
    for names in circles:
        said = [*names[:MAX_NAMES], *(["…"] if len(names) > MAX_NAMES else []), names[0]]
        yield Fault(
            paths[names[0]],
            _("'{name}' rust op zichzelf: {circle}.", name=names[0], circle=" → ".join(said)),
            _("Haal een van deze verwijzingen weg."),
        )
    if not circles:
        deep = list(_too_deep(draft, rests_on, paths))
        yield from deep or _too_wide(draft, rests_on, paths)


def _circles(rests_on: RestsOn) -> Iterator[list[str]]:
    """Circles without a shared part, each from the part that comes first in the file, each part resting on the next."""
    order = {name: place for place, name in enumerate(rests_on)}
    for _round in range(MAX_CIRCLES):
        circle = _a_circle(rests_on)
        if not circle:
            return
        start = circle.index(min(circle, key=order.__getitem__))
        yield [*circle[start:], *circle[:start]]
        members = set(circle)
        rests_on = {name: [on for on in others if on not in members] for name, others in rests_on.items() if name not in members}


def _a_circle(rests_on: RestsOn) -> list[str]:
    try:
        TopologicalSorter(rests_on).prepare()
    except CycleError as error:
        names: list[str] = error.args[1]
        return names[:0:-1]
    return []


def _too_deep(draft: Draft, rests_on: RestsOn, paths: Mapping[str, Path]) -> Iterator[Fault]:
    own = {name: max((_layers(condition) for condition in conditions), default=1) for name, conditions in _conditions(draft).items()}
    layers: dict[str, int] = {}
    for name in TopologicalSorter(rests_on).static_order():
        layers[name] = own.get(name, 1) + max((layers[on] for on in rests_on[name]), default=0)
        if layers[name] > MAX_DEPTH:
            problem = _("'{name}' rust via andere delen op meer dan 60 lagen van voorwaarden.", name=name)
            yield Fault(paths[name], problem, _("Maak de voorwaarden eenvoudiger."))
            return


def _too_wide(draft: Draft, rests_on: RestsOn, paths: Mapping[str, Path]) -> Iterator[Fault]:
    """The first part that rests on too many conditions, counting what a named part rests on each time it is named."""
    named = {name: list(others) for name, others in rests_on.items()}
    own = dict.fromkeys(named, 1)
    for name, conditions in _conditions(draft).items():
        parts = [part for condition in conditions for part in walk(condition)]
        own[name] = len(parts)
        named[name] = [on for part in parts for on in _named(part) if on in named]
    sizes: dict[str, int] = {}
    for name in TopologicalSorter(rests_on).static_order():
        sizes[name] = own[name] + sum(sizes[on] for on in named[name])
        if sizes[name] > MAX_CONDITIONS:
            problem = _("'{name}' rust via andere delen op meer dan {most} voorwaarden.", name=name, most=MAX_CONDITIONS)
            yield Fault(paths[name], problem, _("Noem een ander deel minder vaak."))
            return


def _layers(condition: Condition) -> int:
    return 1 + max((_layers(part) for part in condition.parts()), default=0)


def _paths(draft: Draft) -> dict[str, Path]:
    framework = draft.framework
    paths = {scale.id: path for path, scale in draft.each(SCALES, framework.scales)}
    paths |= {item.id: path for path, item in draft.each(ITEMS, framework.items)}
    return paths | {criterion.id: path for path, criterion in draft.each(CRITERIA, framework.criteria)}


def _conditions(draft: Draft) -> dict[str, list[Condition]]:
    """The conditions of each derived item and criterion."""
    derived = (item for item in draft.framework.items if isinstance(item, DerivedItem))
    found = {item.id: [line.when for line in item.points if line.when is not None] for item in derived}
    return found | {criterion.id: [criterion.when] for criterion in draft.framework.criteria}


def _rests_on(draft: Draft) -> dict[str, list[str]]:
    """What each scale, derived item and criterion needs to be known first, in the order of the file."""
    nodes: dict[str, list[str]] = {scale.id: [] for scale in draft.framework.scales}
    for item in draft.framework.items:
        if item.scale in nodes:
            nodes[item.scale].append(item.id)
    for name, conditions in _conditions(draft).items():
        nodes[name] = [on for condition in conditions for part in walk(condition) for on in _named(part)]
    return {name: [on for on in dict.fromkeys(others) if on in nodes] for name, others in nodes.items()}


def _named(condition: Condition) -> tuple[str, ...]:
    match condition:
        case ItemAnswer() | ItemNumber() | ItemPoints():
            return (condition.item,)
        case AnyItemOf():
            return (condition.any_item_of,)
        case ScaleScore():
            return (condition.scale,)
        case BandIs():
            return (condition.band,)
        case CriterionHolds():
            return (condition.criterion,)
    return ()
