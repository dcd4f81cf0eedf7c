"""The worked examples of the shipped ZVH triage, recomputed with pencil and paper: the points of each area of life and their sum."""

from __future__ import annotations

import pytest

from tests.frameworks.pencil import Data, Span, count, document, ends_of, given, in_full, in_short, title

DOCUMENT = document("zvh-triage")
EXAMPLES = DOCUMENT["examples"]
AREAS = ("housing", "money", "school", "family", "network", "leisure", "health", "substance", "behaviour")
STEPS = ("none", "some", "serious", "acute")
REGISTERED = {"suspected", "settled_out_of_court", "convicted"}


def justice(incidents: int, convictions: int) -> int:
    """The points of the area of justice."""
    if incidents >= 4:
        return 3
    return 2 if incidents >= 2 or convictions else min(incidents, 1)


def spans(example: Data) -> list[Span]:
    """Least and greatest points of each area, in the order of the file; justice comes last."""
    found: list[Span] = []
    for area in AREAS:
        answer = given(example, f"area_{area}", 6)
        found.append((0, 3) if answer is None else (STEPS.index(answer),) * 2)
    incidents, convictions = (count(example, DOCUMENT["facts"], statuses, within_months=24) for statuses in (REGISTERED, {"convicted"}))
    return [*found, (justice(incidents[0], convictions[0]), justice(incidents[1], convictions[1]))]


def level(total: int) -> str:
    """The level a sum reaches."""
    return next(band for band, start in (("high", 12), ("medium", 4), ("low", 0)) if total >= start)


examples = pytest.mark.parametrize("example", EXAMPLES, ids=title)


@examples
def test_every_term_sum_and_level_written_by_hand_follows_from_the_answers(example: Data) -> None:
    ends = ends_of(spans(example))
    assert example["by_hand"] == {"complexity": in_full(ends)}
    assert example["expect"]["scales"] == {"complexity": in_short(ends)}
    known = sum(3 for low, high in spans(example) if low == high)
    levels = {"insufficient"} if known * 100 < 80 * 30 else {level(sum(side)) for side in ends}
    assert levels == {example["expect"]["bands"]["complexity"]}


def test_the_borders_of_the_scale_are_met_from_both_sides_by_some_example() -> None:
    totals = [example["expect"]["scales"]["complexity"] for example in EXAMPLES]
    assert {3, 4, 11, 12} <= {total for total in totals if isinstance(total, int)}
    assert {sum(low < high for low, high in spans(example)) for example in EXAMPLES} >= {0, 1, 2}
