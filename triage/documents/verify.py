"""Checking a verantwoordingsblad from itself alone: weigh again, print again, and name every difference.

A sheet that holds is consistent with itself. That it was issued by an organisation, or that the answers are true, is not shown by this.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from triage import __version__, review
from triage.cases.case import Case
from triage.documents.archive import ASK_AGAIN, MEBIBYTE, NOT_A_SHEET, attached, damaged, foreign, opened, unpacked_safely
from triage.documents.enclosure import FILE_NAME, FORMAT, Enclosure, parsed, short_code
from triage.documents.likeness import Lines, Pair, pairs, picture_difference, text_differences, texts, word_differences
from triage.documents.sheet.paper import drawn
from triage.errors import InputError
from triage.framework.model import Framework
from triage.framework.values import MAX_POINTS, decimals_in
from triage.framework.values import Text as FrameworkText
from triage.review import OpenFramework
from triage.weighing.receipt import Json, canonical, receipt, result_data
from triage.weighing.result import Weighing
from triage.weighing.weigh import weigh_case
from triage.wording import Message, _, n_

if TYPE_CHECKING:
    from pikepdf import Pdf
    from pypdfium2 import PdfDocument, PdfPage

MOST_CONTENT = 4 * MEBIBYTE
"""Of the attached file; the text of a framework is at most a quarter of it."""

MOST_FACTS = 10_000
MOST_LEVELS = 32
"""Of lists and objects in each other in a result or receipt; ours have fewer than ten."""

EARLIER_LAYOUTS: frozenset[str] = frozenset()
"""Program versions that were really issued and laid a sheet out differently; add the last one whenever the layout changes. Of these only
the words can be compared. No other version a file claims may loosen the check, for anyone can write one."""

CONTROL = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd")
"""Characters that steer a terminal (C0, DEL and C1)."""

CODE = re.compile(r"[0-9A-F]{4}(?: [0-9A-F]{4}){3}")
NOT_IN_A_SHEET = ("/AcroForm", "/AA", "/OpenAction", "/OCProperties", "/Collection", "/Threads")
"""Entries of a PDF with forms, scripts, actions and layers: a sheet has none of them."""


@dataclass(frozen=True)
class Verdict:
    """What the check found. `differences` is empty when the sheet holds; `notes` say what a reader should know beside that."""

    differences: tuple[Message, ...]
    notes: tuple[Message, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the sheet is consistent with itself."""
        return not self.differences

    def message(self) -> Message:
        """The verdict in one sentence."""
        if self.holds:
            return _("Het blad klopt met zichzelf.")
        return n_(
            "Het blad klopt niet met zichzelf. Er is {count} verschil.",
            "Het blad klopt niet met zichzelf. Er zijn {count} verschillen.",
            len(self.differences),
        )


def verify(pdf: bytes) -> Verdict:
    """Check a sheet. Raises InputError when there is nothing to check: no PDF, damaged, locked, or without data of this format."""
    with opened(pdf) as document:
        with foreign():
            unpacked_safely(document)
            content = attached(document, FILE_NAME)
        if content is None:
            raise _no_sheet(_("Aan deze PDF zit geen bijlage {name}.", name=FILE_NAME))
        if len(content) > MOST_CONTENT:
            raise _no_sheet(_("De bijlage {name} is te groot voor een verantwoordingsblad.", name=FILE_NAME))
        with foreign():
            extra = tuple(_extra(document, content))
    data = _data(content)
    differences, notes = _checked(pdf, data, content)
    return Verdict(tuple(map(_harmless, (*extra, *differences))), tuple(map(_harmless, (*notes, WHAT_IT_MEANS))))


SAVED_AGAIN = _("Dit bestand is na het maken opnieuw opgeslagen, of met andere programma's gemaakt. Dat verandert de uitkomst niet.")
WHAT_IT_MEANS = _("De controle zegt niet wie het blad heeft uitgegeven en niet of de antwoorden waar zijn.")


