"""What holds for every table: nothing is lost, and nothing that stood in a cell comes out in a message."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases.making import DAY, csv_bytes, framework, xlsx
from triage.cases.codes import is_neutral, looks_like_dossier_number
from triage.cases.intake import Intake, take_in
from triage.cases.raw_table import RawTable
from triage.cases.read_table import read_table
from triage.cases.refusals import Part
from triage.errors import InputError
from triage.exchange.refused import write_refused
from triage.wording import DUTCH, LANGUAGES, language

MARK = "geheim7x"
"""Planted in cells; may never be seen again. No framework text or message of ours holds it."""

HEAD = [
    "case",
    "age",
    "age@status",
    "school",
    "school@as_of",
    "school@source",
    "exploited",
    "exploited@status",
    "moves",
    "index",
    "reference_date",
    "facts@known",
]
FACT_HEAD = ["case", "kind", "quarter", "status", "source", "contested"]

CODES = ["x-1", "x-2", "X-1", "7K-4Q2", "a", "", "249566758", "2026-123", "Jan Jansen", MARK, f"{MARK}@voorbeeld.nl"]
WORDS = [
    *("", "ja", "nee", "onbekend", "nvt", "15", "99", "1,5", "1.234", "truant", "Verzuimt veel", "signaal", "betwist", "vastgesteld"),
    *("2026-Q1", "2018-Q1", "01-11-2024", "school", "politie", "robbery", "burglary", "suspected", "veroordeeld", "#N/B", "\0", "a\nb"),
    *(
        MARK,
        f"{MARK} 249566758",
        f"06-12345678 {MARK}",
        f"=HYPERLINK({MARK})",
        f"#{MARK}",
        MARK * 300,
        f"01-02-2010 {MARK}",
        "\ufffd" + MARK,
    ),
]

cells = st.sampled_from(WORDS)
some_cases = st.lists(st.tuples(st.sampled_from(CODES), *[cells] * (len(HEAD) - 1)).map(list), min_size=1, max_size=8)
some_facts = st.lists(st.tuples(st.sampled_from(CODES), *[cells] * (len(FACT_HEAD) - 1)).map(list), max_size=6)
likely_cases = st.lists(
    st.tuples(
        st.sampled_from(["x-1", "x-2", "x-3", "x-4", "x-5", "bad code"]),
        st.sampled_from(["15", "16", "", "oud"]),
        st.sampled_from(["", "signaal"]),
        st.sampled_from(["truant", "nvt", "", "Verzuimt veel"]),
        *[st.just("")] * (len(HEAD) - 4),
    ).map(list),
    min_size=1,
    max_size=8,
)
likely_facts = st.lists(
    st.tuples(
        st.sampled_from(["x-1", "x-2", "x-3", "x-9"]),
        st.sampled_from(["robbery", "burglary", "fraud"]),
        st.sampled_from(["2026-Q1", "2018-Q1", "2025-11-02"]),
        st.sampled_from(["suspected", "sepot"]),
        st.just(""),
        st.sampled_from(["", "ja"]),
    ).map(list),
    max_size=8,
)


def as_table(head: Sequence[str], rows: Sequence[Sequence[str]], name: str) -> RawTable:
    return read_table(csv_bytes([head, *rows]), name, separator=";")


def take(cases: Sequence[Sequence[str]], facts: Sequence[Sequence[str]] | None) -> Intake:
    own = None if facts is None else as_table(FACT_HEAD, facts, "feiten.csv")
    return take_in(as_table(HEAD, cases, "casussen.csv"), framework(), facts=own, reference_date=DAY)


def not_blank(rows: Sequence[Sequence[str]]) -> int:
    return sum(any(cell.strip() for cell in row) for row in rows)


def whole(intake: Intake, cases: Sequence[Sequence[str]], facts: Sequence[Sequence[str]]) -> None:
    """Rows read are rows taken plus rows refused, and the facts of a taken case are all there or not known at all.

    A fact that is nobody's may be anybody's: then no case has a known list of facts.
    """
    taken_facts = len(intake.cases.facts.index)
    assert intake.rows_read == not_blank(cases) == len(intake.cases) + intake.rows_refused
    assert intake.facts_read == not_blank(facts) == taken_facts + intake.facts_refused
    usable = {row[0].strip().casefold() for row in cases if is_neutral(row[0].strip()) and not looks_like_dossier_number(row[0].strip())}
    if any(row[0].strip().casefold() not in usable for row in facts if not_blank([row])):
        assert [intake.cases.case(number).facts for number in range(len(intake.cases))] == [None] * len(intake.cases)
        assert any("de casus niet bekend" in DUTCH.say(message) for message in intake.warnings)
        assert taken_facts == 0
        return
    for number, code in enumerate(intake.cases.codes):
        written = [row for row in facts if row[0].strip().casefold() == code.casefold()]
        assert len(intake.cases.case(number).facts or ()) == len(written)
    kept = {code.casefold() for code in intake.cases.codes}
    assert len(kept) == len(intake.cases)


@given(some_cases, some_facts)
@settings(max_examples=150, deadline=None)
def test_rows_read_are_rows_taken_plus_rows_refused(cases: list[list[str]], facts: list[list[str]]) -> None:
    try:
        intake = take(cases, facts)
    except InputError:
        assert not_blank(cases) == 0
        return
    whole(intake, cases, facts)


@given(likely_cases, likely_facts)
@settings(max_examples=150, deadline=None)
def test_a_case_is_never_taken_without_all_its_facts(cases: list[list[str]], facts: list[list[str]]) -> None:
    whole(take(cases, facts), cases, facts)


def everything_said(intake: Intake) -> list[str]:
    said = [repr(intake), repr(intake.refused)]
    for code in LANGUAGES:
        for message in (*intake.warnings, *intake.recognised):
            said.append(language(code).say(message))
        for one in intake.refused:
            said += [
                one.column,
                language(code).say(one.problem.message()),
                language(code).say(one.mend),
                one.defect("a.csv").in_words(language(code)),
            ]
    return said


def error_said(error: BaseException) -> list[str]:
    return [str(error), repr(error), repr(getattr(error, "defects", "")), "".join(traceback.format_exception_only(error))]


SECRETS = (MARK, "249566758", "12345678", "Jansen", "01-02-2010", "voorbeeld.nl", "2026-123")


def silent(said: Sequence[str]) -> None:
    assert [(text, secret) for text in said for secret in SECRETS if secret in text] == []


@given(some_cases, some_facts | st.none())
@settings(max_examples=150, deadline=None)
def test_nothing_that_stood_in_a_cell_is_ever_said(cases: list[list[str]], facts: list[list[str]] | None) -> None:
    try:
        intake = take(cases, facts)
    except InputError as error:
        silent(error_said(error))
        return
    silent(everything_said(intake))


titles = st.sampled_from([*HEAD, *FACT_HEAD, MARK, f"{MARK}@status", "Jansen", "249566758", f"naam {MARK}", f"schoo {MARK}", "", "recent"])


@given(st.lists(titles, min_size=1, max_size=8), st.booleans())
@settings(max_examples=150, deadline=None)
def test_nothing_that_stood_in_the_first_row_is_ever_said(head: list[str], as_facts: bool) -> None:
    """A table without a header has somebody's data on its first row."""
    try:
        first = as_table(head, [[MARK] * len(head)], "eerste.csv")
        cases = as_table(["case"], [["x-1"]], "casussen.csv") if as_facts else first
        intake = take_in(cases, framework(), facts=first if as_facts else None, reference_date=DAY)
    except InputError as error:
        silent(error_said(error))
        return
    silent([repr(first), *everything_said(intake)])


