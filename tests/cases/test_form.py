from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.cases.making import DAY, framework, refusal
from triage.cases.case import NOT_APPLICABLE, Answer, Fact
from triage.cases.cell_values import AnswerReader
from triage.cases.form import FORM_ROWS, write_form
from triage.cases.intake import Intake, take_in
from triage.cases.read_table import read_tables
from triage.cases.refusals import Part, Refusal
from triage.errors import InputError
from triage.framework.model import ChoiceItem, Framework, LevelItem
from triage.framework.read import read_path
from triage.framework.registry import Registry, read_registry
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.wording import DUTCH, language

ROOT = Path(__file__).parent.parent.parent
TOP_60 = read_path(ROOT / "frameworks" / "top60-ranking.yaml").framework
REGISTRY = read_registry(ROOT / "frameworks" / "evidence")
FIRST_ROW = 5


def form(folder: Path, of: Framework = TOP_60, code: str = "nl") -> Path:
    path = folder / "formulier.xlsx"
    write_form(of, path, language(code), REGISTRY)
    return path


def columns(sheet: Worksheet) -> dict[str, int]:
    """Where each title of a sheet stands, counted from 1."""
    return {str(cell.value): number for number, cell in enumerate(sheet[1], 1)}


def fill(sheet: Worksheet, row: int, **cells: Any) -> None:
    places = columns(sheet)
    for title, value in cells.items():
        sheet.cell(row, places[title.replace("__", "@")], value)


def read(path: Path, of: Framework = TOP_60, registry: Registry | None = REGISTRY) -> Intake:
    tables = read_tables(path)
    return take_in(tables.cases, of, facts=tables.facts, reference_date=DAY, registry=registry)


def filled(path: Path, **sheets: list[dict[str, Any]]) -> Path:
    book: Workbook = load_workbook(path)
    for name, rows in sheets.items():
        for number, row in enumerate(rows, FIRST_ROW):
            fill(book[name], number, **row)
    book.save(path)
    return path


def test_a_filled_in_form_is_read_back(tmp_path: Path) -> None:
    path = form(tmp_path, framework())
    cases: list[dict[str, Any]] = [
        {
            "case": "A-001",
            "facts__known": "ja",
            "reference_date": "01-11-2026",
            "age": 15,
            "school": "Verzuimt veel",
            "school__status": "signaal",
            "school__as_of": "2026-Q3",
            "school__source": "school",
            "exploited": "nee",
            "index": 1.5,
            "ritax": "Matig",
        },
        {"case": "A-002", "age": "onbekend", "school": "nvt"},
        {"case": "A-003", "facts__known": "ja"},
    ]
    facts: list[dict[str, Any]] = [
        {"case": "A-001", "kind": "Overval", "quarter": "2026-Q1", "status": "veroordeeld", "source": "politie", "contested": "nee"},
        {"case": "A-001", "kind": "Inbraak", "quarter": date(2026, 8, 14), "status": "geseponeerd"},
    ]
    intake = read(filled(path, Casussen=cases, Feiten=facts), framework())
    assert intake.refused == ()
    first, second, third = (intake.cases.case(number) for number in range(3))
    assert first.reference_date == date(2026, 11, 1)
    assert first.answers == {
        "age": Answer(Decimal(15)),
        "school": Answer("truant", AnswerStatus.SIGNAL, Period.quarter(2026, 3), Partner.SCHOOL),
        "exploited": Answer("no"),
        "index": Answer(Decimal("1.5")),
        "ritax": Answer("2"),
    }
    assert first.facts == (
        Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED, Partner.POLICE),
        Fact("burglary", Period.day(date(2026, 8, 14)), FactStatus.DISMISSED),
    )
    assert second.answers == {"school": NOT_APPLICABLE}
    assert second.facts is None, "nobody said that somebody looked"
    assert third.facts == ()


def test_an_empty_form_has_no_cases(tmp_path: Path) -> None:
    assert refusal(lambda: read(form(tmp_path))) == "formulier.xlsx: Er staan geen casussen in deze tabel. Vul ten minste één rij in."


def test_the_rows_of_explanation_are_said_to_be_passed_over(tmp_path: Path) -> None:
    intake = read(filled(form(tmp_path), Casussen=[{"case": "A-001"}]))
    assert "3 rijen met uitleg zijn overgeslagen." in [DUTCH.say(message) for message in intake.recognised]
    assert (intake.rows_read, intake.facts_read) == (1, 0)


def test_a_wrong_cell_is_refused_with_the_row_of_the_form(tmp_path: Path) -> None:
    intake = read(filled(form(tmp_path), Casussen=[{"case": "A-001"}, {"case": "A-002", "age": "vijftien"}]))
    assert [(one.part, one.row, one.column, one.kind) for one in intake.refused] == [(Part.CASES, 6, "age", Refusal.NOT_A_NUMBER)]


def choices(book: Workbook, sheet: str, column: int) -> list[str]:
    """What the choice list of a column offers, in the first row to fill in."""
    for rule in book[sheet].data_validations.dataValidation:
        if str(rule.sqref).startswith(f"{get_column_letter(column)}{FIRST_ROW}:") and rule.type == "list":
            name, _, cells = str(rule.formula1).replace("$", "").rpartition("!")
            return [str(cell.value) for row in book[name.strip("'")][cells] for cell in row]
    return []


