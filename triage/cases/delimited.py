"""CSV and other delimited text: which characters, which separator, and the rows.

The standard csv module reads the rows: unlike a data frame reader it keeps the row number of every record and shows rows that are too
long or too short instead of mending them in silence.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from triage.cases.raw_table import (
    MEND_RAGGED,
    Columns,
    Fault,
    Progress,
    RawTable,
    cell_faults,
    checked_columns,
    must_fit,
)
from triage.cases.refusals import Problem, Refusal
from triage.cases.table import Column
from triage.errors import InputError
from triage.wording import Message, _, n_

ENCODINGS: Mapping[str, Message] = {
    "utf-8": _("UTF-8"),
    "utf-16": _("UTF-16"),
    "cp1252": _("Windows (West-Europa)"),
    "latin-1": _("Latin-1"),
    "cp850": _("DOS (codetabel 850)"),
}
"""The character sets a user can choose from."""

SEPARATORS: Mapping[str, Message] = {";": _("puntkomma"), ",": _("komma"), "\t": _("tab"), "|": _("verticale streep")}
"""The separators a user can choose from."""

DECIMAL_MARKS: Mapping[str, Message] = {",": _("komma"), ".": _("punt")}
"""The decimal marks a table can have."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SEP_LINE = re.compile(r'"?sep=(.)"?[ \t;,]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOST_NO_TEXT = 20
"""One sign in so many that is no text makes a file noise; fewer are a fault of the rows they are in."""

_SAMPLE = 65_536
_SAMPLE_ROWS = 50
_CHUNK = 5_000
_TOO_LONG_FOR_CSV = "field larger than field limit"
_NOT_PLAIN = re.compile("[^\x00-\x7f\ufffd]")
_COMMA_NUMBER = re.compile(r"-?\d+,(?:\d\d?|\d{4,})|-?\d{1,3}(?:\.\d{3})+,\d+")
_POINT_NUMBER = re.compile(r"-?\d+\.(?:\d\d?|\d{4,})|-?\d{1,3}(?:,\d{3})+\.\d+")


def read_delimited(
    data: bytes, name: str, *, encoding: str | None = None, separator: str | None = None, progress: Progress | None = None
) -> RawTable:
    """The table in `data`. `encoding` is one of `ENCODINGS` and `separator` one of `SEPARATORS`; None lets the file decide.

    Raises InputError when it is no text, when there is no header, when it has a title twice, when the quotes do not close, or when a
    cell is longer than the csv module reads.
    """
    if data.startswith(_UTF_32):
        raise InputError.at(name, _("Dit bestand heeft de tekenset UTF-32."), _("Sla het op als UTF-8."))
    text, used, guessed = _decoded(data, encoding)
    _must_be_text(text, name)
    named, body = _named_separator(text, name)
    mark = separator or named or _guess_separator(body)
    found = _read(body, mark, name, progress)
    kept, _hidden = checked_columns(name, found.header, found.columns, found.numbers)
    columns = {place + 1: found.columns[place] for place in kept}
    decimal_mark = decimal_mark_of(columns.values())
    return RawTable(
        name=name,
        header=tuple(found.header[place] for place in kept),
        columns=tuple(columns.values()),
        row_numbers=found.numbers,
        places=tuple(columns),
        faults=(*found.faults, *cell_faults(columns, found.numbers)),
        recognised=_recognised(used, guessed, mark, decimal_mark, found.blank),
        encoding=used,
        separator=mark,
        decimal_mark=decimal_mark,
    )


def decimal_mark_of(columns: Iterable[Column[str]]) -> str:
    """`,` or `.` when numbers with only that mark occur, else empty."""
    texts = [text.strip() for column in columns for text in column.distinct[:_CHUNK]]
    comma = any(_COMMA_NUMBER.fullmatch(text) for text in texts)
    point = any(_POINT_NUMBER.fullmatch(text) for text in texts)
    return "" if comma == point else "," if comma else "."


def _decoded(data: bytes, chosen: str | None) -> tuple[str, str, bool]:
    """The text, the character set it was read with, and whether that was a guess. What cannot be read becomes U+FFFD."""
    if chosen is not None and chosen not in ENCODINGS:
        raise ValueError("not one of ENCODINGS")
    for mark, encoding in _MARKS:
        if data.startswith(mark) and chosen in (None, "utf-16" if "16" in encoding else "utf-8"):
            return data[len(mark) :].decode(encoding, "replace"), encoding[:6].rstrip("-"), False
    if chosen == "utf-16" or (chosen is None and _has_alternate_nulls(data)):
        return data.decode("utf-16-be" if _first_byte_is_null(data) else "utf-16-le", "replace"), "utf-16", chosen is None
    if chosen is not None:
        return data.decode(chosen, "replace"), chosen, False
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken == 0 or len(_NOT_PLAIN.findall(text)) > broken:
        return text, "utf-8", False
    return data.decode("cp1252", "replace"), "cp1252", True


def _must_be_text(text: str, name: str) -> None:
    """Raises InputError for a picture, a program or other noise under the name of a table: nothing in it could be read as one."""
    sample = text[:_SAMPLE]
    first_line = re.split(r"[\r\n]", sample.lstrip("\r\n"), maxsplit=1)[0]
    if _NO_TEXT.search(first_line) or len(_NO_TEXT.findall(sample)) * _MOST_NO_TEXT > max(len(sample), 10 * _MOST_NO_TEXT):
        raise InputError.at(
            name,
            _("Dit is geen tabel die dit programma kan lezen."),
            _("Kies een Excel-werkmap (.xlsx) of een CSV-tabel (.csv)."),
        )


