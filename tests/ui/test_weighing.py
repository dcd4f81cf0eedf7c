"""The form of a case: answers of each kind, details, notes, facts, and the explanation that follows at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import DAY, Window, some_case
from triage.cases.case import Answer, Case
from triage.framework.vocabulary import AnswerStatus, Partner
from triage.periods import Period
from triage.weighing.sentences import advice_sentence
from triage.wording import DUTCH
from ui.helping import Page
from ui.places.weighing.question import ListAnswer, NumberAnswer, RadioAnswer
from ui.places.weighing.view import WeighingView
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
    row.details.status.setFocus()
    QTest.keyClick(row.details.status, Qt.Key.Key_Down)
    QTest.keyClicks(row.details.source, "gem")
    QTest.keyClicks(row.details.quarter, "2026-Q2")
    answer = chosen(window).answer("money")
    assert answer.status is AnswerStatus.CONFIRMED
    assert answer.source is Partner.MUNICIPALITY
    assert answer.as_of == Period.quarter(2026, 2)


def test_a_note_is_kept_when_it_is_left(show_cases: Show) -> None:
    window = show_cases([some_case()])
    row = weighing(window).questions["exploited"]
    row.details.note.edit.setFocus()
    QTest.keyClicks(row.details.note.edit, "Gezien door de school")
    assert chosen(window).answer("exploited").note == ""
    QTest.keyClick(row.details.note.edit, Qt.Key.Key_Tab)
    assert chosen(window).answer("exploited").note == "Gezien door de school"


def test_what_is_being_typed_is_settled_before_another_place_shows(show_cases: Show) -> None:
    window = show_cases([some_case()])
    row = weighing(window).questions["exploited"]
    row.details.note.edit.setFocus()
    QTest.keyClicks(row.details.note.edit, "Half")
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
    assert view.questions["money"].details.use.text() == "verouderd, telt als onbekend"
    assert view.questions["home"].details.use.text() == "betwist, telt als onbekend"


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
    row.details.note.edit.setFocus()
    QTest.keyClicks(row.details.note.edit, f"bsn {BSN}")
    QTest.keyClick(row.details.note.edit, Qt.Key.Key_Tab)
    view.questions["money"].editor.setFocus()
    QTest.keyClick(view.questions["money"].editor, Qt.Key.Key_Down)
    assert chosen(window).answer("money").value is not None
    assert row.details.note.edit.toPlainText() == f"bsn {BSN}"
    assert row.details.note.finding.isVisible()
    assert chosen(window).answer("exploited").note == ""


def test_a_refused_note_stays_when_its_question_becomes_unknown(show_cases: Show) -> None:
    window = show_cases([some_case()])
    row = weighing(window).questions["exploited"]
    row.details.note.edit.setPlainText(f"bsn {BSN}")
    buttons = {button.text(): button for button in row.editor.findChildren(QRadioButton)}
    QTest.mouseClick(buttons["onbekend"], Qt.MouseButton.LeftButton)
    assert row.details.note.finding.isVisible()
    row.details.note.edit.setPlainText("")
    row.settle()
    assert "exploited" not in chosen(window).answers


def test_a_refused_note_belongs_to_its_own_case_and_comes_back_with_it(show_cases: Show) -> None:
    window = show_cases([some_case("7K-4Q2"), some_case("3M-8C5")])
    row = weighing(window).questions["exploited"]
    row.details.note.edit.setPlainText(f"bsn {BSN}")
    window.session.choose("3M-8C5")
    assert row.details.note.edit.toPlainText() == ""
    assert not row.details.note.finding.isVisible()
    window.session.choose("7K-4Q2")
    assert row.details.note.edit.toPlainText() == f"bsn {BSN}"
    assert row.details.note.finding.isVisible()
    assert all(BSN not in case.answer("exploited").note for case in window.session.cases)


def test_a_refused_note_is_let_go_when_other_cases_are_opened(show_cases: Show) -> None:
    window = show_cases([some_case()])
    row = weighing(window).questions["exploited"]
    row.details.note.edit.setPlainText(f"bsn {BSN}")
    window.session.open_cases((some_case(age=16),), window.session.source)
    assert row.details.note.edit.toPlainText() == ""


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


def test_tab_after_a_number_goes_to_the_fields_it_brought(show_cases: Show) -> None:
    window = show_cases([EMPTY])
    row = weighing(window).questions["age"]
    assert isinstance(row.editor, NumberAnswer)
    row.editor.edit.setFocus()
    QTest.keyClicks(row.editor.edit, "17")
    before: QWidget = row.editor.edit
    for field in (row.details.status, row.details.source, row.details.quarter, row.details.note.edit):
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


def test_another_file_shows_the_form_and_the_explanation_from_the_top(show_cases: Show) -> None:
    window = show_cases([some_case()])
    view = weighing(window)
    bars = (view.form.verticalScrollBar(), view.explanation.verticalScrollBar())
    for bar in bars:
        bar.setValue(bar.maximum())
    window.session.open_cases((some_case("3M-8C5"),), window.session.source)
    QApplication.processEvents()
    assert [bar.value() for bar in bars] == [0, 0]
