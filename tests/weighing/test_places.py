"""Limited places, against every way the open answers and the ties could fall out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from random import Random

import pytest

from triage.cases.case import Answer, Case
from triage.cases.table import CaseTable
from triage.framework.model import Band, Framework, Scale
from triage.framework.vocabulary import Role
from triage.weighing.places import PlaceList, PlaceState, place_list
from triage.weighing.tables import Tables
from triage.weighing.weigh import Weighed, weigh

DAY = date(2026, 11, 23)
QUESTIONS = ("serious", "repeated", "support", "listed")


def framework(order: list[dict[str, str]]) -> Framework:
    def item(name: str, scale: str | None, points: int) -> dict[str, object]:
        scored = {"scale": scale, "points": {"yes": points, "no": 0}} if scale else {}
        return {"id": name, "kind": "yes_no", **scored}

    bands = [{"id": "low"}, {"id": "high", "from": 2}]
    return Framework.model_validate(
        {
            "format": 1,
            "id": "places",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "Plaatsen"},
            "scales": [
                {"id": "risk", "role": "risk", "min_known": 0, "bands": bands},
                {"id": "strength", "role": "complexity"},
            ],
            "items": [item("serious", "risk", 2), item("repeated", "risk", 1), item("support", "strength", 1), item("listed", None, 0)],
            "advice": {
                "outcomes": [{"id": "none", "intensity": "none"}, {"id": "list", "kind": "list", "intensity": "intensive"}],
                "rules": [{"when": {"item": "listed", "is": "yes"}, "then": "list"}, {"then": "none"}],
            },
            "list": {"places": 2, "eligible": ["list"], "order": order},
        }
    )


BY_SCORE = framework([{"scale": "risk", "first": "high"}, {"scale": "strength", "first": "low"}])
BY_BAND = framework([{"band": "risk", "first": "high"}, {"scale": "strength", "first": "low"}])
UNORDERED = framework([])


def weighed_by(order: Framework, cases: list[dict[str, str | None]]) -> Weighed:
    """The cases A-0, A-1 … weighed; an answer of None is open."""
    given = [{question: Answer(value) for question, value in answers.items() if value is not None} for answers in cases]
    return weigh(Tables.of(order), CaseTable.of([Case(f"A-{k}", DAY, answers) for k, answers in enumerate(given)]))


def listed(order: Framework, cases: list[dict[str, str | None]], places: int) -> PlaceList:
    assert order.places is not None
    return place_list(weighed_by(order, cases), order.places, places)


def position(order: Framework, answers: dict[str, str]) -> tuple[int, ...]:
    """Where a complete case stands; smaller goes first."""
    risk = 2 * (answers["serious"] == "yes") + (answers["repeated"] == "yes")
    if order is UNORDERED:
        return ()
    return (-(risk >= 2) if order is BY_BAND else -risk, int(answers["support"] == "yes"))


def completions(cases: list[dict[str, str | None]]) -> Iterator[list[dict[str, str]]]:
    open_ = [(k, q) for k, answers in enumerate(cases) for q in QUESTIONS if answers[q] is None]
    for values in product(["yes", "no"], repeat=len(open_)):
        filled = [{q: v or "" for q, v in answers.items()} for answers in cases]
        for (k, q), value in zip(open_, values, strict=True):
            filled[k][q] = value
        yield filled


def holders(order: Framework, cases: list[dict[str, str]], places: int) -> Iterator[frozenset[int]]:
    """Every set of cases that may end up with a place, over all ways to settle the tie at the cut."""
    eligible = sorted((k for k, answers in enumerate(cases) if answers["listed"] == "yes"), key=lambda k: position(order, cases[k]))
    if len(eligible) <= places:
        yield frozenset(eligible)
        return
    at_cut = position(order, cases[eligible[places - 1]])
    ahead = frozenset(k for k in eligible if position(order, cases[k]) < at_cut)
    level = [k for k in eligible if position(order, cases[k]) == at_cut]
    for chosen in combinations(level, places - len(ahead)):
        yield ahead | frozenset(chosen)


def random_cases(random: Random) -> list[dict[str, str | None]]:
    cases: list[dict[str, str | None]] = [{q: random.choice(["yes", "no"]) for q in QUESTIONS} for _ in range(random.randint(1, 6))]
    for _ in range(random.randint(0, 6)):
        random.choice(cases)[random.choice(QUESTIONS)] = None
    return cases


@pytest.mark.parametrize("order", [BY_SCORE, BY_BAND, UNORDERED], ids=["by score", "by band", "without order"])
@pytest.mark.parametrize("seed", range(60))
def test_certain_and_below_hold_in_every_way_the_open_answers_and_ties_fall_out(order: Framework, seed: int) -> None:
    random = Random(seed)
    cases, places = random_cases(random), random.randint(1, 4)
    ways = [way for filled in completions(cases) for way in holders(order, filled, places)]
    found = {place.number: place for place in listed(order, cases, places).candidates}
    for number in range(len(cases)):
        always, never = all(number in way for way in ways), not any(number in way for way in ways)
        state = found[number].state if number in found else PlaceState.BELOW
        assert (state is PlaceState.CERTAIN) == always
        assert (state is PlaceState.BELOW) == never


@pytest.mark.parametrize("order", [BY_SCORE, BY_BAND, UNORDERED], ids=["by score", "by band", "without order"])
@pytest.mark.parametrize("seed", range(60))
def test_a_case_shares_a_place_when_no_open_answer_can_settle_it(order: Framework, seed: int) -> None:
    """Whatever the open answers are, the tie at the cut remains; what they change is at most with how many."""
    random = Random(seed)
    cases, places = random_cases(random), random.randint(1, 4)
    ways = [list(holders(order, filled, places)) for filled in completions(cases)]
    for place in listed(order, cases, places).candidates:
        always_level = all(len({place.number in way for way in settled}) == 2 for settled in ways)
        if place.state is PlaceState.SHARED:
            assert always_level
        elif None not in cases[place.number].values():
            assert not always_level


@pytest.mark.parametrize("seed", range(60))
def test_best_and_worst_place_are_reached_by_some_completion_and_never_passed(seed: int) -> None:
    cases = random_cases(Random(seed))
    ranks: dict[int, set[int]] = {}
    for filled in completions(cases):
        eligible = [k for k, answers in enumerate(filled) if answers["listed"] == "yes"]
        for k in eligible:
            rank = 1 + sum(position(BY_SCORE, filled[other]) < position(BY_SCORE, filled[k]) for other in eligible)
            ranks.setdefault(k, set()).add(rank)
    for place in listed(BY_SCORE, cases, 2).candidates:
        assert (place.best, place.worst) == (min(ranks[place.number]), max(ranks[place.number]))


@pytest.mark.parametrize("seed", range(60))
def test_without_open_answers_the_shares_add_up_to_the_places(seed: int) -> None:
    random = Random(seed)
    cases: list[dict[str, str | None]] = [{q: random.choice(["yes", "no"]) for q in QUESTIONS} for _ in range(12)]
    found = listed(BY_SCORE, cases, 3)
    shares = [place.share for place in found.candidates]
    assert None not in shares
    assert sum((share for share in shares if share is not None), Fraction(0)) == min(3, len(found.candidates))


def test_ties_get_the_same_place_and_the_next_place_is_skipped() -> None:
    yes = {"serious": "yes", "repeated": "no", "support": "no", "listed": "yes"}
    cases: list[dict[str, str | None]] = [{**yes, "repeated": "yes"}, {**yes}, {**yes}, {**yes, "serious": "no"}]
    found = listed(BY_SCORE, cases, 2)
    assert [(place.best, place.worst, place.state.value) for place in found.candidates] == [
        (1, 1, "certain"),
        (2, 2, "shared"),
        (2, 2, "shared"),
        (4, 4, "below"),
    ]
    assert [place.share for place in found.candidates] == [1, Fraction(1, 2), Fraction(1, 2), 0]


def test_a_case_that_is_surely_not_eligible_is_counted_and_not_listed() -> None:
    no = {"serious": "yes", "repeated": "yes", "support": "no", "listed": "no"}
    found = listed(BY_SCORE, [{**no}], 2)
    assert found.candidates == ()
    assert found.not_eligible == 1


def test_a_case_that_may_still_come_level_leaves_the_share_open() -> None:
    yes: dict[str, str | None] = {"serious": "yes", "repeated": "no", "support": "no", "listed": "yes"}
    found = listed(BY_SCORE, [{**yes}, {**yes}, {**yes, "listed": None}], 1)
    states = {place.number: (place.state, place.share) for place in found.candidates}
    assert states == {0: (PlaceState.SHARED, None), 1: (PlaceState.SHARED, None), 2: (PlaceState.UNSURE, None)}


def test_candidates_stand_in_the_order_of_their_best_place_and_then_their_worst() -> None:
    base: dict[str, str | None] = {"serious": "no", "repeated": "no", "support": "no", "listed": "yes"}
    middle, low = {**base, "serious": "yes"}, {**base, "repeated": "yes"}
    top, anywhere = {**base, "serious": "yes", "repeated": "yes"}, {**base, "serious": None, "repeated": None}
    found = listed(BY_SCORE, [low, middle, anywhere, top], 2)
    assert [(place.number, place.best, place.worst) for place in found.candidates] == [(3, 1, 1), (2, 1, 4), (1, 2, 3), (0, 3, 4)]


def test_keys_are_points_in_thousandths_or_places_of_bands() -> None:
    case: dict[str, str | None] = {"serious": "yes", "repeated": None, "support": "no", "listed": "yes"}
    assert [(key.low, key.high) for key in listed(BY_SCORE, [case], 1).candidates[0].keys] == [(2000, 3000), (0, 0)]
    assert [(key.low, key.high) for key in listed(BY_BAND, [case], 1).candidates[0].keys] == [(1, 1), (0, 0)]


def test_a_case_whose_advice_is_held_back_is_not_surely_eligible() -> None:
    strength = Scale(id="strength", role=Role.PROTECTIVE, min_known=Decimal(1), bands=(Band(id="few"),))
    parts = {name: getattr(BY_SCORE, name) for name in Framework.model_fields}
    held = Framework.model_validate(parts | {"scales": (BY_SCORE.scales[0], strength)})
    known: dict[str, str | None] = {"serious": "yes", "repeated": "yes", "support": "no", "listed": "yes"}
    found = {place.number: place for place in listed(held, [known, {**known, "support": None}], 2).candidates}
    assert (found[0].surely_eligible, found[1].surely_eligible) == (True, False)
    assert (found[0].state, found[1].state) == (PlaceState.CERTAIN, PlaceState.UNSURE)
