"""Cases that are written and read again are the same cases; free text only comes back where we wrote it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from triage import review
from triage.cases.case import NOT_APPLICABLE, UNKNOWN, Answer, Case, Fact
from triage.cases.intake import take_in
from triage.cases.read_table import read_tables
from triage.errors import InputError
from triage.exchange.cases import read_notes, with_notes, write_cases
from triage.framework.model import ChoiceItem, Item, YesNoItem
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period

FRAMEWORKS = Path(__file__).parent.parent.parent / "frameworks"
OPENED = review.open(FRAMEWORKS / "top60-ranking.yaml")
DAY = date(2026, 11, 1)
COUNTING = (AnswerStatus.ESTABLISHED, AnswerStatus.CONFIRMED, AnswerStatus.SIGNAL, AnswerStatus.CONTESTED)


def read_back(path: Path) -> tuple[Case, ...]:
    """The cases in a workbook, with their notes."""
    tables = read_tables(path)
    intake = take_in(tables.cases, OPENED.framework, facts=tables.facts, reference_date=DAY)
    assert intake.refused == ()
    return with_notes([intake.cases.case(number) for number in range(len(intake.cases))], read_notes(path))


def values_of(item: Item) -> some.SearchStrategy[str | Decimal]:
    """Answers a question can have."""
    if isinstance(item, YesNoItem):
        return some.sampled_from(["yes", "no"])
    if isinstance(item, ChoiceItem):
        return some.sampled_from([option.id for option in item.options])
    return some.integers(12, 23).map(Decimal)


periods = some.builds(Period.quarter, some.integers(2020, 2026), some.integers(1, 4)) | some.dates(date(2020, 1, 1), DAY).map(Period.day)
partners = some.none() | some.sampled_from(list(Partner))


@some.composite
def answers(draw: some.DrawFn) -> dict[str, Answer]:
    """Some answers to some questions."""
    items = draw(some.lists(some.sampled_from(OPENED.framework.questions), unique_by=lambda item: item.id, max_size=6))
    notes = some.sampled_from(["", "gezien door de school", "=1+1"])
    return {
        item.id: Answer(draw(values_of(item)), draw(some.sampled_from(COUNTING)), draw(some.none() | periods), draw(partners), draw(notes))
        for item in items
    }


facts = some.builds(
    Fact,
    some.sampled_from(OPENED.framework.facts),
    some.builds(Period.quarter, some.integers(2025, 2026), some.integers(1, 4)),
    some.sampled_from(list(FactStatus)),
    partners,
    some.booleans(),
)
cases = some.builds(
    Case, some.just("7K-4Q2"), some.dates(date(2026, 1, 1), DAY), answers(), some.none() | some.lists(facts, max_size=4).map(tuple)
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases)
def test_every_case_comes_back_as_it_was(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "casussen.xlsx"
    write_cases([case], OPENED.framework, path)
    assert read_back(path) == (case,)


def test_no_facts_and_nobody_looked_come_back_apart(tmp_path: Path) -> None:
    path = tmp_path / "casussen.xlsx"
    both = (Case("7K-4Q2", DAY, {"exploited": Answer("no")}, ()), Case("3M-8C5", DAY, {"exploited": Answer("no")}, None))
    write_cases(both, OPENED.framework, path)
    assert [case.facts for case in read_back(path)] == [(), None]


def test_an_unknown_answer_keeps_who_was_asked(tmp_path: Path) -> None:
    path = tmp_path / "casussen.xlsx"
    asked = Case("7K-4Q2", DAY, {"home": Answer(status=AnswerStatus.UNKNOWN, source=Partner.HOUSING, note="gevraagd")}, ())
    write_cases([asked], OPENED.framework, path)
    assert read_back(path) == (asked,)


def test_a_note_with_a_citizen_number_does_not_come_back(tmp_path: Path) -> None:
    path = tmp_path / "casussen.xlsx"
    write_cases([Case("7K-4Q2", DAY, {"home": Answer("fine", note="bsn 111222333")}, ())], OPENED.framework, path)
    assert read_notes(path) == {}


def test_another_file_has_no_notes(tmp_path: Path) -> None:
    path = tmp_path / "casussen.csv"
    path.write_text("case,age\n7K-4Q2,17\n", encoding="utf-8")
    assert read_notes(path) == {}
    assert with_notes([Case("7K-4Q2", DAY)], {}) == (Case("7K-4Q2", DAY),)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="bestaat niet"):
        write_cases([Case("7K-4Q2", DAY)], OPENED.framework, tmp_path / "weg" / "casussen.xlsx")


def test_nothing_is_written_as_a_formula(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "casussen.xlsx"
    write_cases([Case("7K-4Q2", DAY, {"home": Answer("fine", note="=1+1")}, ())], OPENED.framework, path)
    book = openpyxl.load_workbook(path)
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    assert NOT_APPLICABLE != UNKNOWN
