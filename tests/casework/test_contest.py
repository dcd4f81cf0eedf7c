"""Contesting: counts as unknown until a role has checked it, and then as what was found (REQ-32)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import CHAIR, TODAY, answers, at, case, contest_of, fact, framework, signal
from triage.cases.case import UNKNOWN, Answer, Case
from triage.casework.contest import (
    BY,
    CHECKED_BY,
    CONTESTED,
    CONTESTED_ON,
    FOUND,
    OUTCOME,
    SETTLED_ON,
    WHAT_IS_WRONG,
    Contest,
    Settlement,
    SettlementOutcome,
    contest,
    renumbered,
    settle,
    settled_case,
    with_contests,
)
from triage.casework.roles import AccountRole, Discipline
from triage.errors import Defect, InputError
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.weighing.result import Use
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import Message

STANDS, CORRECTED, WITHDRAWN = SettlementOutcome
TABLES = Tables.of(framework())


def settlement(outcome: SettlementOutcome | None = STANDS, **changes: Any) -> Settlement:
    text = "Bij de politie nagevraagd; het staat in het proces-verbaal."
    return Settlement(**{"role": Discipline.POLICE, "outcome": outcome, "text": text, "on": TODAY, **changes})


def refused(new: Contest, of: Case, *others: Contest) -> tuple[Defect, ...]:
    with pytest.raises(InputError) as caught:
        contest(new, of, others, TODAY)
    return caught.value.defects


def test_whoever_contests_is_named() -> None:
    (defect,) = refused(contest_of("theft", by=None), case())
    assert defect.place == BY


def not_settled(settlement: Settlement) -> tuple[Defect, ...]:
    with pytest.raises(InputError) as caught:
        settle(contest_of("theft"), settlement, TODAY)
    return caught.value.defects


def test_a_contest_keeps_what_the_answer_or_fact_was_called() -> None:
    of = case(fact(FactStatus.SUSPECTED), school=signal())
    assert contest(contest_of("school", text=" Klopt niet, ik ga wel. "), of, (), TODAY).before_status is AnswerStatus.SIGNAL
    kept = contest(contest_of(fact=1), of, (), TODAY)
    assert (kept.before_status, kept.open) == (FactStatus.SUSPECTED, True)


@pytest.mark.parametrize(
    "what",
    [{}, {"item": "theft", "fact": 1}, {"item": "unheard"}, {"item": "debts"}, {"fact": 0}, {"fact": 2}, {"fact": -1}],
)
def test_one_answer_or_one_fact_that_is_there_is_contested(what: dict[str, Any]) -> None:
    assert at(refused(contest_of(**what), case(fact(), debts=UNKNOWN)), CONTESTED)


def test_nothing_is_contested_twice_at_once() -> None:
    open_one = contest_of("theft")
    assert at(refused(contest_of("theft"), case(), open_one), CONTESTED)
    closed = settle(open_one, settlement(), TODAY)
    assert contest(contest_of("theft", id="b2"), case(), (closed,), TODAY).open


def test_a_contest_says_what_is_wrong_and_is_not_of_tomorrow() -> None:
    assert at(refused(contest_of("theft", text="nee"), case()), WHAT_IS_WRONG)
    assert at(refused(contest_of("theft", on=TODAY + timedelta(days=1)), case()), CONTESTED_ON)


def test_all_that_is_wrong_is_said_at_once() -> None:
    assert at(refused(contest_of(text="", on=TODAY + timedelta(days=1)), case()), CONTESTED, WHAT_IS_WRONG, CONTESTED_ON)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outcome": None}, OUTCOME),
        ({"role": AccountRole.TECHNICIAN}, CHECKED_BY),
        ({"role": AccountRole.OVERSEER}, CHECKED_BY),
        ({"text": ""}, FOUND),
        ({"text": "akkoord, zie dossier, akkoord"}, FOUND),
        ({"on": TODAY - timedelta(days=1)}, SETTLED_ON),
        ({"on": TODAY + timedelta(days=1)}, SETTLED_ON),
    ],
)
def test_each_thing_wrong_with_settling_is_named(changes: dict[str, Any], field: Message) -> None:
    assert at(not_settled(settlement(**changes)), field)


def test_nothing_is_settled_twice() -> None:
    settled = settle(contest_of("theft"), settlement(role=CHAIR), TODAY)
    with pytest.raises(ValueError, match="before"):
        settle(settled, settlement(), TODAY)


@given(st.sets(st.sampled_from(sorted(answers()))), st.lists(st.sampled_from(FactStatus), max_size=6), st.data())
def test_everything_contested_counts_as_unknown_and_nothing_else_changes(
    items: set[str], facts: list[FactStatus], data: st.DataObject
) -> None:
    """REQ-32, for every choice of answers and facts."""
    of = case(*(fact(status) for status in facts))
    numbers = data.draw(st.sets(st.integers(1, len(facts)))) if facts else set()
    contests = [contest_of(item) for item in items] + [contest_of(fact=number) for number in numbers]
    laid_over = with_contests(of, contests)
    result = weigh_case(TABLES, laid_over)
    for item in of.answers:
        assert (result.item(item).use is Use.CONTESTED) == (item in items)
        if item not in items:
            assert laid_over.answers[item] == of.answers[item]
    counted = [number for number, status in enumerate(facts, 1) if status in (FactStatus.SUSPECTED, FactStatus.CONVICTED)]
    assert result.item("incidents").count == (len([number for number in counted if number not in numbers]), len(counted))
    assert of == case(*(fact(status) for status in facts))


@given(st.sampled_from(sorted(answers())), st.sampled_from(AnswerStatus))
def test_a_contest_adds_no_sure_point_whatever_the_answer_was_called(item: str, status: AnswerStatus) -> None:
    value = Decimal(15) if item == "age" else "yes"
    of = case(**{item: Answer(None if status in (AnswerStatus.UNKNOWN, AnswerStatus.NOT_APPLICABLE) else value, status)})
    laid_over = with_contests(of, [contest_of(item)])
    assert not laid_over.answers[item].status.counts
    result = weigh_case(TABLES, laid_over).item(item)
    assert (result.low, result.high) == (result.least, result.greatest)


def test_a_settled_contest_is_laid_over_nothing() -> None:
    of = case(fact())
    settled = settle(contest_of("theft"), settlement(), TODAY)
    assert with_contests(of, [settled]) == of
    assert with_contests(Case("A-1", TODAY, {}, None), [contest_of(fact=1)]).facts is None


def test_what_stands_stays_what_was_wrong_is_put_right_and_what_does_not_belong_goes() -> None:
    of = case(fact(), fact(FactStatus.SUSPECTED))
    by_item = {outcome: settle(contest_of("theft"), settlement(outcome), TODAY) for outcome in SettlementOutcome}
    by_fact = {outcome: settle(contest_of(fact=1), settlement(outcome), TODAY) for outcome in SettlementOutcome}
    right, acquitted = Answer("no", AnswerStatus.CONFIRMED), fact(FactStatus.ACQUITTED)
    assert settled_case(of, by_item[STANDS]) == of
    assert settled_case(of, by_item[CORRECTED], right).answers["theft"] == right
    assert settled_case(of, by_item[WITHDRAWN]).answers["theft"] == UNKNOWN
    assert settled_case(of, by_fact[STANDS]) == of
    assert settled_case(of, by_fact[CORRECTED], acquitted).facts == (acquitted, fact(FactStatus.SUSPECTED))
    assert settled_case(of, by_fact[WITHDRAWN]).facts == (fact(FactStatus.SUSPECTED),)


def test_a_correction_without_what_is_right_is_our_own_mistake() -> None:
    corrected = settle(contest_of("theft"), settlement(CORRECTED), TODAY)
    stands = settle(contest_of("theft"), settlement(), TODAY)
    gone = settle(contest_of(fact=3), settlement(WITHDRAWN), TODAY)
    with pytest.raises(ValueError, match="correction"):
        settled_case(case(), corrected)
    with pytest.raises(ValueError, match="correction"):
        settled_case(case(), stands, Answer("no"))
    with pytest.raises(TypeError):
        settled_case(case(), corrected, fact())
    with pytest.raises(TypeError):
        settled_case(case(fact()), replace(corrected, item=None, fact=1), Answer("no"))
    for of in (case(fact()), Case("A-1", TODAY, {}, None)):
        with pytest.raises(KeyError):
            settled_case(of, gone)


@given(st.integers(1, 9), st.lists(st.integers(1, 9), unique=True))
def test_a_contest_stays_with_its_fact_when_another_is_taken_out(taken_out: int, contested: list[int]) -> None:
    named = [f"fact-{number}" for number in range(1, 10)]
    left = [name for name in named if name != named[taken_out - 1]]
    others = [number for number in contested if number != taken_out]
    moved = renumbered([contest_of(fact=number) for number in others], taken_out)
    assert [left[one.fact - 1] for one in moved if one.fact] == [named[number - 1] for number in others]


def test_an_answer_and_a_settled_contest_keep_their_number_when_a_fact_is_taken_out() -> None:
    settled = settle(contest_of(fact=5), settlement(), TODAY)
    assert renumbered([settled, contest_of("theft")], 1) == (settled, contest_of("theft"))
