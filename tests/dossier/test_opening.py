"""At the door: who gets in, what is said, and that nothing there loses or leaks anything."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.dossier.conftest import SmallDisk
from tests.dossier.making import Clock
from tests.dossier.opened import PASSPHRASES, entered, here, new_dossier, recovery_key
from triage.casework.roles import AccountRole
from triage.dossier import activity, drafts
from triage.dossier.actions import Action
from triage.dossier.connection import engine_for, transaction
from triage.dossier.keys import LEAST
from triage.dossier.migrations import known, migrate
from triage.dossier.opening import make, open_dossier, open_with_recovery_key
from triage.dossier.operations import accounts
from triage.dossier.places import Places
from triage.dossier.store import Dossier
from triage.dossier.unlock import REFUSED
from triage.errors import InputError
from triage.wording import DUTCH

ANOTHER = "een heel andere wachtzin"


def sentences(dossier: Dossier) -> list[str]:
    """The activity record, without the line about reading it."""
    return [DUTCH.say(line.sentence) for line in activity.read_activity(dossier)][:-1]


def test_a_new_dossier_says_who_made_it_and_opens_again(tmp_path: Path) -> None:
    places = Places(tmp_path / "jeugd-noord.dossier")
    opened, key = make(places, "een lange wachtzin hier", LEAST, here())
    opened.dossier.close()
    with closing(open_dossier(places, None, "een lange wachtzin hier", here()).dossier) as dossier:
        assert sentences(dossier) == [
            "procesregisseur-1 maakte dit dossier.",
            "procesregisseur-1 bevestigde de instructie te hebben gevolgd.",
            "procesregisseur-1 maakte een nieuwe herstelsleutel.",
            "procesregisseur-1 opende het dossier.",
            "procesregisseur-1 opende het dossier.",
        ]
    assert len(key.replace("-", "")) == 44


@pytest.mark.parametrize("ending", ["", "-sleutels"])
def test_a_new_dossier_never_takes_the_place_of_anything(tmp_path: Path, ending: str) -> None:
    there = tmp_path / f"jeugd-noord.dossier{ending}"
    there.write_bytes(b"iets")
    with pytest.raises(InputError, match="Er staat al een dossier met deze naam"):
        make(Places(tmp_path / "jeugd-noord.dossier"), "een lange wachtzin hier", LEAST, here())
    assert [path.name for path in tmp_path.iterdir()] == [there.name]
    assert there.read_bytes() == b"iets"


def test_a_weak_passphrase_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        make(Places(tmp_path / "jeugd-noord.dossier"), "kort", LEAST, here())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", ["", "een lange wachtzin hie", "Een lange wachtzin hier", "een lange wachtzin hier ", "iets heel anders"])
@pytest.mark.parametrize("account", ["procesregisseur-1", "procesregisseur-9", "iemand"])
def test_whatever_is_wrong_the_refusal_is_the_same(tmp_path: Path, wrong: str, account: str) -> None:
    places = new_dossier(tmp_path)
    with pytest.raises(InputError) as refused:
        open_dossier(places, account, wrong, here())
    problem, mend = map(DUTCH.say, REFUSED)
    assert str(refused.value) == f"de toegang tot het dossier: {problem} {mend}"


def test_failed_tries_stand_in_the_list_at_the_next_opening(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    for _time in range(2):
        with pytest.raises(InputError):
            open_dossier(places, "voorzitter-1", "mis", here())
    with closing(entered(places).dossier) as dossier:
        assert sum("probeerde het dossier te openen als voorzitter-1, op 1 december 2026" in one for one in sentences(dossier)) == 2
    with closing(entered(places).dossier) as dossier:
        assert sum("probeerde het dossier te openen als voorzitter-1, op 1 december 2026" in one for one in sentences(dossier)) == 2


def test_after_ten_failures_an_account_is_locked_until_it_is_released(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    for _time in range(10):
        with pytest.raises(InputError, match="De toegang is geweigerd"):
            open_dossier(places, "voorzitter-1", "mis", here())
    with pytest.raises(InputError, match="op slot"):
        entered(places, "voorzitter-1")
    with closing(entered(places).dossier) as dossier:
        accounts.release(dossier, "voorzitter-1")
    entered(places, "voorzitter-1").dossier.close()


def test_a_new_passphrase_that_is_admitted_for_a_locked_account_opens_at_once(tmp_path: Path) -> None:
    places, new = new_dossier(tmp_path), "lantaarn kaas ezelsoor"
    for _time in range(10):
        with pytest.raises(InputError, match="geweigerd"):
            open_dossier(places, "voorzitter-1", "fout fout fout", here())
    with closing(entered(places).dossier) as dossier:
        accounts.propose(dossier, AccountRole.CHAIR, new, LEAST, replacing="voorzitter-1")
        accounts.admit(dossier, "voorzitter-1")
    open_dossier(places, "voorzitter-1", new, here()).dossier.close()


def test_emptying_the_file_of_failures_does_not_release_what_the_dossier_locked(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    for _time in range(10):
        with pytest.raises(InputError):
            open_dossier(places, "voorzitter-1", "mis", here())
    entered(places).dossier.close()
    places.attempts.unlink(missing_ok=True)
    with pytest.raises(InputError, match="op slot"):
        entered(places, "voorzitter-1")


def test_the_second_reads_and_is_told_who_is_in_it(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier), closing(entered(places, "voorzitter-1").dossier) as second:
        opened = entered(places, "toezichthouder-1")
        assert not second.alters
        assert opened.taken is not None
        assert "in gebruik bij procesregisseur-1, op computer balie-3" in DUTCH.say(opened.taken)
        with pytest.raises(InputError, match="alleen om te lezen"):
            second.must_may(Action.CASE_MADE)
        opened.dossier.close()
    with closing(entered(places, "voorzitter-1").dossier) as alone:
        assert alone.alters
        assert "toezichthouder-1 opende het dossier." in sentences(alone)


def test_nothing_stays_beside_a_dossier_that_was_closed(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    entered(places).dossier.close()
    assert {path.name for path in tmp_path.iterdir()} <= {
        *("proef.dossier", "proef.dossier-sleutels", "proef.dossier-slot", "proef.dossier-stand"),
    }


def test_another_header_is_refused(tmp_path: Path) -> None:
    (tmp_path / "een").mkdir()
    (tmp_path / "twee").mkdir()
    places, other = new_dossier(tmp_path / "een"), Places(tmp_path / "twee" / "ander.dossier")
    make(other, PASSPHRASES["procesregisseur-1"], LEAST, here(seed=9))[0].dossier.close()
    places.header.write_bytes(other.header.read_bytes())
    with pytest.raises(InputError, match=r"gaat niet open met de sleutel|De toegang is geweigerd"):
        entered(places)


def test_an_older_header_put_back_is_refused(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    before = places.header.read_bytes()
    with closing(entered(places).dossier) as dossier:
        accounts.remove(dossier, "voorzitter-1")
    places.header.write_bytes(before)
    with pytest.raises(InputError, match="ouder dan het dossier"):
        entered(places, "voorzitter-1")


def test_a_header_that_is_ahead_is_caught_up_and_told(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    kept = tmp_path / "kopie"
    kept.write_bytes(places.database.read_bytes())
    with closing(entered(places).dossier) as dossier:
        accounts.remove(dossier, "voorzitter-1")
    places.database.write_bytes(kept.read_bytes())
    with closing(entered(places).dossier) as dossier:
        assert any("van de accounts was halverwege gestopt" in sentence for sentence in sentences(dossier))
    with closing(entered(places).dossier) as dossier:
        assert sum("van de accounts was halverwege gestopt" in sentence for sentence in sentences(dossier)) == 1


def test_the_recovery_key_opens_it_and_its_use_is_told(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(open_with_recovery_key(places, f" {recovery_key().lower()} ", here()).dossier) as dossier:
        assert "Iemand opende het dossier met de herstelsleutel." in sentences(dossier)
        _change, new = accounts.new_recovery_key(dossier)
    with pytest.raises(InputError, match="De toegang is geweigerd"):
        open_with_recovery_key(places, recovery_key(), here())
    open_with_recovery_key(places, new, here()).dossier.close()


@pytest.mark.parametrize("revision", known()[:-1])
def test_a_dossier_of_an_earlier_form_is_brought_along(tmp_path: Path, revision: str) -> None:
    places = new_dossier(tmp_path)
    key = entered(places).dossier
    data_key = key.data_key
    key.close()
    back_to(places, data_key, revision)
    opened = entered(places)
    with closing(opened.dossier) as dossier:
        drafts.keep(dossier, "house/reden", "Het werkt.")
        told = sentences(dossier)
    assert "Het programma bracht het dossier voor procesregisseur-1 naar de vorm van een nieuwe versie." in told
    assert told[0] == "procesregisseur-1 maakte dit dossier."


def back_to(places: Places, key: bytes, revision: str) -> None:
    """Make a dossier one of an earlier program: its tables made anew in that form, with the same rows."""
    old = places.path.with_name("oud")
    engine = engine_for(old, key, mode="rwc")
    with transaction(engine, writes=True) as connection:
        migrate(connection, revision)
        tables = [name for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))]
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql(f"ATTACH DATABASE '{places.database}' AS new KEY \"x'{key.hex()}'\"")
        for name in set(tables) - {"alembic_version"}:
            connection.exec_driver_sql(f'INSERT INTO main."{name}" SELECT * FROM new."{name}"')  # noqa: S608 - names of our own tables
    engine.dispose()
    old.replace(places.database)


def test_a_form_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier, transaction(dossier.engine, writes=True) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(InputError, match="nieuwere versie"):
        entered(places)


def test_a_file_under_another_key_is_called_damaged_and_nothing_is_written(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    places.database.write_bytes(os.urandom(40_960))
    before = places.database.read_bytes()
    with pytest.raises(InputError, match="gaat niet open met de sleutel"):
        entered(places)
    assert places.database.read_bytes() == before
    assert not places.occupied.exists()


def test_a_clock_that_is_behind_is_told(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    entered(places, clock=clock).dossier.close()
    clock.later(days=-40)
    opened = entered(places, clock=clock)
    opened.dossier.close()
    assert "De klok van deze computer staat achter: de laatste handeling in dit dossier is van later. Controleer de datum." in [
        DUTCH.say(note) for note in opened.notes
    ]


def test_on_a_medium_that_cannot_be_written_it_can_be_read(small_disk: SmallDisk) -> None:
    places = new_dossier(small_disk.folder)
    small_disk.freeze()
    opened = entered(places)
    with closing(opened.dossier) as dossier:
        assert not dossier.alters
        with dossier.reading() as records:
            assert records.connection.execute(text("SELECT count(*) FROM entry")).scalar_one() > 3
        with pytest.raises(InputError, match="alleen om te lezen"):
            dossier.must_may(Action.CASE_MADE)
    assert any("kan niets worden geschreven" in DUTCH.say(note) for note in opened.notes)


def test_a_wrong_passphrase_on_such_a_medium_is_refused_as_everywhere(small_disk: SmallDisk) -> None:
    places = new_dossier(small_disk.folder)
    small_disk.freeze()
    with pytest.raises(InputError, match="De toegang is geweigerd"):
        open_dossier(places, "voorzitter-1", "mis", here())


def test_whoever_only_reads_ends_the_row_of_failures_too(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    for _time in range(3):
        for _failure in range(4):
            with pytest.raises(InputError):
                open_dossier(places, "toezichthouder-1", "mis", here())
        entered(places, "toezichthouder-1", alters=False).dossier.close()
    with closing(entered(places).dossier) as dossier:
        told = sentences(dossier)
    assert sum("te openen als toezichthouder-1" in one for one in told) == 12


def test_guessing_the_old_passphrase_counts_and_locks(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        for _time in range(10):
            with pytest.raises(InputError, match="De toegang is geweigerd"):
                accounts.change_passphrase(dossier, "mis", "een nieuwe lange wachtzin", LEAST)
        with pytest.raises(InputError, match="op slot"):
            accounts.change_passphrase(dossier, PASSPHRASES["procesregisseur-1"], "een nieuwe lange wachtzin", LEAST)


def test_releasing_an_account_keeps_its_failures_in_the_list(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        for _time in range(2):
            with pytest.raises(InputError):
                open_dossier(places, "voorzitter-1", "mis", here())
        accounts.release(dossier, "voorzitter-1")
        assert sum("als voorzitter-1" in sentence for sentence in sentences(dossier)) == 2


def test_the_files_of_a_dossier_are_its_owners_alone(tmp_path: Path) -> None:
    places = Places(tmp_path / "jeugd-noord.dossier")
    make(places, ANOTHER, LEAST, here())[0].dossier.close()
    assert [path.stat().st_mode & 0o077 for path in (places.database, places.header)] == [0, 0]


def test_a_note_of_somebody_who_was_cut_off_is_not_told_as_a_person(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    opened = entered(places)
    note = places.occupied.read_bytes()
    opened.dossier.close()
    places.occupied.write_bytes(note)
    reading = entered(places, "toezichthouder-1", alters=False)
    reading.dossier.close()
    assert reading.taken is None


def test_the_recovery_key_frees_an_account_that_was_locked(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    for _time in range(10):
        with pytest.raises(InputError):
            open_dossier(places, "procesregisseur-1", "mis", here())
    with pytest.raises(InputError, match="op slot"):
        entered(places)
    open_with_recovery_key(places, recovery_key(), here()).dossier.close()
    entered(places).dossier.close()
