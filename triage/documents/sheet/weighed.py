"""Part 4: how it was weighed. Every item with its answer, rule and points, in columns that a reader can add up by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from triage.documents.blocks import Block, Cell, Column, Facts, Figure, Heading, Paragraph, Picture, Row, Table, Text
from triage.documents.marks import GAP, MM, ROOM
from triage.documents.pictures import Amount, Tick, item_bar, range_bar
from triage.documents.sheet.since import since_the_last
from triage.documents.sheet.subject import Framed, Subject, answer_cell, asked, decimals_needed
from triage.documents.typeface import BODY, NOTE, SMALL, STRONG, Style, width
from triage.framework.model import DerivedItem, Scale
from triage.framework.values import UNIT
from triage.weighing.reason_words import HOW_COUNTED, reason_lines
from triage.weighing.result import DomainResult, ItemResult, ScaleResult
from triage.weighing.sentences import (
    NOT_WEIGHED,
    Line,
    bare_range,
    criterion_sentence,
    known_points,
    points,
    points_range,
    points_rule,
    scale_sentence,
)
from triage.wording import Message, _

QUESTION_LEFT = 10 * MM
QUESTION_SHARE = 0.65
"""Of the room that question and answer share."""


def weighed(subject: Subject) -> Iterator[Block]:
    """How to read it, each scale with its sum, the items without points, the criteria. Outside the scope nothing is weighed (REQ-18)."""
    if subject.weighing.out_of_scope:
        yield Paragraph(Text(subject.say(NOT_WEIGHED), lasting=True))
        yield from _deciding_scope(subject)
        yield from since_the_last(subject)
        return
    if subject.weighing.scales:
        yield Paragraph(Text(subject.say(ADD_UP), lasting=True))
        yield Facts(tuple((subject.say(column), subject.lasting(meaning)) for column, meaning in _columns(subject)))
    else:
        yield Paragraph(Text(subject.say(NOTHING_TO_ADD_UP), lasting=True))
    for scale in subject.weighing.scales:
        yield from _scale(subject, scale)
    yield from _without_points(subject)
    yield from _criteria(subject)
    yield from since_the_last(subject)


ADD_UP = _(
    "Elk onderdeel staat hieronder met zijn antwoord, zijn regel en zijn punten. Wie een kolom optelt, komt uit op het totaal eronder. "
    "Schalen worden nooit bij elkaar opgeteld. De punten zijn een keuze van de makers van het kader."
)
NOTHING_TO_ADD_UP = _("Dit kader heeft geen schalen. Er wordt niets opgeteld. Elk onderdeel staat hieronder met zijn antwoord.")
RANGE = _(
    "Een bereik, zoals 11–15, is een buitengrens. Wat de open antwoorden ook worden, de uitkomst ligt er nooit buiten. Niet elk getal "
    "erbinnen hoeft mogelijk te zijn."
)


def _scale(subject: Subject, scale: ScaleResult) -> Iterator[Block]:
    said = subject.say
    yield Heading(said(_("Schaal: {name}", name=scale.scale.name)), 3)
    yield Paragraph(Text(said(scale_sentence(scale)), STRONG), stays=True)
    yield from _meanings(subject, scale)
    yield Figure(range_bar(_amount(scale), _ticks(subject, scale), said(scale_sentence(scale))), stays=True)
    weight = _("Meer punten wegen zwaarder.") if scale.scale.worse == "higher" else _("Minder punten wegen zwaarder.")
    yield Paragraph(Text(said(weight), SMALL), stays=True)
    yield _table(subject, scale)
    yield Facts(tuple(_about(subject, scale)))


def _meanings(subject: Subject, scale: ScaleResult) -> Iterator[Block]:
    """What the level of the case means, or each level that is still possible, as far as the framework says so."""
    for band in scale.scale.bands:
        if band.id not in scale.possible or band.meaning is None:
            continue
        meaning = _("Wat “{band}” betekent: {meaning}", band=band.name, meaning=band.meaning)
        if scale.band is not None:
            meaning = _("Wat dit niveau betekent: {meaning}", meaning=band.meaning)
        yield Paragraph(Text(subject.say(meaning), lasting=True), stays=True)


def _amount(result: ItemResult | ScaleResult) -> Amount:
    return Amount(result.low, result.high, result.least, result.greatest)


def _ticks(subject: Subject, scale: ScaleResult) -> Sequence[Tick]:
    """The ends of the line and where each level starts; the first level starts at the left end."""
    low, high = min(0, scale.least), max(0, scale.greatest)
    borders = [(low if number == 0 else band.from_ or 0, subject.say(band.name)) for number, band in enumerate(scale.scale.bands)]
    named = {at: name for at, name in borders if low <= at < high}
    return [Tick(at, subject.say(bare_range(at, at)), named.get(at, "")) for at in sorted({low, 0, high, *named})]


def _columns(subject: Subject) -> Iterator[tuple[Message, Message]]:
    """What the columns of points mean; low and high only where something is open."""
    if any(scale.low < scale.high for scale in subject.weighing.scales):
        yield _("Laag en hoog"), _("De minste en de meeste punten die nu mogelijk zijn. In een staaf: vol is zeker, gearceerd is onbekend.")
        yield _("Bereik"), RANGE
    if any(scale.low == scale.high for scale in subject.weighing.scales):
        yield _("Punten"), _("De punten die het antwoord geeft.")
    yield _("Max."), _("De meeste punten die het onderdeel kan geven.")
    yield _("0–2"), _("Het onderdeel geteld als 0 (de minste punten), 1, of 2 (de meeste punten), alsof elk onderdeel even zwaar is.")
    yield (
        _("Bekend"),
        _(
            "Bij hoeveel punten het antwoord vaststaat. Reken per onderdeel met de meeste punten min de minste. Een percentage is naar "
            "beneden afgerond."
        ),
    )
    yield _("Vast"), _("De jongere kan dit niet zelf veranderen. Het kan wel verlopen.")
    yield _("Veranderbaar"), _("Dit kan anders worden, bijvoorbeeld met hulp.")
    yield (
        _("Bewijs"),
        _("Het sterkste bewijs, als er meer bronnen zijn. Overzicht A noemt ze alle, ook de zwakkere, en zegt wat elk woord betekent."),
    )


def _table(subject: Subject, scale: ScaleResult) -> Table:
    """The points table of a scale. Columns of points are as wide as their widest number; question and answer share the rest."""
    ranged = scale.low < scale.high
    off = [_taken_off(domain) for domain in scale.domains]
    ends = [[getattr(part, end) for part in (*scale.items, scale)] for end in ("low", "high", "greatest")]
    ends = [[*column, *(each[place] for each in off)] for place, column in enumerate(ends)]
    decimals = decimals_needed(end for column in ends for end in column)
    said = [[subject.figure(end, decimals) for end in column] for column in (ends if ranged else (ends[0], ends[2]))]
    said.append([subject.say(_unit_range(scale.unit_low, scale.unit_high))])
    titles = (_("Laag"), _("Hoog"), _("Max."), _("0–2")) if ranged else (_("Punten"), _("Max."), _("0–2"))
    edges = [ROOM]
    for column in reversed(said):
        edges.insert(0, edges[0] - max(12 * MM, max(width(text, STRONG) for text in column) + GAP))
    middle = QUESTION_LEFT + (edges[0] - 2 * GAP - QUESTION_LEFT) * QUESTION_SHARE
    columns = (
        Column(subject.say(_("Nr.")), 0, QUESTION_LEFT - GAP / 2),
        Column(subject.say(_("Onderdeel, regel en bewijs")), QUESTION_LEFT, middle),
        Column(subject.say(_("Antwoord")), middle + GAP, edges[0] - GAP),
        *(Column(subject.say(title), left, right, figures=True) for title, left, right in zip(titles, edges, edges[1:], strict=False)),
    )
    return Table(columns, tuple(_Lines(subject, scale, ranged, decimals, columns[2].room).rows()))


def _unit_range(low: int, high: int) -> Message:
    return bare_range(low * UNIT, high * UNIT)


def _taken_off(domain: DomainResult) -> tuple[int, int, int]:
    """What the cap of an area takes off its low, its high and its greatest sum: zero or less."""
    if domain.cap is None:
        return 0, 0, 0
    low, high, most = (sum(getattr(item, end) for item in domain.items) for end in ("low", "high", "greatest"))
    return domain.low - low, domain.high - high, min(most, domain.cap) - most


@dataclass(frozen=True)
class _Lines:
    """The rows of one points table."""

    subject: Subject
    scale: ScaleResult
    ranged: bool
    decimals: int
    bar_room: float

    def rows(self) -> Iterator[Row]:
        """The items in the order of the file, or area by area where an area has a cap, with what the cap takes off; then the total."""
        scale = self.scale
        if not scale.scale.domain_caps:
            yield from (self._item(item) for item in scale.items)
        for domain in scale.domains if scale.scale.domain_caps else ():
            if domain.domain:
                yield Row((self.subject.cell(self._area(domain), style=STRONG),), group=True)
            yield from (self._item(item) for item in domain.items)
            yield from self._cap(domain)
        sums = self._figures(scale.low, scale.high, scale.greatest, style=STRONG)
        units = self._units(scale.unit_low, scale.unit_high, STRONG)
        yield Row(((), self.subject.cell(_("Totaal"), style=STRONG), (), *sums, units), strong=True)

    def _area(self, domain: DomainResult) -> object:
        return self.subject.framework.domain_by_id[domain.domain].name

    def _item(self, result: ItemResult) -> Row:
        subject, item = self.subject, result.item
        question = (*_question(subject.framed, item.id), *_strength(subject.framed, item.id))
        answer = (*answer_cell(subject, result), self._bar(result))
        sums = self._figures(result.low, result.high, result.greatest)
        units = self._units(result.unit_low, result.unit_high)
        return Row((subject.cell(str(subject.numbers[item.id])), question, answer, *sums, units))

    def _bar(self, result: ItemResult) -> Picture:
        least = min(item.least for item in self.scale.items)
        greatest = max(item.greatest for item in self.scale.items)
        return item_bar(_amount(result), least, greatest, self.bar_room, self.subject.say(points_range(result.low, result.high)))

    def _cap(self, domain: DomainResult) -> Iterator[Row]:
        """What the cap of an area takes off, as a line of its own, also from the greatest points."""
        off = _taken_off(domain)
        if any(off):
            assert domain.cap is not None
            text = _("Er af: “{area}” telt voor hoogstens {cap}", cap=points(domain.cap), area=self._area(domain))
            yield Row(((), self.subject.cell(text), (), *self._figures(*off), ()))

    def _figures(self, low: int, high: int, most: int, style: Style = BODY) -> tuple[Cell, ...]:
        numbers = (low, high, most) if self.ranged else (low, most)
        return tuple(self.subject.cell(self.subject.figure(number, self.decimals), style=style) for number in numbers)

    def _units(self, low: int, high: int, style: Style = BODY) -> Cell:
        return self.subject.cell(_unit_range(low, high), style=style)


@lru_cache(maxsize=1024)
def _question(framed: Framed, item: str) -> Cell:
    """The question of an item, and how it gives points; conditions call other items by their number."""
    model = framed.framework.item_by_id[item]
    lines = points_rule(model, framed.numbered)
    if isinstance(model, DerivedItem):
        start = framed.lasting(_("Regel; de eerste die opgaat, telt:"), style=NOTE)
        return (*framed.lasting(model.name), *start, *framed.listed((Line(1, line) for line in lines), style=NOTE))
    rule = framed.lasting(_("Regel: {rule}.", rule="; ".join(framed.say(line) for line in lines)), style=NOTE) if lines else ()
    return (*framed.lasting(model.name), *rule)


@lru_cache(maxsize=1024)
def _strength(framed: Framed, item: str) -> Cell:
    """Area of life, strength of the evidence, and whether the answer can change."""
    model = framed.framework.item_by_id[item]
    change = _("Veranderbaar.") if model.changeable == "dynamic" else _("Vast.")
    said = framed.say(_("Bewijs: {strength}. {change}", strength=model.strength, change=change))
    if model.domain:
        said = f"{framed.say(framed.framework.domain_by_id[model.domain].name)}. {said}"
    return framed.lasting(said, style=SMALL)


def _about(subject: Subject, scale: ScaleResult) -> Iterator[tuple[str, Cell]]:
    """What belongs to the total: how much is known, how much cannot change, and the same with every item counted alike."""
    said, of = subject.say, subject.cell
    known = _("{known}.", known=known_points(scale))
    if scale.scale.min_known is not None:
        needed = Decimal(scale.scale.min_known) * 100
        known = _("{known}. Voor een niveau is {needed} % nodig.", known=known_points(scale), needed=needed)
    yield said(_("Bekend")), of(known)
    if scale.scale.bands:
        yield said(_("Niveaus")), subject.lasting(*_bands(scale.scale))
    lines = reason_lines(scale, subject.numbered)
    yield said(_("Wat het zwaarst telt")), (*(text for line in lines for text in of(line)), *subject.lasting(HOW_COUNTED, style=NOTE))
    static = points_range(scale.static_low, scale.static_high)
    yield said(_("Vast deel")), of(_("{points} uit vaste onderdelen.", points=static))
    units = _unit_range(scale.unit_low, scale.unit_high)
    most = 2 * sum(item.least < item.greatest for item in scale.items)
    yield said(_("Geteld als 0, 1 of 2")), of(_("{units} van hoogstens {most}, als elk onderdeel even zwaar telt.", units=units, most=most))


def _bands(scale: Scale) -> Iterator[Message]:
    """Each level with the points it starts at."""
    for band in scale.bands:
        if band.from_ is None:
            yield _("{band}: het laagste niveau", band=band.name)
        else:
            yield _("{band}: vanaf {points}", band=band.name, points=points(band.from_))


def _deciding_scope(subject: Subject) -> Iterator[Block]:
    """The answers that put a case outside the scope."""
    scope = subject.framework.scope
    items = asked(scope.when) if scope else set[str]()
    yield Paragraph(Text(subject.say(_("Dit zegt of een casus binnen het kader valt."))), stays=True)
    yield _answers(subject, [result for result in subject.weighing.items if result.item.id in items])


def _without_points(subject: Subject) -> Iterator[Block]:
    results = [result for result in subject.weighing.items if result.item.scale is None]
    if not results:
        return
    yield Heading(subject.say(_("Onderdelen zonder punten")), 3)
    yield Paragraph(Text(subject.say(_("Deze onderdelen geven geen punten. Zij tellen mee in criteria, regels of hulp."))), stays=True)
    yield _answers(subject, results)


def _answers(subject: Subject, results: Sequence[ItemResult]) -> Table:
    columns = (
        Column(subject.say(_("Nr.")), 0, 8 * MM),
        Column(subject.say(_("Onderdeel")), 10 * MM, 104 * MM),
        Column(subject.say(_("Antwoord")), 107 * MM, ROOM),
    )
    rows = tuple(
        Row(
            (
                subject.cell(str(subject.numbers[result.item.id])),
                _question(subject.framed, result.item.id),
                answer_cell(subject, result),
            )
        )
        for result in results
    )
    return Table(columns, rows)


def _criteria(subject: Subject) -> Iterator[Block]:
    if not subject.weighing.criteria:
        return
    yield Heading(subject.say(_("Criteria")), 3)
    columns = (
        Column(subject.say(_("Criterium")), 0, 66 * MM),
        Column(subject.say(_("Voldaan")), 69 * MM, 92 * MM),
        Column(subject.say(_("Waarom")), 95 * MM, ROOM),
    )
    rows = tuple(
        Row(
            (subject.lasting(result.criterion.name), subject.cell(result.truth), subject.cell(criterion_sentence(result, subject.numbered)))
        )
        for result in subject.weighing.criteria
    )
    yield Table(columns, rows)
