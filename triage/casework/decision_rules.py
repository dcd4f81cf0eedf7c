"""What a decision needs, all said at once and each at its own field (REQ-18, REQ-19, REQ-21, REQ-22, REQ-23, REQ-27).

Following the advice asks for the same reasons as deviating from it. Nothing here looks at what was advised to fill anything in.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations

from triage.cases.case import Case, Fact
from triage.casework.answers import WITHOUT_VALUE
from triage.casework.assessing import age_defects, gate_defects_of, words_of
from triage.casework.assessment import Assessment, AssessmentKind
from triage.casework.conference_rules import composition_defects
from triage.casework.contest import Contest, SettlementOutcome
from triage.casework.decision import BestInterests, Decision, Reader, line_of
from triage.casework.empty_reasons import letters, reason_defects, short_reason_defects
from triage.casework.ladder import asks_second_reader, next_lighter
from triage.casework.record import Age, CaseRecord, is_minor, left_defects
from triage.casework.roles import AccountRole
from triage.casework.suspension import Suspension, framework_defects, suspended_items
from triage.casework.texts import WORD, refuse, tidied
from triage.errors import Defect
from triage.framework.model import Framework
from triage.framework.vocabulary import OUT_OF_SCOPE, AnswerStatus, FactStatus
from triage.periods import months_after
from triage.wording import Message, _

MONTHS_OF_MINOR, MONTHS_OF_ADULT = 6, 12
"""The longest a decision holds (REQ-27). Of whoever may be a minor the shorter."""

MONTHS_FRESH = 3
"""An older assessment carries no decision (our own choice): otherwise one kept aside would prolong what another began."""

CHOSEN, WEIGHED = _("besluit"), _("beoordeling waar het besluit op rust")
FACTS, ARGUMENT = _("feiten waar het besluit op rust"), _("motivering van het besluit")
LIGHTER, LIGHTER_WHY, PROPORTIONALITY = _("lichtere stap"), _("waarom de lichtere stap niet genoeg is"), _("evenredigheid")
DECIDED_ON, ENDS_ON, EXIT = _("datum van het besluit"), _("einddatum"), _("regels om te stoppen")
DECIDED_BY, SECOND_READER, CORRECTS = _("wie het besluit vastlegt"), _("tweede lezer"), _("verbetering van een besluit")
BEST_INTERESTS = {
    "interest": _("kindtoets: belang van het kind"),
    "view": _("kindtoets: mening van het kind"),
    "least_intrusive": _("kindtoets: minst ingrijpende keuze"),
    "privacy": _("kindtoets: privacy"),
}
"""The fields, as the place of a defect names them."""


@dataclass(frozen=True)
class Basis:
    """What a decision is held against.

    `case` is the case as it was sealed. `assessment` is the one the decision rests on, `previous` every earlier decision of the case,
    `assessments` every assessment of it, among which may be one that puts this one right. `contests` are those that were recorded or
    settled since it was sealed.
    """

    record: CaseRecord
    case: Case
    framework: Framework
    assessment: Assessment
    previous: tuple[Decision, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    contests: tuple[Contest, ...] = ()

    def is_minor(self, day: date) -> bool:
        """Whether somebody is treated as a minor on a day: by the age of the case or by the age that was weighed, whichever is younger."""
        return is_minor(self.record.age, day) or is_minor(_weighed_age(self), day)


def decide(decision: Decision, basis: Basis, today: date, *, confirmed: Container[str] = ()) -> Decision:
    """The decision as it is kept. Raises InputError with everything that stands in the way."""
    refuse(decision_defects(decision, basis, today, confirmed=confirmed))
    return tidied(decision)


def decision_defects(decision: Decision, basis: Basis, today: date, *, confirmed: Container[str] = ()) -> tuple[Defect, ...]:
    """Everything that keeps a decision from being taken; none when it may. `confirmed` are texts that somebody looked at.

    Raises ValueError when decision, case and assessment do not belong together, which is a mistake of the program.
    """
    if decision.assessment != basis.assessment.id or decision.case_code != basis.record.code:
        raise ValueError("the decision is held against another assessment or case")
    return (
        *_weighed_defects(decision, basis),
        *_chosen_defects(decision, basis.framework),
        *gate_defects_of(basis.record, today),
        *_reason_defects(decision, basis, confirmed),
        *_lighter_defects(decision, basis.framework, confirmed),
        *_copied_defects(decision, basis.framework),
        *composition_defects(decision.chair_present, decision.attendance),
        *_reader_defects(decision, basis.framework),
        *_term_defects(decision, basis, today),
        *short_reason_defects(EXIT, decision.exit_conditions, least=WORD, confirmed=confirmed),
        *_best_interests_defects(decision, basis, confirmed),
        *(defect for number in range(len(decision.dissents)) for defect in _dissent_defects(decision, number, confirmed)),
    )


def last_day(basis: Basis, decided_on: date) -> date:
    """The latest end date of a decision taken on a day."""
    return months_after(decided_on, MONTHS_OF_MINOR if basis.is_minor(decided_on) else MONTHS_OF_ADULT)


def _weighed_age(basis: Basis) -> Age | None:
    """The age that was weighed, told on the last day that it may have been: so nobody is called older than is sure."""
    question = basis.framework.age_question
    answer = None if question is None else basis.case.answers.get(question.id)
    if answer is None or not answer.status.counts or not isinstance(answer.value, Decimal):
        return basis.record.age
    told = basis.case.reference_date if answer.as_of is None else min(answer.as_of.last, basis.case.reference_date)
    return Age(int(answer.value), told)


def facts_that_stand(case: Case, *, protection: bool = False) -> frozenset[str]:
    """What a reason may rest on: ids of questions and numbers of facts, without what is unknown, contested, dismissed or acquitted, and
    without questions that do not apply.

    A signal is enough to protect somebody, and for nothing else.
    """
    barred = {*WITHOUT_VALUE, AnswerStatus.CONTESTED, *(() if protection else (AnswerStatus.SIGNAL,))}
    answers = {item for item, answer in case.answers.items() if answer.status not in barred}
    return frozenset(answers | {str(number) for number, fact in enumerate(case.facts or (), 1) if _fact_stands(fact)})


def facts_named(case: Case) -> frozenset[str]:
    """Everything in a case that a reason can name at all."""
    given = {item for item, answer in case.answers.items() if answer.status is not AnswerStatus.UNKNOWN}
    return frozenset(given | {str(number) for number in range(1, len(case.facts or ()) + 1)})


def _fact_stands(fact: Fact) -> bool:
    return not fact.contested and fact.status not in (FactStatus.DISMISSED, FactStatus.ACQUITTED)


def _weighed_defects(decision: Decision, basis: Basis) -> Iterator[Defect]:
    yield from left_defects(basis.record)
    yield from age_defects(basis.record, decision.decided_on)
    yield from framework_defects(basis.suspensions, basis.assessment.framework_sha256)
    yield from _outdated_defects(basis)
    if basis.assessment.kind is AssessmentKind.SECOND_LOOK:
        yield Defect(WEIGHED, _("Een blinde tweede blik draagt geen besluit."), _("Laat het besluit rusten op de eerste beoordeling."))
    if any(one.corrects == basis.assessment.id and one.sealed for one in basis.assessments):
        yield Defect(WEIGHED, _("Deze beoordeling is verbeterd."), _("Laat het besluit rusten op de verbeterde beoordeling."))
    sealed_at = basis.assessment.sealed_at
    if sealed_at is None:
        yield Defect(WEIGHED, _("De beoordeling is nog niet vastgelegd."), _("Leg eerst de beoordeling vast."))
        return
    if decision.decided_on < sealed_at.date():
        yield Defect(DECIDED_ON, _("Deze datum ligt vóór de beoordeling."), _("Verbeter de datum."))
    if decision.decided_on > months_after(min(sealed_at.date(), basis.assessment.reference_date), MONTHS_FRESH):
        problem = _("Deze beoordeling, of haar peildatum, is ouder dan {months} maanden.", months=MONTHS_FRESH)
        yield Defect(WEIGHED, problem, _("Weeg de casus opnieuw en leg die beoordeling vast."))
    put_right = line_of(decision.corrects, basis.previous)
    earlier = [one for one in _by_this_framework(basis) if one not in put_right]
    if any(one.recorded_at >= sealed_at or one.assessment == decision.assessment for one in earlier):
        problem = _("Na het vorige besluit is niet opnieuw gewogen. Een besluit wordt niet verlengd.")
        yield Defect(WEIGHED, problem, _("Weeg de casus opnieuw en leg die beoordeling vast."))
    yield from _correction_defects(decision, put_right)


def _outdated_defects(basis: Basis) -> Iterator[Defect]:
    """What was weighed no longer stands: contested, put right or taken out since, or out of use by now (REQ-32)."""
    mend = _("Verbeter de beoordeling en leg die vast, of weeg opnieuw.")
    if any(one.settled is None or one.settled.outcome is not SettlementOutcome.STANDS for one in basis.contests):
        yield Defect(WEIGHED, _("Sinds het vastleggen is een antwoord of feit betwist, verbeterd of eruit gehaald."), mend)
    given = {item for item, answer in basis.case.answers.items() if answer.status is not AnswerStatus.UNKNOWN}
    if given & suspended_items(basis.suspensions, basis.assessment.framework_sha256):
        yield Defect(WEIGHED, _("Sinds het vastleggen is een vraag die meetelde buiten gebruik."), mend)


def _by_this_framework(basis: Basis) -> list[Decision]:
    """The earlier decisions on weighings by the same framework, and those of which the weighing is not known."""
    others = {one.id for one in basis.assessments if one.framework_id != basis.assessment.framework_id}
    return [decision for decision in basis.previous if decision.assessment not in others]


def _correction_defects(decision: Decision, put_right: tuple[Decision, ...]) -> Iterator[Defect]:
    if decision.corrects is None:
        return
    if not put_right or put_right[0].assessment != decision.assessment:
        yield Defect(CORRECTS, _("Het besluit dat u verbetert, rust op een andere beoordeling."), _("Neem een nieuw besluit."))
    elif decision.ends_on is not None and put_right[0].ends_on is not None and decision.ends_on > put_right[0].ends_on:
        yield Defect(ENDS_ON, _("Een verbetering verlengt het besluit niet."), _("Kies de oude einddatum of een eerdere."))


def _chosen_defects(decision: Decision, framework: Framework) -> Iterator[Defect]:
    if not decision.chosen:
        yield Defect(CHOSEN, _("Het besluit is nog niet gekozen."), _("Kies een uitkomst."))
    elif not _is_outcome(decision.chosen, framework):
        yield Defect(CHOSEN, _("Deze uitkomst hoort niet bij het kader."), _("Kies een uitkomst uit de lijst."))
    if not decision.decided_by.works_on_cases:
        yield Defect(
            DECIDED_BY, _("Wie deze rol heeft, legt geen besluiten vast."), _("Laat de procesregisseur of de voorzitter dit doen.")
        )


def _is_outcome(chosen: str, framework: Framework) -> bool:
    return chosen in framework.outcome_by_id or chosen == OUT_OF_SCOPE


def _reason_defects(decision: Decision, basis: Basis, confirmed: Container[str]) -> Iterator[Defect]:
    named = frozenset(decision.reason.facts)
    if not named:
        yield Defect(FACTS, _("Er is nog geen feit genoemd."), _("Kies minstens één antwoord of feit uit de casus."))
    elif not named <= facts_named(basis.case):
        yield Defect(FACTS, _("Niet elk genoemd feit staat in de casus."), _("Kies antwoorden of feiten die er zijn."))
    elif not named & _carrying(decision, basis):
        problem = _("Niets van wat is genoemd, staat vast: het is een signaal, is betwist of geseponeerd, of er was vrijspraak.")
        yield Defect(FACTS, problem, _("Kies minstens één antwoord of feit dat vaststaat. De leeftijd alleen is geen reden."))
    yield from reason_defects(ARGUMENT, decision.reason.argument, confirmed=confirmed)


def _carrying(decision: Decision, basis: Basis) -> frozenset[str]:
    """What can carry this decision: everything that stands, but for the age, which says nothing of what somebody did or needs."""
    question = basis.framework.age_question
    standing = facts_that_stand(basis.case, protection=_protects(decision.chosen, basis.framework))
    return standing if question is None else standing - {question.id}


def _protects(chosen: str, framework: Framework) -> bool:
    outcome = framework.outcome_by_id.get(chosen)
    return outcome is not None and outcome.kind == "protection"


def _lighter_defects(decision: Decision, framework: Framework, confirmed: Container[str]) -> Iterator[Defect]:
    """One step lighter is asked for, not any lighter one: each step up has its own reason (REQ-19)."""
    below = next_lighter(framework, decision.chosen)
    if decision.lighter is not None and _is_outcome(decision.chosen, framework) and (below is None or decision.lighter.option != below.id):
        yield Defect(LIGHTER, _("Deze uitkomst is niet één stap lichter dan het besluit."), _("Kies de uitkomst die één stap lichter is."))
    if below is not None and decision.lighter is None:
        problem = _("Er staat niet waarom “{option}” niet genoeg is.", option=below.name)
        yield Defect(LIGHTER, problem, _("Bekijk die lichtere stap en schrijf op waarom die niet genoeg is."))
    if decision.lighter is not None:
        yield from reason_defects(LIGHTER_WHY, decision.lighter.why_not, confirmed=confirmed)
    if below is not None or decision.proportionality:
        yield from reason_defects(PROPORTIONALITY, decision.proportionality, confirmed=confirmed)


def _copied_defects(decision: Decision, framework: Framework) -> Iterator[Defect]:
    texts = {
        ARGUMENT: decision.reason.argument,
        LIGHTER_WHY: decision.lighter.why_not if decision.lighter else "",
        PROPORTIONALITY: decision.proportionality,
        EXIT: decision.exit_conditions,
        **{place: getattr(decision.best_interests, field, "") for field, place in BEST_INTERESTS.items()},
    }
    plain = {place: letters(text) for place, text in texts.items()}
    for (first, one), (second, other) in combinations(plain.items(), 2):
        if one and one == other:
            problem = _("Dit is dezelfde tekst als bij “{field}”.", field=first)
            yield Defect(second, problem, _("Schrijf hier wat bij deze vraag hoort."))
    said = words_of(framework)
    for place, text in plain.items():
        if text in said:
            yield Defect(place, _("Dit is de tekst van het kader."), _("Schrijf in eigen woorden waarom het overleg dit besluit neemt."))


def _reader_defects(decision: Decision, framework: Framework) -> Iterator[Defect]:
    reader = decision.second_reader
    if reader is None:
        if asks_second_reader(framework, decision.advice, decision.chosen):
            problem = _("Dit besluit is zwaarder dan het lichtste advies dat nog kan, of het laat bescherming los.")
            yield Defect(SECOND_READER, problem, _("Laat iemand anders meelezen en leg de rol vast."))
    elif _is_the_decider(reader, decision):
        yield Defect(SECOND_READER, _("De tweede lezer is dezelfde als wie het besluit vastlegt."), _("Laat iemand anders meelezen."))
    elif isinstance(reader.role, AccountRole) and not reader.role.works_on_cases:
        yield Defect(SECOND_READER, _("Wie deze rol heeft, werkt niet aan casussen."), _("Laat een collega of een partner meelezen."))
    elif reader.role not in (*AccountRole, *decision.attendance):
        yield Defect(SECOND_READER, _("De tweede lezer zat niet aan tafel."), _("Kies een partner die aanwezig was, of een account."))


def _is_the_decider(reader: Reader, decision: Decision) -> bool:
    """The same account; without an account the same role, because then nobody can tell them apart."""
    return reader.account == decision.account if reader.account else reader.role is decision.decided_by


def _term_defects(decision: Decision, basis: Basis, today: date) -> Iterator[Defect]:
    if decision.decided_on > today:
        yield Defect(DECIDED_ON, _("De datum ligt in de toekomst."), _("Verbeter de datum."))
    latest = last_day(basis, decision.decided_on)
    if decision.ends_on is None:
        yield Defect(ENDS_ON, _("De einddatum is nog niet ingevuld."), _("Kies een datum, uiterlijk {day}.", day=latest))
    elif decision.ends_on <= decision.decided_on:
        yield Defect(ENDS_ON, _("De einddatum ligt niet na het besluit."), _("Kies een latere datum."))
    elif decision.ends_on > latest:
        yield Defect(ENDS_ON, _("Zo lang mag dit besluit niet gelden."), _("Kies een datum, uiterlijk {day}.", day=latest))


def _best_interests_defects(decision: Decision, basis: Basis, confirmed: Container[str]) -> Iterator[Defect]:
    if not basis.is_minor(decision.decided_on) and decision.best_interests is None:
        return
    given = decision.best_interests or BestInterests()
    for field, place in BEST_INTERESTS.items():
        yield from short_reason_defects(place, getattr(given, field), least=WORD, confirmed=confirmed)


def _dissent_defects(decision: Decision, number: int, confirmed: Container[str]) -> Iterator[Defect]:
    dissent = decision.dissents[number]
    yield from short_reason_defects(dissent_place(dissent.discipline), dissent.text, least=WORD, confirmed=confirmed)


def dissent_place(discipline: object) -> Message:
    """Where a dissenting opinion stands, as the place of a defect names it."""
    return _("afwijkende mening: {discipline}", discipline=discipline)
