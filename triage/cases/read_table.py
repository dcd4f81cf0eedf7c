"""A file with a table, CSV or Excel, as rows of text: nothing is understood here, nothing is left out in silence.

What the file turned out to be (character set, separator, decimal mark, sheet, what was hidden) is part of the result, so that the user
can see it and choose otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from triage.cases.container import PDF, holds_workbook, is_ole, is_pdf, is_zip
from triage.cases.delimited import ENCODINGS, SEPARATORS, Delimited, read_delimited
from triage.cases.raw_table import Fault, Progress, RawTable
from triage.cases.workbook import Workbook
from triage.errors import InputError
from triage.files import MEBIBYTE, named_after_a_person, open_named, place_of, read_named
from triage.guard.names import leads_to_a_person, shown
from triage.wording import Message, _

__all__ = [
    "ENCODINGS",
    "FILE_LIMIT",
    "SEPARATORS",
    "Fault",
    "OpenTables",
    "RawTable",
    "TableStream",
    "Tables",
    "facts_in_both",
    "opened_tables",
    "read_facts",
    "read_sheet",
    "read_table",
    "read_tables",
]

FILE_LIMIT = 100 * MEBIBYTE
"""Bytes of a table file."""

_START = 4_096
"""Bytes that show what kind of file it is."""

WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm")
DELIMITED = (".csv", ".txt", ".tsv", ".tab")


@dataclass(frozen=True)
class Tables:
    """The cases of a file and, when it is a workbook that has them, the facts."""

    cases: RawTable
    facts: RawTable | None = None


class TableStream(Protocol):
    """A table of text that is read a stretch of rows at a time, from the start as often as wanted."""

    @property
    def name(self) -> str:
        """The name of the file."""

    @property
    def width(self) -> int:
        """How many columns there are."""

    @property
    def recognised(self) -> tuple[Message, ...]:
        """How the file was read, for the user to check; complete when all of it was read."""

    def blocks(self, sizes: Iterable[int], progress: Progress | None = None) -> Iterator[RawTable]:
        """The table in blocks of so many rows, until there are no more rows. The first may be empty."""

    def texts(self, title: str, size: int, progress: Progress | None = None) -> Iterator[list[str]]:
        """Only the cells of the one column with this title, a list per block of so many rows; nothing when it is not just one column."""


@dataclass(frozen=True)
class OpenTables:
    """The cases of a file and, when they were given, the facts."""

    cases: TableStream
    facts: TableStream | None = None


def read_table(
    source: Path | bytes,
    name: str = "",
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    progress: Progress | None = None,
) -> RawTable:
    """One table: of a path, or of bytes with the name of the file they came from.

    `sheet` chooses a sheet of a workbook by name; without it the sheet with a column `case` is read, else the first. `encoding` and
    `separator` (of `ENCODINGS` and `SEPARATORS`) overrule what a CSV file seems to be. Raises InputError when the file cannot be read
    as a table.
    """
    data, called = _opened(source, name)
    if not _is_workbook(data, called):
        return read_delimited(data, called, encoding=encoding, separator=separator, progress=progress)
    book = Workbook(data, called)
    chosen = book.named(sheet) if sheet is not None else book.cases() or book.facts() or book.visible[0]
    return book.table(chosen, progress)


def read_tables(
    source: Path | bytes,
    name: str = "",
    *,
    encoding: str | None = None,
    separator: str | None = None,
    progress: Progress | None = None,
) -> Tables:
    """The cases of a file and the facts that are in the same workbook, as the fill-in form has them."""
    data, called = _opened(source, name)
    if not _is_workbook(data, called):
        return Tables(read_delimited(data, called, encoding=encoding, separator=separator, progress=progress))
    book = Workbook(data, called)
    cases, facts = book.cases(), book.facts()
    if cases is None:
        return Tables(book.table(book.visible[0], progress))
    return Tables(book.table(cases, progress, beside=facts), None if facts is None else book.table(facts, beside=cases))


def read_facts(source: Path, *, progress: Progress | None = None) -> RawTable:
    """The facts of a file that was given as a table of facts: of a workbook the sheet that has them, else its only table.

    Raises InputError when the file cannot be read as a table.
    """
    data, called = _opened(source, "")
    if not _is_workbook(data, called):
        return read_delimited(data, called, progress=progress)
    book = Workbook(data, called)
    return book.table(book.facts() or book.cases() or book.visible[0], progress)


@contextmanager
def opened_tables(source: Path, facts: Path | None = None, *, progress: Progress | None = None) -> Iterator[OpenTables]:
    """The cases of a file and their facts, to be read a stretch of rows at a time: CSV from the file, a workbook from memory.

    `facts` is a file of its own; without it the facts are those of the same workbook. `progress` is of reading a workbook.
    Raises InputError when a file cannot be read as a table, or when there are facts in both.
    """
    with ExitStack() as files:
        cases, beside = _streams(source, files, lambda: read_tables(source, progress=progress))
        if facts is None:
            yield OpenTables(cases, beside)
            return
        if beside is not None and len(beside):
            raise facts_in_both(source)
        yield OpenTables(cases, _streams(facts, files, lambda: Tables(read_facts(facts, progress=progress)))[0])


def facts_in_both(source: Path) -> InputError:
    """The message for a workbook with facts beside which another table of facts was given."""
    return InputError.at(
        place_of(source),
        _("Dit werkboek heeft zelf een blad met feiten, en u geeft met --facts nog een tabel met feiten."),
        _("Zet alle feiten bij elkaar: maak het blad met feiten leeg, of laat --facts weg."),
    )


def _streams(source: Path, files: ExitStack, whole: Callable[[], Tables]) -> tuple[TableStream, RawTable | None]:
    file, called = files.enter_context(open_named(source))
    start = file.read(_START)
    if not _is_workbook(start + file.read(FILE_LIMIT) if is_zip(start) else start, called):
        return Delimited(file, called), None
    tables = whole()
    return tables.cases, tables.facts


def read_sheet(source: Path | bytes, sheet: str, name: str = "") -> RawTable | None:
    """The sheet of that name; None when the file is no workbook or has no such sheet with something in it.

    Raises InputError when the file cannot be read, or the sheet is there but hidden, or cannot be read as a table.
    """
    data, called = _opened(source, name)
    if not _is_workbook(data, called):
        return None
    book = Workbook(data, called)
    if book.hides(sheet):
        raise InputError.at(called, _("Dit blad is verborgen."), _("Maak het zichtbaar of verwijder het, en open het bestand opnieuw."))
    found = next((one for one in book.visible if one.name.casefold() == sheet.casefold()), None)
    return None if found is None else book.table(found)


def _opened(source: Path | bytes, name: str) -> tuple[bytes, str]:
    if isinstance(source, Path):
        return read_named(source, FILE_LIMIT)
    if leads_to_a_person(name):
        raise named_after_a_person()
    return source, shown(name)


def _is_workbook(data: bytes, name: str) -> bool:
    """Whether to read it as a workbook; the name decides, and content that belies the name is refused."""
    ending = Path(name).suffix.casefold()
    if ending in WORKBOOKS:
        return True
    if ending not in DELIMITED and ending:
        raise InputError.at(
            name, _("Dit soort bestand kan niet worden gelezen."), _("Sla de tabel op als Excel-werkmap (.xlsx) of als CSV (.csv).")
        )
    if is_ole(data) or (is_zip(data) and holds_workbook(data, name)):
        raise InputError.at(
            name, _("Dit is geen tekst; het lijkt een Excel-bestand met een andere naam."), _("Geef het bestand de naam .xlsx.")
        )
    if is_pdf(data):
        raise InputError.at(name, *PDF)
    return False
