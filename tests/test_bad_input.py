"""Bad input through the true program: every refused row is listed, the rest is weighed as if alone, and no written cell starts anything.

The hostile texts come from `tests/data/import` (its sources stand in the files).
"""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.commands import CASES, FACTS, HOUSE, TOP60, Said
from tests.commands import rows as rows_of

DATA = HOUSE / "tests" / "data" / "import"
INJECTION: dict[str, Any] = json.loads((DATA / "csv-injection.json").read_text("utf-8"))
NAUGHTY: dict[str, Any] = json.loads((DATA / "naughty-strings.json").read_text("utf-8"))
STRANGE = [text for texts in NAUGHTY["selection"].values() for text in texts] + NAUGHTY["dutch_spreadsheet_additions (own)"]
HOSTILE = [*INJECTION["hostile"], *INJECTION["harmless_but_look_alike"], *STRANGE]
UNKNOWN = ("", "onbekend", "unknown")

GOOD = [["A-1", "15", "ja"], ["A-2", "16", "nee"], ["A-3", "", "onbekend"]]
HEADER = ["case", "age", "lvb"]

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

Row = list[str]


def starting_cells(path: Path) -> list[str]:
    """The cells of a written file that a spreadsheet could take for a formula, or that are one."""
    if path.suffix == ".xlsx":
        cells = [cell for sheet in load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        return [str(cell.value) for cell in cells if cell.data_type != ("s" if isinstance(cell.value, str) else "n")]
    separator = ";" if path.stem.endswith("geweigerd") else ","
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells_of_text = [cell for row in csv.reader(file, delimiter=separator, strict=True) for cell in row]
    return [cell for cell in cells_of_text if cell.startswith(STARTS) and not PLAIN_NUMBER.fullmatch(cell)]


def table(path: Path, rows: list[Row]) -> Path:
    """Rows as CSV or as a workbook in which every cell is typed as text; a text that a workbook cannot hold loses what it cannot."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
        return path
    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row, 1):
            cell = sheet.cell(number, place)
            cell.value = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", text)
            cell.data_type = "s"
    book.save(path)
    return path


def refused_rows(out: Path) -> list[Row]:
    """Table, row, column and problem of every refused row."""
    name = out.stem if out.suffix == ".csv" else f"{out.stem}-{out.suffix[1:]}"
    with (out.with_name(f"{name}-geweigerd.csv")).open(encoding="utf-8-sig", newline="") as file:
        return [row[:4] for row in list(csv.reader(file, delimiter=";"))[1:]]


def with_hostile(what: str) -> list[Row]:
    """The good rows with a hostile one after each: as an answer of a list, as a number, or as a code."""
    bad = {
        "answer": [[f"B-{number}", "15", text] for number, text in enumerate(HOSTILE)],
        "number": [[f"B-{number}", text, "ja"] for number, text in enumerate(HOSTILE)],
        "code": [[text, "15", "ja"] for text in HOSTILE],
    }[what]
    return [HEADER, GOOD[0], *bad, *GOOD[1:]]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("what", ["answer", "number", "code"])
def test_each_hostile_row_is_listed_and_the_rest_is_weighed_as_if_alone(what: str, ending: str, say: Said, tmp_path: Path) -> None:
    alone = say("weigh", table(tmp_path / "goed.csv", [HEADER, *GOOD]), "--framework", TOP60, "--out", tmp_path / "goed-uit.csv")
    assert alone[0] == 0
    out = tmp_path / "uit.csv"
    rows = with_hostile(what)
    code, _said, told = say("weigh", table(tmp_path / f"t.{ending}", rows), "--framework", TOP60, "--out", out)
    assert code == 1
    found = rows_of(out)
    assert [row for row in found if row["case"] in {good[0] for good in GOOD}] == rows_of(tmp_path / "goed-uit.csv")
    listed = {int(row[1]) for row in refused_rows(out)}
    taken = {row["case"] for row in found}
    for number, row in enumerate(rows[1:], 2):
        if "".join(row).strip():
            assert (number in listed) is (row[0].strip() not in taken), row
    assert {number for number, row in enumerate(rows[1:], 2) if row[HEADER.index("lvb")].startswith(STARTS)} <= listed
    for path in (out, tmp_path / "uit-geweigerd.csv"):
        assert starting_cells(path) == []
    assert not any(text.strip() in told for text in INJECTION["hostile"] if len(text.strip()) > 5)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_hostile_facts_are_listed_and_take_their_case_along(ending: str, say: Said, tmp_path: Path) -> None:
    cases = [HEADER, *GOOD, *([f"B-{number}", "15", "ja"] for number in range(len(HOSTILE)))]
    facts = [["case", "kind", "quarter", "status", "source"], ["A-1", "burglary", "2026-Q1", "suspected", "police"]]
    columns = [
        [text if place == number % 4 else good for place, good in enumerate(("burglary", "2026-Q1", "suspected", "police"))]
        for number, text in enumerate(HOSTILE)
    ]
    facts += [[f"B-{number}", *row] for number, row in enumerate(columns)]
    out = tmp_path / "uit.xlsx"
    given = ("--framework", TOP60, "--facts", table(tmp_path / f"f.{ending}", facts), "--out", out)
    assert say("weigh", table(tmp_path / "c.csv", cases), *given)[0] == 1
    bad = {row[1] for row in refused_rows(out) if row[0] == "feiten"}
    assert {str(number + 3) for number, text in enumerate(HOSTILE) if text.startswith(STARTS) and number % 4 < 3} <= bad
    codes = {str(cell.value) for cell in next(load_workbook(out).worksheets[0].iter_cols(max_col=1))}
    assert {"A-1", "A-2", "A-3"} <= codes
    assert codes.isdisjoint({f"B-{int(number) - 3}" for number in bad})
    assert [*starting_cells(out), *starting_cells(tmp_path / "uit-xlsx-geweigerd.csv")] == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("text", ["=1+1", "@SUM(1,1)", "+31 6 12345678", "=cmd|' /C calc'!A0", "age; =1+1"])
def test_a_hostile_title_refuses_the_table_and_is_not_repeated(text: str, ending: str, say: Said, tmp_path: Path) -> None:
    rows = [[*HEADER, text], *([*row, "x"] for row in GOOD)]
    code, said, told = say("weigh", table(tmp_path / f"t.{ending}", rows), "--framework", TOP60, "--out", tmp_path / "uit.csv")
    assert (code, said, text in told) == (1, "", False)
    assert f"t.{ending}, kolom 4 (D): " in told
    assert not (tmp_path / "uit.csv").exists()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(("columns", "said"), [(2001, "De tabel heeft meer dan 2.000 kolommen."), (2000, "kolom 2000 (BXX): ")])
def test_two_thousand_columns_are_refused_as_a_whole(columns: int, said: str, ending: str, say: Said, tmp_path: Path) -> None:
    rows = [["case", *(f"kolom{number}" for number in range(columns - 1))], ["A-1", *["x"] * (columns - 1)]]
    code, _said, told = say("weigh", table(tmp_path / f"t.{ending}", rows), "--framework", TOP60, "--out", tmp_path / "uit.csv")
    assert (code, said in told) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == [f"t.{ending}"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_wrong_types_unlisted_answers_and_double_cases_are_listed_and_the_rest_untouched(ending: str, say: Said, tmp_path: Path) -> None:
    bad = [
        ["B-1", "vijftien", "ja"],
        ["B-2", "15,5", "ja"],
        ["B-3", "900", "ja"],
        ["B-4", "15", "misschien"],
        ["B-5", "15", "1"],
        ["B-6", "15", "ja"],
        ["b-6", "16", "nee"],
        ["", "15", "ja"],
    ]
    out = tmp_path / "uit.csv"
    given = table(tmp_path / f"t.{ending}", [HEADER, *bad[:4], *GOOD, *bad[4:]])
    assert say("weigh", given, "--framework", TOP60, "--out", out)[0] == 1
    assert refused_rows(out) == [
        ["casussen", "2", "age", "geen getal"],
        ["casussen", "3", "age", "te veel decimalen"],
        ["casussen", "4", "age", "getal valt buiten de grenzen"],
        ["casussen", "5", "lvb", "antwoord staat niet in de lijst"],
        ["casussen", "9", "lvb", "antwoord staat niet in de lijst"],
        ["casussen", "10", "case", "code staat er vaker in"],
        ["casussen", "11", "case", "code staat er vaker in"],
        ["casussen", "12", "case", "code ontbreekt"],
    ]
    assert say("weigh", table(tmp_path / "goed.csv", [HEADER, *GOOD]), "--framework", TOP60, "--out", tmp_path / "goed-uit.csv")[0] == 0
    assert out.read_bytes() == (tmp_path / "goed-uit.csv").read_bytes()


def test_no_cell_of_any_written_table_starts_a_formula(say: Said, tmp_path: Path) -> None:
    new = tmp_path / "nieuw.yaml"
    new.write_text(TOP60.read_text("utf-8").replace("from: 10", "from: 9"), "utf-8")
    few = CASES.read_text("utf-8").splitlines(keepends=True)[:9]
    codes = {line.split(",")[0] for line in few}
    (tmp_path / "c.csv").write_text("".join(few), "utf-8")
    (tmp_path / "f.csv").write_text(
        "".join(one for one in FACTS.read_text("utf-8").splitlines(True) if one.split(",")[0] in codes), "utf-8"
    )
    both = ("--facts", tmp_path / "f.csv", "--date", "2026-11-24")
    given = (tmp_path / "c.csv", "--framework", TOP60, *both)
    for ending in ("csv", "xlsx"):
        assert say("weigh", *given, "--points", "--out", tmp_path / f"weging.{ending}")[0] == 0
        assert say("list", *given, "--out", tmp_path / f"lijst.{ending}")[0] == 0
        say("compare", TOP60, new, "--cases", tmp_path / "c.csv", *both, "--out", tmp_path / f"verschil.{ending}")
    assert say("export", TOP60, "--to", "form", "--out", tmp_path / "formulier.xlsx")[0] == 0
    written = sorted(path for path in tmp_path.iterdir() if path.suffix in (".csv", ".xlsx") and len(path.stem) > 1)
    assert len(written) == 7
    assert {path.name: starting_cells(path) for path in written if starting_cells(path)} == {}
