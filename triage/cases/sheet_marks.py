"""What a sheet of a workbook says besides the values of its cells: how far it reaches, what is hidden, what is an error.

The reader of cells sets aside room for every row and column up to the last one named, so that a single cell far away would take all
memory: how far a sheet reaches is known before it is read. An ordinary sheet is only searched for signs; the slow way, element by
element, is walked where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

_SIGNS = (b'="e"', b"='e'", b"<f", b":c", b":row", b"hidden")
"""Errors, formulas, names with a prefix, what is hidden. Inside a text they only cost time."""

_PLAIN_CELL_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[1-9]\d{0,6}"')
_PLAIN_CELL_ROW = re.compile(rb'<c r="[A-Z]{1,3}([1-9]\d{0,6})"')
_PLAIN_ROW = re.compile(rb'<row r="([1-9]\d{0,6})"')
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ROW_NUMBER = re.compile(r"[1-9]\d{0,6}")
_LAST_COLUMN = 16_384
_PERCENT_FORMATS = frozenset({"9", "10"})
_QUOTED = re.compile(r'"[^"]*"|\\.')

Place = tuple[int, int]
"""Row and column of a cell, counted from 1."""


@dataclass
class Marks:
    """The marks of one sheet; rows and columns count from 1."""

    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)
    not_computed: set[Place] = field(default_factory=set)
    percentages: set[Place] = field(default_factory=set)
    formulas: int = 0


class NotASheetError(Exception):
    """These bytes are no sheet that a spreadsheet program wrote."""


def marks_of(content: bytes, percent_styles: frozenset[str]) -> Marks:
    """The marks of a sheet. Raises NotASheetError when a row or cell does not say where it stands in the way it should."""
    signs = (*_SIGNS, *(f' s="{style}"'.encode() for style in percent_styles))
    if b"\0" in content:
        raise NotASheetError  # written in two bytes a character: none of the patterns would see anything
    if not any(sign in content for sign in signs):
        columns = _PLAIN_CELL_COLUMN.findall(content)
        rows = _PLAIN_ROW.findall(content)
        if len(columns) == content.count(b"<c") - content.count(b"<col") and len(rows) == content.count(b"<row"):
            if len(set(rows)) < len(rows):
                raise NotASheetError  # a row that stands there twice: only one of the two would be read
            rows += set(_PLAIN_CELL_ROW.findall(content))
            return Marks(max(map(int, rows), default=0), max((column_number(name.decode()) for name in set(columns)), default=0))
    return _Walk(percent_styles).over(content)


def column_number(name: str) -> int:
    """The place of a column counted from 1: A is 1, AB is 28."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def percent_styles_of(styles: bytes) -> frozenset[str]:
    """Which cell styles show a number as a percentage, by their number in the styles part. Raises NotASheetError when it is broken."""
    if not styles:
        return frozenset()
    try:
        root = ElementTree.fromstring(styles)  # noqa: S314 — parts with a document type, and so with entities, were refused
    except (ElementTree.ParseError, ValueError):
        raise NotASheetError from None
    formats = {element.get("numFmtId", ""): element.get("formatCode", "") for element in root.iter() if _local(element.tag) == "numFmt"}
    percent = _PERCENT_FORMATS | {number for number, code in formats.items() if "%" in _QUOTED.sub("", code)}
    cell_formats = next((element for element in root if _local(element.tag) == "cellXfs"), ())
    return frozenset(str(number) for number, one in enumerate(cell_formats) if one.get("numFmtId") in percent)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2]


class _Walk:
    """One pass over every element of a sheet."""

    def __init__(self, percent_styles: frozenset[str]) -> None:
        self._percent_styles = percent_styles
        self._marks = Marks()
        self._row = self._column = 0
        self._rows: set[int] = set()
        self._kind = ""
        self._has_formula = self._in_value = self._has_value = False

    def over(self, content: bytes) -> Marks:
        """The marks of the sheet in `content`."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(content, True)
        except expat.ExpatError:
            raise NotASheetError from None
        return self._marks

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        match _local(tag):
            case "c":
                self._start_cell(given)
            case "v" | "is":
                self._in_value = True
            case "f":
                self._has_formula = True
                self._marks.formulas += 1
            case "row":
                self._start_row(given)
            case "col" if given.get("hidden") in ("1", "true"):
                first, last = (self._number(given.get(key)) for key in ("min", "max"))
                self._marks.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))

    def _start_row(self, given: Mapping[str, str]) -> None:
        self._row = self._number(given["r"]) if "r" in given else self._row + 1
        self._column = 0
        if self._row in self._rows:
            raise NotASheetError  # a row that stands there twice: only one of the two would be read
        self._rows.add(self._row)
        self._marks.last_row = max(self._marks.last_row, self._row)
        if given.get("hidden") in ("1", "true"):
            self._marks.hidden_rows.add(self._row)

    def _start_cell(self, given: Mapping[str, str]) -> None:
        row, self._column = self._row, self._column + 1
        if "r" in given:
            reference = _REFERENCE.fullmatch(given["r"])
            if reference is None:
                raise NotASheetError
            row, self._column = int(reference[2]), column_number(reference[1])
        self._row = row
        self._marks.last_row = max(self._marks.last_row, row)
        self._marks.last_column = max(self._marks.last_column, self._column)
        self._kind = given.get("t", "n")
        self._has_formula = self._in_value = self._has_value = False
        if self._kind == "e":
            self._marks.errors.add((row, self._column))
        if self._kind == "n" and given.get("s") in self._percent_styles:
            self._marks.percentages.add((row, self._column))

    def _end(self, tag: str) -> None:
        match _local(tag):
            case "v" | "is":
                self._in_value = False
            case "c" if self._has_formula and not self._has_value and self._kind != "str":
                self._marks.not_computed.add((self._row, self._column))

    def _text(self, _text: str) -> None:
        if self._in_value:
            self._has_value = True

    def _number(self, text: str | None) -> int:
        if text is None or not _ROW_NUMBER.fullmatch(text):
            raise NotASheetError
        return int(text)
