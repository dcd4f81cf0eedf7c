"""The main job as a person does it, with keys on the true window: type four cases, read, see the list, print, save, open again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import Window
from triage import review
from triage.cases.case import Case, Fact
from triage.framework.registry import Registry
from triage.framework.vocabulary import FactStatus
from triage.periods import Period
from triage.weighing.places import PlaceState
from triage.weighing.weigh import weigh_case
from ui.helping import Page
from ui.paper import page_shapes
from ui.places.account.view import AccountView
from ui.places.ranking.view import RankingView
from ui.places.weighing.view import WeighingView

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


BETWEEN_WORDS_MS = 40
"""A list that is searched by typing takes what follows within this time for the same word; people pause longer."""


@pytest.fixture(autouse=True)
def quick_words() -> Iterator[None]:
    before = QApplication.keyboardInputInterval()
    QApplication.setKeyboardInputInterval(BETWEEN_WORDS_MS)
    yield
    QApplication.setKeyboardInputInterval(before)


@dataclass(frozen=True)
class Typed:
    """What a person types for one case: age, words that find the answers, and facts as (kind, quarter, status)."""

    age: str
    answers: dict[str, str]
    facts: tuple[tuple[str, str, str], ...]


HEAVY = {"school_work": "Nee", "money": "Ja", "substance": "Ja", "home": "Nee", "attitude": "Meestal", "leisure": "Niets", "onset": "De"}
CASES = (
    Typed("17", HEAVY, (("Overval", "2026-Q1", "veroord"), ("Overval", "2026-Q2", "veroord"), ("Overval", "2026-Q3", "gereg"))),
    Typed("15", {"school_work": "Ja"}, (("Overval", "2026-Q2", "gesep"),)),
    Typed("19", HEAVY, (("Overval", "2025-Q3", "veroord"), ("Overval", "2025-Q4", "veroord"), ("Overval", "2026-Q1", "veroord"))),
    Typed("16", {}, ()),
)


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)
    QApplication.processEvents()


def write(text: str) -> None:
    """Type where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.qWait(2 * BETWEEN_WORDS_MS)
    QTest.keyClicks(focus, text)


def tab_to(target: QWidget) -> None:
    """Press Tab until the target has the focus; a person would get there too."""
    for _ in range(300):
        if target.hasFocus():
            return
        press(Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {target.accessibleName()}")


def type_case(view: WeighingView, typed: Typed) -> None:
    """Type one case, from the question that has the focus."""
    write(typed.age)
    for item, words in typed.answers.items():
        tab_to(view.questions[item].editor.first)
        write(words[:4])
    tab_to(view.facts.kind)
    for kind, quarter, status in typed.facts:
        write(kind[:5])
        press(Key.Key_Tab)
        write(quarter)
        press(Key.Key_Tab)
        write(status)
        tab_to(view.facts.add)
        press(Key.Key_Space)
        assert view.facts.kind.hasFocus()


def test_four_cases_typed_read_listed_printed_saved_and_found_back(
    window: Window, open_window: Callable[[], Window], tmp_path: Path, opened_framework: review.OpenFramework, registry: Registry
) -> None:
    saved = tmp_path / "overleg.xlsx"
    for typed in CASES:
        press(Key.Key_N, CTRL)
        view = window.shell.view
        assert isinstance(view, WeighingView)
        assert view.questions["age"].editor.first.hasFocus()
        type_case(view, typed)
    view = window.shell.view
    assert isinstance(view, WeighingView)
    view.settle()
    assert len(window.session.cases) == 4
    first = window.session.cases[0]
    assert first.facts == (
        Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED),
        Fact("robbery", Period.quarter(2026, 2), FactStatus.CONVICTED),
        Fact("robbery", Period.quarter(2026, 3), FactStatus.SUSPECTED),
    )
    assert {item for item in HEAVY if first.answer(item).value is not None} == set(HEAVY)

    read_the_explanation(window, view)
    look_at_the_list(window)
    print_two_sheets(window, tmp_path)

    window.dialogs.paths = [saved]
    press(Key.Key_S, CTRL)
    window.rest()
    before = window.session.cases
    assert window.shell.close()

    again = open_window()
    again.session.use_framework(opened_framework, registry)
    again.dialogs.paths = [saved]
    press(Key.Key_O, CTRL)
    again.rest()
    assert again.session.cases == before
    assert again.opened.context.settings.recent == (saved,)


