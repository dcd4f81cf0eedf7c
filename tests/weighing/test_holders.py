"""Who holds a place keeps it until review; only free places are ordered; who stands around the line."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from tests.weighing.test_places import BY_BAND, BY_SCORE, QUESTIONS, UNORDERED, completions, holders, random_cases, weighed_by
from triage.framework.conditions import Condition
from triage.framework.model import Framework, LimitedPlaces
from triage.framework.values import Text
from triage.periods import Period, months_after
from triage.weighing.place_words import counted_states, held_words, near_words, tie_words
from triage.weighing.places import PlaceList, PlaceState, place_list, review_is_due
from triage.wording import DUTCH

ORDERS = pytest.mark.parametrize("order", [BY_SCORE, BY_BAND, UNORDERED], ids=["by score", "by band", "without order"])
LONG_AGO, LATELY = Period.quarter(2025, 1), Period.quarter(2026, 3)


def ruled(order: Framework, **changes: Any) -> Framework:
    """The framework with other rules of its list."""
    assert order.places is not None
    return order.model_copy(update={"places": order.places.model_copy(update=changes)})


def leave_when(condition: dict[str, Any]) -> Condition:
    rule = LimitedPlaces.model_validate({"places": 1, "eligible": ["list"], "leave_when": condition})
    assert rule.leave_when is not None
    return rule.leave_when


def listed(order: Framework, cases: list[dict[str, str | None]], places: int, held: dict[int, Period] | None = None) -> PlaceList:
    assert order.places is not None
    since = {f"A-{k}": period for k, period in (held or {}).items()}
    return place_list(weighed_by(order, cases), order.places, places, since)


YES: dict[str, str | None] = {"serious": "yes", "repeated": "yes", "support": "no", "listed": "yes"}
NO: dict[str, str | None] = {"serious": "no", "repeated": "no", "support": "no", "listed": "no"}


@ORDERS
@pytest.mark.parametrize("seed", range(40))
def test_certain_and_below_hold_in_every_way_for_the_places_that_are_free(order: Framework, seed: int) -> None:
    random = Random(seed)
    cases, places = random_cases(random), random.randint(1, 4)
    held = {k: LATELY for k in range(len(cases)) if random.random() < 0.3}
    found = listed(order, cases, places, held)
    free = max(0, places - len(held))
    assert (found.held, found.free) == (len(held), free)
    others = [k for k in range(len(cases)) if k not in held]
    standing = {place.number: place.state for place in found.candidates}
    assert not standing.keys() & held.keys()
    ways = [
        {others[k] for k in way}
        for filled in completions([cases[k] for k in others])
        for way in (holders(order, filled, free) if free else [frozenset[int]()])
    ]
    for number in others:
        state = standing.get(number, PlaceState.BELOW)
        assert (state is PlaceState.CERTAIN) == all(number in way for way in ways)
        assert (state is PlaceState.BELOW) == (not any(number in way for way in ways))


@ORDERS
@pytest.mark.parametrize("seed", range(40))
def test_the_shares_add_up_to_the_free_places_or_to_the_candidates_when_those_are_fewer(order: Framework, seed: int) -> None:
    random = Random(seed)
    cases: list[dict[str, str | None]] = [{q: random.choice(["yes", "no"]) for q in QUESTIONS} for _ in range(10)]
    held = {k: random.choice([LATELY, LONG_AGO]) for k in range(10) if random.random() < 0.3}
    found = listed(ruled(order, review_months=6, leave_when=leave_when({"item": "listed", "is": "no"})), cases, random.randint(1, 6), held)
    shares = [place.share for place in found.candidates if place.share is not None]
    assert len(shares) == len(found.candidates)
    assert sum(shares, Fraction(0)) == min(found.free, len(found.candidates))
    assert len(found.holders) + len(found.candidates) + found.not_eligible == 10


def test_who_holds_a_place_keeps_it_also_when_somebody_else_would_go_first_or_it_is_no_longer_eligible() -> None:
    found = listed(BY_SCORE, [YES, NO, YES], 2, {1: LATELY})
    assert [(place.case, place.state.value, place.best, place.worst, place.share) for place in found.rows] == [
        ("A-1", "holds", None, None, None),
        ("A-0", "shared", 1, 1, Fraction(1, 2)),
        ("A-2", "shared", 1, 1, Fraction(1, 2)),
    ]
    assert found.not_eligible == 0


def test_more_holders_than_places_leaves_none_free_and_takes_nobodys_place() -> None:
    found = listed(BY_SCORE, [YES, YES, YES], 1, {0: LATELY, 1: LATELY})
    assert [place.state.value for place in found.rows] == ["holds", "holds", "below"]
    assert found.free == 0
    assert found.candidates[0].share == 0
    assert [DUTCH.say(line) for line in held_words(found)] == [
        "2 plaatsen zijn bezet; 0 plaatsen zijn vrij.",
        "Er hebben meer casussen een plaats dan er plaatsen zijn. Niemand verliest daardoor een plaats.",
    ]


def test_a_code_that_is_not_in_the_table_holds_no_place() -> None:
    order = BY_SCORE
    assert order.places is not None
    assert place_list(weighed_by(order, [{}]), order.places, 2, {"B-9": LATELY}).holders == ()


LEAVING = ruled(BY_SCORE, review_months=6, leave_when=leave_when({"band": "risk", "is": "low"}))


@pytest.mark.parametrize(
    ("answers", "since", "state"),
    [
        (NO, LONG_AGO, "leaves"),
        (NO, LATELY, "holds"),
        (YES, LONG_AGO, "holds"),
        ({**NO, "serious": None}, LONG_AGO, "holds"),
    ],
    ids=["review due and low", "review not due", "not low", "not surely low"],
)
def test_a_place_is_only_to_be_left_when_review_is_due_and_the_rule_surely_holds(
    answers: dict[str, str | None], since: Period, state: str
) -> None:
    found = listed(LEAVING, [answers, YES], 1, {0: since})
    assert (found.holders[0].state.value, found.holders[0].review_due) == (state, since is LONG_AGO)
    assert found.free == (1 if state == "leaves" else 0)
    assert found.candidates[0].state is (PlaceState.CERTAIN if state == "leaves" else PlaceState.BELOW)


@pytest.mark.parametrize("missing", ["review_months", "leave_when"])
def test_without_a_term_or_a_rule_nobody_is_to_leave(missing: str) -> None:
    (holder,) = listed(ruled(LEAVING, **{missing: None}), [NO], 1, {0: LONG_AGO}).holders
    assert (holder.state, holder.review_due) == (PlaceState.HOLDS, missing == "leave_when")


@pytest.mark.parametrize(
    ("since", "today", "due"),
    [
        (Period.quarter(2026, 1), date(2026, 9, 29), False),
        (Period.quarter(2026, 1), date(2026, 9, 30), True),
        (Period.day(date(2026, 8, 31)), date(2027, 2, 27), False),
        (Period.day(date(2026, 8, 31)), date(2027, 2, 28), True),
        (Period.day(date(2023, 8, 31)), date(2024, 2, 28), False),
        (Period.day(date(2023, 8, 31)), date(2024, 2, 29), True),
    ],
)
def test_review_is_due_six_months_after_the_last_day_clipped_to_the_end_of_the_month(since: Period, today: date, due: bool) -> None:
    rule = LEAVING.places
    assert rule is not None
    assert review_is_due(since, rule, today) is due


def test_months_after_goes_no_further_than_dates_go() -> None:
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert months_after(date(9999, 6, 1), 120) == date.max


# around the line


def risk(points: int) -> dict[str, str | None]:
    return {**NO, "listed": "yes", "serious": "yes" if points >= 2 else "no", "repeated": "yes" if points % 2 else "no"}


def near(order: Framework, cases: list[dict[str, str | None]], places: int) -> list[bool]:
    found = listed(order, cases, places)
    return [place.near for place in sorted(found.candidates, key=lambda place: place.number)]


def test_who_is_at_most_the_margin_from_the_last_place_stands_around_the_line_on_both_sides() -> None:
    cases = [risk(3), risk(2), risk(1), risk(0)]
    assert near(ruled(BY_SCORE, margin=1000), cases, 2) == [True, True, True, False]
    assert near(ruled(BY_SCORE, margin=999), cases, 2) == [False, True, False, False]
    assert near(ruled(BY_SCORE, margin=1000), cases, 3) == [False, True, True, True]
    assert near(ruled(BY_SCORE, margin=0), cases, 2) == [False, True, False, False]
    assert near(ruled(BY_SCORE, margin=2000), cases, 2) == [True, True, True, True]


def test_on_every_key_the_difference_must_be_within_the_margin() -> None:
    cases = [risk(2), {**risk(2), "support": "yes"}, risk(0)]
    assert near(ruled(BY_SCORE, margin=0), cases, 1) == [True, False, False]
    assert near(ruled(BY_SCORE, margin=1000), cases, 1) == [True, True, False]


def test_by_levels_it_is_the_distance_to_the_level_of_the_last_place() -> None:
    """The level *high* begins at two points: one point is one below it, and three points lie in it."""
    assert near(ruled(BY_BAND, margin=1000), [risk(2), risk(3), risk(1), risk(0)], 1) == [True, True, True, False]
    assert near(ruled(BY_BAND, margin=999), [risk(2), risk(3), risk(1), risk(0)], 1) == [True, True, False, False]
    assert near(ruled(BY_BAND, margin=0), [risk(2), risk(1), risk(0)], 2) == [False, True, True], "from two to below two is more than 0"
    assert near(ruled(BY_BAND, margin=1), [risk(2), risk(1), risk(0)], 2) == [True, True, True], "a thousandth of a point below two"


def test_an_open_answer_brings_a_case_around_the_line_that_may_come_there() -> None:
    cases = [risk(3), risk(3), {**risk(0), "repeated": None}, risk(0)]
    assert near(ruled(BY_SCORE, margin=2000), cases, 1) == [True, True, True, False]


@pytest.mark.parametrize(
    ("order", "places"), [(BY_SCORE, 2), (ruled(UNORDERED, margin=1000), 2), (ruled(BY_SCORE, margin=1000), 4), (BY_SCORE, 9)]
)
def test_without_margin_order_or_line_nobody_stands_around_it(order: Framework, places: int) -> None:
    assert near(order, [risk(3), risk(2), risk(1), risk(0)], places) == [False] * 4


# words


def test_what_is_said_of_a_list_names_holders_ties_and_who_stands_around_the_line() -> None:
    order = ruled(LEAVING, margin=1000, at_equal=Text(nl="Het overleg kiest."))
    found = listed(order, [NO, YES, risk(3), risk(3), risk(0)], 2, {0: LONG_AGO, 1: LATELY})
    assert [DUTCH.say(line) for line in counted_states(found)] == [
        "1 heeft een plaats",
        "1 uitstroom bespreken",
        "2 delen een plaats",
        "1 onder de grens",
    ]
    assert [DUTCH.say(line) for line in held_words(found)] == [
        "1 plaats is bezet; 1 plaats is vrij.",
        "Bij 1 plaats is de toetsing aan de beurt.",
    ]
    assert [DUTCH.say(line) for line in tie_words(found)] == ["Bij gelijke stand zegt het kader: Het overleg kiest."]
    assert [DUTCH.say(line) for line in near_words(found)] == [
        "2 casussen staan rond de grens: per vergelijking hoogstens 1 punt verschil met de laatste plaats."
    ]
    alone = listed(order, [YES], 1)
    assert [*held_words(alone), *tie_words(alone), *near_words(alone)] == []
