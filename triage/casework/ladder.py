"""The outcomes of a framework from light to heavy, and how a decision relates to its advice (REQ-19, REQ-25).

Help and list outcomes stand in a framework file from lightest to heaviest (framework format 1). Tables that discuss a case (routes) are
taken in the same order, from close by to the house: our own reading. Protection and out of scope stand beside the ladder.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from triage.casework.situation import weight
from triage.framework.model import Framework, Outcome
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.wording import Message, _


class Relation(StrEnum):
    """How what was decided relates to what was advised."""

    FOLLOWS = "follows"
    LIGHTER = "lighter"
    HEAVIER = "heavier"
    OTHER = "other"
    NO_ADVICE = "no_advice"

    def message(self) -> Message:
        """The Dutch words."""
        return {
            Relation.FOLLOWS: _("volgt het advies"),
            Relation.LIGHTER: _("lichter dan het advies"),
            Relation.HEAVIER: _("zwaarder dan het advies"),
            Relation.OTHER: _("anders dan het advies"),
            Relation.NO_ADVICE: _("er was nog geen zeker advies"),
        }[self]


def ladder(framework: Framework) -> tuple[Outcome, ...]:
    """The outcomes that can be called lighter or heavier than one another, lightest first."""
    on_it = (outcome for outcome in framework.outcome_by_id.values() if outcome.kind != "protection")
    return tuple(sorted(on_it, key=_weight))


def step(framework: Framework, outcome: str) -> int | None:
    """The place of an outcome on the ladder, the lightest 0; None for one that stands beside it."""
    ids = [one.id for one in ladder(framework)]
    return ids.index(outcome) if outcome in ids else None


def next_lighter(framework: Framework, outcome: str) -> Outcome | None:
    """The outcome one step lighter; None for the lightest and for one that stands beside the ladder."""
    place = step(framework, outcome)
    return ladder(framework)[place - 1] if place else None


def relation(framework: Framework, advice: Sequence[str], chosen: str) -> Relation:
    """How a choice relates to the advice; `advice` holds the outcomes that were still possible."""
    if len(advice) != 1:
        return Relation.NO_ADVICE
    if chosen == advice[0]:
        return Relation.FOLLOWS
    advised, decided = step(framework, advice[0]), step(framework, chosen)
    if advised is None or decided is None:
        return Relation.OTHER
    return Relation.HEAVIER if decided > advised else Relation.LIGHTER


def asks_second_reader(framework: Framework, advice: Sequence[str], chosen: str) -> bool:
    """Whether somebody else must read along: the choice is heavier than the lightest outcome that was still possible.

    Also when something on the ladder is chosen although protection might go first, or the case might be out of scope.
    """
    decided = step(framework, chosen)
    if decided is None:
        return False
    return any(_lies_under(framework, outcome, decided) for outcome in advice)


def _lies_under(framework: Framework, outcome: str, decided: int) -> bool:
    advised = step(framework, outcome)
    if advised is not None:
        return advised < decided
    return outcome != OUT_OF_SCOPE or decided > 0


def _weight(outcome: Outcome) -> int:
    return 0 if outcome.intensity is None else weight(outcome.intensity)
