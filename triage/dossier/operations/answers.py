"""Answers to the questions of a framework: given, taken over from an earlier time on purpose, and taken back.

An answer belongs to a case, a framework (by its id) and a question, with the wording of that question. In a blind second look it belongs to
that look alone, and stays once its own assessment is given (REQ-26). What is contested is changed by settling the contest
(`rights.settle`), never past it (REQ-32).
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from triage.cases.case import Answer
from triage.casework.answers import QUESTION, WITHOUT_VALUE, age_defects, answer_defects, question_of, question_place
from triage.casework.assessing import SECOND_LOOK, is_blind
from triage.casework.assessment import Assessment, AssessmentKind
from triage.casework.contest import CONTESTED, Contest
from triage.casework.facts import before_twelve_defect, early, fact_place
from triage.casework.questions import wording_of
from triage.casework.record import Age, CaseRecord, left_defects
from triage.casework.texts import refuse, tidied
from triage.dossier.actions import Action
from triage.dossier.holdings import AnswerGiven, FactsKnown
from triage.dossier.kinds import answer_id
from triage.dossier.operations.as_weighed import answers_name
from triage.dossier.operations.frameworks import opened_in, usable
from triage.dossier.operations.naming import must
from triage.dossier.store import Change, Dossier, Records
from triage.errors import Defect, InputError
from triage.framework.model import Framework, Item
from triage.framework.vocabulary import AnswerStatus
from triage.periods import Period
from triage.wording import _

NOTHING_EARLIER = _("Er is geen eerder antwoord op deze vraag."), _("Beantwoord de vraag zelf.")


@dataclass(frozen=True)
class Earlier:
    """An earlier answer to the same question in the same words, in another framework: its id there, and the day it was given."""

    answer: Answer
    framework: str
    given_on: date


@dataclass(frozen=True)
class Asked:
    """A question put in a case: the record, the question, the framework, and the name under which the answer is kept."""

    record: CaseRecord
    question: Item
    framework: Framework
    name: str

    @property
    def id(self) -> str:
        """The id of the answer."""
        return answer_id(self.record.code, self.name, self.question.id)


def give_answer(
    dossier: Dossier, case: str, sha256: str, item: str, answer: Answer, *, look: str = "", confirmed: Container[str] = ()
) -> Change:
    """Answer a question of a framework in a case. `look` is the id of the second look it is given in, or nothing.

    Raises InputError with everything that is wrong with the answer or with answering: a question that is not asked, a case that left, a
    framework that may not be used, an answer that is contested, an age that does not fit the case, facts before the twelfth birthday.
    """
    today, given = dossier.today(), _exact(tidied(answer))
    with dossier.writing(Action.ANSWERED, case=case) as writing:
        asked = _asked(writing, dossier, case, sha256, item, look)
        refuse((*_standing_defects(writing, asked), *rules_of_answer(writing, asked, given, today, confirmed)))
        writing.put(_kept(writing, asked, given, today))
    return writing.change(_("Het antwoord is opgeslagen."), undo=True)


def offered(dossier: Dossier, case: str, sha256: str, item: str) -> Earlier | None:
    """The latest earlier answer to the same question in the same words, in another framework; None when there is none.

    Nothing is ever taken over by itself, and whoever has a blind second look to give is offered nothing. That an answer was read is written
    down. Raises InputError for an unknown case, framework or question.
    """
    dossier.must_have_role(Action.CASE_OPENED, case=case)
    with dossier.reading() as records:
        must(records, CaseRecord, case)
        framework = opened_in(records, dossier, sha256).framework
        found = _offered(records, dossier, case, framework, _question(framework, item))
    if found is not None:
        dossier.note(Action.CASE_OPENED, case=case)
    return found


def take_over(dossier: Dossier, case: str, sha256: str, item: str) -> Change:
    """Take over what is `offered`. An answer without a quarter keeps the one in which it was given, so that it does not look new.

    Raises InputError when nothing is offered, and as `give_answer`.
    """
    today = dossier.today()
    with dossier.writing(Action.ANSWER_TAKEN_OVER, case=case) as writing:
        asked = _asked(writing, dossier, case, sha256, item, "")
        earlier = _offered(writing, dossier, case, asked.framework, asked.question)
        if earlier is None:
            raise InputError.at(question_place(asked.question), *NOTHING_EARLIER)
        answer = replace(earlier.answer, as_of=earlier.answer.as_of or Period.quarter_of(earlier.given_on))
        refuse((*_standing_defects(writing, asked), *rules_of_answer(writing, asked, answer, today, (answer.note,))))
        writing.put(_kept(writing, asked, answer, today))
    return writing.change(_("Het eerdere antwoord is overgenomen."), undo=True)


def take_back_answer(dossier: Dossier, case: str, sha256: str, item: str, *, look: str = "") -> Change:
    """Take an answer away, as if the question was never answered. Raises InputError when there is none, and as `give_answer`."""
    with dossier.writing(Action.ANSWERED, case=case) as writing:
        asked = _asked(writing, dossier, case, sha256, item, look)
        refuse(_standing_defects(writing, asked))
        writing.remove(must(writing, AnswerGiven, asked.id))
    return writing.change(_("Het antwoord is weggehaald."), undo=True)


def contested_items(records: Records, case: str) -> frozenset[str]:
    """The questions whose answer in a case is contested and not settled."""
    return frozenset(one.item for one in records.of_case(Contest, case) if one.open and one.item is not None)


def as_contested(given: AnswerGiven) -> AnswerGiven:
    """An answer while it is contested, with the status it had; what is unknown or does not apply has nothing to contest."""
    if given.answer.status in WITHOUT_VALUE or given.before_contest is not None:
        return given
    contested = replace(given.answer, status=AnswerStatus.CONTESTED)
    return replace(given, answer=contested, before_contest=given.answer.status)


def _asked(records: Records, dossier: Dossier, case: str, sha256: str, item: str, look: str) -> Asked:
    record = must(records, CaseRecord, case)
    refuse((*left_defects(record), *_look_defects(records, dossier, case, sha256, look)))
    framework = usable(records, dossier, sha256, practice_case=record.practice).framework
    name = answers_name(must(records, Assessment, look)) if look else framework.id
    return Asked(record, _question(framework, item), framework, name)


def _question(framework: Framework, item: str) -> Item:
    found = question_of(framework, item)
    if found is None:
        raise InputError.at(QUESTION, _("Dit kader stelt deze vraag niet."), _("Kies een vraag van het kader."))
    return found


def _look_defects(records: Records, dossier: Dossier, case: str, sha256: str, look: str) -> Iterator[Defect]:
    """What keeps this account from answering: a second look that is not its own or is over, or one that it still has to give."""
    every, account = records.of_case(Assessment, case), dossier.actor.account
    if not look:
        if is_blind(account, case, every):
            yield Defect(SECOND_LOOK, _("U geeft een blinde tweede blik."), _("Beantwoord de vragen van die tweede blik."))
        return
    found = next((one for one in every if one.id == look and one.kind is AssessmentKind.SECOND_LOOK), None)
    if found is None or found.account != account or found.framework_sha256 != sha256:
        yield Defect(SECOND_LOOK, _("Dit is niet uw tweede blik op deze casus."), _("Open uw eigen tweede blik."))
    elif found.sealed:
        yield Defect(SECOND_LOOK, _("Deze tweede blik is al vastgelegd."), _("Verbeter die met een nieuwe beoordeling."))
    elif found.own is not None:
        problem = _("De eigen inschatting is al gegeven. De antwoorden van deze tweede blik veranderen niet meer.")
        yield Defect(SECOND_LOOK, problem, _("Leg de tweede blik vast. Schrijf bij het besluit wat u nu anders ziet."))


def _standing_defects(records: Records, asked: Asked) -> Iterator[Defect]:
    """That the answer that stands is contested, by a contest or as it came in."""
    standing = records.get(AnswerGiven, asked.id)
    if standing is None:
        return
    if standing.answer.status is AnswerStatus.CONTESTED or asked.question.id in contested_items(records, asked.record.code):
        problem = _("Dit antwoord is betwist en nog niet nagegaan.")
        yield Defect(CONTESTED, problem, _("Ga het eerst na en handel de betwisting af."))


def rules_of_answer(records: Records, asked: Asked, answer: Answer, today: date, confirmed: Container[str]) -> Iterator[Defect]:
    """What is wrong with an answer in this case: the answer itself, and an age that does not fit the case or its facts."""
    wrong = answer_defects(asked.question, answer, today, confirmed=confirmed)
    yield from wrong
    if asked.question == asked.framework.age_question and not wrong:
        yield from age_defects(asked.question, answer, asked.record.age, today)
        yield from _early_defects(records, asked.record.code, answer, today)


def _early_defects(records: Records, case: str, answer: Answer, today: date) -> Iterator[Defect]:
    """The facts that lie before the twelfth birthday if this is the age."""
    known = records.get(FactsKnown, case)
    if known is not None and answer.status.counts and isinstance(answer.value, Decimal):
        told = min(answer.as_of.first, today) if answer.as_of else today
        yield from (before_twelve_defect(fact_place(number)) for number in early(known.facts, Age(int(answer.value), told), today))


def _kept(records: Records, asked: Asked, answer: Answer, today: date) -> AnswerGiven:
    """The answer as it is kept; to a question that is contested it is contested as well."""
    given = AnswerGiven(asked.record.code, asked.name, asked.question.id, wording_of(asked.question), answer, today)
    return as_contested(given) if asked.question.id in contested_items(records, asked.record.code) else given


def _offered(records: Records, dossier: Dossier, case: str, framework: Framework, question: Item) -> Earlier | None:
    if is_blind(dossier.actor.account, case, records.of_case(Assessment, case)):
        return None
    wording, found = wording_of(question), None
    for given in records.of_case(AnswerGiven, case):
        same = given.item == question.id and given.wording == wording and given.framework != framework.id and not given.look
        if same and given.answer.status is not AnswerStatus.UNKNOWN and (found is None or given.given_on >= found.given_on):
            before = given.before_contest
            found = Earlier(given.answer if before is None else replace(given.answer, status=before), given.framework, given.given_on)
    return found


def _exact(answer: Answer) -> Answer:
    """The answer with its number in one writing: 16.0 is 16."""
    value = answer.value
    if not isinstance(value, Decimal) or not value.is_finite():
        return answer
    return replace(answer, value=Decimal(int(value)) if value == value.to_integral_value() else value.normalize())