FIVE_FACTS = (
    ("Overval", "2026-Q1", "veroord", False),
    ("Overval", "2026-Q2", "gereg", True),
    ("Straat", "2025-Q3", "gesep", False),
    ("Bedreig", "2025-Q4", "buiten", False),
    ("Diefstal", "2024-Q4", "veroord", False),
)
"""One contested, one dismissed, and one in the quarter in which the 24 months begin."""


def test_one_case_with_five_facts_and_every_question_answered(
    window: Window, open_window: Callable[[], Window], tmp_path: Path, opened_framework: review.OpenFramework, registry: Registry
) -> None:
    press(Key.Key_N, CTRL)
    view = window.shell.view
    assert isinstance(view, WeighingView)
    set_day(view)
    answer_everything(view)
    add_facts(view)
    (case,) = window.session.cases
    result = window.session.weighing()
    assert result is not None
    assert {row.item.id for row in result.unknown} <= {item.id for item in result.framework.items if item.kind == "tally"}
    assert case.facts is not None
    assert [fact.contested for fact in case.facts] == [False, True, False, False, False]
    assert [fact.kind for fact in case.facts] == ["robbery", "robbery", "street_robbery", "threat", "property"]
    assert result.item("incidents_24m").count == (2, 4)

    read_to_the_end(view)
    sheet = save_and_print(window, tmp_path)
    assert "PROEF" in sheet

    window.dialogs.paths = [tmp_path / "overleg.xlsx"]
    press(Key.Key_S, CTRL)
    window.rest()
    assert window.shell.close()
    again = open_window()
    again.session.use_framework(opened_framework, registry)
    again.dialogs.paths = [tmp_path / "overleg.xlsx"]
    press(Key.Key_O, CTRL)
    again.rest()
    assert again.session.cases == (case,)


def set_day(view: WeighingView) -> None:
    """Weigh on a day of our own, so that the border lies in 2024-Q4 whatever day this test runs."""
    view.day.setDate(QDate(2026, 11, 1))
    view.day.setFocus()
    press(Key.Key_Tab)
    view.questions["age"].editor.first.setFocus()


def answer_everything(view: WeighingView) -> None:
    """From the first question to the last: Ctrl and the arrow down, and an answer."""
    for number, row in enumerate(view.questions.values()):
        assert row.editor.first.hasFocus()
        if row.item.id == "age":
            write("17")
        elif row.item.kind == "yes_no":
            press(Key.Key_Space)
            if number % 2 or row.item.id == "exploited":
                press(Key.Key_Right)
        else:
            press(Key.Key_Down)
            press(Key.Key_Down)
        press(Key.Key_Down, CTRL)


def add_facts(view: WeighingView) -> None:
    """Five facts, each with four fields and a box to tick."""
    tab_to(view.facts.kind)
    for kind, quarter, status, contested in FIVE_FACTS:
        for words in (kind, quarter, status):
            write(words)
            press(Key.Key_Tab)
        if contested:
            tab_to(view.facts.contested)
            press(Key.Key_Space)
        tab_to(view.facts.add)
        press(Key.Key_Space)
        assert view.facts.kind.hasFocus()


def read_to_the_end(view: WeighingView) -> None:
    """F6 to the explanation; the way to what is open; every table in turn."""
    press(Key.Key_F6)
    assert view.explanation.to_open.hasFocus()
    press(Key.Key_Space)
    assert view.explanation.open.hasFocus()
    tab_to(view.explanation.scales["seriousness"].table)
    said = [view.explanation.scales["seriousness"].model.said(row, 1) for row in range(3)]
    assert said[1] == "2 tot en met 4 feiten"
    tab_to(view.explanation.walk)


def save_and_print(window: Window, folder: Path) -> str:
    """Ctrl+6, Ctrl+E, Ctrl+P; gives the text of the first printed page as it was shown."""
    press(Key.Key_6, CTRL)
    view = window.shell.view
    assert isinstance(view, AccountView)
    window.qtbot.waitUntil(lambda: view.pages.complete, timeout=20_000)
    window.dialogs.paths = [folder / "blad.pdf"]
    press(Key.Key_E, CTRL)
    window.rest()
    window.dialogs.printer, window.dialogs.pages = folder / "afdruk.pdf", (1, 1)
    press(Key.Key_P, CTRL)
    window.qtbot.waitUntil((folder / "afdruk.pdf").exists, timeout=20_000)
    window.rest()
    assert len(page_shapes((folder / "afdruk.pdf").read_bytes())) == 1
    assert view.sheet is not None
    assert (folder / "blad.pdf").read_bytes() == view.sheet.pdf
    return view.sheet.pages[0].text


