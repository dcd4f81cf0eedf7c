"""Reasons come out as in the scorecards of the PMML standard and of Drools, re-typed in `tests/data/instruments/pmml-scorecards.yaml`.

The frameworks stand in `tests/data/frameworks/` and take the whole road: read, weigh, reasons.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from tests.weighing.test_instruments import DAY, instrument, table
from triage.cases.case import Answer, Case
from triage.errors import InputError
from triage.framework.read import read
from triage.weighing.reasons import reasons
from triage.weighing.result import ScaleResult
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case

CARDS = table("pmml-scorecards")


def weighed(name: str, row: dict[str, Any]) -> ScaleResult:
    """The one scale of a card, for a row of input."""
    answers = {item: Answer(value if isinstance(value, str) else Decimal(str(value))) for item, value in row["input"].items()}
    return weigh_case(instrument(name).tables, Case("A-1", DAY, answers, None)).scale("score")


def said(scale: ScaleResult) -> list[list[str]]:
    return [[result.item.id for result in reason.items] for reason in reasons(scale)]


def points_of(name: str) -> dict[str, tuple[list[int], int | None]]:
    """Per item of a card its points in the order of the file and its baseline, in whole points."""
    found = {}
    for item in instrument(name).framework.items:
        steps = item.options if item.kind == "choice" else item.points  # type: ignore[union-attr]
        found[item.id] = ([(step.points or 0) // 1000 for step in steps], None if item.baseline is None else item.baseline // 1000)  # type: ignore[union-attr]
    return found


def test_the_card_of_the_standard_has_the_tabled_points_and_baselines() -> None:
    card = CARDS["dmg_sample"]
    for row in card["characteristics"]:
        points, baseline = points_of("dmg-sample")[row["id"]]
        tabled = [given for answer, given in row["points"].items() if row["id"] == "department" or answer != "missing"]
        assert (points, baseline) == (tabled, row["baseline"])


def test_the_card_of_drools_has_the_tabled_points_and_baselines() -> None:
    card = CARDS["drools_simple"]
    tabled = {row["id"]: (list(row["points"].values()), row["baseline"]) for row in card["characteristics"]}
    assert points_of("drools-simple") == {"initial_score": ([card["initial_score"]], None), **tabled}


@pytest.mark.parametrize("row", CARDS["dmg_sample"]["worked_examples"], ids=str)
def test_the_sample_of_the_standard_gives_its_score_and_reasons(row: dict[str, Any]) -> None:
    scale, codes = weighed("dmg-sample", row), {"department": "RC1", "age": "RC2", "income": "RC3"}
    assert scale.low == scale.high == 1000 * row["expected"]["score"]
    assert [[codes[item] for item in tied] for tied in said(scale)] == [[code] for code in row["expected"]["reasons"]]


@pytest.mark.parametrize("row", CARDS["drools_simple"]["worked_examples"], ids=str)
def test_the_card_of_drools_gives_its_score_and_reasons_and_shows_a_tie_as_a_tie(row: dict[str, Any]) -> None:
    scale, expected = weighed("drools-simple", row), row["expected"]
    assert scale.low == scale.high == 1000 * expected["score"]
    assert [item.capitalize() for tied in said(scale) for item in tied] == expected["reasons"]
    assert [reason.difference for reason in reasons(scale)] == [16_000] * bool(expected["reasons"])


def test_a_code_per_answer_is_not_said_for_every_item_is_its_own_reason() -> None:
    """The standard lets an answer have a reason code of its own (RC2_3). In format 1 the reason is the item, with its answer beside it."""
    (row,) = CARDS["dmg_sample"]["worked_examples"]
    scale = weighed("dmg-sample", row)
    strongest = reasons(scale)[0].items[0]
    codes = CARDS["dmg_sample"]["characteristics"][1]["attribute_reason_codes"]
    place = [points.points for points in strongest.item.points].index(strongest.low)  # type: ignore[union-attr]
    assert codes[1 + place] == row["expected"]["reasons_attribute_level"][0]


@pytest.mark.parametrize("row", CARDS["complex_partial"]["worked_examples"], ids=str)
def test_points_by_a_formula_cannot_be_said_and_are_refused(row: dict[str, Any]) -> None:
    """Two of the four rows have fixed points and come out; the others need a formula, which is no framework (format 1, rule 1)."""
    steps = CARDS["complex_partial"]["income_points"]
    given = next(points for step, points in steps.items() if _within(step, row["income"]))
    base = [int(number) for number in re.findall(r"-\d+", CARDS["complex_partial"]["base"])]
    items = "".join(f"  - {{id: part{n}, kind: derived, scale: s, points: [{{points: {p}}}]}}\n" for n, p in enumerate([*base, given]))
    content = f'format: 1\nid: x\nversion: "1.0.0"\nuse: test\ntitle: {{nl: x}}\nscales: [{{id: s, role: need}}]\nitems:\n{items}'
    if isinstance(given, str):
        with pytest.raises(InputError):
            read(content.encode(), "kader.yaml")
        return
    framework = read(content.encode(), "kader.yaml").framework
    weighing = weigh_case(Tables.of(framework), Case("A-1", DAY, {}, None))
    assert weighing.scale("s").score == 1000 * row["score"]


def _within(step: str, income: int | None) -> bool:
    if income is None or step == "missing":
        return income is None and step == "missing"
    low, high = re.search(r"> (\d+)", step), re.search(r"<= (\d+)", step)
    return (low is None or income > int(low[1])) and (high is None or income <= int(high[1]))
