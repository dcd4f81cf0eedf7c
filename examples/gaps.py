"""What nobody knows yet: open questions in an otherwise known life. How many cases have them is chosen, not published."""

from __future__ import annotations

from enum import StrEnum
from random import Random

from examples.lives import FITTING, NEEDS, STRENGTHS, Life, convicted
from examples.marginals import Shares, shuffled
from examples.records import Course, quarters_back


class Gap(StrEnum):
    """How much is unknown about a case."""

    NONE = "none"
    SOME = "some"
    HALF = "half"


GAPS: Shares[Gap] = {Gap.NONE: 0.59, Gap.SOME: 0.33, Gap.HALF: 0.08}

HALF_EMPTY = "De helft van de vragen is nog open. Er is een marge en geen niveau, en het advies staat niet vast."


def can_be_half_empty(life: Life) -> bool:
    """A file with a conviction of the last two years holds more than half of the answers."""
    return all(quarters_back(fact) > 8 for fact in convicted(life.facts))


def with_gap(life: Life, gap: Gap, random: Random) -> Life:
    """The life as far as it is known."""
    match gap:
        case Gap.NONE:
            return life
        case Gap.SOME:
            return _without(life, _some(life, random))
    return _without(life, _half(random)).noted(HALF_EMPTY)


def _some(life: Life, random: Random) -> list[str]:
    """One to three open questions; about somebody with many facts only one concern and one matter of fitting help are open."""
    if life.course is Course.HEAVY:
        return [shuffled(NEEDS, random)[0], *shuffled(FITTING, random)[: int(random.random() * 2)]]
    return shuffled(("peers_serious", *NEEDS, *STRENGTHS, *FITTING), random)[: 1 + int(random.random() * 3)]


def _half(random: Random) -> list[str]:
    """A fresh referral: nobody was asked yet about company, pace and supervision, nor about half of the rest."""
    triage = ["triage_k1", "triage_k2"] if random.random() < 0.5 else []
    force = ["exploited"] if random.random() < 0.5 else []
    rest = [*shuffled(NEEDS, random)[:3], *shuffled(STRENGTHS, random)[:3], *shuffled(FITTING, random)[:3]]
    return [*force, *triage, "peers_serious", "pace", "custody_probation", *rest]


def _without(life: Life, questions: list[str]) -> Life:
    return life.answered(**dict.fromkeys(questions))
