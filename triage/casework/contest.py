"""Contesting and correcting (REQ-32): what the youth or the parents contest counts as unknown until a role has checked it."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from triage.cases.case import UNKNOWN, Answer, Case, Fact
from triage.casework.empty_reasons import short_reason_defects
from triage.casework.roles import AccountRole, Function, Involved
from triage.casework.texts import REASON, WORD, refuse, text_defects, tidied
from triage.errors import Defect
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.wording import DUTCH, Message, _

CONTESTED, WHAT_IS_WRONG, CONTESTED_ON = _("wat wordt betwist"), _("wat niet klopt"), _("datum van de betwisting")
OUTCOME, CHECKED_BY, FOUND, SETTLED_ON = (
    _("uitkomst van de controle"),
    _("wie dit naging"),
    _("wat is nagegaan"),
    _("datum van de controle"),
)
"""The fields, as the place of a defect names them."""


BY, TOLD_BY_TABLE = _("wie dit betwist"), _("De ingelezen tabel zegt alleen dat dit is betwist.")


class SettlementOutcome(StrEnum):
    """What a check of something contested led to."""

    STANDS = "stands"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"

    def message(self) -> Message:
        """The Dutch words."""
        return {
            SettlementOutcome.STANDS: _("het klopt en blijft staan"),
            SettlementOutcome.CORRECTED: _("het is verbeterd"),
            SettlementOutcome.WITHDRAWN: _("het is eruit gehaald"),
        }[self]


@dataclass(frozen=True)
class Settlement:
    """How it ended: which role checked it, what came of it, why, and when."""

    role: Function
    outcome: SettlementOutcome | None
    text: str
    on: date


@dataclass(frozen=True)
class Contest:
    """Something contested: an answer, by the id of its question, or a fact, by its number in the list of the case, counted from 1.

    `text` says what is not right, in the words of who contests it. `before_status` is what the answer or fact was called until then.
    `by` is None when a table that was taken in only said that it is contested.
    """

    id: str
    case_code: str
    by: Involved | None
    item: str | None
    fact: int | None
    text: str
    on: date
    before_status: AnswerStatus | FactStatus | None = None
    settled: Settlement | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has settled it yet."""
        return self.settled is None


def contest(new: Contest, case: Case, others: Iterable[Contest], today: date, *, confirmed: Container[str] = ()) -> Contest:
    """A contest as it is kept, with what the answer or fact is called now. Raises InputError with everything that is wrong."""
    refuse(_contest_defects(new, case, tuple(others), today, confirmed))
    before = case.answers[new.item].status if new.item is not None else _fact(case, new.fact).status
    return replace(tidied(new), before_status=before, settled=None)


def told_by_table(id_: str, case_code: str, of: str | int, before_status: AnswerStatus | FactStatus, today: date) -> Contest:
    """The contest of an answer (by its question) or fact (by its number) that came in as contested. It is settled as any other."""
    item, fact = (of, None) if isinstance(of, str) else (None, of)
    return Contest(id_, case_code, None, item, fact, DUTCH.say(TOLD_BY_TABLE), today, before_status)


def settle(open_one: Contest, settlement: Settlement, today: date, *, confirmed: Container[str] = ()) -> Contest:
    """A contest that was checked by a role. Raises InputError with everything that is wrong.

    What was contested is changed by `settled_case`. Raises ValueError for a contest that was settled before.
    """
    if not open_one.open:
        raise ValueError("the contest was settled before")
    refuse(_settlement_defects(open_one, settlement, today, confirmed))
    return replace(open_one, settled=tidied(settlement))


def with_contests(case: Case, contests: Iterable[Contest]) -> Case:
    """The case as it is weighed: what is still contested carries no sure point until it is settled (REQ-32).

    The answers and facts themselves stay as they are; when the contest is settled this mark is simply not laid over them any more.
    """
    still = [one for one in contests if one.open]
    items, numbers = {one.item for one in still}, {one.fact for one in still}
    answers = {item: _contested(answer) if item in items else answer for item, answer in case.answers.items()}
    if case.facts is None:
        return replace(case, answers=answers)
    facts = tuple(replace(fact, contested=True) if number in numbers else fact for number, fact in enumerate(case.facts, 1))
    return replace(case, answers=answers, facts=facts)


