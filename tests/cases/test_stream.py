"""A table taken in blocks comes out as in one: the same bytes, the same refused rows, the same said about it, whatever the blocks."""

from __future__ import annotations

import csv
import io
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest

from tests.cases.making import refusal
from tests.commands import TOP60, Said
from tests.commands import rows as rows_of
from triage import review
from triage.cases import stream
from triage.cases.intake import Reading, take_in
from triage.cases.read_table import opened_tables, read_facts, read_table
from triage.cases.stream import StreamedIntake
from triage.cases.table import CaseTable
from triage.exchange.refused import refused_to, write_refused
from triage.exchange.tables import weighings_to
from triage.framework.registry import Registry, read_registry
from triage.review import OpenFramework
from triage.weighing.weigh import weigh
from triage.wording import DUTCH

DAY = date(2026, 11, 24)
SEEDS = range(14)


@lru_cache(maxsize=1)
def opened() -> tuple[OpenFramework, Registry]:
    registry = read_registry(TOP60.parent / "evidence")
    return review.open(TOP60, registry), registry


@dataclass(frozen=True)
class Came:
    """What came of tables: the results, the list of refused rows, and what was said."""

    results: bytes
    refused: bytes
    said: tuple[str, ...]


def in_blocks(cases: Path, facts: Path | None, size: int) -> Came:
    framework, registry = opened()
    out, refused = cases.with_name("blokken.csv"), cases.with_name("blokken-geweigerd.csv")
    with opened_tables(cases, facts) as tables, ExitStack() as files:
        add = files.enter_context(weighings_to(out, framework.file))
        refuse = files.enter_context(refused_to(refused, DUTCH))
        intake = StreamedIntake(tables, Reading(framework.framework, DAY, invented=True, registry=registry), block=size)
        add(weigh(framework.tables, CaseTable.of([])))
        for block in intake.blocks():
            refuse(block.refused)
            if len(block.cases):
                add(weigh(framework.tables, block.cases))
    counts = intake.counts
    said = tuple(DUTCH.say(one) for one in (*intake.recognised, *intake.warnings))
    numbers = (counts.rows_read, counts.facts_read, counts.rows_refused, counts.facts_refused)
    return Came(out.read_bytes(), refused.read_bytes(), (*said, *map(str, numbers)))


def at_once(cases: Path, facts: Path | None) -> Came:
    framework, registry = opened()
    intake = take_in(
        read_table(cases),
        framework.framework,
        facts=None if facts is None else read_facts(facts),
        reference_date=DAY,
        invented=True,
        registry=registry,
    )
    out, refused = cases.with_name("heel.csv"), cases.with_name("heel-geweigerd.csv")
    with weighings_to(out, framework.file) as add:
        add(weigh(framework.tables, CaseTable.of([])))
        if len(intake.cases):
            add(weigh(framework.tables, intake.cases))
    write_refused(refused, intake.refused, DUTCH)
    said = tuple(DUTCH.say(one) for one in (*intake.recognised, *intake.warnings))
    numbers = (intake.rows_read, intake.facts_read, intake.rows_refused, intake.facts_refused)
    return Came(out.read_bytes(), refused.read_bytes(), (*said, *map(str, numbers)))


CODES = ["A-1", "a-1", "A-2", "Kim-1", "KIM-1", "B-07", "C-9", "D-3", "E-4", "F-5", "", "249566758", "G-6", "H-8", "te lang " * 4, "é-1"]
AGES = ["15", "16", "", "onbekend", "oud", "=1+1", "200", "12,5", "06-12345678", "17"]
YES = ["ja", "nee", "", "misschien", "ja"]


def invented(random: Random, folder: Path, *, in_order: bool, ownerless: bool) -> tuple[Path, Path]:
    """Tables with everything that may be wrong with a row in them, in the worst of places."""
    codes = [random.choice(CODES) if random.random() < 0.5 else f"X-{number}" for number in range(random.randint(1, 30))]
    written = []
    for code in codes:
        row = [code, random.choice(AGES), random.choice(YES), random.choice(["03-04-2026", "2026-06-01", "ooit", ""])]
        kind = random.random()
        written.append([""] * 4 if kind < 0.1 else row[:2] if kind < 0.15 else [*row, "x"] if kind < 0.2 else row)
        if random.random() < 0.1:
            written.append(["# vraag", "Leeftijd", "", ""])
    owners = [code for code in codes if code and random.random() < 0.7]
    facts = [
        [
            owner,
            random.choice(["burglary", "violence", "robbery", "drugs", "zomaar"]),
            random.choice(["2026-Q1", "2025-Q4", "2019-Q1", "?"]),
            "suspected",
            "police",
        ]
        for owner in owners
        for _ in range(random.randint(1, 3))
    ]
    if ownerless and facts:
        facts.insert(random.randrange(len(facts)), ["Q-99", "burglary", "2026-Q1", "suspected", "police"])
    if not in_order:
        random.shuffle(facts)
    return (
        _saved(folder / "casussen.csv", [["case", "age", "lvb", "reference_date"], *written], random),
        _saved(folder / "feiten.csv", [["case", "kind", "quarter", "status", "source"], *facts], random),
    )


