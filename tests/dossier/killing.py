"""Ends a process by force (`kill -9`) in the midst of a piece of work, at many moments one after the other.

A moment lies before every line of the program that runs, and before and after every call that has the disk do something for good. The work
is done in a fork, so that many moments cost little; and in a program of its own, for a test run has threads, which a fork does not.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

ON_DISK = ("fsync", "replace", "rename", "unlink", "open", "truncate")
WATCHED = (f"{os.sep}triage{os.sep}", "zipfile")


class _Moments:
    """Counts the moments, notes which lie at the disk, and ends the process at one of them."""

    def __init__(self, last: int | None) -> None:
        self.passed = 0
        self.at_disk: list[int] = []
        self._last = last

    def watch(self) -> None:
        for name in ON_DISK:
            setattr(os, name, self._wrapped(getattr(os, name)))
        sys.settrace(self._traced)

    def _wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def around(*arguments: Any, **named: Any) -> Any:
            self.at_disk += [self.passed, self.passed + 1]
            self._pass()
            try:
                return call(*arguments, **named)
            finally:
                self._pass()

        return around

    def _traced(self, frame: FrameType, event: str, _argument: Any) -> Any:
        if not any(part in frame.f_code.co_filename for part in WATCHED):
            return None
        if event == "line":
            self._pass()
        return self._traced

    def _pass(self) -> None:
        if self.passed == self._last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.passed += 1


def moments_of(work: Callable[[], object], seed: int, number: int) -> list[int]:
    """Every moment at the disk, and others by chance up to `number` in all. Does the work once."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        moments = _Moments(None)
        moments.watch()
        work()
        sys.settrace(None)
        os.write(writer, f"{moments.passed} {' '.join(map(str, moments.at_disk))}".encode())
        os._exit(0)
    os.wait()
    os.close(writer)
    with os.fdopen(reader) as said:
        passed, *at_disk = map(int, said.read().split())
    others = sorted(set(range(passed)) - set(at_disk))
    more = Random(seed).sample(others, max(0, min(len(others), number - len(at_disk))))
    return sorted({*at_disk, *more})


def killed_at(moment: int, work: Callable[[], object]) -> bool:
    """Does the work in a process that is ended by force at that moment; whether it was."""
    child = os.fork()
    if child == 0:
        _Moments(moment).watch()
        work()
        os._exit(0)
    _child, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def names_in(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())
