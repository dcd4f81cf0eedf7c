"""Make the invented example cases: `python -m examples.invent [--cases 60] [--seed 76] [--out DIR]`.

The same number and seed give the same files, byte for byte, and a larger table begins with the cases of a smaller one. Ages, kinds of
offence and how many were registered for the first time follow published totals (`marginals.yaml`). All else is chosen: the courses of
life (`blocks.py`, `records.py`), how answers hang together (`lives.py`), what is unknown (`gaps.py`) and special turns (`turns.py`).
Nothing was taken from a file about anybody. Sex and origin are in no table, because no framework may ask for them.

Cases are made in blocks of sixty, so that each sixty have the published ages and the special turns; the tables are written as they are
made. The last block is cut short where the number is not a multiple of sixty.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from examples.blocks import BLOCK, block
from examples.lives import QUESTIONS, Life
from examples.records import QUARTERS, REFERENCE_DATE
from triage.cases.case import Answer, Fact
from triage.cases.codes import new_code
from triage.errors import InputError
from triage.files import cannot_write, replacing
from triage.framework.vocabulary import AnswerStatus
from triage.wording import DUTCH

FOLDER = Path(__file__).parent
CASES, FACTS = "cases.csv", "facts.csv"
NUMBER, SEED = 60, 76
MOST = 1_000_000
"""More cases would use up the case codes."""

REPORT = 10_000
"""After so many cases a line says how far the work is."""

WITH_STATUS = ("exploited", "peers_serious", "attitude")
DATED = ("exploited", "triage_k1", "triage_k2", "peers_serious")
WITH_SOURCE = ("exploited", "triage_k1", "triage_k2", "peers_serious")
"""Questions that have a column for status, date and source; an empty cell means established, now, not recorded."""

COLUMNS = (
    "case",
    *(
        column
        for question in QUESTIONS
        for column in (
            question,
            *([f"{question}@status"] if question in WITH_STATUS else []),
            *([f"{question}@as_of"] if question in DATED else []),
            *([f"{question}@source"] if question in WITH_SOURCE else []),
        )
    ),
    "reference_date",
    "place_since",
)
FACT_COLUMNS = ("case", "kind", "quarter", "status", "source", "contested")


@dataclass(frozen=True)
class Invented:
    """One case as it stands in the tables, with the note that says what it shows."""

    code: str
    life: Life


def invent(number: int, seed: int = SEED) -> Iterator[Invented]:
    """`number` cases, made as they are asked for."""
    lives = (life for place in range(-(-number // BLOCK)) for life in block(Random(f"{seed}-{place}")))
    naming, taken = Random(f"{seed}-codes"), set[str]()
    for life in islice(lives, number):
        code = new_code(taken, naming)
        taken.add(code)
        yield Invented(code, life)


def write(cases: Iterator[Invented], folder: Path) -> int:
    """Write both tables to a folder, made where it is missing; how many cases. Raises InputError when that cannot be done."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from None
    number = 0
    with _table(folder / CASES, COLUMNS) as case_rows, _table(folder / FACTS, FACT_COLUMNS) as fact_rows:
        for invented in cases:
            case_rows.writerow(case_row(invented))
            fact_rows.writerows(fact_row(invented.code, fact) for fact in invented.life.facts)
            number += 1
    return number


def case_row(invented: Invented) -> list[str]:
    """One row of the table of cases."""
    answers = invented.life.answers
    cells = (_cell(answers, column) for column in COLUMNS[1:-2])
    since = invented.life.place_since
    return [invented.code, *cells, REFERENCE_DATE.isoformat(), "" if since is None else str(QUARTERS[since])]


def fact_row(code: str, fact: Fact) -> list[str]:
    """One row of the table of facts."""
    return [code, fact.kind, str(fact.when), fact.status, fact.source or "", "yes" if fact.contested else ""]


def main(arguments: Sequence[str]) -> int:
    """Write the tables and say what the special cases show; the exit code."""
    choices = _choices(arguments)
    shown: list[Invented] = []
    try:
        number = write(_watched(invent(choices.cases, choices.seed), shown), choices.out or FOLDER)
    except InputError as error:
        print(error.in_words(DUTCH), file=sys.stderr)
        return 1
    print("\n".join(f"{case.code}  {case.life.note}" for case in shown))
    print(f"{number} verzonnen casussen staan in {CASES} en {FACTS}.")
    return 0


def _watched(cases: Iterator[Invented], shown: list[Invented]) -> Iterator[Invented]:
    """The same cases; keeps the special ones of the first sixty, and says how far a long work is."""
    for number, case in enumerate(cases, start=1):
        if number <= BLOCK and case.life.note:
            shown.append(case)
        if number % REPORT == 0:
            print(f"{number} casussen", file=sys.stderr)
        yield case


def _choices(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m examples.invent", description="Maak verzonnen casussen en feiten.")
    parser.add_argument("--cases", type=_number, default=NUMBER, metavar="AANTAL", help=f"hoeveel casussen ({NUMBER})")
    parser.add_argument("--seed", type=int, default=SEED, metavar="GETAL", help=f"ander getal, andere casussen ({SEED})")
    parser.add_argument("--out", type=Path, metavar="MAP", help="map voor de tabellen (zonder: de voorbeelden zelf)")
    choices = parser.parse_args(arguments)
    if choices.out is None and (choices.cases, choices.seed) != (NUMBER, SEED):
        parser.error("geef met --out een map op; anders vervangt u de voorbeelden")
    return choices


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"geef een heel getal van 1 tot en met {MOST}")
    return int(text)


@contextmanager
def _table(path: Path, columns: Sequence[str]) -> Iterator[Any]:
    """A writer of rows below these columns; the table takes its place when all rows are there."""
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(columns)
        yield rows


def _cell(answers: Mapping[str, Answer], column: str) -> str:
    question, _, part = column.partition("@")
    answer = answers.get(question)
    if answer is None:
        return ""
    match part:
        case "status":
            return "" if answer.status is AnswerStatus.ESTABLISHED else answer.status
        case "as_of":
            return "" if answer.as_of is None else str(answer.as_of)
        case "source":
            return answer.source or ""
    return str(answer.value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
