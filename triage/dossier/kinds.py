"""Every kind of record in a dossier. Another kind is a line here and a table in a migration."""

from __future__ import annotations

from triage.casework.access import Inspection
from triage.casework.assessment import Assessment
from triage.casework.conference import Conference
from triage.casework.contest import Contest
from triage.casework.decision import Decision
from triage.casework.instruction import Confirmation
from triage.casework.notice import Notice
from triage.casework.readiness import Readiness
from triage.casework.record import CaseRecord
from triage.casework.review import Review
from triage.casework.suspension import Suspension
from triage.casework.task import Task
from triage.casework.views import View
from triage.dossier.holdings import (
    AnswerGiven,
    BackupMade,
    ChosenHelp,
    ExtensionAsked,
    FactsKnown,
    FrozenFramework,
    InstrumentOutcome,
    Minutes,
    Paper,
    RetiredKey,
    Settings,
)
from triage.dossier.records import Kind, its_case, its_id, no_case

THE_ONE = "1"
"""The id of a record of which there is one."""


def the_one(_record: object) -> str:
    """The id of such a record."""
    return THE_ONE


KINDS: tuple[Kind, ...] = (
    Kind("case", CaseRecord, lambda case: str(case.code), lambda case: str(case.code)),
    Kind("answer", AnswerGiven, lambda answer: answer_id(answer.case_code, answer.framework, answer.item), its_case),
    Kind("facts", FactsKnown, its_case, its_case),
    Kind("view", View, lambda view: f"{view.case_code}/{view.of}", its_case),
    Kind("notice", Notice, its_id, its_case),
    Kind("contest", Contest, its_id, its_case),
    Kind("inspection", Inspection, its_id, its_case),
    Kind("assessment", Assessment, its_id, its_case),
    Kind("help", ChosenHelp, its_id, its_case),
    Kind("instrument", InstrumentOutcome, its_id, its_case),
    Kind("decision", Decision, its_id, its_case),
    Kind("minutes", Minutes, lambda minutes: f"{minutes.conference}/{minutes.case_code}", its_case),
    Kind("task", Task, its_id, its_case),
    Kind("extension", ExtensionAsked, its_case, its_case),
    Kind("review", Review, its_id, its_case),
    Kind("conference", Conference, its_id, no_case),
    Kind("framework", FrozenFramework, lambda framework: str(framework.sha256), no_case),
    Kind("suspension", Suspension, its_id, no_case),
    Kind("readiness", Readiness, the_one, no_case),
    Kind("instruction", Confirmation, lambda confirmation: str(confirmation.account), no_case),
    Kind("settings", Settings, the_one, no_case),
    Kind("paper", Paper, its_id, its_case),
    Kind("backup", BackupMade, its_id, no_case),
    Kind("retired_key", RetiredKey, its_id, no_case),
)

KIND_OF = {kind.type: kind for kind in KINDS}
KIND_NAMED = {kind.name: kind for kind in KINDS}


def answer_id(case: str, framework: str, item: str) -> str:
    """The id of the answer to a question of a framework in a case."""
    return f"{case}/{framework}/{item}"
