"""What stands first: the sheet in brief; then parts 1 and 2: which case and which framework, and on what ground."""

from __future__ import annotations

from collections.abc import Iterator

from triage.casework.decision import lapsed
from triage.documents.blocks import Block, Cell, Column, Facts, Heading, Notice, Paragraph, Row, Table, Text
from triage.documents.enclosure import grouped
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.advised import deciding, left_open, open_intro, what_it_means
from triage.documents.sheet.judged import decision_words
from triage.documents.sheet.referral import assessed, ready, referred
from triage.documents.sheet.subject import NOT_FILLED_IN, Framed, Subject, answer_cell, asked, is_age, lasting, triage_items
from triage.documents.sheet.weighed import RANGE
from triage.documents.typeface import NOTE, SMALL
from triage.framework.model import Framework
from triage.periods import Period
from triage.weighing.advice import PROTECTION
from triage.weighing.firmness_words import kept_line
from triage.weighing.result import Walked, Weighing
from triage.weighing.sentences import NOT_WEIGHED, SIGNAL_IS_ENOUGH, advice_sentence, level_words, points, points_range
from triage.wording import Message, _, n_

MOST_QUESTIONS = 6
"""Open questions that are named in brief; part 6 names them all."""


def in_brief(subject: Subject) -> Iterator[Block]:
    """What this is, the advice or what is not excluded, a line per scale, what is open, and whom it may still lead to."""
    said, framework = subject.say, subject.framework
    about = _(
        "Dit blad laat zien hoe het wegingskader “{title}” is toegepast op casus {case}: wat is gebruikt, hoe is gewogen en wat daaruit "
        "volgt. Het kader adviseert; mensen besluiten. Een deel zonder inhoud zegt “niet ingevuld”.",
        title=framework.title,
        case=subject.weighing.case.code,
    )
    yield Paragraph(Text(said(about)))
    yield Notice(said(advice_sentence(subject.weighing)))
    yield from left_open(subject)
    yield from what_it_means(subject)
    yield from _decision_in_brief(subject)
    if subject.weighing.out_of_scope:
        yield Paragraph(Text(said(NOT_WEIGHED), lasting=True))
    else:
        yield from _firmness_in_brief(subject)
        yield from _sums_in_brief(subject)
        yield from _open(subject)
    yield Heading(said(_("Over dit blad")), 3)
    yield Paragraph(Text(said(PSEUDONYMISED), lasting=True))
    yield Paragraph(Text(said(WHERE if framework.scales else WHERE_WITHOUT_SCALES), lasting=True))


NO_CHANCE = _("Punten tellen op wat bekend is. Zij zeggen niet wat een jongere gaat doen.")
PSEUDONYMISED = _(
    "Dit blad is gepseudonimiseerd, niet anoniem. Er staan geen namen in, maar de organisatie kan nog uitzoeken om wie het gaat. De "
    "Algemene verordening gegevensbescherming (AVG) geldt dus volledig."
)
WHERE = _(
    "Deel 3 noemt de feiten. Deel 4 is de som. Deel 6 zegt hoe het advies is gevonden. Achterin staan vier overzichten: A het bewijs, "
    "B de bronnen, C wat per onderdeel telt, D de afkortingen."
)
WHERE_WITHOUT_SCALES = _(
    "Deel 3 noemt de feiten. Deel 4 noemt de antwoorden en de criteria. Deel 6 zegt hoe het advies is gevonden. Achterin staan vier "
    "overzichten: A het bewijs, B de bronnen, C wat per onderdeel telt, D de afkortingen."
)


def _decision_in_brief(subject: Subject) -> Iterator[Block]:
    """Of a dossier: what people decided and until when, or that they did not yet."""
    if subject.casework is None:
        return
    decision = subject.casework.decision
    if decision is None:
        yield Notice(subject.say(_("Het casusoverleg heeft nog niet besloten.")))
        return
    said, day = decision_words(subject, decision), decision.ends_on or NOT_FILLED_IN
    until = _("Het is vervallen: het gold tot en met {day}.", day=day)
    if not lapsed(decision, subject.printed):
        until = _("Het geldt tot en met {day}.", day=day)
    yield Notice(subject.say(_("{decision} {until}", decision=said, until=until)))


