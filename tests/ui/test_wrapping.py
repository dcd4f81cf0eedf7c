"""Fields in a narrow form: a choice wraps instead of being cut, fields go below each other, and the explanation goes behind a tab."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Window, some_case
from triage.cases.case import Case
from ui.app import application
from ui.places.weighing.view import WeighingView
from ui.widgets.objection import Objection
from ui.widgets.wrapping import Columns, WrappedChoice

Show = Callable[[Sequence[Case]], Window]

STATUSES = [(number, words) for number, words in enumerate(("vastgesteld", "bevestigd door twee bronnen", "signaal"))]


def test_a_choice_takes_the_lines_its_longest_words_need(qtbot: QtBot) -> None:
    choice = WrappedChoice(STATUSES)
    qtbot.addWidget(choice)
    choice.resize(600, 30)
    choice.show()
    wide = choice.height()
    choice.resize(choice.minimumSizeHint().width(), choice.height())
    assert choice.height() > wide
    assert choice.minimumSizeHint().width() >= choice.fontMetrics().horizontalAdvance("vastgesteld")


def test_choosing_does_not_change_the_height(qtbot: QtBot) -> None:
    choice = WrappedChoice(STATUSES)
    qtbot.addWidget(choice)
    choice.resize(150, 30)
    choice.show()
    heights = set()
    for value, _words in STATUSES:
        choice.show_value(value)
        QApplication.processEvents()
        heights.add(choice.height())
    assert len(heights) == 1


@pytest.mark.parametrize(("width", "rows"), [(700, 1), (250, 2), (120, 3)])
def test_fields_go_below_each_other_when_they_do_not_fit(qtbot: QtBot, width: int, rows: int) -> None:
    fields = [QLineEdit() for _ in range(3)]
    for field in fields:
        field.setMinimumWidth(100)
    columns = Columns(fields, 3)
    qtbot.addWidget(columns)
    columns.resize(width, 200)
    columns.show()
    QApplication.processEvents()
    assert len({field.y() for field in fields}) == rows


@pytest.mark.parametrize("width", [200, 330, 400, 470, 540, 700])
def test_choices_beside_each_other_are_equally_high(qtbot: QtBot, width: int) -> None:
    choices = [WrappedChoice(STATUSES), WrappedChoice([(None, "Openbaar Ministerie")]), WrappedChoice([(None, "2026-Q1")])]
    columns = Columns(choices, 3)
    qtbot.addWidget(columns)
    columns.resize(width, 400)
    columns.show()
    QApplication.processEvents()
    rows = {choice.y(): {other.height() for other in choices if other.y() == choice.y()} for choice in choices}
    assert all(len(heights) == 1 for heights in rows.values()), rows
    assert all(choice.height() >= choice.sizeHint().height() for choice in choices)


def test_choices_stand_on_one_line_where_the_width_allows_it(qtbot: QtBot) -> None:
    choices = [WrappedChoice(STATUSES), WrappedChoice([(None, "politie")]), WrappedChoice([(None, "2026-Q1")])]
    columns = Columns(choices, 3)
    qtbot.addWidget(columns)
    columns.resize(sum(choice.whole_width for choice in choices) + 40, 400)
    columns.show()
    QApplication.processEvents()
    assert len({choice.y() for choice in choices}) == 1
    assert [choice.lines_at(choice.width()) for choice in choices] == [1, 1, 1]


def test_an_objection_shows_only_when_there_is_one(qtbot: QtBot) -> None:
    objection = Objection()
    qtbot.addWidget(objection)
    assert not objection.isVisible()
    objection.show_words("Vul een heel getal in.")
    assert objection.isVisible()
    assert objection.accessibleName() == "Vul een heel getal in."
    objection.show_words("")
    assert not objection.isVisible()


def view_of(window: Window) -> WeighingView:
    """The place Weging of this window."""
    view = window.go_to("weighing")
    assert isinstance(view, WeighingView)
    QApplication.processEvents()
    return view


def test_in_a_narrow_window_the_explanation_stands_behind_a_tab(show_cases: Show) -> None:
    window = show_cases([some_case()])
    view = view_of(window)
    assert not view.tabs.isVisible()
    window.opened.context.theme.set_zoom(200)
    QApplication.processEvents()
    assert view.tabs.isVisible()
    assert (view.form.isVisible(), view.explanation.isVisible()) == (True, False)
    view.tabs.setFocus()
    QTest.keyClick(view.tabs, Qt.Key.Key_Right)
    assert (view.form.isVisible(), view.explanation.isVisible()) == (False, True)
    window.opened.context.theme.set_zoom(100)
    QApplication.processEvents()
    assert (view.form.isVisible(), view.explanation.isVisible(), view.tabs.isVisible()) == (True, True, False)


def test_an_open_question_behind_the_tab_comes_forward(show_cases: Show) -> None:
    window = show_cases([some_case()])
    view = view_of(window)
    window.opened.context.theme.set_zoom(200)
    QApplication.processEvents()
    view.tabs.setCurrentIndex(1)
    view.show_question("money")
    assert view.tabs.currentIndex() == 0
    assert view.questions["money"].editor.hasFocus()


def test_a_new_case_in_a_narrow_window_shows_its_questions(show_cases: Show) -> None:
    window = show_cases([some_case()])
    view = view_of(window)
    window.opened.context.theme.set_zoom(200)
    view.tabs.setCurrentIndex(1)
    window.files.new_case()
    assert view.questions["age"].editor.first.hasFocus()


def test_f6_goes_from_any_question_to_the_explanation(show_cases: Show) -> None:
    view = view_of(show_cases([some_case()]))
    view.questions["leisure"].editor.setFocus()
    QTest.keyClick(view.questions["leisure"].editor, Qt.Key.Key_F6)
    assert view.explanation.to_open.hasFocus()
    QTest.keyClick(view.explanation.to_open, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert view.questions["age"].editor.first.hasFocus()


def test_a_question_that_gets_the_focus_by_a_command_is_in_sight(show_cases: Show) -> None:
    view = view_of(show_cases([some_case()]))
    view.show_question("psych")
    QApplication.processEvents()
    top = view.questions["psych"].mapTo(view.form.viewport(), view.questions["psych"].rect().topLeft()).y()
    assert 0 <= top < view.form.viewport().height()


class _Layouts(QObject):
    """Counts how often parts of the window are asked to lay themselves out."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.asked += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.mark.parametrize("zoom", [100, 200])
def test_a_form_that_stands_still_lays_itself_out_no_more(show_cases: Show, zoom: int) -> None:
    window = show_cases([some_case()])
    view_of(window)
    window.opened.context.theme.set_zoom(zoom)
    for _turn in range(10):
        QApplication.processEvents()
    layouts = _Layouts()
    application().installEventFilter(layouts)
    for _turn in range(10):
        QApplication.processEvents()
    application().removeEventFilter(layouts)
    assert layouts.asked == 0
