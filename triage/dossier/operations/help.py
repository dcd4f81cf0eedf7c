"""Choosing help from the plan of a sealed assessment, and taking that back (REQ-19; `casework/plan.py`, `casework/choice.py`)."""

from __future__ import annotations

from collections.abc import Container

from triage.casework import choice as rules
from triage.casework.assessing import age_defects
from triage.casework.choice import Choice, ConferenceRole
from triage.casework.plan import Plan, plan_of
from triage.casework.record import CaseRecord, left_defects
from triage.casework.suspension import Suspension, framework_defects
from triage.casework.texts import refuse
from triage.dossier.actions import Action
from triage.dossier.holdings import ChosenHelp
from triage.dossier.operations.assessments import case_code_of, outcome, readable, replayed
from triage.dossier.operations.naming import must, new_id
from triage.dossier.store import Change, Dossier, Records
from triage.errors import Defect, InputError
from triage.framework.registry import Registry
from triage.wording import DUTCH, _

PLAN = _("plan van aanpak")
"""The field, as the place of a defect names it."""


def plan(dossier: Dossier, assessment: str, registry: Registry) -> Plan:
    """The plan of an assessment whose outcome this account may see. That it was seen is written down. Raises InputError."""
    return plan_of(outcome(dossier, assessment), registry.interventions.values(), dossier.today())


def choose(
    dossier: Dossier,
    assessment: str,
    help_id: str,
    role: ConferenceRole,
    registry: Registry,
    *,
    reason: str = "",
    for_less: str = "",
    second_reader: ConferenceRole | None = None,
    confirmed: Container[str] = (),
) -> Change:
    """Choose a kind of help of the registry. Raises InputError with everything that stands in the way, for what was chosen already, and
    where nothing is weighed either: for a case that left, a child under twelve, and a framework that is out of use.
    """
    id_, today, code = new_id(dossier.random), dossier.today(), case_code_of(dossier, assessment)
    with dossier.writing(Action.HELP_CHOSEN, case=code) as writing:
        found = readable(writing, dossier, assessment)
        record, suspensions = must(writing, CaseRecord, code), writing.every(Suspension)
        refuse(
            (
                *left_defects(record),
                *age_defects(record, today),
                *framework_defects(suspensions, found.framework_sha256),
                *_chosen_already(writing, code, assessment, help_id),
            )
        )
        offered = plan_of(replayed(writing, dossier, found), registry.interventions.values(), today)
        _must_be_offered(offered, help_id)
        made = rules.choose(
            *(offered, help_id, role, today), reason=reason, for_less=for_less, second_reader=second_reader, confirmed=confirmed
        )
        writing.put(_record(id_, code, assessment, made))
    return writing.change(_("De hulp is gekozen."), undo=True)


def drop(dossier: Dossier, chosen: str) -> Change:
    """Take a choice of help back. Raises InputError when it is not there, or its case left."""
    with dossier.writing(Action.HELP_DROPPED) as writing:
        found = must(writing, ChosenHelp, chosen)
        refuse(left_defects(must(writing, CaseRecord, found.case_code)))
        writing.remove(found)
    return writing.change(_("De keuze voor hulp is ingetrokken."), undo=True)


def _chosen_already(records: Records, code: str, assessment: str, help_id: str) -> tuple[Defect, ...]:
    if all((one.assessment, one.help) != (assessment, help_id) for one in records.of_case(ChosenHelp, code)):
        return ()
    return (Defect(PLAN, _("Deze hulp is al gekozen."), _("Kies andere hulp, of trek de keuze eerst in.")),)


def _must_be_offered(offered: Plan, help_id: str) -> None:
    if help_id not in {option.help.id for option in offered.options}:
        raise InputError.at(PLAN, _("Deze hulp staat niet in de lijst."), _("Kies hulp uit de lijst."))


def _record(id_: str, code: str, assessment: str, made: Choice) -> ChosenHelp:
    option = made.option.help
    return ChosenHelp(
        *(id_, code, assessment, option.id, DUTCH.say(option.title), made.role, made.on, made.reason, made.for_less, made.second_reader)
    )
