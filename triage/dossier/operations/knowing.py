"""What an account may know of a case, from the list of what was done: whoever knows what others answered or thought does not look blind
(REQ-26).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, func, or_, select

from triage.dossier import schema
from triage.dossier.actions import Action
from triage.dossier.chain import Result
from triage.dossier.search import BY_CODE
from triage.dossier.store import Records

JUDGING = (Action.OWN_ASSESSMENT, Action.DECIDED)
ANSWERING = (Action.ANSWERED, Action.ANSWER_TAKEN_OVER, Action.CASES_IMPORTED)
WORKING = (
    *(*JUDGING, Action.ANSWERED, Action.ANSWER_TAKEN_OVER, Action.CONTESTED, Action.CONTEST_SETTLED, Action.MOVED_TO_VERSION),
    *(Action.SEALED, Action.HELP_CHOSEN, Action.HELP_DROPPED, Action.REVIEWED),
)
"""What nobody does without knowing an answer or a judgement. Taking in a table is not in it: that is not read case by case."""

_ENTRY = schema.ENTRY.c


def saw_outcome(records: Records, account: str, code: str) -> bool:
    """Whether an account saw an outcome of any assessment of a case."""
    return _did(records, account, _of_case(code, (Action.OUTCOME_SEEN,)))


def worked_on(records: Records, account: str, code: str) -> bool:
    """Whether an account answered, judged or decided anything in a case."""
    return _did(records, account, _of_case(code, WORKING))


def read_since(records: Records, account: str, code: str) -> bool:
    """Whether an account read a case, or the list of what was done, once there was an answer or a judgement in it."""
    list_read = and_(_ENTRY.action == Action.ACTIVITY_READ.value, _ENTRY.case.in_((code, "")))
    return _did(records, account, or_(_of_case(code, (Action.CASE_OPENED,)), list_read), _since(code, (*ANSWERING, *JUDGING)))


def looked_through_since(records: Records, account: str, code: str) -> bool:
    """Whether an account took out a table once a case had an answer, or searched by words once it was judged: neither names a case."""
    table = and_(_ENTRY.action == Action.EXPORTED.value, _since(code, (*ANSWERING, *JUDGING)))
    by_words = and_(_ENTRY.action == Action.SEARCHED.value, _ENTRY.object != BY_CODE, _since(code, JUDGING))
    return _did(records, account, or_(table, by_words))


def _did(records: Records, account: str, *conditions: ColumnElement[bool]) -> bool:
    done = _ENTRY.result == Result.DONE.value
    found = select(_ENTRY.number).where(_ENTRY.account == account, done, *conditions).limit(1)
    return records.connection.execute(found).first() is not None


def _since(code: str, actions: Iterable[Action]) -> ColumnElement[bool]:
    """After the first time anybody did one of these in a case; never while nobody did."""
    first = select(func.min(_ENTRY.number)).where(_of_case(code, actions), _ENTRY.result == Result.DONE.value)
    return _ENTRY.number > first.scalar_subquery()


def _of_case(code: str, actions: Iterable[Action]) -> ColumnElement[bool]:
    return and_(_ENTRY.case == code, _ENTRY.action.in_([action.value for action in actions]))
