from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cases.making import DAY, framework, refusal, table, taken, xlsx
from triage.cases.case import NOT_APPLICABLE, Answer, Fact
from triage.cases.intake import CASE_LIMIT, Intake, take_in
from triage.cases.raw_table import RawTable
from triage.cases.read_table import read_table
from triage.cases.refusals import Part, Refusal
from triage.framework.registry import read_registry
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.guard.hits import HitKind
from triage.periods import Period
from triage.wording import DUTCH

FACT_HEAD = ["case", "kind", "quarter", "status", "source", "contested"]


def refused(intake: Intake) -> list[tuple[Part, int, str, Refusal]]:
    return [(one.part, one.row, one.column, one.kind) for one in intake.refused]


def facts_of(*rows: list[str]) -> RawTable:
    return table(FACT_HEAD, *rows, name="feiten.csv")


def with_facts(*rows: list[str], cases: tuple[list[str], ...] = (["x-1", "15"], ["x-2", "16"]), **more: Any) -> Intake:
    return taken(["case", "age"], *cases, facts=facts_of(*rows), **more)


def robbery(case: str, quarter: str = "2026-Q1", status: str = "suspected", source: str = "police", contested: str = "") -> list[str]:
    return [case, "robbery", quarter, status, source, contested]


def test_a_row_becomes_a_case_with_its_answers() -> None:
    intake = taken(
        ["case", "age", "school", "school@status", "school@as_of", "school@source", "exploited", "index"],
        ["x-1", "15", "Verzuimt veel", "signaal", "2026-Q2", "school", "nee", "1,5"],
        ["x-2", "", "nvt", "", "", "", "onbekend", "onbekend"],
    )
    assert intake.refused == ()
    first, second = intake.cases.case(0), intake.cases.case(1)
    assert first.code == "x-1"
    assert first.reference_date == DAY
    assert first.facts is None
    assert first.answers == {
        "age": Answer(Decimal(15)),
        "school": Answer("truant", AnswerStatus.SIGNAL, Period.quarter(2026, 2), Partner.SCHOOL),
        "exploited": Answer("no"),
        "index": Answer(Decimal("1.5")),
    }
    assert second.answers == {"school": NOT_APPLICABLE}


def test_equal_answers_in_other_words_are_one_answer() -> None:
    column = taken(["case", "exploited"], ["x-1", "ja"], ["x-2", "YES"], ["x-3", "waar"], ["x-4", "nee"]).cases.answers["exploited"]
    assert column.distinct == (Answer("yes"), Answer("no"))
    assert column.index.tolist() == [0, 0, 0, 1]


def test_a_question_that_nobody_answered_has_no_column() -> None:
    assert set(taken(["case", "age", "exploited"], ["x-1", "", "ja"]).cases.answers) == {"exploited"}


def test_an_unknown_answer_keeps_when_and_from_whom_it_was_asked() -> None:
    case = taken(["case", "school", "school@as_of", "school@source"], ["x-1", "onbekend", "2026-Q2", "school"]).cases.case(0)
    assert case.answers["school"] == Answer(None, AnswerStatus.UNKNOWN, Period.quarter(2026, 2), Partner.SCHOOL)


def test_every_problem_of_every_row_is_reported_at_once() -> None:
    intake = taken(
        ["case", "age", "school", "exploited"],
        ["x-1", "99", "spijbelt", "ja"],
        ["x-2", "15", "truant", "ja"],
        ["", "15", "truant", "1"],
    )
    assert refused(intake) == [
        (Part.CASES, 2, "age", Refusal.OUT_OF_RANGE),
        (Part.CASES, 2, "school", Refusal.NOT_LISTED),
        (Part.CASES, 4, "case", Refusal.NO_CODE),
        (Part.CASES, 4, "exploited", Refusal.NOT_LISTED),
    ]
    assert intake.cases.codes == ("x-2",)
    assert (intake.rows_read, intake.rows_refused) == (3, 2)


