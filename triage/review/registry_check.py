"""The registry beside the frameworks that use it: what nothing uses, what is cited and does not exist, and what was not looked at for long.

A record that nothing uses is no error when it says in `kept` why it stays; one that says so and is used says something that is no longer
true. Nobody cites a strength (all five words must exist) or an intervention (the plan chooses from all), so those are never unused. The day
is passed in. Source: design principle 1, REQ-08.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from triage.errors import Defect
from triage.framework.model import Evidence, Framework, Item, LevelItem, TallyItem
from triage.framework.records import Record, Source
from triage.framework.registry import Citing, Registry, cited_sources
from triage.periods import months_before
from triage.wording import Message, _

Cited = Mapping[str, frozenset[str]]
"""By file of the registry, the ids that something names."""


@dataclass(frozen=True)
class RegistryCheck:
    """What was found. `unused`, `dangling`, `stale` and `needless` want mending; `kept` holds per file what stays on purpose, unused.

    `unused`: nothing names it and it does not say why it stays. `dangling`: a framework names what is not there or may not be used.
    `stale`: evidence that nobody looked up, or not lately enough. `needless`: says why it stays unused, and is used.
    """

    unused: tuple[Defect, ...]
    dangling: tuple[Defect, ...]
    stale: tuple[Defect, ...]
    needless: tuple[Defect, ...]
    kept: Mapping[str, tuple[str, ...]]

    @property
    def defects(self) -> tuple[Defect, ...]:
        """All that wants mending, what is cited wrongly first."""
        return (*self.dangling, *self.stale, *self.unused, *self.needless)


def check_registry(registry: Registry, frameworks: Mapping[str, Framework], *, on: date, months: int) -> RegistryCheck:
    """The registry beside frameworks by the name of their file. Evidence looked up more than `months` months before `on` is stale."""
    cited, since = _cited(registry, frameworks.values()), months_before(on, months)
    unnamed = {file: [record for name, record in records.items() if name not in cited[file]] for file, records in _may_be_unused(registry)}
    return RegistryCheck(
        unused=tuple(_unused(file, record) for file, records in unnamed.items() for record in records if not record.kept),
        dangling=tuple(defect for name, framework in frameworks.items() for defect in _dangling(name, framework, registry)),
        stale=tuple(defect for name, framework in frameworks.items() for defect in _stale(name, framework, since, on)),
        needless=tuple(
            _needless(file, record)
            for file, records in _may_be_unused(registry)
            for name, record in records.items()
            if record.kept and name in cited[file]
        ),
        kept={file: tuple(record.id for record in records if record.kept) for file, records in unnamed.items()},
    )


def _may_be_unused(registry: Registry) -> tuple[tuple[str, Mapping[str, Record]], ...]:
    """The records somebody must name, by file. A further record of a publication and a refused instrument stand there to be recognised."""
    return (
        ("sources.yaml", {name: source for name, source in registry.sources.items() if source.same_as is None}),
        ("attributes.yaml", registry.attributes),
        ("fact_kinds.yaml", registry.fact_kinds),
        ("factors.yaml", registry.factors),
        ("instruments.yaml", {name: instrument for name, instrument in registry.instruments.items() if instrument.allowed}),
    )


def _cited(registry: Registry, frameworks: Iterable[Framework]) -> Cited:
    within: list[Citing] = [
        *registry.attributes.values(),
        *registry.factors.values(),
        *registry.interventions.values(),
        *registry.instruments.values(),
    ]
    named = {source for record in within for source in cited_sources(record)}
    named |= {name for name, source in registry.sources.items() if source.requirements}
    attributes, kinds, instruments = set[str](), set[str](), set[str]()
    factors = {need for intervention in registry.interventions.values() for need in intervention.needs}
    for framework in frameworks:
        named |= {source for _place, source in _sources_of(framework)}
        attributes |= {attribute for _place, attribute in _attributes_of(framework)}
        factors |= {factor for _place, factor in _factors_of(framework)}
        kinds |= {kind for _place, kind in _fact_kinds_of(framework)}
        instruments |= {item.instrument for item in framework.items if isinstance(item, LevelItem)}
    return {
        "sources.yaml": frozenset(_first(registry.sources, name) for name in named),
        "attributes.yaml": frozenset(attributes),
        "fact_kinds.yaml": frozenset(kinds),
        "factors.yaml": frozenset(factors),
        "instruments.yaml": frozenset(instruments),
    }


def _first(sources: Mapping[str, Source], name: str) -> str:
    """The first record of the same publication."""
    source = sources.get(name)
    return source.same_as if source and source.same_as else name


Named = Iterator[tuple[Message | str, str]]
"""Ids a framework names, each with the place in it."""


def _place_of(item: Item) -> Message:
    return _("vraag '{id}'", id=item.id)


def _evidence_of(framework: Framework) -> Iterator[tuple[Message, Evidence]]:
    for item in framework.items:
        yield from ((_place_of(item), evidence) for evidence in item.evidence)
    for criterion in framework.criteria:
        yield from ((_("criterium '{id}'", id=criterion.id), evidence) for evidence in criterion.evidence)


def _sources_of(framework: Framework) -> Named:
    yield from (("sources", source) for source in framework.sources)
    yield from ((place, evidence.source) for place, evidence in _evidence_of(framework) if evidence.source is not None)


def _attributes_of(framework: Framework) -> Named:
    yield from (("not_used", left.attribute) for left in framework.not_used)
    for item in framework.items:
        if item.attribute is not None:
            yield _place_of(item), item.attribute
        yield from ((_place_of(item), excuse.attribute) for excuse in item.words_ok)


def _fact_kinds_of(framework: Framework) -> Named:
    yield from (("facts", kind) for kind in framework.facts)
    for item in framework.items:
        if isinstance(item, TallyItem):
            yield from ((_place_of(item), kind) for kind in item.of.facts)


def _factors_of(framework: Framework) -> Named:
    for need in framework.needs:
        yield from ((_("doel '{goal}'", goal=need.goal), factor) for factor in need.factors)


def _dangling(name: str, framework: Framework, registry: Registry) -> Iterator[Defect]:
    subjects: tuple[tuple[Message, Named, Mapping[str, Record]], ...] = (
        (_("De bron"), _sources_of(framework), registry.sources),
        (_("Het kenmerk"), _attributes_of(framework), registry.attributes),
        (_("De soort feit"), _fact_kinds_of(framework), registry.fact_kinds),
        (_("De factor"), _factors_of(framework), registry.factors),
    )
    for what, named, records in subjects:
        yield from (_absent(_at(name, place), what, cited) for place, cited in named if cited not in records)
    for item in framework.items:
        if isinstance(item, LevelItem):
            yield from _instrument(_at(name, _place_of(item)), item, registry)


def _instrument(place: Message, item: LevelItem, registry: Registry) -> Iterator[Defect]:
    instrument = registry.instruments.get(item.instrument)
    if instrument is None:
        yield _absent(place, _("Het instrument"), item.instrument)
    elif not instrument.allowed:
        problem = _("Het instrument '{id}' mag niet worden gebruikt. {why}", id=instrument.id, why=instrument.refused_because)
        yield Defect(place, problem, _("Haal de vraag weg."))
    elif not instrument.gives(tuple(option.id for option in item.options)):
        problem = _("De antwoorden zijn niet de niveaus van een versie van '{id}'.", id=instrument.id)
        yield Defect(place, problem, _("Neem de niveaus van één versie over, van laag naar hoog; reken nooit om."))


def _stale(name: str, framework: Framework, since: date, on: date) -> Iterator[Defect]:
    for place, evidence in _evidence_of(framework):
        if evidence.source is None:
            continue
        if problem := _age(evidence, since, on):
            yield Defect(_at(name, place), problem, _("Zoek de bron opnieuw op en zet bij 'rechecked' die dag."))


def _age(evidence: Evidence, since: date, on: date) -> Message | None:
    day = evidence.rechecked
    if day is None:
        return _("De bron '{id}' is niet opnieuw opgezocht.", id=evidence.source)
    if day < since:
        return _("De bron '{id}' is voor het laatst opgezocht op {day}.", id=evidence.source, day=day)
    return _("De bron '{id}' is opgezocht op {day}; die dag is er nog niet.", id=evidence.source, day=day) if day > on else None


def _unused(file: str, record: Record) -> Defect:
    mend = _("Haal het weg, of zeg bij 'kept' waarom het blijft staan.")
    return Defect(_at(file, record.id), _("Niets noemt '{id}'.", id=record.id), mend)


def _needless(file: str, record: Record) -> Defect:
    problem = _("'{id}' zegt waarom het ongebruikt blijft staan, maar het wordt gebruikt.", id=record.id)
    return Defect(_at(file, record.id), problem, _("Haal 'kept' weg."))


def _absent(place: Message, what: Message, name: str) -> Defect:
    return Defect(
        place, _("{what} '{id}' staat niet in het register.", what=what, id=name), _("Verbeter de naam of voeg het onderdeel toe.")
    )


def _at(file: str, place: Message | str) -> Message:
    return _("{file}, {place}", file=file, place=place)
