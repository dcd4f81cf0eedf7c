"""Columns of formulas: each with what it is about, its name and its words, and the same formula in every row.

In a formula `ROW` stands for the number of the row, so that a column is one text for all cases. Only what is a `Formula` becomes one; any
other text is typed as text (CWE-1236).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from triage.cases.raw_table import letters
from triage.wording import DUTCH

ROW = "§"
FIRST_ROW = 5
"""Above it stand a title and three rows of headings, on every sheet."""

ANSWERS, FACTS, POINTS, STEPS, RESULTS, ABOUT = "Antwoorden", "Feiten", "Punten", "Berekening", "Weging", "Toelichting"
"""The sheets. Plain words, so that a formula needs no quotation marks."""

LOWEST = Decimal(-(10**12))
"""The beginning of the first bin: below every number."""

MOST_ARGUMENTS = 100
"""Arguments of one MIN, MAX or sum; Excel stops at 255 and at 8,192 characters."""

MOST_CHARACTERS = 2_000
"""Longer formulas get a column of their own inside another one."""

OPEN = "?"
"""In the place of an answer that counts as unknown; no answer can be called so."""

NOT_APPLICABLE = "–"
"""In the place of an answer that is not applicable; no answer can be called so."""

YES, NO = "ja", "nee"
WORDS = {"yes": YES, "no": NO}
"""Answers to a yes/no question as they stand in the workbook."""


class Formula(str):
    """A text that is a formula; begins with `=`."""

    __slots__ = ()


@dataclass(frozen=True)
class Column:
    """A column of formulas: what it is about, its name, what it says in words, and its formula without `=`."""

    about: str
    name: str
    says: str
    formula: str
    number_format: str = ""

    def cell(self, row: int) -> Formula:
        """The formula in one row."""
        return Formula("=" + self.formula.replace(ROW, str(row)))


class Columns:
    """The columns of a sheet, in the order in which they were first needed."""

    def __init__(self, first: int = 1) -> None:
        self._first = first
        self._columns: list[Column] = []
        self._places: dict[str, str] = {}

    def __iter__(self) -> Iterator[Column]:
        return iter(self._columns)

    def add(self, formula: str, *, about: str, name: str, says: object = "", number_format: str = "") -> str:
        """The reference to the column with this formula; it is made when there is none yet."""
        if formula not in self._places:
            self._places[formula] = self.append(formula, about=about, name=name, says=says, number_format=number_format)
        return self._places[formula]

    def append(self, formula: str, *, about: str, name: str, says: object = "", number_format: str = "") -> str:
        """The same, always a column of its own: for columns that must stand side by side."""
        self._columns.append(Column(about, name, DUTCH.sentence(says), formula, number_format))
        return f"${letters(self._first + len(self._columns) - 1)}{ROW}"

    def folded(self, function: str, parts: Sequence[str], *, about: str, name: str) -> str:
        """`function` over many parts; long ones in groups with a column each. Of one part that part."""
        if len(parts) == 1:
            return parts[0]
        whole = f"{function}({','.join(parts)})"
        if len(parts) <= MOST_ARGUMENTS and len(whole) <= MOST_CHARACTERS:
            return whole
        size = max(2, min(MOST_ARGUMENTS, MOST_CHARACTERS * len(parts) // len(whole)))
        groups = [parts[start : start + size] for start in range(0, len(parts), size)]
        made = [
            self.add(f"{function}({','.join(group)})", about=about, name=f"{name}, deel {number}") for number, group in enumerate(groups, 1)
        ]
        return self.folded(function, made, about=about, name=name)


def quoted(text: str) -> str:
    """A text inside a formula."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def one_of(reference: str, texts: Sequence[str]) -> str:
    """Whether a cell is one of some texts."""
    tests = [f"{reference}={quoted(text)}" for text in texts]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def joined(parts: Sequence[tuple[str, str]]) -> str:
    """The texts whose condition holds, in order, with a bar between; a formula for pairs of condition and text."""
    pieces = "&".join(f'IF({holds},{quoted("|" + text)},"")' for holds, text in parts)
    return f"MID({pieces},2,9999)" if parts else '""'


def border(day: str, months: int) -> str:
    """The day so many months before `day`; before the first day a spreadsheet knows, that one."""
    found = f"EDATE({day},-{months})"
    return f"IFERROR({found},0)" if months > 12 * 50 else found
