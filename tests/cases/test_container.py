"""Files that pretend to be a workbook, and workbooks that are out to do harm. Source: `excel-hazards.yaml`, *containers*."""

from __future__ import annotations

import io
import random
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cases.making import refusal, repacked, with_sheet, xlsx
from triage.cases.container import ENTRY_LIMIT, open_container
from triage.cases.read_table import read_table
from triage.wording import DUTCH

NAME = "casussen.xlsx"
PLAIN = xlsx(["case", "a"], ["x-1", 1])
DAMAGED = (
    "casussen.xlsx: Dit Excel-bestand is beschadigd of niet compleet. "
    "Open het bestand in Excel of LibreOffice en sla het opnieuw op als .xlsx."
)
STRANGE = (
    "casussen.xlsx: In dit bestand zitten delen met een naam die niet kan. Vraag wie het maakte om een nieuwe kopie; open dit bestand niet."
)
TOO_LARGE = (
    "casussen.xlsx: Dit bestand wordt uitgepakt onwaarschijnlijk groot. Het is niet geopend. "
    "Vraag wie het maakte om een nieuwe kopie; open dit bestand niet."
)


def said(data: bytes) -> str:
    return refusal(lambda: read_table(data, NAME))


def with_part(name: str, content: bytes) -> bytes:
    return repacked(PLAIN, lambda inside: inside.update({name: content}))


