"""Sums step by step, and what weighed heaviest."""

from __future__ import annotations

from random import Random

import pytest

from tests.weighing.invent import invent_case, invent_framework
from tests.weighing.test_exact_meaning import fact, weigh
from triage.weighing.reasons import steps, strongest
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
    assert [[result.item.id for result in level] for level in strongest(scale)] == [["incidents"], ["young_and_busy", "peers"]]


def test_what_is_unknown_is_no_reason() -> None:
    assert strongest(weigh(None, peers=None, pace=None).scale("risk")) == ()
