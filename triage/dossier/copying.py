"""A copy of a file that the engine may have open, made by a process of its own.

On Linux and macOS a process that closes any descriptor of a file loses all its locks on that file (sqlite.org/howtocorrupt.html, 2.2). From
then on another program that comes and goes takes itself for the last one, and takes away the journal in which work was saved. So a database
that this process may have open, and what stands beside it, it reaches through the engine alone.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

_NO_SOURCE = 254
"""How the other process ends when there is nothing to copy; otherwise with the number of the error of the system, or 0."""


def copy_apart(source: Path, target: Path) -> None:
    """Copy a file to another name. Raises FileNotFoundError when `source` is not there, and OSError about `target` for all else."""
    window = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    program = [sys.executable, "-I", "-S", __file__, str(source.absolute()), str(target.absolute())]
    ended = subprocess.run(  # noqa: S603 - this very file
        program, check=False, stdin=subprocess.DEVNULL, capture_output=True, creationflags=window
    ).returncode
    if ended == _NO_SOURCE:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(source))
    if ended != 0:
        number = max(ended, errno.EPERM)
        raise OSError(number, os.strerror(number), str(target))


def _copied(source: str, target: str) -> int:
    try:
        shutil.copyfile(source, target)
    except FileNotFoundError as error:
        return _NO_SOURCE if error.filename == source else errno.ENOENT
    except OSError as error:
        return error.errno or errno.EIO
    return 0


if __name__ == "__main__":
    sys.exit(_copied(*sys.argv[1:]))