def _checked(pdf: bytes, data: Json, content: bytes) -> tuple[list[Message], tuple[Message, ...]]:
    """The differences, and notes about how they were sought."""
    enclosure, rewritten = _enclosure(data)
    found: list[Message] = []
    if rewritten != content:
        found.append(_("De bijlage is anders geschreven dan dit programma doet; er is iets in veranderd of toegevoegd."))
    try:
        framework = _framework(enclosure.framework_text, enclosure.framework_name)
    except InputError as error:
        first = error.defects[0]
        found.append(_("Het kader in de bijlage is niet te gebruiken. {place}: {problem}", place=first.place, problem=first.problem))
        return found, (_("De weging en de tekst zijn daarom niet vergeleken."),)
    weighing = _weighed_again(framework, enclosure.case)
    if isinstance(weighing, Message):
        return [*found, weighing], (_("De weging en de tekst zijn daarom niet vergeleken."),)
    found += _result_differences(enclosure, weighing, framework)
    try:
        expected = drawn(weighing, framework.file, enclosure, content)
    except InputError as error:
        problem = _(
            "Met de bijlage is geen blad te maken. {place}: {problem}", place=error.defects[0].place, problem=error.defects[0].problem
        )
        return [*found, problem], (_("De tekst is daarom niet vergeleken."),)
    printed, notes = _printed_differences(pdf, expected, content, enclosure.receipt["program_version"])
    found += printed
    return found, notes if found or pdf == expected else (*notes, SAVED_AGAIN)


def _extra(document: Pdf, content: bytes) -> Iterator[Message]:
    """What is in the PDF beside a sheet."""
    if len(document.attachments) > 1:
        yield _("Aan het blad zitten {count} bijlagen; het hoort er één te zijn.", count=len(document.attachments))
    for key in NOT_IN_A_SHEET:
        if key in document.Root:
            yield _("In het blad zit iets wat er niet hoort: {key} (een formulier, actie of laag).", key=key)
    if "/JavaScript" in document.Root.get("/Names", {}):
        yield _("In het blad zit een script; dat hoort er niet.")
    if any(other.EF.F.read_bytes() != content for other in document.Root.get("/AF", [])):
        yield _("Het blad noemt nog een ander bestand als zijn gegevens.")
    for number, page in enumerate(document.pages, 1):
        if len(page.obj.get("/Annots", [])) or "/AA" in page.obj:
            yield _("Op bladzijde {page} is iets geplakt (een notitie, stempel of koppeling); dat hoort er niet.", page=number)


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
        _must_be_reasonable(enclosure)
        return enclosure, enclosure.content()
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError):
        raise InputError.at(_("de bijlage {name}", name=FILE_NAME), _("De bijlage heeft niet de vorm van een weging."), ASK_AGAIN) from None


def _must_be_reasonable(enclosure: Enclosure) -> None:
    """Raises ValueError for numbers and lists that no sheet has and that would keep the check busy for ever."""
    if len(enclosure.case.facts or ()) > MOST_FACTS:
        raise ValueError("too many facts")
    for answer in enclosure.case.answers.values():
        number = answer.value
        if isinstance(number, Decimal) and (not number.is_finite() or abs(number) > MAX_POINTS or decimals_in(number) > 3):
            raise ValueError("not a number an answer can have")
    if not isinstance(enclosure.receipt["program_version"], str):
        raise TypeError("text expected")
    if _deeper_than(MOST_LEVELS, [enclosure.result, enclosure.receipt]):
        raise ValueError("nested too deep")


def _deeper_than(most: int, parts: Sequence[Json]) -> bool:
    """Whether lists and objects lie in each other more than `most` deep."""
    for _level in range(most + 1):
        parts = [inner for part in parts if isinstance(part, dict | list) for inner in (part.values() if isinstance(part, dict) else part)]
        if not parts:
            return False
    return True


@lru_cache(maxsize=2)
def _framework(text: str, name: str) -> OpenFramework:
    """Kept, for sheets are often checked by the pile. Raises InputError."""
    return review.open_bytes(text.encode("utf-8"), name)


def _weighed_again(framework: OpenFramework, case: Case) -> Weighing | Message:
    """The case weighed by the framework, or why that cannot be done."""
    unknown = case.answers.keys() - {item.id for item in framework.framework.questions}
    if unknown:
        return _("De bijlage heeft antwoorden op vragen die het kader niet stelt: {ids}.", ids=sorted(unknown)[:10])
    try:
        return weigh_case(framework.tables, case)
    except (ValueError, OverflowError):
        return _("De bijlage heeft een antwoord of datum die niet past bij het kader.")


def _result_differences(enclosure: Enclosure, weighing: Weighing, framework: OpenFramework) -> Iterator[Message]:
    """The stated result and receipt against the ones worked out again."""
    stated = {**enclosure.receipt, "program_version": __version__} if isinstance(enclosure.receipt, dict) else enclosure.receipt
    for path, found, expected in _unlike(stated, receipt(weighing, framework.sha256).data(), ()):
        yield _(
            "Weegbewijs, {field}: in de bijlage staat {found}, het moet zijn {expected}.",
            field=_field(path),
            found=_short(found),
            expected=_short(expected),
        )
    for path, found, expected in _unlike(enclosure.result, result_data(weighing), ()):
        yield _(
            "{place}: in de bijlage staat {found}, opnieuw gewogen is het {expected}.",
            place=_place(path, framework.framework),
            found=_short(found),
            expected=_short(expected),
        )


