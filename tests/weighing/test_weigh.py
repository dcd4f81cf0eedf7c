"""The engine against the plain reading of the format, and the rules of *Exact meaning* one by one."""

from __future__ import annotations

import ast
from pathlib import Path
from random import Random

import pytest

from tests.weighing import plain
from tests.weighing.invent import invent_case, invent_framework
from tests.weighing.plain import Plain, advise
from triage.cases.table import CaseTable
from triage.framework.conditions import FORMS, walk
from triage.framework.contents import conditions
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.weighing.result import Use
from triage.weighing.tables import Tables
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


def test_the_random_frameworks_and_cases_show_every_kind_form_status_and_use() -> None:
    frameworks = [invent_framework(seed) for seed in range(300)]
    shown: dict[str, set[object]] = {"kinds": set(), "forms": set(), "statuses": set(), "facts": set(), "uses": set()}
    for seed, framework in enumerate(frameworks):
        shown["kinds"] |= {item.kind for item in framework.items}
        shown["forms"] |= {type(part) for _path, whole in conditions(framework) for part in walk(whole)}
        case = invent_case(framework, Random(seed))
        shown["statuses"] |= {answer.status for answer in case.answers.values()}
        shown["facts"] |= {(fact.status, fact.contested) for fact in case.facts or ()}
        shown["uses"] |= {result.use for result in weigh_case(Tables.of(framework), case).items}
    assert shown["kinds"] == {"yes_no", "choice", "level", "count", "number", "age", "months", "tally", "derived"}
    assert shown["forms"] == set(FORMS)
    assert shown["statuses"] == set(AnswerStatus)
    assert shown["facts"] == {(status, contested) for status in FactStatus for contested in (False, True)}
    assert shown["uses"] == set(Use)


def test_the_plain_reading_shares_nothing_with_the_engine_but_framework_and_case() -> None:
    imported = {
        node.module
        for node in ast.walk(ast.parse(Path(plain.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("triage")
    }
    assert imported == {"triage.cases.case", "triage.framework.model"}


@pytest.mark.parametrize("seed", range(20))
def test_many_answers_on_many_dates_weigh_as_each_case_alone(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    framework, random = invent_framework(seed), Random(seed)
    tables, cases = Tables.of(framework), [invent_case(framework, random, code=f"A-{k}") for k in range(8)]
    alone = [weigh_case(tables, case) for case in cases]
    monkeypatch.setattr("triage.weighing.coding.MOST_TICKED", -1_000_000)
    assert list(weigh(tables, CaseTable.of(cases)).weighings()) == alone
