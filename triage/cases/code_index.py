"""The codes of all cases of a table, packed: which occur more than once, and which case a code belongs to.

Exact, not by hash: a code has at most LONGEST_CODE plain signs, so that 20 bytes hold it; with the order to search by it costs 28 bytes a
case, and half as much again while the order is made. Ten million cases take 280 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from triage.cases.codes import LONGEST_CODE
from triage.cases.headings import folded
from triage.cases.table import Column, Index

NOBODY = -1
"""The place of a code that no case has."""

_PACKED = np.dtype(f"S{LONGEST_CODE}")
_STRETCH = 1_000_000
"""Codes compared at a time, so that no second copy of all of them is made."""

Packed = NDArray[np.bytes_]


@dataclass(frozen=True)
class Codes:
    """Of some rows: whether each has a code that can be used, and whether another row has the same; capitals make no difference."""

    present: NDArray[np.bool_]
    repeated: NDArray[np.bool_]


Known = Callable[[Sequence[str]], Codes]
"""Says it of rows in whose cells these texts stand."""


class CodeIndex:
    """Codes in the order of the table; the empty code stands where a row has none."""

    def __init__(self) -> None:
        self._packed = bytearray()
        self._order: Index = np.zeros(0, dtype=np.intp)
        self._repeated = np.zeros(0, dtype=_PACKED)

    def add(self, codes: Sequence[str]) -> None:
        """The codes of the next rows, as they stand there or without what is around them."""
        self._packed += _packed(codes).tobytes()

    def finished(self) -> CodeIndex:
        """The same index, ready to be asked; nothing may be added after this."""
        self._order = np.argsort(self._codes, kind="stable")
        self._repeated = np.concatenate([np.zeros(0, dtype=_PACKED), *self._twice()])
        return self

    def __len__(self) -> int:
        return len(self._packed) // LONGEST_CODE

    def codes(self, start: int, texts: Sequence[str]) -> Codes | None:
        """What is known of the rows from `start`, whose cells hold these texts; None when these are not the texts that were added."""
        codes = self._codes[start : start + len(texts)]
        present = codes != b""
        if len(codes) != len(texts) or not np.array_equal(codes[present], _packed(texts)[present]):
            return None
        repeated = np.isin(codes, self._repeated) if len(self._repeated) else np.zeros(len(codes), dtype=np.bool_)
        return Codes(present, repeated)

    def places(self, codes: Sequence[str]) -> Index:
        """The first row with each of these codes, counted from 0; NOBODY for a code that no row has. Made for codes that stand together."""
        given = Column.of(codes)
        asked = _packed(given.distinct)
        found = np.searchsorted(self._codes, asked, sorter=self._order)
        rows = self._order[np.minimum(found, len(self) - 1)] if len(self) else found
        known = (found < len(self)) & (asked != b"")
        known[known] = self._codes[rows[known]] == asked[known]
        return np.where(known, rows, NOBODY)[given.index]

    @property
    def _codes(self) -> Packed:
        return np.frombuffer(self._packed, dtype=_PACKED)

    def _twice(self) -> Iterator[Packed]:
        for start in range(0, len(self), _STRETCH):
            codes = self._codes[self._order[start : start + _STRETCH + 1]]
            again = codes[1:][(codes[1:] == codes[:-1]) & (codes[1:] != b"")]
            yield np.unique(again)


def repeated(codes: Sequence[str]) -> NDArray[np.bool_]:
    """Which codes of a whole table stand there more than once; never the empty one, which stands where a row has none."""
    different = Column.of([folded(code) for code in codes])
    often = np.bincount(different.index, minlength=len(different.distinct)) > 1
    return (often & np.array([code != "" for code in different.distinct], dtype=np.bool_))[different.index]


def _packed(codes: Iterable[str]) -> Packed:
    """Whatever is longer than a code can be is no code, so that it becomes none."""
    plain = (folded(code).encode() for code in codes)
    return np.array([code if len(code) <= LONGEST_CODE else b"" for code in plain], dtype=_PACKED)
