"""Help beside a case: each aspect fits, does not fit or is open, with its reason. Rule numbers are those of reading/rnr.md."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.casework.making import TODAY, check, considered, goal, goal_lists, help_record, help_records, said, situation, situations, truth
from triage.casework.limits import span, within
from triage.casework.matching import (
    NO_INTENSITY,
    NOT_FOR_ONE,
    ONLY_MEMORY,
    OUTSIDE,
    PROTECT_FIRST,
    PROTECTION_OPEN,
    UNDER_TWELVE,
    Aspect,
    PlanGoal,
    Standing,
    consider,
)
from triage.casework.situation import Advised, Situation, weight
from triage.framework.interventions import Intervention
from triage.weighing.result import Truth
from triage.wording import DUTCH


def test_help_that_fits_throughout_is_proposed_with_every_reason() -> None:
    """Rule 17: show why each was proposed."""
    option = considered(help_record())
    assert option.standing is Standing.PROPOSED
    assert [one.aspect for one in option.checks] == list(Aspect)
    assert DUTCH.say(check(option, Aspect.NEED).why) == "Werkt aan: “Verder met self_control”."
    assert all(DUTCH.say(one.why) for one in option.checks)


@pytest.mark.parametrize(
    ("age", "expected"),
    [(12, Truth.FALSE), (13, Truth.FALSE), (14, Truth.TRUE), (18, Truth.TRUE), (19, Truth.FALSE), (None, Truth.UNKNOWN)],
)
def test_the_age_must_lie_within_both_ends(age: int | None, expected: Truth) -> None:
    """Rule 17: propose only when the age matches."""
    assert truth(considered(help_record(age_from=14, age_to=18), situation(age=age)), Aspect.AGE) is expected


@pytest.mark.parametrize(
    ("changes", "age", "expected"),
    [
        ({"age_from": None, "age_to": None}, 16, Truth.UNKNOWN),
        ({"age_to": None}, 16, Truth.UNKNOWN),
        ({"age_from": None}, 24, Truth.FALSE),
        ({"unverified": ("age_from", "age_to")}, 16, Truth.UNKNOWN),
        ({"unverified": ("age_from", "age_to")}, 25, Truth.UNKNOWN),
    ],
    ids=["no ages", "no highest age", "over the only end", "ages from memory", "outside ages from memory"],
)
def test_ages_that_were_not_found_or_not_checked_leave_help_open(changes: dict[str, Any], age: int, expected: Truth) -> None:
    """Rules 3 and 17: what is from memory neither admits nor refuses anybody."""
    assert truth(considered(help_record(**changes), situation(age=age)), Aspect.AGE) is expected


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ((goal(Truth.TRUE),), Truth.TRUE),
        ((goal(Truth.UNKNOWN),), Truth.UNKNOWN),
        ((goal(Truth.FALSE),), Truth.FALSE),
        ((goal(Truth.TRUE, "family"),), Truth.FALSE),
        ((goal(Truth.UNKNOWN), goal(Truth.TRUE, "family", "self_control")), Truth.TRUE),
    ],
    ids=["goes up", "open", "does not go up", "another need", "one of two"],
)
def test_help_must_work_on_a_goal_that_goes_up(goals: tuple[PlanGoal, ...], expected: Truth) -> None:
    """Rule 17: propose only when the need matches."""
    assert truth(considered(help_record(), situation(), *goals), Aspect.NEED) is expected


def test_only_goals_that_surely_go_up_are_called_reached() -> None:
    """Rule 17: a goal that is still open is not claimed."""
    sure, maybe, other = goal(Truth.TRUE), goal(Truth.UNKNOWN), goal(Truth.TRUE, "family")
    assert considered(help_record(), situation(), sure, maybe, other).reaches == (sure,)


@pytest.mark.parametrize(
    ("own", "advice", "expected"),
    [
        ("light", "none", Truth.FALSE),
        ("light", "light", Truth.TRUE),
        ("medium", "light", Truth.FALSE),
        ("intensive", "light", Truth.FALSE),
        ("light", "medium", Truth.TRUE),
        ("intensive", "medium", Truth.FALSE),
        ("medium", "intensive", Truth.TRUE),
        ("intensive", "intensive", Truth.TRUE),
        ("light", "intensive", Truth.UNKNOWN),
    ],
)
def test_help_is_never_heavier_than_the_advice_and_much_lighter_help_is_looked_at_first(own: str, advice: Any, expected: Truth) -> None:
    """Rules 17 and 18: the weight matches the risk; low never gives an intensive option."""
    assert truth(considered(help_record(intensity=own), situation(advice)), Aspect.INTENSITY) is expected


def test_much_lighter_help_fits_when_its_description_names_this_level() -> None:
    """Rule 17: the lightest that is adequate at this level."""
    assert considered(help_record(intensity="light", risk=("medium", "high")), situation("intensive")).standing is Standing.PROPOSED
    assert considered(help_record(intensity="light", risk=("medium",)), situation("intensive")).standing is Standing.RULED_OUT


@pytest.mark.parametrize(("own", "expected"), [("light", Truth.TRUE), ("medium", Truth.UNKNOWN), ("intensive", Truth.FALSE)])
def test_while_the_advice_is_open_only_what_fits_each_possible_advice_is_proposed(own: str, expected: Truth) -> None:
    """Rule 17: unknown is not zero, and not the heaviest either."""
    assert truth(considered(help_record(intensity=own), situation("light", "medium")), Aspect.INTENSITY) is expected


@pytest.mark.parametrize(
    ("advised", "standing", "why"),
    [
        (Advised("none", "intensive", scope=Truth.FALSE), Standing.RULED_OUT, OUTSIDE),
        (Advised("none", "intensive", protection=Truth.TRUE), Standing.OPEN, PROTECT_FIRST),
        (Advised("medium", "medium", protection=Truth.UNKNOWN), Standing.OPEN, PROTECTION_OPEN),
        (Advised("none", "intensive", sets_intensity=False), Standing.OPEN, NO_INTENSITY),
    ],
    ids=["out of scope", "protect first", "protection not excluded", "a framework without intensities"],
)
def test_nothing_is_proposed_before_safety_scope_and_weight_are_settled(advised: Advised, standing: Standing, why: object) -> None:
    """Rule 20: with a signal of exploitation safety goes first."""
    option = considered(help_record(), situation(advised=advised))
    assert option.standing is standing
    assert check(option, Aspect.INTENSITY).why == why


@pytest.mark.parametrize(
    ("risk", "advice", "expected"),
    [
        ((), "medium", Truth.TRUE),
        (("medium",), "medium", Truth.TRUE),
        (("medium", "high"), "medium", Truth.TRUE),
        (("high",), "medium", Truth.FALSE),
        (("medium",), "light", Truth.FALSE),
        (("low",), "none", Truth.TRUE),
    ],
)
def test_the_level_a_description_names_must_be_the_one_of_the_advice(risk: tuple[str, ...], advice: Any, expected: Truth) -> None:
    """Rule 17: propose only when the risk matches."""
    assert truth(considered(help_record(risk=risk), situation(advice)), Aspect.RISK) is expected


def test_a_level_that_fits_only_some_possible_advices_is_open() -> None:
    """Rule 17: the advice may still be either."""
    assert truth(considered(help_record(risk=("medium",)), situation("medium", "intensive")), Aspect.RISK) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("changes", "by_lvb"),
    [
        ({}, [Truth.TRUE, Truth.TRUE, Truth.TRUE]),
        ({"lvb": "made_for", "iq_from": 50, "iq_to": 85}, [Truth.FALSE, Truth.UNKNOWN, Truth.TRUE]),
        ({"lvb": "not_for", "iq_from": 86}, [Truth.TRUE, Truth.UNKNOWN, Truth.FALSE]),
        ({"lvb": "not_for"}, [Truth.TRUE, Truth.UNKNOWN, Truth.FALSE]),
        ({"iq_from": 56}, [Truth.TRUE, Truth.UNKNOWN, Truth.UNKNOWN]),
        ({"iq_to": 85}, [Truth.FALSE, Truth.UNKNOWN, Truth.TRUE]),
        ({"lvb": "variant", "iq_from": 75}, [Truth.TRUE, Truth.TRUE, Truth.TRUE]),
    ],
    ids=["no limit", "made for LVB", "not for LVB, with IQ", "not for LVB", "from 56", "up to 85", "a variant"],
)
def test_lvb_and_the_iq_limits_of_the_help_decide_together(changes: dict[str, Any], by_lvb: list[Truth]) -> None:
    """Rule 17: propose only when the IQ range matches; where LVB is unknown, ask."""
    found = [truth(considered(help_record(**changes), situation(lvb=lvb)), Aspect.RESPONSIVITY) for lvb in Truth]
    assert found == by_lvb


def test_a_variant_for_lvb_is_named_unless_there_surely_is_none() -> None:
    """Rule 20: LVB suspected or unknown changes how help is given."""
    words = "Er is een vorm voor LVB (licht verstandelijke beperking). Kies die."
    assert [words in said(considered(help_record(lvb="variant"), situation(lvb=lvb))) for lvb in Truth] == [False, True, True]


@pytest.mark.parametrize(
    ("recognition", "expected"),
    [
        ({"level": "well_founded", "on": date(2021, 11, 30)}, ["Erkenning: goed onderbouwd, 30 november 2021."]),
        (
            {"level": "well_founded", "on": date(2021, 11, 29)},
            ["De erkenning is ouder dan vijf jaar. Kijk na of die nog geldt.", "Erkenning: goed onderbouwd, 29 november 2021."],
        ),
        (
            {"level": "first_indications"},
            [
                "De datum van de erkenning is niet gevonden. Kijk na of die nog geldt.",
                "Erkenning: effectief volgens eerste aanwijzingen, datum niet gevonden.",
            ],
        ),
        ({"level": "not_recognised", "on": date(2017, 10, 27)}, ["Dit is niet erkend.", "Erkenning: niet erkend, 27 oktober 2017."]),
        ({"level": "unknown"}, ["Niet nagegaan of dit is erkend.", "Erkenning: niet nagegaan."]),
    ],
    ids=["five years to the day", "a day older", "undated", "not recognised", "unverified"],
)
def test_recognition_is_said_with_its_date_and_what_is_wrong_with_it(recognition: dict[str, Any], expected: list[str]) -> None:
    """Rule 19: recognition with date, older than five years when so; unrecognised or unverified stays visible, and is not hidden."""
    option = considered(help_record(recognition=recognition))
    assert option.standing is Standing.PROPOSED
    assert [words for words in said(option) if "erk" in words.lower() and "Training" not in words] == expected


def test_lessons_for_classes_are_never_individual_help() -> None:
    """Rule 19: no awareness lessons as individual option."""
    option = considered(help_record(form="class"))
    assert option.standing is Standing.RULED_OUT
    assert [one.why for one in option.against] == [NOT_FOR_ONE]


@pytest.mark.parametrize(("form", "warned"), [("group", True), (None, True), ("individual", False), ("family", False)])
def test_a_group_is_warned_for_and_an_unknown_form_too(form: str | None, warned: bool) -> None:
    """Rule 19: warn for group formats."""
    option = considered(help_record(form=form))
    assert option.standing is Standing.PROPOSED
    assert any("groep" in words for words in said(option)) is warned


def test_help_for_children_is_only_information_and_only_under_twelve() -> None:
    """Rule 19: BASTA! only as information for under-12s; nobody of twelve or older is offered it."""
    basta = help_record(age_from=6, age_to=11, intensity="light")
    standings = {age: considered(basta, situation("light", age=age)).standing for age in (5, 8, 11, 12, 16, None)}
    assert standings == {
        5: Standing.RULED_OUT,
        8: Standing.INFORMATION,
        11: Standing.INFORMATION,
        12: Standing.RULED_OUT,
        16: Standing.RULED_OUT,
        None: Standing.RULED_OUT,
    }


def test_help_for_primary_school_is_no_proposal_at_twelve_either() -> None:
    """Rule 19: help that ends at twelve is for children."""
    for_children = help_record(age_from=4, age_to=12)
    standings = [considered(for_children, situation(age=age)).standing for age in (11, 12)]
    assert standings == [Standing.INFORMATION, Standing.RULED_OUT]


def test_nothing_is_proposed_under_twelve_also_where_the_help_takes_ten_year_olds() -> None:
    """Rule 19, and rule 17 on age."""
    option = considered(help_record(age_from=10, age_to=19), situation(age=11))
    assert option.standing is Standing.RULED_OUT
    assert check(option, Aspect.AGE).why == UNDER_TWELVE


def test_the_programme_s_own_dose_is_said_only_where_it_was_found() -> None:
    """Rule 21: no hour rule for youths; show the programme's own dose."""
    assert DUTCH.say(considered(help_record()).dose) == "Eigen duur van het programma: 10 gesprekken"
    for changes in ({"dose": None}, {"unverified": ("dose",)}, {"verified": "memory"}):
        option = considered(help_record(**changes))
        assert DUTCH.say(option.dose) == "De duur is niet gevonden."
        assert option.help.dose is None


