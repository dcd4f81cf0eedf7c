"""Two assessors score one case blind and see where they differ."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import CHAIR, answers, assessment, case, fact, framework, other_account, own
from triage.cases.case import UNKNOWN, Answer
from triage.casework.assessment import Assessment
from triage.casework.second_look import Given, Rated, differences
from triage.errors import InputError
from triage.framework.vocabulary import AnswerStatus

FIRST = assessment(own=own())
SECOND = other_account(FIRST, own=own(outcome="local", account="voorzitter-1", role=CHAIR))
YES_NO = sorted(set(answers()) - {"age"})


def rated(of: Assessment = FIRST, **changed: Answer) -> Rated:
    return Rated(of, case(**changed), ("local",))


def test_nothing_is_compared_before_both_own_assessments_are_there() -> None:
    for first, second in ((replace(FIRST, own=None), SECOND), (FIRST, replace(SECOND, own=None))):
        with pytest.raises(InputError, match="niet allebei"):
            differences(rated(first), rated(second), framework())


def test_two_that_do_not_belong_together_are_not_compared() -> None:
    with pytest.raises(InputError, match="niet dezelfde casus"):
        differences(rated(FIRST), rated(replace(SECOND, case_code="9M-2T5")), framework())


@given(
    st.dictionaries(st.sampled_from(YES_NO), st.sampled_from((Answer("yes"), Answer("no"), UNKNOWN, Answer("yes", AnswerStatus.SIGNAL))))
)
def test_exactly_the_answers_that_differ_are_named_in_the_order_of_the_file(changed: dict[str, Answer]) -> None:
    found = differences(rated(), rated(SECOND, **changed), framework())
    assert [pair.item for pair in found.items] == [item.id for item in framework().questions]
    assert {pair.item for pair in found.differing} == {item for item, answer in changed.items() if answer != answers()[item]}


def test_own_assessments_advices_and_facts_stand_beside_each_other() -> None:
    found = differences(rated(), Rated(SECOND, case(fact()), ("local", "list")), framework())
    assert (found.own, found.same_own) == (("regular", "local"), False)
    assert (found.advice, found.same_advice) == ((("local",), ("local", "list")), False)
    assert (found.facts_differ, found.differing) == (True, ())


def test_an_answer_is_laid_beside_another_as_text() -> None:
    found = differences(rated(), rated(SECOND, theft=UNKNOWN), framework())
    pairs = {pair.item: pair for pair in found.items}
    assert pairs["age"].first == Given("15", AnswerStatus.ESTABLISHED)
    assert (pairs["theft"].first, pairs["theft"].second) == (Given("yes", AnswerStatus.ESTABLISHED), Given(None, AnswerStatus.UNKNOWN))


def test_a_second_look_that_was_put_right_is_not_blind_and_not_compared() -> None:
    with pytest.raises(InputError, match="niet meer blind"):
        differences(rated(), rated(replace(SECOND, corrects="a-look")), framework())
