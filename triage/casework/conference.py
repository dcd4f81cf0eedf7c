"""A case conference: who is there by role, which cases in which order, what was said; frozen when it is finished (REQ-23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from triage.casework.roles import Function


@dataclass(frozen=True)
class Attendance:
    """Whether somebody of a role or discipline is there."""

    who: Function
    present: bool


@dataclass(frozen=True)
class AgendaItem:
    """A case on the agenda: whether it was discussed, what was said, and the id of the decision that was taken."""

    case_code: str
    discussed: bool = False
    minutes: str = ""
    decision: str | None = None


@dataclass(frozen=True)
class Conference:
    """A conference on a day. `corrects` is the id of a finished one that this puts right."""

    id: str
    on: date
    agenda: tuple[AgendaItem, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    finished_at: datetime | None = None
    corrects: str | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing in it changes any more."""
        return self.finished_at is not None
