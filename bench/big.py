"""Weighing generated tables larger than memory: seconds per row beside the road through memory, and the memory of each.

    .venv/bin/python -m bench.big [--rows 1000000] [--beside 100000] [--facts] [--folder DIR] [--bar 2]

Writes a table of invented cases (and facts in the order of the cases), seeded and as it goes, weighs it with the program as a process of
its own, and reads that process's own account of its memory. Then the same number of rows as `--beside` through memory: read whole, taken in
whole, weighed whole, written whole, in a process of its own too. The exit code is 1 when a row costs more than `--bar` times as much, or
when the memory is above 1 GiB.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.reference import SEED
from bench.tables import HOUSE, TOP60

BAR = 2.0
MOST_MEMORY = 1024
"""Mebibytes."""

_MEASURED = """
import resource, sys
code = 1
try:
    code = {work}
finally:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(peak, file=open(sys.argv[1], "w"))
sys.exit(code)
"""

_STREAMED = "__import__('triage.cli', fromlist=['cli']).run_command(sys.argv[2:])"
_WHOLE = "__import__('bench.big', fromlist=['big']).weigh_whole(sys.argv[2:])"


@dataclass(frozen=True)
class Cost:
    """What weighing a table cost: seconds, and the most memory the process had, in mebibytes."""

    rows: int
    seconds: float
    mebibytes: int

    @property
    def per_row(self) -> float:
        """Microseconds."""
        return self.seconds / self.rows * 1e6


def write_tables(rows: int, cases: Path, facts: Path | None, seed: int = SEED) -> None:
    """A table of `rows` cases with the answers of the sixty invented examples dealt out anew, and their facts when a path is given.

    Written row by row: any number of rows takes the same memory.
    """
    examples = _read(HOUSE / "examples" / "cases.csv")
    known: dict[str, list[list[str]]] = {}
    for case, *fact in _read(HOUSE / "examples" / "facts.csv")[1:]:
        known.setdefault(case, []).append(fact)
    header, random = examples[0], Random(seed)
    with cases.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(header)
        for number in range(rows):
            writer.writerow([f"A-{number}", *random.choice(examples[1:])[1:]])
    if facts is not None:
        _write_facts(rows, facts, known, Random(seed), examples[1:])


def _write_facts(rows: int, path: Path, known: dict[str, list[list[str]]], random: Random, examples: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(_read(HOUSE / "examples" / "facts.csv")[0])
        for number in range(rows):
            writer.writerows([[f"A-{number}", *fact] for fact in known.get(random.choice(examples)[0], [])])


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def weigh_whole(arguments: Sequence[str]) -> int:
    """The road through memory: the whole table read, taken in, weighed and written at once."""
    from datetime import date

    from triage import review
    from triage.cases.intake import take_in
    from triage.cases.read_table import read_facts, read_table
    from triage.exchange.tables import write_weighings
    from triage.framework.registry import read_registry
    from triage.weighing.weigh import weigh

    cases, out, *facts = map(Path, arguments)
    opened = review.open(TOP60)
    intake = take_in(
        read_table(cases),
        opened.framework,
        facts=read_facts(facts[0]) if facts else None,
        reference_date=date(2026, 11, 24),
        invented=True,
        registry=read_registry(HOUSE / "frameworks" / "evidence"),
    )
    write_weighings(weigh(opened.tables, intake.cases), opened.file, out)
    return 1 if intake.refused else 0


def streamed(rows: int, folder: Path, with_facts: bool) -> Cost:
    """The cost of the command on a new table."""
    cases, facts = _tables(rows, folder, with_facts)
    beside = ["--facts", str(facts)] if facts else []
    out = folder / "uit.csv"
    return _measured(rows, folder, _STREAMED, ["weigh", str(cases), "--framework", str(TOP60), "--invented", *beside, "--out", str(out)])


def whole(rows: int, folder: Path, with_facts: bool) -> Cost:
    """The cost of the road through memory on a new table."""
    cases, facts = _tables(rows, folder, with_facts)
    return _measured(rows, folder, _WHOLE, [str(cases), str(folder / "uit.csv"), *([str(facts)] if facts else [])])


def _tables(rows: int, folder: Path, with_facts: bool) -> tuple[Path, Path | None]:
    cases, facts = folder / "casussen.csv", folder / "feiten.csv" if with_facts else None
    write_tables(rows, cases, facts)
    return cases, facts


def _measured(rows: int, folder: Path, work: str, arguments: list[str]) -> Cost:
    peak = folder / "piek.txt"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", _MEASURED.format(work=work), str(peak), *arguments], cwd=HOUSE, check=True)  # noqa: S603 - our own program
    return Cost(rows, time.perf_counter() - start, int(peak.read_text()))


def _line(name: str, cost: Cost) -> str:
    return f"{name:<16} {cost.rows:>12,} rows   {cost.seconds:8.1f} s   {cost.per_row:7.1f} µs a row   {cost.mebibytes:6,} MiB at most"


def main(arguments: Sequence[str]) -> int:
    """Print both; 1 when the bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--beside", type=int, default=100_000)
    parser.add_argument("--facts", action="store_true")
    parser.add_argument("--folder", type=Path, help="where the tables come to stand; they are taken away afterwards")
    parser.add_argument("--bar", type=float, default=BAR)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        through_memory = whole(options.beside, Path(name), options.facts)
        in_blocks = streamed(options.rows, Path(name), options.facts)
    print(_line("through memory", through_memory))
    print(_line("in blocks", in_blocks))
    ratio = in_blocks.per_row / through_memory.per_row
    missed = ratio > options.bar or in_blocks.mebibytes > MOST_MEMORY
    print(f"ratio per row {ratio:.2f}{'   ABOVE THE BAR' if missed else ''}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
