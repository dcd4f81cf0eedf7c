"""What the records of the registry have in common, and the records of research: sources, attributes, kinds of fact, strengths, factors.

Source: design principle 4, REQ-08 to REQ-11.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from triage.framework.parts import Line
from triage.framework.values import Id, Text
from triage.framework.vocabulary import Strength
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


class RecordPart(BaseModel):
    """A part of a record: no unknown keys, never changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_alias=True, validate_by_name=True)


class Record(RecordPart):
    """What all records share: an id, and in `kept` why a record that nothing uses stands in the registry on purpose."""

    id: Id
    kept: Text | None = None


class CheckedRecord(Record):
    """A record that says whether it was read at its address. `unverified` names the keys in it that nobody has checked.

    Such a key may be left out of a record, so that the record without it is still a record.
    """

    verified: Verified
    unverified: tuple[str, ...] = ()
    url: Line | None = None
    more_urls: tuple[Line, ...] = ()


class Source(CheckedRecord):
    """A publication as it was cited. `same_as` is the first record of the same publication, `requirements` the numbers it supports."""

    title: Line
    authors: Line | None = None
    year: Annotated[int, Field(strict=True, ge=1800, le=2199)] | None = None
    publisher: Line | None = None
    issue: Line | None = None
    kind: Id
    population: Line | None = None
    doi: Line | None = None
    unverified: tuple[Literal["authors", "doi", "issue", "summary"], ...] = ()
    same_as: Id | None = None
    requirements: tuple[Line, ...] = ()
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


class FactorFinding(RecordPart):
    """What one or more sources say of a factor, in English research words. `finding` and `note` from memory are never printed."""

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


C = TypeVar("C", bound=CheckedRecord)


def printable(record: C) -> C | None:
    """The record as it may stand on paper: None when it rests on memory, otherwise without the keys nobody has checked.

    Source: nothing marked `verified: memory` is ever printed.
    """
    if record.verified is Verified.MEMORY:
        return None
    fields = type(record).model_fields
    unchecked = {name: fields[name].get_default(call_default_factory=True) for name in record.unverified}
    return record.model_copy(update=unchecked) if unchecked else record
