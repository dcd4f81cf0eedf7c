"""Parts 7 and 8: what the assessor thought before the outcome showed, and what the conference decided, by role and with reasons."""

from __future__ import annotations

from collections.abc import Iterator

from triage.casework.decision import Decision, Dissent
from triage.casework.ladder import Relation, asks_second_reader, relation
from triage.casework.roles import Discipline
from triage.casework.task import Task, overdue
from triage.documents.blocks import Block, Column, Heading, Notice, Paragraph, Row, Table, Text
from triage.documents.casework import Casework, HelpChosen
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.people import account, facts, moment, named, note, nothing, outcomes, written
from triage.documents.sheet.subject import NOT_FILLED_IN, Subject
from triage.documents.typeface import NOTE, STRONG
from triage.wording import Message, _


def own_assessment(subject: Subject, casework: Casework) -> Iterator[Block]:
    """What the assessor thought, why and when, and whether that was before the outcome showed (REQ-20)."""
    own, seen = casework.assessment.own, casework.assessment.outcome_seen_at
    assert own is not None, "without an own assessment there is no sheet"
    of = subject.cell
    yield facts(
        subject,
        (_("Eigen inschatting"), of(*outcomes(subject, [own.outcome]), style=STRONG)),
        (_("Waarom"), written(subject, own.reason)),
        (_("Door"), of(account(own.role, own.account))),
        (_("Vastgelegd"), of(moment(own.at))),
        (_("Uitkomst voor het eerst bekeken"), of(_("nog niet bekeken") if seen is None else moment(seen))),
    )
    if seen is not None:
        yield Paragraph(Text(subject.say(BEFORE if own.at < seen else AFTER), lasting=True))


BEFORE = _("De eigen inschatting is vastgelegd voordat de uitkomst van het kader zichtbaar was.")
AFTER = _("Let op: de eigen inschatting is pas vastgelegd toen de uitkomst van het kader al zichtbaar was.")


def decided(subject: Subject, casework: Casework) -> Iterator[Block]:
    """The decision, who was there, why, who thought otherwise; then the help that was chosen and what was agreed."""
    if casework.decision is None:
        yield nothing(subject)
    else:
        yield from _decision(subject, casework.decision)
    yield from _help(subject, casework.help)
    yield from _tasks(subject, casework.tasks)


def decision_words(subject: Subject, decision: Decision) -> Message:
    """What was decided, and how that relates to the advice, in one sentence."""
    chosen = outcomes(subject, [decision.chosen])[0]
    return _("Besluit van het overleg: {chosen}. {relation}", chosen=chosen, relation=RELATIONS[_relation(subject, decision)])


RELATIONS = {
    Relation.FOLLOWS: _("Dit volgt het advies van het kader."),
    Relation.LIGHTER: _("Dit is lichter dan het advies van het kader."),
    Relation.HEAVIER: _("Dit is zwaarder dan het advies van het kader."),
    Relation.OTHER: _("Dit is anders dan het advies van het kader."),
    Relation.NO_ADVICE: _("Het kader gaf nog geen zeker advies."),
}


def _relation(subject: Subject, decision: Decision) -> Relation:
    return relation(subject.framework, decision.advice, decision.chosen)


def _decision(subject: Subject, decision: Decision) -> Iterator[Block]:
    of = subject.cell
    yield Notice(subject.say(decision_words(subject, decision)))
    yield facts(
        subject,
        (_("Advies bij het besluit"), of(_advice(subject, decision))),
        (_("Besloten op"), of(decision.decided_on)),
        (_("Opgeschreven"), of(moment(decision.recorded_at))),
        (_("Door"), of(account(decision.decided_by, decision.account))),
        (_("Voorzitter aanwezig"), of(decision.chair_present)),
        (_("Wie erbij waren"), of(*map(_at_the_table, decision.attendance))),
        (_("Tweede lezer"), of(_second_reader(subject, decision))),
    )
    yield Heading(subject.say(_("Motivering")), 3)
    yield Paragraph(Text(subject.say(decision.reason.argument.strip() or NOT_FILLED_IN)))
    yield from _grounds(subject, decision)
    yield Heading(subject.say(_("Afwijkende meningen")), 3)
    if not decision.dissents:
        yield Paragraph(Text(subject.say(_("Niemand liet een andere mening opschrijven."))))
    else:
        columns = (Column(subject.say(_("Wie")), 0, 44 * MM), Column(subject.say(_("Wat die partner vindt")), 47 * MM, ROOM))
        yield Table(columns, tuple(_dissent(subject, one) for one in decision.dissents))


