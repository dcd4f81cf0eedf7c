"""Ends a process by force at a chosen moment, as a power cut does, and says what it had reported as saved by then.

A moment is just before or just after a call that reaches the disk: a statement of the database, a commit, a file written, settled, renamed
or taken away. A first run counts the moments of a story and notes of each whether it lies inside an open transaction, a rename or a step to
a new form; later runs, each in a process of its own, stop dead at one of them.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

Story = Callable[[Path, Callable[[str], None]], None]
"""Works on a dossier in a folder and reports each thing that was saved, once it is."""

REACHES_THE_DISK = frozenset({"execute", "executemany", "commit", "fsync", "replace", "rename", "unlink", "truncate", "backup", "write"})
OVER = 3
"""How a process ends that reached the end of its story."""

RENAMES = frozenset({"replace", "rename"})


@dataclass(frozen=True)
class Moment:
    """The number of a moment in a story, and whether something was half done then."""

    number: int
    half_done: bool


class _Watch:
    """Counts the calls that reach the disk, from within; `at` hears each moment."""

    def __init__(self, at: Callable[[Moment], None]) -> None:
        self.at, self.number, self.begun = at, 0, False

    def __call__(self, frame: FrameType, event: str, called: Any) -> None:
        name = getattr(called, "__name__", "")
        if event not in ("c_call", "c_return") or name not in REACHES_THE_DISK or self._is_output(called):
            return
        if event == "c_return":
            self._follow(frame, name)
        self.number += 1
        self.at(Moment(self.number, self.begun or name in RENAMES))

    def _follow(self, frame: FrameType, name: str) -> None:
        statement = str(frame.f_locals.get("statement", ""))
        if name == "execute" and statement.startswith("BEGIN IMMEDIATE"):
            self.begun = True
        elif name == "commit":
            self.begun = False

    @staticmethod
    def _is_output(called: Any) -> bool:
        return getattr(called, "__self__", None) in (sys.stdout, sys.stderr)


def moments_of(story: Story, folder: Path) -> list[Moment]:
    """All moments of a story, told by a process that lives to its end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        found: list[Moment] = []
        _in_child(story, folder, found.append, lambda _saved: None)
        with os.fdopen(writing, "w") as out:
            out.write("\n".join(f"{moment.number} {int(moment.half_done)}" for moment in found))
            out.flush()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        lines = pipe.read().split("\n")
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, "the story itself fails"
    return [Moment(int(number), half == "1") for number, half in (line.split() for line in lines)]


def killed_at(story: Story, folder: Path, moment: int) -> list[str] | None:
    """What a story had reported as saved when its process was ended at a moment; None when it was over before: not every run is as long."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def end(now: Moment) -> None:
            if now.number == moment:
                os.kill(os.getpid(), signal.SIGKILL)

        _in_child(story, folder, end, lambda saved: (os.write(writing, f"{saved}\n".encode()), None)[1])
        os._exit(OVER)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        saved = pipe.read().split()
    _pid, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    assert ended in (-signal.SIGKILL, OVER), "the story itself fails"
    return None if ended == OVER else saved


def _in_child(story: Story, folder: Path, at: Callable[[Moment], None], saved: Callable[[str], None]) -> None:
    """Runs a story under watch; a mistake in it ends the process with a code that the parent sees."""
    watch = _Watch(at)

    def report(what: str) -> None:
        sys.setprofile(None)
        saved(what)
        sys.setprofile(watch)

    try:
        sys.setprofile(watch)
        story(folder, report)
        sys.setprofile(None)
    except BaseException:
        sys.setprofile(None)
        import traceback

        traceback.print_exc()
        os._exit(4)
