"""What must fit together inside one record of the registry. Every fault has the keys that lead to it within the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from triage.framework.instruments import Instrument
from triage.framework.interventions import Intervention
from triage.framework.records import CheckedRecord, Source
from triage.framework.source import Fault, shown
from triage.wording import _

REQUIREMENT = re.compile(r"REQ-[0-9]{2}")
"""The number of a requirement in the study of oversight."""


def source_faults(source: Source) -> Iterator[Fault]:
    """Requirements are named by their number."""
    yield from _unchecked(source)
    for place, name in enumerate(source.requirements):
        if not REQUIREMENT.fullmatch(name):
            problem = _("Bij 'requirements' staat '{value}', maar dat is geen nummer van een eis.", value=shown(name))
            yield Fault(("requirements", place), problem, _("Schrijf het nummer zo: REQ-08."))


def intervention_faults(intervention: Intervention) -> Iterator[Fault]:
    """Limits run upward, and who recognised it is said."""
    yield from _unchecked(intervention)
    yield from _backwards("age_from", intervention.age_from, intervention.age_to)
    yield from _backwards("iq_from", intervention.iq_from, intervention.iq_to)
    if intervention.recognition.level.recognised and intervention.recognition.by is None:
        yield Fault(("recognition",), _("Er staat een erkenning, maar niet wie dat zegt."), _("Noem bij 'by' de databank waar dat staat."))


def instrument_faults(instrument: Instrument) -> Iterator[Fault]:
    """Limits run upward, what is refused says why, levels are listed once, and an outcome holds in one way."""
    yield from _unchecked(instrument)
    yield from _backwards("age_from", instrument.age_from, instrument.age_to)
    yield from _refusal(instrument)
    if instrument.valid_months is not None and instrument.valid_days is not None:
        yield Fault(("valid_days",), _("'valid_months' en 'valid_days' kunnen niet samen."), _("Laat één van de twee staan."))
    yield from _twice(("outcomes",), (version.id for version in instrument.outcomes))
    for place, version in enumerate(instrument.outcomes):
        yield from _twice(("outcomes", place, "levels"), (level.id for level in version.levels))
        if version.since and version.until and version.since > version.until:
            yield Fault(("outcomes", place, "since"), _("Het begin ligt na het einde."), _("Verbeter 'since' of 'until'."))


def _refusal(instrument: Instrument) -> Iterator[Fault]:
    if instrument.allowed and instrument.refused_because is not None:
        problem = _("Dit instrument mag worden gebruikt, maar er staat waarom niet.")
        yield Fault(("refused_because",), problem, _("Haal 'refused_because' weg of schrijf 'allowed: false'."))
    if not instrument.allowed and instrument.refused_because is None:
        problem = _("Dit instrument mag niet worden gebruikt, maar er staat niet waarom.")
        yield Fault(("allowed",), problem, _("Schrijf de reden bij 'refused_because'."))


def _unchecked(record: CheckedRecord) -> Iterator[Fault]:
    for place, name in enumerate(record.unverified):
        if not getattr(record, name):
            problem = _("'{key}' heet niet nagekeken, maar die sleutel staat er niet.", key=name)
            yield Fault(("unverified", place), problem, _("Haal '{key}' weg bij 'unverified'.", key=name))


def _backwards(key: str, first: int | None, last: int | None) -> Iterator[Fault]:
    if first is not None and last is not None and first > last:
        yield Fault((key,), _("De ondergrens ligt boven de bovengrens."), _("Draai de twee getallen om."))


def _twice(path: tuple[str | int, ...], names: Iterable[str]) -> Iterator[Fault]:
    met = set[str]()
    for place, name in enumerate(names):
        if name in met:
            yield Fault((*path, place), _("De id '{id}' staat er twee keer.", id=name), _("Geef elk onderdeel een eigen id."))
        met.add(name)
