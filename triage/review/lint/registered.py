"""All a framework names that the registry holds (sources, attributes, factors and so on) stands there, so that paper can say what it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from triage.framework.model import Framework, LevelItem
from triage.framework.registry import Registry
from triage.framework.shape_words import nearest
from triage.framework.source import Fault, Path
from triage.wording import Message, _

NO_ATTRIBUTE = "none"
"""What an item says that is about no attribute of the registry."""


def sources_are_registered(framework: Framework, registry: Registry) -> Iterator[Fault]:
    """The sources of the framework, and those that items and criteria rest on."""
    cited: list[tuple[Path, str]] = [(("sources", number), name) for number, name in enumerate(framework.sources)]
    for section, parts in (("items", framework.items), ("criteria", framework.criteria)):
        cited += [
            ((section, number, "evidence", place, "source"), evidence.source)
            for number, part in enumerate(parts)
            for place, evidence in enumerate(part.evidence)
            if evidence.source is not None
        ]
    for path, name in cited:
        if name not in registry.sources:
            yield Fault(path, _("De bron '{name}' staat niet in het register.", name=name), _mend(name, registry.sources, "sources.yaml"))


def attributes_are_registered(framework: Framework, registry: Registry) -> Iterator[Fault]:
    """The attributes items are about, those left out on purpose, and those a word of a question is accounted for."""
    named: list[tuple[Path, str]] = [(("not_used", number, "attribute"), part.attribute) for number, part in enumerate(framework.not_used)]
    for number, item in enumerate(framework.items):
        if item.attribute is not None and item.attribute != NO_ATTRIBUTE:
            named.append((("items", number, "attribute"), item.attribute))
        named += [(("items", number, "words_ok", place, "attribute"), excuse.attribute) for place, excuse in enumerate(item.words_ok)]
    for path, name in named:
        if name not in registry.attributes:
            problem = _("Het kenmerk '{name}' staat niet in het register.", name=name)
            yield Fault(path, problem, _mend(name, registry.attributes, "attributes.yaml"))


def fact_kinds_are_registered(framework: Framework, registry: Registry) -> Iterator[Fault]:
    """The kinds of fact the framework counts; tallies and examples name only those."""
    for number, kind in enumerate(framework.facts):
        if kind not in registry.fact_kinds:
            problem = _("De soort feit '{name}' staat niet in het register.", name=kind)
            yield Fault(("facts", number), problem, _mend(kind, registry.fact_kinds, "fact_kinds.yaml"))


def factors_are_registered(framework: Framework, registry: Registry) -> Iterator[Fault]:
    """The factors that help works on for a need."""
    for number, need in enumerate(framework.needs):
        for place, name in enumerate(need.factors):
            if name not in registry.factors:
                problem = _("De factor '{name}' staat niet in het register.", name=name)
                yield Fault(("needs", number, "factors", place), problem, _mend(name, registry.factors, "factors.yaml"))


def instruments_are_registered(framework: Framework, registry: Registry) -> Iterator[Fault]:
    """The instruments whose outcomes are recorded."""
    known = registry.instruments
    for number, item in enumerate(framework.items):
        if isinstance(item, LevelItem) and item.instrument not in known:
            problem = _("Het instrument '{name}' staat niet in het register.", name=item.instrument)
            yield Fault(("items", number, "instrument"), problem, _mend(item.instrument, known, "instruments.yaml"))


def _mend(name: str, known: Collection[str], file: str) -> Message:
    if near := nearest(name, list(known)):
        return _("Schrijf '{near}', of voeg '{name}' toe aan {file}.", near=near, name=name, file=file)
    return _("Voeg '{name}' toe aan {file}, of haal de verwijzing weg.", name=name, file=file)
