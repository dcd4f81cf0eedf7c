"""The verantwoordingsblad of a case in the dossier: what was weighed, with what people did, printed from the records and written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from triage.casework import assessing
from triage.casework.access import Inspection
from triage.casework.assessment import Assessment, AssessmentKind
from triage.casework.contest import Contest
from triage.casework.decision import Decision
from triage.casework.notice import Notice
from triage.casework.readiness import Readiness
from triage.casework.record import CaseRecord
from triage.casework.roles import AccountRole, Involved
from triage.casework.suspension import Suspension
from triage.casework.task import Task
from triage.casework.texts import refuse
from triage.casework.views import View
from triage.documents.casework import Approval, Casework, Head, HelpChosen
from triage.documents.sheet import sheet
from triage.dossier import check
from triage.dossier.actions import Action
from triage.dossier.holdings import Approval as Approved
from triage.dossier.holdings import ChosenHelp, FrozenFramework, WayOut
from triage.dossier.kinds import THE_ONE
from triage.dossier.operations.as_weighed import held_against, since_sealed, weighed
from triage.dossier.operations.assessments import readable, replayed
from triage.dossier.operations.frameworks import opened_in
from triage.dossier.operations.naming import must
from triage.dossier.operations.papers import SHEET, issue
from triage.dossier.store import THIS_DOSSIER, Dossier, Records, last_entry
from triage.errors import InputError
from triage.framework.registry import Registry
from triage.review import OpenFramework
from triage.weighing.result import Weighing
from triage.wording import Language, _

NOTHING_TO_PRINT = (
    _("Van deze casus is er nog geen uitkomst om te verantwoorden."),
    _("Schrijf eerst de eigen inschatting op en bekijk de uitkomst."),
)


def issue_sheet(
    dossier: Dossier, case: str, *, registry: Registry, printed: date, language: Language, way: WayOut, assessment: str | None = None
) -> bytes:
    """The sheet of the latest assessment of a case, or of this one; that it leaves is written down before the bytes are given.

    A second look is printed only when it was chosen. Raises InputError for an unknown case, when there is no outcome anybody has seen, when
    what is not sealed is closed again, and for what cannot be printed.
    """
    content, head = _printed(dossier, case, registry, printed, language, assessment)
    issue(dossier, case, SHEET, content, way, head=f"{head.number} {check.short(head.hash)}")
    return content


def sheet_of(dossier: Dossier, case: str, *, registry: Registry, printed: date, language: Language, assessment: str | None = None) -> bytes:
    """The same to look at: nothing is written down but that it was seen, and the bytes are not to leave."""
    content, _head = _printed(dossier, case, registry, printed, language, assessment)
    return content


def _printed(
    dossier: Dossier, case: str, registry: Registry, printed: date, language: Language, assessment: str | None
) -> tuple[bytes, Head]:
    """The sheet, and the end of the list as it stands on it."""
    dossier.must_have_role(Action.PAPER_ISSUED, case=case)
    today = dossier.today()
    with dossier.reading() as records:
        found = _assessment(records, dossier, must(records, CaseRecord, case).code, assessment)
        ready = opened_in(records, dossier, found.framework_sha256)
        weighing = replayed(records, dossier, found) if found.sealed else _open_weighing(records, found, ready, today)
        people = _casework(records, dossier, found)
    dossier.note(Action.OUTCOME_SEEN, case=case, about=f"assessment/{found.id}")
    return sheet(weighing, ready.file, registry, printed=printed, language=language, casework=people), people.head


def _open_weighing(records: Records, found: Assessment, ready: OpenFramework, today: date) -> Weighing:
    """The weighing of what is not sealed. Raises InputError while its outcome is closed, also when it was seen before that."""
    against = held_against(records, found, ready)
    refuse(assessing.outcome_defects(found, against, today))
    return weighed(ready, against.case)


def _assessment(records: Records, dossier: Dossier, case: str, chosen: str | None) -> Assessment:
    """The assessment that was chosen, or the latest of which the outcome was seen; a second look only when it was chosen."""
    every = [one for one in records.of_case(Assessment, case) if one.outcome_seen_at is not None]
    ids = [one.id for one in every if one.id == chosen or (chosen is None and one.kind is not AssessmentKind.SECOND_LOOK)]
    if not ids:
        raise InputError.at(THIS_DOSSIER, *NOTHING_TO_PRINT)
    return readable(records, dossier, ids[-1])


def _casework(records: Records, dossier: Dossier, assessment: Assessment) -> Casework:
    code = assessment.case_code
    last = last_entry(records.connection)
    assert last is not None, "a dossier has entries from its making on"
    frozen = must(records, FrozenFramework, assessment.framework_sha256)
    decisions = [one for one in records.of_case(Decision, code) if one.assessment == assessment.id]
    return Casework(
        record=_as_sealed(records, must(records, CaseRecord, code), assessment),
        assessment=assessment,
        head=Head(last.number, last.hash),
        printed_by=dossier.actor.role,
        approvals=tuple(_approval(one) for one in (frozen.proposed, frozen.adopted) if one is not None),
        decision=decisions[-1] if decisions else None,
        views=_views(records, assessment),
        notices=records.of_case(Notice, code),
        contests=records.of_case(Contest, code),
        inspections=records.of_case(Inspection, code),
        help=tuple(_help(one) for one in records.of_case(ChosenHelp, code) if one.assessment == assessment.id),
        tasks=records.of_case(Task, code),
        suspensions=tuple(one for one in records.every(Suspension) if one.framework_sha256 == assessment.framework_sha256),
        readiness=records.get(Readiness, THE_ONE),
    )


def _as_sealed(records: Records, record: CaseRecord, assessment: Assessment) -> CaseRecord:
    """A case with the gate it had when an assessment was sealed, from the first change of the case after that."""
    before = next((old for old, _new in since_sealed(records, assessment, CaseRecord) if old is not None), record)
    return replace(record, gate=before.gate)


def _views(records: Records, assessment: Assessment) -> tuple[View, ...]:
    """What the youth and the parents think: as it was when an assessment was sealed, and behind that what they think now."""
    sealed: dict[Involved, View] = {}
    for old, _new in since_sealed(records, assessment, View):
        if old is not None:
            sealed.setdefault(old.of, old)
    return tuple(dict.fromkeys((*sealed.values(), *records.of_case(View, assessment.case_code))))


def _approval(approved: Approved) -> Approval:
    return Approval(AccountRole(approved.role), approved.at)


def _help(chosen: ChosenHelp) -> HelpChosen:
    return HelpChosen(chosen.title, chosen.role, chosen.on, chosen.reason, chosen.for_less, chosen.second_reader)