@pytest.mark.parametrize("code", ["nl", "en"])
def test_every_choice_that_a_form_offers_is_taken_in(tmp_path: Path, code: str) -> None:
    path = form(tmp_path, code=code)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    questions = {item.id: AnswerReader(item) for item in TOP_60.questions}
    offered = 0
    for title, number in columns(sheet).items():
        for choice in choices(book, sheet.title, number):
            offered += 1
            if title in questions:
                assert isinstance(questions[title].value(choice), Answer)
    assert offered > 100


def test_every_answer_of_a_choice_can_be_chosen(tmp_path: Path) -> None:
    book = load_workbook(form(tmp_path))
    places = columns(book["Casussen"])
    for item in TOP_60.questions:
        if isinstance(item, ChoiceItem | LevelItem):
            reader = AnswerReader(item)
            read_as = [reader.value(choice) for choice in choices(book, "Casussen", places[item.id])]
            assert read_as[: len(item.options)] == [Answer(option.id) for option in item.options]


def test_an_answer_whose_label_is_not_clear_is_offered_by_its_id(tmp_path: Path) -> None:
    options = [{"id": "a", "label": {"nl": "Soms"}}, {"id": "b", "label": {"nl": "soms"}}, {"id": "c", "label": {"nl": "Onbekend"}}]
    book = load_workbook(form(tmp_path, framework([{"id": "q", "kind": "choice", "options": options}], [])))
    places = columns(book["Casussen"])
    assert choices(book, "Casussen", places["q"]) == ["a", "b", "c", "onbekend"]


def test_codes_and_quarters_are_kept_as_typed_by_columns_of_text(tmp_path: Path) -> None:
    book = load_workbook(form(tmp_path))
    sheet = book["Casussen"]
    as_text = {title for title, number in columns(sheet).items() if sheet.column_dimensions[get_column_letter(number)].number_format == "@"}
    text_columns = {title.rpartition("@")[2] for title in as_text}
    assert text_columns == {"case", "reference_date", "place_since", "as_of"}


def test_the_form_explains_what_counts_and_what_does_not(tmp_path: Path) -> None:
    sheet = load_workbook(form(tmp_path))["Casussen"]
    place = columns(sheet)["age"]
    age = TOP_60.item_by_id["age"]
    assert age.question is not None
    assert age.counts is not None
    assert [sheet.cell(row, place).value for row in (2, 3)] == [age.question.nl, age.counts.nl]
    assert [sheet.cell(row, 1).value for row in (1, 2, 3, 4)] == ["case", "# vraag", "# telt mee", "# telt niet mee"]


def test_the_explanation_can_be_printed_and_names_every_question(tmp_path: Path) -> None:
    sheet = load_workbook(form(tmp_path))["Uitleg"]
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {item.name.nl for item in TOP_60.questions} <= texts
    assert {REGISTRY.fact_kinds[kind].label.nl for kind in TOP_60.facts} <= texts
    assert sheet["B1"].value == "PROEF – niet voor besluiten"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_header_stays_in_sight_on_screen_and_on_paper(tmp_path: Path) -> None:
    sheet = load_workbook(form(tmp_path))["Casussen"]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.print_title_cols) == ("B3", "$1:$2", "$A:$A")


def test_choice_lists_reach_as_far_as_a_table_may(tmp_path: Path) -> None:
    rules = load_workbook(form(tmp_path))["Casussen"].data_validations.dataValidation
    assert {str(rule.sqref).partition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for rule in rules} == {str(FIRST_ROW + FORM_ROWS - 1)}
    assert all(len(rule.prompt or "") <= 255 and len(rule.promptTitle or "") <= 32 and len(rule.error or "") <= 225 for rule in rules)


def test_a_framework_without_facts_has_a_form_without_them(tmp_path: Path) -> None:
    own = framework([{"id": "q", "kind": "yes_no"}], [])
    path = form(tmp_path, own)
    book = load_workbook(path)
    assert book.sheetnames == ["Casussen", "Uitleg", "Keuzelijsten"]
    assert [cell.value for cell in book["Casussen"][1]] == ["case", "reference_date", "q", "q@status", "q@as_of", "q@source"]
    assert read(filled(path, Casussen=[{"case": "A-1", "q": "ja"}]), own).cases.case(0).answers == {"q": Answer("yes")}


def test_a_text_of_the_framework_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    own = framework([{"id": "q", "kind": "yes_no", "question": {"nl": "=1+1"}}], [])
    sheet = load_workbook(form(tmp_path, own))["Casussen"]
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")


def test_without_the_registry_kinds_of_fact_are_called_by_their_id(tmp_path: Path) -> None:
    path = tmp_path / "formulier.xlsx"
    write_form(framework(), path, DUTCH)
    assert choices(load_workbook(path), "Feiten", 2) == ["robbery", "burglary"]
    facts = [{"case": "A-1", "kind": "robbery", "quarter": "2026-Q1", "status": "veroordeeld"}]
    assert read(filled(path, Casussen=[{"case": "A-1"}], Feiten=facts), framework(), None).refused == ()


def test_a_form_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="bestaat niet"):
        write_form(framework(), tmp_path / "weg" / "formulier.xlsx", DUTCH)
