"""What a decision needs: each thing left out in turn is named, and following asks as much as deviating (REQ-18 to 23, REQ-27)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import (
    CHAIR,
    CITIZEN_NUMBER,
    DIRECTOR,
    HOUR,
    NOW,
    QUESTIONED,
    TODAY,
    assessment,
    at,
    basis,
    case,
    contest_of,
    decision,
    fact,
    gate,
    problems,
    record,
    sealed,
    signal,
)
from tests.casework.test_empty_reasons import STOCK
from triage.cases.case import UNKNOWN, Answer
from triage.casework.assessment import AssessmentKind
from triage.casework.conference_rules import CHAIR as CHAIR_PLACE
from triage.casework.conference_rules import PRESENT
from triage.casework.contest import Contest, Settlement, SettlementOutcome, with_contests
from triage.casework.decision import BestInterests, Decision, Dissent, Lighter, Reader, Reason, lapsed, latest, line_of
from triage.casework.decision_rules import (
    ARGUMENT,
    BEST_INTERESTS,
    CHOSEN,
    CORRECTS,
    DECIDED_BY,
    DECIDED_ON,
    ENDS_ON,
    EXIT,
    FACTS,
    LIGHTER,
    LIGHTER_WHY,
    PROPORTIONALITY,
    SECOND_READER,
    WEIGHED,
    Basis,
    decide,
    decision_defects,
    dissent_place,
    facts_named,
    facts_that_stand,
    last_day,
)
from triage.casework.gate import GROUND
from triage.casework.record import AGE, Age
from triage.casework.record import CODE as CASE_CODE
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole, Discipline, Function
from triage.casework.suspension import FRAMEWORK, Suspension
from triage.errors import Defect, InputError
from triage.framework.vocabulary import OUT_OF_SCOPE, AnswerStatus, FactStatus
from triage.wording import Message

ARGUED = "De diefstal was ernstig, maar met steun van school kan het anders."
FOLLOWS = decision()
LIGHTEST = decision(chosen="none", lighter=None, proportionality="")
DEVIATES = decision(
    chosen="list", lighter=Lighter("local", FOLLOWS.lighter.why_not if FOLLOWS.lighter else ""), second_reader=Reader(CHAIR)
)
PROTECTS = decision(chosen="protect", lighter=None, proportionality="")
EVERY_WAY = [FOLLOWS, LIGHTEST, DEVIATES, PROTECTS]


def wrong(against: Basis | None = None, today: date = TODAY, of: Decision = FOLLOWS, **changes: Any) -> tuple[Defect, ...]:
    return decision_defects(replace(of, **changes), against or basis(), today)


@pytest.mark.parametrize("whole", EVERY_WAY)
def test_a_decision_with_everything_is_kept_as_it_was_written(whole: Decision) -> None:
    assert decide(whole, basis(), TODAY) == whole


@pytest.mark.parametrize("whole", EVERY_WAY)
@pytest.mark.parametrize(
    ("left_out", "field"),
    [
        ({"chosen": ""}, CHOSEN),
        ({"reason": Reason((), ARGUED)}, FACTS),
        ({"reason": Reason(("theft",), "")}, ARGUMENT),
        ({"chair_present": False}, CHAIR_PLACE),
        ({"ends_on": None}, ENDS_ON),
        ({"exit_conditions": ""}, EXIT),
    ],
)
def test_following_and_deviating_need_the_same(whole: Decision, left_out: dict[str, Any], field: Message) -> None:
    """REQ-22: both paths."""
    assert at(wrong(of=whole, **left_out), field)


def test_all_that_is_missing_is_said_at_once() -> None:
    empty: dict[str, Any] = {"reason": Reason((), ""), "lighter": None, "proportionality": "", "chair_present": False, "attendance": ()}
    found = wrong(**empty, ends_on=None, exit_conditions="", best_interests=None)
    fields = (FACTS, ARGUMENT, LIGHTER, PROPORTIONALITY, CHAIR_PLACE, PRESENT, PRESENT, ENDS_ON, EXIT, *BEST_INTERESTS.values())
    assert at(found, *fields)
    with pytest.raises(InputError):
        decide(decision(ends_on=None), basis(), TODAY)


def test_what_is_missing_is_not_called_wrong() -> None:
    """Each in its own words: nothing was chosen, nothing was named."""
    assert problems(wrong(chosen="")) == ["Het besluit is nog niet gekozen."]
    assert problems(wrong(reason=Reason((), ARGUED))) == ["Er is nog geen feit genoemd."]


# reasons


@pytest.mark.parametrize("text", STOCK)
@pytest.mark.parametrize("padding", ["", " . ", " "])
def test_a_stock_text_is_refused_padded_and_repeated_too(text: str, padding: str) -> None:
    assert at(wrong(reason=Reason(("theft",), f"{text}{padding} " * (4 if padding else 1))), ARGUMENT)


@pytest.mark.parametrize("text", ["", "  ", "te zwaar", "Diefstal en school."])
def test_an_empty_or_very_short_argument_is_refused(text: str) -> None:
    assert at(wrong(reason=Reason(("theft",), text)), ARGUMENT)


@pytest.mark.parametrize("named", [("unheard",), ("2",), ("0",), ("theft", "unheard"), ("debts",)])
def test_what_a_reason_names_is_in_the_case(named: tuple[str, ...]) -> None:
    assert at(wrong(basis(case=case(fact(), debts=UNKNOWN)), reason=Reason(named, ARGUED)), FACTS)


@pytest.mark.parametrize("named", [("theft",), ("1",), ("theft", "1"), ("school",)])
def test_a_reason_names_answers_and_facts(named: tuple[str, ...]) -> None:
    assert wrong(reason=Reason(named, ARGUED)) == ()
    assert wrong(reason=Reason(tuple(facts_named(case(fact()))), ARGUED)) == ()


@pytest.mark.parametrize("status", [FactStatus.DISMISSED, FactStatus.ACQUITTED])
def test_a_decision_rests_not_on_what_was_dismissed_or_acquitted(status: FactStatus) -> None:
    assert at(wrong(basis(case=case(fact(status))), reason=Reason(("1",), ARGUED)), FACTS)
    assert wrong(basis(case=case(fact(status))), reason=Reason(("1", "theft"), ARGUED)) == ()


@pytest.mark.parametrize("named", ["theft", "1"])
def test_a_decision_rests_not_on_what_is_contested(named: str) -> None:
    contested = with_contests(case(fact()), [contest_of("theft"), contest_of(fact=1)])
    assert at(wrong(basis(case=contested), reason=Reason((named,), ARGUED)), FACTS)
    assert wrong(basis(case=contested), reason=Reason((named, "school"), ARGUED)) == ()


def test_a_signal_is_enough_to_protect_and_for_nothing_else() -> None:
    heard = basis(case=case(exploited=signal()))
    assert at(wrong(heard, reason=Reason(("exploited",), ARGUED)), FACTS)
    assert wrong(heard, of=PROTECTS, reason=Reason(("exploited",), ARGUED)) == ()


@given(st.lists(st.sampled_from(FactStatus), max_size=5), st.data())
def test_what_stands_is_named_in_the_case_and_holds_nothing_contested(statuses: list[FactStatus], data: st.DataObject) -> None:
    numbers = data.draw(st.sets(st.integers(1, len(statuses)))) if statuses else set()
    of = with_contests(case(*map(fact, statuses)), [contest_of(fact=number) for number in numbers])
    assert facts_that_stand(of) <= facts_that_stand(of, protection=True) <= facts_named(of)
    assert not facts_that_stand(of) & {str(number) for number in numbers}


# lightest first


def test_one_step_lighter_is_considered_and_no_other() -> None:
    why = "Gewone hulp van het wijkteam liep in het voorjaar vast."
    assert at(wrong(lighter=None), LIGHTER)
    assert at(wrong(lighter=Lighter("none", why)), LIGHTER)
    assert at(wrong(lighter=Lighter("local", why)), LIGHTER)
    assert at(wrong(of=DEVIATES, lighter=Lighter("regular", why)), LIGHTER)
    assert at(wrong(of=LIGHTEST, lighter=Lighter("none", why)), LIGHTER)


@pytest.mark.parametrize("text", ["", "Te licht.", "akkoord met het advies", "Is niet genoeg, zie dossier en verslag."])
def test_why_the_lighter_step_is_not_enough_is_a_reason(text: str) -> None:
    assert at(wrong(lighter=Lighter("regular", text)), LIGHTER_WHY)


@pytest.mark.parametrize("text", ["", "Past wel.", "conform het advies van het kader"])
def test_how_far_a_choice_intrudes_is_weighed(text: str) -> None:
    assert at(wrong(proportionality=text), PROPORTIONALITY)


@pytest.mark.parametrize("copy", [ARGUED, f"  {ARGUED.upper()}!! ", ARGUED.replace(" ", "  ")])
def test_a_copied_text_is_refused(copy: str) -> None:
    """REQ-19."""
    assert at(wrong(lighter=Lighter("regular", copy)), LIGHTER_WHY)
    assert at(wrong(proportionality=copy), PROPORTIONALITY)
    assert at(wrong(exit_conditions=copy), EXIT)


def test_the_words_of_the_framework_are_no_argument() -> None:
    said = problems(wrong(reason=Reason(("theft",), "Bespreek met de gemeente een plan met een einddatum.")))
    assert said == ["Dit is de tekst van het kader."]


def test_the_lightest_asks_for_no_lighter_step() -> None:
    assert wrong(of=LIGHTEST) == ()
    assert wrong(of=LIGHTEST, chosen=OUT_OF_SCOPE) == ()


@pytest.mark.parametrize("chosen", ["prison", "list "])
def test_only_an_outcome_of_the_framework_is_chosen(chosen: str) -> None:
    assert CHOSEN in [defect.place for defect in wrong(chosen=chosen)]


# who sat there, and who read along


@pytest.mark.parametrize(
    ("attendance", "missing"),
    [
        ((), 2),
        ((Discipline.YOUTH_CARE,), 1),
        ((Discipline.YOUTH_CARE, Discipline.YOUTH_CARE), 1),
        ((Discipline.HOUSE, Discipline.YOUTH_CARE), 1),
        ((Discipline.POLICE, Discipline.PROSECUTION), 1),
        ((Discipline.MUNICIPALITY, Discipline.CHILD_PROTECTION), 1),
        ((Discipline.POLICE, Discipline.MENTAL_HEALTH_CARE), 0),
    ],
)
def test_a_decision_takes_two_disciplines_of_which_one_is_care(attendance: tuple[Discipline, ...], missing: int) -> None:
    assert at(wrong(attendance=attendance), *[PRESENT] * missing)


@pytest.mark.parametrize(
    ("role", "account", "taken"),
    [
        (CHAIR, "voorzitter-1", True),
        (CHAIR, "", True),
        (DIRECTOR, "procesregisseur-2", True),
        (Discipline.YOUTH_CARE, "", True),
        (DIRECTOR, "procesregisseur-1", False),
        (CHAIR, "procesregisseur-1", False),
        (DIRECTOR, "", False),
        (AccountRole.TECHNICIAN, "technisch_beheerder-1", False),
        (AccountRole.OVERSEER, "toezichthouder-1", False),
    ],
)
def test_a_heavier_decision_has_a_second_reader_other_than_the_decider(role: Function, account: str, taken: bool) -> None:
    assert at(wrong(of=DEVIATES, second_reader=Reader(role, account)), *([] if taken else [SECOND_READER]))
    assert at(wrong(of=DEVIATES, second_reader=None), SECOND_READER)


def test_a_lighter_decision_needs_none() -> None:
    assert wrong(of=LIGHTEST, second_reader=None) == ()


def test_setting_protection_aside_asks_a_second_reader() -> None:
    assert at(wrong(advice=("protect",)), SECOND_READER)
    assert wrong(advice=("protect",), second_reader=Reader(CHAIR)) == ()


def test_who_does_not_work_on_cases_records_no_decision() -> None:
    assert at(wrong(decided_by=AccountRole.KEEPER), DECIDED_BY)


def test_a_dissenting_opinion_says_why() -> None:
    heard = Dissent(Discipline.YOUTH_CARE, "Wij vinden dit te zwaar.", veto=True)
    assert wrong(dissents=(heard,)) == ()
    for text in ("", "nee", "niet akkoord"):
        assert at(wrong(dissents=(heard, Dissent(Discipline.POLICE, text))), dissent_place(Discipline.POLICE))


# how long


def of_age(years: int | None, day: date) -> Basis:
    """What a decision is held against when this age was weighed on a day."""
    answer = Answer(None, AnswerStatus.UNKNOWN) if years is None else Answer(Decimal(years))
    return basis(case=replace(case(fact(), age=answer), reference_date=day))


@pytest.mark.parametrize(
    ("decided_on", "years", "last"),
    [
        (date(2026, 12, 1), 17, date(2027, 6, 1)),
        (date(2026, 8, 31), 15, date(2027, 2, 28)),
        (date(2027, 8, 31), 15, date(2028, 2, 29)),
        (date(2026, 12, 31), 15, date(2027, 6, 30)),
        (date(2026, 12, 1), 18, date(2027, 12, 1)),
        (date(2028, 2, 29), 20, date(2029, 2, 28)),
        (date(2026, 12, 1), None, date(2027, 6, 1)),
    ],
)
def test_a_decision_lasts_six_months_for_a_minor_and_twelve_for_an_adult(decided_on: date, years: int | None, last: date) -> None:
    """Also from the last days of a month; whose age is not known is treated as a minor."""
    of = record(age=None if years is None else Age(years, decided_on))
    sealed_at = NOW.replace(year=decided_on.year, month=decided_on.month, day=decided_on.day)
    against = replace(of_age(years, decided_on), record=of, assessment=sealed(sealed_at=sealed_at, reference_date=decided_on))
    assert last_day(against, decided_on) == last
    unknown = [AGE] if years is None else []
    assert at(wrong(against, decided_on, decided_on=decided_on, ends_on=last), *unknown)
    assert at(wrong(against, decided_on, decided_on=decided_on, ends_on=last + timedelta(days=1)), ENDS_ON, *unknown)


@given(st.dates(date(2026, 12, 1), date(2027, 3, 1)), st.dates(date(2026, 1, 1), date(2029, 1, 1)), st.integers(12, 23))
def test_an_end_lies_after_the_decision_and_within_its_term(decided_on: date, ends_on: date, years: int) -> None:
    against = replace(of_age(years, decided_on), record=record(age=Age(years, decided_on)))
    allowed = decided_on < ends_on <= last_day(against, decided_on)
    assert at(wrong(against, date(2027, 3, 1), decided_on=decided_on, ends_on=ends_on), *([] if allowed else [ENDS_ON]))


def test_a_decision_is_not_of_tomorrow() -> None:
    tomorrow = TODAY + timedelta(days=1)
    assert at(wrong(decided_on=tomorrow), DECIDED_ON)
    assert wrong(today=tomorrow, decided_on=tomorrow) == ()


@given(st.dates(date(2026, 12, 2), date(2028, 12, 1)), st.dates(date(2026, 12, 1), date(2029, 1, 1)))
def test_a_decision_lapses_after_its_end_and_not_on_it(ends_on: date, today: date) -> None:
    assert lapsed(decision(ends_on=ends_on), today) == (today > ends_on)


# the best-interests check


@pytest.mark.parametrize(("years", "asked"), [(12, True), (15, True), (16, True), (17, True), (18, False), (None, True)])
def test_a_minor_needs_the_best_interests_check(years: int | None, asked: bool) -> None:
    """REQ-18."""
    against = replace(of_age(years, TODAY), record=record(years))
    unknown = [AGE] if years is None else []
    assert at(wrong(against, best_interests=None), *(BEST_INTERESTS.values() if asked else ()), *unknown)


@pytest.mark.parametrize(("of_case", "weighed"), [(25, 15), (15, 25), (17, 18)])
def test_of_two_ages_the_younger_protects(of_case: int, weighed: int) -> None:
    against = replace(of_age(weighed, TODAY), record=record(of_case))
    assert last_day(against, TODAY) == date(2027, 6, 1)
    assert at(wrong(against, best_interests=None), *BEST_INTERESTS.values())


# what was weighed still stands


def settlement(outcome: SettlementOutcome) -> Settlement:
    return Settlement(Discipline.POLICE, outcome, "Bij de politie nagevraagd; het staat in het proces-verbaal.", TODAY)


@pytest.mark.parametrize(
    ("one", "stale"),
    [
        (contest_of("theft"), True),
        (contest_of("theft", settled=settlement(SettlementOutcome.CORRECTED)), True),
        (contest_of("theft", settled=settlement(SettlementOutcome.WITHDRAWN)), True),
        (contest_of("theft", settled=settlement(SettlementOutcome.STANDS)), False),
    ],
)
def test_what_was_contested_or_found_wrong_since_the_seal_carries_no_decision(one: Contest, stale: bool) -> None:
    assert at(wrong(replace(basis(), contests=(one,))), *([WEIGHED] if stale else []))


def test_a_question_that_counted_and_is_out_of_use_since_carries_no_decision() -> None:
    of = basis()
    out = Suspension("s1", "small", of.assessment.framework_sha256, "theft", "De vraag wordt nagekeken.", TODAY, AccountRole.KEEPER)
    assert at(wrong(replace(of, suspensions=(out,))), WEIGHED)
    assert wrong(replace(of, suspensions=(replace(out, lifted_on=TODAY),))) == ()


def test_a_second_look_carries_no_decision() -> None:
    assert at(wrong(basis(assessment=sealed(kind=AssessmentKind.SECOND_LOOK))), WEIGHED)


def test_an_old_reference_date_carries_no_decision() -> None:
    assert at(wrong(basis(assessment=sealed(reference_date=date(2026, 8, 31)))), WEIGHED)


def test_while_the_gate_is_not_complete_nothing_is_decided() -> None:
    assert at(wrong(basis(record=record(gate=gate(ground=None)))), GROUND)


def test_the_age_alone_is_no_reason() -> None:
    assert at(wrong(reason=Reason(("age",), decision().reason.argument)), FACTS)
    assert wrong(reason=Reason(("age", "theft"), decision().reason.argument)) == ()


def test_the_parts_of_the_best_interests_check_are_not_one_text() -> None:
    same = "Het kind is het beste af met rust op school."
    assert len(wrong(best_interests=BestInterests(same, same, same, same))) >= 3


def test_a_second_reader_was_at_the_table() -> None:
    heavier: dict[str, Any] = {"advice": ("regular",), "second_reader": Reader(Discipline.HALT)}
    assert at(wrong(**heavier), SECOND_READER)
    assert wrong(**heavier, attendance=(Discipline.YOUTH_CARE, Discipline.HALT)) == ()


@pytest.mark.parametrize("part", BEST_INTERESTS)
@pytest.mark.parametrize("text", ["", "n.v.t.", "geen bijzonderheden"])
def test_each_part_of_the_check_is_filled_in(part: str, text: str) -> None:
    whole = FOLLOWS.best_interests or BestInterests()
    assert at(wrong(best_interests=replace(whole, **{part: text})), BEST_INTERESTS[part])


# only on a sealed assessment, and never prolonged


def test_a_decision_rests_on_a_sealed_assessment() -> None:
    assert at(wrong(basis(assessment=assessment())), WEIGHED)
    assert at(wrong(decided_on=TODAY - timedelta(days=1), ends_on=date(2027, 5, 1)), DECIDED_ON)


def test_an_assessment_that_was_put_right_carries_no_decision() -> None:
    correction = sealed(id="a2", corrects="a1")
    assert at(wrong(basis(assessments=(sealed(), correction))), WEIGHED)
    assert wrong(basis(assessments=(sealed(), replace(correction, sealed_at=None)))) == ()


@pytest.mark.parametrize(("days_old", "fresh"), [(91, True), (92, False)])
def test_an_assessment_older_than_three_months_carries_no_decision(days_old: int, fresh: bool) -> None:
    of = sealed(sealed_at=NOW - timedelta(days=days_old))
    assert at(wrong(basis(assessment=of)), *([] if fresh else [WEIGHED]))


def test_nothing_is_prolonged_by_a_click() -> None:
    """REQ-27: after a decision the case is weighed again before the next one, whatever became of the first."""
    first = decision(id="d0", recorded_at=NOW - HOUR / 2)
    lapsed_long_ago = decision(id="d0", assessment="a0", recorded_at=NOW - timedelta(days=300), ends_on=date(2026, 6, 1))
    assert at(wrong(basis(previous=(first,))), WEIGHED)
    for recorded_at in (NOW - HOUR / 2, NOW - HOUR):
        assert at(wrong(basis(previous=(replace(first, assessment="a0", recorded_at=recorded_at),))), WEIGHED)
    assert wrong(basis(previous=(lapsed_long_ago,))) == ()
    assert at(wrong(basis(previous=(replace(lapsed_long_ago, assessment="a1"),))), WEIGHED)


def test_decisions_on_two_frameworks_stand_side_by_side() -> None:
    other = sealed(id="a7", framework_id="tables")
    triage = decision(id="d0", assessment="a7", recorded_at=NOW)
    assert wrong(basis(previous=(triage,), assessments=(sealed(), other))) == ()
    assert at(wrong(basis(previous=(triage,))), WEIGHED)


def test_a_correction_keeps_the_assessment_and_never_lasts_longer() -> None:
    first = decision(id="d0", ends_on=date(2027, 4, 1))
    second = decision(id="d1", corrects="d0", ends_on=date(2027, 3, 1))
    previous = basis(previous=(first, second))
    assert wrong(basis(previous=(first,)), corrects="d0", ends_on=date(2027, 4, 1)) == ()
    assert at(wrong(basis(previous=(first,)), corrects="d0", ends_on=date(2027, 4, 2)), ENDS_ON)
    assert at(wrong(previous, id="d2", corrects="d1", ends_on=date(2027, 3, 2)), ENDS_ON)
    assert wrong(previous, id="d2", corrects="d1", ends_on=date(2027, 2, 1)) == ()
    assert at(wrong(previous, id="d2", corrects="d0", ends_on=date(2027, 2, 1)), WEIGHED)
    assert at(wrong(corrects="d9"), CORRECTS)


def test_a_suspended_framework_and_a_case_that_left_carry_no_decision() -> None:
    stopped = Suspension("s1", "small", "f" * 64, None, "Twee sommen bleken verwisseld.", TODAY, AccountRole.KEEPER)
    assert at(wrong(basis(suspensions=(stopped,))), FRAMEWORK)
    gone = record(leaving=Leaving(LeavingReason.MOVED, "Verhuisd naar elders.", TODAY, DIRECTOR))
    assert at(wrong(basis(record=gone)), CASE_CODE)


def test_the_latest_decision_counts_and_a_correction_stands_in_its_place() -> None:
    first = decision(id="d0", recorded_at=NOW)
    correction = decision(id="d1", corrects="d0", recorded_at=NOW + HOUR)
    assert latest(()) is None
    assert latest((first,)) == first
    assert latest((correction, first)) == correction
    assert line_of("d1", (first, correction)) == (correction, first)
    assert line_of("d9", (first,)) == line_of(None, (first,)) == ()


def test_decision_and_assessment_that_do_not_belong_together_are_our_own_mistake() -> None:
    for stranger in (decision(assessment="a9"), decision(case_code="9M-2T5")):
        with pytest.raises(ValueError, match="another assessment or case"):
            wrong(of=stranger)


# what the guard says


TEXTS: dict[str, tuple[dict[str, Any], Message]] = {
    "argument": ({"reason": Reason(("theft",), "{}")}, ARGUMENT),
    "lighter": ({"lighter": Lighter("regular", "{}")}, LIGHTER_WHY),
    "proportionality": ({"proportionality": "{}"}, PROPORTIONALITY),
    "exit": ({"exit_conditions": "{}"}, EXIT),
    "dissent": ({"dissents": (Dissent(Discipline.POLICE, "{}"),)}, dissent_place(Discipline.POLICE)),
    "interests": ({"best_interests": replace(FOLLOWS.best_interests or BestInterests(), view="{}")}, BEST_INTERESTS["view"]),
}


def filled(part: Any, text: str) -> Any:
    if part == "{}":
        return text
    if isinstance(part, tuple):
        return tuple(filled(each, text) for each in part)
    if isinstance(part, Reason | Lighter | Dissent | BestInterests):
        return replace(part, **{name: filled(value, text) for name, value in vars(part).items()})
    return part


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_of_a_decision_passes_the_guard(name: str) -> None:
    changes, field = TEXTS[name]
    barred = {key: filled(part, f"Volgens moeder is {CITIZEN_NUMBER} het nummer op school.") for key, part in changes.items()}
    questioned = {key: filled(part, QUESTIONED) for key, part in changes.items()}
    assert at(wrong(**barred), field)
    assert at(wrong(**questioned), field)
    assert decision_defects(replace(FOLLOWS, **questioned), basis(), TODAY, confirmed=(QUESTIONED,)) == ()


# age


@pytest.mark.parametrize(("years", "taken"), [(None, False), (8, False), (11, False), (12, True)])
def test_nothing_is_decided_on_a_child_that_may_be_under_twelve(years: int | None, taken: bool) -> None:
    assert at(wrong(basis(record=record(years))), *([] if taken else [AGE]))
    with pytest.raises(InputError, match="Onder de twaalf jaar is er geen weging"):
        decide(decision(), basis(record=record(8)), TODAY)


def test_the_day_of_the_decision_counts_for_the_age() -> None:
    twelve_today = record(11, age=Age(11, TODAY - timedelta(days=365)))
    sealed_before = sealed(sealed_at=NOW - timedelta(days=1))
    day_before = TODAY - timedelta(days=1)
    against = basis(record=twelve_today, assessment=sealed_before)
    assert at(wrong(against, decided_on=day_before, ends_on=last_day(against, day_before)), AGE)
    assert wrong(against) == ()


def test_a_correction_of_an_older_decision_does_not_come_over_a_newer_one() -> None:
    old, new = decision(id="d1", recorded_at=NOW), decision(id="d2", recorded_at=NOW + HOUR)
    assert latest((old, new, decision(id="d3", corrects="d1", recorded_at=NOW + 2 * HOUR))) == new
