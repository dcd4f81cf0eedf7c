from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random

import pytest

from tests.dossier.headers import PASSPHRASES, PROPOSED, house, role_of
from triage.casework.roles import AccountRole
from triage.dossier.accounts import (
    admit,
    change_passphrase,
    check_code,
    first_header,
    lock_accounts,
    new_recovery_key,
    propose,
    release_account,
    remove_account,
    withdraw,
)
from triage.dossier.header import MOST_ACCOUNTS, MOST_PROPOSED, RECOVERY, Header, authenticated, header_bytes, header_from, signed
from triage.dossier.keys import LEAST, Cost
from triage.dossier.unlock import RefusedError, Unlocked, unlock, use_recovery_key
from triage.errors import InputError

DIRECTOR, CHAIR, TECHNICIAN = "procesregisseur-1", "voorzitter-1", "technisch_beheerder-1"
NEW = "zwaluw tandem klompen"


def chance(seed: int = 11) -> Callable[[int], bytes]:
    """A source of chance that can be had again."""
    return Random(seed).randbytes


def opened(account: str, header: Header | None = None, passphrase: str = "") -> Unlocked:
    """Who opened with an account."""
    return unlock(header or house().header, account, passphrase or PASSPHRASES[account])


def refused(change: Callable[[], object]) -> str:
    """What is said of a change that is not allowed."""
    with pytest.raises(InputError) as error:
        change()
    return str(error.value)


def whole(header: Header) -> Header:
    """The same header, when it can be read back and the director finds it his own."""
    assert header_from(header_bytes(header), "") == header
    return authenticated(header, house().key)


# A new dossier.


def test_a_new_dossier_has_one_director_a_recovery_key_and_nothing_else() -> None:
    header, by, text = first_header(PASSPHRASES[DIRECTOR], LEAST, chance())
    assert [slot.id for slot in header.accounts] == [DIRECTOR]
    assert (header.proposed, header.removed, header.deleted, header.next) == ((), (), (), None)
    assert header_from(header_bytes(header), "") == authenticated(header, by.key()) == header
    assert opened(DIRECTOR, header) == by
    assert use_recovery_key(header, text).data_key == by.data_key


def test_no_two_dossiers_share_a_key_an_id_or_a_recovery_key() -> None:
    first, second = first_header(NEW, LEAST, chance(1)), first_header(NEW, LEAST, chance(2))
    assert first[0].file_id != second[0].file_id
    assert first[1].data_key != second[1].data_key
    assert first[2] != second[2]


def test_a_weak_passphrase_begins_no_dossier() -> None:
    assert "minder dan 12 tekens" in refused(lambda: first_header("kort", LEAST, chance()))


# Proposing and admitting.


@pytest.mark.parametrize("role", AccountRole)
def test_what_is_proposed_opens_only_once_it_is_admitted(role: AccountRole) -> None:
    proposing = propose(house().header, role, NEW, LEAST, chance())
    slot = proposing.proposed[-1]
    assert (slot.role, slot.sealed, slot.id) == (role, None, f"{role}-{3 if role is AccountRole.DIRECTOR else 2}")
    with pytest.raises(RefusedError):
        opened(slot.id, proposing, NEW)
    header = whole(admit(proposing, house().by, slot.id, chance()))
    assert slot.id not in {left.id for left in header.proposed}
    assert opened(slot.id, header, NEW).data_key == (None if role is AccountRole.TECHNICIAN else house().key)


def test_a_proposal_leaves_the_authenticated_part_as_it_was() -> None:
    proposing = propose(house().header, AccountRole.CHAIR, NEW, LEAST, chance())
    assert replace(proposing, proposed=house().header.proposed) == house().header


def test_only_a_director_admits_and_the_recovery_key_may_do_it_too() -> None:
    for who in map(opened, (CHAIR, "kaderbeheerder-1", "toezichthouder-1", TECHNICIAN)):
        assert "alleen een procesregisseur" in refused(partial(admit, house().header, who, PROPOSED[0], chance()))
    header = admit(house().header, use_recovery_key(house().header, house().recovery), PROPOSED[0], chance())
    assert opened(PROPOSED[0], header, PROPOSED[1]).data_key == house().key


