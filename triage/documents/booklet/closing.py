"""What stands at the back: what was left out and why, the kinds of fact, the sources, and the abbreviations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from triage.documents.booklet.edition import Edition
from triage.documents.booklet.markdown import listed, paragraph, table
from triage.documents.sheet.abbreviations import ANY, MEANINGS
from triage.documents.sheet.subject import NOT_FILLED_IN
from triage.wording import _


def left_out(edition: Edition) -> Iterator[str]:
    """Attributes that were left out on purpose, with the reason."""
    parts, names = edition.framework.not_used, edition.framed.names.attributes
    if not parts:
        yield paragraph(edition.say(_("Het kader noemt geen kenmerken die met opzet zijn weggelaten.")))
        return
    rows = [edition.row(names.get(part.attribute, part.attribute), part.why) for part in parts]
    yield table(edition.row(_("Kenmerk"), _("Waarom niet")), rows)


def kinds_of_fact(edition: Edition) -> Iterator[str]:
    """Every kind of fact the framework counts, as the registry defines it."""
    if not edition.framework.facts:
        yield paragraph(edition.say(_("Dit kader telt geen feiten.")))
        return
    known = edition.registry.fact_kinds
    rows = [
        edition.row(edition.kind(kind), *((known[kind].counts, known[kind].does_not_count) if kind in known else (NOT_FILLED_IN,) * 2))
        for kind in edition.framework.facts
    ]
    yield table(edition.row(_("Soort feit"), _("Hoort erbij"), _("Hoort er niet bij")), rows)


def sources(edition: Edition) -> Iterator[str]:
    """The publications that are cited, in full; only what was checked."""
    found = sorted((source.full for source in edition.framed.names.sources.values()), key=str.casefold)
    yield listed(edition.entries(found)) if found else paragraph(edition.say(NOT_FILLED_IN))
    unread = set(edition.framework.sources) - edition.framed.names.sources.keys()
    if unread:
        yield paragraph(edition.say(UNREAD))


UNREAD = _("Bronnen die nog niet zijn nagelezen, staan niet in dit boekje.")


def abbreviations(edition: Edition, before: Sequence[str]) -> Iterator[str]:
    """What the abbreviations in the rest of the booklet mean, in the order of the alphabet."""
    met = {word for block in before for word in ANY.findall(block)}
    if not met:
        yield paragraph(edition.say(_("Er staan geen afkortingen in dit boekje.")))
        return
    yield table(edition.row(_("Afkorting"), _("Betekenis")), [edition.row(word, MEANINGS[word]) for word in sorted(met, key=str.casefold)])
