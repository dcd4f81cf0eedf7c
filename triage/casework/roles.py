"""Who does what, by role and never by name: the roles of accounts, the disciplines at the table, and the youth and parents themselves."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from triage.wording import Message, _


class AccountRole(StrEnum):
    """The role of an account in the dossier (REQ-61). The values stand in files and never change."""

    DIRECTOR = "procesregisseur"
    CHAIR = "voorzitter"
    KEEPER = "kaderbeheerder"
    OVERSEER = "toezichthouder"
    TECHNICIAN = "technisch_beheerder"

    @property
    def works_on_cases(self) -> bool:
        """Whether this role weighs, decides and writes in cases. The others read, keep frameworks or keep accounts."""
        return self in (AccountRole.DIRECTOR, AccountRole.CHAIR)

    def message(self) -> Message:
        """The Dutch word."""
        return {
            AccountRole.DIRECTOR: _("procesregisseur"),
            AccountRole.CHAIR: _("voorzitter"),
            AccountRole.KEEPER: _("kaderbeheerder"),
            AccountRole.OVERSEER: _("toezichthouder (alleen lezen)"),
            AccountRole.TECHNICIAN: _("technisch beheerder"),
        }[self]


class Discipline(StrEnum):
    """From which field somebody sits in the conference (REQ-23)."""

    HOUSE = "house"
    MUNICIPALITY = "municipality"
    NEIGHBOURHOOD_TEAM = "neighbourhood_team"
    POLICE = "police"
    PROSECUTION = "prosecution"
    PROBATION = "probation"
    CUSTODY = "custody"
    HALT = "halt"
    CHILD_PROTECTION_BOARD = "child_protection_board"
    CHILD_PROTECTION = "child_protection"
    SAFE_AT_HOME = "safe_at_home"
    YOUTH_CARE = "youth_care"
    YOUTH_HEALTH = "youth_health"
    MENTAL_HEALTH_CARE = "mental_health_care"
    ADDICTION_CARE = "addiction_care"
    DISABILITY_CARE = "disability_care"
    EDUCATION = "education"
    SCHOOL_ATTENDANCE = "school_attendance"
    YOUTH_WORK = "youth_work"
    STREET_WORK = "street_work"
    HOUSING = "housing"
    VICTIM_SUPPORT = "victim_support"

    @property
    def is_care(self) -> bool:
        """Whether this is care. Our own reading, and the strict one: only who treats or helps, no supervision, reporting or compulsion."""
        return self in _CARE

    @property
    def is_partner(self) -> bool:
        """Whether this counts as a discipline at the table. The house directs the conference and brings none of its own."""
        return self is not Discipline.HOUSE

    def message(self) -> Message:
        """The Dutch word."""
        return {
            Discipline.HOUSE: _("Zorg- en Veiligheidshuis (ZVH)"),
            Discipline.MUNICIPALITY: _("gemeente"),
            Discipline.NEIGHBOURHOOD_TEAM: _("wijkteam"),
            Discipline.POLICE: _("politie"),
            Discipline.PROSECUTION: _("Openbaar Ministerie"),
            Discipline.PROBATION: _("reclassering"),
            Discipline.CUSTODY: _("justitiële inrichting"),
            Discipline.HALT: _("Halt"),
            Discipline.CHILD_PROTECTION_BOARD: _("Raad voor de Kinderbescherming"),
            Discipline.CHILD_PROTECTION: _("jeugdbescherming en jeugdreclassering"),
            Discipline.SAFE_AT_HOME: _("Veilig Thuis"),
            Discipline.YOUTH_CARE: _("jeugdhulp"),
            Discipline.YOUTH_HEALTH: _("jeugdgezondheidszorg"),
            Discipline.MENTAL_HEALTH_CARE: _("geestelijke gezondheidszorg"),
            Discipline.ADDICTION_CARE: _("verslavingszorg"),
            Discipline.DISABILITY_CARE: _("gehandicaptenzorg"),
            Discipline.EDUCATION: _("onderwijs"),
            Discipline.SCHOOL_ATTENDANCE: _("leerplicht"),
            Discipline.YOUTH_WORK: _("jongerenwerk"),
            Discipline.STREET_WORK: _("straathoekwerk"),
            Discipline.HOUSING: _("woningcorporatie"),
            Discipline.VICTIM_SUPPORT: _("slachtofferhulp"),
        }[self]


_CARE = frozenset(
    {
        *(Discipline.YOUTH_CARE, Discipline.YOUTH_HEALTH, Discipline.MENTAL_HEALTH_CARE),
        *(Discipline.ADDICTION_CARE, Discipline.DISABILITY_CARE),
    }
)

Function: TypeAlias = AccountRole | Discipline
"""Who somebody is in a record: the role of an account, or the discipline of somebody without one. No value stands in both."""


class Involved(StrEnum):
    """Whom a case is about."""

    YOUTH = "youth"
    PARENTS = "parents"

    def message(self) -> Message:
        """The Dutch word."""
        return {Involved.YOUTH: _("de jongere"), Involved.PARENTS: _("de ouders")}[self]
