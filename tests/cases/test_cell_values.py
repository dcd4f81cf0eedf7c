from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.making import framework
from triage.cases.case import NOT_APPLICABLE, UNKNOWN, Answer
from triage.cases.cell_values import (
    AnswerReader,
    circumstances,
    names_of,
    problem_with,
    read_day,
    read_fact_status,
    read_partner,
    read_period,
    read_status,
    read_yes_no,
)
from triage.cases.refusals import Problem, Refusal
from triage.framework.values import Text
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.guard import HitKind
from triage.periods import Period
from triage.wording import DUTCH, _

READERS = {item.id: AnswerReader(item) for item in framework().questions}


def value(item: str, text: str) -> object:
    answer = READERS[item].value(text)
    return answer.kind if isinstance(answer, Problem) else answer.value


def mend(item: str, text: str) -> str:
    problem = READERS[item].value(text)
    assert isinstance(problem, Problem)
    return DUTCH.say(problem.mend)


@pytest.mark.parametrize("text", ["", "  ", "onbekend", "Onbekend ", "ONBEKEND", "unknown", "\u00a0"])
@pytest.mark.parametrize("item", READERS)
def test_nothing_and_unknown_are_unknown(item: str, text: str) -> None:
    assert READERS[item].value(text) == UNKNOWN


@pytest.mark.parametrize("text", ["nvt", "n.v.t.", "Niet van toepassing", "n/a", "not_applicable"])
def test_not_applicable_is_only_taken_where_it_can_be(text: str) -> None:
    assert READERS["school"].value(text) == NOT_APPLICABLE
    assert value("exploited", text) is Refusal.ALWAYS_APPLICABLE
    assert value("age", text) is Refusal.ALWAYS_APPLICABLE


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ja", "yes"),
        ("Ja", "yes"),
        (" YES ", "yes"),
        ("waar", "yes"),
        ("TRUE", "yes"),
        ("nee", "no"),
        ("No", "no"),
        ("ONWAAR", "no"),
        ("false", "no"),
    ],
)
def test_yes_and_no_are_known_in_two_languages_and_in_excels_words(text: str, meant: str) -> None:
    assert value("exploited", text) == meant


@pytest.mark.parametrize("text", ["1", "0", "j", "misschien", "ja?", "-", "x"])
def test_other_words_are_no_yes_or_no(text: str) -> None:
    assert value("exploited", text) is Refusal.NOT_LISTED
    assert mend("exploited", text) == "Vul ja of nee in, of laat de cel leeg als het onbekend is."


@pytest.mark.parametrize("text", ["truant", "TRUANT", "Verzuimt veel", " verzuimt  VEEL ", "verzuimt\u00a0veel", "Often absent"])
def test_a_choice_is_known_by_id_and_by_label(text: str) -> None:
    assert value("school", text) == "truant"


def test_an_unlisted_choice_names_the_choices() -> None:
    assert value("school", "spijbelt") is Refusal.NOT_LISTED
    assert mend("school", "spijbelt") == "Kies een van: “Gaat naar school of werk”, “Verzuimt veel” en “Geen school of werk op dit moment”."


def test_a_level_of_an_instrument_is_a_choice() -> None:
    assert (value("ritax", "1"), value("ritax", "matig"), value("ritax", "3")) == ("1", "2", Refusal.NOT_LISTED)


def test_a_label_that_belongs_to_two_answers_is_refused_and_the_ids_are_not() -> None:
    options = [{"id": "a", "label": {"nl": "Soms"}}, {"id": "b", "label": {"nl": "soms"}}]
    reader = AnswerReader(framework([{"id": "q", "kind": "choice", "options": options}]).questions[0])
    problem = reader.value("SOMS")
    assert isinstance(problem, Problem)
    assert DUTCH.say(problem.mend) == "Deze tekst hoort bij meer dan één antwoord. Gebruik een van: a en b."
    assert reader.value("b") == Answer("b")


