"""The outlook of a case in the window: what is exactly possible, what decides, what would make the advice lighter, what it rests on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QTableView

from tests.ui.conftest import DAY, EXAMPLES, Window
from tests.ui.gates import cut_parts, missed, nameless, twice, walk
from tests.ui.small import TEXT, small
from triage import review
from triage.cases.case import Answer, Case, Fact
from triage.cases.intake import take_in
from triage.cases.read_table import read_table
from triage.framework.registry import Registry
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period
from triage.weighing.exact import ExactTable
from triage.weighing.fold import Folding
from triage.weighing.limits import Bound, TooLargeError
from triage.weighing.outlook import Outlooks
from triage.weighing.outlook_words import EXACT, NO_EXACT, TOO_TANGLED, WIDE
from triage.wording import DUTCH
from ui.places.weighing.explanation import ExplanationPane
from ui.places.weighing.view import WeighingView
from ui.session import Source
from ui.widgets.tables import FittedTable

Show = Callable[[Sequence[Case]], Window]

LIGHTER = "Het kader zou een lichter advies geven als één antwoord anders was. Dat kan op 1 manier:"
OPEN = Case("3M-8C5", DAY)
SIGNAL = Case("7K-4Q2", DAY, {"exploited": Answer("yes", AnswerStatus.SIGNAL)})


@pytest.fixture(scope="session")
def examples(opened_framework: review.OpenFramework, registry: Registry) -> dict[str, Case]:
    """The invented cases of the program by their code."""
    facts, table = read_table(EXAMPLES / "facts.csv"), read_table(EXAMPLES / "cases.csv")
    intake = take_in(table, opened_framework.framework, facts=facts, reference_date=DAY, invented=True, registry=registry)
    cases = [intake.cases.case(number) for number in range(len(intake.cases))]
    return {case.code: case for case in cases}


def view_of(window: Window) -> WeighingView:
    """The place Weging, drawn."""
    view = window.go_to("weighing")
    assert isinstance(view, WeighingView)
    window.rest()
    return view


def pane_of(window: Window) -> ExplanationPane:
    """The explanation of the case that is shown."""
    return view_of(window).explanation


def said(table: FittedTable, *columns: int) -> list[str]:
    """What the rows of a table say in some columns."""
    chosen = columns or range(len(table.rows.columns))
    return [" | ".join(table.rows.said(row, column) for column in chosen) for row in range(table.rows.rowCount())]


def spoken(table: FittedTable) -> list[str]:
    """What who hears the table is told of each row."""
    role = Qt.ItemDataRole.AccessibleTextRole
    return [table.rows.data(table.rows.index(row, 0), role) for row in range(table.rows.rowCount())]


def test_a_certain_advice_shows_what_would_make_it_lighter_and_the_fact_it_rests_on(show_cases: Show, examples: dict[str, Case]) -> None:
    pane = pane_of(show_cases([examples["7M-65M"]]))
    card = pane.what_if
    assert not pane.how_sure.isVisible()
    assert card.lighter.text() == LIGHTER
    peers = "Gaat de jongere nu om met mensen van wie vaststaat dat zij ernstige feiten plegen?"
    change = f"“{peers}”: “Nee, een partner heeft dat niet gezien”"
    assert said(card.changes) == [f"1 | {change}"]
    assert spoken(card.changes) == [f"Manier 1: {change}"]
    assert "Het is geen opdracht aan de jongere of de ouders, en het belooft niet dat het in het leven zo gaat." in card.explains.text()
    assert card.rests.text() == "Op dit ene feit rust het advies. Klopt het niet, dan verandert het advies:"
    assert said(card.facts) == ["Straatroof, 2e kwartaal 2025, veroordeeld: dan “Lokale aanpak bespreken”"]


def test_the_result_with_every_item_counted_alike_stands_beside_each_sum_and_facts_that_carry_together_stand_below(
    show_cases: Show, examples: dict[str, Case]
) -> None:
    window = show_cases([examples["4N-DP5"]])
    pane, weighing = pane_of(window), window.session.weighing()
    assert weighing is not None
    for scale in weighing.scales:
        shown = pane.scales[scale.scale.id].evenly
        assert shown.text() == f"Telt elk onderdeel even zwaar (0, 1 of 2), dan is de som {scale.unit_low}."
        assert shown.isVisible()
    assert pane.what_if.rests.text().startswith("Geen enkel feit draagt dit advies alleen. Pas als 2 feiten samen niet kloppen")
    assert pane.what_if.facts.isVisible()
    assert said(pane.what_if.facts) == [
        "“Zwaar geweld, 1e kwartaal 2026, veroordeeld” en “Explosief of brandstichting, 2e kwartaal 2026, veroordeeld”"
    ]


NOTHING_LIGHTER = {
    "4C-H9W": "Geen van de antwoorden die kunnen veranderen, maakt het advies lichter, ook niet samen. "
    "De leeftijd en wat gebeurd is zijn daarbij gelijk gebleven.",
    "K5-X94": "Dit is al het lichtste advies van het kader.",
    "5D-R5P": "Er zijn nog meer adviezen mogelijk. Pas bij één advies is te zeggen wat het lichter zou maken.",
    "9R-R8P": "“Eerst beschermen” is niet lichter of zwaarder dan ander advies. Daarom is hier niets gezocht.",
}


def test_without_a_lighter_advice_the_card_says_why_and_shows_no_list_of_changes(show_cases: Show, examples: dict[str, Case]) -> None:
    window = show_cases([examples["7M-65M"], *(examples[code] for code in NOTHING_LIGHTER)])
    pane = pane_of(window)
    assert pane.what_if.changes.isVisible()
    for code, sentence in NOTHING_LIGHTER.items():
        window.session.choose(code)
        assert pane.what_if.isVisible()
        assert pane.what_if.lighter.text() == sentence
        assert not pane.what_if.changes.isVisible()
        assert not pane.what_if.explains.isVisible()
        assert pane.what_if.way_on.isVisible() is pane.what_if.facts.isVisible()
        assert pane.how_sure.isVisible() is (code == "5D-R5P")
    assert pane.open_sentence.text() == "Wat nog niet vaststaat, is genoeg om eerst te beschermen."


def test_while_more_is_possible_the_list_is_said_to_be_exact_and_each_question_says_what_it_settles(
    show_cases: Show, examples: dict[str, Case]
) -> None:
    window = show_cases([examples["2Q-MK2"]])
    pane = pane_of(window)
    assert pane.how_sure.text() == DUTCH.say(EXACT)
    assert pane.open_sentence.text() == "Van de 15 open vragen kunnen er 7 het advies nog veranderen."
    assert pane.open_order.text().startswith("Bovenaan staat de vraag die het meeste duidelijk maakt")
    assert [number for number in said(pane.open, 2) if number] == ["1", "2", "3", "3", "3", "6", "6"]
    first, last = said(pane.open)[0], said(pane.open)[-1]
    assert first.startswith(
        "Is er een signaal dat iemand de jongere dwingt, bedreigt of gebruikt om strafbare feiten te plegen? | onbekend\n"
    )
    assert first.endswith("| 1 | – “ja”: dan alleen “Eerst beschermen”\n– “nee”: dan valt “Eerst beschermen” af")
    assert last.endswith("|  | Verandert het advies niet.")
    assert spoken(pane.open)[0].endswith("onbekend. “ja”: dan alleen “Eerst beschermen”. “nee”: dan valt “Eerst beschermen” af.")
    needed = [row for row in said(pane.open, 3) if row == "Verandert het advies niet, wel of er genoeg bekend is."]
    assert said(pane.open, 3)[7 : 7 + len(needed)] == needed
    assert len(needed) == 3


def test_where_too_little_is_known_those_questions_come_first_and_none_is_said_to_change_the_advice(
    show_cases: Show, examples: dict[str, Case]
) -> None:
    pane = pane_of(show_cases([examples["V8-9T4"]]))
    assert pane.open_sentence.text() == "Over 2 open vragen moet meer bekend zijn voordat er een advies is."
    assert pane.open_order.text() == "Wat voor het advies van belang is, staat bovenaan. Enter brengt u naar de vraag."
    needed = "Verandert het advies niet, wel of er genoeg bekend is."
    assert said(pane.open, 2, 3) == [f" | {needed}", f" | {needed}", " | Verandert het advies niet."]
    assert not pane.how_sure.isVisible()
    assert pane.what_if.lighter.text() == LIGHTER


def test_a_signal_that_opened_protection_is_never_said_to_change_nothing(show_cases: Show) -> None:
    window = show_cases([SIGNAL])
    pane = pane_of(window)
    assert pane.open_sentence.text() == "Wat verder nog open is, kan het advies niet meer veranderen."
    assert said(pane.open, 3)[0] == "Is genoeg om eerst te beschermen."
    assert set(said(pane.open, 3)[1:]) == {"Verandert het advies niet."}
    assert not pane.what_if.rests.isVisible()


def test_outside_the_scope_the_card_is_gone(show_cases: Show, examples: dict[str, Case]) -> None:
    window = show_cases([examples["4V-XR7"], examples["7M-65M"]])
    pane = pane_of(window)
    assert not pane.what_if.isVisible()
    assert not pane.how_sure.isVisible()
    window.session.choose("7M-65M")
    assert pane.what_if.isVisible()
    window.session.choose("4V-XR7")
    assert not pane.what_if.isVisible()


def enter_on(table: FittedTable, row: int) -> None:
    """Go to a row and press Enter."""
    table.setFocus()
    table.setCurrentIndex(table.rows.index(row, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_enter_goes_to_the_question_of_a_change_or_of_an_answer_that_carries_the_advice_and_for_a_fact_to_the_facts(
    show_cases: Show, examples: dict[str, Case]
) -> None:
    window = show_cases([examples["7M-65M"], examples["V8-9T4"]])
    view = view_of(window)
    enter_on(view.explanation.what_if.changes, 0)
    assert view.questions["peers_serious"].editor.first.hasFocus()
    enter_on(view.explanation.what_if.facts, 0)
    assert view.facts.first.hasFocus()
    window.session.choose("V8-9T4")
    place = next(number for number, row in enumerate(said(view.explanation.what_if.facts)) if row.startswith("het antwoord bij “"))
    enter_on(view.explanation.what_if.facts, place)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert any(row.isAncestorOf(focus) for row in view.questions.values())


def test_tab_walks_both_lists_once_between_the_walk_and_what_is_open_and_each_has_a_name(
    show_cases: Show, examples: dict[str, Case]
) -> None:
    window = show_cases([examples["V8-9T4"]])
    view = view_of(window)
    card, pane = view.explanation.what_if, view.explanation
    view.areas()[0].setFocus()
    walked = walk(window.shell)
    assert nameless(window.shell) == []
    assert missed(window.shell, walked) == []
    assert twice(walked) == []
    assert [part for part in walked if part in (pane.walk, card.changes, card.facts, pane.open)] == [
        pane.walk,
        card.changes,
        card.facts,
        pane.open,
    ]
    assert [table.accessibleName() for table in (card.changes, card.facts)] == [
        "Wat het advies lichter zou maken",
        "Waar het advies op rust",
    ]


def test_the_lists_keep_the_rules_of_qt_when_cases_follow_each_other(show_cases: Show, examples: dict[str, Case]) -> None:
    window = show_cases(list(examples.values())[:20])
    card = pane_of(window).what_if
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    testers = [QAbstractItemModelTester(table.rows, mode) for table in (card.changes, card.facts)]
    for case in window.session.cases:
        window.session.choose(case.code)
        QApplication.processEvents()
        weighing = window.session.weighing()
        assert weighing is not None
        assert card.isHidden() is weighing.out_of_scope
    assert len(testers) == 2


@pytest.mark.parametrize("zoom", [100, 200])
def test_long_questions_are_not_cut_in_a_small_window(show_cases: Show, examples: dict[str, Case], zoom: int) -> None:
    window = show_cases([examples["2Q-MK2"], examples["V8-9T4"]])
    window.opened.context.theme.set_zoom(zoom)
    window.shell.resize(1000, 700)
    view = view_of(window)
    view.tabs.setCurrentIndex(1)
    for code in ("2Q-MK2", "V8-9T4"):
        window.session.choose(code)
        for _turn in range(5):
            QApplication.processEvents()
        assert cut_parts(window.shell) == []


def test_the_table_of_cases_says_that_it_is_wide(show_cases: Show) -> None:
    (table,) = show_cases([OPEN]).go_to("cases").findChildren(QTableView)
    hint = table.model().headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert hint == "In deze tabel kan er een advies te veel staan, nooit een te weinig. Bij Weging staat precies wat nog kan."


# What takes a while, and what cannot be found.


def tangled(*_arguments: object) -> None:
    raise TooLargeError(Bound.STATES, 1)


def small_case(answers: dict[str, Answer]) -> Case:
    """A case of the small framework."""
    return Case("7K-4Q2", DAY, answers, (Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED),))


KNOWN = {"leeftijd": Answer(Decimal(16)), "verzuim": Answer("veel"), "geschorst": Answer("yes"), "schulden": Answer("yes")}


def test_a_framework_too_tangled_says_so_and_shows_what_the_walk_leaves(bare_window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExactTable, "read", tangled)
    session = bare_window.session
    session.use_framework(small(), None)
    session.open_cases((OPEN, small_case(KNOWN)), Source("proef"))
    pane = pane_of(bare_window)
    weighing = session.weighing()
    assert session.folded
    assert weighing is not None
    assert weighing.outlook is None
    assert weighing.advice is not None
    assert pane.how_sure.text() == DUTCH.say(NO_EXACT)
    assert not pane.what_if.isVisible()
    assert set(said(pane.open, 2, 3)[: len(weighing.advice.deciding)]) == {" | Kan het advies veranderen."}
    assert "kunnen" in pane.open_sentence.text()
    session.choose("7K-4Q2")
    assert pane.how_sure.text() == DUTCH.say(TOO_TANGLED)
    assert not pane.what_if.isVisible()


def test_one_case_too_tangled_keeps_the_window_right(bare_window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    session = bare_window.session
    session.use_framework(small(), None)
    bare_window.rest()
    monkeypatch.setattr(ExactTable, "read", tangled)
    session.open_cases((OPEN,), Source("proef"))
    assert pane_of(bare_window).how_sure.text() == DUTCH.say(NO_EXACT)


def test_a_test_framework_without_advice_shows_no_outlook(bare_window: Window) -> None:
    session = bare_window.session
    session.use_framework(small(TEXT[: TEXT.index("advice:")]), None)
    session.open_cases((OPEN,), Source("proef"))
    pane = pane_of(bare_window)
    assert session.folded
    assert pane.advice.text() == "Dit testkader geeft geen advies."
    assert not pane.how_sure.isVisible()
    assert not pane.what_if.isVisible()
    assert pane.open_sentence.text() == "Deze vragen zijn nog open."


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Folding waits until this is set."""
    go, fold_all = threading.Event(), Outlooks.fold_all

    def waiting(self: Outlooks) -> None:
        assert go.wait(15)
        fold_all(self)

    monkeypatch.setattr(Outlooks, "fold_all", waiting)
    return go


