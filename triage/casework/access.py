"""Who may see the file, by age, under two laws side by side (REQ-33).

Youth Act (Jeugdwet): own access from 12, parents with custody until 16, at 16 and 17 parents only when the youth consents, refusal only
where access harms the help (Rijksoverheid, *Dossier jeugdhulp inzien*). AVG: under 16 the legal representative asks (UAVG article 5, from
memory, not read). A file of the house is not a youth care file; both are shown because they differ.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from triage.casework.empty_reasons import short_reason_defects
from triage.casework.record import OLDEST, Age, age_span
from triage.casework.roles import AccountRole, Involved
from triage.errors import Defect
from triage.wording import Message, _

OWN_FROM, PARENTS_UNTIL, ADULT_FROM = 12, 16, 18
"""Ages at which the rules change."""

NOT_OF_A_LAWYER = _("Dit is een hulp bij het kiezen, geen juridisch oordeel. De AVG-regel is niet in de wet zelf nagelezen.")
"""Said under the table."""

ASKED_AT = _("leeftijd bij het verzoek")
REQUEST, REFUSED_WHY = _("verzoek om inzage"), _("reden van de weigering")
REFUSED_BY, LOOK_AGAIN = _("wie de weigering besloot"), _("datum om opnieuw te kijken")
"""The fields, as the place of a defect names them."""


class Law(StrEnum):
    """Which law a rule is of."""

    AVG = "avg"
    YOUTH_ACT = "youth_act"

    def message(self) -> Message:
        """What it is called."""
        return {Law.AVG: _("Algemene verordening gegevensbescherming (AVG)"), Law.YOUTH_ACT: _("Jeugdwet")}[self]


class Access(StrEnum):
    """What somebody may."""

    OWN = "own"
    OWN_IF_ABLE = "own_if_able"
    THROUGH_PARENTS = "through_parents"
    WITH_CUSTODY = "with_custody"
    WITH_CONSENT = "with_consent"
    NONE = "none"

    def message(self) -> Message:
        """The rule in a sentence."""
        return {
            Access.OWN: _("mag zelf inzien"),
            Access.OWN_IF_ABLE: _("mag zelf inzien, als de jongere kan begrijpen waar het om gaat"),
            Access.THROUGH_PARENTS: _("mag inzien via een ouder met gezag"),
            Access.WITH_CUSTODY: _("mogen inzien als zij het gezag hebben"),
            Access.WITH_CONSENT: _("mogen alleen inzien als de jongere dat goedvindt"),
            Access.NONE: _("geen eigen recht op inzage"),
        }[self]


@dataclass(frozen=True)
class AccessRule:
    """What one law says of one of them at one age."""

    law: Law
    who: Involved
    access: Access


@dataclass(frozen=True)
class Refusal:
    """Why access was refused, by which role, and when it is looked at again."""

    ground: str
    by: AccountRole | None
    look_again_on: date | None


@dataclass(frozen=True)
class Inspection:
    """A request to see the file: by whom, at what age of the youth, with which authority, and what came of it."""

    id: str
    case_code: str
    asked_by: Involved
    on: date
    age: int
    custody: bool = False
    consent: bool = False
    refusal: Refusal | None = None


def access_rules(age: int) -> tuple[AccessRule, ...]:
    """What each law says of the youth and of the parents at an age in whole years, the laws side by side."""
    return tuple(AccessRule(law, who, _access(law, who, age)) for law in Law for who in Involved)


def allowed(inspection: Inspection) -> tuple[tuple[Law, bool], ...]:
    """Whether each law lets whoever asks see the file."""
    rules = (rule for rule in access_rules(inspection.age) if rule.who is inspection.asked_by)
    return tuple((rule.law, _holds(rule.access, inspection)) for rule in rules)


def inspection_defects(
    inspection: Inspection, today: date, age: Age | None = None, *, confirmed: Container[str] = ()
) -> tuple[Defect, ...]:
    """What is wrong with a request and its answer: an age that cannot be, or is another than the `age` of the case; granting what neither
    law allows; and a refusal without ground, role or date.
    """
    return (*_asked_at_defects(inspection, age), *_inspection_defects(inspection, today, confirmed))


def _asked_at_defects(inspection: Inspection, age: Age | None) -> tuple[Defect, ...]:
    if not 0 <= inspection.age <= OLDEST:
        return (Defect(ASKED_AT, _("Dit is geen leeftijd in hele jaren."), _("Verbeter de leeftijd.")),)
    span = age_span(age, inspection.on)
    if span is None or span[0] <= inspection.age <= span[1]:
        return ()
    return (Defect(ASKED_AT, _("In de casus staat een andere leeftijd."), _("Verbeter de leeftijd hier of in de casus.")),)


def _access(law: Law, who: Involved, age: int) -> Access:
    if who is Involved.YOUTH:
        if law is Law.AVG:
            return Access.OWN if age >= PARENTS_UNTIL else Access.THROUGH_PARENTS
        return Access.NONE if age < OWN_FROM else Access.OWN if age >= ADULT_FROM else Access.OWN_IF_ABLE
    if age < PARENTS_UNTIL:
        return Access.WITH_CUSTODY
    return Access.WITH_CONSENT


def _holds(access: Access, inspection: Inspection) -> bool:
    return {
        Access.OWN: True,
        Access.OWN_IF_ABLE: True,
        Access.THROUGH_PARENTS: False,
        Access.WITH_CUSTODY: inspection.custody,
        Access.WITH_CONSENT: inspection.consent,
        Access.NONE: False,
    }[access]


def _inspection_defects(inspection: Inspection, today: date, confirmed: Container[str]) -> Iterator[Defect]:
    if inspection.on > today:
        yield Defect(REQUEST, _("De datum ligt in de toekomst."), _("Verbeter de datum."))
    refusal = inspection.refusal
    if refusal is None:
        if not any(may for _law, may in allowed(inspection)):
            problem = _("Volgens geen van beide wetten mag deze persoon het dossier zelf inzien.")
            yield Defect(REQUEST, problem, _("Ga het gezag of de toestemming na, of leg een weigering vast."))
        return
    yield from short_reason_defects(REFUSED_WHY, refusal.ground, confirmed=confirmed)
    if refusal.by is None or not refusal.by.works_on_cases:
        yield Defect(REFUSED_BY, _("Er staat niet wie dit besloot."), _("Kies de procesregisseur of de voorzitter."))
    if refusal.look_again_on is None:
        yield Defect(LOOK_AGAIN, _("De datum is nog niet ingevuld."), _("Kies wanneer u opnieuw bekijkt of inzage kan."))
    elif refusal.look_again_on <= inspection.on:
        yield Defect(LOOK_AGAIN, _("Deze dag is al geweest."), _("Kies een latere dag."))
