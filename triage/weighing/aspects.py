"""What a result says, one thing at a time, in a form in which two results of a case can be laid side by side.

Compared are the advice and, per scale, level and score, as they would be printed: advices and levels by id, scores in thousandths of a
point. `review` lays two versions of a framework side by side with it, `difference` two weighings of one case.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from triage.framework.model import Framework
from triage.framework.vocabulary import INSUFFICIENT
from triage.weighing.sentences import outcome_name, points_range
from triage.weighing.weigh import Weighed
from triage.wording import Message, _


class About(StrEnum):
    """What of a result can move."""

    ADVICE = "advice"
    BAND = "band"
    SCORE = "score"

    def message(self) -> Message:
        """The Dutch word."""
        return {About.ADVICE: _("advies"), About.BAND: _("niveau"), About.SCORE: _("score")}[self]


class Aspect(NamedTuple):
    """One thing a result says: the advice, or the level or score of a scale (empty for the advice)."""

    about: About
    scale: str


class Given(NamedTuple):
    """What a result says of a case. `possible` are the ids left, or the least and greatest score; `certain` says whether that is one."""

    possible: tuple[Any, ...]
    certain: bool


Values = NDArray[Any]
"""A `Given` per case, None where the framework does not have what it is about."""


def aspects_of(*frameworks: Framework) -> tuple[Aspect, ...]:
    """The advice, then level and score of each scale: of one framework, or of whatever one of several has."""
    scales = {scale.id: None for framework in frameworks for scale in framework.scales}
    banded = {scale.id for framework in frameworks for scale in framework.scales if scale.bands}
    found = [Aspect(About.ADVICE, "")] if any(framework.advice for framework in frameworks) else []
    for scale in scales:
        found += [Aspect(About.BAND, scale)] if scale in banded else []
        found.append(Aspect(About.SCORE, scale))
    return tuple(found)


def values_of(weighed: Weighed, aspect: Aspect, outcomes: Sequence[str]) -> Values:
    """What the result of each case says about one aspect; `outcomes` gives the order in which possible advices are named."""
    framework = weighed.tables.framework
    if aspect.about is About.ADVICE:
        return _advice(weighed, outcomes)
    if aspect.scale not in framework.scale_by_id:
        return _same(None, len(weighed))
    sums, bands = weighed.counted.sums(aspect.scale), framework.scale_by_id[aspect.scale].band_ids
    if aspect.about is About.SCORE:
        unit = weighed.tables.unit
        ends = np.stack([sums.low, sums.high]).astype(np.int64) * unit
        return _looked_up(ends, lambda pair: Given((int(pair[0]), int(pair[1])), bool(pair[0] == pair[1])))
    if not bands:
        return _same(None, len(weighed))
    levels = np.stack([sums.sufficient, sums.band_low, sums.band_high]).astype(np.int64)
    return _looked_up(levels, lambda row: _level(bands, *map(int, row)))


def given_words(aspect: Aspect, given: Given | None, framework: Framework) -> Message:
    """What a result says of an aspect, in words; of what is open, everything that is not excluded."""
    if given is None:
        return _("er niet")
    if aspect.about is About.SCORE:
        return points_range(*given.possible)
    names = [_("“{name}”", name=_name(aspect, one, framework)) for one in given.possible]
    if given.certain or (aspect.about is About.BAND and len(names) == 1):
        return _("{name}", name=names[0])
    return _("open ({names})", names=names)


def ways_words(ways: Sequence[Message], smallest: bool) -> Message:
    """The sets of changes that do it: one, or one as well as another; and where no smallest set was sought, that this is so."""
    said = _("door {way}", way=ways[0])
    for way in ways[1:]:
        said = _("{said}, of net zo goed door {way}", said=said, way=way)
    if not smallest:
        return _("{said} (geen ervan kan weg; misschien kan het met een kleiner aantal)", said=said)
    return said


def _name(aspect: Aspect, one: str, framework: Framework) -> object:
    if aspect.about is About.ADVICE:
        return outcome_name(framework, one)
    if one == INSUFFICIENT:
        return _("te weinig bekend")
    return next(band.name for band in framework.scale_by_id[aspect.scale].bands if band.id == one)


def _level(bands: Sequence[str], sufficient: int, low: int, high: int) -> Given:
    return Given(tuple(bands[low : high + 1]), low == high) if sufficient else Given((INSUFFICIENT,), True)


def _advice(weighed: Weighed, outcomes: Sequence[str]) -> Values:
    walk = weighed.walk
    if walk is None:
        return _same(None, len(weighed))
    order = sorted(range(len(walk.outcomes)), key=lambda place: (*outcomes, walk.outcomes[place]).index(walk.outcomes[place]))
    names = [walk.outcomes[place] for place in order]
    table = np.vstack([walk.possible[order], walk.certain[None]]).astype(np.int64)
    return _looked_up(table, lambda row: Given(tuple(name for name, on in zip(names, row[:-1], strict=True) if on), bool(row[-1])))


def _looked_up(rows: NDArray[np.int64], said: Any) -> Values:
    """A value per case; each different column of numbers is turned into words once."""
    different, index = np.unique(rows, axis=1, return_inverse=True)
    found = np.empty(different.shape[1], dtype=object)
    for place in range(different.shape[1]):
        found[place] = said(different[:, place])
    return found[index.ravel()]


def _same(value: object, size: int) -> Values:
    found = np.empty(size, dtype=object)
    found.fill(value)
    return found
