"""A table as it stands in a file: a header and cells of text, before anybody knows what they mean.

Kept by column, each different text once, so that whatever looks at a cell looks at the different texts only. A table never shows its
cells when it is printed for a log or a message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from triage.cases.headings import canonical, folded, names_cases
from triage.cases.refusals import Problem, Refusal
from triage.cases.table import Column
from triage.errors import Defect, InputError
from triage.wording import Message, _

CELL_LIMIT = 2_000
"""Characters in one cell; no answer is longer."""

COLUMN_LIMIT = 2_000
CELLS_LIMIT = 12_500_000
"""Rows times columns, so that a table always fits in memory."""

Progress = Callable[[float], None]
"""Told how far the work is, from 0 to 1. It may raise to stop; then nothing is kept."""

_ROWS_TO_SEARCH = 20
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd]")
_ERROR_VALUES = re.compile(
    r"#(?:N/[AB]|NAME\?|NAAM\?|DIV/0!|DEEL/0!|REF!|VERW!|VALUE!|WAARDE!|NUM!|GETAL!|NULL!|LEEG!|SPILL!|OVERLOOP!|CALC!)"
)

MEND_UNREADABLE = _("Sla het bestand op als UTF-8 en lees het opnieuw in.")
MEND_TOO_LONG = _("Kort de tekst in; een antwoord is nooit zo lang.")
MEND_ERROR_CELL = _("Herstel de formule in het rekenblad of vul het antwoord zelf in.")
MEND_RAGGED = _("Geef de rij evenveel cellen als de kop; zet tekst met een scheidingsteken tussen aanhalingstekens.")


@dataclass(frozen=True)
class Fault:
    """A row that cannot be read as it stands. `column` counts from 1 as in the file; None when the whole row is meant."""

    row: int
    column: int | None
    problem: Problem


@dataclass(frozen=True)
class RawTable:
    """A table of text. `row_numbers` are those of the spreadsheet: the header of a plain table is row 1.

    `recognised` says how the file was read, for the user to check. `decimal_mark` is `,` or `.`, or empty when there is none or both
    occur; `typed` says that the numbers were stored as numbers and written here with `decimal_mark`. Rows with a fault are in the table
    too, as far as they could be read.
    """

    name: str
    header: tuple[str, ...] = field(repr=False)
    columns: tuple[Column[str], ...] = field(repr=False)
    row_numbers: NDArray[np.int64] = field(repr=False)
    places: tuple[int, ...]
    faults: tuple[Fault, ...] = ()
    recognised: tuple[Message, ...] = ()
    encoding: str = ""
    separator: str = ""
    decimal_mark: str = ""
    typed: bool = False
    sheet: str = field(default="", repr=False)
    hidden_columns: tuple[str, ...] = field(default=(), repr=False)
    hidden_rows: int = 0

    def __len__(self) -> int:
        return len(self.row_numbers)

    @property
    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows in the order of the file."""
        return (self.row(number) for number in range(len(self)))

    def row(self, number: int) -> tuple[str, ...]:
        """One row, counted from 0."""
        return tuple(column[number] for column in self.columns)

    def only(self, kept: NDArray[np.bool_]) -> RawTable:
        """The table with only these rows, and their faults."""
        numbers = self.row_numbers[kept]
        wanted = set(numbers.tolist())
        return replace(
            self,
            columns=tuple(Column(column.distinct, column.index[kept]) for column in self.columns),
            row_numbers=numbers,
            faults=tuple(fault for fault in self.faults if fault.row in wanted),
        )

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.header)

    def blocks(self, sizes: Iterable[int], progress: Progress | None = None) -> Iterator[RawTable]:
        """The table in blocks of so many rows, until there are no more rows. The first may be empty."""
        place = np.arange(len(self))
        start = 0
        for size in sizes:
            if start and start >= len(self) and size != 0:
                return
            yield self.only((place >= start) & (place < start + size))
            start += size
            if progress is not None:
                progress(min(1.0, start / max(1, len(self))))

    def texts(self, title: str, size: int, progress: Progress | None = None) -> Iterator[list[str]]:
        """Only the cells of the one column with this title, a list per block of so many rows; nothing when it is not just one column."""
        places = [place for place, found in enumerate(self.header) if canonical(found) == title]
        for block in self.blocks(repeat(size), progress) if len(places) == 1 else ():
            yield list(block.columns[places[0]])

    def place(self, column: int) -> Message:
        """Where a column stands, counted from 0 among the columns of this table."""
        return column_place(self.name, self.places[column])


