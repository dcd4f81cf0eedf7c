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
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, TextIO

import numpy as np
from numpy.typing import NDArray

from triage.cases.headings import canonical
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

if TYPE_CHECKING:
    from typing_extensions import Buffer

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
_SNIFFED = 400
"""Bytes at the start that show a byte order mark or the nulls of UTF-16."""

_PIECE = 262_144
"""Bytes read at a time."""

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
    source = Delimited(io.BytesIO(data), name, encoding=encoding, separator=separator)
    table = next(source.blocks([None], progress))
    return replace(table, recognised=source.recognised, decimal_mark=source.decimal_mark)


class Delimited:
    """A delimited file that is read a stretch of rows at a time, from the start as often as wanted; how it is read is settled once.

    What is `recognised` is complete when all blocks were read.
    """

    def __init__(self, file: BinaryIO, name: str, *, encoding: str | None = None, separator: str | None = None) -> None:
        """Raises InputError when it is no text or has no header."""
        self.name = name
        self._file = file
        self._size = max(1, file.seek(0, io.SEEK_END))
        if _bytes_at_start(file).startswith(_UTF_32):
            raise InputError.at(name, _("Dit bestand heeft de tekenset UTF-32."), _("Sla het op als UTF-8."))
        self._coding = _coding_of(file, encoding)
        self._skipped = 0
        sample = self._text().read(_SAMPLE)
        _must_be_text(sample, name)
        named, self._skipped = _named_separator(sample, name)
        self.separator = separator or named or _guess_separator(sample[self._skipped :])
        self.header = _header(self._records(), name)
        must_fit(name, 0, len(self.header))
        self._blank = 0
        self._marks: set[str] = set()

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.header)

    @property
    def decimal_mark(self) -> str:
        """`,` or `.` when numbers with only that mark occurred so far, else empty."""
        return next(iter(self._marks)) if len(self._marks) == 1 else ""

    @property
    def recognised(self) -> tuple[Message, ...]:
        """How the file was read, for the user to check."""
        return _recognised(self._coding.encoding, self._coding.guessed, self.separator, self.decimal_mark, self._blank)

    def blocks(self, sizes: Iterable[int | None], progress: Progress | None = None) -> Iterator[RawTable]:
        """The table in blocks of so many rows (None is all that is left), until there are no more rows. The first may be empty.

        Raises InputError as `read_delimited` does, when the block at fault is reached.
        """
        rows, first = self._filled(), True
        for size in sizes:
            table = self._block(rows, size, progress)
            if not first and not len(table) and size != 0:
                return
            first = False
            yield table

    def texts(self, title: str, size: int, progress: Progress | None = None) -> Iterator[list[str]]:
        """Only the cells of the one column with this title, a list per block of so many rows; nothing when it is not just one column."""
        places = [place for place, found in enumerate(self.header) if canonical(found) == title]
        rows = self._filled() if len(places) == 1 else iter(())
        while block := list(islice(rows, size)):
            yield [record[places[0]] if places[0] < len(record) else "" for _number, record in block]
            self._tell(progress)

    def _filled(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that are not blank, after the header."""
        records, blank = self._records(), 0
        _header(records, self.name)
        for number, record in records:
            if (record and record[0].strip()) or "".join(record).strip():
                yield number, record
            else:
                blank += 1
                self._blank = max(self._blank, blank)

    def _block(self, rows: Iterator[tuple[int, list[str]]], size: int | None, progress: Progress | None) -> RawTable:
        columns, numbers, faults, width = Columns(self.width), list[int](), list[Fault](), self.width
        while chunk := list(islice(rows, _CHUNK if size is None else min(_CHUNK, size - len(numbers)))):
            numbers += [number for number, _record in chunk]
            must_fit(self.name, len(numbers), width)
            columns.add([record if len(record) == width else _fitted(record, number, width, faults) for number, record in chunk])
            self._tell(progress)
        return self._table(columns.done(), np.array(numbers, dtype=np.int64), faults)

    def _table(self, found: list[Column[str]], numbers: NDArray[np.int64], faults: list[Fault]) -> RawTable:
        kept, _hidden = checked_columns(self.name, self.header, found, numbers)
        columns = {place + 1: found[place] for place in kept}
        self._marks |= decimal_marks_of(columns.values())
        return RawTable(
            name=self.name,
            header=tuple(self.header[place] for place in kept),
            columns=tuple(columns.values()),
            row_numbers=numbers,
            places=tuple(columns),
            faults=(*faults, *cell_faults(columns, numbers)),
            encoding=self._coding.encoding,
            separator=self.separator,
        )

    def _text(self) -> TextIO:
        """The text from the start, after a byte order mark and a line that names the separator."""
        self._file.seek(self._coding.mark)
        text = io.TextIOWrapper(io.BufferedReader(_Lent(self._file), _PIECE), self._coding.codec, errors="replace", newline="")
        text.read(self._skipped)
        return text

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        return _records(self._text(), self.separator, self.name)

    def _tell(self, progress: Progress | None) -> None:
        if progress is not None:
            progress(min(1.0, self._file.tell() / self._size))


class _Lent(io.RawIOBase):
    """A file lent to a reader of text, which would close it when it is done."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill a buffer; how many bytes there were."""
        place = memoryview(buffer).cast("B")
        data = self._file.read(len(place))
        place[: len(data)] = data
        return len(data)


def decimal_marks_of(columns: Iterable[Column[str]]) -> set[str]:
    """The decimal marks that occur."""
    texts = [text.strip() for column in columns for text in column.distinct[:_CHUNK]]
    forms = ((",", _COMMA_NUMBER), (".", _POINT_NUMBER))
    return {mark for mark, form in forms if any(form.fullmatch(text) for text in texts)}


@dataclass(frozen=True)
class _Coding:
    """How bytes become text: the codec, the bytes of the mark to pass over, one of ENCODINGS, and whether that was a guess."""

    codec: str
    mark: int
    encoding: str
    guessed: bool


def _coding_of(file: BinaryIO, chosen: str | None) -> _Coding:
    """The character set of a file. What cannot be read with it becomes U+FFFD."""
    if chosen is not None and chosen not in ENCODINGS:
        raise ValueError("not one of ENCODINGS")
    data = _bytes_at_start(file)
    for mark, encoding in _MARKS:
        if data.startswith(mark) and chosen in (None, "utf-16" if "16" in encoding else "utf-8"):
            return _Coding(encoding, len(mark), encoding[:6].rstrip("-"), guessed=False)
    if chosen == "utf-16" or (chosen is None and _has_alternate_nulls(data)):
        return _Coding("utf-16-be" if _first_byte_is_null(data) else "utf-16-le", 0, "utf-16", guessed=chosen is None)
    if chosen is not None:
        return _Coding(chosen, 0, chosen, guessed=False)
    guessed = not _is_utf_8(file)
    return _Coding("cp1252", 0, "cp1252", guessed) if guessed else _Coding("utf-8", 0, "utf-8", guessed)


def _is_utf_8(file: BinaryIO) -> bool:
    """Whether a file without a mark is UTF-8, perhaps with a few broken signs."""
    decoder, broken, plain = codecs.getincrementaldecoder("utf-8")("replace"), 0, 0
    file.seek(0)
    while piece := file.read(_PIECE):
        text = decoder.decode(piece)
        if not text.isascii():
            broken += text.count("\ufffd")
            plain += len(_NOT_PLAIN.findall(text))
    text = decoder.decode(b"", final=True)
    return broken + len(text) == 0 or plain > broken + len(text)


def _bytes_at_start(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(_SNIFFED)


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
    return len(data) >= 4 and (data[::2].count(0) * 3 > len(data) or data[1::2].count(0) * 3 > len(data))


def _first_byte_is_null(data: bytes) -> bool:
    return data[::2].count(0) > data[1::2].count(0)


def _named_separator(text: str, name: str) -> tuple[str, int]:
    """The separator that a first line `sep=;` names, if any, and how many signs that line has."""
    line = _SEP_LINE.match(text)
    if line is None:
        return "", 0
    if line[1] not in SEPARATORS:
        raise InputError.at(
            name,
            _("De eerste regel noemt een scheidingsteken dat dit programma niet kent."),
            _("Gebruik {marks}.", marks=list(SEPARATORS.values())),
        )
    return line[1], line.end()


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


def _records(text: Iterable[str], mark: str, name: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, record in enumerate(csv.reader(text, delimiter=mark, strict=True), 1):
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
