"""The header of a dossier: who has an account, and the data key sealed to each of them. Readable without a key, changeable only with one.

It stands beside the encrypted file as JSON. All of it but the proposals is authenticated with a key made of the data key, so whoever
opens the dossier sees that somebody changed it; every sealed or locked part is bound to its account, role and file on top of that. It
holds no name and no case content; the codes of deleted cases are there for backups that were not at hand (REQ-48).

The last line of the file is the SHA-256 of the lines above it: without that, damage to a sealed part would look like a wrong passphrase.
"""

from __future__ import annotations

import hmac
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints, TypeAdapter, ValidationError

from triage.cases.codes import LONGEST_CODE
from triage.casework.roles import AccountRole
from triage.dossier.keys import KEY_BYTES, LEAST, LOCKED_BYTES, MOST, SALT_BYTES, SEALED_BYTES, Cost, subkey
from triage.dossier.places import Places, settle_folder
from triage.errors import InputError
from triage.files import MEBIBYTE, Fault, cannot_write, place_of, read_bytes, replacing, scratch
from triage.wording import Message, _

LONGEST_HEADER = MEBIBYTE
"""Bytes. The largest header that is allowed below is smaller."""

RECOVERY = "herstelsleutel"
"""What stands for the account where the recovery key was used."""

FILE_ID_BYTES = 16
MOST_ACCOUNTS, MOST_PROPOSED, MOST_REMOVED, MOST_DELETED = 200, 50, 1_000, 20_000

_STRICT = ConfigDict(strict=True, extra="forbid")
_PLACE = _("het sleutelbestand")
_FROM_BACKUP = _("Zet de laatste goede reservekopie terug met 'dossier restore'.")

NO_DOSSIER: Fault = (_("Dit dossier bestaat niet."), _("Controleer de naam en de map, of maak een nieuw dossier."))
NO_HEADER: Fault = (
    _("Het sleutelbestand ontbreekt. Het dossier en dit bestand horen bij elkaar: het een gaat niet open zonder het ander."),
    _("Zet het bestand terug naast het dossier. Het zit ook in elke reservekopie."),
)
NEWER: Fault = (
    _("Dit dossier is gemaakt met een nieuwere versie van Weegwijzer."),
    _("Werk Weegwijzer bij en open het dossier opnieuw."),
)
DAMAGED: Fault = (_("Het sleutelbestand is beschadigd."), _FROM_BACKUP)
UNBOUNDED: Fault = (
    _("Het sleutelbestand vraagt meer geheugen of tijd dan dit programma toestaat, of juist te weinig. Misschien is het veranderd."),
    _FROM_BACKUP,
)
CHANGED: Fault = (
    _("Het sleutelbestand is buiten het programma om veranderd."),
    _("Werk niet verder in dit dossier. Meld dit aan wie over de beveiliging gaat en zet een reservekopie terug."),
)


def _hex(length: int) -> tuple[BeforeValidator, PlainSerializer]:
    """A number of bytes, in the file as that many pairs of lower case hexadecimal digits."""

    def read(value: object) -> bytes:
        if isinstance(value, bytes):
            return value
        found = bytes.fromhex(value) if isinstance(value, str) else b""
        if len(found) != length or found.hex() != value:
            raise ValueError("not that many bytes in hexadecimal")
        return found

    return BeforeValidator(read), PlainSerializer(bytes.hex, return_type=str)


_Key = Annotated[bytes, *_hex(KEY_BYTES)]
_Locked = Annotated[bytes, *_hex(LOCKED_BYTES)]
_Sealed = Annotated[bytes, *_hex(SEALED_BYTES)]
_AccountId = Annotated[str, StringConstraints(pattern=rf"^(?:{'|'.join(AccountRole)})-[1-9][0-9]{{0,5}}$")]
_Code = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_CODE)]


