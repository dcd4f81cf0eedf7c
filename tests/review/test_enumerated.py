"""Three hundred random small frameworks: every claim of the prover against looking at every case with the plain engine."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.review import claims, enumerated
from tests.review.claims import Claim, proofs_by_claim
from tests.review.enumerated import Enumerated
from tests.review.small import REGISTRY, small_framework
from triage.cases.case import before_twelve
from triage.framework.conditions import FORMS, walk
from triage.framework.contents import conditions
from triage.review.proofs import Proof, Prover, Verdict
from triage.weighing.tables import Tables

FRAMEWORKS, MOST_CASES = 300, 250


def enumerable(number: int) -> Enumerated:
    """The framework of this number, or the first after it in steps of ten thousand that has few enough cases."""
    for seed in range(number, number + 1_000_000, 10_000):
        found = Enumerated(small_framework(seed))
        if found.size <= MOST_CASES:
            return found
    raise AssertionError("no small framework found")


@pytest.mark.parametrize("number", range(FRAMEWORKS))
def test_every_claim_comes_out_as_when_every_case_is_looked_at(number: int) -> None:
    every = enumerable(number)
    prover = Prover(Tables.of(every.framework), REGISTRY)
    for claim, proof in proofs_by_claim(prover):
        assert proof.verdict is (Verdict.PROVEN if every.holds(claim) else Verdict.REFUTED), claim
        confirm(every, claim, proof)
    assert prover.sample(number) > 0


def confirm(every: Enumerated, claim: Claim, proof: Proof) -> None:
    """The cases of a proof are cases somebody can have; they end where it says; and two of them differ in one question only."""
    question = every.framework.age_question
    assert [every.row_of(case) for case, _row in zip(proof.cases, proof.rows, strict=False)] == list(proof.rows)
    for case in proof.cases if question else ():
        assert question is not None
        assert not any(before_twelve(fact, case.answer(question.id), case.reference_date) for fact in case.facts or ())
    if len(proof.cases) == 2:
        one, other = proof.cases
        assert {item for item, answer in one.answers.items() if other.answers[item] != answer} <= set(claim[1])  # type: ignore[arg-type]
        fewer, more = sorted((Counter(one.facts or ()), Counter(other.facts or ())), key=Counter.total)
        assert claim[0] != "monotone" or fewer <= more


def test_the_random_frameworks_show_every_kind_form_outcome_and_claim_both_ways() -> None:
    kinds, forms, shown, keys = set[str](), set[object](), set[str](), Counter[tuple[object, str]]()
    for number in range(0, FRAMEWORKS, 2):
        framework = enumerable(number).framework
        assert framework.advice is not None
        kinds |= {item.kind for item in framework.items}
        forms |= {type(part) for _path, whole in conditions(framework) for part in walk(whole)}
        shown |= {key for item in framework.items for key in item.model_fields_set} | framework.model_fields_set
        shown |= {key for scale in framework.scales for key in scale.model_fields_set} | framework.advice.model_fields_set
        shown |= {f"proof of {one.proof}" for one in framework.advice.exceptions}
        shown |= {"negative" for scale in framework.scales for cap in scale.domain_caps.values() if cap < 0}
        keys.update((claim[0], proof.verdict.value) for claim, proof in proofs_by_claim(Prover(Tables.of(framework), REGISTRY)))
    assert kinds == {"yes_no", "choice", "level", "count", "number", "age", "months", "tally", "derived"}
    assert forms == set(FORMS)
    assert shown >= {"scope", "no_fact", "heavier", "attribute", "allow_not_applicable", "domain_caps", "negative"}
    assert shown >= {"proof of monotone", "proof of escalation", "protection", "established_fact"}
    both = ["row", "outcome", "band", "criterion", "escalation", "monotone", "no weight"]
    assert all(keys[key, verdict] > 5 for key in both for verdict in ("proven", "refuted"))


@pytest.mark.parametrize("module", [enumerated, claims])
def test_the_enumeration_shares_no_cells_gates_or_diagrams_with_the_prover(module: object) -> None:
    text = Path(str(module.__file__)).read_text(encoding="utf-8")  # type: ignore[attr-defined]
    imported = {node.module for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom) and node.module}
    inside = {name for name in imported if name.startswith("triage.weighing")}
    assert inside <= {"triage.weighing.advice"}, "only the names of the parts of the table"
