"""What a sheet of a dossier says beyond the weighing: the people's part, as it travels in the enclosed file.

Only what the sheet prints, in the types of casework. What a stranger's sheet carries is held to the form and size of ours before anything
is done with it; whether it fits the weighing beside it is a question of its own (`disagreements`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cache

from pydantic import TypeAdapter

from triage.cases.case import Case
from triage.casework.access import Inspection
from triage.casework.assessment import Assessment
from triage.casework.choice import ConferenceRole
from triage.casework.contest import Contest
from triage.casework.decision import Decision
from triage.casework.notice import Notice
from triage.casework.readiness import Readiness
from triage.casework.record import CaseRecord
from triage.casework.roles import AccountRole
from triage.casework.suspension import Suspension
from triage.casework.task import Task
from triage.casework.texts import REASON
from triage.casework.views import View
from triage.framework.model import Framework
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.periods import Period
from triage.weighing.receipt import Json, canonical, case_data, fingerprint, result_data
from triage.weighing.result import Weighing
from triage.wording import Message, _

MOST_TEXT = REASON
"""Characters of one text; no text of casework may be longer when it is typed."""

MOST_PARTS = 500
"""Of one list, such as tasks."""

FIRST_YEAR, LAST_YEAR = 1900, 2200
GREATEST_NUMBER = 10**9

_ID = re.compile(r"[A-Za-z0-9_.:/#-]{0,80}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_IDS = frozenset({"id", "case_code", "account", "assessment", "conference", "corrects", "second_of", "framework_id", "framework_version"})
"""Fields that the program fills: ids, codes and accounts. Nobody types them."""


@dataclass(frozen=True)
class Approval:
    """That an account took a framework in, or adopted it: its role, and when (REQ-44)."""

    role: AccountRole
    at: datetime


@dataclass(frozen=True)
class HelpChosen:
    """Help that was chosen from the plan: what it is called, by whom and when, why, what pleads for less, and who read along."""

    title: str
    role: ConferenceRole
    on: date
    reason: str = ""
    for_less: str = ""
    second_reader: ConferenceRole | None = None


@dataclass(frozen=True)
class Head:
    """The last entry of the list of the dossier when the sheet was made: its number, and its SHA-256 in hexadecimal."""

    number: int
    hash: str


@dataclass(frozen=True)
class Casework:
    """The people's part of one assessment of a case.

    `approvals` are of the framework: whoever took it in, and whoever adopted it. `suspensions` are those of this framework. `sealed` is the
    SHA-256 of the sealed case and result; `on_paper` puts it in the place of `assessment.result`, which the enclosed file holds already.
    """

    record: CaseRecord
    assessment: Assessment
    head: Head
    printed_by: AccountRole
    approvals: tuple[Approval, ...] = ()
    decision: Decision | None = None
    views: tuple[View, ...] = ()
    notices: tuple[Notice, ...] = ()
    contests: tuple[Contest, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    help: tuple[HelpChosen, ...] = ()
    tasks: tuple[Task, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    readiness: Readiness | None = None
    sealed: str = ""

    def data(self) -> Json:
        """As JSON."""
        return _adapter().dump_python(self, mode="json")

    @classmethod
    def from_data(cls, data: Json) -> Casework:
        """What `data` wrote. Raises ValueError for anything else, for what is too long or too much, and for what no dossier holds."""
        found = _adapter().validate_json(canonical(data), strict=True)
        _must_be_reasonable(found)
        return found

    def on_paper(self) -> Casework:
        """The same as it travels: a sealed result by its hash. Raises ValueError for what no sheet may carry."""
        result = self.assessment.result
        sealed = _sealed_fingerprint(json.loads(result)) if result else self.sealed
        found = replace(self, assessment=replace(self.assessment, result="", seen=""), sealed=sealed)
        _must_be_reasonable(found)
        return found


def disagreements(casework: Casework, weighing: Weighing, framework_sha256: str) -> tuple[Message, ...]:
    """Where the people's part, as it travels, and the weighing with its outlook do not belong together; none on a sheet of ours."""
    return tuple(_disagreements(casework, weighing, framework_sha256))


