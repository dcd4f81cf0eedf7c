"""Cells that try to be a formula, a command or a broken text: kept as they stand, refused as answers, and never said again.

The texts come from `tests/data/import` (its sources stand in the files).
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from ruamel.yaml import YAML

from tests.cases.making import DAY, csv_bytes, framework, xlsx
from triage.cases.case import Answer, Case
from triage.cases.intake import take_in
from triage.cases.raw_table import RawTable
from triage.cases.read_table import read_table
from triage.errors import InputError
from triage.exchange.cases import read_notes, write_cases
from triage.exchange.refused import write_refused
from triage.guard import refuses
from triage.wording import DUTCH

DATA = Path(__file__).parent.parent / "data" / "import"
INJECTION: dict[str, Any] = json.loads((DATA / "csv-injection.json").read_text("utf-8"))
NAUGHTY: dict[str, Any] = json.loads((DATA / "naughty-strings.json").read_text("utf-8"))
HAZARDS: dict[str, Any] = YAML(typ="safe").load((DATA / "excel-hazards.yaml").read_text("utf-8"))

TRIGGERS = tuple(INJECTION["hostile_as_first_characters"])
STRANGE = [text for texts in NAUGHTY["selection"].values() for text in texts] + NAUGHTY["dutch_spreadsheet_additions (own)"]
EVERY = [*INJECTION["hostile"], *INJECTION["harmless_but_look_alike"], *STRANGE]


def tables_with(text: str) -> list[RawTable]:
    """The text as an answer, in a table of each kind that can hold it."""
    rows = [["case", "age", "school"], ["x-1", "15", text], ["x-2", "16", "attends"]]
    found = []
    for content, name in ((csv_bytes(rows), "casussen.csv"), (_workbook(rows), "casussen.xlsx")):
        if content is None:
            continue
        with suppress(InputError):  # a text that no table can hold; `test_delimited.py` and `test_workbook.py` look at the message
            found.append(read_table(content, name))
    return found


def _workbook(rows: list[list[str]]) -> bytes | None:
    def as_text(book: Any) -> None:
        for row in book.worksheets[0].iter_rows():
            for cell in row:
                cell.data_type = "s"

    try:
        return xlsx(*rows, then=as_text)
    except Exception:
        return None


@pytest.mark.parametrize("text", [*INJECTION["hostile"], *INJECTION["harmless_but_look_alike"]])
def test_a_cell_that_looks_like_a_formula_is_kept_as_text(text: str) -> None:
    for table in tables_with(text):
        assert table.row(0)[2].strip() == text.strip()


@pytest.mark.parametrize("text", EVERY)
def test_it_is_no_answer_and_what_it_says_is_in_no_message(text: str, tmp_path: Path) -> None:
    for table in tables_with(text):
        intake = take_in(table, framework(), reference_date=DAY)
        taken = len(intake.cases)
        assert taken + len({one.row for one in intake.refused}) == len(table)
        assert "x-2" in intake.cases.codes
        write_refused(tmp_path / "geweigerd.csv", intake.refused, DUTCH)
        said = "\n".join(one.defect("casussen").in_words(DUTCH) for one in intake.refused)
        said += (tmp_path / "geweigerd.csv").read_text("utf-8")
        if len(text.strip()) >= 6 and text.strip().casefold() not in ("casussen",):
            assert text.strip() not in said
        assert not any(cell.startswith(TRIGGERS) for line in said.splitlines() for cell in line.split(","))


@pytest.mark.parametrize("text", [text for text in EVERY if text.strip() and text.isprintable() and not refuses(text)])
def test_as_a_note_it_goes_round_unchanged_and_starts_nothing(text: str, tmp_path: Path) -> None:
    case = Case("x-1", DAY, {"school": Answer("attends", note=text)}, ())
    write_cases([case], framework(), tmp_path / "casussen.xlsx")
    notes, told = read_notes(tmp_path / "casussen.xlsx")
    if text.startswith("#") and not notes:  # reads as the error of a formula, in a note as anywhere: left out, and said so
        assert "1 toelichting is weggelaten" in DUTCH.say(told[0])
    else:
        assert list(notes.values()) == [text.strip()]
    book = load_workbook(tmp_path / "casussen.xlsx")
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}


@pytest.mark.parametrize("known", HAZARDS["dates"]["serial_1900"], ids=lambda known: str(known["serial"]))
def test_day_numbers_are_the_days_that_excel_shows(known: dict[str, Any]) -> None:
    """Day 60 of 1900 never was, so nobody can say which day was meant by it or by the days before."""

    def as_date(book: Any) -> None:
        book.worksheets[0]["B2"].number_format = "yyyy-mm-dd"

    content = xlsx(["case", "reference_date"], ["x-1", known["serial"]], then=as_date)
    table = read_table(content, "casussen.xlsx")
    if known["serial"] <= 60:
        assert [fault.row for fault in table.faults] == [2]
    else:
        assert table.row(0)[1] == known["date"]
