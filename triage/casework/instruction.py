"""The yearly confirmation of the instruction, without which an account only reads (REQ-28)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from triage.errors import Defect
from triage.periods import months_after
from triage.wording import Message, _

MONTHS_VALID = 12
"""A confirmation holds for a year (REQ-28)."""

INSTRUCTION = _("instructie")
"""The place of a defect."""


class Topic(StrEnum):
    """What the instruction is about."""

    BIAS = "bias"
    AUTOMATION_BIAS = "automation_bias"
    LIMITS = "limits"
    RIGHTS = "rights"

    def message(self) -> Message:
        """The topic in a sentence."""
        return {
            Topic.BIAS: _("Vragen en antwoorden kunnen sommige groepen jongeren slechter treffen."),
            Topic.AUTOMATION_BIAS: _("Mensen volgen een advies van een programma te snel. Denk eerst zelf."),
            Topic.LIMITS: _("Het programma kent alleen wat is ingevuld. Het zegt niet wat een jongere gaat doen."),
            Topic.RIGHTS: _("Jongeren en ouders mogen inzien, verbeteren, betwisten en klagen."),
        }[self]


@dataclass(frozen=True)
class Confirmation:
    """That an account followed the instruction on a day, on these topics."""

    account: str
    on: date
    topics: tuple[Topic, ...]


def confirmation_defects(confirmation: Confirmation, today: date) -> tuple[Defect, ...]:
    """What is wrong with a confirmation: a topic that was left out, or a day to come."""
    found = [Defect(INSTRUCTION, topic.message(), _("Bevestig ook dit.")) for topic in Topic if topic not in confirmation.topics]
    if confirmation.on > today:
        found.append(Defect(INSTRUCTION, _("De datum ligt in de toekomst."), _("Verbeter de datum.")))
    return tuple(found)


def valid_until(account: str, confirmations: Iterable[Confirmation], today: date) -> date | None:
    """The last day on which the latest whole confirmation of an account holds; None when there is none.

    One of a day to come counts for nothing, so that a clock that is put back opens no account.
    """
    days = [one.on for one in confirmations if one.account == account and not confirmation_defects(one, today)]
    return months_after(max(days), MONTHS_VALID) if days else None


def instruction_defects(account: str, confirmations: Iterable[Confirmation], today: date) -> tuple[Defect, ...]:
    """Why an account may only read; none when it may write what its role lets it write."""
    until = valid_until(account, confirmations, today)
    mend = _("Lees de instructie en bevestig die. Tot dan kunt u alleen lezen.")
    if until is None:
        return (Defect(INSTRUCTION, _("U hebt de instructie nog niet bevestigd."), mend),)
    if until < today:
        return (Defect(INSTRUCTION, _("Uw bevestiging van de instructie is ouder dan een jaar."), mend),)
    return ()
