"""Opening and saving: what comes back, what is refused with place and mend, and what a full or closed disk does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.conftest import DAY, TOP60, Window, some_case
from tests.ui.small import NARROWER, small, small_file
from triage.cases.case import Answer, Case
from ui.helping import Page
from ui.reports import IntakePage
from ui.session import Source
from ui.trial import answer_changed

Show = Callable[[Sequence[Case]], Window]

ONE, TWO = some_case("7K-4Q2"), some_case("3M-8C5", 15, 1)
ROOT = Path(__file__).parent.parent.parent
TABLE = "case,age,exploited,money\nA-1,17,nee,fine\nA-2,oud,nee,fine\nA-3,16,misschien,fine\n"


def report() -> IntakePage:
    """The page about what was read."""
    (page,) = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, IntakePage) and widget.isVisible()]
    return page


def change_something(window: Window) -> None:
    """Make the cases differ from what was saved."""
    session = window.session
    assert session.framework is not None
    session.do(answer_changed(session.cases, session.chosen, "money", Answer("serious"), session.framework))


def test_the_examples_open_with_their_facts(window: Window) -> None:
    window.files.open_examples()
    window.rest()
    assert len(window.session.cases) == 60
    assert any(case.facts for case in window.session.cases)
    assert window.shell.place.id == "cases"
    assert window.shell.bar.words == "Gelukt: 60 casussen geopend uit de voorbeelden."


def test_what_is_saved_opens_again_as_it_was(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE, TWO])
    change_something(window)
    before = window.session.cases
    window.dialogs.paths = [tmp_path / "casussen.xlsx"]
    window.files.save()
    window.rest()
    assert window.session.stack.isClean()
    assert window.shell.bar.words == "Gelukt: De casussen zijn bewaard in casussen.xlsx."
    window.files.open_file(tmp_path / "casussen.xlsx")
    window.rest()
    assert window.session.cases == before


def test_notes_that_are_left_out_are_said_also_without_a_sheet_of_facts(window: Window, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["case", "money"])
    book.worksheets[0].append(["A-1", "fine"])
    sheet = book.create_sheet("Toelichtingen")
    for row in (["bij casus", "bij vraag", "toelichting"], ["A-1", "money", "gezien"], ["A-1", "home", "bel 06-12345678"]):
        sheet.append(row)
    book.save(tmp_path / "tabel.xlsx")
    window.files.open_file(tmp_path / "tabel.xlsx")
    window.rest()
    (case,) = window.session.cases
    assert [(item, answer.note) for item, answer in case.answers.items() if answer.note] == [("money", "gezien")]
    page = report()
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "1 toelichting is weggelaten: er staat een herkenbaar gegeven in." in said
    page.close()


def test_saving_again_asks_for_no_name(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    window.dialogs.paths = [tmp_path / "casussen.xlsx"]
    window.files.save()
    window.rest()
    change_something(window)
    window.files.save()
    window.rest()
    assert window.session.stack.isClean()
    assert window.dialogs.asked == ["Casussen bewaren"]


def test_a_table_that_was_opened_is_never_overwritten_by_saving(window: Window, tmp_path: Path) -> None:
    table = tmp_path / "tabel.csv"
    table.write_text("case,age\nA-1,17\n", encoding="utf-8")
    window.dialogs.verbs = ["none"]
    window.files.open_file(table)
    window.rest()
    window.dialogs.paths = [None]
    window.files.save()
    assert table.read_text(encoding="utf-8") == "case,age\nA-1,17\n"


def test_refused_rows_are_shown_with_place_and_mend_and_can_be_saved(window: Window, tmp_path: Path) -> None:
    table = tmp_path / "tabel.csv"
    table.write_text(TABLE, encoding="utf-8")
    window.dialogs.verbs = ["none"]
    window.files.open_file(table)
    window.rest()
    assert [case.code for case in window.session.cases] == ["A-1"]
    assert window.shell.bar.words == "Let op: 1 casus geopend uit tabel.csv. 2 rijen zijn geweigerd."
    page = report()
    rows = [[column.words(page.table.rows.row_at(page.table.rows.index(row, 0))) for column in page.table.rows.columns] for row in range(2)]
    assert [row[1:3] for row in rows] == [["3", "age"], ["4", "exploited"]]
    assert all("oud" not in cell and "misschien" not in cell for row in rows for cell in row)
    window.dialogs.paths = [tmp_path / "geweigerd.csv"]
    saving = next(button for button in page.findChildren(QPushButton) if "bewaren" in button.text())
    saving.click()
    window.rest()
    saved = (tmp_path / "geweigerd.csv").read_text(encoding="utf-8-sig")
    assert saved.count("\n") == 3
    page.close()


def test_a_table_of_which_nothing_can_be_used_leaves_the_cases_alone(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    table = tmp_path / "tabel.csv"
    table.write_text("case,age\nA-1,oud\n", encoding="utf-8")
    window.dialogs.verbs = ["none"]
    window.files.open_file(table)
    window.rest()
    assert window.session.cases == (ONE,)
    report().close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kapot.xlsx", b"PK\x03\x04 kapot"),
        ("leeg.xlsx", b""),
        ("plaatje.png", b"\x89PNG"),
        ("weg.xlsx", None),
        ("vreemd.yaml", b"format: 1\n"),
    ],
)
def test_a_broken_file_is_said_and_changes_nothing(show_cases: Show, tmp_path: Path, name: str, content: bytes | None) -> None:
    window = show_cases([ONE])
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    window.dialogs.verbs = ["none"]
    window.files.open_file(path)
    window.rest()
    assert window.session.cases == (ONE,)
    assert window.shell.bar.words.startswith("Niet gelukt: ")
    assert "Traceback" not in window.shell.bar.words


@pytest.mark.parametrize(("name", "content"), [("blad.pdf", b"%PDF-1.7"), ("weg.csv", None), ("kapot.csv", b"\x00\x01\x02")])
def test_what_is_no_table_is_refused_before_anything_is_asked(window: Window, tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    window.files.open_file(path)
    window.rest()
    assert window.dialogs.asked == []
    assert window.shell.bar.words.startswith(f"Niet gelukt: {name}")


def test_a_framework_that_is_opened_as_a_table_is_opened_as_a_framework_and_that_is_said(show_cases: Show) -> None:
    window = show_cases([ONE])
    window.dialogs.paths = [TOP60]
    window.files.choose_table()
    window.rest()
    assert window.session.framework is not None
    version = window.session.framework.version
    assert window.shell.bar.words == f"Gelukt: Top 60: prioritering (versie {version}) is een wegingskader en is nu geopend."
    assert window.shell.place.id == "framework"
    assert window.session.cases == (ONE,)


def test_cases_of_the_framework_before_are_closed_and_that_is_said(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE, TWO])
    other = tmp_path / "ander.yaml"
    other.write_text(TOP60.read_text(encoding="utf-8").replace("id: top60-ranking", "id: ander-kader", 1), encoding="utf-8")
    window.files.open_file(other)
    window.rest()
    assert window.session.cases == ()
    assert window.shell.bar.words.endswith(" 2 casussen van het vorige kader zijn gesloten.")


def test_reading_the_first_framework_says_nothing(bare_window: Window) -> None:
    bare_window.files.start()
    bare_window.rest()
    assert bare_window.shell.bar.words == ""
    assert bare_window.shell.place.id == "start"


def test_a_csv_table_is_asked_for_its_facts(window: Window, tmp_path: Path) -> None:
    table, facts = tmp_path / "casussen.csv", tmp_path / "feiten.csv"
    table.write_text("case,age\nA-1,17\n", encoding="utf-8")
    facts.write_text("case,kind,quarter,status\nA-1,robbery,2026-Q1,convicted\n", encoding="utf-8")
    window.dialogs.verbs, window.dialogs.paths = ["facts"], [facts]
    window.files.open_file(table)
    window.rest()
    assert len(window.session.cases[0].facts or ()) == 1


def test_a_dropped_file_is_opened(window: Window, tmp_path: Path) -> None:
    table = tmp_path / "casussen.csv"
    table.write_text("case,age\nA-1,17\n", encoding="utf-8")
    window.dialogs.verbs = ["none"]
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(table))])
    drop = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.shell.dropEvent(drop)
    window.rest()
    assert [case.code for case in window.session.cases] == ["A-1"]


def test_results_are_saved_as_a_table_that_says_it_is_a_trial(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE, TWO])
    window.dialogs.paths = [tmp_path / "resultaat.csv"]
    window.files.save_results()
    window.rest()
    lines = (tmp_path / "resultaat.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert all("PROEF – niet voor besluiten" in line for line in lines[1:])


def test_the_empty_form_is_saved(window: Window, tmp_path: Path) -> None:
    window.dialogs.paths = [tmp_path / "formulier.xlsx"]
    window.files.save_form()
    window.rest()
    book = load_workbook(tmp_path / "formulier.xlsx", read_only=True)
    explained = {str(row[0]): row for row in book["Uitleg"].iter_rows(values_only=True) if row}
    assert any(name.startswith("Overval") for name in explained), "the form explains each kind of fact"
    book.close()


FULL = """
import resource, sys
from pathlib import Path
from tests.ui.on_its_own import window_with_a_case
window = window_with_a_case(Path(sys.argv[1]))
window.dialogs.paths = [Path(sys.argv[1]) / "casussen.xlsx"]
resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY))
window.files.save()
window.rest()
print(window.shell.bar.words)
print(window.session.stack.isClean())
"""


def test_a_full_disk_is_said_and_the_earlier_file_stays(tmp_path: Path) -> None:
    """In a process of its own, in which no file may grow beyond some bytes; without lxml, as the program is installed."""
    kept = tmp_path / "casussen.xlsx"
    kept.write_bytes(b"wat er stond")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "OPENPYXL_LXML": "False"}
    run = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], check=True, capture_output=True, text=True, cwd=ROOT, env=environment)
    assert run.stdout.splitlines() == [
        "Niet gelukt: casussen.xlsx: Er is geen ruimte meer op de schijf. Maak ruimte vrij of kies een andere map.",
        "False",
    ]
    assert kept.read_bytes() == b"wat er stond"
    assert [other.name for other in tmp_path.iterdir() if other.suffix == ".xlsx"] == ["casussen.xlsx"]


def test_a_closed_folder_is_said_with_what_to_do(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    change_something(window)
    window.dialogs.paths = [tmp_path / "bestaat-niet" / "casussen.xlsx"]
    window.files.save()
    window.rest()
    assert window.shell.bar.words == "Niet gelukt: casussen.xlsx: Dit bestand of deze map bestaat niet. Controleer de naam en de map."


@pytest.mark.parametrize(("verb", "closed"), [("leave", True), ("back", False)])
def test_closing_asks_about_what_was_not_saved(show_cases: Show, verb: str, closed: bool) -> None:
    window = show_cases([ONE])
    change_something(window)
    window.dialogs.verbs = [verb]
    assert window.shell.close() is closed
    assert window.dialogs.asked == [
        "De casussen zijn nog niet bewaard. Wilt u ze bewaren? Zonder bewaren gaat verloren wat u na de laatste keer hebt ingevuld."
    ]


def test_closing_with_save_saves_first(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    change_something(window)
    window.dialogs.verbs, window.dialogs.paths = ["save"], [tmp_path / "casussen.xlsx"]
    assert window.shell.close()
    assert (tmp_path / "casussen.xlsx").exists()


def test_the_window_stays_open_when_saving_fails(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    change_something(window)
    window.dialogs.verbs, window.dialogs.paths = ["save"], [tmp_path / "weg" / "casussen.xlsx"]
    assert not window.shell.close()


def test_nothing_is_asked_when_everything_is_saved(show_cases: Show) -> None:
    window = show_cases([ONE])
    assert window.shell.close()
    assert window.dialogs.asked == []


def test_another_framework_file_is_read_and_a_broken_one_refused(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    window.dialogs.paths = [TOP60]
    window.files.choose_framework()
    window.rest()
    assert window.session.cases == (ONE,)
    broken = tmp_path / "kader.yaml"
    broken.write_text("format: 1\nid: x\n", encoding="utf-8")
    window.files.open_framework(broken)
    window.rest()
    assert window.shell.bar.words.startswith("Niet gelukt: kader.yaml:")


def test_recent_files_are_shown_and_forgotten(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    window.dialogs.paths = [tmp_path / "casussen.xlsx"]
    window.files.save()
    window.rest()
    start = window.go_to("start")
    assert "casussen.xlsx" in [button.text() for button in start.findChildren(QPushButton)]
    forget = next(button for button in start.findChildren(QPushButton) if button.text() == "Deze lijst vergeten")
    forget.click()
    assert window.opened.context.settings.recent == ()


def test_a_file_that_is_called_after_a_person_is_nowhere_called_by_its_name(show_cases: Show, tmp_path: Path) -> None:
    folder = tmp_path / "123456782"
    folder.mkdir()
    window = show_cases([ONE])
    window.dialogs.paths = [folder / "123456782.xlsx"]
    window.files.save()
    window.rest()
    assert window.shell.bar.words == "Gelukt: De casussen zijn bewaard in het bestand."
    assert window.session.source.name == "het bestand"
    window.shell.recent.aboutToShow.emit()
    assert window.shell.recent.actions()[0].text() == "het bestand"
    start = window.go_to("start")
    said = [part.text() for part in start.findChildren(QPushButton)] + [part.text() for part in start.findChildren(QLabel)]
    spoken = [part.accessibleDescription() for part in start.findChildren(QPushButton)]
    assert "het bestand" in said
    assert not [words for words in (*said, *spoken) if "123456782" in words]


def test_every_fault_of_a_file_can_be_read(show_cases: Show, tmp_path: Path) -> None:
    window = show_cases([ONE])
    table = tmp_path / "raar.csv"
    table.write_text("kolom;iets;leeftijd\nA;1;17\n", encoding="utf-8")
    window.dialogs.verbs = ["none"]
    window.files.open_file(table)
    window.rest()
    assert window.shell.bar.words.startswith("Niet gelukt: raar.csv: De kolom case ontbreekt.")
    button = next(part for part in window.shell.bar.findChildren(QPushButton) if part.text() == "Alle fouten tonen")
    button.click()
    QApplication.processEvents()
    (page,) = [page for page in window.shell.findChildren(Page) if page.isVisible()]
    said = [label.text() for label in page.findChildren(QLabel)]
    assert said[0] == "4 fouten"
    assert said.count("raar.csv") + sum(words.startswith("raar.csv, ") for words in said) == 4
    page.reject()


def test_another_version_says_how_many_answers_it_could_not_take_and_gives_them_back(bare_window: Window, tmp_path: Path) -> None:
    session = bare_window.session
    session.use_framework(small(), None)
    case = Case("7K-4Q2", DAY, {"verzuim": Answer("veel"), "schulden": Answer("yes")})
    session.open_cases((case,), Source("proef"))
    bare_window.files.open_framework(small_file(tmp_path, NARROWER))
    bare_window.rest()
    assert bare_window.shell.bar.words == (
        "Let op: Klein kader (versie 1.1.0) is nu geopend. 1 antwoord past niet bij deze versie en is onbekend geworden."
    )
    for place in ("cases", "weighing", "ranking", "account"):
        bare_window.go_to(place)
        bare_window.rest()
    back = next(part for part in bare_window.shell.bar.findChildren(QPushButton) if part.text() == "Terug naar de vorige versie")
    back.click()
    assert session.cases == (case,)
    assert session.framework is not None
    assert session.framework.version == "1.0.0"
