"""The plain numpy reference that the engine is measured against: one look-up per item, one count per tally, nothing else.

The card and the cases are synthetic (seeded); the functions stand for "the least work that could give these numbers".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

SEED = 20261123
ITEMS = 24
MISSING_SHARE = 0.05

Array = NDArray[Any]


@dataclass(frozen=True)
class Item:
    """One scored question: bins [edge, next edge) and their points; the last entry of `table` is for a missing answer."""

    name: str
    edges: Array
    points: Array
    missing_points: int

    @property
    def table(self) -> Array:
        """Points by bin."""
        return np.append(self.points, self.missing_points)

    def codes(self, values: Array) -> Array:
        """The bin of each value."""
        code = np.searchsorted(self.edges, values, side="right")
        code[np.isnan(values)] = len(self.edges) + 1
        return code


def make_card(items: int = ITEMS, seed: int = SEED) -> list[Item]:
    """A card with 3 to 6 bins an item and whole points."""
    rng = np.random.default_rng(seed)
    card = []
    for number in range(items):
        cuts = int(rng.integers(2, 6))
        edges = np.sort(rng.choice(np.arange(1, 20), size=cuts, replace=False)).astype(float)
        points = np.sort(rng.integers(0, 21, size=cuts + 1))
        points[0] = 0
        card.append(Item(f"item_{number:02d}", edges, points, int(rng.integers(0, 4))))
    return card


def make_columns(card: list[Item], rows: int, seed: int = SEED + 1) -> list[Array]:
    """Raw answers per item, NaN where missing."""
    rng = np.random.default_rng(seed)
    columns = []
    for _ in card:
        values = rng.integers(0, 21, size=rows).astype(float)
        values[rng.random(rows) < MISSING_SHARE] = np.nan
        columns.append(values)
    return columns


def contributions(card: list[Item], columns: list[Array]) -> Array:
    """Points per item and case from raw answers: what a justification sheet needs at the least."""
    out = np.empty((len(card), len(columns[0])), dtype=np.int16)
    for row, item, values in zip(out, card, columns, strict=True):
        row[:] = item.table.astype(np.int16)[item.codes(values)]
    return out


def bounds(card: list[Item], codes: Array) -> tuple[Array, Array]:
    """Lowest and highest total per case when a missing answer may still be anything, from codes."""
    low = high = np.zeros(codes.shape[1], dtype=np.int32)
    for item, code in zip(card, codes, strict=True):
        unknown = code == len(item.edges) + 1
        table = item.table[:-1].astype(np.int32)
        known = np.append(table, 0)[code]
        low = low + np.where(unknown, table.min(), known)
        high = high + np.where(unknown, table.max(), known)
    return low, high


def from_codes(card: list[Item], codes: Array) -> Array:
    """Points per item and case from codes."""
    out = np.empty(codes.shape, dtype=np.int16)
    for row, item, code in zip(out, card, codes, strict=True):
        row[:] = item.table.astype(np.int16)[code]
    return out


@dataclass(frozen=True)
class Question:
    """Points of one question by the place of its answer: what the answer surely gives, and what it may give."""

    answers: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class Tally:
    """Points of one count: which different facts count surely and possibly, where its bins begin, and the points of each bin."""

    surely: Array
    possibly: Array
    edges: Array
    points: Array


def from_table(questions: list[Question], tallies: list[Tally], facts: Array, owners: Array, rows: int) -> tuple[Array, Array]:
    """Lowest and highest points per question and tally, and per case their totals in the last row.

    `facts` says which of the different facts each fact is, `owners` whose it is. The points of a tally must not go down.
    """
    low = np.empty((len(questions) + len(tallies) + 1, rows), dtype=np.int16)
    high = np.empty_like(low)
    for number, question in enumerate(questions):
        low[number], high[number] = question.low[question.answers], question.high[question.answers]
    for number, tally in enumerate(tallies, len(questions)):
        for ends, counts in ((low, tally.surely), (high, tally.possibly)):
            found = np.bincount(owners[counts[facts]], minlength=rows)
            ends[number] = tally.points[np.searchsorted(tally.edges, found, side="right")]
    low[-1], high[-1] = low[:-1].sum(axis=0), high[:-1].sum(axis=0)
    return low, high