def test_the_check_code_stands_for_one_proposal_only() -> None:
    proposed = house().header.proposed[0]
    code = check_code(proposed)
    assert [len(group) for group in code.split("-")] == [4, 4, 4]
    assert check_code(header_from(header_bytes(house().header), "").proposed[0]) == code
    others = [
        replace(proposed, role=AccountRole.CHAIR),
        replace(proposed, id="procesregisseur-4"),
        replace(proposed, public=house(2).header.proposed[0].public),
    ]
    assert len({code, *map(check_code, others)}) == 4


def test_a_proposal_with_a_public_key_that_no_program_made_is_refused() -> None:
    header = replace(house().header, proposed=(replace(house().header.proposed[0], public=bytes(32)),))
    assert "beschadigd" in refused(lambda: admit(header, house().by, PROPOSED[0], chance()))


def test_a_proposal_under_the_id_of_a_removed_account_is_refused() -> None:
    proposing = propose(house().header, AccountRole.CHAIR, NEW, LEAST, chance(), CHAIR)
    left = replace(remove_account(house().header, house().by, CHAIR), proposed=proposing.proposed)
    assert "beschadigd" in refused(lambda: admit(whole(left), house().by, CHAIR, chance()))
    assert CHAIR in [slot.id for slot in left.proposed]
    assert withdraw(left, CHAIR).proposed == tuple(slot for slot in left.proposed if slot.id != CHAIR)


def test_a_proposal_that_another_role_was_written_on_opens_nothing() -> None:
    spoilt = replace(house().header.proposed[0], id="voorzitter-2", role=AccountRole.CHAIR)
    header = admit(replace(house().header, proposed=(spoilt,)), house().by, "voorzitter-2", chance())
    with pytest.raises(RefusedError):
        opened("voorzitter-2", header, PROPOSED[1])


def test_a_proposal_is_withdrawn_and_one_that_is_not_there_is_said() -> None:
    assert withdraw(house().header, PROPOSED[0]) == replace(house().header, proposed=())
    assert "voorstel bestaat niet" in refused(lambda: withdraw(house().header, "voorzitter-5"))
    assert "voorstel bestaat niet" in refused(lambda: admit(house().header, house().by, CHAIR, chance()))


def test_a_weak_passphrase_is_not_proposed_and_every_reason_is_said() -> None:
    with pytest.raises(InputError) as error:
        propose(house().header, AccountRole.CHAIR, "voorzitter", LEAST, chance())
    assert len(error.value.defects) == 2


def test_there_is_a_most_of_proposals_and_of_accounts_together() -> None:
    slot, by = house().header.accounts[0], house().by
    full = replace(house().header, proposed=tuple(replace(slot, id=f"voorzitter-{n}", sealed=None) for n in range(MOST_PROPOSED)))
    assert "te veel" in refused(lambda: propose(full, AccountRole.CHAIR, NEW, LEAST, chance()))
    crowd = tuple(replace(slot, id=f"procesregisseur-{n}") for n in range(1, MOST_ACCOUNTS))
    header = signed(replace(house().header, accounts=crowd), by.key())
    assert "te veel" in refused(lambda: propose(header, AccountRole.CHAIR, NEW, LEAST, chance()))
    assert len(propose(header, AccountRole.DIRECTOR, NEW, LEAST, chance(), replacing=DIRECTOR).proposed) == 2


# Lost passphrases.


def test_who_lost_a_passphrase_keeps_the_account_and_gets_a_new_one() -> None:
    locked = lock_accounts(house().header, house().by, [CHAIR])
    header = whole(admit(propose(locked, AccountRole.CHAIR, NEW, LEAST, chance(), replacing=CHAIR), house().by, CHAIR, chance()))
    assert [slot.id for slot in header.accounts] == [slot.id for slot in house().header.accounts]
    assert opened(CHAIR, header, NEW).data_key == house().key
    with pytest.raises(RefusedError):
        opened(CHAIR, header)


