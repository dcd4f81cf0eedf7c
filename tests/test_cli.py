"""The subcommands as a person runs them: what they write, what they say, and which exit code they give."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
TOP60 = HOUSE / "frameworks" / "top60-ranking.yaml"
CASES = HOUSE / "examples" / "cases.csv"
FACTS = HOUSE / "examples" / "facts.csv"
GIVEN = (str(CASES), "--framework", str(TOP60), "--facts", str(FACTS))


def run(*arguments: str | Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The true program in a process of its own."""
    places = {"HOME": str(home), "USERPROFILE": str(home)} if home else {}
    return subprocess.run(
        [sys.executable, str(HOUSE / "main.py"), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **places},
        timeout=240,
        check=False,
    )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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


def test_weigh_gives_the_same_bytes_twice(weighing: Path, tmp_path: Path) -> None:
    assert run("weigh", *GIVEN, "--out", tmp_path / "again.csv").returncode == 0
    assert (tmp_path / "again.csv").read_bytes() == weighing.read_bytes()


def test_weigh_without_facts_leaves_every_tally_unknown(tmp_path: Path) -> None:
    assert run("weigh", CASES, "--framework", TOP60, "--out", tmp_path / "out.csv").returncode == 0
    assert {row["seriousness_band"] for row in rows(tmp_path / "out.csv")} == {"insufficient"}


def test_a_later_date_makes_facts_fall_out_of_their_window(weighing: Path, tmp_path: Path) -> None:
    done = run("weigh", *GIVEN, "--date", "2030-01-01", "--out", tmp_path / "out.csv")
    assert "feit van vóór de twaalfde verjaardag" in done.stderr, "who is fourteen in 2030 cannot have had these facts"
    assert done.returncode == 1
    assert sum(row["advice"] == "list" for row in rows(weighing)) > 0
    assert not any(row["advice"] == "list" for row in rows(tmp_path / "out.csv"))


def test_list_names_the_states_and_the_shares_add_up(tmp_path: Path) -> None:
    done = run("list", *GIVEN, "--places", "8", "--out", tmp_path / "list.csv")
    assert done.returncode == 0, done.stderr
    found = rows(tmp_path / "list.csv")
    assert list(found[0]) == ["case", "state", "best", "worst", "share", "seriousness_band", "protective", "trial"]
    assert {row["state"] for row in found} == {"certain", "shared", "below"}
    shares = [row["share"].split("/") for row in found]
    assert sum(int(share[0]) / int(share[-1] if len(share) > 1 else 1) for share in shares) == pytest.approx(8)


def test_json_holds_whole_weighings(tmp_path: Path) -> None:
    assert run("weigh", *GIVEN, "--out", tmp_path / "out.json").returncode == 0
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert len(data["weighings"]) == 60
    assert set(data["weighings"][0]["result"]) == {"framework", "items", "scales", "criteria", "advice"}


def test_sheet_and_verify_agree_and_the_same_date_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        done = run("sheet", *GIVEN, "--case", "4C-H9W", "--printed", "2026-11-23", "--out", tmp_path / name)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    verdict = run("verify", tmp_path / "one.pdf")
    assert verdict.returncode == 0
    assert verdict.stdout.startswith("Het blad klopt met zichzelf.\n")


def test_sheet_of_a_case_that_is_not_there_is_refused(tmp_path: Path) -> None:
    done = run("sheet", *GIVEN, "--case", "A-999", "--out", tmp_path / "one.pdf")
    assert (done.returncode, done.stdout) == (1, "")
    assert "cases.csv: De casus die u noemt staat niet in deze tabel, of is geweigerd." in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_check_names_shape_and_examples_and_what_was_not_checked() -> None:
    done = run("check", TOP60)
    assert done.returncode == 0
    assert "vorm: geen gebreken" in done.stdout
    assert "18 van 18 kloppen" in done.stdout
    assert "niet gedaan" in done.stdout


def test_check_looks_at_every_file_and_fails_when_one_fails(tmp_path: Path) -> None:
    changed = tmp_path / "changed.yaml"
    changed.write_text(
        TOP60.read_text(encoding="utf-8").replace("{at_least: 2, points: 3}", "{at_least: 2, points: 4}", 1), encoding="utf-8"
    )
    done = run("check", HOUSE / "tests" / "invalid" / "bands_overlap.yaml", changed, TOP60)
    assert done.returncode == 1
    assert "bands_overlap.yaml:" in done.stderr
    assert "changed.yaml, voorbeeld" in done.stderr
    assert "18 van 18 kloppen" in done.stdout


