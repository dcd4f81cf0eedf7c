"""Text from 100 to 200 %, a large and a small window: in no place a word is cut; and back at 100 % everything stands where it stood."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QStyleOptionSpinBox,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Window
from tests.ui.gates import cut_parts, places_of
from ui.helping import Page
from ui.places import all_places
from ui.places.account.view import AccountView
from ui.widgets.tables import Column, RowsModel, Table
from ui.widgets.text import Heading

PLACES = [place.id for place in all_places()]
SIZES = [(1280, 800), (1000, 700)]


@pytest.fixture
def examples(window: Window) -> Window:
    """The window with the examples of the program."""
    window.opened.context.settings.remember(Path("/een/map/met/een/naam/casussen.xlsx"))
    window.files.open_examples()
    window.rest()
    window.shell.bar.clear()
    return window


def turns(window: Window) -> None:
    """Let the layouts settle."""
    window.rest()
    view = window.shell.view
    if isinstance(view, AccountView):
        window.qtbot.waitUntil(view.pages_are_there, timeout=15_000)
    for _turn in range(5):
        QApplication.processEvents()


def every_tab(window: Window, view: QWidget) -> list[str]:
    """What is cut, behind each of the tabs of a view."""
    found = cut_parts(window.shell)
    for tabs in [part for part in view.findChildren(QTabBar) if part.isVisible()]:
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            turns(window)
            found += cut_parts(window.shell)
        tabs.setCurrentIndex(0)
    return found


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_cut_at_any_text_size_and_back_at_100_percent_everything_stands_where_it_stood(examples: Window, place: str) -> None:
    view, theme = examples.go_to(place), examples.opened.context.theme
    turns(examples)
    before = places_of(examples.shell)
    for size in SIZES:
        examples.shell.resize(*size)
        for zoom in (100, 150, 200):
            theme.set_zoom(zoom)
            turns(examples)
            assert (examples.shell.width(), examples.shell.height()) == size
            assert every_tab(examples, view) == [], f"at {zoom} % in {size}"
            headings = examples.shell.findChildren(Heading)
            assert all(heading.font().pointSizeF() >= QApplication.font().pointSizeF() for heading in headings)
    examples.go_to("start")
    theme.set_zoom(100)
    examples.shell.resize(*SIZES[0])
    turns(examples)
    examples.go_to(place)
    turns(examples)
    assert places_of(examples.shell) == before


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_nothing_is_cut_in_a_page_over_the_window(examples: Window, tmp_path: Path, zoom: int) -> None:
    table = tmp_path / "tabel.csv"
    table.write_text("case,age,exploited,money\nA-1,17,nee,fine\nA-2,oud,nee,fine\nA-3,16,misschien,fine\n", encoding="utf-8")
    examples.opened.context.theme.set_zoom(zoom)
    examples.shell.resize(1000, 700)
    shell = examples.shell
    examples.dialogs.verbs = ["none"]
    examples.files.open_file(table)
    turns(examples)
    for show in (shell._help, shell._keys, shell.go_to_id("cases").why, shell.go_to_id("ranking").why):
        show()
        turns(examples)
    pages = [page for page in shell.findChildren(Page) if page.isVisible()]
    assert len(pages) >= 4
    for page in pages:
        assert page.windowTitle()
        assert page.width() <= 1000
        assert page.height() <= 700
        assert cut_parts(page) == []
        page.close()


def test_what_gets_the_focus_comes_in_sight(examples: Window) -> None:
    examples.opened.context.theme.set_zoom(200)
    examples.shell.resize(1000, 700)
    examples.shell._go_to_wished("cases")
    turns(examples)
    (table,) = examples.shell.view.findChildren(QTableView)
    assert table.hasFocus()
    shown = table.visibleRegion().boundingRect().height()
    assert shown > table.horizontalHeader().height() + table.fontMetrics().height()


def test_a_message_is_not_cut_either(examples: Window) -> None:
    examples.opened.context.theme.set_zoom(200)
    examples.shell.resize(1000, 700)
    examples.go_to("cases")
    examples.shell._delete_case()
    turns(examples)
    assert cut_parts(examples.shell) == []


def test_a_place_that_was_not_shown_follows_the_text_size_too(examples: Window) -> None:
    view = examples.go_to("cases")
    examples.go_to("start")
    examples.opened.context.theme.set_zoom(200)
    examples.go_to("cases")
    turns(examples)
    (table,) = view.findChildren(QTableView)
    assert table.horizontalHeader().font().pointSizeF() == QApplication.font().pointSizeF()
    assert view.layout() is not None
    assert cut_parts(examples.shell) == []


def test_the_arrows_of_a_number_grow_with_the_text(examples: Window) -> None:
    examples.opened.context.theme.set_zoom(200)
    view = examples.go_to("ranking")
    turns(examples)
    (spin,) = view.findChildren(QSpinBox)
    option = QStyleOptionSpinBox()
    spin.initStyleOption(option)
    style = spin.style()
    up = style.subControlRect(style.ComplexControl.CC_SpinBox, option, style.SubControl.SC_SpinBoxUp, spin)
    field = style.subControlRect(style.ComplexControl.CC_SpinBox, option, style.SubControl.SC_SpinBoxEditField, spin)
    assert up.width() >= spin.fontMetrics().height()
    assert field.right() < up.left()
    assert field.width() > spin.fontMetrics().horizontalAdvance("2000")


def test_boxes_to_tick_grow_with_the_text(examples: Window) -> None:
    style, metric = QApplication.style(), QApplication.style().PixelMetric.PM_ExclusiveIndicatorWidth
    plain = style.pixelMetric(metric)
    examples.opened.context.theme.set_zoom(200)
    assert style.pixelMetric(metric) >= 1.9 * plain


@pytest.fixture
def box(qtbot: QtBot) -> Callable[[QWidget], QWidget]:
    """Shows a part in a box of 200 by 100."""

    def show(part: QWidget) -> QWidget:
        holder = QWidget()
        qtbot.addWidget(holder)
        part.setParent(holder)
        holder.resize(200, 100)
        holder.show()
        QApplication.processEvents()
        return holder

    return show


Box = Callable[[QWidget], QWidget]


def test_the_gate_finds_a_cut_button(box: Box) -> None:
    button = QPushButton("Casus verwijderen")
    button.setFixedWidth(40)
    assert any("smaller than its words" in found for found in cut_parts(box(button)))


def test_the_gate_finds_a_cut_label(box: Box) -> None:
    label = QLabel("Een zin die niet past")
    label.setFixedWidth(20)
    assert "label: Een zin die niet past" in cut_parts(box(label))


def test_the_gate_finds_a_choice_that_does_not_fit(box: Box) -> None:
    choice = QComboBox()
    choice.addItem("geregistreerd door politie")
    choice.setFixedWidth(60)
    assert any("list: geregistreerd door politie" in found for found in cut_parts(box(choice)))


def test_the_gate_finds_what_sticks_out(box: Box) -> None:
    wide = QWidget()
    QVBoxLayout(wide)
    wide.setFixedSize(400, 300)
    assert [found.split(": ")[1] for found in cut_parts(box(wide))] == ["sticks out sideways", "sticks out below"]


@pytest.mark.parametrize(("width", "height", "fault"), [(30, 400, "cell: strafbeschikking"), (150, 8, "cell: strafbeschikking")])
def test_the_gate_finds_a_cut_cell(box: Box, width: int, height: int, fault: str) -> None:
    model = RowsModel((Column("Status", str, width=20),), str)
    model.show_rows(["strafbeschikking"])
    table = Table(model, "Feiten")
    table.resize(190, 90)
    holder = box(table)
    assert cut_parts(holder) == []
    table._fitting = True
    table.horizontalHeader().resizeSection(0, width)
    table.verticalHeader().setMinimumSectionSize(1)
    table.verticalHeader().resizeSection(0, height)
    table._fitting = False
    assert any(fault in found for found in cut_parts(holder))


def test_the_gate_finds_a_cut_title_and_a_table_without_a_row(box: Box) -> None:
    model = RowsModel((Column("Ernst en herhaling van feiten", str, width=10),), str)
    model.show_rows(["12"])
    table = Table(model, "Casussen")
    table.resize(190, 130)
    holder = box(table)
    holder.resize(200, 140)
    assert cut_parts(holder) == []
    table.setFixedHeight(20)
    QApplication.processEvents()
    table.horizontalHeader().setFixedHeight(12)
    said = " ".join(cut_parts(holder))
    assert "title: Ernst en herhaling van feiten" in said
    assert "no row shows" in said


def test_the_gate_finds_a_cut_tab(box: Box) -> None:
    tabs = QTabBar()
    tabs.addTab("Bewust weggelaten")
    tabs.setElideMode(Qt.TextElideMode.ElideRight)
    tabs.setUsesScrollButtons(False)
    tabs.setFixedWidth(40)
    assert any("tab: Bewust weggelaten" in found for found in cut_parts(box(tabs)))
