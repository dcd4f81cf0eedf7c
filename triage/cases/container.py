"""What is inside an Excel file, opened with distrust: a zip of XML parts that somebody else packed.

Only the parts that say what stands in the cells are unpacked, each up to a limit, and packed again into a clean file in memory. So the
reader of cells never meets a zip bomb, a macro, an embedded object, a link to elsewhere or two parts of one name. Nothing is fetched and
nothing is run. Limits after the defaults of Apache POI (at most 100 times the packed size, counted from 100 KiB).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from triage.errors import InputError
from triage.wording import Message, _

ENTRY_LIMIT = 5_000
RATIO_LIMIT = 100
RATIO_FROM = 100 * 1024
UNPACKED_LIMIT = 512 * 1024 * 1024
"""Bytes of all parts together, unpacked."""

DESCRIPTION_LIMIT = 16 * 1024 * 1024
"""Bytes of a part that says how the workbook is put together."""

_PIECE = 1024 * 1024
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORKBOOK_PART = "xl/workbook.xml"
_RELATIONS_PART = "xl/_rels/workbook.xml.rels"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORKBOOK = f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr date1904="{{}}"/><sheets>{{}}</sheets></workbook>'
_CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_NO_DATE = re.compile(rb'(<c r="[A-Z]{1,3}\d{1,7}") s="\d{1,5}"((?: t="n")?><v>-?(?:\d{8,}|\d(?:\.\d{1,20})?E\+?\d{1,3}))')
"""A number that no day can have, in a cell with a look of its own: read without that look it is a number, and with it the reader breaks."""

_DRIVE = re.compile(r"[A-Za-z]:")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, struct.error)

_MEND_SAVE_AGAIN = _("Open het bestand in Excel of LibreOffice en sla het opnieuw op als .xlsx.")
_MEND_AS_XLSX = _("Open het bestand en sla het op als Excel-werkmap (.xlsx) of als CSV.")
_DAMAGED = (_("Dit Excel-bestand is beschadigd of niet compleet."), _MEND_SAVE_AGAIN)
_DAMAGED_ZIP = (_("Dit is geen tekst, maar een beschadigd zip- of Excel-bestand."), _MEND_AS_XLSX)
PDF = (_("Dit is een PDF, geen tabel."), _("Vraag om de tabel zelf, als Excel-werkmap of CSV."))
_NOT_TRUSTED = _("Vraag wie het maakte om een nieuwe kopie; open dit bestand niet.")


@dataclass(frozen=True, eq=False)
class Sheet:
    """A worksheet: its name, whether a person sees it, and the XML that holds its cells."""

    name: str = field(repr=False)
    visible: bool
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Container:
    """What is read of a workbook: its sheets, shared texts and styles; and what was passed over."""

    sheets: tuple[Sheet, ...]
    styles: bytes = field(repr=False)
    texts: bytes = field(repr=False)
    starts_in_1904: bool
    passed_over: tuple[Message, ...]

    def clean_file(self, sheets: Sequence[Sheet]) -> bytes:
        """A workbook with only these sheets, called `1`, `2` and so on, put together anew."""
        numbers = range(1, len(sheets) + 1)
        relations = [_relation(f"r{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
        relations += [
            _relation(part, part, f"{part}.xml") for part, content in (("styles", self.styles), ("sharedStrings", self.texts)) if content
        ]
        listed = "".join(f'<sheet name="{number}" sheetId="{number}" r:id="r{number}"/>' for number in numbers)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
            file.writestr("[Content_Types].xml", _CONTENT_TYPES)
            file.writestr("_rels/.rels", _list_of_relations([_relation("start", "officeDocument", "xl/workbook.xml")]))
            file.writestr("xl/workbook.xml", _WORKBOOK.format(int(self.starts_in_1904), listed))
            file.writestr("xl/_rels/workbook.xml.rels", _list_of_relations(relations))
            for name, content in (("xl/styles.xml", self.styles), ("xl/sharedStrings.xml", self.texts)):
                if content:
                    file.writestr(name, content)
            for number, sheet in zip(numbers, sheets, strict=True):
                file.writestr(f"xl/worksheets/sheet{number}.xml", _NO_DATE.sub(rb"\1\2", sheet.content))
        return packed.getvalue()


def is_zip(data: bytes) -> bool:
    """Whether these bytes begin as a zip does."""
    return data.startswith((_ZIP, _EMPTY_ZIP))


def is_ole(data: bytes) -> bool:
    """Whether these bytes begin as old Office files and encrypted ones do."""
    return data.startswith(_OLE)


def is_pdf(data: bytes) -> bool:
    """Whether these bytes begin as a PDF does."""
    return data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF")


def holds_workbook(data: bytes, name: str) -> bool:
    """True when this zip is an Excel workbook. Raises InputError, saying what it is, when it is another zip or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            entries = _checked(file.infolist(), name)
    except _BROKEN:
        raise InputError.at(name, *_DAMAGED_ZIP) from None
    if _WORKBOOK_PART not in entries:
        raise InputError.at(name, *_other_zip(entries))
    return True


