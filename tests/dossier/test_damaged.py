"""Files cut off or with a bit turned over at many places: everything that was reported as saved is there, or it is said that it is not.

The dossier was left by a process that was ended by force, so part of it still stands in the journal.
"""

from __future__ import annotations

import os
import shutil
import signal
from atexit import register
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import pytest

from tests.dossier import raw_pages
from tests.dossier.conftest import SmallDisk
from tests.dossier.opened import PASSPHRASES, entered, here, new_dossier
from tests.dossier.test_killed import CASE, GIVEN
from triage.casework.gate import Gate
from triage.casework.record import CaseRecord
from triage.dossier import activity, attempts, backups, check, drafts, erasing, last_saved
from triage.dossier.actions import Action
from triage.dossier.check import Check, Mend
from triage.dossier.erasing import ErasingReason
from triage.dossier.header import Header
from triage.dossier.holdings import AnswerGiven
from triage.dossier.lock import take
from triage.dossier.opening import Opened, open_dossier
from triage.dossier.operations.retention import delete_case
from triage.dossier.places import Places
from triage.dossier.restoring import latest, restore
from triage.dossier.store import Dossier
from triage.dossier.unlock import Unlocked, unlock
from triage.errors import InputError
from triage.wording import DUTCH

SEED = 20261202
PAGE = 4096
SAVED = [f"vraag{number}" for number in range(12)]
LONG = "Zin over school en thuis. " * 700

Spoil = Callable[[bytes, Random], bytes]


def cut(content: bytes, random: Random) -> bytes:
    """Cut off somewhere."""
    return content[: random.randrange(len(content) + 1)]


def flipped(content: bytes, random: Random) -> bytes:
    """One bit turned over."""
    place = random.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << random.randrange(8)]) + content[place + 1 :]


