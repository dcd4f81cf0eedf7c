"""Other processes for the tests: programs that run beside a test, and a folder in which this user may write nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

HOUSE = Path(__file__).parent.parent.parent
_NOBODY = 65534


@contextmanager
def beside(program: str, *arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """A Python program that runs while the block does, unless it ends before; its input and output are pipes."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    with subprocess.Popen(command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        try:
            yield process
        finally:
            process.kill()


def line_from(process: subprocess.Popen[str]) -> str:
    """The next line it says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def said_by(program: str, *arguments: str | Path) -> str:
    """All that a Python program says until it ends, well."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd=HOUSE, capture_output=True, encoding="utf-8", check=True).stdout


@contextmanager
def folder_closed_to_us() -> Iterator[Path]:
    """A folder in which nothing may be made. Nobody can close one to the administrator, who is somebody else meanwhile."""
    folder = Path(mkdtemp(prefix="dicht-"))
    folder.chmod(0o555)
    administrator = os.geteuid() == 0
    if administrator:
        os.seteuid(_NOBODY)
    try:
        yield folder
    finally:
        if administrator:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)
