"""Sums step by step, and what weighed heaviest."""

from __future__ import annotations

from random import Random

import pytest

from tests.weighing.invent import invent_case, invent_framework, with_baselines
from tests.weighing.test_exact_meaning import BASIS, fact, framework, weigh
from triage.weighing.reasons import reasons, steps, strongest
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case


@pytest.mark.parametrize("seed", range(120))
def test_the_steps_of_a_sum_add_up_to_its_low_and_high_end(seed: int) -> None:
    framework = invent_framework(seed)
    weighing = weigh_case(Tables.of(framework), invent_case(framework, Random(seed)))
    for scale in weighing.scales:
        found = steps(scale)
        assert (sum(step.low for step in found), sum(step.high for step in found)) == (scale.low, scale.high)


def test_a_cap_is_a_step_of_its_own() -> None:
    found = [(step.item.item.id if step.item else None, step.low) for step in steps(weigh(peers="main").scale("risk"))]
    assert ("peers", 5000) in found
    assert (None, -2000) in found


def test_items_with_equal_points_stand_together_in_the_order_of_the_file() -> None:
    scale = weigh((fact("2026-Q1"), fact("2026-Q2")), age=13, peers="some").scale("risk")
    assert [[result.item.id for result in level] for level in strongest(scale)] == [["incidents"], ["peers", "young_and_busy"]]


def test_what_is_unknown_is_no_reason() -> None:
    assert strongest(weigh(None, peers=None, pace=None).scale("risk")) == ()


@pytest.mark.parametrize("seed", range(60))
def test_the_reasons_are_what_is_surely_beyond_the_baseline_in_the_order_of_the_file_where_they_tie(seed: int) -> None:
    random = Random(seed)
    invented = with_baselines(invent_framework(seed), random)
    weighing = weigh_case(Tables.of(invented), invent_case(invented, random))
    for scale in weighing.scales:
        sure = {}
        for result in (result for result in weighing.items if result.item.scale == scale.scale.id):
            worst, best = (result.greatest, result.least) if scale.scale.worse == "lower" else (result.least, result.greatest)
            assert {worst, best} == {result.least, result.greatest}
            lightest = worst if result.item.baseline is None else result.item.baseline
            ends = [(1 if scale.scale.worse == "higher" else -1) * (points - lightest) for points in (result.low, result.high)]
            if min(ends) > 0:
                sure[result.item.id] = min(ends)
        expected = sorted(sure, key=lambda item: -sure[item])
        assert [result.item.id for reason in reasons(scale) for result in reason.items] == expected
        assert [reason.difference for reason in reasons(scale)] == sorted(set(sure.values()), reverse=True)


def test_an_open_item_is_a_reason_as_far_as_every_answer_it_can_have_makes_it_one() -> None:
    items = [{**item, "baseline": -1} if item["id"] == "peers" else item for item in BASIS["items"]]
    scale = weigh(None, basis=framework(items=items), peers=None).scale("risk")
    assert [(reason.difference, [result.item.id for result in reason.items]) for reason in reasons(scale)] == [(1000, ["peers"])]


def test_where_fewer_points_weigh_heavier_what_is_missing_is_the_reason() -> None:
    without, having = (weigh(support=answer).scale("strength") for answer in ("no", "yes"))
    assert [(reason.difference, reason.items[0].item.id) for reason in reasons(without)] == [(2000, "support")]
    assert reasons(having) == ()
    assert [result.item.id for level in strongest(having) for result in level] == ["support"]
