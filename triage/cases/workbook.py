"""Excel workbooks: the cells of a sheet as the texts a person sees, and which rows cannot be read.

python-calamine reads the cells from the clean copy that `container.py` makes. Numbers come without a false decimal (15, not 15.0),
with a decimal comma, dates as 2024-03-12, and true and false as `ja` and `nee`. Source of the hazards: `excel-hazards.yaml` in the tests.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from triage.cases.container import Sheet, open_container
from triage.cases.headings import names_cases, names_facts
from triage.cases.raw_table import (
    MEND_ERROR_CELL,
    Columns,
    Fault,
    Progress,
    RawTable,
    cell_faults,
    checked_columns,
    letters,
    must_fit,
)
from triage.cases.refusals import Problem, Refusal
from triage.cases.sheet_marks import Marks, NotASheetError, Place, marks_of, percent_styles_of
from triage.cases.table import Column
from triage.errors import InputError
from triage.wording import Message, _, n_

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell = str | float | bool | date | datetime | time | timedelta

SHOWN_DIGITS = 11
"""Excel shows at most so many digits of a number without a format; what lies beyond is the noise of a calculation."""

EXACT_BELOW = 10**15
"""Excel keeps fifteen digits; a larger whole number is not exact."""

_CHUNK = 5_000
_MERGED_SHOWN = 5
_BEFORE_MARCH_1900 = re.compile(r"(?:1899-12|1900-0[12])-\d\d.*")

_MEND_SAVE_AGAIN = _("Open het bestand in Excel of LibreOffice en sla het opnieuw op als .xlsx.")
_MEND_NO_VALUE = _("Open het bestand in Excel, laat het rekenen en sla het op.")
_MEND_NO_DAY = _("Vul de datum opnieuw in; Excel kent dagen vóór 1 maart 1900 niet precies.")


@dataclass(frozen=True)
class _Loaded:
    cells: CalamineSheet
    marks: Marks

    @property
    def rows(self) -> Iterator[list[Cell]]:
        """All rows from row 1 and column A on; the reader itself leaves out empty columns before the first."""
        left: list[Cell] = [""] * (self.cells.start[1] if self.cells.start else 0)
        return ([*left, *row] for row in self.cells.iter_rows()) if left else iter(self.cells.iter_rows())

    @cached_property
    def header(self) -> tuple[int, list[str]]:
        """The first row with text, by number, and its texts; number 0 when the sheet is empty."""
        to_text = _Texts()
        for number, row in enumerate(self.rows, 1):
            texts = [to_text(cell) for cell in row]
            if any(text.strip() for text in texts):
                return number, texts
        return 0, []


class Workbook:
    """An opened workbook; its sheets are read as tables."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises InputError when `data` is no workbook, cannot be trusted, or is too large to read."""
        from python_calamine import CalamineWorkbook

        self.name = name
        self._container = open_container(data, name)
        sheets = [sheet for sheet in self._container.sheets if sheet.visible]
        with _foreign(name):
            marks = self._marks(sheets)
            book = CalamineWorkbook.from_filelike(io.BytesIO(self._container.clean_file(sheets)))
            loaded = [_Loaded(book.get_sheet_by_name(str(number)), of_sheet) for number, of_sheet in enumerate(marks, 1)]
            self._loaded = {sheet: one for sheet, one in zip(sheets, loaded, strict=True) if one.header[0]}
        if not self._loaded:
            raise InputError.at(name, _("Er staat niets in dit bestand."), _("Kies een bestand met een kop en ten minste één rij."))

    @property
    def visible(self) -> tuple[Sheet, ...]:
        """The sheets that a person sees and that hold something."""
        return tuple(self._loaded)

    def named(self, name: str) -> Sheet:
        """The visible sheet of that name. Raises InputError when there is none."""
        for sheet in self.visible:
            if sheet.name.casefold() == name.strip().casefold():
                return sheet
        raise InputError.at(
            self.name, _("Dit blad staat niet in het bestand, is leeg of is verborgen."), _("Kies een blad dat u in het bestand ziet.")
        )

    def hides(self, name: str) -> bool:
        """Whether the sheet of that name is hidden."""
        return any(not sheet.visible and sheet.name.casefold() == name.casefold() for sheet in self._container.sheets)

    def cases(self) -> Sheet | None:
        """The sheet with a row per case. Raises InputError when there are more: rows of the others would go missing unseen."""
        return self._only([sheet for sheet in self.visible if names_cases(self._header(sheet)) and not names_facts(self._header(sheet))])

    def facts(self) -> Sheet | None:
        """The sheet with a row per fact. Raises InputError when there are more."""
        return self._only([sheet for sheet in self.visible if names_facts(self._header(sheet))])

    def table(self, sheet: Sheet, progress: Progress | None = None, *, beside: Sheet | None = None) -> RawTable:
        """One sheet as a table; `beside` is another that is read as well. Raises InputError when it cannot be read as a table."""
        loaded = self._loaded[sheet]
        self._refuse_merged(loaded)
        header_row, header = loaded.header
        with _foreign(self.name):
            found = _read(loaded, header_row, len(header), self.name, progress)
        hidden = frozenset(place - 1 for place in loaded.marks.hidden_columns)
        kept, hidden_columns = checked_columns(self.name, header, found.columns, found.numbers, hidden)
        columns = {place + 1: found.columns[place] for place in kept}
        faults = (
            *_marked_faults(loaded.marks, found.numbers, columns),
            *cell_faults(columns, found.numbers),
            *_unsure_days(columns, found.numbers),
        )
        return RawTable(
            name=self.name,
            header=tuple(header[place] for place in kept),
            columns=tuple(columns.values()),
            row_numbers=found.numbers,
            places=tuple(columns),
            faults=faults,
            recognised=(*self._recognised(sheet, beside, hidden_columns), *found.recognised(loaded.marks)),
            decimal_mark=",",
            typed=True,
            sheet=sheet.name,
            hidden_columns=hidden_columns,
            hidden_rows=found.hidden,
        )

    def _marks(self, sheets: list[Sheet]) -> list[Marks]:
        """The marks of the sheets. Together the sheets may reach no further than one table may."""
        percent_styles = percent_styles_of(self._container.styles)
        marks, cells = [], 0
        for sheet in sheets:
            marks.append(marks_of(sheet.content, percent_styles))
            must_fit(self.name, 0, marks[-1].last_column)
            cells += marks[-1].last_row * marks[-1].last_column
            must_fit(self.name, cells, 1)
        return marks

    def _header(self, sheet: Sheet) -> list[str]:
        return self._loaded[sheet].header[1]

    def _only(self, sheets: list[Sheet]) -> Sheet | None:
        if len(sheets) > 1:
            raise InputError.at(
                self.name,
                _("Meer dan één blad heeft een kolom 'case': {number} bladen.", number=len(sheets)),
                _("Zet alle rijen op één blad en verwijder of verberg de andere."),
            )
        return sheets[0] if sheets else None

    def _refuse_merged(self, loaded: _Loaded) -> None:
        merged = [(first, last) for first, last in loaded.cells.merged_cell_ranges or () if first != last]
        if merged:
            shown = [f"{letters(c + 1)}{r + 1}:{letters(d + 1)}{s + 1}" for (r, c), (s, d) in sorted(merged)[:_MERGED_SHOWN]]
            raise InputError.at(
                _("{file}, cellen {ranges}", file=self.name, ranges=shown),
                n_("Hier zijn cellen samengevoegd.", "Hier zijn cellen samengevoegd, op {count} plaatsen.", len(merged)),
                _("Splits de samengevoegde cellen en vul elke cel apart; zet boven de kop geen titel."),
            )

    def _recognised(self, sheet: Sheet, beside: Sheet | None, hidden_columns: tuple[str, ...]) -> Iterator[Message]:
        sheets = self._container.sheets
        number = sheets.index(sheet) + 1
        yield _("Blad {number} van {total}.", number=number, total=len(sheets))
        others = len(self._loaded) - 1 - (beside is not None)
        if others:
            yield n_("{count} ander blad is niet gelezen.", "{count} andere bladen zijn niet gelezen.", others)
        unseen = sum(not one.visible for one in sheets)
        if unseen:
            yield n_("{count} verborgen blad is overgeslagen.", "{count} verborgen bladen zijn overgeslagen.", unseen)
        if hidden_columns:
            yield n_("{count} verborgen kolom is overgeslagen.", "{count} verborgen kolommen zijn overgeslagen.", len(hidden_columns))
        yield from self._container.passed_over