@pytest.mark.parametrize(
    ("code", "kind", "found"),
    [
        ("249566758", Refusal.IDENTIFIER, HitKind.BSN),
        ("123456789", Refusal.QUESTIONED, HitKind.NINE_DIGITS),
        ("01/123456-26", Refusal.IDENTIFIER, HitKind.DOSSIER_NUMBER),
        ("2026-017", Refusal.DOSSIER_CODE, None),
        ("A123456", Refusal.DOSSIER_CODE, None),
        ("jansen", Refusal.NOT_A_CODE, None),
        ("Totaal", Refusal.NOT_A_CODE, None),
        ("Jan Jansen", Refusal.NOT_A_CODE, None),
        ("=A1", Refusal.NOT_A_CODE, None),
    ],
)
def test_a_code_that_leads_to_a_person_is_refused(code: str, kind: Refusal, found: HitKind | None) -> None:
    (one,) = taken(["case", "exploited"], [code, "ja"]).refused
    assert (one.kind, one.problem.found) == (kind, found)


def test_our_own_codes_and_short_neutral_codes_are_taken() -> None:
    assert taken(["case"], ["7K-4Q2"], [" case-017 "], ["1"]).cases.codes == ("7K-4Q2", "case-017", "1")


def test_a_code_that_stands_there_twice_refuses_all_its_rows() -> None:
    intake = taken(["case", "exploited"], ["x-1", "ja"], ["x-2", "ja"], ["X-1 ", "nee"])
    assert refused(intake) == [(Part.CASES, 2, "case", Refusal.TWICE), (Part.CASES, 4, "case", Refusal.TWICE)]
    assert intake.cases.codes == ("x-2",)


def test_the_date_of_a_row_goes_before_the_date_that_was_given_unless_told_otherwise() -> None:
    rows = ["case", "reference_date"], ["x-1", "01-11-2024"], ["x-2", ""], ["x-3", "2024-Q3"]
    assert [taken(*rows).cases.case(number).reference_date for number in (0, 1)] == [date(2024, 11, 1), DAY]
    assert [taken(*rows, date_wins=True).cases.case(number).reference_date for number in (0, 1)] == [DAY, DAY]
    assert refused(taken(*rows)) == [(Part.CASES, 4, "reference_date", Refusal.NOT_A_DAY)]


@pytest.mark.parametrize("beside", ["status", "as_of", "source"])
def test_what_stands_beside_an_answer_is_checked_under_its_own_name(beside: str) -> None:
    (one,) = taken(["case", "exploited", f"exploited@{beside}"], ["x-1", "ja", "zzz"]).refused
    assert one.column == f"exploited@{beside}"


def test_a_status_that_contradicts_the_answer_is_refused() -> None:
    intake = taken(["case", "exploited", "exploited@status"], ["x-1", "ja", "onbekend"], ["x-2", "", "signaal"], ["x-3", "nee", ""])
    assert [(one.row, one.kind) for one in intake.refused] == [(2, Refusal.STATUS_AGAINST_ANSWER), (3, Refusal.STATUS_WITHOUT_ANSWER)]


def test_a_row_that_could_not_be_read_is_refused_for_that_alone() -> None:
    raw = read_table(b"case;age;exploited\nx-1;99;1;extra\nx-2;#N/B;ja\nx-3;15;ja\n", "a.csv")
    intake = take_in(raw, framework(), reference_date=DAY)
    assert refused(intake) == [(Part.CASES, 2, "4 (D)", Refusal.RAGGED), (Part.CASES, 3, "age", Refusal.ERROR_CELL)]
    assert intake.cases.codes == ("x-3",)


def test_numbers_of_a_workbook_have_one_reading() -> None:
    data = xlsx(["case", "fine", "moves"], ["x-1", 1.234, 1234], ["x-2", "1.234", "1.234"])
    intake = take_in(read_table(data, "a.xlsx"), framework(), reference_date=DAY)
    assert intake.cases.case(0).answers == {"fine": Answer(Decimal("1.234")), "moves": Answer(Decimal(1234))}
    assert [(one.row, one.column, one.kind) for one in intake.refused] == [
        (3, "moves", Refusal.TWO_READINGS),
        (3, "fine", Refusal.TWO_READINGS),
    ]


def test_a_table_without_cases_is_refused() -> None:
    assert refusal(lambda: taken(["case", "age"])) == "casussen.csv: Er staan geen casussen in deze tabel. Vul ten minste één rij in."


def many(number: int) -> RawTable:
    return table(["case"], *[[f"c{row}"] for row in range(number)])