def _saved(path: Path, rows: list[list[str]], random: Random) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=random.choice(";,\t|"), lineterminator=random.choice(["\n", "\r\n"])).writerows(rows)
    path.write_bytes(text.getvalue().encode(random.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"])))
    return path


@pytest.mark.parametrize("seed", SEEDS)
def test_any_blocks_give_the_same_bytes_as_one(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    cases, facts = invented(random, tmp_path, in_order=seed % 3 > 0, ownerless=seed % 5 == 0)
    for beside in (None, facts):
        whole = at_once(cases, beside)
        for size in (1, 2, 7, 50_000):
            assert in_blocks(cases, beside, size) == whole, (size, beside)


def test_facts_in_the_order_of_the_cases_are_never_all_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for ten cells, forty facts are taken in as long as they follow the cases."""
    _write(tmp_path / "c.csv", ["case,age", *(f"A-{number},15" for number in range(20))])
    _write(
        tmp_path / "f.csv", ["case,kind,quarter,status", *(f"A-{number},burglary,2026-Q1,suspected" for number in range(20) for _ in "ab")]
    )
    whole = at_once(tmp_path / "c.csv", tmp_path / "f.csv")
    monkeypatch.setattr(stream, "CELLS_LIMIT", 10)
    assert in_blocks(tmp_path / "c.csv", tmp_path / "f.csv", 5) == whole
    lines = (tmp_path / "f.csv").read_text("utf-8").splitlines()
    _write(tmp_path / "f.csv", [lines[0], *reversed(lines[1:])])
    message = refusal(lambda: in_blocks(tmp_path / "c.csv", tmp_path / "f.csv", 5))
    assert message == (
        "f.csv: Zo'n grote tabel met feiten moet dezelfde volgorde hebben als de tabel met casussen. "
        "Sorteer beide tabellen op de kolom case."
    )


def test_a_file_that_changes_while_it_is_read_is_not_weighed(tmp_path: Path) -> None:
    _write(tmp_path / "c.csv", ["case,age", "A-1,15", "A-2,15"])
    framework, registry = opened()
    for after in (["case,age", "A-1,15", "Kees-2,15"], ["case,age", "A-1,15"], ["case,age", "A-1,15", "A-2,15", "A-3,15"]):
        _write(tmp_path / "c.csv", ["case,age", "A-1,15", "A-2,15"])
        with opened_tables(tmp_path / "c.csv") as tables:
            intake = StreamedIntake(tables, Reading(framework.framework, DAY, registry=registry))
            _write(tmp_path / "c.csv", after)
            message = refusal(lambda: list(intake.blocks()))  # noqa: B023 - called at once
        assert message.startswith("c.csv: Het bestand veranderde terwijl het werd gelezen.")


def test_the_command_weighs_a_table_of_many_blocks_as_one(say: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ages = ["15", "16", "oud", "17", "15", "=1+1", "14"]
    cases, facts = tmp_path / "c.csv", tmp_path / "f.csv"
    _write(cases, ["case,age", *(f"A-{number},{age}" for number, age in enumerate(ages)), "a-0,12"])
    _write(facts, ["case,kind,quarter,status", *(f"A-{number},burglary,2026-Q{1 + number % 5},suspected" for number in (6, 1, 3, 4))])
    given = ("weigh", cases, "--framework", TOP60, "--facts", facts, "--date", "2026-11-24")
    whole = say(*given, "--out", tmp_path / "heel.csv")
    monkeypatch.setattr(stream, "BLOCK", 2)
    assert say(*given, "--out", tmp_path / "deel.csv") == tuple(
        part.replace("heel", "deel") if isinstance(part, str) else part for part in whole
    )
    for ending in (".csv", "-geweigerd.csv"):
        assert (tmp_path / f"deel{ending}").read_bytes() == (tmp_path / f"heel{ending}").read_bytes()
    assert (whole[0], [row["case"] for row in rows_of(tmp_path / "deel.csv")]) == (1, ["A-1", "A-3", "A-6"])
    assert say(*given, "--out", tmp_path / "deel.json")[0] == 1
    assert say("verify", tmp_path / "deel.json")[0] == 0


def test_more_cases_than_a_sheet_holds_are_refused_before_the_work_begins(
    say: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from triage.exchange import tables

    _write(tmp_path / "c.csv", ["case,age", "A-1,15", "A-2,15"])
    monkeypatch.setattr(tables, "MOST_ROWS", 1)
    code, _said, told = say("weigh", tmp_path / "c.csv", "--framework", TOP60, "--out", tmp_path / "o.xlsx")
    assert (code, told) == (
        1,
        "o.xlsx: Een Excel-werkmap heeft plaats voor 1 casussen; dit zijn er 2. Kies een naam die eindigt op .csv.\n",
    )
    assert not (tmp_path / "o.xlsx").exists()


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
