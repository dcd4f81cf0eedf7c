"""Mistakes of ours, written down without anything of a case.

Only kinds of error, file names, line numbers and functions are kept: never the message of an exception, which might quote what somebody
typed.
"""

from __future__ import annotations

import os
import traceback
from datetime import datetime
from pathlib import Path

MOST_BYTES = 200_000
"""The log starts again when it is larger."""


def trace_without_content(fault: BaseException) -> str:
    """Where it went wrong: file, line and function of every step, and the kinds of error, without their messages."""
    lines: list[str] = []
    step: BaseException | None = fault
    while step is not None:
        lines.append(type(step).__name__)
        lines += [f"  {Path(at.filename).name}:{at.lineno} {at.name}" for at in traceback.extract_tb(step.__traceback__)]
        step = step.__cause__ or step.__context__
    return "\n".join(lines)


def report_number(now: datetime) -> str:
    """The number under which a fault is reported: the moment it happened."""
    return now.strftime("%Y%m%d-%H%M%S")


def kept(fault: BaseException, log: Path, number: str) -> bool:
    """Add a fault to the log; whether that could be done. Never writes through a link that somebody laid in the place of the log."""
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        too_large = log.exists() and log.stat().st_size > MOST_BYTES
        with os.fdopen(_opened(log, os.O_TRUNC if too_large else os.O_APPEND), "w", encoding="utf-8", newline="\n") as file:
            file.write(f"{number}\n{trace_without_content(fault)}\n\n")
    except OSError:
        return False
    return True


def write_down(fault: BaseException, log: Path, now: datetime) -> str:
    """Add a fault to the log and return its report number, which is given even when the log cannot be written."""
    number = report_number(now)
    kept(fault, log, number)
    return number


def _opened(log: Path, way: int) -> int:
    """The log opened to write to: for this user alone, not through a link, and without waiting for a reader at a pipe."""
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return os.open(log, os.O_WRONLY | os.O_CREAT | way | careful, 0o600)
