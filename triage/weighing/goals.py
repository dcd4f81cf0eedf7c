"""Which needs and which lines about fitting help go up in a case: what fills a plan, never what weighs.

Framework format 1, *needs* and *responsivity*. An answer that does not count leaves its line open.
"""

from __future__ import annotations

from dataclasses import dataclass

from triage.framework.model import Need, ResponsivityLine
from triage.weighing.result import ItemResult, Truth, Use, Weighing


@dataclass(frozen=True)
class Goal:
    """A need of the framework: whether it goes up, and the item it rests on."""

    need: Need
    result: ItemResult
    truth: Truth


@dataclass(frozen=True)
class Fit:
    """A line about how help is given: whether it goes up, and the item it rests on."""

    line: ResponsivityLine
    result: ItemResult
    truth: Truth


def goals(weighing: Weighing) -> tuple[Goal, ...]:
    """Every need of the framework, in the order of the file."""
    found = []
    for need in weighing.framework.needs:
        result = weighing.item(need.item)
        truth = _reaches(result, need.from_points) if need.from_points is not None else _answered(result, need)
        found.append(Goal(need, result, truth))
    return tuple(found)


def fits(weighing: Weighing) -> tuple[Fit, ...]:
    """Every responsivity line of the framework, in the order of the file."""
    lines = weighing.framework.responsivity
    results = [weighing.item(line.item) for line in lines]
    return tuple(Fit(line, result, _answered(result, line)) for line, result in zip(lines, results, strict=True))


def _reaches(result: ItemResult, points: int) -> Truth:
    if result.low >= points:
        return Truth.TRUE
    return Truth.UNKNOWN if result.high >= points else Truth.FALSE


def _answered(result: ItemResult, line: Need | ResponsivityLine) -> Truth:
    if result.count is not None:
        low, high = result.count
        return Truth.of([number in line.values for number in range(low, high + 1)])
    if result.use is Use.NOT_APPLICABLE:
        return Truth.FALSE
    if result.use is not Use.COUNTED:
        return Truth.UNKNOWN
    return Truth.TRUE if result.answer.value in line.values else Truth.FALSE
