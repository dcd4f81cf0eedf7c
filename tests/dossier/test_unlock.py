from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.headers import KEYED, PASSPHRASES, PROPOSED, house, role_of
from triage.casework.roles import AccountRole
from triage.dossier import unlock as unlock_module
from triage.dossier.accounts import first_header, lock_accounts, propose
from triage.dossier.header import RECOVERY, Header, Slot, header_bytes, header_from
from triage.dossier.keys import LEAST, Cost, derived
from triage.dossier.unlock import LOCKED, REFUSED, RefusedError, unlock, use_recovery_key
from triage.errors import InputError
from triage.wording import DUTCH, language

DIRECTOR = "procesregisseur-1"
SAME_TEXT = f"de toegang tot het dossier: {DUTCH.say(REFUSED[0])} {DUTCH.say(REFUSED[1])}"


def refused(header: Header, account: str | None, passphrase: str) -> RefusedError:
    """The refusal of a passphrase."""
    with pytest.raises(RefusedError) as error:
        unlock(header, account, passphrase)
    return error.value


def with_slot(header: Header, account: str, change: Callable[[Slot], Slot]) -> Header:
    """The header after somebody changed one account in it."""
    return replace(header, accounts=tuple(change(slot) if slot.id == account else slot for slot in header.accounts))


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[Cost]:
    """The costs of the derivations that unlocking did."""
    costs: list[Cost] = []

    def counted(passphrase: str, salt: bytes, cost: Cost) -> bytes:
        costs.append(cost)
        return derived(passphrase, salt, cost)

    monkeypatch.setattr(unlock_module, "derived", counted)
    return costs


@pytest.mark.parametrize("account", KEYED)
def test_every_account_but_the_technician_opens_the_same_data_key(account: str) -> None:
    by = unlock(house().header, account, PASSPHRASES[account])
    assert (by.account, by.role, by.data_key, by.next_key) == (account, role_of(account), house().key, None)
    assert by.candidates() == (house().key,)


def test_the_technician_opens_no_data() -> None:
    by = unlock(house().header, "technisch_beheerder-1", PASSPHRASES["technisch_beheerder-1"])
    assert (by.role, by.data_key, by.candidates()) == (AccountRole.TECHNICIAN, None, ())
    with pytest.raises(InputError, match="kan de inhoud van het dossier niet openen"):
        by.key()


def test_a_sealed_key_slipped_to_the_technician_does_not_open_for_him() -> None:
    director = house().header.accounts[0]
    header = with_slot(house().header, "technisch_beheerder-1", lambda slot: replace(slot, sealed=director.sealed))
    refused(header, "technisch_beheerder-1", PASSPHRASES["technisch_beheerder-1"])
    with pytest.raises(InputError, match="beschadigd"):
        header_from(header_bytes(header), "")


def test_an_account_may_be_typed_in_capitals_and_with_blanks() -> None:
    assert unlock(house().header, " Procesregisseur-1 ", PASSPHRASES[DIRECTOR]).account == DIRECTOR


def test_the_only_account_need_not_be_said_and_of_several_the_ids_are_named() -> None:
    header, by, _ = first_header(PASSPHRASES[DIRECTOR], LEAST, Random(5).randbytes)
    assert unlock(header, None, PASSPHRASES[DIRECTOR]).data_key == by.data_key
    with pytest.raises(InputError) as several:
        unlock(house().header, None, PASSPHRASES[DIRECTOR])
    assert not isinstance(several.value, RefusedError)
    assert all(account in str(several.value) for account in PASSPHRASES)


@pytest.mark.parametrize(
    ("account", "passphrase"),
    [
        (DIRECTOR, ""),
        (DIRECTOR, "iets heel anders dan dat"),
        (DIRECTOR, PASSPHRASES[DIRECTOR] + " "),
        (DIRECTOR, " " + PASSPHRASES[DIRECTOR]),
        (DIRECTOR, PASSPHRASES[DIRECTOR][:-1]),
        (DIRECTOR, PASSPHRASES[DIRECTOR].capitalize()),
        (DIRECTOR, PASSPHRASES[DIRECTOR].replace("ij", "ĳ")),
        (DIRECTOR, PASSPHRASES[DIRECTOR] + "\0"),
        (DIRECTOR, PASSPHRASES["voorzitter-1"]),
        ("voorzitter-1", PASSPHRASES[DIRECTOR]),
        ("technisch_beheerder-1", PASSPHRASES[DIRECTOR]),
        ("procesregisseur-9", PASSPHRASES[DIRECTOR]),
        (PROPOSED[0], PROPOSED[1]),
        (RECOVERY, PASSPHRASES[DIRECTOR]),
        ("", PASSPHRASES[DIRECTOR]),
        (PASSPHRASES[DIRECTOR], ""),
    ],
)
def test_whatever_is_wrong_the_text_is_the_same_and_one_derivation_is_done(account: str, passphrase: str, done: list[Cost]) -> None:
    error = refused(house().header, account, passphrase)
    assert done == [LEAST]
    assert str(error) == SAME_TEXT
    assert error.in_words(language("en")) == refused(house().header, DIRECTOR, "x").in_words(language("en"))
    assert error.account == (account if account in PASSPHRASES else None)


@pytest.mark.parametrize(
    "typed", ["", "7K4Q", "0" * 44, house(2).recovery, house().recovery[:-1], house().recovery[1:], PASSPHRASES[DIRECTOR]]
)
def test_a_wrong_recovery_key_gets_that_same_text_after_as_long(typed: str, done: list[Cost]) -> None:
    with pytest.raises(RefusedError) as error:
        use_recovery_key(house().header, typed)
    assert done == [LEAST]
    assert str(error.value) == SAME_TEXT
    assert error.value.account == RECOVERY


