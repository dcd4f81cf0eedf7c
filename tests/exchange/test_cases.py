"""Cases that are written and read again are the same cases; free text only comes back where we wrote it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook

from tests.cases.making import framework, xlsx
from triage import review
from triage.cases.case import NOT_APPLICABLE, UNKNOWN, Answer, Case, Fact, before_twelve
from triage.cases.intake import take_in
from triage.cases.read_table import read_tables
from triage.errors import InputError
from triage.exchange.cases import read_notes, with_notes, write_cases
from triage.framework.model import ChoiceItem, Item, YesNoItem
from triage.framework.registry import read_registry
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.wording import DUTCH

FRAMEWORKS = Path(__file__).parent.parent.parent / "frameworks"
OPENED = review.open(FRAMEWORKS / "top60-ranking.yaml")
DAY = date(2026, 11, 1)
COUNTING = (AnswerStatus.ESTABLISHED, AnswerStatus.CONFIRMED, AnswerStatus.SIGNAL, AnswerStatus.CONTESTED)


def read_back(path: Path) -> tuple[Case, ...]:
    """The cases in a workbook, with their notes."""
    tables = read_tables(path)
    intake = take_in(tables.cases, OPENED.framework, facts=tables.facts, reference_date=DAY)
    assert intake.refused == ()
    notes, dropped = read_notes(path)
    assert dropped == ()
    noted, without_place = with_notes([intake.cases.case(number) for number in range(len(intake.cases))], notes, OPENED.framework)
    assert without_place == ()
    return noted


def notes_said(path: Path) -> tuple[dict[tuple[str, str], str], list[str]]:
    """The notes in a workbook and what is told about the others."""
    notes, dropped = read_notes(path)
    return dict(notes), [DUTCH.say(message) for message in dropped]


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
).filter(lambda case: not any(before_twelve(fact, case.answer("age"), case.reference_date) for fact in case.facts or ()))


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
    assert notes_said(path) == ({}, ["1 toelichting is weggelaten: er staat een herkenbaar gegeven in."])


def test_another_file_has_no_notes(tmp_path: Path) -> None:
    path = tmp_path / "casussen.csv"
    path.write_text("case,age\n7K-4Q2,17\n", encoding="utf-8")
    assert read_notes(path) == ({}, ())
    assert with_notes([Case("7K-4Q2", DAY)], {}, OPENED.framework) == ((Case("7K-4Q2", DAY),), ())


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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(decimals=some.integers(0, 3), thousandths=some.integers(-1_000_000, 1_000_000))
@example(decimals=3, thousandths=2125)
def test_every_number_comes_back_exactly(decimals: int, thousandths: int, tmp_path: Path) -> None:
    own = framework([{"id": "index", "kind": "number", "decimals": decimals, "range": [-1_000_000, 1_000_000]}], facts=())
    value = Decimal(thousandths).scaleb(-decimals)
    path = tmp_path / "casussen.xlsx"
    write_cases([Case("7K-4Q2", DAY, {"index": Answer(value)})], own, path)
    intake = take_in(read_tables(path).cases, own, reference_date=DAY)
    assert intake.refused == ()
    assert intake.cases.case(0).answers["index"].value == value


NOTES_HEAD = ["bij casus", "bij vraag", "toelichting"]


def workbook_with_notes(path: Path, *rows: list[str]) -> Path:
    """A workbook with nothing but a sheet of notes, the header first."""

    def named(book: Workbook) -> None:
        book.worksheets[0].title = "Toelichtingen"

    path.write_bytes(xlsx(*rows, then=named))
    return path


def test_notes_that_are_left_out_are_counted_by_reason_and_never_repeated(tmp_path: Path) -> None:
    rows = [["a-1", "home", "x" * 2001], ["a-2", "home", "bel 06-12345678"], ["a-3", "home", "oud"], ["a-3", "home", "nieuw"]]
    assert notes_said(workbook_with_notes(tmp_path / "a.xlsx", NOTES_HEAD, *rows)) == (
        {("a-3", "home"): "nieuw"},
        [
            "1 toelichting is weggelaten: de rij is niet goed te lezen of te lang.",
            "1 toelichting is weggelaten: er staat een herkenbaar gegeven in.",
            "1 toelichting is weggelaten: bij dezelfde vraag staat er lager nog een.",
        ],
    )


def test_a_sheet_of_notes_that_does_not_fit_is_said(tmp_path: Path) -> None:
    assert notes_said(workbook_with_notes(tmp_path / "a.xlsx", ["wat", "dan"], ["a", "b"])) == (
        {},
        ["Het blad met toelichtingen heeft andere kolommen dan dit programma schrijft. Het is niet gelezen."],
    )
    notes, said = notes_said(workbook_with_notes(tmp_path / "b.xlsx", ["wat", "wat"], ["a", "b"]))
    assert notes == {}
    assert [text.startswith("De toelichtingen zijn niet gelezen. ") for text in said] == [True]


def test_a_note_that_is_too_long_is_refused_and_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "casussen.xlsx"
    write_cases([Case("7K-4Q2", DAY, {"home": Answer("fine", note="x" * 2000)}, ())], OPENED.framework, path)
    assert len(read_notes(path)[0]["7K-4Q2", "home"]) == 2000
    with pytest.raises(InputError) as refused:
        write_cases([Case("7K-4Q2", DAY, {"home": Answer("fine", note="x" * 2001)}, ())], OPENED.framework, tmp_path / "b.xlsx")
    assert str(refused.value) == ("b.xlsx, casus 7K-4Q2, vraag home: De toelichting is langer dan 2.000 tekens. Kort de toelichting in.")
    assert not (tmp_path / "b.xlsx").exists()


def test_facts_are_kept_under_a_framework_that_counts_none(tmp_path: Path) -> None:
    path = tmp_path / "casussen.xlsx"
    fact = Fact("robbery", Period.quarter(2026, 1), FactStatus.SUSPECTED)
    own = framework([{"id": "exploited", "kind": "yes_no"}], facts=())
    write_cases([Case("7K-4Q2", DAY, {"exploited": Answer("no")}, (fact,))], own, path)
    tables = read_tables(path)
    registry = read_registry(FRAMEWORKS / "evidence")
    kind = next(iter(registry.fact_kinds))
    assert tables.facts is not None
    assert next(iter(tables.facts.rows))[:2] == ("7K-4Q2", "robbery")
    write_cases([Case("7K-4Q2", DAY, {}, (replace(fact, kind=kind),))], own, path)
    tables = read_tables(path)
    intake = take_in(tables.cases, own, facts=tables.facts, reference_date=DAY, registry=registry)
    assert intake.cases.case(0).facts == (replace(fact, kind=kind),)


def test_notes_of_a_case_or_a_question_that_is_not_there_are_counted_and_never_lost_in_silence() -> None:
    notes = {("7k-4q2", "home"): "thuis", ("9M-X3T", "home"): "a", ("9M-X3T", "money"): "b", ("7K-4Q2", "verdwenen"): "c"}
    noted, told = with_notes([Case("7K-4Q2", DAY)], notes, OPENED.framework)
    assert [case.answers for case in noted] == [{"home": replace(UNKNOWN, note="thuis")}]
    assert [DUTCH.say(message) for message in told] == [
        "2 toelichtingen zijn weggelaten: die casussen staan niet in de tabel, of zijn geweigerd.",
        "1 toelichting is weggelaten: dit kader heeft die vraag niet.",
    ]


def test_a_hidden_sheet_or_row_of_notes_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_cases([Case("7K-4Q2", DAY, {"home": Answer("fine", note="thuis")}, ())], OPENED.framework, path)
    book = load_workbook(path)
    book["Toelichtingen"].row_dimensions[2].hidden = True
    book.save(tmp_path / "row.xlsx")
    assert notes_said(tmp_path / "row.xlsx") == ({}, ["1 toelichting is weggelaten: de rij is verborgen."])
    book["Toelichtingen"].sheet_state = "hidden"
    book.save(tmp_path / "sheet.xlsx")
    assert notes_said(tmp_path / "sheet.xlsx") == (
        {},
        ["De toelichtingen zijn niet gelezen. Dit blad is verborgen. Maak het zichtbaar of verwijder het, en open het bestand opnieuw."],
    )


def test_since_when_a_case_holds_a_place_is_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "casussen.xlsx"
    held = {"7K-4Q2": Period.quarter(2026, 1), "9X-9X9": Period.quarter(2026, 2)}
    write_cases([Case("7K-4Q2", DAY, {}, ()), Case("3M-8C5", DAY, {}, ())], OPENED.framework, path, held)
    tables = read_tables(path)
    intake = take_in(tables.cases, OPENED.framework, facts=tables.facts, reference_date=DAY)
    assert intake.held == {"7K-4Q2": Period.quarter(2026, 1)}
    assert intake.refused == ()
