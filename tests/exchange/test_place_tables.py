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
from triage.exchange.place_tables import Listing, list_data, listed_again, place_columns, write_places
from triage.exchange.tables import TRIAL, weighing_columns
from triage.weighing.places import place_list
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh
from triage.wording import DUTCH

ROOT = Path(__file__).resolve().parent.parent.parent
FIRMNESS = [f"{what}_{end}" for end in ("low", "high") for what in ("held", "shared", "share", "span", "advice")]


def listing(places: int = 10, draws: int = 200) -> Listing:
    opened = review.open(ROOT / "frameworks" / "top60-ranking.yaml")
    cases, facts = (read_table(ROOT / "examples" / name) for name in ("cases.csv", "facts.csv"))
    intake = take_in(cases, opened.framework, facts=facts, reference_date=date(2026, 11, 23))
    return Listing.of(opened.file, weigh(opened.tables, intake.cases), places, intake.held, draws=draws, seed=7)


def test_a_list_shows_state_places_share_and_keys() -> None:
    listed = framework(
        list={"places": 1, "eligible": ["regular"], "order": [{"band": "risk", "first": "high"}, {"scale": "strength", "first": "low"}]}
    )
    weighed = weigh(Tables.of(listed), CaseTable.of([Case(f"A-{k}", DAY, {i: answer(v) for i, v in COMPLETE.items()}, ()) for k in (1, 2)]))
    assert listed.places is not None
    columns = place_columns(place_list(weighed, listed.places))
    assert list(columns) == [
        *("case", "state", "best", "worst", "share", "risk_band", "strength", "near", "place_since", "review_due"),
        *FIRMNESS,
        "trial",
    ]
    assert [tuple(column[0] for column in columns.values())] == [
        ("A-1", "shared", 1, 1, "1 op 2", "low", 2, "false", "", "", *[""] * 10, TRIAL)
    ]


def test_a_level_about_which_too_little_is_known_is_said_so_in_the_list_as_in_the_weighing() -> None:
    listed = framework(list={"places": 1, "eligible": ["regular", "local"], "order": [{"band": "strength", "first": "high"}]})
    half = {item: answer(value) for item, value in COMPLETE.items() if item != "support"}
    weighed = weigh(Tables.of(listed), CaseTable.of([Case("A-1", DAY, half, ())]))
    assert listed.places is not None
    assert list(weighing_columns(weighed)["strength_band"]) == ["insufficient"]
    assert list(place_columns(place_list(weighed, listed.places))["strength_band"]) == ["insufficient"]


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
    columns = place_columns(listing().found, listing().firmness)
    texts = [cell for column in columns.values() for cell in column if isinstance(cell, str)]
    assert not [text for text in texts if text[:1] in "=+-@/" and text]
    assert not [text for text in texts if "/" in text]


def test_a_list_made_again_from_its_json_alone_is_the_same(tmp_path: Path) -> None:
    write_places(listing(), tmp_path / "lijst.json")
    data = json.loads((tmp_path / "lijst.json").read_text(encoding="utf-8"))
    assert (data["format"], data["kind"], data["draws"], data["seed"], data["places"], data["free"]) == (1, "list", 200, 7, 10, 8)
    assert set(data["framework"]) == {"id", "version", "name", "sha256", "text"}
    assert listed_again(data) == []


CHANGES: list[tuple[list[Any], object, str]] = [
    (["list", 5, "state"], "below", "kolom state: opnieuw gemaakt komt er iets anders uit"),
    (["list", 5, "held_low"], "200 op 200", "kolom held_low: opnieuw gemaakt komt er iets anders uit"),
    (["seed"], 8, "kolom held_low: opnieuw gemaakt komt er iets anders uit"),
    (["places"], 11, "kolom state: opnieuw gemaakt komt er iets anders uit"),
    (["free"], 9, "free: opnieuw gemaakt komt er iets anders uit"),
    (["held"], {}, "Casus 6C-2TM: staat alleen in het bestand."),
    (["framework", "sha256"], "ab", "Kader, sha256: staat er anders dan de tekst van het kader zelf zegt."),
    (["filled", "low"], 1, "filled: opnieuw gemaakt komt er iets anders uit"),
    (["trial"], "", "trial: opnieuw gemaakt komt er iets anders uit"),
]


@pytest.fixture(scope="module")
def written() -> Any:
    return json.loads(json.dumps(list_data(listing())))


@pytest.mark.parametrize(("path", "value", "said"), CHANGES)
def test_whatever_was_changed_in_the_json_is_said(written: Any, path: list[Any], value: object, said: str) -> None:
    data = copy.deepcopy(written)
    *inner, last = path
    part = data
    for key in inner:
        part = part[key]
    part[last] = value
    assert any(said in DUTCH.say(line) for line in listed_again(data))


def test_cases_in_another_order_are_said(written: Any) -> None:
    data = copy.deepcopy(written)
    data["list"].reverse()
    assert [DUTCH.say(line) for line in listed_again(data)] == ["De casussen staan in een andere volgorde."]


@pytest.mark.parametrize("change", [{"format": 2}, {"kind": "weigh"}, {"draws": 10**12}, {"draws": -1}, {"places": -1}, {"seed": -1}])
def test_json_of_something_else_is_no_list(written: Any, change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not a list"):
        listed_again({**written, **change})


def test_without_recalculations_the_columns_of_firmness_are_empty() -> None:
    bare = listing(draws=0)
    assert bare.firmness is None
    columns = place_columns(bare.found, bare.firmness)
    assert {cell for name in FIRMNESS for cell in columns[name]} == {""}
    assert listed_again(json.loads(json.dumps(list_data(bare)))) == []
