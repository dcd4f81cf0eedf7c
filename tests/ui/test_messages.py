"""The message bar in the window: what it undoes, when it goes, and that keys reach it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton, QTreeView

from tests.ui.conftest import Window, some_case
from tests.ui.gates import focusable, missed, walk
from triage.cases.case import Answer, Case
from triage.wording import _
from ui.dialogs import Dialogs, Verb
from ui.places import all_places
from ui.trial import answer_changed
from ui.widgets.messages import Level, Notice, Remedy

Show = Callable[[Sequence[Case]], Window]

CASES = [some_case(f"c-{number:04d}", 12 + number) for number in range(6)]
PLACES = [place.id for place in all_places()]


def delete_first(window: Window) -> QPushButton:
    """Take the chosen case away; the button that brings it back."""
    window.shell._delete_case()
    return next(button for button in window.shell.bar.findChildren(QPushButton) if button.text().endswith("terugzetten"))


def change_an_answer(window: Window) -> None:
    """Another step."""
    session = window.session
    assert session.framework is not None
    session.do(answer_changed(session.cases, session.chosen, "money", Answer("serious"), session.framework))


def test_another_step_takes_the_message_about_the_step_before_away(show_cases: Show) -> None:
    window = show_cases(CASES)
    window.go_to("cases")
    back = delete_first(window)
    change_an_answer(window)
    after = window.session.cases
    assert window.shell.bar.words == ""
    assert not back.isVisible()
    back.click()
    assert window.session.cases == after


@pytest.mark.parametrize("step", ["_undo", "_redo", "_delete_case"])
def test_undo_redo_and_a_second_deletion_leave_no_button_for_the_first(show_cases: Show, step: str) -> None:
    window = show_cases(CASES)
    window.go_to("cases")
    delete_first(window)
    if step == "_redo":
        window.shell._undo()
    getattr(window.shell, step)()
    said = [button.text() for button in window.shell.bar.findChildren(QPushButton) if button.isVisible()]
    assert said == (["Casus c-0001 terugzetten", "Sluiten"] if step == "_delete_case" else [])


def test_a_button_that_was_pressed_undoes_its_own_step(show_cases: Show) -> None:
    window = show_cases(CASES)
    window.go_to("cases")
    change_an_answer(window)
    before = window.session.cases
    delete_first(window).click()
    assert window.session.cases == before
    assert window.shell.bar.words == ""


def test_what_went_well_goes_with_the_next_step_and_what_went_wrong_stays(show_cases: Show) -> None:
    window = show_cases(CASES)
    window.go_to("cases")
    window.shell.notify(Notice("x", Level.DONE, _("Klaar.")))
    change_an_answer(window)
    assert window.shell.bar.words == ""
    window.shell.notify(Notice("x", Level.PROBLEM, _("Mis.")))
    window.shell._undo()
    assert window.shell.bar.words == "Niet gelukt: Mis."


@pytest.mark.parametrize("place", PLACES)
def test_escape_closes_the_message_wherever_the_focus_is(show_cases: Show, place: str) -> None:
    window = show_cases(CASES[:1])
    window.go_to(place)
    window.rest()
    notice = Notice("x", Level.PROBLEM, _("Mis."), (Remedy(_("Herstel"), print),))
    window.shell.notify(notice)
    tried = 0
    for part in focusable(window.shell):
        window.shell.notify(notice)
        part.setFocus()
        if QApplication.focusWidget() is part:
            tried += 1
            QTest.keyClick(part, Qt.Key.Key_Escape)
            assert window.shell.bar.words == "", f"{type(part).__name__} {part.accessibleName()}"
    assert tried > 4


def test_tab_comes_to_the_buttons_of_a_message_in_order_and_f6_to_the_message(show_cases: Show) -> None:
    window = show_cases(CASES)
    window.go_to("cases")
    back = delete_first(window)
    window.shell.sidebar.setFocus()
    QTest.keyClick(window.shell, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is back
    QTest.keyClick(back, Qt.Key.Key_Tab)
    close = QApplication.focusWidget()
    assert isinstance(close, QPushButton)
    assert close.accessibleName() == "Melding sluiten"
    assert missed(window.shell, walk(window.shell)) == []


def test_whoever_closes_a_message_with_the_keyboard_is_back_at_work(show_cases: Show) -> None:
    window = show_cases(CASES)
    view = window.go_to("cases")
    back = delete_first(window)
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is view.areas()[0]  # type: ignore[attr-defined]
    assert len(window.session.cases) == 5


def test_a_question_has_a_drawing(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    empty: list[bool] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: empty.append(box.iconPixmap().isNull()))
    Dialogs(window.opened.context.language).ask(window.shell, "Titel", "Vraag?", "", (Verb("on", "Verder", safe=True),), "problem")
    assert empty == [False]


def test_the_file_dialogs_say_bewaren_and_openen(window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said: list[list[str]] = []
    labels = QFileDialog.DialogLabel

    def record(dialog: QFileDialog) -> bool:
        said.append([dialog.labelText(label) for label in (labels.Accept, labels.Reject, labels.FileName, labels.FileType, labels.LookIn)])
        return False

    monkeypatch.setattr(QFileDialog, "exec", record)
    doors = Dialogs(window.opened.context.language)
    assert doors.choose_save(window.shell, "Bewaren", "Excel (*.xlsx)", tmp_path / "casussen.xlsx") is None
    assert doors.choose_open(window.shell, "Openen", "Excel (*.xlsx)", tmp_path) is None
    rest = ["Terug", "Bestandsnaam:", "Soort bestand:", "Map:"]
    assert said == [["Bewaren", *rest], ["Openen", *rest]]


def test_no_column_of_a_file_dialog_is_cut_and_a_folder_is_a_map(window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "een map met een lange naam").mkdir()
    (tmp_path / "een tabel met een heel erg lange naam.csv").write_text("case\n", encoding="utf-8")
    kinds: list[str] = []

    def look(dialog: QFileDialog) -> bool:
        dialog.show()
        files = dialog.findChild(QTreeView)
        assert isinstance(files, QTreeView)
        model = files.model()
        window.qtbot.waitUntil(lambda: model.rowCount(files.rootIndex()) == 2)
        for column in range(model.columnCount()):
            assert files.columnWidth(column) >= files.sizeHintForColumn(column)
        kinds.extend(str(model.index(row, 2, files.rootIndex()).data()) for row in range(2))
        dialog.close()
        return False

    monkeypatch.setattr(QFileDialog, "exec", look)
    Dialogs(window.opened.context.language).choose_open(window.shell, "Openen", "Tabellen (*.csv)", tmp_path)
    assert "Map" in kinds


def test_words_that_the_translation_of_qt_lacks_are_dutch(window: Window) -> None:
    said = {source: QCoreApplication.translate("QPrintSettingsOutput", source) for source in ("Page &Set:", "Double Sided Printing")}
    assert said == {"Page &Set:": "Welke &pagina’s:", "Double Sided Printing": "Dubbelzijdig afdrukken"}
    assert QCoreApplication.translate("QPrintDialog", "&Print") == "A&fdrukken"
    assert QCoreApplication.translate("QPrintDialog", "a text of nobody") == "a text of nobody"