def test_until_the_table_is_folded_the_walk_is_shown_and_then_the_exact_answer_by_itself(
    bare_window: Window, held_up: threading.Event
) -> None:
    session = bare_window.session
    session.use_framework(small(), None)
    session.open_cases((OPEN,), Source("proef"))
    view = bare_window.go_to("weighing")
    assert isinstance(view, WeighingView)
    pane = view.explanation
    assert not session.folded
    assert pane.how_sure.text() == DUTCH.say(WIDE)
    assert not pane.what_if.isVisible()
    held_up.set()
    bare_window.rest()
    assert pane.how_sure.text() == DUTCH.say(EXACT)
    assert pane.what_if.isVisible()


def test_a_fold_that_was_stopped_shows_its_answer_at_the_next_change(bare_window: Window, held_up: threading.Event) -> None:
    session = bare_window.session
    opened = small()
    session.use_framework(opened, None)
    session.open_cases((OPEN,), Source("proef"))
    view = bare_window.go_to("weighing")
    assert isinstance(view, WeighingView)
    bare_window.opened.context.jobs.stop_all()
    held_up.set()
    bare_window.qtbot.waitUntil(lambda: opened.outlooks.folded)
    view.questions["schulden"].answered.emit("schulden", Answer("no"))
    assert view.explanation.how_sure.text() == DUTCH.say(EXACT)


