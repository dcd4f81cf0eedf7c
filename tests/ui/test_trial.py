"""Changes as data: what one action makes of the cases, and that undoing puts back exactly what was."""

from __future__ import annotations

from datetime import date

from tests.ui.conftest import DAY, some_case
from triage import review
from triage.cases.case import UNKNOWN, Answer, Case
from triage.wording import DUTCH, _
from ui.trial import Kind, answer_changed, case_added, case_removed, date_changed, facts_changed, place_of

ONE, TWO = some_case("7K-4Q2"), some_case("3M-8C5")


def test_an_answer_changes_one_case_and_says_which_question(opened_framework: review.OpenFramework) -> None:
    change = answer_changed((ONE, TWO), ONE.code, "money", Answer("some"), opened_framework.framework)
    assert change is not None
    assert change.after[0].answer("money") == Answer("some")
    assert change.after[1] is TWO
    assert change.before == (ONE, TWO)
    assert DUTCH.say(change.text) == "antwoord op ‘Heeft de jongere schulden of geldzorgen?’ gewijzigd"


def test_the_same_answer_is_no_change(opened_framework: review.OpenFramework) -> None:
    assert answer_changed((ONE,), ONE.code, "exploited", Answer("no"), opened_framework.framework) is None


def test_an_answer_taken_back_leaves_nothing_behind(opened_framework: review.OpenFramework) -> None:
    change = answer_changed((ONE,), ONE.code, "exploited", UNKNOWN, opened_framework.framework)
    assert change is not None
    assert "exploited" not in change.after[0].answers


def test_no_facts_is_another_answer_than_nobody_looked() -> None:
    empty = facts_changed((ONE,), ONE.code, (), _("geen feiten"))
    nobody = facts_changed((ONE,), ONE.code, None, _("nog niet nagegaan"))
    assert empty is not None
    assert nobody is not None
    assert empty.after[0].facts == ()
    assert nobody.after[0].facts is None
    assert facts_changed((ONE,), ONE.code, ONE.facts, _("niets")) is None


def test_another_reference_date_is_a_change_and_the_same_is_none() -> None:
    change = date_changed((ONE,), ONE.code, date(2026, 6, 1))
    assert change is not None
    assert change.after[0].reference_date == date(2026, 6, 1)
    assert date_changed((ONE,), ONE.code, DAY) is None


def test_cases_come_and_go() -> None:
    added = case_added((ONE,), TWO)
    assert added.after == (ONE, TWO)
    assert added.kind is Kind.CASES
    assert case_removed((ONE, TWO), ONE.code).after == (TWO,)


def test_a_case_that_is_not_there_has_no_place() -> None:
    assert place_of((ONE, TWO), TWO.code) == 1
    assert place_of((ONE,), "nergens") is None
    assert place_of((), Case("x", DAY).code) is None
