from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.cases.making import refusal, repacked, saved, with_sheet, xlsx
from triage.cases.raw_table import RawTable
from triage.cases.read_table import read_table, read_tables
from triage.cases.refusals import Refusal
from triage.errors import InputError
from triage.wording import DUTCH

NAME = "casussen.xlsx"
HEAD = ["case", "a"]


def read(data: bytes, **chosen: str) -> RawTable:
    return read_table(data, NAME, **chosen)  # type: ignore[arg-type]


def faults(raw: RawTable) -> list[tuple[int, int | None, Refusal]]:
    return [(fault.row, fault.column, fault.problem.kind) for fault in raw.faults]


def said(raw: RawTable) -> list[str]:
    return [DUTCH.say(message) for message in raw.recognised]


def first(book: Workbook) -> Worksheet:
    return book.worksheets[0]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (15, "15"),
        (15.0, "15"),
        (-5, "-5"),
        (0, "0"),
        (1.5, "1,5"),
        (-0.25, "-0,25"),
        (0.1 + 0.2, "0,3"),
        (15.0000000001, "15"),
        (14.999999999999, "15"),
        (1234.567, "1234,567"),
        (0.0000001, "0,0000001"),
        (123456789012345, "123456789012345"),
        (249566758, "249566758"),
        (True, "ja"),
        (False, "nee"),
        (date(2024, 3, 12), "2024-03-12"),
        (datetime(2024, 3, 12), "2024-03-12"),  # noqa: DTZ001 — a spreadsheet has no time zones
        (datetime(2024, 3, 12, 14, 30), "2024-03-12T14:30:00"),  # noqa: DTZ001
        (time(14, 30), "14:30:00"),
        ("15 ", "15 "),
        ("00123", "00123"),
        ("1-2", "1-2"),
        ("1E5", "1E5"),
        ("12\u202f345", "12\u202f345"),
        ("een\ntwee", "een\ntwee"),
        ("<b>&amp;", "<b>&amp;"),
    ],
)
def test_a_cell_is_read_as_a_person_sees_it(cell: object, text: str) -> None:
    raw = read(xlsx(HEAD, ["x-1", cell]))
    assert raw.row(0) == ("x-1", text)
    assert raw.faults == ()


def test_a_number_that_is_rounded_as_excel_shows_it_is_announced() -> None:
    assert "1 getal is afgerond op wat Excel toont." in said(read(xlsx(HEAD, ["x-1", 15.0000000001])))
    assert not any("afgerond" in message for message in said(read(xlsx(HEAD, ["x-1", 15.25]))))


def test_a_percentage_keeps_its_sign() -> None:
    def as_percentage(book: Workbook) -> None:
        first(book)["B2"].number_format = "0%"
        first(book)["B3"].number_format = '0.00" %"'
        first(book)["B4"].number_format = "0%"

    raw = read(xlsx(HEAD, ["x-1", 0.15], ["x-2", 0.15], ["x-3", None], then=as_percentage))
    assert [row[1] for row in raw.rows] == ["15%", "0,15", ""]


@pytest.mark.parametrize(("serial", "day"), [(61, "1900-03-01"), (35981, "1998-07-05"), (45658, "2025-01-01"), (2958465, "9999-12-31")])
def test_day_numbers_of_1900_are_days(serial: int, day: str) -> None:
    assert read(with_day_number(serial)).row(0)[1] == day


@pytest.mark.parametrize("serial", [1, 59, 60])
def test_days_before_march_1900_are_reported(serial: int) -> None:
    assert faults(read(with_day_number(serial))) == [(2, 2, Refusal.NO_SUCH_DAY)]


@pytest.mark.parametrize(("serial", "day"), [(34519, "1998-07-05"), (60, "1904-03-01"), (2957003, "9999-12-31")])
def test_day_numbers_of_1904_are_days(serial: int, day: str) -> None:
    def count_from_1904(parts: dict[str, bytes]) -> None:
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>')

    assert read(repacked(with_day_number(serial), count_from_1904)).row(0)[1] == day


