"""The card of an item: what counts and what does not, why these points, what they do not say, what they rest on; and in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from triage.framework.contents import located_texts, point_values
from triage.framework.model import Framework
from triage.framework.registry import Registry
from triage.framework.source import Fault
from triage.periods import months_before
from triage.wording import _

CARD = ("counts", "does_not_count", "points_why", "limits", "evidence")
"""What an item with points must say of itself; without a source `evidence` says that in words."""

FRESH_MONTHS = 12
"""A source is looked at again every year (REQ-52)."""


def scored_items_have_a_card(framework: Framework, _registry: Registry) -> Iterator[Fault]:
    """Every item that carries points has its whole card."""
    for number, item in enumerate(framework.items):
        for key in CARD if point_values(item) else ():
            if not getattr(item, key):
                problem = _("Onderdeel '{item}' geeft punten, maar '{key}' ontbreekt.", item=item.id, key=key)
                yield Fault(("items", number), problem, _("Voeg '{key}' toe.", key=key))


def texts_are_translated(framework: Framework, _today: date) -> Iterator[Fault]:
    """Every text is there in English too."""
    for path, text in located_texts(framework):
        if text.en is None:
            yield Fault(path, _("Deze tekst heeft geen Engels."), _("Voeg 'en' toe."))


def evidence_is_fresh(framework: Framework, today: date) -> Iterator[Fault]:
    """Every source an item or criterion rests on was looked at again in the last year."""
    border = months_before(today, FRESH_MONTHS)
    for section, parts in (("items", framework.items), ("criteria", framework.criteria)):
        for number, part in enumerate(parts):
            for place, evidence in enumerate(part.evidence):
                path = (section, number, "evidence", place)
                if evidence.source is None:
                    continue
                if evidence.rechecked is None:
                    problem = _("Bij bron '{source}' staat niet wanneer die voor het laatst is nagekeken.", source=evidence.source)
                    yield Fault(path, problem, _("Kijk de bron na en schrijf de datum bij 'rechecked'."))
                elif evidence.rechecked < border:
                    problem = _("Bron '{source}' is meer dan een jaar geleden nagekeken.", source=evidence.source)
                    yield Fault((*path, "rechecked"), problem, _("Kijk de bron opnieuw na en werk 'rechecked' bij."))
