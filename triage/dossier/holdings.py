"""What the dossier keeps beside the records of casework: answers and facts by case, frozen frameworks, issued papers, backups, settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from triage.cases.case import Answer, Fact
from triage.casework.choice import ConferenceRole
from triage.casework.roles import AccountRole
from triage.framework.vocabulary import AnswerStatus, Partner
from triage.periods import Period
from triage.wording import Message, _


@dataclass(frozen=True)
class AnswerGiven:
    """The answer to one question of one framework. `wording` is the SHA-256 of the question as it was asked (`questions.wording_of`).

    `framework` is the id of the framework; an answer of a blind second look stands under `id#assessment`. `before_contest` is the status
    that the answer had, while it is contested.
    """

    case_code: str
    framework: str
    item: str
    wording: str
    answer: Answer
    given_on: date
    before_contest: AnswerStatus | None = None

    @property
    def look(self) -> str:
        """The id of the second look it was given in, or nothing."""
        return self.framework.partition("#")[2]


@dataclass(frozen=True)
class FactsKnown:
    """The facts of a case, who gave them and as of when; an empty list is an answer too: somebody looked and there were none."""

    case_code: str
    facts: tuple[Fact, ...]
    source: Partner
    as_of: Period


@dataclass(frozen=True)
class Approval:
    """Who approved a framework, by account and role, and when."""

    account: str
    role: str
    at: datetime


@dataclass(frozen=True)
class FrozenFramework:
    """A framework as it was taken in: its exact text and SHA-256. In use after approval by two accounts with different roles (REQ-44)."""

    sha256: str
    id: str
    version: str
    name: str
    text: str
    proposed: Approval
    adopted: Approval | None = None


class WayOut(StrEnum):
    """How a paper or table leaves."""

    SAVED = "saved"
    PRINTED = "printed"
    COPIED = "copied"

    def message(self) -> Message:
        """The Dutch word."""
        return {WayOut.SAVED: _("opgeslagen"), WayOut.PRINTED: _("afgedrukt"), WayOut.COPIED: _("gekopieerd")}[self]


@dataclass(frozen=True)
class Paper:
    """A paper that was issued: the SHA-256 of its bytes, its kind, by which role, when and which way, and the head of the list on it."""

    id: str
    case_code: str
    kind: str
    sha256: str
    account: str
    role: str
    at: datetime
    way: WayOut
    head: str


@dataclass(frozen=True)
class BackupMade:
    """A backup that was made and checked: where, when, and under which of the data keys."""

    id: str
    folder: str
    name: str
    at: datetime
    key_id: str


@dataclass(frozen=True)
class RetiredKey:
    """An earlier data key in hexadecimal, kept so that a deletion still reaches the backups made under it. Only the dossier has it."""

    id: str
    key: str


@dataclass(frozen=True)
class Settings:
    """What the organisation chose. One record.

    `keep_months`: how long a case is kept, from its making (REQ-59). `idle_minutes`: at most 15 (REQ-61). `backup_folder`: another place
    than beside the dossier, or empty. `export_alike`: a table leaves only when at least so many cases are alike (REQ-56).
    """

    keep_months: int = 12
    idle_minutes: int = 5
    backup_folder: str = ""
    export_alike: int = 5


@dataclass(frozen=True)
class Minutes:
    """What a conference did with one case. Apart from the conference itself, so that it goes with the case (REQ-59)."""

    conference: str
    case_code: str
    discussed: bool = False
    text: str = ""
    decision: str | None = None


@dataclass(frozen=True)
class ChosenHelp:
    """Help that was chosen from the plan of an assessment: its id in the registry, its title as it was then, and why."""

    id: str
    case_code: str
    assessment: str
    help: str
    title: str
    role: ConferenceRole
    on: date
    reason: str
    for_less: str
    second_reader: ConferenceRole | None


@dataclass(frozen=True)
class InstrumentOutcome:
    """The outcome of an instrument of others, by the ids of the registry."""

    id: str
    case_code: str
    instrument: str
    version: str
    level: str
    on: date
    assessor: Partner
    age: int
    recorded_on: date


@dataclass(frozen=True)
class ExtensionAsked:
    """That somebody asked to keep a case longer; it takes somebody with the other role to agree (REQ-59)."""

    case_code: str
    until: date
    reason: str
    account: str
    role: AccountRole
    on: date
