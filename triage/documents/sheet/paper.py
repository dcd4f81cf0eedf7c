"""The verantwoordingsblad as a whole: its fifteen parts in order, what stands on each page, and the file it carries.

Parts: `verantwoordingsblad_sections` of the oversight requirements (REQ-36). A part without content says so; none is ever left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from triage.cases.codes import is_code
from triage.documents.archive import finished
from triage.documents.blocks import Block, Heading
from triage.documents.enclosure import FILE_NAME, Earlier, Enclosure, Names, short_code
from triage.documents.pages import Frame, cannot_print, written
from triage.documents.sheet.abbreviations import abbreviations
from triage.documents.sheet.advised import advised, strengths_and_needs
from triage.documents.sheet.closing import NO_REUSE, control, duration, equal_treatment, left_to_people
from triage.documents.sheet.evidence import evidence, sources
from triage.documents.sheet.opening import ground, head, in_brief
from triage.documents.sheet.subject import NOT_FILLED_IN, Framed, FramedPart, Subject, kept, lasting
from triage.documents.sheet.used import used
from triage.documents.sheet.weighed import weighed
from triage.documents.sheet.whatcounts import what_counts
from triage.documents.typeface import unprintable
from triage.errors import Defect, InputError
from triage.framework.model import Framework
from triage.framework.read import FrameworkFile
from triage.framework.registry import Registry
from triage.guard import find
from triage.weighing.difference import Difference, TooManyChangesError, difference
from triage.weighing.difference_words import TOO_MANY_CHANGES
from triage.weighing.receipt import fingerprint, receipt, result_data
from triage.weighing.result import Weighing
from triage.weighing.tables import Tables
from triage.wording import TRIAL, Language, Message, _
from triage.wording import language as language_of

TAKE_IT_OUT = _("Haal het weg. Op een blad staat niets wat naar een persoon leidt.")

Part = Callable[[Subject], Iterator[Block]]


def sheet(
    weighing: Weighing, file: FrameworkFile, registry: Registry, *, printed: date, language: Language, earlier: Weighing | None = None
) -> bytes:
    """The PDF of one weighing by the framework in `file`, as a trial; with `earlier` also what changed since that weighing.

    Raises InputError, with the place and never the text, when the case holds what could lead to a person or what cannot be printed, or when
    too much changed since; ValueError when the earlier weighing is of another case or by another framework.
    """
    weighing = _asked(weighing, file.framework)
    texts = _texts(weighing)
    if earlier is not None:
        if earlier.framework != weighing.framework or earlier.case.code != weighing.case.code:
            raise ValueError("an earlier weighing of the same case by the same framework is needed")
        earlier = _asked(earlier, file.framework)
        texts += [(_("de vorige weging, {place}", place=place), text) for place, text in _texts(earlier)]
    _must_lead_to_nobody(texts)
    names = Names.of(file.framework, weighing.case, registry, earlier.case if earlier else None)
    outlooks = kept(Framed(file, names, language)).outlooks
    weighing, earlier = outlooks.of(weighing), earlier and outlooks.of(earlier)
    enclosure = Enclosure(
        printed=printed,
        language=language.code,
        framework_name=file.name,
        framework_text=file.content.decode("utf-8"),
        case=weighing.case,
        names=names,
        result=result_data(weighing),
        receipt=receipt(weighing, file.sha256).data(),
        earlier=Earlier(earlier.case, receipt(earlier, file.sha256).data()) if earlier else None,
    )
    return drawn(weighing, file, enclosure, enclosure.content())


def drawn(weighing: Weighing, file: FrameworkFile, enclosure: Enclosure, content: bytes) -> bytes:
    """The PDF of a weighing with its outlook that carries `content`, the bytes of `enclosure`.

    Raises InputError for what cannot be printed.
    """
    language = language_of(enclosure.language)
    proof = replace(receipt(weighing, file.sha256), program_version=enclosure.receipt["program_version"])
    framed, since = kept(Framed(file, enclosure.names, language)), _since(weighing, enclosure)
    subject = Subject(weighing, framed, proof, enclosure.printed, fingerprint(content), since)
    title = language.say(_("Verantwoordingsblad casus {case}", case=weighing.case.code))
    frame = Frame(title, notices(subject), _foot(subject), language.say(_("Controlecode {code}", code=short_code(content))))
    about = language.say(_("Gegevens waarmee dit blad is na te rekenen"))
    return finished(
        written(_blocks(subject), frame, language),
        title=title,
        language=language,
        printed=enclosure.printed,
        name=FILE_NAME,
        content=content,
        about=about,
        version=enclosure.receipt["program_version"],
    )


def file_name(case: str, printed: date) -> str:
    """The name a sheet is saved under: case code and date, nothing else (REQ-39)."""
    return f"{case}_{printed.isoformat()}.pdf"


def parts() -> tuple[tuple[Message, Part], ...]:
    """The fifteen parts in order, each with what fills it."""
    return (
        (_("Casus, kader en programma"), head),
        (_("Doel en grondslag"), ground),
        (_("Wat is gebruikt"), used),
        (_("Hoe is gewogen"), weighed),
        (_("Sterke kanten en behoeften"), strengths_and_needs),
        (_("Advies van het kader"), advised),
        (_("Eigen oordeel vooraf"), left_to_people),
        (_("Besluit van het overleg"), left_to_people),
        (_("Evenredigheid"), left_to_people),
        (_("Subsidiariteit"), left_to_people),
        (_("Gelijke behandeling"), equal_treatment),
        (_("Kindtoets"), left_to_people),
        (_("Informeren en rechten"), left_to_people),
        (_("Looptijd"), duration),
        (_("Controle"), control),
    )


def annexes() -> tuple[tuple[Message, FramedPart], ...]:
    """What follows the fifteen parts: long lists that depend on the framework only."""
    return (
        (_("Overzicht A. Bewijs per onderdeel"), evidence),
        (_("Overzicht B. Bronnen"), sources),
        (_("Overzicht C. Wat per onderdeel telt"), what_counts),
        (_("Overzicht D. Afkortingen"), abbreviations),
    )


def notices(subject: Subject) -> tuple[str, ...]:
    """What must be seen on every page."""
    framework = subject.framework
    found = [TRIAL]
    if framework.use == "test":
        found.append(_("TESTKADER"))
    elif framework.status == "draft":
        found.append(_("CONCEPTKADER"))
    elif framework.status == "withdrawn":
        found.append(_("INGETROKKEN KADER"))
    return tuple(subject.say(notice) for notice in found)


def _blocks(subject: Subject) -> Iterator[Block]:
    yield Heading(subject.say(_("Verantwoordingsblad")), 1)
    yield Heading(subject.say(_("In het kort")), 2)
    yield from in_brief(subject)
    for number, (name, fill) in enumerate(parts(), 1):
        yield Heading(f"{number}. {subject.say(name)}", 2)
        yield from fill(subject)
    for name, annex in annexes():
        yield Heading(subject.say(name), 2)
        yield from lasting(annex, subject.framed)


def _foot(subject: Subject) -> tuple[str, ...]:
    purpose = subject.framework.purpose
    said = (
        NO_REUSE,
        _("Het kader is een hulpmiddel en geen gevalideerd risico-instrument."),
        _("Doel: {purpose}", purpose=NOT_FILLED_IN if purpose is None else purpose),
    )
    return tuple(subject.say(line) for line in said)


def _since(weighing: Weighing, enclosure: Enclosure) -> Difference | None:
    """What changed since the earlier weighing, if the sheet carries one. Raises InputError when it is too much to take apart."""
    if enclosure.earlier is None:
        return None
    try:
        return difference(Tables.of(weighing.framework), enclosure.earlier.case, weighing.case)
    except TooManyChangesError:
        raise InputError.at(_("de vorige weging"), TOO_MANY_CHANGES, _("Maak het blad zonder de vorige weging.")) from None


def _asked(weighing: Weighing, framework: Framework) -> Weighing:
    """The weighing with only the answers this framework asks for: no more than is needed leaves with the sheet."""
    asked = {item.id for item in framework.questions}
    case = weighing.case
    return replace(weighing, case=replace(case, answers={item: answer for item, answer in case.answers.items() if item in asked}))


def _texts(weighing: Weighing) -> list[tuple[Message, str]]:
    """All text of a case that somebody may have typed, with its place."""
    texts: list[tuple[Message, str]] = []
    if not is_code(weighing.case.code):
        texts.append((_("de casuscode"), weighing.case.code))
    for result in weighing.items:
        texts.append((_("de toelichting bij “{question}”", question=result.item.name), result.answer.note))
    return texts + [(_("de lijst van feiten"), fact.kind) for fact in weighing.case.facts or ()]


def _must_lead_to_nobody(texts: Sequence[tuple[Message, str]]) -> None:
    """The identifier guard and the typeface over all text of the case (REQ-39). Every place at once."""
    defects: list[Defect] = []
    for place, text in texts:
        defects += [Defect(place, _("Hier staat {kind}.", kind=hit.kind), TAKE_IT_OUT) for hit in find(text)]
        if characters := unprintable(text):
            defects += cannot_print(place, characters).defects
    if defects:
        raise InputError(defects)