def _firmness_in_brief(subject: Subject) -> Iterator[Block]:
    """How firm the advice is, where other points may make it another."""
    firmness = subject.weighing.firmness
    if firmness is not None and (line := kept_line(firmness)) is not None:
        yield Paragraph(Text(subject.say(line)))


def _sums_in_brief(subject: Subject) -> Iterator[Block]:
    scales = subject.weighing.scales
    if scales:
        yield _scales(subject)
        yield Paragraph(Text(subject.say(NO_CHANCE), SMALL, lasting=True))
    if any(scale.low < scale.high for scale in scales):
        yield Paragraph(Text(subject.say(RANGE), SMALL, lasting=True))


def _scales(subject: Subject) -> Block:
    said, of = subject.say, subject.cell
    columns = (
        Column(said(_("Schaal")), 0, 50 * MM),
        Column(said(_("Punten")), 53 * MM, 74 * MM),
        Column(said(_("Hoogstens")), 77 * MM, 94 * MM),
        Column(said(_("Niveau")), 97 * MM, ROOM),
    )
    return Table(
        columns,
        tuple(
            Row(
                (
                    subject.lasting(scale.scale.name),
                    of(points_range(scale.low, scale.high)),
                    of(points(scale.greatest)),
                    of(level_words(scale)),
                )
            )
            for scale in subject.weighing.scales
        ),
    )


def _open(subject: Subject) -> Iterator[Block]:
    """The questions the advice rests on, or that it rests on none."""
    weighing, said = subject.weighing, subject.say
    if entries := deciding(subject):
        yield Paragraph(Text(said(_("{intro}:", intro=open_intro(weighing)))), stays=True)
        shown = entries[:MOST_QUESTIONS]
        more = len(entries) - len(shown)
        if more:
            shown = [*shown, n_("en nog {count} vraag; deel 6 noemt ze alle", "en nog {count} vragen; deel 6 noemt ze alle", more)]
        for number, entry in enumerate(shown, 1):
            yield Paragraph(Text(said(entry), depth=1), stays=number < len(shown))
    elif not weighing.unknown:
        yield Paragraph(Text(said(_("Er zijn geen open vragen: op elke vraag is er een antwoord dat meetelt."))))
    else:
        grounds = protected_by(weighing)
        if grounds:
            items = subject.items(grounds)
            resting = _("Het advies rust op een antwoord dat niet vaststaat: {items}. {enough}", items=items, enough=SIGNAL_IS_ENOUGH)
            yield Paragraph(Text(said(resting)))
        rest = [result.item.id for result in weighing.unknown if result.item.id not in grounds]
        if rest and weighing.advice is not None:
            yield Paragraph(Text(said(_("Nog open: {items}. Het advies hangt daar niet van af.", items=subject.items(rest)))))


def head(subject: Subject) -> Iterator[Block]:
    """Case, framework, program, date; nothing that says who it is."""
    framework, adoption = subject.framework, subject.framework.adoption
    said, of = subject.say, subject.cell
    yield Facts(
        (
            (said(_("Casus")), of(subject.weighing.case.code)),
            (said(_("Leeftijdsgroep")), of(_age(subject))),
            (said(_("Soort aanmelder")), subject.or_not(subject.casework and subject.casework.record.gate.partner)),
            (said(_("Peildatum")), of(Period.quarter_of(subject.weighing.case.reference_date))),
            (said(_("Datum van dit blad")), of(subject.printed)),
            (said(_("Programma")), of(_("Weegwijzer, versie {version}", version=subject.receipt.program_version))),
        )
    )
    yield Facts(
        (
            (said(_("Wegingskader")), of(framework.title)),
            (said(_("Kader en versie")), of(_("{id}, versie {version}", id=framework.id, version=framework.version))),
            (said(_("Status van het kader")), of(status(framework))),
            (said(_("Vastgesteld door")), of(list(adoption.by)) if adoption else of(NOT_FILLED_IN)),
            (said(_("Vastgesteld op")), subject.or_not(adoption and adoption.on)),
            (said(_("Evalueren vóór")), subject.or_not(adoption and adoption.evaluate_before)),
        )
    )
    if subject.casework is not None:
        yield from assessed(subject, subject.casework)
    yield Heading(said(_("Weegbewijs")), 3)
    yield Paragraph(Text(said(FINGERPRINTS), SMALL, lasting=True), stays=True)
    yield Facts(
        (
            (said(_("SHA-256 van het kader")), of(grouped(subject.framed.file.sha256), style=SMALL)),
            (said(_("SHA-256 van de casus")), of(grouped(subject.receipt.case_sha256), style=SMALL)),
            (said(_("SHA-256 van de bijlage")), of(grouped(subject.code), style=SMALL)),
        )
    )