def test_an_empty_form_can_be_exported_and_weighing_it_says_that_it_is_empty(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    assert run("export", TOP60, "--to", "form", "--out", form).returncode == 0
    done = run("weigh", form, "--framework", TOP60, "--out", tmp_path / "out.csv")
    assert (done.returncode, (tmp_path / "out.csv").exists()) == (1, False)
    assert "form.xlsx" in done.stderr


def test_refused_rows_are_listed_without_what_stood_in_them_and_the_rest_is_weighed(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("case,age,lvb\nA-1,15,ja\nA-2,veertien,nee\nA-3,16,249566758\n", encoding="utf-8")
    done = run("weigh", table, "--framework", TOP60, "--out", tmp_path / "out.csv")
    assert done.returncode == 1
    assert [row["case"] for row in rows(tmp_path / "out.csv")] == ["A-1"]
    refused = (tmp_path / "out-geweigerd.csv").read_text(encoding="utf-8-sig")
    for said in (done.stderr, done.stdout, refused):
        assert "veertien" not in said
        assert "249566758" not in said
    assert [line.split(";")[1:3] for line in refused.splitlines()[1:]] == [["3", "age"], ["4", "lvb"]]


def test_more_than_two_thousand_cases_are_refused_with_the_reason_unless_they_are_invented(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("case,age\n" + "".join(f"A-{k},15\n" for k in range(2001)), encoding="utf-8")
    done = run("weigh", table, "--framework", TOP60, "--out", tmp_path / "out.csv")
    assert (done.returncode, (tmp_path / "out.csv").exists()) == (1, False)
    assert "2.000" in done.stderr
    assert "--invented" in done.stderr
    assert run("weigh", table, "--framework", TOP60, "--invented", "--out", tmp_path / "out.csv").returncode == 0
    assert len(rows(tmp_path / "out.csv")) == 2001


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], ""),
        (["weeg"], "“weeg” kan niet. Kies uit:"),
        (["weigh"], "er ontbreekt: TABEL, --framework, --out"),
        (["verify", "a.pdf", "--snel"], "dit ken ik niet: --snel"),
        (["export", "a.yaml", "--to", "sas", "--out", "b"], "“sas” kan niet"),
        (["list", "a", "--framework", "b", "--out", "c", "--places", "geen"], "geef een heel getal vanaf 1"),
        (["weigh", "a", "--framework", "b", "--out", "c", "--date", "gisteren"], "geen datum. Schrijf bijvoorbeeld 2026-11-23"),
        (["weigh", "a", "--framework", "b", "--out", "c", "--date", "0001-01-01"], "geen datum. Schrijf bijvoorbeeld 2026-11-23"),
        (["weigh", "a", "--framework"], "achter --framework hoort een waarde"),
    ],
)
def test_wrong_usage_is_said_in_dutch_with_exit_code_2(arguments: list[str], said: str) -> None:
    done = run(*(arguments or ["--zomaar"]))
    assert done.returncode == 2
    assert said in done.stderr
    assert "usage" not in done.stderr
    assert "gebruik:" in done.stderr


def test_output_may_not_take_the_place_of_the_input(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("case,age\nA-1,15\n", encoding="utf-8")
    done = run("weigh", table, "--framework", TOP60, "--out", tmp_path / "." / "table.csv")
    assert (done.returncode, done.stderr) == (
        1,
        "table.csv: Dit bestand hebt u ook als invoer gegeven. Kies een andere naam voor de uitvoer.\n",
    )
    assert table.read_text(encoding="utf-8") == "case,age\nA-1,15\n"


def test_refused_rows_of_an_earlier_run_do_not_stay_beside_a_result_without_any(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text("case,age\nA-1,oud\nA-2,15\n", encoding="utf-8")
    assert run("weigh", table, "--framework", TOP60, "--out", tmp_path / "out.csv").returncode == 1
    assert (tmp_path / "out-geweigerd.csv").exists()
    table.write_text("case,age\nA-1,15\nA-2,15\n", encoding="utf-8")
    assert run("weigh", table, "--framework", TOP60, "--out", tmp_path / "out.csv").returncode == 0
    assert not (tmp_path / "out-geweigerd.csv").exists()


def test_a_table_with_the_name_of_the_refused_rows_is_never_taken_away(tmp_path: Path) -> None:
    table = tmp_path / "out-geweigerd.csv"
    table.write_text("case,age\nA-1,oud\nA-2,15\n", encoding="utf-8")
    before = table.read_bytes()
    done = run("weigh", table, "--framework", TOP60, "--out", tmp_path / "out.csv")
    assert (done.returncode, table.read_bytes()) == (1, before)
    assert "hebt u ook als invoer gegeven" in done.stderr
    done = run("weigh", CASES, "--framework", TOP60, "--out", tmp_path / "out.csv")
    assert (done.returncode, table.read_bytes()) == (1, before)
    assert "er staat al een ander bestand" in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp850"])
def test_a_terminal_that_lacks_our_signs_does_not_stop_the_work(encoding: str) -> None:
    done = subprocess.run(
        [sys.executable, str(HOUSE / "main.py"), "check", str(TOP60), str(HOUSE / "tests" / "invalid" / "bands_overlap.yaml")],
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert done.returncode == 1
    assert b"18 van 18 kloppen" in done.stdout


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
        "latin.csv": "case;leeftijd\nA;zo\xeb".encode("latin-1"),
    }
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return [*(folder / name for name in made), folder / "missing.csv", folder]


@pytest.mark.parametrize("command", ["check", "weigh", "weigh-framework", "weigh-facts", "list", "sheet", "verify", "export"])
def test_any_file_given_to_any_subcommand_ends_in_a_message_and_exit_code_1(command: str, tmp_path: Path) -> None:
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
        done = run(*arguments[command], home=tmp_path)
        assert done.returncode == 1, (path.name, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        assert path.name in done.stderr
        assert list(out.iterdir()) == []


def test_output_that_cannot_be_written_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    for target in (tmp_path / "nergens" / "o.csv", tmp_path):
        done = run("weigh", *GIVEN, "--out", target)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device to write to")
def test_a_place_that_is_no_ordinary_file_is_refused() -> None:
    done = run("weigh", *GIVEN, "--out", "/dev/full")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
