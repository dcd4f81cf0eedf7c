"""Who may open a dossier: accounts made, proposed, admitted, locked, released and taken away. Header in, header out; the store writes it.

A technisch beheerder holds no data key, so he can only propose an account; the unlock of a procesregisseur admits it (REQ-61). A proposal
stands outside what is authenticated, so anybody who can write the file can put one there: `check_code` is what both compare first.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from triage.casework.roles import AccountRole
from triage.dossier.header import CURRENT, FILE_ID_BYTES, MOST_ACCOUNTS, MOST_PROPOSED, Header, Slot, authenticated, bound_to, signed
from triage.dossier.keys import KEY_BYTES, SALT_BYTES, Cost, KeyPair, Random, WrongKeyError, derived, locked
from triage.dossier.passphrases import must_be_strong
from triage.dossier.recovery import SECRET_BYTES, printed
from triage.dossier.unlock import PRIVATE_KEY, Unlocked, must_rest, new_recovery_slot, seal_to, unlock
from triage.errors import InputError
from triage.files import Fault
from triage.wording import _

_PLACE = _("de accounts van het dossier")
_SEE_LIST = _("Kijk in de lijst met accounts en kies opnieuw.")

ONLY_DIRECTOR: Fault = (_("Dit mag alleen een procesregisseur."), _("Vraag een procesregisseur om dit te doen."))
ONLY_LEADERS: Fault = (
    _("Dit mag alleen een procesregisseur of voorzitter."),
    _("Vraag een van hen om dit te doen."),
)
NO_ACCOUNT: Fault = (_("Dit account bestaat niet."), _SEE_LIST)
NO_ROOM: Fault = (_("Er zijn te veel accounts en voorstellen."), _("Verwijder accounts of trek voorstellen in die niet meer nodig zijn."))
NO_PROPOSAL: Fault = (_("Dit voorstel bestaat niet."), _SEE_LIST)
OTHER_ROLE: Fault = (_("Dit account heeft een andere rol."), _("Stel een nieuw account voor met de rol die nodig is."))
SPOILT: Fault = (_("Dit voorstel is beschadigd."), _("Trek het in en laat het opnieuw voorstellen."))
YOURSELF: Fault = (_("U kunt uw eigen account niet verwijderen."), _("Vraag een andere procesregisseur om dit te doen."))
LAST_DIRECTOR: Fault = (
    _("Dit is het laatste account van een procesregisseur. Zonder dat account kan niemand meer accounts toelaten."),
    _("Laat eerst een ander account van een procesregisseur toe."),
)

_LEADERS = (AccountRole.DIRECTOR, AccountRole.CHAIR)


def first_header(passphrase: str, cost: Cost, random: Random) -> tuple[Header, Unlocked, str]:
    """The header of a new dossier with one account, `procesregisseur-1`; who opened it; and the recovery key, to be shown once.

    Raises InputError with every reason why this cannot be a passphrase.
    """
    data_key = random(KEY_BYTES)
    none_yet = Header(CURRENT, random(FILE_ID_BYTES), 0, (), None, (), (), (), None, bytes(KEY_BYTES))
    proposal = propose(none_yet, AccountRole.DIRECTOR, passphrase, cost, random).proposed[0]
    by = Unlocked(proposal.id, proposal.role, data_key)
    slot = replace(proposal, sealed=seal_to(none_yet, proposal, data_key, random))
    header, text = _with_recovery_key(replace(none_yet, accounts=(slot,)), data_key, random)
    return header, by, text


def propose(header: Header, role: AccountRole, passphrase: str, cost: Cost, random: Random, replacing: str | None = None) -> Header:
    """A header with one proposal more, at the end of `proposed`, with its own passphrase; it opens nothing until it is admitted.

    Needs no key, so anybody may do it. `replacing` names an account that gets this passphrase in place of its own, for who lost it. Raises
    InputError when that account does not exist or has another role, when there is no room for more, and with every reason why this cannot
    be a passphrase.
    """
    if replacing is not None and _account(header, replacing).role is not role:
        raise InputError.at(_PLACE, *OTHER_ROLE)
    account_id = replacing or _free_id(header, role)
    must_be_strong(passphrase, [account_id, *(slot.id for slot in header.accounts)])
    others = tuple(slot for slot in header.proposed if slot.id != account_id)
    if len(others) >= MOST_PROPOSED or (replacing is None and len(header.accounts) + len(others) >= MOST_ACCOUNTS):
        raise InputError.at(_PLACE, *NO_ROOM)
    return replace(header, proposed=(*others, _slot(header, account_id, role, passphrase, cost, random)))


def check_code(slot: Slot) -> str:
    """Twelve signs in groups of four that stand for exactly this proposal (60 bits of its SHA-256).

    Shown where it is made and again before it is admitted: when they differ, somebody put another proposal in its place.
    """
    code = b32encode(sha256(slot.public + bound_to(b"", slot.id, slot.role, "proposal")).digest()).decode()
    return "-".join(code[start : start + 4] for start in (0, 4, 8))


def withdraw(header: Header, account_id: str) -> Header:
    """A header without a proposal. Raises InputError when there is none of that id."""
    gone = _proposal(header, account_id)
    return replace(header, proposed=tuple(slot for slot in header.proposed if slot is not gone))


def admit(header: Header, by: Unlocked, account_id: str, random: Random) -> Header:
    """A proposal becomes an account, in place of the one with the same id if there is one; every role but the technisch beheerder gets the
    data key. Only by a procesregisseur, who compared `check_code`. Raises InputError otherwise, and for a damaged proposal or one under the
    id of an account that was removed, which the program never makes.
    """
    _must_direct(header, by)
    proposal = _proposal(header, account_id)
    if proposal.id in header.removed:
        raise InputError.at(_PLACE, *SPOILT)
    try:
        key = None if proposal.role is AccountRole.TECHNICIAN else seal_to(header, proposal, by.key(), random)
    except WrongKeyError:
        raise InputError.at(_PLACE, *SPOILT) from None
    return _signed_with(withdraw(header, account_id), replace(proposal, sealed=key, locked=False), by)


def remove_account(header: Header, by: Unlocked, account_id: str) -> Header:
    """A header without an account, whose id is never given again. Only by a procesregisseur, not of himself, not of the last one.

    This alone closes no door: whoever kept a copy of the old header, or the data key, still opens the data. Only a re-key makes it real
    for what is written from then on; backups made before stay open to the account as it was.
    """
    _must_direct(header, by)
    gone = _account(header, account_id)
    if gone.id == by.account:
        raise InputError.at(_PLACE, *YOURSELF)
    left = tuple(slot for slot in header.accounts if slot is not gone)
    if not any(slot.role is AccountRole.DIRECTOR for slot in left):
        raise InputError.at(_PLACE, *LAST_DIRECTOR)
    proposed = tuple(slot for slot in header.proposed if slot.id != gone.id)
    return signed(replace(header, accounts=left, proposed=proposed, removed=(*header.removed, gone.id)), by.key())


def change_passphrase(header: Header, account: str | None, old: str, new: str, cost: Cost, random: Random) -> Header:
    """Another passphrase for an account whose old one is given again, as an open screen is not enough.

    A technisch beheerder cannot sign the header, so his becomes a proposal for a procesregisseur. Raises InputError with every reason
    against the new passphrase, and as `unlock` does; a RefusedError is to be noted as at the door. Who kept a copy of the old header still
    opens that with the old passphrase, until a re-key.
    """
    must_rest(header)
    by = unlock(header, account, old)
    proposing = propose(header, by.role, new, cost, random, replacing=by.account)
    if by.data_key is None:
        return proposing
    slot = _proposal(proposing, by.account)
    return _signed_with(withdraw(proposing, slot.id), replace(slot, sealed=seal_to(header, slot, by.data_key, random)), by)


def lock_accounts(header: Header, by: Unlocked, account_ids: Iterable[str]) -> Header:
    """The accounts that failed too often, locked until they are released: done for whoever opens the dossier and can sign its header."""
    if by.data_key is None:
        return header
    must_rest(header)
    authenticated(header, by.key())
    ids = set(account_ids)
    slots = tuple(replace(slot, locked=slot.locked or slot.id in ids) for slot in header.accounts)
    return header if slots == header.accounts else signed(replace(header, accounts=slots), by.key())


def release_account(header: Header, by: Unlocked, account_id: str) -> Header:
    """A locked account may try again. Only by a procesregisseur or voorzitter, or with the recovery key; InputError otherwise."""
    _must_lead(header, by)
    slot = _account(header, account_id)
    return _signed_with(header, replace(slot, locked=False), by)


def new_recovery_key(header: Header, by: Unlocked, random: Random) -> tuple[Header, str]:
    """Another recovery key in place of the one before, and its text, to be shown once. Only by a procesregisseur.

    The one before still opens backups made before now.
    """
    _must_direct(header, by)
    return _with_recovery_key(header, by.key(), random)


def _with_recovery_key(header: Header, data_key: bytes, random: Random) -> tuple[Header, str]:
    secret = random(SECRET_BYTES)
    return signed(replace(header, recovery=new_recovery_slot(header, secret, data_key, random)), data_key), printed(secret)


def _slot(header: Header, account_id: str, role: AccountRole, passphrase: str, cost: Cost, random: Random) -> Slot:
    """A new slot under a passphrase, without the data key."""
    salt, pair = random(SALT_BYTES), KeyPair.of(random(KEY_BYTES))
    aad = bound_to(header.file_id, account_id, role, PRIVATE_KEY)
    private = locked(pair.private, derived(passphrase, salt, cost), aad, random)
    return Slot(account_id, role, salt, cost, pair.public, private, sealed=None, locked=False)


def _signed_with(header: Header, slot: Slot, by: Unlocked) -> Header:
    """The header with one account new or in the place of the one with its id."""
    there = header.account(slot.id) is not None
    slots = tuple(slot if old.id == slot.id else old for old in header.accounts) if there else (*header.accounts, slot)
    return signed(replace(header, accounts=slots), by.key())


def _must_direct(header: Header, by: Unlocked) -> None:
    if by.role is not AccountRole.DIRECTOR:
        raise InputError.at(_PLACE, *ONLY_DIRECTOR)
    must_rest(header)
    authenticated(header, by.key())


def _must_lead(header: Header, by: Unlocked) -> None:
    if by.role not in _LEADERS:
        raise InputError.at(_PLACE, *ONLY_LEADERS)
    must_rest(header)
    authenticated(header, by.key())


def _account(header: Header, account_id: str) -> Slot:
    slot = header.account(account_id)
    if slot is None:
        raise InputError.at(_PLACE, *NO_ACCOUNT)
    return slot


def _proposal(header: Header, account_id: str) -> Slot:
    found = next((slot for slot in header.proposed if slot.id == account_id), None)
    if found is None:
        raise InputError.at(_PLACE, *NO_PROPOSAL)
    return found


def _free_id(header: Header, role: AccountRole) -> str:
    """The lowest number above every number this role ever had, so that no id in the record stands for two people."""
    ids = [*(slot.id for slot in (*header.accounts, *header.proposed)), *header.removed]
    numbers = [int(account_id.rpartition("-")[2]) for account_id in ids if account_id.startswith(f"{role}-")]
    return f"{role}-{max(numbers, default=0) + 1}"
