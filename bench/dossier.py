"""A dossier of ten thousand cases: opening, one operation, searching; beside what the same disk and cipher do without us.

    .venv/bin/python -m bench.dossier [--cases 10000]

Opening is counted after the key was derived. The reference of an operation is the bare statement and commit on the same encrypted file,
that of opening and searching is reading the text of every case. Medians; the exit code is 1 when a bar is missed in processor seconds, for
a busy machine makes the clock say little.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from random import Random
from statistics import median

from sqlalchemy import select, update

from triage.cases.case import Answer
from triage.cases.codes import new_code
from triage.casework.gate import Gate
from triage.casework.record import CaseRecord
from triage.dossier import schema, search
from triage.dossier.actions import Action
from triage.dossier.connection import transaction
from triage.dossier.header import read_header
from triage.dossier.holdings import AnswerGiven
from triage.dossier.keys import LEAST
from triage.dossier.lock import take
from triage.dossier.opening import Here, continue_opening, make
from triage.dossier.places import Places
from triage.dossier.store import Dossier
from triage.dossier.unlock import unlock
from triage.periods import months_after

PASSPHRASE = "tien keer niets is niets"  # noqa: S105 - of a dossier that is thrown away
WORDS = ("school", "garage", "wijkagent", "pakket", "scooter", "moeder", "vriend", "stage", "boete", "plein", "schuld", "coach", "geld")
QUESTIONS = 36
EVERY = 2_000
"""So many cases in one operation."""

BARS = {"openen": 1.0, "een handeling": 0.010, "zoeken": 0.050}
HERE = Here(lambda: datetime.now().astimezone(), Random(1), "bench", 1)


def fill(dossier: Dossier, cases: int) -> list[str]:
    """Cases with a reason and answers, some of them with a note; their codes."""
    random, today, codes = Random(2), dossier.today(), dict[str, None]()
    while len(codes) < cases:
        codes[new_code(codes, random)] = None
    listed = list(codes)
    for start in range(0, cases, EVERY):
        with dossier.writing(Action.CASES_IMPORTED) as writing:
            writing.add_all([record for code in listed[start : start + EVERY] for record in of_case(code, today, random)])
    return listed


def of_case(code: str, today: date, random: Random) -> Iterator[object]:
    """The records of one case."""
    yield CaseRecord(code, today, True, months_after(today, 12), gate=Gate(reason=" ".join(random.choices(WORDS, k=12))))
    for number in range(QUESTIONS):
        note = " ".join(random.choices(WORDS, k=8)) if number % 6 == 0 else ""
        yield AnswerGiven(code, "top60", f"vraag{number}", "w", Answer("yes", note=note), today)


def measured(work: Callable[[int], object], times: int) -> tuple[float, float]:
    """Median processor and wall seconds of doing it once."""
    processor, wall = list[float](), list[float]()
    for number in range(times):
        start, began = time.process_time(), time.perf_counter()
        work(number)
        processor.append(time.process_time() - start)
        wall.append(time.perf_counter() - began)
    return median(processor), median(wall)


def said(name: str, taken: tuple[float, float], reference: tuple[float, float]) -> bool:
    """Print one line; whether the bar was kept."""
    bar = BARS[name]
    print(
        f"{name:<14} {taken[0] * 1000:8.1f} ms processor, {taken[1] * 1000:8.1f} ms klok; "
        f"verwijzing {reference[0] * 1000:6.1f} ms, verhouding {taken[0] / max(reference[0], 1e-9):5.1f}; grens {bar * 1000:.0f} ms"
    )
    return taken[0] <= bar


def main(arguments: Sequence[str]) -> int:
    """Fill a dossier, measure, and print; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    cases = parser.parse_args(arguments).cases
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder) / "bench.dossier")
        opened, _recovery = make(places, PASSPHRASE, LEAST, HERE)
        start = time.perf_counter()
        codes = fill(opened.dossier, cases)
        print(f"{cases} casussen in {time.perf_counter() - start:.0f} s, {places.database.stat().st_size / 1e6:.0f} MB")
        opened.dossier.close()
        kept = measure(places, codes)
    return 0 if all(kept) else 1


def measure(places: Places, codes: Sequence[str]) -> list[bool]:
    """Each figure with its reference; whether each bar was kept."""
    by = unlock(read_header(places), None, PASSPHRASE)

    def open_it(_number: int) -> Dossier:
        return continue_opening(places, read_header(places), by, HERE, take(places.lock)).dossier

    opening = measured(lambda number: open_it(number).close(), 5)
    dossier = open_it(0)
    case, answer = schema.RECORDS["case"], schema.RECORDS["answer"]

    def read_all(_number: int) -> int:
        with dossier.reading() as records:
            return sum(len(body) for body in records.connection.execute(select(case.c.body)).scalars())

    def operate(number: int) -> None:
        with dossier.writing(Action.ANSWERED) as writing:
            writing.put(AnswerGiven(codes[number], "top60", "vraag3", "w", Answer("no"), date(2026, 12, 1)))

    def bare(number: int) -> None:
        with transaction(dossier.engine, writes=True) as connection:
            connection.execute(update(answer).where(answer.c.number == number + 1).values(body="{}"))

    def find(number: int) -> tuple[str, ...]:
        with dossier.reading() as records:
            return search.found(records.connection, f"{WORDS[number % len(WORDS)]} {WORDS[(number * 7) % len(WORDS)][:3]}")

    reading = measured(read_all, 5)
    kept = [said("openen", opening, reading), said("zoeken", measured(find, 30), reading)]
    kept.append(said("een handeling", measured(operate, 60), measured(bare, 60)))
    dossier.close()
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
