"""The annex on what counts and what does not: per item (kinds of fact, statuses, time, how long an answer holds), and per kind of fact."""

from __future__ import annotations

from collections.abc import Iterator

from triage.documents.blocks import Block, Column, Facts, Heading, Paragraph, Row, Table, Text
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.counting import window_words
from triage.documents.sheet.subject import NOT_FILLED_IN, Framed
from triage.documents.typeface import NOTE
from triage.framework.model import DerivedItem, Item, TallyItem, TallyOf
from triage.wording import Message, _


def what_counts(framed: Framed) -> Iterator[Block]:
    """The rules that hold for every item, a row per item, then what each kind of fact means."""
    said = framed.say
    yield Paragraph(Text(said(_("Voor elk onderdeel geldt:"))), stays=True)
    yield Facts(tuple((said(label), framed.lasting(meaning)) for label, meaning in _for_all(framed)))
    columns = (
        Column(said(_("Nr.")), 0, 8 * MM),
        Column(said(_("Telt wel")), 10 * MM, 96 * MM),
        Column(said(_("Telt niet")), 99 * MM, ROOM),
    )
    rows = [row for item in framed.framework.items if (row := _row(framed, item))]
    if rows:
        yield Table(columns, tuple(rows))
    yield from _kinds_of_fact(framed)


def _for_all(framed: Framed) -> Iterator[tuple[Message, Message]]:
    yield _("Antwoord"), _("Alleen een antwoord dat is vastgesteld of door twee bronnen is bevestigd. Al het andere telt als onbekend.")
    yield _("Geldigheid"), _("Staat er geen termijn bij een onderdeel, dan verloopt een antwoord niet.")
    if any(isinstance(item, TallyItem) for item in framed.framework.items):
        yield _("Feit"), _("Soort, status en termijn moeten alle drie passen. De datum is die van het feit, niet die van de uitspraak.")
        yield _("Wat er niet staat"), _("Een soort of status die niet bij een onderdeel staat, telt daar niet.")
        yield _("Alle soorten"), _("Staat er “alle”, dan telt elke soort uit de lijst onderaan dit overzicht.")
        yield _("Betwist"), _("Een betwist feit telt misschien: wel in het hoogste aantal, niet in het laagste.")


def _kinds_of_fact(framed: Framed) -> Iterator[Block]:
    """Every kind of fact the framework counts, as the registry defines it."""
    if not framed.framework.facts:
        return
    yield Heading(framed.say(_("Soorten feiten")), 3)
    columns = (
        Column(framed.say(_("Soort")), 0, 36 * MM),
        Column(framed.say(_("Hoort erbij")), 39 * MM, 108 * MM),
        Column(framed.say(_("Hoort er niet bij")), 111 * MM, ROOM),
    )
    yield Table(columns, tuple(_kind_row(framed, kind) for kind in framed.framework.facts))


def _kind_row(framed: Framed, kind: str) -> Row:
    definition = framed.names.definitions.get(kind)
    meaning = (definition.counts, definition.does_not_count) if definition else (NOT_FILLED_IN, NOT_FILLED_IN)
    return Row(
        (framed.lasting(framed.names.fact_kinds.get(kind, kind), style=NOTE), *(framed.lasting(part, style=NOTE) for part in meaning))
    )


def _row(framed: Framed, item: Item) -> Row | None:
    counts = [*framed.lasting(item.counts)] if item.counts else []
    counts += [*framed.lasting(*_rules(framed, item), style=NOTE)]
    does_not = framed.lasting(item.does_not_count) if item.does_not_count else ()
    return Row((framed.lasting(str(framed.numbers[item.id])), tuple(counts), does_not)) if counts or does_not else None


def _rules(framed: Framed, item: Item) -> Iterator[Message]:
    """What the framework says in numbers and lists: kinds, statuses and window of a count, validity of an answer."""
    if isinstance(item, TallyItem):
        yield _(
            "Soorten: {kinds}. Status: {statuses}. Termijn: {window}.",
            kinds=_kinds(framed, item.of),
            statuses=list(item.of.statuses),
            window=window_words(item.of),
        )
    elif isinstance(item, DerivedItem):
        yield _("Volgt uit andere onderdelen, volgens de regel in deel 4.")
    elif item.valid_months is not None:
        yield _("Een antwoord is {months} maanden geldig.", months=item.valid_months)
    if item.allow_not_applicable:
        yield _("“Niet van toepassing” is een antwoord en geeft 0 punten.") if item.scale else _("“Niet van toepassing” is een antwoord.")


def _kinds(framed: Framed, of: TallyOf) -> object:
    if set(of.facts) == set(framed.framework.facts):
        return _("alle")
    return [_kind(framed, kind) for kind in of.facts]


def _kind(framed: Framed, kind: str) -> object:
    label = framed.names.fact_kinds.get(kind)
    return kind if label is None else framed.say(label).lower()
