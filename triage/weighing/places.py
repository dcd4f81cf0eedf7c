"""A list with limited places: who surely holds one, who shares one, and who is under the line.

Framework format 1, *List order*. The keys of the list are compared in turn; a key that is not certain gives a best and a worst place.
Places are competition ranks (1, 2, 2, 4). Ties stay ties: the conference chooses, with a reason. Nothing here gives anybody a place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np

from triage.framework.model import LimitedPlaces, OrderKey
from triage.weighing.tables import Bools, Ints
from triage.weighing.weigh import Weighed
from triage.wording import Message, _


class PlaceState(StrEnum):
    """Where a case stands beside the line."""

    CERTAIN = "certain"
    SHARED = "shared"
    UNSURE = "unsure"
    BELOW = "below"

    def message(self) -> Message:
        """The words on screen and paper."""
        return {
            PlaceState.CERTAIN: _("zeker een plaats"),
            PlaceState.SHARED: _("deelt een plaats"),
            PlaceState.UNSURE: _("nog niet te zeggen"),
            PlaceState.BELOW: _("onder de grens"),
        }[self]

    def explanation(self) -> Message:
        """What the state means, in one sentence."""
        return {
            PlaceState.CERTAIN: _(
                "Deze casus eindigt binnen het aantal plaatsen, hoe de open antwoorden en de gelijke standen ook uitvallen."
            ),
            PlaceState.SHARED: _(
                "Deze casus eindigt gelijk met andere, en er zijn minder plaatsen dan casussen. Het overleg kiest, met een reden."
            ),
            PlaceState.UNSURE: _(
                "Of deze casus een plaats krijgt, hangt af van antwoorden die nog open zijn, hier of bij andere casussen."
            ),
            PlaceState.BELOW: _("Er zijn genoeg casussen die hoe dan ook voorgaan."),
        }[self]


@dataclass(frozen=True)
class KeyRange:
    """The value of one key of the order: points in thousandths, or places of bands in the file; low = high when certain.

    `sufficient` is false when too little is known of the scale: then it has no band yet, and the range only bounds the place.
    """

    key: OrderKey
    low: int
    high: int
    sufficient: bool = True


@dataclass(frozen=True)
class Place:
    """One case that may hold a place. `number` is its row in the table; `share` is its share of a place, None when not yet to say."""

    case: str
    number: int
    state: PlaceState
    best: int
    worst: int
    share: Fraction | None
    keys: tuple[KeyRange, ...]
    surely_eligible: bool


@dataclass(frozen=True)
class PlaceList:
    """The cases that may hold a place, best first; cases that surely may not are only counted.

    `bands` holds the band ids of each scale the order looks at, lowest first.
    """

    places: int
    rule: LimitedPlaces
    bands: Mapping[str, tuple[str, ...]]
    candidates: tuple[Place, ...]
    not_eligible: int


def place_list(weighed: Weighed, rule: LimitedPlaces, places: int | None = None) -> PlaceList:
    """Order the cases of a table for the places of a list; `places` overrides the number in the framework."""
    number = rule.places if places is None else places
    possible, surely = _eligible(weighed, rule)
    rows = np.flatnonzero(possible)
    lows, highs = _key_columns(weighed, rule, rows)
    best, worst = _positions(rule, lows, highs, len(rows))
    standing = _Standing(best, worst, surely[rows], number)
    order = np.lexsort((rows, standing.worst_place, standing.best_place))
    candidates = tuple(
        Place(
            case=weighed.cases.codes[rows[k]],
            number=int(rows[k]),
            state=standing.state(k),
            best=int(standing.best_place[k]),
            worst=int(standing.worst_place[k]),
            share=standing.share(k),
            keys=tuple(
                KeyRange(key, int(low[k]), int(high[k]), bool(weighed.counted.sums(key.of).sufficient[rows[k]]))
                for key, low, high in zip(rule.order, lows, highs, strict=True)
            ),
            surely_eligible=bool(surely[rows[k]]),
        )
        for k in order
    )
    bands = {key.of: weighed.tables.framework.scale_by_id[key.of].band_ids for key in rule.order}
    return PlaceList(number, rule, bands, candidates, len(weighed) - len(rows))


class _Standing:
    """Counts who is surely and who is possibly ahead of each candidate. `best` and `worst` are positions: smaller goes first."""

    def __init__(self, best: Ints, worst: Ints, surely: Bools, places: int) -> None:
        sure_worst, all_best = np.sort(worst[surely]), np.sort(best)
        self.surely, self.places = surely, places
        self.ahead_low = np.searchsorted(sure_worst, best, side="left")
        self.ahead_high = np.searchsorted(all_best, worst, side="left") - (best < worst)
        self.level_low = np.searchsorted(sure_worst, best, side="right") - (surely & (best == worst))
        self.level_high = np.searchsorted(all_best, worst, side="right") - 1
        self.best_place, self.worst_place = self.ahead_low + 1, self.ahead_high + 1

    def state(self, k: int) -> PlaceState:
        """Where candidate `k` stands beside the line."""
        if self.surely[k] and self.level_high[k] < self.places:
            return PlaceState.CERTAIN
        if self.ahead_low[k] >= self.places:
            return PlaceState.BELOW
        always_level = self.ahead_high[k] < self.places <= self.level_low[k]
        return PlaceState.SHARED if self.surely[k] and always_level else PlaceState.UNSURE

    def share(self, k: int) -> Fraction | None:
        """The share of a place of candidate `k`; None when it is not yet to say, also when it is still open with how many it shares."""
        match self.state(k):
            case PlaceState.CERTAIN:
                return Fraction(1)
            case PlaceState.BELOW:
                return Fraction(0)
            case PlaceState.SHARED if self.ahead_low[k] == self.ahead_high[k] and self.level_low[k] == self.level_high[k]:
                free = self.places - int(self.ahead_low[k])
                return Fraction(free, int(self.level_low[k] - self.ahead_low[k]) + 1)
        return None


def _eligible(weighed: Weighed, rule: LimitedPlaces) -> tuple[Bools, Bools]:
    """Who may, and who surely does, have an advice that the list is for."""
    walk = weighed.walk
    if walk is None:
        nobody = np.zeros(len(weighed), np.bool_)
        return nobody, nobody
    rows = [walk.outcomes.index(outcome) for outcome in rule.eligible]
    possible: Bools = np.logical_or.reduce(walk.possible[rows])
    others: Bools = np.logical_or.reduce(np.delete(walk.possible, rows, axis=0))
    return possible, possible & ~others & ~walk.held_back


def _key_columns(weighed: Weighed, rule: LimitedPlaces, rows: Ints) -> tuple[list[Ints], list[Ints]]:
    """Per key the least and greatest value of each candidate, in thousandths or as places of bands."""
    lows, highs = [], []
    for key in rule.order:
        sums = weighed.counted.sums(key.of)
        low, high = (sums.band_low, sums.band_high) if key.band else (sums.low, sums.high)
        factor = 1 if key.band else weighed.tables.unit
        lows.append(low[rows].astype(np.int64) * factor)
        highs.append(high[rows].astype(np.int64) * factor)
    return lows, highs


def _positions(rule: LimitedPlaces, lows: list[Ints], highs: list[Ints], size: int) -> tuple[Ints, Ints]:
    """Best and worst position of each candidate as whole numbers that compare as the keys do in turn; smaller goes first.

    Without keys everybody ends level.
    """
    if not rule.order:
        return np.zeros(size, np.int64), np.zeros(size, np.int64)
    first = [-high if key.first == "high" else low for key, low, high in zip(rule.order, lows, highs, strict=True)]
    last = [-low if key.first == "high" else high for key, low, high in zip(rule.order, lows, highs, strict=True)]
    vectors = np.concatenate([np.stack(first, axis=1), np.stack(last, axis=1)])
    ranks = np.unique(vectors, axis=0, return_inverse=True)[1].ravel()
    return ranks[: len(ranks) // 2], ranks[len(ranks) // 2 :]