def read_the_explanation(window: Window, view: WeighingView) -> None:
    """F6 to the sums, arrows through them, F2 on a number."""
    press(Key.Key_PageUp, CTRL)
    press(Key.Key_PageUp, CTRL)
    press(Key.Key_PageUp, CTRL)
    assert window.session.chosen == window.session.cases[0].code
    tab_to(view.explanation.scales["seriousness"].table)
    press(Key.Key_Down)
    press(Key.Key_F2)
    page = QApplication.activeModalWidget() or QApplication.activeWindow()
    assert page is not None
    assert "Waar dit op rust" in page.focusWidget().accessibleName()
    leave_page(window)


def leave_page(window: Window) -> None:
    """Escape closes the page; a window manager would then bring the window to the front."""
    press(Key.Key_Escape)
    window.qtbot.waitUntil(lambda: not any(isinstance(top, Page) and top.isVisible() for top in QApplication.topLevelWidgets()))
    window.shell.activateWindow()
    window.qtbot.waitUntil(lambda: QApplication.activeWindow() is window.shell)


def look_at_the_list(window: Window) -> None:
    """Ctrl+4, and a smaller number of places."""
    press(Key.Key_4, CTRL)
    view = window.shell.view
    assert isinstance(view, RankingView)
    view.places.setValue(1)
    assert view.found is not None
    opened = window.session.opened
    assert opened is not None
    possible = {case.code for case in window.session.cases if _may_hold(case, opened)}
    assert {place.case for place in view.found.candidates} == possible
    assert all(isinstance(place.state, PlaceState) for place in view.found.candidates)


def _may_hold(case: Case, opened: review.OpenFramework) -> bool:
    advice, rule = weigh_case(opened.tables, case).advice, opened.framework.places
    return advice is not None and rule is not None and bool(set(advice.possible) & set(rule.eligible))


def print_two_sheets(window: Window, folder: Path) -> None:
    """Ctrl+6, Ctrl+P, the next case, Ctrl+P."""
    press(Key.Key_6, CTRL)
    view = window.shell.view
    assert isinstance(view, AccountView)
    for name in ("blad-1.pdf", "blad-2.pdf"):
        window.qtbot.waitUntil(lambda: view.pages.complete, timeout=20_000)
        window.dialogs.printer, window.dialogs.pages = folder / name, (1, 2)
        press(Key.Key_P, CTRL)
        window.qtbot.waitUntil((folder / name).exists, timeout=20_000)
        window.rest()
        assert len(page_shapes((folder / name).read_bytes())) == 2
        press(Key.Key_PageDown, CTRL)


def test_undo_and_redo_walk_back_and_forth_by_keyboard(window: Window) -> None:
    press(Key.Key_N, CTRL)
    view = window.shell.view
    assert isinstance(view, WeighingView)
    type_case(view, CASES[0])
    after = window.session.cases
    while window.session.stack.canUndo():
        window.shell.undo.trigger()
    assert window.session.cases == ()
    while window.session.stack.canRedo():
        window.shell.redo.trigger()
    assert window.session.cases == after
    assert window.shell.undo.text() == f"Ongedaan maken: casus {window.session.chosen}, feit toegevoegd (Overval)"
    said = [words for _key, words in window.shell.actions_made.listed()]
    assert {"Ongedaan maken", "Opnieuw doen"} <= set(said)
    assert {"Ctrl+Shift+Z", "Ctrl+Y"} <= {key.toString() for key in window.shell.redo.shortcuts()}


def test_f6_walks_through_the_parts_and_comes_back(window: Window) -> None:
    press(Key.Key_N, CTRL)
    begun = QApplication.focusWidget()
    seen = []
    for _ in range(5):
        press(Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert begun in seen
    assert window.shell.sidebar in seen
    assert len(set(map(id, seen))) == 5


def test_the_list_of_keys_names_every_key_once(window: Window) -> None:
    keys = [key for key, _words in window.shell.actions_made.listed()]
    assert len(keys) == len(set(keys))
    words = dict(window.shell.actions_made.listed())
    assert words["Ctrl+P"] == "Blad afdrukken"
    assert words["F2"] == "Waarom?"


def test_help_opens_for_every_place_and_escape_closes_it(window: Window) -> None:
    for place in window.shell.places:
        window.go_to(place.id)
        press(Key.Key_F1)
        page = QApplication.activeWindow()
        assert page is not None
        assert page.windowTitle() == window.shell.context.say(place.title).join(("Hulp bij “", "”"))
        leave_page(window)
