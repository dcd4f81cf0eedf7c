"""`export` as a person runs it: a framework as form, booklet, scorecards, workbook and schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands import CASES, FACTS, HOUSE, TOP60, Said, run


def test_an_empty_form_can_be_exported_and_weighing_it_says_that_it_is_empty(say: Said, tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    assert run("export", TOP60, "--to", "form", "--out", form).returncode == 0
    code, _out, err = say("weigh", form, "--framework", TOP60, "--out", tmp_path / "out.csv")
    assert (code, (tmp_path / "out.csv").exists()) == (1, False)
    assert "form.xlsx" in err


def test_a_framework_can_be_exported_as_a_booklet_and_as_the_schema_of_its_format(say: Said, tmp_path: Path) -> None:
    booklet, schema = tmp_path / "boekje.md", tmp_path / "schema.json"
    assert say("export", TOP60, "--to", "booklet", "--out", booklet) == (0, "Kaderboekje gemaakt: boekje.md.\n", "")
    assert booklet.read_text("utf-8").startswith("# Kaderboekje: Top 60: prioritering\n")
    assert say("export", TOP60, "--to", "booklet", "--out", booklet, "--lang", "en")[0] == 0
    assert "Top 60: setting priorities" in booklet.read_text("utf-8")
    told = "Schema van formaat 1 gemaakt: schema.json. Het is voor elk kader hetzelfde.\n"
    assert say("export", TOP60, "--to", "schema", "--out", schema) == (0, told, "")
    assert json.loads(schema.read_bytes())["properties"]["format"] == {"const": 1, "type": "integer"}


def test_a_framework_can_be_exported_as_scorecards_and_what_those_do_not_say_is_said(say: Said, tmp_path: Path) -> None:
    out = tmp_path / "kader.pmml"
    code, said, err = say("export", TOP60, "--to", "pmml", "--out", out)
    assert (code, err, out.read_bytes()[:6]) == (0, "", b"<?xml ")
    *notes, last = said.splitlines()
    assert last.startswith("PMML gemaakt: kader.pmml, met 3 scorekaarten: seriousness, need en protective.")
    for word in ("Open antwoorden", "status", "Feiten tellen", "Redenen", "de beslistabel", "de criteria", "de lijst"):
        assert any(word in note for note in notes), word


def test_a_framework_without_scales_has_no_scorecards(say: Said, tmp_path: Path) -> None:
    out = tmp_path / "kader.pmml"
    code, said, err = say("export", TOP60.with_name("top600-criteria.yaml"), "--to", "pmml", "--out", out)
    assert (code, said, out.exists()) == (1, "", False)
    assert err.startswith("top600-criteria.yaml: Dit kader heeft geen schalen: er zijn geen punten om op te tellen.")


def test_a_live_workbook_can_be_empty_hold_a_table_or_hold_one_case(say: Said, tmp_path: Path) -> None:
    book, examples = tmp_path / "rekenblad.xlsx", ("--table", CASES, "--facts", FACTS)
    said = "Leeg rekenblad gemaakt: rekenblad.xlsx. Het is een proef, niet voor besluiten.\n"
    assert say("export", TOP60, "--to", "xlsx", "--out", book) == (0, said, "")
    assert [cell.value for cell in load_workbook(book)["Antwoorden"]["A"][4:]] == []
    for chosen, told in (((), "Rekenblad met 60 casussen gemaakt"), (("--case", "4c-h9w"), "Rekenblad met 1 casus gemaakt")):
        code, out, _err = say("export", TOP60, "--to", "xlsx", *examples, *chosen, "--out", book)
        assert (code, out) == (0, f"{told}: rekenblad.xlsx. Het is een proef, niet voor besluiten.\n")
        codes = [cell.value for cell in load_workbook(book)["Antwoorden"]["A"][4:]]
        assert codes[0] == "4C-H9W"
        assert len(codes) == (1 if chosen else 60)


def test_a_live_workbook_takes_no_refused_row_and_no_case_that_is_not_there(say: Said, tmp_path: Path) -> None:
    table, book = tmp_path / "table.csv", tmp_path / "rekenblad.xlsx"
    table.write_text("case,age\nA-1,15\nA-2,veertien\n", encoding="utf-8")
    code, out, err = say("export", TOP60, "--to", "xlsx", "--table", table, "--out", book)
    assert (code, out) == (1, "Rekenblad met 1 casus gemaakt: rekenblad.xlsx. Het is een proef, niet voor besluiten.\n")
    assert "veertien" not in err
    assert (tmp_path / "rekenblad-xlsx-geweigerd.csv").exists()
    book.unlink()
    code, _out, err = say("export", TOP60, "--to", "xlsx", "--table", table, "--case", "A-2", "--out", book)
    assert (code, book.exists()) == (1, False)
    assert "De casus die u noemt staat niet in deze tabel, of is geweigerd." in err
    table.write_text("case,age\nA-2,veertien\n", encoding="utf-8")
    assert say("export", TOP60, "--to", "xlsx", "--table", table, "--out", book)[0] == 1
    assert not book.exists()


@pytest.mark.parametrize("to", ["booklet.md", "pmml.xml", "schema.json", "xlsx.xlsx"])
def test_nothing_is_exported_of_a_framework_that_cannot_be_opened(say: Said, to: str, tmp_path: Path) -> None:
    out = tmp_path / to
    code, _out, err = say("export", HOUSE / "tests" / "invalid" / "bands_overlap.yaml", "--to", out.stem, "--out", out)
    assert (code, out.exists()) == (1, False)
    assert "bands_overlap.yaml:" in err
