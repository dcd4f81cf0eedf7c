"""Interventions: what help exists, for whom, how much of it, and whether it has been recognised.

A recognition lapses or changes, so it is never said without its date. What has not been recognised, or not been looked up, stays visible
as such. Source: the studied databanks (NJi, justitieleinterventies.nl); quality framework 2024 for what may do harm.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from triage.framework.parts import Day, Line, Whole
from triage.framework.records import CheckedRecord, RecordPart
from triage.framework.values import Flag, Id, Text
from triage.periods import months_before
from triage.wording import Message, _

RECOGNISED_FOR_MONTHS = 60
"""An older recognition is up for reassessment (NJi)."""

FIRST_AGE = 12
"""Younger than this nobody is weighed."""

Age = Annotated[Whole, Field(ge=0, le=120)]
Quotient = Annotated[Whole, Field(ge=1, le=200)]


class RecognitionLevel(StrEnum):
    """How an intervention was assessed; `UNKNOWN` where that was not found."""

    UNKNOWN = "unknown"
    NOT_RECOGNISED = "not_recognised"
    WELL_FOUNDED = "well_founded"
    FIRST = "first_indications"
    GOOD = "good_indications"
    STRONG = "strong_indications"

    @property
    def recognised(self) -> bool:
        """Whether it is one of the levels of recognition."""
        return self not in (RecognitionLevel.UNKNOWN, RecognitionLevel.NOT_RECOGNISED)

    def message(self) -> Message:
        """The words of the databank."""
        return {
            RecognitionLevel.UNKNOWN: _("erkenning niet nagegaan"),
            RecognitionLevel.NOT_RECOGNISED: _("niet erkend"),
            RecognitionLevel.WELL_FOUNDED: _("goed onderbouwd"),
            RecognitionLevel.FIRST: _("effectief volgens eerste aanwijzingen"),
            RecognitionLevel.GOOD: _("effectief volgens goede aanwijzingen"),
            RecognitionLevel.STRONG: _("effectief volgens sterke aanwijzingen"),
        }[self]


class Caution(StrEnum):
    """What must be said wherever an intervention is named."""

    UNKNOWN = "unknown"
    NOT_RECOGNISED = "not_recognised"
    UNDATED = "undated"
    OLD = "old"
    GROUP = "group"
    CLASS = "class"
    TOO_YOUNG = "too_young"

    def message(self) -> Message:
        """The warning in Dutch."""
        return {
            Caution.UNKNOWN: _("Niet nagegaan of dit is erkend."),
            Caution.NOT_RECOGNISED: _("Dit is niet erkend."),
            Caution.UNDATED: _("De datum van de erkenning is niet gevonden. Kijk na of die nog geldt."),
            Caution.OLD: _("De erkenning is ouder dan vijf jaar. Kijk na of die nog geldt."),
            Caution.GROUP: _("Dit gebeurt in een groep. Jongeren kunnen elkaar daar slecht beïnvloeden."),
            Caution.CLASS: _("Dit is voor hele klassen, dus geen hulp voor één jongere. Zulke lessen kunnen averechts werken."),
            Caution.TOO_YOUNG: _("Dit is voor kinderen jonger dan 12 jaar. Voor hen is er geen weging."),
        }[self]


class Recognition(RecordPart):
    """The level, the day it was given and the databank that says so. Which committee decided was not read."""

    level: RecognitionLevel
    on: Day | None = None
    by: Line | None = None
    note: Text | None = None


class NotFor(RecordPart):
    """For whom it is not. `derived`: this follows from a rule of this project, and not from the description of the intervention."""

    text: Text
    derived: Flag = False


class Intervention(CheckedRecord):
    """A form of help. Ages and intelligence quotients are whole numbers, both ends included; a missing end was not found or is no limit.

    `needs` are factors it works on; `risk` the levels of reoffending risk its description names (none: it names none); `lvb` what it is
    for people with a mild intellectual disability (LVB).
    """

    title: Text
    for_whom: Text
    age_from: Age | None = None
    age_to: Age | None = None
    needs: tuple[Id, ...] = ()
    intensity: Literal["light", "medium", "intensive"]
    risk: tuple[Literal["low", "medium", "high"], ...] = ()
    iq_from: Quotient | None = None
    iq_to: Quotient | None = None
    lvb: Literal["made_for", "variant", "not_for"] | None = None
    form: Literal["individual", "family", "group", "class"] | None = None
    not_for: tuple[NotFor, ...] = ()
    dose: Text | None = None
    recognition: Recognition
    studied: Text | None = None
    sources: tuple[Id, ...] = ()
    unverified: tuple[Literal["age_from", "age_to", "dose", "studied"], ...] = ()

    def cautions(self, on: date) -> tuple[Caution, ...]:
        """What must be said of it on a day."""
        found = [self._recognition_caution(on)]
        found += [Caution.CLASS] if self.form == "class" else [Caution.GROUP] if self.form == "group" else []
        found += [Caution.TOO_YOUNG] if self.age_to is not None and self.age_to < FIRST_AGE else []
        return tuple(caution for caution in found if caution is not None)

    def _recognition_caution(self, on: date) -> Caution | None:
        given = self.recognition
        if given.level is RecognitionLevel.UNKNOWN:
            return Caution.UNKNOWN
        if given.level is RecognitionLevel.NOT_RECOGNISED:
            return Caution.NOT_RECOGNISED
        if given.on is None:
            return Caution.UNDATED
        return Caution.OLD if given.on < months_before(on, RECOGNISED_FOR_MONTHS) else None
