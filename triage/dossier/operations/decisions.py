"""Decisions of the conference: apart from the advice, on a sealed assessment, never changed and never prolonged (REQ-18 to 23, REQ-27)."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, fields, replace
from datetime import date

from triage.casework import decision_rules
from triage.casework.assessing import SECOND_LOOK, is_blind
from triage.casework.assessment import Assessment
from triage.casework.conference import Conference
from triage.casework.conference_rules import PRESENT, disciplines, has_chair
from triage.casework.contest import Contest
from triage.casework.decision import Decision, Reader, Taken, latest
from triage.casework.decision import lapsed as is_lapsed
from triage.casework.decision_rules import CORRECTS, SECOND_READER, Basis
from triage.casework.record import CaseRecord
from triage.casework.suspension import Suspension
from triage.casework.texts import refuse, tidied
from triage.dossier.actions import Action
from triage.dossier.holdings import Minutes
from triage.dossier.operations.accounts import header_of
from triage.dossier.operations.as_weighed import since_sealed
from triage.dossier.operations.assessments import case_code_of, readable, replayed
from triage.dossier.operations.frameworks import opened_in
from triage.dossier.operations.naming import must, new_id
from triage.dossier.store import Change, Dossier, Records, Writing
from triage.errors import Defect, InputError
from triage.wording import Message, _


@dataclass(frozen=True)
class Lapsed:
    """A case of which the last decision ended, and on which day."""

    code: str
    ended_on: date | None


def decide(dossier: Dossier, assessment: str, taken: Taken, *, confirmed: Container[str] = ()) -> Change:
    """Keep a decision, on a sealed assessment. What was advised then is kept beside it, from the sealed weighing.

    Raises InputError with everything that stands in the way.
    """
    return _decide(dossier, assessment, taken, None, confirmed)


def correct_decision(dossier: Dossier, decision: str, taken: Taken, *, confirmed: Container[str] = ()) -> Change:
    """Put a decision right with a new one, on the same assessment and with no later end date. The old one stays. Raises InputError."""
    with dossier.reading() as records:
        old = must(records, Decision, decision)
    return _decide(dossier, old.assessment, taken, old, confirmed)


def in_force(dossier: Dossier, code: str) -> Decision | None:
    """The last decision of a case, lapsed or not (`casework.decision.lapsed`). That the case was read is written down.

    Raises InputError for a role that reads no cases, and for whoever looks blind at the case.
    """
    dossier.must_have_role(Action.CASE_OPENED, case=code)
    with dossier.reading() as records:
        must(records, CaseRecord, code)
        if is_blind(dossier.actor.account, code, records.of_case(Assessment, code)):
            problem = _("U geeft een blinde tweede blik op deze casus.")
            raise InputError.at(SECOND_LOOK, problem, _("Geef eerst uw eigen inschatting."))
        found = latest(records.of_case(Decision, code))
    dossier.note(Action.CASE_OPENED, case=code)
    return found


def lapsed(dossier: Dossier) -> tuple[Lapsed, ...]:
    """The cases that did not leave and of which the last decision holds no longer: they are weighed again (REQ-27). Nothing of a decision
    is told but its end. Raises InputError for a role that reads no cases.
    """
    dossier.must_have_role(Action.CASE_OPENED)
    today = dossier.today()
    with dossier.reading() as records:
        staying = {record.code for record in records.every(CaseRecord) if record.leaving is None}
        by_case: dict[str, list[Decision]] = {}
        for decision in records.every(Decision):
            by_case.setdefault(decision.case_code, []).append(decision)
    last = (latest(decisions) for code, decisions in by_case.items() if code in staying)
    return tuple(Lapsed(decision.case_code, decision.ends_on) for decision in last if decision is not None and is_lapsed(decision, today))


def _decide(dossier: Dossier, assessment: str, taken: Taken, corrects: Decision | None, confirmed: Container[str]) -> Change:
    id_, at, today = new_id(dossier.random), dossier.now(), dossier.today()
    code, actor = case_code_of(dossier, assessment), dossier.actor
    strangers = _reader_defects(dossier, taken.second_reader)
    with dossier.writing(Action.DECIDED, case=code, about=f"decision/{id_}") as writing:
        found = readable(writing, dossier, assessment)
        basis, advice = _basis(writing, dossier, found)
        decision = Decision(
            id=id_,
            case_code=code,
            assessment=assessment,
            advice=advice,
            recorded_at=at,
            account=actor.account,
            decided_by=actor.role,
            corrects=None if corrects is None else corrects.id,
            **{part.name: getattr(taken, part.name) for part in fields(Taken)},
        )
        refuse(
            (
                *_correction_defects(corrects, basis.previous),
                *_conference_defects(writing, decision),
                *strangers,
                *decision_rules.decision_defects(decision, basis, today, confirmed=confirmed),
            )
        )
        writing.put(tidied(decision))
        _note_in_minutes(writing, decision)
    return writing.change(_("Het besluit is vastgelegd."), undo=False)


def _basis(records: Records, dossier: Dossier, found: Assessment) -> tuple[Basis, tuple[str, ...]]:
    """What a decision is held against, and the outcomes that are possible by the sealed weighing."""
    weighing = replayed(records, dossier, found)
    basis = Basis(
        record=must(records, CaseRecord, found.case_code),
        case=weighing.case,
        framework=opened_in(records, dossier, found.framework_sha256).framework,
        assessment=found,
        previous=records.of_case(Decision, found.case_code),
        assessments=records.of_case(Assessment, found.case_code),
        suspensions=records.every(Suspension),
        contests=_contests_since(records, found),
    )
    return basis, weighing.possible


def _contests_since(records: Records, found: Assessment) -> tuple[Contest, ...]:
    """The contests of a case that were recorded or settled after an assessment was sealed, as they are now."""
    touched = {new.id for _old, new in since_sealed(records, found, Contest) if new is not None}
    return tuple(one for one in records.of_case(Contest, found.case_code) if one.id in touched)


def _correction_defects(corrects: Decision | None, previous: tuple[Decision, ...]) -> tuple[Defect, ...]:
    if corrects is None or all(one.corrects != corrects.id for one in previous):
        return ()
    return (Defect(CORRECTS, _("Dit besluit is al verbeterd."), _("Verbeter het nieuwste besluit.")),)


def _reader_defects(dossier: Dossier, reader: Reader | None) -> tuple[Defect, ...]:
    """A second reader who is named by an account is somebody who opens this dossier, in that role."""
    if reader is None or not reader.account:
        return ()
    slot = header_of(dossier).account(reader.account)
    if slot is None:
        return (Defect(SECOND_READER, _("Dit account is er niet."), _("Kies een account uit de lijst.")),)
    if slot.role is not reader.role:
        return (Defect(SECOND_READER, _("Dit account heeft een andere rol."), _("Kies de rol die bij het account hoort.")),)
    return ()


def _conference_defects(records: Records, decision: Decision) -> list[Defect]:
    """A decision of a conference names who was there, and its case was on the agenda."""
    if decision.conference is None:
        return []
    conference = must(records, Conference, decision.conference)
    found: list[tuple[Message, Message]] = []
    if decision.case_code not in {item.case_code for item in conference.agenda}:
        found.append((_("Deze casus stond niet op de agenda van dat overleg."), _("Kies een ander overleg, of zet de casus op de agenda.")))
    if conference.on != decision.decided_on:
        found.append((_("Dat overleg was op een andere dag dan het besluit."), _("Verbeter de datum, of kies een ander overleg.")))
    if not set(decision.attendance) <= set(disciplines(conference)) or (decision.chair_present and not has_chair(conference)):
        found.append((_("Bij dat overleg waren anderen aanwezig."), _("Pas de aanwezigen aan.")))
    return [Defect(PRESENT, *words) for words in found]


def _note_in_minutes(writing: Writing, decision: Decision) -> None:
    """Beside the case on the agenda, until the conference is finished; then nothing in it changes any more."""
    conference = None if decision.conference is None else writing.get(Conference, decision.conference)
    if conference is None or conference.finished:
        return
    minutes = writing.get(Minutes, f"{conference.id}/{decision.case_code}") or Minutes(conference.id, decision.case_code)
    writing.put(replace(minutes, discussed=True, decision=decision.id))
