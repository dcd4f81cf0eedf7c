"""Recording the outcome of an instrument of others in a case: which, which version, when, in what role, which level; nothing else."""

from __future__ import annotations

from datetime import date

from triage.casework import instruments as rules
from triage.casework.record import CaseRecord, age_span, left_defects
from triage.casework.texts import refuse
from triage.dossier.actions import Action
from triage.dossier.holdings import InstrumentOutcome
from triage.dossier.operations.naming import must, new_id
from triage.dossier.store import Change, Dossier
from triage.errors import InputError
from triage.framework.registry import Registry
from triage.framework.vocabulary import Partner
from triage.wording import _


def record_outcome(
    dossier: Dossier, code: str, instrument: str, version: str, level: str, on: date, assessor: Partner, registry: Registry
) -> Change:
    """Record an outcome, by the ids of the registry. The age is that of the case; where a birthday may lie in between the younger one.

    Raises InputError with everything that is wrong (`casework.instruments.record_outcome`).
    """
    id_, today = new_id(dossier.random), dossier.today()
    with dossier.writing(Action.INSTRUMENT_RECORDED, case=code) as writing:
        record = must(writing, CaseRecord, code)
        refuse(left_defects(record))
        known = registry.instruments.get(instrument)
        if known is None:
            raise InputError.at(_("instrument"), _("Dit instrument staat niet in de lijst."), _("Kies een instrument uit de lijst."))
        span = age_span(record.age, today)
        age = None if span is None else span[0]
        made = rules.record_outcome(known, version, level, on, assessor, age=age, today=today)
        assert age is not None, "without an age the rules refuse"
        writing.put(InstrumentOutcome(id_, code, known.id, made.version.id, made.level.id, on, assessor, age, today))
    return writing.change(_("De uitkomst van het instrument is vastgelegd."), undo=True)
