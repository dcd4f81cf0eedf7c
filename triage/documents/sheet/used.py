"""Part 3: what was used. Every fact and every answer that does not count, as visible as what does; and what was left out on purpose."""

from __future__ import annotations

from collections.abc import Iterator

from triage.cases.case import Fact
from triage.documents.blocks import Block, Column, Heading, Paragraph, Row, Table, Text
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.subject import Subject, answer_cell, in_a_row
from triage.documents.typeface import SMALL
from triage.framework.model import TallyItem
from triage.weighing.coding import count_of
from triage.weighing.result import ItemResult, Use
from triage.wording import _


def used(subject: Subject) -> Iterator[Block]:
    """Facts, answers that do not count, remarks, and what is not used."""
    yield from _facts(subject)
    yield from _open(subject)
    yield from _notes(subject)
    yield from _left_out(subject)


def _facts(subject: Subject) -> Iterator[Block]:
    facts, said = subject.weighing.case.facts, subject.say
    yield Heading(said(_("Feiten")), 3)
    if facts is None:
        yield Paragraph(Text(said(_("Er is geen lijst van feiten. Wat eruit wordt geteld, is onbekend."))))
        return
    if not facts:
        yield Paragraph(Text(said(_("Er zijn geen feiten."))))
        return
    columns = (
        Column(said(_("Soort feit")), 0, 42 * MM),
        Column(said(_("Wanneer")), 45 * MM, 74 * MM),
        Column(said(_("Status en bron")), 77 * MM, 122 * MM),
        Column(said(_("Telt mee")), 125 * MM, ROOM),
    )
    yield Table(columns, tuple(_fact_row(subject, fact) for fact in sorted(facts, key=lambda fact: (fact.when, fact.kind))))


def _fact_row(subject: Subject, fact: Fact) -> Row:
    kind = subject.names.fact_kinds.get(fact.kind, fact.kind)
    about = [fact.source or _("bron niet ingevuld"), *([_("betwist")] if fact.contested else [])]
    return Row(
        (
            subject.cell(kind),
            subject.cell(fact.when.as_quarter),
            (*subject.cell(fact.status), *in_a_row(subject, about)),
            subject.cell(*_counted_in(subject, fact)),
        )
    )


def _counted_in(subject: Subject, fact: Fact) -> list[object]:
    """In which tallies a fact counts, and in which it only may."""
    tallies = [item for item in subject.framework.items if isinstance(item, TallyItem)]
    counts = {item.id: count_of(fact, item.of, subject.weighing.case.reference_date) for item in tallies}
    surely = [item for item, (low, _high) in counts.items() if low]
    maybe = [item for item, (low, high) in counts.items() if high > low]
    said: list[object] = []
    if surely:
        said.append(_("bij {items}", items=subject.items(surely)))
    if maybe:
        said.append(_("misschien bij {items}", items=subject.items(maybe)))
    return said or [_("telt niet mee")]


def _open(subject: Subject) -> Iterator[Block]:
    results, said = subject.weighing.unknown, subject.say
    yield Heading(said(_("Antwoorden die niet meetellen")), 3)
    if not results:
        yield Paragraph(Text(said(_("Op elke vraag is er een antwoord dat meetelt."))))
        return
    explained = _("Deze antwoorden tellen als onbekend. Een signaal of een betwist antwoord geeft geen punten, maar blijft zichtbaar.")
    if subject.framework.advice and subject.framework.advice.protection:
        explained = _("{explained} Alleen bij de regels voor bescherming is zo'n antwoord genoeg.", explained=explained)
    yield Paragraph(Text(said(explained)), stays=True)
    uncounted = [result.item.id for result in results if result.use is Use.NO_FACTS_LIST]
    if uncounted:
        counted = _("Uit de feiten komt het aantal bij {items}. Zonder lijst van feiten is dat onbekend.", items=subject.items(uncounted))
        yield Paragraph(Text(said(counted)))
    rows = [_open_row(subject, result) for result in results if result.item.id not in uncounted]
    if rows:
        columns = (
            Column(said(_("Nr.")), 0, 8 * MM),
            Column(said(_("Onderdeel")), 10 * MM, 96 * MM),
            Column(said(_("Wat bekend is")), 99 * MM, ROOM),
        )
        yield Table(columns, tuple(rows))


def _open_row(subject: Subject, result: ItemResult) -> Row:
    return Row((subject.cell(str(subject.numbers[result.item.id])), subject.lasting(result.item.name), answer_cell(subject, result)))


def _notes(subject: Subject) -> Iterator[Block]:
    notes = [result for result in subject.weighing.items if result.answer.note.strip()]
    if not notes:
        return
    yield Heading(subject.say(_("Toelichting bij antwoorden")), 3)
    for result in notes:
        name = _("Bij onderdeel {number}, “{question}”", number=str(subject.numbers[result.item.id]), question=result.item.name)
        yield Paragraph(Text(subject.say(name), SMALL), stays=True)
        yield Paragraph(Text(result.answer.note.strip()))


def _left_out(subject: Subject) -> Iterator[Block]:
    left_out, said = subject.framework.not_used, subject.say
    yield Heading(said(_("Met opzet niet gebruikt")), 3)
    if not left_out:
        yield Paragraph(Text(said(_("Het kader noemt geen kenmerken die met opzet zijn weggelaten."))))
        return
    columns = (Column(said(_("Kenmerk")), 0, 60 * MM), Column(said(_("Waarom niet")), 63 * MM, ROOM))
    rows = tuple(
        Row((subject.lasting(subject.names.attributes.get(part.attribute, part.attribute)), subject.lasting(part.why))) for part in left_out
    )
    yield Table(columns, rows)
