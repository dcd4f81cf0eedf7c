"""The live workbook: LibreOffice recalculates it, and every column must be what our engine finds. And: no text in it is a formula."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from python_calamine import CalamineWorkbook

from tests.exchange.live_cases import random_cases
from tests.oracles import LIBREOFFICE, computed_sheet, needs, recalculated
from tests.weighing.invent import invent_case, invent_framework
from triage import __version__, review
from triage.cases.case import Answer, Case, Fact
from triage.cases.table import CaseTable
from triage.errors import InputError
from triage.exchange.live.answers import counts_facts
from triage.exchange.live.columns import ABOUT, ANSWERS, FACTS, FIRST_ROW, POINTS, RESULTS, STEPS
from triage.exchange.live.pages import Page
from triage.exchange.live_workbook import EMPTY_ROWS, MOST_CASES, write_live_workbook
from triage.exchange.tables import weighing_columns
from triage.framework.conditions import FORMS, walk
from triage.framework.contents import conditions
from triage.framework.model import Framework
from triage.framework.read import read_path
from triage.framework.registry import read_registry
from triage.framework.vocabulary import FactStatus
from triage.periods import Period
from triage.weighing.envelope import TRIAL
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh

HOUSE = Path(__file__).resolve().parent.parent.parent
REGISTRY = read_registry(HOUSE / "frameworks" / "evidence")
SHIPPED = sorted((HOUSE / "frameworks").glob("*.yaml"))
OUTSIDE = sorted((HOUSE / "tests" / "data" / "frameworks").glob("*.yaml"))
DAY = date(2026, 11, 23)
CASES, SEED = 1_000, 60
INVENTED, CASES_OF_INVENTED = 35, 25

LOGIC = {"AND", "CHOOSE", "IF", "IFERROR", "ISERROR", "ISNUMBER", "NA", "OR"}
NUMBERS = {"ABS", "EDATE", "INT", "MAX", "MIN", "MOD", "ROUND", "SUM", "SUMIF", "SUMPRODUCT"}
PLACES_AND_TEXTS = {"INDEX", "LEFT", "MATCH", "MID", "RIGHT", "ROW"}
FUNCTIONS = LOGIC | NUMBERS | PLACES_AND_TEXTS
"""Excel 2010 and LibreOffice know these; none of them changes by itself or depends on language or country."""

INJECTION = json.loads((HOUSE / "tests" / "data" / "import" / "csv-injection.json").read_text("utf-8"))
HOSTILE = [text for text in INJECTION["hostile"] if not ILLEGAL_CHARACTERS_RE.search(text)]
"""What a spreadsheet file can hold at all."""


@dataclass(frozen=True)
class Sum:
    """A framework with cases: what is weighed both ways."""

    name: str
    tables: Tables
    cases: Sequence[Case]


def written(sums: Sequence[Sum], folder: Path) -> list[Path]:
    """A live workbook of each."""
    for one in sums:
        write_live_workbook(one.tables, "0" * 64, one.cases, folder / f"{one.name}.xlsx", day=DAY, registry=REGISTRY)
    return [folder / f"{one.name}.xlsx" for one in sums]


NOT_COMPUTED = ("deciding", "framework", "version", "framework_sha256", "reference_date")
"""Columns of a table of results that the sheet with results does not have: a search, and what stands once on the first sheet."""


def columns_of(path: Path) -> Mapping[str, list[Any]]:
    """The columns of the sheet with results, by name, as the recalculated workbook holds them."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(RESULTS).to_python(skip_empty_area=False)
    names = rows[FIRST_ROW - 2]
    return {str(name): [row[place] for row in rows[FIRST_ROW - 1 :]] for place, name in enumerate(names)}


def differences(one: Sum, computed: Path) -> Iterator[str]:
    """Every cell in which the spreadsheet and our engine differ, and every column that one of them lacks."""
    ours = weighing_columns(weigh(one.tables, CaseTable.of(one.cases)), "0" * 64, points=True)
    with computed.open(encoding="utf-8", newline="") as file:
        names, *found = list(csv.reader(file))[FIRST_ROW - 2 :]
    if names != [name for name in ours if name not in NOT_COMPUTED] or len(found) != len(one.cases):
        yield f"{one.name}: {len(found)} rows of {names}"
        return
    for name, cells in zip(names, zip(*found, strict=True), strict=True):
        for case, theirs, our in zip(one.cases, cells, ours[name], strict=True):
            if theirs != str(our):
                yield f"{one.name} {name} {case.code}: {theirs} is not {our}"


def compared(sums: Sequence[Sum], folder: Path) -> list[str]:
    """All differences; one start of LibreOffice for all workbooks."""
    (folder / "computed").mkdir()
    paths = written(sums, folder)
    place = load_workbook(paths[0], read_only=True).sheetnames.index(RESULTS) + 1
    made = computed_sheet(paths, folder / "computed", RESULTS, place)
    return [told for one, path in zip(sums, made, strict=True) for told in differences(one, path)]