def test_more_cases_than_the_limit_are_refused_unless_they_are_invented() -> None:
    assert len(take_in(many(CASE_LIMIT), framework(), reference_date=DAY).cases) == CASE_LIMIT
    assert refusal(lambda: take_in(many(CASE_LIMIT + 1), framework(), reference_date=DAY)) == (
        "casussen.csv: Deze tabel heeft 2.001 casussen. Een tabel van echte mensen mag er hoogstens 2.000 hebben. "
        "Echte casussen weegt u in het dossier, één voor één. Zijn deze casussen verzonnen, zeg dat dan met --invented."
    )
    assert len(take_in(many(CASE_LIMIT + 1), framework(), reference_date=DAY, invented=True).cases) == CASE_LIMIT + 1


def test_invented_cases_may_have_long_serials() -> None:
    assert taken(["case"], ["c000123"]).cases.codes == ()
    assert taken(["case"], ["c000123"], invented=True).cases.codes == ("c000123",)


def test_what_is_missing_is_said_as_a_warning() -> None:
    assert [DUTCH.say(message) for message in taken(["case", "age"], ["x-1", "15"]).warnings] == [
        "6 vragen van het kader hebben geen kolom; die antwoorden zijn bij iedereen onbekend.",
        "Er is geen tabel met feiten; alles wat uit feiten wordt geteld, is onbekend.",
    ]


DAY_FIRST = "Datums zijn gelezen als dag, maand, jaar: 03-04-2026 is 3 april 2026."


@pytest.mark.parametrize(
    ("date_cell", "as_of_cell", "told"),
    [("03/04/2026", "", True), ("", "3-4-2026", True), ("13-04-2026", "2026-04-03", False), ("03-03-2026", "2026-Q1", False)],
)
def test_the_order_of_day_and_month_is_told_when_it_could_be_read_in_two_ways(date_cell: str, as_of_cell: str, told: bool) -> None:
    intake = taken(["case", "age", "age@as_of", "reference_date"], ["x-1", "15", as_of_cell, date_cell])
    assert (DAY_FIRST in [DUTCH.say(message) for message in intake.recognised]) is told
    assert intake.refused == ()


def test_the_order_of_day_and_month_is_told_of_facts_too() -> None:
    facts = table(["casus", "soort", "kwartaal", "status"], ["x-1", "robbery", "03/04/2026", "suspected"])
    intake = taken(["case", "age"], ["x-1", "15"], facts=facts)
    assert DAY_FIRST in [DUTCH.say(message) for message in intake.recognised]


@pytest.mark.parametrize("code", ["12345-6782", "NL91ABNA_04171_64300", "mohammed1", "Jan2005"])
def test_a_code_that_leads_to_a_person_is_refused_and_not_repeated(code: str) -> None:
    intake = taken(["case", "age"], [code, "15"], ["case-017", "15"])
    assert intake.cases.codes == ("case-017",)
    said = [one.defect("a.csv").in_words(DUTCH) for one in intake.refused]
    assert len(said) == 1
    assert code not in said[0]


def test_what_was_recognised_of_two_files_names_the_file() -> None:
    said = [DUTCH.say(message) for message in with_facts(robbery("x-1")).recognised]
    kept = ["Tekenset: UTF-8.", "Scheidingsteken: puntkomma."]
    assert said == [f"In {name}: {one}" for name in ("casussen.csv", "feiten.csv") for one in kept]
    assert [DUTCH.say(message) for message in taken(["case", "age"], ["x-1", "15"]).recognised] == kept


def test_what_was_recognised_in_two_sheets_of_one_file_needs_no_name() -> None:
    facts = replace(facts_of(robbery("x-1")), name="casussen.csv")
    said = [DUTCH.say(message) for message in taken(["case", "age"], ["x-1", "15"], facts=facts).recognised]
    assert said == ["Tekenset: UTF-8.", "Scheidingsteken: puntkomma."] * 2


def test_progress_is_told_per_question() -> None:
    told: list[float] = []
    taken(["case", "age", "school"], ["x-1", "15", ""], progress=told.append)
    assert told == [0.5, 1.0]


def test_facts_go_to_their_case_in_the_order_given() -> None:
    intake = with_facts(
        robbery("x-2", "2025-Q4", "veroordeeld", "OM", "ja"), robbery("X-1 "), ["x-2", "burglary", "14-08-2026", "sepot", "", "nee"]
    )
    assert intake.refused == ()
    assert intake.cases.case(0).facts == (Fact("robbery", Period.quarter(2026, 1), FactStatus.SUSPECTED, Partner.POLICE),)
    assert intake.cases.case(1).facts == (
        Fact("robbery", Period.quarter(2025, 4), FactStatus.CONVICTED, Partner.PROSECUTION, contested=True),
        Fact("burglary", Period.day(date(2026, 8, 14)), FactStatus.DISMISSED),
    )
    assert intake.facts_read == 3


