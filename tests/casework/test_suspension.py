"""Out of use: a framework weighs nothing, a question counts as unknown, and what protects is never set aside alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import TODAY, answers, at, case, fact, framework, routes
from tests.frameworks.shipped import every, framework_of
from triage.casework.roles import AccountRole
from triage.casework.suspension import (
    FRAMEWORK,
    ITEM,
    WHY,
    Suspension,
    framework_defects,
    in_words,
    protecting,
    suspended_items,
    suspension_defects,
    without_suspended,
)
from triage.weighing.result import Use
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import DUTCH

SHA = "f" * 64
TABLES = Tables.of(framework())


def suspension(item: str | None = None, **changes: Any) -> Suspension:
    reason = "De uitleg van deze vraag werd op twee manieren gelezen."
    return Suspension(
        **{
            "id": "s1",
            "framework_id": "small",
            "framework_sha256": SHA,
            "item": item,
            "reason": reason,
            "on": TODAY,
            "by": AccountRole.KEEPER,
            **changes,
        }
    )


def test_a_framework_out_of_use_weighs_nothing_until_it_is_lifted() -> None:
    assert at(framework_defects((suspension(),), SHA), FRAMEWORK)
    assert framework_defects((suspension(lifted_on=TODAY),), SHA) == ()
    assert framework_defects((suspension(),), "0" * 64) == ()
    assert framework_defects((suspension("theft"),), SHA) == ()


def test_only_the_questions_out_of_use_in_this_text_are_named() -> None:
    several = (suspension("theft"), suspension("school", lifted_on=TODAY), suspension("debts", framework_sha256="0" * 64), suspension())
    assert suspended_items(several, SHA) == {"theft"}


@given(st.sets(st.sampled_from(sorted(answers()))))
def test_a_question_out_of_use_counts_as_unknown_and_the_rest_as_before(items: set[str]) -> None:
    before, after = weigh_case(TABLES, case(fact())), weigh_case(TABLES, without_suspended(case(fact()), items))
    for question in framework().questions:
        if question.id in items:
            result = after.item(question.id)
            assert (result.use, result.low, result.high) == (Use.NO_ANSWER, result.least, result.greatest)
        else:
            assert after.item(question.id) == before.item(question.id)


def test_a_reader_is_told_in_the_order_of_the_file() -> None:
    assert [DUTCH.say(words) for words in in_words({"school", "theft"}, framework())] == [
        "De vraag “theft” is buiten gebruik en telt als onbekend.",
        "De vraag “school” is buiten gebruik en telt als onbekend.",
    ]


@pytest.mark.parametrize("item", ["theft", "school", "friend", None])
def test_a_question_or_the_whole_framework_goes_out_of_use_with_a_reason(item: str | None) -> None:
    assert suspension_defects(suspension(item), framework()) == ()
    assert at(suspension_defects(suspension(item, reason="akkoord"), framework()), WHY)


@pytest.mark.parametrize("item", ["unheard", "incidents", "shown", "exploited", "pressed"])
def test_what_is_counted_derived_or_protects_does_not_go_alone(item: str) -> None:
    assert at(suspension_defects(suspension(item), framework()), ITEM)


def test_what_protects_is_found_by_way_of_criteria_and_derived_items() -> None:
    assert protecting(framework()) == {"exploited", "shown", "pressed"}
    assert protecting(routes()) == set()


@every
def test_every_question_of_a_line_of_protection_of_the_shipped_frameworks_is_found(name: str) -> None:
    of = framework_of(name)
    lines = of.advice.protection if of.advice else ()
    assert protecting(of) >= {line.when.item for line in lines if hasattr(line.when, "item")}
    assert protecting(of) < set(of.item_by_id)
    assert suspension_defects(replace(suspension(), item=next(iter(sorted(protecting(of))))), of) != ()