class Columns:
    """Columns that grow row by row, each different text kept once."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._places: list[dict[str, int]] = [{} for _ in range(width)]
        self._index: list[list[int]] = [[] for _ in range(width)]
        self._rows = 0

    def add(self, rows: Sequence[Sequence[str]]) -> None:
        """More rows, each as wide as the table."""
        self._rows += len(rows)
        for texts, places, index in zip(zip(*rows, strict=True), self._places, self._index, strict=False):
            index.extend([places.setdefault(text, len(places)) for text in texts])

    def done(self) -> list[Column[str]]:
        """The columns as they are now."""
        return [Column(tuple(places), np.array(index, dtype=np.intp)) for places, index in zip(self._places, self._index, strict=True)]


def letters(place: int) -> str:
    """The letters of a spreadsheet for a column counted from 1: 1 is A, 28 is AB."""
    name = ""
    while place > 0:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_name(place: int) -> str:
    """A column by its place, counted from 1: `3 (C)`."""
    return f"{place} ({letters(place)})"


def column_place(name: str, place: int) -> Message:
    """A column of a file as the place of a defect."""
    return _("{file}, kolom {column}", file=name, column=column_name(place))


def must_fit(name: str, rows: int, columns: int) -> None:
    """Raises InputError when a table has too many columns or cells to be read."""
    if columns > COLUMN_LIMIT:
        raise InputError.at(
            name,
            _("De tabel heeft meer dan {limit} kolommen.", limit=COLUMN_LIMIT),
            _("Verwijder de kolommen die niet bij een vraag horen, ook lege kolommen met opmaak."),
        )
    if rows * columns > CELLS_LIMIT:
        raise InputError.at(
            name,
            _("De tabel heeft meer dan {limit} cellen.", limit=CELLS_LIMIT),
            _("Splits de tabel, en verwijder lege rijen en kolommen met opmaak."),
        )


def header_further_down(name: str, columns: Sequence[Column[str]], row_numbers: NDArray[np.int64]) -> Defect | None:
    """The defect of a table whose header is not the first row with text but one of the next; None when there is no such row."""
    for row in range(min(len(row_numbers), _ROWS_TO_SEARCH)):
        if names_cases(column[row] for column in columns):
            number = str(int(row_numbers[row]))
            return Defect(name, _("De kop staat niet bovenaan, maar op rij {row}.", row=number), _("Verwijder de rijen erboven."))
    return None


def checked_columns(
    name: str,
    header: Sequence[str],
    columns: Sequence[Column[str]],
    row_numbers: NDArray[np.int64],
    hidden: frozenset[int] = frozenset(),
) -> tuple[list[int], tuple[str, ...]]:
    """Which columns (counted from 0) to keep: those with a title, not hidden; and the titles of the hidden ones.

    Raises InputError for titles that stand there twice and for cells under no title, all at once.
    """
    defects: list[Defect] = []
    first: dict[str, int] = {}
    kept, unseen = [], []
    for place, (title, column) in enumerate(zip(header, columns, strict=True)):
        word = folded(title)
        if place in hidden:
            unseen += [word] if word else []
        elif not word:
            if any(text.strip() for text in column.distinct):
                defects.append(_untitled(name, place + 1))
        elif word in first:
            defects.append(_twice(name, place + 1, first[word]))
        else:
            first[word] = place + 1
            kept.append(place)
    if defects:
        lower = None if names_cases(header) else header_further_down(name, columns, row_numbers)
        raise InputError(defects if lower is None else [lower])
    return kept, tuple(unseen)


def cell_faults(columns: Mapping[int, Column[str]], row_numbers: NDArray[np.int64]) -> list[Fault]:
    """The cells that cannot be an answer whatever the question is, found by looking at each different text once.

    `columns` by their place in the file, counted from 1.
    """
    faults = []
    for place, column in columns.items():
        problems = {number: problem for number, text in enumerate(column.distinct) if (problem := _cell_problem(text)) is not None}
        if problems:
            hit = np.isin(column.index, list(problems))
            faults += [Fault(int(row_numbers[row]), place, problems[int(column.index[row])]) for row in np.flatnonzero(hit)]
    return faults


def _cell_problem(text: str) -> Problem | None:
    if len(text) > CELL_LIMIT:
        return Problem(Refusal.TOO_LONG, MEND_TOO_LONG)
    if _UNREADABLE.search(text):
        return Problem(Refusal.UNREADABLE, MEND_UNREADABLE)
    if text.startswith("#") and _ERROR_VALUES.fullmatch(text.strip()):
        return Problem(Refusal.ERROR_CELL, MEND_ERROR_CELL)
    return None


def _untitled(name: str, place: int) -> Defect:
    return Defect(
        column_place(name, place), _("Deze kolom heeft geen kop, maar wel inhoud."), _("Zet er een kop boven of verwijder de kolom.")
    )


def _twice(name: str, place: int, first: int) -> Defect:
    return Defect(
        column_place(name, place),
        _("Deze kolom heeft dezelfde kop als kolom {first}.", first=column_name(first)),
        _("Geef elke kolom een eigen kop of verwijder er één."),
    )
