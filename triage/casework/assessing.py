"""In what order an assessment goes: gate, needs and strengths, own assessment, outcome, seal (REQ-01, REQ-18, REQ-20, REQ-31).

Nothing of the outcome (range, level, advice) is read before `outcome_defects` is empty. The own assessment may be changed until the
outcome was seen, and never after.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from triage.cases.case import Case
from triage.casework.assessment import Assessment, AssessmentKind, OwnAssessment
from triage.casework.empty_reasons import letters, reason_defects
from triage.casework.gate import gate_defects
from triage.casework.record import AGE, CaseRecord, left_defects, under_twelve
from triage.casework.suspension import Suspension, framework_defects
from triage.casework.texts import refuse, tidied
from triage.casework.views import View, missing_views
from triage.errors import Defect
from triage.framework.model import Framework, Item
from triage.framework.vocabulary import OUT_OF_SCOPE, Role
from triage.weighing.receipt import fingerprint
from triage.wording import LANGUAGES, _

OWN, OWN_WHY, OUTCOME, SEAL, SECOND_LOOK = (
    _("eigen inschatting"),
    _("reden van de eigen inschatting"),
    _("uitkomst"),
    _("vastleggen"),
    _("blinde tweede blik"),
)
"""The fields, as the place of a defect names them."""

CARE_ROUTE = _("Onder de twaalf jaar is er geen weging. Bespreek met het wijkteam of de jeugdhulp welke hulp past.")
"""All that is said of a child under twelve (REQ-18)."""


@dataclass(frozen=True)
class Weighed:
    """What an assessment is held against: the case and its answers, the framework, the views, and what is out of use.

    `other` is the other assessment where one of the two is a second look of the other.
    """

    record: CaseRecord
    case: Case
    framework: Framework
    views: tuple[View, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    other: Assessment | None = None


def outcome_defects(assessment: Assessment, weighed: Weighed, today: date) -> tuple[Defect, ...]:
    """Everything that keeps range, level and advice closed, each at its own field; none when they may be read."""
    return (
        *before_own(assessment, weighed, today),
        *(() if assessment.own is not None else (_own_missing(),)),
        *(() if weighed.other is None or assessment.second_of is None else blind_defects(assessment, weighed.other)),
    )


def before_own(assessment: Assessment, weighed: Weighed, today: date) -> tuple[Defect, ...]:
    """The same without the own assessment: what must be there before anybody weighs."""
    return (
        *left_defects(weighed.record),
        *framework_defects(weighed.suspensions, assessment.framework_sha256),
        *gate_defects_of(weighed.record, today),
        *age_defects(weighed.record, min(assessment.reference_date, today)),
        *(_unanswered_defect(item) for item in unanswered(weighed.framework, weighed.case)),
    )


def gate_defects_of(record: CaseRecord, today: date) -> tuple[Defect, ...]:
    """What keeps the gate of a case closed. What the guard questions was confirmed when the gate was filled in."""
    gate = record.gate
    return gate_defects(gate, today, confirmed=(gate.reason, gate.recorded_in))


def gate_sealed_defects(assessments: Iterable[Assessment]) -> tuple[Defect, ...]:
    """Why the gate of a case stays as it is: the last weighing was sealed with it. A new weighing may have another."""
    own = tuple(one for one in assessments if one.kind is not AssessmentKind.SECOND_LOOK)
    if not own or not all(one.sealed for one in own):
        return ()
    problem = _("De beoordeling is vastgelegd met de voorpoort zoals die nu is.")
    return (Defect(SEAL, problem, _("Weeg opnieuw of verbeter de beoordeling. De nieuwe voorpoort hoort dan daarbij.")),)


def age_defects(record: CaseRecord, today: date) -> tuple[Defect, ...]:
    """Under twelve on this day nothing is weighed; without an age that cannot be ruled out."""
    match under_twelve(record.age, today):
        case None:
            return (Defect(AGE, _("De leeftijd is niet bekend."), _("Leg eerst vast hoe oud de jongere is.")),)
        case True:
            return (Defect(AGE, _("De jongere is, of was kortgeleden, jonger dan twaalf."), CARE_ROUTE),)
    return ()


def unanswered(framework: Framework, case: Case) -> tuple[Item, ...]:
    """The questions about needs and strengths without an answer, in the order of the file. An explicit *onbekend* is an answer."""
    roles = {scale.id: scale.role for scale in framework.scales}
    return tuple(
        item
        for item in framework.questions
        if item.scale is not None and roles[item.scale] in (Role.NEED, Role.PROTECTIVE) and item.id not in case.answers
    )


def record_own(assessment: Assessment, own: OwnAssessment, weighed: Weighed, *, confirmed: Container[str] = ()) -> Assessment:
    """The assessment with an own assessment. Raises InputError with everything that stands in the way: gate, age, needs and strengths come
    first. Of a blind pair, once both own assessments are there each can be read, and neither changes any more. That of a second look never
    changes: whoever gave it reads the answers of the first from then on.
    """
    refuse(
        (
            *before_own(assessment, weighed, own.at.date()),
            *_settled_own(assessment, weighed.other),
            *_own_defects(assessment, own, weighed.framework, confirmed),
        )
    )
    return replace(assessment, own=tidied(own))


def see_outcome(assessment: Assessment, weighed: Weighed, seen: str, at: datetime) -> Assessment:
    """The assessment once its outcome is shown; the first time counts. `seen` is the SHA-256 of what is shown.

    Raises InputError while the outcome is closed.
    """
    refuse(outcome_defects(assessment, weighed, at.date()))
    return replace(assessment, outcome_seen_at=assessment.outcome_seen_at or at, seen=seen)


def seal_defects(assessment: Assessment, weighed: Weighed, today: date) -> tuple[Defect, ...]:
    """Everything that keeps an assessment from being sealed."""
    return tuple(_seal_defects(assessment, weighed, today))


def seal(assessment: Assessment, weighed: Weighed, result: str, at: datetime) -> Assessment:
    """The sealed assessment with its result (canonical JSON). Raises InputError with everything that stands in the way, also when this is
    not the result that was last looked at: nobody seals what he did not see.
    """
    refuse((*seal_defects(assessment, weighed, at.date()), *_unseen_defects(assessment, result)))
    return replace(assessment, sealed_at=at, result=result, seen="")


def blind_defects(reader: Assessment, other: Assessment) -> tuple[Defect, ...]:
    """What keeps whoever makes `reader` from reading `other`: of a blind pair neither is read before both own assessments are there."""
    pair = reader.second_of == other.id or other.second_of == reader.id
    if not pair or (reader.own is not None and other.own is not None):
        return ()
    problem = _("De twee beoordelaars hebben nog niet allebei hun eigen inschatting gegeven.")
    return (Defect(SECOND_LOOK, problem, _("Wacht tot beide eigen inschattingen er zijn.")),)


def is_blind(account: str, case_code: str, assessments: Iterable[Assessment]) -> bool:
    """Whether this account has a second look of the case to give: it then reads no other assessment, decision or paper of the case."""
    return any(
        one.case_code == case_code and one.account == account and one.kind is AssessmentKind.SECOND_LOOK and one.own is None
        for one in assessments
    )


def hidden_from(account: str, assessments: Iterable[Assessment]) -> frozenset[str]:
    """The ids of assessments that this account may not read yet.

    Whoever has a second look to give reads no other assessment of that case. Whoever made the first does not read a second look that was
    begun until both own assessments are there.
    """
    kept = tuple(assessments)
    by_id = {one.id: one for one in kept}
    hidden = {one.id for one in kept if one.account != account and is_blind(account, one.case_code, kept)}
    for second in kept:
        first = by_id.get(second.second_of or "")
        if first is not None and first.account == account and blind_defects(first, second):
            hidden.add(second.id)
    return frozenset(hidden)


def second_look_defects(second: Assessment, first: Assessment) -> tuple[Defect, ...]:
    """What is wrong with a second look: it is of the same case by the same framework, by another account, and not of a second look."""
    found = []
    if second.account == first.account:
        found.append((_("U hebt deze casus zelf al beoordeeld."), _("Laat iemand anders de tweede blik geven.")))
    same = (second.case_code, second.framework_sha256) == (first.case_code, first.framework_sha256)
    if not same or second.second_of != first.id or second.kind is not AssessmentKind.SECOND_LOOK:
        found.append((_("Dit is niet dezelfde casus met hetzelfde kader."), _("Kies de eerste beoordeling opnieuw.")))
    if first.kind is AssessmentKind.SECOND_LOOK:
        found.append((_("Dit is zelf al een tweede blik."), _("Kies de eerste beoordeling.")))
    return tuple(Defect(SECOND_LOOK, *words) for words in found)


def _unseen_defects(assessment: Assessment, result: str) -> tuple[Defect, ...]:
    if assessment.outcome_seen_at is None or assessment.seen == fingerprint(result.encode()):
        return ()
    problem = _("De uitkomst is veranderd sinds die voor het laatst is bekeken.")
    return (Defect(OUTCOME, problem, _("Bekijk de uitkomst en de uitleg opnieuw.")),)


def _own_missing() -> Defect:
    return Defect(
        OWN, _("Uw eigen inschatting ontbreekt nog."), _("Geef eerst uw eigen inschatting, met redenen. Daarna ziet u de uitkomst.")
    )


def _unanswered_defect(item: Item) -> Defect:
    place = _("vraag “{question}”", question=item.name)
    return Defect(place, _("Deze vraag over hulp of sterke kanten heeft nog geen antwoord."), _("Geef een antwoord. “Onbekend” mag ook."))


def _settled_own(assessment: Assessment, other: Assessment | None) -> Iterator[Defect]:
    mend = _("Schrijf wat u nu denkt bij het besluit.")
    if assessment.sealed or assessment.outcome_seen_at is not None:
        yield Defect(OWN, _("De uitkomst is al getoond. De eigen inschatting verandert niet meer."), mend)
    elif assessment.own is not None and assessment.kind is AssessmentKind.SECOND_LOOK:
        yield Defect(OWN, _("Een tweede blik is niet meer blind na de eigen inschatting. Zij verandert niet meer."), mend)
    elif assessment.own is not None and other is not None and other.own is not None:
        yield Defect(OWN, _("Beide beoordelaars zijn klaar. De eigen inschatting verandert niet meer."), mend)


def _own_defects(assessment: Assessment, own: OwnAssessment, framework: Framework, confirmed: Container[str]) -> Iterator[Defect]:
    if own.account != assessment.account or not own.role.works_on_cases:
        yield Defect(
            OWN, _("Alleen wie deze beoordeling begon, geeft de eigen inschatting."), _("Laat die collega dit doen, of breek haar af.")
        )
    if not own.outcome:
        yield Defect(OWN, _("De eigen inschatting is nog niet gekozen."), _("Kies welke uitkomst volgens u past."))
    elif own.outcome not in framework.outcome_by_id and own.outcome != OUT_OF_SCOPE:
        yield Defect(OWN, _("Deze uitkomst hoort niet bij het kader."), _("Kies een uitkomst uit de lijst."))
    yield from reason_defects(OWN_WHY, own.reason, confirmed=confirmed)
    if letters(own.reason) in words_of(framework):
        yield Defect(OWN_WHY, _("Dit is de tekst van het kader."), _("Schrijf in eigen woorden waarom u dit denkt."))


def words_of(framework: Framework) -> frozenset[str]:
    """The letters of the texts of its outcomes: whoever writes nothing else copies the framework and gives no reason."""
    said = (text for outcome in framework.outcome_by_id.values() for text in (outcome.name, outcome.text) if text is not None)
    return frozenset(letters(text.in_language(language)) for text in said for language in LANGUAGES)


def _seal_defects(assessment: Assessment, weighed: Weighed, today: date) -> Iterator[Defect]:
    if assessment.sealed:
        yield Defect(SEAL, _("Deze beoordeling is al vastgelegd."), _("Verbeter die met een nieuwe beoordeling."))
    yield from outcome_defects(assessment, weighed, today)
    if assessment.outcome_seen_at is None:
        yield Defect(OUTCOME, _("De uitkomst is nog niet bekeken."), _("Bekijk eerst de uitkomst en de uitleg."))
    yield from missing_views(weighed.views, weighed.record.age, today)