def with_day_number(serial: int) -> bytes:
    def as_day(book: Workbook) -> None:
        first(book)["B2"].number_format = "d-m-yyyy"

    return xlsx(HEAD, ["x-1", serial], then=as_day)


@pytest.mark.parametrize("error", ["#N/A", "#NAME?", "#DIV/0!", "#REF!", "#VALUE!", "#NUM!", "#NULL!"])
def test_error_cells_are_reported_with_row_and_column(error: str) -> None:
    assert faults(read(xlsx(HEAD, ["x-1", error], ["x-2", "1"]))) == [(2, 2, Refusal.ERROR_CELL)]


def test_a_row_with_nothing_but_an_error_is_reported_too() -> None:
    assert faults(read(xlsx(HEAD, ["x-1", 1], [None, "#N/A"]))) == [(3, 2, Refusal.ERROR_CELL)]


def test_a_number_that_is_no_number_is_an_error() -> None:
    assert faults(read(with_sheet(xlsx(HEAD, ["x-1", 12345]), lambda xml: xml.replace(b"12345", b"NaN")))) == [(2, 2, Refusal.ERROR_CELL)]


def test_a_formula_that_was_never_computed_is_reported() -> None:
    assert faults(read(xlsx(HEAD, ["x-1", "=1+1"], ["x-2", 3]))) == [(2, 2, Refusal.NO_STORED_VALUE)]


def test_the_kept_outcome_of_a_formula_is_read_and_announced() -> None:
    def compute(xml: bytes) -> bytes:
        return xml.replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>").replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>")

    raw = read(with_sheet(xlsx(HEAD, ["x-1", "=1+1"]), compute))
    assert (raw.row(0), raw.faults) == (("x-1", "2"), ())
    assert "Van 1 formule is de bewaarde uitkomst gelezen." in said(raw)


def test_a_formula_with_an_empty_text_as_outcome_is_an_empty_cell() -> None:
    raw = read(with_sheet(xlsx(HEAD, ["x-1", "=A1"]), lambda xml: xml.replace(b'<c r="B2">', b'<c r="B2" t="str">')))
    assert (raw.row(0), raw.faults) == (("x-1", ""), ())


def test_hidden_rows_and_columns_are_passed_over_and_counted() -> None:
    def hide(book: Workbook) -> None:
        first(book).row_dimensions[3].hidden = True
        first(book).column_dimensions["C"].hidden = True

    raw = read(xlsx([*HEAD, "geheim", "b"], ["x-1", 1, 2, 3], ["x-2", 1, 2, 3], ["x-3", 1, 2, 3], then=hide))
    assert (raw.header, raw.places) == (("case", "a", "b"), (1, 2, 4))
    assert list(raw.rows) == [("x-1", "1", "3"), ("x-3", "1", "3")]
    assert raw.row_numbers.tolist() == [2, 4]
    assert (raw.hidden_rows, raw.hidden_columns) == (1, ("geheim",))
    assert {"1 verborgen rij is overgeslagen.", "1 verborgen kolom is overgeslagen."} <= set(said(raw))


def test_rows_that_a_filter_hides_are_hidden_rows() -> None:
    def filtered(book: Workbook) -> None:
        first(book).auto_filter.ref = "A1:B3"
        first(book).row_dimensions[2].hidden = True

    assert list(read(xlsx(HEAD, ["x-1", 1], ["x-2", 2], then=filtered)).rows) == [("x-2", "2")]