@given(
    st.lists(st.tuples(st.sampled_from([*CODES[:6], MARK]), cells.filter(lambda text: "\0" not in text)).map(list), min_size=1, max_size=6)
)
@settings(max_examples=40, deadline=None)
def test_a_workbook_is_as_silent_as_a_csv(rows: list[list[str]]) -> None:
    data = xlsx(["case", "school"], *[[f"'{cell}" if cell.startswith("=") else cell for cell in row] for row in rows])
    try:
        raw = read_table(data, "a.xlsx")
        intake = take_in(raw, framework(), reference_date=DAY)
    except InputError as error:
        silent(error_said(error))
        return
    silent([repr(raw), *everything_said(intake)])


@pytest.mark.parametrize(
    "content", [f'case;age\nx-1;"{MARK}\n', f'case;age\nx-1;"a"{MARK}\n', f"sep={MARK[0]}\n{MARK}", f"{MARK};{MARK}\n1;2\n"]
)
def test_a_file_that_cannot_be_read_is_not_repeated(content: str) -> None:
    with pytest.raises(InputError) as refused:
        read_table(content.encode(), "a.csv")
    silent(error_said(refused.value))


def test_the_list_of_refused_rows_is_silent(tmp_path: Path) -> None:
    intake = take([[MARK, *[MARK] * (len(HEAD) - 1)], ["x-1", *["15"] * (len(HEAD) - 1)]], [["x-1", *[MARK] * 5]])
    path = tmp_path / "geweigerd.csv"
    for code in LANGUAGES:
        write_refused(path, intake.refused, language(code))
        silent([path.read_text("utf-8-sig")])
    assert {one.part for one in intake.refused} == set(Part)