@given(st.text(max_size=40))
@settings(max_examples=40)
def test_no_text_but_the_passphrase_opens_an_account(typed: str) -> None:
    assert unicodedata.normalize("NFC", typed) != PASSPHRASES[DIRECTOR]
    assert str(refused(house().header, DIRECTOR, typed)) == SAME_TEXT


def test_the_recovery_key_opens_with_the_powers_of_a_director_and_says_that_it_was_used() -> None:
    by = use_recovery_key(house().header, house().recovery.lower().replace("-", " "))
    assert (by.account, by.role, by.data_key) == (RECOVERY, AccountRole.DIRECTOR, house().key)


def test_a_dossier_without_recovery_key_refuses_every_one() -> None:
    with pytest.raises(RefusedError):
        use_recovery_key(replace(house().header, recovery=None), house().recovery)


def test_a_locked_account_is_told_so_with_the_right_and_the_wrong_passphrase_alike() -> None:
    header = lock_accounts(house().header, house().by, ["voorzitter-1"])
    said = set()
    for passphrase in (PASSPHRASES["voorzitter-1"], "", "x"):
        with pytest.raises(InputError) as error:
            unlock(header, "voorzitter-1", passphrase)
        said.add(str(error.value))
    assert said == {f"de toegang tot het dossier: {DUTCH.say(LOCKED[0])} {DUTCH.say(LOCKED[1])}"}
    assert unlock(header, DIRECTOR, PASSPHRASES[DIRECTOR]).data_key == house().key


# Somebody who can write the header, but holds no key.


def test_a_role_swapped_in_the_header_is_found_by_its_owner_and_by_everybody_else() -> None:
    header = with_slot(house().header, "toezichthouder-1", lambda slot: replace(slot, id="procesregisseur-3", role=AccountRole.DIRECTOR))
    refused(header, "procesregisseur-3", PASSPHRASES["toezichthouder-1"])
    with pytest.raises(InputError, match="veranderd"):
        unlock(header, DIRECTOR, PASSPHRASES[DIRECTOR])
    with pytest.raises(InputError, match="veranderd"):
        use_recovery_key(header, house().recovery)


@pytest.mark.parametrize("account", PASSPHRASES)
def test_an_account_of_one_dossier_opens_nothing_in_another(account: str) -> None:
    theirs = house(2).header.account(account)
    assert theirs is not None
    header = with_slot(house().header, account, lambda _slot: theirs)
    refused(header, account, PASSPHRASES[account])
    other = next(name for name in KEYED if name != account)
    with pytest.raises(InputError, match="veranderd"):
        unlock(header, other, PASSPHRASES[other])


def test_two_dossiers_of_one_person_have_nothing_to_swap() -> None:
    mine, theirs = house().header.accounts[0], house(2).header.accounts[0]
    for part in ("salt", "public", "private", "sealed"):
        assert getattr(mine, part) != getattr(theirs, part)
    swapped = with_slot(house().header, DIRECTOR, lambda slot: replace(slot, sealed=theirs.sealed))
    refused(swapped, DIRECTOR, PASSPHRASES[DIRECTOR])


def test_two_accounts_that_change_places_open_nothing() -> None:
    first, second = house().header.accounts[:2]
    header = with_slot(house().header, first.id, lambda slot: replace(second, id=slot.id, role=slot.role))
    for passphrase in (PASSPHRASES[first.id], PASSPHRASES[second.id]):
        refused(header, first.id, passphrase)


def test_another_public_key_than_that_of_the_passphrase_is_refused() -> None:
    stranger = house(2).header.accounts[0].public
    refused(with_slot(house().header, DIRECTOR, lambda slot: replace(slot, public=stranger)), DIRECTOR, PASSPHRASES[DIRECTOR])


def test_a_cheaper_cost_in_the_header_opens_nothing_and_gives_nothing_to_guess_with() -> None:
    header = with_slot(house().header, DIRECTOR, lambda slot: replace(slot, cost=Cost(8192, 2, 1)))
    refused(header, DIRECTOR, PASSPHRASES[DIRECTOR])


def test_a_hostile_cost_is_refused_before_anything_is_derived(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("derived")

    monkeypatch.setattr(unlock_module, "derived", never)
    parts = json.loads(header_bytes(house().header))
    parts["accounts"][0]["cost"] = {"memory_kib": 2**32, "passes": 2**32, "lanes": 255}
    with pytest.raises(InputError, match="meer geheugen of tijd"):
        unlock(header_from(json.dumps(parts).encode(), ""), DIRECTOR, PASSPHRASES[DIRECTOR])


def test_a_lock_taken_off_by_hand_is_found_when_the_door_opens() -> None:
    locked = lock_accounts(house().header, house().by, [DIRECTOR])
    header = with_slot(locked, DIRECTOR, lambda slot: replace(slot, locked=False))
    with pytest.raises(InputError, match="veranderd"):
        unlock(header, DIRECTOR, PASSPHRASES[DIRECTOR])


def test_no_key_is_in_what_a_program_would_print_of_who_opened() -> None:
    by = unlock(house().header, DIRECTOR, PASSPHRASES[DIRECTOR])
    assert "key" not in repr(by)
    assert repr(house().key) not in repr(by)


def test_no_passphrase_is_in_an_error() -> None:
    error = refused(house().header, "geheime wachtzin hier", "nog een geheime wachtzin")
    assert "geheim" not in f"{error!r} {error} {error.__dict__} {error.__cause__}"


def test_the_powers_of_a_proposal_begin_when_it_is_admitted() -> None:
    header = propose(house().header, AccountRole.CHAIR, "zwaluw tandem klompen", LEAST, Random(6).randbytes)
    refused(header, header.proposed[-1].id, "zwaluw tandem klompen")
