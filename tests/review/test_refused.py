"""Each rule of review has a small file in `tests/invalid/review` that breaks it and nothing else; the shipped frameworks break none."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from triage import review
from triage.framework.read import read_path
from triage.framework.registry import Registry, read_registry
from triage.review import lint
from triage.review.lint.registered import registered_instruments
from triage.review.proofs import Prover, Verdict
from triage.wording import DUTCH

HOUSE = Path(__file__).resolve().parents[2]
INVALID = sorted((HOUSE / "tests" / "invalid" / "review").glob("*.yaml"))
SHIPPED = sorted((HOUSE / "frameworks").glob("*.yaml"))
TODAY = date(2026, 11, 30)
"""The day on which the sources of the shipped frameworks were last looked at."""


@dataclass(frozen=True)
class _WithInstruments(Registry):
    instruments: Any = field(default_factory=dict)


@cache
def registry() -> Registry:
    """The registry of the program; with a part for instruments, empty where it has none of its own."""
    real = read_registry(review.EVIDENCE)
    if registered_instruments(real) is not None:
        return real
    return _WithInstruments(**{part.name: getattr(real, part.name) for part in fields(real)})


def heading(path: Path) -> dict[str, str]:
    """What the first lines of a file say must be found: `refused` or `warning` with a line, `problem` and `mend`; or a `claim`."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))


def found_in(path: Path) -> list[dict[str, str]]:
    """Everything review and proofs have against a file, in the form of its heading."""
    opened = review.look(read_path(path), registry())
    seen = review.inspect(opened, TODAY)
    said = [("refused", defect) for defect in (*review.defects(opened), *seen.refused)] + [("warning", one) for one in seen.warnings]
    unproven = [proof.claim for proof in Prover(opened.tables, registry()).claims() if proof.verdict is not Verdict.PROVEN]
    return [
        {
            kind: DUTCH.say(defect.place).removeprefix(path.name).lstrip(":, "),
            "problem": DUTCH.say(defect.problem),
            "mend": DUTCH.say(defect.mend),
        }
        for kind, defect in said
    ] + [{"claim": DUTCH.say(claim)} for claim in unproven]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_each_file_breaks_the_one_rule_its_heading_names(path: Path) -> None:
    assert found_in(path) == [heading(path)]


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_each_defect_with_a_line_quotes_it(path: Path) -> None:
    opened = review.look(read_path(path), registry())
    seen = review.inspect(opened, TODAY)
    for defect in (*opened.refused, *seen.refused, *seen.warnings):
        line = int(str(defect.place).rsplit(":", 1)[1])
        assert defect.quote == path.read_text(encoding="utf-8").splitlines()[line - 1].strip()[:160] + "…" * (len(defect.quote) > 160)


def test_every_rule_is_broken_by_a_file() -> None:
    frameworks = [read_path(path).framework for path in INVALID]
    assert [rule for rule in lint.REFUSALS if not any(list(rule(framework, registry())) for framework in frameworks)] == []
    assert [rule for rule in lint.WARNINGS if not any(list(rule(framework, TODAY)) for framework in frameworks)] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_framework_breaks_no_rule_and_asks_for_no_warning(path: Path) -> None:
    opened = review.open(path)
    assert review.inspect(opened, TODAY) == review.Inspection((), ())


def test_a_year_later_the_evidence_of_every_shipped_framework_is_stale() -> None:
    for path in SHIPPED:
        warned = lint.warnings(read_path(path), date(2027, 12, 1))
        assert {DUTCH.say(warning.mend) for warning in warned} == {"Kijk de bron opnieuw na en werk 'rechecked' bij."}
