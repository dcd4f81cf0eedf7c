"""The facts of a case in the form: adding, changing and losing them, and what is said about each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.conftest import DAY, Window, some_case
from tests.ui.test_weighing import EMPTY, chosen, weighing
from triage.cases.case import Answer, Case, Fact
from triage.framework.vocabulary import FactStatus
from triage.periods import Period
from triage.wording import Message
from ui.trial import answer_changed, facts_changed
from ui.widgets.form import Choice

Show = Callable[[Sequence[Case]], Window]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("verdenking", "geregistreerd door politie (verdenking)"),
        ("veroordeeld", "veroordeeld"),
        ("halt", "buiten de rechter afgedaan (Halt of strafbeschikking)"),
        ("verdacht", "kies …"),
        ("vv", "vrijgesproken"),
        ("geregistreerd door p", "geregistreerd door politie (verdenking)"),
    ],
)
def test_typing_never_ends_at_a_status_that_was_not_typed(show_cases: Show, typed: str, found: str) -> None:
    status = weighing(show_cases([EMPTY])).facts.status
    status.setFocus()
    QTest.keyClicks(status, typed)
    assert status.currentText() == found
    assert not status.view().isVisible()


def test_typing_in_a_cell_counts_when_the_cell_is_left(show_cases: Show) -> None:
    window = show_cases([some_case(facts=1)])
    facts = weighing(window).facts
    facts.table.setFocus()
    facts.table.setCurrentIndex(facts.model.index(0, 2))
    QTest.keyClick(facts.table, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, Choice)
    QTest.keyClicks(editor, "verdenking")
    assert (chosen(window).facts or ())[0].status is FactStatus.CONVICTED
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert (chosen(window).facts or ())[0].status is FactStatus.SUSPECTED


def test_a_fact_is_added_by_keyboard_and_the_explanation_follows(show_cases: Show) -> None:
    window = show_cases([some_case(facts=0)])
    view = weighing(window)
    before = view.explanation.scales["seriousness"].sentence.text()
    facts = view.facts
    facts.kind.setFocus()
    QTest.keyClicks(facts.kind, "Overval")
    QTest.keyClicks(facts.when, "2026-Q1")
    QTest.keyClicks(facts.status, "veroord")
    facts.add.setFocus()
    QTest.keyClick(facts.add, Qt.Key.Key_Space)
    assert chosen(window).facts == (Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED),)
    assert view.explanation.scales["seriousness"].sentence.text() != before
    assert facts.kind.hasFocus()
    assert window.session.stack.undoText() == "casus 7K-4Q2, feit toegevoegd (Overval)"


def test_a_fact_without_its_kind_is_asked_for(show_cases: Show) -> None:
    window = show_cases([some_case(facts=0)])
    facts = weighing(window).facts
    QTest.mouseClick(facts.add, Qt.MouseButton.LeftButton)
    assert facts.problem.text() == "Kies eerst de soort, het kwartaal en de status."
    assert chosen(window).facts == ()


def test_a_fact_before_the_twelfth_birthday_is_refused(show_cases: Show) -> None:
    window = show_cases([some_case(age=13, facts=0)])
    facts = weighing(window).facts
    QTest.keyClicks(facts.kind, "Overval")
    QTest.keyClicks(facts.when, "2022-Q1")
    QTest.keyClicks(facts.status, "veroord")
    QTest.mouseClick(facts.add, Qt.MouseButton.LeftButton)
    assert "voor de twaalfde verjaardag" in facts.problem.text()
    assert chosen(window).facts == ()


def test_no_facts_and_nobody_looked_are_two_answers(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    facts = weighing(window).facts
    assert facts.not_looked.isChecked()
    QTest.mouseClick(facts.none, Qt.MouseButton.LeftButton)
    assert chosen(window).facts == ()
    QTest.mouseClick(facts.not_looked, Qt.MouseButton.LeftButton)
    assert chosen(window).facts is None


def test_saying_there_are_no_facts_can_be_undone(show_cases: Show) -> None:
    window = show_cases([some_case(facts=3)])
    facts = weighing(window).facts
    QTest.mouseClick(facts.none, Qt.MouseButton.LeftButton)
    assert window.session.stack.undoText() == "casus 7K-4Q2, 3 feiten verwijderd"
    window.session.stack.undo()
    assert len(chosen(window).facts or ()) == 3
    assert facts.some.isChecked()


def test_a_cell_of_a_fact_is_changed_in_the_table(show_cases: Show) -> None:
    window = show_cases([some_case(facts=1)])
    facts = weighing(window).facts
    facts.model.setData(facts.model.index(0, 2), FactStatus.DISMISSED)
    facts.model.setData(facts.model.index(0, 4), True)
    changed = (chosen(window).facts or ())[0]
    assert changed.status is FactStatus.DISMISSED
    assert changed.contested


def test_enter_opens_a_list_in_the_cell_and_a_choice_closes_it(show_cases: Show) -> None:
    window = show_cases([some_case(facts=1)])
    facts = weighing(window).facts
    facts.table.setFocus()
    facts.table.setCurrentIndex(facts.model.index(0, 2))
    QTest.keyClick(facts.table, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "gesep")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert (chosen(window).facts or ())[0].status is FactStatus.DISMISSED


def test_delete_takes_the_fact_that_is_chosen(show_cases: Show) -> None:
    window = show_cases([some_case(facts=2)])
    facts = weighing(window).facts
    facts.table.setCurrentIndex(facts.model.index(1, 0))
    QTest.keyClick(facts.table, Qt.Key.Key_Delete)
    assert len(chosen(window).facts or ()) == 1


def test_an_objection_has_a_drawing_beside_its_words(show_cases: Show) -> None:
    facts = weighing(show_cases([some_case(facts=0)])).facts
    QTest.mouseClick(facts.add, Qt.MouseButton.LeftButton)
    drawings = [label for label in facts.problem.findChildren(QLabel) if not label.pixmap().isNull() and label.isVisible()]
    assert len(drawings) == 1
    assert facts.problem.accessibleName() == facts.problem.text()


def test_the_age_counts_from_the_day_it_was_told(show_cases: Show) -> None:
    """The same rule as for tables: 13 at the end of 2024 is 14 or 15 now, so early 2023 may be before the twelfth birthday or after it."""
    told = Case("7K-4Q2", DAY, {"age": Answer(Decimal(13), as_of=Period.quarter(2024, 4))}, ())
    window = show_cases([told])
    facts = weighing(window).facts
    for quarter, taken in (("2022-Q1", 0), ("2023-Q1", 1)):
        facts.kind.setFocus()
        for field, words in ((facts.kind, "robbery"), (facts.status, FactStatus.CONVICTED)):
            field.show_value(words)
        facts.when.show_value(Period.parse(quarter))
        QTest.mouseClick(facts.add, Qt.MouseButton.LeftButton)
        assert len(chosen(window).facts or ()) == taken
        assert bool(facts.problem.text()) is not bool(taken)


def test_an_age_that_makes_facts_too_early_is_said_beside_them(show_cases: Show) -> None:
    window = show_cases([some_case(facts=0, age=20)])
    facts = weighing(window).facts
    assert window.session.framework is not None
    old = Fact("robbery", Period.quarter(2020, 1), FactStatus.CONVICTED)
    window.session.do(facts_changed(window.session.cases, "7K-4Q2", (old,), facts_text()))
    assert facts.early.text() == ""
    window.session.do(answer_changed(window.session.cases, "7K-4Q2", "age", Answer(Decimal(14)), window.session.framework))
    assert facts.early.text() == (
        "1 feit ligt bij deze leeftijd voor de twaalfde verjaardag. Zo’n feit wordt niet bewaard. "
        "Verbeter de leeftijd of verwijder het feit."
    )


def facts_text() -> Message:
    """What undo calls a change of facts."""
    return Message("feit toegevoegd")


def fact(kind: str, quarter: tuple[int, int], status: FactStatus = FactStatus.CONVICTED, *, contested: bool = False) -> Fact:
    """A fact of a kind in a quarter."""
    return Fact(kind, Period.quarter(*quarter), status, contested=contested)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (fact("robbery", (2026, 1)), "Overval"),
        (fact("sexual", (2026, 1)), "Zedenmisdrijf (telt niet mee in dit kader)"),
        (fact("robbery", (2026, 1), FactStatus.DISMISSED), "Overval (telt niet mee: door de status)"),
        (fact("drugs", (2022, 1)), "Drugshandel (telt niet mee: valt buiten de periode)"),
        (fact("robbery", (2027, 1)), "Overval (telt niet mee: van na de peildatum)"),
        (fact("robbery", (2026, 1), contested=True), "Overval (misschien: betwist)"),
        (fact("drugs", (2024, 4)), "Drugshandel (misschien: kwartaal op de grens)"),
    ],
)
def test_beside_a_fact_that_does_not_surely_count_stands_why(show_cases: Show, one: Fact, said: str) -> None:
    facts = weighing(show_cases([replace(some_case(age=22), facts=(one,))])).facts
    assert facts.model.said(0, 0) == said
    assert facts.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith(f"{said}, ")


def test_a_kind_of_fact_that_the_framework_does_not_count_is_called_by_its_label(show_cases: Show) -> None:
    window = show_cases([replace(some_case(), facts=(fact("sexual", (2026, 1)),))])
    facts = weighing(window).facts
    label = "Zedenmisdrijf"
    facts.table.setFocus()
    facts.table.setCurrentIndex(facts.model.index(0, 0))
    QTest.keyClick(facts.table, Qt.Key.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, Choice)
    assert editor.currentText() == label
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    QTest.mouseClick(facts.remove, Qt.MouseButton.LeftButton)
    assert window.session.stack.undoText() == f"casus 7K-4Q2, feit verwijderd ({label})"


def test_what_is_said_about_a_refused_fact_comes_in_sight(show_cases: Show) -> None:
    window = show_cases([some_case(age=13, facts=0)])
    view = weighing(window)
    facts = view.facts
    for field, value in ((facts.kind, "robbery"), (facts.when, Period.quarter(2022, 1)), (facts.status, FactStatus.CONVICTED)):
        field.show_value(value)
    facts.add.setFocus()
    QApplication.processEvents()
    bar = view.form.verticalScrollBar()
    bar.setValue(facts.geometry().bottom() - view.form.viewport().height())
    QTest.keyClick(facts.add, Qt.Key.Key_Space)
    window.qtbot.wait(50)
    low = facts.problem.mapTo(view.form.viewport(), QPoint(0, facts.problem.height())).y()
    assert facts.problem.text()
    assert low <= view.form.viewport().height()


@pytest.mark.parametrize("answer", ["none", "not_looked"])
def test_facts_that_go_by_a_click_are_told_with_the_way_back(show_cases: Show, answer: str) -> None:
    window = show_cases([some_case(facts=3)])
    facts = weighing(window).facts
    QTest.mouseClick(getattr(facts, answer), Qt.MouseButton.LeftButton)
    assert window.shell.bar.words == "Gelukt: 3 feiten van casus 7K-4Q2 zijn verwijderd."
    next(part for part in window.shell.bar.findChildren(QPushButton) if part.text() == "Feiten terugzetten").click()
    assert len(chosen(window).facts or ()) == 3
    assert window.shell.bar.words == ""
