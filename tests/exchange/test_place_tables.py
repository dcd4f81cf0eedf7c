"""A list as a table: fixed columns, exact shares, and a JSON from which the whole list can be made again."""

from __future__ import annotations

import copy
import csv
import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.weighing.test_exact_meaning import COMPLETE, DAY, answer, framework
from triage import review
from triage.cases.case import Case
from triage.cases.intake import take_in
from triage.cases.read_table import read_table
from triage.cases.table import CaseTable
from triage.documents.replay import replay
from triage.errors import InputError
from triage.exchange.place_tables import LIST, Listing, list_data, listed_again, place_columns, write_places
from triage.exchange.tables import weighing_columns
from triage.framework.model import Framework
from triage.framework.read import FrameworkFile
from triage.weighing.envelope import TRIAL, head_data
from triage.weighing.place_firmness import Told
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh
from triage.wording import DUTCH

ROOT = Path(__file__).resolve().parent.parent.parent
FIRMNESS = [f"{what}_{end}" for end in ("low", "high") for what in ("held", "shared", "share", "span", "advice")]


def file_of(made: Framework) -> FrameworkFile:
    """A framework with bytes to name; that they are its text is of no matter to what is written here."""
    return FrameworkFile(made, b"format: 1\n", "kader.yaml")


SHA256 = file_of(framework()).sha256


def listing(places: int = 10, draws: int = 200, told: Told | None = None) -> Listing:
    opened = review.open(ROOT / "frameworks" / "top60-ranking.yaml")
    cases, facts = (read_table(ROOT / "examples" / name) for name in ("cases.csv", "facts.csv"))
    intake = take_in(cases, opened.framework, facts=facts, reference_date=date(2026, 11, 23))
    return Listing.of(opened.file, weigh(opened.tables, intake.cases), places, intake.held, draws=draws, seed=7, told=told)


def test_a_list_shows_state_places_share_and_keys() -> None:
    listed = framework(
        list={"places": 1, "eligible": ["regular"], "order": [{"band": "risk", "first": "high"}, {"scale": "strength", "first": "low"}]}
    )
    weighed = weigh(Tables.of(listed), CaseTable.of([Case(f"A-{k}", DAY, {i: answer(v) for i, v in COMPLETE.items()}, ()) for k in (1, 2)]))
    columns = place_columns(Listing.of(file_of(listed), weighed, draws=0))
    assert list(columns) == [
        *("case", "state", "best", "worst", "share", "risk_band", "strength", "near", "place_since", "review_due"),
        *FIRMNESS,
        *("framework", "version", "framework_sha256", "reference_date", "trial"),
    ]
    assert [tuple(column[0] for column in columns.values())] == [
        ("A-1", "shared", 1, 1, "1 op 2", "low", 2, "false", "", "", *[""] * 10, listed.id, listed.version, SHA256, DAY.isoformat(), TRIAL)
    ]


def test_a_level_about_which_too_little_is_known_is_said_so_in_the_list_as_in_the_weighing() -> None:
    listed = framework(list={"places": 1, "eligible": ["regular", "local"], "order": [{"band": "strength", "first": "high"}]})
    half = {item: answer(value) for item, value in COMPLETE.items() if item != "support"}
    weighed = weigh(Tables.of(listed), CaseTable.of([Case("A-1", DAY, half, ())]))
    assert list(weighing_columns(weighed, SHA256)["strength_band"]) == ["insufficient"]
    assert list(place_columns(Listing.of(file_of(listed), weighed, draws=0))["strength_band"]) == ["insufficient"]


def exact(text: str) -> Fraction:
    return Fraction(*map(int, text.split(" op ")))


def test_holders_stand_first_and_the_shares_of_the_others_are_the_free_places(tmp_path: Path) -> None:
    write_places(listing(), tmp_path / "lijst.csv")
    with (tmp_path / "lijst.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["case"], row["state"], row["place_since"], row["review_due"]) for row in rows[:3]] == [
        ("6C-2TM", "holds", "2026-Q1", "true"),
        ("8D-8M3", "leaves", "2026-Q1", "true"),
        ("J7-M54", "holds", "2026-Q3", "false"),
    ]
    for row in rows[:3]:
        assert [row[name] for name in ("best", "worst", "share", "near", "held_low", "shared_low", "share_low")] == [""] * 7
        assert row["advice_low"] == "200 op 200"
    assert {row["state"] for row in rows[3:]} == {"certain", "shared", "below"}
    assert sum(exact(row["share"]) for row in rows[3:]) == 8
    assert all(row["held_high"].endswith(" op 200") for row in rows[3:])


