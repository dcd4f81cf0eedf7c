"""The project's own registry: sources, attributes, kinds of fact, strengths and factors, read from the folder `frameworks/evidence/`.

A framework names records of the registry by id. What is only known from memory is kept here and never printed: `printable` is the one
way from a source to paper. Source: design principle 4, REQ-08 to REQ-11.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from triage.errors import Defect, InputError
from triage.files import read_named
from triage.framework import yaml_source
from triage.framework.parts import Line
from triage.framework.shape_words import Finding as ShapeFinding
from triage.framework.shape_words import in_words
from triage.framework.values import Id, Text
from triage.framework.vocabulary import Strength
from triage.framework.yaml_source import MAX_BYTES, Fault
from triage.wording import Message, _


class AttributeClass(StrEnum):
    """What a question about an attribute may do: nothing (W), point at a need or at fitting help (N), or carry justified points (M)."""

    REFUSED = "W"
    NEED_ONLY = "N"
    JUSTIFIED = "M"

    def message(self) -> Message:
        """The rule in Dutch."""
        return {
            AttributeClass.REFUSED: _("mag niet in een kader"),
            AttributeClass.NEED_ONLY: _("alleen als hulpvraag, sterke kant of aansluiting van de hulp"),
            AttributeClass.JUSTIFIED: _("alleen met een schriftelijke motivering"),
        }[self]


class Verified(StrEnum):
    """Whether the text was read at the address given, or the record rests on memory alone."""

    FOUND = "found"
    MEMORY = "memory"


class Record(BaseModel):
    """What all records share: an id, no unknown keys, never changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_alias=True, validate_by_name=True)

    id: Id


class Source(Record):
    """A publication as it was cited. `unverified` are the parts nobody checked; `same_as` is the first record of the same publication."""

    title: Line
    authors: Line | None = None
    year: Annotated[int, Field(strict=True, ge=1800, le=2199)] | None = None
    publisher: Line | None = None
    issue: Line | None = None
    kind: Id
    population: Line | None = None
    url: Line | None = None
    more_urls: tuple[Line, ...] = ()
    doi: Line | None = None
    verified: Verified
    unverified: tuple[Literal["authors", "doi", "issue", "summary"], ...] = ()
    same_as: Id | None = None
    summary: Text | None = None


class Attribute(Record):
    """Something a question may be about, its class, and for class W the beginnings of Dutch words that give it away in a question."""

    class_: AttributeClass = Field(alias="class")
    label: Text
    why: Text
    words: tuple[Line, ...] = ()
    sources: tuple[Id, ...] = Field(min_length=1)


class FactKind(Record):
    """A kind of dated fact, the same for every framework."""

    label: Text
    counts: Text
    does_not_count: Text


class StrengthMeaning(Record):
    """What a word for the strength of evidence means; the id is the word."""

    label: Text
    meaning: Text

    @model_validator(mode="after")
    def _known_word(self) -> StrengthMeaning:
        if self.id not in list(Strength):
            raise PydanticCustomError("literal_error", "a strength", {"expected": ", ".join(f"'{word}'" for word in Strength)})
        return self


class FactorFinding(BaseModel):
    """What one or more sources say of a factor, in English research words. `finding` and `note` from memory are never printed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    about: Literal["organised_crime", "reoffending"]
    strength: Strength | None = None
    finding: Line | None = None
    sources: tuple[Id, ...] = Field(min_length=1)
    verified: Verified
    note: Line | None = None


class Factor(Record):
    """What research says goes with growing into organised crime or with reoffending, and what a framework may do with it."""

    label: Text
    domain: Id
    use: Literal["score", "context", "responsivity", "exclude", "gate", "route"]
    role: Literal["risk", "need", "protective", "strength", "responsivity", "none"]
    changeable: Literal["static", "dynamic"]
    findings: tuple[FactorFinding, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Registry:
    """All records by id, in the order of their files."""

    sources: Mapping[str, Source]
    attributes: Mapping[str, Attribute]
    fact_kinds: Mapping[str, FactKind]
    strengths: Mapping[str, StrengthMeaning]
    factors: Mapping[str, Factor]


def printable(source: Source) -> Source | None:
    """The source as it may stand on paper: None when it rests on memory, otherwise without the parts nobody has checked.

    Source: nothing marked `verified: memory` is ever printed.
    """
    if source.verified is Verified.MEMORY:
        return None
    return source.model_copy(update=dict.fromkeys(source.unverified)) if source.unverified else source


def read_registry(folder: Path) -> Registry:
    """The registry in a folder with its five files. Raises InputError with every defect of every file, each with file and line."""
    sources = _read(folder / "sources.yaml", "sources", Source)
    attributes = _read(folder / "attributes.yaml", "attributes", Attribute)
    fact_kinds = _read(folder / "fact_kinds.yaml", "fact_kinds", FactKind)
    strengths = _read(folder / "strength.yaml", "strength", StrengthMeaning)
    factors = _read(folder / "factors.yaml", "factors", Factor)
    defects = [
        *sources.defects(_repeated(sources)),
        *attributes.defects(_unknown_sources(attributes, sources)),
        *fact_kinds.defects(()),
        *strengths.defects(_absent_strengths(strengths)),
        *factors.defects(_unknown_sources(factors, sources)),
    ]
    if defects:
        raise InputError(defects)
    return Registry(sources.by_id, attributes.by_id, fact_kinds.by_id, strengths.by_id, factors.by_id)


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class _Records(Generic[R]):
    """The records of one file: what could be read, the place of each in its list, and what is wrong so far."""

    source: yaml_source.SourceText
    key: str
    by_id: Mapping[str, R]
    places: Mapping[str, int]
    faults: tuple[Fault, ...]

    def defects(self, more: Iterator[Fault] | tuple[Fault, ...]) -> list[Defect]:
        return self.source.defects((*self.faults, *more))


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
    top = len(error["loc"]) <= 1
    keys = tuple(field.alias or name for name, field in model.model_fields.items()) if top else ()
    path = location[:-1] if error["type"] == "missing" else location
    return Fault(path, *in_words(ShapeFinding(error["type"], key, error["input"], error.get("ctx", {}), keys)))


def _unknown(records: _Records[Any], record: str, name: str) -> Fault:
    return Fault(
        (records.key, records.places[record]),
        _("'{id}' noemt de bron '{source}', maar die staat niet in sources.yaml.", id=record, source=name),
        _("Voeg de bron toe of noem een bron die er wel staat."),
    )


def _unknown_sources(records: _Records[Any], sources: _Records[Source]) -> Iterator[Fault]:
    for name, record in records.by_id.items():
        cited = record.sources if isinstance(record, Attribute) else [source for finding in record.findings for source in finding.sources]
        yield from (_unknown(records, name, source) for source in cited if source not in sources.by_id)


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
