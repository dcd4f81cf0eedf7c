"""Many cases as columns: each different answer once, and per case which of them it is.

A case list of 100,000 has few different answers per question. Everything that looks at an answer (checking, coding into points)
works on the different ones only, through the same function that serves a single case; numpy carries it to all cases.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from triage.cases.case import UNKNOWN, Answer, Case, Fact

Index = NDArray[np.intp]
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Column(Generic[T]):
    """A value per case: `distinct` values, and for each case the place of its value among them."""

    distinct: tuple[T, ...]
    index: Index

    @classmethod
    def of(cls, values: Iterable[T]) -> Column[T]:
        """A column from one value per case; in the order they first appear."""
        places: dict[T, int] = {}
        index = [places.setdefault(value, len(places)) for value in values]
        return cls(tuple(places), np.array(index, dtype=np.intp))

    def __iter__(self) -> Iterator[T]:
        return (self.distinct[number] for number in self.index.tolist())

    def __getitem__(self, case: int) -> T:
        return self.distinct[int(self.index[case])]


@dataclass(frozen=True)
class FactColumn:
    """All facts of all cases: fact `index[k]` belongs to case `case[k]`. `known` says who has a list of facts at all."""

    distinct: tuple[Fact, ...]
    index: Index
    case: Index
    known: NDArray[np.bool_]

    def of(self, case: int) -> tuple[Fact, ...] | None:
        """The facts of one case in the order given, None when nobody looked."""
        if not self.known[case]:
            return None
        facts, begins = self._case_by_case
        return tuple(self.distinct[k] for k in facts[begins[case] : begins[case + 1]])

    @cached_property
    def _case_by_case(self) -> tuple[Index, Index]:
        """`index` ordered by case, and where each case begins in it."""
        counts = np.bincount(self.case, minlength=len(self.known))
        return self.index[np.argsort(self.case, kind="stable")], np.concatenate([[0], np.cumsum(counts)])


@dataclass(frozen=True)
class CaseTable:
    """Cases in the order given. `answers` has a column per question that anybody answered."""

    codes: tuple[str, ...]
    reference_dates: Column[date]
    answers: Mapping[str, Column[Answer]]
    facts: FactColumn

    def __len__(self) -> int:
        return len(self.codes)

    @classmethod
    def of(cls, cases: Sequence[Case]) -> CaseTable:
        """The table of some cases."""
        items = dict.fromkeys(item for case in cases for item in case.answers)
        owned = [(number, fact) for number, case in enumerate(cases) for fact in case.facts or ()]
        facts = Column.of([fact for _, fact in owned])
        return cls(
            tuple(case.code for case in cases),
            Column.of([case.reference_date for case in cases]),
            {item: Column.of([case.answer(item) for case in cases]) for item in items},
            FactColumn(
                facts.distinct,
                facts.index,
                np.array([number for number, _ in owned], dtype=np.intp),
                np.array([case.facts is not None for case in cases], dtype=np.bool_),
            ),
        )

    def case(self, number: int) -> Case:
        """One case of the table."""
        return Case(
            self.codes[number],
            self.reference_dates[number],
            {item: column[number] for item, column in self.answers.items() if column[number] != UNKNOWN},
            self.facts.of(number),
        )