def open_container(data: bytes, name: str) -> Container:
    """The workbook in `data`. Raises InputError for anything else under the name of one, and for a file that cannot be trusted."""
    if not is_zip(data):
        raise _not_a_workbook(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return _opened(file, name)
    except _BROKEN:
        raise InputError.at(name, *_DAMAGED) from None


def _opened(file: zipfile.ZipFile, name: str) -> Container:
    entries = _checked(file.infolist(), name)
    if _WORKBOOK_PART not in entries:
        raise InputError.at(name, *_other_zip(entries))

    def part(of: str, limit: int = UNPACKED_LIMIT) -> bytes:
        return _unpacked(file, entries[of], limit, name) if of in entries else b""

    workbook = _parsed(part(_WORKBOOK_PART, DESCRIPTION_LIMIT), name)
    relations = _relations(_parsed(part(_RELATIONS_PART, DESCRIPTION_LIMIT) or b"<none/>", name))
    targets = {key: target for key, (kind, target) in relations.items() if kind == "worksheet" and target in entries}
    contents = {target: part(target) for target in targets.values()}
    parts = {key: contents[target] for key, target in targets.items()}
    by_kind = dict(relations.values())
    sheets = _sheets(workbook, parts)
    if len({id(sheet.content) for sheet in sheets}) < len(sheets):
        raise InputError.at(name, _("In dit bestand is een blad meer dan één keer genoemd."), _NOT_TRUSTED)
    return Container(
        sheets,
        part(by_kind.get("styles", ""), DESCRIPTION_LIMIT),
        part(by_kind.get("sharedStrings", "")),
        any(one.get("date1904") in ("1", "true") for one in workbook.iter() if _local(one.tag) == "workbookPr"),
        _passed_over(entries),
    )


def _not_a_workbook(data: bytes, name: str) -> InputError:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if is_ole(data) and _ENCRYPTED in data:
        return InputError.at(
            name, _("Dit bestand heeft een wachtwoord."), _("Haal het wachtwoord eraf, of sla een kopie zonder wachtwoord op.")
        )
    if is_ole(data):
        return InputError.at(name, _("Dit is een Excel-bestand van vóór 2007 (.xls)."), _MEND_AS_XLSX)
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<head", b"<body")):
        return InputError.at(name, _("Dit is een webpagina, geen Excel-bestand."), _MEND_AS_XLSX)
    if is_pdf(data):
        return InputError.at(name, *PDF)
    if not data:
        return InputError.at(name, _("Het bestand is leeg."), _("Kies een bestand met een kop en ten minste één rij."))
    if b"\0" not in data[:512]:
        return InputError.at(name, _("Dit is geen Excel-bestand, maar tekst."), _("Geef het de naam .csv als het een CSV-tabel is."))
    return InputError.at(name, _("Dit is geen Excel-bestand."), _("Kies een Excel-werkmap (.xlsx) of een CSV-tabel."))


def _checked(entries: list[zipfile.ZipInfo], name: str) -> dict[str, zipfile.ZipInfo]:
    """The entries by name in lower case. Raises InputError for names and sizes that no spreadsheet program makes."""
    by_name: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        folded = entry.filename.casefold()
        if _is_strange(entry.orig_filename) or folded in by_name:
            raise InputError.at(name, _("In dit bestand zitten delen met een naam die niet kan."), _NOT_TRUSTED)
        if entry.flag_bits & 1:
            raise InputError.at(name, _("Dit bestand heeft een wachtwoord."), _("Sla een kopie zonder wachtwoord op."))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise InputError.at(name, *_DAMAGED)
        if entry.file_size > RATIO_FROM and entry.file_size > RATIO_LIMIT * entry.compress_size:
            raise _too_large(name)
        by_name[folded] = entry
    if len(entries) > ENTRY_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise _too_large(name)
    return by_name


def _is_strange(entry_name: str) -> bool:
    steps = entry_name.split("/")
    return ".." in steps or steps[0] == "" or "\\" in entry_name or "\0" in entry_name or _DRIVE.match(entry_name) is not None


def _unpacked(file: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    """One part, no more of it than the size that was checked. In pieces: read at once, the zip module would first unpack all there is."""
    if entry.file_size > limit:
        raise _too_large(name)
    content = bytearray()
    with file.open(entry) as part:
        while piece := part.read(_PIECE):
            content += piece
    _refuse_document_type(bytes(content), name)
    return bytes(content)


def _too_large(name: str) -> InputError:
    return InputError.at(name, _("Dit bestand wordt uitgepakt onwaarschijnlijk groot. Het is niet geopend."), _NOT_TRUSTED)


def _other_zip(entries: Mapping[str, zipfile.ZipInfo]) -> tuple[Message, Message]:
    if "content.xml" in entries:
        return _("Dit is een bestand van LibreOffice (.ods)."), _MEND_AS_XLSX
    if "xl/workbook.bin" in entries:
        return _("Dit is een binaire Excel-werkmap (.xlsb)."), _MEND_AS_XLSX
    if "word/document.xml" in entries:
        return _("Dit is een Word-document, geen tabel."), _("Zet de tabel in een Excel-werkmap (.xlsx).")
    return _("Dit is een zip-bestand, geen Excel-bestand."), _("Pak het uit en kies de tabel die erin zit.")


class _StopError(Exception):
    """Raised in the midst of parsing: enough has been seen."""


def _refuse_document_type(content: bytes, name: str) -> None:
    """Raises InputError for a document type: with it come entities that expand without end or point outside."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _stop_at_document_type
    parser.StartElementHandler = _stop_at_root
    try:
        parser.Parse(content, True)
    except _StopError as seen:
        if seen.args:
            raise InputError.at(name, _("In dit bestand zit een documenttype. Een rekenblad heeft dat nooit."), _NOT_TRUSTED) from None
    except expat.ExpatError:
        raise InputError.at(name, *_DAMAGED) from None


def _stop_at_document_type(*_parts: object) -> None:
    raise _StopError("document type")


def _stop_at_root(*_parts: object) -> None:
    raise _StopError


def _relation(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'


def _list_of_relations(relations: Sequence[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(relations)}</Relationships>'


def _parsed(content: bytes, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(content)  # noqa: S314 — parts with a document type, and so with entities, were refused
    except (ElementTree.ParseError, ValueError):
        raise InputError.at(name, *_DAMAGED) from None


def _relations(root: ElementTree.Element) -> dict[str, tuple[str, str]]:
    """By id the kind of part and its name in the zip, in lower case. What points outside the file is left out."""
    return {
        one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], _part_of(one.get("Target", "")))
        for one in root.iter()
        if _local(one.tag) == "Relationship" and one.get("TargetMode") != "External"
    }


def _part_of(target: str) -> str:
    """The name of a part as the workbook points at it, from the root or from its own folder."""
    folded = target.casefold()
    return folded[1:] if folded.startswith("/") else f"xl/{folded}"


def _sheets(workbook: ElementTree.Element, parts: Mapping[str, bytes]) -> tuple[Sheet, ...]:
    listed = (element for element in workbook.iter() if _local(element.tag) == "sheet")
    keyed = ((element, next((value for key, value in element.items() if _local(key) == "id"), "")) for element in listed)
    return tuple(
        Sheet(element.get("name", ""), element.get("state", "visible") == "visible", parts[key]) for element, key in keyed if key in parts
    )


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _passed_over(entries: Mapping[str, zipfile.ZipInfo]) -> tuple[Message, ...]:
    said = []
    if any(name.rpartition("/")[2].startswith("vbaproject") for name in entries):
        said.append(_("Dit bestand heeft macro's. Die zijn niet gelezen en niet uitgevoerd."))
    if any(name.startswith("xl/externallinks/") for name in entries):
        said.append(_("Dit bestand verwijst naar andere bestanden. Die verwijzingen zijn niet gevolgd."))
    if any(name.startswith(("xl/embeddings/", "xl/activex/")) for name in entries):
        said.append(_("Ingesloten objecten in dit bestand zijn niet gelezen."))
    return tuple(said)
