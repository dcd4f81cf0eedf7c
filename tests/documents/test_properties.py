"""What a sheet says about itself beside its pages is checked as its pages are: title, author, XMP, language and bookmarks."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest

from tests.documents.forger import edited
from tests.documents.papers import full_sheet
from triage.documents.verify import verify
from triage.errors import InputError
from triage.wording import DUTCH

XMP = "http://purl.org/dc/elements/1.1/"


def said_after(change: Callable[[pikepdf.Pdf], None]) -> list[str]:
    """What the check says of the full sheet after a change to it."""
    changed = edited(full_sheet(), change, fix_metadata_version=False)  # which would also mend what was broken on purpose
    return [DUTCH.say(difference) for difference in verify(changed).differences]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        (
            "/Title",
            "Besluit van de rechter",
            "Eigenschap “titel” van het bestand: er staat “Besluit van de rechter”, het moet zijn “Verantwoordingsblad casus 7K-4Q2”.",
        ),
        ("/Author", "Het OM", "Eigenschap “auteur” van het bestand: “Het OM” hoort er niet te staan."),
        ("/Subject", "Besluit", "Eigenschap “onderwerp” van het bestand: “Besluit” hoort er niet te staan."),
        ("/Keywords", "top 60", "Eigenschap “trefwoorden” van het bestand: “top 60” hoort er niet te staan."),
        ("/Geheim", "iets", "Eigenschap “/Geheim” van het bestand: “iets” hoort er niet te staan."),
        (
            "/Subject",
            "Bel 06-12345678",
            "Eigenschap “onderwerp” van het bestand: “(niet getoond: een telefoonnummer)” hoort er niet te staan.",
        ),
    ],
)
def test_a_property_that_was_changed_or_added_is_named(key: str, value: str, said: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[key] = value

    assert said_after(change) == [said]


def test_a_title_or_date_taken_away_is_named() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.docinfo["/Title"]
        del pdf.docinfo["/CreationDate"]

    assert sorted(said_after(change)) == [
        "Eigenschap “datum van maken” van het bestand ontbreekt.",
        "Eigenschap “titel” van het bestand ontbreekt.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"Verantwoordingsblad casus", b"Besluit over", "Eigenschap “titel (XMP)” van het bestand: er staat “Besluit over 7K-4Q2”"),
        (
            b"</rdf:Description>",
            b'<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Seq><rdf:li>Het OM</rdf:li></rdf:Seq></dc:creator>'
            b"</rdf:Description>",
            "Eigenschap “auteur (XMP)” van het bestand: “Het OM” hoort er niet te staan.",
        ),
        (
            b'rdf:about=""',
            b'rdf:about="" xmlns:x="urn:x" x:geheim="iets"',
            "Eigenschap “{urn:x}geheim” van het bestand: “iets” hoort er niet",
        ),
        (b"<rdf:li>nl", b"<rdf:li>fy", "Eigenschap “taal (XMP)” van het bestand: er staat “fy”"),
        (
            b"<x:xmpmeta",
            b"<!DOCTYPE x [<!ENTITY a 'b'>]><x:xmpmeta",
            "De eigenschappen in het bestand (XMP) zijn niet te lezen of te groot.",
        ),
        (b"</x:xmpmeta>", b"", "De eigenschappen in het bestand (XMP) zijn niet te lezen of te groot."),
        (b"<x:xmpmeta", b" " * (1 << 18) + b"<x:xmpmeta", "De eigenschappen in het bestand (XMP) zijn niet te lezen of te groot."),
    ],
    ids=["title", "author", "attribute", "language", "document type", "broken", "too large"],
)
def test_what_was_changed_in_the_xmp_copy_is_named(old: bytes, new: bytes, said: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        content = pdf.Root.Metadata.read_bytes()
        assert old in content
        pdf.Root.Metadata.write(content.replace(old, new, 1))

    (found,) = said_after(change)
    assert found.startswith(said)


def test_xmp_taken_away_is_named() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Metadata

    found = said_after(change)
    assert "Eigenschap “titel (XMP)” van het bestand ontbreekt." in found
    assert all(line.endswith("(XMP)” van het bestand ontbreekt.") for line in found)


def test_another_language_is_named() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Lang = pikepdf.String("en-GB")

    assert said_after(change) == ["Eigenschap “taal” van het bestand: er staat “en-GB”, het moet zijn “nl-NL”."]


def test_what_every_program_writes_when_it_saves_is_no_difference() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Producer"] = "Een ander programma 1.0"
        pdf.docinfo["/ModDate"] = "D:20270101000000Z"
        content = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(content.replace(b"</xmp:ModifyDate>", b"1</xmp:ModifyDate>"))

    assert said_after(change) == []


def test_a_bookmark_changed_added_taken_away_or_sent_elsewhere_is_named() -> None:
    def rename(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root[1].title = "1. Besluit"

    def add(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("17. Vonnis", 0))

    def take_away(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            del outline.root[-1]

    def send_elsewhere(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root[-1].destination = pikepdf.make_page_destination(pdf, 0)

    (renamed,), (added,), (taken,), (sent,) = (said_after(change) for change in (rename, add, take_away, send_elsewhere))
    assert renamed.startswith("Bladwijzer: er staat “1. Besluit”, het moet zijn “1. ")
    assert added == "Bladwijzer “17. Vonnis” hoort er niet te staan."
    assert taken.startswith("Bladwijzer “")
    assert taken.endswith("” ontbreekt.")
    assert sent.endswith("leidt niet naar waar hij hoort, of staat op een ander niveau.")


def test_all_bookmarks_taken_away_are_all_named() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root.Outlines

    found = said_after(change)
    assert len(found) > 15
    assert all(line.endswith("” ontbreekt.") for line in found)


def test_bookmarks_in_a_circle_end_in_a_verdict_without_a_word_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        first = pdf.Root.Outlines.First
        first.Next, first.First = first, pdf.Root.Outlines

    assert any(line.endswith("” ontbreekt.") for line in said_after(change))
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("place", ["/Outlines", "/Lang"])
def test_what_is_not_what_it_should_be_is_named(place: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[place] = pikepdf.Array([1, 2])

    assert said_after(change)


def test_metadata_that_is_no_stream_is_damage() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata = pikepdf.Array([1, 2])

    with pytest.raises(InputError, match="Deze PDF is beschadigd of niet compleet"):
        said_after(change)
