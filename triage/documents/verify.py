"""Checking a verantwoordingsblad from itself alone: weigh again, print again, and name every difference.

Compared are the attached data, the weighing done again, whether the people's part of a sheet of a dossier belongs to that weighing, and the
sheet drawn again from the data: its text, how its pages look, its properties and its bookmarks. A sheet that holds is consistent with
itself. That it was issued by an organisation, or that the answers are true, is not shown by this. What a difference quotes comes from the
sheet and may be a stranger's: see `foreign_words.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from triage import __version__
from triage.documents.archive import ASK_AGAIN, MEBIBYTE, NOT_A_SHEET, attached, damaged, drawn_plainly, foreign, opened, unpacked_safely
from triage.documents.casework import disagreements
from triage.documents.enclosure import FILE_NAME, FORMAT, Enclosure, parsed, short_code
from triage.documents.foreign_words import harmless
from triage.documents.likeness import Lines, Pair, pairs, picture_difference, text_differences, texts, word_differences
from triage.documents.properties import bookmark_differences, bookmarks, property_differences
from triage.documents.reweighing import framework_of, must_be_reasonable, receipt_differences, result_differences, weighed_again
from triage.documents.sheet.paper import drawn
from triage.errors import InputError
from triage.weighing.receipt import Json, receipt
from triage.weighing.result import Weighing
from triage.wording import Message, _, n_

if TYPE_CHECKING:
    from pikepdf import Pdf
    from pypdfium2 import PdfDocument, PdfPage

MOST_CONTENT = 4 * MEBIBYTE
"""Of the attached file; the text of a framework is at most a quarter of it."""

EARLIER_LAYOUTS: frozenset[str] = frozenset()
"""Program versions that were really issued and laid a sheet out differently; add the last one whenever the layout changes. Of these only
the words can be compared. No other version a file claims may loosen the check, for anyone can write one."""

SHEET = _("Het blad")
ATTACHMENT, ATTACHMENT_FIRST = _("de bijlage"), _("De bijlage")

CODE = re.compile(r"[0-9A-F]{4}(?: [0-9A-F]{4}){3}")
NOT_IN_A_SHEET = ("/AcroForm", "/AA", "/OpenAction", "/OCProperties", "/Collection", "/Threads")
"""Entries of a PDF with forms, scripts, actions and layers: a sheet has none of them."""

OF_A_PAGE = frozenset({"/Annots", "/Contents", "/CropBox", "/MediaBox", "/Parent", "/Resources", "/Rotate", "/Tabs", "/Type"})
"""What a page may say of itself; how it then looks is compared dot by dot."""


@dataclass(frozen=True)
class Verdict:
    """What the check of a sheet or a file of results found.

    `differences` is empty when it holds; `notes` say what a reader should know beside that.
    """

    differences: tuple[Message, ...]
    notes: tuple[Message, ...] = ()
    subject: Message = SHEET

    @property
    def holds(self) -> bool:
        """Whether it is consistent with itself."""
        return not self.differences

    def message(self) -> Message:
        """The verdict in one sentence."""
        if self.holds:
            return _("{subject} klopt met zichzelf.", subject=self.subject)
        return n_(
            "{subject} klopt niet met zichzelf. Er is {count} verschil.",
            "{subject} klopt niet met zichzelf. Er zijn {count} verschillen.",
            len(self.differences),
            subject=self.subject,
        )


def verify(pdf: bytes) -> Verdict:
    """Check a sheet. Raises InputError when there is nothing to check: no PDF, damaged, locked, or without data of this format.

    One thread at a time: drawing and pdfium, which reads the pages, keep one state for the whole process.
    """
    with opened(pdf) as document:
        with foreign():
            unpacked_safely(document)
            drawn_plainly(document)
            content = attached(document, FILE_NAME)
        if content is None:
            raise _no_sheet(_("Aan deze PDF zit geen bijlage {name}.", name=FILE_NAME))
        if len(content) > MOST_CONTENT:
            raise _no_sheet(_("De bijlage {name} is te groot voor een verantwoordingsblad.", name=FILE_NAME))
        with foreign():
            extra = tuple(_extra(document, content))
    differences, notes = _checked(pdf, _data(content), content)
    return Verdict(tuple(map(harmless, (*extra, *differences))), tuple(map(harmless, (*notes, WHAT_IT_MEANS))))


SAVED_AGAIN = _("Dit bestand is na het maken opnieuw opgeslagen, of met andere programma's gemaakt. Dat verandert de uitkomst niet.")
WHAT_IT_MEANS = _("De controle zegt niet wie het blad heeft uitgegeven en niet of de antwoorden waar zijn.")


def _checked(pdf: bytes, data: Json, content: bytes) -> tuple[list[Message], tuple[Message, ...]]:
    """The differences, and notes about how they were sought."""
    enclosure, rewritten = _enclosure(data)
    found: list[Message] = []
    if rewritten != content:
        found.append(_("De bijlage is anders geschreven dan dit programma doet; er is iets in veranderd of toegevoegd."))
    try:
        framework = framework_of(enclosure.framework_text, enclosure.framework_name)
    except InputError as error:
        first = error.defects[0]
        found.append(_("Het kader in de bijlage is niet te gebruiken. {place}: {problem}", place=first.place, problem=first.problem))
        return [*found, *_printed_code(pdf, content)], (_("De weging en de tekst zijn daarom niet vergeleken."),)
    weighing = weighed_again(framework, enclosure.case, ATTACHMENT_FIRST)
    earlier = weighed_again(framework, enclosure.earlier.case, ATTACHMENT_FIRST) if enclosure.earlier else None
    for wrong in (weighing, earlier):
        if isinstance(wrong, Message):
            return [*found, wrong, *_printed_code(pdf, content)], (_("De weging en de tekst zijn daarom niet vergeleken."),)
    assert isinstance(weighing, Weighing)
    weighing = framework.outlooks.of(weighing)
    found += result_differences(enclosure.receipt, enclosure.result, weighing, framework, ATTACHMENT)
    if enclosure.earlier is not None and isinstance(earlier, Weighing):
        earlier = framework.outlooks.of(earlier)
        stated = {**enclosure.earlier.receipt, "program_version": __version__}
        expected_receipt = receipt(earlier, framework.sha256).data()
        found += receipt_differences(stated, expected_receipt, framework.framework, ATTACHMENT, _("Vorig weegbewijs"))
    apart = () if enclosure.casework is None else disagreements(enclosure.casework, weighing, framework.sha256)
    if apart:
        return [*found, *apart, *_printed_code(pdf, content)], (_("De tekst is daarom niet vergeleken."),)
    try:
        expected = drawn(weighing, framework.file, enclosure, content)
    except InputError as error:
        problem = _(
            "Met de bijlage is geen blad te maken. {place}: {problem}", place=error.defects[0].place, problem=error.defects[0].problem
        )
        return [*found, problem], (_("De tekst is daarom niet vergeleken."),)
    version = enclosure.receipt["program_version"]
    if pdf != expected:  # the very same bytes say and show the same
        found += _printed_differences(pdf, expected, content, version)
        found += _property_differences(pdf, expected)
    notes = tuple(_version_notes(version, bool(found)))
    return found, notes if found or pdf == expected else (*notes, SAVED_AGAIN)


def _version_notes(version: str, differs: bool) -> Iterator[Message]:
    """What was and was not compared of a sheet that another version of the program made."""
    if version == __version__:
        return
    yield _(
        "Dit blad is gemaakt met programmaversie {version}; deze controle is versie {ours}. De bijlage is gecontroleerd en de weging is "
        "opnieuw gedaan, met de regels van versie {ours}.",
        version=version,
        ours=__version__,
    )
    if version in EARLIER_LAYOUTS:
        yield _(
            "De opmaak van versie {version} was anders. Daarom is de tekst woord voor woord vergeleken. Niet vergeleken is hoe de "
            "bladzijden eruitzien, en ook de bladwijzers niet.",
            version=version,
        )
    else:
        yield _("Tekst, beeld, eigenschappen en bladwijzers zijn vergeleken met een blad zoals versie {ours} het maakt.", ours=__version__)
    if differs:
        yield _(
            "Een verschil in tekst of beeld kan ook van de andere versie komen. Controleer het blad dan met programmaversie {version}.",
            version=version,
        )


def _extra(document: Pdf, content: bytes) -> Iterator[Message]:
    """What is in the PDF beside a sheet."""
    if len(document.attachments) > 1:
        yield _("Aan het blad zitten {count} bijlagen; het hoort er één te zijn.", count=len(document.attachments))
    for key in NOT_IN_A_SHEET:
        if key in document.Root:
            yield _("In het blad zit iets wat er niet hoort: {key} (een formulier, actie of laag).", key=key)
    if "/JavaScript" in document.Root.get("/Names", {}):
        yield _("In het blad zit een script; dat hoort er niet.")
    if len(document.Root.get("/AF", [])) != 1 or any(other != content for other in _embedded(document)):
        yield _("Het blad noemt nog een ander bestand als zijn gegevens, of noemt zijn gegevens niet.")
    for number, page in enumerate(document.pages, 1):
        if len(page.obj.get("/Annots", [])) or "/AA" in page.obj:
            yield _("Op bladzijde {page} is iets geplakt (een notitie, stempel of koppeling); dat hoort er niet.", page=number)
        elif strange := sorted(set(page.obj.keys()) - OF_A_PAGE):
            yield _("Bij bladzijde {page} staat iets wat er niet hoort: {keys}.", page=number, keys=strange)


def _embedded(document: Pdf) -> Iterator[bytes]:
    """Every file in the PDF under every name it has: readers differ in which name they take."""
    from pikepdf import Dictionary

    for thing in document.objects:
        if isinstance(thing, Dictionary) and "/EF" in thing:
            yield from (thing.EF[name].read_bytes() for name in thing.EF.keys())  # noqa: SIM118 - no Python dictionary


def _data(content: bytes) -> Json:
    """The attachment as JSON of this format. Raises InputError."""
    try:
        data = parsed(content)
    except (ValueError, RecursionError):
        raise InputError.at(_("de bijlage {name}", name=FILE_NAME), _("De bijlage is niet te lezen."), ASK_AGAIN) from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _no_sheet(_("De bijlage {name} is niet van een blad dat dit programma kent.", name=FILE_NAME))
    return data


def _enclosure(data: Json) -> tuple[Enclosure, bytes]:
    """What the attachment holds, and its bytes as this program writes them. Raises InputError."""
    try:
        enclosure = Enclosure.from_data(data)
        version = enclosure.receipt["program_version"]
        must_be_reasonable([enclosure.result, enclosure.receipt], version)
        if enclosure.earlier is not None:
            must_be_reasonable([enclosure.earlier.receipt], version)
            if enclosure.earlier.receipt["program_version"] != version:
                raise ValueError("two program versions made one sheet")
        return enclosure, enclosure.content()
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError):
        raise InputError.at(_("de bijlage {name}", name=FILE_NAME), _("De bijlage heeft niet de vorm van een weging."), ASK_AGAIN) from None


def _property_differences(pdf: bytes, expected: bytes) -> list[Message]:
    """What the PDF says about itself against what it should say."""
    with opened(pdf) as found, opened(expected) as should, foreign():
        return list(property_differences(found, should))


def _printed_differences(pdf: bytes, expected: bytes, content: bytes, version: str) -> list[Message]:
    """The printed pages and the bookmarks against those drawn again; text first, then how they look."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with closing(PdfDocument(pdf)) as sheet, closing(PdfDocument(expected)) as again:
            return _compared(sheet, again, content, version)
    except PdfiumError:
        raise damaged() from None