def test_a_second_proposal_for_one_account_takes_the_place_of_the_first() -> None:
    once = propose(house().header, AccountRole.CHAIR, NEW, LEAST, chance(1), replacing=CHAIR)
    twice = propose(once, AccountRole.CHAIR, NEW + "!", LEAST, chance(2), replacing=CHAIR)
    assert [slot.id for slot in twice.proposed] == [PROPOSED[0], CHAIR]
    assert opened(CHAIR, admit(twice, house().by, CHAIR, chance()), NEW + "!").account == CHAIR


def test_a_replacement_keeps_the_role_and_the_account_must_be_there() -> None:
    assert "andere rol" in refused(lambda: propose(house().header, AccountRole.DIRECTOR, NEW, LEAST, chance(), replacing=CHAIR))
    assert "bestaat niet" in refused(lambda: propose(house().header, AccountRole.CHAIR, NEW, LEAST, chance(), replacing="voorzitter-9"))


def test_with_the_recovery_key_the_only_director_gets_in_again() -> None:
    header, _, text = first_header(PASSPHRASES[DIRECTOR], LEAST, chance())
    by = use_recovery_key(header, text)
    header = admit(propose(header, AccountRole.DIRECTOR, NEW, LEAST, chance(3), replacing=DIRECTOR), by, DIRECTOR, chance(4))
    header, other = new_recovery_key(header, by, chance(5))
    assert opened(DIRECTOR, header, NEW).data_key == by.data_key == use_recovery_key(header, other).data_key
    with pytest.raises(RefusedError):
        use_recovery_key(header, text)


# Changing one's own passphrase.


@pytest.mark.parametrize("account", [DIRECTOR, CHAIR, "kaderbeheerder-1", "toezichthouder-1"])
def test_everybody_changes_the_own_passphrase_and_all_that_was_under_the_old_one_is_new(account: str) -> None:
    header = whole(change_passphrase(house().header, account, PASSPHRASES[account], NEW, Cost(9000, 1, 1), chance()))
    assert opened(account, header, NEW).data_key == house().key
    with pytest.raises(RefusedError):
        opened(account, header)
    old, new = house().header.account(account), header.account(account)
    assert old is not None
    assert new is not None
    assert all(getattr(old, part) != getattr(new, part) for part in ("salt", "cost", "public", "private", "sealed"))
    assert header.proposed == house().header.proposed


def test_the_technician_can_only_propose_his_and_keeps_the_old_one_until_it_is_admitted() -> None:
    header = whole(change_passphrase(house().header, TECHNICIAN, PASSPHRASES[TECHNICIAN], NEW, LEAST, chance()))
    assert opened(TECHNICIAN, header).account == TECHNICIAN
    assert opened(TECHNICIAN, admit(header, house().by, TECHNICIAN, chance()), NEW).data_key is None


def test_the_old_passphrase_is_asked_again_and_the_new_one_is_judged() -> None:
    with pytest.raises(RefusedError):
        change_passphrase(house().header, DIRECTOR, "fout", NEW, LEAST, chance())
    assert "12 tekens" in refused(lambda: change_passphrase(house().header, DIRECTOR, PASSPHRASES[DIRECTOR], "kort", LEAST, chance()))


# Removing.


def test_a_removed_account_is_gone_and_its_id_is_never_given_again() -> None:
    header = whole(remove_account(house().header, house().by, CHAIR))
    assert header.account(CHAIR) is None
    with pytest.raises(RefusedError):
        opened(CHAIR, header)
    assert header.removed == (CHAIR,)
    assert propose(header, AccountRole.CHAIR, NEW, LEAST, chance()).proposed[-1].id == "voorzitter-2"