def _has_alternate_nulls(data: bytes) -> bool:
    sample = data[:400]
    return len(sample) >= 4 and (sample[::2].count(0) * 3 > len(sample) or sample[1::2].count(0) * 3 > len(sample))


def _first_byte_is_null(data: bytes) -> bool:
    sample = data[:400]
    return sample[::2].count(0) > sample[1::2].count(0)


def _named_separator(text: str, name: str) -> tuple[str, str]:
    """The separator that a first line `sep=;` names, if any, and the text without that line."""
    line = _SEP_LINE.match(text)
    if line is None:
        return "", text
    if line[1] not in SEPARATORS:
        raise InputError.at(
            name,
            _("De eerste regel noemt een scheidingsteken dat dit programma niet kent."),
            _("Gebruik {marks}.", marks=list(SEPARATORS.values())),
        )
    return line[1], text[line.end() :]


def _guess_separator(text: str) -> str:
    """The separator that cuts the header in most parts and the first rows in as many."""
    best, best_fit = ";", (0.0, 1)
    for mark in SEPARATORS:
        widths = _widths(text[:_SAMPLE], mark)
        if not widths or widths[0] < 2:
            continue
        fit = (sum(width == widths[0] for width in widths) / len(widths), widths[0])
        if fit > best_fit:
            best, best_fit = mark, fit
    return best


def _widths(sample: str, mark: str) -> list[int]:
    try:
        return [len(record) for record in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=mark), _SAMPLE_ROWS) if record]
    except csv.Error:
        return []


@dataclass(frozen=True)
class _Found:
    header: list[str]
    columns: list[Column[str]]
    numbers: NDArray[np.int64]
    faults: list[Fault]
    blank: int


def _read(text: str, mark: str, name: str, progress: Progress | None) -> _Found:
    records = _records(text, mark, name)
    header = _header(records, name)
    must_fit(name, 0, len(header))
    columns, blank = Columns(len(header)), 0
    numbers: list[int] = []
    faults: list[Fault] = []
    expected = text.count("\n") + 1
    while chunk := list(islice(records, _CHUNK)):
        filled = [(number, record) for number, record in chunk if any(map(str.strip, record))]
        blank += len(chunk) - len(filled)
        numbers += [number for number, _record in filled]
        must_fit(name, len(numbers), len(header))
        columns.add([record if len(record) == len(header) else _fitted(record, number, len(header), faults) for number, record in filled])
        if progress is not None:
            progress(min(1.0, chunk[-1][0] / expected))
    return _Found(header, columns.done(), np.array(numbers, dtype=np.int64), faults, blank)


def _header(records: Iterator[tuple[int, list[str]]], name: str) -> list[str]:
    for _number, record in records:
        if "".join(record).strip():
            return record
    raise InputError.at(name, _("Het bestand is leeg."), _("Kies een bestand met een kop en ten minste één rij."))


def _fitted(record: list[str], number: int, width: int, faults: list[Fault]) -> list[str]:
    """The row cut or filled up to the width of the header, with a fault unless only blanks were cut."""
    if len(record) < width:
        faults.append(Fault(number, None, Problem(Refusal.RAGGED, MEND_RAGGED)))
    elif "".join(record[width:]).strip():
        faults.append(Fault(number, width + 1, Problem(Refusal.RAGGED, MEND_RAGGED)))
    return [*record[:width], *[""] * (width - len(record))]


def _records(text: str, mark: str, name: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True), 1):
            yield number, record
    except csv.Error as error:
        place = _("{file}, rij {row}", file=name, row=str(number + 1))
        if str(error).startswith(_TOO_LONG_FOR_CSV):
            raise InputError.at(
                place,
                _("Een cel in deze rij heeft meer dan {limit} tekens.", limit=csv.field_size_limit()),
                _("Kort de tekst in. Is geen tekst zo lang, dan ontbreekt in deze rij een aanhalingsteken aan het eind van een cel."),
            ) from None
        raise InputError.at(
            place,
            _("De aanhalingstekens kloppen niet: vanaf hier zijn de rijen niet te onderscheiden."),
            _("Zet tekst met een aanhalingsteken erin tussen aanhalingstekens en verdubbel het teken, of sla de tabel opnieuw op."),
        ) from None


def _recognised(encoding: str, guessed: bool, mark: str, decimal_mark: str, blank: int) -> tuple[Message, ...]:
    said = [_("Tekenset: {encoding}.", encoding=ENCODINGS[encoding])]
    if guessed:
        said.append(
            _("De tekenset is geraden. Staan er vreemde letters in de tabel, sla het bestand dan op als UTF-8 en lees het opnieuw in.")
        )
    said.append(_("Scheidingsteken: {mark}.", mark=SEPARATORS.get(mark, mark)))
    if decimal_mark:
        said.append(_("Decimaalteken: {mark}.", mark=DECIMAL_MARKS[decimal_mark]))
    if blank:
        said.append(n_("{count} lege rij is overgeslagen.", "{count} lege rijen zijn overgeslagen.", blank))
    return tuple(said)
