"""The technisch beheerder proposes beside the dossier and opens nothing; a procesregisseur who opens it admits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.dossier.opened import PASSPHRASES, entered, here, new_dossier
from triage.casework.roles import AccountRole
from triage.dossier import attempts, schema
from triage.dossier.actions import Action
from triage.dossier.header import read_header
from triage.dossier.keys import LEAST
from triage.dossier.opening import open_dossier
from triage.dossier.operations import accounts
from triage.dossier.places import Places
from triage.dossier.proposing import Proposed, propose_beside
from triage.errors import InputError
from triage.wording import DUTCH

TECHNICIAN, HIS = "technisch_beheerder-1", "alleen voor het beheer hier"
CHOSEN = "een wachtzin voor de nieuwe"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A dossier with a technisch beheerder, whom a procesregisseur admitted."""
    found = new_dossier(tmp_path)
    with closing(entered(found).dossier) as dossier:
        accounts.propose(dossier, AccountRole.TECHNICIAN, HIS, LEAST)
        accounts.admit(dossier, TECHNICIAN)
    return found


def propose(places: Places, account: str = TECHNICIAN, passphrase: str = HIS, **changes: str) -> Proposed:
    """A second overseer, proposed at the door."""
    return propose_beside(places, account, passphrase, here(), role=AccountRole.OVERSEER, chosen=CHOSEN, cost=LEAST, **changes)


def test_what_he_proposes_is_told_with_its_code_at_the_next_opening_and_opens_once_it_is_admitted(places: Places) -> None:
    made = propose(places)
    assert made.account == "toezichthouder-2"
    with pytest.raises(InputError, match="toegang is geweigerd"):
        open_dossier(places, made.account, CHOSEN, here())
    opened = entered(places)
    with closing(opened.dossier) as dossier:
        assert f"Er is een account voorgesteld: toezichthouder-2, met controlecode {made.check_code}." in map(DUTCH.say, opened.notes)
        accounts.admit(dossier, made.account)
    with closing(open_dossier(places, made.account, CHOSEN, here()).dossier) as dossier:
        assert dossier.actor.role is AccountRole.OVERSEER


def test_who_lost_a_passphrase_gets_another_without_a_new_account(places: Places) -> None:
    assert propose(places, replacing="toezichthouder-1").account == "toezichthouder-1"
    with closing(entered(places).dossier) as dossier:
        accounts.admit(dossier, "toezichthouder-1")
    with closing(open_dossier(places, "toezichthouder-1", CHOSEN, here()).dossier):
        pass
    with pytest.raises(InputError, match="toegang is geweigerd"):
        entered(places, "toezichthouder-1")


def test_nothing_but_the_proposals_changes(places: Places) -> None:
    before, data = read_header(places), places.database.read_bytes()
    propose(places)
    after = read_header(places)
    assert (after.mac, after.counter, after.accounts, len(after.proposed)) == (before.mac, before.counter, before.accounts, 1)
    assert places.database.read_bytes() == data


def unchanged(places: Places, attempt: Callable[[], object], problem: str) -> None:
    """Refused with this problem, and the key file as it was."""
    before = places.header.read_bytes()
    with pytest.raises(InputError, match=problem):
        attempt()
    assert places.header.read_bytes() == before


def test_a_wrong_passphrase_is_refused_and_counts(places: Places) -> None:
    unchanged(places, lambda: propose(places, TECHNICIAN, "alleen voor het beheer daar"), "toegang is geweigerd")
    assert [attempt.account for attempt in attempts.failures(places)] == [TECHNICIAN]


def test_his_row_of_failures_ends_with_a_right_passphrase_once_the_list_has_them(places: Places) -> None:
    for _time in range(attempts.MOST_IN_A_ROW - 1):
        with pytest.raises(InputError, match="toegang is geweigerd"):
            propose(places, TECHNICIAN, "fout")
    propose(places)
    assert len(attempts.failures(places)) == attempts.MOST_IN_A_ROW - 1, "the list does not have them yet"
    with closing(entered(places).dossier):
        pass
    propose(places)
    assert attempts.failures(places) == ()


def test_after_a_right_passphrase_his_row_begins_anew_and_the_list_still_hears_of_each_failure(places: Places) -> None:
    for _row in range(2):
        for _time in range(attempts.MOST_IN_A_ROW - 1):
            with pytest.raises(InputError, match="toegang is geweigerd"):
                propose(places, TECHNICIAN, "fout")
        propose(places)
    assert attempts.locked_accounts(attempts.failures(places)) == ()
    with closing(entered(places).dossier) as dossier, dossier.reading() as records:
        told = records.connection.execute(select(schema.ENTRY.c.account).where(schema.ENTRY.c.action == Action.FAILED_UNLOCK.value))
        assert told.scalars().all() == [TECHNICIAN] * 2 * (attempts.MOST_IN_A_ROW - 1)
    assert attempts.failures(places) == ()


def test_another_role_is_sent_to_the_open_dossier(places: Places) -> None:
    unchanged(places, lambda: propose(places, "voorzitter-1", PASSPHRASES["voorzitter-1"]), "alleen de technisch beheerder")


def test_a_weak_passphrase_is_refused(places: Places) -> None:
    def weak() -> Proposed:
        return propose_beside(places, TECHNICIAN, HIS, here(), role=AccountRole.CHAIR, chosen="kort", cost=LEAST)

    unchanged(places, weak, "wachtzin")


def test_while_somebody_works_in_the_dossier_he_waits(places: Places) -> None:
    with closing(entered(places).dossier):
        unchanged(places, lambda: propose(places), "in gebruik bij procesregisseur-1, op computer balie-3")
    propose(places)