def blank(content: bytes, random: Random) -> bytes:
    """A piece of the disk that came back as zeros."""
    place = random.randrange(max(1, len(content) // PAGE)) * PAGE
    return (content[:place] + bytes(PAGE) + content[place + PAGE :])[: len(content)]


@cache
def left_behind() -> Path:
    """A dossier of which the process was ended by force: a case with a long text in the file, twelve answers in the journal, a draft."""
    folder = Path(mkdtemp(prefix="left-behind-"))
    register(shutil.rmtree, folder)
    places = new_dossier(folder)
    with closing(entered(places).dossier) as dossier:
        with dossier.writing(Action.CASE_MADE) as writing:
            writing.put(replace(CASE, gate=Gate(reason=LONG)))
        drafts.keep(dossier, "reden", LONG, CASE.code)
        backups.back_up(dossier)
    child = os.fork()
    if child == 0:
        try:
            dossier = entered(places).dossier
            for item in SAVED:
                with dossier.writing(Action.ANSWERED) as writing:
                    writing.put(replace(GIVEN, item=item))
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    _child, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the work itself fails"
    with pytest.raises(InputError, match="geweigerd"):
        open_dossier(places, "voorzitter-1", "mis", here())
    return folder


def copied(folder: Path, *, leave: str | None = None) -> Places:
    """A copy of it, perhaps without one of its files."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(left_behind(), folder)
    places = Places(folder / "proef.dossier")
    if leave is not None:
        Path(f"{places.path}{leave}").unlink()
    return places


def says_what_to_do(refused: InputError) -> str:
    """What a refusal says, which names a way on."""
    said = str(refused)
    assert "dossier restore" in said or "reservekopie" in said, said
    return "refused"


def outcome(places: Places) -> str:
    """How a spoilt dossier is met: `refused`, `whole`, `told` at the door, or `named` by the check; never anything else."""
    try:
        opened = entered(places)
    except InputError as refused:
        return says_what_to_do(refused)
    with closing(opened.dossier) as dossier:
        try:
            return _outcome_inside(opened, dossier)
        except InputError as refused:
            return says_what_to_do(refused)


def _outcome_inside(opened: Opened, dossier: Dossier) -> str:
    with dossier.reading() as records:
        given = [one.item for one in records.every(AnswerGiven)]
        (case,) = records.every(CaseRecord)
    (draft,) = drafts.kept(dossier)
    activity.read_activity(dossier)
    assert case.gate is not None
    assert (case.gate.reason, draft.text) == (LONG, LONG[: drafts.LONGEST])
    found = check.run(dossier)
    assert all(finding.mend is Mend.RESTORE for finding in found), found
    if [finding.check for finding in opened.findings] == [Check.SAVED]:
        assert given == SAVED[: len(given)]
        return "told"
    assert (given, opened.findings) == (SAVED, ())
    return "named" if found else "whole"


def test_what_was_left_behind_is_whole(tmp_path: Path) -> None:
    assert outcome(copied(tmp_path / "a")) == "whole"


def outcomes(folder: Path, ending: str, spoil: Spoil, times: int) -> Iterator[str]:
    """How the dossier is met when one of its files is spoilt, at so many places by chance."""
    random = Random(f"{SEED}{ending}{spoil.__name__}")
    for _time in range(times):
        spoilt = Path(f"{copied(folder / 'a').path}{ending}")
        spoilt.write_bytes(spoil(spoilt.read_bytes(), random))
        yield outcome(Places(folder / "a" / "proef.dossier"))


@pytest.mark.parametrize("spoil", [cut, flipped, blank])
def test_a_spoilt_file_is_refused_or_named_by_the_check_and_never_read_wrongly(tmp_path: Path, spoil: Spoil) -> None:
    found = list(outcomes(tmp_path, "", spoil, 12))
    assert set(found) <= {"refused", "named"}
    assert "refused" in found


def last_pages_of_texts(places: Places) -> list[int]:
    """Where in the file the last page of each long text begins: SQLCipher hands out a spoilt one as zeros, without a word."""
    with closing(entered(places).dossier) as dossier:
        key = dossier.data_key
    pages = enumerate(raw_pages.pages_in_clear(places.database, key))
    found = [number * PAGE for number, page in pages if page.startswith(bytes(4)) and b" over school " in page]
    assert len(found) > 3
    return found


@pytest.mark.parametrize("spoil", [flipped, blank])
def test_a_spoilt_page_of_a_long_text_is_never_read_as_text(tmp_path: Path, spoil: Spoil) -> None:
    places = copied(tmp_path / "a")
    starts, whole = last_pages_of_texts(places), places.database.read_bytes()
    for start in starts:
        page = spoil(whole[start : start + PAGE], Random(start))
        places.database.write_bytes(whole[:start] + page + whole[start + PAGE :])
        places.last_saved.unlink()
        assert outcome(places) in ("refused", "named")


@pytest.mark.parametrize("spoil", [cut, flipped, blank])
def test_work_that_went_with_a_spoilt_journal_is_told_at_the_door(tmp_path: Path, spoil: Spoil) -> None:
    found = list(outcomes(tmp_path, "-wal", spoil, 5))
    assert set(found) <= {"told", "whole"}
    assert "told" in found


@pytest.mark.parametrize("spoil", [cut, flipped, blank])
def test_a_spoilt_header_is_called_so_and_not_taken_for_a_wrong_passphrase(tmp_path: Path, spoil: Spoil) -> None:
    assert set(outcomes(tmp_path, "-sleutels", spoil, 25)) == {"refused"}
    assert [left.account for left in attempts.failures(Places(tmp_path / "a" / "proef.dossier"))] == ["voorzitter-1"]


@pytest.mark.parametrize("spoil", [cut, flipped, blank])
@pytest.mark.parametrize("ending", ["-stand", "-bezet", "-pogingen"])
def test_a_spoilt_note_beside_it_takes_nothing_away(tmp_path: Path, ending: str, spoil: Spoil) -> None:
    assert set(outcomes(tmp_path, ending, spoil, 2)) == {"whole"}


@pytest.mark.parametrize("ending", ["-stand", "-bezet", "-pogingen", "-slot"])
def test_rubbish_in_the_place_of_a_note_takes_nothing_away(tmp_path: Path, ending: str) -> None:
    places = copied(tmp_path / "a")
    Path(f"{places.path}{ending}").write_bytes(Random(SEED).randbytes(5_000))
    assert outcome(places) == "whole"


GONE = {"": "refused", "-sleutels": "refused", "-wal": "told", "-shm": "whole", "-stand": "whole", "-slot": "whole"}


@pytest.mark.parametrize("ending", list(GONE))
def test_a_file_that_is_gone_is_missed_or_not_needed(tmp_path: Path, ending: str) -> None:
    assert outcome(copied(tmp_path / "a", leave=ending)) == GONE[ending]


def test_an_empty_file_does_not_take_its_journal_with_it(tmp_path: Path) -> None:
    places = copied(tmp_path / "a")
    before = Path(f"{places.path}-wal").read_bytes()
    places.database.write_bytes(b"")
    with pytest.raises(InputError, match=r"ontbreekt of is leeg.*dossier restore"):
        entered(places)
    assert Path(f"{places.path}-wal").read_bytes() == before


def without_the_last_journal(folder: Path) -> Places:
    """A dossier of which the end of the journal is gone."""
    places = copied(folder)
    journal = Path(f"{places.path}-wal")
    journal.write_bytes(journal.read_bytes()[:-300_000])
    return places


def test_a_loss_is_told_once_stays_in_the_record_and_what_is_left_of_it_is_kept(tmp_path: Path) -> None:
    places = without_the_last_journal(tmp_path / "a")
    left = Path(f"{places.path}-wal").read_bytes()
    opened = entered(places, "toezichthouder-1", alters=False)
    opened.dossier.close()
    (finding,) = opened.findings
    assert DUTCH.say(finding).startswith("Regel ")
    assert "is er niet meer: het laatste werk ontbreekt. Kijk na wat u het laatst invoerde" in DUTCH.say(finding)
    with closing(entered(places).dossier) as dossier:
        assert check.run(dossier) == check.lost(dossier) == ()
        told = [DUTCH.say(line.sentence) for line in activity.read_activity(dossier)]
        (aside,) = backups.raw_aside(places)
    assert told.count("Toen toezichthouder-1 het dossier opende, ontbraken de laatste regels die waren opgeslagen.") == 1
    assert Path(f"{aside}-wal").read_bytes() == left


def files_of(places: Places) -> dict[str, bytes]:
    """What stands on the disk of a dossier."""
    return {ending: Path(f"{places.path}{ending}").read_bytes() for ending in ("", "-wal", "-sleutels", "-stand")}


def test_a_loss_that_cannot_be_put_aside_is_read_and_nothing_of_it_changes_until_it_can(tmp_path: Path) -> None:
    places = without_the_last_journal(tmp_path / "a")
    places.backups.rename(tmp_path / "elders")
    places.backups.write_bytes(b"in de weg")
    before = files_of(places)
    opened = entered(places)
    with closing(opened.dossier) as dossier:
        assert [finding.check for finding in opened.findings] == [Check.SAVED]
        assert "Wat er nog is, kon niet terzijde worden gezet. U kunt nu alleen lezen; dat wordt niet vastgelegd." in [
            DUTCH.say(note) for note in opened.notes
        ]
        assert (dossier.alters, dossier.logs) == (False, False)
        lock = take(places.lock)
        assert lock is not None
        lock.release()
        activity.read_activity(dossier)
        with pytest.raises(InputError, match="alleen om te lezen"), dossier.writing(Action.ANSWERED):
            pass
        with pytest.raises(InputError, match="niet heel"):
            backups.back_up(dossier, tmp_path)
    assert files_of(places) == before
    places.backups.unlink()
    opened = entered(places)
    with closing(opened.dossier) as dossier:
        assert [finding.check for finding in opened.findings] == [Check.SAVED]
        assert dossier.alters
        (aside,) = backups.raw_aside(places)
    assert Path(f"{aside}-wal").read_bytes() == before["-wal"]


def test_a_loss_on_a_disk_without_room_is_told_and_can_be_read(small_disk: SmallDisk) -> None:
    places = without_the_last_journal(small_disk.folder / "a")
    small_disk.fill(leave=100_000)
    opened = entered(places)
    opened.dossier.close()
    assert [finding.check for finding in opened.findings] == [Check.SAVED]
    assert any("ruimte" in DUTCH.say(note) for note in opened.notes)
    small_disk.thaw(16 * 1024 * 1024)
    with closing(entered(places).dossier) as dossier:
        assert dossier.alters


def test_a_deletion_reaches_what_was_put_aside_as_it_was(tmp_path: Path) -> None:
    places = without_the_last_journal(tmp_path / "a")
    with closing(entered(places).dossier) as dossier:
        key = dossier.data_key
        (aside,) = backups.raw_aside(places)
        assert raw_pages.holds(aside, key, "school en thuis")
        delete_case(dossier, CASE.code, ErasingReason.REQUEST_GRANTED)
        backups.put_aside_raw(dossier)
    assert [path for path in backups.raw_aside(places) if raw_pages.holds(path, key, "school en thuis")] == []


def test_only_the_last_few_that_were_put_aside_as_they_are_stay(tmp_path: Path) -> None:
    with closing(entered(copied(tmp_path / "a")).dossier) as dossier:
        made = [backups.put_aside_raw(dossier) for _time in range(backups.MOST_ASIDE + 2)]
        assert backups.raw_aside(dossier.places) == tuple(made[2:])


def test_an_older_file_put_back_is_told(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    before = places.database.read_bytes()
    with closing(entered(places).dossier) as dossier, dossier.writing(Action.ANSWERED) as writing:
        writing.put(GIVEN)
    places.database.write_bytes(before)
    opened = entered(places)
    opened.dossier.close()
    assert [finding.check for finding in opened.findings] == [Check.SAVED]


def test_what_is_known_to_be_saved_is_never_believed_without_the_key(tmp_path: Path) -> None:
    path, key, hash_ = tmp_path / "stand", bytes(range(32)), "ab" * 32
    for number in range(1, 30):
        last_saved.remember(path, number, hash_, key)
        assert last_saved.remembered(path, key) == (number, hash_)
    assert last_saved.remembered(path, bytes(32)) is None
    path.write_bytes(path.read_bytes().replace(b" 29 ", b" 99 "))
    assert last_saved.remembered(path, key) == (28, hash_)


@pytest.mark.parametrize("spoil", [flipped, blank])
def test_damage_that_comes_while_it_is_open_stops_the_work_and_nothing_wrong_is_kept(tmp_path: Path, spoil: Spoil) -> None:
    places = copied(tmp_path / "a")
    starts, good = last_pages_of_texts(places), places.database.read_bytes()
    stopped = 0
    for start in starts:
        places.database.write_bytes(good)
        with closing(entered(places).dossier) as dossier:
            erasing.empty_journal(dossier)
            with places.database.open("r+b") as file:
                file.seek(start)
                file.write(spoil(good[start : start + PAGE], Random(start)))
            with dossier.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA shrink_memory")
            stopped += _stops(dossier)
    assert stopped > 1


def _stops(dossier: Dossier) -> bool:
    """Whether work is stopped by damage; what was read or kept is right."""
    try:
        with dossier.writing(Action.GATE_FILLED) as writing:
            (case,) = writing.every(CaseRecord)
            assert case.gate == Gate(reason=LONG)
            writing.put(replace(case, gate=Gate(reason=LONG, criteria_met=True)))
        (draft,) = drafts.kept(dossier)
    except InputError as refused:
        says_what_to_do(refused)
        return True
    assert draft.text == LONG[: drafts.LONGEST]
    return False


def as_director(header: Header) -> Unlocked:
    """Open a header as procesregisseur-1."""
    return unlock(header, "procesregisseur-1", PASSPHRASES["procesregisseur-1"])


@pytest.mark.parametrize("spoil", [cut, flipped, blank])
def test_a_spoilt_backup_is_not_put_back_and_the_one_before_it_is_found(tmp_path: Path, spoil: Spoil) -> None:
    random = Random(f"{SEED}{spoil.__name__}")
    places = copied(tmp_path / "a")
    (good,) = places.backups.glob("*.reserve")
    whole, before = good.read_bytes(), places.database.read_bytes()
    newer = good.with_name("proef-2027-01-01T00-00-00Z.reserve")
    for _time in range(12):
        newer.write_bytes(spoil(whole, random))
        with pytest.raises(InputError, match="reservekopie"):
            restore(places, newer, as_director, here())
        assert latest(places) == good
    assert places.database.read_bytes() == before
    with closing(restore(places, latest(places), as_director, here()).opened.dossier) as dossier:
        assert check.run(dossier) == ()
