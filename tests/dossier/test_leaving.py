"""Closing makes a backup of what changed first, and waits when that fails."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.dossier.conftest import SmallDisk
from tests.dossier.opened import PASSPHRASES, entered, new_dossier
from triage.casework.roles import AccountRole
from triage.dossier import activity, backups, drafts
from triage.dossier.actions import Action
from triage.dossier.erasing import ErasingReason
from triage.dossier.holdings import Settings
from triage.dossier.keys import LEAST
from triage.dossier.leaving import changed_since_backup, leave
from triage.dossier.operations import accounts
from triage.dossier.operations.cases import make_case
from triage.dossier.operations.rekeying import re_key
from triage.dossier.operations.retention import delete_case
from triage.dossier.store import Dossier
from triage.errors import InputError
from triage.wording import DUTCH


def change(dossier: Dossier, months: int) -> None:
    """Change something."""
    with dossier.writing(Action.SETTINGS_CHANGED) as writing:
        writing.put(Settings(keep_months=months))


def test_what_changed_is_backed_up_at_closing_and_only_then(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    dossier = entered(places).dossier
    change(dossier, 14)
    first = leave(dossier)
    assert first is not None
    assert first.exists()
    dossier = entered(places).dossier
    assert not changed_since_backup(dossier)
    assert leave(dossier) is None
    with closing(entered(places).dossier) as dossier:
        told = [DUTCH.say(line.sentence) for line in activity.read_activity(dossier)]
    assert told.count("procesregisseur-1 sloot het dossier.") == 2


def test_a_deletion_is_backed_up_and_so_is_work_on_accounts(tmp_path: Path) -> None:
    places, new = new_dossier(tmp_path), "lantaarn kaas ezelsoor"
    with closing(entered(places).dossier) as dossier:
        code = make_case(dossier).id
        backups.back_up(dossier)
        assert not changed_since_backup(dossier)
        steps: tuple[Callable[[], object], ...] = (
            lambda: delete_case(dossier, code, ErasingReason.PRACTICE),
            lambda: accounts.propose(dossier, AccountRole.TECHNICIAN, new, LEAST),
            lambda: accounts.admit(dossier, "technisch_beheerder-1"),
            lambda: accounts.remove(dossier, "voorzitter-1"),
            lambda: accounts.release(dossier, "toezichthouder-1"),
            lambda: accounts.change_passphrase(dossier, PASSPHRASES["procesregisseur-1"], new, LEAST),
            lambda: accounts.new_recovery_key(dossier),
            lambda: re_key(dossier),
        )
        for step in steps:
            step()
            assert changed_since_backup(dossier)
            backups.back_up(dossier)
            assert not changed_since_backup(dossier)


def test_a_backup_or_a_deletion_that_was_refused_is_none(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        code = make_case(dossier).id
        with closing(entered(places, "toezichthouder-1", alters=False).dossier) as overseer, pytest.raises(InputError, match="uw rol"):
            backups.back_up(overseer)
        assert changed_since_backup(dossier)
        backups.back_up(dossier)
        with closing(entered(places, "toezichthouder-1", alters=False).dossier) as overseer, pytest.raises(InputError, match="uw rol"):
            delete_case(overseer, code, ErasingReason.PRACTICE)
        assert not changed_since_backup(dossier)


def test_when_the_backup_fails_the_dossier_stays_open_and_nothing_is_lost(small_disk: SmallDisk, tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    dossier = entered(places).dossier
    change(dossier, 15)
    with dossier.writing(Action.SETTINGS_CHANGED) as writing:
        writing.put(Settings(keep_months=15, backup_folder=str(small_disk.folder)))
    small_disk.fill(leave=50_000)
    with pytest.raises(InputError, match="ruimte"):
        leave(dossier)
    drafts.keep(dossier, "house/reden", "Het dossier is nog open.")
    assert leave(dossier, backup=False) is None
    with closing(entered(places).dossier) as dossier:
        assert changed_since_backup(dossier)
        with dossier.reading() as records:
            assert records.every(Settings)[0].keep_months == 15


def test_an_overseer_closes_without_a_backup(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    assert leave(entered(places, "toezichthouder-1").dossier) is None
    assert not places.backups.exists()
