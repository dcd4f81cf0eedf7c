"""What the tests of sheets of a dossier share: the people's part of a case, whole and sparse, and the sheet that comes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from tests.documents.papers import CODE, full_case, registry, shipped, weighed
from triage.cases.case import Case
from triage.casework.access import Inspection, Refusal
from triage.casework.assessment import Assessment, AssessmentKind, OwnAssessment
from triage.casework.choice import ConferenceRole
from triage.casework.contest import Contest, Settlement, SettlementOutcome
from triage.casework.decision import BestInterests, Decision, Dissent, Lighter, Reader, Reason
from triage.casework.gate import Gate, LegalGround, NationalCriterion
from triage.casework.notice import Notice, Way
from triage.casework.readiness import Readiness, Recorded
from triage.casework.record import Age, CaseRecord, Extension
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole, Discipline, Involved
from triage.casework.suspension import Suspension
from triage.casework.task import Task
from triage.casework.views import View
from triage.documents.casework import Approval, Casework, Head, HelpChosen
from triage.documents.sheet import sheet
from triage.framework.vocabulary import AnswerStatus, Partner
from triage.periods import Period
from triage.weighing.receipt import canonical, weighing_data
from triage.weighing.result import Weighing
from triage.wording import language

SEALED = datetime(2026, 11, 25, 15, 40, tzinfo=UTC)
TODAY = date(2026, 12, 4)
DECIDED = date(2026, 12, 1)
DIRECTOR, CHAIR = AccountRole.DIRECTOR, AccountRole.CHAIR


def record() -> CaseRecord:
    """A case of a youth of seventeen, kept longer once."""
    gate = Gate(
        LegalGround.WGS_PRIORITISED,
        Partner.PROBATION,
        "Drie aanhoudingen in een half jaar, en de dagbesteding is gestopt.",
        Period.quarter(2026, 3),
        (NationalCriterion.K1, NationalCriterion.K2, NationalCriterion.K3),
        True,
        "Convenant van het samenwerkingsverband, hoofdstuk 2.",
    )
    longer = Extension(date(2027, 9, 1), date(2028, 3, 1), "De behandeling van het bezwaar loopt nog.", DIRECTOR, CHAIR, date(2026, 11, 30))
    return CaseRecord(CODE, date(2026, 9, 1), False, date(2028, 3, 1), (longer,), gate, Age(17, date(2026, 9, 1)))


def readiness() -> Readiness:
    """All five things that an organisation records beforehand."""
    made = [
        Recorded(f"{name}, versie 1", date(2026, 6, day), "manager van het Zorg- en Veiligheidshuis")
        for day, name in enumerate(("Effecttoets", "Mensenrechtentoets", "Advies privacy", "Advies rechtmatigheid", "Besluit bestuur"), 1)
    ]
    return Readiness(*made)


def own() -> OwnAssessment:
    """What the assessor thought first."""
    why = "De jongere heeft weinig houvast en de feiten volgen elkaar snel op."
    return OwnAssessment("local", why, SEALED - timedelta(hours=2), "procesregisseur-1", DIRECTOR)


def assessment(weighing: Weighing, sealed: bool = True) -> Assessment:
    """The assessment of a weighing by the shipped framework."""
    framework, file = weighing.framework, shipped()
    begun = Assessment(
        *("a1b2c3", CODE, AssessmentKind.FIRST, framework.id, framework.version, file.sha256, weighing.case.reference_date),
        *("procesregisseur-1", DIRECTOR, own()),
        outcome_seen_at=SEALED - timedelta(hours=1),
    )
    result = canonical(weighing_data(weighing, file.sha256)).decode()
    return replace(begun, sealed_at=SEALED, result=result) if sealed else begun


def decision(weighing: Weighing, **changes: Any) -> Decision:
    """A decision that is one step lighter than the advice of the full case, for half a year."""
    made = Decision(
        id="d4e5f6",
        case_code=CODE,
        assessment="a1b2c3",
        advice=weighing.possible,
        chosen="local",
        reason=Reason(("school_work", "3"), "School en reclassering werken al samen en de jongere doet daar mee."),
        decided_on=DECIDED,
        recorded_at=datetime(2026, 12, 1, 16, 5, tzinfo=UTC),
        account="voorzitter-1",
        decided_by=CHAIR,
        ends_on=date(2027, 5, 1),
        exit_conditions="Drie maanden zonder nieuw feit en weer naar school.",
        chair_present=True,
        attendance=(Discipline.POLICE, Discipline.YOUTH_CARE, Discipline.PROBATION),
        lighter=Lighter("local_light", "Eén partner die meekijkt, is eerder geprobeerd en hield geen stand."),
        proportionality="De afspraken kosten de jongere één middag per week en raken alleen school en vrije tijd.",
        best_interests=BestInterests(
            "De jongere wil het schooljaar afmaken en krijgt daar hulp bij.",
            "De jongere koos zelf voor de coach van school.",
            "Er komt geen toezicht in huis, omdat school al meekijkt.",
            "Alleen school en reclassering horen wat is afgesproken.",
        ),
        dissents=(Dissent(Discipline.POLICE, "De politie vindt een plaats op de lijst beter.", veto=True),),
        second_reader=Reader(DIRECTOR, "procesregisseur-2"),
        conference="c7c7c7",
        corrects="d0d0d0",
    )
    return replace(made, **changes)


def whole(weighing: Weighing | None = None) -> Casework:
    """Every field filled, for a sealed weighing; that of the full case when none is given."""
    weighing = weighing or weighed(full_case())
    ground = "De ouders wonen niet bij de jongere en zijn nog niet bereikt."
    return Casework(
        record=record(),
        assessment=assessment(weighing),
        head=Head(412, "5c" * 32),
        printed_by=DIRECTOR,
        approvals=(
            Approval(AccountRole.KEEPER, datetime(2026, 8, 3, 9, 15, tzinfo=UTC)),
            Approval(CHAIR, datetime(2026, 8, 10, 11, 0, tzinfo=UTC)),
        ),
        decision=decision(weighing),
        views=(
            View(CODE, Involved.YOUTH, "Ik wil gewoon mijn diploma halen en daarna werken.", "", date(2026, 11, 20)),
            View(CODE, Involved.PARENTS, "", "De ouders zijn drie keer gebeld en namen niet op.", date(2026, 11, 21)),
        ),
        notices=(
            Notice("n1", CODE, Involved.YOUTH, True, date(2026, 12, 2), on=date(2026, 12, 1), how=Way.IN_PERSON),
            Notice(
                *("n2", CODE, Involved.PARENTS, False, date(2026, 12, 3)),
                ground=ground,
                decided_by=CHAIR,
                look_again_on=date(2027, 1, 15),
            ),
        ),
        contests=(
            Contest("k1", CODE, Involved.YOUTH, "money", None, "Ik heb geen schulden meer.", date(2026, 12, 2), AnswerStatus.ESTABLISHED),
            Contest(
                *("k2", CODE, Involved.PARENTS, None, 2, "Dat feit was van een ander.", date(2026, 10, 2), None),
                Settlement(Discipline.POLICE, SettlementOutcome.STANDS, "Nagezien in het dossier van de politie.", date(2026, 10, 9)),
            ),
        ),
        inspections=(
            Inspection(
                *("i1", CODE, Involved.PARENTS, date(2026, 11, 28), 17),
                refusal=Refusal("De jongere stemt niet in.", CHAIR, date(2027, 2, 1)),
            ),
        ),
        help=(
            HelpChosen(
                *("Coach op school", ConferenceRole.DIRECTOR, date(2026, 12, 1), "De jongere kent de coach al."),
                *("Een vast gesprek met de mentor kan ook genoeg zijn.", ConferenceRole.CHAIR),
            ),
        ),
        tasks=(
            Task("t1", CODE, "Gesprek met de jongere over school", Discipline.EDUCATION, DECIDED, date(2026, 12, 3)),
            Task("t2", CODE, "Plan van aanpak schrijven", DIRECTOR, DECIDED, date(2026, 12, 20), date(2026, 12, 3)),
        ),
        suspensions=(
            Suspension(
                *("s1", "top60-ranking", shipped().sha256, "leisure", "De vraag wordt verschillend gelezen.", date(2026, 9, 1)),
                *(AccountRole.KEEPER, date(2026, 10, 1)),
            ),
        ),
        readiness=readiness(),
    )


def left() -> Leaving:
    """That the case left."""
    return Leaving(LeavingReason.GOALS_REACHED, "De jongere heeft een diploma en werk.", date(2026, 12, 3), DIRECTOR)


def sparse(weighing: Weighing | None = None) -> Casework:
    """Only what must be there: a case, an assessment with an own assessment that is not sealed, and the end of the list."""
    weighing = weighing or weighed(full_case())
    bare = CaseRecord(CODE, date(2026, 9, 1), True, date(2027, 9, 1))
    open_one = replace(assessment(weighing, sealed=False), outcome_seen_at=None)
    return Casework(bare, open_one, Head(7, "0a" * 32), DIRECTOR)


def issued(casework: Casework, case: Case | None = None, printed: date = TODAY, code: str = "nl") -> bytes:
    """The sheet of a case with the people's part."""
    weighing = weighed(case or full_case())
    return sheet(weighing, shipped(), registry(), printed=printed, language=language(code), casework=casework)


@cache
def whole_sheet() -> bytes:
    """The sheet with every field filled."""
    return issued(whole())


@cache
def sparse_sheet() -> bytes:
    """The sheet with only what must be there."""
    return issued(sparse())
