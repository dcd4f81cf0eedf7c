"""Part 13: whether the youth and the parents were told, how they can see, correct and contest, and what came of it (REQ-32 to REQ-34)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from triage.cases.age_bands import age_band
from triage.casework.access import NOT_OF_A_LAWYER, AccessRule, Inspection, Law, access_rules
from triage.casework.notice import Notice
from triage.casework.record import age_span
from triage.casework.roles import Involved
from triage.casework.views import needed
from triage.documents.blocks import Block, Cell, Column, Heading, Paragraph, Row, Table, Text
from triage.documents.casework import Casework
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.people import facts, written
from triage.documents.sheet.subject import NOT_FILLED_IN, Subject
from triage.documents.typeface import NOTE
from triage.wording import Message, _, n_


def rights(subject: Subject, casework: Casework) -> Iterator[Block]:
    """Told or not, what is contested, seeing the file, and complaining."""
    yield Heading(subject.say(_("Informeren")), 3)
    yield from _told(subject, casework)
    yield Heading(subject.say(_("Betwisten en verbeteren")), 3)
    yield Paragraph(Text(subject.say(_contested(casework))))
    yield Heading(subject.say(_("Inzage")), 3)
    yield from _access(subject, casework)
    yield from _inspections(subject, casework.inspections)
    yield Heading(subject.say(_("Klacht")), 3)
    yield facts(subject, (_("Waar een klacht kan"), ()))


def _told(subject: Subject, casework: Casework) -> Iterator[Block]:
    """A block per record of telling or not telling; who is missing is said to be missing."""
    for notice in casework.notices:
        yield facts(subject, *_notice_rows(subject, notice))
    there = {notice.to for notice in casework.notices}
    missing = [to for to in needed(casework.record.age, subject.printed) if to not in there]
    if missing:
        yield facts(subject, *((TELLING[to], subject.cell(NOT_FILLED_IN)) for to in missing))


TELLING = {Involved.YOUTH: _("De jongere"), Involved.PARENTS: _("De ouders")}


def _notice_rows(subject: Subject, notice: Notice) -> Iterator[tuple[Message, Cell]]:
    """What was told, or why not. Whatever else stands in the record is printed too, so that nothing travels unseen."""
    told = _("Verteld dat dit programma is gebruikt.") if notice.told else _("Nog niet verteld dat dit programma is gebruikt.")
    yield TELLING[notice.to], subject.cell(told)
    if notice.told or notice.how or notice.on:
        yield _("Hoe"), subject.or_not(notice.how)
        yield _("Verteld op"), subject.or_not(notice.on)
    if not notice.told or notice.ground or notice.decided_by or notice.look_again_on:
        yield _("Waarom niet"), written(subject, notice.ground)
        yield _("Besloten door"), subject.or_not(notice.decided_by)
        yield _("Opnieuw kijken op"), subject.or_not(notice.look_again_on)
    yield _("Opgeschreven op"), subject.cell(notice.recorded_on)


def _contested(casework: Casework) -> Message:
    if not casework.contests:
        return _("Er is niets betwist.")
    still = sum(contest.open for contest in casework.contests)
    return n_(
        "Er is {count} betwisting; nog niet afgehandeld: {open}. Deel 3 noemt haar, met wat eerst gold en wat nu geldt.",
        "Er zijn {count} betwistingen; nog niet afgehandeld: {open}. Deel 3 noemt ze, met wat eerst gold en wat nu geldt.",
        len(casework.contests),
        open=still,
    )


def _access(subject: Subject, casework: Casework) -> Iterator[Block]:
    """The rule of both laws at this age; around a birthday, of both ages."""
    span = age_span(casework.record.age, subject.printed)
    if span is None:
        yield Paragraph(Text(subject.say(_("De leeftijd is niet bekend. Daarom staat de regel hier niet."))))
        return
    said = subject.say
    columns = (
        Column(said(_("Wet")), 0, 62 * MM),
        Column(said(_("De jongere")), 65 * MM, 114 * MM),
        Column(said(_("De ouders")), 117 * MM, ROOM),
    )
    rules = [access_rules(age) for age in dict.fromkeys(span)]
    rows = tuple(Row((subject.cell(law), *(_rule(subject, rules, law, who) for who in Involved))) for law in Law)
    yield Table(columns, rows)
    yield Paragraph(Text(said(NOT_OF_A_LAWYER), NOTE, lasting=True))


def _rule(subject: Subject, rules: Iterable[tuple[AccessRule, ...]], law: Law, who: Involved) -> Cell:
    found = dict.fromkeys(rule.access for at_age in rules for rule in at_age if rule.law is law and rule.who is who)
    first, *later = found
    return (*subject.cell(first), *(text for one in later for text in subject.cell(_("na de verjaardag: {rule}", rule=one))))


def _inspections(subject: Subject, inspections: tuple[Inspection, ...]) -> Iterator[Block]:
    if not inspections:
        yield Paragraph(Text(subject.say(_("Er is geen verzoek om inzage vastgelegd."))))
        return
    yield Heading(subject.say(_("Verzoeken om inzage")), 3)
    for one in inspections:
        yield facts(subject, *_inspection_rows(subject, one))


def _inspection_rows(subject: Subject, one: Inspection) -> Iterator[tuple[Message, Cell]]:
    of = subject.cell
    yield _("Gevraagd door"), of(_("{who}, {day}", who=one.asked_by, day=one.on))
    yield _("Leeftijd van de jongere toen"), of(age_band(Decimal(one.age)))
    if one.asked_by is Involved.PARENTS:
        yield _("Met gezag"), of(one.custody)
        yield _("Met toestemming van de jongere"), of(one.consent)
    if one.refusal is None:
        yield _("Uitkomst"), of(_("inzage gegeven"))
        return
    yield _("Uitkomst"), of(_("inzage geweigerd"))
    yield _("Waarom"), written(subject, one.refusal.ground)
    yield _("Besloten door"), subject.or_not(one.refusal.by)
    yield _("Opnieuw kijken op"), subject.or_not(one.refusal.look_again_on)
