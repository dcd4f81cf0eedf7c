"""The one door: without an argument the window opens, a subcommand runs without a screen."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence

from scripts.prepare import WITHOUT_A_SCREEN, screen_problem

STOPS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Signals that ask to stop, as far as the system has them."""


def main(arguments: Sequence[str]) -> int:
    """Run the program; returns the exit code (0 done, 1 something wrong with the input, 2 wrong usage, 3 a fault of ours, 130 stopped)."""
    if not arguments:
        return _open_window()
    try:
        _stop_quietly()
        from triage.cli import run_command

        return run_command(arguments)
    except KeyboardInterrupt:
        return 130


def _open_window() -> int:
    """The window; without a screen what is wrong, for Qt would only abort."""
    if problem := screen_problem():
        sys.stderr.write(f"{problem}\n{WITHOUT_A_SCREEN}\n")
        return 1
    from ui.app import run

    return run()


def _stop_quietly() -> None:
    """Let every request to stop take the road of Ctrl+C, which clears up. Who asked that it be ignored (nohup) keeps that."""
    numbers = [getattr(signal, name) for name in STOPS if hasattr(signal, name)]
    asked = [number for number in numbers if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler)]

    def stop(_number: int, _frame: object) -> None:
        # The same request often comes twice; the second may not break into the clearing up.
        for number in asked:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in asked:
        signal.signal(number, stop)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
