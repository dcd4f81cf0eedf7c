"""The chained list: one entry for everything that was done, each holding the hash of the one before (REQ-46 to REQ-48).

An entry has no content of a case and is kept. What changed, old and new, is its payload; an entry knows only a salted hash of it, so that
the payload can be deleted with the case and nobody can guess it back from the hash. The head, authenticated with the data key, says how
many entries there are: cutting off the last ones shows.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from triage.weighing.receipt import Json, canonical, fingerprint
from triage.wording import Message, _

NO_PAYLOAD = ""
SALT_BYTES = 32


class Result(StrEnum):
    """What came of it."""

    DONE = "done"
    REFUSED = "refused"

    def message(self) -> Message:
        """The Dutch word."""
        return {Result.DONE: _("gedaan"), Result.REFUSED: _("geweigerd")}[self]


@dataclass(frozen=True)
class Entry:
    """One line of the list. `at` is the moment in UTC (ISO 8601), `operation` the number of the first entry of the same operation.

    `case` is a random case code or empty, `object` says which record (`kind/id`) or other thing, `undoes` which operation it takes back or
    does again. `payload` is the salted hash of what changed, or empty. `previous` and `hash` are SHA-256 in hexadecimal.
    """

    number: int
    operation: int
    at: str
    account: str
    role: str
    device: str
    action: str
    case: str
    object: str
    result: str
    undoes: int | None
    payload: str
    previous: str
    hash: str = ""

    def content(self) -> Json:
        """Everything the hash is over."""
        return {name: value for name, value in asdict(self).items() if name != "hash"}


def linked(entry: Entry) -> Entry:
    """The entry with its hash."""
    return replace(entry, hash=_hash(entry))


def first_link(file_id: str) -> str:
    """What the first entry has before it: the list of one dossier never fits another."""
    return fingerprint(f"weegwijzer {file_id}".encode())


def payload_hash(salt: str, body: str) -> str:
    """The hash of a payload. `salt` is 32 random bytes in hexadecimal."""
    return fingerprint(f"{salt}{body}".encode())


def head_mac(key: bytes, number: int, hash_: str) -> str:
    """What shows that the list ends here: HMAC-SHA256 in hexadecimal over the last number and hash. `key` is the subkey for the head."""
    return hmac.new(key, f"{number}:{hash_}".encode(), hashlib.sha256).hexdigest()


def broken_links(entries: Iterable[Entry], start: str) -> Iterator[int]:
    """The numbers of entries that are not what they were or not where they were: a wrong number, a wrong hash before it, a wrong hash.

    `entries` come in order. After a break the list is followed from the entry as it stands, so that one change is named once.
    """
    previous, number = start, 0
    for entry in entries:
        number += 1
        if entry.number != number or entry.previous != previous or entry.hash != _hash(entry):
            yield entry.number
        previous, number = entry.hash, entry.number


def _hash(entry: Entry) -> str:
    return fingerprint(canonical(entry.content()))
