from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.dossier.headers import KEYED, PASSPHRASES, house
from triage.casework.roles import AccountRole
from triage.dossier.accounts import admit, lock_accounts, new_recovery_key, release_account, remove_account
from triage.dossier.header import Header, authenticated, header_bytes, header_from, signed
from triage.dossier.keys import KEY_BYTES
from triage.dossier.unlock import RefusedError, Unlocked, abandon_re_key, begin_re_key, finish_re_key, unlock, use_recovery_key
from triage.errors import InputError

EVERYBODY = [*KEYED, None]


def begun() -> tuple[Header, Unlocked]:
    """After step one."""
    return begin_re_key(house().header, house().by, Random(7).randbytes)


def opens(header: Header, account: str | None) -> Unlocked:
    """Who opens with his own passphrase, or with the recovery key."""
    return use_recovery_key(header, house().recovery) if account is None else unlock(header, account, PASSPHRASES[account])


def as_read(header: Header) -> Header:
    """The header after the program ended and began again."""
    return header_from(header_bytes(header), "")


@pytest.mark.parametrize("account", EVERYBODY)
def test_halfway_everybody_has_both_keys_and_can_finish_or_abandon(account: str | None) -> None:
    header, by = begun()
    found = opens(as_read(header), account)
    assert found.candidates() == (house().key, by.next_key)
    for left, who, key in ((*finish_re_key(header, found), by.next_key), (*abandon_re_key(header, found), house().key)):
        assert key is not None
        assert who.candidates() == (key,)
        assert left.next is None
        assert left.counter > header.counter
        assert authenticated(as_read(left), key) == left
        assert {opens(left, other).data_key for other in EVERYBODY} == {key}


def test_the_new_key_is_another_one_and_all_of_chance() -> None:
    _, by = begun()
    assert by.next_key is not None
    assert len(by.next_key) == KEY_BYTES
    assert by.next_key != house().key
    assert begin_re_key(house().header, house().by, Random(8).randbytes)[1].next_key != by.next_key


def test_after_a_re_key_the_old_key_is_nowhere_and_the_old_header_stays_what_it_was() -> None:
    header, by = finish_re_key(*begun())
    assert not {slot.sealed for slot in header.accounts if slot.sealed} & {slot.sealed for slot in house().header.accounts}
    with pytest.raises(InputError, match="veranderd"):
        authenticated(header, house().key)
    assert opens(house().header, None).data_key == house().key != by.data_key


def test_a_removed_account_gets_no_new_key() -> None:
    without = remove_account(house().header, house().by, "voorzitter-1")
    header, by = finish_re_key(*begin_re_key(without, house().by, Random(7).randbytes))
    with pytest.raises(RefusedError):
        opens(header, "voorzitter-1")
    old = house().header.account("voorzitter-1")
    assert old is not None
    slipped_in = replace(header, accounts=(*header.accounts, old))
    with pytest.raises(InputError, match="veranderd"):
        opens(slipped_in, "voorzitter-1")
    assert opens(header, "procesregisseur-1").data_key == by.data_key


def test_the_technician_gets_no_key_in_any_step() -> None:
    for header in (house().header, begun()[0], finish_re_key(*begun())[0]):
        assert unlock(header, "technisch_beheerder-1", PASSPHRASES["technisch_beheerder-1"]).candidates() == ()
    technician = unlock(house().header, "technisch_beheerder-1", PASSPHRASES["technisch_beheerder-1"])
    with pytest.raises(InputError):
        begin_re_key(house().header, technician, Random(1).randbytes)


def test_a_re_key_without_recovery_key_is_finished_too() -> None:
    bare = signed(replace(house().header, recovery=None), house().key)
    header, by = finish_re_key(*begin_re_key(bare, house().by, Random(7).randbytes))
    assert (header.recovery, opens(header, "voorzitter-1").data_key) == (None, by.data_key)


def test_halfway_no_account_changes_and_no_second_re_key_begins() -> None:
    header, by = begun()
    for change in (
        lambda: begin_re_key(header, by, Random(1).randbytes),
        lambda: admit(header, by, "procesregisseur-2", Random(1).randbytes),
        lambda: remove_account(header, by, "voorzitter-1"),
        lambda: lock_accounts(header, by, ["voorzitter-1"]),
        lambda: release_account(header, by, "voorzitter-1"),
        lambda: new_recovery_key(header, by, Random(1).randbytes),
    ):
        with pytest.raises(ValueError, match="not finished"):
            change()


def test_nothing_is_finished_that_did_not_begin() -> None:
    with pytest.raises(ValueError, match="no re-key"):
        finish_re_key(house().header, house().by)


def test_a_re_key_is_not_begun_or_finished_on_a_header_that_was_changed() -> None:
    changed = replace(house().header, deleted=("4C-H9W",))
    with pytest.raises(InputError, match="veranderd"):
        begin_re_key(changed, house().by, Random(1).randbytes)
    header, by = begun()
    for step in (finish_re_key, abandon_re_key):
        with pytest.raises(InputError, match="veranderd"):
            step(replace(header, deleted=("4C-H9W",)), by)


def test_a_public_key_put_in_by_a_stranger_is_never_sealed_to() -> None:
    stranger = house(2).header.accounts[1]
    header = replace(house().header, accounts=(house().header.accounts[0], stranger, *house().header.accounts[2:]))
    with pytest.raises(InputError, match="veranderd"):
        begin_re_key(header, house().by, Random(1).randbytes)


def test_the_new_key_taken_out_of_the_header_halfway_is_found() -> None:
    header, _ = begun()
    for account in EVERYBODY:
        with pytest.raises(InputError, match="veranderd"):
            opens(replace(header, next=None), account)


def test_the_role_of_who_finishes_makes_no_difference_as_nothing_is_chosen() -> None:
    header, _ = begun()
    overseer = opens(header, "toezichthouder-1")
    assert overseer.role is AccountRole.OVERSEER
    assert finish_re_key(header, overseer)[1].data_key == overseer.next_key
