"""The sheet that says what changed: an earlier table beside the table of now, as a person runs it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.commands import TOP60, Said
from tests.documents.papers import text

NOW = "case,age,triage_k1,triage_k2,school_work\nA-1,16,ja,ja,serious\n"
THEN = "case,age,triage_k1,triage_k2,school_work\na-1,16,ja,nee,fine\nA-2,15,ja,ja,fine\n"
FACTS = "case,kind,quarter,status,source\nA-1,robbery,2026-Q1,convicted,police\n"


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    nothing = FACTS.splitlines(keepends=True)[0]
    for name, content in (("nu.csv", NOW), ("toen.csv", THEN), ("feiten.csv", FACTS), ("feiten-toen.csv", nothing)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def given(folder: Path, *more: str) -> Sequence[str | Path]:
    case = ("sheet", folder / "nu.csv", "--framework", TOP60, "--case", "A-1", "--date", "2026-11-01", "--printed", "2026-11-02")
    return (*case, "--out", folder / "o.pdf", *more)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix == ".pdf" or "geweigerd" in path.name)


def test_a_sheet_with_an_earlier_table_says_what_changed_and_verify_agrees(say: Said, tables: Path) -> None:
    more = ("--facts", str(tables / "feiten.csv"), "--before", str(tables / "toen.csv"), "--before-facts", str(tables / "feiten-toen.csv"))
    code, out, err = say(*given(tables, *more, "--before-date", "2026-05-01"))
    assert (code, out) == (0, "Verantwoordingsblad gemaakt: o.pdf.\n"), err
    said = text((tables / "o.pdf").read_bytes()).replace("\u00a0", " ")
    assert "1 Peildatum: van 2e kwartaal 2026 naar 4e kwartaal 2026" in said
    assert "2 Onderdeel 4: van “nee” naar “ja”" in said
    assert "Nieuw feit: Overval, 1e kwartaal 2026, veroordeeld" in said
    code, out, _err = say("verify", tables / "o.pdf")
    assert (code, out.splitlines()[0]) == (0, "Het blad klopt met zichzelf.")


def test_a_case_that_is_not_in_the_earlier_table_is_refused_and_nothing_is_written(say: Said, tables: Path) -> None:
    (tables / "toen.csv").write_text(THEN.replace("a-1", "A-3"), encoding="utf-8")
    code, out, err = say(*given(tables, "--before", str(tables / "toen.csv")))
    assert (code, out) == (1, "")
    assert "toen.csv: De casus die u noemt staat niet in deze tabel, of is geweigerd." in err
    assert names(tables) == []


def test_refused_rows_of_the_earlier_table_are_listed_apart_and_the_sheet_is_made(say: Said, tables: Path) -> None:
    (tables / "toen.csv").write_text(THEN.replace("A-2,15", "A-2,oud"), encoding="utf-8")
    code, out, err = say(*given(tables, "--before", str(tables / "toen.csv")))
    assert (code, out) == (1, "Verantwoordingsblad gemaakt: o.pdf.\n")
    assert "toen.csv, rij 3, kolom age: geen getal." in err
    assert names(tables) == ["o-vorige-pdf-geweigerd.csv", "o.pdf"]


def test_an_earlier_table_is_never_written_over(say: Said, tables: Path) -> None:
    code, _out, err = say(*given(tables, "--before", str(tables / "o.pdf")))
    assert code == 1
    assert "o.pdf: Dit bestand hebt u ook als invoer gegeven." in err
    (tables / "o-vorige-pdf-geweigerd.csv").write_text("van iemand anders", encoding="utf-8")
    code, _out, err = say(*given(tables, "--before", str(tables / "toen.csv")))
    assert code == 1
    assert "o-vorige-pdf-geweigerd.csv: Onder deze naam komen geweigerde rijen te staan, maar er staat al een ander bestand." in err
    assert names(tables) == ["o-vorige-pdf-geweigerd.csv"]


@pytest.mark.parametrize("more", [("--before-date", "2026-05-01"), ("--before-facts", "feiten.csv")])
def test_choices_for_an_earlier_table_without_one_are_wrong_usage(say: Said, tables: Path, more: tuple[str, ...]) -> None:
    code, _out, err = say(*given(tables, *more))
    assert code == 2
    assert "--before: geef een tabel met de vorige weging, of laat de keuzes weg die daarbij horen." in err