def rows_of(data: bytes) -> list[tuple[str, ...]]:
    return list(read_table(data, NAME).rows)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (OLE, "Dit is een Excel-bestand van vóór 2007 (.xls). Open het bestand en sla het op als Excel-werkmap (.xlsx) of als CSV."),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "Dit bestand heeft een wachtwoord. Haal het wachtwoord eraf, of sla een kopie zonder wachtwoord op.",
        ),
        (b"case;a\nx-1;1\n", "Dit is geen Excel-bestand, maar tekst. Geef het de naam .csv als het een CSV-tabel is."),
        (b"\xef\xbb\xbf<html><table><tr><td>case", "Dit is een webpagina, geen Excel-bestand."),
        (b"  <!DOCTYPE html><html>", "Dit is een webpagina, geen Excel-bestand."),
        (b"%PDF-1.7\n", "Dit is een PDF, geen tabel."),
        (b"\x00\x01\x02\x03", "Dit is geen Excel-bestand. Kies een Excel-werkmap (.xlsx) of een CSV-tabel."),
        (b"", "Het bestand is leeg."),
    ],
)
def test_something_else_under_the_name_of_a_workbook_is_called_what_it_is(content: bytes, message: str) -> None:
    assert said(content).startswith(f"casussen.xlsx: {message}")


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("content.xml", "Dit is een bestand van LibreOffice (.ods)."),
        ("xl/workbook.bin", "Dit is een binaire Excel-werkmap (.xlsb)."),
        ("word/document.xml", "Dit is een Word-document, geen tabel."),
        ("casussen.csv", "Dit is een zip-bestand, geen Excel-bestand. Pak het uit en kies de tabel die erin zit."),
    ],
)
def test_another_zip_is_called_what_it_is(part: str, message: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(part, b"x")
    assert said(packed.getvalue()).startswith(f"casussen.xlsx: {message}")


@pytest.mark.parametrize("end", [1, 30, len(PLAIN) // 2, len(PLAIN) - 5], ids=["first sign", "name", "half", "all but five"])
def test_a_file_that_was_cut_off_is_refused(end: int) -> None:
    assert said(PLAIN[:4] + PLAIN[4:end] if end > 4 else b"PK\x03\x04"[:4]) == DAMAGED


def test_a_part_that_expands_more_than_a_hundred_times_is_not_unpacked() -> None:
    assert said(with_part("xl/media/bom.bin", bytes(20_000_000))) == TOO_LARGE
    assert said(with_sheet(PLAIN, lambda xml: xml + b" " * 20_000_000)) == TOO_LARGE


def test_many_parts_that_are_too_large_together_are_not_unpacked() -> None:
    """Each part alone passes: ninety times its packed size, and within the limit."""
    piece = random.Random(1).randbytes(700_000) + bytes(60_000_000)
    packed = io.BytesIO(PLAIN)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for number in range(9):
            file.writestr(f"xl/media/{number}.bin", piece)
        assert all(entry.file_size < 100 * entry.compress_size for entry in file.infolist())
    assert said(packed.getvalue()) == TOO_LARGE


def test_too_many_parts_are_refused() -> None:
    packed = io.BytesIO(PLAIN)
    with zipfile.ZipFile(packed, "a") as file:
        for number in range(ENTRY_LIMIT):
            file.writestr(f"xl/media/{number}", b"")
    assert said(packed.getvalue()) == TOO_LARGE


def test_archives_within_are_never_opened() -> None:
    assert rows_of(with_part("xl/media/nest.zip", PLAIN)) == [("x-1", "1")]


@pytest.mark.parametrize("name", ["../weg.xml", "xl/../../weg.xml", "/weg.xml", "C:/weg.xml", "xl\\media\\weg.xml", "XL/WORKBOOK.XML"])
def test_parts_with_a_name_that_leads_elsewhere_or_stands_there_twice_are_refused(name: str) -> None:
    assert said(with_part(name, b"x")) == STRANGE


def test_two_parts_of_one_name_are_refused() -> None:
    packed = io.BytesIO(PLAIN)
    with zipfile.ZipFile(packed, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    assert said(packed.getvalue()) == STRANGE


def test_a_name_with_a_null_is_refused() -> None:
    assert said(with_part("xl/media/a-b.bin", b"x").replace(b"a-b.bin", b"a\0b.bin")) == STRANGE


def test_a_directory_that_disagrees_with_the_part_itself_is_refused() -> None:
    local = PLAIN.index(b"xl/worksheets/sheet1.xml")
    assert said(PLAIN[:local] + b"xl/worksheets/sheet9.xml" + PLAIN[local + 24 :]) == DAMAGED


def test_a_part_that_lies_about_its_size_is_not_unpacked_further() -> None:
    """The directory says ten bytes; the packed part holds fifty million."""
    lying = with_sheet(PLAIN, lambda xml: xml + b" " * 50_000_000)
    at = lying.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert lying[at : at + 4] == b"PK\x01\x02"
    lying = lying[: at + 24] + struct.pack("<L", 10) + lying[at + 28 :]
    assert said(lying) == DAMAGED


def test_an_encrypted_part_is_a_password() -> None:
    at = PLAIN.index(b"PK\x01\x02")
    locked = PLAIN[: at + 8] + b"\x01\x00" + PLAIN[at + 10 :]
    assert said(locked).startswith("casussen.xlsx: Dit bestand heeft een wachtwoord.")


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_no_spreadsheet_uses_is_refused(compression: int) -> None:
    assert said(repacked(PLAIN, dict.copy, compression)) == DAMAGED


DOCTYPES = [
    b'<!DOCTYPE worksheet [<!ENTITY a "b">]>',
    b'<!DOCTYPE worksheet SYSTEM "file:///etc/passwd">',
    b'<!DOCTYPE worksheet [<!ENTITY % x SYSTEM "http://voorbeeld.invalid/x"> %x;]>',
    b'<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>',
    b"<!-- " + b"x" * 2_000_000 + b" --><!DOCTYPE worksheet>",
]


@pytest.mark.parametrize("doctype", DOCTYPES, ids=["entity", "file", "http", "laughs", "late"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"])
def test_any_document_type_is_refused(part: str, doctype: bytes) -> None:
    def declare(parts: dict[str, bytes]) -> None:
        parts[part] = doctype + parts[part].replace(b'<?xml version="1.0"?>', b"")

    message = said(repacked(PLAIN, declare, zipfile.ZIP_STORED))
    assert message.startswith("casussen.xlsx: In dit bestand zit een documenttype. Een rekenblad heeft dat nooit.")


def test_a_sheet_that_claims_to_be_huge_is_read_as_it_is() -> None:
    assert rows_of(with_sheet(PLAIN, lambda xml: xml.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"'))) == [("x-1", "1")]


FAR: list[Callable[[bytes], bytes]] = [
    lambda xml: xml.replace(b'r="B2"', b'r="XFD1048576"'),
    lambda xml: xml.replace(b'r="B2"', b'r="BXX1048576"'),
    lambda xml: xml.replace(b'r="B2"', b'r="B2" hidden="1" ').replace(b'r="B2"', b'r="BXX9999999"'),
    lambda xml: xml.replace(b"<c ", b"<x:c ").replace(b"</c>", b"</x:c>").replace(b'r="B2"', b'r="XFD1048576"'),
]


@pytest.mark.parametrize("far", FAR)
def test_a_cell_that_is_truly_far_away_is_refused_before_room_is_made_for_it(far: Callable[[bytes], bytes]) -> None:
    message = said(with_sheet(PLAIN, far))
    assert "De tabel heeft meer dan" in message or message == DAMAGED


@pytest.mark.parametrize("reference", [b"b2", b"ABCD2", b"B0", b"2B", b"", b"B99999999", b"&#66;2", b"$B$2"])
def test_a_cell_that_does_not_say_where_it_stands_is_refused(reference: bytes) -> None:
    assert said(with_sheet(PLAIN, lambda xml: xml.replace(b'r="B2"', b'r="' + reference + b'"'))) == DAMAGED


def test_a_sheet_in_another_alphabet_of_bytes_is_refused() -> None:
    assert said(with_sheet(PLAIN, lambda xml: xml.decode().encode("utf-16"))) == DAMAGED


def test_many_sheets_may_not_reach_further_together_than_one() -> None:
    def widen(parts: dict[str, bytes]) -> None:
        far = parts["xl/worksheets/sheet1.xml"].replace(b'r="B2"', b'r="AZ200000"')
        for number in (1, 2):
            parts[f"xl/worksheets/sheet{number}.xml"] = far
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
            b"</sheets>", b'<sheet name="b" sheetId="9" r:id="rId9" xmlns:r="R"/></sheets>'
        )
        parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
            b"</Relationships>", b'<Relationship Type="x/worksheet" Target="worksheets/sheet2.xml" Id="rId9"/></Relationships>'
        )

    assert "De tabel heeft meer dan 12.500.000 cellen." in said(repacked(PLAIN, widen))


def test_a_shared_text_that_is_not_there_is_refused() -> None:
    assert said(with_sheet(PLAIN, lambda xml: xml.replace(b'<c r="B2" t="n">', b'<c r="B2" t="s">'))) == DAMAGED


def test_links_to_elsewhere_are_not_followed_and_said() -> None:
    def link(parts: dict[str, bytes]) -> None:
        parts["xl/externalLinks/externalLink1.xml"] = b'<externalLink xmlns:r="R"><externalBook r:id="rId1"/></externalLink>'
        parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
            b"</Relationships>",
            b'<Relationship Type="x/worksheet" Target="http://voorbeeld.invalid/a.xml" TargetMode="External" Id="rId8"/>'
            b'<Relationship Type="x/worksheet" Target="file:///etc/passwd" Id="rId9"/></Relationships>',
        )

    raw = read_table(repacked(PLAIN, link), NAME)
    assert list(raw.rows) == [("x-1", "1")]
    assert "Dit bestand verwijst naar andere bestanden. Die verwijzingen zijn niet gevolgd." in [DUTCH.say(one) for one in raw.recognised]


def test_a_sheet_that_stands_elsewhere_is_not_fetched() -> None:
    def elsewhere(parts: dict[str, bytes]) -> None:
        relations = parts["xl/_rels/workbook.xml.rels"]
        parts["xl/_rels/workbook.xml.rels"] = relations.replace(b"/xl/worksheets/sheet1.xml", b"http://voorbeeld.invalid/sheet1.xml")

    assert said(repacked(PLAIN, elsewhere)).startswith("casussen.xlsx: Er staat niets in dit bestand.")


def test_macros_and_embedded_objects_are_passed_over_and_said() -> None:
    data = repacked(PLAIN, lambda parts: parts.update({"xl/vbaProject.bin": b"macro", "xl/embeddings/a.bin": b"object"}))
    raw = read_table(data, "casussen.xlsm")
    assert list(raw.rows) == [("x-1", "1")]
    assert [DUTCH.say(message) for message in raw.recognised][-2:] == [
        "Dit bestand heeft macro's. Die zijn niet gelezen en niet uitgevoerd.",
        "Ingesloten objecten in dit bestand zijn niet gelezen.",
    ]


def test_the_copy_that_is_read_holds_nothing_but_the_cells() -> None:
    data = repacked(
        PLAIN, lambda parts: parts.update({"xl/vbaProject.bin": b"macro", "xl/media/nest.zip": PLAIN, "docProps/app.xml": b"<x/>"})
    )
    container = open_container(data, NAME)
    with zipfile.ZipFile(io.BytesIO(container.clean_file(container.sheets))) as clean:
        assert set(clean.namelist()) == {
            *("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"),
            "xl/worksheets/sheet1.xml",
        }


BOUNDED = """
import resource, sys
from pathlib import Path
from triage.cases.read_table import read_table
from triage.errors import InputError
ordinary, *bombs = map(Path, sys.argv[1:])
read_table(ordinary)
pages = int(Path('/proc/self/statm').read_text().split()[0])
most = pages * resource.getpagesize() + 120_000_000
resource.setrlimit(resource.RLIMIT_AS, (most, most))
for bomb in bombs:
    try:
        read_table(bomb)
    except InputError:
        print('refused')
"""
"""Reads an ordinary workbook, and then bombs with at most 120 MB more than that took; a bomb that goes off ends the program."""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells and limits the memory of a program this way")
def test_bombs_take_little_memory(tmp_path: Path) -> None:
    large = with_sheet(PLAIN, lambda xml: xml + b" " * 200_000_000)
    at = large.rindex(b"xl/worksheets/sheet1.xml") - 46
    bombs = [
        with_part("xl/media/bom.bin", bytes(200_000_000)),
        large,
        large[: at + 24] + struct.pack("<L", 10) + large[at + 28 :],
        with_sheet(PLAIN, lambda xml: xml.replace(b'r="B2"', b'r="XFD1048576"')),
    ]
    paths = [tmp_path / f"{number}.xlsx" for number in range(len(bombs) + 1)]
    for path, content in zip(paths, (PLAIN, *bombs), strict=True):
        path.write_bytes(content)
    run = subprocess.run([sys.executable, "-c", BOUNDED, *map(str, paths)], check=False, capture_output=True, text=True)
    assert (run.stdout.split(), run.stderr) == (["refused"] * len(bombs), "")


def test_a_sheet_that_is_named_many_times_is_refused() -> None:
    """Unpacked once and copied for every name it would take all memory."""

    def named_again(parts: dict[str, bytes]) -> None:
        once = re.search(rb"<sheet [^>]*/>", parts["xl/workbook.xml"])
        assert once is not None
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(once[0], once[0] * 150)

    assert "meer dan één keer genoemd" in refusal(lambda: read_table(repacked(xlsx(["case"], ["x-1"]), named_again), "a.xlsx"))
