"""The order of an assessment: nothing of the outcome before gate, needs, strengths and own assessment (REQ-01, REQ-18, REQ-20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import (
    CODE,
    DIRECTOR,
    HOUR,
    NOW,
    QUESTIONED,
    TODAY,
    answers,
    assessment,
    at,
    case,
    framework,
    gate,
    other_account,
    own,
    places,
    problems,
    record,
    sealed,
    views,
    weighed,
)
from triage.cases.case import UNKNOWN, Case
from triage.casework.assessing import (
    CARE_ROUTE,
    OUTCOME,
    OWN,
    OWN_WHY,
    SEAL,
    SECOND_LOOK,
    before_own,
    blind_defects,
    gate_sealed_defects,
    hidden_from,
    is_blind,
    outcome_defects,
    record_own,
    seal,
    seal_defects,
    second_look_defects,
    see_outcome,
    unanswered,
)
from triage.casework.assessment import Assessment, AssessmentKind, OwnAssessment
from triage.casework.gate import GROUND, NO_GATE, PARTNER
from triage.casework.record import AGE, Age
from triage.casework.record import CODE as CASE_CODE
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole, Involved
from triage.casework.suspension import FRAMEWORK, Suspension
from triage.casework.views import view_place
from triage.errors import Defect, InputError
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.weighing.receipt import fingerprint
from triage.wording import DUTCH, Message

NEEDS = ("school", "debts", "friend")
RESULT = '{"advice":"local"}'
SEEN = fingerprint(RESULT.encode())
READY = assessment(own=own())


def without(*items: str) -> Case:
    return Case(CODE, TODAY, {item: answer for item, answer in answers().items() if item not in items}, ())


def refused(of: Assessment, mine: OwnAssessment, other: Assessment | None = None) -> tuple[Defect, ...]:
    with pytest.raises(InputError) as caught:
        record_own(of, mine, weighed(other=other))
    return caught.value.defects


def test_with_everything_in_place_the_outcome_may_be_read() -> None:
    assert outcome_defects(READY, weighed(), TODAY) == ()


def test_without_an_own_assessment_the_outcome_is_closed() -> None:
    assert before_own(assessment(), weighed(), TODAY) == ()
    assert at(outcome_defects(assessment(), weighed(), TODAY), OWN)


@pytest.mark.parametrize(("left_out", "field"), [({"ground": None}, GROUND), ({"partner": None}, PARTNER)])
def test_without_a_whole_gate_the_outcome_is_closed(left_out: dict[str, Any], field: Message) -> None:
    assert at(outcome_defects(READY, weighed(record=record(gate=gate(**left_out))), TODAY), field)


def test_what_was_confirmed_at_the_gate_is_not_asked_again() -> None:
    assert outcome_defects(READY, weighed(record=record(gate=gate(reason=QUESTIONED))), TODAY) == ()


@pytest.mark.parametrize(("years", "closed"), [(11, True), (12, False), (15, False), (17, False), (18, False), (None, True)])
def test_under_twelve_the_risk_is_closed_and_only_the_care_route_is_said(years: int | None, closed: bool) -> None:
    defects = outcome_defects(READY, weighed(record=record(years)), TODAY)
    assert at(defects, AGE) == closed
    assert (CARE_ROUTE in [defect.mend for defect in defects]) == (years == 11)


def test_who_may_still_be_eleven_is_treated_as_eleven() -> None:
    told_before = record(age=Age(11, TODAY - timedelta(days=30)))
    assert at(outcome_defects(READY, weighed(record=told_before), TODAY), AGE)


@pytest.mark.parametrize("left_out", NEEDS)
def test_each_question_about_needs_and_strengths_is_answered_first(left_out: str) -> None:
    of = without(left_out)
    assert [item.id for item in unanswered(framework(), of)] == [left_out]
    assert places(outcome_defects(READY, weighed(case=of), TODAY)) == [f"vraag “{left_out}”"]


@pytest.mark.parametrize("item", NEEDS)
def test_an_explicit_unknown_is_an_answer(item: str) -> None:
    assert outcome_defects(READY, weighed(case=case(**{item: UNKNOWN})), TODAY) == ()


def test_questions_on_other_scales_may_stay_open() -> None:
    assert unanswered(framework(), without("theft", "exploited", "age")) == ()


def test_all_that_closes_the_outcome_is_said_at_once() -> None:
    nothing = weighed(record=record(11, gate=NO_GATE), case=without(*NEEDS))
    assert len(outcome_defects(assessment(), nothing, TODAY)) == 6 + 1 + 3 + 1


def test_a_suspended_framework_and_a_case_that_left_close_the_outcome() -> None:
    stopped = Suspension("s1", "small", "f" * 64, None, "Twee sommen bleken verwisseld.", TODAY, AccountRole.KEEPER)
    assert at(outcome_defects(READY, weighed(suspensions=(stopped,)), TODAY), FRAMEWORK)
    assert outcome_defects(READY, weighed(suspensions=(replace(stopped, lifted_on=TODAY),)), TODAY) == ()
    gone = record(leaving=Leaving(LeavingReason.MOVED, "Verhuisd naar elders.", TODAY, DIRECTOR))
    assert at(outcome_defects(READY, weighed(record=gone), TODAY), CASE_CODE)


@given(st.booleans(), st.booleans(), st.booleans(), st.sets(st.sampled_from(NEEDS)), st.sampled_from((None, 11, 12, 17, 18)))
def test_the_outcome_opens_exactly_when_nothing_is_missing(
    own_given: bool, gated: bool, seen: bool, open_needs: set[str], years: int | None
) -> None:
    """REQ-20: for every combination of what may be missing; that it was once seen opens nothing."""
    of = assessment(own=own() if own_given else None, outcome_seen_at=NOW if seen else None)
    against = weighed(record=record(years, gate=gate() if gated else NO_GATE), case=without(*open_needs))
    may = outcome_defects(of, against, TODAY) == ()
    assert may == (own_given and gated and not open_needs and years is not None and years >= 12)


# the own assessment


def test_an_own_assessment_is_kept_with_its_reason_and_time() -> None:
    mine = own(reason=f"  {own().reason}  ")
    assert record_own(assessment(), mine, weighed()).own == own()


@pytest.mark.parametrize("outcome", ["protect", "none", "regular", "local", "list", OUT_OF_SCOPE])
def test_every_outcome_of_the_framework_may_be_thought(outcome: str) -> None:
    assert record_own(assessment(), own(outcome=outcome), weighed()).own == own(outcome=outcome)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": ""}, OWN),
        ({"outcome": "prison"}, OWN),
        ({"account": "voorzitter-1"}, OWN),
        ({"role": AccountRole.OVERSEER}, OWN),
        ({"reason": ""}, OWN_WHY),
        ({"reason": "Diefstal en verzuim."}, OWN_WHY),
        ({"reason": "Het kader geeft het advies, akkoord met het advies."}, OWN_WHY),
        ({"reason": "Bespreek met de gemeente een plan met een einddatum!"}, OWN_WHY),
    ],
)
def test_each_thing_wrong_with_an_own_assessment_is_named(changes: dict[str, Any], field: Message) -> None:
    assert at(refused(assessment(), own(**changes)), field)


def test_nothing_chosen_is_not_called_a_wrong_choice() -> None:
    assert problems(refused(assessment(), own(outcome=""))) == ["De eigen inschatting is nog niet gekozen."]


def test_an_own_assessment_changes_until_the_outcome_was_seen_and_never_after() -> None:
    first = record_own(assessment(), own(), weighed())
    changed = record_own(first, own(outcome="local"), weighed())
    assert changed.own == own(outcome="local")
    seen = see_outcome(changed, weighed(), SEEN, NOW)
    assert at(refused(seen, own()), OWN)
    assert at(refused(sealed(), own()), OWN)


def test_the_time_of_the_first_look_at_the_outcome_is_kept() -> None:
    seen = see_outcome(READY, weighed(), SEEN, NOW)
    assert seen.outcome_seen_at == NOW
    assert see_outcome(seen, weighed(), SEEN, NOW + HOUR) == seen
    with pytest.raises(InputError):
        see_outcome(assessment(), weighed(), SEEN, NOW)


# sealing


def test_a_seal_keeps_result_and_time() -> None:
    done = seal(see_outcome(READY, weighed(), SEEN, NOW - HOUR), weighed(), RESULT, NOW)
    assert (done.sealed, done.sealed_at, done.result, done.seen) == (True, NOW, RESULT, "")


def test_a_result_that_nobody_looked_at_is_not_sealed() -> None:
    seen = see_outcome(READY, weighed(), SEEN, NOW - HOUR)
    with pytest.raises(InputError, match="veranderd sinds die voor het laatst is bekeken"):
        seal(seen, weighed(), '{"advice":"list"}', NOW)


def test_nothing_is_sealed_before_the_outcome_was_seen_or_without_the_views() -> None:
    assert at(seal_defects(READY, weighed(), TODAY), OUTCOME)
    seen = see_outcome(READY, weighed(), SEEN, NOW)
    assert at(seal_defects(seen, weighed(views=views()[:1]), TODAY), view_place(Involved.PARENTS))
    assert at(seal_defects(seen, weighed(record=record(gate=gate(ground=None))), TODAY), GROUND)
    with pytest.raises(InputError):
        seal(READY, weighed(), "{}", NOW)


def test_nothing_is_sealed_twice() -> None:
    assert at(seal_defects(sealed(), weighed(), TODAY), SEAL)


# a blind second look


FIRST, SECOND = assessment(own=own()), other_account(assessment())
SECOND_OWN = own(outcome="local", account="voorzitter-1", role=AccountRole.CHAIR)


@pytest.mark.parametrize(("first_own", "second_own"), [*product((False, True), repeat=2)])
def test_of_a_blind_pair_neither_is_read_before_both_own_assessments_are_there(first_own: bool, second_own: bool) -> None:
    first = replace(FIRST, own=own() if first_own else None)
    second = replace(SECOND, own=SECOND_OWN if second_own else None)
    both = first_own and second_own
    assert (blind_defects(first, second) == ()) == both
    assert (blind_defects(second, first) == ()) == both
    assert (hidden_from("voorzitter-1", (first, second)) == {"a1"}) == (not second_own)
    assert (hidden_from("procesregisseur-1", (first, second)) == {"a2"}) == (not both)
    assert hidden_from("procesregisseur-2", (first, second)) == set()
    assert is_blind("voorzitter-1", CODE, (first, second)) == (not second_own)
    assert not is_blind("procesregisseur-1", CODE, (first, second))


def test_who_gives_a_second_look_reads_no_other_assessment_of_that_case() -> None:
    earlier = assessment(id="a0", account="procesregisseur-2")
    elsewhere = assessment(id="a9", case_code="9M-2T5")
    assert hidden_from("voorzitter-1", (earlier, FIRST, SECOND, elsewhere)) == {"a0", "a1"}


def test_the_outcome_of_a_second_look_waits_for_the_first_and_not_the_other_way_round() -> None:
    second = replace(SECOND, own=SECOND_OWN)
    not_begun = replace(FIRST, own=None)
    assert at(outcome_defects(second, weighed(other=not_begun), TODAY), SECOND_LOOK)
    assert outcome_defects(second, weighed(other=FIRST), TODAY) == ()
    assert outcome_defects(FIRST, weighed(other=SECOND), TODAY) == ()


def test_once_both_may_read_each_other_neither_own_assessment_changes() -> None:
    second = replace(SECOND, own=SECOND_OWN)
    assert at(refused(FIRST, own(outcome="local"), other=second), OWN)
    assert record_own(FIRST, own(outcome="local"), weighed(other=SECOND)).own == own(outcome="local")
    assert record_own(replace(FIRST, own=None), own(), weighed(other=second)).own == own()


@pytest.mark.parametrize(
    "changes",
    [
        {"account": "procesregisseur-1"},
        {"case_code": "9M-2T5"},
        {"framework_sha256": "0" * 64},
        {"second_of": "a9"},
        {"kind": AssessmentKind.PROGRESS},
    ],
)
def test_a_second_look_is_of_the_same_case_and_framework_by_another_account(changes: dict[str, Any]) -> None:
    assert second_look_defects(SECOND, FIRST) == ()
    assert at(second_look_defects(replace(SECOND, **changes), FIRST), SECOND_LOOK)


def test_there_is_no_second_look_of_a_second_look() -> None:
    third = other_account(SECOND, id="a3", account="procesregisseur-2", role=DIRECTOR)
    assert at(second_look_defects(third, SECOND), SECOND_LOOK)


def test_every_kind_is_said() -> None:
    assert [DUTCH.say(kind) for kind in AssessmentKind] == ["nulmeting", "voortgang", "blinde tweede blik"]


def test_the_gate_stays_once_the_last_weighing_is_sealed() -> None:
    first, again = sealed(), assessment(id="a3", kind=AssessmentKind.PROGRESS)
    assert gate_sealed_defects(()) == ()
    assert at(gate_sealed_defects((first,)), SEAL)
    assert at(gate_sealed_defects((first, other_account(first))), SEAL)
    assert gate_sealed_defects((first, again)) == ()


def test_a_child_under_twelve_on_the_reference_date_is_not_weighed() -> None:
    twelve = weighed(record=record(12))
    assert outcome_defects(READY, twelve, TODAY) == ()
    assert at(outcome_defects(replace(READY, reference_date=TODAY - timedelta(days=30)), twelve, TODAY), AGE)
