"""What a conference needs, what is still open when it is finished, and that it is frozen then (REQ-23)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterator
from dataclasses import replace
from datetime import date, datetime

from triage.casework.conference import AgendaItem, Conference
from triage.casework.roles import AccountRole, Discipline
from triage.casework.texts import MINUTES, refuse, text_defects, tidied
from triage.errors import Defect
from triage.wording import Message, _

DAY, AGENDA, PRESENT, CHAIR = _("datum van het overleg"), _("agenda"), _("aanwezig"), _("voorzitter")
"""The fields, as the place of a defect names them."""

FEWEST_DISCIPLINES = 2


def case_place(case_code: str) -> Message:
    """A case on the agenda, as the place of a defect names it."""
    return _("agenda, casus {code}", code=case_code)


def disciplines(conference: Conference) -> tuple[Discipline, ...]:
    """The disciplines that are there, each once."""
    there = (one.who for one in conference.attendance if one.present and isinstance(one.who, Discipline))
    return tuple(dict.fromkeys(there))


def has_chair(conference: Conference) -> bool:
    """Whether somebody chairs it."""
    return any(one.present and one.who is AccountRole.CHAIR for one in conference.attendance)


def composition_defects(chair_present: bool, attendance: Collection[Discipline]) -> tuple[Defect, ...]:
    """What is missing at the table for a decision: a chair, two disciplines beside the house, one of them care."""
    return tuple(_composition_defects(chair_present, attendance))


def conference_defects(conference: Conference, *, confirmed: Container[str] = ()) -> tuple[Defect, ...]:
    """What is wrong with what was written of a conference so far."""
    return tuple(_conference_defects(conference, confirmed))


def still_open(conference: Conference) -> tuple[Defect, ...]:
    """What is still open, said before a conference is finished. It bars nothing: a conference may end with open points."""
    return (
        *composition_defects(has_chair(conference), disciplines(conference)),
        *(defect for item in conference.agenda for defect in _open_points(item)),
    )


def change(old: Conference, new: Conference, *, confirmed: Container[str] = ()) -> Conference:
    """A conference as it is kept after a change. Raises InputError when it was finished, or with everything that is wrong."""
    refuse((*frozen_defects(old), *conference_defects(new, confirmed=confirmed)))
    if new.id != old.id or new.finished:
        raise ValueError("a change neither makes another conference nor finishes it")
    return tidied(new)


def finish(conference: Conference, at: datetime, *, confirmed: Container[str] = ()) -> Conference:
    """The finished conference; nothing in it changes any more. Raises InputError with everything that stands in the way."""
    refuse((*frozen_defects(conference), *conference_defects(conference, confirmed=confirmed), *_not_yet(conference, at.date())))
    return replace(tidied(conference), finished_at=at)


def frozen_defects(conference: Conference) -> tuple[Defect, ...]:
    """Why a conference cannot be changed; none while it is open."""
    if not conference.finished:
        return ()
    return (Defect(AGENDA, _("Dit overleg is afgerond."), _("Leg een verbetering vast als nieuw verslag.")),)


def _composition_defects(chair_present: bool, attendance: Collection[Discipline]) -> Iterator[Defect]:
    if not chair_present:
        yield Defect(CHAIR, _("Er is geen voorzitter."), _("Leg vast dat er een voorzitter is."))
    partners = {discipline for discipline in attendance if discipline.is_partner}
    if len(partners) < FEWEST_DISCIPLINES:
        yield Defect(PRESENT, _("Er zijn minder dan twee disciplines."), _("Een besluit vraagt minstens twee disciplines aan tafel."))
    if not any(discipline.is_care for discipline in partners):
        yield Defect(PRESENT, _("Er is niemand uit de zorg."), _("Een besluit vraagt minstens één discipline uit de zorg."))


def _conference_defects(conference: Conference, confirmed: Container[str]) -> Iterator[Defect]:
    for code, times in Counter(item.case_code for item in conference.agenda).items():
        if times > 1:
            yield Defect(case_place(code), _("Deze casus staat meer dan één keer op de agenda."), _("Haal hem één keer weg."))
    for who, times in Counter(one.who for one in conference.attendance).items():
        if times > 1:
            yield Defect(PRESENT, _("{who} staat er meer dan één keer.", who=who), _("Haal er één weg."))
    for item in conference.agenda:
        yield from text_defects(case_place(item.case_code), item.minutes, most=MINUTES, confirmed=confirmed)


def _open_points(item: AgendaItem) -> Iterator[Defect]:
    place = case_place(item.case_code)
    if not item.discussed:
        yield Defect(place, _("Deze casus is niet besproken."), _("Zet hem op de agenda van het volgende overleg."))
        return
    if not item.minutes.strip():
        yield Defect(place, _("Er staat nog niets in het verslag."), _("Schrijf op wat is besproken."))
    if item.decision is None:
        yield Defect(place, _("Er is geen besluit vastgelegd."), _("Leg het besluit vast, of schrijf op dat er geen is genomen."))


def _not_yet(conference: Conference, today: date) -> Iterator[Defect]:
    if conference.on > today:
        yield Defect(DAY, _("Dit overleg is nog niet geweest."), _("Rond het af op de dag zelf of later."))
