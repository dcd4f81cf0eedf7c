"""The worked examples of the shipped Top 60, recomputed with pencil and paper: an independent calculation that shares nothing with the
engine, neither its reading of the file nor its months, tallies or derived items."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

FILE = Path(__file__).resolve().parents[2] / "frameworks" / "top60-ranking.yaml"
Span = tuple[int, int]


@cache
def document() -> dict[str, Any]:
    """The file as plain data, dates as words."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = "1.2"
    loaded: dict[str, Any] = yaml.load(FILE.read_text("utf-8"))
    return loaded


def items_of(scale: str) -> list[dict[str, Any]]:
    """The items of a scale in the order of the file."""
    return [item for item in document()["items"] if item.get("scale") == scale]


def quarter(text: str) -> tuple[date, date]:
    """First and last day of `2026-Q2`."""
    year, number = int(text[:4]), int(text[6])
    after = date(year + number // 4, 3 * number % 12 + 1, 1)
    return date(year, 3 * number - 2, 1), after - timedelta(days=1)


def years_and_months_back(day: date, months: int) -> date:
    """Whole months back; the examples use the 23rd, so no month is too short."""
    total = day.year * 12 + day.month - 1 - months
    return date(total // 12, total % 12 + 1, day.day)


def count(example: dict[str, Any], of: dict[str, Any]) -> Span:
    """Facts that surely count, and that may count; 99 where nobody looked."""
    if "facts" not in example:
        return 0, 99
    today = date.fromisoformat(str(example["reference_date"]))
    sure = possible = 0
    for fact in example["facts"]:
        if fact["kind"] not in of["facts"] or fact["status"] not in of["statuses"]:
            continue
        first, last = quarter(fact["quarter"])
        if "within_months" in of:
            border = years_and_months_back(today, of["within_months"])
            inside, outside = first >= border, last < border
        else:
            border = years_and_months_back(today, of["before_months"])
            inside, outside = last < border, first >= border
        sure += inside
        possible += not outside
    return sure, possible


def truth(example: dict[str, Any], when: dict[str, Any]) -> Span:
    """Least and greatest truth (0 or 1) of a condition on tallies."""
    if "item" in when:
        tally = next(item for item in document()["items"] if item["id"] == when["item"])
        low, high = count(example, tally["of"])
        return int(low >= when["at_least"]), int(high >= when["at_least"])
    parts = [truth(example, part) for part in when.get("any") or when.get("all") or when["count"]]
    needed = 1 if "any" in when else len(parts) if "all" in when else when["at_least"]
    return int(sum(low for low, _high in parts) >= needed), int(sum(high for _low, high in parts) >= needed)


def derived_points(example: dict[str, Any], item: dict[str, Any]) -> Span:
    """The points of the first true line; every line that may be it where that is not certain."""
    kept = []
    for line in item["points"]:
        low, high = truth(example, line["when"]) if "when" in line else (1, 1)
        if high:
            kept.append(line["points"])
        if low:
            break
    return min(kept), max(kept)


def tally_points(example: dict[str, Any], item: dict[str, Any]) -> Span:
    """The points of the bins between the least and the greatest count."""
    low, high = (max(bin_["points"] for bin_ in item["points"] if n >= bin_.get("at_least", 0)) for n in count(example, item["of"]))
    return low, high


def choice_points(example: dict[str, Any], item: dict[str, Any]) -> Span:
    """The points of the answer; all points where the answer does not count."""
    points = {option["id"]: option["points"] for option in item["options"]}
    given = example["answers"].get(item["id"], {"status": "unknown"})
    if isinstance(given, dict):
        assert given["status"] in {"unknown", "signal", "contested"}
        return min(points.values()), max(points.values())
    return points[given], points[given]


def points(example: dict[str, Any], item: dict[str, Any]) -> Span:
    """Least and greatest points of an item."""
    return {"derived": derived_points, "tally": tally_points, "choice": choice_points}[item["kind"]](example, item)


def named(example: dict[str, Any]) -> str:
    """What pytest calls an example."""
    return str(example["name"]["en"])


examples = pytest.mark.parametrize("example", document()["examples"], ids=named)


@examples
def test_every_term_written_by_hand_is_the_term_that_follows_from_the_points(example: dict[str, Any]) -> None:
    for scale in ("seriousness", "need", "protective"):
        terms = [points(example, item) for item in items_of(scale)]
        sums = ["+".join(str(end[side]) for end in terms) for side in (0, 1)]
        assert example["by_hand"][scale] == (sums[0] if sums[0] == sums[1] else " .. ".join(sums)), scale


@examples
def test_the_sum_written_by_hand_adds_up_to_what_is_expected(example: dict[str, Any]) -> None:
    for scale, written in example["by_hand"].items():
        totals = [sum(int(term) for term in part.split("+")) for part in written.split(" .. ")]
        expected = example["expect"]["scales"][scale]
        assert totals == (expected if isinstance(expected, list) else [expected]), scale


@examples
def test_the_band_follows_from_the_sum_and_from_how_much_is_known(example: dict[str, Any]) -> None:
    for scale in document()["scales"]:
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


def test_all_eight_cases_that_every_list_must_face_are_there() -> None:
    names = [named(example) for example in document()["examples"]]
    assert names[:4] == [
        "Only concerns at home and in the surroundings",
        "First fact and simply at school",
        "Two arrests, both dismissed",
        "Girl of 15, courier under pressure",
    ]
    assert {
        "Aged 22, three robberies and much to hold on to",
        "Half of the answers are unknown",
        "The same young person a year later, without a new fact",
        "Brother of somebody on the list",
    } <= set(names)
    assert len(names) == 18


def test_every_advice_is_met_by_some_example() -> None:
    met = {example["expect"].get("advice") for example in document()["examples"]} - {None}
    assert met == {outcome["id"] for outcome in document()["advice"]["outcomes"]} | {"out_of_scope"}
