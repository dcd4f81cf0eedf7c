"""What a PDF says about itself beside its pages: title and other properties, their copy in XMP, language, and the bookmarks.

A viewer shows these without a page being opened, so another name, title or chapter there is as much a change as one on paper.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree
from xml.parsers import expat
from xml.parsers.expat import ExpatError

from triage.wording import Message, _

if TYPE_CHECKING:
    from pikepdf import Pdf
    from pypdfium2 import PdfDocument

_PDF, _XMP, _MM = "{http://ns.adobe.com/pdf/1.3/}", "{http://ns.adobe.com/xap/1.0/}", "{http://ns.adobe.com/xap/1.0/mm/}"
_DC, _RDF = "{http://purl.org/dc/elements/1.1/}", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANGUAGE_MARK = "{http://www.w3.org/XML/1998/namespace}lang"

OF_EVERY_SAVING = frozenset({"/Producer", "/ModDate", f"{_PDF}Producer", f"{_XMP}ModifyDate", f"{_XMP}MetadataDate"})
"""What every program that saves a PDF writes anew; of these the check only says that the file was saved again."""

MOST_BOOKMARKS = 1000
MOST_METADATA = 1 << 18
"""Bytes of XMP. Ours has about one thousand."""


_OF_THE_FILE: Mapping[str, Message] = {
    "/Title": _("titel"),
    "/Author": _("auteur"),
    "/Subject": _("onderwerp"),
    "/Keywords": _("trefwoorden"),
    "/Creator": _("programma"),
    "/CreationDate": _("datum van maken"),
    "/Lang": _("taal"),
}
_OF_THE_METADATA: Mapping[str, Message] = {
    f"{_DC}title": _("titel (XMP)"),
    f"{_DC}creator": _("auteur (XMP)"),
    f"{_DC}description": _("onderwerp (XMP)"),
    f"{_DC}subject": _("trefwoorden (XMP)"),
    f"{_DC}language": _("taal (XMP)"),
    f"{_PDF}Keywords": _("trefwoorden (XMP)"),
    f"{_XMP}CreatorTool": _("programma (XMP)"),
    f"{_XMP}CreateDate": _("datum van maken (XMP)"),
}


_UNHEARD = logging.NullHandler()
"""Takes what the wrapper of pdfium would say in English on the terminal of bookmarks that run in a circle; the check names those itself."""


class Bookmark(NamedTuple):
    """One line of the outline: how deep, its text, and where it leads: page from 0 and height in points, None when nowhere."""

    level: int
    title: str
    page: int | None
    top: int | None


def property_differences(found: Pdf, expected: Pdf) -> Iterator[Message]:
    """Each property that is not as it should be."""
    yield from _unlike(_properties(found), _properties(expected), _OF_THE_FILE)
    there, should = _metadata(found), _metadata(expected)
    if there is None or should is None:
        yield _("De eigenschappen in het bestand (XMP) zijn niet te lezen of te groot.")
    else:
        yield from _unlike(there, should, _OF_THE_METADATA)


def bookmarks(pdf: PdfDocument) -> tuple[Bookmark, ...]:
    """The outline, from top to bottom; no more than a sheet could ever have, and one."""
    logging.getLogger("pypdfium2").addHandler(_UNHEARD)
    found = []
    for line in pdf.get_toc():
        place = line.get_dest()
        view = place.get_view()[1] if place else []
        top = round(view[1]) if len(view) > 1 else None
        found.append(Bookmark(line.level, " ".join(line.get_title().split()), place.get_index() if place else None, top))
        if len(found) > MOST_BOOKMARKS:
            break
    return tuple(found)


def bookmark_differences(
    found: Sequence[Bookmark], expected: Sequence[Bookmark], pages: Mapping[int | None, int | None]
) -> Iterator[Message]:
    """Each bookmark that was changed, added, taken away or leads somewhere else.

    `pages` says which page of the sheet stands for which of the expected ones, so that a page taken out or put in is not said again here.
    """
    found = [_leading_to(mark, pages.get(mark.page)) for mark in found]
    expected = [mark if mark.page in pages.values() else _leading_to(mark, None) for mark in expected]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, found, expected, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        for there, should in zip(found[i1 : i1 + both], expected[j1 : j1 + both], strict=True):
            if there.title != should.title:
                yield _("Bladwijzer: er staat “{found}”, het moet zijn “{expected}”.", found=there.title, expected=should.title)
            else:
                yield _("Bladwijzer “{title}” leidt niet naar waar hij hoort, of staat op een ander niveau.", title=there.title)
        yield from (_("Bladwijzer “{title}” hoort er niet te staan.", title=extra.title) for extra in found[i1 + both : i2])
        yield from (_("Bladwijzer “{title}” ontbreekt.", title=gone.title) for gone in expected[j1 + both : j2])


def _leading_to(mark: Bookmark, page: int | None) -> Bookmark:
    return mark._replace(page=page, top=None if page is None else mark.top)


def _unlike(found: Mapping[str, str], expected: Mapping[str, str], named: Mapping[str, Message]) -> Iterator[Message]:
    for key in dict.fromkeys([*expected, *found]):
        if key in OF_EVERY_SAVING or key.startswith(_MM) or found.get(key) == expected.get(key):
            continue
        name = named.get(key) or _("{key}", key=key)
        if key not in expected:
            yield _("Eigenschap “{name}” van het bestand: “{found}” hoort er niet te staan.", name=name, found=found[key])
        elif key not in found:
            yield _("Eigenschap “{name}” van het bestand ontbreekt.", name=name)
        else:
            yield _(
                "Eigenschap “{name}” van het bestand: er staat “{found}”, het moet zijn “{expected}”.",
                name=name,
                found=found[key],
                expected=expected[key],
            )


def _properties(pdf: Pdf) -> dict[str, str]:
    found = {str(key): str(value) for key, value in pdf.docinfo.items()}
    return found | ({"/Lang": str(pdf.Root.Lang)} if "/Lang" in pdf.Root else {})


def _metadata(pdf: Pdf) -> dict[str, str] | None:
    """The XMP properties; None when they cannot be read safely."""
    if "/Metadata" not in pdf.Root:
        return {}
    content = pdf.Root.Metadata.read_bytes()
    if len(content) > MOST_METADATA:
        return None
    try:
        _refuse_document_type(content)
        root = ElementTree.fromstring(content)  # noqa: S314 - a document type, and so entities, were refused
    except (ExpatError, ElementTree.ParseError, ValueError, LookupError):
        return None
    found: dict[str, list[str]] = {}
    for description in root.iter(f"{_RDF}Description"):
        for key, value in description.attrib.items():
            if key != f"{_RDF}about":
                found.setdefault(key, []).append(value)
        for part in description:
            found.setdefault(part.tag, []).extend(_written_in(part))
    return {key: ", ".join(values) for key, values in found.items()}


def _written_in(part: ElementTree.Element) -> Iterator[str]:
    """All text of a part, that in attributes included; a language mark is no text."""
    for inside in part.iter():
        yield from (value for key, value in inside.attrib.items() if key != _LANGUAGE_MARK)
        yield from (text.strip() for text in (inside.text, inside.tail) if text and text.strip())


def _refuse_document_type(content: bytes) -> None:
    """Raises ValueError for a document type: with it come entities that expand without end or point outside."""

    def stop(*_parts: object) -> None:
        raise ValueError("a document type")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = stop
    parser.Parse(content, True)
