"""The table of cases, the list with its line, the framework page and the message bar: what they say and how they are used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import DAY, TOP60, Window, some_case
from tests.ui.small import small
from triage.cases.case import Answer, Case
from triage.weighing.places import Place, PlaceState, place_list
from triage.weighing.sentences import bare_range, percent
from triage.wording import DUTCH, _
from ui.helping import Page
from ui.places.cases.rows import CaseRow
from ui.places.cases.view import CasesView
from ui.places.framework.view import FrameworkView
from ui.places.ranking.rows import PlaceRow, columns, place_rows, sentence, why_here
from ui.places.ranking.view import RankingView
from ui.session import Source
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
    assert [column.title for column in view.model.columns] == [
        "Casus",
        "Advies, of wat nog kan",
        "Ernst en herhaling van feiten: punten en niveau",
        "Zorgen: punten en niveau",
        "Sterke kanten: punten en niveau",
    ]
    assert said[0] == "7K-4Q2"
    assert said[1].startswith("nog niet te zeggen: ")
    assert all(words.endswith("\u00a0%)") for words in said[2:])
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


def test_escape_ends_the_search_and_then_closes_the_message(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    view._search.setFocus()
    QTest.keyClicks(view._search, "c-0007")
    window.qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    window.shell.notify(Notice("x", Level.PROBLEM, _("Mis.")))
    QTest.keyClick(view._search, Qt.Key.Key_Escape)
    assert (view._search.text(), view.model.rowCount(), window.shell.bar.words) == ("", 30, "Niet gelukt: Mis.")
    QTest.keyClick(view._search, Qt.Key.Key_Escape)
    assert window.shell.bar.words == ""


def test_the_words_of_a_scale_are_those_of_the_whole_weighing(window: Window) -> None:
    window.files.open_examples()
    window.rest()
    view = cases_view(window)
    for place in range(view.model.rowCount()):
        row: CaseRow = view.model.row_at(view.model.index(place, 0))
        for number, result in enumerate(row.weighing.scales):
            said = view.model.said(place, 2 + number)
            if row.weighing.out_of_scope:
                assert said == "niet gewogen"
                continue
            assert said.startswith(DUTCH.say(bare_range(result.low, result.high)) + ": ")
            level = DUTCH.say(result.band.name) if result.band else "nog niet te zeggen"
            assert (level if result.sufficient else "te weinig bekend") in said
            assert said.endswith(")") == (result.share_known < 1)
            known = DUTCH.say(percent(result)) + (" bekend)" if result.sufficient else ")")
            assert result.share_known == 1 or known in said.replace("\u00a0", " ")


def button(window: Window, words: str) -> QPushButton:
    """The button of the message that says this."""
    return next(button for button in window.shell.bar.findChildren(QPushButton) if button.text() == words)


def test_delete_takes_the_case_away_and_the_bar_gives_it_back(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert len(window.session.cases) == 29
    assert window.shell.bar.words == "Gelukt: Casus c-0000 is verwijderd."
    button(window, "Casus c-0000 terugzetten").click()
    assert len(window.session.cases) == 30
    assert window.session.chosen == "c-0000"


def test_after_deleting_the_next_case_is_chosen_and_after_the_last_the_one_before(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    window.session.choose("c-0007")
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert window.session.chosen == "c-0008"
    assert view.table.chosen.code == "c-0008"
    window.session.choose("c-0029")
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert window.session.chosen == "c-0028"


def test_the_next_case_is_the_next_as_the_table_is_sorted(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    view.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    window.session.choose("c-0007")
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert window.session.chosen == "c-0006"
    window.shell._next_case()
    assert window.session.chosen == "c-0005"


def test_redoing_a_deletion_stays_beside_it(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    window.session.choose("c-0007")
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    window.session.stack.undo()
    assert window.session.chosen == "c-0007"
    window.session.stack.redo()
    assert window.session.chosen == "c-0008"


def test_the_last_case_can_go_too(show_cases: Show) -> None:
    window = show_cases(MANY[:1])
    view = cases_view(window)
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert window.session.cases == ()
    assert view.delete.text() == "Casus verwijderen"
    assert not view.delete.isEnabled()


def test_commands_that_delete_name_the_case(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    assert view.delete.text() == "Casus c-0001 verwijderen"
    assert window.shell.removal.text() == "Casus c-0001 verwijderen"


def test_why_says_in_short_why_a_case_has_its_result(window: Window) -> None:
    window.files.open_examples()
    window.rest()
    view = cases_view(window)
    view.ask.click()
    page = window.shell.findChild(Page)
    assert isinstance(page, Page)
    said = page.findChildren(Reading)[0].accessibleName()
    assert f"Waarom deze uitkomst van casus {window.session.chosen}?" in said
    assert "Zo kwam het advies tot stand" in said
    page.close()


def test_a_case_that_the_search_hides_is_not_deleted(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    view._search.setText("c-0007")
    view._filter()
    assert not view.delete.isEnabled()
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert len(window.session.cases) == 30
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    assert "c-0007" not in [case.code for case in window.session.cases]


def test_other_cases_end_the_search_among_those_before(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    view._search.setText("c-0007")
    view._filter()
    window.session.open_cases(tuple(MANY[:5]), window.session.source)
    assert codes(view) == [case.code for case in MANY[:5]]


def test_what_was_in_sight_stays_in_sight_after_a_deletion(show_cases: Show) -> None:
    window = show_cases(MANY)
    view = cases_view(window)
    view.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    bar = view.table.verticalScrollBar()
    bar.setValue(0)
    view.table.setCurrentIndex(view.model.index(3, 0))
    bar.setValue(60)
    QTest.keyClick(view.table, Qt.Key.Key_Delete)
    QApplication.processEvents()
    assert bar.value() == 60


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
    view.places.setValue(14)
    framework = window.session.framework
    assert framework is not None
    assert framework.places is not None
    expected = place_list(window.session.weighed(), framework.places, 14, window.session.held)
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
    view.places.setValue(10)
    said = [view.model.columns[0].words(view.model.row_at(view.model.index(row, 0))) for row in range(view.model.rowCount())]
    assert said.count("gedeeld 2e") >= 2
    rows = [view.model.row_at(view.model.index(row, 0)) for row in range(view.model.rowCount())]
    shared = [row for row in rows if row.place.state is PlaceState.SHARED]
    words = {view.model.columns[2].words(row) for row in shared}
    assert words == {f"deelt een plaats: 2 plaatsen voor {len(shared)} casussen, rond de grens"}


def row_with(best: int, worst: int, level: int = 1) -> PlaceRow:
    """A row of the list that may stand from `best` to `worst`."""
    return PlaceRow(Place("7K-4Q2", 0, PlaceState.UNSURE, best, worst, None, (), surely_eligible=True), level, last=False)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (row_with(3, 3), "3e"),
        (row_with(2, 2, 4), "gedeeld 2e"),
        (row_with(2, 3), "2e of 3e"),
        (row_with(2, 3, 2), "2e of 3e"),
        (row_with(10, 13), "10e tot en met 13e"),
    ],
)
def test_the_order_is_said_as_a_chair_says_it(window: Window, row: PlaceRow, words: str) -> None:
    assert window.session.framework is not None
    assert columns(window.session.framework, DUTCH)[0].words(row) == words


def ranking_view(window: Window) -> RankingView:
    """The list of the examples."""
    window.files.open_examples()
    window.rest()
    view = window.go_to("ranking")
    assert isinstance(view, RankingView)
    return view


def test_the_number_of_places_one_tries_is_kept_and_the_framework_number_comes_back_with_a_button(window: Window) -> None:
    view = ranking_view(window)
    assert not view.back.isVisible()
    view.places.setValue(12)
    for place in ("cases", "weighing", "account", "start", "framework"):
        window.go_to(place)
        window.rest()
    window.go_to("ranking")
    assert view.places.value() == 12
    assert view.found is not None
    assert view.found.places == 12
    assert view.back.text() == "Terug naar 60, zoals in het kader"
    view.back.click()
    assert view.places.value() == 60
    assert not view.back.isVisible()


@pytest.mark.parametrize("other", ["file", "framework"])
def test_a_number_of_places_that_was_tried_goes_with_its_file(window: Window, other: str) -> None:
    view = ranking_view(window)
    view.places.setValue(12)
    if other == "framework":
        window.files.open_framework(TOP60)
    else:
        window.files.open_examples()
    window.rest()
    window.go_to("ranking")
    assert (view.places.value(), view.back.isVisible()) == (60, False)
    assert view.found is not None
    assert view.found.places == 60


HOLDERS = "2 hebben een plaats, 1 uitstroom bespreken"
DUE = "Bij 2 plaatsen is de toetsing aan de beurt."
NOT_ELIGIBLE = (
    "43 casussen komen niet in aanmerking: hun advies kan niet “Plaats op de lijst bespreken” zijn. 5 daarvan vallen buiten dit kader."
)


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (
            0,
            f"Stand: {HOLDERS} en 14 onder de grens. {NOT_ELIGIBLE} 2 plaatsen zijn bezet; 0 plaatsen zijn vrij. "
            f"Er hebben meer casussen een plaats dan er plaatsen zijn. Niemand verliest daardoor een plaats. {DUE}",
        ),
        (
            60,
            f"Stand: {HOLDERS}, 13 zeker een plaats en 1 nog niet te zeggen. {NOT_ELIGIBLE} 2 plaatsen zijn bezet; 58 plaatsen zijn vrij. "
            f"{DUE} Minstens 44 plaatsen blijven vrij.",
        ),
        (
            100,
            f"Stand: {HOLDERS}, 13 zeker een plaats en 1 nog niet te zeggen. {NOT_ELIGIBLE} 2 plaatsen zijn bezet; 98 plaatsen zijn vrij. "
            f"{DUE} Minstens 84 plaatsen blijven vrij.",
        ),
    ],
)
def test_no_places_and_more_places_than_cases_are_said_plainly(window: Window, places: int, said: str) -> None:
    view = ranking_view(window)
    view.places.setValue(places)
    assert view.summary.text() == said
    assert ("Met 0 plaatsen is er voor geen enkele casus een plaats." in view.meaning.text()) is (places == 0)


def test_why_on_the_list_says_where_a_case_stands_and_what_the_order_looks_at(window: Window) -> None:
    view = ranking_view(window)
    view.places.setValue(14)
    view.table.setCurrentIndex(view.model.index(4, 0))
    QTest.keyClick(view.table, Qt.Key.Key_F2)
    page = window.shell.findChild(Page)
    assert isinstance(page, Page)
    said = page.findChildren(Reading)[0].accessibleName()
    assert "In de volgorde: gedeeld 2e. Nog 4 casussen eindigen gelijk met deze." in said.replace("..", ".")
    assert "Plaats op de lijst: zeker een plaats, rond de grens. Deze casus " in said
    assert "Punten op “Sterke kanten”: 1." in said
    page.close()


def test_the_list_is_copied_where_it_stands_with_its_places_and_says_it_is_a_trial(window: Window) -> None:
    view = ranking_view(window)
    view.places.setValue(12)
    view.table.setFocus()
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.shell.place.id == "ranking"
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Volgorde\tCasus\tPlaats op de lijst\t")
    assert view.found is not None
    assert [line.split("\t")[1] for line in lines[1 : 1 + view.model.rowCount()]] == [place.case for place in view.found.rows]
    assert "Aantal plaatsen: 12. Het kader noemt er 60." in lines
    assert lines[-1].startswith("PROEF – niet voor besluiten. Kader Top 60: prioritering versie ")


def test_the_list_is_saved_as_a_table(window: Window, tmp_path: Path) -> None:
    view = ranking_view(window)
    view.places.setValue(12)
    window.dialogs.paths = [tmp_path / "lijst.csv"]
    (save,) = [action for action in window.shell.actions_made.all if action.text() == "Lijst bewaren als tabel…"]
    save.trigger()
    window.rest()
    assert window.shell.bar.words == "Gelukt: De lijst is bewaard in lijst.csv, voor 12 plaatsen. Elke rij zegt dat het een proef is."
    rows = (tmp_path / "lijst.csv").read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("case,state,best,worst,share,")
    assert view.found is not None
    assert len(rows) == 1 + len(view.found.rows)
    assert all(row.endswith("PROEF – niet voor besluiten") for row in rows[1:])


def test_who_holds_a_place_stands_first_and_is_said_in_words_for_eye_and_ear(window: Window) -> None:
    view = ranking_view(window)
    rows = [view.model.row_at(view.model.index(row, 0)) for row in range(3)]
    assert [row.place.state.value for row in rows] == ["holds", "leaves", "holds"]
    assert [view.model.columns[2].words(row) for row in rows] == [
        "heeft een plaats sinds 1e kwartaal 2026; de toetsing is aan de beurt",
        "heeft een plaats sinds 1e kwartaal 2026; uitstroom bespreken",
        "heeft een plaats sinds 3e kwartaal 2026",
    ]
    spoken = view.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "heeft een plaats sinds 1e kwartaal 2026; uitstroom bespreken" in spoken
    assert "Er gebeurt niets vanzelf: het overleg besluit." in view.meaning.text()


def test_firmness_is_a_count_of_recalculations_in_list_and_explanation(window: Window) -> None:
    view = ranking_view(window)
    view.places.setValue(10)
    framework = window.session.framework
    assert framework is not None
    row = view.model.row_at(view.model.index(3, 0))
    assert row.counts is not None
    held = row.counts[0].held
    assert view.model.columns[-1].title == "Herberekend: een plaats in"
    assert view.model.columns[-1].words(row) == f"{held} van 1.000"
    assert f"Herberekend: een plaats in {held} van 1.000 herberekeningen." in DUTCH.say(sentence(row, framework))
    assert view.found is not None
    said = [DUTCH.say(line) for block in why_here(row, view.found, framework).blocks for line in block.lines]
    assert f"Deze casus heeft een plaats in {held} van 1.000 herberekeningen." in said
    assert not any(word in line.lower() for line in said for word in ("kans", "%", "waarschijnlijk"))


def test_cases_saved_in_the_window_keep_who_holds_a_place(window: Window, tmp_path: Path) -> None:
    ranking_view(window)
    held = dict(window.session.held)
    window.dialogs.paths = [tmp_path / "casussen.xlsx"]
    window.files.save_as()
    window.rest()
    window.files.open_file(tmp_path / "casussen.xlsx")
    window.rest()
    assert held == window.session.held
    assert len(held) == 3


@pytest.mark.parametrize("act", ["copy_table", "save_list"])
def test_an_empty_list_says_that_there_is_nothing_to_take_along(show_cases: Show, act: str) -> None:
    window = show_cases([])
    getattr(window.go_to("ranking"), act)()
    assert window.shell.bar.words.startswith("Ter informatie: Er staat geen casus op de lijst.")


def test_places_that_surely_stay_free_are_said_exactly_and_shared_places_in_the_plural(bare_window: Window) -> None:
    level = {"leeftijd": Answer(Decimal(16)), "verzuim": Answer("veel"), "geschorst": Answer("no"), "schulden": Answer("yes")}
    bare_window.session.use_framework(small(), None)
    bare_window.session.open_cases(tuple(Case(code, DAY, level, ()) for code in ("A-1", "B-2", "C-3")), Source("proef"))
    view = bare_window.go_to("ranking")
    assert isinstance(view, RankingView)
    view.places.setValue(4)
    assert view.summary.text() == "Stand: 3 zeker een plaats. 1 plaats blijft vrij."
    assert "Deze casus eindigt binnen het aantal plaatsen" in view.meaning.text()
    view.places.setValue(2)
    assert view.summary.text() == "Stand: 3 delen een plaats."


def test_a_chosen_row_does_not_hide_the_line(window: Window) -> None:
    view = ranking_view(window)
    view.places.setValue(12)
    rows = [view.model.row_at(view.model.index(row, 0)) for row in range(view.model.rowCount())]
    (last,) = [number for number, row in enumerate(rows) if row.last]
    for chosen in (last, last + 1):
        window.rest()
        view.table.setCurrentIndex(view.model.index(chosen, 0))
        view.table.scrollTo(view.model.index(last + 1, 0))
        QApplication.processEvents()
        picture = view.table.viewport().grab().toImage()
        area = view.table.visualRect(view.model.index(last, 1))
        column = [picture.pixelColor(area.right() - 2, y).name() for y in range(area.top(), area.bottom() + 4)]
        runs = [colour for place, colour in enumerate(column) if place == 0 or colour != column[place - 1]]
        accent, base = (view.palette().color(role).name() for role in (QPalette.ColorRole.Accent, QPalette.ColorRole.Base))
        assert [base, accent, base] in [runs[place : place + 3] for place in range(len(runs))]


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
