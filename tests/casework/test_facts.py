"""What is wrong with a fact or a list of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from triage.cases.case import Fact, certainly_before_twelve
from triage.casework.facts import early, facts_defects
from triage.casework.record import Age
from triage.framework.vocabulary import FactStatus, Partner
from triage.periods import Period
from triage.wording import DUTCH

TODAY = date(2026, 12, 1)
KINDS = ("robbery", "violence")
FACT = Fact("robbery", Period.quarter(2026, 3), FactStatus.CONVICTED, Partner.POLICE)


def said(*facts: Fact, age: Age | None = None) -> list[tuple[str, str]]:
    return [(DUTCH.say(defect.place), DUTCH.say(defect.problem)) for defect in facts_defects(facts, KINDS, age, TODAY)]


def test_facts_that_are_right_have_nothing_wrong() -> None:
    assert said(FACT, replace(FACT, kind="violence"), FACT, age=Age(16, TODAY)) == []
    assert said() == []


def test_each_fault_is_said_at_its_own_fact() -> None:
    wrong = (
        replace(FACT, kind="murder_plot"),
        replace(FACT, when=Period.day(date(2026, 8, 14))),
        replace(FACT, when=Period.quarter(2027, 1)),
        replace(FACT, contested=True),
    )
    assert said(*wrong) == [
        ("feit 1", "Dit soort feit staat niet in de lijst."),
        ("feit 2", "Dit is geen heel kwartaal."),
        ("feit 3", "Dit kwartaal is nog niet begonnen."),
        ("feit 4", "Wie het feit betwist en waarom, staat er niet bij."),
    ]


def test_a_fact_before_the_twelfth_birthday_is_refused_as_far_as_the_age_is_known() -> None:
    young = replace(FACT, when=Period.quarter(2022, 3))
    problem = "Dit is van vóór de twaalfde verjaardag. Onder de twaalf jaar is niemand strafbaar."
    assert said(young, age=Age(14, TODAY)) == [("feit 1", problem)]
    assert said(young, age=Age(15, TODAY)) == [("feit 1", problem)]
    assert said(young, age=Age(16, TODAY)) == []
    assert said(young) == []


@given(st.integers(0, 25), st.dates(date(2015, 1, 1), TODAY), st.integers(2010, 2026), st.integers(1, 4))
def test_early_is_what_surely_lies_before_the_twelfth_birthday(years: int, told: date, year: int, quarter: int) -> None:
    fact = replace(FACT, when=Period.quarter(year, quarter))
    assert early((fact,), Age(years, told), TODAY) == ((1,) if certainly_before_twelve(fact, years, told) else ())
