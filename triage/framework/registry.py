"""The project's own registry, read from the folder `frameworks/evidence/`: what research says, what help exists, which words are used.

A framework names records of the registry by id. What is only known from memory is kept here and never printed: `printable` is the one
way from a source, an intervention or an instrument to paper. Source: design principle 4, REQ-08 to REQ-11.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from triage.errors import Defect, InputError
from triage.files import read_named
from triage.framework import yaml_source
from triage.framework.instruments import Instrument
from triage.framework.interventions import Intervention
from triage.framework.record_checks import instrument_faults, intervention_faults, source_faults
from triage.framework.records import (
    Attribute,
    AttributeClass,
    FactKind,
    Factor,
    FactorFinding,
    Record,
    Source,
    StrengthMeaning,
    Verified,
    printable,
)
from triage.framework.shape_words import Finding as ShapeFinding
from triage.framework.shape_words import in_words
from triage.framework.vocabulary import Strength
from triage.framework.yaml_source import MAX_BYTES, Fault
from triage.wording import _

__all__ = [
    "Attribute",
    "AttributeClass",
    "Citing",
    "FactKind",
    "Factor",
    "FactorFinding",
    "Instrument",
    "Intervention",
    "Registry",
    "Source",
    "StrengthMeaning",
    "Verified",
    "cited_sources",
    "printable",
    "read_registry",
]


@dataclass(frozen=True)
class Registry:
    """All records by id, in the order of their files."""

    sources: Mapping[str, Source]
    attributes: Mapping[str, Attribute]
    fact_kinds: Mapping[str, FactKind]
    strengths: Mapping[str, StrengthMeaning]
    factors: Mapping[str, Factor]
    interventions: Mapping[str, Intervention]
    instruments: Mapping[str, Instrument]


Citing = Attribute | Factor | Intervention | Instrument
"""The records that name sources."""


def cited_sources(record: Citing) -> tuple[str, ...]:
    """The ids of the sources a record names."""
    if isinstance(record, Factor):
        return tuple(source for finding in record.findings for source in finding.sources)
    return record.sources


def read_registry(folder: Path) -> Registry:
    """The registry in a folder with its seven files. Raises InputError with every defect of every file, each with file and line."""
    sources = _read(folder / "sources.yaml", "sources", Source)
    attributes = _read(folder / "attributes.yaml", "attributes", Attribute)
    fact_kinds = _read(folder / "fact_kinds.yaml", "fact_kinds", FactKind)
    strengths = _read(folder / "strength.yaml", "strength", StrengthMeaning)
    factors = _read(folder / "factors.yaml", "factors", Factor)
    interventions = _read(folder / "interventions.yaml", "interventions", Intervention)
    instruments = _read(folder / "instruments.yaml", "instruments", Instrument)
    defects = [
        *sources.defects([*_repeated(sources), *sources.within(source_faults)]),
        *attributes.defects(_unknown_sources(attributes, sources)),
        *fact_kinds.defects(()),
        *strengths.defects(_absent_strengths(strengths)),
        *factors.defects(_unknown_sources(factors, sources)),
        *interventions.defects(
            [
                *_unknown_sources(interventions, sources),
                *_unknown_needs(interventions, factors),
                *interventions.within(intervention_faults),
            ]
        ),
        *instruments.defects([*_unknown_sources(instruments, sources), *instruments.within(instrument_faults)]),
    ]
    if defects:
        raise InputError(defects)
    return Registry(
        sources.by_id,
        attributes.by_id,
        fact_kinds.by_id,
        strengths.by_id,
        factors.by_id,
        interventions.by_id,
        instruments.by_id,
    )


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class _Records(Generic[R]):
    """The records of one file: what could be read, the place of each in its list, and what is wrong so far."""

    source: yaml_source.SourceText
    key: str
    by_id: Mapping[str, R]
    places: Mapping[str, int]
    faults: tuple[Fault, ...]

    def defects(self, more: Iterable[Fault]) -> list[Defect]:
        return self.source.defects((*self.faults, *more))

    def may_hold(self, name: str) -> bool:
        """Whether the file has this record, or could not be read far enough to tell."""
        return name in self.by_id or self.source.data is None

    def within(self, check: Callable[[R], Iterator[Fault]]) -> Iterator[Fault]:
        """What a check finds inside each record."""
        for name, record in self.by_id.items():
            for fault in check(record):
                yield Fault((self.key, self.places[name], *fault.path), fault.problem, fault.mend)


def _read(path: Path, key: str, model: type[R]) -> _Records[R]:
    source = yaml_source.parse(*read_named(path, MAX_BYTES))
    faults, by_id, places = [*source.faults, *_file_faults(source, key)], dict[str, R](), dict[str, int]()
    listed = (source.data or {}).get(key)
    for place, raw in enumerate(listed if isinstance(listed, list) else ()):
        try:
            record = model.model_validate(raw, by_alias=True, by_name=False)
        except ValidationError as error:
            faults += [_fault((key, place), model, detail) for detail in error.errors(include_url=False)]
            continue
        if record.id in by_id:
            faults.append(Fault((key, place), _("De id '{id}' staat er twee keer.", id=record.id), _("Geef elk onderdeel een eigen id.")))
        by_id[record.id] = record
        places[record.id] = place
    return _Records(source, key, by_id, places, tuple(faults))


def _file_faults(source: yaml_source.SourceText, key: str) -> Iterator[Fault]:
    data = source.data
    if data is None:
        return
    if data.get("format") != 1:
        yield Fault(("format",), _("Dit programma leest alleen bestanden met 'format: 1'."), _("Schrijf 'format: 1'."))
    if not isinstance(data.get(key), list):
        yield Fault((key,), _("De lijst '{key}' ontbreekt.", key=key), _("Schrijf '{key}:' met een lijst eronder.", key=key))
    for other in data.keys() - {"format", key}:
        yield Fault((other,), _("De sleutel '{key}' bestaat hier niet.", key=other), _("Haal de sleutel weg."))


def _fault(start: yaml_source.Path, model: type[Record], error: ErrorDetails) -> Fault:
    location = (*start, *error["loc"])
    key = next((step for step in reversed(location) if isinstance(step, str)), "")
    path = location[:-1] if error["type"] == "missing" else location
    return Fault(path, *in_words(ShapeFinding(error["type"], key, error["input"], error.get("ctx", {}), _keys_at(model, error["loc"]))))


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> tuple[str, ...]:
    """The keys that may stand where an error is: those of the record, or of the part of it that the error is in."""
    for step in location[:-1]:
        named = {field.alias or name: field for name, field in model.model_fields.items()}
        if isinstance(step, str) and step in named:
            model = next(_parts(named[step].annotation), model)
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _parts(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inside in get_args(annotation):
        yield from _parts(inside)


def _unknown(records: _Records[Any], record: str, name: str) -> Fault:
    return Fault(
        (records.key, records.places[record]),
        _("'{id}' noemt de bron '{source}', maar die staat niet in sources.yaml.", id=record, source=name),
        _("Voeg de bron toe of noem een bron die er wel staat."),
    )


def _unknown_sources(records: _Records[Any], sources: _Records[Source]) -> Iterator[Fault]:
    for name, record in records.by_id.items():
        yield from (_unknown(records, name, source) for source in cited_sources(record) if not sources.may_hold(source))


def _unknown_needs(interventions: _Records[Intervention], factors: _Records[Factor]) -> Iterator[Fault]:
    for name, intervention in interventions.by_id.items():
        for need in intervention.needs:
            if not factors.may_hold(need):
                problem = _("'{id}' noemt de factor '{factor}', maar die staat niet in factors.yaml.", id=name, factor=need)
                place = (interventions.key, interventions.places[name], "needs")
                yield Fault(place, problem, _("Voeg de factor toe of noem een factor die er wel staat."))


def _repeated(sources: _Records[Source]) -> Iterator[Fault]:
    for name, source in sources.by_id.items():
        if source.same_as is None:
            continue
        first = sources.by_id.get(source.same_as)
        if first is None:
            yield _unknown(sources, name, source.same_as)
        elif first.same_as is not None:
            yield Fault(
                (sources.key, sources.places[name]),
                _("'{id}' verwijst met 'same_as' naar '{first}', maar die verwijst zelf verder.", id=name, first=first.id),
                _("Verwijs naar de eerste bron: '{id}'.", id=first.same_as),
            )


def _absent_strengths(strengths: _Records[StrengthMeaning]) -> Iterator[Fault]:
    for word in Strength:
        if word not in strengths.by_id and not strengths.faults:
            yield Fault((), _("Het woord '{word}' ontbreekt.", word=word.value), _("Zeg ook van dit woord wat het betekent."))
