"""Taking in a generated table, every cell that is no answer shown to the identifier guard: seconds, and processor seconds, CSV and XLSX.

    .venv/bin/python -m bench.intake [--rows 100000] [--csv 5] [--xlsx 8]

One row in a hundred holds something the guard refuses or a text it has to look at. The bars are processor seconds of this process, for a
busy machine makes the clock say little. The exit code is 1 when one is missed.
"""

from __future__ import annotations

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from bench.big import write_tables
from bench.tables import DAY, HOUSE, TOP60
from triage import review
from triage.cases.intake import take_in
from triage.cases.read_table import read_table
from triage.framework.model import Framework
from triage.framework.registry import Registry, read_registry
from triage.workbooks import typed_as_text, workbook_to

STRANGE = ("06-12345678", "249566758", "12 maart 2009", "Dorpsstraat 12", "weet niet", "=1+1", "1234 AB", "a@example.invalid")
EVERY = 100
"""One row in so many holds something strange."""


def write_strange(rows: int, path: Path) -> None:
    """The generated table, with something strange under `pace` in one row of EVERY."""
    plain = path.with_name("plain.csv")
    write_tables(rows, plain, None)
    strange = cycle(STRANGE)
    with plain.open(encoding="utf-8", newline="") as source, path.open("w", encoding="utf-8", newline="") as target:
        reader, writer = csv.reader(source), csv.writer(target)
        header = next(reader)
        writer.writerow(header)
        place = header.index("pace")
        for number, row in enumerate(reader):
            if number % EVERY == 0:
                row[place] = next(strange)
            writer.writerow(row)


def as_workbook(table: Path, path: Path) -> None:
    """The same rows in a workbook, every cell typed as text."""
    from openpyxl.cell import WriteOnlyCell

    with workbook_to(path, streamed=True) as book, table.open(encoding="utf-8", newline="") as source:
        sheet = book.create_sheet("casussen")
        for row in csv.reader(source):
            sheet.append([typed_as_text(WriteOnlyCell(sheet, value=text)) if text else None for text in row])


def cost(path: Path, framework: Framework, registry: Registry) -> tuple[float, float, int]:
    """Seconds by the clock and of the processor, and how many rows were refused."""
    start, worked = time.perf_counter(), time.process_time()
    intake = take_in(read_table(path), framework, reference_date=DAY, invented=True, registry=registry)
    return time.perf_counter() - start, time.process_time() - worked, intake.rows_refused


def main(arguments: Sequence[str]) -> int:
    """Print both; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--csv", type=float, default=5.0)
    parser.add_argument("--xlsx", type=float, default=8.0)
    options = parser.parse_args(arguments)
    registry = read_registry(HOUSE / "frameworks" / "evidence")
    framework, missed = review.open(TOP60).framework, False
    with tempfile.TemporaryDirectory() as name:
        table, workbook = Path(name) / "casussen.csv", Path(name) / "casussen.xlsx"
        write_strange(options.rows, table)
        as_workbook(table, workbook)
        for path, bar in ((table, options.csv), (workbook, options.xlsx)):
            clock, processor, refused = cost(path, framework, registry)
            missed = missed or processor > bar
            said = "   ABOVE THE BAR" if processor > bar else ""
            print(f"{path.suffix:<6} {options.rows:,} rows, {refused:,} refused: {clock:.1f} s, processor {processor:.1f} s{said}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
