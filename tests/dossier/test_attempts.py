from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.headers import PASSPHRASES, house
from triage.dossier.accounts import lock_accounts
from triage.dossier.attempts import (
    MOST_IN_A_ROW,
    MOST_KEPT,
    UNKNOWN_ACCOUNT,
    Attempt,
    clear,
    enter,
    enter_with_recovery_key,
    failures,
    locked_accounts,
    note_failure,
)
from triage.dossier.header import RECOVERY, write_header
from triage.dossier.places import Places
from triage.dossier.unlock import LOCKED, RefusedError
from triage.errors import InputError
from triage.wording import DUTCH

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
DIRECTOR, CHAIR = "procesregisseur-1", "voorzitter-1"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A dossier of which only the header is there."""
    places = Places(tmp_path / "jeugd.dossier")
    places.database.touch()
    write_header(places, house().header)
    return places


def fail(places: Places, account: str | None, times: int = 1) -> None:
    """As many wrong passphrases."""
    for _ in range(times):
        with pytest.raises(RefusedError):
            enter(places, account, "fout", NOON)


def test_a_good_passphrase_opens_and_leaves_no_trace_beside_the_dossier(places: Places) -> None:
    header, by = enter(places, DIRECTOR, PASSPHRASES[DIRECTOR], NOON)
    assert (header, by.data_key) == (house().header, house().key)
    assert not places.attempts.exists()


def test_a_failure_is_noted_with_time_and_account(places: Places) -> None:
    fail(places, " Voorzitter-1 ")
    assert failures(places) == (Attempt(NOON, CHAIR),)


def test_what_was_typed_is_never_written(places: Places) -> None:
    fail(places, "mijn geheime wachtzin")
    fail(places, "procesregisseur-77")
    with pytest.raises(RefusedError):
        enter_with_recovery_key(places, "geheime sleutel", NOON)
    assert [attempt.account for attempt in failures(places)] == [UNKNOWN_ACCOUNT, UNKNOWN_ACCOUNT, RECOVERY]
    assert b"geheim" not in places.attempts.read_bytes()
    assert b"77" not in places.attempts.read_bytes()


@given(st.text(max_size=30))
@settings(max_examples=30)
def test_no_text_but_an_account_id_is_ever_written(tmp_path_factory: pytest.TempPathFactory, typed: str) -> None:
    places = Places(tmp_path_factory.mktemp("pogingen") / "jeugd.dossier")
    note_failure(places, typed, NOON)
    assert [attempt.account for attempt in failures(places)] == [UNKNOWN_ACCOUNT]
    assert json.loads(places.attempts.read_bytes())["account"] == UNKNOWN_ACCOUNT


def test_after_ten_in_a_row_the_right_passphrase_is_refused_too_and_the_text_says_what_to_do(places: Places) -> None:
    fail(places, CHAIR, MOST_IN_A_ROW)
    with pytest.raises(InputError) as error:
        enter(places, CHAIR, PASSPHRASES[CHAIR], NOON)
    assert (error.value.defects[0].problem, error.value.defects[0].mend) == LOCKED
    assert "herstelsleutel" in DUTCH.say(LOCKED[1])
    assert len(failures(places)) == MOST_IN_A_ROW + 1
    assert enter(places, DIRECTOR, PASSPHRASES[DIRECTOR], NOON)[1].account == DIRECTOR
    assert enter_with_recovery_key(places, house().recovery, NOON)[1].account == RECOVERY


def test_nine_in_a_row_lock_nobody_and_a_good_one_ends_the_row(places: Places) -> None:
    fail(places, CHAIR, MOST_IN_A_ROW - 1)
    assert enter(places, CHAIR, PASSPHRASES[CHAIR], NOON)[1].account == CHAIR
    clear(places, CHAIR)
    fail(places, CHAIR, MOST_IN_A_ROW - 1)
    assert enter(places, CHAIR, PASSPHRASES[CHAIR], NOON)[1].account == CHAIR


def test_the_row_of_one_account_is_not_ended_by_another_that_opens(places: Places) -> None:
    for _ in range(5):
        fail(places, CHAIR, 2)
        clear(places, DIRECTOR)
    assert locked_accounts(failures(places)) == (CHAIR,)
    assert {attempt.recorded for attempt in failures(places)} == {True}
    clear(places, CHAIR)
    assert not places.attempts.exists()


def test_what_the_record_took_over_is_marked_so_that_it_is_taken_once(places: Places) -> None:
    fail(places, CHAIR)
    fail(places, "wie dan ook")
    clear(places, DIRECTOR)
    fail(places, CHAIR)
    assert failures(places) == (Attempt(NOON, CHAIR, recorded=True), Attempt(NOON, CHAIR))


def test_only_accounts_are_locked(places: Places) -> None:
    fail(places, "wie dan ook", MOST_IN_A_ROW)
    for _ in range(MOST_IN_A_ROW):
        note_failure(places, RECOVERY, NOON)
    assert locked_accounts(failures(places)) == ()
    fail(places, "wie dan ook")
    assert enter_with_recovery_key(places, house().recovery, NOON)[1].account == RECOVERY


def test_the_lock_in_the_header_stays_when_somebody_empties_the_file(places: Places) -> None:
    fail(places, CHAIR, MOST_IN_A_ROW)
    write_header(places, lock_accounts(house().header, house().by, locked_accounts(failures(places))))
    places.attempts.unlink()
    with pytest.raises(InputError) as error:
        enter(places, CHAIR, PASSPHRASES[CHAIR], NOON)
    assert error.value.defects[0].problem == LOCKED[0]
    assert failures(places) == (Attempt(NOON, CHAIR),)


def test_with_several_accounts_and_none_chosen_nothing_is_counted(places: Places) -> None:
    for _ in range(MOST_IN_A_ROW):
        note_failure(places, DIRECTOR, NOON)
    with pytest.raises(InputError, match="meer accounts"):
        enter(places, None, "", NOON)
    assert len(failures(places)) == MOST_IN_A_ROW


def test_the_file_does_not_grow_for_ever_and_a_flood_for_nobody_hides_no_account(places: Places) -> None:
    for _ in range(MOST_KEPT + 5):
        note_failure(places, None, NOON)
    assert len(failures(places)) == MOST_KEPT
    note_failure(places, CHAIR, NOON)
    assert failures(places)[-1] == Attempt(NOON, CHAIR)


@given(st.integers(1, 200))
@settings(max_examples=30)
def test_a_line_that_was_cut_off_is_passed_over_and_the_next_one_stands(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    places = Places(tmp_path_factory.mktemp("pogingen") / "jeugd.dossier")
    for account in (DIRECTOR, CHAIR):
        note_failure(places, account, NOON)
    left = places.attempts.read_bytes()[:-cut]
    places.attempts.write_bytes(left)
    note_failure(places, None, NOON)
    found = [attempt.account for attempt in failures(places)]
    assert found in ([DIRECTOR, UNKNOWN_ACCOUNT], [UNKNOWN_ACCOUNT])


@given(st.binary(max_size=200))
@settings(max_examples=30)
def test_whatever_stands_in_the_file_is_read_or_passed_over(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    places = Places(tmp_path_factory.mktemp("pogingen") / "jeugd.dossier")
    places.attempts.write_bytes(content)
    assert locked_accounts(failures(places)) == ()


SHAPE = {"at": NOON.isoformat(), "account": CHAIR, "recorded": False}


@pytest.mark.parametrize(
    "line",
    [
        *("[]", "null", "[" * 10_000, "{}", '{"at": null}', '{"at": "x", "account": 1, "recorded": 2}'),
        *(json.dumps({name: value for name, value in SHAPE.items() if name != missing}) for missing in SHAPE),
        *(json.dumps(SHAPE | {"at": at}) for at in (7, "gisteren", "2026-12-01T12:00:00")),
        *(json.dumps(SHAPE | {"account": account}) for account in ("Jan", [CHAIR], 7, None, f"{CHAIR} ", "burgemeester-1")),
        *(json.dumps(SHAPE | {"recorded": recorded}) for recorded in (0, "nee", None)),
        *(json.dumps(SHAPE | {"counts": counts}) for counts in (0, "nee", None)),
    ],
)
def test_a_line_of_another_shape_is_passed_over(places: Places, line: str) -> None:
    places.attempts.write_text(f"{line}\n", "utf-8")
    note_failure(places, CHAIR, NOON)
    assert failures(places) == (Attempt(NOON, CHAIR),)


def test_a_time_is_kept_as_the_same_moment_from_every_time_zone(places: Places) -> None:
    note_failure(places, CHAIR, NOON.astimezone(timezone(timedelta(hours=1))))
    assert failures(places)[0].at == NOON
    assert b"12:00:00+00:00" in places.attempts.read_bytes()


def test_where_nothing_can_be_written_a_wrong_passphrase_is_refused_as_ever(places: Places) -> None:
    """A folder under the name of the file is what a medium that only reads looks like from here, also for who may do everything."""
    places.attempts.mkdir()
    fail(places, CHAIR)
    clear(places, CHAIR)
    assert failures(places) == ()
    assert enter(places, CHAIR, PASSPHRASES[CHAIR], NOON)[1].account == CHAIR
    missing = Places(places.path.parent / "weg" / "jeugd.dossier")
    note_failure(missing, CHAIR, NOON)
    clear(missing, CHAIR)
    assert failures(missing) == ()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name here")
def test_a_pipe_in_its_place_does_not_make_anybody_wait(places: Places) -> None:
    os.mkfifo(places.attempts)
    fail(places, CHAIR)
    assert failures(places) == ()
