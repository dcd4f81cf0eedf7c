"""JPMML as an oracle: scorecards evaluated by a program that is not ours, in a process of its own, so that no Java enters the tests.

JPMML-Evaluator is under the AGPL: it is used here only to compare, and never shipped or imported by the program.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
BRIEFLY = {"JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"}
"""For a Java that lives some seconds: what it would spend on making itself faster is never earned back."""


@dataclass(frozen=True)
class Job:
    """A model of a document, and the rows to evaluate; a field that is left out of a row is missing."""

    path: str
    model: str | None
    rows: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Evaluated:
    """What came of a job: what the records in the document gave (empty when they hold), and per row the outputs or the name of an error."""

    verified: str
    outputs: list[dict[str, Any]]


def evaluated(jobs: Sequence[Job], folder: Path) -> list[Evaluated]:
    """All jobs in one Java process; `folder` holds the questions and answers for as long as it takes."""
    asked, answered = folder / "asked.json", folder / "answered.json"
    asked.write_text(json.dumps([vars(job) for job in jobs]), "utf-8")
    command = [sys.executable, "-m", "tests.exchange.pmml.jpmml", str(asked), str(answered)]
    run = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, env={**os.environ, **BRIEFLY})
    assert run.returncode == 0, run.stderr
    return [Evaluated(**one) for one in json.loads(answered.read_text("utf-8"))]


def reasons_in(outputs: Mapping[str, Any], scale: str) -> list[str]:
    """The reason codes of a row, by rank."""
    ranks = (f"{scale}@reason_{rank}" for rank in range(1, len(outputs) + 1))
    return [outputs[rank] for rank in ranks if outputs.get(rank) is not None]


def _evaluate(jobs: Sequence[Mapping[str, Any]]) -> Iterator[Evaluated]:
    import jpype
    from jpmml_evaluator import Evaluator, JavaError
    from jpmml_evaluator.jpype import JPypeBackend

    backend = JPypeBackend.ensure() if hasattr(JPypeBackend, "ensure") else JPypeBackend()
    for job in jobs:
        builder = backend.newObject("org.jpmml.evaluator.LoadingModelEvaluatorBuilder")
        file = jpype.JClass("java.io.File")(job["path"])
        model = Evaluator(backend, (builder.load(file, job["model"]) if job["model"] else builder.load(file)).build())
        try:
            model.verify()
            verified = ""
        except JavaError as error:
            verified = str(error)
        yield Evaluated(verified, list(_rows(model, job["rows"])))


def _rows(model: Any, rows: Sequence[Mapping[str, str]]) -> Iterator[dict[str, Any]]:
    from pandas import DataFrame

    if not rows:
        return
    fields = [field.getName() for field in model.getInputFields()]
    table = DataFrame([{field: row.get(field) for field in fields} for row in rows], dtype=object, columns=fields)
    for row in model.evaluateAll(table, error_col="error").to_dict("records"):
        yield {str(name): value for name, value in row.items() if isinstance(value, str | int | float) and str(value) != "nan"}


if __name__ == "__main__":
    questions, answers = map(Path, sys.argv[1:])
    answers.write_text(json.dumps([vars(one) for one in _evaluate(json.loads(questions.read_text("utf-8")))]), "utf-8")
