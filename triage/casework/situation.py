"""What a weighing says that a plan must hold to: the age, a possible mild intellectual disability, and how much help is advised.

Nothing is filled in: what is unknown stays a range or unknown. No IQ is asked or kept; whether a mild intellectual disability (LVB) is
suspected is enough to compare with the limits of a programme.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from triage.framework.model import Intensity, Outcome
from triage.framework.vocabulary import OUT_OF_SCOPE, AnswerStatus
from triage.weighing.result import AdviceResult, Truth, Use, Weighing
from triage.wording import Message, _

Risk = Literal["low", "medium", "high"]
"""The words in which descriptions of help say for whom it is."""

LVB_QUESTION, SCREENED_QUESTION, TRAUMA_QUESTION = "lvb", "lvb_screened", "trauma_signal"
"""What these questions are called in every framework that asks them, as the question about age is called `age`."""

LVB_IQ = (50, 85)
"""The range in which help for people with LVB is offered (rnr.md 3.2, So-Cool). Above it a programme made for LVB does not fit."""

_RISK: dict[Intensity, Risk] = {"none": "low", "light": "low", "medium": "medium", "intensive": "high"}
"""Intensity follows risk (rnr.md 1.1), so the intensity that is advised stands for the level that descriptions of help name."""


def weight(intensity: Intensity) -> int:
    """The place of an intensity from light to heavy: none 0, light 1, medium 2, intensive 3."""
    return get_args(Intensity).index(intensity)


def intensity_words(intensity: Intensity) -> Message:
    """How much help, in Dutch."""
    words: dict[Intensity, Message] = {
        "none": _("geen extra inzet"),
        "light": _("lichte hulp"),
        "medium": _("gerichte hulp"),
        "intensive": _("intensieve hulp"),
    }
    return words[intensity]


@dataclass(frozen=True)
class Advised:
    """How much help the advice stands for: from `lightest` to `heaviest` while it is not certain.

    `protection` is whether the advice is to protect first, `scope` whether the framework is for this case. `sets_intensity` is false for a
    framework that only says which table discusses the case, or that gives no advice at all.
    """

    lightest: Intensity
    heaviest: Intensity
    protection: Truth = Truth.FALSE
    scope: Truth = Truth.TRUE
    sets_intensity: bool = True

    @property
    def intensities(self) -> tuple[Intensity, ...]:
        """Every intensity from the lightest to the heaviest."""
        every: tuple[Intensity, ...] = get_args(Intensity)
        return every[weight(self.lightest) : weight(self.heaviest) + 1]

    @property
    def risks(self) -> frozenset[Risk]:
        """The levels that descriptions of help may mean by it."""
        return frozenset(_RISK[intensity] for intensity in self.intensities)

    @property
    def certain(self) -> bool:
        """Whether one intensity stands, and nothing goes before it."""
        nothing_before = self.protection is Truth.FALSE and self.scope is Truth.TRUE
        return nothing_before and self.sets_intensity and self.lightest == self.heaviest

    def message(self) -> Message:
        """`gerichte hulp`, or `lichte hulp tot en met gerichte hulp` while it is open."""
        if self.lightest == self.heaviest:
            return intensity_words(self.lightest)
        return _("{lightest} tot en met {heaviest}", lightest=intensity_words(self.lightest), heaviest=intensity_words(self.heaviest))


@dataclass(frozen=True)
class Situation:
    """What of a case decides which help fits.

    `age` is in whole years, None when it does not stand. `lvb` is whether LVB is suspected: a no counts only after a screening, where the
    framework asks for one. `trauma_signal` is that somebody said so, whatever the status of the answer.
    """

    age: int | None
    advised: Advised
    lvb: Truth = Truth.UNKNOWN
    screened: bool = False
    trauma_signal: bool = False

    @property
    def iq(self) -> tuple[int, int | None]:
        """The range the IQ may lie in, both ends included, as far as the answers about LVB say; None is no end."""
        if self.lvb is Truth.TRUE:
            return LVB_IQ
        return (LVB_IQ[1] + 1, None) if self.lvb is Truth.FALSE else (0, None)


def situation_of(weighing: Weighing) -> Situation:
    """The situation of a weighed case."""
    question = weighing.framework.age_question
    age = _counted(weighing, question.id) if question else None
    screened = _counted(weighing, SCREENED_QUESTION) == "yes"
    return Situation(
        age=int(age) if isinstance(age, Decimal) else None,
        advised=advised(weighing),
        lvb=_lvb(weighing, screened),
        screened=screened,
        trauma_signal=_said(weighing, TRAUMA_QUESTION),
    )


def advised(weighing: Weighing) -> Advised:
    """How much help is advised, or between what it still lies."""
    if weighing.advice is None:
        return Advised("none", "intensive", sets_intensity=False)
    by_id = weighing.framework.outcome_by_id
    left = [by_id[outcome] for outcome in weighing.advice.possible if outcome != OUT_OF_SCOPE]
    protecting, scope = [outcome.kind == "protection" for outcome in left], _scope(weighing.advice)
    protection = Truth.of(protecting) if left else Truth.FALSE
    if any(outcome.kind == "route" for outcome in left):
        return Advised("none", "intensive", protection, scope, sets_intensity=False)
    return Advised(*_between(left, weighing.advice), protection, scope)


def _between(left: list[Outcome], advice: AdviceResult) -> tuple[Intensity, Intensity]:
    """The lightest and heaviest intensity that is left; none as well where no advice is given yet, or the case may be out of scope.

    Where nothing but protection or out of scope is left, how much help fits was not asked.
    """
    given: list[Intensity] = [outcome.intensity for outcome in left if outcome.intensity is not None]
    if not given:
        return "none", "intensive"
    if advice.withheld or OUT_OF_SCOPE in advice.possible:
        given.append("none")
    return min(given, key=weight), max(given, key=weight)


def _scope(advice: AdviceResult) -> Truth:
    if OUT_OF_SCOPE not in advice.possible:
        return Truth.TRUE
    return Truth.FALSE if len(advice.possible) == 1 else Truth.UNKNOWN


def _counted(weighing: Weighing, question: str) -> str | Decimal | None:
    """The answer that counts; None where there is none, or where the framework does not ask."""
    found = next((result for result in weighing.items if result.item.id == question), None)
    return found.answer.value if found is not None and found.use is Use.COUNTED else None


def _lvb(weighing: Weighing, screened: bool) -> Truth:
    answer = _counted(weighing, LVB_QUESTION)
    if answer == "yes":
        return Truth.TRUE
    asks_for_screening = SCREENED_QUESTION in weighing.framework.item_by_id
    return Truth.FALSE if answer == "no" and (screened or not asks_for_screening) else Truth.UNKNOWN


def _said(weighing: Weighing, question: str) -> bool:
    """Whether a yes was given, with any status but unknown and not applicable: a signal is enough to put safety first."""
    answer = weighing.case.answer(question)
    told = answer.status not in (AnswerStatus.UNKNOWN, AnswerStatus.NOT_APPLICABLE)
    return told and answer.value == "yes" and question in weighing.framework.item_by_id
