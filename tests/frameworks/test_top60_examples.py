"""The worked examples of the shipped Top 60, recomputed with pencil and paper: an independent calculation that shares nothing with the
engine, neither its reading of the file nor its months, tallies or derived items."""

from __future__ import annotations

from typing import Any

import pytest

from tests.frameworks.pencil import Data, Span, count, document, ends_of, given, in_full, in_short, title

DOCUMENT = document("top60-ranking")
SCALES = ("seriousness", "need", "protective")


def items_of(scale: str) -> list[dict[str, Any]]:
    """The items of a scale in the order of the file."""
    return [item for item in DOCUMENT["items"] if item.get("scale") == scale]


def counted(example: Data, of: Data) -> Span:
    """Facts that surely count for a tally, and that may count."""
    terms = {key: of[key] for key in ("within_months", "before_months") if key in of}
    return count(example, of["facts"], of["statuses"], **terms)


def truth(example: Data, when: Data) -> Span:
    """Least and greatest truth (0 or 1) of a condition on tallies."""
    if "item" in when:
        tally = next(item for item in DOCUMENT["items"] if item["id"] == when["item"])
        low, high = counted(example, tally["of"])
        return int(low >= when["at_least"]), int(high >= when["at_least"])
    parts = [truth(example, part) for part in when.get("any") or when.get("all") or when["count"]]
    needed = 1 if "any" in when else len(parts) if "all" in when else when["at_least"]
    return int(sum(low for low, _high in parts) >= needed), int(sum(high for _low, high in parts) >= needed)


def derived_points(example: Data, item: Data) -> Span:
    """The points of the first true line; every line that may be it where that is not certain."""
    kept = []
    for line in item["points"]:
        low, high = truth(example, line["when"]) if "when" in line else (1, 1)
        if high:
            kept.append(line["points"])
        if low:
            break
    return min(kept), max(kept)


def tally_points(example: Data, item: Data) -> Span:
    """The points of the bins between the least and the greatest count."""
    low, high = (max(bin_["points"] for bin_ in item["points"] if n >= bin_.get("at_least", 0)) for n in counted(example, item["of"]))
    return low, high


def choice_points(example: Data, item: Data) -> Span:
    """The points of the answer; all points where the answer does not count."""
    points = {option["id"]: option["points"] for option in item["options"]}
    answer = given(example, item["id"], item.get("valid_months", 12))
    return (points[answer], points[answer]) if answer else (min(points.values()), max(points.values()))


def points(example: Data, item: Data) -> Span:
    """Least and greatest points of an item."""
    return {"derived": derived_points, "tally": tally_points, "choice": choice_points}[item["kind"]](example, item)


examples = pytest.mark.parametrize("example", DOCUMENT["examples"], ids=title)


@examples
def test_every_term_written_by_hand_and_every_sum_follow_from_the_points(example: Data) -> None:
    terms = {scale: ends_of([points(example, item) for item in items_of(scale)]) for scale in SCALES}
    assert example["by_hand"] == {scale: in_full(ends) for scale, ends in terms.items()}
    assert example["expect"]["scales"] == {scale: in_short(ends) for scale, ends in terms.items()}


@examples
def test_the_band_follows_from_the_sum_and_from_how_much_is_known(example: Data) -> None:
    for scale in DOCUMENT["scales"]:
        items = items_of(scale["id"])
        most = {item["id"]: max(line["points"] for line in item.get("options") or item["points"]) for item in items}
        ends = {item["id"]: points(example, item) for item in items}
        known = sum(most[name] for name, (low, high) in ends.items() if low == high)
        low, high = (sum(end[side] for end in ends.values()) for side in (0, 1))
        bands = [sum(total >= band.get("from", 0) for band in scale["bands"]) - 1 for total in (low, high)]
        expected = "insufficient" if known * 100 < 75 * sum(most.values()) else scale["bands"][bands[0]]["id"]
        assert float(scale["min_known"]) == 0.75
        assert expected == "insufficient" or bands[0] == bands[1]
        assert example["expect"]["bands"][scale["id"]] == expected


def test_both_sides_of_the_two_borders_of_seriousness_are_met_by_some_example() -> None:
    met = [example["expect"]["scales"]["seriousness"] for example in DOCUMENT["examples"]]
    assert {9, 10, 19, 20} <= {total for total in met if isinstance(total, int)}
