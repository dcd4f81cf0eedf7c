"""Firmness of a list beside a plain reading in Python's whole numbers; shares that add up exactly; ranks beside published ones."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from tests.examples.test_promises import intake, rule, weighed
from tests.weighing.test_places import BY_BAND, BY_SCORE, DAY, QUESTIONS, UNORDERED, random_cases, weighed_by
from triage.cases.case import Answer, Case
from triage.cases.table import CaseTable
from triage.framework.model import Framework
from triage.framework.vocabulary import Strength
from triage.periods import Period
from triage.weighing.firmness_words import matters_lines
from triage.weighing.place_firmness import PlaceCount, PlaceTable, at_the_line, in_order, in_turn, items_that_matter, place_firmness
from triage.weighing.places import PlaceList, PlaceState, place_list
from triage.weighing.robustness import case_firmness
from triage.weighing.scores import STEPS, factors
from triage.weighing.tables import Tables
from triage.weighing.weigh import Weighed, weigh
from triage.wording import DUTCH

ORDERS = pytest.mark.parametrize("order", [BY_SCORE, BY_BAND, UNORDERED], ids=["by score", "by band", "without order"])
Answers = dict[str, str | None]


def moving(order: Framework, percent: int) -> Framework:
    return order.model_copy(update={"robustness": dict.fromkeys(Strength, percent)})


def complete(random: Random) -> Answers:
    """A case without open answers."""
    return {question: random.choice(["yes", "no"]) for question in QUESTIONS}


def listed(order: Framework, cases: list[Answers], places: int, held: tuple[str, ...] = ()) -> tuple[Weighed, PlaceList]:
    weighed = weighed_by(order, cases)
    assert order.places is not None
    return weighed, place_list(weighed, order.places, places, {code: Period.day(DAY) for code in held})


POINTS = {"serious": ("risk", 2), "repeated": ("risk", 1), "support": ("strength", 1)}


def score(scale: str, answers: Answers, side: int, factor: dict[str, int]) -> int:
    """A moved score, in steps: an open question counts nothing in the low reading and all its points in the high one."""
    given = {question: answers[question] == "yes" or (answers[question] is None and side == 1) for question in POINTS}
    return sum(points * factor[question] for question, (of, points) in POINTS.items() if of == scale and given[question])


def position(order: Framework, answers: Answers, side: int, factor: dict[str, int]) -> tuple[int, ...]:
    risk, strength = (score(scale, answers, side, factor) for scale in ("risk", "strength"))
    if not order.places or not order.places.order:
        return ()
    return (-(risk >= 2 * STEPS) if order.places.order[0].band else -risk, strength)


def plainly(order: Framework, cases: list[Answers], free: int, held: set[int], draws: int, seed: int, side: int) -> list[tuple[Any, ...]]:
    """Held, shared and share of each case, one recalculation and one case at a time. Who may be for the list takes part."""
    counts: list[list[Any]] = [[0, 0, Fraction(0)] for _ in cases]
    for row in factors(order, draws, seed).tolist():
        factor = dict(zip(QUESTIONS, row, strict=True))
        takes_part = [k for k, answers in enumerate(cases) if answers["listed"] != "no" and k not in held]
        stands = {k: position(order, cases[k], side, factor) for k in takes_part}
        for k in takes_part:
            ahead = sum(stands[other] < stands[k] for other in takes_part)
            level = sum(stands[other] == stands[k] for other in takes_part)
            if ahead + level <= free:
                counts[k][0] += 1
                counts[k][2] += 1
            elif ahead < free:
                counts[k][1] += 1
                counts[k][2] += Fraction(free - ahead, level)
    return [tuple(count) for count in counts]


@ORDERS
@pytest.mark.parametrize("seed", range(25))
def test_every_place_is_counted_as_one_would_count_it_by_hand(order: Framework, seed: int) -> None:
    random, of = Random(seed), moving(order, 50)
    cases, places = random_cases(random), random.randint(1, 4)
    holders = {0} if seed % 3 == 0 else set()
    weighed, found = listed(of, cases, places, tuple(f"A-{k}" for k in holders))
    firm = place_firmness(weighed, found, draws=40, seed=seed, table=True)
    assert firm is not None
    for side, counts in enumerate((firm.low, firm.high)):
        expected = plainly(of, cases, found.free, holders, 40, seed, side)
        assert [(count.held, count.shared, count.share) for count in counts] == expected
        assert sum((count.share for count in counts), Fraction(0)) == firm.filled[side]
        taking_part = sum(answers["listed"] != "no" and k not in holders for k, answers in enumerate(cases))
        assert firm.filled[side] == 40 * min(found.free, taking_part)


def standing(order: Framework, cases: list[Answers], free: int, factor: dict[str, int]) -> list[int]:
    """What each case has, with open questions at their least: 0 no place, 1 a shared one, 2 one to itself."""
    takes_part = [k for k, answers in enumerate(cases) if answers["listed"] != "no"]
    stands = {k: position(order, cases[k], 0, factor) for k in takes_part}
    found = [0] * len(cases)
    for k in takes_part:
        ahead = sum(stands[other] < stands[k] for other in takes_part)
        level = sum(stands[other] == stands[k] for other in takes_part)
        found[k] = 2 if ahead + level <= free else 1 if ahead < free else 0
    return found


@ORDERS
@pytest.mark.parametrize("seed", range(25))
def test_an_item_matters_as_often_as_its_movement_alone_changes_who_has_a_place(order: Framework, seed: int) -> None:
    random, of = Random(seed), moving(order, 50)
    cases, places = random_cases(random), random.randint(1, 4)
    weighed, found = listed(of, cases, places)
    unmoved = dict.fromkeys(QUESTIONS, STEPS)
    now = standing(of, cases, places, unmoved)
    drawn = [dict(zip(QUESTIONS, row, strict=True)) for row in factors(of, 40, seed).tolist()]
    expected = {
        question: sum(standing(of, cases, places, {**unmoved, question: factor[question]}) != now for factor in drawn)
        for question in POINTS
    }
    alone = items_that_matter(weighed, found, draws=40, seed=seed)
    assert dict(alone) == {question: count for question, count in expected.items() if count}
    assert [count for _item, count in alone] == sorted(dict(alone).values(), reverse=True)


def test_on_which_items_a_list_hangs_is_said_with_all_that_do_so_equally() -> None:
    of = moving(BY_SCORE, 50)
    one = [DUTCH.say(line) for line in matters_lines([("serious", 7), ("repeated", 3)], 10, of)]
    assert one == [
        "De lijst hangt het meest af van “serious”: beweegt alleen dat onderdeel, dan verandert in 7 van 10 herberekeningen wie een "
        "plaats heeft."
    ]
    two = [DUTCH.say(line) for line in matters_lines([("serious", 7), ("repeated", 7)], 10, of)]
    assert two[0].startswith(
        "De lijst hangt het meest af van “serious” en “repeated”: beweegt een daarvan alleen, dan verandert steeds in 7 "
    )
    assert list(matters_lines([], 10, of)) == []


@ORDERS
@pytest.mark.parametrize("seed", range(25))
def test_without_movement_and_open_answers_firmness_is_the_list_itself(order: Framework, seed: int) -> None:
    random = Random(seed)
    weighed, found = listed(moving(order, 0), [complete(random) for _ in range(9)], random.randint(1, 5))
    firm = place_firmness(weighed, found, draws=8, seed=seed, table=True)
    assert firm is not None
    assert firm.low == firm.high
    for place in found.candidates:
        count = firm.low[place.number]
        assert place.share is not None
        assert count.share == 8 * place.share
        assert (count.held, count.shared) == {
            PlaceState.CERTAIN: (8, 0),
            PlaceState.SHARED: (0, 8),
            PlaceState.BELOW: (0, 0),
        }[place.state]
        assert count.span == (place.best, place.worst)
        assert count.kept == 8


@pytest.mark.parametrize("seed", range(30))
def test_cases_with_the_same_points_tie_in_every_recalculation(seed: int) -> None:
    random = Random(seed)
    one = complete(random) | {"listed": "yes"}
    cases = [*[one] * 3, *(complete(random) for _ in range(4))]
    weighed, found = listed(moving(BY_SCORE, 50), cases, 2)
    firm = place_firmness(weighed, found, draws=60, seed=seed)
    assert firm is not None
    assert firm.low[0] == firm.low[1] == firm.low[2]


@pytest.mark.parametrize("seed", range(30))
def test_who_is_never_behind_another_has_a_place_at_least_as_often(seed: int) -> None:
    """More of every risk and no more support: ahead or level, whatever the factors are."""
    random = Random(seed)
    cases = [complete(random) | {"listed": "yes"} for _ in range(6)]
    cases += [{**answers, "serious": "yes", "support": "no"} for answers in cases]
    weighed, found = listed(moving(BY_SCORE, 50), cases, 4)
    firm = place_firmness(weighed, found, draws=60, seed=seed)
    assert firm is not None
    for lighter, heavier in zip(firm.low[:6], firm.low[6:], strict=True):
        assert heavier.share >= lighter.share
        assert heavier.held >= lighter.held


def test_a_framework_that_moves_nothing_has_no_firmness_and_no_places_fill_none() -> None:
    case: Answers = dict.fromkeys(QUESTIONS, "yes")
    assert place_firmness(*listed(BY_SCORE, [case], 1), draws=5) is None
    assert place_firmness(*listed(moving(BY_SCORE, 10), [], 1), draws=5) is None
    weighed, found = listed(moving(BY_SCORE, 10), [case, case], 1, held=("A-0",))
    firm = place_firmness(weighed, found, draws=5)
    assert firm is not None
    assert firm.filled == (0, 0)
    assert {count.share for count in firm.low} == {0}


def test_who_holds_a_place_takes_no_part_and_keeps_its_advice_all_the_same() -> None:
    case: Answers = dict.fromkeys(QUESTIONS, "yes")
    weighed, found = listed(moving(BY_SCORE, 10), [case, case], 2, held=("A-0",))
    firm = place_firmness(weighed, found, draws=5, table=True)
    assert firm is not None
    assert firm.low[0] == PlaceCount(0, 0, Fraction(0), 5, None)
    assert firm.low[1] == PlaceCount(5, 0, Fraction(5), 5, (1, 1))


def test_long_work_says_how_far_it_is() -> None:
    for answer, expected in (("yes", [1.0]), (None, [0.5, 1.0])):
        told: list[float] = []
        weighed, found = listed(moving(BY_SCORE, 10), [dict.fromkeys(QUESTIONS, answer)], 1)
        place_firmness(weighed, found, draws=5, told=told.append)
        assert told == expected, "one reading where nothing is open"


# ranks, beside published ones

MCDA = YAML(typ="safe").load((Path(__file__).parents[1] / "data" / "mcda" / "reference-values.yaml").read_text("utf-8"))
"""Values from the tests of github.com/quatrope/scikit-criteria (BSD-3), as tests/data/mcda says."""


def ranks(values: list[float], *, descending: bool) -> list[int]:
    """The place of each value by competition, from the same order as a list of cases."""
    positions = np.array([[round(value * 10**8) for value in values]], np.int64)
    positions = positions.max() - positions if descending else positions - positions.min()
    case, places = in_order(positions, last=int(positions.max()) + 1)
    found = np.zeros(len(values), np.int64)
    found[case[0]] = places[0]
    return [int(rank) for rank in found]


def test_rank_values_are_those_of_scikit_criteria() -> None:
    for one in MCDA["rank_values"]:
        assert ranks(one["values"], descending=False) == one["ascending"]
        assert ranks(one["values"], descending=True) == one["descending"]


def test_published_scores_get_their_published_ranks() -> None:
    """Weighted sum, weighted product and TOPSIS: the scores are theirs, the ranks ours."""
    for name, scores in (("weighted_sum", "scores"), ("weighted_product_enwiki", "scores"), ("topsis_small", "similarity")):
        assert ranks(MCDA[name][scores], descending=True) == MCDA[name]["ranks"]


def test_a_weighted_sum_as_a_framework_ranks_as_published() -> None:
    """The matrix of scikit-criteria with weights of one, as points of three questions that do not move."""
    matrix, names = MCDA["weighted_sum"]["matrix"], ("a", "b", "c")
    of = Framework.model_validate(
        {
            "format": 1,
            "id": "mcda",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "MCDA"},
            "scales": [{"id": "sum", "role": "risk"}],
            "items": [
                {
                    "id": name,
                    "kind": "count",
                    "scale": "sum",
                    "range": [0, 9],
                    "points": [{"points": 0}, *({"at_least": n, "points": n} for n in range(1, 10))],
                }
                for name in names
            ],
            "advice": {"outcomes": [{"id": "list", "kind": "list", "intensity": "intensive"}], "rules": [{"then": "list"}]},
            "list": {"places": 1, "eligible": ["list"], "order": [{"scale": "sum", "first": "high"}]},
        }
    )
    table = [
        Case(f"A-{k}", DAY, {name: Answer(n) for name, n in zip(names, map(Decimal, row), strict=True)}) for k, row in enumerate(matrix)
    ]
    weighed = weigh(Tables.of(of), CaseTable.of(table))
    assert of.places is not None
    found = place_list(weighed, of.places)
    assert [place.best for place in sorted(found.candidates, key=lambda place: place.number)] == MCDA["weighted_sum"]["ranks"]
    assert (weighed.counted.sums("sum").low * weighed.tables.unit).tolist() == [1000 * score for score in MCDA["weighted_sum"]["scores"]]


def test_ties_get_the_same_place_and_the_next_place_is_skipped() -> None:
    """Not 1, 2, 2, 3 as in scikit-criteria (`vikor_tie`): with such places more cases have "place 60" than there are places."""
    tied = MCDA["vikor_tie"]["ranks"]
    assert ranks([float(rank) for rank in tied], descending=False) == [3, 1, 1, 4]


# the small parts


def test_keys_in_turn_compare_as_tuples_also_when_one_number_cannot_hold_them() -> None:
    random = Random(1)
    for width in (3, 10**6, 2**40, 2**61):
        keys = [[random.choice([0, 1, width // 2, width - 1]) for _ in range(12)] for _ in range(4)]
        found, reach = in_turn([(np.array([key], np.int64), width) for key in keys], (1, 12))
        tuples = list(zip(*keys, strict=True))
        for one in range(12):
            assert found[0, one] < reach
            for other in range(12):
                assert (found[0, one] < found[0, other]) == (tuples[one] < tuples[other])


LINES: list[tuple[list[int], int, list[bool], list[bool] | None, int]] = [
    ([0, 1, 1, 5], 2, [True, False, False, False], [False, True, True, False], 1),
    ([0, 1, 1, 5], 3, [True, True, True, False], None, 0),
    ([9, 9, 1, 9], 3, [False, False, True, False], None, 0),
    ([3, 4, 9, 9], 4, [True, True, False, False], None, 0),
    ([2, 2, 2, 2], 3, [False] * 4, [True] * 4, 3),
    ([8, 8, 9, 9], 1, [False] * 4, [True, True, False, False], 1),
    ([9, 9, 9, 9], 2, [False] * 4, None, 0),
]


@pytest.mark.parametrize(("positions", "places", "inside", "level", "left"), LINES)
def test_the_line_falls_behind_the_last_place_and_never_takes_in_who_takes_no_part(
    positions: list[int], places: int, inside: list[bool], level: list[bool] | None, left: int
) -> None:
    found, tied, sharing, remaining = at_the_line(np.array([positions]), places, last=9)
    assert found[0].tolist() == inside
    assert tied.tolist() == ([] if level is None else [0])
    assert sharing.tolist() == ([] if level is None else [level])
    assert remaining.tolist() == ([] if level is None else [left])


def test_positions_too_large_to_sort_with_their_case_give_the_same_places() -> None:
    small = np.array([[3, 0, 0, 5, 2], [5, 5, 1, 1, 1]], np.int64)
    case, places = in_order(small, last=5)
    assert places.tolist() == [[1, 1, 3, 4, 6], [1, 1, 1, 6, 6]]
    large = in_order(small << 58, last=5 << 58)
    assert (large[0].tolist(), large[1].tolist()) == (case.tolist(), places.tolist())


def test_a_span_leaves_out_one_in_twenty_on_each_side() -> None:
    table = PlaceTable(30)
    table.counts[0, :3] = [1, 18, 1]
    table.counts[1, :3] = [2, 17, 1]
    table.counts[2, -1] = 20
    assert (table.span(0), table.span(1), table.span(2)) == ((1, 2), (1, 2), None)


@pytest.fixture(scope="module")
def examples() -> tuple[Weighed, PlaceList]:
    """The sixty invented cases by the Top 60 framework, where the advice moves with the points."""
    return weighed(), place_list(weighed(), rule(), 10, intake().held)


def test_a_case_in_a_table_keeps_its_advice_as_often_as_the_case_alone(examples: tuple[Weighed, PlaceList]) -> None:
    table, found = examples
    firm = place_firmness(table, found, draws=200, seed=3)
    assert firm is not None
    assert any(count.kept < 200 for count in firm.low)
    for number in range(len(table)):
        alone = case_firmness(table.tables, table.cases.case(number), draws=200, seed=3)
        assert alone is not None
        assert (alone.low.kept, alone.high.kept) == (firm.low[number].kept, firm.high[number].kept)


def test_many_combinations_of_levels_give_the_same_as_few(examples: tuple[Weighed, PlaceList], monkeypatch: pytest.MonkeyPatch) -> None:
    table, found = examples
    few = place_firmness(table, found, draws=100, seed=3, table=True)
    monkeypatch.setattr("triage.weighing.place_firmness.MOST_TOGETHER", 0)
    monkeypatch.setattr("triage.weighing.place_firmness.BLOCK", 1_000)
    assert place_firmness(table, found, draws=100, seed=3, table=True) == few


def test_places_may_go_to_a_case_that_only_some_recalculations_bring_on_the_list(examples: tuple[Weighed, PlaceList]) -> None:
    """So the shares of the listed alone may be less than the places; over all cases they are exactly those."""
    table, found = examples
    firm = place_firmness(table, found, draws=200, seed=3)
    assert firm is not None
    on_list = {place.number for place in found.candidates}
    elsewhere = sum(count.share for number, count in enumerate(firm.low) if number not in on_list)
    assert sum(count.share for count in firm.low) == firm.filled[0] <= 200 * found.free
    assert 0 <= elsewhere < firm.filled[0]
