"""Everything `./test` checks, stage by stage, with a summary. Every stage runs, also after one that failed.

With arguments only pytest runs, with those arguments. The window is never shown: Qt draws off screen.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

LAYERS = "from importlinter.cli import lint_imports_command; lint_imports_command(['--no-logo'])"
"""import-linter has no `-m` door, and the script beside Python does not survive a moved folder."""

STAGES = {
    "stijl (ruff check)": ("-m", "ruff", "check", "."),
    "opmaak (ruff format)": ("-m", "ruff", "format", "--check", "."),
    "typen (mypy)": ("-m", "mypy"),
    "lagen (import-linter)": ("-c", LAYERS),
    "tests (pytest)": ("-m", "pytest", "-n", "3", "--dist", "worksteal"),
}
"""Three workers on two cores: many tests wait for a process of their own, and a fifth of the time goes by while they do. Who has nothing
left takes over from who still has much: some tests last a minute, most of them nothing."""


def main(arguments: Sequence[str], stages: Mapping[str, Sequence[str]] = STAGES) -> int:
    """Runs all stages, or only pytest with `arguments`; gives the exit code."""
    os.chdir(ROOT)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes would each compile the whole program
    if arguments:
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False).returncode
    outcomes = [(name, *run_stage(name, command)) for name, command in stages.items()]
    print("\nSamenvatting")
    for name, passed, seconds in outcomes:
        print(f"  {'goed' if passed else 'FOUT'}  {name}, {seconds:.0f} s")
    return 0 if all(passed for _, passed, _ in outcomes) else 1


def run_stage(name: str, command: Sequence[str]) -> tuple[bool, float]:
    """Runs one stage with its output in sight; whether it passed, and its seconds."""
    print(f"\n== {name}", flush=True)
    start = time.monotonic()
    passed = subprocess.run([sys.executable, *command], check=False).returncode == 0
    return passed, time.monotonic() - start


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
