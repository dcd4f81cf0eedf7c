"""Opening a dossier with a passphrase or the recovery key, and giving it a new data key.

Whoever is refused reads one text, whatever was wrong: an account that does not exist, a wrong, empty or nearly right passphrase, a wrong
recovery key. A derivation is done each time, so that waiting tells nothing either.

A new data key (re-key) comes in three steps, each a header or a file put in the place of the one before, so that at every moment what is on
disk can be opened: (1) `begin_re_key`: the header also holds the new key, sealed to everybody, and is authenticated with the old one;
(2) the encrypted file is rewritten under the new key beside the old file, settled on the disk, and put in its place; (3) `finish_re_key`:
the header holds only the new key. Whoever opens a dossier with a step undone has both keys (`Unlocked.candidates`), tries which of them
opens the encrypted file, and finishes or abandons. Until then no account can change.

What is refused by role is a rule of the program, not of the cipher: whoever holds the data key can write another program.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from triage.casework.roles import AccountRole
from triage.dossier.header import RECOVERY, Header, NextKey, RecoverySlot, SealedTo, Slot, authenticated, bound_to, signed
from triage.dossier.keys import KEY_BYTES, KeyPair, Random, WrongKeyError, derived, opened, sealed, unlocked
from triage.dossier.recovery import parsed, recovery_pair
from triage.errors import Defect, InputError
from triage.files import Fault
from triage.wording import _

REFUSED: Fault = (
    _("De toegang is geweigerd. Dit account met deze wachtzin, of deze herstelsleutel, opent het dossier niet."),
    _("Let op hoofdletters en probeer het opnieuw. Na tien fouten achter elkaar gaat een account op slot."),
)
LOCKED: Fault = (
    _("Dit account zit op slot: er is tien keer achter elkaar een verkeerde wachtzin gebruikt."),
    _("Vraag een andere procesregisseur of de voorzitter het account vrij te geven, of gebruik de herstelsleutel."),
)
NO_DATA: Fault = (
    _("De technisch beheerder kan de inhoud van het dossier niet openen."),
    _("Vraag een procesregisseur om dit te doen."),
)
_PLACE = _("de toegang tot het dossier")

PRIVATE_KEY, DATA_KEY = "private key", "data key"
"""What a part of the header is for, in what it is bound to."""


class RefusedError(InputError):
    """The one refusal. `account` is the account it was about, None when there is none of that name; it is in no text."""

    def __init__(self, account: str | None) -> None:
        super().__init__([Defect(_PLACE, *REFUSED)])
        self.account = account


@dataclass(frozen=True)
class Unlocked:
    """Who opened a dossier, and what with: `account` is an id or RECOVERY, which may do what a procesregisseur may.

    `data_key` is None for a technisch beheerder. `next_key` is there while a re-key is not finished.
    """

    account: str
    role: AccountRole
    data_key: bytes | None = field(repr=False)
    next_key: bytes | None = field(repr=False, default=None)

    def key(self) -> bytes:
        """The data key. Raises InputError for a technisch beheerder."""
        if self.data_key is None:
            raise InputError.at(_PLACE, *NO_DATA)
        return self.data_key

    def candidates(self) -> tuple[bytes, ...]:
        """The keys that may open the encrypted file: one, or the old and the new one while a re-key is not finished."""
        return tuple(key for key in (self.data_key, self.next_key) if key is not None)


def unlock(header: Header, account: str | None, passphrase: str) -> Unlocked:
    """Open a dossier with an account and its passphrase; with one account its id may be left out.

    Raises RefusedError as said above; InputError when there are several accounts and none was chosen (with their ids), when the account is
    locked, when there is too little memory, and when the header was changed.
    """
    slot = chosen(header, account)
    if slot is not None and slot.locked:
        raise locked_out()
    stand_in = slot or header.accounts[0]
    key = derived(passphrase, stand_in.salt, stand_in.cost)
    if slot is None:
        raise RefusedError(None)
    try:
        pair = _pair(header, slot, key)
        data_key, next_key = _unsealed(header, slot, pair)
    except WrongKeyError:
        raise RefusedError(slot.id) from None
    if data_key is not None:
        authenticated(header, data_key)
    return Unlocked(slot.id, slot.role, data_key, next_key)


def use_recovery_key(header: Header, text: str) -> Unlocked:
    """Open a dossier with the recovery key, however it was typed. That it was used is to be recorded, and a new one made.

    Raises RefusedError and InputError as `unlock` does.
    """
    secret, slot = parsed(text), header.recovery
    stand_in = header.accounts[0]
    derived("", stand_in.salt, stand_in.cost)  # refusing takes as long as it does for a passphrase
    if secret is None or slot is None:
        raise RefusedError(RECOVERY)
    pair, aad = recovery_pair(secret, header.file_id), bound_to(header.file_id, RECOVERY, None, DATA_KEY)
    try:
        data_key = opened(slot.sealed, pair, aad)
        next_key = opened(header.next.recovery, pair, aad) if header.next is not None and header.next.recovery is not None else None
    except WrongKeyError:
        raise RefusedError(RECOVERY) from None
    authenticated(header, data_key)
    return Unlocked(RECOVERY, AccountRole.DIRECTOR, data_key, next_key)


def chosen(header: Header, account: str | None) -> Slot | None:
    """The account somebody means, however its id was typed; None when it does not exist, and the only one when none was said.

    Raises InputError when there are several to choose from.
    """
    if account is not None:
        return header.account(account.strip().lower())
    if len(header.accounts) > 1:
        ids = [slot.id for slot in header.accounts]
        raise InputError.at(_PLACE, _("Dit dossier heeft meer accounts: {ids}.", ids=ids), _("Zeg met welk account u het opent."))
    return header.accounts[0]


def locked_out() -> InputError:
    """The message for an account that is locked."""
    return InputError.at(_PLACE, *LOCKED)


def begin_re_key(header: Header, by: Unlocked, random: Random) -> tuple[Header, Unlocked]:
    """Step one: a new data key in the header, sealed to every account that had the old one and to the recovery key.

    Backups made before stay under the old key, with the accounts of then.
    """
    must_rest(header)
    authenticated(header, by.key())
    new_key = random(KEY_BYTES)
    accounts = tuple(SealedTo(slot.id, seal_to(header, slot, new_key, random)) for slot in header.accounts if slot.sealed is not None)
    recovery = seal_to_recovery(header, header.recovery.public, new_key, random) if header.recovery is not None else None
    return signed(replace(header, next=NextKey(accounts, recovery)), by.key()), replace(by, next_key=new_key)


def finish_re_key(header: Header, by: Unlocked) -> tuple[Header, Unlocked]:
    """Step three: the encrypted file is under the new key, so the old one goes. Raises ValueError when no re-key began."""
    if header.next is None or by.next_key is None:
        raise ValueError("no re-key to finish")
    authenticated(header, by.key())
    new = {to.id: to.sealed for to in header.next.accounts}
    accounts = tuple(replace(slot, sealed=new.get(slot.id)) for slot in header.accounts)
    recovery = header.recovery
    if recovery is not None and header.next.recovery is not None:
        recovery = replace(recovery, sealed=header.next.recovery)
    left = replace(header, accounts=accounts, recovery=recovery, next=None)
    return signed(left, by.next_key), replace(by, data_key=by.next_key, next_key=None)


def abandon_re_key(header: Header, by: Unlocked) -> tuple[Header, Unlocked]:
    """Back from step one: the encrypted file is still under the old key, so the new one goes."""
    authenticated(header, by.key())
    return signed(replace(header, next=None), by.key()), replace(by, next_key=None)


def must_rest(header: Header) -> None:
    """Raises ValueError while a re-key is not finished: whoever opens the dossier finishes or abandons it first."""
    if header.next is not None:
        raise ValueError("a re-key is not finished")


def seal_to(header: Header, slot: Slot, data_key: bytes, random: Random) -> bytes:
    """A data key sealed to an account of this dossier. Raises WrongKeyError for a public key that no program made."""
    return sealed(data_key, slot.public, bound_to(header.file_id, slot.id, slot.role, DATA_KEY), random)


def seal_to_recovery(header: Header, public: bytes, data_key: bytes, random: Random) -> bytes:
    """A data key sealed to a recovery key of this dossier."""
    return sealed(data_key, public, bound_to(header.file_id, RECOVERY, None, DATA_KEY), random)


def new_recovery_slot(header: Header, secret: bytes, data_key: bytes, random: Random) -> RecoverySlot:
    """The slot of a recovery key."""
    public = recovery_pair(secret, header.file_id).public
    return RecoverySlot(public, seal_to_recovery(header, public, data_key, random))


def _pair(header: Header, slot: Slot, key: bytes) -> KeyPair:
    pair = KeyPair.of(unlocked(slot.private, key, bound_to(header.file_id, slot.id, slot.role, PRIVATE_KEY)))
    if pair.public != slot.public:
        raise WrongKeyError
    return pair


def _unsealed(header: Header, slot: Slot, pair: KeyPair) -> tuple[bytes | None, bytes | None]:
    """The data key in a slot, and the one of a re-key that is not finished."""
    aad = bound_to(header.file_id, slot.id, slot.role, DATA_KEY)
    coming = {to.id: to.sealed for to in header.next.accounts}.get(slot.id) if header.next is not None else None
    return slot.sealed and opened(slot.sealed, pair, aad), coming and opened(coming, pair, aad)
