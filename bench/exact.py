"""How long exact answers take: smallest changes of 600 complete cases, what decides in cases with open answers, and the diagram itself.

    .venv/bin/python -m bench.exact [--cases 600] [--rounds 9]

Each figure stands beside a reference of the same run: trying every single change with the engine for the first, reading the same case by
the walk for the second. The exit code is 1 when an answer that is shown differs from that of the reference.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from random import Random

import numpy as np
from numpy.typing import NDArray

from bench.tables import TOP60
from triage import review
from triage.cases.case import Case
from triage.cases.table import CaseTable
from triage.weighing.changes import SmallestChanges
from triage.weighing.deciding import deciding_questions
from triage.weighing.exact import ExactTable
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh, weigh_case

SEED = 20261201
OPEN_SHARE = 0.2

Cells = NDArray[np.int64]


def complete_cells(smallest: SmallestChanges, cases: int) -> Cells:
    """Random complete cases that end in help or on the list: cases by questions."""
    random, exact, found = np.random.default_rng(SEED), smallest.exact, list[list[int]]()
    while len(found) < cases:
        drawn = np.stack([random.integers(0, len(question.cells), cases) for question in exact.space.questions], axis=1)
        found += [row for row in drawn.tolist() if exact.table.end(row) in smallest.compared]
    return np.array(found[:cases])


def some_open(case: Case, random: Random) -> Case:
    """The same case with a share of its answers open."""
    return Case(
        case.code, case.reference_date, {item: one for item, one in case.answers.items() if random.random() > OPEN_SHARE}, case.facts
    )


def single_changes(tables: Tables, exact: ExactTable, smallest: SmallestChanges, cells: Cells) -> list[bool]:
    """By brute force: whether some single change makes the advice of a case lighter."""
    tried, owners = list[Case](), list[int]()
    for number, row in enumerate(cells.tolist()):
        tried.append(exact.space.case(row, "bench"))
        owners.append(number)
        for question, allowed in enumerate(smallest.allowed):
            for heavy, light in allowed:
                if heavy == row[question]:
                    tried.append(exact.space.case([*row[:question], light, *row[question + 1 :]], "bench"))
                    owners.append(number)
    walk = weigh(tables, CaseTable.of(tried)).walk
    assert walk is not None
    labels = walk.possible.argmax(axis=0)
    now: dict[int, int] = {}
    found = [False] * len(cells)
    for label, owner in zip(labels.tolist(), owners, strict=True):
        if owner not in now:
            now[owner] = label
        elif label in smallest.compared and now[owner] in smallest.compared and label < now[owner]:
            found[owner] = True
    return found


def main(arguments: Sequence[str]) -> int:
    """Print every figure; 1 when smallest changes and brute force differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--cases", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args(arguments)
    tables = review.open(TOP60).tables
    folded = _seconds(lambda: ExactTable(tables).table, options.rounds)
    exact = ExactTable(tables)
    smallest = SmallestChanges(exact)
    cells = complete_cells(smallest, options.cases)
    changes = smallest.of_complete(cells)
    sweep = _seconds(lambda: smallest.of_complete(cells), options.rounds)
    started = time.perf_counter()
    brute = single_changes(tables, exact, smallest, cells)
    tried = time.perf_counter() - started
    print(f"diagram of {TOP60.name}: {folded * 1e3:.0f} ms, {len(exact.table.question)} nodes; once per framework")
    print(
        f"all smallest changes of {options.cases} complete cases: {sweep * 1e3:.1f} ms, {sum(len(one.sets) for one in changes)} sets; "
        f"single changes by trying each: {tried * 1e3:.0f} ms"
    )
    random = Random(SEED)
    cases = [some_open(exact.space.case(row, "bench"), random) for row in cells[:200].tolist()]
    deciding = [_seconds(partial(_what_decides, exact, case), 1) for case in cases]
    walks = [_seconds(partial(weigh_case, tables, case), 1) for case in cases]
    print(
        f"deciding questions of a case with {OPEN_SHARE:.0%} open: median {statistics.median(deciding) * 1e3:.2f} ms, "
        f"most {max(deciding) * 1e3:.1f} ms; weighing it: median {statistics.median(walks) * 1e3:.2f} ms"
    )
    return int([one.least == 1 for one in changes] != brute)


def _what_decides(exact: ExactTable, case: Case) -> object:
    return deciding_questions(exact, exact.read(case))


def _seconds(call: Callable[[], object], rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        started = time.perf_counter()
        call()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
