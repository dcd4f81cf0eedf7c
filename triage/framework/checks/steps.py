"""Steps of points over numbers: bins of an item, bands of a scale. They begin open, ascend, and leave no gap and no overlap."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from triage.framework.checks.common import (
    ITEMS,
    SCALES,
    too_precise_mend,
    whole_conditions_of,
)
from triage.framework.conditions import ItemAnswer, ItemNumber, walk
from triage.framework.contents import limits, point_values, possible_points
from triage.framework.draft import Draft
from triage.framework.model import Band, Bin, Item, NumericItem, Scale, TallyItem, decimals_of
from triage.framework.source import Fault, Path
from triage.framework.values import as_points, decimals_in
from triage.wording import _

MAX_TALLY_NUMBERS = 100
"""Different numbers that the points and conditions of one tally may name: every range between two of them is looked up in a table."""


def check_steps(draft: Draft) -> Iterator[Fault]:
    """Faults in bins and bands."""
    yield from _too_many_numbers(draft)
    for path, item in draft.each(ITEMS, draft.framework.items):
        if isinstance(item, NumericItem | TallyItem):
            yield from _bins(item, (*path, "points"))
    for path, scale in draft.each(SCALES, draft.framework.scales):
        own = draft.framework.items_of(scale.id) if draft.whole("items") else ()
        yield from _bands(scale, own, (*path, "bands"))
        yield from _top(scale, own, (*path, "bands"))


def _too_many_numbers(draft: Draft) -> Iterator[Fault]:
    compared = Counter(
        part.item
        for _path, condition in whole_conditions_of(draft)
        for part in walk(condition)
        if isinstance(part, ItemAnswer | ItemNumber)
    )
    for path, item in draft.each(ITEMS, draft.framework.items):
        if isinstance(item, TallyItem) and len(item.points) + 2 * compared[item.id] > MAX_TALLY_NUMBERS:
            yield Fault(
                path,
                _("Punten en voorwaarden van '{item}' noemen meer dan {most} getallen.", item=item.id, most=MAX_TALLY_NUMBERS),
                _("Gebruik minder treden of voorwaarden."),
            )


def _bins(item: NumericItem | TallyItem, path: Path) -> Iterator[Fault]:
    before: Bin | None = None
    faults: list[Fault] = []
    for number, step in enumerate(item.points):
        at = (*path, number)
        joins = [] if faults or before is None else list(_joins(item, before, step, at))
        faults = (
            [*_start(item, number, step, before, at), *_too_precise(item, step, at)] or joins or list(_in_range(item, number, step, at))
        )
        yield from faults
        before = step
    if before is not None and before.at_most is not None and not faults:
        yield from _end(item, before.at_most, (*path, len(item.points) - 1, "at_most"))


def _start(item: Item, number: int, step: Bin, before: Bin | None, at: Path) -> Iterator[Fault]:
    if number == 0 and step.at_least is not None:
        yield Fault(
            (*at, "at_least"),
            _("De eerste trede van '{item}' heeft een 'at_least': lagere getallen krijgen geen punten.", item=item.id),
            _("Haal 'at_least' weg, of zet er een trede zonder 'at_least' voor."),
        )
    elif number > 0 and step.at_least is None:
        problem = _("Trede {number} van '{item}' heeft geen 'at_least'.", number=number + 1, item=item.id)
        yield Fault(at, problem, _("Voeg 'at_least' toe. Alleen de eerste trede heeft dat niet."))
    elif before is not None and before.at_least is not None and step.at_least is not None and step.at_least <= before.at_least:
        yield Fault(
            (*at, "at_least"),
            _("De treden van '{item}' lopen niet op: {next} komt na {before}.", item=item.id, next=step.at_least, before=before.at_least),
            _("Zet de treden in volgorde, van laag naar hoog."),
        )
    if step.at_least is not None and step.at_most is not None and step.at_most < step.at_least:
        problem = _("Bij trede {number} van '{item}' is 'at_most' lager dan 'at_least'.", number=number + 1, item=item.id)
        yield Fault((*at, "at_most"), problem, _("Schrijf bij 'at_most' een getal van ten minste {low}.", low=step.at_least))


def _too_precise(item: NumericItem | TallyItem, step: Bin, at: Path) -> Iterator[Fault]:
    allowed = decimals_of(item)
    for key, value in (("at_least", step.at_least), ("at_most", step.at_most)):
        if value is not None and decimals_in(value) > allowed:
            problem = _("'{key}' heeft meer decimalen dan een antwoord op '{item}' kan hebben.", key=key, item=item.id)
            yield Fault((*at, key), problem, too_precise_mend(allowed))


def _joins(item: NumericItem | TallyItem, before: Bin, step: Bin, at: Path) -> Iterator[Fault]:
    if before.at_most is None or step.at_least is None:
        return
    due = before.at_most + Decimal(1).scaleb(-decimals_of(item))
    if step.at_least == due:
        return
    if step.at_least > due:
        problem = _("Tussen {low} en {high} krijgt '{item}' geen punten.", low=before.at_most, high=step.at_least, item=item.id)
    else:
        problem = _(
            "Twee treden van '{item}' overlappen: de ene tot en met {high}, de andere vanaf {low}.",
            item=item.id,
            high=before.at_most,
            low=step.at_least,
        )
    yield Fault((*at, "at_least"), problem, _("Begin deze trede bij {due}, of haal 'at_most' bij de trede ervoor weg.", due=due))


def _in_range(item: NumericItem | TallyItem, number: int, step: Bin, at: Path) -> Iterator[Fault]:
    low, high = limits(item)
    if number == 0 or step.at_least is None:
        return
    if high is not None and step.at_least > high:
        problem = _(
            "Deze trede begint bij {value}, maar '{item}' gaat niet verder dan {limit}.", value=step.at_least, item=item.id, limit=high
        )
        yield Fault((*at, "at_least"), problem, _("Haal de trede weg, of verruim 'range'."))
    elif low is not None and step.at_least <= low:
        problem = _(
            "Deze trede begint bij {value}, maar '{item}' begint pas bij {limit}: de trede ervoor telt nooit.",
            value=step.at_least,
            item=item.id,
            limit=low,
        )
        yield Fault((*at, "at_least"), problem, _("Begin deze trede hoger, of haal de trede ervoor weg."))


def _end(item: NumericItem | TallyItem, at_most: Decimal, at: Path) -> Iterator[Fault]:
    _low, high = limits(item)
    if high is None or at_most < high:
        problem = _("Boven {limit} krijgt '{item}' geen punten.", limit=at_most, item=item.id)
        yield Fault(at, problem, _("Haal 'at_most' bij de laatste trede weg."))
    elif at_most > high:
        problem = _(
            "De laatste trede loopt tot en met {value}, maar '{item}' gaat niet verder dan {limit}.",
            value=at_most,
            item=item.id,
            limit=high,
        )
        yield Fault(at, problem, _("Haal 'at_most' bij de laatste trede weg, of verruim 'range'."))


def _bands(scale: Scale, own: Sequence[Item], path: Path) -> Iterator[Fault]:
    before: Band | None = None
    faults: list[Fault] = []
    for number, band in enumerate(scale.bands):
        at = (*path, number)
        joins = [] if faults or before is None else list(_meets(scale, own, before, band, (*at, "from")))
        faults = list(_band_start(scale, number, band, before, at)) or joins
        yield from faults
        before = band


def _band_start(scale: Scale, number: int, band: Band, before: Band | None, at: Path) -> Iterator[Fault]:
    if number == 0 and band.from_ is not None:
        problem = _("Het eerste niveau van schaal '{scale}' heeft een 'from': lagere punten krijgen geen niveau.", scale=scale.id)
        yield Fault((*at, "from"), problem, _("Haal 'from' weg bij het eerste niveau."))
    elif number > 0 and band.from_ is None:
        problem = _("Niveau '{band}' van schaal '{scale}' heeft geen 'from'.", band=band.id, scale=scale.id)
        yield Fault(at, problem, _("Voeg 'from' toe. Alleen het eerste niveau heeft dat niet."))
    elif before is not None and before.from_ is not None and band.from_ is not None and band.from_ <= before.from_:
        low, high = as_points(band.from_), as_points(before.from_)
        problem = _("De niveaus van schaal '{scale}' lopen niet op: {next} komt na {before}.", scale=scale.id, next=low, before=high)
        yield Fault((*at, "from"), problem, _("Zet de niveaus in volgorde, van weinig naar veel punten."))
    if band.to is not None and band.from_ is not None and band.to < band.from_:
        problem = _("Bij niveau '{band}' van schaal '{scale}' is 'to' lager dan 'from'.", band=band.id, scale=scale.id)
        yield Fault((*at, "to"), problem, _("Schrijf bij 'to' een getal van ten minste {low}.", low=as_points(band.from_)))


def _meets(scale: Scale, own: Sequence[Item], before: Band, band: Band, at: Path) -> Iterator[Fault]:
    """A gap is a score the items can add up to that lies after one band and before the next."""
    if before.to is None or band.from_ is None:
        return
    grain = math.gcd(*(points for item in own for points in point_values(item)), *scale.domain_caps.values())
    low, high = as_points(before.to), as_points(band.from_)
    mend = _("Laat 'to' weg bij het niveau ervoor, of laat de niveaus op elkaar aansluiten.")
    if band.from_ <= before.to:
        problem = _(
            "Niveau '{before}' van schaal '{scale}' loopt tot en met {low}, maar '{band}' begint al bij {high}.",
            before=before.id,
            scale=scale.id,
            low=low,
            band=band.id,
            high=high,
        )
        yield Fault(at, problem, mend)
    elif grain and (before.to // grain + 1) * grain < band.from_:
        problem = _("Tussen {low} en {high} punten heeft schaal '{scale}' geen niveau.", low=low, high=high, scale=scale.id)
        yield Fault(at, problem, mend)


def _top(scale: Scale, own: Sequence[Item], path: Path) -> Iterator[Fault]:
    last = scale.bands[-1] if scale.bands else None
    if last is None or last.to is None or not own:
        return
    if _greatest(scale, own) > last.to:
        problem = _("Boven {high} punten heeft schaal '{scale}' geen niveau.", high=as_points(last.to), scale=scale.id)
        yield Fault((*path, len(scale.bands) - 1, "to"), problem, _("Haal 'to' weg bij het laatste niveau."))


def _greatest(scale: Scale, own: Sequence[Item]) -> int:
    """The most points the scale can give, each domain clipped by its cap."""
    domains: dict[str | None, int] = {}
    for item in own:
        most = max(possible_points(item), default=0)
        domains[item.domain] = domains.get(item.domain, 0) + most
    return sum(min(points, scale.domain_caps.get(domain or "", points)) for domain, points in domains.items())
