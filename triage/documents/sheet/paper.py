"""The verantwoordingsblad as a whole: its fifteen parts in order, what stands on each page, and the file it carries.

Parts: `verantwoordingsblad_sections` of the oversight requirements (REQ-36). A part without content says so; none is ever left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from triage.cases.codes import is_code
from triage.casework.decision import lapsed
from triage.casework.readiness import practice
from triage.casework.texts import refuse
from triage.documents.archive import finished
from triage.documents.blocks import Block, Heading
from triage.documents.casework import Casework, disagreements
from triage.documents.enclosure import FILE_NAME, Earlier, Enclosure, Names, short_code
from triage.documents.pages import Frame, cannot_print, written
from triage.documents.sheet.abbreviations import abbreviations
from triage.documents.sheet.advised import advised, strengths_and_needs
from triage.documents.sheet.balance import best_interests, proportionality, subsidiarity
from triage.documents.sheet.closing import NO_REUSE, control, equal_treatment
from triage.documents.sheet.evidence import evidence, sources
from triage.documents.sheet.judged import decided, own_assessment
from triage.documents.sheet.opening import ground, head, in_brief
from triage.documents.sheet.people import of_people
from triage.documents.sheet.rights import rights
from triage.documents.sheet.subject import NOT_FILLED_IN, Framed, FramedPart, Subject, kept, lasting
from triage.documents.sheet.term import duration
from triage.documents.sheet.typed import Typed, missing, typed
from triage.documents.sheet.used import used
from triage.documents.sheet.weighed import weighed
from triage.documents.sheet.whatcounts import what_counts
from triage.documents.typeface import unprintable
from triage.errors import Defect, InputError
from triage.framework.model import Framework
from triage.framework.read import FrameworkFile
from triage.framework.registry import Registry
from triage.weighing.difference import Difference, TooManyChangesError, difference
from triage.weighing.difference_words import TOO_MANY_CHANGES
from triage.weighing.receipt import fingerprint, receipt, result_data
from triage.weighing.result import Weighing
from triage.weighing.tables import Tables
from triage.wording import TRIAL, Language, Message, _
from triage.wording import language as language_of

Part = Callable[[Subject], Iterator[Block]]


def sheet(
    weighing: Weighing,
    file: FrameworkFile,
    registry: Registry,
    *,
    printed: date,
    language: Language,
    earlier: Weighing | None = None,
    casework: Casework | None = None,
) -> bytes:
    """The PDF of one weighing by the framework in `file`: a trial, or with `casework` of a dossier; with `earlier` also what changed since.

    Raises InputError, with the place and never the text, when something typed could lead to a person or cannot be printed, when a sheet of
    a dossier lacks what REQ-18, REQ-20 and REQ-31 ask for, or when too much changed since; ValueError when weighing, earlier weighing,
    framework and casework do not belong together.
    """
    weighing = _asked(weighing, file.framework)
    texts = _texts(weighing, looked_at=casework is not None)
    if earlier is not None:
        if earlier.framework != weighing.framework or earlier.case.code != weighing.case.code:
            raise ValueError("an earlier weighing of the same case by the same framework is needed")
        earlier = _asked(earlier, file.framework)
        texts += [
            replace(text, place=_("de vorige weging, {place}", place=text.place))
            for text in _texts(earlier, looked_at=casework is not None)
        ]
    _must_lead_to_nobody([*texts, *(typed(casework) if casework else ())])
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
        casework=_belonging(casework, weighing, file) if casework else None,
    )
    return drawn(weighing, file, enclosure, enclosure.content())


def drawn(weighing: Weighing, file: FrameworkFile, enclosure: Enclosure, content: bytes) -> bytes:
    """The PDF of a weighing with its outlook that carries `content`, the bytes of `enclosure`, whose parts belong together.

    Raises InputError for what cannot be printed, or may not be without more.
    """
    if enclosure.casework is not None:
        refuse(missing(enclosure.casework))
    language = language_of(enclosure.language)
    proof = replace(receipt(weighing, file.sha256), program_version=enclosure.receipt["program_version"])
    framed, since = kept(Framed(file, enclosure.names, language)), _since(weighing, enclosure)
    subject = Subject(weighing, framed, proof, enclosure.printed, fingerprint(content), since, enclosure.casework)
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
        (_("Eigen oordeel vooraf"), of_people(own_assessment)),
        (_("Besluit van het overleg"), of_people(decided)),
        (_("Evenredigheid"), of_people(proportionality)),
        (_("Subsidiariteit"), of_people(subsidiarity)),
        (_("Gelijke behandeling"), equal_treatment),
        (_("Kindtoets"), of_people(best_interests)),
        (_("Informeren en rechten"), of_people(rights)),
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
    found = [TRIAL] if subject.casework is None else list(_state(subject.casework, subject.printed))
    if framework.use == "test":
        found.append(_("TESTKADER"))
    elif framework.status == "draft":
        found.append(_("CONCEPTKADER"))
    elif framework.status == "withdrawn":
        found.append(_("INGETROKKEN KADER"))
    return tuple(subject.say(notice) for notice in found)


def _state(casework: Casework, printed: date) -> Iterator[Message]:
    """What a sheet of a dossier must not be taken for: sealed, real, still valid or by a framework in use when it is not."""
    if casework.record.practice or practice(casework.readiness, printed):
        yield _("OEFENSTAND – niet voor besluiten")
    if not casework.assessment.sealed:
        yield _("CONCEPT – nog niet vastgelegd")
    if casework.decision is not None and lapsed(casework.decision, printed):
        yield _("VERVALLEN")
    if any(suspension.lasts and suspension.item is None for suspension in casework.suspensions):
        yield _("KADER BUITEN GEBRUIK")


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


def _belonging(casework: Casework, weighing: Weighing, file: FrameworkFile) -> Casework:
    """The casework as it travels. Raises ValueError when it is not of this weighing, which is a mistake of the program."""
    found = casework.on_paper()
    if said := disagreements(found, weighing, file.sha256):
        raise ValueError("; ".join(one.template for one in said))
    return found


def _texts(weighing: Weighing, looked_at: bool) -> list[Typed]:
    """All text of a case that somebody may have typed, with its place."""
    texts: list[Typed] = []
    if not is_code(weighing.case.code):
        texts.append(Typed(_("de casuscode"), weighing.case.code))
    for result in weighing.items:
        texts.append(Typed(_("de toelichting bij “{question}”", question=result.item.name), result.answer.note, looked_at))
    return texts + [Typed(_("de lijst van feiten"), fact.kind) for fact in weighing.case.facts or ()]


def _must_lead_to_nobody(texts: Iterable[Typed]) -> None:
    """The identifier guard and the typeface over all text of the case (REQ-39). Every place at once."""
    defects: list[Defect] = []
    for text in texts:
        defects += text.defects()
        if characters := unprintable(text.text):
            defects += cannot_print(text.place, characters).defects
    refuse(defects)
