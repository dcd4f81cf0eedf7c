"""A decision of the conference: apart from the advice, with reasons always, lightest first, and for a limited time (REQ-18 to 23, 27).

What must be there stands in `decision_rules.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from triage.casework.roles import AccountRole, Discipline, Function


@dataclass(frozen=True)
class Reason:
    """On which facts a decision rests (ids of questions, or numbers of facts in the list of the case), and the argument."""

    facts: tuple[str, ...]
    argument: str


@dataclass(frozen=True)
class Lighter:
    """The lighter outcome that was considered (its id), and why it is not enough."""

    option: str
    why_not: str


@dataclass(frozen=True)
class BestInterests:
    """The best-interests check of a minor: interest of the child, its view, the least intrusive option, privacy."""

    interest: str = ""
    view: str = ""
    least_intrusive: str = ""
    privacy: str = ""


@dataclass(frozen=True)
class Dissent:
    """That a discipline thinks otherwise, and why; `veto` when it would not have this done at all."""

    discipline: Discipline
    text: str
    veto: bool = False


@dataclass(frozen=True)
class Reader:
    """Who read along: a role or discipline, and the account where there is one."""

    role: Function
    account: str = ""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What a conference decided, as it is entered. Nothing in it is filled in from the advice (REQ-21).

    `chosen` is an outcome id or `out_of_scope`. `attendance` are the disciplines that were there, each once. `conference` is the id of the
    conference, where it is in the dossier.
    """

    chosen: str
    reason: Reason
    decided_on: date
    ends_on: date | None
    exit_conditions: str
    chair_present: bool
    attendance: tuple[Discipline, ...]
    lighter: Lighter | None = None
    proportionality: str = ""
    best_interests: BestInterests | None = None
    dissents: tuple[Dissent, ...] = ()
    second_reader: Reader | None = None
    conference: str | None = None


@dataclass(frozen=True, kw_only=True)
class Decision(Taken):
    """What was decided, as it is kept. `advice` holds the outcomes that were still possible then, in the order of the file: one when it
    was certain.

    `assessment` is the id of the sealed assessment it rests on. `corrects` is the id of a decision that this puts right.
    """

    id: str
    case_code: str
    assessment: str
    advice: tuple[str, ...]
    recorded_at: datetime
    account: str
    decided_by: AccountRole
    corrects: str | None = None


def lapsed(decision: Decision, today: date) -> bool:
    """Whether the end date is past. On the day itself a decision still holds."""
    return decision.ends_on is not None and decision.ends_on < today


def latest(decisions: Iterable[Decision]) -> Decision | None:
    """The last decision of a case, lapsed or not; a correction stands in the place of what it corrects, and at its time."""
    kept = tuple(decisions)
    put_right = {decision.corrects for decision in kept}
    return max((one for one in kept if one.id not in put_right), key=lambda one: line_of(one.id, kept)[-1].recorded_at, default=None)


def line_of(decision_id: str | None, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """A decision with everything it corrects, newest first; none for an id that is not there."""
    by_id = {decision.id: decision for decision in decisions}
    found: list[Decision] = []
    while decision_id is not None and decision_id in by_id and by_id[decision_id] not in found:
        found.append(by_id[decision_id])
        decision_id = found[-1].corrects
    return tuple(found)
