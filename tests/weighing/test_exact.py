"""The exact set of possible advices: against every completion of random small cases, and beside the walk."""

from __future__ import annotations

from random import Random

import pytest

from tests.review.small import small_framework
from tests.weighing.completions import Completions, small_case
from triage.weighing.exact import ExactTable
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case

MOST = 1_500


@pytest.mark.parametrize("seed", range(150))
def test_the_exact_set_is_what_every_completion_gives_and_lies_within_the_walk(seed: int) -> None:
    framework, random = small_framework(seed), Random(seed)
    tables = Tables.of(framework)
    exact = ExactTable(tables)
    for _ in range(4):
        case = small_case(framework, random, random.choice([0, 0.3, 0.8]))
        every = Completions(framework, case)
        if every.size > MOST:
            continue
        found = exact.possible(exact.read(case))
        outcomes = every.outcomes()
        if outcomes:
            assert set(found) == outcomes
        advice = weigh_case(tables, case).advice
        assert advice is not None
        assert set(found) <= set(advice.possible)