def _disagreements(casework: Casework, weighing: Weighing, framework_sha256: str) -> Iterator[Message]:
    framework, case, assessment = weighing.framework, weighing.case, casework.assessment
    if any(code != case.code for code in _codes(casework)):
        yield _("Niet alles van het casusoverleg gaat over casus {case}.", case=case.code)
    made_by = (assessment.framework_id, assessment.framework_version, assessment.framework_sha256)
    if made_by != (framework.id, framework.version, framework_sha256):
        yield _("De beoordeling is met een ander kader gemaakt dan de weging.")
    if assessment.reference_date != case.reference_date:
        yield _("De beoordeling heeft een andere peildatum dan de weging.")
    if casework.sealed != (_sealed_fingerprint({"data": case_data(case), "result": result_data(weighing)}) if assessment.sealed else ""):
        yield _("Wat bij de beoordeling is vastgelegd, is niet de weging van dit blad.")
    if any((one.framework_id, one.framework_sha256) != (framework.id, framework_sha256) for one in casework.suspensions):
        yield _("Er is een ander kader buiten gebruik gesteld dan dat van dit blad.")
    if any(outcome not in framework.outcome_by_id and outcome != OUT_OF_SCOPE for outcome in _outcomes(casework)):
        yield _("Het eigen oordeel of het besluit noemt een uitkomst die het kader niet heeft.")
    if casework.decision is not None:
        yield from _decision_disagreements(casework.decision, casework, weighing)


def _decision_disagreements(decision: Decision, casework: Casework, weighing: Weighing) -> Iterator[Message]:
    if decision.assessment != casework.assessment.id or not casework.assessment.sealed:
        yield _("Het besluit rust niet op deze vastgelegde beoordeling.")
    if decision.advice != weighing.possible:
        yield _("Bij het besluit staat een ander advies dan uit de weging volgt.")
    if not set(decision.reason.facts) <= nameable(weighing.framework, weighing.case):
        yield _("Het besluit noemt een vraag of feit dat er niet is.")


def nameable(framework: Framework, case: Case) -> set[str]:
    """What a reason can name: the questions of a framework, and the facts of a case by their number in its list."""
    return {item.id for item in framework.items} | {str(number) for number in range(1, len(case.facts or ()) + 1)}


def _codes(casework: Casework) -> Iterator[str]:
    yield casework.record.code
    yield casework.assessment.case_code
    yield from (casework.decision.case_code,) if casework.decision else ()
    for part in (casework.views, casework.notices, casework.contests, casework.inspections, casework.tasks):
        yield from (one.case_code for one in part)


def _outcomes(casework: Casework) -> Iterator[str]:
    own, decision = casework.assessment.own, casework.decision
    yield from (own.outcome,) if own else ()
    if decision is not None:
        yield decision.chosen
        yield from decision.advice
        yield from (decision.lighter.option,) if decision.lighter else ()


def _sealed_fingerprint(kept: Json) -> str:
    """Of case and result alone: not of the program version, nor of the reasons, which follow from both."""
    return fingerprint(canonical([kept["data"], kept["result"]]))


@cache
def _adapter() -> TypeAdapter[Casework]:
    return TypeAdapter(Casework)


def _must_be_reasonable(casework: Casework) -> None:
    """Raises ValueError for what no dossier holds and would print nonsense or keep a check busy."""
    _walk(casework, "")
    hashes = [casework.head.hash, casework.assessment.framework_sha256, *(one.framework_sha256 for one in casework.suspensions)]
    if not all(_SHA256.fullmatch(one) for one in (*hashes, *([casework.sealed] if casework.sealed else []))):
        raise ValueError("not a SHA-256")
    if casework.assessment.result or casework.assessment.seen or len(casework.approvals) > 2:
        raise ValueError("a sealed result travels once, and a framework has two approvals")
    quarter = casework.record.gate.quarter
    if quarter is not None and quarter != quarter.as_quarter:
        raise ValueError("not a quarter")


def _walk(value: object, field: str) -> None:
    match value:
        case None | bool() | Enum() | Period():
            return
        case str():
            _text_must_be_reasonable(value, field)
        case int():
            if not 0 <= value <= GREATEST_NUMBER or (field in ("years", "age") and value > 120):
                raise ValueError("not a number of casework")
        case date():
            if not FIRST_YEAR <= value.year <= LAST_YEAR or (isinstance(value, datetime) and value.tzinfo is None):
                raise ValueError("not a day or moment of casework")
        case tuple():
            if len(value) > MOST_PARTS:
                raise ValueError("too many parts")
            for part in value:
                _walk(part, field)
        case _ if is_dataclass(value):
            for part in fields(value):
                _walk(getattr(value, part.name), part.name)
        case _:
            raise TypeError(f"not a part of casework: {type(value).__name__}")


def _text_must_be_reasonable(text: str, field: str) -> None:
    if len(text) > MOST_TEXT or (field in _IDS and not _ID.fullmatch(text)):
        raise ValueError("a text that is too long, or an id of another form")
