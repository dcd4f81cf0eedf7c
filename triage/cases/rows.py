"""The rows of a table while they are being read: which are refused so far, and why. Works by column, on each different text once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from triage.cases.raw_table import RawTable, column_name
from triage.cases.refusals import Part, Problem, RefusedRow
from triage.cases.table import Index

_TICKED = 20
"""Up to so many numbers a row may be ticked off one by one."""

T = TypeVar("T")
V = TypeVar("V", bound=Hashable)


class Rows:
    """Rows of one table; a row is bad as soon as one thing in it is refused."""

    def __init__(self, table: RawTable, part: Part, names: Mapping[int, str]) -> None:
        """`names` are the names of the columns by their place in the table, for the list of refused rows. Faults of the file come first."""
        self.table = table
        self.part = part
        self.refused: list[RefusedRow] = []
        self.bad = np.zeros(len(table), dtype=np.bool_)
        by_place = {place: names[number] for number, place in enumerate(table.places) if number in names}
        by_row = {int(number): row for row, number in enumerate(table.row_numbers)}
        for fault in table.faults:
            column = "" if fault.column is None else by_place.get(fault.column, column_name(fault.column))
            self._refuse(by_row[fault.row], column, fault.problem)
        self._unreadable = self.bad.copy()

    def __len__(self) -> int:
        return len(self.table)

    def refuse(self, mask: NDArray[np.bool_], column: str, problem: Problem) -> None:
        """Refuses the rows where `mask` is true."""
        for row in np.flatnonzero(mask & ~self._unreadable):
            self._refuse(int(row), column, problem)

    def refuse_where(self, index: Index, column: str, problems: Mapping[int, Problem]) -> None:
        """Refuses the rows whose number in `index` has a problem."""
        if problems:
            for row in np.flatnonzero(np.isin(index, list(problems)) & ~self._unreadable):
                self._refuse(int(row), column, problems[int(index[row])])

    def read(self, place: int | None, column: str, reader: Callable[[str], T | Problem | None]) -> tuple[list[T | None], Index]:
        """What the cells of a column mean: the different values, and per row which. Rows with a problem are refused and get None.

        Without such a column every row has the value None.
        """
        if place is None:
            return [None], np.zeros(len(self), dtype=np.intp)
        source = self.table.columns[place]
        read = [reader(text) for text in source.distinct]
        self.refuse_where(source.index, column, {number: one for number, one in enumerate(read) if isinstance(one, Problem)})
        return [None if isinstance(one, Problem) else one for one in read], source.index

    def _refuse(self, row: int, column: str, problem: Problem) -> None:
        self.bad[row] = True
        self.refused.append(RefusedRow(self.part, int(self.table.row_numbers[row]), column, problem))


def joined(parts: Sequence[Index]) -> tuple[list[tuple[int, ...]], Index]:
    """The different combinations of numbers that occur side by side, and per row which combination it has."""
    combinations: list[tuple[int, ...]] = [(number,) for number in range(int(parts[0].max(initial=-1)) + 1)]
    index = parts[0]
    for part in parts[1:]:
        width = int(part.max(initial=0)) + 1
        pairs, index = _different(index * width + part)
        combinations = [(*combinations[pair // width], pair % width) for pair in pairs.tolist()]
    return combinations, index.astype(np.intp)


def merged(values: Sequence[V], index: Index) -> tuple[tuple[V, ...], Index]:
    """The same column with equal values taken together and only the values that occur, in the order of first appearance."""
    places: dict[V, int] = {}
    first = np.full(len(values), len(index))
    first[index[::-1]] = np.arange(len(index))[::-1]
    occurring = np.flatnonzero(first < len(index))
    order = occurring[np.argsort(first[occurring])]
    renumbered = np.zeros(len(values), dtype=np.intp)
    for number in order.tolist():
        renumbered[number] = places.setdefault(values[number], len(places))
    return tuple(places), renumbered[index]


def _different(numbers: Index) -> tuple[Index, Index]:
    """The different numbers in order, and per row the place of its number; ticked off where that costs less than sorting."""
    size = int(numbers.max(initial=-1)) + 1
    if size > _TICKED * (len(numbers) + 1):
        different, index = np.unique(numbers, return_inverse=True)
        return different, index.astype(np.intp)
    occurs = np.zeros(size, dtype=np.bool_)
    occurs[numbers] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[numbers]
