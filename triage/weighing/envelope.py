"""The outside of every JSON file of results: what it holds, by which framework and program, so that it replays from itself alone.

`documents/replay.py` reads it back.
"""

from __future__ import annotations

from triage import __version__, wording
from triage.framework.read import FrameworkFile
from triage.weighing.receipt import Json
from triage.wording import DUTCH

FORMAT = 1
WEIGHINGS = "weighings"
TRIAL = DUTCH.say(wording.TRIAL)
"""Stands in every table and file of the mode in which a framework is tried out, in every language the same."""

HEAD_KEYS = ("trial", "format", "kind", "framework", "program_version")
FRAMEWORK_KEYS = ("id", "version", "sha256", "name", "text")


def head_data(file: FrameworkFile, kind: str) -> dict[str, Json]:
    """The head of a file of results as JSON: HEAD_KEYS in their order. The content follows under a key that is `kind` itself."""
    return {
        "trial": TRIAL,
        "format": FORMAT,
        "kind": kind,
        "framework": {
            "id": file.framework.id,
            "version": file.framework.version,
            "sha256": file.sha256,
            "name": file.name,
            "text": file.content.decode("utf-8"),
        },
        "program_version": __version__,
    }
