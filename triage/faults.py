"""Mistakes of ours, written down without anything of a case.

Only kinds of error, file names, line numbers and functions are kept: never the message of an exception, which might quote what somebody
typed.
"""

from __future__ import annotations

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


def write_down(fault: BaseException, log: Path, now: datetime) -> str:
    """Add a fault to the log and return its report number, which is given even when the log cannot be written."""
    number = now.strftime("%Y%m%d-%H%M%S")
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if log.exists() and log.stat().st_size > MOST_BYTES else "a"
        with log.open(mode, encoding="utf-8", newline="\n") as file:
            file.write(f"{number}\n{trace_without_content(fault)}\n\n")
    except OSError:
        # The number still tells when it happened; there is nothing else to write to.
        return number
    return number