def test_no_cell_of_a_list_could_be_taken_for_a_formula_or_a_date() -> None:
    columns = place_columns(listing())
    texts = [cell for column in columns.values() for cell in column if isinstance(cell, str)]
    assert not [text for text in texts if text[:1] in "=+-@/" and text]
    assert not [text for text in texts if "/" in text]


def test_a_list_made_again_from_its_json_alone_is_the_same(tmp_path: Path) -> None:
    write_places(listing(), tmp_path / "lijst.json")
    content = (tmp_path / "lijst.json").read_bytes()
    data = json.loads(content)
    assert (data["format"], data["kind"]) == (1, "list")
    assert {name: data["list"][name] for name in ("draws", "seed", "places", "free")} == {"draws": 200, "seed": 7, "places": 10, "free": 8}
    assert set(data["framework"]) == {"id", "version", "name", "sha256", "text"}
    assert replayed(data) == []


CHANGES: list[tuple[list[Any], object, str]] = [
    (["list", "rows", 5, "state"], "below", "kolom state: opnieuw gemaakt komt er iets anders uit"),
    (["list", "rows", 5, "held_low"], "200 op 200", "kolom held_low: opnieuw gemaakt komt er iets anders uit"),
    (["list", "seed"], 8, "kolom held_low: opnieuw gemaakt komt er iets anders uit"),
    (["list", "places"], 11, "kolom state: opnieuw gemaakt komt er iets anders uit"),
    (["list", "free"], 9, "free: opnieuw gemaakt komt er iets anders uit"),
    (["list", "held"], {}, "Casus 6C-2TM: staat alleen in het bestand."),
    (["list", "extra"], 1, "Er staat iets te veel of te weinig bij de lijst."),
    (["list", "cases", 0, "answers", "age", "value"], "19", "Casus 4C-H9W: de SHA-256 in het bestand is niet die van de gegevens."),
    (["list", "cases", 0, "reference_date"], "2026-11-24", "Casus 4C-H9W: de SHA-256 in het bestand is niet die van de gegevens."),
    (["list", "case_sha256", "4C-H9W"], "ab", "Casus 4C-H9W: de SHA-256 in het bestand is niet die van de gegevens."),
    (["list", "case_sha256"], {}, "Casus 4C-H9W: de SHA-256 in het bestand is niet die van de gegevens."),
    (["list", "cases", 0, "extra"], 1, "cases: opnieuw gemaakt komt er iets anders uit"),
    (["framework", "sha256"], "ab", "het moet zijn"),
    (["list", "filled", "low"], 1, "filled: opnieuw gemaakt komt er iets anders uit"),
    (["trial"], "", "Bovenaan het bestand staat niet dat het een proef is."),
]


def replayed(data: Any) -> list[str]:
    content = json.dumps(data, ensure_ascii=False).encode("utf-8")
    return [DUTCH.say(line) for line in replay(content, others={LIST: listed_again}).differences]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("lijst") / "lijst.json"
    write_places(listing(), path)
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("path", "value", "said"), CHANGES)
def test_whatever_was_changed_in_the_json_is_said(written: Any, path: list[Any], value: object, said: str) -> None:
    data = copy.deepcopy(written)
    *inner, last = path
    part = data
    for key in inner:
        part = part[key]
    part[last] = value
    assert any(said in line for line in replayed(data)), replayed(data)


def test_cases_in_another_order_are_said(written: Any) -> None:
    data = copy.deepcopy(written)
    data["list"]["rows"].reverse()
    assert replayed(data) == ["De casussen staan in een andere volgorde."]


def test_a_truth_value_in_the_place_of_a_number_is_said(written: Any) -> None:
    data = copy.deepcopy(written)
    row = next(row for row in data["list"]["rows"] if row["best"] == 1)
    row["best"] = True
    assert replayed(data) == [f"Casus {row['case']}, kolom best: opnieuw gemaakt komt er iets anders uit."]


@pytest.mark.parametrize(
    "change",
    [
        {"draws": 10**12},
        {"draws": -1},
        {"places": -1},
        {"seed": -1},
        {"seed": True},
        {"cases": 3},
        {"rows": None},
        {"held": []},
        {"case_sha256": 3},
    ],
)
def test_json_of_something_else_is_no_list(written: Any, change: dict[str, object]) -> None:
    with pytest.raises(InputError, match="niet de vorm"):
        replayed({**written, "list": {**written["list"], **change}})


