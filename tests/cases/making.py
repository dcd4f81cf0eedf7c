"""Frameworks, tables and workbooks made for the tests of the way in."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook

from triage.cases.intake import Intake, take_in
from triage.cases.raw_table import RawTable
from triage.cases.read_table import read_table
from triage.errors import InputError
from triage.framework.model import Framework

DAY = date(2026, 11, 23)

ITEMS: list[dict[str, Any]] = [
    {"id": "age", "kind": "age", "range": [8, 27]},
    {
        "id": "school",
        "kind": "choice",
        "allow_not_applicable": True,
        "options": [
            {"id": "attends", "label": {"nl": "Gaat naar school of werk", "en": "Attends school or works"}},
            {"id": "truant", "label": {"nl": "Verzuimt veel", "en": "Often absent"}},
            {"id": "no_place", "label": {"nl": "Geen school of werk op dit moment"}},
        ],
    },
    {"id": "exploited", "kind": "yes_no"},
    {"id": "moves", "kind": "count", "range": [0, 5000]},
    {"id": "index", "kind": "number", "decimals": 2, "range": [-10, 5000]},
    {"id": "fine", "kind": "number", "decimals": 3},
    {"id": "ritax", "kind": "level", "instrument": "ritax2", "options": [{"id": "1"}, {"id": "2", "label": {"nl": "Matig"}}]},
    {
        "id": "recent",
        "kind": "tally",
        "of": {"facts": ["robbery", "burglary"], "statuses": ["suspected", "convicted"], "within_months": 24},
    },
    {"id": "young", "kind": "derived", "points": [{"when": {"item": "age", "below": 16}, "points": 1}, {"points": 0}]},
]


def framework(items: Sequence[Mapping[str, Any]] = ITEMS, facts: Sequence[str] = ("robbery", "burglary")) -> Framework:
    """A small framework with a question of every kind."""
    return Framework.model_validate(
        {
            "format": 1,
            "id": "made",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "Gemaakt"},
            "facts": list(facts),
            "items": [dict(item) for item in items],
        }
    )


def csv_bytes(rows: Sequence[Sequence[object]], separator: str = ";") -> bytes:
    """Rows, the header first, as CSV in UTF-8."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode()


def table(*rows: Sequence[object], name: str = "casussen.csv") -> RawTable:
    """Rows, the header first, as a table read from CSV."""
    return read_table(csv_bytes(rows), name)


def taken(*rows: Sequence[object], facts: RawTable | None = None, **more: Any) -> Intake:
    """What comes of rows, the header first, with the small framework."""
    return take_in(table(*rows), framework(), facts=facts, reference_date=DAY, **more)


def xlsx(*rows: Sequence[Any], then: Callable[[Workbook], None] | None = None) -> bytes:
    """Rows, the header first, as the only sheet of a workbook, changed by `then`."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    if then is not None:
        then(book)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def repacked(data: bytes, change: Callable[[dict[str, bytes]], object], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    change(parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return packed.getvalue()


def with_sheet(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with the XML of its first sheet changed."""

    def apply(parts: dict[str, bytes]) -> None:
        before = parts["xl/worksheets/sheet1.xml"]
        parts["xl/worksheets/sheet1.xml"] = change(before)
        assert parts["xl/worksheets/sheet1.xml"] != before

    return repacked(data, apply)


def refusal(work: Callable[[], object]) -> str:
    """The message of the InputError that `work` ends in."""
    try:
        work()
    except InputError as error:
        return str(error)
    raise AssertionError("nothing was refused")
