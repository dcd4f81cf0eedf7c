"""The form of a case: answers of each kind, details, notes, facts, and the explanation that follows at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import DAY, Window, some_case
from triage.cases.case import Answer, Case, Fact
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.weighing.sentences import advice_sentence
from triage.wording import DUTCH, Message
from ui.helping import Page
from ui.places.weighing.question import ListAnswer, NumberAnswer, RadioAnswer
from ui.places.weighing.view import WeighingView
from ui.trial import answer_changed, facts_changed
from ui.widgets.form import Choice
from ui.widgets.notes import GuardedNote
from ui.widgets.reading import Reading

Show = Callable[[Sequence[Case]], Window]

EMPTY = Case("7K-4Q2", DAY)
BSN = "111222333"


def weighing(window: Window) -> WeighingView:
    """The place Weging of this window."""
    view = window.go_to("weighing")
    assert isinstance(view, WeighingView)
    return view


def chosen(window: Window) -> Case:
    """The case that is chosen."""
    assert window.session.case is not None
    return window.session.case


def pages() -> list[Page]:
    """The pages that stand over the window."""
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Page) and widget.isVisible()]


def test_a_number_is_an_answer_as_soon_as_it_is_left(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    editor = weighing(window).questions["age"].editor
    assert isinstance(editor, NumberAnswer)
    editor.edit.setFocus()
    QTest.keyClicks(editor.edit, "17")
    assert chosen(window) == EMPTY
    QTest.keyClick(editor.edit, Qt.Key.Key_Tab)
    assert chosen(window).answer("age") == Answer(Decimal(17))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("17,5", "Vul een heel getal in."),
        ("jong", "Vul alleen een getal in, zonder tekst of eenheid."),
        ("200", "Vul een getal in van 0 tot en met 99."),
    ],
)
def test_what_cannot_be_an_answer_is_said_and_not_taken(show_cases: Show, typed: str, said: str) -> None:
    window = show_cases([EMPTY])
    editor = weighing(window).questions["age"].editor
    assert isinstance(editor, NumberAnswer)
    editor.edit.setFocus()
    QTest.keyClicks(editor.edit, typed)
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert editor.problem.text() == said
    assert editor.problem.isVisible()
    assert editor.edit.accessibleDescription() == said
    assert chosen(window) == EMPTY


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("zestien", "Vul alleen een getal in, zonder tekst of eenheid. Het vorige antwoord (17) telt nog."),
        ("300", "Vul een getal in van 0 tot en met 99. Het vorige antwoord (17) telt nog."),
    ],
)
def test_a_number_that_is_refused_says_which_answer_still_counts(show_cases: Show, typed: str, said: str) -> None:
    window = show_cases([some_case(age=17), some_case("3M-8C5", 16)])
    view = weighing(window)
    editor = view.questions["age"].editor
    assert isinstance(editor, NumberAnswer)
    editor.edit.setFocus()
    editor.edit.selectAll()
    QTest.keyClicks(editor.edit, typed)
    QTest.keyClick(editor.edit, Qt.Key.Key_Tab)
    assert (editor.edit.text(), editor.problem.text(), editor.edit.accessibleDescription()) == (typed, said, said)
    assert view.questions["age"].details.isVisible()
    window.go_to("cases")
    window.go_to("weighing")
    assert (editor.edit.text(), editor.problem.text(), editor.problem.isVisible()) == (typed, said, True)
    for code in ("3M-8C5", "7K-4Q2"):
        window.session.choose(code)
    assert (editor.edit.text(), editor.problem.text()) == ("17", "")
    assert chosen(window).answer("age") == Answer(Decimal(17))


def test_an_emptied_number_is_unknown_again(show_cases: Show) -> None:
    window = show_cases([some_case()])
    editor = weighing(window).questions["age"].editor
    assert isinstance(editor, NumberAnswer)
    editor.edit.setFocus()
    editor.edit.selectAll()
    QTest.keyClick(editor.edit, Qt.Key.Key_Delete)
    QTest.keyClick(editor.edit, Qt.Key.Key_Return)
    assert "age" not in chosen(window).answers


def test_arrows_answer_yes_or_no_and_unknown_takes_it_back(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    editor = weighing(window).questions["exploited"].editor
    assert isinstance(editor, RadioAnswer)
    buttons = {button.text(): button for button in editor.findChildren(QRadioButton)}
    assert list(buttons) == ["ja", "nee", "onbekend"]
    QTest.mouseClick(buttons["ja"], Qt.MouseButton.LeftButton)
    assert chosen(window).answer("exploited") == Answer("yes")
    QTest.keyClick(buttons["ja"], Qt.Key.Key_Right)
    assert chosen(window).answer("exploited") == Answer("no")
    QTest.mouseClick(buttons["onbekend"], Qt.MouseButton.LeftButton)
    assert "exploited" not in chosen(window).answers


def test_an_arrow_answers_an_open_question_at_once(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    editor = weighing(window).questions["exploited"].editor
    assert isinstance(editor, RadioAnswer)
    editor.first.setFocus()
    QTest.keyClick(editor.first, Qt.Key.Key_Right)
    assert chosen(window).answer("exploited") == Answer("no")
    there = QApplication.focusWidget()
    assert there is not None
    QTest.keyClick(there, Qt.Key.Key_Left)
    assert chosen(window).answer("exploited") == Answer("yes")


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


def test_a_choice_is_found_by_typing_and_the_wheel_passes_it_by(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    editor = weighing(window).questions["money"].editor
    assert isinstance(editor, ListAnswer)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Down)
    assert chosen(window).answer("money").value is not None
    assert window.session.stack.count() == 1


def test_a_list_that_is_searched_by_typing_is_one_step_to_undo(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    row = weighing(window).questions["money"]
    QTest.keyClicks(row.editor, "jn")
    QTest.keyClick(row.editor, Qt.Key.Key_End)
    assert window.session.stack.count() == 1
    window.session.stack.undo()
    assert chosen(window) == EMPTY


def test_details_stand_under_a_given_answer_and_change_it(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    row = weighing(window).questions["money"]
    assert not row.details.isVisible()
    row.editor.setFocus()
    QTest.keyClick(row.editor, Qt.Key.Key_Down)
    assert row.details.isVisible()
    row.status.setFocus()
    QTest.keyClick(row.status, Qt.Key.Key_Down)
    QTest.keyClicks(row.source, "gem")
    QTest.keyClicks(row.quarter, "2026-Q2")
    answer = chosen(window).answer("money")
    assert answer.status is AnswerStatus.CONFIRMED
    assert answer.source is Partner.MUNICIPALITY
    assert answer.as_of == Period.quarter(2026, 2)


def test_a_note_is_kept_when_it_is_left(show_cases: Show) -> None:
    window = show_cases([some_case()])
    row = weighing(window).questions["exploited"]
    row.note.edit.setFocus()
    QTest.keyClicks(row.note.edit, "Gezien door de school")
    assert chosen(window).answer("exploited").note == ""
    QTest.keyClick(row.note.edit, Qt.Key.Key_Tab)
    assert chosen(window).answer("exploited").note == "Gezien door de school"


def test_what_is_being_typed_is_settled_before_another_place_shows(show_cases: Show) -> None:
    window = show_cases([some_case()])
    row = weighing(window).questions["exploited"]
    row.note.edit.setFocus()
    QTest.keyClicks(row.note.edit, "Half")
    window.go_to("cases")
    assert chosen(window).answer("exploited").note == "Half"


def test_a_note_with_a_citizen_number_is_underlined_said_and_not_kept(qtbot: QtBot) -> None:
    note = GuardedNote(DUTCH)
    qtbot.addWidget(note)
    note.show()
    kept: list[str] = []
    note.settled.connect(kept.append)
    note.edit.setPlainText(f"bsn {BSN}")
    note.settle()
    assert kept == []
    assert note.refused
    assert note.finding.text() == "Dit lijkt op een burgerservicenummer (BSN). Zo wordt de toelichting niet bewaard. Haal het weg."
    formats = note.edit.document().firstBlock().layout().formats()
    assert [form.format.underlineStyle() for form in formats] == [QTextCharFormat.UnderlineStyle.WaveUnderline]
    note.edit.setPlainText("zonder nummer")
    note.settle()
    assert kept == ["zonder nummer"]
    assert not note.finding.isVisible()


def test_what_was_found_is_never_repeated(qtbot: QtBot) -> None:
    note = GuardedNote(DUTCH)
    qtbot.addWidget(note)
    note.edit.setPlainText(f"bsn {BSN}, mail a.b@voorbeeld.nl")
    assert BSN not in note.finding.text()
    assert "voorbeeld.nl" not in note.edit.accessibleDescription()


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


def test_the_explanation_says_what_the_engine_says(show_cases: Show) -> None:
    window = show_cases([some_case()])
    view, result = weighing(window), window.session.weighing()
    assert result is not None
    assert view.explanation.advice.text() == DUTCH.say(advice_sentence(result))
    for scale in result.scales:
        model = view.explanation.scales[scale.scale.id].model
        points = [model.columns[2].words(model.row_at(model.index(row, 0))) for row in range(model.rowCount())]
        assert points[-1] == (str(scale.low // 1000) if scale.low == scale.high else f"{scale.low // 1000}–{scale.high // 1000}")


def test_the_sums_in_the_table_add_up(show_cases: Show) -> None:
    window = show_cases([some_case(facts=4)])
    view = weighing(window)
    for card in view.explanation.scales.values():
        rows = [card.model.row_at(card.model.index(row, 0)) for row in range(card.model.rowCount())]
        assert sum(row.step.low for row in rows if row.step) == rows[-1].scale.low
        assert sum(row.step.high for row in rows if row.step) == rows[-1].scale.high


def test_f2_on_a_number_gives_sentence_rule_source_and_strength(show_cases: Show) -> None:
    window = show_cases([some_case()])
    view = weighing(window)
    table = view.explanation.scales["seriousness"].table
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 2))
    QTest.keyClick(table, Qt.Key.Key_F2)
    (page,) = pages()
    spoken = " ".join(part.accessibleName() for part in page.findChildren(Reading))
    for heading in ("In deze casus", "Zo telt het kader", "Waarom deze punten", "Waar dit op rust", "Sterkte:"):
        assert heading in spoken
    QTest.keyClick(page, Qt.Key.Key_Escape)
    window.qtbot.waitUntil(lambda: pages() == [])


def test_f2_on_a_question_is_about_that_question(show_cases: Show) -> None:
    window = show_cases([some_case()])
    view = weighing(window)
    view.questions["money"].editor.setFocus()
    QTest.keyClick(view.questions["money"].editor, Qt.Key.Key_F2)
    (page,) = pages()
    assert "Heeft de jongere schulden of geldzorgen?" in page.findChildren(Reading)[0].accessibleName()
    page.close()


def test_ctrl_and_arrow_goes_from_question_to_question(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    view = weighing(window)
    first, second = list(view.questions.values())[:2]
    first.editor.first.setFocus()
    QTest.keyClick(first.editor.first, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert second.isAncestorOf(focus)


def test_enter_on_an_open_question_goes_there(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    view = weighing(window)
    table = view.explanation.open
    place = table.rows.find(lambda row: row.item == "money")
    assert place is not None
    table.setFocus()
    table.setCurrentIndex(table.rows.index(place, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert view.questions["money"].editor.hasFocus()


def test_the_reference_date_changes_what_counts(show_cases: Show) -> None:
    window = show_cases([some_case(facts=3)])
    view = weighing(window)
    view.day.setFocus()
    view.day.setDate(view.day.date().addYears(-1))
    QTest.keyClick(view.day, Qt.Key.Key_Tab)
    assert chosen(window).reference_date.year == DAY.year - 1
    assert window.session.stack.undoText() == "casus 7K-4Q2, peildatum gewijzigd in 1 november 2025"


def test_an_outdated_or_contested_answer_says_so_beside_it(show_cases: Show) -> None:
    old = Case(
        "7K-4Q2", DAY, {"money": Answer("serious", as_of=Period.quarter(2024, 1)), "home": Answer("serious", AnswerStatus.CONTESTED)}
    )
    view = weighing(show_cases([old]))
    assert view.questions["money"].use.text() == "verouderd, telt als onbekend"
    assert view.questions["home"].use.text() == "betwist, telt als onbekend"


def test_the_hint_says_what_counts_for_the_question_with_the_focus(show_cases: Show) -> None:
    view = weighing(show_cases([EMPTY]))
    view.questions["age"].editor.first.setFocus()
    assert view.hint.text() == "Telt mee: De leeftijd in hele jaren.\nTelt niet mee: De leeftijd geeft geen punten."


def test_the_hint_follows_the_focus_to_the_facts(show_cases: Show) -> None:
    view = weighing(show_cases([EMPTY]))
    view.questions["exploited"].editor.first.setFocus()
    assert view.hint.text().startswith("Telt mee: Dwang")
    view.facts.kind.setFocus()
    assert view.hint.text().startswith("Geef van elk feit de soort, het kwartaal, de status en de bron.")


def test_a_refused_note_stays_in_its_field_when_another_question_is_answered(show_cases: Show) -> None:
    window = show_cases([some_case()])
    view = weighing(window)
    row = view.questions["exploited"]
    row.note.edit.setFocus()
    QTest.keyClicks(row.note.edit, f"bsn {BSN}")
    QTest.keyClick(row.note.edit, Qt.Key.Key_Tab)
    view.questions["money"].editor.setFocus()
    QTest.keyClick(view.questions["money"].editor, Qt.Key.Key_Down)
    assert chosen(window).answer("money").value is not None
    assert row.note.edit.toPlainText() == f"bsn {BSN}"
    assert row.note.finding.isVisible()
    assert chosen(window).answer("exploited").note == ""


def test_a_refused_note_stays_when_its_question_becomes_unknown(show_cases: Show) -> None:
    window = show_cases([some_case()])
    row = weighing(window).questions["exploited"]
    row.note.edit.setPlainText(f"bsn {BSN}")
    buttons = {button.text(): button for button in row.editor.findChildren(QRadioButton)}
    QTest.mouseClick(buttons["onbekend"], Qt.MouseButton.LeftButton)
    assert row.note.finding.isVisible()
    row.note.edit.setPlainText("")
    row.settle()
    assert "exploited" not in chosen(window).answers


def test_a_refused_note_belongs_to_its_own_case_and_comes_back_with_it(show_cases: Show) -> None:
    window = show_cases([some_case("7K-4Q2"), some_case("3M-8C5")])
    row = weighing(window).questions["exploited"]
    row.note.edit.setPlainText(f"bsn {BSN}")
    window.session.choose("3M-8C5")
    assert row.note.edit.toPlainText() == ""
    assert not row.note.finding.isVisible()
    window.session.choose("7K-4Q2")
    assert row.note.edit.toPlainText() == f"bsn {BSN}"
    assert row.note.finding.isVisible()
    assert all(BSN not in case.answer("exploited").note for case in window.session.cases)


def test_a_refused_note_is_let_go_when_other_cases_are_opened(show_cases: Show) -> None:
    window = show_cases([some_case()])
    row = weighing(window).questions["exploited"]
    row.note.edit.setPlainText(f"bsn {BSN}")
    window.session.open_cases((some_case(age=16),), window.session.source)
    assert row.note.edit.toPlainText() == ""


def test_a_number_that_cannot_be_an_answer_stays_when_another_question_is_answered(show_cases: Show) -> None:
    window = show_cases([EMPTY, some_case("3M-8C5", 16)])
    view = weighing(window)
    editor = view.questions["age"].editor
    assert isinstance(editor, NumberAnswer)
    editor.edit.setFocus()
    QTest.keyClicks(editor.edit, "zestien")
    view.questions["money"].editor.setFocus()
    QTest.keyClick(view.questions["money"].editor, Qt.Key.Key_Down)
    assert editor.edit.text() == "zestien"
    assert editor.problem.text() == "Vul alleen een getal in, zonder tekst of eenheid."
    window.session.choose("3M-8C5")
    assert (editor.edit.text(), editor.problem.text()) == ("16", "")


def test_an_objection_has_a_drawing_beside_its_words(show_cases: Show) -> None:
    facts = weighing(show_cases([some_case(facts=0)])).facts
    QTest.mouseClick(facts.add, Qt.MouseButton.LeftButton)
    drawings = [label for label in facts.problem.findChildren(QLabel) if not label.pixmap().isNull() and label.isVisible()]
    assert len(drawings) == 1
    assert facts.problem.accessibleName() == facts.problem.text()


def test_tab_after_a_number_goes_to_the_fields_it_brought(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    row = weighing(window).questions["age"]
    assert isinstance(row.editor, NumberAnswer)
    row.editor.edit.setFocus()
    QTest.keyClicks(row.editor.edit, "17")
    before: QWidget = row.editor.edit
    for field in (row.status, row.source, row.quarter, row.note.edit):
        QTest.keyClick(before, Qt.Key.Key_Tab)
        assert field.hasFocus()
        before = field
    assert chosen(window).answer("age") == Answer(Decimal(17))


def test_leaving_a_number_moves_nothing(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    view = weighing(window)
    row, after = view.questions["age"], view.questions["exploited"]
    assert isinstance(row.editor, NumberAnswer)
    row.editor.edit.setFocus()
    QTest.keyClicks(row.editor.edit, "17")
    QApplication.processEvents()
    assert row.details.isVisible()
    before = after.y()
    row.editor.settle()
    QApplication.processEvents()
    assert chosen(window).answer("age") == Answer(Decimal(17))
    assert after.y() == before
    QTest.keyClick(row.editor.edit, Qt.Key.Key_Backspace)
    QTest.keyClick(row.editor.edit, Qt.Key.Key_Backspace)
    assert not row.details.isVisible()


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


def test_a_new_case_opens_at_the_top_with_the_focus_on_the_first_question(show_cases: Show) -> None:
    window = show_cases([some_case()])
    view = weighing(window)
    form, explanation = view.form.verticalScrollBar(), view.explanation.verticalScrollBar()
    form.setValue(form.maximum())
    explanation.setValue(explanation.maximum())
    window.files.new_case()
    QApplication.processEvents()
    assert (form.value(), explanation.value()) == (0, 0)
    assert view.questions["age"].editor.first.hasFocus()


def test_another_case_keeps_the_place_in_the_form(show_cases: Show) -> None:
    window = show_cases([some_case("7K-4Q2"), some_case("3M-8C5")])
    view = weighing(window)
    form = view.form.verticalScrollBar()
    form.setValue(form.maximum() // 2)
    before = form.value()
    window.session.choose("3M-8C5")
    QApplication.processEvents()
    assert form.value() == before


def test_the_first_card_holds_the_first_question_and_the_facts_come_next(show_cases: Show) -> None:
    view = weighing(show_cases([EMPTY]))
    QApplication.processEvents()
    tops = [part.mapToGlobal(QPoint(0, 0)).y() for part in (view.questions["age"], view.facts, view.questions["money"])]
    assert tops == sorted(tops)


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


def test_undo_in_a_field_that_has_nothing_to_undo_is_that_of_the_program(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    view = weighing(window)
    row = view.questions["age"]
    assert isinstance(row.editor, NumberAnswer)
    row.editor.edit.setFocus()
    QTest.keyClicks(row.editor.edit, "17")
    QTest.keyClick(row.editor.edit, Qt.Key.Key_Tab)
    for field in (row.editor.edit, row.note.edit, view.day):
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
    row.note.edit.setFocus()
    QTest.keyClicks(row.note.edit, "Gezien")
    QTest.keyClick(row.note.edit, Qt.Key.Key_Tab)
    row.note.edit.setFocus()
    for _time in range(2):
        QTest.keyClick(row.note.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert chosen(window).answer("exploited").note == ""
        assert row.note.edit.toPlainText() == ""


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


def test_another_file_shows_the_form_and_the_explanation_from_the_top(show_cases: Show) -> None:
    window = show_cases([some_case()])
    view = weighing(window)
    bars = (view.form.verticalScrollBar(), view.explanation.verticalScrollBar())
    for bar in bars:
        bar.setValue(bar.maximum())
    window.session.open_cases((some_case("3M-8C5"),), window.session.source)
    QApplication.processEvents()
    assert [bar.value() for bar in bars] == [0, 0]


def test_tab_goes_from_the_date_to_the_form_and_from_the_form_to_the_explanation(show_cases: Show) -> None:
    view = weighing(show_cases([some_case()]))
    view.day.setFocus()
    QTest.keyClick(view.day, Qt.Key.Key_Tab)
    assert view.questions["age"].editor.first.hasFocus()
    QTest.keyClick(view.questions["age"].editor.first, Qt.Key.Key_Backtab)
    assert view.day.hasFocus()
    last = list(view.questions.values())[-1]
    last.note.edit.setFocus() if last.details.isVisible() else last.editor.first.setFocus()
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
