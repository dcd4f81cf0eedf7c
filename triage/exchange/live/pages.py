"""How the sheets of the workbook look: headings, widths, choices, what stays in sight and how it prints."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from triage.cases.raw_table import letters
from triage.exchange.live.columns import FIRST_ROW, LOWEST, ROW, Column, Columns, Formula
from triage.workbooks import typed_as_text

if TYPE_CHECKING:
    from openpyxl import Workbook

DAY_FORMAT, TEXT_FORMAT = "dd-mm-yyyy", "@"
LARGEST_SHEET = 16_384
"""Columns that fit on a sheet."""

LONGEST_TEXT = 32_767
"""Characters a cell holds, counted as Excel does: most signs beyond the plainest 65,536 are two."""

_WIDTH = 15.0
_FONT = "Calibri"
_A4 = 9
_PRINT_SCALE = 60
"""Per cent: on a wide sheet some fifteen columns and forty cases a page."""

_LINE, _SMALL_LINE = 15, 11
"""Points of height."""

_FROM_BELOW = '"laagste";"laagste"'
"""How the beginning of the first bin is shown."""

_TALLEST = 200


@dataclass(frozen=True)
class Heading:
    """What stands above a column: what it is about, its words, and its name; with its width, what may be chosen in it, and how what
    is filled in there is taken: as text, as a day, or as it looks."""

    about: str
    says: str
    name: str
    width: float = _WIDTH
    choices: str = ""
    number_format: str = ""


def headings(columns: Columns) -> list[Heading]:
    """The headings of columns of formulas."""
    return [Heading(column.about, column.says, column.name) for column in columns]


class Page:
    """One sheet, written row by row: a title, three rows of headings, then the rows."""

    def __init__(
        self, book: Workbook, name: str, title: str, columns: Sequence[Heading], *, still: str, rows: int, tint: str, narrow: bool = False
    ) -> None:
        """`narrow` is a sheet with texts to read: they wrap, and it prints one page wide."""
        from openpyxl.styles import Alignment, Font, PatternFill

        self._top = Alignment(wrap_text=True, vertical="top")
        self._narrow, self._row = narrow, FIRST_ROW - 1
        self._formats: dict[str, Any] = {}
        self._sheet = sheet = book.create_sheet(name)
        sheet.freeze_panes = f"{still}{FIRST_ROW}"
        sheet.sheet_properties.tabColor = tint
        for number, column in enumerate(columns, 1):
            sheet.column_dimensions[letters(number)].width = column.width
            if column.number_format:
                sheet.column_dimensions[letters(number)].number_format = column.number_format
            self._choose(number, column, rows)
        self._prints()
        self._widths = [column.width for column in columns]
        sheet.row_dimensions[3].height = self._height([column.says for column in columns], small=True)
        sheet.row_dimensions[4].height = self._height([column.name for column in columns])
        sheet.append([self._text(title, self._look(font=Font(name=_FONT, bold=True, size=12)))])
        looks = ((8, False, "F5F7FB"), (8, False, "F5F7FB"), (9, True, "E8EEF7"))
        said = ([column.about for column in columns], [column.says for column in columns], [column.name for column in columns])
        for texts, (size, bold, fill) in zip(said, looks, strict=True):
            style = {"font": Font(name=_FONT, bold=bold, size=size), "fill": PatternFill("solid", fgColor=fill), "alignment": self._top}
            look = self._look(**style) if any(texts) else None
            sheet.append([self._text(text, look) for text in texts] if look else [])

    def append(self, row: Iterable[object]) -> None:
        """A row: what is a `Formula` is one, every other text is text, whatever it begins with."""
        cells = list(row)
        if self._narrow:
            self._row += 1
            self._sheet.row_dimensions[self._row].height = self._height([cell if isinstance(cell, str) else "" for cell in cells])
        self._sheet.append([self._cell(cell) for cell in cells])

    def fill(self, columns: Sequence[Column], rows: int, told: Callable[[float], object]) -> None:
        """The same formulas in so many rows; `told` hears which part is done.

        A row is written once and then again with another number: of a thousand cases that are some hundred thousand cells.
        """
        row = "".join(self._written(place, column) for place, column in enumerate(columns, 1))
        written = f'<row r="{ROW}">{row}</row>'.encode("ascii", "xmlcharrefreplace")
        mark = ROW.encode("ascii", "xmlcharrefreplace")
        for done in range(rows):
            self._sheet.append_written(written.replace(mark, str(FIRST_ROW + done).encode()))
            told((done + 1) / rows)

    def _written(self, place: int, column: Column) -> str:
        """A formula as it stands in the file of a sheet, with the row left open."""
        cell = self._formatted(Formula(f"={column.formula}"), column.number_format)
        style = f' s="{cell.style_id}"' if column.number_format else ""
        return f'<c r="{letters(place)}{ROW}"{style}><f>{escape(column.formula, {chr(13): "&#13;"})}</f><v></v></c>'

    def _height(self, texts: Sequence[str], *, small: bool = False) -> float:
        """Room for the longest of the texts in a row; a spreadsheet does not make it by itself for a file it did not write."""
        wide = 0.85 if small else 1.0
        lines = (math.ceil(len(text) * wide / width) for text, width in zip(texts, self._widths, strict=False) if type(text) is str)
        return min(_TALLEST, (_SMALL_LINE if small else _LINE) * max((1, *lines)))

    def _cell(self, value: object) -> Any:
        match value:
            case None | "":
                return None
            case Formula():
                return str(value)
            case str():
                return self._text(value, self._as_text)
            case date():
                return self._formatted(value, DAY_FORMAT)
            case Decimal() if value == LOWEST:
                return self._formatted(value, _FROM_BELOW)
            case int() | Decimal():
                return value
        raise TypeError(f"cannot stand in a cell: {type(value).__name__}")

    def formulas(self, columns: Sequence[Column], row: int) -> list[Any]:
        """The cells of some columns in one row."""
        return [self._formatted(column.cell(row), column.number_format) for column in columns]

    def append_both(self, values: Iterable[object], columns: Sequence[Column], row: int) -> None:
        """A row that begins with what is filled in and ends with formulas."""
        self._sheet.append([*(self._cell(value) for value in values), *self.formulas(columns, row)])

    def _formatted(self, value: Formula | date | Decimal, number_format: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if not number_format:
            return str(value)
        cell: Any = WriteOnlyCell(self._sheet)
        cell.value = str(value) if isinstance(value, Formula) else value
        if number_format not in self._formats:
            self._formats[number_format] = self._look(number_format=number_format)
        cell._style = self._formats[number_format]
        return cell

    @cached_property
    def _as_text(self) -> Any:
        return self._look(number_format=TEXT_FORMAT, **({"alignment": self._top} if self._narrow else {}))

    def _look(self, **looks: Any) -> Any:
        """How cells look. Found once for all of them: openpyxl searches its list of looks for every cell that is given one."""
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(self._sheet)
        for name, look in looks.items():
            setattr(cell, name, look)
        return cell._style

    def _text(self, text: str, look: Any) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell: Any = typed_as_text(WriteOnlyCell(self._sheet, value=_fitting(text)))
        cell._style = look
        return cell

    def _choose(self, number: int, column: Heading, rows: int) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        if column.choices:
            rule = DataValidation(type="list", formula1=column.choices, allow_blank=True, showErrorMessage=True)
        elif column.number_format == DAY_FORMAT:
            rule = DataValidation(type="date", operator="greaterThan", formula1="1", allow_blank=True, showErrorMessage=True)
        else:
            return
        rule.add(f"{letters(number)}{FIRST_ROW}:{letters(number)}{FIRST_ROW + max(rows, 1) - 1}")
        self._sheet.data_validations.append(rule)

    def _prints(self) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self._sheet
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
        sheet.print_title_rows = f"1:{FIRST_ROW - 1}"
        sheet.oddFooter.center.text = "&A, &P / &N"
        if self._narrow:
            sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
            sheet.page_setup.fitToHeight = 0
        else:
            sheet.page_setup.scale, sheet.page_setup.pageOrder = _PRINT_SCALE, "overThenDown"
            sheet.print_title_cols = "A:A"


def _fitting(text: str) -> str:
    """A text as far as a cell holds it; what is cut ends in an ellipsis."""
    if len(text) * 2 <= LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * LONGEST_TEXT else units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"