def test_help_known_only_from_memory_is_never_proposed_and_nothing_of_it_is_said() -> None:
    """Rule 3: block figures from memory."""
    option = considered(help_record(verified="memory", studied={"nl": "Iets."}, not_for=({"text": {"nl": "Wie oud is."}},)))
    assert option.standing is Standing.RULED_OUT
    assert ONLY_MEMORY in [one.why for one in option.against]
    assert "Erkenning: niet nagegaan." in said(option)
    assert not any(words in text for text in said(option) for words in ("willen oefenen", "Wie oud is", "10 gesprekken"))
    assert (option.help.age_from, option.help.studied, option.help.not_for) == (None, None, ())


def test_for_whom_it_is_and_is_not_is_left_to_people_in_its_own_words() -> None:
    """Rule 17: the program knows no more than age, need, weight and LVB."""
    words = said(considered(help_record(not_for=({"text": {"nl": "Wie geen ouder heeft die meedoet."}},))))
    assert words[0] == "Ga na of dit klopt. Deze hulp is voor: Jongeren die willen oefenen."
    assert "Niet voor: Wie geen ouder heeft die meedoet." in words


@settings(max_examples=500)
@given(help_records(), situations(), goal_lists())
def test_no_proposal_breaks_a_limit_of_age_weight_iq_or_need(record: Intervention, of: Situation, goals: tuple[PlanGoal, ...]) -> None:
    """Rules 17 and 18 for all advices, ages, needs and kinds of help."""
    option = consider(record, of, goals, TODAY)
    if option.standing is not Standing.PROPOSED:
        return
    assert of.age is not None
    assert record.age_from is not None
    assert record.age_to is not None
    assert max(12, record.age_from) <= of.age <= record.age_to
    assert weight(record.intensity) <= weight(of.advised.lightest)
    assert (of.advised.protection, of.advised.scope is Truth.FALSE) == (Truth.FALSE, False)
    if record.lvb != "variant":
        low, high = of.iq
        assert record.iq_from is None or record.iq_from <= low
        assert record.iq_to is None or (high is not None and high <= record.iq_to)
        assert record.lvb is None or (record.lvb == "made_for") is (of.lvb is Truth.TRUE)
    assert any(one.truth is Truth.TRUE and set(one.need.factors) & set(record.needs) for one in goals)
    assert record.form != "class"
    assert record.verified.value == "found"


