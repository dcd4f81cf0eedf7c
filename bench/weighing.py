"""How the engine compares with the reference on 100,000 generated cases: ratios in one run, never absolute promises.

    .venv/bin/python -m bench.weighing [--rows 100000] [--rounds 15] [--bar 1.5]

Both sides give points per item, and the lowest and highest total per case. Each round times the reference and the engine in turn; the
median ratio counts. Before anything is timed the engine's numbers are checked against the reference's. The exit code is 1 when a ratio
is above the bar.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bench.reference import Array, Item, bounds, contributions, from_codes, from_table, make_card, make_columns
from bench.tables import TOP60, questions_of, table_of, tallies_of, top60_table
from triage import review
from triage.framework.model import Framework
from triage.weighing.coding import encode
from triage.weighing.tables import Tables
from triage.weighing.truth import Truthfinder
from triage.weighing.weigh import weigh

BAR = 1.5


@dataclass(frozen=True)
class Road:
    """One way from answers to points, with the reference for it."""

    name: str
    ours: Callable[[], object]
    reference: Callable[[], object]


def framework_of(card: list[Item]) -> Framework:
    """The card as a framework with one scale."""
    items = [
        {
            "id": item.name,
            "kind": "count",
            "scale": "total",
            "range": [0, 20],
            "points": [
                {"points": int(item.points[0])},
                *({"at_least": int(edge), "points": int(points)} for edge, points in zip(item.edges, item.points[1:], strict=True)),
            ],
        }
        for item in card
    ]
    return Framework.model_validate(
        {
            "format": 1,
            "id": "bench",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "Bench"},
            "scales": [{"id": "total", "role": "risk", "min_known": 0, "bands": [{"id": "low"}, {"id": "high", "from": 100}]}],
            "items": items,
        }
    )


def states_of(tables: Tables, columns: list[Array]) -> Array:
    """The engine's codes from raw whole numbers, NaN where unknown: what a program would do that makes its cases itself."""
    states = np.empty((len(columns), len(columns[0])), tables.state_type)
    for row, table, values in zip(states, tables.answered, columns, strict=True):
        found = np.searchsorted(table.cuts.astype(np.float64), values, side="right")
        found[np.isnan(values)] = table.unknown
        row[:] = found
    return states


def totals(tables: Tables, states: Array) -> tuple[Array, Array]:
    """Points per item, kept in the finder, and the range of the total."""
    sums = Truthfinder(tables, states).sums("total")
    return sums.low, sums.high


def card_roads(rows: int) -> Iterator[Road]:
    """A card of 24 counts: from raw numbers, from codes, and from a table as intake gives it."""
    card = make_card()
    columns = make_columns(card, rows)
    tables = Tables.of(framework_of(card))
    codes = np.array([item.codes(values) for item, values in zip(card, columns, strict=True)], dtype=np.uint8)
    states, cases = states_of(tables, columns), table_of([item.name for item in card], columns)
    _must_agree(totals(tables, states), bounds(card, codes))
    _must_agree(totals(tables, encode(tables, cases).states), bounds(card, codes))

    def least() -> object:
        return contributions(card, columns), bounds(card, codes)

    yield Road("from raw numbers", lambda: totals(tables, states_of(tables, columns)), least)
    yield Road("from codes", lambda: totals(tables, states), lambda: (from_codes(card, codes), bounds(card, codes)))
    yield Road("from a table", lambda: totals(tables, encode(tables, cases).states), least)


def top60_road(rows: int) -> Road:
    """The whole of weighing by the Top 60 framework, facts, derived items, criteria and advice included, as the program does it."""
    tables = review.open(TOP60).tables
    cases = top60_table(tables.framework, rows)
    questions, tallies = questions_of(tables, cases), tallies_of(tables, cases)
    weighed = weigh(tables, cases)
    answered = [*tables.answered, *tables.tallied]
    ends = from_table(questions, tallies, cases.facts.index, cases.facts.case, rows)
    for number, table in enumerate(answered):
        _must_agree(weighed.counted.points(table.item.id), (ends[0][number], ends[1][number]))
    return Road(
        "Top 60",
        lambda: weigh(tables, cases),
        lambda: from_table(questions, tallies, cases.facts.index, cases.facts.case, rows),
    )


def median_ratio(road: Road, rounds: int) -> tuple[float, float, float]:
    """Median seconds of both sides and the median of the ratios, round by round."""
    road.ours(), road.reference()
    pairs = []
    for _ in range(rounds):
        first = clock(road.reference)
        pairs.append((clock(road.ours), first))
    return (
        statistics.median(mine for mine, _ in pairs),
        statistics.median(other for _, other in pairs),
        statistics.median(mine / other for mine, other in pairs),
    )


def _must_agree(ours: tuple[Array, Array], reference: tuple[Array, Array]) -> None:
    if not all(np.array_equal(mine, other) for mine, other in zip(ours, reference, strict=True)):
        raise SystemExit("engine and reference disagree")


def clock(call: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main(arguments: Sequence[str]) -> int:
    """Print every comparison; 1 when one is above the bar."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--bar", type=float, default=BAR)
    options = parser.parse_args(arguments)
    print(f"{options.rows:,} cases, {options.rounds} rounds, one thread; bar {options.bar}")
    too_slow = False
    for road in (*card_roads(options.rows), top60_road(options.rows)):
        mine, other, ratio = median_ratio(road, options.rounds)
        too_slow = too_slow or ratio > options.bar
        said = "   ABOVE THE BAR" if ratio > options.bar else ""
        print(f"{road.name:<18} engine {mine * 1e3:7.2f} ms   reference {other * 1e3:7.2f} ms   ratio {ratio:.2f}{said}")
    return 1 if too_slow else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
