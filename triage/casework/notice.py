"""Whether the youth and the parents were told that this program played a part (REQ-34): at the latest with the decision, or why not."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from triage.casework.empty_reasons import short_reason_defects
from triage.casework.record import Age
from triage.casework.roles import AccountRole, Involved
from triage.casework.texts import tidy
from triage.casework.views import needed
from triage.errors import Defect
from triage.periods import months_after
from triage.wording import Message, _

LOOK_AGAIN_MONTHS = 3
"""Not telling is looked at again within this time (our own choice)."""

TOLD_ON, HOW = _("datum van het informeren"), _("manier van informeren")
NOT_TOLD_WHY, NOT_TOLD_BY, LOOK_AGAIN = _("reden om niet te informeren"), _("wie dat besloot"), _("datum om opnieuw te kijken")
"""The fields, as the place of a defect names them."""


class Way(StrEnum):
    """How somebody was told."""

    IN_PERSON = "in_person"
    LETTER = "letter"
    PHONE = "phone"
    WITH_DECISION = "with_decision"
    THROUGH_PARTNER = "through_partner"

    def message(self) -> Message:
        """The Dutch words."""
        return {
            Way.IN_PERSON: _("in een gesprek"),
            Way.LETTER: _("met een brief"),
            Way.PHONE: _("per telefoon"),
            Way.WITH_DECISION: _("samen met het besluit"),
            Way.THROUGH_PARTNER: _("door een partner, in een gesprek"),
        }[self]


@dataclass(frozen=True)
class Notice:
    """One record of telling or not telling.

    Told: `on` and `how`. Not told: `ground`, `decided_by` and `look_again_on`. `recorded_on` is the day this was written down.
    """

    id: str
    case_code: str
    to: Involved
    told: bool
    recorded_on: date
    on: date | None = None
    how: Way | None = None
    ground: str = ""
    decided_by: AccountRole | None = None
    look_again_on: date | None = None


def notice_place(to: Involved) -> Message:
    """Telling one of them, as the place of a defect names it."""
    return {Involved.YOUTH: _("informeren van de jongere"), Involved.PARENTS: _("informeren van de ouders")}[to]


def notice_defects(notice: Notice, *, confirmed: Container[str] = ()) -> tuple[Defect, ...]:
    """What is wrong with one notice."""
    return tuple(_told_defects(notice) if notice.told else _not_told_defects(notice, confirmed))


def latest(notices: Iterable[Notice], to: Involved) -> Notice | None:
    """The last word on whether somebody was told; of two on one day the later in the list."""
    found = None
    for notice in notices:
        if notice.to is to and (found is None or notice.recorded_on >= found.recorded_on):
            found = notice
    return found


def untold(notices: Iterable[Notice], age: Age | None, today: date) -> tuple[Defect, ...]:
    """Who was neither told nor for a ground not told, and where that ground should have been looked at again (REQ-34)."""
    kept = tuple(notices)
    return tuple(defect for to in needed(age, today) for defect in _untold(latest(kept, to), to, today))


def _untold(notice: Notice | None, to: Involved, today: date) -> Iterator[Defect]:
    if notice is None:
        yield Defect(
            notice_place(to),
            _("Er staat niet of en hoe is verteld dat dit programma is gebruikt."),
            _("Vertel het en schrijf het op, of schrijf op waarom niet."),
        )
    elif notice.look_again_on is not None and notice.look_again_on < today:
        problem = _("Op {day} zou opnieuw worden bekeken of informeren kan.", day=notice.look_again_on)
        yield Defect(notice_place(to), problem, _("Kijk er nu naar en schrijf het op."))


def _told_defects(notice: Notice) -> Iterator[Defect]:
    if notice.on is None:
        yield Defect(TOLD_ON, _("De datum is nog niet ingevuld."), _("Kies de dag waarop het is verteld."))
    elif notice.on > notice.recorded_on:
        yield Defect(TOLD_ON, _("De datum ligt in de toekomst."), _("Schrijf het op als het is verteld."))
    if notice.how is None:
        yield Defect(HOW, _("De manier is nog niet gekozen."), _("Kies hoe het is verteld."))
    if tidy(notice.ground) or notice.decided_by is not None or notice.look_again_on is not None:
        yield _both(notice)


def _not_told_defects(notice: Notice, confirmed: Container[str]) -> Iterator[Defect]:
    yield from short_reason_defects(NOT_TOLD_WHY, notice.ground, confirmed=confirmed)
    if notice.decided_by is None or not notice.decided_by.works_on_cases:
        yield Defect(NOT_TOLD_BY, _("Er staat niet wie dit besloot."), _("Kies de procesregisseur of de voorzitter."))
    if notice.look_again_on is None:
        yield Defect(LOOK_AGAIN, _("De datum is nog niet ingevuld."), _("Kies wanneer u opnieuw bekijkt of informeren kan."))
    elif notice.look_again_on <= notice.recorded_on:
        yield Defect(LOOK_AGAIN, _("Deze dag is al geweest."), _("Kies een latere dag."))
    elif notice.look_again_on > months_after(notice.recorded_on, LOOK_AGAIN_MONTHS):
        yield Defect(LOOK_AGAIN, _("Dit is later dan over {months} maanden.", months=LOOK_AGAIN_MONTHS), _("Kies een eerdere dag."))
    if notice.on is not None or notice.how is not None:
        yield _both(notice)


def _both(notice: Notice) -> Defect:
    return Defect(notice_place(notice.to), _("Er staat dat het is verteld en ook waarom niet."), _("Laat een van de twee staan."))
