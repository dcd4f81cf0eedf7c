"""The open trial: results that follow the cases, undo and redo with names, and who is told of what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.ui.conftest import DAY, Window, some_case
from tests.ui.small import NARROWER, TEXT, small
from triage.cases.case import UNKNOWN, Answer, Case, Fact
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period
from triage.weighing.weigh import weigh_case
from ui.session import Source
from ui.trial import Kind, answer_changed, case_removed

Show = Callable[[Sequence[Case]], Window]

ONE, TWO = some_case("7K-4Q2"), some_case("3M-8C5", 15, 1)


def test_undo_puts_back_the_answer_and_redo_gives_it_again(show_cases: Show) -> None:
    session = show_cases([ONE, TWO]).session
    assert session.framework is not None
    session.do(answer_changed(session.cases, ONE.code, "money", Answer("serious"), session.framework))
    assert session.stack.undoText() == "casus 7K-4Q2, antwoord op ‘Heeft de jongere schulden of geldzorgen?’ gewijzigd"
    session.stack.undo()
    assert session.cases == (ONE, TWO)
    session.stack.redo()
    assert session.case is not None
    assert session.case.answer("money") == Answer("serious")


def test_undoing_goes_to_the_case_it_is_about(show_cases: Show) -> None:
    session = show_cases([ONE, TWO]).session
    assert session.framework is not None
    session.do(answer_changed(session.cases, ONE.code, "money", Answer("serious"), session.framework))
    session.choose(TWO.code)
    session.stack.undo()
    assert session.chosen == ONE.code


def test_a_case_taken_away_comes_back_in_its_place(show_cases: Show) -> None:
    session = show_cases([ONE, TWO]).session
    session.do(case_removed(session.cases, ONE.code))
    assert session.chosen == TWO.code
    session.stack.undo()
    assert [case.code for case in session.cases] == [ONE.code, TWO.code]
    assert session.chosen == ONE.code


def test_the_chosen_case_is_weighed_as_the_engine_weighs_it(show_cases: Show) -> None:
    session = show_cases([ONE, TWO]).session
    assert session.opened is not None
    assert session.weighing() == session.opened.outlooks.of(weigh_case(session.opened.tables, ONE))
    assert session.weighed().weighing(1) == weigh_case(session.opened.tables, TWO)


def test_results_are_kept_until_a_case_changes(show_cases: Show) -> None:
    session = show_cases([ONE]).session
    assert session.framework is not None
    before = session.weighed()
    assert session.weighed() is before
    session.do(answer_changed(session.cases, ONE.code, "money", Answer("serious"), session.framework))
    assert session.weighed() is not before


def test_choosing_a_case_tells_only_of_the_choice(show_cases: Show) -> None:
    session = show_cases([ONE, TWO]).session
    told: list[frozenset[Kind]] = []
    session.changed.connect(told.append)
    session.choose(TWO.code)
    session.choose(TWO.code)
    assert told == [frozenset({Kind.CHOICE})]


def test_saving_makes_the_list_clean_and_undoing_makes_it_dirty(show_cases: Show) -> None:
    session = show_cases([ONE]).session
    assert session.framework is not None
    session.do(answer_changed(session.cases, ONE.code, "money", Answer("serious"), session.framework))
    session.saved_as(Source("casussen.xlsx"))
    assert session.stack.isClean()
    session.stack.undo()
    assert not session.stack.isClean()


def test_another_framework_lets_the_cases_go(show_cases: Show, opened_framework: object) -> None:
    window = show_cases([ONE])
    same = window.session.opened
    assert same is not None
    window.session.use_framework(same, window.session.registry)
    assert window.session.cases == (ONE,)


@pytest.mark.parametrize("code", ["", "weg"])
def test_without_a_case_there_is_no_result(show_cases: Show, code: str) -> None:
    session = show_cases([]).session
    session.chosen = code
    assert session.case is None
    assert session.weighing() is None


def test_a_kind_of_fact_is_called_by_its_label(show_cases: Show) -> None:
    session = show_cases([]).session
    assert session.language.say(session.kind_name("robbery")) == "Overval"
    assert session.kind_name("onbekend-soort") == "onbekend-soort"
    assert ONE.reference_date == DAY


WIDE = Case(
    "7K-4Q2",
    DAY,
    {
        "leeftijd": Answer(Decimal(16)),
        "verzuim": Answer("veel", note="gezien"),
        "geschorst": Answer(status=AnswerStatus.NOT_APPLICABLE),
        "schulden": Answer("yes"),
    },
    (Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED), Fact("violence", Period.quarter(2026, 1), FactStatus.CONVICTED)),
)


def test_another_version_keeps_the_answers_it_lists_and_the_rest_becomes_unknown(bare_window: Window) -> None:
    session = bare_window.session
    session.use_framework(small(), None)
    session.open_cases((WIDE,), Source("proef"))
    taken = session.use_framework(small(NARROWER), None)
    assert (taken.answers, taken.facts) == (2, 1)
    (case,) = session.cases
    assert case.answer("verzuim") == replace(UNKNOWN, note="gezien")
    assert case.answer("geschorst") == UNKNOWN
    assert case.answer("schulden") == Answer("yes")
    assert case.facts == WIDE.facts[:1]  # type: ignore[index]
    assert len(session.weighed()) == 1
    assert not session.stack.isClean()


def test_going_back_to_the_version_before_brings_its_answers_back(bare_window: Window) -> None:
    session = bare_window.session
    first, second = small(), small(NARROWER)
    session.use_framework(first, None)
    session.open_cases((WIDE,), Source("proef"))
    session.do(answer_changed(session.cases, WIDE.code, "schulden", Answer("no"), first.framework))
    session.use_framework(second, None)
    assert session.stack.undoText() == "kader geopend: versie 1.1.0"
    session.stack.undo()
    assert session.opened is first
    assert session.cases[0].answer("verzuim") == WIDE.answer("verzuim")
    session.stack.undo()
    assert session.cases == (WIDE,)
    assert session.weighing() is not None


def test_a_version_that_takes_every_answer_leaves_saved_cases_saved(bare_window: Window) -> None:
    session = bare_window.session
    session.use_framework(small(), None)
    session.open_cases((WIDE,), Source("proef"))
    taken = session.use_framework(small(NARROWER.replace("[robbery]", "[robbery, violence]").replace("1.1.0", "2.0.0")), None)
    assert taken.facts == 0
    session.stack.undo()
    session.use_framework(small(TEXT.replace("1.0.0", "1.0.1")), None)
    assert session.cases == (WIDE,)
    assert session.stack.isClean()
