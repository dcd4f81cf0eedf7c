"""What was last reported as saved, known outside the dossier: a spoilt or missing journal cannot take changes away without a word.

From the first page in a journal (`-wal`) that is not what it was, SQLite passes over all that follows and says nothing
(sqlite.org/fileformat2.html, 4.3). So after every change the number and hash of the last entry are written beside the dossier,
authenticated with the key of the head of the list; whoever opens it looks whether that entry is there.

The file is written after the change is on the disk, in one of a few places by turns, so that it is never ahead of the dossier and a torn
line leaves the one before. It is not settled on the disk, as that would double the time of every change. So it cannot show a loss when it
is gone itself or was put back too, when power fails just after a change on a disk that then lost the journal as well, or of a draft, which
has no entry.
"""

from __future__ import annotations

import hmac
import os
import re
from contextlib import suppress
from pathlib import Path

from triage.dossier import chain
from triage.errors import InputError
from triage.files import read_bytes

PLACES = 8
"""So many of the last entries are known; two processes that note at once write in different places."""

_LINE = re.compile(rb" *([0-9]+) ([0-9a-f]{64}) ([0-9a-f]{64})\n")
_LINE_BYTES = 143
_TO_WRITE = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def remember(path: Path, number: int, hash_: str, head_key: bytes) -> None:
    """Write down that the list was saved up to this entry. What the disk refuses is left: an earlier line then stands."""
    line = f"{number:12} {hash_} {chain.head_mac(head_key, number, hash_)}\n".encode()
    with suppress(OSError):
        descriptor = os.open(path, _TO_WRITE, 0o600)
        try:
            os.lseek(descriptor, number % PLACES * _LINE_BYTES, os.SEEK_SET)
            os.write(descriptor, line)
        finally:
            os.close(descriptor)


def remembered(path: Path, head_key: bytes) -> tuple[int, str] | None:
    """The number and hash of the last entry that was reported as saved; None when nothing authentic is said."""
    try:
        content = read_bytes(path, PLACES * _LINE_BYTES)
    except InputError:
        return None
    lines = (_LINE.fullmatch(content[start : start + _LINE_BYTES]) for start in range(0, len(content), _LINE_BYTES))
    said = ((int(line[1]), line[2].decode(), line[3].decode()) for line in lines if line is not None)
    known = [(number, hash_) for number, hash_, mac in said if hmac.compare_digest(mac, chain.head_mac(head_key, number, hash_))]
    return max(known, default=None)


def forget(path: Path) -> None:
    """Take the file away: what it says is lost was told, or another dossier took the place."""
    with suppress(OSError):
        path.unlink()