@dataclass(frozen=True)
class Format:
    """The version of this file: another `major` cannot be read by an older program, a higher `minor` may be."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    major: Annotated[int, Field(ge=1, le=999)]
    minor: Annotated[int, Field(ge=0, le=999)]


CURRENT = Format(1, 0)


@dataclass(frozen=True)
class Slot:
    """One account: `role-number`, never a name. `private` is locked with its passphrase, `sealed` is the data key for it.

    A technisch beheerder has no sealed data key, and neither has a proposal. `locked`: after too many failures in a row, until released.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    id: _AccountId
    role: AccountRole
    salt: Annotated[bytes, *_hex(SALT_BYTES)]
    cost: Cost
    public: _Key
    private: _Locked
    sealed: _Sealed | None
    locked: bool


@dataclass(frozen=True)
class RecoverySlot:
    """The data key sealed to the recovery key, whose private half is made of what stands on the paper in the safe."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    public: _Key
    sealed: _Sealed


@dataclass(frozen=True)
class SealedTo:
    """A data key sealed to one account."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    id: _AccountId
    sealed: _Sealed


@dataclass(frozen=True)
class NextKey:
    """The new data key of a re-key that began, sealed to everybody who has the old one."""

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    accounts: Annotated[tuple[SealedTo, ...], Field(max_length=MOST_ACCOUNTS)]
    recovery: _Sealed | None


@dataclass(frozen=True)
class Header:
    """The whole header. `counter` goes up with every signature; `removed` are ids that are never given again; `deleted` are the codes of
    deleted cases, to be taken out of a backup before it is restored; `next` is a re-key that is not finished; `mac` covers everything but
    itself and `proposed`.
    """

    __pydantic_config__: ClassVar[ConfigDict] = _STRICT

    format: Format
    file_id: Annotated[bytes, *_hex(FILE_ID_BYTES)]
    counter: Annotated[int, Field(ge=0, le=2**53)]
    accounts: Annotated[tuple[Slot, ...], Field(min_length=1, max_length=MOST_ACCOUNTS)]
    recovery: RecoverySlot | None
    proposed: Annotated[tuple[Slot, ...], Field(max_length=MOST_PROPOSED)]
    removed: Annotated[tuple[_AccountId, ...], Field(max_length=MOST_REMOVED)]
    deleted: Annotated[tuple[_Code, ...], Field(max_length=MOST_DELETED)]
    next: NextKey | None
    mac: _Key

    def account(self, account_id: str) -> Slot | None:
        """The account with an id, None when there is none."""
        return next((slot for slot in self.accounts if slot.id == account_id), None)


_HEADER: TypeAdapter[Header] = TypeAdapter(Header)


def read_header(places: Places) -> Header:
    """The header beside a dossier.

    Raises InputError when it is not there or cannot be read, is damaged, is of a newer program, or asks a cost out of bounds.
    """
    if _is_gone(places.header):
        raise InputError.at(place_of(places.header), *NO_HEADER) if not _is_gone(places.database) else _no_dossier(places)
    return header_at(places.header)


def header_at(path: Path) -> Header:
    """The header in a file, such as beside a dossier that made way. Raises InputError as `read_header` does."""
    place = place_of(path)
    return header_from(_undamaged(read_bytes(path, LONGEST_HEADER), place), place)


def header_from(content: bytes, place: str | Message) -> Header:
    """A header from its bytes, such as those in a backup; `place` is what a message calls it. Raises InputError as `read_header` does."""
    major, minor = _format_of(content)
    if major > CURRENT.major:
        raise InputError.at(place, *NEWER)
    try:
        header = _HEADER.validate_json(content)
    except ValidationError:
        raise InputError.at(place, *(NEWER if (major, minor) > (CURRENT.major, CURRENT.minor) else DAMAGED)) from None
    if not all(_holds_together(header)):
        raise InputError.at(place, *DAMAGED)
    if not all(slot.cost.within(LEAST, MOST) for slot in (*header.accounts, *header.proposed)):
        raise InputError.at(place, *UNBOUNDED)
    return header


def write_header(places: Places, header: Header) -> None:
    """Put a header in the place of the one before, whole or not at all, and have the disk keep it.

    Raises InputError when the disk is full or closed to us, and ValueError for a header that could not be read back.
    """
    content = header_bytes(header)
    try:
        header_from(content, _PLACE)
    except InputError:
        raise ValueError("a header that could not be read back") from None
    with replacing(places.header, private=True) as beside:
        beside.write_bytes(content + _sum_of(content))
    settle_folder(places.header.parent)


