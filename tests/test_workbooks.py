"""Workbooks stand under their name only when they are whole."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from triage import review
from triage.cases.case import Answer, Case
from triage.cases.form import write_form
from triage.cases.table import CaseTable
from triage.exchange.cases import write_cases
from triage.exchange.tables import write_weighings
from triage.weighing.weigh import weigh
from triage.wording import DUTCH
from triage.workbooks import workbook_to

HOUSE = Path(__file__).parent.parent

FULL = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from triage.errors import InputError
from triage.workbooks import workbook_to
try:
    with workbook_to(Path(sys.argv[1]), streamed=sys.argv[2] == "streamed") as book:
        sheet = book.create_sheet("vol")
        for row in range(5_000):
            sheet.append([f"cel {row}", f"{row * 7919 % 10007}"])
except InputError as error:
    print(error)
"""


def test_a_workbook_is_saved_when_the_block_ends(tmp_path: Path) -> None:
    with workbook_to(tmp_path / "out.xlsx") as book:
        book.create_sheet("blad")["A1"] = "cel"
    assert load_workbook(tmp_path / "out.xlsx")["blad"]["A1"].value == "cel"
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


def test_nothing_is_left_when_the_block_fails(tmp_path: Path) -> None:
    def stopped() -> None:
        with workbook_to(tmp_path / "out.xlsx") as book:
            book.create_sheet("blad")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit to set on the size of a file")
@pytest.mark.parametrize("way", ["streamed", "whole"])
def test_a_full_disk_is_said_and_leaves_the_old_workbook_as_it_was(way: str, tmp_path: Path) -> None:
    (tmp_path / "out.xlsx").write_bytes(b"oud")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "out.xlsx"), way], capture_output=True, encoding="utf-8", cwd=HOUSE, check=False
    )
    assert done.stderr == ""
    assert done.stdout == "out.xlsx: Er is geen ruimte meer op de schijf. Maak ruimte vrij of kies een andere map.\n", done.stderr
    assert (tmp_path / "out.xlsx").read_bytes() == b"oud"
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


def test_the_same_cells_give_the_same_bytes_whatever_the_time_is(tmp_path: Path) -> None:
    opened = review.open(HOUSE / "frameworks" / "top60-ranking.yaml")
    case = Case("7K-4Q2", date(2026, 11, 23), {"home": Answer("fine", note="thuis")}, ())
    weighed = weigh(opened.tables, CaseTable.of([case]))
    for turn in ("een", "twee"):
        if turn == "twee":
            time.sleep(2.1)  # a zip counts its time in steps of two seconds
        (tmp_path / turn).mkdir()
        write_form(opened.framework, tmp_path / turn / "form.xlsx", DUTCH)
        write_cases([case], opened.framework, tmp_path / turn / "cases.xlsx")
        write_weighings(weighed, opened.file, tmp_path / turn / "out.xlsx")
    for name in ("form.xlsx", "cases.xlsx", "out.xlsx"):
        assert (tmp_path / "een" / name).read_bytes() == (tmp_path / "twee" / name).read_bytes(), name


def test_a_workbook_carries_no_time_and_no_name_of_its_maker(tmp_path: Path) -> None:
    with workbook_to(tmp_path / "out.xlsx", streamed=True) as book:
        book.create_sheet("blad").append(["cel"])
    with zipfile.ZipFile(tmp_path / "out.xlsx") as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml")
    assert b"Weegwijzer" in core
    assert b"dcterms" not in core


@pytest.mark.parametrize("streamed", [True, False])
def test_nothing_of_a_workbook_ever_stands_in_the_folder_for_temporary_files(
    streamed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "bestaat niet"))
    with workbook_to(tmp_path / "out.xlsx", streamed=streamed) as book:
        for name in ("een", "twee"):
            book.create_sheet(name).append(["cel", 1, True])
    book = load_workbook(tmp_path / "out.xlsx")
    assert {sheet.title: list(sheet.values) for sheet in book.worksheets} == {"een": [("cel", 1, True)], "twee": [("cel", 1, True)]}
