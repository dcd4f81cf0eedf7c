"""Part 14: until when a decision holds, when it stops earlier, and when the case is deleted (REQ-27, REQ-59)."""

from __future__ import annotations

from collections.abc import Iterator

from triage.casework.decision import Decision, lapsed
from triage.casework.record import Extension
from triage.casework.review import Leaving
from triage.documents.blocks import Block, Cell, Facts, Heading, Notice
from triage.documents.casework import Casework
from triage.documents.sheet.people import facts, left_to_people, nothing, written
from triage.documents.sheet.subject import Framed, Subject, lasting
from triage.weighing.sentences import Line, condition_lines
from triage.wording import _


def duration(subject: Subject) -> Iterator[Block]:
    """How long it lasts, as people decided, with what the framework says about leaving a list."""
    if subject.casework is None:
        yield from left_to_people(subject)
    else:
        yield from _term(subject, subject.casework)
        if subject.framework.places is not None:
            yield Heading(subject.say(_("Een plaats op de lijst, volgens het kader")), 3)
    yield from lasting(_leaving_a_list, subject.framed)


def _term(subject: Subject, casework: Casework) -> Iterator[Block]:
    decision, record = casework.decision, casework.record
    if decision is None:
        yield nothing(subject)
    else:
        yield from _holds(subject, decision)
    yield Heading(subject.say(_("Bewaren en wissen")), 3)
    yield facts(
        subject,
        (_("Casus begonnen op"), subject.cell(record.opened_on)),
        (_("Wisdatum"), subject.cell(record.delete_on)),
        (_("Langer bewaard"), tuple(text for one in record.extensions for text in _extension(subject, one)) or subject.cell(_("nee"))),
        (_("Uitstroom"), subject.cell(_("nee")) if record.leaving is None else _left(subject, record.leaving)),
    )


def _holds(subject: Subject, decision: Decision) -> Iterator[Block]:
    if lapsed(decision, subject.printed):
        said = _("Vervallen. Dit besluit gold tot en met {day}. Gebruik dit blad niet meer: weeg de casus opnieuw.", day=decision.ends_on)
        yield Notice(subject.say(said))
    yield facts(
        subject,
        (_("Besluit geldt tot en met"), subject.or_not(decision.ends_on)),
        (_("Wanneer het eerder stopt"), written(subject, decision.exit_conditions)),
        (_("Verlengen"), subject.cell(NOT_PROLONGED)),
    )


NOT_PROLONGED = _("Een besluit wordt niet verlengd. Na de einddatum vervalt het en volgt een nieuwe weging.")


def _extension(subject: Subject, one: Extension) -> Cell:
    until = _("tot en met {until} in plaats van {was}", until=one.until, was=one.was)
    by = _("besloten op {day} door {by} en {second}", day=one.on, by=one.by, second=one.second)
    return (*subject.cell(until), *written(subject, one.reason), *subject.cell(by))


def _left(subject: Subject, leaving: Leaving) -> Cell:
    why: object = leaving.reason or _("reden niet ingevuld")
    return (
        *subject.cell(_("{day}: {why}", day=leaving.on, why=why)),
        *written(subject, leaving.text),
        *subject.cell(_("door {role}", role=leaving.by)),
    )


def _leaving_a_list(framed: Framed) -> Iterator[Block]:
    rule, said = framed.framework.places, framed.say
    if rule is None or (rule.leave_when is None and rule.review_text is None):
        return
    rows: list[tuple[str, Cell]] = []
    if rule.review_text is not None:
        rows.append((said(_("Wat het kader vraagt")), framed.lasting(rule.review_text)))
    if rule.leave_when is not None:
        first, *more = condition_lines(rule.leave_when, framed.numbered)
        leaving = Line(0, _("Een toets telt als uitstroom als {condition}", condition=first.said))
        rows.append((said(_("Uitstroom")), framed.listed([leaving, *more])))
    yield Facts((*rows, (said(_("Door het programma")), framed.lasting(BY_THE_PROGRAM))))


BY_THE_PROGRAM = _(
    "Het programma zegt op een lijst wanneer de toetsing aan de beurt is en of de regel voor uitstroom klopt. Het besluit niets."
)
