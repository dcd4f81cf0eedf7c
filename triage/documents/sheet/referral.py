"""In parts 1 and 2, of a dossier: which assessment this is, and on what ground and why the case was referred (REQ-01)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from triage.cases.age_bands import age_band
from triage.casework.gate import ARTICLES_NOT_READ, Gate, complex_joined, complex_separate
from triage.casework.readiness import Need, Readiness, Recorded
from triage.documents.blocks import Block, Cell, Heading, Paragraph, Text
from triage.documents.casework import Approval, Casework
from triage.documents.sheet.people import account, facts, moment, written
from triage.documents.sheet.subject import NOT_FILLED_IN, Subject
from triage.documents.typeface import NOTE, SMALL
from triage.periods import Period
from triage.wording import Message, _


def assessed(subject: Subject, casework: Casework) -> Iterator[Block]:
    """Which assessment of the case this is, and who let the framework in (REQ-44)."""
    record, assessment, of = casework.record, casework.assessment, subject.cell
    yield Heading(subject.say(_("In het dossier")), 3)
    yield facts(
        subject,
        (_("Casus begonnen op"), of(record.opened_on)),
        (_("Oefencasus"), of(_("ja, met een verzonnen jongere") if record.practice else _("nee"))),
        (_("Leeftijd in het dossier"), _age(subject, casework)),
        (_("Soort beoordeling"), of(assessment.kind)),
        (_("Beoordeeld door"), of(account(assessment.role, assessment.account))),
        (_("Vastgelegd"), of(_("nog niet; dit blad is een concept") if assessment.sealed_at is None else moment(assessment.sealed_at))),
        (_("Kader toegelaten"), of(*map(_approval, APPROVING, casework.approvals))),
    )


def _age(subject: Subject, casework: Casework) -> Cell:
    age = casework.record.age
    if age is None:
        return ()
    told = _("verteld in het {quarter}", quarter=Period.quarter_of(age.told_on))
    return (*subject.cell(age_band(Decimal(age.years))), *subject.cell(told, style=SMALL))


APPROVING = (_("ingebracht"), _("goedgekeurd"))
"""What the first and the second account did with the framework."""


def _approval(did: Message, approval: Approval) -> Message:
    return _("{did} door {role}, {at}", did=did, role=approval.role, at=moment(approval.at))


def referred(subject: Subject, gate: Gate) -> Iterator[Block]:
    """The gate: ground, reason, quarter, and the national criteria in both readings."""
    of = subject.cell
    yield Heading(subject.say(_("De aanmelding")), 3)
    yield facts(
        subject,
        (_("Grondslag van deze casus"), of(gate.ground) if gate.ground else ()),
        (_("Waar die grondslag staat"), written(subject, gate.recorded_in)),
        (_("Aangemeld in"), of(gate.quarter) if gate.quarter else ()),
        (_("Aanleiding"), written(subject, gate.reason)),
        (_("Landelijke criteria"), of(*gate.criteria)),
        (
            _("Complex, strenge lezing"),
            of(_("{met} (K1 en K2, en ook K3 of K4)", met=complex_joined(gate.criteria))) if gate.criteria else (),
        ),
        (
            _("Complex, ruime lezing"),
            of(_("{met} (K1, K2 en K3 samen, of K4)", met=complex_separate(gate.criteria))) if gate.criteria else (),
        ),
        (_("Iemand bevestigt dat de casus voldoet"), of(gate.criteria_met)),
    )
    yield Paragraph(Text(subject.say(ARTICLES_NOT_READ), NOTE, lasting=True))


def ready(subject: Subject, readiness: Readiness | None) -> Iterator[Block]:
    """Where the organisation recorded that it may use this program (REQ-04)."""
    found = readiness or Readiness()
    yield Heading(subject.say(_("Wat de organisatie vooraf heeft vastgelegd")), 3)
    yield facts(subject, *((RECORDED[need], _recorded(subject, found.of(need))) for need in Need))


RECORDED = {
    Need.DPIA: _("Effecttoets gegevens (DPIA)"),
    Need.IAMA: _("Mensenrechtentoets (IAMA)"),
    Need.FG_ADVICE: _("Advies privacyfunctionaris (FG)"),
    Need.LAWFULNESS_ADVICE: _("Advies over rechtmatigheid"),
    Need.OWNER: _("Besluit wie eindverantwoordelijk is"),
}


def _recorded(subject: Subject, recorded: Recorded) -> Cell:
    if recorded == Recorded():
        return ()
    said = _(
        "{reference}; {day}; verantwoordelijk: {owner}",
        reference=recorded.reference.strip() or NOT_FILLED_IN,
        day=recorded.on or _("datum niet ingevuld"),
        owner=recorded.owner.strip() or NOT_FILLED_IN,
    )
    return subject.cell(said)
