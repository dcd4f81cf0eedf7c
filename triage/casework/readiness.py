"""Whether the organisation is ready for real cases (REQ-04). Until all five things are recorded the program is in practice mode."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from triage.casework.texts import LINE, text_defects, tidy
from triage.errors import Defect
from triage.wording import Message, _

FEWEST = 3
"""The fewest characters of a reference or a function."""


class Need(StrEnum):
    """What must be recorded."""

    DPIA = "dpia"
    IAMA = "iama"
    FG_ADVICE = "fg_advice"
    LAWFULNESS_ADVICE = "lawfulness_advice"
    OWNER = "owner"

    def message(self) -> Message:
        """What it is called."""
        return {
            Need.DPIA: _("gegevensbeschermingseffectbeoordeling (DPIA)"),
            Need.IAMA: _("impact assessment mensenrechten en algoritmes (IAMA)"),
            Need.FG_ADVICE: _("advies van de functionaris gegevensbescherming (FG)"),
            Need.LAWFULNESS_ADVICE: _("advies van de rechtmatigheidsadviescommissie"),
            Need.OWNER: _("besluit met wie eindverantwoordelijk is"),
        }[self]


@dataclass(frozen=True)
class Recorded:
    """Where one of them can be found, its date, and which function in the organisation answers for it; never a name."""

    reference: str = ""
    on: date | None = None
    owner: str = ""


@dataclass(frozen=True)
class Readiness:
    """The five things."""

    dpia: Recorded = Recorded()
    iama: Recorded = Recorded()
    fg_advice: Recorded = Recorded()
    lawfulness_advice: Recorded = Recorded()
    owner: Recorded = Recorded()

    def of(self, need: Need) -> Recorded:
        """What was recorded of one of them."""
        found: Recorded = getattr(self, need.value)
        return found


def reference_place(need: Need) -> Message:
    """The field that says where it can be found, as the place of a defect names it."""
    return _("{need}, vindplaats", need=need)


def day_place(need: Need) -> Message:
    """The field of its date."""
    return _("{need}, datum", need=need)


def owner_place(need: Need) -> Message:
    """The field that says which function answers for it."""
    return _("{need}, verantwoordelijke functie", need=need)


def readiness_defects(readiness: Readiness, today: date, *, confirmed: Container[str] = ()) -> tuple[Defect, ...]:
    """Everything that is missing or wrong, each at its own field."""
    return tuple(defect for need in Need for defect in _recorded_defects(need, readiness.of(need), today, confirmed))


def missing(readiness: Readiness | None, today: date) -> tuple[Need, ...]:
    """What is not recorded whole; a day to come is not recorded yet."""
    return tuple(need for need in Need if readiness is None or not _whole(readiness.of(need), today))


def practice(readiness: Readiness | None, today: date) -> bool:
    """Whether the program is in practice mode: invented cases only, and every paper says so. The default, until nothing is missing."""
    return bool(missing(readiness, today))


def _whole(recorded: Recorded, today: date) -> bool:
    return bool(tidy(recorded.reference) and tidy(recorded.owner) and recorded.on is not None and recorded.on <= today)


def _recorded_defects(need: Need, recorded: Recorded, today: date, confirmed: Container[str]) -> Iterator[Defect]:
    yield from text_defects(reference_place(need), recorded.reference, most=LINE, least=FEWEST, confirmed=confirmed, about_papers=True)
    if recorded.on is None:
        yield Defect(day_place(need), _("De datum is nog niet ingevuld."), _("Kies de dag waarop dit is vastgesteld."))
    elif recorded.on > today:
        yield Defect(day_place(need), _("De datum ligt in de toekomst."), _("Verbeter de datum."))
    yield from text_defects(owner_place(need), recorded.owner, most=LINE, least=FEWEST, confirmed=confirmed)
