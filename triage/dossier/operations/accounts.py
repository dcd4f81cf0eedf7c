"""Accounts of a dossier: proposed, admitted, removed, released; another passphrase, another recovery key, another data key (REQ-61).

Header and dossier are two files. Each change of the header is put in place inside the transaction that tells of it, so either both are
there or neither: when that transaction fails, on a full disk, the header before it is put back. When the power fails between the two, the
next opening finds the header ahead and writes that down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from triage.casework.roles import AccountRole
from triage.dossier import accounts as slots
from triage.dossier import attempts, schema
from triage.dossier.actions import Action
from triage.dossier.chain import Result
from triage.dossier.header import Header, authenticated, header_at_hand, read_header, signed, write_header
from triage.dossier.keys import Cost
from triage.dossier.store import Change, Dossier, Writing
from triage.dossier.unlock import RefusedError, Unlocked, locked_out
from triage.wording import Message, _

COUNTER = "header_counter"
"""The name in the table `meta` under which the dossier keeps which header it saw last."""


def header_of(dossier: Dossier) -> Header:
    """The header as it is on disk now, without a re-key that came to nothing: the dossier is open under the key it had.

    Raises InputError when it was changed by somebody without the data key.
    """
    return replace(authenticated(read_header(dossier.places), dossier.data_key), next=None)


def opener(dossier: Dossier) -> Unlocked:
    """Who has the dossier open, for the rules of accounts."""
    return Unlocked(dossier.actor.account, dossier.actor.role, dossier.data_key)


def change_header(dossier: Dossier, action: Action, change: Callable[[Header], Header], text: Message, *, about: str = "") -> Change:
    """Put another header in place, in one transaction with the entry that tells of it."""
    dossier.must_may(action)
    header = change(header_of(dossier))
    with changing_header(dossier, header, action, about=about) as writing:
        pass
    return writing.change(text, undo=False)


@contextmanager
def changing_header(dossier: Dossier, header: Header, action: Action, *, case: str = "", about: str = "") -> Iterator[Writing]:
    """Change records and put another header in place, both or neither, as `Dossier.writing` does.

    What is put back has a higher counter, for a disk that gives an error may have kept the change all the same.
    """
    back = signed(replace(read_header(dossier.places), counter=header.counter), dossier.data_key)
    with header_at_hand(dossier.places, back) as put_back:
        put = False
        try:
            with dossier.writing(action, case=case, about=about) as writing:
                yield writing
                remember_counter(writing.connection, header.counter)
                write_header(dossier.places, header)
                put = True
        except BaseException:
            if put:
                put_back()
            raise


def remember_counter(connection: Connection, counter: int) -> None:
    """Keep in the dossier which header belongs to it; an older one put back in its place then shows."""
    row = insert(schema.META).values(name=COUNTER, value=str(counter))
    connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"value": str(counter)}))


def tell_of_failures(dossier: Dossier) -> tuple[attempts.Attempt, ...]:
    """Failed unlocks that no entry tells of yet become entries. All there are."""
    failed = attempts.failures(dossier.places)
    for attempt in failed:
        if not attempt.recorded:
            at = attempt.at.isoformat()
            dossier.note(Action.FAILED_UNLOCK, about=at, result=Result.REFUSED, account=attempt.account)
    return failed


def propose(dossier: Dossier, role: AccountRole, passphrase: str, cost: Cost, replacing: str | None = None) -> Change:
    """Propose an account with its own passphrase; it opens nothing until a procesregisseur admits it."""

    def proposed(header: Header) -> Header:
        return slots.propose(header, role, passphrase, cost, dossier.random.randbytes, replacing)

    return change_header(dossier, Action.ACCOUNT_PROPOSED, proposed, _("Account voorgesteld."), about=f"account/{replacing or role.value}")


def admit(dossier: Dossier, account: str) -> Change:
    """A proposal becomes an account, not locked. Compare `accounts.check_code` with whoever proposed it first."""

    def admitted(header: Header) -> Header:
        return slots.admit(header, opener(dossier), account, dossier.random.randbytes)

    change = change_header(dossier, Action.ACCOUNT_ADMITTED, admitted, _("Account {account} toegelaten.", account=account), about=account)
    _end_row(dossier, account)
    return change


def remove(dossier: Dossier, account: str) -> Change:
    """Take an account away. It is only shut out for good after a re-key; see `rekeying.re_key`."""
    text = _("Account {account} verwijderd. Versleutel het dossier opnieuw om het echt buiten te sluiten.", account=account)
    return change_header(
        dossier, Action.ACCOUNT_REMOVED, lambda header: slots.remove_account(header, opener(dossier), account), text, about=account
    )


def release(dossier: Dossier, account: str) -> Change:
    """An account that was locked after ten failures may try again."""
    text = _("Account {account} vrijgegeven.", account=account)

    def released(header: Header) -> Header:
        return slots.release_account(header, opener(dossier), account)

    change = change_header(dossier, Action.ACCOUNT_UNLOCKED, released, text, about=account)
    _end_row(dossier, account)
    return change


def _end_row(dossier: Dossier, account: str) -> None:
    """The failures of an account count no longer; the list tells of them first."""
    tell_of_failures(dossier)
    attempts.clear(dossier.places, account)


def release_all(dossier: Dossier) -> None:
    """Every account that is locked may try again: whoever holds the recovery key may need its owner back."""
    failed = attempts.locked_accounts(attempts.failures(dossier.places))
    for slot in header_of(dossier).accounts:
        if slot.locked or slot.id in failed:
            release(dossier, slot.id)


def change_passphrase(dossier: Dossier, old: str, new: str, cost: Cost) -> Change:
    """Another passphrase for the account that has the dossier open. A wrong old one counts as a failed unlock, as at the door."""

    def changed(header: Header) -> Header:
        try:
            return slots.change_passphrase(header, dossier.actor.account, old, new, cost, dossier.random.randbytes)
        except RefusedError:
            attempts.note_failure(dossier.places, dossier.actor.account, dossier.clock())
            raise

    if dossier.actor.account in attempts.locked_accounts(attempts.failures(dossier.places)):
        raise locked_out()

    return change_header(dossier, Action.PASSPHRASE_CHANGED, changed, _("Uw wachtzin is veranderd."), about=dossier.actor.account)


def new_recovery_key(dossier: Dossier) -> tuple[Change, str]:
    """Another recovery key, and its text, to be shown this one time."""
    dossier.must_may(Action.RECOVERY_KEY_MADE)
    header, text = slots.new_recovery_key(header_of(dossier), opener(dossier), dossier.random.randbytes)
    said = _("Er is een nieuwe herstelsleutel. De vorige opent dit dossier niet meer.")
    return change_header(dossier, Action.RECOVERY_KEY_MADE, lambda _before: header, said), text
