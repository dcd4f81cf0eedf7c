"""The two annexes: per item why these points, what they do not say and on which sources they rest; and those sources in full."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.documents.blocks import Block, Cell, Column, Facts, Paragraph, Row, Table, Text
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.subject import NOT_FILLED_IN, Framed
from triage.documents.typeface import NOTE, SMALL
from triage.framework.model import Criterion, Evidence, Item
from triage.framework.values import Text as Words
from triage.framework.vocabulary import Strength
from triage.wording import Message, _


def evidence(framed: Framed) -> Iterator[Block]:
    """What the words for strength mean, then a row per item and criterion."""
    framework, said = framed.framework, framed.say
    first = {item.points_why: item.id for item in reversed(framework.items) if item.points_why}
    rows = [row for item in framework.items if (row := _item_row(framed, item, first))]
    rows += [row for criterion in framework.criteria if (row := _criterion_row(framed, criterion))]
    if not rows:
        yield Paragraph(Text(said(NOT_FILLED_IN)))
        return
    yield Facts(_strength_words(framed))
    columns = (
        Column(said(_("Nr.")), 0, 8 * MM),
        Column(said(_heading(framed)), 10 * MM, 86 * MM),
        Column(said(_("Bronnen en bewijskracht")), 89 * MM, ROOM),
    )
    yield Table(columns, tuple(rows))


def _heading(framed: Framed) -> Message:
    """What stands above the reasons: a framework without points gives none."""
    if any(item.points_why for item in framed.framework.items):
        return _("Waarom deze punten, en wat zij niet zeggen")
    return _("Wat het onderdeel niet zegt")


def sources(framed: Framed) -> Iterator[Block]:
    """The publications that are cited, in full."""
    if not framed.names.sources:
        yield Paragraph(Text(framed.say(NOT_FILLED_IN)))
    for source in sorted(framed.names.sources.values(), key=lambda source: source.full.casefold()):
        yield Paragraph(Text(source.full, NOTE))


def _strength_words(framed: Framed) -> tuple[tuple[str, Cell], ...]:
    meanings = framed.names.strengths
    return tuple((framed.language.sentence(strength), framed.lasting(meanings[strength])) for strength in Strength if strength in meanings)


def _item_row(framed: Framed, item: Item, first: Mapping[Words, str]) -> Row | None:
    """The row of an item; a reason that was given before, at the item that `first` names, is not said again."""
    texts: list[Text] = []
    if item.points_why:
        said_at = first[item.points_why]
        again = _("Zelfde reden als bij {items}.", items=framed.items([said_at]))
        texts += framed.lasting(item.points_why if said_at == item.id else again)
    if item.limits:
        texts += framed.lasting(_("Grens: {limits}", limits=item.limits), style=NOTE)
    sources = _cited(framed, item.evidence)
    return Row((framed.lasting(str(framed.numbers[item.id])), tuple(texts), sources)) if texts or sources else None


def _criterion_row(framed: Framed, criterion: Criterion) -> Row | None:
    sources = _cited(framed, criterion.evidence)
    return Row(((), framed.lasting(_("Criterium “{name}”", name=criterion.name)), sources)) if sources else None


def _cited(framed: Framed, evidence: tuple[Evidence, ...]) -> Cell:
    """Each source with strength and note. One that rests on memory is counted, never named."""
    cited: list[Text] = []
    for part in evidence:
        if part.none is not None:
            cited += framed.lasting(_("Geen bron: {why}", why=part.none))
            continue
        name = framed.names.sources.get(part.source or "")
        if name is None:
            cited += framed.lasting(_("Een bron die nog niet is nagelezen; die staat daarom niet op dit blad."), style=SMALL)
            continue
        cited += framed.lasting(_("{source}: {strength}", source=name.short, strength=part.strength))
        if part.note:
            cited += framed.lasting(part.note, style=NOTE)
    return tuple(cited)