def _unlike(found: Json, expected: Json, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Json, Json]]:
    """Where two pieces of JSON differ, as deep as both have the same keys."""
    if isinstance(found, dict) and isinstance(expected, dict) and found.keys() == expected.keys():
        for key in expected:
            yield from _unlike(found[key], expected[key], (*path, key))
    elif canonical(found) != canonical(expected):
        yield path, found, expected


def _place(path: Sequence[str], framework: Framework) -> object:
    """What a reader calls a place in the result."""
    match path:
        case ["items", item, *rest] if item in framework.item_by_id:
            return _("Onderdeel “{name}”, {field}", name=framework.item_by_id[item].name, field=_field(rest))
        case ["scales", scale, *rest] if scale in framework.scale_by_id:
            return _("Schaal “{name}”, {field}", name=framework.scale_by_id[scale].name, field=_field(rest))
        case ["criteria", criterion] if criterion in framework.criterion_by_id:
            return _("Criterium “{name}”", name=framework.criterion_by_id[criterion].name)
        case ["advice", *rest]:
            return _("Advies, {field}", field=_field(rest))
    return _("Resultaat, {field}", field=_field(path))


def _field(path: Sequence[str]) -> object:
    words = {
        "low": _("minste punten"),
        "high": _("meeste punten"),
        "use": _("wat met het antwoord is gedaan"),
        "count": _("aantal feiten"),
        "band": _("niveau"),
        "share_known": _("aandeel dat bekend is"),
        "advice": _("uitkomst"),
        "possible": _("wat nog mogelijk is"),
        "lines": _("de regels"),
        "counted_0_1_2": _("geteld als 0, 1 of 2"),
        "static": _("punten uit vaste onderdelen"),
        "deciding": _("de vragen waarvan het afhangt"),
        "framework_sha256": _("SHA-256 van het kader"),
        "case_sha256": _("SHA-256 van de casus"),
        "reference_date": _("peildatum"),
    }
    return words.get(path[0], "/".join(path)) if path else _("geheel")


def _short(value: Json) -> str:
    said = canonical(value).decode("utf-8")
    return f"{said[:80]} …" if len(said) > 80 else said


def _printed_differences(pdf: bytes, expected: bytes, content: bytes, version: str) -> tuple[list[Message], tuple[Message, ...]]:
    """The printed pages against the pages printed again; text first, then how they look."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return _compared(PdfDocument(pdf), PdfDocument(expected), content, version)
    except PdfiumError:
        raise damaged() from None


def _compared(pdf: PdfDocument, expected: PdfDocument, content: bytes, version: str) -> tuple[list[Message], tuple[Message, ...]]:
    with closing(pdf) as sheet, closing(expected) as again:
        there, should = texts(sheet), texts(again)
        found, there = _code_difference(there, short_code(content))
        same_code = not found
        for pair in pairs(there, should):
            found += _page_differences(pair, there, should)
            if pair.found is not None and pair.expected is not None and same_code:
                found += _seen(pair.found + 1, sheet[pair.found], again[pair.expected])
    if version == __version__:
        return found, ()
    made_with = _("Dit blad is gemaakt met programmaversie {version}; deze controle is versie {ours}.", version=version, ours=__version__)
    if not found or version not in EARLIER_LAYOUTS:
        return found, (made_with,)
    loose = _("De opmaak is anders. Daarom is de tekst woord voor woord vergeleken, en niet hoe de bladzijden eruitzien.")
    return list(word_differences(there, should)), (made_with, loose)


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


def _harmless(message: Message) -> Message:
    """The message with the control characters in its values replaced: they may be a stranger's, and steer the terminal that shows them."""
    return replace(message, values={name: _without_control(value) for name, value in message.values.items()})


def _without_control(value: object) -> object:
    match value:
        case Enum():
            return value
        case str():
            return value.translate(CONTROL)
        case Message():
            return _harmless(value)
        case FrameworkText():
            return FrameworkText.model_construct(**{code: text and text.translate(CONTROL) for code, text in value})
        case list() | tuple():
            return [_without_control(part) for part in value]
    return value


def _no_sheet(problem: Message) -> InputError:
    return InputError.at(_("het blad"), problem, NOT_A_SHEET)
