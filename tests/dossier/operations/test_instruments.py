"""Outcomes of instruments of others."""

from __future__ import annotations

from dataclasses import replace

from tests.dossier.operations.making import CASE, CODE, TODAY, House, last, refused, registry
from triage.dossier import undo
from triage.dossier.holdings import InstrumentOutcome
from triage.dossier.operations import instruments
from triage.framework.vocabulary import Partner


def test_an_outcome_is_recorded_with_the_age_of_then_and_taken_back(at: House) -> None:
    change = instruments.record_outcome(at.director, CODE, "ritax2", "ritax2", "middle", TODAY, Partner.PROBATION, registry())
    assert last(at.director) == ("instrument_recorded", CODE, f"instrument/{change.id}", "done")
    with at.director.reading() as records:
        (kept,) = records.of_case(InstrumentOutcome, CODE)
    assert kept == InstrumentOutcome(change.id, CODE, "ritax2", "ritax2", "middle", TODAY, Partner.PROBATION, 15, TODAY)
    undo.undo(at.director)
    with at.director.reading() as records:
        assert records.of_case(InstrumentOutcome, CODE) == ()


def test_what_the_registry_does_not_know_is_not_recorded(at: House) -> None:
    with refused(at.director, "Dit instrument staat niet in de lijst."):
        instruments.record_outcome(at.director, CODE, "gut", "ritax2", "middle", TODAY, Partner.PROBATION, registry())
    with refused(at.director, "Dit niveau hoort niet bij deze versie."):
        instruments.record_outcome(at.director, CODE, "ritax2", "ritax2", "sky", TODAY, Partner.PROBATION, registry())
    at.put(replace(CASE, age=None))
    with refused(at.director, "De leeftijd van de jongere staat niet vast."):
        instruments.record_outcome(at.director, CODE, "ritax2", "ritax2", "middle", TODAY, Partner.PROBATION, registry())