@needs(LIBREOFFICE, "of het rekenblad van elk kader bij duizend casussen dezelfde uitkomsten heeft.")
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_libreoffice_finds_the_same_in_a_thousand_random_cases_of_every_framework(path: Path, tmp_path: Path) -> None:
    tables = review.open(path, REGISTRY).tables
    assert compared([Sum(path.stem, tables, random_cases(tables.framework, CASES, SEED))], tmp_path)[:20] == []


@needs(LIBREOFFICE, "of het rekenblad van kaders van anderen en van verzonnen kaders dezelfde uitkomsten heeft.")
def test_libreoffice_finds_the_same_in_outside_and_invented_frameworks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Page, "_prints", lambda _page: None)  # over how a small workbook prints LibreOffice takes longer than over its sums
    outside = {path.stem: read_path(path).framework for path in OUTSIDE}
    sums = [Sum(name, Tables.of(framework), random_cases(framework, 100, SEED)) for name, framework in outside.items()]
    for seed in range(INVENTED):
        framework, random = invent_framework(seed), Random(seed)
        cases = [invent_case(framework, random, code=f"A-{k}", open_share=random.choice([0, 0.3, 0.7])) for k in range(CASES_OF_INVENTED)]
        sums.append(Sum(f"invented-{seed}", Tables.of(framework), cases))
    told = []
    for with_facts in (True, False):
        (tmp_path / str(with_facts)).mkdir()
        same = [one for one in sums if counts_facts(one.tables.framework) is with_facts]
        told += compared(same, tmp_path / str(with_facts))
    assert told[:20] == []
    shown = {type(part) for one in sums for _path, whole in conditions(one.tables.framework) for part in walk(whole)}
    assert shown == set(FORMS)


@needs(LIBREOFFICE, "of het rekenblad zelf rekent, ook nadat iemand er iets in verandert.")
def test_the_workbook_computes_what_is_changed_in_it(tmp_path: Path) -> None:
    tables = opened_top60()
    cases = [Case("A-1", DAY, {"school_work": Answer("serious")}, ()), Case("A-2", DAY, {"school_work": Answer("fine")}, ())]
    paths = written([Sum("changed", tables, cases), Sum("unlisted", tables, cases), Sum("empty", tables, [])], tmp_path)
    change(paths[0], POINTS, row_of(paths[0], POINTS, "school_work") + 2, 5, 2.5)
    change(paths[1], ANSWERS, FIRST_ROW, column_of(paths[1], "school_work"), "very_serious")
    (tmp_path / "computed").mkdir()
    made = recalculated(paths, tmp_path / "computed")
    changed, unlisted, empty = (columns_of(path) for path in made)
    assert changed["school_work"] == [2.5, 0]
    assert changed["need_low"] == [2.5, 0]
    assert unlisted["school_work"][1:] == [0]
    first = {name: cell.value for name, cell in zip(unlisted, sheet_of(made[1], RESULTS)[FIRST_ROW], strict=True)}
    assert {first[name] for name in ("school_work", "need", "need_low", "need_band", "advice")} == {"#N/A"}
    assert first["protective_low"] == 0
    assert {cell for cells in empty.values() for cell in cells} == {""}
    assert len(empty["case"]) == EMPTY_ROWS


def test_every_result_and_every_step_is_a_formula_of_functions_that_excel_and_libreoffice_know(tmp_path: Path) -> None:
    opened = [review.open(path, REGISTRY) for path in SHIPPED]
    sums = [Sum(one.framework.id, one.tables, random_cases(one.framework, 2, SEED)) for one in opened]
    for path in written(sums, tmp_path):
        book: Any = load_workbook(path)
        for name in (RESULTS, STEPS):
            cells = [cell for row in book[name].iter_rows(min_row=FIRST_ROW) for cell in row]
            assert {cell.data_type for cell in cells} == {"f"}
        formulas = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert max(map(len, formulas)) < 8_192
        assert max(map(depth, formulas)) < 64
        assert {name for formula in formulas for name in re.findall(r"([A-Z.]+)\(", formula)} <= FUNCTIONS


def test_the_workbook_says_of_which_file_it_is_and_that_it_is_a_trial(tmp_path: Path) -> None:
    opened = review.open(HOUSE / "frameworks" / "top60-ranking.yaml", REGISTRY)
    path = tmp_path / "one.xlsx"
    write_live_workbook(opened.tables, opened.sha256, [], path, day=DAY, registry=REGISTRY)
    book: Any = load_workbook(path)
    assert book.sheetnames == [ABOUT, ANSWERS, FACTS, RESULTS, STEPS, POINTS]
    for sheet in book:
        assert sheet["A1"].value == f"Top 60: prioritering, versie {opened.framework.version}. {TRIAL}"
        assert sheet.freeze_panes is not None
    said = {row[0].value: row[1].value for row in book[ABOUT].iter_rows(min_row=FIRST_ROW)}
    assert said["Peildatum als de kolom leeg is"].date() == DAY
    assert said["Proef"] == TRIAL
    assert said["Kader"] == opened.framework.id
    assert said["Versie van het kader"] == opened.framework.version
    assert said["SHA-256 van het kaderbestand"] == opened.sha256
    assert said["Gemaakt met"] == f"Weegwijzer {__version__}"
    assert said["Wie rekent"].startswith("Dit rekenblad rekent zelf.")


