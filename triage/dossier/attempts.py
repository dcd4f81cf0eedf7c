"""Failed unlocks, kept beside the dossier until somebody opens it and the record takes them over; and the lock after ten in a row.

The file says when, and for which account; never what was typed, as somebody may type a passphrase where the account is asked. Each line is
added by itself, and a line that was cut off is passed over. Whoever can write the folder can empty this file: the lock is a rule of the
program and slows guessing at this desk, the cost of a derivation slows it everywhere.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from triage.casework.roles import AccountRole
from triage.dossier.header import RECOVERY, Header, read_header
from triage.dossier.places import Places
from triage.dossier.unlock import RefusedError, Unlocked, chosen, locked_out, unlock, use_recovery_key
from triage.errors import InputError
from triage.files import MEBIBYTE, read_bytes, write_bytes

MOST_IN_A_ROW = 10
"""REQ-61: after so many failures in a row an account is locked."""

MOST_KEPT = 200
"""Lines for one account. Later ones add nothing: it is locked by then, and the file must not fill the disk."""

UNKNOWN_ACCOUNT = "onbekend account"
"""What is written in place of a name that is no account."""

_LIMIT = 16 * MEBIBYTE
_TO_ADD = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NONBLOCK", 0)
"""Without waiting: a pipe that somebody laid there would wait for a reader."""

_ACCOUNT = re.compile(rf"(?:{'|'.join(AccountRole)})-\d{{1,6}}|{RECOVERY}")
_NEVER_LOCKED = frozenset({UNKNOWN_ACCOUNT, RECOVERY})


@dataclass(frozen=True)
class Attempt:
    """One failed unlock. `account` is an account id, RECOVERY or UNKNOWN_ACCOUNT; `recorded` once it stands in the record of the dossier.

    `counts` until the row of its account ends. It is kept as long as it counts, or the record does not hold it yet.
    """

    at: datetime
    account: str
    recorded: bool = False
    counts: bool = True


def enter(places: Places, account: str | None, passphrase: str, now: datetime) -> tuple[Header, Unlocked]:
    """Open a dossier as somebody at the desk does: refused while the account is locked, and a failure is noted.

    Raises InputError as `read_header` and `unlock` do. After a good one the store records `failures` and calls `clear`.
    """
    header = read_header(places)
    slot = chosen(header, account)
    if slot is not None and (slot.locked or slot.id in locked_accounts(failures(places))):
        note_failure(places, slot.id, now)
        raise locked_out()
    try:
        return header, unlock(header, account, passphrase)
    except RefusedError as refused:
        note_failure(places, refused.account, now)
        raise


def enter_with_recovery_key(places: Places, text: str, now: datetime) -> tuple[Header, Unlocked]:
    """The same with the recovery key, which is never locked: it is too long to be guessed."""
    header = read_header(places)
    try:
        return header, use_recovery_key(header, text)
    except RefusedError as refused:
        note_failure(places, refused.account, now)
        raise


def note_failure(places: Places, account: str | None, now: datetime) -> None:
    """Add a failed unlock. `account` is one that exists or RECOVERY, None for any other; what is no account id is never written.

    On a medium that cannot be written nothing is noted, and nothing is raised.
    """
    known = account if account is not None and _ACCOUNT.fullmatch(account) else UNKNOWN_ACCOUNT
    if Counter(attempt.account for attempt in failures(places) if attempt.counts)[known] < MOST_KEPT:
        _add(places, _line(Attempt(now.astimezone(UTC), known)))


def failures(places: Places) -> tuple[Attempt, ...]:
    """The failed unlocks in the file, oldest first; what cannot be read is passed over."""
    try:
        content = read_bytes(places.attempts, _LIMIT)
    except InputError:
        return ()
    return tuple(attempt for line in content.splitlines() for attempt in _read(line))


def locked_accounts(attempts: Iterable[Attempt]) -> tuple[str, ...]:
    """The accounts that failed MOST_IN_A_ROW times or more since they last opened the dossier or were released."""
    counted = Counter(attempt.account for attempt in attempts if attempt.counts)
    return tuple(account for account, times in counted.items() if times >= MOST_IN_A_ROW and account not in _NEVER_LOCKED)


def clear(places: Places, account: str) -> None:
    """Take out what the record holds now: the row of `account` ends, as it opened the dossier, was released or removed; others are marked.

    A failure that another program notes in that same instant may be lost. On a medium that cannot be written nothing happens.
    """
    before = failures(places)
    counting = [attempt for attempt in before if attempt.counts and attempt.account not in {account, *_NEVER_LOCKED}]
    _keep(places, [replace(attempt, recorded=True) for attempt in counting])


def end_row(places: Places, account: str) -> None:
    """The row of an account without a data key ends, as its passphrase was right; failures that are not in the record yet stay for it."""
    before = failures(places)
    left = [replace(one, counts=one.counts and one.account != account) for one in before if one.account != account or not one.recorded]
    if left != list(before):
        _keep(places, left)


def _keep(places: Places, left: Sequence[Attempt]) -> None:
    with suppress(InputError, OSError):
        if left:
            write_bytes(places.attempts, b"".join(map(_line, left)))
        else:
            places.attempts.unlink(missing_ok=True)


def _line(attempt: Attempt) -> bytes:
    """A line begins with its own line end, so that it stands apart from one before it that was cut off."""
    said: dict[str, object] = {"at": attempt.at.isoformat(timespec="seconds"), "account": attempt.account, "recorded": attempt.recorded}
    if not attempt.counts:
        said["counts"] = False
    return b"\n" + json.dumps(said).encode()


def _add(places: Places, line: bytes) -> None:
    with suppress(OSError):
        descriptor = os.open(places.attempts, _TO_ADD, 0o666)
        try:
            os.write(descriptor, line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _read(line: bytes) -> Iterator[Attempt]:
    with suppress(ValueError, TypeError, KeyError, RecursionError):
        said = json.loads(line)
        at, account, recorded, counts = datetime.fromisoformat(said["at"]), said["account"], said["recorded"], said.get("counts", True)
        plain = at.tzinfo is not None and isinstance(recorded, bool) and isinstance(counts, bool)
        if plain and (account == UNKNOWN_ACCOUNT or _ACCOUNT.fullmatch(account)):
            yield Attempt(at, account, recorded, counts)
