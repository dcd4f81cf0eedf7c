"""The list of refused rows, to mend a table by: where, what and how, and never what stood there."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from triage.cases.refusals import RefusedRow
from triage.files import replacing
from triage.wording import LANGUAGES, Language, _, language

HEADING = (_("tabel"), _("rij"), _("kolom"), _("probleem"), _("oplossing"))
"""The columns of a list of refused rows."""


def write_refused(path: Path, refused: Iterable[RefusedRow], said_in: Language) -> None:
    """The refused rows as a table: which table, row number, column, problem and mend. Semicolons and a byte order mark, for Excel.

    Holds nothing of what stood in the cells. Raises InputError when the file cannot be written.
    """
    with replacing(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow([said_in.say(title) for title in HEADING])
        for one in refused:
            said = [said_in.say(part) for part in (one.part.message(), one.problem.message(), one.mend)]
            table.writerow([said[0], one.row, one.column, said[1], said[2]])


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