def test_a_framework_that_was_left_in_the_meantime_changes_nothing(bare_window: Window, held_up: threading.Event) -> None:
    session = bare_window.session
    first, second = small(), small(TEXT.replace("id: klein", "id: ander"))
    session.use_framework(first, None)
    session.use_framework(second, None)
    held_up.set()
    bare_window.rest()
    assert session.opened is second
    assert session.folded


def test_the_thread_of_the_window_never_folds(
    bare_window: Window, examples: dict[str, Case], held_up: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads, fold = list[int](), Folding.fold

    def noted(self: Folding, *arguments: object) -> object:
        threads.append(threading.get_ident())
        return fold(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Folding, "fold", noted)
    bare_window.files.start()
    bare_window.qtbot.waitUntil(lambda: bare_window.session.framework is not None, timeout=15_000)
    early = Fact("robbery", Period.quarter(2020, 1), FactStatus.CONVICTED)
    young = replace(examples["7M-65M"], code="young", answers={**examples["7M-65M"].answers, "age": Answer(Decimal(13))}, facts=(early,))
    cases = [*examples.values(), OPEN, SIGNAL, young]
    bare_window.session.open_cases(tuple(cases), Source("proef"))
    bare_window.go_to("weighing")
    for known in (False, True):
        folded = len(threads)
        for case in cases:
            bare_window.session.choose(case.code)
            weighing = bare_window.session.weighing()
            assert weighing is not None
            assert (weighing.outlook is not None) is known
        assert len(threads) == folded
        held_up.set()
        bare_window.rest()
    assert len(threads) > 3
    assert threading.get_ident() not in threads
