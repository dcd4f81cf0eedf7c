"""A list with limited places: who holds one already, who surely or possibly gets a free one, who shares one, who is under the line.

Who holds a place keeps it until review and is not ordered; only the free places are divided, and nobody pushes anybody out. The keys of the
list are compared in turn (framework format 1, *List order*); a key that is not certain gives a best and a worst place. Places are
competition ranks (1, 2, 2, 4). Ties stay ties: the conference chooses, with a reason. Nothing here gives anybody a place or takes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

import numpy as np

from triage.framework.model import LimitedPlaces, OrderKey
from triage.periods import Period, months_after
from triage.weighing.tables import Bools, Ints
from triage.weighing.truth import TRUE
from triage.weighing.weigh import Weighed
from triage.wording import Message, _


class PlaceState(StrEnum):
    """Where a case stands beside the line."""

    HOLDS = "holds"
    LEAVES = "leaves"
    CERTAIN = "certain"
    SHARED = "shared"
    UNSURE = "unsure"
    BELOW = "below"

    @property
    def ordered(self) -> bool:
        """Whether the case stands in the order for a free place."""
        return self not in (PlaceState.HOLDS, PlaceState.LEAVES)

    def message(self) -> Message:
        """The words on screen and paper."""
        return {
            PlaceState.HOLDS: _("heeft een plaats"),
            PlaceState.LEAVES: _("uitstroom bespreken"),
            PlaceState.CERTAIN: _("zeker een plaats"),
            PlaceState.SHARED: _("deelt een plaats"),
            PlaceState.UNSURE: _("nog niet te zeggen"),
            PlaceState.BELOW: _("onder de grens"),
        }[self]

    def explanation(self) -> Message:
        """What the state means, in one sentence."""
        return {
            PlaceState.HOLDS: _("Deze casus heeft al een plaats en houdt die tot de toetsing. Niemand neemt die plaats over."),
            PlaceState.LEAVES: _(
                "De toetsing is aan de beurt en de regel voor uitstroom klopt voor deze casus. De plaats telt hier als vrij. "
                "Er gebeurt niets vanzelf: het overleg besluit."
            ),
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
    """One case that holds a place or may get one. `number` is its row in the table.

    `best`, `worst` and `share` are about the free places: None for who is not ordered, and `share` also when it is not yet to say. `near`
    says that the case stands around the line. `since` is when the place was given, `review_due` that it is time to look at it again.
    """

    case: str
    number: int
    state: PlaceState
    best: int | None
    worst: int | None
    share: Fraction | None
    keys: tuple[KeyRange, ...]
    surely_eligible: bool
    near: bool = False
    since: Period | None = None
    review_due: bool = False


@dataclass(frozen=True)
class PlaceList:
    """Who holds a place, in the order of the table, and who may get a free one, best first; others are only counted.

    `bands` holds the band ids of each scale the order looks at, lowest first.
    """

    places: int
    rule: LimitedPlaces
    bands: Mapping[str, tuple[str, ...]]
    holders: tuple[Place, ...]
    candidates: tuple[Place, ...]
    not_eligible: int

    @property
    def rows(self) -> tuple[Place, ...]:
        """Everybody on the list: holders, then candidates."""
        return (*self.holders, *self.candidates)

    @property
    def held(self) -> int:
        """How many places are held; a place whose holder may leave counts as free."""
        return sum(place.state is PlaceState.HOLDS for place in self.holders)

    @property
    def free(self) -> int:
        """The places to divide; 0 when more are held than there are."""
        return max(0, self.places - self.held)


def place_list(weighed: Weighed, rule: LimitedPlaces, places: int | None = None, held: Mapping[str, Period] | None = None) -> PlaceList:
    """Order the cases of a table for the free places of a list; `places` overrides the number in the framework.

    `held` says by code since when a case holds a place; codes of other cases are passed over.
    """
    number = rule.places if places is None else places
    possible, surely = _eligible(weighed, rule)
    since = [(held or {}).get(code) for code in weighed.cases.codes]
    holding = np.array([one is not None for one in since], np.bool_)
    holders = _holders(weighed, rule, since, surely)
    free = max(0, number - sum(place.state is PlaceState.HOLDS for place in holders))
    rows = np.flatnonzero(possible & ~holding)
    lows, highs = _key_columns(weighed, rule, rows)
    best, worst = _positions(rule, lows, highs, len(rows))
    standing = _Standing(best, worst, surely[rows], free)
    near = _near(weighed, rule, rows, standing)
    keys = _keys(weighed, rule, rows)
    candidates = tuple(
        Place(
            case=weighed.cases.codes[rows[k]],
            number=int(rows[k]),
            state=standing.state(k),
            best=int(standing.best_place[k]),
            worst=int(standing.worst_place[k]),
            share=standing.share(k),
            keys=keys[k],
            surely_eligible=bool(surely[rows[k]]),
            near=bool(near[k]),
        )
        for k in np.lexsort((rows, standing.worst_place, standing.best_place))
    )
    bands = {key.of: weighed.tables.framework.scale_by_id[key.of].band_ids for key in rule.order}
    return PlaceList(number, rule, bands, holders, candidates, int((~possible & ~holding).sum()))


def _holders(weighed: Weighed, rule: LimitedPlaces, since: Sequence[Period | None], surely: Bools) -> tuple[Place, ...]:
    """Who holds a place. It is kept until review, also by who would not be eligible now; `leaves` needs a rule that surely holds."""
    rows = np.array([row for row, one in enumerate(since) if one is not None], np.intp)
    leave = None if rule.leave_when is None else weighed.counted.truth(rule.leave_when)
    found = []
    for row, keys in zip(rows.tolist(), _keys(weighed, rule, rows), strict=True):
        begun = since[row]
        assert begun is not None
        due = review_is_due(begun, rule, weighed.cases.reference_dates[row])
        state = PlaceState.LEAVES if due and leave is not None and leave[row] == TRUE else PlaceState.HOLDS
        found.append(Place(weighed.cases.codes[row], row, state, None, None, None, keys, bool(surely[row]), since=begun, review_due=due))
    return tuple(found)


def review_is_due(since: Period, rule: LimitedPlaces, reference_date: date) -> bool:
    """Whether a place given then is to be looked at again: `review_months` after the last day of the period, clipped to the month's end."""
    return rule.review_months is not None and months_after(since.last, rule.review_months) <= reference_date