FINGERPRINTS = _(
    "Een SHA-256 is een vingerafdruk van gegevens: verandert er één teken, dan verandert de hele code. De bijlage van dit blad bevat alles "
    "om de weging te herhalen. Met deze drie codes is te zien of daarin niets is veranderd."
)


def ground(subject: Subject) -> Iterator[Block]:
    """Purpose, legal ground and scope as the framework gives them, and the outcome of the triage; of a dossier also the referral."""
    yield from lasting(_purpose, subject.framed)
    yield Facts(tuple(_triage(subject)))
    if subject.casework is None:
        yield from lasting(_grounds, subject.framed)
    else:
        yield from referred(subject, subject.casework.record.gate)
        yield from ready(subject, subject.casework.readiness)


def _purpose(framed: Framed) -> Iterator[Block]:
    framework = framed.framework
    given = (
        (_("Doel van het kader"), framework.purpose),
        (_("Niet bedoeld voor"), framework.misuse),
        (_("Grondslag"), framework.legal_basis),
        (_("Voor wie"), framework.scope and framework.scope.text),
        (_("Wie er buiten valt"), framework.scope and framework.scope.outside),
    )
    yield Facts(tuple((framed.say(label), framed.lasting(value or NOT_FILLED_IN)) for label, value in given))


def _grounds(framed: Framed) -> Iterator[Block]:
    labels = (_("Aanleiding"), _("Effecttoets gegevens (DPIA)"), _("Mensenrechtentoets (IAMA)"), _("Advies privacyfunctionaris (FG)"))
    yield Facts(tuple((framed.say(label), framed.lasting(NOT_FILLED_IN)) for label in labels))


def _triage(subject: Subject) -> Iterator[tuple[str, Cell]]:
    """The outcome of the triage, from the questions that hold it, a row each."""
    label = subject.say(_("Uitkomst van de triage"))
    items = triage_items(subject.framework)
    if not items:
        yield label, subject.or_not(None)
    for number, item in enumerate(items):
        question = _("{number}. {question}", number=str(subject.numbers[item.id]), question=item.name)
        answer = answer_cell(subject, subject.weighing.item(item.id))
        yield label if number == 0 else "", (*subject.lasting(question, style=NOTE), *answer)


def protected_by(weighing: Weighing) -> set[str]:
    """The open answers that a line of protection rests on, when such a line gave the advice."""
    lines = weighing.advice.lines if weighing.advice else ()
    ended = [line.trace for line in lines if line.part == PROTECTION and line.walked is Walked.ENDED]
    items = {item for trace in ended if trace is not None for item in asked(trace.condition)}
    return items & {result.item.id for result in weighing.unknown}


def status(framework: Framework) -> Message:
    """The status of a framework in words."""
    if framework.use == "test":
        return _("testkader, nooit voor een casus")
    return {"draft": _("concept"), "adopted": _("vastgesteld"), "withdrawn": _("ingetrokken")}[framework.status]


def _age(subject: Subject) -> object:
    """The age group, from the first question about an age."""
    first = next((result for result in subject.weighing.items if is_age(result.item)), None)
    return NOT_FILLED_IN if first is None else subject.answer(first)
