"""Pencil and paper: what every calculation by hand needs, apart from the program.

It reads a framework file as plain data and has its own quarters, months and counts. What a framework makes of them (its points, borders
and table) stands in the tests of that framework.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FRAMEWORKS = Path(__file__).resolve().parents[2] / "frameworks"

Data = Mapping[str, Any]
"""A worked example, an item or a fact, as it stands in the file."""

Span = tuple[int, int]
"""The least and the greatest a number can be."""

NOBODY_LOOKED: Span = (0, 99)


def document(name: str) -> dict[str, Any]:
    """A framework file as plain data."""
    return plain_data(FRAMEWORKS / f"{name}.yaml")


@cache
def plain_data(path: Path, *, pure: bool = False) -> dict[str, Any]:
    """A file as plain data; `pure` without the library in C, which is six times slower and the same (`test_examples.py`)."""
    yaml = YAML(typ="safe", pure=pure)
    yaml.version = "1.2"
    loaded: dict[str, Any] = yaml.load(path.read_text("utf-8"))
    return loaded


def title(example: Data) -> str:
    """What a worked example is called, in English."""
    return str(example["name"]["en"])


def day_of(example: Data) -> date:
    """The reference date of an example."""
    return date.fromisoformat(str(example["reference_date"]))


def quarter(text: str) -> tuple[date, date]:
    """First and last day of `2026-Q2`."""
    year, number = int(text[:4]), int(text[6])
    after = date(year + number // 4, 3 * number % 12 + 1, 1)
    return date(year, 3 * number - 2, 1), after - timedelta(days=1)


def months_back(day: date, months: int) -> date:
    """Whole months back. The examples are of the 23rd and of 30 November, and no term goes back to a February."""
    total = day.year * 12 + day.month - 1 - months
    return date(total // 12, total % 12 + 1, day.day)


def count(example: Data, kinds: Collection[str], statuses: Collection[str], *, within_months: int = 0, before_months: int = 0) -> Span:
    """Facts that surely count and that may count, in the last so many months or before them."""
    if "facts" not in example:
        return NOBODY_LOOKED
    border = months_back(day_of(example), within_months or before_months)
    sure = possible = 0
    for fact in example["facts"]:
        if fact["kind"] in kinds and fact["status"] in statuses:
            first, last = quarter(fact["quarter"])
            inside, outside = (first >= border, last < border) if within_months else (last < border, first >= border)
            sure += inside and not fact.get("contested", False)
            possible += not outside
    return sure, possible


def given(example: Data, item: str, valid_months: int) -> Any:
    """The answer that counts; None where it is missing, a signal, contested, or older than so many months."""
    answer = example["answers"].get(item)
    if not isinstance(answer, dict):
        return answer
    outdated = "as_of" in answer and quarter(answer["as_of"])[0] < months_back(day_of(example), valid_months)
    return None if outdated or answer.get("status", "established") not in {"established", "confirmed"} else answer["value"]


def in_full(ends: Sequence[Sequence[int]]) -> str:
    """The least and the greatest terms of a sum as *by_hand* writes them: `1+2`, or `1+2 .. 1+3` when they differ."""
    low, high = ("+".join(map(str, terms)).replace("+-", "-") for terms in ends)
    return low if low == high else f"{low} .. {high}"


def in_short(ends: Sequence[Sequence[int]]) -> int | list[int]:
    """The sum itself as *expect* writes it: a number, or the two ends of a range."""
    low, high = (sum(terms) for terms in ends)
    return low if low == high else [low, high]


def ends_of(spans: Sequence[Span]) -> tuple[list[int], list[int]]:
    """All least terms, and all greatest."""
    return [low for low, _high in spans], [high for _low, high in spans]
