"""The scales: what each is about, the items on it, and every level with the points it starts at and what it means."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from triage.documents.booklet.edition import Edition
from triage.documents.booklet.markdown import heading, labelled, listed, paragraph, table
from triage.framework.contents import possible_points
from triage.framework.model import Item, Scale
from triage.framework.values import as_points
from triage.weighing.sentences import points
from triage.wording import Message, _

NO_SCALES = _("Dit kader heeft geen schalen. Er wordt niets opgeteld. Criteria en regels bepalen het advies.")
OUR_POINTS = _("De punten en grenzen zijn een keuze van de makers van het kader. Het boekje zegt bij elk onderdeel waarom.")


def scales(edition: Edition) -> Iterator[str]:
    """A chapter per scale."""
    if not edition.framework.scales:
        yield paragraph(edition.say(NO_SCALES))
        return
    yield paragraph(edition.say(OUR_POINTS))
    for scale in edition.framework.scales:
        yield from _scale(edition, scale)


def _scale(edition: Edition, scale: Scale) -> Iterator[str]:
    said = edition.say
    yield heading(said(_("Schaal: {name}", name=scale.name)), 3)
    yield listed(edition.entries(_about(edition, scale)))
    members = [edition.row(edition.number(item.id), item.name, *_ends(item)) for item in edition.framework.items_of(scale.id)]
    yield table(edition.row(_("Nr."), _("Onderdeel op deze schaal"), _("Minste"), _("Meeste")), members)
    if scale.bands:
        yield table(*_bands(edition, scale))
    else:
        yield paragraph(said(_("Deze schaal heeft geen niveaus.")))


def _about(edition: Edition, scale: Scale) -> Iterator[object]:
    yield _("Soort schaal: {role}.", role=scale.role)
    yield _("Meer punten wegen zwaarder.") if scale.worse == "higher" else _("Minder punten wegen zwaarder.")
    if scale.min_known is not None:
        yield _("Nodig voor een niveau: {needed} % van de punten bekend.", needed=Decimal(scale.min_known) * 100)
    for domain, cap in scale.domain_caps.items():
        yield _("Leefgebied “{area}” telt voor hoogstens {cap}.", area=edition.framework.domain_by_id[domain].name, cap=points(cap))


def _ends(item: Item) -> tuple[Decimal, Decimal]:
    """The least and the most points an item can give."""
    values = possible_points(item)
    return as_points(min(values)), as_points(max(values))


def _bands(edition: Edition, scale: Scale) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Titles and rows: each level with the points it starts at, and what it means where the framework says so."""
    titles = edition.row(_("Niveau"), _("Vanaf"), _("Wat het betekent"))
    starts: list[object] = [_("het laagste") if band.from_ is None else as_points(band.from_) for band in scale.bands]
    rows = [edition.row(band.name, start, band.meaning) for band, start in zip(scale.bands, starts, strict=True)]
    if any(band.meaning for band in scale.bands):
        return titles, rows
    return titles[:2], [row[:2] for row in rows]


def strengths(edition: Edition) -> Iterator[str]:
    """What the words for the strength of evidence mean, and how far the points of an item may move for the figure of firmness."""
    framework = edition.framework
    rows = [edition.row(record.label, record.meaning, _moves(edition, name)) for name, record in edition.registry.strengths.items()]
    yield table(edition.row(_("Sterkte"), _("Wat het woord betekent"), _("Punten mogen schuiven")), rows)
    if framework.robustness:
        yield labelled(edition.say(_("Punten mogen schuiven")), edition.say(MAY_MOVE))


MAY_MOVE = _(
    "Om te zien hoe stevig een uitkomst is, mogen de punten van een onderdeel zo veel meer of minder zijn. Hoe zwakker het bewijs, hoe "
    "ruimer. Het programma telt bij hoeveel van zulke herberekeningen de uitkomst gelijk blijft."
)


def _moves(edition: Edition, strength: str) -> Message | None:
    share = {word.value: share for word, share in edition.framework.robustness.items()}.get(strength)
    return None if share is None else _("{share} %", share=share)
