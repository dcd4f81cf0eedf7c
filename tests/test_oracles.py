"""A test run without the programs to compare with says at its end, in Dutch, what nobody checked."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from tests.oracles import JPMML, LIBREOFFICE, needs, recalculated

ROOT = Path(__file__).resolve().parent.parent


def run_without_oracles(tmp_path: Path, ci: str) -> subprocess.CompletedProcess[str]:
    """The two small tests below, where neither program can be found."""
    chosen = [f"{__file__}::test_libreoffice_computes_a_formula", f"{__file__}::test_java_and_the_package_are_both_found"]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "-p", "no:cacheprovider", *chosen],
        cwd=ROOT,
        env=os.environ | {"PATH": str(tmp_path), "CI": ci},
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@needs(LIBREOFFICE, "of LibreOffice een formule uitrekent.")
def test_libreoffice_computes_a_formula(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet["A1"], sheet["A2"] = 40, "=A1+2"
    workbook.save(tmp_path / "sum.xlsx")
    (tmp_path / "out").mkdir()
    made = recalculated([tmp_path / "sum.xlsx"], tmp_path / "out")
    assert CalamineWorkbook.from_path(made[0]).get_sheet_by_index(0).to_python() == [[40.0], [42.0]]


@needs(JPMML, "of JPMML hier werkt.")
def test_java_and_the_package_are_both_found() -> None:
    assert JPMML.is_here()


def test_without_the_programs_the_run_ends_with_what_was_not_checked(tmp_path: Path) -> None:
    run = run_without_oracles(tmp_path, "")
    assert run.returncode == 0, run.stdout
    end = run.stdout.split("NIET ALLES IS GECONTROLEERD")[1]
    assert "NIET GECONTROLEERD met LibreOffice: of LibreOffice een formule uitrekent. Installeer het programma soffice" in end
    assert "NIET GECONTROLEERD met JPMML: of JPMML hier werkt. Installeer het programma java" in end
    assert len(end.splitlines()) <= 4


def test_on_the_build_server_an_absent_program_is_a_failure(tmp_path: Path) -> None:
    run = run_without_oracles(tmp_path, "true")
    assert run.returncode == pytest.ExitCode.TESTS_FAILED
    assert run.stdout.count("NIET GECONTROLEERD met") >= 2
    assert "2 errors" in run.stdout
