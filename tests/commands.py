"""Running subcommands in tests: as a process of their own, or in this one."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

HOUSE = Path(__file__).parent.parent
TOP60 = HOUSE / "frameworks" / "top60-ranking.yaml"
INGROEI = HOUSE / "frameworks" / "ingroei.yaml"
"""A framework that is opened and proven in half the time."""

CASES = HOUSE / "examples" / "cases.csv"
FACTS = HOUSE / "examples" / "facts.csv"
GIVEN = (str(CASES), "--framework", str(TOP60), "--facts", str(FACTS))

Said = Callable[..., tuple[int, str, str]]
"""A subcommand run in this process: its exit code and what stands on stdout and stderr."""


def run(*arguments: str | Path, home: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The true program in a process of its own."""
    places = {"HOME": str(home), "USERPROFILE": str(home)} if home else {}
    return subprocess.run(
        [sys.executable, str(HOUSE / "main.py"), *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **places},
        timeout=240,
        check=False,
    )


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV, by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