def test_the_same_cases_give_the_same_bytes(tmp_path: Path) -> None:
    tables = opened_top60()
    cases = random_cases(tables.framework, 3, SEED)
    one, other = written([Sum("one", tables, cases), Sum("other", tables, cases)], tmp_path)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_case_or_framework_is_a_formula(text: str, tmp_path: Path) -> None:
    tables = Tables.of(Framework.model_validate(framework_that_says(text)))
    path = written([Sum("hostile", tables, [Case(text, DAY, {"q": Answer("yes")}, ())])], tmp_path)[0]
    book: Any = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f" and text in str(cell.value)] == []
    assert {cell.data_type for cell in cells if cell.value == text} == {"s"}
    assert sum(cell.value == text for cell in cells) >= 6


def test_a_framework_that_no_spreadsheet_can_hold_is_refused(tmp_path: Path) -> None:
    items = [{"id": f"q{number}", "kind": "yes_no"} for number in range(5_600)]
    framework = {"format": 1, "id": "large", "version": "1.0.0", "use": "test", "title": {"nl": "Groot"}, "items": items}
    sums = [Sum("large", Tables.of(Framework.model_validate(framework)), [])]
    with pytest.raises(InputError, match="te groot voor een rekenblad"):
        written(sums, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_more_cases_than_a_spreadsheet_works_through_are_refused(tmp_path: Path) -> None:
    sums = [Sum("many", opened_top60(), [Case("A-1", DAY)] * (MOST_CASES + 1))]
    with pytest.raises(InputError, match=r"ten hoogste 5\.000 casussen; dit zijn er 5\.001"):
        written(sums, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_more_facts_than_a_sheet_holds_are_refused(tmp_path: Path) -> None:
    fact = Fact("drugs", Period.parse("2026-Q1"), FactStatus.SUSPECTED)
    sums = [Sum("many", opened_top60(), [Case(f"A-{number}", DAY, facts=(fact,) * 50_001) for number in range(2)])]
    with pytest.raises(InputError, match=r"ten hoogste 100\.000 feiten; dit zijn er 100\.002"):
        written(sums, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sign", ["=", "\N{GRINNING FACE}"])
def test_a_text_longer_than_a_cell_holds_is_cut_where_all_can_see(sign: str, tmp_path: Path) -> None:
    tables = Tables.of(Framework.model_validate(framework_that_says("ab" + sign * 33_000)))
    (path,) = written([Sum("long", tables, [])], tmp_path)
    texts = [str(cell.value) for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    long = [text for text in texts if len(text) > 10_000]
    assert len(long) > 5
    assert {len(text.encode("utf-16-le")) // 2 for text in long} <= {32_766, 32_767}
    assert all(text.endswith("…") for text in long)


def opened_top60() -> Tables:
    return review.open(HOUSE / "frameworks" / "top60-ranking.yaml", REGISTRY).tables


def framework_that_says(text: str) -> dict[str, Any]:
    """A framework in which every name is this text."""
    said = {"nl": text}
    return {
        "format": 1,
        "id": "hostile",
        "version": "1.0.0",
        "use": "test",
        "title": said,
        "domains": [{"id": "d", "label": said}],
        "scales": [{"id": "s", "label": said, "role": "need", "min_known": 1, "bands": [{"id": "low", "label": said}]}],
        "items": [{"id": "q", "question": said, "kind": "yes_no", "scale": "s", "domain": "d", "points": {"yes": 1, "no": 0}}],
        "criteria": [{"id": "c", "label": said, "when": {"item": "q", "is": "yes"}}],
        "advice": {
            "outcomes": [{"id": "one", "label": said, "intensity": "none"}, {"id": "two", "label": said, "intensity": "light"}],
            "rules": [{"when": {"criterion": "c"}, "then": "two"}, {"then": "one"}],
        },
    }


def sheet_of(path: Path, name: str) -> Any:
    """A sheet with the values that the spreadsheet kept."""
    return load_workbook(path, data_only=True)[name]


def change(path: Path, sheet: str, row: int, column: int, value: object) -> None:
    """Put something in one cell, as somebody in a spreadsheet would."""
    book: Any = load_workbook(path)
    book[sheet].cell(row, column).value = value
    book.save(path)


def row_of(path: Path, sheet: str, name: str) -> int:
    """The row of the first cell that holds this name."""
    return next(row for row, cell in enumerate(sheet_of(path, sheet)["A"], 1) if cell.value == name)


def column_of(path: Path, item: str) -> int:
    """The first column of a question on the sheet with answers."""
    return next(column for column, cell in enumerate(sheet_of(path, ANSWERS)[2], 1) if cell.value == item)


def depth(formula: str) -> int:
    """How deep brackets stand in brackets."""
    return max(accumulate((character == "(") - (character == ")") for character in formula))
