"""The published totals the examples follow, as shares, and fair draws from them.

`marginals.yaml` holds the figures with their sources. Nothing here knows a framework.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from ruamel.yaml import YAML

FIGURES = Path(__file__).with_name("marginals.yaml")
ADULT = 18
REST = "rest"

T = TypeVar("T")
Shares = Mapping[T, float]
"""Shares of a whole; only their proportions count."""


@dataclass(frozen=True)
class Marginals:
    """The shares. `offences` are kinds of offence among facts, `first_time` is the share of suspects not registered before."""

    ages: Shares[int]
    first_time: Mapping[str, float]
    offences: Mapping[str, Shares[str]]


def group_of(age: int) -> str:
    """`minors` or `adults`: the published totals differ for the two."""
    return "adults" if age >= ADULT else "minors"


@cache
def marginals() -> Marginals:
    """The shares from the file."""
    figures = YAML(typ="safe").load(FIGURES.read_text("utf-8"))
    minors, adults = figures["offences"]["minors"], figures["offences"]["adults"]
    return Marginals(
        ages=_shares(_all_ages(figures["ages"])),
        first_time={group: float(Fraction(first["share"])) for group, first in figures["first_time"].items()},
        offences={"minors": _with_rest(minors["percent"], 100), "adults": _with_rest(adults["counts"], adults["total"])},
    )


def pick(shares: Shares[T], random: Random) -> T:
    """One draw."""
    place = bisect_right(list(accumulate(shares.values())), random.random() * sum(shares.values()))
    return list(shares)[min(place, len(shares) - 1)]


def deal(shares: Shares[T], size: int, random: Random) -> list[T]:
    """`size` draws in random order; each value comes out as often as its share of `size`, rounded up or down.

    One random start serves all draws, so that every value keeps its share exactly on average (systematic sampling).
    """
    edges, start = list(accumulate(shares.values())), random.random()
    places = [min(bisect_right(edges, (start + number) / size * edges[-1]), len(edges) - 1) for number in range(size)]
    values: Sequence[T] = list(shares)
    return shuffled([values[place] for place in places], random)


def shuffled(values: Sequence[T], random: Random) -> list[T]:
    """The values in random order, the same on every version of Python (only `random()` is promised to be)."""
    return [value for _, _, value in sorted((random.random(), place, value) for place, value in enumerate(values))]


def _all_ages(figures: Any) -> dict[int, float]:
    """Counts for 12 to 24; 20 to 24 fall in a straight line from 19 such that 18 to 24 add up to the published total."""
    counts = dict(figures["counts"])
    last = counts[19]
    step = (5 * last - (figures["from_18_to_24"] - counts[18] - last)) / 15
    return counts | {19 + year: last - step * year for year in range(1, 6)}


def _shares(counts: Mapping[T, float]) -> dict[T, float]:
    return {value: count / sum(counts.values()) for value, count in counts.items()}


def _with_rest(counts: Mapping[str, float], total: float) -> dict[str, float]:
    return _shares({**counts, REST: total - sum(counts.values())})
