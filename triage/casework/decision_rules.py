"""What a decision needs, all said at once and each at its own field (REQ-18, REQ-19, REQ-21, REQ-22, REQ-23, REQ-27).

Following the advice asks for the same reasons as deviating from it. Nothing here looks at what was advised to fill anything in.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from triage.cases.case import Case, Fact
from triage.casework.assessing import age_defects, words_of
from triage.casework.assessment import Assessment
from triage.casework.conference_rules import composition_defects
from triage.casework.decision import BestInterests, Decision, Reader, line_of
from triage.casework.empty_reasons import letters, reason_defects, short_reason_defects
from triage.casework.ladder import asks_second_reader, next_lighter
from triage.casework.record import CaseRecord, is_minor, left_defects
from triage.casework.roles import AccountRole
from triage.casework.suspension import Suspension, framework_defects
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

    `case` is the case as weighed, with contests laid over it. `assessment` is the one the decision rests on, `previous` every earlier
    decision of the case, `assessments` every assessment of it, among which may be one that puts this one right.
    """

    record: CaseRecord
    case: Case
    framework: Framework
    assessment: Assessment
    previous: tuple[Decision, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    suspensions: tuple[Suspension, ...] = ()


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
        *_reason_defects(decision, basis, confirmed),
        *_lighter_defects(decision, basis.framework, confirmed),
        *_copied_defects(decision, basis.framework),
        *composition_defects(decision.chair_present, decision.attendance),
        *_reader_defects(decision, basis.framework),
        *_term_defects(decision, basis.record, today),
        *short_reason_defects(EXIT, decision.exit_conditions, least=WORD, confirmed=confirmed),
        *_best_interests_defects(decision, basis.record, confirmed),
        *(defect for number in range(len(decision.dissents)) for defect in _dissent_defects(decision, number, confirmed)),
    )


def last_day(record: CaseRecord, decided_on: date) -> date:
    """The latest end date of a decision taken on a day."""
    return months_after(decided_on, MONTHS_OF_MINOR if is_minor(record.age, decided_on) else MONTHS_OF_ADULT)


def facts_that_stand(case: Case, *, protection: bool = False) -> frozenset[str]:
    """What a reason may rest on: ids of questions and numbers of facts, without what is unknown, contested, dismissed or acquitted.

    A signal is enough to protect somebody, and for nothing else.
    """
    barred = {AnswerStatus.UNKNOWN, AnswerStatus.CONTESTED, *(() if protection else (AnswerStatus.SIGNAL,))}
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
    if any(one.corrects == basis.assessment.id and one.sealed for one in basis.assessments):
        yield Defect(WEIGHED, _("Deze beoordeling is verbeterd."), _("Laat het besluit rusten op de verbeterde beoordeling."))
    sealed_at = basis.assessment.sealed_at
    if sealed_at is None:
        yield Defect(WEIGHED, _("De beoordeling is nog niet vastgelegd."), _("Leg eerst de beoordeling vast."))
        return
    if decision.decided_on < sealed_at.date():
        yield Defect(DECIDED_ON, _("Deze datum ligt vóór de beoordeling."), _("Verbeter de datum."))
    if decision.decided_on > months_after(sealed_at.date(), MONTHS_FRESH):
        problem = _("Deze beoordeling is ouder dan {months} maanden.", months=MONTHS_FRESH)
        yield Defect(WEIGHED, problem, _("Weeg de casus opnieuw en leg die beoordeling vast."))
    put_right = line_of(decision.corrects, basis.previous)
    earlier = [one for one in _by_this_framework(basis) if one not in put_right]
    if any(one.recorded_at >= sealed_at or one.assessment == decision.assessment for one in earlier):
        problem = _("Na het vorige besluit is niet opnieuw gewogen. Een besluit wordt niet verlengd.")
        yield Defect(WEIGHED, problem, _("Weeg de casus opnieuw en leg die beoordeling vast."))
    yield from _correction_defects(decision, put_right)


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
    elif not named & facts_that_stand(basis.case, protection=_protects(decision.chosen, basis.framework)):
        problem = _("Alles wat is genoemd, is een signaal, of is betwist, geseponeerd of vrijgesproken.")
        yield Defect(FACTS, problem, _("Kies minstens één antwoord of feit dat staat."))
    yield from reason_defects(ARGUMENT, decision.reason.argument, confirmed=confirmed)