def test_an_option_called_unknown_is_reached_by_its_own_id_and_never_by_onbekend() -> None:
    options = [{"id": "unknown", "label": {"nl": "Onbekend"}}, {"id": "b"}]
    reader = AnswerReader(framework([{"id": "q", "kind": "choice", "options": options}]).questions[0])
    assert reader.value("unknown") == Answer("unknown")
    assert reader.value("onbekend") == UNKNOWN


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("15", 15),
        (" 15 ", 15),
        ("015", 15),
        ("15,0", 15),
        ("15.0", 15),
        ("15,00", 15),
        ("0", 0),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u202f234", 1234),
        ("1.234,0", 1234),
        ("1,234.0", 1234),
        ("1234,0000", 1234),
    ],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert value("moves", text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("-0,5", "-0.5"),
        ("\u22120,5", "-0.5"),
        ("0,25", "0.25"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,50", "1234.5"),
        ("10", "10"),
        ("1234.56", "1234.56"),
        ("0.250", "0.25"),
    ],
)
def test_numbers_with_decimals(text: str, number: str) -> None:
    answer = READERS["index"].value(text)
    assert isinstance(answer, Answer)
    assert str(answer.value) == number


@pytest.mark.parametrize("text", ["1.234", "1,234", "15,000", "999.999", "-1.234"])
@pytest.mark.parametrize("item", ["moves", "index", "fine"])
def test_a_number_that_two_people_would_read_differently_is_refused(item: str, text: str) -> None:
    assert value(item, text) is Refusal.TWO_READINGS
    assert mend(item, text) == "Schrijf duizendtallen zonder punt of komma, en nooit precies drie decimalen."


def test_three_decimals_are_taken_where_the_mark_of_the_table_is_sure() -> None:
    fine = next(item for item in framework().questions if item.id == "fine")
    assert AnswerReader(fine, ",").value("1,234") == Answer(Decimal("1.234"))
    assert isinstance(AnswerReader(fine, ",").value("1.234"), Problem)
    assert value("fine", "0,125") == Decimal("0.125")
    assert value("fine", "1.234.567") is Refusal.OUT_OF_RANGE


@pytest.mark.parametrize(
    ("item", "text", "kind"),
    [
        ("moves", "15,5", Refusal.TOO_MANY_DECIMALS),
        ("moves", "15.0000000001", Refusal.TOO_MANY_DECIMALS),
        ("index", "1,2345", Refusal.TOO_MANY_DECIMALS),
        ("age", "7", Refusal.OUT_OF_RANGE),
        ("age", "28", Refusal.OUT_OF_RANGE),
        ("age", "-15", Refusal.OUT_OF_RANGE),
        ("moves", "5001", Refusal.OUT_OF_RANGE),
        ("fine", "1000001", Refusal.OUT_OF_RANGE),
        ("age", "15 jaar", Refusal.NOT_A_NUMBER),
        ("age", "vijftien", Refusal.NOT_A_NUMBER),
        ("age", "15%", Refusal.NOT_A_NUMBER),
        ("age", "1E1", Refusal.NOT_A_NUMBER),
        ("age", "+15", Refusal.NOT_A_NUMBER),
        ("age", "15-16", Refusal.NOT_A_NUMBER),
        ("age", "½", Refusal.NOT_A_NUMBER),
        ("age", "=15", Refusal.NOT_A_NUMBER),
        ("age", "Infinity", Refusal.NOT_A_NUMBER),
        ("age", "nan", Refusal.NOT_A_NUMBER),
        ("age", "1_5", Refusal.NOT_A_NUMBER),
        ("moves", "1" * 25, Refusal.NOT_A_NUMBER),
        ("index", "1,2.3", Refusal.NOT_A_NUMBER),
        ("moves", "12.34.567", Refusal.NOT_A_NUMBER),
        ("age", "2024-03-12", Refusal.IDENTIFIER),
        ("age", "249566758", Refusal.IDENTIFIER),
        ("moves", "123456789", Refusal.QUESTIONED),
        ("school", "06-12345678", Refusal.IDENTIFIER),
    ],
)
def test_what_is_no_answer_is_refused_by_kind(item: str, text: str, kind: Refusal) -> None:
    assert value(item, text) is kind


def test_the_mend_says_the_limits() -> None:
    assert mend("age", "7") == "Vul een getal in van 8 tot en met 27."
    assert mend("index", "1,2345") == "Vul hoogstens 2 decimalen in."
    assert mend("moves", "1,5") == "Vul een heel getal in. Het scherm van Excel kan minder cijfers tonen dan er staan."


