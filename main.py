"""The one door: without an argument the window opens, a subcommand runs without a screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Run the program; returns the exit code (0 done, 1 something wrong with the input, 2 wrong usage, 3 a fault of ours, 130 stopped)."""
    if not arguments:
        from ui.app import run

        return run()
    try:
        from triage.cli import run_command

        return run_command(arguments)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