def _protects(chosen: str, framework: Framework) -> bool:
    outcome = framework.outcome_by_id.get(chosen)
    return outcome is not None and outcome.kind == "protection"


def _lighter_defects(decision: Decision, framework: Framework, confirmed: Container[str]) -> Iterator[Defect]:
    """One step lighter is asked for, not any lighter one: each step up has its own reason (REQ-19)."""
    below = next_lighter(framework, decision.chosen)
    if decision.lighter is not None and _is_outcome(decision.chosen, framework) and (below is None or decision.lighter.option != below.id):
        yield Defect(LIGHTER, _("Dit is niet de stap die één lichter is dan het besluit."), _("Kies de stap die één lichter is."))
    if below is not None and decision.lighter is None:
        problem = _("Er staat niet of “{option}” genoeg is.", option=below.name)
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
    }
    plain = {place: letters(text) for place, text in texts.items()}
    for (first, one), (second, other) in combinations(plain.items(), 2):
        if one and one == other:
            problem = _("Dit is dezelfde tekst als bij “{field}”.", field=first)
            yield Defect(second, problem, _("Schrijf hier wat bij deze vraag hoort."))
    said = words_of(framework)
    for place, text in plain.items():
        if text in said:
            yield Defect(place, _("Dit is de tekst van het kader."), _("Schrijf in eigen woorden waarom het overleg dit besluit."))


def _reader_defects(decision: Decision, framework: Framework) -> Iterator[Defect]:
    reader = decision.second_reader
    if reader is None:
        if asks_second_reader(framework, decision.advice, decision.chosen):
            problem = _("Dit besluit is zwaarder dan het advies, of het laat bescherming los.")
            yield Defect(SECOND_READER, problem, _("Laat iemand anders meelezen en leg de rol vast."))
    elif _is_the_decider(reader, decision):
        yield Defect(SECOND_READER, _("De tweede lezer is dezelfde als wie het besluit vastlegt."), _("Laat iemand anders meelezen."))
    elif isinstance(reader.role, AccountRole) and not reader.role.works_on_cases:
        yield Defect(SECOND_READER, _("Wie deze rol heeft, werkt niet aan casussen."), _("Laat een collega of een partner meelezen."))


def _is_the_decider(reader: Reader, decision: Decision) -> bool:
    """The same account; without an account the same role, because then nobody can tell them apart."""
    return reader.account == decision.account if reader.account else reader.role is decision.decided_by


def _term_defects(decision: Decision, record: CaseRecord, today: date) -> Iterator[Defect]:
    if decision.decided_on > today:
        yield Defect(DECIDED_ON, _("De datum ligt in de toekomst."), _("Verbeter de datum."))
    latest = last_day(record, decision.decided_on)
    if decision.ends_on is None:
        yield Defect(ENDS_ON, _("De einddatum is nog niet ingevuld."), _("Kies een datum, uiterlijk {day}.", day=latest))
    elif decision.ends_on <= decision.decided_on:
        yield Defect(ENDS_ON, _("De einddatum ligt niet na het besluit."), _("Kies een latere datum."))
    elif decision.ends_on > latest:
        yield Defect(ENDS_ON, _("Zo lang mag dit besluit niet gelden."), _("Kies een datum, uiterlijk {day}.", day=latest))


def _best_interests_defects(decision: Decision, record: CaseRecord, confirmed: Container[str]) -> Iterator[Defect]:
    if not is_minor(record.age, decision.decided_on) and decision.best_interests is None:
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
