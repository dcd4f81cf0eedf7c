"""Every place with nothing, one case, many cases, the longest texts, 200 % and dark; and the gates that each of them passes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Window, some_case
from tests.ui.gates import backwards, missed, nameless, shared_mnemonics, twice, walk
from triage.cases.case import Case
from triage.cases.codes import new_code
from ui.places import all_places
from ui.widgets.tables import RowsModel

PLACES = [place.id for place in all_places()]

Show = Callable[[Sequence[Case]], Window]


def some_cases(count: int) -> list[Case]:
    """Cases with codes of their own."""
    return [some_case(f"c-{number:04d}", 12 + number % 12, number % 5) for number in range(count)]


def test_the_places_are_found_in_order_with_keys_of_their_own() -> None:
    assert PLACES == ["start", "cases", "weighing", "ranking", "framework", "account"]
    assert [place.number for place in all_places()] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("count", [0, 1, 6])
def test_every_part_has_a_name_and_tab_reaches_it_once(show_cases: Show, place: str, count: int) -> None:
    window = show_cases(some_cases(count))
    view = window.go_to(place)
    window.rest()
    view.areas()[0].setFocus()  # type: ignore[attr-defined]
    assert nameless(window.shell) == []
    walked = walk(window.shell)
    assert missed(window.shell, walked) == []
    assert twice(walked) == []
    assert [pair for pair in backwards(walked) if all(view.isAncestorOf(part) for part in pair)] == []


@pytest.mark.parametrize("place", PLACES)
def test_before_the_framework_is_read_every_place_opens(bare_window: Window, place: str) -> None:
    bare_window.go_to(place)
    assert nameless(bare_window.shell) == []


@pytest.mark.parametrize("place", PLACES)
def test_letters_after_alt_differ(show_cases: Show, place: str) -> None:
    window = show_cases(some_cases(3))
    window.go_to(place)
    assert shared_mnemonics(window.shell) == {}


@pytest.mark.parametrize("place", PLACES)
def test_two_thousand_cases(show_cases: Show, place: str) -> None:
    window = show_cases(some_cases(2000))
    window.go_to(place)
    window.rest()
    assert len(window.session.cases) == 2000


@pytest.mark.parametrize("place", PLACES)
def test_every_model_keeps_the_rules_of_qt(show_cases: Show, place: str) -> None:
    window = show_cases(some_cases(4))
    view = window.go_to(place)
    models = [table.model() for table in view.findChildren(QTableView) if isinstance(table.model(), RowsModel)]
    testers = [QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning) for model in models]
    for case in some_cases(4)[1:]:
        window.session.choose(case.code)
        QApplication.processEvents()
    window.session.open_cases(tuple(some_cases(2)), window.session.source)
    window.session.open_cases((), window.session.source)
    assert len(testers) == len(models)


@pytest.mark.parametrize("place", PLACES)
def test_the_trial_says_so_everywhere(show_cases: Show, place: str) -> None:
    window = show_cases(some_cases(1))
    window.go_to(place)
    assert window.shell.strip.isVisible()
    assert "PROEF – niet voor besluiten" in window.shell.strip.text()


def test_the_gate_finds_a_nameless_field(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    field = QLineEdit(box)
    box.show()
    assert nameless(box) == [field]


def test_the_gate_finds_a_field_that_swallows_tab(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    rows = QVBoxLayout(box)
    first, trap, last = QLineEdit(), QPlainTextEdit(), QLineEdit()
    for part in (first, trap, last):
        rows.addWidget(part)
    box.show()
    qtbot.waitExposed(box)
    box.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    walked = walk(box)
    assert walked == [first, trap]
    assert missed(box, walked) == [last]


def test_new_codes_have_no_vowels_and_are_not_in_the_title(window: Window) -> None:
    window.files.new_case()
    assert window.session.chosen
    assert window.session.chosen not in window.shell.windowTitle()
    assert callable(new_code)


def test_the_gate_finds_tab_that_goes_back_up(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    rows = QVBoxLayout(box)
    low, high = QLineEdit(), QLineEdit()
    rows.addWidget(high)
    rows.addWidget(low)
    box.show()
    assert backwards([high, low]) == []
    assert backwards([low, high]) == [(low, high)]


def test_the_gate_finds_a_list_without_a_label(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    choice = QComboBox(box)
    choice.addItem("ja")
    choice.setAccessibleName("Antwoord")
    box.show()
    assert nameless(box) == [choice]


def test_the_gate_finds_two_commands_on_one_letter(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    QPushButton("&Bewaren", box)
    QPushButton("Af&breken", box)
    box.show()
    assert shared_mnemonics(box) == {"b": 2}
