"""Public instruments give the scores of their tables: every row of points, every conversion, every worked example.

The tables stand in `tests/data/instruments/`, each with its sources, and are added up here by a few lines that know nothing of the program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from triage import review
from triage.cases.case import Answer, Case
from triage.cases.table import CaseTable
from triage.framework.vocabulary import AnswerStatus
from triage.weighing.result import Truth, Weighing
from triage.weighing.weigh import Weighed, weigh, weigh_case

DATA = Path(__file__).parent.parent / "data"
DAY = date(2026, 11, 30)
NOT_ASKED = Answer(None, AnswerStatus.NOT_APPLICABLE)
SCREENED_FIRST = ("work_skills", "reading_writing_numeracy", "learning_difficulties", "qualifications")

Person = Mapping[str, int]
"""Answers by item: 1 and 0 for yes and no."""

PSA_ITEMS = (
    "age",
    "violent_now",
    "pending",
    "prior_misdemeanor",
    "prior_felony",
    "prior_violent",
    "fta_2y",
    "fta_old",
    "incarceration",
)
PSA_ROWS: Mapping[str, Callable[[Person], bool]] = {
    "pending charge": lambda p: p["pending"] == 1,
    "any prior conviction": lambda p: p["prior_misdemeanor"] + p["prior_felony"] > 0,
    "failure to appear last 2 years: 1": lambda p: p["fta_2y"] == 1,
    "failure to appear last 2 years: 2 or more": lambda p: p["fta_2y"] >= 2,
    "failure to appear older than 2 years": lambda p: p["fta_old"] == 1,
    "age 22 or younger": lambda p: p["age"] <= 22,
    "prior misdemeanor conviction": lambda p: p["prior_misdemeanor"] == 1,
    "prior felony conviction": lambda p: p["prior_felony"] == 1,
    "prior violent convictions: 1 or 2": lambda p: p["prior_violent"] in (1, 2),
    "prior violent convictions: 3 or more": lambda p: p["prior_violent"] >= 3,
    "prior sentence to incarceration": lambda p: p["incarceration"] == 1,
    "current violent offense": lambda p: p["violent_now"] == 1,
    "current violent offense and 20 or younger": lambda p: p["violent_now"] == 1 and p["age"] <= 20,
}
"""When each row of the table counts."""

CHADS2_ROWS: Mapping[str, Callable[[Person], bool]] = {
    "congestive heart failure": lambda p: p["heart_failure"] == 1,
    "hypertension": lambda p: p["hypertension"] == 1,
    "age 75+": lambda p: p["age"] >= 75,
    "diabetes": lambda p: p["diabetes"] == 1,
    "stroke, TIA or embolism": lambda p: p["stroke"] == 1,
}
CHADS2_PEOPLE = {
    "woman, 76, hypertension, diabetes": {"age": 76, "hypertension": 1, "diabetes": 1},
    "man, 64, nothing": {"age": 64},
    "woman, 65, nothing": {"age": 65},
    "man, 75, earlier stroke": {"age": 75, "stroke": 1},
}


def table(name: str) -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe").load((DATA / "instruments" / f"{name}.yaml").read_text("utf-8"))
    return read


@cache
def instrument(name: str) -> review.OpenFramework:
    return review.open(DATA / "frameworks" / f"{name}.yaml")


def case(name: str, person: Person) -> Case:
    """The case of a person: the numbers of the framework as numbers, the rest as yes and no."""
    kinds = {item.id: item.kind for item in instrument(name).framework.questions}
    said = {item: ("no", "yes")[value] if kinds[item] == "yes_no" else Decimal(value) for item, value in person.items()}
    return Case("A-1", DAY, {item: Answer(value) for item, value in said.items()}, None)


def score(weighing: Weighing, scale: str) -> int:
    """The certain score of a scale in whole points."""
    result = weighing.scale(scale)
    assert result.low == result.high
    assert result.low % 1000 == 0
    return result.low // 1000


def scores(weighed: Weighed, scale: str) -> list[int]:
    """The certain scores of a whole table in whole points."""
    sums, unit = weighed.counted.sums(scale), weighed.tables.unit
    assert sums.low.tolist() == sums.high.tolist()
    return [int(low) * unit // 1000 for low in sums.low]


def truth(weighing: Weighing, criterion: str) -> Truth:
    return next(result.truth for result in weighing.criteria if result.criterion.id == criterion)


def everybody() -> Iterator[dict[str, int]]:
    """Every person the safety assessment can tell apart, on both sides of every border of age."""
    flag = (0, 1)
    ages, violent, missed = (20, 21, 22, 23), (0, 1, 2, 3, 4), (0, 1, 2, 3)
    for values in product(ages, flag, flag, flag, flag, violent, missed, flag, flag):
        yield dict(zip(PSA_ITEMS, values, strict=True))


def psa_scale(name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(scale for key, scale in table("psa")["scales"].items() if key.startswith(f"{name.upper()} "))
    return found


def scaled(conversion: Mapping[object, int], raw: int) -> int:
    """The level of a raw score: a row is one number or a range such as `9-13`."""
    for row, level in conversion.items():
        low, _dash, high = str(row).partition("-")
        if int(low) <= raw <= int(high or low):
            return level
    raise AssertionError(f"no row for {raw}")


@pytest.mark.parametrize("name", ["psa", "chads", "lds", "pmml-scorecards"])
def test_every_table_names_a_source_that_was_read(name: str) -> None:
    assert [source["where"] for source in table(name)["sources"] if source["status"] == "found"]


def test_the_rows_that_are_looked_at_are_the_rows_of_the_tables() -> None:
    assert {row for name in ("fta", "nca", "nvca") for row in psa_scale(name)["points"]} == set(PSA_ROWS)
    assert set(table("chads")["CHADS2"]) == set(CHADS2_ROWS)


def test_the_safety_assessment_gives_the_tabled_sum_to_every_person() -> None:
    people = list(everybody())
    weighed = weigh(instrument("psa").tables, CaseTable.of([case("psa", person) for person in people]))
    for name in ("fta", "nca", "nvca"):
        scale = psa_scale(name)
        expected = [sum(points for row, points in scale["points"].items() if PSA_ROWS[row](person)) for person in people]
        assert scores(weighed, name) == expected
        assert set(expected) == set(range(scale["max_raw"] + 1))


@pytest.mark.parametrize("name", ["fta", "nca"])
def test_every_raw_score_gets_the_level_of_the_conversion_table(name: str) -> None:
    scale, shown = psa_scale(name), dict[int, str]()
    for person in everybody():
        raw = sum(points for row, points in scale["points"].items() if PSA_ROWS[row](person))
        if raw not in shown:
            band = weigh_case(instrument("psa").tables, case("psa", person)).scale(name).band
            assert band is not None
            shown[raw] = band.id
    assert shown == {raw: str(scaled(scale["raw_to_scaled"], raw)) for raw in range(scale["max_raw"] + 1)}


@pytest.mark.parametrize("row", table("psa")["worked_examples"], ids=str)
def test_the_safety_assessment_gives_every_worked_example(row: dict[str, Any]) -> None:
    weighing, expected = weigh_case(instrument("psa").tables, case("psa", row["input"])), row["expected"]
    given = {f"{name}_raw": score(weighing, name) for name in ("fta", "nca", "nvca")}
    bands = {f"{name}_scaled": weighing.scale(name).band for name in ("fta", "nca")}
    given |= {name: int(band.id) for name, band in bands.items() if band is not None}
    assert {**given, "nvca_flag": truth(weighing, "violence_flag") is Truth.TRUE} == expected


def test_chads2_gives_the_tabled_sum_and_level_to_every_patient() -> None:
    low, moderate, high = re.findall(r"(\w+) \d", table("chads")["levels"])
    for age, *flags in product((64, 65, 74, 75, 76), *[(0, 1)] * 4):
        person = {"age": age, **dict(zip(("heart_failure", "hypertension", "diabetes", "stroke"), flags, strict=True))}
        weighing = weigh_case(instrument("chads2").tables, case("chads2", person))
        expected = sum(points for row, points in table_chads2().items() if CHADS2_ROWS[row](person))
        band = weighing.scale("chads2").band
        assert score(weighing, "chads2") == expected
        assert band is not None
        assert band.id == (low, moderate, high)[min(expected, 2)]


@cache
def table_chads2() -> dict[str, int]:
    points: dict[str, int] = table("chads")["CHADS2"]
    return points


@pytest.mark.parametrize("row", table("chads")["worked_examples"], ids=str)
def test_chads2_gives_every_worked_example(row: dict[str, Any]) -> None:
    person = {"heart_failure": 0, "hypertension": 0, "diabetes": 0, "stroke": 0, **CHADS2_PEOPLE[row["input"]]}
    assert score(weigh_case(instrument("chads2").tables, case("chads2", person)), "chads2") == row["expected"]["CHADS2"]


def screened(row: Mapping[str, Any], empty: Answer | None) -> Weighing:
    """A row of the learning screen; `empty` stands where the row has no answer."""
    words = {True: "yes", False: "no"}
    said = {item: empty if value is None else Answer(words.get(value, value)) for item, value in row.items()}
    answers = {item: answer for item, answer in said.items() if answer is not None}
    return weigh_case(instrument("lds").tables, Case("A-1", DAY, answers, None))


LDS = table("lds")["worked_examples"]
SCORED = [row for row in LDS if isinstance(row["expected"], dict)]
COMPLETE = [row for row in LDS if None not in row["input"].values()]
UNSCORED = [row for row in LDS if row["expected"] == "not enough answers"]


def test_every_official_row_of_the_learning_screen_is_looked_at() -> None:
    assert (len(LDS), len(SCORED), len(UNSCORED), len(COMPLETE)) == (13, 9, 4, 2)


@pytest.mark.parametrize("row", COMPLETE, ids=str)
def test_the_learning_screen_gives_the_score_of_every_complete_row(row: dict[str, Any]) -> None:
    weighing = screened(row["input"], empty=None)
    assert score(weighing, "lds") == row["expected"]["subtotal"]
    assert truth(weighing, f"score_{row['expected']['score']}") is Truth.TRUE


@pytest.mark.parametrize("row", SCORED, ids=str)
def test_an_item_the_screen_leaves_empty_counts_zero_when_it_is_called_not_applicable(row: dict[str, Any]) -> None:
    weighing, expected = screened(row["input"], empty=NOT_ASKED), row["expected"]
    assert score(weighing, "lds") == expected["subtotal"]
    assert [truth(weighing, f"score_{n}") is Truth.TRUE for n in range(3)] == [n == expected["score"] for n in range(3)]
    assert truth(weighing, "inconsistent") is Truth.FALSE


@pytest.mark.parametrize("row", SCORED, ids=str)
def test_an_item_left_unknown_never_excludes_the_tabled_score(row: dict[str, Any]) -> None:
    weighing = screened(row["input"], empty=None)
    assert weighing.scale("lds").low <= 1000 * row["expected"]["subtotal"] <= weighing.scale("lds").high
    assert truth(weighing, f"score_{row['expected']['score']}") is not Truth.FALSE


@pytest.mark.parametrize("row", UNSCORED, ids=str)
def test_too_few_answers_give_no_score(row: dict[str, Any]) -> None:
    weighing = screened(row["input"], empty=NOT_ASKED)
    assert sum(row["input"][item] is not None for item in SCREENED_FIRST) < 3
    assert truth(weighing, "enough_answers") is Truth.FALSE
    assert {truth(weighing, f"score_{n}") for n in range(3)} == {Truth.FALSE}


def test_the_learning_screen_gives_the_tabled_points_to_every_answer_and_the_tabled_level_to_every_sum() -> None:
    items: dict[str, dict[str, int]] = table("lds")["items"]
    bands = table("lds")["bands"]
    rows = list(product(*(points.items() for points in items.values())))
    answers = [{item: Answer(word) for item, (word, _points) in zip(items, row, strict=True)} for row in rows]
    cases = [Case(f"A-{number}", DAY, said, None) for number, said in enumerate(answers)]
    weighed = weigh(instrument("lds").tables, CaseTable.of(cases))
    sums = [sum(points for _word, points in row) for row in rows]
    assert scores(weighed, "lds") == sums
    for total in set(sums):
        (level,) = [band["score"] for band in bands if band["min"] <= total <= band["max"]]
        assert truth(weighed.weighing(sums.index(total)), f"score_{level}") is Truth.TRUE
    assert set(sums) == set(range(max(band["max"] for band in bands) + 1))


def test_reading_answered_without_its_general_question_is_called_inconsistent() -> None:
    row = {**SCORED[0]["input"], "reading_writing_numeracy": None}
    assert truth(screened(row, empty=NOT_ASKED), "inconsistent") is Truth.TRUE
