"""`compare` as a person runs it: two versions of a framework, with and without a table of cases."""

from __future__ import annotations

import csv
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from triage.cli import run_command

HOUSE = Path(__file__).parent.parent
TOP60 = HOUSE / "frameworks" / "top60-ranking.yaml"
TABLE = ("--cases", HOUSE / "examples" / "cases.csv", "--facts", HOUSE / "examples" / "facts.csv")
COLUMNS = ["case", "about", "scale", "before", "after", "possible_before", "possible_after", "because", "smallest", "undone_by", "trial"]
FROM_LOWER = ("from: 20", "from: 18")
MONEY = '      - {id: serious, label: {nl: "Ja, zonder hulp niet op te lossen", en: "Yes, cannot be solved without help"}, points: 2}\n'
MONEY_OPTION = (MONEY, "      - {id: apart, label: {nl: Apart, en: Apart}, points: 1}\n" + MONEY)
HIGHER_VERSION = ('version: "0.1.1"', 'version: "0.2.0"')

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Said:
    """The subcommand in this process: its exit code and what stands on stdout and stderr."""
    monkeypatch.setenv("HOME", str(tmp_path_factory.mktemp("home")))

    def said(*arguments: str | Path) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run_command(["compare", *(str(argument) for argument in arguments)])
        return code, *capsys.readouterr()

    return said


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the framework with parts of its text swapped, the first time they occur."""

    def copy(*swaps: tuple[str, str]) -> Path:
        text = TOP60.read_text("utf-8")
        for old, new in swaps:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / "nieuw.yaml"
        path.write_text(text, "utf-8")
        return path

    return copy


Changed = Callable[..., Path]


def test_a_framework_beside_itself_has_no_changes(say: Said) -> None:
    code, out, err = say(TOP60, TOP60)
    assert (code, err) == (0, "")
    assert out.splitlines()[1:3] == ["Er is niets veranderd.", "Nodig versienummer: 0.1.1. Het tweede bestand heeft 0.1.1: dat klopt."]


def test_what_is_said_names_both_files_by_id_version_and_hash(say: Said, changed: Changed) -> None:
    """Copied elsewhere, it must still say of which two files it is: a copy that is being changed has the version of the original."""
    new = changed(FROM_LOWER)
    _code, out, _err = say(TOP60, new)
    lines = out.splitlines()
    assert lines[0] == "top60-ranking: van versie 0.1.1 naar 0.1.1"
    for which, path in (("Oud", TOP60), ("Nieuw", new)):
        assert f"{which}: {path.name}, SHA-256 {sha256(path.read_bytes()).hexdigest()}" in lines


def test_a_changed_copy_names_the_change_and_asks_for_its_number(say: Said, changed: Changed) -> None:
    code, out, err = say(TOP60, changed(FROM_LOWER))
    assert code == 1
    assert "- Schaal seriousness, niveau high: waar het begint: was 20, is nu 18." in out.splitlines()
    assert "Nodig versienummer: 0.2.0. Het tweede bestand heeft 0.1.1: dat is te laag." in out.splitlines()
    assert err.splitlines()[-1] == ('nieuw.yaml: Het versienummer 0.1.1 is te laag voor wat er is veranderd. Zet er version: "0.2.0".')


def test_with_the_number_that_is_due_all_is_well(say: Said, changed: Changed) -> None:
    assert say(TOP60, changed(FROM_LOWER, HIGHER_VERSION))[0] == 0


def test_the_old_version_second_is_said_to_be_older(say: Said, changed: Changed) -> None:
    code, _out, err = say(changed(FROM_LOWER, HIGHER_VERSION), TOP60)
    assert code == 1
    assert "Noem de oude versie eerst" in err


def test_on_a_table_everybody_who_moves_is_named_with_the_change_that_did_it(say: Said, changed: Changed, tmp_path: Path) -> None:
    code, out, err = say(TOP60, changed(FROM_LOWER, HIGHER_VERSION), *TABLE, "--out", tmp_path / "wie.csv")
    assert code == 0, err
    lines = out.splitlines()
    assert "4 van 60 casussen verschuiven: 1 van advies, 4 van niveau, 0 van score." in lines
    assert (
        "- 9H-3Q5: advies was “Lokale aanpak bespreken”, wordt “Plaats op de lijst bespreken”, door de niveaus van schaal seriousness."
        in lines
    )
    assert lines[-2:] == ["PROEF – niet voor besluiten", "Alle verschuivingen staan in wie.csv."]
    with (tmp_path / "wie.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == COLUMNS
    assert {row["case"] for row in rows} == {"2W-46J", "R5-9RT", "9H-3Q5", "6C-2TM"}
    assert {(row["because"], row["undone_by"], row["smallest"], row["trial"]) for row in rows} == {
        ("scales.seriousness.bands", "scales.seriousness.bands", "true", "PROEF – niet voor besluiten")
    }


def test_the_same_moves_stand_in_a_workbook(say: Said, changed: Changed, tmp_path: Path) -> None:
    new = changed(FROM_LOWER, ("{at_least: 2, points: 3}", "{at_least: 2, points: 4}"), HIGHER_VERSION)
    for name in ("wie.csv", "wie.xlsx"):
        assert say(TOP60, new, *TABLE, "--out", tmp_path / name)[0] == 0
    with (tmp_path / "wie.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    sheet = CalamineWorkbook.from_path(str(tmp_path / "wie.xlsx")).get_sheet_by_index(0).to_python()
    assert [[f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row] for row in sheet] == rows
    assert any(isinstance(row[3], float) for row in sheet), "a score is a number in a workbook"


def test_a_table_with_an_answer_of_only_one_version_is_read_for_both(say: Said, changed: Changed, tmp_path: Path) -> None:
    new = changed(MONEY_OPTION, HIGHER_VERSION)
    (tmp_path / "cases.csv").write_text("case,age,exploited,money\nA-1,16,nee,apart\n", "utf-8")
    code, out, err = say(TOP60, new, "--cases", tmp_path / "cases.csv", "--date", "2026-11-23")
    assert code == 0, err
    assert "1 antwoord past niet bij versie 0.1.1; het telt daar als onbekend." in err
    assert "door vraag money" in out


def test_failing_examples_are_told_and_do_not_stop_the_comparison(say: Said, changed: Changed) -> None:
    code, out, err = say(TOP60, changed(("{at_least: 2, points: 3}", "{at_least: 2, points: 4}"), HIGHER_VERSION))
    assert code == 0
    assert "Let op: in nieuw.yaml komen" in err
    assert "punten waren 2–3: 3 punten, en zijn nu 2–3: 4 punten" in out


def test_every_defect_of_both_files_is_told_at_once(say: Said, changed: Changed, tmp_path: Path) -> None:
    (tmp_path / "kapot.yaml").write_text("format: 1\nid: x\nitems: []\n", "utf-8")
    code, out, err = say(tmp_path / "kapot.yaml", tmp_path / "weg.yaml")
    assert (code, out) == (1, "")
    assert "kapot.yaml:" in err
    assert "weg.yaml:" in err


def test_two_frameworks_are_compared_and_said_to_be_two(say: Said) -> None:
    code, out, err = say(TOP60, HOUSE / "frameworks" / "ingroei.yaml")
    assert (code, err) == (0, "")
    assert out.startswith("Dit zijn twee verschillende kaders: top60-ranking en ingroei.")
    assert "Nodig versienummer" not in out


def test_refused_rows_are_told_also_without_a_file_for_them(say: Said, changed: Changed, tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("case,age\nA-1,16\nA-2,veel\n", "utf-8")
    code, out, err = say(TOP60, changed(FROM_LOWER, HIGHER_VERSION), "--cases", tmp_path / "cases.csv")
    assert code == 1
    assert "1 casus" in out
    assert "Met --out komen alle geweigerde rijen in een bestand." in err
    assert "veel" not in err


@pytest.mark.parametrize("more", [("--out", "x.csv"), ("--date", "2026-01-01"), ("--facts", "x.csv"), ("--invented",)])
def test_choices_of_a_table_without_a_table_are_wrong_usage(say: Said, more: tuple[str, ...]) -> None:
    code, _out, err = say(TOP60, TOP60, *more)
    assert code == 2
    assert "--cases: geef een tabel met casussen" in err


def test_the_framework_is_never_overwritten_and_json_is_refused(say: Said, changed: Changed, tmp_path: Path) -> None:
    new = changed(FROM_LOWER)
    code, _out, err = say(TOP60, new, *TABLE, "--out", tmp_path / "x.json")
    assert (code, "Kies een naam die eindigt op" in err) == (1, True)
    linked = tmp_path / "link.csv"
    linked.symlink_to(new)
    before = new.read_bytes()
    code, _out, err = say(TOP60, new, *TABLE, "--out", linked)
    assert (code, new.read_bytes()) == (1, before)
    assert "ook als invoer" in err
