"""What the explanation says beside a case: what made the advice so, what is still open, and where each number comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import DAY, Window, some_case
from triage import review
from triage.cases.case import Answer, Case, Fact
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period
from triage.weighing.result import Weighing
from triage.weighing.weigh import weigh_case
from triage.wording import DUTCH
from ui.explaining import advice_reasons, protecting, use_words
from ui.helping import Page
from ui.places.weighing.view import WeighingView
from ui.widgets.text import Heading

Show = Callable[[Sequence[Case]], Window]

FORCED = "“Is er een signaal dat iemand de jongere dwingt, bedreigt of gebruikt om strafbare feiten te plegen?” ja"


def exploited(status: AnswerStatus) -> Case:
    """A case about which only exploitation is known, so firmly."""
    return Case("7K-4Q2", DAY, {"exploited": Answer("yes", status)})


def weighed(case: Case, opened: review.OpenFramework) -> Weighing:
    """A case weighed by the real framework."""
    return weigh_case(opened.tables, case)


def reasons(case: Case, opened: review.OpenFramework) -> list[str]:
    """What is said under the advice."""
    return [DUTCH.say(line) for line in advice_reasons(weighed(case, opened))]


def view_of(window: Window) -> WeighingView:
    """The place Weging of this window."""
    view = window.go_to("weighing")
    assert isinstance(view, WeighingView)
    QApplication.processEvents()
    return view


@pytest.mark.parametrize(("status", "word"), [(AnswerStatus.SIGNAL, "signaal"), (AnswerStatus.CONTESTED, "betwist")])
def test_an_answer_that_does_not_stand_and_protects_says_both(
    opened_framework: review.OpenFramework, status: AnswerStatus, word: str
) -> None:
    case = exploited(status)
    result = weighed(case, opened_framework)
    assert reasons(case, opened_framework) == [
        "Dit bepaalde het advies:",
        f"– {FORCED}",
        f"De status is “{word}”. Dat is genoeg om eerst te beschermen, maar het geeft geen punten.",
    ]
    assert protecting(result) == {"exploited"}
    assert DUTCH.say(use_words(result.item("exploited"), result)) == f"{word}: genoeg om eerst te beschermen, maar het geeft geen punten"


def test_an_established_answer_that_protects_needs_no_remark(opened_framework: review.OpenFramework) -> None:
    assert reasons(exploited(AnswerStatus.ESTABLISHED), opened_framework) == ["Dit bepaalde het advies:", f"– {FORCED}"]


def test_a_signal_that_decides_nothing_counts_as_unknown(opened_framework: review.OpenFramework) -> None:
    case = Case("7K-4Q2", DAY, {"exploited": Answer("yes", AnswerStatus.SIGNAL), "money": Answer("serious", AnswerStatus.SIGNAL)})
    result = weighed(case, opened_framework)
    assert DUTCH.say(use_words(result.item("money"), result)) == "signaal, telt als onbekend"


def heavy_case(opened: review.OpenFramework) -> Case:
    """A case whose answers are all the last of their list, with three robberies."""
    questions = opened.framework.questions
    answers = {item.id: Answer(item.options[-1].id) for item in questions if item.kind == "choice"}
    answers |= {item.id: Answer("yes") for item in questions if item.kind == "yes_no"}
    answers |= {"age": Answer(Decimal(17)), "exploited": Answer("no")}
    facts = tuple(Fact("robbery", Period.quarter(2026, number), FactStatus.CONVICTED) for number in (1, 2, 3))
    return Case("7K-4Q2", DAY, answers, facts)


def test_the_reasons_are_what_is_so_in_this_case_and_each_stands_once(opened_framework: review.OpenFramework) -> None:
    assert reasons(heavy_case(opened_framework), opened_framework) == [
        "Dit bepaalde het advies:",
        "– Niveau van “Ernst en herhaling van feiten”: Veel en ernstige feiten",
        "– “Hoeveel feiten uit de laatste 12 maanden zijn geregistreerd door politie of vastgesteld?” 3 feiten",
        "– “Hoeveel feiten uit de laatste 24 maanden zijn vastgesteld met een veroordeling?” 3 feiten",
        "– “Uitkomst triage K1: zijn er problemen op meer leefgebieden die leiden of dreigen te leiden tot criminaliteit, "
        "overlast of verder afglijden?” ja",
        "– “Uitkomst triage K2: zijn meer ketens samen nodig, omdat partners binnen één keten er niet uitkomen?” ja",
    ]


def test_f2_in_the_explanation_without_a_row_is_about_the_advice(show_cases: Show, opened_framework: review.OpenFramework) -> None:
    window = show_cases([heavy_case(opened_framework)])
    view = view_of(window)
    view.explanation.to_open.setFocus()
    view.cases.setFocus()
    window.shell.why.trigger()
    page = window.shell.findChild(Page)
    assert page is not None
    assert "Waarom dit advies?" in [heading.text() for heading in page.findChildren(Heading)]
    assert page.windowTitle() == "Waarom?"
    page.reject()


def test_without_an_advice_there_is_no_reason(opened_framework: review.OpenFramework) -> None:
    assert reasons(some_case(), opened_framework) == []
    assert protecting(weighed(some_case(), opened_framework)) == frozenset()


def test_the_advice_box_names_the_answer_and_the_form_says_what_it_does(show_cases: Show) -> None:
    view = view_of(show_cases([exploited(AnswerStatus.SIGNAL)]))
    assert view.explanation.advice.text() == "Advies van het kader: Eerst beschermen."
    assert FORCED in view.explanation.reason.text()
    assert view.explanation.reason.isVisible()
    assert view.questions["exploited"].details.use.text() == "signaal: genoeg om eerst te beschermen, maar het geeft geen punten"
    row = view.explanation.open.rows.find(lambda row: row.item == "exploited")
    assert row is not None
    assert "genoeg om eerst te beschermen" in view.explanation.open.rows.said(row, 1)


def test_the_way_to_what_is_open_stands_under_the_advice_and_works_by_keyboard(show_cases: Show) -> None:
    window = show_cases([some_case()])
    explanation = view_of(window).explanation
    count = explanation.open.rows.rowCount()
    assert explanation.first is explanation.to_open
    assert explanation.to_open.text() == f"Naar de {count} open vragen"
    explanation.to_open.setFocus()
    QTest.keyClick(explanation.to_open, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert explanation.open.hasFocus()
    assert explanation.open.currentIndex().row() == 0
    assert explanation.verticalScrollBar().value() > 0
    top = explanation.open_card.mapTo(explanation.viewport(), explanation.open_card.rect().topLeft()).y()
    assert 0 <= top < explanation.viewport().height() // 2


def test_the_sentence_says_how_many_open_questions_matter(show_cases: Show) -> None:
    window = show_cases([exploited(AnswerStatus.ESTABLISHED)])
    assert view_of(window).explanation.open_sentence.text() == "Wat nog open is, kan het advies niet meer veranderen."
    window.session.open_cases((some_case(),), window.session.source)
    weighing = window.session.weighing()
    assert weighing is not None
    assert weighing.outlook is not None
    every, some = len(weighing.unknown), len(weighing.outlook.deciding)
    assert some < every
    assert view_of(window).explanation.open_sentence.text() == (f"Van de {every} open vragen kunnen er {some} het advies nog veranderen.")


def test_where_too_little_is_known_the_sentence_does_not_say_that_the_advice_may_change(window: Window) -> None:
    """Whatever the open answers are, the rules would give the same advice; they only have to be known before it is given."""
    window.files.open_examples()
    window.rest()
    window.session.choose("V8-9T4")
    weighing = window.session.weighing()
    assert weighing is not None
    assert weighing.advice is not None
    assert weighing.advice.withheld == ("need",)
    said = view_of(window).explanation.open_sentence.text()
    assert said == "Over 2 open vragen moet meer bekend zijn voordat er een advies is."


def test_an_answer_that_follows_from_others_says_what_it_came_to(show_cases: Show) -> None:
    window = show_cases([some_case(facts=3)])
    model = view_of(window).explanation.scales["seriousness"].model
    row = model.find(lambda row: row.step is not None and row.step.item is not None and row.step.item.item.id == "heaviest_24m")
    assert row is not None
    assert model.said(row, 1) == "volgt uit andere antwoorden: 9 punten"


def test_a_number_stays_beside_its_per_cent_sign(show_cases: Show) -> None:
    card = view_of(show_cases([some_case()])).explanation.scales["seriousness"]
    assert " %" not in card.sentence.text()
    assert "\u00a0%" in card.sentence.text()
    assert "\u00a0%" in card.model.said(card.model.rowCount() - 1, 1)


def test_a_case_outside_the_scope_shows_what_to_do_instead_and_no_sums(show_cases: Show) -> None:
    """REQ-18: under twelve years the weighing is closed and only the way to help shows."""
    window = show_cases([replace(some_case(), answers={**some_case().answers, "age": Answer(Decimal(11))})])
    view = view_of(window)
    pane = view.explanation
    assert "wijkteam" in pane.advice_text.text()
    assert "niet gewogen" in pane.advice_text.text()
    assert not any(card.isVisible() for card in pane.scales.values())
    assert not pane.criteria_card.isVisible()
    assert pane.walk.isVisible()
    assert "punt" not in view.questions["school_work"].details.use.text()


def open_said(window: Window) -> list[tuple[str, str]]:
    """What is open, and why, as the explanation says it."""
    model = view_of(window).explanation.open.rows
    return [(model.said(row, 0), model.said(row, 1)) for row in range(model.rowCount())]


def test_facts_that_nobody_looked_for_are_one_open_question(show_cases: Show) -> None:
    window = show_cases([Case("7K-4Q2", DAY)])
    view = view_of(window)
    said = open_said(window)
    assert len(said) == len(view.questions) + 1
    assert ("De feiten", "nog niet nagegaan\nna te vragen bij politie en Openbaar Ministerie") in said
    assert view.explanation.to_open.text() == f"Naar de {len(said)} open vragen"
    assert view.explanation.open_sentence.text().startswith(f"Van de {len(said)} open vragen kunnen er ")
    place = next(number for number, (name, _why) in enumerate(said) if name == "De feiten")
    view.explanation.open.setFocus()
    view.explanation.open.setCurrentIndex(view.explanation.open.rows.index(place, 0))
    QTest.keyClick(view.explanation.open, Qt.Key.Key_Return)
    assert view.facts.not_looked.hasFocus()


def test_a_count_that_is_a_range_says_what_makes_it_so(show_cases: Show) -> None:
    across = Fact("robbery", Period.quarter(2024, 4), FactStatus.CONVICTED)
    disputed = Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED, contested=True)
    window = show_cases([replace(some_case(), facts=(across,)), replace(some_case("3M-8C5"), facts=(across, disputed))])
    straddles = [why for name, why in open_said(window) if name.startswith("Hoeveel")]
    assert straddles
    assert all(why.startswith("0 of 1 feit: een kwartaal ligt op de grens van de periode") for why in straddles)
    window.session.choose("3M-8C5")
    both = [why for name, why in open_said(window) if name.startswith("Hoeveel feiten uit de laatste 24")]
    assert both[0].startswith("0 tot en met 2 feiten: een feit is betwist en een kwartaal ligt op de grens van de periode")
