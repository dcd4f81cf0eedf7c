from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tests.cases.making import csv_bytes, refusal, table, xlsx
from triage.cases.raw_table import CELL_LIMIT, COLUMN_LIMIT, RawTable
from triage.cases.read_table import ENCODINGS, SEPARATORS, read_table
from triage.cases.refusals import Refusal
from triage.errors import InputError
from triage.wording import DUTCH

DATA = Path(__file__).parent.parent / "data" / "import"
EXPECTED = json.loads((DATA / "encodings-expected.json").read_text("utf-8"))
ROWS = [tuple(row) for row in EXPECTED["rows_as_text"]]
WITHOUT_UNICODE = [
    ("A-001", "Zoë", "15", "1,5", "12-03-2024", 'café "De Brug" - dinsdag'),
    ROWS[1],
    ("A-003", "Lukasz", "", "2", "29-02-2024", "bedrag EUR 12,50"),
    ROWS[3],
]
AS_EXPECTED = {
    "utf16be-bom-semicolon.csv": ("utf-16", ";", ROWS),
    "utf16le-bom-tab.csv": ("utf-16", "\t", ROWS),
    "utf8-bom-semicolon.csv": ("utf-8", ";", ROWS),
    "utf8-comma-quoted.csv": ("utf-8", ",", ROWS),
    "utf8-lf-only.csv": ("utf-8", ";", ROWS),
    "utf8-nobom-semicolon.csv": ("utf-8", ";", ROWS),
    "utf8-sep-line.csv": ("utf-8", ";", ROWS),
    "mixed-broken-bytes.csv": ("utf-8", ";", ROWS),
    "utf8-cr-only.csv": ("utf-8", ";", [ROWS[0], (*ROWS[1][:5], "regel 1 regel 2; met puntkomma"), *ROWS[2:]]),
    "cp1252-semicolon.csv": ("cp1252", ";", [*ROWS[:2], ("A-003", "Lukasz", *ROWS[2][2:]), ROWS[3]]),
    "latin1-declared-as-nothing.csv": ("cp1252", ";", WITHOUT_UNICODE),
}


def read(name: str, **chosen: str) -> RawTable:
    return read_table(DATA / "encodings" / name, **chosen)  # type: ignore[arg-type]


def faults(raw: RawTable) -> list[tuple[int, int | None, Refusal]]:
    return [(fault.row, fault.column, fault.problem.kind) for fault in raw.faults]


def whole_rows(raw: RawTable) -> list[tuple[str, ...]]:
    broken = {fault.row for fault in raw.faults}
    return [row for row, number in zip(raw.rows, raw.row_numbers.tolist(), strict=True) if number not in broken]


@pytest.mark.parametrize("name", AS_EXPECTED)
def test_every_encoding_gives_the_rows_that_are_in_it(name: str) -> None:
    encoding, separator, rows = AS_EXPECTED[name]
    raw = read(name)
    assert raw.header == tuple(EXPECTED["columns"])
    assert whole_rows(raw) == rows
    assert (raw.encoding, raw.separator, raw.decimal_mark) == (encoding, separator, ",")


def test_every_file_of_the_folder_is_tested() -> None:
    special = {"cp850-dos.csv", "duplicate-header.csv", "empty.csv", "header-only.csv", "nul-byte.csv", "ragged.csv"}
    assert {path.name for path in (DATA / "encodings").iterdir()} == special | set(AS_EXPECTED)


def test_a_dos_file_is_right_when_the_user_chooses_so_and_the_guess_is_announced() -> None:
    assert list(read("cp850-dos.csv", encoding="cp850").rows) == WITHOUT_UNICODE
    guessed = read("cp850-dos.csv")
    assert guessed.row(0)[1] == "Zo‰"
    assert [DUTCH.say(message) for message in guessed.recognised] == [
        "Tekenset: Windows (West-Europa).",
        "De tekenset is geraden. Staan er vreemde letters in de tabel, sla het bestand dan op als UTF-8 en lees het opnieuw in.",
        "Scheidingsteken: puntkomma.",
        "Decimaalteken: komma.",
    ]


def test_broken_bytes_are_reported_with_row_and_column_and_nothing_is_dropped() -> None:
    raw = read("mixed-broken-bytes.csv")
    assert faults(raw) == [(6, 2, Refusal.UNREADABLE)]
    assert len(raw) == 5


def test_a_null_is_reported_with_row_and_column() -> None:
    assert faults(read("nul-byte.csv")) == [(2, 2, Refusal.UNREADABLE)]


def test_rows_too_short_and_too_long_are_both_reported() -> None:
    assert faults(read("ragged.csv")) == [(2, None, Refusal.RAGGED), (3, 7, Refusal.RAGGED)]