def _advice(subject: Subject, decision: Decision) -> object:
    names = outcomes(subject, decision.advice)
    if len(names) > 1:
        return _("nog niet zeker; niet uitgesloten: {outcomes}", outcomes=names)
    return names[0] if names else _("het kader geeft geen advies")


def _at_the_table(discipline: Discipline) -> Message:
    return _("{discipline} (zorg)", discipline=discipline) if discipline.is_care else discipline.message()


def _second_reader(subject: Subject, decision: Decision) -> Message:
    if decision.second_reader is not None:
        return account(decision.second_reader.role, decision.second_reader.account)
    if asks_second_reader(subject.framework, decision.advice, decision.chosen):
        return NOT_FILLED_IN
    return _("niet nodig: het besluit is niet zwaarder dan wat het kader nog mogelijk vindt")


def _grounds(subject: Subject, decision: Decision) -> Iterator[Block]:
    """The facts the reason names, spelled out."""
    if not decision.reason.facts:
        yield Paragraph(Text(subject.say(_("Feiten waar het besluit op rust: niet ingevuld."))))
        return
    columns = (Column(subject.say(_("Waar het besluit op rust")), 0, 104 * MM), Column(subject.say(_("Wat bekend is")), 107 * MM, ROOM))
    yield Table(columns, tuple(Row(named(subject, fact)) for fact in decision.reason.facts))


def _dissent(subject: Subject, dissent: Dissent) -> Row:
    veto = subject.cell(_("Deze partner wil dat dit niet gebeurt."), style=NOTE) if dissent.veto else ()
    return Row((subject.cell(dissent.discipline), (*written(subject, dissent.text), *veto)))


def _help(subject: Subject, chosen: tuple[HelpChosen, ...]) -> Iterator[Block]:
    yield Heading(subject.say(_("Gekozen hulp")), 3)
    if not chosen:
        yield nothing(subject)
    for one in chosen:
        of = subject.cell
        rows = [
            (_("Hulp"), of(one.title, style=STRONG)),
            (_("Gekozen door"), of(_("{role}, {day}", role=one.role, day=one.on))),
            (_("Waarom"), of(one.reason.strip() or _("een van de lichtste die passen; een reden is dan niet nodig"))),
        ]
        if one.for_less.strip():
            rows.append((_("Wat voor lichtere hulp pleit"), of(one.for_less)))
        if one.second_reader is not None:
            rows.append((_("Tweede lezer"), of(one.second_reader)))
        yield facts(subject, *rows)


def _tasks(subject: Subject, tasks: tuple[Task, ...]) -> Iterator[Block]:
    yield Heading(subject.say(_("Afspraken")), 3)
    if not tasks:
        yield nothing(subject)
        return
    said = subject.say
    yield note(subject, _("Wie iets doet, staat er met een functie of partner, nooit met een naam."))
    columns = (
        Column(said(_("Wat")), 0, 58 * MM),
        Column(said(_("Wie")), 61 * MM, 98 * MM),
        Column(said(_("Afgesproken op")), 101 * MM, 134 * MM),
        Column(said(_("Uiterlijk")), 137 * MM, ROOM),
    )
    yield Table(columns, tuple(_task_row(subject, task) for task in tasks))


def _task_row(subject: Subject, task: Task) -> Row:
    if task.done_on is not None:
        state = _("gedaan op {day}", day=task.done_on)
    else:
        state = _("nog niet gedaan; te laat") if overdue(task, subject.printed) else _("nog niet gedaan")
    return Row(
        (
            written(subject, task.what),
            subject.or_not(task.who),
            subject.cell(task.agreed_on),
            (*subject.or_not(task.due), *subject.cell(state, style=NOTE)),
        )
    )
