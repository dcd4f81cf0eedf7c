"""Cases taken in from a table that was read (`cases.intake`): all that the table holds of them, or nothing (REQ-54 to REQ-56).

Every case gets a new random code; which code of the table became which is told once and kept nowhere. The gate stays empty, so nothing is
weighed before somebody fills it in. What is contested comes in with a contest, so that a role checks it (REQ-32).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from random import Random

from triage.cases.case import Answer, Case, before_twelve
from triage.cases.intake import Intake
from triage.casework.answers import QUESTION, answer_defects, question_of
from triage.casework.contest import Contest, told_by_table
from triage.casework.facts import FACTS_AS_OF, facts_defects
from triage.casework.questions import wording_of
from triage.casework.record import Age, CaseRecord
from triage.casework.texts import refuse
from triage.dossier.actions import Action
from triage.dossier.holdings import AnswerGiven, FactsKnown
from triage.dossier.operations.answers import as_contested
from triage.dossier.operations.cases import free_code, new_case
from triage.dossier.operations.frameworks import usable
from triage.dossier.operations.naming import new_id
from triage.dossier.store import Change, Dossier, Writing
from triage.errors import Defect
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.wording import _, n_

TABLE = _("de tabel")
"""The place of a defect of the table as a whole."""


@dataclass(frozen=True)
class Imported:
    """What came of it. `codes` has the new code by the code of the table: to show once, and to keep nowhere.

    Every row that was read was taken or refused: `read` is `taken` and `refused` together.
    """

    change: Change
    codes: Mapping[str, str] = field(repr=False)
    read: int
    taken: int
    refused: int


def import_cases(
    dossier: Dossier,
    intake: Intake,
    sha256: str,
    *,
    kinds: Container[str] = (),
    facts_from: Partner | None = None,
    confirmed: Container[str] = (),
) -> Imported:
    """Take the cases of a table into the dossier, with their answers to the questions of a framework and their facts.

    `kinds` are the kinds of fact of the registry, `facts_from` says who gave the facts, where the table has any, and `confirmed` are notes
    that the guard questions and somebody looked at. Days become quarters.
    Raises InputError with everything that is wrong, for a framework that may not be used, and for facts before the twelfth birthday; then
    nothing was taken in.
    """
    today = dossier.today()
    with dossier.writing(Action.CASES_IMPORTED) as writing:
        blank = new_case(writing, "", today)
        framework = usable(writing, dossier, sha256, practice_case=blank.practice).framework
        cases = [_coarse(intake.cases.case(number)) for number in range(len(intake.cases))]
        refuse(dict.fromkeys(_defects(intake, cases, framework, kinds, facts_from, today, confirmed)))
        codes = _new_codes(writing, dossier, cases)
        taken_in = _TakenIn(framework, blank, facts_from, today, dossier.random)
        writing.add_all([record for case in cases for record in taken_in.records(replace(case, code=codes[case.code]))])
    said = n_("{count} casus is ingelezen.", "{count} casussen zijn ingelezen.", len(cases))
    change = writing.change(said, undo=False)
    return Imported(change, codes, intake.rows_read, len(cases), intake.rows_refused)


@dataclass(frozen=True)
class _TakenIn:
    """What the records of every case of a table have in common."""

    framework: Framework
    blank: CaseRecord
    facts_from: Partner | None
    today: date
    random: Random

    @cached_property
    def _wordings(self) -> Mapping[str, str]:
        return {item.id: wording_of(item) for item in self.framework.questions}

    def records(self, case: Case) -> Iterator[object]:
        """The records of one case, under its new code."""
        yield replace(self.blank, code=case.code, age=_age(case, self.framework, self.today))
        for item in self.framework.questions:
            if item.id in case.answers:
                yield self._given(case, item.id)
        if case.facts is not None:
            assert self.facts_from is not None
            yield FactsKnown(case.code, case.facts, self.facts_from, Period.quarter_of(case.reference_date))
        yield from self._contests(case)

    def _contests(self, case: Case) -> Iterator[Contest]:
        """One for every answer and fact that came in as contested, so that it is settled and never written over."""
        of: dict[str | int, AnswerStatus | FactStatus] = {
            item.id: AnswerStatus.CONTESTED for item in self.framework.questions if case.answer(item.id).status is AnswerStatus.CONTESTED
        }
        of |= {number: fact.status for number, fact in enumerate(case.facts or (), 1) if fact.contested}
        for what, before in of.items():
            yield told_by_table(new_id(self.random), case.code, what, before, self.today)

    def _given(self, case: Case, item: str) -> AnswerGiven:
        """An answer as it is kept. Without a quarter it was true at the reference date of the table, which may lie back."""
        answer = case.answers[item]
        if answer.as_of is None and case.reference_date < self.today:
            answer = replace(answer, as_of=Period.quarter_of(case.reference_date))
        given = AnswerGiven(case.code, self.framework.id, item, self._wordings[item], answer, self.today)
        return as_contested(given) if answer.status is AnswerStatus.CONTESTED else given


def _coarse(case: Case) -> Case:
    """The case with quarters where it had days (REQ-56)."""
    answers = {item: _in_quarters(answer) for item, answer in case.answers.items()}
    facts = None if case.facts is None else tuple(replace(fact, when=fact.when.as_quarter) for fact in case.facts)
    return replace(case, answers=answers, facts=facts)


def _in_quarters(answer: Answer) -> Answer:
    return answer if answer.as_of is None else replace(answer, as_of=answer.as_of.as_quarter)


def _new_codes(writing: Writing, dossier: Dossier, cases: list[Case]) -> dict[str, str]:
    codes: dict[str, str] = {}
    given: set[str] = set()
    for case in cases:
        codes[case.code] = free_code(writing, dossier.random, given)
        given.add(codes[case.code])
    return codes


def _age(case: Case, framework: Framework, today: date) -> Age | None:
    """The age that stands, told on the last day that it may have been: so nobody is called older than is sure."""
    question = framework.age_question
    answer = None if question is None else case.answers.get(question.id)
    if answer is None or not answer.status.counts or not isinstance(answer.value, Decimal):
        return None
    told = case.reference_date if answer.as_of is None else min(answer.as_of.last, case.reference_date)
    return Age(int(answer.value), min(told, today))


def _defects(
    intake: Intake,
    cases: list[Case],
    framework: Framework,
    kinds: Container[str],
    facts_from: Partner | None,
    today: date,
    confirmed: Container[str],
) -> Iterator[Defect]:
    if not cases:
        yield Defect(TABLE, _("Er is geen casus om in te lezen."), _("Herstel de rijen die zijn geweigerd, of kies een andere tabel."))
    if any(case.reference_date > today for case in cases):
        yield Defect(TABLE, _("Een peildatum ligt in de toekomst."), _("Verbeter de peildatum in de tabel."))
    yield from _answer_defects(intake, framework, today, confirmed)
    with_facts = [case for case in cases if case.facts is not None]
    if with_facts and facts_from is None:
        yield Defect(FACTS_AS_OF, _("Er staat niet van wie de feiten komen."), _("Kies welke partner de feiten gaf."))
    for case in with_facts:
        yield from _fact_defects(case, framework, kinds, today)


def _answer_defects(intake: Intake, framework: Framework, today: date, confirmed: Container[str]) -> Iterator[Defect]:
    """What is wrong with the different answers of the table, each once. An answer may come in as contested."""
    for item, column in intake.cases.answers.items():
        question = question_of(framework, item)
        if question is None:
            yield Defect(QUESTION, _("De tabel is voor een ander kader gelezen."), _("Lees de tabel opnieuw, voor dit kader."))
            continue
        for answer in column.distinct:
            status = AnswerStatus.SIGNAL if answer.status is AnswerStatus.CONTESTED else answer.status
            yield from answer_defects(question, replace(_in_quarters(answer), status=status), today, confirmed=confirmed)


def _fact_defects(case: Case, framework: Framework, kinds: Container[str], today: date) -> Iterator[Defect]:
    """What is wrong with the facts of a case, without saying which case it is of; a fact may come in as contested."""
    facts = tuple(replace(fact, contested=False) for fact in case.facts or ())
    yield from (replace(defect, place=TABLE) for defect in facts_defects(facts, kinds, None, today))
    age = None if framework.age_question is None else case.answers.get(framework.age_question.id)
    if age is not None and any(before_twelve(fact, age, case.reference_date) for fact in facts):
        problem = _("Er staat een feit in van vóór de twaalfde verjaardag. Onder de twaalf jaar is niemand strafbaar.")
        yield Defect(TABLE, problem, _("Haal het feit weg. Klopt de leeftijd of het kwartaal niet, verbeter die."))