def _near(weighed: Weighed, rule: LimitedPlaces, rows: Ints, standing: _Standing) -> Bools:
    """Who stands around the line: who can come level with a case that may end at the last free place by moving `margin` points on each key.

    Of a key by points that is the difference; of a key by levels the distance to the level of that other case, 0 inside it. Open answers
    are taken as they bring the two nearest. Without a margin, an order or a line nobody stands around it.
    """
    near = np.zeros(len(rows), np.bool_)
    last = standing.may_be_last()
    if rule.margin is None or not rule.order or not last.any():
        return near
    own, targets = [], []
    for key in rule.order:
        sums, unit = weighed.counted.sums(key.of), weighed.tables.unit
        points = np.stack([sums.low[rows], sums.high[rows]]).astype(np.int64) * unit
        own.append(points)
        targets.append(_band_ends(weighed, key.of, rows) if key.band else points)
    for goal in np.unique(np.concatenate(targets)[:, last], axis=1).T.reshape(-1, len(rule.order), 2):
        reached = [
            (low - rule.margin <= end) & (high + rule.margin >= begin) for (low, high), (begin, end) in zip(own, goal.tolist(), strict=True)
        ]
        near |= np.logical_and.reduce(reached)
    return near


def _band_ends(weighed: Weighed, scale: str, rows: Ints) -> Ints:
    """The least and greatest points, in thousandths, that lie in the bands each case may be in."""
    begins = [band.from_ or 0 for band in weighed.tables.framework.scale_by_id[scale].bands]
    sums = weighed.counted.sums(scale)
    low = np.array([-_FAR, *begins[1:]], np.int64)[sums.band_low[rows]]
    high = np.array([*(begin - 1 for begin in begins[1:]), _FAR], np.int64)[sums.band_high[rows]]
    return np.stack([low, high])


_FAR = 1 << 60
"""More than any number of points, in thousandths."""


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

    def may_be_last(self) -> Bools:
        """Who may end at the last place, alone or level with others; nobody when there is a place for everybody, or none at all."""
        if not 0 < self.places < len(self.best_place):
            return np.zeros(len(self.best_place), np.bool_)
        reached: Bools = (self.ahead_low < self.places) & (self.level_high + 1 >= self.places)
        return reached

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


def eligible_rows(weighed: Weighed, rule: LimitedPlaces) -> list[int]:
    """The rows of the walk's outcomes that the list is for. There must be an advice table."""
    assert weighed.walk is not None
    return [weighed.walk.outcomes.index(outcome) for outcome in rule.eligible]


def _eligible(weighed: Weighed, rule: LimitedPlaces) -> tuple[Bools, Bools]:
    """Who may, and who surely does, have an advice that the list is for."""
    walk = weighed.walk
    if walk is None:
        nobody = np.zeros(len(weighed), np.bool_)
        return nobody, nobody
    rows = eligible_rows(weighed, rule)
    possible: Bools = np.logical_or.reduce(walk.possible[rows])
    others: Bools = np.logical_or.reduce(np.delete(walk.possible, rows, axis=0))
    return possible, possible & ~others & ~walk.held_back


def _keys(weighed: Weighed, rule: LimitedPlaces, rows: Ints) -> list[tuple[KeyRange, ...]]:
    """The values of the keys of each of these cases."""
    lows, highs = _key_columns(weighed, rule, rows)
    return [
        tuple(
            KeyRange(key, int(low[k]), int(high[k]), bool(weighed.counted.sums(key.of).sufficient[row]))
            for key, low, high in zip(rule.order, lows, highs, strict=True)
        )
        for k, row in enumerate(rows)
    ]


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