@given(help_records(), situations(), goal_lists())
def test_everything_ruled_out_or_open_has_at_least_one_reason(record: Intervention, of: Situation, goals: tuple[PlanGoal, ...]) -> None:
    """Rule 17: show why each was ruled out."""
    option = consider(record, of, goals, TODAY)
    if option.standing is Standing.RULED_OUT:
        assert option.against
    elif option.standing is Standing.OPEN:
        assert not option.against
        assert option.unsettled
    assert all(DUTCH.say(one.why).strip() for one in option.checks)


@given(
    st.integers(0, 30),
    st.one_of(st.none(), st.integers(0, 30)),
    st.one_of(st.none(), st.integers(0, 30)),
    st.one_of(st.none(), st.integers(0, 30)),
)
def test_a_range_lies_within_limits_when_each_of_its_numbers_does(low: int, high: int | None, least: int | None, most: int | None) -> None:
    if least is not None and most is not None and least > most:
        return  # reading the registry refuses limits that run backwards
    numbers = range(low, (200 if high is None else high) + 1)
    if not numbers:
        return
    inside = [(least is None or number >= least) and (most is None or number <= most) for number in numbers]
    assert within(low, high, least, most) is Truth.of(inside)


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [(12, 18, "12 tot en met 18"), (18, None, "vanaf 18"), (None, 11, "tot en met 11"), (None, None, "zonder grens")],
)
def test_limits_are_said_with_both_ends_included(least: int | None, most: int | None, words: str) -> None:
    assert DUTCH.say(span(least, most)) == words
