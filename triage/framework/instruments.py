"""Instruments: validated questionnaires of others. Their outcome may be recorded; nothing of them is rebuilt or recomputed here.

An instrument that may not be used says why (OxRec, ARIJ, ProKid, EARL). Levels of different versions stand in lists of their own and are
never converted. Source: the studied publishers' pages and evaluations; inspection of OxRec, February 2026.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from triage.framework.interventions import Age
from triage.framework.parts import Day, Months, Whole
from triage.framework.records import CheckedRecord, RecordPart
from triage.framework.values import Flag, Id, Text


class InstrumentLevel(RecordPart):
    """One level an instrument can give."""

    id: Id
    label: Text


class LevelList(RecordPart):
    """The levels of one version of an instrument, lowest first, with the days between which it was in use as far as known."""

    id: Id
    label: Text
    since: Day | None = None
    until: Day | None = None
    levels: tuple[InstrumentLevel, ...] = Field(min_length=2)


class Instrument(CheckedRecord):
    """A questionnaire of others. Ages are whole numbers, both ends included; a missing end was not found or is no limit.

    `valid_months` and `valid_days` are how long its own makers say an outcome holds. `refused_because` stands where it is not `allowed`.
    """

    title: Text
    measures: Text
    age_from: Age | None = None
    age_to: Age | None = None
    ages_note: Text | None = None
    used_by: Text
    outcomes: tuple[LevelList, ...] = ()
    valid_months: Months | None = None
    valid_days: Annotated[Whole, Field(ge=1, le=366)] | None = None
    allowed: Flag
    refused_because: Text | None = None
    warning: Text | None = None
    studied: Text | None = None
    licence: Text
    sources: tuple[Id, ...] = ()
    unverified: tuple[Literal["age_from", "age_to", "outcomes", "studied"], ...] = ()

    def gives(self, levels: tuple[str, ...]) -> bool:
        """Whether some version gives exactly these levels, lowest first."""
        return any(tuple(level.id for level in version.levels) == levels for version in self.outcomes)