@contextmanager
def _foreign(name: str) -> Iterator[None]:
    """Around the reading of cells that somebody else wrote. Raises InputError for what no spreadsheet program writes.

    The reader of cells has two ways to say that a number is no date it knows: an error, and a panic of the language it is written in,
    which Python does not count among its errors.
    """
    from python_calamine import CalamineError

    try:
        yield
    except (CalamineError, NotASheetError):
        raise InputError.at(name, _("Dit Excel-bestand is beschadigd of niet compleet."), _MEND_SAVE_AGAIN) from None
    except OverflowError:
        raise InputError.at(name, *_NO_DATE) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise InputError.at(name, *_NO_DATE) from None


_NO_DATE = (
    _("In dit Excel-bestand staat een getal met de opmaak van een datum of tijd, maar zo'n datum of tijd bestaat niet."),
    _("Geef de cellen de opmaak ‘Tekst’ of ‘Standaard’ en sla het bestand opnieuw op."),
)


class _Texts:
    """Cells as texts; counts the numbers that were rounded to what Excel shows."""

    def __init__(self) -> None:
        self.rounded = 0
        self._numbers: dict[float, str] = {}

    def __call__(self, cell: Cell) -> str:
        if isinstance(cell, str):
            return cell
        if isinstance(cell, bool):
            return "ja" if cell else "nee"
        if isinstance(cell, float | int):
            text = self._numbers.get(cell)
            if text is None:
                text = self._numbers[cell] = self._number(cell)
            return text
        if isinstance(cell, datetime) and cell.time() == time():
            return cell.date().isoformat()
        return cell.isoformat() if isinstance(cell, date | time) else str(cell)

    def _number(self, value: float) -> str:
        if not math.isfinite(value):
            return "#GETAL!"
        if value == int(value):
            return str(int(value)) if abs(value) < EXACT_BELOW else f"{value:.15g}"
        shown = f"{value:.{SHOWN_DIGITS}g}"
        self.rounded += float(shown) != value
        return f"{Decimal(shown):f}".replace(".", ",")