def test_with_facts_a_case_without_rows_has_none_and_without_facts_nobody_looked() -> None:
    assert [with_facts(robbery("x-1")).cases.case(number).facts for number in (0, 1)][1] == ()
    assert taken(["case"], ["x-1"]).cases.case(0).facts is None
    assert taken(["case"], ["x-1"], facts=facts_of()).cases.case(0).facts == ()


def test_a_column_may_say_per_case_whether_somebody_looked() -> None:
    rows = ["case", "facts@known"], ["x-1", "ja"], ["x-2", "nee"], ["x-3", ""], ["x-4", ""]
    intake = taken(*rows, facts=facts_of(robbery("x-4")))
    assert [intake.cases.case(number).facts is None for number in range(4)] == [False, True, True, False]
    assert intake.cases.case(0).facts == ()


def test_facts_that_contradict_that_column_refuse_the_case_and_the_facts() -> None:
    intake = taken(["case", "facts@known"], ["x-1", "nee"], facts=facts_of(robbery("x-1")))
    assert refused(intake) == [(Part.CASES, 2, "facts@known", Refusal.FACTS_AGAINST_ANSWER), (Part.FACTS, 2, "case", Refusal.CASE_REFUSED)]
    assert refused(taken(["case", "facts@known"], ["x-1", "ja"])) == [(Part.CASES, 2, "facts@known", Refusal.FACTS_AGAINST_ANSWER)]


@pytest.mark.parametrize(
    ("fact", "column", "kind"),
    [
        (["x-1", "fraud", "2026-Q1", "suspected", "", ""], "kind", Refusal.NOT_LISTED),
        (["x-1", "", "2026-Q1", "suspected", "", ""], "kind", Refusal.MISSING),
        (["x-1", "robbery", "", "suspected", "", ""], "quarter", Refusal.MISSING),
        (["x-1", "robbery", "2026", "suspected", "", ""], "quarter", Refusal.NOT_A_PERIOD),
        (["x-1", "robbery", "2026-Q1", "", "", ""], "status", Refusal.MISSING),
        (["x-1", "robbery", "2026-Q1", "schuldig", "", ""], "status", Refusal.NOT_A_STATUS),
        (["x-1", "robbery", "2026-Q1", "suspected", "buurvrouw", ""], "source", Refusal.NOT_A_PARTNER),
        (["x-1", "robbery", "2026-Q1", "suspected", "", "misschien"], "contested", Refusal.NOT_YES_OR_NO),
        (["x-1", "robbery", "2018-Q1", "suspected", "", ""], "quarter", Refusal.BEFORE_TWELVE),
        (["x-1", "jan@voorbeeld.nl", "2026-Q1", "suspected", "", ""], "kind", Refusal.IDENTIFIER),
        (["x-1", "robbery", "2026-Q1", "suspected", "", "", "te veel"], "7 (G)", Refusal.RAGGED),
    ],
)
def test_a_bad_fact_is_refused_with_its_case_and_the_other_facts_of_that_case(fact: list[str], column: str, kind: Refusal) -> None:
    intake = with_facts(robbery("x-1"), fact, robbery("x-2"))
    assert refused(intake) == [
        (Part.CASES, 2, "case", Refusal.FACT_REFUSED),
        (Part.FACTS, 2, "case", Refusal.CASE_REFUSED),
        (Part.FACTS, 3, column, kind),
    ]
    assert intake.cases.codes == ("x-2",)
    assert len(intake.cases.case(0).facts or ()) == 1
    assert (intake.facts_read, intake.facts_refused) == (3, 2)


def test_facts_of_a_refused_case_are_refused_too() -> None:
    intake = with_facts(robbery("x-1"), robbery("x-2"), cases=(["x-1", "99"], ["x-2", "16"]))
    assert refused(intake) == [(Part.CASES, 2, "age", Refusal.OUT_OF_RANGE), (Part.FACTS, 2, "case", Refusal.CASE_REFUSED)]


