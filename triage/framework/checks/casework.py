"""What a framework for casework must say about itself, and a framework for tests need not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from triage.framework.checks.common import CRITERIA, DOMAINS, ITEMS, OUTCOMES, SCALES
from triage.framework.draft import Draft
from triage.framework.model import ChoiceItem, DerivedItem, LevelItem, TallyItem
from triage.framework.source import Fault, Path
from triage.wording import _


def check_adoption(draft: Draft) -> Iterator[Fault]:
    """Whether an adopted framework says by whom and until when. That it was two roles is review."""
    framework = draft.framework
    if framework.status == "adopted" and framework.adoption is None and draft.whole("adoption"):
        problem = _("Het kader heet vastgesteld ('adopted'), maar zegt niet door wie en wanneer.")
        yield Fault(("status",), problem, _("Voeg 'adoption' toe met 'by', 'on' en 'evaluate_before', of schrijf 'status: draft'."))
    if framework.adoption and framework.adoption.evaluate_before <= framework.adoption.on:
        problem = _("De evaluatie ('evaluate_before') valt niet na de vaststelling ('on').")
        yield Fault(("adoption", "evaluate_before"), problem, _("Schrijf een datum na {on}.", on=framework.adoption.on))


def check_casework(draft: Draft) -> Iterator[Fault]:
    """A fault for each thing that is missing in a framework for casework."""
    if draft.framework.use != "casework":
        return
    yield from _sections(draft)
    for path, key, given in _texts(draft):
        if not given:
            yield _required(path, key)


def _required(path: Path, key: str) -> Fault:
    problem = _("'{key}' ontbreekt. Dit is verplicht in een kader met 'use: casework'.", key=key)
    return Fault(path, problem, _("Voeg '{key}' toe.", key=key))


def _sections(draft: Draft) -> Iterator[Fault]:
    framework = draft.framework
    sections: Mapping[str, object] = {
        "purpose": framework.purpose,
        "misuse": framework.misuse,
        "limits": framework.limits,
        "legal_basis": framework.legal_basis,
        "sources": framework.sources,
        "scope": framework.scope,
        "domains": framework.domains,
        "advice": framework.advice,
        "examples": framework.examples,
    }
    for key, given in sections.items():
        if not given and draft.whole(key):
            yield _required(("use",), key)


def _texts(draft: Draft) -> Iterator[tuple[Path, str, object]]:
    """Each text that must be there: the part it belongs to, its key, and the text."""
    framework = draft.framework
    for path, domain in draft.each(DOMAINS, framework.domains):
        yield path, "label", domain.label
    for path, scale in draft.each(SCALES, framework.scales):
        yield path, "label", scale.label
        yield from (((*path, "bands", number), "label", band.label) for number, band in enumerate(scale.bands))
    for path, item in draft.each(ITEMS, framework.items):
        if not isinstance(item, TallyItem | DerivedItem):
            yield path, "question", item.question
        if isinstance(item, ChoiceItem | LevelItem):
            yield from (((*path, "options", number), "label", option.label) for number, option in enumerate(item.options))
    for path, criterion in draft.each(CRITERIA, framework.criteria):
        yield path, "label", criterion.label
    for path, outcome in draft.each(OUTCOMES, framework.advice.outcomes if framework.advice else ()):
        yield path, "label", outcome.label
        yield path, "text", outcome.text
