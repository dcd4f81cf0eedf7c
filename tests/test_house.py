"""The rules of the house, checked by machine: layers, sizes, docstrings, what may be loaded when, and where data came from."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import importlib.util
import inspect
import json
import operator
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tests" / "data"
MADE = {"wheels", "wheels.part", "out", "__pycache__"}
SLOW = {"pandas", "reportlab", "sqlalchemy", "openpyxl", "pikepdf", "python_calamine"}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

HIDE_QT = """
import importlib, pkgutil, sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in ('PySide6', 'shiboken6'):
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Hidden())
import triage
for module in pkgutil.walk_packages(triage.__path__, 'triage.'):
    importlib.import_module(module.name)
from pathlib import Path
from triage import review
print(len(review.open(Path('frameworks/top60-ranking.yaml')).examples))
"""
"""Loads every module of the core and weighs the examples of a framework, with PySide6 hidden."""

LOAD_THE_WINDOW = """
import importlib, json, pkgutil, sys
import ui
for module in pkgutil.walk_packages(ui.__path__, 'ui.'):
    importlib.import_module(module.name)
print(json.dumps({'loaded': sorted(sys.modules)}))
"""

REACH_THE_WINDOW = """
import json, runpy, sys
from PySide6.QtWidgets import QApplication

def report():
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    print(json.dumps({'windows': len(shown), 'loaded': sorted(sys.modules)}))
    return 0

QApplication.exec = staticmethod(report)
sys.argv = ['main.py']
runpy.run_path('main.py', run_name='__main__')
"""
"""Starts the program as a user does; where Qt would begin to wait for the user, says what is on screen and what is loaded."""


def project_files(*suffixes: str) -> list[Path]:
    """The files of the project with these endings, without what is installed or made."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not name.startswith(".") and name not in MADE]
        found += [Path(folder, name) for name in names if name.endswith(suffixes)]
    return sorted(found)


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs code in a fresh Python in the project folder."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ | environment, check=False, capture_output=True, text=True, encoding="utf-8"
    )


def named(path: Path, node: ast.AST) -> str:
    """Where a definition stands, for a message."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def public_definitions(body: list[ast.stmt], within: str = "") -> Iterator[tuple[str, Definition]]:
    """Functions and classes without a leading underscore, with the public methods of those classes; by their dotted name."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield within + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from public_definitions(node.body, f"{within}{node.name}.")


def inherits_its_docstring(path: Path, name: str) -> bool:
    """Whether a method takes over one that a class above it describes."""
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return "." in name and inspect.getdoc(operator.attrgetter(name)(module)) is not None


def imported(path: Path) -> set[str]:
    """The top names of every module a file imports, wherever in the file."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    out_of = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in plain + out_of}


def test_every_layer_uses_only_lower_layers() -> None:
    run = python("from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])")
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_module_is_longer_than_600_lines() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in project_files(".py")}
    assert lengths, "no modules found"
    assert [str(path.relative_to(ROOT)) for path, length in lengths.items() if length > 600] == []


def test_no_function_is_longer_than_60_lines() -> None:
    too_long = [
        named(path, node)
        for path in project_files(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert too_long == []


def test_everything_public_in_the_core_has_a_docstring() -> None:
    silent = [
        named(path, node)
        for path in sorted((ROOT / "triage").rglob("*.py"))
        for name, node in public_definitions(ast.parse(path.read_text("utf-8")).body)
        if not ast.get_docstring(node) and not inherits_its_docstring(path, name)
    ]
    assert silent == []


def test_the_core_names_no_qt() -> None:
    assert [path.name for path in (ROOT / "triage").rglob("*.py") if imported(path) & {"PySide6", "shiboken6", "ui"}] == []


def test_the_core_works_where_qt_is_not_installed() -> None:
    run = python(HIDE_QT, PYTHONIOENCODING="utf-8")
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) >= 8


def test_the_first_window_waits_for_no_slow_library(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    run = python(REACH_THE_WINDOW, QT_QPA_PLATFORM="offscreen", **home)
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout.splitlines()[-1])
    assert seen["windows"] == 1
    assert SLOW & set(seen["loaded"]) == set()


def test_no_module_of_the_window_loads_a_slow_library_by_itself() -> None:
    run = python(LOAD_THE_WINDOW, QT_QPA_PLATFORM="offscreen")
    assert run.returncode == 0, run.stderr
    assert SLOW & set(json.loads(run.stdout)["loaded"]) == set()


def test_nobody_uses_the_network_part_of_qt() -> None:
    sources = [ROOT / "main.py", *(ROOT / "triage").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    assert [str(path.relative_to(ROOT)) for path in sources if "QtNetwork" in path.read_text("utf-8")] == []


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_no_test_can_reach_the_network(family: socket.AddressFamily) -> None:
    with socket.socket(family, socket.SOCK_DGRAM) as door, pytest.raises(AssertionError, match="network"):
        door.connect(("::1" if family == socket.AF_INET6 else "127.0.0.1", 9))


def test_pyarrow_is_absent_because_it_changes_how_pandas_keeps_text() -> None:
    assert importlib.util.find_spec("pyarrow") is None


def test_qt_is_the_one_version_that_keeps_its_references() -> None:
    assert importlib.metadata.version("PySide6_Essentials") == "6.11.3"


def test_every_data_file_is_in_the_index_with_its_source() -> None:
    index: Mapping[str, Mapping[str, str]] = YAML(typ="safe").load((DATA / "index.yaml").read_text("utf-8"))["files"]
    files = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*") if path.is_file()} - {"index.yaml"}
    covered = {file for file in files for entry in index if file == entry or (entry.endswith("/") and file.startswith(entry))}
    assert files - covered == set()
    assert [entry for entry in index if not (DATA / entry).exists()] == []
    assert [entry for entry, said in index.items() if not said["source"] or not said["holds"]] == []


def test_no_row_about_a_real_person_of_the_compas_data_is_in_the_project() -> None:
    tables = project_files(".csv", ".tsv", ".txt", ".json", ".yaml", ".parquet", ".xlsx")
    assert [path.name for path in tables if b"decile_score" in path.read_bytes() or path.name.lower().startswith("compas-two")] == []


def test_every_test_that_the_table_of_faults_names_is_there() -> None:
    section = (ROOT / "docs" / "architecture.md").read_text("utf-8").split("## Faults of others")[1].split("\n## ")[0]
    tests, invalid = ROOT / "tests", ROOT / "tests" / "invalid"
    named = re.findall(r"`([a-z0-9_/]+\.py)::(test_[a-z0-9_]+)", section)
    files = [*re.findall(r"`(read)\[([a-z0-9_]+)\]`", section), *re.findall(r"`(review)\[([a-z0-9_]+)\]`", section)]
    assert len(named) >= 20
    assert [where for where, name in named if f"def {name}(" not in (tests / where).read_text("utf-8")] == []
    folder = {"read": invalid, "review": invalid / "review"}
    assert [name for kind, name in files if name != "x" and not (folder[kind] / f"{name}.yaml").exists()] == []