def test_a_fact_of_nobody_may_be_anybodys_so_that_no_list_of_facts_is_known() -> None:
    intake = with_facts(robbery("x-9"), robbery(""), robbery("249566758"), robbery("x-1"))
    assert refused(intake) == [
        (Part.FACTS, 2, "case", Refusal.UNKNOWN_CASE),
        (Part.FACTS, 3, "case", Refusal.MISSING),
        (Part.FACTS, 4, "case", Refusal.IDENTIFIER),
        (Part.FACTS, 5, "case", Refusal.FACTS_UNSURE),
    ]
    assert intake.cases.codes == ("x-1", "x-2")
    assert [intake.cases.case(number).facts for number in (0, 1)] == [None, None]
    assert [DUTCH.say(message) for message in intake.warnings][1:] == [
        "Van 3 feiten is de casus niet bekend. Die feiten kunnen van iedereen zijn. "
        "Daarom zijn de feiten van alle casussen onbekend tot u die rijen herstelt."
    ]


def test_a_kind_of_fact_that_the_framework_does_not_count_stays_with_the_case() -> None:
    registry = read_registry(Path(__file__).parent.parent.parent / "frameworks" / "evidence")
    own = framework([{"id": "age", "kind": "age"}], facts=[])
    kind = next(iter(registry.fact_kinds))
    rows = table(["case", "age"], ["x-1", "15"])
    one, later, other = [
        ["x-1", *told, "suspected", "", ""] for told in ((kind, "2026-Q1"), (kind, "2026-Q2"), ("no_such_kind", "2026-Q1"))
    ]
    intake = take_in(rows, own, facts=facts_of(one, later), reference_date=DAY, registry=registry)
    assert intake.refused == ()
    assert [fact.kind for fact in intake.cases.case(0).facts or ()] == [kind, kind]
    assert [DUTCH.say(message) for message in intake.warnings] == [
        "2 feiten zijn van een soort die dit kader niet telt. Ze blijven bij de casus en tellen niet mee."
    ]
    assert take_in(rows, own, facts=facts_of(other), reference_date=DAY, registry=registry).refused[1].kind == Refusal.NOT_LISTED
    assert take_in(rows, own, facts=facts_of(one), reference_date=DAY).refused[1].kind == Refusal.NOT_LISTED


def test_the_twelfth_birthday_is_reckoned_from_the_day_the_age_was_told() -> None:
    """Fifteen in the last quarter of 2024: twelve on 2 October 2020 at the earliest."""
    head = ["case", "age", "age@as_of"]
    assert taken(head, ["x-1", "15", "2024-Q4"], facts=facts_of(robbery("x-1", "2021-Q1"))).refused == ()
    assert len(taken(head, ["x-1", "15", "2024-Q4"], facts=facts_of(robbery("x-1", "2020-Q3"))).refused) == 2
    assert taken(head, ["x-1", "15", "2027-Q4"], facts=facts_of(robbery("x-1", "2022-Q4"))).refused == ()


def test_the_twelfth_birthday_is_reckoned_from_an_established_age_only() -> None:
    early = robbery("x-1", "2018-Q1")
    head = ["case", "age", "age@status"]
    assert taken(head, ["x-1", "15", "signaal"], facts=facts_of(early)).refused == ()
    assert taken(head, ["x-1", "", ""], facts=facts_of(early)).refused == ()
    assert taken(head, ["x-1", "20", ""], facts=facts_of(early)).refused == ()
    assert len(taken(head, ["x-1", "15", ""], facts=facts_of(early)).refused) == 2


def test_a_fact_around_the_twelfth_birthday_is_not_surely_before_it() -> None:
    """Fifteen on 23 November 2026: twelve between 24 November 2022 and 23 November 2023."""
    assert with_facts(robbery("x-1", "2022-Q4")).refused == ()
    assert [one.kind for one in with_facts(robbery("x-1", "2022-Q3")).refused if one.part is Part.FACTS] == [Refusal.BEFORE_TWELVE]


def test_a_fact_after_the_reference_date_is_taken_and_said_to_count_for_nothing() -> None:
    intake = with_facts(robbery("x-1", "2027-Q1"), robbery("x-1"))
    assert len(intake.cases.case(0).facts or ()) == 2
    assert "1 feit ligt na de peildatum en telt niet mee." in [DUTCH.say(message) for message in intake.warnings]


ALIKE = (
    "Bij {} staan feiten van dezelfde soort in hetzelfde kwartaal. Elke rij telt als een eigen feit. Is één feit twee keer "
    "aangeleverd, bijvoorbeeld door politie en Openbaar Ministerie? Laat dan één rij staan."
)


