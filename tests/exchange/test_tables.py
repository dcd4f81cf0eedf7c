"""Result tables: fixed columns, exact points, and nothing that Excel could take for a formula."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from tests.weighing.invent import invent_case, invent_framework
from tests.weighing.test_exact_meaning import COMPLETE, DAY, answer, fact, framework
from triage import __version__
from triage.cases.case import Case
from triage.cases.table import CaseTable
from triage.errors import InputError
from triage.exchange.tables import weighing_columns, write_weighings
from triage.framework.read import FrameworkFile
from triage.framework.values import as_points
from triage.framework.vocabulary import INSUFFICIENT
from triage.weighing.envelope import TRIAL
from triage.weighing.receipt import case_from, receipt, result_data
from triage.weighing.tables import Tables
from triage.weighing.weigh import Weighed, weigh, weigh_case


def weighed_cases() -> Weighed:
    complete = {item: answer(value) for item, value in COMPLETE.items()}
    half = {item: given for item, given in complete.items() if item not in ("peers", "support")}
    cases = [
        Case("A-1", DAY, complete, ()),
        Case("A-2", DAY, half, (fact("2026-Q1"),)),
        Case("A-3", DAY, {**complete, "age": answer(30)}, ()),
        Case("A-4", DAY, {"age": answer(15)}, None),
    ]
    return weigh(Tables.of(framework()), CaseTable.of(cases))


def framework_file() -> FrameworkFile:
    """The framework with bytes to name; that they are its text is of no matter to what is written here."""
    return FrameworkFile(framework(), b"format: 1\n", "kader.yaml")


SHA256 = framework_file().sha256


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_of_a_weighing_stand_in_their_fixed_order(tmp_path: Path) -> None:
    write_weighings(weighed_cases(), framework_file(), tmp_path / "out.csv")
    header = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    scale = ["", "_low", "_high", "_band", "_possible"]
    assert header == [
        "case",
        *(f"risk{end}" for end in scale),
        *(f"strength{end}" for end in scale),
        "busy",
        "advice",
        "possible_advice",
        "deciding",
        "framework",
        "version",
        "framework_sha256",
        "reference_date",
        "trial",
    ]


def test_each_row_says_what_is_known_and_what_is_not(tmp_path: Path) -> None:
    write_weighings(weighed_cases(), framework_file(), tmp_path / "out.csv")
    first, second, third, fourth = rows(tmp_path / "out.csv")
    assert (first["risk"], first["risk_band"], first["busy"], first["advice"], first["possible_advice"]) == (
        "0",
        "low",
        "false",
        "regular",
        "regular",
    )
    assert (second["risk"], second["risk_low"], second["risk_high"]) == ("", "1", "4")
    assert (second["risk_band"], second["risk_possible"], second["strength_band"]) == ("", "low|medium", "insufficient")
    assert (second["advice"], second["possible_advice"], second["deciding"]) == ("", "regular|local", "peers")
    assert third["advice"] == "out_of_scope"
    assert (fourth["busy"], fourth["possible_advice"]) == ("unknown", "protect|regular|local")
    assert {row["trial"] for row in (first, second, third, fourth)} == {TRIAL}


def test_each_row_says_which_framework_text_and_day_made_it(tmp_path: Path) -> None:
    write_weighings(weighed_cases(), framework_file(), tmp_path / "out.csv")
    made = {(row["framework"], row["version"], row["framework_sha256"], row["reference_date"]) for row in rows(tmp_path / "out.csv")}
    assert made == {(framework().id, framework().version, SHA256, DAY.isoformat())}


def test_points_stand_in_a_column_per_item_and_a_range_shows_both_ends() -> None:
    columns = weighing_columns(weighed_cases(), SHA256, points=True)
    assert list(columns["peers"]) == [0, "0..5", 0, "0..5"]
    assert list(columns["incidents"]) == [0, 1, 0, "0..4"]


@pytest.mark.parametrize("seed", range(40))
def test_table_and_weighings_tell_the_same(seed: int) -> None:
    basis, random = invent_framework(seed), Random(seed)
    weighed = weigh(Tables.of(basis), CaseTable.of([invent_case(basis, random, code=f"A-{k}") for k in range(8)]))
    columns = weighing_columns(weighed, SHA256, points=True)
    for number, weighing in enumerate(weighed.weighings()):
        assert weighing.advice is not None
        assert columns["advice"][number] == (weighing.advice.advice or "")
        assert columns["possible_advice"][number] == "|".join(weighing.advice.possible)
        assert columns["deciding"][number] == "|".join(weighing.advice.deciding)
        for scale in weighing.scales:
            name = scale.scale.id
            assert (columns[f"{name}_low"][number], columns[f"{name}_high"][number]) == (as_points(scale.low), as_points(scale.high))
            assert columns[name][number] == (as_points(scale.low) if scale.low == scale.high else "")
            assert columns[f"{name}_band"][number] == (scale.band.id if scale.band else "" if scale.sufficient else INSUFFICIENT)
            assert columns[f"{name}_possible"][number] == "|".join(scale.possible)
        for criterion in weighing.criteria:
            assert columns[criterion.criterion.id][number] == criterion.truth.word
        for item in weighing.items:
            ends = [str(as_points(end)) for end in dict.fromkeys((item.low, item.high))]
            assert str(columns[item.item.id][number]) == "..".join(ends)


def test_a_workbook_holds_text_and_no_formula(tmp_path: Path) -> None:
    write_weighings(weighed_cases(), framework_file(), tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    assert sheet["A2"].value == "A-1"
    kinds = {column[0].value: {cell.data_type for cell in column[1:] if cell.value is not None} for column in sheet.iter_cols()}
    points = {f"{scale}{end}" for scale in ("risk", "strength") for end in ("", "_low", "_high")}
    assert {title for title, found in kinds.items() if found == {"n"}} == points
    assert all(found <= {"s"} for title, found in kinds.items() if title not in points)


def test_json_holds_whole_weighings_with_their_receipts(tmp_path: Path) -> None:
    write_weighings(weighed_cases(), framework_file(), tmp_path / "out.json")
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert data["trial"] == TRIAL
    assert list(data) == ["trial", "format", "kind", "framework", "program_version", "weighings"]
    assert (data["format"], data["kind"], data["program_version"]) == (1, "weighings", __version__)
    assert data["framework"] == {
        "id": framework().id,
        "version": framework().version,
        "sha256": SHA256,
        "name": "kader.yaml",
        "text": "format: 1\n",
    }
    assert [entry["case"] for entry in data["weighings"]] == ["A-1", "A-2", "A-3", "A-4"]
    assert data["weighings"][0]["receipt"]["framework_sha256"] == SHA256
    assert data["weighings"][1]["result"]["scales"]["risk"]["low"] == "1"
    busy = data["weighings"][1]["reasons"]["criteria"]["busy"]
    assert data["weighings"][1]["reasons"]["scales"]["risk"] == [{"difference": "1", "items": ["incidents"]}]
    assert busy == {"condition": {"item": "incidents", "at_least": 2}, "truth": "false"}
    assert data["weighings"][2]["reasons"]["lines"][1]["when"]["truth"] == "false"


def test_every_weighing_in_the_json_can_be_done_again_from_the_json_alone(tmp_path: Path) -> None:
    write_weighings(weighed_cases(), framework_file(), tmp_path / "out.json")
    for entry in json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["weighings"]:
        again = weigh_case(Tables.of(framework()), case_from(entry["data"]))
        assert result_data(again) == entry["result"]
        assert receipt(again, SHA256).data() == entry["receipt"]


def test_another_ending_is_refused_with_the_endings_that_can(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^out\.ods: Dit soort bestand kan ik niet schrijven\. Kies een naam die eindigt op"):
        write_weighings(weighed_cases(), framework_file(), tmp_path / "out.ods")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_table_has_its_columns_and_no_rows(tmp_path: Path) -> None:
    write_weighings(weigh(Tables.of(framework()), CaseTable.of([])), framework_file(), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").count("\n") == 1
