"""Records of casework that are right in every way, to change one thing at a time, and the small framework they are weighed by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from triage.cases.case import Answer, Case, Fact
from triage.casework.assessing import Weighed
from triage.casework.assessment import Assessment, AssessmentKind, OwnAssessment
from triage.casework.conference import AgendaItem, Attendance, Conference
from triage.casework.contest import Contest
from triage.casework.decision import BestInterests, Decision, Lighter, Reason
from triage.casework.decision_rules import Basis
from triage.casework.gate import Gate, LegalGround, NationalCriterion
from triage.casework.record import Age, CaseRecord
from triage.casework.roles import AccountRole, Discipline, Involved
from triage.casework.views import View
from triage.errors import Defect
from triage.framework.model import Framework
from triage.framework.read import read
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.wording import DUTCH, Message

TODAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CODE = "7K-4Q2"
QUARTER = Period.quarter(2026, 3)
DIRECTOR, CHAIR = AccountRole.DIRECTOR, AccountRole.CHAIR

CITIZEN_NUMBER = "249566758"
"""An invented number that passes the test of a citizen service number."""

QUESTIONED = "Kantoor in 2025 OM: daar is in het derde kwartaal over school en thuis gesproken."
"""Holds what the guard only questions: a year before the name of an office looks like a postcode."""

STEER = "Hij spijbelt veel en is twee keer met gestolen spullen gezien."

FRAMEWORK = b"""
format: 1
id: small
version: "1.0.0"
use: test
title: {nl: Klein kader}
scope: {text: {nl: Van 12 tot en met 23 jaar}, when: {all: [{item: age, at_least: 12}, {item: age, below: 24}]}}
scales:
  - {id: facts_scale, role: risk}
  - {id: needs_scale, role: need}
  - {id: strengths, role: protective, worse: lower}
facts: [hic]
items:
  - {id: age, kind: age}
  - {id: exploited, kind: yes_no}
  - {id: pressed, kind: yes_no}
  - {id: shown, kind: derived, points: [{when: {item: pressed, is: yes}, points: 1}, {points: 0}]}
  - {id: theft, kind: yes_no, scale: facts_scale, points: {yes: 2, no: 0}}
  - {id: incidents, kind: tally, scale: facts_scale, of: {facts: [hic], statuses: [suspected, convicted]},
     points: [{points: 0}, {at_least: 1, points: 2}]}
  - {id: school, kind: yes_no, scale: needs_scale, points: {yes: 1, no: 0}}
  - {id: debts, kind: yes_no, scale: needs_scale, points: {yes: 1, no: 0}}
  - {id: friend, kind: yes_no, scale: strengths, points: {yes: 1, no: 0}}
criteria:
  - {id: used, when: {any: [{item: exploited, is: yes}, {item: shown, points_at_least: 1}]}}
advice:
  outcomes:
    - {id: protect, kind: protection, label: {nl: Eerst beschermen}, text: {nl: Stop met wegen. Bespreek wie de jongere veiligheid biedt.}}
    - {id: none, kind: help, intensity: none, label: {nl: Geen extra inzet}}
    - {id: regular, kind: help, intensity: light, label: {nl: Gewone hulp}}
    - {id: local, kind: help, intensity: medium, label: {nl: Aanpak dichtbij},
       text: {nl: Bespreek met de gemeente een plan met een einddatum.}}
    - {id: list, kind: list, intensity: intensive, label: {nl: Plaats op de lijst bespreken}}
  protection:
    - {when: {criterion: used}, then: protect}
  rules:
    - {when: {scale: facts_scale, at_least: 4}, then: list}
    - {when: {scale: facts_scale, at_least: 2}, then: local}
    - {then: regular}
"""

ROUTES = b"""
format: 1
id: tables
version: "1.0.0"
use: test
title: {nl: Welke tafel}
items:
  - {id: stuck, kind: yes_no}
advice:
  outcomes:
    - {id: team, kind: route, label: {nl: Wijkteam}}
    - {id: house, kind: route, label: {nl: Zorg- en Veiligheidshuis}}
  rules:
    - {when: {item: stuck, is: yes}, then: house}
    - {then: team}
