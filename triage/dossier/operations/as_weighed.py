"""The case of an assessment as it is weighed, from the records: which answers are its own, and which of them hold for its framework.

Answers belong to a case and a framework. A second look has answers of its own, so that two assessors score blind (REQ-26). An answer holds
only while its question is asked in the same words and knows that answer; otherwise it is asked again, and nothing is guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from triage.cases.case import Answer, Case
from triage.casework.assessing import Weighed
from triage.casework.assessment import Assessment, AssessmentKind
from triage.casework.questions import wording_of
from triage.casework.record import CaseRecord
from triage.casework.suspension import Suspension, suspended_items, without_suspended
from triage.casework.views import View
from triage.dossier import schema
from triage.dossier.actions import Action
from triage.dossier.chain import Result
from triage.dossier.holdings import AnswerGiven, FactsKnown
from triage.dossier.kinds import KIND_OF
from triage.dossier.operations.cases import profile
from triage.dossier.operations.naming import must
from triage.dossier.records import read
from triage.dossier.store import Records
from triage.periods import Period
from triage.review import OpenFramework
from triage.review.fitting import understood
from triage.weighing.coding import state_of
from triage.weighing.result import Use, Weighing
from triage.weighing.tables import ItemTable
from triage.weighing.weigh import weigh_case

T = TypeVar("T")


@dataclass(frozen=True)
class Carried:
    """What earlier answers come to in an assessment, as ids of its questions in the order of the file.

    `kept` hold; of these `outdated` are older than their question allows on the reference date and count as unknown until they are given
    again. `asked_again` were answered to a question in other words, or with an answer it does not know; `new` were never answered.
    `facts_as_of` is the quarter that the list of facts is of, None where nobody looked.
    """

    kept: tuple[str, ...]
    outdated: tuple[str, ...]
    asked_again: tuple[str, ...]
    new: tuple[str, ...]
    facts_as_of: Period | None


def answers_name(assessment: Assessment) -> str:
    """Under which name the answers of an assessment are kept (`AnswerGiven.framework`)."""
    if assessment.kind is AssessmentKind.SECOND_LOOK:
        return f"{assessment.framework_id}#{assessment.id}"
    return assessment.framework_id


def carried(records: Records, assessment: Assessment, ready: OpenFramework) -> Carried:
    """What the answers there are come to in an assessment by this framework."""
    answers = {given.item: given for given in _given(records, assessment)}
    kept, outdated, again, new = [], [], [], []
    for item in ready.framework.questions:
        given, table = answers.get(item.id), ready.tables.items[item.id]
        if given is None:
            new.append(item.id)
        elif not _holds(given, table):
            again.append(item.id)
        else:
            kept.append(item.id)
            if state_of(table, _dated(given, assessment.reference_date), assessment.reference_date)[2] is Use.OUTDATED:
                outdated.append(item.id)
    known = records.get(FactsKnown, assessment.case_code)
    return Carried(tuple(kept), tuple(outdated), tuple(again), tuple(new), None if known is None else known.as_of)


def case_of(records: Records, assessment: Assessment, ready: OpenFramework) -> Case:
    """The case as it is weighed: answers that hold, with contests and suspended questions as unknown (REQ-32)."""
    case = profile(records, assessment.case_code, answers_name(assessment), assessment.reference_date)
    given = {one.item: one for one in _given(records, assessment)}
    held = {
        item: _dated_as(answer, given[item].given_on, assessment.reference_date)
        for item, answer in case.answers.items()
        if item in ready.tables.items and item in given and _holds(given[item], ready.tables.items[item])
    }
    return without_suspended(replace(case, answers=held), suspended_items(records.every(Suspension), assessment.framework_sha256))


def held_against(records: Records, assessment: Assessment, ready: OpenFramework) -> Weighed:
    """What the rules of casework hold an assessment against."""
    return Weighed(
        record=must(records, CaseRecord, assessment.case_code),
        case=case_of(records, assessment, ready),
        framework=ready.framework,
        views=records.of_case(View, assessment.case_code),
        suspensions=records.every(Suspension),
        other=other_of(assessment, records.of_case(Assessment, assessment.case_code)),
    )


def weighed(ready: OpenFramework, case: Case) -> Weighing:
    """The case weighed, with how firm that is and what can still come of it."""
    return ready.outlooks.of(weigh_case(ready.tables, case))


def other_of(assessment: Assessment, assessments: Iterable[Assessment]) -> Assessment | None:
    """The other of a blind pair; of several second looks the one that still waits for an own assessment."""
    pairs = [one for one in assessments if one.id == assessment.second_of or one.second_of == assessment.id]
    return min(pairs, key=lambda one: one.own is not None, default=None)


def since_sealed(records: Records, assessment: Assessment, of: type[T]) -> Iterator[tuple[T | None, T | None]]:
    """What changed in the records of a kind of the case since an assessment was sealed, oldest first: each before and after."""
    entry, payload = schema.ENTRY.c, schema.PAYLOAD.c
    sealed = select(entry.number).where(
        entry.action == Action.SEALED.value, entry.object == f"assessment/{assessment.id}", entry.result == Result.DONE.value
    )
    later = select(payload.body).where(payload.case == assessment.case_code, payload.entry > sealed.scalar_subquery())
    for body in records.connection.execute(later.order_by(payload.entry)).scalars():
        for changed in json.loads(body):
            if changed["kind"] == KIND_OF[of].name:
                old, new = (None if changed[side] is None else read(of, changed[side]) for side in ("old", "new"))
                yield old, new


def _given(records: Records, assessment: Assessment) -> tuple[AnswerGiven, ...]:
    name = answers_name(assessment)
    return tuple(given for given in records.of_case(AnswerGiven, assessment.case_code) if given.framework == name)


def _holds(given: AnswerGiven, table: ItemTable) -> bool:
    return given.wording == wording_of(table.item) and understood(table, given.answer)


def _dated(given: AnswerGiven, reference_date: date) -> Answer:
    return _dated_as(given.answer, given.given_on, reference_date)


def _dated_as(answer: Answer, given_on: date, reference_date: date) -> Answer:
    """An answer without a date counts as of the day it was given; later it would otherwise seem to be new for ever."""
    return answer if answer.as_of is not None or given_on >= reference_date else replace(answer, as_of=Period.day(given_on))
