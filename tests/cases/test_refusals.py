from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cases.making import table, taken
from triage.cases.refusals import Part, Refusal, write_refused
from triage.errors import InputError
from triage.wording import DUTCH, language


def test_every_kind_of_problem_has_words() -> None:
    said = [DUTCH.say(kind.message()) for kind in Refusal]
    assert len(set(said)) == len(said)


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


def test_a_refused_row_can_be_said_as_a_defect() -> None:
    (one,) = taken(["case", "age"], ["x-1", "oud"]).refused
    assert one.defect("a.csv").in_words(DUTCH) == ("a.csv, rij 2, kolom age: geen getal. Vul alleen een getal in, zonder tekst of eenheid.")


def test_a_whole_row_has_no_column_in_its_place() -> None:
    raw = table(["case", "age"])
    assert len(raw) == 0
    (one,) = taken(["case", "age", "school"], ["x-1"]).refused
    assert one.column == ""
    assert one.defect("a.csv").in_words(DUTCH).startswith("a.csv, rij 2: te veel of te weinig cellen in de rij.")


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="bestaat niet"):
        write_refused(tmp_path / "weg" / "geweigerd.csv", (), language("en"))


def test_both_tables_have_a_name() -> None:
    assert [DUTCH.say(part.message()) for part in Part] == ["casussen", "feiten"]