def test_a_title_that_stands_there_twice_is_refused() -> None:
    assert refusal(lambda: read("duplicate-header.csv")) == (
        "duplicate-header.csv, kolom 3 (C): Deze kolom heeft dezelfde kop als kolom 2 (B). "
        "Geef elke kolom een eigen kop of verwijder er één."
    )


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"  ", b";;;\n;;;", b'""', "\ufeff".encode()])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    assert refusal(lambda: read_table(content, "leeg.csv")).startswith("leeg.csv: Het bestand is leeg.")
    assert refusal(lambda: read("empty.csv")).startswith("empty.csv: Het bestand is leeg.")


def test_a_header_alone_is_a_table_without_rows() -> None:
    raw = read("header-only.csv")
    assert (len(raw), raw.header) == (0, tuple(EXPECTED["columns"]))


@pytest.mark.parametrize("separator", SEPARATORS)
def test_every_separator_is_found(separator: str) -> None:
    raw = read_table(csv_bytes([["case", "a", "b"], ["x-1", "1,5", "a;b|c\td"]], separator), "a.csv")
    assert (raw.separator, raw.row(0)) == (separator, ("x-1", "1,5", "a;b|c\td"))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_chosen_encoding_is_used(encoding: str) -> None:
    raw = read_table("case;a\nx-1;é\n".encode(encoding), "a.csv", encoding=encoding)
    assert raw.row(0) == ("x-1", "é")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_seen(encoding: str) -> None:
    raw = read_table("case;a\r\nx-1;é\r\n".encode(encoding), "a.csv")
    assert (raw.encoding, raw.row(0)) == ("utf-16", ("x-1", "é"))


def test_a_chosen_separator_goes_before_the_one_the_file_names() -> None:
    assert read_table(b"sep=,\ncase;a,b\nx-1;1,2\n", "a.csv", separator=";").header == ("case", "a,b")


def test_a_separator_we_do_not_know_is_refused() -> None:
    assert refusal(lambda: read_table(b"sep=#\ncase#a\n", "a.csv")) == (
        "a.csv: De eerste regel noemt een scheidingsteken dat dit programma niet kent. Gebruik puntkomma, komma, tab en verticale streep."
    )


def test_an_unknown_encoding_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="ENCODINGS"):
        read_table(b"case\n1\n", "a.csv", encoding="klingon")


def test_a_quote_that_does_not_close_is_refused_with_its_row() -> None:
    said = refusal(lambda: read_table(b'case;a\nx-1;1\nx-2;"2\nx-3;3\n', "a.csv"))
    assert said.startswith("a.csv, rij 3: De aanhalingstekens kloppen niet")
    assert refusal(lambda: read_table(b'case;a\nx-1;"1"2\n', "a.csv")).startswith("a.csv, rij 2:")


def test_blank_rows_are_passed_over_and_counted_and_row_numbers_stay_those_of_the_spreadsheet() -> None:
    raw = read_table(b"\ncase;a\n\nx-1;1\n;\n  ; \nx-2;2\n\n", "a.csv")
    assert raw.row_numbers.tolist() == [4, 7]
    assert "4 lege rijen zijn overgeslagen." in [DUTCH.say(message) for message in raw.recognised]


def test_a_line_break_in_a_cell_does_not_shift_the_row_numbers() -> None:
    assert table(["case", "a"], ["x-1", "een\ntwee\n"], ["x-2", "b"]).row_numbers.tolist() == [2, 3]


def test_empty_columns_at_the_end_are_no_columns() -> None:
    assert read_table(b"case;a;;\nx-1;1;;\nx-2;2;;;;\n", "a.csv").header == ("case", "a")


def test_cells_under_no_title_are_refused() -> None:
    assert refusal(lambda: read_table(b"case;;b\nx-1;1;2\n", "a.csv")).startswith(
        "a.csv, kolom 2 (B): Deze kolom heeft geen kop, maar wel inhoud."
    )


def test_error_values_of_a_spreadsheet_are_reported() -> None:
    raw = table(["case", "a", "b"], ["x-1", "#N/B", "#DEEL/0!"], ["x-2", "# vraag", "#1"])
    assert faults(raw) == [(2, 2, Refusal.ERROR_CELL), (2, 3, Refusal.ERROR_CELL)]


def test_a_cell_that_is_too_long_is_reported() -> None:
    assert faults(table(["case", "a"], ["x-1", "a" * (CELL_LIMIT + 1)], ["x-2", "a" * CELL_LIMIT])) == [(2, 2, Refusal.TOO_LONG)]


def test_too_many_columns_are_refused() -> None:
    said = refusal(lambda: table([f"c{number}" for number in range(COLUMN_LIMIT + 1)]))
    assert said.startswith("casussen.csv: De tabel heeft meer dan 2.000 kolommen.")


