"""Fields of the form by keyboard: where Tab comes, what undo does in them, and days that are typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from tests.ui.conftest import DAY, Window, some_case
from tests.ui.test_weighing import EMPTY, chosen, weighing
from triage.cases.case import Answer, Case
from ui.places.weighing.question import NumberAnswer

Show = Callable[[Sequence[Case]], Window]


def test_tab_in_a_new_case_comes_to_the_first_answer_and_not_to_the_one_used_last(show_cases: Show) -> None:
    window = show_cases([some_case(facts=0)])
    view = weighing(window)
    buttons = {button.text(): button for button in view.questions["exploited"].findChildren(QRadioButton)}
    QTest.mouseClick(buttons["nee"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.facts.none, Qt.MouseButton.LeftButton)
    window.files.new_case()
    QTest.keyClick(view.questions["age"].editor.first, Qt.Key.Key_Tab)
    assert buttons["ja"].hasFocus()
    view.facts.not_looked.setFocus()
    QTest.keyClick(view.facts.not_looked, Qt.Key.Key_Backtab)
    while not view.facts.isAncestorOf(focus := QApplication.focusWidget() or window.shell):
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert view.facts.not_looked.hasFocus()


def test_tab_comes_to_the_answer_that_was_given_in_this_case(show_cases: Show) -> None:
    window = show_cases([some_case("7K-4Q2", facts=0), replace(some_case("3M-8C5"), answers={"exploited": Answer("yes")}, facts=None)])
    view = weighing(window)
    buttons = {button.text(): button for button in view.questions["exploited"].findChildren(QRadioButton)}
    for code, chosen_one, looked in (("7K-4Q2", "nee", view.facts.none), ("3M-8C5", "ja", view.facts.not_looked)):
        window.session.choose(code)
        view.questions["age"].editor.first.setFocus()
        walked = [QApplication.focusWidget()]
        for _step in range(40):
            QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Tab)
            walked.append(QApplication.focusWidget())
        assert [part for part in walked if part in buttons.values()] == [buttons[chosen_one]]
        assert [part for part in walked if part in (view.facts.not_looked, view.facts.none, view.facts.some)] == [looked]


def test_the_focus_stays_with_the_answer_when_another_case_shows(show_cases: Show) -> None:
    window = show_cases([some_case(), replace(some_case("3M-8C5"), answers={"exploited": Answer("yes")})])
    view = weighing(window)
    buttons = {button.text(): button for button in view.questions["exploited"].findChildren(QRadioButton)}
    buttons["nee"].setFocus()
    window.session.choose("3M-8C5")
    assert buttons["ja"].hasFocus()
    QTest.mouseClick(buttons["onbekend"], Qt.MouseButton.LeftButton)
    assert buttons["onbekend"].hasFocus()


def test_undo_in_a_field_that_has_nothing_to_undo_is_that_of_the_program(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    view = weighing(window)
    row = view.questions["age"]
    assert isinstance(row.editor, NumberAnswer)
    row.editor.edit.setFocus()
    QTest.keyClicks(row.editor.edit, "17")
    QTest.keyClick(row.editor.edit, Qt.Key.Key_Tab)
    for field in (row.editor.edit, row.details.note.edit, view.day):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert chosen(window) == EMPTY
        assert row.editor.edit.text() == ""
        QTest.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        assert chosen(window).answer("age") == Answer(Decimal(17))


def test_undo_in_a_field_begins_with_what_was_typed_there(show_cases: Show) -> None:
    window = show_cases([some_case(age=16)])
    editor = weighing(window).questions["age"].editor
    assert isinstance(editor, NumberAnswer)
    editor.edit.setFocus()
    QTest.keyClicks(editor.edit, "0")
    QTest.keyClick(editor.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.edit.text() == "16"
    assert chosen(window).answer("age") == Answer(Decimal(16))


def test_a_note_that_was_kept_is_undone_as_one_step(show_cases: Show) -> None:
    window = show_cases([some_case()])
    row = weighing(window).questions["exploited"]
    row.details.note.edit.setFocus()
    QTest.keyClicks(row.details.note.edit, "Gezien")
    QTest.keyClick(row.details.note.edit, Qt.Key.Key_Tab)
    row.details.note.edit.setFocus()
    for _time in range(2):
        QTest.keyClick(row.details.note.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert chosen(window).answer("exploited").note == ""
        assert row.details.note.edit.toPlainText() == ""


def test_tab_goes_from_the_date_to_the_form_and_from_the_form_to_the_explanation(show_cases: Show) -> None:
    view = weighing(show_cases([some_case()]))
    view.day.setFocus()
    QTest.keyClick(view.day, Qt.Key.Key_Tab)
    assert view.questions["age"].editor.first.hasFocus()
    QTest.keyClick(view.questions["age"].editor.first, Qt.Key.Key_Backtab)
    assert view.day.hasFocus()
    last = list(view.questions.values())[-1]
    last.details.note.edit.setFocus() if last.details.isVisible() else last.editor.first.setFocus()
    QTest.keyClick(QApplication.focusWidget() or view, Qt.Key.Key_Tab)
    assert view.explanation.isAncestorOf(QApplication.focusWidget() or view)


@pytest.mark.parametrize("typed", ["1-3-2025", "01-03-2025", "1 maart 2025", "1.3.2025"])
@pytest.mark.parametrize("leave", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_a_whole_day_can_be_typed_over_the_reference_date(show_cases: Show, typed: str, leave: Qt.Key) -> None:
    window = show_cases([some_case()])
    view = weighing(window)
    view.day.setFocus()
    QTest.keyClick(view.day, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(view.day, typed)
    assert view.day.lineEdit().text() == typed
    QTest.keyClick(view.day, leave)
    assert chosen(window).reference_date == date(2025, 3, 1)
    assert view.day.lineEdit().text() == "1 maart 2025"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31-02-2026", "Let op: Deze dag bestaat niet. De peildatum blijft 1 november 2026."),
        ("gisteren", "Let op: Dit is geen dag. Schrijf een dag als 1-3-2025. De peildatum blijft 1 november 2026."),
        ("1-3-0025", "Let op: Dit is geen dag. Schrijf een dag als 1-3-2025. De peildatum blijft 1 november 2026."),
        ("", ""),
    ],
)
def test_a_day_that_cannot_be_is_said_and_the_day_before_stays(show_cases: Show, typed: str, said: str) -> None:
    window = show_cases([some_case()])
    view = weighing(window)
    view.day.setFocus()
    QTest.keyClick(view.day, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.day, Qt.Key.Key_Delete)
    QTest.keyClicks(view.day, typed)
    QTest.keyClick(view.day, Qt.Key.Key_Tab)
    assert chosen(window).reference_date == DAY
    assert view.day.lineEdit().text() == "1 november 2026"
    assert window.shell.bar.words == said


def test_undo_in_the_date_shows_the_day_before(show_cases: Show) -> None:
    window = show_cases([some_case(), some_case("3M-8C5")])
    view = weighing(window)
    view.day.setFocus()
    QTest.keyClick(view.day, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(view.day, "1-3-2025")
    QTest.keyClick(view.day, Qt.Key.Key_Return)
    QTest.keyClick(view.day, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert chosen(window).reference_date == DAY
    assert view.day.text() == "1 november 2026"
    QTest.keyClick(view.day, Qt.Key.Key_Tab)
    assert chosen(window).reference_date == DAY


def test_a_day_that_is_being_typed_belongs_to_the_case_that_shows(show_cases: Show) -> None:
    window = show_cases([some_case(), some_case("3M-8C5")])
    view = weighing(window)
    view.day.setFocus()
    QTest.keyClick(view.day, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(view.day, "1-3-2025")
    QTest.keyClick(view.day, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert [case.reference_date for case in window.session.cases] == [date(2025, 3, 1), DAY]
    assert view.day.text() == "1 november 2026"


def test_weekends_are_not_red_in_the_calendar(show_cases: Show) -> None:
    calendar = weighing(show_cases([some_case()])).day.calendarWidget()
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        assert calendar.weekdayTextFormat(day).foreground().style() is Qt.BrushStyle.NoBrush
