"""The engine against the plain reading of the format, and the rules of *Exact meaning* one by one."""

from __future__ import annotations

from random import Random

import pytest

from tests.weighing.invent import invent_case, invent_framework
from tests.weighing.plain import Plain, advise
from triage.cases.table import CaseTable
from triage.weighing.coding import Tables
from triage.weighing.weigh import weigh, weigh_case

WORDS = {True: "true", False: "false", None: "unknown"}


@pytest.mark.parametrize("seed", range(300))
def test_the_engine_and_the_plain_reading_agree_on_random_frameworks(seed: int) -> None:
    framework, random = invent_framework(seed), Random(seed)
    cases = [invent_case(framework, random, code=f"A-{k}", open_share=random.choice([0, 0.3, 0.7])) for k in range(20)]
    weighed = weigh(Tables.of(framework), CaseTable.of(cases))
    for case, weighing in zip(cases, weighed.weighings(), strict=True):
        plain = Plain(framework, case)
        assert {r.item.id: (r.low, r.high) for r in weighing.items} == {i.id: plain.points(i.id) for i in framework.items}
        for scale in weighing.scales:
            assert (scale.low, scale.high) == plain.score(scale.scale)
            assert scale.share_known == plain.share_known(scale.scale)
            assert scale.sufficient == plain.sufficient(scale.scale)
            assert list(scale.possible) == plain.bands(scale.scale)
        for criterion in weighing.criteria:
            assert criterion.truth.word == WORDS[plain.holds(criterion.criterion.when)]
        assert weighing.advice is not None
        assert (set(weighing.advice.possible), weighing.advice.certain) == advise(framework, case)


@pytest.mark.parametrize("seed", range(40))
def test_a_case_alone_and_the_same_case_in_a_table_give_the_same_result(seed: int) -> None:
    framework, random = invent_framework(seed), Random(seed)
    tables = Tables.of(framework)
    cases = [invent_case(framework, random, code=f"A-{k}") for k in range(6)]
    assert list(weigh(tables, CaseTable.of(cases)).weighings()) == [weigh_case(tables, case) for case in cases]
