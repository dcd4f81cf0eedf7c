"""What stands before the work: whether the organisation is ready for real cases, the yearly instruction, and the settings of the house."""

from __future__ import annotations

import os
from collections.abc import Collection, Container, Iterator
from dataclasses import replace
from pathlib import Path

from triage.casework import readiness as rules
from triage.casework.instruction import Confirmation, Topic, confirmation_defects
from triage.casework.readiness import Need, Readiness, Recorded
from triage.casework.record import MOST_MONTHS_KEPT
from triage.casework.texts import refuse, tidied
from triage.dossier.actions import Action
from triage.dossier.holdings import Settings
from triage.dossier.kinds import THE_ONE
from triage.dossier.store import Change, Dossier
from triage.errors import Defect
from triage.guard.names import leads_to_a_person
from triage.wording import Message, _

LONGEST_IDLE = 15
"""Minutes after which the window locks at the latest (REQ-61)."""

LEAST_ALIKE, MOST_ALIKE = 5, 100
"""So many alike cases a table must at least hold to leave (REQ-56)."""


KEEP_MONTHS, IDLE_MINUTES, FOLDER = _("bewaartermijn"), _("tijd tot vergrendelen"), _("map voor reservekopieën")
ALIKE = _("kleinste groep in een tabel")
"""The settings, as the place of a defect names them."""


def record(dossier: Dossier, need: Need, recorded: Recorded, *, confirmed: Container[str] = ()) -> Change:
    """Write down where one of the five things that make an organisation ready can be found; it lasts. Raises InputError."""
    today = dossier.today()
    with dossier.writing(Action.READINESS_CHANGED) as writing:
        now = writing.get(Readiness, THE_ONE) or Readiness()
        new = tidied(replace(now, **{need.value: recorded}))
        of_this = (rules.reference_place(need), rules.day_place(need), rules.owner_place(need))
        refuse(defect for defect in rules.readiness_defects(new, today, confirmed=confirmed) if defect.place in of_this)
        writing.put(new)
    said = _("De oefenstand is uit.") if not rules.practice(new, today) else _("Vastgelegd: {need}.", need=need)
    return writing.change(said, undo=False)


def missing(dossier: Dossier) -> tuple[Need, ...]:
    """What is not recorded yet."""
    today = dossier.today()
    with dossier.reading() as records:
        return rules.missing(records.get(Readiness, THE_ONE), today)


def practice(dossier: Dossier) -> bool:
    """Whether the program is in practice mode: for invented cases only, and every paper says so (REQ-04)."""
    return bool(missing(dossier))


def confirm_instruction(dossier: Dossier, topics: Collection[Topic]) -> Change:
    """Confirm that this account followed the instruction. It holds for a year. Raises InputError when a topic is left out (REQ-28)."""
    today = dossier.today()
    confirmation = Confirmation(dossier.actor.account, today, tuple(topic for topic in Topic if topic in topics))
    with dossier.writing(Action.INSTRUCTION_CONFIRMED) as writing:
        refuse(confirmation_defects(confirmation, today))
        writing.put(confirmation)
    return writing.change(_("De instructie is bevestigd."), undo=False)


def settings(dossier: Dossier) -> Settings:
    """What the organisation chose, or what holds until it does."""
    with dossier.reading() as records:
        return records.get(Settings, THE_ONE) or Settings()


def set_settings(dossier: Dossier, new: Settings) -> Change:
    """Choose. Raises InputError with everything that lies outside its bounds."""
    with dossier.writing(Action.SETTINGS_CHANGED) as writing:
        refuse(_setting_defects(new))
        folder = new.backup_folder and os.path.realpath(new.backup_folder)
        writing.put(replace(new, backup_folder=folder))
    return writing.change(_("De instellingen zijn gewijzigd."), undo=True)


def _setting_defects(new: Settings) -> Iterator[Defect]:
    yield from _outside(KEEP_MONTHS, new.keep_months, 1, MOST_MONTHS_KEPT, _("maanden"))
    yield from _outside(IDLE_MINUTES, new.idle_minutes, 1, LONGEST_IDLE, _("minuten"))
    yield from _outside(ALIKE, new.export_alike, LEAST_ALIKE, MOST_ALIKE, _("casussen"))
    if new.backup_folder and not Path(new.backup_folder).is_absolute():
        yield Defect(FOLDER, _("Dit is geen volledig pad."), _("Kies een map, of laat dit leeg."))
    if any(leads_to_a_person(part) for part in Path(new.backup_folder).parts):
        yield Defect(FOLDER, _("De naam van deze map lijkt naar een persoon te leiden."), _("Kies een andere map, of laat dit leeg."))


def _outside(place: Message, value: int, least: int, most: int, unit: Message) -> Iterator[Defect]:
    if not least <= value <= most:
        mend = _("Kies {least} tot en met {most} {unit}.", least=least, most=most, unit=unit)
        yield Defect(place, _("Dit kan niet: {value} {unit}.", value=value, unit=unit), mend)