def with_sheets(states: dict[str, str], rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, state in states.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def test_hidden_sheets_are_passed_over_and_counted() -> None:
    raw = read(with_sheets({"oud": "hidden", "nu": "visible", "diep": "veryHidden"}, [HEAD, ["x-1", 1]]))
    assert (raw.sheet, len(raw)) == ("nu", 1)
    assert said(raw) == ["Blad 2 van 3.", "2 verborgen bladen zijn overgeslagen."]


def test_a_hidden_sheet_cannot_be_chosen() -> None:
    data = with_sheets({"oud": "hidden", "nu": "visible"}, [HEAD, ["x-1", 1]])
    assert "Dit blad staat niet in het bestand, is leeg of is verborgen." in refusal(lambda: read(data, sheet="oud"))


def test_two_sheets_with_cases_are_refused_unless_one_is_chosen() -> None:
    data = with_sheets({"een": "visible", "twee": "visible"}, [HEAD, ["x-1", 1]])
    assert refusal(lambda: read(data)) == (
        "casussen.xlsx: Meer dan één blad heeft een kolom 'case': 2 bladen. Zet alle rijen op één blad en verwijder of verberg de andere."
    )
    assert read(data, sheet=" TWEE ").sheet == "twee"


def test_the_sheet_with_cases_is_found_among_others() -> None:
    def add(book: Workbook) -> None:
        notes = book.create_sheet("Uitleg", 0)
        notes.append(["Lees dit eerst", "Lees dit eerst"])
        notes.merge_cells("A1:B1")
        book.create_chartsheet("Grafiek")

    raw = read(xlsx(HEAD, ["x-1", 1], then=add))
    assert (raw.sheet, list(raw.rows)) == ("Sheet", [("x-1", "1")])
    assert "1 ander blad is niet gelezen." in said(raw)


def test_cases_and_facts_of_one_workbook_are_read_together() -> None:
    def add(book: Workbook) -> None:
        facts = book.create_sheet("Feiten", 0)
        facts.append(["casus", "soort", "kwartaal", "status", "bron"])
        facts.append(["x-1", "robbery", "2026-Q1", "suspected", "police"])

    tables = read_tables(xlsx(HEAD, ["x-1", 1], then=add), NAME)
    assert list(tables.cases.rows) == [("x-1", "1")]
    assert tables.facts is not None
    assert len(tables.facts) == 1
    assert said(tables.cases) == ["Blad 2 van 2."]


def test_a_workbook_with_facts_alone_gives_the_facts() -> None:
    assert len(read(xlsx(["case", "kind", "quarter", "status"], ["x-1", "a", "2026-Q1", "suspected"]))) == 1


@pytest.mark.parametrize("merge", ["A1:B1", "A2:A3", "B2:C2"])
def test_merged_cells_are_refused(merge: str) -> None:
    def join(book: Workbook) -> None:
        first(book).merge_cells(merge)

    message = refusal(lambda: read(xlsx([*HEAD, "b"], ["x-1", 1, 2], ["x-2", 3, 4], then=join)))
    assert message == (
        f"casussen.xlsx, cellen {merge}: Hier zijn cellen samengevoegd. "
        "Splits de samengevoegde cellen en vul elke cel apart; zet boven de kop geen titel."
    )


def test_a_table_may_start_lower_and_further_to_the_right() -> None:
    raw = read(xlsx([], [None, None, *HEAD], [], [None, None, "x-1", 1]))
    assert (raw.header, raw.places, raw.row_numbers.tolist()) == (("case", "a"), (3, 4), [4])


@pytest.mark.parametrize("rows", [[], [[None]], [["  "]]])
def test_a_workbook_without_cells_is_said_to_be_empty(rows: list[list[object]]) -> None:
    assert refusal(lambda: read(xlsx(*rows))).startswith("casussen.xlsx: Er staat niets in dit bestand.")


def test_rows_written_without_a_number_are_read_in_order() -> None:
    raw = read(
        with_sheet(
            xlsx(HEAD, ["x-1", 1]), lambda xml: xml.replace(b'<row r="2"', b"<row").replace(b' r="A2"', b"").replace(b' r="B2"', b"")
        )
    )
    assert list(raw.rows) == [("x-1", "1")]


def test_a_sheet_with_prefixed_names_is_read_with_its_marks() -> None:
    def prefix(xml: bytes) -> bytes:
        body = xml.replace(b"</", b"</x:").replace(b"<", b"<x:").replace(b"<x:/x:", b"</x:")
        return body.replace(b"xmlns=", b"xmlns:x=")

    raw = read(with_sheet(xlsx(HEAD, ["x-1", "#N/A"], ["x-2", 3]), prefix))
    assert (len(raw), faults(raw)) == (2, [(2, 2, Refusal.ERROR_CELL)])


CHANGES: list[Callable[[bytearray, random.Random], None]] = [
    lambda data, source: data.__setitem__(source.randrange(len(data)), source.randrange(256)),
    lambda data, source: data.__delitem__(slice(at := source.randrange(len(data)), at + source.randrange(1, 30))),
    lambda data, source: data.__setitem__(slice(at := source.randrange(len(data)), at), data[: source.randrange(40)]),
]


def test_a_damaged_part_gives_a_table_or_a_message_and_never_stops_the_program() -> None:
    source = random.Random(20261123)
    whole = xlsx([*HEAD, "b"], ["x-1", "#N/A", 0.5], ["x-2", "=1+1", date(2024, 3, 12)])
    outcomes = {"table": 0, "message": 0}
    for _ in range(400):

        def damage(parts: dict[str, bytes]) -> None:
            name = source.choice([part for part in sorted(parts) if part.startswith("xl/") and "theme" not in part])
            content = bytearray(parts[name])
            for _ in range(source.randrange(1, 5)):
                source.choice(CHANGES)(content, source)
            parts[name] = bytes(content)

        data = repacked(whole, damage)
        try:
            read(data)
            outcomes["table"] += 1
        except InputError:
            outcomes["message"] += 1
    assert min(outcomes.values()) > 20


def test_damaged_bytes_give_a_table_or_a_message() -> None:
    source = random.Random(20261124)
    whole = xlsx(HEAD, ["x-1", 1])
    messages = 0
    for _ in range(400):
        content = bytearray(whole)
        for _ in range(source.randrange(1, 4)):
            source.choice(CHANGES)(content, source)
        try:
            read(bytes(content))
        except InputError:
            messages += 1
    assert messages > 100


@pytest.mark.parametrize(
    ("number", "look"), [(-2e11, "dd-mm-yyyy"), (31612345678, "[h]:mm"), (3.5e11, "hh:mm"), (99999999, "yyyy-mm-dd")], ids=str
)
def test_a_number_that_no_day_can_have_is_read_as_a_number(number: float, look: str) -> None:
    """The reader of cells breaks on such a date; a telephone number in a column of times is enough."""

    def with_look(book: Any) -> None:
        book.worksheets[0]["B2"].number_format = look

    table = read_table(xlsx(["case", "age"], ["x-1", number], then=with_look), "a.xlsx")
    assert table.row(0) == ("x-1", str(int(number)))


def test_a_row_that_stands_there_twice_is_refused() -> None:
    """Only one of the two would be read, and nobody would miss the other."""
    twice = with_sheet(xlsx(["case", "age"], ["x-1", 15], ["x-2", 16]), lambda sheet: sheet.replace(b'r="3"', b'r="2"', 1))
    assert "beschadigd" in refusal(lambda: read_table(twice, "a.xlsx"))


def test_a_row_hidden_with_the_other_quotation_mark_is_hidden() -> None:
    hidden = with_sheet(
        xlsx(["case", "age"], ["x-1", 15], ["x-2", 16]), lambda sheet: sheet.replace(b'<row r="3"', b"<row hidden='1' r=\"3\"")
    )
    table = read_table(hidden, "a.xlsx")
    assert (len(table), table.hidden_rows) == (1, 1)
