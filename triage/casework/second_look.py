"""Where two assessors who scored one case blind agree and differ, as data (REQ-26). Nothing is averaged and nobody is right."""

from __future__ import annotations

from dataclasses import dataclass

from triage.cases.case import Answer, Case
from triage.casework.assessing import SECOND_LOOK, blind_defects, second_look_defects
from triage.casework.assessment import Assessment
from triage.casework.texts import refuse
from triage.errors import Defect
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus
from triage.wording import _


@dataclass(frozen=True)
class Rated:
    """One assessor's half: the assessment, the case as answered, and the outcomes that are possible with those answers."""

    assessment: Assessment
    case: Case
    advice: tuple[str, ...]


@dataclass(frozen=True)
class Given:
    """An answer as it can be laid beside another: the value as text, and its status."""

    value: str | None
    status: AnswerStatus


@dataclass(frozen=True)
class ItemPair:
    """Both answers to one question."""

    item: str
    first: Given
    second: Given

    @property
    def differs(self) -> bool:
        """Whether value or status differ."""
        return self.first != self.second


@dataclass(frozen=True)
class Differences:
    """Two assessments beside each other: every question in the order of the file, both own assessments, both advices.

    An advice is the outcomes that are possible.
    """

    items: tuple[ItemPair, ...]
    own: tuple[str, str]
    advice: tuple[tuple[str, ...], tuple[str, ...]]
    facts_differ: bool

    @property
    def differing(self) -> tuple[ItemPair, ...]:
        """The questions that were answered differently."""
        return tuple(pair for pair in self.items if pair.differs)

    @property
    def same_own(self) -> bool:
        """Whether both assessors thought the same before they saw an outcome."""
        return self.own[0] == self.own[1]

    @property
    def same_advice(self) -> bool:
        """Whether both sets of answers leave the same outcomes possible."""
        return self.advice[0] == self.advice[1]


def differences(first: Rated, second: Rated, framework: Framework) -> Differences:
    """Where they differ.

    Raises InputError while either own assessment is missing, when the two do not belong together, and for a second look that puts another
    right: that is not blind.
    """
    refuse(
        (
            *second_look_defects(second.assessment, first.assessment),
            *blind_defects(second.assessment, first.assessment),
            *_put_right_defects(second.assessment),
        )
    )
    own_first, own_second = first.assessment.own, second.assessment.own
    assert own_first is not None
    assert own_second is not None
    pairs = (ItemPair(item.id, _given(first.case.answer(item.id)), _given(second.case.answer(item.id))) for item in framework.questions)
    return Differences(
        items=tuple(pairs),
        own=(own_first.outcome, own_second.outcome),
        advice=(first.advice, second.advice),
        facts_differ=first.case.facts != second.case.facts,
    )


def _put_right_defects(second: Assessment) -> tuple[Defect, ...]:
    """A second look that puts another right was written after reading everything."""
    if second.corrects is None:
        return ()
    problem = _("Deze tweede blik is een verbetering en is niet meer blind.")
    return (Defect(SECOND_LOOK, problem, _("Kies de tweede blik die blind is gegeven.")),)


def _given(answer: Answer) -> Given:
    return Given(None if answer.value is None else str(answer.value), answer.status)
