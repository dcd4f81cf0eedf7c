"""How firmness of a list compares with plain numpy: the place table and the list share of 600 cases in 10,000 recalculations.

    .venv/bin/python -m bench.places [--draws 10000] [--cases 600] [--rounds 7]

Both sides work on one thread on the card of `bench/reference.py`, in one reading and from the same factors, and must give the same counts.
The reference is numpy as one writes it first: a matrix product, a sort (or a partition) and a count per block of 500. Ours also walks the
advice table in every recalculation and keeps exact shares. The last line is the whole of `list` by the Top 60 framework, in both readings.
The exit code is 1 when ours takes longer than the bars of the design (0.3 s for the table, 0.1 s for the share) and also longer than 1.5
times the reference: a busy machine slows both.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from bench.reference import Array, make_card, make_columns
from bench.tables import TOP60, table_of, top60_table
from bench.weighing import clock, framework_of
from triage import review
from triage.framework.model import Advice, Framework, LimitedPlaces
from triage.framework.vocabulary import Strength
from triage.weighing.place_firmness import SEED, PlaceFirmness, place_firmness
from triage.weighing.places import PlaceList, place_list
from triage.weighing.scores import factors
from triage.weighing.tables import Tables
from triage.weighing.weigh import Weighed, weigh

PLACES, PERCENT, BLOCK = 60, 25, 500
TABLE_BAR_S, SHARE_BAR_S, RATIO_BAR = 0.3, 0.1, 1.5


@dataclass(frozen=True)
class Road:
    """One thing to count, with the reference for it and the longest it may take, in seconds."""

    name: str
    ours: Callable[[], object]
    reference: Callable[[], object]
    bar: float


def listed_card(cases: int) -> tuple[Framework, Weighed, PlaceList]:
    """The card as a framework with a list by score, and complete cases for it: every one is eligible, and every item moves."""
    card = make_card()
    rule = {"places": PLACES, "eligible": ["list"], "order": [{"scale": "total", "first": "high"}]}
    advice = {"outcomes": [{"id": "list", "kind": "list", "intensity": "intensive"}], "rules": [{"then": "list"}]}
    framework = framework_of(card).model_copy(
        update={
            "advice": Advice.model_validate(advice),
            "places": LimitedPlaces.model_validate(rule),
            "robustness": dict.fromkeys(Strength, PERCENT),
        }
    )
    columns = [np.nan_to_num(column) for column in make_columns(card, cases)]
    weighed = weigh(Tables.of(framework), table_of([item.name for item in card], columns))
    assert framework.places is not None
    return framework, weighed, place_list(weighed, framework.places)


def points_of(weighed: Weighed) -> Array:
    """Points by case and item, as the reference multiplies them."""
    items = weighed.tables.framework.items
    return np.array([weighed.counted.points(item.id)[0] for item in items], np.float64)


def reference_table(points: Array, drawn: Array) -> Array:
    """In how many draws each case stands at each place; who ends level has the best of their places."""
    cases = points.shape[1]
    counts = np.zeros((cases, cases), np.int64)
    place = np.arange(cases)
    for begin in range(0, len(drawn), BLOCK):
        scores = drawn[begin : begin + BLOCK].astype(np.float64) @ points
        order = np.argsort(-scores, axis=1)
        ordered = np.take_along_axis(scores, order, axis=1)
        new = np.ones(ordered.shape, np.bool_)
        new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
        shared = np.maximum.accumulate(np.where(new, place, 0), axis=1)
        counts += np.bincount((order * cases + shared).ravel(), minlength=cases * cases).reshape(cases, cases)
    return counts


def reference_share(points: Array, drawn: Array) -> Array:
    """How many places each case gets over all draws, as a rounded number: ties at the line share what is left."""
    inside = np.zeros(points.shape[1])
    for begin in range(0, len(drawn), BLOCK):
        scores = drawn[begin : begin + BLOCK].astype(np.float32) @ points.astype(np.float32)
        cut = np.partition(scores, -PLACES, axis=1)[:, -PLACES][:, None]
        above, level = scores > cut, scores == cut
        inside += above.sum(axis=0) + ((PLACES - above.sum(axis=1)) / level.sum(axis=1)) @ level
    return inside


def card_roads(cases: int, draws: int) -> tuple[Road, Road]:
    """The place table with the shares, and the shares alone."""
    framework, weighed, found = listed_card(cases)
    points, drawn = points_of(weighed), factors(framework, draws, SEED)

    def ours(*, table: bool) -> PlaceFirmness:
        firm = place_firmness(weighed, found, draws=draws, seed=SEED, table=table)
        assert firm is not None
        return firm

    counted = ours(table=True)
    shares = [float(count.share) for count in counted.low]
    if not np.allclose(shares, reference_share(points, drawn)) or sum(one.share for one in counted.low) != Fraction(draws * PLACES):
        raise SystemExit("ours and the reference disagree about the shares")
    reached = np.cumsum(reference_table(points, drawn), axis=1)
    spans = [(int(np.argmax(row * 20 >= draws)) + 1, int(np.argmax(row * 20 >= 19 * draws)) + 1) for row in reached]
    if spans != [count.span for count in counted.low]:
        raise SystemExit("ours and the reference disagree about the places")
    return (
        Road("place table", lambda: ours(table=True), lambda: reference_table(points, factors(framework, draws, SEED)), TABLE_BAR_S),
        Road("list share", lambda: ours(table=False), lambda: reference_share(points, factors(framework, draws, SEED)), SHARE_BAR_S),
    )


def measured(road: Road, rounds: int) -> tuple[float, float, float]:
    """Median seconds of both sides in turn, and the median of the ratios."""
    pairs = [(clock(road.ours), clock(road.reference)) for _ in range(rounds)]
    mine, other = (statistics.median(side) for side in zip(*pairs, strict=True))
    return mine, other, statistics.median(one / two for one, two in pairs)


def top60_seconds(cases: int, draws: int, rounds: int) -> float:
    """Median seconds of the firmness of a list by the Top 60 framework, both readings, with its place table."""
    tables = review.open(TOP60).tables
    weighed = weigh(tables, top60_table(tables.framework, cases))
    assert tables.framework.places is not None
    found = place_list(weighed, tables.framework.places)
    return statistics.median(clock(lambda: place_firmness(weighed, found, draws=draws, table=True)) for _ in range(rounds))


def main(arguments: Sequence[str]) -> int:
    """Print every comparison; 1 when one is above its bar and that is not the machine's doing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--draws", type=int, default=10_000)
    parser.add_argument("--cases", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args(arguments)
    print(f"{options.draws:,} recalculations of {options.cases} cases, {options.rounds} rounds, one thread")
    too_slow = False
    for road in card_roads(options.cases, options.draws):
        mine, other, ratio = measured(road, options.rounds)
        above = mine > road.bar and ratio > RATIO_BAR
        too_slow = too_slow or above
        said = "   ABOVE THE BAR" if above else ""
        print(f"{road.name:<12} ours {mine:.3f} s   reference {other:.3f} s   ratio {ratio:.2f}   bar {road.bar} s{said}")
    seconds = top60_seconds(options.cases, options.draws, options.rounds)
    print(f"{'Top 60':<12} ours {seconds:.3f} s, two readings, advice and place table included")
    return 1 if too_slow else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