@contextmanager
def header_at_hand(places: Places, header: Header) -> Iterator[Callable[[], None]]:
    """A header that lies ready on the disk, so that it can be put in place also when the disk is full by then; what is given does that.

    Raises InputError when there is no room for it. What was not needed is gone when the block ends.
    """
    content = header_bytes(header)
    with scratch(places.header.parent, ".sleutels") as ready:
        try:
            with ready.open("wb") as file:
                file.write(content + _sum_of(content))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise cannot_write(places.header, error) from None

        def put_back() -> None:
            with suppress(OSError):  # then the next opening finds the header ahead
                ready.replace(places.header)
                settle_folder(places.header.parent)

        yield put_back


def header_bytes(header: Header) -> bytes:
    """A header as it stands in its file: the same header always gives the same bytes."""
    return json.dumps(_plain(header), indent=1, sort_keys=True).encode() + b"\n"


def signed(header: Header, data_key: bytes) -> Header:
    """The header with a higher counter, authenticated with the data key. Every change of it ends with this."""
    raised = replace(header, counter=header.counter + 1)
    return replace(raised, mac=_mac(raised, data_key))


def authenticated(header: Header, data_key: bytes) -> Header:
    """The same header, when nobody without the data key changed it. Raises InputError ("veranderd") otherwise."""
    if not is_signed(header, (data_key,)):
        raise InputError.at(_PLACE, *CHANGED)
    return header


def is_signed(header: Header, keys: Iterable[bytes]) -> bool:
    """Whether it was authenticated with one of these data keys."""
    return any(hmac.compare_digest(header.mac, _mac(header, key)) for key in keys)


def bound_to(file_id: bytes, account: str, role: AccountRole | None, purpose: str) -> bytes:
    """What a locked or sealed part is bound to (its AAD): in another file, for another account, role or purpose it does not open."""
    return _canonical(["weegwijzer", purpose, file_id.hex(), account, role or ""])


def _mac(header: Header, data_key: bytes) -> bytes:
    content = {name: value for name, value in _plain(header).items() if name not in ("mac", "proposed")}
    return hmac.digest(subkey(data_key, "header"), _canonical(content), sha256)


def _plain(header: Header) -> dict[str, Any]:
    plain: dict[str, Any] = _HEADER.dump_python(header, mode="json")
    return plain


def _canonical(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _format_of(content: bytes) -> tuple[int, int]:
    """The format a file says it has, whatever else is in it; (0, 0) when it says nothing that can be read."""
    try:
        said = json.loads(content)["format"]
        return int(said["major"]), int(said["minor"])
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return 0, 0


def _holds_together(header: Header) -> Iterator[bool]:
    """What the shape of the parts does not say by itself."""
    ids = [slot.id for slot in header.accounts]
    keyed = [slot.id for slot in header.accounts if slot.role is not AccountRole.TECHNICIAN]
    yield len(set(ids)) == len(ids)
    yield len({slot.id for slot in header.proposed}) == len(header.proposed)
    yield not set(ids) & set(header.removed)
    yield all(slot.id.startswith(f"{slot.role}-") for slot in (*header.accounts, *header.proposed))
    yield [slot.id for slot in header.accounts if slot.sealed is not None] == keyed
    yield all(slot.sealed is None for slot in header.proposed)
    if header.next is not None:
        yield [sealed.id for sealed in header.next.accounts] == keyed
        yield (header.next.recovery is None) == (header.recovery is None)


def _undamaged(content: bytes, place: str | Message) -> bytes:
    """The header in a file, without the sum in its last line. A header that was put there by hand may have none."""
    body, end, sum_ = content.rpartition(b"}\n")
    if sum_ and sum_ != _sum_of(body + end):
        raise InputError.at(place, *DAMAGED)
    return body + end


def _sum_of(content: bytes) -> bytes:
    return sha256(content).hexdigest().encode() + b"\n"


def _is_gone(path: Path) -> bool:
    """Whether a file is surely not there; one that is out of reach is for whoever reads it to explain."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


def _no_dossier(places: Places) -> InputError:
    return InputError.at(place_of(places.database), *NO_DOSSIER)
