"""The benchmarks run, check the engine against the reference before they time anything, and fail when a ratio is above the bar."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from bench import big, intake
from bench.reference import bounds, make_card, make_columns
from bench.tables import table_of
from bench.weighing import framework_of, main, states_of, top60_road, totals
from triage.weighing.coding import encode
from triage.weighing.tables import Tables

QUICK = ["--rows", "300", "--rounds", "1"]


def test_every_road_is_timed_and_the_exit_code_says_whether_one_was_too_slow(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*QUICK, "--bar", "1000000"]) == 0
    said = capsys.readouterr().out
    assert re.findall(r"^(from raw numbers|from codes|from a table|Top 60) .* ratio [0-9.]+$", said, re.MULTILINE) == [
        "from raw numbers",
        "from codes",
        "from a table",
        "Top 60",
    ]
    assert main([*QUICK, "--bar", "0"]) == 1
    assert capsys.readouterr().out.count("ABOVE THE BAR") == 4


def test_the_roads_that_are_timed_give_the_numbers_of_the_reference() -> None:
    card = make_card()
    columns = make_columns(card, 300)
    tables = Tables.of(framework_of(card))
    cases = table_of([item.name for item in card], columns)
    codes = np.array([item.codes(values) for item, values in zip(card, columns, strict=True)])
    for states in (states_of(tables, columns), encode(tables, cases).states):
        assert all(np.array_equal(ours, other) for ours, other in zip(totals(tables, states), bounds(card, codes), strict=True))


def test_an_engine_that_disagrees_with_the_reference_is_not_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.weighing.from_table", lambda *_parts: (np.zeros((40, 300)), np.zeros((40, 300))))
    with pytest.raises(SystemExit, match="disagree"):
        top60_road(300)


def test_a_large_table_is_weighed_in_blocks_and_through_memory_in_processes_of_their_own(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    given = ["--rows", "150", "--beside", "100", "--facts", "--folder", str(tmp_path)]
    assert big.main([*given, "--bar", "1000000"]) == 0
    said = capfd.readouterr().out
    assert re.findall(r"^(through memory|in blocks) +(\d+) rows", said, re.MULTILINE) == [("through memory", "100"), ("in blocks", "150")]
    assert re.search(r"^ratio per row [0-9.]+$", said, re.MULTILINE)
    assert list(tmp_path.iterdir()) == []


def test_taking_in_is_measured_on_both_kinds_of_file_and_the_bars_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert intake.main(["--rows", "300", "--csv", "1000", "--xlsx", "0"]) == 1
    assert re.findall(r"^\.(csv|xlsx) +300 rows, 3 refused: .* s( +ABOVE THE BAR)?$", capsys.readouterr().out, re.MULTILINE) == [
        ("csv", ""),
        ("xlsx", "   ABOVE THE BAR"),
    ]
