"""What the shipped Top 60 does for any case: the promises its texts make to young people, tried on cases nobody thought of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.cases.case import Answer, Case, Fact
from triage.framework.model import ChoiceItem, YesNoItem
from triage.framework.read import read_path
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period
from triage.review.examples import run_examples
from triage.weighing.result import AdviceResult
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case

FRAMEWORK = read_path(Path(__file__).resolve().parents[2] / "frameworks" / "top60-ranking.yaml").framework
TODAY = date(2026, 11, 23)
TRIED = settings(max_examples=50, deadline=None)
LADDER = ["none", "regular", "local_light", "local", "list"]

CHOICES = {item.id: tuple(option.id for option in item.options) for item in FRAMEWORK.items if isinstance(item, ChoiceItem)}
YES_NO = tuple(item.id for item in FRAMEWORK.items if isinstance(item, YesNoItem) and item.id != "exploited")
NEEDS = tuple(item.id for item in FRAMEWORK.items_of("need"))
STRENGTHS = tuple(item.id for item in FRAMEWORK.items_of("protective"))
HOW_TO_HELP = tuple(line.item for line in FRAMEWORK.responsivity)

# Quarters that lie wholly on one side of every border of time, so that each of these cases has one certain advice.
QUARTERS = tuple(Period.quarter(year, number) for year in (2022, 2023, 2024, 2025, 2026) for number in (1, 2, 3))
KINDS = st.sampled_from(FRAMEWORK.facts)
STATUSES = st.sampled_from(FactStatus)
NOT_ESTABLISHED = st.sampled_from([FactStatus.SUSPECTED, FactStatus.SETTLED_OUT_OF_COURT])
WITHOUT_FAULT = st.sampled_from([FactStatus.DISMISSED, FactStatus.ACQUITTED])


def facts(statuses: st.SearchStrategy[FactStatus] = STATUSES) -> st.SearchStrategy[list[Fact]]:
    """Lists of up to eight facts."""
    return st.lists(st.builds(Fact, kind=KINDS, when=st.sampled_from(QUARTERS), status=statuses), max_size=8)


ANSWERS = st.fixed_dictionaries(
    {name: st.sampled_from(options) for name, options in CHOICES.items()} | dict.fromkeys(YES_NO, st.sampled_from(["yes", "no"]))
)


@cache
def tables() -> Tables:
    """The framework as the engine takes it."""
    return Tables.of(FRAMEWORK)


def weighed(answers: Mapping[str, str], listed: list[Fact], exploited: Answer | None = None) -> AdviceResult:
    """The advice for a complete case of a seventeen-year-old."""
    known = {name: Answer(value) for name, value in answers.items()}
    first = {"age": Answer(Decimal(17)), "exploited": exploited or Answer("no")}
    result = weigh_case(tables(), Case("x", TODAY, {**first, **known}, tuple(listed))).advice
    assert result is not None
    return result


def step(answers: Mapping[str, str], listed: list[Fact]) -> int:
    """How heavy the advice is: 0 for no extra effort, 4 for a place on the list."""
    advice = weighed(answers, listed)
    assert advice.certain
    return LADDER.index(str(advice.advice))


@pytest.mark.parametrize("number", range(1, len(FRAMEWORK.examples) + 1))
def test_every_worked_example_comes_out_as_written(number: int) -> None:
    run = run_examples(tables())[number - 1]
    assert run.differences == ()


@TRIED
@given(ANSWERS)
def test_without_a_fact_the_advice_is_never_more_than_ordinary_help(answers: dict[str, str]) -> None:
    assert step(answers, []) <= LADDER.index("regular")


@TRIED
@given(ANSWERS, facts(WITHOUT_FAULT))
def test_dismissed_and_acquitted_facts_count_for_nothing(answers: dict[str, str], listed: list[Fact]) -> None:
    assert weighed(answers, listed) == weighed(answers, [])


@TRIED
@given(ANSWERS, facts(NOT_ESTABLISHED))
def test_without_a_conviction_the_advice_is_never_a_place_on_the_list(answers: dict[str, str], listed: list[Fact]) -> None:
    assert step(answers, listed) < LADDER.index("list")


@TRIED
@given(ANSWERS, facts())
def test_without_a_fact_in_the_last_year_the_advice_is_never_a_local_approach(answers: dict[str, str], listed: list[Fact]) -> None:
    old = [fact for fact in listed if fact.when.first < date(2026, 1, 1)]
    assert step(answers, old) <= LADDER.index("regular")


@TRIED
@given(ANSWERS, facts(), facts())
def test_one_more_fact_never_makes_the_advice_lighter(answers: dict[str, str], listed: list[Fact], more: list[Fact]) -> None:
    assert step(answers, listed) <= step(answers, listed + more)


@TRIED
@given(ANSWERS, facts(), st.sampled_from(STRENGTHS))
def test_one_more_strength_never_makes_the_advice_heavier(answers: dict[str, str], listed: list[Fact], strength: str) -> None:
    steps = [step({**answers, strength: option}, listed) for option in CHOICES[strength]]
    assert steps == sorted(steps, reverse=True)


@TRIED
@given(ANSWERS, ANSWERS, facts())
def test_concerns_decide_at_most_between_no_effort_and_ordinary_help(
    one: dict[str, str], other: dict[str, str], listed: list[Fact]
) -> None:
    changed = {**one, **{name: other[name] for name in NEEDS}}
    pair = {step(one, listed), step(changed, listed)}
    assert len(pair) == 1 or pair == {LADDER.index("none"), LADDER.index("regular")}


@TRIED
@given(ANSWERS, ANSWERS, facts())
def test_how_help_is_given_never_changes_the_advice(one: dict[str, str], other: dict[str, str], listed: list[Fact]) -> None:
    changed = {**one, **{name: other[name] for name in HOW_TO_HELP}}
    assert weighed(one, listed).advice == weighed(changed, listed).advice


@TRIED
@given(ANSWERS, facts(), st.sampled_from([AnswerStatus.ESTABLISHED, AnswerStatus.SIGNAL, AnswerStatus.CONTESTED]))
def test_a_signal_of_force_always_leads_to_protection(answers: dict[str, str], listed: list[Fact], status: AnswerStatus) -> None:
    advice = weighed(answers, listed, Answer("yes", status))
    assert (advice.certain, advice.advice) == (True, "protect")


@TRIED
@given(ANSWERS, facts())
def test_while_the_question_about_force_is_open_protection_is_not_excluded(answers: dict[str, str], listed: list[Fact]) -> None:
    advice = weighed(answers, listed, Answer(status=AnswerStatus.UNKNOWN))
    assert not advice.certain
    assert "protect" in advice.possible


@TRIED
@given(kind=KINDS, quarter=st.sampled_from([when for when in QUARTERS if when.first.year == 2026]), others=facts(NOT_ESTABLISHED))
def test_a_suspicion_weighs_less_only_in_the_question_about_the_heaviest_fact(kind: str, quarter: Period, others: list[Fact]) -> None:
    """The text under *In verhouding* says so of every question that a suspicion counts in."""
    in_text = "Alleen bij de vraag naar het zwaarste feit weegt een verdenking lichter dan een veroordeling."
    counting = [item for item in FRAMEWORK.items if item.justification and in_text in item.justification.proportionate.nl]
    assert {item.id for item in counting} == {item.id for item in FRAMEWORK.items if item.attribute == "verdenking"}
    both = [
        weigh_case(tables(), Case("7K-4Q2", TODAY, {}, (Fact(kind, quarter, status), *others)))
        for status in (FactStatus.SUSPECTED, FactStatus.CONVICTED)
    ]
    for item in counting:
        suspected, convicted = (weighing.item(item.id) for weighing in both)
        if item.id == "heaviest_24m":
            assert suspected.low <= convicted.low
        else:
            assert (suspected.low, suspected.high, suspected.count) == (convicted.low, convicted.high, convicted.count), item.id


@pytest.mark.parametrize("kind", ["robbery", "burglary", "violence"])
def test_a_suspicion_is_one_step_lower_than_a_conviction_when_it_is_the_heaviest_fact(kind: str) -> None:
    steps = [
        weigh_case(tables(), Case("7K-4Q2", TODAY, {}, (Fact(kind, Period.quarter(2026, 2), status),))).item("heaviest_24m").low
        for status in (FactStatus.SUSPECTED, FactStatus.CONVICTED)
    ]
    assert steps in ([5000, 9000], [2000, 5000], [0, 2000])
