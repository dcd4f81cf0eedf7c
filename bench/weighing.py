"""How the engine compares with the reference on 100,000 generated cases: ratios in one run, never absolute promises.

    .venv/bin/python -m bench.weighing [--rows 100000] [--rounds 15]

Both sides give points per item, and the lowest and highest total per case. Each round times the reference and the engine in turn; the
median ratio counts. Before anything is timed the engine's sums are checked against the reference's.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from bench.reference import Array, Item, bounds, contributions, from_codes, make_card, make_columns
from triage.framework.model import Framework
from triage.weighing.coding import Tables, code_numbers
from triage.weighing.truth import Truthfinder

BAR = 1.5


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
    """The engine's codes from raw answers."""
    states = np.empty((len(columns), len(columns[0])), tables.state_type)
    for row, table, values in zip(states, tables.answered, columns, strict=True):
        row[:] = code_numbers(table, values)
    return states


def weigh_states(tables: Tables, states: Array) -> tuple[Truthfinder, Array, Array]:
    """Points per item (kept in the finder) and the range of the total."""
    finder = Truthfinder(tables, states)
    sums = finder.sums("total")
    return finder, sums.low, sums.high


def median_ratio(ours: Callable[[], object], reference: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """Median seconds of both sides and the median of the ratios, round by round."""
    ours(), reference()
    pairs = []
    for _ in range(rounds):
        first = _clock(reference)
        pairs.append((_clock(ours), first))
    return (
        statistics.median(mine for mine, _ in pairs),
        statistics.median(other for _, other in pairs),
        statistics.median(mine / other for mine, other in pairs),
    )


def _clock(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    """Print both comparisons."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    card = make_card()
    columns = make_columns(card, options.rows)
    tables = Tables.of(framework_of(card))
    reference_codes = np.array([item.codes(values) for item, values in zip(card, columns, strict=True)], dtype=np.uint8)
    states = states_of(tables, columns)
    _, low, high = weigh_states(tables, states)
    expected = bounds(card, reference_codes)
    if not (np.array_equal(low, expected[0]) and np.array_equal(high, expected[1])):
        raise SystemExit("engine and reference disagree")
    print(f"{options.rows:,} cases x {len(card)} items, {options.rounds} rounds, one thread; bar {BAR}")
    for name, ours, reference in (
        (
            "from raw answers",
            lambda: weigh_states(tables, states_of(tables, columns)),
            lambda: (contributions(card, columns), bounds(card, reference_codes)),
        ),
        ("from codes", lambda: weigh_states(tables, states), lambda: (from_codes(card, reference_codes), bounds(card, reference_codes))),
    ):
        mine, other, ratio = median_ratio(ours, reference, options.rounds)
        print(f"{name:<18} engine {mine * 1e3:7.2f} ms   reference {other * 1e3:7.2f} ms   ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
