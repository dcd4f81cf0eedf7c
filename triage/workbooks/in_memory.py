"""Workbooks that openpyxl writes without a temporary file and without a time.

By itself openpyxl keeps every sheet in a file in the folder for temporary files until the workbook is saved. A process that is ended by
force leaves that there, with all that stands in the sheet; and when that disk is full, lxml has an error of its own that is not about the
file the user chose. Here every sheet stands in memory. This leans on inner names of openpyxl 3.1, which `tests/test_workbooks.py` watches.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Generator
from io import BytesIO
from itertools import count
from typing import Any

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

_PROPERTIES = "docProps/core.xml"
_TIMES = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)
_UNIX = 3
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""


class MemoryWorkbook(Workbook):
    """A workbook whose sheets are written in memory."""

    def create_sheet(self, title: Any = None, index: Any = None) -> Any:
        """A new sheet at the end, or at `index`."""
        if not self.write_only:
            return super().create_sheet(title, index)
        sheet = _StreamedSheet(self, title)
        self._add_sheet(sheet, index)  # type: ignore[attr-defined]
        return sheet

    def content(self) -> bytes:
        """The bytes of the workbook as a file; afterwards nothing can be added."""
        made = BytesIO()
        _Writer(self, _TimelessZip(made, "w", zipfile.ZIP_DEFLATED)).save()
        return made.getvalue()


class _StreamedSheet(WriteOnlyWorksheet):
    _writer: Any
    _rows: Any

    def append_written(self, row: bytes) -> None:
        """A row as it stands in the file, where openpyxl would make every cell anew. What it says must be right and escaped."""
        self._get_writer()
        if self._rows is None:
            self._rows = self._write_rows()
            next(self._rows)
        self._rows.send(row)

    def _write_rows(self) -> Generator[None, Any, None]:
        xf = self._writer.xf.send(True)
        with xf.element("sheetData"):
            try:
                for number in count(1):
                    row = yield
                    if isinstance(row, bytes):
                        xf.flush()
                        self._writer.out.write(row)
                    else:
                        self._writer.write_row(xf, self._values_to_row(row, number), number)  # type: ignore[attr-defined]
            except GeneratorExit:
                pass
        self._writer.xf.send(None)

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = WorksheetWriter(self, BytesIO())
            self._writer.write_top()


class _Writer(ExcelWriter):
    _archive: zipfile.ZipFile

    def write_worksheet(self, ws: Any) -> None:
        """Add a sheet to the zip."""
        ws._drawing = SpreadsheetDrawing()
        if isinstance(ws, _StreamedSheet):
            if not ws.closed:
                ws.close()
            writer = ws._writer
        else:
            writer = WorksheetWriter(ws, BytesIO())
            writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


class _TimelessZip(zipfile.ZipFile):
    """A zip in which every part has the same time, system and rights."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_ways: Any, **_named: Any) -> None:
        """Add `data` under a name, without the times that openpyxl puts in the properties."""
        part = zipfile.ZipInfo(str(zinfo_or_arcname), _FIRST_MOMENT)
        part.compress_type, part.create_system, part.external_attr = self.compression, _UNIX, 0o600 << 16
        super().writestr(part, _TIMES.sub(b"", data) if part.filename == _PROPERTIES else data)