def _printed_code(pdf: bytes, content: bytes) -> list[Message]:
    """Whether the code on the pages is that of the attachment, where nothing else can be compared: it shows that data were changed."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with closing(PdfDocument(pdf)) as sheet:
            return _code_difference(texts(sheet), short_code(content))[0]
    except PdfiumError:
        raise damaged() from None


def _compared(sheet: PdfDocument, again: PdfDocument, content: bytes, version: str) -> list[Message]:
    there, should = texts(sheet), texts(again)
    found, there = _code_difference(there, short_code(content))
    same_code, paired = not found, list(pairs(there, should))
    for pair in paired:
        found += _page_differences(pair, there, should)
        if pair.found is not None and pair.expected is not None and same_code:
            found += _seen(pair.found + 1, sheet[pair.found], again[pair.expected])
    found += bookmark_differences(bookmarks(sheet), bookmarks(again), _stands_for(paired, there))
    return list(word_differences(there, should)) if found and version in EARLIER_LAYOUTS else found


def _stands_for(paired: Sequence[Pair], there: Sequence[Lines]) -> dict[int | None, int | None]:
    """Which page of the sheet stands for which expected one; a page put in stands for the one with the same text, if any."""
    known = {there[pair.found]: pair.expected for pair in paired if pair.found is not None and pair.expected is not None}
    return {pair.found: known.get(there[pair.found]) for pair in paired if pair.found is not None}


def _code_difference(there: list[Lines], code: str) -> tuple[list[Message], list[Lines]]:
    """Whether the code on the pages is that of the attachment. If not, the pages with the right code, so that this is said once."""
    printed = Counter(match for lines in there for match in {match for line in lines for match in CODE.findall(line)})
    often, pages = max(printed.items(), key=lambda entry: (entry[1], entry[0] == code), default=(code, 0))
    if often == code or pages * 2 < len(there):
        return [], there
    other = _("Op het blad staat controlecode {printed}, maar bij de bijlage hoort {code}.", printed=often, code=code)
    alone = re.compile(rf"{often}(?! [0-9A-F]{{4}})")
    return [other], [tuple(alone.sub(code, line) for line in lines) for lines in there]


def _page_differences(pair: Pair, there: Sequence[Lines], should: Sequence[Lines]) -> Iterator[Message]:
    if pair.found is None:
        assert pair.expected is not None
        yield _("Bladzijde {page} ontbreekt.", page=pair.expected + 1)
    elif pair.expected is None:
        yield _("Bladzijde {page} van het bestand hoort niet bij het blad.", page=pair.found + 1)
    else:
        yield from text_differences(pair.found + 1, there[pair.found], should[pair.expected])


def _seen(number: int, page: PdfPage, expected: PdfPage) -> list[Message]:
    difference = picture_difference(number, page, expected)
    return [] if difference is None else [difference]


def _no_sheet(problem: Message) -> InputError:
    return InputError.at(_("het blad"), problem, NOT_A_SHEET)