def test_too_many_cells_are_refused_without_keeping_them() -> None:
    many = (";".join(f"c{number}" for number in range(COLUMN_LIMIT)) + "\n" + ("1" + ";" * (COLUMN_LIMIT - 1) + "\n") * 6_251).encode()
    assert refusal(lambda: read_table(many, "a.csv")).startswith("a.csv: De tabel heeft meer dan 12.500.000 cellen.")


def test_progress_is_told_and_may_stop_the_work() -> None:
    told: list[float] = []
    read_table(csv_bytes([["case"], *[[f"x-{number}"] for number in range(12_000)]]), "a.csv", progress=told.append)
    assert told == sorted(told)
    assert told[-1] <= 1
    assert len(told) > 1

    class StopError(Exception):
        pass

    def stop(share: float) -> None:
        raise StopError

    with pytest.raises(StopError):
        read_table(b"case\nx-1\n", "a.csv", progress=stop)


CELL = st.text(st.characters(blacklist_characters="\0\ufffd\r", blacklist_categories=["Cs", "Cc"]) | st.just("\n"), max_size=12)


@given(st.lists(st.tuples(st.integers(1, 999), CELL, CELL), min_size=1, max_size=8), st.sampled_from(list(SEPARATORS)), st.booleans())
def test_what_was_written_is_read_again_exactly(rows: list[tuple[int, str, str]], separator: str, with_mark: bool) -> None:
    written = [[f"x-{number}", a, b] for number, a, b in rows]
    content = csv_bytes([["case", "a", "b"], *written], separator).decode()
    raw = read_table(content.encode("utf-8-sig" if with_mark else "utf-8"), "a.csv", separator=separator)
    assert [list(row) for row in raw.rows] == written


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_message(content: bytes) -> None:
    try:
        raw = read_table(content, "a.csv")
    except InputError as refused:
        event(str(refused)[:40])
        return
    assert len(raw.row_numbers) == len(list(raw.rows))


def test_a_name_with_identifying_data_is_refused_and_not_repeated() -> None:
    said = refusal(lambda: read_table(b"case\n1\n", "249566758.csv"))
    assert said == (
        "de naam van het bestand: Hierin staat een herkenbaar gegeven. Geef het bestand een naam die niet naar een persoon leidt."
    )
    assert len(read_table(b"case\n1\n", "casussen 20261123.csv")) == 1
    assert len(read_table(b"case\n1\n", "casussen 23-11-2026.csv")) == 1


@pytest.mark.parametrize("name", ["a.ods", "a.xls", "a.pdf", "a.docx", "a.json"])
def test_other_kinds_of_file_are_refused(name: str) -> None:
    assert refusal(lambda: read_table(b"case\n1\n", name)).startswith(f"{name}: Dit soort bestand kan niet worden gelezen.")


def test_a_workbook_under_the_name_of_a_csv_is_refused() -> None:
    assert "het lijkt een Excel-bestand met een andere naam" in refusal(lambda: read_table(xlsx(["case"], ["x-1"]), "a.csv"))
    assert "beschadigd zip- of Excel-bestand" in refusal(lambda: read_table(b"PK\x03\x04rest", "a.csv"))


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("tabel.csv", "case\nx-1\n")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bytes(range(256)) * 20, "Dit is geen tabel die dit programma kan lezen."),
        (bytes(1000), "Dit is geen tabel die dit programma kan lezen."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(300), "Dit is geen tabel die dit programma kan lezen."),
        ("case;age\nx-1;15\n".encode("utf-32-le"), "Dit is geen tabel die dit programma kan lezen."),
        ("case;age\nx-1;15\n".encode("utf-32"), "Dit bestand heeft de tekenset UTF-32. Sla het op als UTF-8."),
        (b"%PDF-1.7\n1 0 obj", "Dit is een PDF, geen tabel."),
        (zipped(), "Dit is een zip-bestand, geen Excel-bestand. Pak het uit en kies de tabel die erin zit."),
    ],
)
def test_what_is_no_table_under_the_name_of_a_csv_is_said(content: bytes, said: str) -> None:
    assert refusal(lambda: read_table(content, "a.csv")).startswith(f"a.csv: {said}")


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_are_a_table_or_refused_with_a_message(content: bytes) -> None:
    outcome = "a.csv"
    try:
        assert read_table(content, "a.csv").header
    except InputError as error:
        outcome = str(error)
    assert outcome.startswith("a.csv")


def test_a_cell_too_long_to_read_is_not_called_a_fault_in_quotes() -> None:
    assert refusal(lambda: read_table(f"case;age\nx-1;{'1' * 140_000}\n".encode(), "a.csv")) == (
        "a.csv, rij 2: Een cel in deze rij heeft meer dan 131.072 tekens. "
        "Kort de tekst in. Is geen tekst zo lang, dan ontbreekt in deze rij een aanhalingsteken aan het eind van een cel."
    )
