"""The list of refused rows: where, what and how to mend it, and nothing of what stood there."""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path

import pytest

from tests.cases.making import table, taken
from triage.errors import InputError
from triage.exchange.refused import is_list_of_refused, write_refused
from triage.wording import DUTCH, LANGUAGES, language


def test_the_refused_rows_are_written_without_what_stood_there(tmp_path: Path) -> None:
    facts = table(["case", "kind", "quarter", "status"], ["x-1", "06-12345678", "2026-Q1", "suspected"])
    intake = taken(["case", "age"], ["x-1", "geheim"], ["249566758", "15"], facts=facts)
    path = tmp_path / "geweigerd.csv"
    write_refused(path, intake.refused, DUTCH)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert rows[0] == ["tabel", "rij", "kolom", "probleem", "oplossing"]
    assert rows[1] == ["casussen", "2", "age", "geen getal", "Vul alleen een getal in, zonder tekst of eenheid."]
    assert rows[3] == [
        "casussen",
        "3",
        "case",
        "herkenbaar gegeven: een burgerservicenummer (BSN)",
        "Een BSN mag hier nooit in. Verwijder het uit de tabel en gebruik alleen de casuscode.",
    ]
    assert rows[4][:4] == ["feiten", "2", "kind", "herkenbaar gegeven: een telefoonnummer"]
    assert not {"geheim", "249566758", "06-12345678"} & {cell for row in rows for cell in row}


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="bestaat niet"):
        write_refused(tmp_path / "weg" / "geweigerd.csv", (), language("en"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_our_list_is_known_by_its_first_line_and_nothing_else_is(code: str, tmp_path: Path) -> None:
    write_refused(tmp_path / "ours.csv", (), language(code))
    (tmp_path / "own.csv").write_text("case;age\nA-1;15\n", encoding="utf-8")
    assert is_list_of_refused(tmp_path / "ours.csv")
    assert not is_list_of_refused(tmp_path / "own.csv")
    assert not is_list_of_refused(tmp_path / "weg.csv")
    assert not is_list_of_refused(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes with a name here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp.csv")
    assert not is_list_of_refused(tmp_path / "pijp.csv")
