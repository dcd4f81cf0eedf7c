"""One writer: a lock of the operating system, and beside it a note for the next one who has the dossier open, where and since when.

The lock has no term and needs no clearing away: it ends with its process, however that ends. The note says only what is shown; it never
decides. It is written once the dossier was really opened, so who typed a wrong passphrase is never named in it.
"""

from __future__ import annotations

import errno
import json
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from triage.dossier.disk import NO_RIGHTS, is_read_only
from triage.errors import InputError
from triage.files import cannot_write, read_bytes, write_bytes
from triage.guard.names import leads_to_a_person
from triage.wording import Message, _

if TYPE_CHECKING:
    from filelock import BaseFileLock

LONGEST_COMPUTER = 60
"""Signs of the name of a computer that are kept."""

_NOTE_LIMIT = 4096
_ACCOUNT = re.compile(r"[a-z_]{1,40}(?:-[1-9][0-9]{0,5})?")
_MOST_PROCESSES = 2**32
_YEARS = range(2020, 3000)

NOT_WRITABLE = _("U mag in deze map niet schrijven, of de schijf laat geen wijzigingen toe. U kunt dit dossier alleen lezen.")
SOMEBODY = _("Iemand anders opent dit dossier of heeft het open. U kunt het nu alleen lezen.")


@dataclass(frozen=True)
class Occupant:
    """Who has a dossier open: computer, id of the account, since when (with time zone), number of the process."""

    computer: str
    account: str
    since: datetime
    process: int


class Lock:
    """The lock that this process holds on one dossier; to be released by it alone, not by a process that it forks."""

    def __init__(self, held: BaseFileLock) -> None:
        self._held = held
        self._process = os.getpid()
        self._note: Path | None = None

    def announce(self, occupied: Path, occupant: Occupant) -> None:
        """Write at `occupied` who has the dossier open. Raises InputError when that cannot be written."""
        write_bytes(occupied, _written(occupant))
        self._note = occupied

    def release(self) -> None:
        """Take the note away and let the next one in. A second time, or in a forked process, nothing happens."""
        if self._process != os.getpid():
            return
        if self._note is not None:
            with suppress(OSError):  # then it stays there, as after a crash
                self._note.unlink()
            self._note = None
        self._held.release()


def take(path: Path) -> Lock | None:
    """The lock at `path`, at once; None when another has it, or when nothing may be written there (`why_not` says which).

    The file stays there afterwards, empty: taking it away would let two in. Raises InputError when there is no folder, or its disk has no
    room or knows no locks.
    """
    from filelock import FileLock, Timeout

    if not path.parent.is_dir():  # it would be made
        raise cannot_write(path, FileNotFoundError(errno.ENOENT, "no folder"))
    held = FileLock(path, timeout=0, thread_local=False, fallback_to_soft=False, preserve_lock_file=True)
    try:
        held.acquire()
    except Timeout:
        return None
    except OSError as error:
        if error.errno in NO_RIGHTS:
            return None
        raise cannot_write(path, error) from None
    return Lock(held)


def occupant(path: Path) -> Occupant | None:
    """Who the note at `path` names; None when there is none, or it is torn or not ours. Never raises.

    Where the lock is free, it names who was cut off (by a crash, by power). It stays until the next one announces himself.
    """
    try:
        return _read(json.loads(read_bytes(path, _NOTE_LIMIT)))
    except (InputError, ValueError, TypeError, KeyError, RecursionError):
        return None


def why_not(path: Path, occupied: Path) -> Message:
    """The sentence for whom `take` gave no lock: who has the dossier, at which computer and since when, or that nothing may be written."""
    if not _may_write(path):
        return NOT_WRITABLE
    who = occupant(occupied)
    if who is None:
        return SOMEBODY
    since = who.since.astimezone()
    return _(
        "Dit dossier is in gebruik bij {account}, op computer {computer}, sinds {day} om {time} uur. U kunt het nu alleen lezen.",
        account=who.account,
        computer=who.computer or _("(naam onbekend)"),
        day=since.date(),
        time=f"{since:%H.%M}",
    )


def computer_shown(name: str) -> str:
    """The name of a computer without signs that cannot be seen, cut to a length; empty when it holds what leads to a person."""
    plain = "".join(sign for sign in name if sign.isprintable()).strip()[:LONGEST_COMPUTER]
    return "" if leads_to_a_person(plain) else plain


def _may_write(path: Path) -> bool:
    if not path.exists():
        return not is_read_only(path.parent)
    try:
        os.close(os.open(path, os.O_RDWR))
    except OSError:
        return False
    return True


def _written(occupant: Occupant) -> bytes:
    if _ACCOUNT.fullmatch(occupant.account) is None:
        raise ValueError("not the id of an account")
    return json.dumps(
        {
            "computer": computer_shown(occupant.computer),
            "account": occupant.account,
            "since": occupant.since.astimezone(UTC).isoformat(timespec="seconds"),
            "process": occupant.process,
        },
        ensure_ascii=False,
    ).encode()


def _read(note: dict[str, object]) -> Occupant:
    """A note as it should be. Raises ValueError, TypeError or KeyError for any other."""
    computer, account, since, process = (note[name] for name in ("computer", "account", "since", "process"))
    if not (isinstance(computer, str) and isinstance(account, str) and isinstance(since, str) and type(process) is int):
        raise TypeError("not such a note")
    moment = datetime.fromisoformat(since)
    if _ACCOUNT.fullmatch(account) is None or moment.tzinfo is None or moment.year not in _YEARS or not 0 <= process < _MOST_PROCESSES:
        raise ValueError("not such a note")
    return Occupant(computer_shown(computer), account, moment.astimezone(UTC), process)
