"""An assessment: the gate, needs and strengths, an own assessment, and only then the outcome; at the end it is sealed (REQ-01, 18, 20).

What must be there first stands in `assessing.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from triage.casework.roles import AccountRole
from triage.wording import Message, _


class AssessmentKind(StrEnum):
    """Which assessment of a case it is."""

    FIRST = "first"
    PROGRESS = "progress"
    SECOND_LOOK = "second_look"

    def message(self) -> Message:
        """The Dutch word."""
        return {
            AssessmentKind.FIRST: _("nulmeting"),
            AssessmentKind.PROGRESS: _("voortgang"),
            AssessmentKind.SECOND_LOOK: _("blinde tweede blik"),
        }[self]


class GivenUpReason(StrEnum):
    """Why an assessment that was begun is not finished. The values stand in files and never change."""

    ASSESSOR_AWAY = "assessor_away"
    BY_MISTAKE = "by_mistake"
    OTHER_FRAMEWORK = "other_framework"
    CASE_CHANGED = "case_changed"

    def message(self) -> Message:
        """The Dutch words."""
        return {
            GivenUpReason.ASSESSOR_AWAY: _("wie beoordeelde, kan dit niet afmaken"),
            GivenUpReason.BY_MISTAKE: _("bij vergissing begonnen"),
            GivenUpReason.OTHER_FRAMEWORK: _("een ander kader past beter"),
            GivenUpReason.CASE_CHANGED: _("de casus is zo veranderd dat opnieuw beginnen beter is"),
        }[self]


@dataclass(frozen=True)
class OwnAssessment:
    """What the assessor thinks before the outcome shows: an outcome id of the framework or `out_of_scope`, why, and when."""

    outcome: str
    reason: str
    at: datetime
    account: str
    role: AccountRole


@dataclass(frozen=True)
class Assessment:
    """One assessment of a case by one framework.

    `second_of` is the id of the assessment that a second look is of. `corrects` is the id of a sealed one that this puts right. `result` is
    set at sealing: the case, result and receipt as canonical JSON text; `seen` is the SHA-256 of that text when it was last looked at,
    until it is sealed. Times have a time zone.
    """

    id: str
    case_code: str
    kind: AssessmentKind
    framework_id: str
    framework_version: str
    framework_sha256: str
    reference_date: date
    account: str
    role: AccountRole
    own: OwnAssessment | None = None
    outcome_seen_at: datetime | None = None
    sealed_at: datetime | None = None
    second_of: str | None = None
    corrects: str | None = None
    seen: str = ""
    result: str = ""

    @property
    def sealed(self) -> bool:
        """Whether nothing in it changes any more."""
        return self.sealed_at is not None
