"""The program that makes the example cases: the same files every time, any number of cases, and no half-written table."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from examples.invent import CASES, COLUMNS, FACT_COLUMNS, FACTS, FOLDER, MOST, NUMBER, Invented, invent, main, write

ROOT = Path(__file__).parent.parent.parent


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_the_files_are_made_again_byte_for_byte(tmp_path: Path) -> None:
    assert main(["--out", str(tmp_path)]) == 0
    for name in (CASES, FACTS):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_the_files_do_not_depend_on_the_order_of_sets_in_this_run(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "examples.invent", "--out", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "12345", "PYTHONIOENCODING": "utf-8"},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[-1] == "60 verzonnen casussen staan in cases.csv en facts.csv."
    for name in (CASES, FACTS):
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes()


def test_the_tables_have_one_row_per_case_and_one_per_fact() -> None:
    cases, facts = rows(FOLDER / CASES), rows(FOLDER / FACTS)
    assert (tuple(cases[0]), tuple(facts[0])) == (COLUMNS, FACT_COLUMNS)
    made = list(invent(NUMBER))
    assert [row[0] for row in cases[1:]] == [case.code for case in made]
    assert [row[:2] for row in facts[1:]] == [[case.code, fact.kind] for case in made for fact in case.life.facts]
    assert {len(row) for row in cases} == {len(COLUMNS)}


@pytest.mark.parametrize("number", [1, 59, 61, 130])
def test_a_table_begins_with_the_cases_of_a_smaller_one(number: int) -> None:
    assert list(islice(invent(200), number)) == list(invent(number))


def test_another_seed_gives_other_cases() -> None:
    assert [case.life for case in invent(60, seed=1)] != [case.life for case in invent(60, seed=2)]


def test_cases_are_made_while_they_are_written(tmp_path: Path) -> None:
    """The number asked for is far more than could be made here; only the cases taken are made."""
    assert write(islice(invent(MOST), 70), tmp_path) == 70
    assert len(rows(tmp_path / CASES)) == 71


def test_the_folder_is_made_where_it_is_missing(tmp_path: Path) -> None:
    assert main(["--cases", "3", "--out", str(tmp_path / "een" / "map")]) == 0
    assert len(rows(tmp_path / "een" / "map" / CASES)) == 4


def test_the_special_cases_are_named_with_what_they_show(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--out", str(tmp_path)])
    said = capsys.readouterr().out.splitlines()
    assert said[:-1] == [f"{case.code}  {case.life.note}" for case in invent(NUMBER) if case.life.note]


def test_long_work_says_how_far_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("examples.invent.REPORT", 50)
    main(["--cases", "120", "--out", str(tmp_path)])
    assert capsys.readouterr().err.splitlines() == ["50 casussen", "100 casussen"]


def test_a_file_in_place_of_the_folder_is_said_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bezet").write_text("iets", "utf-8")
    assert main(["--out", str(tmp_path / "bezet")]) == 1
    assert capsys.readouterr().err.startswith("bezet: ")
    assert [path.name for path in tmp_path.iterdir()] == ["bezet"]


def stopped_after_one() -> Iterator[Invented]:
    yield from invent(1)
    raise KeyboardInterrupt


def test_a_stop_half_way_leaves_the_tables_as_they_were(tmp_path: Path) -> None:
    write(invent(2), tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(KeyboardInterrupt):
        write(stopped_after_one(), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("arguments", [["--cases", "0"], ["--cases", "x"], ["--cases", str(MOST + 1)], ["--cases", "61"], ["--seed", "1"]])
def test_a_wrong_number_or_another_table_without_a_folder_is_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
