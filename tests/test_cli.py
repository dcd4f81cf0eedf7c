"""The subcommands as a person runs them: what they write, what they say, and which exit code they give."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands import CASES, GIVEN, HOUSE, INGROEI, TOP60, Said, rows, run
from triage.cli import run_command
from triage.files import cannot_write
from triage.weighing.firmness_words import WHAT_IT_IS
from triage.wording import DUTCH


@pytest.fixture(scope="module")
def weighing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("weigh") / "out.csv"
    done = run("weigh", *GIVEN, "--out", out)
    assert (done.returncode, done.stdout) == (0, "60 casussen gewogen: out.csv.\n"), done.stderr
    return out


def test_weigh_writes_a_row_per_case_and_says_that_it_is_a_trial(weighing: Path) -> None:
    found = rows(weighing)
    assert len(found) == 60
    assert {row["trial"] for row in found} == {"PROEF – niet voor besluiten"}
    assert {"protect", "list", "local", "regular", "none", "out_of_scope", ""} <= {row["advice"] for row in found}


def test_weigh_gives_the_same_bytes_in_another_process(weighing: Path, say: Said, tmp_path: Path) -> None:
    assert say("weigh", *GIVEN, "--out", tmp_path / "again.csv")[0] == 0
    assert (tmp_path / "again.csv").read_bytes() == weighing.read_bytes()


def test_weigh_without_facts_leaves_every_tally_unknown(say: Said, tmp_path: Path) -> None:
    assert say("weigh", CASES, "--framework", TOP60, "--out", tmp_path / "out.csv")[0] == 0
    assert {row["seriousness_band"] for row in rows(tmp_path / "out.csv")} == {"insufficient"}


def test_a_later_date_makes_facts_fall_out_of_their_window(weighing: Path, say: Said, tmp_path: Path) -> None:
    code, _out, err = say("weigh", *GIVEN, "--date", "2030-01-01", "--out", tmp_path / "out.csv")
    assert "feit van vóór de twaalfde verjaardag" in err, "who is fourteen in 2030 cannot have had these facts"
    assert code == 1
    assert sum(row["advice"] == "list" for row in rows(weighing)) > 0
    assert not any(row["advice"] == "list" for row in rows(tmp_path / "out.csv"))


def test_a_file_is_named_as_it_is_called_when_how_it_was_read_is_said(say: Said, tmp_path: Path) -> None:
    _code, _out, err = say("list", *GIVEN, "--out", tmp_path / "lijst.csv")
    assert err.splitlines()[:2] == ["In cases.csv: Tekenset: UTF-8.", "In cases.csv: Scheidingsteken: komma."]


def test_list_names_the_states_and_the_shares_add_up(tmp_path: Path) -> None:
    done = run("list", *GIVEN, "--places", "10", "--draws", "300", "--out", tmp_path / "list.csv")
    assert done.returncode == 0, done.stderr
    found = rows(tmp_path / "list.csv")
    assert list(found[0])[:7] == ["case", "state", "best", "worst", "share", "seriousness_band", "protective"]
    assert list(found[0])[7:10] == ["near", "place_since", "review_due"]
    assert list(found[0])[-1] == "trial"
    assert {row["state"] for row in found} == {"holds", "leaves", "certain", "shared", "below"}
    shares = [Fraction(*map(int, row["share"].split(" op "))) for row in found if row["share"]]
    assert sum(shares) == 8
    assert done.stdout.splitlines()[1:6] == [
        "2 plaatsen zijn bezet; 8 plaatsen zijn vrij.",
        "Bij 2 plaatsen is de toetsing aan de beurt.",
        "Bij gelijke stand zegt het kader: Wie gelijk eindigt, deelt de plaats. Het casusoverleg kiest dan zelf en schrijft op waarom.",
        "13 casussen staan rond de grens: per vergelijking hoogstens 2 punten verschil met de laatste plaats.",
        f"Herberekend: 300 keer, beginwaarde 1. {DUTCH.say(WHAT_IT_IS)}",
    ]
    assert done.stdout.splitlines()[6].startswith("De lijst hangt het meest af van “")


def test_the_same_seed_gives_the_same_list_and_another_seed_other_recalculations(say: Said, tmp_path: Path) -> None:
    for name, seed in (("one", "5"), ("two", "5"), ("three", "6")):
        assert say("list", *GIVEN, "--draws", "200", "--seed", seed, "--out", tmp_path / f"{name}.csv")[0] == 0
    one, two, three = (rows(tmp_path / f"{name}.csv") for name in ("one", "two", "three"))
    assert one == two
    assert [row["held_low"] for row in one] != [row["held_low"] for row in three]
    assert [row["state"] for row in one] == [row["state"] for row in three]


def test_more_recalculations_than_can_be_waited_for_are_refused_before_they_begin(say: Said, tmp_path: Path) -> None:
    table, out = tmp_path / "veel.csv", tmp_path / "lijst.csv"
    table.write_text("case,age\n" + "".join(f"A-{number},15\n" for number in range(2_500)), encoding="utf-8")
    code, said, told = say("list", table, "--framework", TOP60, "--invented", "--draws", "100000", "--out", out)
    assert (code, said, out.exists()) == (1, "", False)
    assert "veel.csv: Zo vaak herberekenen duurt bij zo veel casussen te lang. Kies met --draws hoogstens 80.000 herberekeningen" in told


def test_a_framework_without_movement_says_that_nothing_was_recalculated(say: Said, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("case,place_since\nA-1,2026-Q1\n", encoding="utf-8")
    code, out, _err = say("list", table, "--framework", TOP60.with_name("top600-criteria.yaml"), "--out", tmp_path / "list.csv")
    assert code == 0
    assert "Er is niet herberekend: dit kader zegt niet hoe ver punten mogen bewegen." in out
    assert rows(tmp_path / "list.csv")[0]["state"] == "holds"


def test_json_holds_whole_weighings(say: Said, tmp_path: Path) -> None:
    assert say("weigh", *GIVEN, "--out", tmp_path / "out.json")[0] == 0
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert len(data["weighings"]) == 60
    assert set(data["weighings"][0]["result"]) == {"framework", "items", "scales", "criteria", "advice"}


def test_sheet_and_verify_agree_and_the_same_date_gives_the_same_bytes_in_another_process(say: Said, tmp_path: Path) -> None:
    given = ("sheet", *GIVEN, "--case", "4C-H9W", "--printed", "2026-11-23", "--out")
    done = run(*given, tmp_path / "one.pdf")
    assert done.returncode == 0, done.stderr
    code, _out, err = say(*given, tmp_path / "two.pdf")
    assert code == 0, err
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    verdict = run("verify", tmp_path / "one.pdf")
    assert verdict.returncode == 0
    assert verdict.stdout.startswith("Het blad klopt met zichzelf.\n")


def test_sheet_of_a_case_that_is_not_there_is_refused(say: Said, tmp_path: Path) -> None:
    code, out, err = say("sheet", *GIVEN, "--case", "A-999", "--out", tmp_path / "one.pdf")
    assert (code, out) == (1, "")
    assert "cases.csv: De casus die u noemt staat niet in deze tabel, of is geweigerd." in err
    assert list(tmp_path.iterdir()) == []


def test_refused_rows_are_listed_without_what_stood_in_them_and_the_rest_is_weighed(say: Said, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("case,age,lvb\nA-1,15,ja\nA-2,veertien,nee\nA-3,16,249566758\n", encoding="utf-8")
    code, out, err = say("weigh", table, "--framework", TOP60, "--out", tmp_path / "out.csv")
    assert code == 1
    assert [row["case"] for row in rows(tmp_path / "out.csv")] == ["A-1"]
    refused = (tmp_path / "out-geweigerd.csv").read_text(encoding="utf-8-sig")
    for said in (err, out, refused):
        assert "veertien" not in said
        assert "249566758" not in said
    assert [line.split(";")[1:3] for line in refused.splitlines()[1:]] == [["3", "age"], ["4", "lvb"]]


def test_more_than_two_thousand_cases_are_refused_with_the_reason_unless_they_are_invented(say: Said, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("case,age\n" + "".join(f"A-{k},15\n" for k in range(2001)), encoding="utf-8")
    code, _out, err = say("weigh", table, "--framework", TOP60, "--out", tmp_path / "out.csv")
    assert (code, (tmp_path / "out.csv").exists()) == (1, False)
    assert "2.000" in err
    assert "--invented" in err
    assert say("weigh", table, "--framework", TOP60, "--invented", "--out", tmp_path / "out.csv")[0] == 0
    assert len(rows(tmp_path / "out.csv")) == 2001


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], ""),
        (["weeg"], "OPDRACHT: dit kan niet. Kies uit: demo, check, weigh"),
        (["weigh"], "er ontbreekt: TABEL, --framework, --out"),
        (["verify", "a.pdf", "--snel"], "gebruik: ./run verify"),
        (["verify", "a.pdf", "--snel"], "dit ken ik niet: --snel.\nUitleg: ./run verify --help\n"),
        (["--snel"], "Uitleg: ./run --help\n"),
        (["export", "a.yaml", "--to", "sas", "--out", "b"], "--to: dit kan niet. Kies uit: booklet, form, pmml, schema, xlsx.\n"),
        (
            ["export", "a.yaml", "--to", "form", "--table", "t", "--out", "b"],
            "--to: geef xlsx, of laat de keuzes weg",
        ),
        (["export", "a.yaml", "--to", "form", "--date", "2026-11-23", "--out", "b"], "--to: geef xlsx, of laat de keuzes weg"),
        (
            ["export", "a.yaml", "--to", "xlsx", "--case", "A-1", "--out", "b"],
            "--table: geef een tabel met casussen, of laat de keuzes weg",
        ),
        (["verify", "a.pdf", "b.pdf"], "er staat meer dan bij deze opdracht hoort"),
        (["verify", "--help=ja", "a.pdf"], "hoort geen waarde"),
        (["list", "a", "--framework", "b", "--out", "c", "--places", "geen"], "geef een heel getal van 1 tot en met 1.000.000"),
        (
            ["list", "a", "--framework", "b", "--out", "c", "--places", "1000001"],
            "--places: geef een heel getal van 1 tot en met 1.000.000",
        ),
        (["list", "a", "--framework", "b", "--out", "c", "--draws", "-1"], "--draws"),
        (["list", "a", "--framework", "b", "--out", "c", "--draws", "100001"], "--draws: geef een heel getal van 0 tot en met 100.000"),
        (["list", "a", "--framework", "b", "--out", "c", "--seed", "1.5"], "--seed: geef een heel getal van hoogstens 18 cijfers"),
        (["weigh", "a", "--framework", "b", "--out", "c", "--date", "gisteren"], "--date: geef een datum, bijvoorbeeld 2026-11-23"),
        (["weigh", "a", "--framework", "b", "--out", "c", "--date", "0001-01-01"], "--date: geef een datum, bijvoorbeeld 2026-11-23"),
        (["weigh", "a", "--framework"], "achter --framework hoort een waarde"),
    ],
)
def test_wrong_usage_is_said_in_dutch_with_exit_code_2(arguments: list[str], said: str, say: Said) -> None:
    code, _out, err = say(*(arguments or ["--zomaar"]))
    assert code == 2
    assert said in err
    assert "usage" not in err
    assert "gebruik:" in err


def test_a_program_that_was_used_wrongly_ends_with_exit_code_2() -> None:
    done = run("verify", "a.pdf", "--snel")
    assert (done.returncode, done.stdout) == (2, "")
    assert "dit ken ik niet: --snel.\nUitleg: ./run verify --help\n" in done.stderr


def test_output_may_not_take_the_place_of_the_input(say: Said, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("case,age\nA-1,15\n", encoding="utf-8")
    assert say("weigh", table, "--framework", TOP60, "--out", tmp_path / "." / "table.csv") == (
        1,
        "",
        "table.csv: Dit bestand hebt u ook als invoer gegeven. Kies een andere naam voor de uitvoer.\n",
    )
    assert table.read_text(encoding="utf-8") == "case,age\nA-1,15\n"


def test_refused_rows_of_an_earlier_run_do_not_stay_beside_a_result_without_any(say: Said, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("case,age\nA-1,oud\nA-2,15\n", encoding="utf-8")
    assert say("weigh", table, "--framework", TOP60, "--out", tmp_path / "out.csv")[0] == 1
    assert (tmp_path / "out-geweigerd.csv").exists()
    table.write_text("case,age\nA-1,15\nA-2,15\n", encoding="utf-8")
    assert say("weigh", table, "--framework", TOP60, "--out", tmp_path / "out.csv")[0] == 0
    assert not (tmp_path / "out-geweigerd.csv").exists()


def test_a_table_with_the_name_of_the_refused_rows_is_never_taken_away(say: Said, tmp_path: Path) -> None:
    table = tmp_path / "out-geweigerd.csv"
    table.write_text("case,age\nA-1,oud\nA-2,15\n", encoding="utf-8")
    before = table.read_bytes()
    code, _out, err = say("weigh", table, "--framework", TOP60, "--out", tmp_path / "out.csv")
    assert (code, table.read_bytes()) == (1, before)
    assert "hebt u ook als invoer gegeven" in err
    code, _out, err = say("weigh", CASES, "--framework", TOP60, "--out", tmp_path / "out.csv")
    assert (code, table.read_bytes()) == (1, before)
    assert "er staat al een ander bestand" in err


@pytest.mark.parametrize("encoding", ["ascii", "cp850"])
def test_a_terminal_that_lacks_our_signs_does_not_stop_the_work(encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, str(HOUSE / "main.py"), "check", str(INGROEI), str(HOUSE / "tests" / "invalid" / "bands_overlap.yaml")],
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert done.returncode == 1
    assert b"22 van 22 kloppen" in done.stdout


def _any_file(folder: Path) -> list[Path]:
    """Files that no subcommand can use: wrong kinds, damaged ones, none at all."""
    made = {
        "empty.csv": b"",
        "zeros.xlsx": bytes(1000),
        "noise.pdf": bytes(range(256)) * 20,
        "half.pdf": b"%PDF-1.7\n1 0 obj\n<<",
        "half.xlsx": b"PK\x03\x04" + bytes(40),
        "text.yaml": b"hallo",
        "list.yaml": b"- een\n- twee\n",
        "brackets.yaml": b"[" * 5000,
        "huge.csv": b"case;age\nx-1;" + b"1" * 200_000,
        "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "wide.csv": b"case;age\n".decode().encode("utf-32"),
        "latin.csv": "case;leeftijd\nA;zo\xeb".encode("latin-1"),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    (folder / "closed.csv").write_text("case\nx-1\n", encoding="utf-8")
    (folder / "closed.csv").chmod(0)
    devices = [Path(os.devnull)] if sys.platform != "win32" else []
    shut = [folder / "closed.csv"] if not os.access(folder / "closed.csv", os.R_OK) else []
    return [*(folder / name for name in made), folder / "missing.csv", folder, *devices, *shut]


@pytest.mark.parametrize("command", ["check", "weigh", "weigh-framework", "weigh-facts", "list", "sheet", "verify", "export"])
def test_any_file_given_to_any_subcommand_ends_in_a_message_and_exit_code_1(command: str, say: Said, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    out.mkdir()
    for path in _any_file(folder):
        arguments: dict[str, list[str | Path]] = {
            "check": ["check", path],
            "weigh": ["weigh", path, "--framework", TOP60, "--out", out / "o.csv"],
            "weigh-framework": ["weigh", CASES, "--framework", path, "--out", out / "o.csv"],
            "weigh-facts": ["weigh", CASES, "--framework", TOP60, "--facts", path, "--out", out / "o.csv"],
            "list": ["list", path, "--framework", TOP60, "--out", out / "o.csv"],
            "sheet": ["sheet", path, "--framework", TOP60, "--case", "A", "--out", out / "o.pdf"],
            "verify": ["verify", path],
            "export": ["export", path, "--to", "form", "--out", out / "o.xlsx"],
        }
        code, _out, err = say(*arguments[command])
        assert code == 1, (path.name, err)
        assert "Traceback" not in err
        assert path.name in err
        assert list(out.iterdir()) == []


def test_output_that_cannot_be_written_is_said_and_leaves_nothing_behind(say: Said, tmp_path: Path) -> None:
    for target in (tmp_path / "nergens" / "o.csv", tmp_path):
        code, _out, err = say("weigh", *GIVEN, "--out", target)
        assert code == 1
        assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device to write to")
def test_a_place_that_is_no_ordinary_file_is_refused(say: Said) -> None:
    code, _out, err = say("weigh", *GIVEN, "--out", "/dev/full")
    assert code == 1
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "endings"),
    [
        (["weigh", CASES, "--framework", TOP60, "--out", "uit.ods"], "een van: .csv, .xlsx en .json"),
        (["list", CASES, "--framework", TOP60, "--out", "uit"], "een van: .csv, .xlsx en .json"),
        (["sheet", CASES, "--framework", TOP60, "--case", "x", "--out", "uit.docx"], ".pdf"),
        (["export", TOP60, "--to", "form", "--out", "uit.csv"], ".xlsx"),
        (["export", TOP60, "--to", "xlsx", "--out", "uit.csv"], ".xlsx"),
        (["export", TOP60, "--to", "booklet", "--out", "uit.xlsx"], ".md"),
        (["export", TOP60, "--to", "schema", "--out", "uit.yaml"], ".json"),
        (["export", TOP60, "--to", "pmml", "--out", "uit.zip"], "een van: .pmml en .xml"),
    ],
)
def test_the_ending_of_the_output_is_checked_before_anything_is_read(arguments: list[str | Path], endings: str, say: Said) -> None:
    assert say(*arguments) == (
        1,
        "",
        f"{arguments[-1]}: Dit soort bestand kan ik niet schrijven. Kies een naam die eindigt op {endings}.\n",
    )


def test_a_name_or_number_that_was_typed_is_never_repeated(say: Said, tmp_path: Path) -> None:
    personal = tmp_path / "jansen 0612345678.csv"
    personal.write_text("case,age\nA-1,15\nA-2,oud\n", encoding="utf-8")
    framework = tmp_path / "249566758.yaml"
    framework.write_bytes(TOP60.read_bytes())
    sheet = tmp_path / "jan@voorbeeld.nl.pdf"
    for arguments in (
        ("weigh", personal, "--framework", TOP60, "--out", tmp_path / "o.csv"),
        ("weigh", CASES, "--framework", TOP60, "--facts", personal, "--out", tmp_path / "o.csv"),
        ("weigh", CASES, "--framework", framework, "--out", tmp_path / "o.csv"),
        ("check", framework),
        ("verify", sheet),
        ("sheet", CASES, "--framework", TOP60, "--case", "jansen 0612345678", "--out", tmp_path / "o.pdf"),
        ("weigh", CASES, "--framework", TOP60, "--out", tmp_path / "nergens" / personal.name),
        ("weigh", CASES, "--framework", TOP60, "--out", tmp_path / "jansen 0612345678.ods"),
        ("weigh", CASES, "--framework", TOP60, "--date", "jansen 0612345678", "--out", tmp_path / "o.csv"),
        ("weigh", CASES, "--framework", TOP60, "--0612345678", "--out", tmp_path / "o.csv"),
        ("weigh", CASES, "jansen 0612345678", "--framework", TOP60, "--out", tmp_path / "o.csv"),
        ("list", CASES, "--framework", TOP60, "--places=jansen 0612345678", "--out", tmp_path / "o.csv"),
        ("export", TOP60, "--to", "jansen 0612345678", "--out", tmp_path / "o.xlsx"),
        ("jansen 0612345678",),
    ):
        code, out, err = say(*arguments)
        assert code in (1, 2), arguments
        assert err
        for part in ("jansen", "0612345678", "249566758", "jan@"):
            assert part not in out + err, arguments
    assert sorted(path.name for path in tmp_path.iterdir()) == ["249566758.yaml", "jansen 0612345678.csv"]


def test_output_with_such_a_name_is_written_and_called_the_file(say: Said, tmp_path: Path) -> None:
    code, out, _err = say("export", TOP60, "--to", "form", "--out", tmp_path / "249566758.xlsx")
    assert (code, out) == (0, "Leeg formulier gemaakt: het bestand.\n")


def test_signs_that_move_the_cursor_are_written_out(say: Said, tmp_path: Path) -> None:
    code, _out, err = say("check", tmp_path / "a\x1b[2Jb.yaml")
    assert code == 1
    assert err.startswith("a\\x1b[2Jb.yaml: Dit bestand of deze map bestaat niet.")


def test_a_result_of_an_earlier_run_stays_when_no_case_is_left(say: Said, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("case,age\nA-1,oud\n", encoding="utf-8")
    for command, out in (("weigh", "o.csv"), ("list", "p.json")):
        (tmp_path / out).write_text("eerder", encoding="utf-8")
        code, said, err = say(command, table, "--framework", TOP60, "--out", tmp_path / out)
        assert (code, said) == (1, "")
        assert (tmp_path / out).read_text(encoding="utf-8") == "eerder"
        refused = "o-geweigerd.csv" if command == "weigh" else "p-json-geweigerd.csv"
        assert (tmp_path / refused).exists()
        assert err.endswith(
            "Gelezen: 1 casus en 0 feiten. Geweigerd: 1 casus en 0 feiten.\n"
            f"Alle geweigerde rijen staan in {refused}.\n"
            f"Er is geen casus om te wegen. {out} is niet geschreven; wat er onder die naam stond, staat er nog.\n"
        )


def test_a_sheet_finds_its_case_however_the_code_is_written(say: Said, tmp_path: Path) -> None:
    code, out, err = say("sheet", *GIVEN, "--case", " 4c-h9w ", "--out", tmp_path / "o.pdf")
    assert (code, out) == (0, "Verantwoordingsblad gemaakt: o.pdf.\n"), err


def test_a_sheet_of_a_refused_case_says_why_the_case_is_not_there(say: Said, tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("case,age\nA-1,oud\nA-2,15\n", encoding="utf-8")
    code, _out, err = say("sheet", table, "--framework", TOP60, "--case", "A-1", "--out", tmp_path / "o.pdf")
    assert code == 1
    assert "table.csv, rij 2, kolom age: geen getal." in err
    assert err.endswith("staat niet in deze tabel, of is geweigerd. Kijk in de kolom case welke codes er zijn.\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o-pdf-geweigerd.csv", "table.csv"]


def test_one_is_said_in_the_singular(say: Said, tmp_path: Path) -> None:
    code, out, _err = say("list", *GIVEN, "--places", "1", "--out", tmp_path / "o.csv")
    assert code == 0
    assert out.startswith("1 plaats. ")


def test_a_folder_that_cannot_be_used_for_the_demonstration_is_named_itself(say: Said, tmp_path: Path) -> None:
    (tmp_path / "uit").write_text("geen map", encoding="utf-8")
    assert say("demo", "--out", tmp_path / "uit") == (1, "", "uit: Dit is een bestand, geen map. Kies een andere map.\n")
    code, _out, err = say("demo", "--out", tmp_path / "uit" / "dieper")
    assert code == 1
    assert err.startswith("dieper: ")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="the system has no folder in which nobody can make another")
def test_a_folder_that_takes_no_other_folder_is_the_one_that_is_named(say: Said) -> None:
    code, _out, err = say("demo", "--out", "/proc")
    assert (code, err.partition(":")[0]) == (1, "proc")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_names_that_lead_in_a_circle_or_to_a_pipe_are_refused(say: Said, tmp_path: Path) -> None:
    (tmp_path / "rond.csv").symlink_to(tmp_path / "rond.csv")
    code, _out, err = say("weigh", *GIVEN, "--out", tmp_path / "rond.csv")
    assert code == 1
    assert err.splitlines()[-1].startswith("rond.csv: ")
    os.mkfifo(tmp_path / "o-geweigerd.csv")
    code, _out, err = say("weigh", *GIVEN, "--out", tmp_path / "o.csv")
    assert code == 1
    assert "er staat al een ander bestand" in err


def test_too_little_memory_is_no_fault_of_the_program(say: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise MemoryError

    monkeypatch.setattr("triage.cli.review.open", fail)
    code, out, err = say("weigh", *GIVEN, "--out", tmp_path / "out.csv")
    assert (code, out) == (1, "")
    assert err == "Er is te weinig werkgeheugen. Sluit andere programma's of kies een kleiner bestand. Er is niets half weggeschreven.\n"
    assert not (Path.home() / ".weegwijzer").exists()


def test_a_fault_of_ours_is_kept_where_no_link_leads_elsewhere(say: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise ZeroDivisionError("geheim7x")

    monkeypatch.setattr("triage.cli.read_path", fail)
    code, out, err = say("check", TOP60)
    assert (code, out) == (3, "")
    assert "Meld dit nummer" in err
    assert "fouten.log" in err
    log = Path.home() / ".weegwijzer" / "fouten.log"
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert "geheim7x" not in err + log.read_text(encoding="utf-8")
    own = tmp_path / "eigen.txt"
    own.write_text("eigen", encoding="utf-8")
    log.unlink()
    log.symlink_to(own)
    code, _out, err = say("check", TOP60)
    assert code == 3
    assert str(log) not in err
    assert own.read_text(encoding="utf-8") == "eigen"


def form_with_facts(path: Path) -> None:
    assert run_command(["export", str(TOP60), "--to", "form", "--out", str(path)]) == 0
    book = load_workbook(path)
    cases, facts = book["Casussen"], book["Feiten"]
    cases.cell(5, 1, "A-1")
    titles, row = [cell.value for cell in facts[1]], 4
    for column, value in {"case": "A-1", "kind": "serious_violence", "quarter": "2026-Q1", "status": "convicted"}.items():
        facts.cell(row, titles.index(column) + 1, value)
    book.save(path)


def test_facts_beside_a_workbook_that_has_facts_of_its_own_are_refused(tmp_path: Path, say: Said) -> None:
    """A case may never be weighed as if a fact were not there."""
    form_with_facts(tmp_path / "form.xlsx")
    (tmp_path / "more.csv").write_text("case,kind,quarter,status\nA-1,drugs,2026-Q2,convicted\n", "utf-8")
    arguments = ("weigh", tmp_path / "form.xlsx", "--framework", TOP60, "--facts", tmp_path / "more.csv", "--out", tmp_path / "out.csv")
    code, _out, err = say(*arguments)
    assert code == 1
    assert "Dit werkboek heeft zelf een blad met feiten" in err
    assert not (tmp_path / "out.csv").exists()


def test_of_a_workbook_given_as_facts_the_sheet_with_facts_is_read(tmp_path: Path, say: Said) -> None:
    form_with_facts(tmp_path / "form.xlsx")
    (tmp_path / "cases.csv").write_text("case,age\nA-1,17\n", "utf-8")
    arguments = ("weigh", tmp_path / "cases.csv", "--framework", TOP60, "--facts", tmp_path / "form.xlsx", "--points")
    assert say(*arguments, "--out", tmp_path / "out.csv")[0] == 0
    assert rows(tmp_path / "out.csv")[0]["heaviest_24m"] == "9"


def test_refused_rows_are_said_also_when_their_list_cannot_be_written(tmp_path: Path, say: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    from triage.exchange import refused

    def full(path: Path, *_more: object) -> None:
        raise cannot_write(path, OSError(errno.ENOSPC, "full"))

    monkeypatch.setattr(refused, "refused_to", full)
    (tmp_path / "cases.csv").write_text("case,age\nA-1,x\nA-2,17\n", "utf-8")
    code, _out, err = say("weigh", tmp_path / "cases.csv", "--framework", TOP60, "--out", tmp_path / "out.csv")
    assert code == 1
    assert "rij 2, kolom age" in err
    assert "Geweigerd: 1 casus" in err
    assert "geen ruimte meer" in err


def test_the_list_of_refused_rows_belongs_to_one_output(tmp_path: Path, say: Said) -> None:
    (tmp_path / "bad.csv").write_text("case,age\nA-1,x\nA-2,17\n", "utf-8")
    (tmp_path / "good.csv").write_text("case,age\nA-1,17\n", "utf-8")
    assert say("weigh", tmp_path / "bad.csv", "--framework", TOP60, "--out", tmp_path / "res.csv")[0] == 1
    assert say("weigh", tmp_path / "good.csv", "--framework", TOP60, "--out", tmp_path / "res.xlsx")[0] == 0
    assert (tmp_path / "res-geweigerd.csv").exists()


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "weg"
    gone.mkdir()
    weigh = ["weigh", str(CASES), "--framework", str(TOP60), "--out", "x.csv"]
    program = f"import os, sys; sys.path.insert(0, {str(HOUSE)!r}); from triage.cli import run_command; os.rmdir({str(gone)!r}); "
    done = subprocess.run(
        [sys.executable, "-c", f"{program}sys.exit(run_command({weigh!r}))"],
        cwd=gone,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONUTF8": "1", "HOME": str(tmp_path)},
    )
    assert done.returncode == 1
    assert "x.csv: Dit bestand of deze map bestaat niet." in done.stderr


@pytest.mark.parametrize("kind", ["form", "sheet"])
def test_another_kind_of_file_given_as_a_framework_is_called_what_it_is(tmp_path: Path, say: Said, kind: str) -> None:
    path = tmp_path / ("form.xlsx" if kind == "form" else "sheet.pdf")
    if kind == "form":
        form_with_facts(path)
    else:
        path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    assert "Dit is geen wegingskader, maar een Excel-bestand, een PDF" in say("check", path)[2]