def test_a_proposal_to_replace_goes_with_the_account() -> None:
    header = propose(house().header, AccountRole.CHAIR, NEW, LEAST, chance(), replacing=CHAIR)
    assert [slot.id for slot in whole(remove_account(header, house().by, CHAIR)).proposed] == [PROPOSED[0]]


def test_removing_is_for_a_director_never_of_himself_and_never_of_the_last_one() -> None:
    assert "alleen een procesregisseur" in refused(lambda: remove_account(house().header, opened(CHAIR), "toezichthouder-1"))
    assert "uw eigen account" in refused(lambda: remove_account(house().header, house().by, DIRECTOR))
    recovery = use_recovery_key(house().header, house().recovery)
    assert "laatste account" in refused(lambda: remove_account(house().header, recovery, DIRECTOR))
    assert "bestaat niet" in refused(lambda: remove_account(house().header, house().by, "voorzitter-9"))
    two = admit(house().header, house().by, PROPOSED[0], chance())
    assert remove_account(two, opened(PROPOSED[0], two, PROPOSED[1]), DIRECTOR).account(DIRECTOR) is None


# The lock after ten failures.


def test_a_locked_account_waits_until_a_leader_releases_it() -> None:
    header = whole(lock_accounts(house().header, house().by, [DIRECTOR, "voorzitter-9"]))
    assert [slot.id for slot in header.accounts if slot.locked] == [DIRECTOR]
    assert "op slot" in refused(lambda: opened(DIRECTOR, header))
    released = whole(release_account(header, opened(CHAIR, header), DIRECTOR))
    assert opened(DIRECTOR, released).data_key == house().key


def test_the_recovery_key_releases_too_and_no_other_role_does() -> None:
    header = lock_accounts(house().header, house().by, [CHAIR])
    for account in ("kaderbeheerder-1", "toezichthouder-1", TECHNICIAN):
        said = refused(partial(release_account, header, opened(account, header), CHAIR))
        assert "alleen een procesregisseur of voorzitter" in said
    by = use_recovery_key(header, house().recovery)
    assert by.account == RECOVERY
    assert opened(CHAIR, release_account(header, by, CHAIR)).account == CHAIR


def test_locking_again_or_nobody_changes_nothing() -> None:
    header = lock_accounts(house().header, house().by, [CHAIR])
    assert lock_accounts(header, house().by, [CHAIR]) == header
    assert lock_accounts(header, house().by, []) == header


def test_a_technician_at_the_door_locks_nobody_as_he_cannot_sign() -> None:
    assert lock_accounts(house().header, opened(TECHNICIAN), [CHAIR]) == house().header


# The recovery key.


def test_a_new_recovery_key_ends_the_old_one_and_only_a_director_makes_it() -> None:
    header, text = new_recovery_key(house().header, house().by, chance())
    assert use_recovery_key(whole(header), text).data_key == house().key
    with pytest.raises(RefusedError):
        use_recovery_key(header, house().recovery)
    assert "alleen een procesregisseur" in refused(lambda: new_recovery_key(house().header, opened(CHAIR), chance()))


@pytest.mark.parametrize(
    "change",
    [
        lambda header: admit(header, house().by, PROPOSED[0], chance()),
        lambda header: remove_account(header, house().by, CHAIR),
        lambda header: release_account(header, house().by, CHAIR),
        lambda header: lock_accounts(header, house().by, [CHAIR]),
        lambda header: new_recovery_key(header, house().by, chance()),
        lambda header: change_passphrase(header, DIRECTOR, PASSPHRASES[DIRECTOR], NEW, LEAST, chance()),
    ],
)
def test_nothing_is_signed_on_top_of_what_a_stranger_changed(change: Callable[[Header], object]) -> None:
    assert "veranderd" in refused(lambda: change(replace(house().header, removed=("voorzitter-8",))))


@pytest.mark.parametrize("account", PASSPHRASES)
def test_an_account_says_its_role(account: str) -> None:
    found = house().header.account(account)
    assert found is not None
    assert found.role is role_of(account)
