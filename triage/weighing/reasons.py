"""What made a score: the points of each item, in an order that does not depend on chance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from triage.weighing.result import ItemResult, ScaleResult


@dataclass(frozen=True)
class Step:
    """One step of a sum: an item's range, or what the cap of a domain takes off (then `item` is None). In thousandths."""

    item: ItemResult | None
    domain: str
    low: int
    high: int


@dataclass(frozen=True)
class Reason:
    """Items that are an equally strong reason for a score, in the order of the file. `difference` is in thousandths, above zero."""

    difference: int
    items: tuple[ItemResult, ...]


def steps(scale: ScaleResult) -> tuple[Step, ...]:
    """The sum of a scale, step by step in the order of the file; the steps add up exactly to its low and its high end."""
    found: list[Step] = []
    for domain in scale.domains:
        found += [Step(item, domain.domain, item.low, item.high) for item in domain.items]
        if domain.capped:
            low, high = sum(item.low for item in domain.items), sum(item.high for item in domain.items)
            found.append(Step(None, domain.domain, domain.low - low, domain.high - high))
    return tuple(found)


def baseline(item: ItemResult, scale: ScaleResult) -> int:
    """The points, in thousandths, from which an item is counted as a reason: what its file says, else its lightest points."""
    if item.item.baseline is not None:
        return item.item.baseline
    return item.least if scale.scale.worse == "higher" else item.greatest


def reasons(scale: ScaleResult) -> tuple[Reason, ...]:
    """Why the score is as heavy as it is, strongest first; items that are equally strong stand together, in the order of the file.

    As in a PMML scorecard: the difference of an item's points with its baseline, to the heavy side of the scale (PMML 4.4, *Scorecard*:
    `pointsAbove`, and `pointsBelow` where fewer points weigh heavier). Only sure points count: an item that is open is a reason as far as
    every answer it can still have makes it one. What is not beyond its baseline is no reason, and neither is the cap of a domain.
    """
    if scale.scale.worse == "higher":
        return _by_strength((item.low - baseline(item, scale), item) for item in scale.items)
    return _by_strength((baseline(item, scale) - item.high, item) for item in scale.items)


def strongest(scale: ScaleResult) -> tuple[tuple[ItemResult, ...], ...]:
    """Items with sure points above their least, whichever side of the scale is heavy; most points first, equal points together."""
    return tuple(reason.items for reason in _by_strength((item.low - item.least, item) for item in scale.items))


def _by_strength(differences: Iterable[tuple[int, ItemResult]]) -> tuple[Reason, ...]:
    found: dict[int, list[ItemResult]] = {}
    for difference, item in differences:
        if difference > 0:
            found.setdefault(difference, []).append(item)
    return tuple(Reason(difference, tuple(found[difference])) for difference in sorted(found, reverse=True))
