"""The fixed words of format 1, with what they are called on screen and paper."""

from __future__ import annotations

from enum import StrEnum

from triage.wording import Message, _

OUT_OF_SCOPE = "out_of_scope"
"""What stands in the place of an advice for a case the framework is not for."""

INSUFFICIENT = "insufficient"
"""What stands in the place of a band when too little is known of a scale."""


class AnswerStatus(StrEnum):
    """How firm an answer is. Only `established` and `confirmed` answers count; the rest count as unknown."""

    ESTABLISHED = "established"
    CONFIRMED = "confirmed"
    SIGNAL = "signal"
    CONTESTED = "contested"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @property
    def counts(self) -> bool:
        """Whether an answer of this status may carry points."""
        return self in (AnswerStatus.ESTABLISHED, AnswerStatus.CONFIRMED)

    def message(self) -> Message:
        """The Dutch word."""
        return {
            AnswerStatus.ESTABLISHED: _("vastgesteld"),
            AnswerStatus.CONFIRMED: _("bevestigd door twee bronnen"),
            AnswerStatus.SIGNAL: _("signaal"),
            AnswerStatus.CONTESTED: _("betwist"),
            AnswerStatus.UNKNOWN: _("onbekend"),
            AnswerStatus.NOT_APPLICABLE: _("niet van toepassing"),
        }[self]


class FactStatus(StrEnum):
    """What became of a registered offence. A dismissed or acquitted fact counts for nothing in any framework that leaves it out."""

    SUSPECTED = "suspected"
    SETTLED_OUT_OF_COURT = "settled_out_of_court"
    CONVICTED = "convicted"
    DISMISSED = "dismissed"
    ACQUITTED = "acquitted"

    def message(self) -> Message:
        """The Dutch word; a suspicion is never called established."""
        return {
            FactStatus.SUSPECTED: _("geregistreerd door politie (verdenking)"),
            FactStatus.SETTLED_OUT_OF_COURT: _("buiten de rechter afgedaan (Halt of strafbeschikking)"),
            FactStatus.CONVICTED: _("veroordeeld"),
            FactStatus.DISMISSED: _("geseponeerd"),
            FactStatus.ACQUITTED: _("vrijgesproken"),
        }[self]


class Strength(StrEnum):
    """How strong the evidence for an item is (`evidence/` says how each level was given)."""

    STRONG = "strong"
    PLAUSIBLE = "plausible"
    WEAK = "weak"
    PRACTICE = "practice"
    NONE = "none"

    def message(self) -> Message:
        """The Dutch word."""
        return {
            Strength.STRONG: _("sterk"),
            Strength.PLAUSIBLE: _("aannemelijk"),
            Strength.WEAK: _("zwak"),
            Strength.PRACTICE: _("alleen praktijk"),
            Strength.NONE: _("geen; eigen keuze"),
        }[self]


class Role(StrEnum):
    """What a scale is about. Scales are never added up over roles."""

    RISK = "risk"
    NEED = "need"
    PROTECTIVE = "protective"
    RESPONSIVITY = "responsivity"
    COMPLEXITY = "complexity"

    def message(self) -> Message:
        """The Dutch word."""
        return {
            Role.RISK: _("risico"),
            Role.NEED: _("hulpvraag"),
            Role.PROTECTIVE: _("beschermend"),
            Role.RESPONSIVITY: _("aansluiting van de hulp"),
            Role.COMPLEXITY: _("complexiteit"),
        }[self]


class Partner(StrEnum):
    """The kinds of partner that can give an answer. Roles of organisations, never names."""

    POLICE = "police"
    PROSECUTION = "prosecution"
    PROBATION = "probation"
    CHILD_PROTECTION = "child_protection"
    YOUTH_CARE = "youth_care"
    MUNICIPALITY = "municipality"
    SCHOOL = "school"
    HOUSING = "housing"
    HEALTH = "health"
    FAMILY = "family"
    YOUTH = "youth"

    def message(self) -> Message:
        """The Dutch word."""
        return {
            Partner.POLICE: _("politie"),
            Partner.PROSECUTION: _("Openbaar Ministerie"),
            Partner.PROBATION: _("reclassering"),
            Partner.CHILD_PROTECTION: _("jeugdbescherming"),
            Partner.YOUTH_CARE: _("jeugdhulp"),
            Partner.MUNICIPALITY: _("gemeente"),
            Partner.SCHOOL: _("school"),
            Partner.HOUSING: _("woningcorporatie"),
            Partner.HEALTH: _("gezondheidszorg"),
            Partner.FAMILY: _("ouders of familie"),
            Partner.YOUTH: _("de jongere zelf"),
        }[self]