@given(st.decimals(-10, 5000, places=2))
def test_a_number_is_read_back_exactly_with_point_or_comma(number: Decimal) -> None:
    assert value("index", str(number)) == number
    assert value("index", str(number).replace(".", ",")) == number


@given(st.integers(0, 5000))
def test_a_whole_number_is_read_back_exactly(number: int) -> None:
    assert value("moves", str(number)) == number
    assert value("moves", f"{number},0") == number


@given(st.text(max_size=30))
def test_any_text_is_an_answer_or_a_problem(text: str) -> None:
    for reader in READERS.values():
        assert isinstance(reader.value(text), Answer | Problem)
    for read in (read_status, read_fact_status, read_partner, read_yes_no, read_period, read_day):
        read(text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("established", AnswerStatus.ESTABLISHED),
        ("Vastgesteld", AnswerStatus.ESTABLISHED),
        ("bevestigd", AnswerStatus.CONFIRMED),
        ("bevestigd door twee bronnen", AnswerStatus.CONFIRMED),
        ("SIGNAL", AnswerStatus.SIGNAL),
        ("signaal", AnswerStatus.SIGNAL),
        ("betwist", AnswerStatus.CONTESTED),
        ("onbekend", AnswerStatus.UNKNOWN),
        ("nvt", AnswerStatus.NOT_APPLICABLE),
        ("not_applicable", AnswerStatus.NOT_APPLICABLE),
        ("", None),
    ],
)
def test_statuses_are_known_by_id_and_in_dutch(text: str, status: AnswerStatus | None) -> None:
    assert read_status(text) is status


def test_an_unknown_status_names_the_statuses() -> None:
    problem = read_status("zeker")
    assert isinstance(problem, Problem)
    assert DUTCH.say(problem.mend) == (
        "Kies een van: vastgesteld, bevestigd door twee bronnen, signaal, betwist, onbekend en niet van toepassing."
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("suspected", FactStatus.SUSPECTED),
        ("verdenking", FactStatus.SUSPECTED),
        ("geregistreerd door politie (verdenking)", FactStatus.SUSPECTED),
        ("Halt", FactStatus.SETTLED_OUT_OF_COURT),
        ("strafbeschikking", FactStatus.SETTLED_OUT_OF_COURT),
        ("veroordeeld", FactStatus.CONVICTED),
        ("sepot", FactStatus.DISMISSED),
        ("geseponeerd", FactStatus.DISMISSED),
        ("vrijspraak", FactStatus.ACQUITTED),
        ("vrijgesproken", FactStatus.ACQUITTED),
    ],
)
def test_what_became_of_a_fact_is_known_by_id_and_in_dutch(text: str, status: FactStatus) -> None:
    assert read_fact_status(text) is status


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("police", Partner.POLICE),
        ("Politie", Partner.POLICE),
        ("OM", Partner.PROSECUTION),
        ("ouders of familie", Partner.FAMILY),
        ("", None),
    ],
)
def test_partners_are_known_by_id_and_in_dutch(text: str, partner: Partner | None) -> None:
    assert read_partner(text) is partner


def test_a_name_is_no_partner() -> None:
    problem = read_partner("meneer Jansen")
    assert isinstance(problem, Problem)
    assert problem.kind is Refusal.NOT_A_PARTNER


@pytest.mark.parametrize(
    "text",
    [
        "2026-Q3",
        "2026-q3",
        "2026Q3",
        "2026-K3",
        "2026 K3",
        "Q3 2026",
        "K3-2026",
        "q3/2026",
        "3e kwartaal 2026",
        "3e  Kwartaal van 2026",
        "kwartaal 3 2026",
    ],
)
def test_a_quarter_is_known_in_every_way_people_write_it(text: str) -> None:
    assert read_period(text) == Period.quarter(2026, 3)


@pytest.mark.parametrize("text", ["2024-11-01", "01-11-2024", "1-11-2024", "1/11/2024", "01.11.2024"])
def test_a_day_is_read_day_first(text: str) -> None:
    assert read_period(text) == Period.day(date(2024, 11, 1))
    assert read_day(text) == date(2024, 11, 1)