"""


@cache
def framework() -> Framework:
    """One scale of each role, a line of protection, and outcomes from none to the list."""
    return read(FRAMEWORK, "small.yaml").framework


@cache
def routes() -> Framework:
    """Outcomes that only say which table discusses the case."""
    return read(ROUTES, "tables.yaml").framework


def answers(**changed: Answer) -> dict[str, Answer]:
    """Every question answered: nothing wrong but a theft."""
    no, yes = Answer("no"), Answer("yes")
    return {
        "age": Answer(Decimal(15)),
        **dict.fromkeys(("exploited", "pressed", "school", "debts", "friend"), no),
        "theft": yes,
        **changed,
    }


def fact(status: FactStatus = FactStatus.CONVICTED, **changes: Any) -> Fact:
    """A fact of the summer."""
    return Fact(**{"kind": "hic", "when": QUARTER, "status": status, "source": Partner.POLICE, **changes})


def case(*facts: Fact, **changed: Answer) -> Case:
    """The case, with these facts; answers by their question."""
    return Case(CODE, TODAY, answers(**changed), facts)


def gate(**changes: Any) -> Gate:
    """A gate that is whole."""
    return Gate(
        **{
            "ground": LegalGround.WGS_PERSON_CENTRED,
            "partner": Partner.MUNICIPALITY,
            "reason": STEER,
            "quarter": QUARTER,
            "criteria": (NationalCriterion.K1, NationalCriterion.K2, NationalCriterion.K3),
            "criteria_met": True,
            **changes,
        }
    )


def record(years: int | None = 15, **changes: Any) -> CaseRecord:
    """A case that was opened in October, of somebody of this age today."""
    age = None if years is None else Age(years, TODAY)
    return CaseRecord(
        **{
            "code": CODE,
            "opened_on": date(2026, 10, 1),
            "practice": False,
            "delete_on": date(2027, 10, 1),
            "gate": gate(),
            "age": age,
            **changes,
        }
    )


def views() -> tuple[View, ...]:
    """The words of the youth, and why those of the parents are not there."""
    return (
        View(CODE, Involved.YOUTH, "Ik wil gewoon naar school.", "", TODAY),
        View(CODE, Involved.PARENTS, "", "De ouders wilden niet komen.", TODAY),
    )


def own(**changes: Any) -> OwnAssessment:
    """An own assessment with a reason."""
    reason = "Eén diefstal, maar op school en thuis gaat het weer beter."
    return OwnAssessment(
        **{"outcome": "regular", "reason": reason, "at": NOW - 3 * HOUR, "account": "procesregisseur-1", "role": DIRECTOR, **changes}
    )


def assessment(**changes: Any) -> Assessment:
    """An assessment in which nothing was recorded yet."""
    return Assessment(
        **{
            "id": "a1",
            "case_code": CODE,
            "kind": AssessmentKind.FIRST,
            "framework_id": "small",
            "framework_version": "1.0.0",
            "framework_sha256": "f" * 64,
            "reference_date": TODAY,
            "account": "procesregisseur-1",
            "role": DIRECTOR,
            **changes,
        }
    )


def sealed(**changes: Any) -> Assessment:
    """An assessment that was sealed an hour ago."""
    return assessment(**{"own": own(), "outcome_seen_at": NOW - 2 * HOUR, "sealed_at": NOW - HOUR, "result": "{}", **changes})


def weighed(**changes: Any) -> Weighed:
    """What an assessment is held against, with everything in place."""
    return Weighed(**{"record": record(), "case": case(), "framework": framework(), "views": views(), **changes})


def decision(**changes: Any) -> Decision:
    """A decision for a minor that follows the advice `local` and has everything it needs."""
    return Decision(
        **{
            "id": "d1",
            "case_code": CODE,
            "assessment": "a1",
            "advice": ("local",),
            "chosen": "local",
            "reason": Reason(("theft",), "De diefstal was ernstig, maar met steun van school kan het anders."),
            "decided_on": TODAY,
            "recorded_at": NOW,
            "account": "procesregisseur-1",
            "decided_by": DIRECTOR,
            "ends_on": date(2027, 6, 1),
            "exit_conditions": "Drie maanden weer naar school en geen nieuwe feiten.",
            "chair_present": True,
            "attendance": (Discipline.MUNICIPALITY, Discipline.YOUTH_CARE),
            "lighter": Lighter("regular", "Gewone hulp van het wijkteam liep in het voorjaar vast."),
            "proportionality": "Eén gesprek in de week is weinig ingrijpend naast een ernstig feit.",
            "best_interests": BestInterests(
                "Rust op school helpt het kind.",
                "Het kind wil hulp op school.",
                "Geen toezicht, alleen steun.",
                "School weet alleen de dag.",
            ),
            **changes,
        }
    )


def basis(**changes: Any) -> Basis:
    """What the decision is held against."""
    return Basis(**{"record": record(), "case": case(fact()), "framework": framework(), "assessment": sealed(), **changes})


def conference(**changes: Any) -> Conference:
    """A conference of today about one case, with a chair, the municipality and youth care."""
    attendance = tuple(Attendance(who, present=True) for who in (CHAIR, Discipline.MUNICIPALITY, Discipline.YOUTH_CARE))
    agenda = (AgendaItem(CODE, discussed=True, minutes="School en gemeente spreken iets af.", decision="d1"),)
    return Conference(**{"id": "c1", "on": TODAY, "agenda": agenda, "attendance": attendance, **changes})


def contest_of(item: str | None = None, fact: int | None = None, **changes: Any) -> Contest:
    """The youth contests an answer or a fact."""
    text = "Dit klopt niet, ik was daar niet bij."
    return Contest(
        **{"id": "b1", "case_code": CODE, "by": Involved.YOUTH, "item": item, "fact": fact, "text": text, "on": TODAY, **changes}
    )


def places(defects: Iterable[Defect]) -> list[str]:
    """The field of each defect, in Dutch."""
    return [DUTCH.say(defect.place) for defect in defects]


def problems(defects: Iterable[Defect]) -> list[str]:
    """What each defect says, in Dutch."""
    return [DUTCH.say(defect.problem) for defect in defects]


def at(defects: Iterable[Defect], *fields: Message) -> bool:
    """Whether these are the fields of the defects, each once."""
    return sorted(places(defects)) == sorted(DUTCH.say(field) for field in fields)


def signal(value: str = "yes") -> Answer:
    """Something somebody heard."""
    return Answer(value, AnswerStatus.SIGNAL)


def other_account(of: Assessment, **changes: Any) -> Assessment:
    """A second look of it by another account, not begun."""
    by_another = replace(of, id="a2", kind=AssessmentKind.SECOND_LOOK, second_of=of.id, account="voorzitter-1", role=CHAIR)
    return replace(replace(by_another, own=None, outcome_seen_at=None, sealed_at=None, result=""), **changes)


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
