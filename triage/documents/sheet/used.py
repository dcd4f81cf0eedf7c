"""Part 3: what was used. Every fact and every answer that does not count, as visible as what does; and what was left out on purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from triage.cases.case import Fact
from triage.documents.blocks import Block, Column, Heading, Paragraph, Row, Table, Text
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.contested import contested, out_of_use
from triage.documents.sheet.counting import Standing, Term, called, standing
from triage.documents.sheet.subject import Framed, Subject, answer_cell, asked, in_a_row, lasting
from triage.documents.typeface import NOTE, SMALL
from triage.framework.model import Framework, TallyItem
from triage.weighing.result import ItemResult, Use
from triage.weighing.sentences import item_answer
from triage.wording import Message, _


def used(subject: Subject) -> Iterator[Block]:
    """Facts and the terms they count in, counts that are a range, answers that do not count, remarks, and what is not used."""
    yield from _facts(subject)
    yield from _ranges(subject)
    yield from _terms(subject)
    yield from _open(subject)
    yield from _notes(subject)
    yield from contested(subject)
    yield from out_of_use(subject)
    yield from lasting(_left_out, subject.framed)


def _facts(subject: Subject) -> Iterator[Block]:
    facts, said = subject.weighing.case.facts, subject.say
    yield Heading(said(_("Feiten")), 3)
    if facts is None:
        yield Paragraph(Text(said(_("Er is geen lijst van feiten. Wat eruit wordt geteld, is onbekend."))))
        return
    if not facts:
        yield Paragraph(Text(said(_("Er zijn geen feiten."))))
        return
    yield Paragraph(Text(said(HOW_TO_FOLLOW)), stays=True)
    columns = (
        Column(said(_("Feit")), 0, 9 * MM),
        Column(said(_("Soort feit")), 11 * MM, 46 * MM),
        Column(said(_("Wanneer")), 49 * MM, 74 * MM),
        Column(said(_("Status en bron")), 77 * MM, 115 * MM),
        Column(said(_("Bij welk onderdeel het telt, of waarom niet")), 118 * MM, ROOM),
    )
    yield Table(columns, tuple(_fact_row(subject, number, fact) for number, fact in enumerate(subject.facts, 1)))


HOW_TO_FOLLOW = _(
    "Elk feit heeft een nummer. Bij elk aantal in deel 4 staat welke feiten zijn geteld. Overzicht C zegt welke soorten, statussen en "
    "termijnen bij een onderdeel tellen. Een onderdeel dat niet bij een feit staat, telt die soort feit niet."
)


def _fact_row(subject: Subject, number: int, fact: Fact) -> Row:
    kind = subject.names.fact_kinds.get(fact.kind, fact.kind)
    about = [fact.source or _("bron niet ingevuld"), *([_("betwist")] if fact.contested else [])]
    return Row(
        (
            subject.cell(called(number)),
            subject.cell(kind),
            subject.cell(fact.when.as_quarter),
            (*subject.cell(fact.status), *in_a_row(subject, about)),
            tuple(_counted_in(subject, fact)),
        )
    )


def _counted_in(subject: Subject, fact: Fact) -> Iterator[Text]:
    """By which tallies a fact is counted, by which it only may be, and by which not, with the reason; those of other kinds are left out."""
    day = subject.weighing.case.reference_date
    by_standing: dict[Standing, list[str]] = {}
    for item in subject.framework.items:
        if isinstance(item, TallyItem):
            by_standing.setdefault(standing(fact, item.of, day), []).append(item.id)
    surely = by_standing.pop(Standing.COUNTS, None)
    by_standing.pop(Standing.OTHER_KIND, None)
    if surely:
        yield from subject.cell(_("telt bij {items}", items=subject.items(surely)))
    for how in (Standing.STRADDLES, Standing.CONTESTED):
        if items := by_standing.get(how):
            yield from subject.cell(_("misschien bij {items}: {why}", items=subject.items(items), why=WHY[how]))
    nowhere = not surely and not any(how.possible for how in by_standing)
    if nowhere:
        yield from subject.cell(_("telt niet mee"))
    if not by_standing and nowhere:
        yield from subject.cell(_("geen onderdeel telt deze soort feit"), style=NOTE)
    for how in (Standing.OTHER_STATUS, Standing.OTHER_TIME, Standing.LATER):
        if items := by_standing.get(how):
            yield from subject.cell(_("niet bij {items}: {why}", items=subject.items(items), why=WHY[how]), style=NOTE)


WHY = {
    Standing.STRADDLES: _("het kwartaal ligt over de grens van de termijn"),
    Standing.CONTESTED: _("het feit is betwist"),
    Standing.OTHER_STATUS: _("deze status telt daar niet"),
    Standing.OTHER_TIME: _("buiten de termijn"),
    Standing.LATER: _("van na de peildatum"),
}


def _ranges(subject: Subject) -> Iterator[Block]:
    """Counts that are not certain, each with the facts that make them so."""
    said = subject.say
    results = [result for result in subject.weighing.unknown if result.use is Use.FROM_FACTS]
    if not results:
        return
    yield Heading(said(_("Aantallen die een bereik zijn")), 3)
    yield Paragraph(Text(said(WHY_A_RANGE)), stays=True)
    columns = (
        Column(said(_("Nr.")), 0, 8 * MM),
        Column(said(_("Onderdeel")), 10 * MM, 80 * MM),
        Column(said(_("Aantal")), 83 * MM, 110 * MM),
        Column(said(_("Waarom het een bereik is")), 113 * MM, ROOM),
    )
    yield Table(columns, tuple(_range_row(subject, result) for result in results))


WHY_A_RANGE = _(
    "Een betwist feit telt misschien. Een feit in een kwartaal dat over de grens van de termijn ligt, telt ook misschien: of het ervoor "
    "of erna was, is niet bekend. Zo'n feit telt mee in het hoogste aantal en niet in het laagste."
)


def _range_row(subject: Subject, result: ItemResult) -> Row:
    perhaps = subject.counted[result.item.id].perhaps
    why = [_("{fact}: {why}", fact=called(number), why=WHY[how]) for number, how in perhaps]
    name = subject.lasting(result.item.name)
    return Row((subject.cell(str(subject.numbers[result.item.id])), name, subject.cell(item_answer(result)), subject.cell(*why)))


def _terms(subject: Subject) -> Iterator[Block]:
    """What the terms of this framework come down to on the reference date, in quarters."""
    rows = [*_fact_terms(subject), *_answer_terms(subject)]
    if not rows:
        return
    said = subject.say
    yield Heading(said(_("De termijnen op de peildatum")), 3)
    yield Paragraph(Text(said(ABOUT_TERMS)), stays=True)
    columns = (
        Column(said(_("Termijn")), 0, 50 * MM),
        Column(said(_("Geldt voor")), 53 * MM, 96 * MM),
        Column(said(_("Telt zeker")), 99 * MM, 134 * MM),
        Column(said(_("Ligt op de grens")), 137 * MM, ROOM),
    )
    yield Table(columns, tuple(rows))


ABOUT_TERMS = _(
    "Een termijn loopt terug vanaf de peildatum. Het blad toont kwartalen. Is van een feit of antwoord de dag bekend, dan rekent het "
    "programma met die dag. Een antwoord zonder kwartaal telt als een antwoord van nu, en een antwoord waarbij geen status is ingevuld als "
    "vastgesteld."
)


def _fact_terms(subject: Subject) -> Iterator[Row]:
    tallies = [item for item in subject.framework.items if isinstance(item, TallyItem)]
    day = subject.weighing.case.reference_date
    windows = dict.fromkeys((item.of.within_months, item.of.before_months) for item in tallies)
    for within, before in windows:
        items = [item.id for item in tallies if (item.of.within_months, item.of.before_months) == (within, before)]
        if within is not None:
            name, term = _("feiten, laatste {months} maanden", months=within), Term.within(within, day)
            surely = _("{quarter} of later", quarter=term.surely)
        elif before is not None:
            name, term = _("feiten, meer dan {months} maanden geleden", months=before), Term.before(before, day)
            surely = _("{quarter} of eerder", quarter=term.surely)
        else:
            continue
        yield _term_row(subject, name, items, surely, term.across or _("geen kwartaal"))


def _answer_terms(subject: Subject) -> Iterator[Row]:
    questions, day = subject.framework.questions, subject.weighing.case.reference_date
    for months in sorted({item.valid_months for item in questions if item.valid_months is not None}):
        items = [item.id for item in questions if item.valid_months == months]
        term = Term.within(months, day)
        across = _("{quarter}: verouderd", quarter=term.across) if term.across else _("geen kwartaal")
        surely = _("{quarter} of later", quarter=term.surely)
        yield _term_row(subject, _("antwoorden, {months} maanden geldig", months=months), items, surely, across)


def _term_row(subject: Subject, name: Message, items: Iterable[str], surely: Message, across: object) -> Row:
    return Row((subject.cell(name), subject.cell(subject.items(items)), subject.cell(surely), subject.cell(across)))


def _open(subject: Subject) -> Iterator[Block]:
    said = subject.say
    results = [result for result in subject.weighing.unknown if result.use is not Use.FROM_FACTS]
    yield Heading(said(_("Antwoorden die niet meetellen")), 3)
    if not results:
        yield Paragraph(Text(said(_("Op elke vraag is er een antwoord dat meetelt."))))
        return
    yield Paragraph(
        Text(said(_("Deze antwoorden tellen als onbekend. Een signaal of een betwist antwoord geeft geen punten, maar blijft zichtbaar."))),
        stays=True,
    )
    uncounted = [result.item.id for result in results if result.use is Use.NO_FACTS_LIST]
    if uncounted:
        counted = _("Uit de feiten komt het aantal bij {items}. Zonder lijst van feiten is dat onbekend.", items=subject.items(uncounted))
        yield Paragraph(Text(said(counted)))
    protecting = _protecting(subject.framework)
    rows = [_open_row(subject, result, protecting) for result in results if result.item.id not in uncounted]
    if rows:
        columns = (
            Column(said(_("Nr.")), 0, 8 * MM),
            Column(said(_("Onderdeel")), 10 * MM, 96 * MM),
            Column(said(_("Wat bekend is")), 99 * MM, ROOM),
        )
        yield Table(columns, tuple(rows))


def _open_row(subject: Subject, result: ItemResult, protecting: set[str]) -> Row:
    answer = answer_cell(subject, result)
    if result.use in (Use.SIGNAL, Use.CONTESTED) and result.item.id in protecting:
        answer += subject.cell(_("telt niet voor punten, wel voor bescherming"))
    return Row((subject.cell(str(subject.numbers[result.item.id])), subject.lasting(result.item.name), answer))


def _protecting(framework: Framework) -> set[str]:
    """The items a line of protection asks about: there a signal or a contested answer is enough."""
    lines = framework.advice.protection if framework.advice else ()
    return {item for line in lines for item in asked(line.when)}


def _notes(subject: Subject) -> Iterator[Block]:
    notes = [result for result in subject.weighing.items if result.answer.note.strip()]
    if not notes:
        return
    yield Heading(subject.say(_("Toelichting bij antwoorden")), 3)
    for result in notes:
        name = _("Bij onderdeel {number}, “{question}”", number=str(subject.numbers[result.item.id]), question=result.item.name)
        yield Paragraph(Text(subject.say(name), SMALL), stays=True)
        yield Paragraph(Text(result.answer.note.strip()))


def _left_out(framed: Framed) -> Iterator[Block]:
    left_out, said = framed.framework.not_used, framed.say
    yield Heading(said(_("Met opzet niet gebruikt")), 3)
    if not left_out:
        yield Paragraph(Text(said(_("Het kader noemt geen kenmerken die met opzet zijn weggelaten."))))
        return
    columns = (Column(said(_("Kenmerk")), 0, 60 * MM), Column(said(_("Waarom niet")), 63 * MM, ROOM))
    rows = tuple(
        Row((framed.lasting(framed.names.attributes.get(part.attribute, part.attribute)), framed.lasting(part.why))) for part in left_out
    )
    yield Table(columns, rows)
