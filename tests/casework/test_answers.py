"""Whether an answer fits its question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.making import framework
from triage.cases.case import NOT_APPLICABLE, UNKNOWN, Answer
from triage.casework.answers import age_defects, answer_defects, question_of
from triage.casework.record import Age
from triage.casework.texts import NOTE
from triage.framework.model import Item
from triage.framework.vocabulary import AnswerStatus
from triage.periods import Period
from triage.wording import DUTCH

TODAY = date(2026, 12, 1)
MADE = framework()


def question(item: str) -> Item:
    found = question_of(MADE, item)
    assert found is not None
    return found


def problems(item: str, answer: Answer, *confirmed: str) -> list[str]:
    return [DUTCH.say(defect.problem) for defect in answer_defects(question(item), answer, TODAY, confirmed=confirmed)]


FITS = {
    "age": (Decimal(8), Decimal(27)),
    "school": ("attends", "truant", "no_place"),
    "exploited": ("yes", "no"),
    "moves": (Decimal(0), Decimal(5000)),
    "index": (Decimal("-10"), Decimal("1.25")),
    "fine": (Decimal("0.125"),),
    "ritax": ("1", "2"),
}
"""Answers to every question of the made framework."""


@pytest.mark.parametrize(("item", "value"), [(item, value) for item, values in FITS.items() for value in values])
@pytest.mark.parametrize("status", [AnswerStatus.ESTABLISHED, AnswerStatus.CONFIRMED, AnswerStatus.SIGNAL])
def test_an_answer_that_fits_has_nothing_wrong(item: str, value: str | Decimal, status: AnswerStatus) -> None:
    assert problems(item, Answer(value, status, Period.quarter(2026, 4))) == []


@given(st.sampled_from(sorted(FITS)), st.one_of(st.text(), st.decimals()))
def test_any_other_value_is_refused(item: str, value: str | Decimal) -> None:
    fits = value in FITS[item] if isinstance(FITS[item][0], str) else isinstance(value, Decimal) and value.is_finite()
    if not fits:
        assert problems(item, Answer(value)) in (["Dit is geen getal."], ["Dit antwoord staat niet in de lijst."])


@pytest.mark.parametrize(
    ("item", "value", "problem", "mend"),
    [
        ("age", Decimal(28), "Dit getal kan niet.", "Vul een getal in van 8 tot en met 27."),
        ("age", Decimal("15.5"), "Dit getal heeft te veel decimalen.", "Vul een heel getal in."),
        ("index", Decimal("1.255"), "Dit getal heeft te veel decimalen.", "Vul hoogstens 2 decimalen in."),
        ("moves", Decimal("NaN"), "Dit is geen getal.", "Vul een getal in, of kies “onbekend”."),
        ("moves", "veel", "Dit is geen getal.", "Vul een getal in, of kies “onbekend”."),
        ("school", "soms", "Dit antwoord staat niet in de lijst.", "Kies een antwoord uit de lijst."),
        ("school", Decimal(1), "Dit antwoord staat niet in de lijst.", "Kies een antwoord uit de lijst."),
        ("ritax", None, "Er staat geen antwoord.", "Geef een antwoord, of kies “onbekend”."),
    ],
)
def test_what_does_not_fit_is_said_with_its_mend(item: str, value: str | Decimal | None, problem: str, mend: str) -> None:
    (defect,) = answer_defects(question(item), Answer(value), TODAY)
    assert (DUTCH.say(defect.problem), DUTCH.say(defect.mend)) == (problem, mend)


def test_the_status_fits_the_value() -> None:
    assert problems("school", UNKNOWN) == []
    assert problems("school", NOT_APPLICABLE) == []
    assert problems("exploited", NOT_APPLICABLE) == ["“Niet van toepassing” kan hier niet."]
    both = "Er staat een antwoord en ook dat het er niet is."
    assert problems("school", Answer("truant", AnswerStatus.UNKNOWN)) == [both]
    assert problems("school", Answer("truant", AnswerStatus.NOT_APPLICABLE)) == [both]
    assert problems("school", Answer("truant", AnswerStatus.CONTESTED)) == ["Wie het antwoord betwist en waarom, staat er niet bij."]


def test_the_quarter_is_a_quarter_that_has_begun() -> None:
    assert problems("school", Answer("truant", as_of=Period.quarter(2027, 1))) == ["Dit kwartaal is nog niet begonnen."]
    assert problems("school", Answer("truant", as_of=Period.day(TODAY))) == ["Dit is geen heel kwartaal."]


def test_a_note_is_short_and_guarded_and_never_repeated() -> None:
    assert problems("school", Answer("truant", note="x" * (NOTE + 1))) == [f"Dit is langer dan {NOTE} tekens."]
    number = "Zie 249566758 in het systeem."
    (defect,) = answer_defects(question("school"), Answer("truant", note=number), TODAY, confirmed=(number,))
    assert "249566758" not in defect.in_words(DUTCH)
    assert DUTCH.say(defect.place) == "toelichting bij vraag “school”"


def test_everything_that_is_wrong_is_said_at_once() -> None:
    answer = Answer("soms", as_of=Period.quarter(2027, 1), note="x" * 501)
    assert len(problems("school", answer)) == 3


def test_what_is_counted_or_derived_is_no_question() -> None:
    assert [item for item in ("recent", "young", "none") if question_of(MADE, item) is not None] == []


AGE = Age(15, date(2026, 6, 1))


@pytest.mark.parametrize(
    ("value", "as_of", "fits"),
    [
        (15, None, True),
        (16, None, True),
        (14, None, False),
        (17, None, False),
        (14, Period.quarter(2025, 4), True),
        (13, Period.quarter(2025, 4), False),
        (16, Period.quarter(2026, 4), True),
    ],
)
def test_an_age_in_answer_is_one_that_the_case_can_have(value: int, as_of: Period | None, fits: bool) -> None:
    found = age_defects(question("age"), Answer(Decimal(value), as_of=as_of), AGE, TODAY)
    assert (found == ()) is fits


def test_an_age_that_does_not_stand_or_is_not_known_says_nothing() -> None:
    assert age_defects(question("age"), Answer(Decimal(27), AnswerStatus.SIGNAL), AGE, TODAY) == ()
    assert age_defects(question("age"), UNKNOWN, AGE, TODAY) == ()
    assert age_defects(question("age"), Answer(Decimal(27)), None, TODAY) == ()
