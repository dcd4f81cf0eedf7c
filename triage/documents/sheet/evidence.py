"""The two annexes: per item why these points, what they do not say and on which sources they rest; and those sources in full."""

from __future__ import annotations

from collections.abc import Iterator

from triage.documents.blocks import Block, Cell, Column, Facts, Paragraph, Row, Table, Text
from triage.documents.marks import MM, ROOM
from triage.documents.sheet.subject import NOT_FILLED_IN, Subject
from triage.documents.typeface import NOTE, SMALL
from triage.framework.model import Criterion, Evidence, Item
from triage.framework.vocabulary import Strength
from triage.wording import _


def evidence(subject: Subject) -> Iterator[Block]:
    """What the words for strength mean, then a row per item and criterion."""
    framework, said = subject.framework, subject.say
    rows = [row for item in framework.items if (row := _item_row(subject, item))]
    rows += [row for criterion in framework.criteria if (row := _criterion_row(subject, criterion))]
    if not rows:
        yield Paragraph(Text(said(NOT_FILLED_IN)))
        return
    yield Facts(_strength_words(subject))
    columns = (
        Column(said(_("Nr.")), 0, 8 * MM),
        Column(said(_("Waarom deze punten, en wat zij niet zeggen")), 10 * MM, 86 * MM),
        Column(said(_("Bronnen en bewijskracht")), 89 * MM, ROOM),
    )
    yield Table(columns, tuple(rows))


def sources(subject: Subject) -> Iterator[Block]:
    """The publications that are cited, in full."""
    if not subject.names.sources:
        yield Paragraph(Text(subject.say(NOT_FILLED_IN)))
    for source in sorted(subject.names.sources.values(), key=lambda source: source.full.casefold()):
        yield Paragraph(Text(source.full, NOTE))


def _strength_words(subject: Subject) -> tuple[tuple[str, Cell], ...]:
    meanings = subject.names.strengths
    return tuple((subject.language.sentence(strength), subject.cell(meanings[strength])) for strength in Strength if strength in meanings)


def _item_row(subject: Subject, item: Item) -> Row | None:
    texts: list[Text] = []
    if item.points_why:
        texts += subject.cell(item.points_why)
    if item.limits:
        texts += subject.cell(_("Grens: {limits}", limits=item.limits), style=NOTE)
    sources = _cited(subject, item.evidence)
    return Row((subject.cell(str(subject.numbers[item.id])), tuple(texts), sources)) if texts or sources else None


def _criterion_row(subject: Subject, criterion: Criterion) -> Row | None:
    sources = _cited(subject, criterion.evidence)
    return Row(((), subject.cell(_("Criterium “{name}”", name=criterion.name)), sources)) if sources else None


def _cited(subject: Subject, evidence: tuple[Evidence, ...]) -> Cell:
    """Each source with strength and note. One that rests on memory is counted, never named."""
    cited: list[Text] = []
    for part in evidence:
        if part.none is not None:
            cited += subject.cell(_("Geen bron: {why}", why=part.none))
            continue
        name = subject.names.sources.get(part.source or "")
        if name is None:
            cited += subject.cell(_("Een bron die nog niet is nagelezen; die staat daarom niet op dit blad."), style=SMALL)
            continue
        cited += subject.cell(_("{source}: {strength}", source=name.short, strength=part.strength))
        if part.note:
            cited += subject.cell(part.note, style=NOTE)
    return tuple(cited)
