"""The sheet: what is shown is what is saved and printed, and what happens without a printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from tests.ui.conftest import Window, some_case
from triage.cases.case import Answer, Case
from ui.paper import page_images, page_shapes
from ui.places.account.view import AccountView
from ui.trial import answer_changed

Show = Callable[[Sequence[Case]], Window]

ONE, TWO = some_case("7K-4Q2"), some_case("3M-8C5", 15, 1)


def sheet_of(window: Window) -> AccountView:
    """The place Verantwoording with its sheet made and its first page drawn."""
    view = window.go_to("account")
    assert isinstance(view, AccountView)
    window.qtbot.waitUntil(lambda: view.pages.complete, timeout=20_000)
    return view


def test_the_sheet_of_the_chosen_case_shows_and_follows_the_choice(show_cases: Show) -> None:
    window = show_cases([ONE, TWO])
    view = sheet_of(window)
    assert view.sheet is not None
    assert "7K-4Q2" in view.sheet.pages[0].text
    window.session.choose(TWO.code)
    view = sheet_of(window)
    assert view.sheet is not None
    assert "3M-8C5" in view.sheet.pages[0].text


def test_every_page_says_that_it_is_a_trial(show_cases: Show) -> None:
    view = sheet_of(show_cases([ONE]))
    assert view.sheet is not None
    assert all("PROEF" in page.text for page in view.sheet.pages)


def test_a_changed_answer_makes_the_sheet_again(show_cases: Show) -> None:
    window = show_cases([ONE])
    view = sheet_of(window)
    before = view.sheet
    assert window.session.framework is not None
    window.session.do(answer_changed(window.session.cases, ONE.code, "money", Answer("serious"), window.session.framework))
    view = sheet_of(window)
    assert before is not None
    assert view.sheet is not None
    assert view.sheet.pdf != before.pdf


def test_the_bytes_that_show_are_the_bytes_that_are_saved(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    view = sheet_of(window)
    window.dialogs.paths = [tmp_path / "blad.pdf"]
    view.save_sheet()
    window.rest()
    assert view.sheet is not None
    assert (tmp_path / "blad.pdf").read_bytes() == view.sheet.pdf
    assert window.dialogs.suggested[0].name.startswith("7K-4Q2_")
    assert window.shell.bar.words == "Gelukt: Het blad is bewaard als blad.pdf."


def test_the_sheet_is_printed_page_by_page(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    view = sheet_of(window)
    assert view.sheet is not None
    window.dialogs.printer = tmp_path / "afdruk.pdf"
    view.print_sheet()
    window.qtbot.waitUntil(lambda: window.opened.context.jobs.waiting == 0, timeout=60_000)
    printed = (tmp_path / "afdruk.pdf").read_bytes()
    shapes = page_shapes(printed)
    assert len(shapes) == len(view.sheet.pages)
    assert (round(shapes[0].width), round(shapes[0].height)) == (595, 842)


def test_what_is_printed_looks_like_what_shows(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    view = sheet_of(window)
    assert view.sheet is not None
    window.dialogs.printer, window.dialogs.pages = tmp_path / "afdruk.pdf", (1, 1)
    view.print_sheet()
    window.rest()
    (shown,) = page_images(view.sheet.pdf, 30, [0])
    (paper,) = page_images((tmp_path / "afdruk.pdf").read_bytes(), 30, [0])
    different = sum(
        abs(shown.pixelColor(x, y).lightness() - paper.pixelColor(x, y).lightness()) > 90
        for x in range(0, min(shown.width(), paper.width()), 2)
        for y in range(0, min(shown.height(), paper.height()), 2)
    )
    assert different < 60


def test_a_range_of_pages_is_printed(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    view = sheet_of(window)
    window.dialogs.printer, window.dialogs.pages = tmp_path / "afdruk.pdf", (2, 3)
    view.print_sheet()
    window.rest()
    assert len(page_shapes((tmp_path / "afdruk.pdf").read_bytes())) == 2
    assert window.shell.bar.words == "Gelukt: 2 pagina’s afgedrukt."


def test_without_a_printer_it_says_what_to_do(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    view = sheet_of(window)
    view.print_sheet()
    assert window.shell.bar.words == (
        "Let op: Deze computer kent geen printer. Bewaar het blad als PDF en druk het af op een computer die er wel een heeft."
    )
    window.dialogs.paths = [tmp_path / "blad.pdf"]
    save = next(button for button in window.shell.bar.findChildren(QPushButton) if button.text() == "Bewaar als PDF…")
    save.click()
    window.rest()
    assert (tmp_path / "blad.pdf").exists()


@pytest.mark.qt_log_ignore("^This plugin does not support propagateSizeHints", r"^QPainter::begin\(\): Returned false", extend=True)
def test_a_printer_that_refuses_is_said(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    view = sheet_of(window)
    window.dialogs.printer = tmp_path / "weg" / "afdruk.pdf"
    view.print_sheet()
    window.rest()
    assert window.shell.bar.words.startswith("Niet gelukt: De printer nam het blad niet aan.")


def test_printing_from_another_place_waits_for_the_sheet(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    window.dialogs.printer, window.dialogs.pages = tmp_path / "afdruk.pdf", (1, 1)
    window.go_to("cases")
    action = next(action for action in window.shell.actions_made.all if action.shortcut().toString() == "Ctrl+P")
    action.trigger()
    window.qtbot.waitUntil((tmp_path / "afdruk.pdf").exists, timeout=20_000)
    window.rest()
    assert window.shell.place.id == "account"


def test_pages_and_sizes_step(show_cases: Show) -> None:
    window = show_cases([ONE])
    view = sheet_of(window)
    view.next.click()
    assert view.pages.page == 2
    view.larger.click()
    assert view.pages.zoom == 125
    assert view.pages.page == 2
    view.smaller.click()
    view.before.click()
    assert (view.pages.zoom, view.pages.page) == (100, 1)


NOTED = Case("7K-4Q2", ONE.reference_date, {**ONE.answers, "exploited": Answer("no", note="bsn 111222333")}, ONE.facts)


def failed_sheet(window: Window) -> AccountView:
    """The place Verantwoording once its sheet could not be made."""
    view = window.go_to("account")
    assert isinstance(view, AccountView)
    window.qtbot.waitUntil(view.failure.isVisible, timeout=20_000)
    return view


def test_a_note_that_leads_to_somebody_refuses_the_sheet_and_says_why_in_its_place(show_cases: Show) -> None:
    view = failed_sheet(show_cases([NOTED]))
    assert view.sheet is None
    assert view.failure.text().startswith("Het blad kon niet worden gemaakt. ")
    assert "111222333" not in view.failure.text()
    assert not view.state.isVisible()
    assert not view.save.isEnabled()


def test_a_refused_sheet_is_made_when_its_case_is_mended(show_cases: Show) -> None:
    window = show_cases([NOTED])
    failed_sheet(window)
    assert window.session.framework is not None
    window.session.do(answer_changed(window.session.cases, ONE.code, "exploited", Answer("no"), window.session.framework))
    view = sheet_of(window)
    assert not view.failure.isVisible()
    assert not view.again.isVisible()


def test_after_a_mistake_of_ours_again_makes_the_sheet(show_cases: Show, monkeypatch: pytest.MonkeyPatch) -> None:
    window = show_cases([ONE])
    window.dialogs.verbs = ["on"]
    with monkeypatch.context() as broken:
        broken.setattr("triage.documents.sheet.sheet", _broken)
        view = failed_sheet(window)
        window.rest()
    assert view.failure.text() == ("Het blad kon niet worden gemaakt. Er ging iets mis in het programma. Uw casussen staan er nog.")
    assert view.areas()[0] is view.again
    view.again.click()
    assert sheet_of(window).sheet is not None
    assert not view.failure.isVisible()


def test_a_sheet_that_was_stopped_can_be_made_again(show_cases: Show) -> None:
    window = show_cases([ONE])
    view = window.go_to("account")
    assert isinstance(view, AccountView)
    window.qtbot.waitUntil(lambda: window.opened.context.jobs.waiting > 0)
    window.opened.context.jobs.stop_all()
    assert view.failure.text() == "Het blad kon niet worden gemaakt. U hebt het maken gestopt."
    view.again.click()
    assert sheet_of(window).sheet is not None


def test_saving_tries_a_failed_sheet_again(show_cases: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = show_cases([ONE])
    window.dialogs.verbs = ["on"]
    with monkeypatch.context() as broken:
        broken.setattr("triage.documents.sheet.sheet", _broken)
        view = failed_sheet(window)
        window.rest()
    window.dialogs.paths = [tmp_path / "blad.pdf"]
    view.save_sheet()
    window.qtbot.waitUntil((tmp_path / "blad.pdf").exists, timeout=20_000)
    window.rest()


def _broken(*_arguments: object, **_named: object) -> bytes:
    raise ZeroDivisionError
