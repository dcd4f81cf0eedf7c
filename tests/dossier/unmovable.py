"""Files that may not be taken away: of another user in a folder of everybody, or in use by another program."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest


def may_not_be_taken_away(monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """From now on that is so of every file with this ending that is not half-written."""
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path.name.endswith(ending) and not path.name.startswith(".") and path.exists():
            raise PermissionError(errno.EPERM, "not yours", str(path))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