def test_a_fact_that_may_have_been_delivered_twice_is_asked_about() -> None:
    said = [DUTCH.say(message) for message in with_facts(robbery("x-1"), [*robbery("x-1")[:3], "veroordeeld", "", ""]).warnings]
    assert ALIKE.format("1 casus") in said
    apart = with_facts(robbery("x-1", "2026-Q1"), robbery("x-1", "2026-Q2"), robbery("x-2", "2026-Q1"))
    assert not [message for message in apart.warnings if "dezelfde soort" in DUTCH.say(message)]
    both = with_facts(*[robbery(code, quarter) for code in ("x-1", "x-2") for quarter in ("2026-Q1", "2026-Q1", "2026-Q2")])
    assert ALIKE.format("2 casussen") in [DUTCH.say(message) for message in both.warnings]


def test_hidden_rows_of_facts_are_refused_for_a_fact_may_not_go_missing() -> None:
    data = xlsx(FACT_HEAD, robbery("x-1"), robbery("x-2"), then=lambda book: hide(book.worksheets[0]))
    message = refusal(lambda: taken(["case"], ["x-1"], facts=read_table(data, "feiten.xlsx")))
    assert message == (
        "feiten.xlsx: In de tabel met feiten is 1 rij verborgen. "
        "Maak de rijen zichtbaar of verwijder ze. Een feit mag niet ongezien wegvallen."
    )


def hide(sheet: Any) -> None:
    sheet.row_dimensions[2].hidden = True


def test_the_only_question_about_age_is_taken_for_the_age_and_of_several_the_one_called_age() -> None:
    facts = facts_of(robbery("x-1", "2018-Q1"))
    one = framework([{"id": "leeftijd", "kind": "age"}])
    two = framework([{"id": "leeftijd", "kind": "age"}, {"id": "first", "kind": "age"}])
    rows = table(["case", "leeftijd"], ["x-1", "15"])
    assert len(take_in(rows, one, facts=facts, reference_date=DAY).refused) == 2
    assert take_in(rows, two, facts=facts, reference_date=DAY).refused == ()


@pytest.mark.parametrize(("column", "cell"), [("reference_date", "31-02-2026"), ("facts@known", "misschien")])
def test_a_fault_beside_the_answers_names_its_column(column: str, cell: str) -> None:
    intake = taken(["case", "age", column], ["x-1", "15", cell])
    assert [(one.row, one.column) for one in intake.refused] == [(2, column)]


# who holds a place


def test_since_when_a_case_holds_a_place_stands_apart_from_what_is_weighed() -> None:
    intake = taken(["case", "age", "place_since"], ["x-1", "15", "2026-Q1"], ["x-2", "15", ""], ["x-3", "15", "14-08-2026"])
    assert intake.held == {"x-1": Period.quarter(2026, 1), "x-3": Period.day(date(2026, 8, 14))}
    assert intake.refused == ()
    assert all(set(intake.cases.case(number).answers) == {"age"} for number in range(3))


def test_the_column_has_a_dutch_title_too_and_may_be_absent() -> None:
    assert taken(["case", "plaats sinds"], ["x-1", "2026-K3"]).held == {"x-1": Period.quarter(2026, 3)}
    assert taken(["case", "age"], ["x-1", "15"]).held == {}


@pytest.mark.parametrize(
    ("since", "kind"),
    [
        ("ja", Refusal.NOT_A_PERIOD),
        ("2026-Q5", Refusal.NOT_A_PERIOD),
        ("2027-Q1", Refusal.PLACE_AFTER_DATE),
        ("24-11-2026", Refusal.PLACE_AFTER_DATE),
    ],
)
def test_a_row_with_a_place_that_cannot_be_is_refused_and_the_rest_taken(since: str, kind: Refusal) -> None:
    intake = taken(["case", "age", "place_since"], ["x-1", "15", since], ["x-2", "15", "2026-Q4"])
    assert [(row.row, row.column, row.kind) for row in intake.refused] == [(2, "place_since", kind)]
    assert intake.cases.codes == ("x-2",)
    assert intake.held == {"x-2": Period.quarter(2026, 4)}, "the quarter that holds the reference date is not after it"


def test_a_place_is_compared_with_the_reference_date_of_its_own_row() -> None:
    intake = taken(["case", "reference_date", "place_since"], ["x-1", "2025-06-30", "2025-Q3"], ["x-2", "2025-07-01", "2025-Q3"])
    assert [(row.row, row.kind) for row in intake.refused] == [(2, Refusal.PLACE_AFTER_DATE)]
    assert list(intake.held) == ["x-2"]
