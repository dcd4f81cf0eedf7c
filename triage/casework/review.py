"""Looking again at a case, and leaving: a case stays with a reason, is weighed again, or leaves (REQ-27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from triage.casework.roles import AccountRole
from triage.wording import Message, _


class ReviewOutcome(StrEnum):
    """What came of looking again."""

    STAYS = "stays"
    LEAVES = "leaves"
    WEIGH_AGAIN = "weigh_again"

    def message(self) -> Message:
        """The Dutch words."""
        return {
            ReviewOutcome.STAYS: _("blijft zoals besloten"),
            ReviewOutcome.LEAVES: _("uitstroom"),
            ReviewOutcome.WEIGH_AGAIN: _("opnieuw wegen"),
        }[self]


@dataclass(frozen=True)
class Review:
    """A case looked at again. `by` is the role of who recorded it."""

    id: str
    case_code: str
    on: date
    outcome: ReviewOutcome | None
    reason: str
    by: AccountRole


class LeavingReason(StrEnum):
    """Why a case leaves."""

    GOALS_REACHED = "goals_reached"
    LIGHTER_ENOUGH = "lighter_enough"
    NOT_FOR_HOUSE = "not_for_house"
    REFERRED_ON = "referred_on"
    OUT_OF_AGE = "out_of_age"
    MOVED = "moved"
    WRONGLY_REFERRED = "wrongly_referred"
    OBJECTION = "objection"
    DIED = "died"
    OTHER = "other"

    def message(self) -> Message:
        """The Dutch words."""
        return {
            LeavingReason.GOALS_REACHED: _("de doelen zijn bereikt"),
            LeavingReason.LIGHTER_ENOUGH: _("gewone of lichtere hulp is genoeg"),
            LeavingReason.NOT_FOR_HOUSE: _("de casus hoort niet bij het Zorg- en Veiligheidshuis"),
            LeavingReason.REFERRED_ON: _("een andere tafel of partner neemt het over"),
            LeavingReason.OUT_OF_AGE: _("de leeftijd past niet meer bij de aanpak"),
            LeavingReason.MOVED: _("verhuisd naar een andere regio"),
            LeavingReason.WRONGLY_REFERRED: _("ten onrechte aangemeld"),
            LeavingReason.OBJECTION: _("bezwaar van de jongere of de ouders is gegrond"),
            LeavingReason.DIED: _("overleden"),
            LeavingReason.OTHER: _("een andere reden"),
        }[self]


@dataclass(frozen=True)
class Leaving:
    """That a case left, why and when. `by` is the role of who recorded it."""

    reason: LeavingReason | None
    text: str
    on: date
    by: AccountRole