@pytest.mark.parametrize(
    "text",
    ["2026-Q5", "2026", "2026-08", "30-02-2024", "2024-13-01", "13/25/2024", "01-11-24", "1949-Q4", "2101-01-01", "0206-Q3", "gisteren"],
)
def test_other_times_are_refused(text: str) -> None:
    problem = read_period(text)
    assert isinstance(problem, Problem)
    assert problem.kind is Refusal.NOT_A_PERIOD
    assert not isinstance(read_day(text), date)


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert read_day(day.isoformat()) == day
    assert read_day(f"{day.day}-{day.month}-{day.year}") == day


@given(st.integers(1950, 2100), st.integers(1, 4))
def test_every_quarter_is_read_back(year: int, number: int) -> None:
    assert read_period(str(Period.quarter(year, number))) == Period.quarter(year, number)


def test_a_bsn_where_a_quarter_is_asked_is_still_a_bsn() -> None:
    problem = read_period("249566758")
    assert isinstance(problem, Problem)
    assert problem.found is HitKind.BSN


YES = Answer("yes")
QUARTER = Period.quarter(2026, 2)


@pytest.mark.parametrize(
    ("answer", "status", "expected"),
    [
        (YES, None, Answer("yes", AnswerStatus.ESTABLISHED, QUARTER, Partner.SCHOOL)),
        (YES, AnswerStatus.SIGNAL, Answer("yes", AnswerStatus.SIGNAL, QUARTER, Partner.SCHOOL)),
        (YES, AnswerStatus.UNKNOWN, Refusal.STATUS_AGAINST_ANSWER),
        (YES, AnswerStatus.NOT_APPLICABLE, Refusal.STATUS_AGAINST_ANSWER),
        (UNKNOWN, None, Answer(None, AnswerStatus.UNKNOWN, QUARTER, Partner.SCHOOL)),
        (UNKNOWN, AnswerStatus.UNKNOWN, Answer(None, AnswerStatus.UNKNOWN, QUARTER, Partner.SCHOOL)),
        (UNKNOWN, AnswerStatus.SIGNAL, Refusal.STATUS_WITHOUT_ANSWER),
        (UNKNOWN, AnswerStatus.NOT_APPLICABLE, Refusal.STATUS_AGAINST_ANSWER),
        (NOT_APPLICABLE, None, Answer(None, AnswerStatus.NOT_APPLICABLE, QUARTER, Partner.SCHOOL)),
        (NOT_APPLICABLE, AnswerStatus.NOT_APPLICABLE, Answer(None, AnswerStatus.NOT_APPLICABLE, QUARTER, Partner.SCHOOL)),
        (NOT_APPLICABLE, AnswerStatus.ESTABLISHED, Refusal.STATUS_AGAINST_ANSWER),
    ],
)
def test_a_status_belongs_to_the_answer_or_is_refused(answer: Answer, status: AnswerStatus | None, expected: object) -> None:
    found = circumstances(answer, status, QUARTER, Partner.SCHOOL)
    assert (found.kind if isinstance(found, Problem) else found) == expected


def test_names_of_options_include_the_labels_of_both_languages() -> None:
    assert names_of([("a", Text(nl="Eén", en="One")), ("b", None)]) == {"a": ("a",), "eén": ("a",), "one": ("a",), "b": ("b",)}


def test_a_problem_names_the_kind_of_data_that_was_found_and_never_the_data() -> None:
    otherwise = Problem(Refusal.NOT_LISTED, _("Kies iets anders."))
    problem = problem_with("bel 06-12345678", otherwise)
    assert DUTCH.say(problem.message()) == "herkenbaar gegeven: een telefoonnummer"
    assert "12345678" not in repr(problem)
    assert problem_with("gewoon", otherwise) is otherwise
    assert problem_with("01-02-2010", otherwise).found is HitKind.FULL_DATE
    assert problem_with("01-02-2010", otherwise, dates_belong=True) is otherwise
    assert DUTCH.say(problem_with("123456789", otherwise).mend).startswith("Is dit een BSN, verwijder het dan.")