def test_without_recalculations_the_columns_of_firmness_are_empty() -> None:
    bare = listing(draws=0)
    assert bare.firmness is None
    columns = place_columns(bare)
    assert {cell for name in FIRMNESS for cell in columns[name]} == {""}
    made = {**head_data(bare.file, LIST), LIST: list_data(bare)}
    assert replayed(made) == []
    assert replayed({**made, LIST: {**made[LIST], "seed": 8}}) == ["seed: opnieuw gemaakt komt er iets anders uit."]


def test_a_list_that_nothing_recalculates_states_no_recalculations_that_nobody_could_check() -> None:
    opened = review.open(ROOT / "frameworks" / "top600-criteria.yaml")
    case = Case("A-1", date(2026, 11, 23), {}, ())
    made = {**head_data(opened.file, LIST), LIST: list_data(Listing.of(opened.file, weigh(opened.tables, CaseTable.of([case])), draws=500))}
    assert (made[LIST]["draws"], made[LIST]["seed"]) == (0, 0)
    assert replayed({**made, LIST: {**made[LIST], "draws": 500}}) == ["draws: opnieuw gemaakt komt er iets anders uit."]


def test_a_row_or_case_that_stands_there_twice_is_said(written: Any) -> None:
    data = copy.deepcopy(written)
    data["list"]["rows"].insert(0, {**data["list"]["rows"][0], "state": "certain"})
    assert replayed(data) == ["Een casus heeft meer dan één rij."]
    data = copy.deepcopy(written)
    data["list"]["cases"].append(data["list"]["cases"][0])
    assert replayed(data) == ["Een casus staat er vaker in."]


def test_an_answer_to_a_question_that_the_framework_does_not_ask_is_said(written: Any) -> None:
    data = copy.deepcopy(written)
    answers = data["list"]["cases"][0]["answers"]
    answers["nothing"] = answers["age"]
    assert "Een casus heeft antwoorden op vragen die het kader niet stelt." in replayed(data)


@pytest.mark.parametrize(("where", "value"), [("note", "anders"), ("as_of", "2026-Q3")])
def test_a_change_in_a_case_that_moves_nobody_is_said(written: Any, where: str, value: str) -> None:
    data = copy.deepcopy(written)
    data["list"]["cases"][0]["answers"]["age"][where] = value
    assert any("SHA-256" in line for line in replayed(data))


@pytest.mark.parametrize("code", [1e308, 3, None])
def test_a_row_whose_case_is_no_text_is_no_list(written: Any, code: object) -> None:
    data = copy.deepcopy(written)
    data["list"]["rows"][0]["case"] = code
    with pytest.raises(InputError, match="niet de vorm"):
        replayed(data)


def test_what_is_equal_for_python_but_written_otherwise_is_said(written: Any) -> None:
    data = copy.deepcopy(written)
    data["list"]["free"] = float(data["list"]["free"])
    data["list"]["rows"][0]["extra"] = None
    data["list"]["held"]["nobody"] = "2026-Q1"
    code = data["list"]["rows"][0]["case"]
    assert replayed(data) == [
        "Er heeft 1 casus een plaats die niet in de lijst staat.",
        f"Casus {code}, kolom extra: opnieuw gemaakt komt er iets anders uit.",
        "free: opnieuw gemaakt komt er iets anders uit.",
    ]


@pytest.mark.parametrize("number", ["1E+999999999", "1E-999999999", "NaN", "sNaN", "Infinity", "9" * 3_000])
def test_a_number_that_no_answer_can_be_is_no_list(written: Any, number: str) -> None:
    data = copy.deepcopy(written)
    data["list"]["cases"][0]["answers"]["age"]["value"] = number
    with pytest.raises(InputError, match="niet de vorm"):
        replayed(data)


def test_more_recalculations_than_can_be_waited_for_are_no_list(written: Any) -> None:
    cases = [{**written["list"]["cases"][0], "case": f"A-{number}"} for number in range(4_000)]
    with pytest.raises(InputError, match="niet de vorm"):
        replayed({**written, "list": {**written["list"], "cases": cases, "draws": 100_000}})


def test_the_bar_of_a_list_goes_on_while_items_move_alone() -> None:
    heard: list[float] = []
    listing(draws=200, told=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1
    assert sum(0.5 < share < 1 for share in heard) > 3
