"""Cases: made with a random code, referred through the gate, opened as a whole, and listed (REQ-01, REQ-55, REQ-59).

Nothing here shows a weighing; that is for `assessments.outcome` and `assessments.sealed_weighing` alone.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from random import Random

from sqlalchemy import text

from triage.cases.case import Case
from triage.cases.codes import new_code
from triage.casework.access import Inspection
from triage.casework.answers import age_defects
from triage.casework.assessing import gate_sealed_defects, hidden_from, is_blind
from triage.casework.assessment import Assessment
from triage.casework.contest import Contest, with_contests
from triage.casework.decision import Decision
from triage.casework.facts import before_twelve_defect, early, fact_place
from triage.casework.gate import Gate, NationalCriterion, draft_defects, gate_defects
from triage.casework.notice import Notice
from triage.casework.readiness import Readiness, practice
from triage.casework.record import AGE, Age, CaseRecord, left_defects, record_defects
from triage.casework.review import Review
from triage.casework.task import Task
from triage.casework.texts import refuse, tidied
from triage.casework.views import View
from triage.dossier.actions import Action
from triage.dossier.holdings import AnswerGiven, ChosenHelp, FactsKnown, FrozenFramework, InstrumentOutcome, Minutes, Paper, Settings
from triage.dossier.kinds import THE_ONE
from triage.dossier.operations.frameworks import opened_in
from triage.dossier.operations.naming import must
from triage.dossier.store import Change, Dossier, Records
from triage.errors import Defect
from triage.periods import months_after
from triage.wording import Message, _


class Stage(StrEnum):
    """How far the last assessment of a case is."""

    BEGUN = "begun"
    OWN_GIVEN = "own_given"
    OUTCOME_SEEN = "outcome_seen"
    SEALED = "sealed"

    def message(self) -> Message:
        """The Dutch words."""
        return {
            Stage.BEGUN: _("begonnen"),
            Stage.OWN_GIVEN: _("eigen inschatting gegeven"),
            Stage.OUTCOME_SEEN: _("uitkomst bekeken"),
            Stage.SEALED: _("vastgelegd"),
        }[self]


@dataclass(frozen=True)
class CaseRow:
    """A case in a list. `stage` is None while nothing was weighed."""

    code: str
    opened_on: date
    practice: bool
    gate_complete: bool
    stage: Stage | None
    delete_on: date
    left_on: date | None


@dataclass(frozen=True)
class CaseFile:
    """Everything of a case that this account may read, in the order in which it was put down.

    Assessments come without their result. `blind` is whether this account has a second look to give: then what others assessed, decided
    and agreed is left out until it gave its own assessment, and so are the answers of others (REQ-26).
    """

    record: CaseRecord
    answers: tuple[AnswerGiven, ...]
    facts: FactsKnown | None
    views: tuple[View, ...]
    notices: tuple[Notice, ...]
    contests: tuple[Contest, ...]
    inspections: tuple[Inspection, ...]
    assessments: tuple[Assessment, ...]
    help: tuple[ChosenHelp, ...]
    instruments: tuple[InstrumentOutcome, ...]
    decisions: tuple[Decision, ...]
    minutes: tuple[Minutes, ...]
    tasks: tuple[Task, ...]
    reviews: tuple[Review, ...]
    papers: tuple[Paper, ...]
    blind: bool


def make_case(dossier: Dossier) -> Change:
    """Make an empty case with a new code, which is the id of the change. In practice mode it is a case for practice for ever (REQ-04)."""
    today = dossier.today()
    with dossier.writing(Action.CASE_MADE) as writing:
        record = new_case(writing, free_code(writing, dossier.random), today)
        writing.put(record)
    return writing.change(_("Casus {case} is gemaakt.", case=record.code), undo=False)


def new_case(records: Records, code: str, today: date) -> CaseRecord:
    """An empty case of today, with the day it goes and whether it is for practice."""
    settings = records.get(Settings, THE_ONE) or Settings()
    practising = practice(records.get(Readiness, THE_ONE), today)
    return CaseRecord(code, today, practising, months_after(today, settings.keep_months))


def free_code(records: Records, random: Random, given: Collection[str] = ()) -> str:
    """A code that no case has or ever had: neither is one of `given`, nor stands anywhere in the list of what was done (REQ-55)."""
    return new_code(_Taken(records, given), random)


def fill_gate(dossier: Dossier, case: str, gate: Gate, *, confirmed: Container[str] = ()) -> Change:
    """Write down on what ground, by whom, why and when a case was referred. It may be whole later; what is there must be right.

    Raises InputError with everything that is wrong, for a case that left, and while the last assessment is sealed: that was weighed with
    the gate there is, and a sheet of it goes on to say so.
    """
    today = dossier.today()
    kept = tidied(replace(gate, criteria=tuple(one for one in NationalCriterion if one in gate.criteria)))
    with dossier.writing(Action.GATE_FILLED, case=case) as writing:
        record = must(writing, CaseRecord, case)
        sealed = gate_sealed_defects(writing.of_case(Assessment, case))
        refuse((*left_defects(record), *sealed, *draft_defects(kept, today, confirmed=confirmed)))
        writing.put(replace(record, gate=kept))
    missing = gate_defects(kept, today, confirmed=(kept.reason, kept.recorded_in))
    said = _("De voorpoort is opgeslagen. Die is nog niet compleet.") if missing else _("De voorpoort is compleet.")
    return writing.change(said, undo=True)


def set_age(dossier: Dossier, case: str, age: Age) -> Change:
    """Write down how old the youth is, in whole years, and on which day that was told. The birthday is never asked (REQ-56).

    Raises InputError for an age that cannot be, for a case that left, where facts then lie before the twelfth birthday, and where a
    question about the age was answered with a younger one.
    """
    today = dossier.today()
    with dossier.writing(Action.AGE_RECORDED, case=case) as writing:
        record = must(writing, CaseRecord, case)
        aged = replace(record, age=age)
        known = writing.get(FactsKnown, case)
        of_age = tuple(defect for defect in record_defects(aged, today) if defect.place == AGE)
        early_facts = () if of_age or known is None else _early_facts(known, age, today)
        refuse((*left_defects(record), *of_age, *early_facts, *(() if of_age else _unlike_answers(writing, dossier, aged, today))))
        writing.put(aged)
    return writing.change(_("De leeftijd is opgeslagen."), undo=True)


def _unlike_answers(records: Records, dossier: Dossier, record: CaseRecord, today: date) -> Iterator[Defect]:
    """The answers that call the youth younger than this age does: nobody gets older by a slip of the pen. Younger may be at once."""
    asking = {frozen.id: opened_in(records, dossier, frozen.sha256).framework.age_question for frozen in records.every(FrozenFramework)}
    for given in records.of_case(AnswerGiven, record.code):
        question = asking.get(given.framework.partition("#")[0])
        if question is None or question.id != given.item or not age_defects(question, given.answer, record.age, today):
            continue
        assert isinstance(given.answer.value, Decimal)
        assert record.age is not None
        if given.answer.value < record.age.years:
            problem = _("Bij een vraag naar de leeftijd staat een jonger antwoord.")
            yield Defect(AGE, problem, _("Haal dat antwoord weg, leg de leeftijd vast en beantwoord de vraag opnieuw."))


def open_case(dossier: Dossier, code: str) -> CaseFile:
    """Everything of a case. That it was opened is written down. Raises InputError for an unknown code."""
    dossier.must_have_role(Action.CASE_OPENED, case=code)
    with dossier.reading() as records:
        file = _file(records, code, dossier.actor.account)
    dossier.note(Action.CASE_OPENED, case=code)
    return file


def profile(records: Records, code: str, framework: str, reference_date: date) -> Case:
    """The answers under the name of a framework (`AnswerGiven.framework`) and the facts, with what is contested laid over them (REQ-32)."""
    answers = {given.item: given.answer for given in records.of_case(AnswerGiven, code) if given.framework == framework}
    known = records.get(FactsKnown, code)
    case = Case(code, reference_date, answers, None if known is None else known.facts)
    return with_contests(case, records.of_case(Contest, code))


def overview(dossier: Dossier) -> tuple[CaseRow, ...]:
    """Every case, in the order in which they were made. Raises InputError for a role that does not read cases."""
    dossier.must_have_role(Action.CASE_OPENED)
    today = dossier.today()
    with dossier.reading() as records:
        stages = dict(_stages(records))
        return tuple(_row(record, stages.get(record.code), today) for record in records.every(CaseRecord))


class _Taken(Container[str]):
    """The codes that are or were ever used."""

    def __init__(self, records: Records, given: Collection[str]) -> None:
        self._records, self._given = records, given

    def __contains__(self, code: object) -> bool:
        return code in self._given or bool(self._records.connection.execute(_USED, {"code": code}).scalar())


_USED = text('SELECT EXISTS (SELECT 1 FROM "case" WHERE id = :code) OR EXISTS (SELECT 1 FROM entry WHERE "case" = :code)')


def _early_facts(known: FactsKnown, age: Age, today: date) -> Iterator[Defect]:
    return (before_twelve_defect(fact_place(number)) for number in early(known.facts, age, today))


def _file(records: Records, code: str, account: str) -> CaseFile:
    record = must(records, CaseRecord, code)
    assessments = records.of_case(Assessment, code)
    blind, hidden = is_blind(account, code, assessments), hidden_from(account, assessments)
    answers = records.of_case(AnswerGiven, code)
    mine = frozenset(one.id for one in assessments if one.account == account)
    return CaseFile(
        record=record,
        answers=tuple(given for given in answers if (given.look in mine if blind else given.look not in hidden)),
        facts=records.get(FactsKnown, code),
        views=records.of_case(View, code),
        notices=records.of_case(Notice, code),
        contests=records.of_case(Contest, code),
        inspections=records.of_case(Inspection, code),
        assessments=tuple(replace(one, result="") for one in assessments if one.id not in hidden),
        help=() if blind else records.of_case(ChosenHelp, code),
        instruments=records.of_case(InstrumentOutcome, code),
        decisions=() if blind else records.of_case(Decision, code),
        minutes=() if blind else records.of_case(Minutes, code),
        tasks=() if blind else records.of_case(Task, code),
        reviews=() if blind else records.of_case(Review, code),
        papers=() if blind else records.of_case(Paper, code),
        blind=blind,
    )


_STAGES = text(
    """
    SELECT "case", json_extract(body, '$.sealed_at') IS NOT NULL AS sealed, json_extract(body, '$.outcome_seen_at') IS NOT NULL AS seen,
           json_extract(body, '$.own') IS NOT NULL AS own FROM assessment ORDER BY number
    """
)
"""Asked of the database itself, for the result of a sealed assessment is large and is not needed here."""


def _stages(records: Records) -> Iterator[tuple[str, Stage]]:
    """Of each assessment, in order, its case and how far it is."""
    for code, sealed, seen, own in records.connection.execute(_STAGES):
        yield code, Stage.SEALED if sealed else Stage.OUTCOME_SEEN if seen else Stage.OWN_GIVEN if own else Stage.BEGUN


def _row(record: CaseRecord, stage: Stage | None, today: date) -> CaseRow:
    gate = record.gate
    complete = not gate_defects(gate, today, confirmed=(gate.reason, gate.recorded_in))
    left_on = record.leaving.on if record.leaving else None
    return CaseRow(record.code, record.opened_on, record.practice, complete, stage, record.delete_on, left_on)
