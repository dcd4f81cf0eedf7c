"""The table of cases, the list with its line, the framework page and the message bar: what they say and how they are used."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Window, some_case
from triage.cases.case import Case
from triage.weighing.places import PlaceState, place_list
from triage.wording import DUTCH, _
from ui.places.cases.view import CasesView
from ui.places.framework.view import FrameworkView
from ui.places.ranking.view import RankingView, place_rows
from ui.theme import Scheme, palette
from ui.widgets.form import Choice, DayEdit
from ui.widgets.messages import Level, MessageBar, Notice, Remedy
from ui.widgets.reading import Reading

Show = Callable[[Sequence[Case]], Window]

MANY = [some_case(f"c-{number:04d}", 12 + number % 12, number % 5) for number in range(30)]


def cases_view(window: Window) -> CasesView:
    """The place Casussen of this window."""
    view = window.go_to("cases")
    assert isinstance(view, CasesView)
    return view


def codes(view: CasesView) -> list[str]:
    """The codes of the rows that show, in order."""
    return [view.model.row_at(view.model.index(row, 0)).code for row in range(view.model.rowCount())]


def test_rows_say_range_level_share_and_advice(show_cases: Show) -> None:
    view = cases_view(show_cases([some_case()]))
    said = [column.words(view.model.row_at(view.model.index(0, 0))) for column in view.model.columns]
    assert said[0] == "7K-4Q2"
    assert said[4].endswith(" %")
    assert "nog niet te zeggen" in said[1] or said[1]
    spoken = view.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Casus 7K-4Q2. ")


def test_sorting_puts_the_highest_first_and_the_third_click_the_order_of_the_file(show_cases: Show) -> None:
    view = cases_view(show_cases(MANY))
    view.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    lows = [view.model.columns[2].key(view.model.row_at(view.model.index(row, 0))) for row in range(view.model.rowCount())]  # type: ignore[misc]
    assert lows == sorted(lows, reverse=True)
    view.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    assert codes(view) == [case.code for case in MANY]


def test_other_colours_reach_the_titles_of_a_table_that_shows(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    window.opened.context.theme.set_scheme(Scheme.DARK)
    QApplication.processEvents()
    ground = view.table.horizontalHeader().grab().toImage().pixelColor(3, 3)
    assert ground == palette(dark=True).color(QPalette.ColorRole.Window)


def test_searching_finds_codes_and_advice_and_says_how_many(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    window.shell.view.search()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, "c-0007")
    window.qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    assert view._count.text() == "1 van 30 casussen"


def test_delete_takes_the_case_away_and_the_bar_gives_it_back(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert len(window.session.cases) == 29
    assert window.shell.bar.words == "Gelukt: Casus c-0000 is verwijderd."
    undo = next(button for button in window.shell.bar.findChildren(QPushButton) if button.text() == "Ongedaan maken")
    undo.click()
    assert len(window.session.cases) == 30


def test_enter_opens_the_case(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert window.shell.place.id == "weighing"
    assert window.session.chosen == "c-0001"


def test_the_copied_table_carries_its_receipt_and_says_it_is_a_trial(show_cases: Show) -> None:
    window = show_cases(MANY[:2])
    cases_view(window).copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len([line for line in lines if line.startswith("c-")]) == 2
    assert lines[-1].startswith("PROEF – niet voor besluiten. Kader Top 60: prioritering versie ")
    assert window.session.opened is not None
    assert window.session.opened.sha256 in lines[-1]


def test_the_list_shows_what_the_engine_says_and_the_line_under_the_last_place(window: Window) -> None:
    window.files.open_examples()
    window.rest()
    view = window.go_to("ranking")
    assert isinstance(view, RankingView)
    view.places.setValue(12)
    framework = window.session.framework
    assert framework is not None
    assert framework.places is not None
    expected = place_list(window.session.weighed(), framework.places, 12)
    assert view.found == expected
    rows = place_rows(expected)
    (line,) = [number for number, row in enumerate(rows) if row.last]
    assert all(row.place.state is PlaceState.BELOW for row in rows[line + 1 :])
    assert all(row.place.state is not PlaceState.BELOW for row in rows[: line + 1])
    assert "9 zeker een plaats" in view.summary.text()
    assert "onder de grens" in view.meaning.text()


def test_looking_at_the_list_keeps_the_case_one_was_working_on(window: Window) -> None:
    window.files.open_examples()
    window.rest()
    window.session.choose("K5-X94")
    view = window.go_to("ranking")
    assert isinstance(view, RankingView)
    assert view.found is not None
    assert "K5-X94" not in [row.place.case for row in place_rows(view.found)]
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    assert window.session.chosen == "K5-X94"


def test_the_wheel_gives_no_list_and_no_date_the_focus(qtbot: QtBot) -> None:
    for field in (Choice([("yes", "ja"), ("no", "nee")]), DayEdit()):
        qtbot.addWidget(field)
        assert field.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_cases_that_end_level_say_so(window: Window) -> None:
    window.files.open_examples()
    window.rest()
    view = window.go_to("ranking")
    assert isinstance(view, RankingView)
    view.places.setValue(8)
    said = [view.model.columns[0].words(view.model.row_at(view.model.index(row, 0))) for row in range(view.model.rowCount())]
    assert said.count("2, gelijk") >= 2
    shared = [view.model.row_at(view.model.index(row, 0)) for row in range(view.model.rowCount())]
    assert any(row.place.state is PlaceState.SHARED for row in shared)


def test_the_framework_page_says_how_many_examples_hold(window: Window) -> None:
    view = window.go_to("framework")
    assert isinstance(view, FrameworkView)
    assert window.session.opened is not None
    count = len(window.session.opened.examples)
    assert view.tabs.tabText(4) == f"Voorbeelden: {count} van {count} kloppen"
    for number in range(view.tabs.count()):
        view.tabs.setCurrentIndex(number)
        QApplication.processEvents()
    assert "Waarvoor niet" in view.about.accessibleName()
    assert "De som met de hand" in view.example.accessibleName()


def test_every_question_can_be_read_with_its_evidence(window: Window) -> None:
    view = window.go_to("framework")
    assert isinstance(view, FrameworkView)
    view.tabs.setCurrentIndex(1)
    for row in range(view.question_rows.rowCount()):
        view.questions.setCurrentIndex(view.question_rows.index(row, 0))
        assert "Waar dit op rust" in view.detail.accessibleName()
    assert isinstance(view.detail, Reading)


def test_a_message_has_an_icon_a_word_and_its_remedy(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    bar = MessageBar(DUTCH, box)
    done: list[str] = []
    box.show()
    bar.show_notice(Notice("x", Level.WARNING, _("Er is iets."), (Remedy(_("Herstel"), lambda: done.append("ja")),)))
    assert bar.words == "Let op: Er is iets."
    assert bar.accessibleName() == "Let op: Er is iets."
    next(button for button in bar.findChildren(QPushButton) if button.text() == "Herstel").click()
    assert done == ["ja"]
    assert not bar.isVisible()


def test_a_passing_message_goes_with_the_place_and_a_problem_stays(show_cases: Show) -> None:
    window = show_cases(MANY)
    window.go_to("cases")
    window.shell.notify(Notice("x", Level.DONE, _("Klaar.")))
    window.go_to("start")
    assert window.shell.bar.words == ""
    window.shell.notify(Notice("x", Level.PROBLEM, _("Mis.")))
    window.go_to("cases")
    assert window.shell.bar.words == "Niet gelukt: Mis."
