"""The booklet as a whole: its chapters in order. The same framework and registry give the same text, letter by letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from triage.documents.booklet.closing import abbreviations, kinds_of_fact, left_out, sources
from triage.documents.booklet.edition import Edition
from triage.documents.booklet.examples import examples
from triage.documents.booklet.items import items
from triage.documents.booklet.markdown import document, heading
from triage.documents.booklet.method import method
from triage.documents.booklet.opening import for_whom, opening, purpose
from triage.documents.booklet.rules import advice, criteria, goals, places
from triage.documents.booklet.scales import scales, strengths
from triage.framework.registry import Registry
from triage.review import OpenFramework
from triage.wording import Language, Message, _

Chapter = Callable[[Edition], Iterator[str]]


def booklet(opened: OpenFramework, registry: Registry, language: Language) -> str:
    """The booklet of a framework as Markdown. Sources that rest on memory are left out (`registry.printable`)."""
    edition = Edition(opened, registry, language)
    blocks = [*opening(edition), *_chapters(edition)]
    return document([*blocks, heading(language.say(_("Afkortingen")), 2), *abbreviations(edition, blocks)])


def _chapters(edition: Edition) -> Iterator[str]:
    for name, fill in chapters():
        yield heading(edition.say(name), 2)
        yield from fill(edition)


def chapters() -> tuple[tuple[Message, Chapter], ...]:
    """The chapters in order, each with what fills it."""
    return (
        (_("Waarvoor is dit kader"), purpose),
        (_("Voor wie"), for_whom),
        (_("Zo weegt u met de hand"), method),
        (_("Schalen en niveaus"), scales),
        (_("Onderdelen"), items),
        (_("Soorten feiten"), kinds_of_fact),
        (_("Criteria"), criteria),
        (_("Advies"), advice),
        (_("Lijst met beperkte plaatsen"), places),
        (_("Doelen en aansluiting van de hulp"), goals),
        (_("Met opzet niet gebruikt"), left_out),
        (_("Uitgewerkte voorbeelden"), examples),
        (_("Hoe sterk het bewijs is"), strengths),
        (_("Bronnen"), sources),
    )
