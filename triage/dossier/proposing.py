"""The door of the technisch beheerder: he holds no data key and opens no dossier, but proposes accounts beside it (REQ-61).

The proposal waits in the key file, outside what is authenticated. A procesregisseur who opens the dossier is told of it with its check
code, compares that with whoever made it, and admits it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from triage.casework.roles import AccountRole
from triage.dossier import accounts, attempts
from triage.dossier.disk import refuse_network
from triage.dossier.header import read_header, write_header
from triage.dossier.keys import Cost
from triage.dossier.lock import take, why_not
from triage.dossier.opening import Here
from triage.dossier.places import Places
from triage.errors import InputError
from triage.files import place_of
from triage.wording import _


@dataclass(frozen=True)
class Proposed:
    """A proposal that waits: the id the account will have, and the code to compare before it is admitted."""

    account: str
    check_code: str


_OTHER_DOOR = (
    _("Langs deze weg stelt alleen de technisch beheerder een account voor."),
    _("Open het dossier en stel het account daar voor."),
)


def propose_beside(
    places: Places, account: str, passphrase: str, here: Here, *, role: AccountRole, chosen: str, cost: Cost, replacing: str | None = None
) -> Proposed:
    """Propose an account with `chosen` as its passphrase; `replacing` names one whose passphrase was lost.

    Nothing of the dossier is read and its list hears of it when the account is admitted. Raises InputError as opening does, while somebody
    works in the dossier, for another role, and as `accounts.propose`.
    """
    refuse_network(places.path)
    _header, by = attempts.enter(places, account, passphrase, here.clock())
    if by.role is not AccountRole.TECHNICIAN:
        raise InputError.at(place_of(places.path), *_OTHER_DOOR)
    attempts.end_row(places, by.account)
    with _alone(places):
        header = accounts.propose(read_header(places), role, chosen, cost, here.random.randbytes, replacing)
        write_header(places, header)
    made = header.proposed[-1]
    return Proposed(made.id, accounts.check_code(made))


@contextmanager
def _alone(places: Places) -> Iterator[None]:
    """While nobody works in the dossier, so that no two change the key file at once. Raises InputError otherwise."""
    lock = take(places.lock)
    if lock is None:
        raise InputError.at(place_of(places.path), why_not(places.lock, places.occupied), _("Wacht tot de ander klaar is."))
    try:
        yield
    finally:
        lock.release()