@dataclass(frozen=True)
class _Found:
    columns: list[Column[str]]
    numbers: NDArray[np.int64]
    hidden: int
    blank: int
    rounded: int

    def recognised(self, marks: Marks) -> Iterator[Message]:
        """What was passed over or changed in reading."""
        if self.hidden:
            yield n_("{count} verborgen rij is overgeslagen.", "{count} verborgen rijen zijn overgeslagen.", self.hidden)
        if self.blank:
            yield n_("{count} lege rij is overgeslagen.", "{count} lege rijen zijn overgeslagen.", self.blank)
        if marks.formulas:
            yield n_(
                "Van {count} formule is de bewaarde uitkomst gelezen.",
                "Van {count} formules is de bewaarde uitkomst gelezen.",
                marks.formulas,
            )
        if self.rounded:
            yield n_(
                "{count} getal is afgerond op wat Excel toont.",
                "{count} verschillende getallen zijn afgerond op wat Excel toont.",
                self.rounded,
            )


def _read(loaded: _Loaded, header_row: int, width: int, name: str, progress: Progress | None) -> _Found:
    marks = loaded.marks
    columns, to_text = Columns(width), _Texts()
    numbers: list[int] = []
    hidden = blank = 0
    marked = {row for row, _column in marks.errors | marks.not_computed}
    percentages = _by_row(marks.percentages)
    rows = enumerate(islice(loaded.rows, header_row, None), header_row + 1)
    while chunk := list(islice(rows, _CHUNK)):
        kept = []
        for number, row in chunk:
            texts = [cell if type(cell) is str else to_text(cell) for cell in row]
            for column in percentages.get(number, ()):
                if column <= len(row) and isinstance(value := row[column - 1], float):
                    texts[column - 1] = f"{to_text(round(value * 100, 9))}%"
            if number not in marked and not any(map(str.strip, texts)):
                blank += 1
            elif number in marks.hidden_rows:
                hidden += 1
            else:
                kept.append(texts)
                numbers.append(number)
        columns.add(kept)
        if progress is not None:
            progress(min(1.0, chunk[-1][0] / max(1, marks.last_row)))
    must_fit(name, len(numbers), width)
    return _Found(columns.done(), np.array(numbers, dtype=np.int64), hidden, blank, to_text.rounded)


def _by_row(places: Iterable[Place]) -> dict[int, list[int]]:
    by_row: dict[int, list[int]] = {}
    for row, column in places:
        by_row.setdefault(row, []).append(column)
    return by_row


def _marked_faults(marks: Marks, numbers: NDArray[np.int64], columns: Iterable[int]) -> list[Fault]:
    """Faults for error cells and formulas without an outcome, in the rows and columns that are read."""
    rows, kept = set(numbers.tolist()), set(columns)
    by_kind = ((marks.errors, Refusal.ERROR_CELL, MEND_ERROR_CELL), (marks.not_computed, Refusal.NO_STORED_VALUE, _MEND_NO_VALUE))
    return [
        Fault(row, column, Problem(kind, mend))
        for places, kind, mend in by_kind
        for row, column in sorted(places)
        if row in rows and column in kept
    ]


def _unsure_days(columns: Mapping[int, Column[str]], numbers: NDArray[np.int64]) -> list[Fault]:
    """Days before March 1900, which Excel counts wrongly."""
    problem = Problem(Refusal.NO_SUCH_DAY, _MEND_NO_DAY)
    found = []
    for place, column in columns.items():
        unsure = [number for number, text in enumerate(column.distinct) if _BEFORE_MARCH_1900.fullmatch(text)]
        if unsure:
            found += [Fault(int(numbers[row]), place, problem) for row in np.flatnonzero(np.isin(column.index, unsure))]
    return found
