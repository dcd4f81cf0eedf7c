"""The list of refused rows, to mend a table by: where, what and how, and never what stood there."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from triage.cases.refusals import Part, RefusedRow
from triage.files import replacing
from triage.wording import LANGUAGES, Language, _, language

HEADING = (_("tabel"), _("rij"), _("kolom"), _("probleem"), _("oplossing"))
"""The columns of a list of refused rows."""


def write_refused(path: Path, refused: Iterable[RefusedRow], said_in: Language) -> None:
    """The refused rows as a table: which table, row number, column, problem and mend. Semicolons and a byte order mark, for Excel.

    Holds nothing of what stood in the cells. Raises InputError when the file cannot be written.
    """
    with refused_to(path, said_in) as add:
        add(refused)


@contextmanager
def refused_to(path: Path, said_in: Language) -> Iterator[Callable[[Iterable[RefusedRow]], None]]:
    """The same for rows that come in blocks: written at once and not kept, those of cases before those of facts. Whole or not at all."""
    with (
        replacing(path) as beside,
        beside.open("w", encoding="utf-8-sig", newline="") as file,
        TemporaryFile("w+", encoding="utf-8", newline="") as later,
    ):
        tables = {Part.CASES: csv.writer(file, delimiter=";"), Part.FACTS: csv.writer(later, delimiter=";")}
        tables[Part.CASES].writerow([said_in.say(title) for title in HEADING])

        def add(refused: Iterable[RefusedRow]) -> None:
            for one in refused:
                said = [said_in.say(part) for part in (one.part.message(), one.problem.message(), one.mend)]
                tables[one.part].writerow([said[0], one.row, one.column, said[1], said[2]])

        yield add
        later.seek(0)
        shutil.copyfileobj(later, file)


def is_list_of_refused(path: Path) -> bool:
    """Whether a file is a list of refused rows of ours, told by its first line."""
    headings = {";".join(language(code).say(title) for title in HEADING) for code in LANGUAGES}
    try:
        if not path.is_file():
            return False
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return file.readline(200).strip() in headings
    except OSError:
        return False
