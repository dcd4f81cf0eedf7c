"""Readiness and practice mode, the yearly instruction, and the settings of the house."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.dossier.making import FILE_ID, KEY, Clock, new_database
from tests.dossier.operations.making import House, house, last, ready, refused
from triage.casework.instruction import Topic
from triage.casework.readiness import Need, Recorded
from triage.casework.roles import AccountRole
from triage.dossier import undo
from triage.dossier.actions import WITHOUT_INSTRUCTION, Action, may
from triage.dossier.connection import engine_for
from triage.dossier.holdings import Settings
from triage.dossier.operations import readiness
from triage.dossier.places import Places
from triage.dossier.store import Actor, Dossier
from triage.errors import InputError

NOT_CONFIRMED = "U hebt de instructie nog niet bevestigd."


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Dossier]:
    """A new dossier of an account that confirmed nothing."""
    path = new_database(tmp_path)
    actor = Actor("procesregisseur-1", AccountRole.DIRECTOR, "balie")
    with closing(Dossier(engine_for(path, KEY), Places(path), actor, FILE_ID, KEY, Clock(), Random(1))) as dossier:
        yield dossier


def test_without_the_instruction_an_account_only_reads(fresh: Dossier) -> None:
    changing = [action for action in Action if may(AccountRole.DIRECTOR, action) and action not in WITHOUT_INSTRUCTION]
    for action in changing:
        with refused(fresh, NOT_CONFIRMED):
            fresh.must_may(action)
    for action in WITHOUT_INSTRUCTION:
        fresh.must_may(action)
    assert Action.SEALED in changing
    assert Action.CASE_OPENED in WITHOUT_INSTRUCTION
    readiness.confirm_instruction(fresh, tuple(Topic))
    assert last(fresh) == ("instruction_confirmed", "", "instruction/procesregisseur-1", "done")
    readiness.set_settings(fresh, Settings(keep_months=6))


def test_every_topic_is_confirmed(fresh: Dossier) -> None:
    with refused(fresh, "Jongeren en ouders mogen inzien, verbeteren, betwisten en klagen."):
        readiness.confirm_instruction(fresh, [topic for topic in Topic if topic is not Topic.RIGHTS])


def test_after_a_year_it_is_confirmed_again(fresh: Dossier) -> None:
    readiness.confirm_instruction(fresh, tuple(Topic))
    clock = fresh.clock
    assert isinstance(clock, Clock)
    clock.present = datetime(2027, 12, 1, 12, tzinfo=UTC)
    readiness.set_settings(fresh, Settings(keep_months=6))
    clock.present = datetime(2027, 12, 2, 12, tzinfo=UTC)
    with refused(fresh, "Uw bevestiging van de instructie is ouder dan een jaar."):
        readiness.set_settings(fresh, Settings(keep_months=7))
    readiness.confirm_instruction(fresh, tuple(Topic))
    readiness.set_settings(fresh, Settings(keep_months=7))


def test_practice_ends_when_all_five_are_recorded_and_no_undo_brings_it_back(tmp_path: Path) -> None:
    with house(tmp_path, real=False) as at:
        for number, need in enumerate(Need):
            assert readiness.practice(at.director)
            assert len(readiness.missing(at.director)) == len(Need) - number
            change = readiness.record(at.director, need, ready().of(need))
            assert not change.undo
            assert last(at.director) == ("readiness_changed", "", "readiness/1", "done")
        assert not readiness.practice(at.director)
        assert undo.undoable(at.director) is None


def test_only_what_is_wrong_with_this_one_is_said(tmp_path: Path) -> None:
    with house(tmp_path, real=False) as at:
        with refused(at.director, "Dit is nog niet ingevuld.", "De datum ligt in de toekomst.", "Dit is nog niet ingevuld."):
            readiness.record(at.director, Need.DPIA, Recorded("", date(2030, 1, 1), ""))
        with pytest.raises(InputError, match="hoort niet bij uw rol"):
            readiness.record(at.keeper, Need.DPIA, ready().dpia)


def test_settings_have_a_value_before_anybody_chose_and_can_be_taken_back(at: House) -> None:
    assert readiness.settings(at.overseer) == Settings()
    readiness.set_settings(at.director, Settings(keep_months=24, idle_minutes=15))
    assert last(at.director) == ("settings_changed", "", "settings/1", "done")
    assert readiness.settings(at.director).keep_months == 24
    undo.undo(at.director)
    assert readiness.settings(at.director) == Settings()


@pytest.mark.parametrize(
    ("field", "bad", "good"),
    [
        ("keep_months", [0, 61], [1, 60]),
        ("idle_minutes", [0, 16], [1, 15]),
        ("export_alike", [4, 101], [5, 100]),
        ("backup_folder", ["kopieen", "../kopieen", str(Path("/kopieen/0612345678").absolute())], ["", str(Path("/kopieen").absolute())]),
    ],
)
def test_each_setting_keeps_within_its_bounds(at: House, field: str, bad: list[Any], good: list[Any]) -> None:
    for value in good:
        readiness.set_settings(at.director, replace(Settings(), **{field: value}))
    before = readiness.settings(at.director)
    for value in bad:
        with pytest.raises(InputError):
            readiness.set_settings(at.director, replace(Settings(), **{field: value}))
    assert readiness.settings(at.director) == before
