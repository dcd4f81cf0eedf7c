"""What changed in a case since it was opened, as the window tells it: empty, one change, more, after undo and after another version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.conftest import DAY, Window, some_case
from tests.ui.gates import accessible_name, nameless, walk
from tests.ui.small import NARROWER, TEXT, small
from tests.ui.test_weighing import pages, weighing
from triage.cases.case import Answer, Case, Fact
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period
from triage.weighing.case_changes import AnswerChanged
from ui.places.weighing.since import NO_EARLIER, NOTHING_SINCE, SinceCard
from ui.session import Source
from ui.trial import answer_changed, case_added, date_changed, facts_changed

Show = Callable[[Sequence[Case]], Window]

ONE = some_case()


def card(window: Window) -> SinceCard:
    return weighing(window).explanation.since


def answer(window: Window, item: str, given: Answer) -> None:
    session = window.session
    assert session.framework is not None
    session.do(answer_changed(session.cases, session.chosen, item, given, session.framework))


def told(window: Window) -> list[tuple[str, str]]:
    table = card(window).table
    rows = [(table.rows.said(row, 0), table.rows.said(row, 1)) for row in range(table.rows.rowCount())]
    assert table.isHidden() == (not rows)
    return rows


def test_a_case_that_was_just_opened_says_that_nothing_changed_and_one_that_was_made_here_has_nothing_to_compare(show_cases: Show) -> None:
    window = show_cases([ONE])
    assert (card(window).sentence.text(), told(window)) == (NOTHING_SINCE.template, [])
    answer(window, "triage_k2", replace(ONE.answer("triage_k2"), note="gebeld"))
    assert (card(window).sentence.text(), told(window)) == (NOTHING_SINCE.template, []), "a note is not weighed"
    window.session.do(case_added(window.session.cases, Case("3M-8C5", DAY)))
    assert (card(window).sentence.text(), told(window)) == (NO_EARLIER.template, [])


def test_each_change_is_told_with_what_it_did_and_undoing_takes_it_out_again(show_cases: Show) -> None:
    window = show_cases([ONE])
    answer(window, "triage_k2", Answer("no"))
    ((change, did),) = told(window)
    assert change.startswith("1. “Uitkomst triage K2")
    assert change.endswith(": van “ja” naar “nee”")
    assert "– criterium “De triage zegt ja op K1 en K2”: van ja naar nee" in did
    window.session.stack.undo()
    assert told(window) == []


def test_a_dismissed_fact_and_another_date_are_changes_too(show_cases: Show) -> None:
    window = show_cases([replace(ONE, facts=(Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED),))])
    session = window.session
    session.do(date_changed(session.cases, session.chosen, date(2027, 6, 1)))
    assert session.case is not None
    dismissed = (Fact("robbery", Period.quarter(2026, 1), FactStatus.DISMISSED),)
    session.do(facts_changed(session.cases, session.chosen, dismissed, NO_EARLIER))
    changes = [change for change, _did in told(window)]
    assert changes == [
        "1. Peildatum: van 1 november 2026 naar 1 juni 2027",
        "2. Feit (Overval, 1e kwartaal 2026): van “veroordeeld” naar “geseponeerd”",
    ]
    assert "van 1 feit naar 0 feiten" in told(window)[1][1]


def test_the_table_has_a_name_tab_comes_by_it_and_enter_tells_how_it_was_without_a_change(show_cases: Show) -> None:
    window = show_cases([ONE])
    answer(window, "triage_k2", Answer("yes", AnswerStatus.SIGNAL))
    explanation, table = weighing(window).explanation, card(window).table
    assert (accessible_name(table), nameless(card(window))) == ("Wat er veranderde", [])
    explanation.first.setFocus(Qt.FocusReason.OtherFocusReason)
    around = (explanation.walk, table, explanation.open)
    assert tuple(part for part in walk(window.shell) if part in around) == around
    table.setFocus(Qt.FocusReason.OtherFocusReason)
    table.setCurrentIndex(table.rows.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    (page,) = pages()
    assert any("Dan was dit anders:" in label.text() for label in page.findChildren(QLabel))
    page.close()
    QApplication.processEvents()


def test_more_changes_than_can_be_taken_apart_are_said_to_be_too_many(show_cases: Show) -> None:
    facts = tuple(Fact("robbery", Period.quarter(year, 1), FactStatus.CONVICTED) for year in range(1800, 2026))
    window = show_cases([replace(ONE, facts=())])
    window.session.do(facts_changed(window.session.cases, ONE.code, facts, NO_EARLIER))
    assert card(window).sentence.text() == "Er is te veel veranderd om per verandering te zeggen wat die deed."
    assert told(window) == []


def test_under_another_version_the_case_as_opened_has_only_what_that_version_lists(bare_window: Window) -> None:
    session = bare_window.session
    session.use_framework(small(TEXT), None)
    session.open_cases((Case("7K-4Q2", DAY, {"verzuim": Answer("veel"), "schulden": Answer("no")}),), Source("proef"))
    assert session.framework is not None
    session.do(answer_changed(session.cases, session.chosen, "schulden", Answer("yes"), session.framework))
    session.use_framework(small(NARROWER), None)
    for _step in ("the narrower version", "the version before"):
        found = session.difference()
        assert found is not None
        assert found.framework is session.framework
        assert [did.change for did in found.changes] == [AnswerChanged("schulden", Answer("no"), Answer("yes"))]
        session.stack.undo()
    found = session.difference()
    assert found is not None
    assert found.changes == ()
