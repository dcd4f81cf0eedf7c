"""What made a score: the points of each item, in an order that does not depend on chance."""

from __future__ import annotations

from dataclasses import dataclass

from triage.weighing.result import ItemResult, ScaleResult


@dataclass(frozen=True)
class Step:
    """One step of a sum: an item's range, or what the cap of a domain takes off (then `item` is None). In thousandths."""

    item: ItemResult | None
    domain: str
    low: int
    high: int


def steps(scale: ScaleResult) -> tuple[Step, ...]:
    """The sum of a scale, step by step in the order of the file; the steps add up exactly to its low and its high end."""
    found: list[Step] = []
    for domain in scale.domains:
        found += [Step(item, domain.domain, item.low, item.high) for item in domain.items]
        if domain.capped:
            low, high = sum(item.low for item in domain.items), sum(item.high for item in domain.items)
            found.append(Step(None, domain.domain, domain.low - low, domain.high - high))
    return tuple(found)


def strongest(scale: ScaleResult) -> tuple[tuple[ItemResult, ...], ...]:
    """Items with sure points above their least, heaviest first; items with equal points stand together, in the order of the file.

    Points above the least the item can give are what PMML calls points above the baseline; a tie is shown as a tie.
    """
    above: dict[int, list[ItemResult]] = {}
    for item in scale.items:
        if item.low > item.least:
            above.setdefault(item.low - item.least, []).append(item)
    return tuple(tuple(above[points]) for points in sorted(above, reverse=True))
