"""A second prover (z3) that shares no code with the first gives the same verdicts, on random frameworks and on those of the program."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.review import second_prover
from tests.review.claims import proofs_by_claim
from tests.review.second_prover import SecondProver
from tests.review.small import REGISTRY, small_framework
from triage.framework.model import Framework
from triage.framework.read import read_path
from triage.framework.registry import Registry, read_registry
from triage.review.proofs import Prover, Verdict
from triage.weighing.tables import Tables

FOLDER = Path(__file__).parents[2] / "frameworks"
FIRST, FRAMEWORKS = 100_000, 400


def agree(framework: Framework, registry: Registry) -> int:
    """Compare every claim; returns how many there were."""
    second, asked = SecondProver(framework), 0
    for claim, proof in proofs_by_claim(Prover(Tables.of(framework), registry)):
        assert proof.verdict is (Verdict.PROVEN if second.holds(claim) else Verdict.REFUTED), claim
        asked += 1
    return asked


@pytest.mark.parametrize("seed", range(FIRST, FIRST + FRAMEWORKS))
def test_both_provers_agree_on_every_claim_about_a_random_framework(seed: int) -> None:
    assert agree(small_framework(seed), REGISTRY) >= 10


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_both_provers_agree_on_every_claim_about_a_framework_of_the_program(path: Path) -> None:
    assert agree(read_path(path).framework, read_registry(FOLDER / "evidence")) >= 30


def test_the_second_prover_shares_nothing_with_the_first_but_framework_case_and_calendar() -> None:
    text = Path(second_prover.__file__).read_text(encoding="utf-8")
    imported = {node.module for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom) and node.module}
    assert {name for name in imported if name.startswith("triage")} == {"triage.cases.case", "triage.framework.model", "triage.periods"}
