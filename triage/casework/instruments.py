"""Recording the outcome of a validated instrument of others: which one, which version, when, in what role, which level. Nothing else.

No items, sums or notes are kept, nothing is recomputed, and levels of different versions are never converted. A level beside the
framework's own level asks for a reason when they lie two or more apart; they are never averaged.
Source: reading/rnr.md section 2, *What the app must do* 12 to 14 and 22.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from triage.casework.limits import span, within
from triage.errors import Defect, InputError
from triage.framework.instruments import Instrument, InstrumentLevel, LevelList
from triage.framework.records import Verified, printable
from triage.framework.vocabulary import Partner
from triage.periods import months_before
from triage.weighing.result import ScaleResult, Truth
from triage.wording import Message, _, n_

OWN_LIMIT_MONTHS = 12
"""An outcome counts as old after this, where its makers do not say how long it holds: our own choice (rnr.md rule 12)."""

APART = 2
"""From so many levels apart the reason is asked."""

DO_NOT_RECORD = _("Leg dit niet vast.")


@dataclass(frozen=True)
class InstrumentRecord:
    """An outcome as it was recorded. `assessor` is the kind of organisation of whoever filled it in; never a name."""

    instrument: Instrument
    version: LevelList
    on: date
    assessor: Partner
    level: InstrumentLevel
    warnings: tuple[Message, ...]


@dataclass(frozen=True)
class Comparison:
    """A recorded level beside the bands that are possible on the framework's own scale.

    `apart` is the least number of levels between them; None when they cannot be compared.
    """

    record: InstrumentRecord
    own: tuple[str, ...]
    apart: int | None

    @property
    def asks_reason(self) -> bool:
        """Whether they surely lie two or more apart."""
        return self.apart is not None and self.apart >= APART

    def message(self) -> Message:
        """What to do with it."""
        if self.apart is None:
            return _(
                "Niet vergeleken: de niveaus van het instrument en van het kader staan niet naast elkaar, of het eigen niveau ontbreekt."
            )
        if self.asks_reason:
            return _(
                "Het instrument en het kader liggen {apart} niveaus uit elkaar. Schrijf op waarom. Er wordt niets gemiddeld.",
                apart=self.apart,
            )
        return _("Het instrument en het kader liggen minder dan twee niveaus uit elkaar.")


def record_outcome(
    instrument: Instrument, version: str, level: str, on: date, assessor: Partner, *, age: int | None, today: date
) -> InstrumentRecord:
    """Record an outcome. `version` and `level` are ids of the registry, `age` is in whole years today.

    Raises InputError with everything that is wrong: an instrument that may not be used, a level or version it does not have, a day to
    come or outside the time of the version, an age it is surely not for, an age that is not known.
    """
    place = _("instrument “{title}”", title=instrument.title)
    if (refused := _refused(instrument)) is not None:
        raise InputError.at(place, refused, DO_NOT_RECORD)
    chosen = next((lists for lists in instrument.outcomes if lists.id == version), None)
    if chosen is None:
        raise InputError.at(place, _("Deze versie bestaat niet."), _("Kies een versie uit de lijst."))
    given = next((one for one in chosen.levels if one.id == level), None)
    found = [*_day_defects(chosen, on, today), *_age_defects(instrument, on, age, today)]
    if given is None:
        found.append((_("Dit niveau hoort niet bij deze versie."), _("Kies een niveau uit de lijst. Reken niets om.")))
    if found or given is None:
        raise InputError(Defect(place, *words) for words in found)
    return InstrumentRecord(instrument, chosen, on, assessor, given, tuple(_warnings(instrument, on, age, today)))


def compare(record: InstrumentRecord, scale: ScaleResult, beside: Mapping[str, tuple[str, ...]]) -> Comparison:
    """Lay a recorded level beside the framework's own. `beside` says per level of the version which bands of the scale stand beside it.

    A level that is not in `beside` is not compared: levels are never converted in silence.
    """
    bands = scale.scale.band_ids
    standing = [bands.index(band) for band in beside.get(record.level.id, ())]
    own = [bands.index(band) for band in scale.possible]
    apart = min((abs(one - other) for one in standing for other in own), default=None)
    return Comparison(record, scale.possible, apart)


def _refused(instrument: Instrument) -> Message | None:
    if not instrument.allowed:
        reason = instrument.refused_because
        return _("Dit instrument mag hier niet.") if reason is None else _("{reason}", reason=reason)
    if instrument.verified is Verified.MEMORY:
        return _("Over dit instrument is geen openbare tekst gelezen.")
    return None


def _day_defects(version: LevelList, on: date, today: date) -> Iterator[tuple[Message, Message]]:
    mend = _("Verbeter de datum.")
    if on > today:
        yield _("De datum ligt in de toekomst."), mend
    if version.since is not None and on < version.since:
        yield _("Deze versie is in gebruik sinds {day}.", day=version.since), _("Verbeter de datum of kies de versie van die tijd.")
    if version.until is not None and on > version.until:
        yield _("Deze versie was in gebruik tot en met {day}.", day=version.until), _("Verbeter de datum of kies de versie van die tijd.")


def _age_defects(instrument: Instrument, on: date, age: int | None, today: date) -> Iterator[tuple[Message, Message]]:
    if age is None:
        yield _("De leeftijd van de jongere staat niet vast."), _("Leg eerst de leeftijd vast.")
    elif _age_fits(instrument, on, age, today) is Truth.FALSE:
        yield _("Dit instrument is voor {ages} jaar.", ages=_ages(instrument)), _("Leg dit niet vast, of verbeter de leeftijd of de datum.")


def _age_fits(instrument: Instrument, on: date, age: int, today: date) -> Truth:
    """Whether the instrument was for the age on its own day. The birthday is not known, so that age is a range of at most two years."""
    shown = printable(instrument)
    if shown is None:
        return Truth.UNKNOWN
    youngest, oldest = ages_on(on, age, today)
    return within(youngest, oldest, shown.age_from, shown.age_to)


def ages_on(on: date, age: int, today: date) -> tuple[int, int]:
    """The least and greatest age in whole years on an earlier day of somebody who is `age` today; a later day counts as today."""
    day = min(on, today)
    whole = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
    on_the_day = (today.month, today.day) == (day.month, day.day)
    return max(age - whole - (0 if on_the_day else 1), 0), max(age - whole, 0)


def _warnings(instrument: Instrument, on: date, age: int | None, today: date) -> Iterator[Message]:
    if on < _oldest_valid(instrument, today):
        yield _old(instrument)
    shown = printable(instrument)
    if shown is None or (shown.age_from is None and shown.age_to is None):
        yield _("Voor welke leeftijd dit instrument is, is niet gevonden.")
    elif age is not None and _age_fits(instrument, on, age, today) is Truth.UNKNOWN:
        yield _("Misschien was de jongere toen buiten de leeftijd van dit instrument: {ages} jaar.", ages=_ages(instrument))
    if instrument.warning is not None:
        yield _("{warning}", warning=instrument.warning)


def _oldest_valid(instrument: Instrument, today: date) -> date:
    if instrument.valid_days is not None:
        return today - timedelta(days=instrument.valid_days)
    return months_before(today, instrument.valid_months or OWN_LIMIT_MONTHS)


def _old(instrument: Instrument) -> Message:
    if instrument.valid_days is not None:
        return n_(
            "Deze uitkomst is ouder dan {count} dag. Zo lang geldt zij.",
            "Deze uitkomst is ouder dan {count} dagen. Zo lang geldt zij.",
            instrument.valid_days,
        )
    if instrument.valid_months is not None:
        return n_(
            "Deze uitkomst is ouder dan {count} maand. Zo lang geldt zij.",
            "Deze uitkomst is ouder dan {count} maanden. Zo lang geldt zij.",
            instrument.valid_months,
        )
    return _("Deze uitkomst is ouder dan {months} maanden. Die grens is een eigen keuze.", months=OWN_LIMIT_MONTHS)


def _ages(instrument: Instrument) -> Message:
    return span(instrument.age_from, instrument.age_to)
