"""Programs that are not ours and compute what we compute: LibreOffice recalculates workbooks, JPMML evaluates PMML.

A test says that it needs one with `@needs(LIBREOFFICE, "…")`, in Dutch what it checks. Where the program is absent the test is not
run and the test run ends with that text; where CI is `true` an absent program is a failure.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

MARK = "oracle"
UNCHECKED = "NIET GECONTROLEERD"


@dataclass(frozen=True)
class Oracle:
    """A program to compare with: its name, whether it is here, and how to get it."""

    name: str
    is_here: Callable[[], bool]
    mend: str


LIBREOFFICE = Oracle(
    name="LibreOffice",
    is_here=lambda: shutil.which("soffice") is not None,
    mend="Installeer het programma soffice (Debian: libreoffice-calc-nogui).",
)
JPMML = Oracle(
    name="JPMML",
    is_here=lambda: shutil.which("java") is not None and importlib.util.find_spec("jpmml_evaluator") is not None,
    mend="Installeer het programma java (Debian: default-jre-headless) en het Python-pakket jpmml_evaluator.",
)


def needs(oracle: Oracle, unchecked: str) -> pytest.MarkDecorator:
    """Marks a test that compares with an oracle; `unchecked` says in Dutch what nobody checks without it."""
    return pytest.mark.oracle(oracle, unchecked)


def demand(marks: Iterable[pytest.Mark]) -> None:
    """Skips a test whose oracle is absent, or fails it where CI is `true`."""
    for oracle, unchecked in (mark.args for mark in marks):
        if oracle.is_here():
            continue
        said = f"{UNCHECKED} met {oracle.name}: {unchecked} {oracle.mend}"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(said, pytrace=False)
        pytest.skip(said)


def unchecked(skipped: Sequence[Any]) -> list[str]:
    """What the tests did not check for want of an oracle, from the reports of skipped tests, each once."""
    reasons = [report.longrepr[2].removeprefix("Skipped: ") for report in skipped if isinstance(report.longrepr, tuple)]
    return list(dict.fromkeys(reason for reason in reasons if reason.startswith(UNCHECKED)))


def recalculated(workbooks: Sequence[Path], out: Path) -> list[Path]:
    """The workbooks as LibreOffice saves them after computing every formula, in folder `out`, in the same order."""
    return _converted(workbooks, out, "xlsx:Calc MS Excel 2007 XML", [path.name for path in workbooks])


def computed_sheet(workbooks: Sequence[Path], out: Path, name: str, number: int) -> list[Path]:
    """One sheet of each workbook, computed by LibreOffice, as CSV in folder `out`: half the work of a whole workbook.

    `number` counts from 1. Every cell stands between quotation marks, numbers with a point and all their decimals.
    """
    kind = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,false,false,false,false,{number}"
    return _converted(workbooks, out, kind, [f"{path.stem}-{name}.csv" for path in workbooks])


def _converted(workbooks: Sequence[Path], out: Path, kind: str, names: Sequence[str]) -> list[Path]:
    """One process for all of them, with a profile of its own, so that nothing the user set in LibreOffice counts."""
    profile = (out / "profile").absolute().as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", kind, "--outdir", str(out)]
    run = subprocess.run(["soffice", *options, *map(str, workbooks)], check=False, capture_output=True, text=True)
    made = [out / name for name in names]
    assert run.returncode == 0, run.stderr
    assert [path.name for path in made if not path.exists()] == [], run.stderr
    return made