def settled_case(case: Case, settled: Contest, corrected: Answer | Fact | None = None) -> Case:
    """The case after a contest was settled: as it was, with the correction, or without what was taken out (an answer is then unknown).

    `corrected` is the right answer or fact, given when and only when the outcome is a correction. When a fact is taken out the numbers of
    the facts behind it go down by one; `renumbered` does the same in contests.
    """
    assert settled.settled is not None
    outcome = settled.settled.outcome
    if (outcome is SettlementOutcome.CORRECTED) != (corrected is not None):
        raise ValueError("a correction comes with what is right, and only a correction does")
    if outcome is SettlementOutcome.STANDS:
        return case
    if settled.item is not None:
        new = UNKNOWN if corrected is None else corrected
        if not isinstance(new, Answer):
            raise TypeError("an answer is corrected by an answer")
        return replace(case, answers={**case.answers, settled.item: new})
    if isinstance(corrected, Answer):
        raise TypeError("a fact is corrected by a fact")
    _fact(case, settled.fact)
    place = (settled.fact or 0) - 1
    facts = case.facts or ()
    return replace(case, facts=(*facts[:place], *(() if corrected is None else (corrected,)), *facts[place + 1 :]))


def renumbered(contests: Iterable[Contest], taken_out: int) -> tuple[Contest, ...]:
    """The open contests of a case after the fact with this number was taken out of its list. Settled ones keep the number of their time."""
    return tuple(replace(one, fact=one.fact - 1) if one.open and one.fact is not None and one.fact > taken_out else one for one in contests)


def _contested(answer: Answer) -> Answer:
    return answer if answer.status is AnswerStatus.UNKNOWN else replace(answer, status=AnswerStatus.CONTESTED)


def _fact(case: Case, number: int | None) -> Fact:
    """The fact with a number. Raises KeyError when there is none."""
    if number is None or case.facts is None or not 1 <= number <= len(case.facts):
        raise KeyError(number)
    return case.facts[number - 1]


def _exists(new: Contest, case: Case) -> bool:
    if (new.item is None) == (new.fact is None):
        return False
    if new.item is not None:
        return case.answer(new.item).status is not AnswerStatus.UNKNOWN
    return case.facts is not None and new.fact is not None and 1 <= new.fact <= len(case.facts)


def _contest_defects(new: Contest, case: Case, others: Collection[Contest], today: date, confirmed: Container[str]) -> Iterator[Defect]:
    if not _exists(new, case):
        problem = _("Dit antwoord of feit is er niet, of het is onbekend.")
        yield Defect(CONTESTED, problem, _("Kies één antwoord of één feit uit de casus."))
    elif any(one.open and (one.item, one.fact) == (new.item, new.fact) for one in others):
        yield Defect(CONTESTED, _("Dit is al betwist en nog niet nagegaan."), _("Handel die betwisting eerst af."))
    if new.by is None:
        yield Defect(BY, _("Er staat niet wie dit betwist."), _("Kies de jongere of de ouders."))
    yield from text_defects(WHAT_IS_WRONG, new.text, most=REASON, least=WORD, confirmed=confirmed)
    if new.on > today:
        yield Defect(CONTESTED_ON, _("De datum ligt in de toekomst."), _("Verbeter de datum."))


def _settlement_defects(open_one: Contest, settlement: Settlement, today: date, confirmed: Container[str]) -> Iterator[Defect]:
    if settlement.outcome is None:
        yield Defect(OUTCOME, _("De uitkomst is nog niet gekozen."), _("Kies of het klopt, is verbeterd of eruit is gehaald."))
    if isinstance(settlement.role, AccountRole) and not settlement.role.works_on_cases:
        problem = _("Wie deze rol heeft, werkt niet aan casussen.")
        yield Defect(CHECKED_BY, problem, _("Kies de procesregisseur, de voorzitter of een partner."))
    yield from short_reason_defects(FOUND, settlement.text, confirmed=confirmed)
    if settlement.on < open_one.on:
        yield Defect(SETTLED_ON, _("De datum ligt vóór de betwisting."), _("Verbeter de datum."))
    if settlement.on > today:
        yield Defect(SETTLED_ON, _("De datum ligt in de toekomst."), _("Verbeter de datum."))
