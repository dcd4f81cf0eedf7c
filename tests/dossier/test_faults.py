"""A disk that is full or cannot be written, and a clock that jumps: what was saved stays, and the work goes on once it can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from subprocess import Popen

import pytest

from tests.dossier.conftest import SmallDisk
from tests.dossier.making import Clock
from tests.dossier.opened import entered, here, new_dossier
from tests.dossier.processes import beside, line_from
from tests.dossier.test_damaged import as_director, copied, outcome
from tests.dossier.test_killed import CASE, GIVEN
from tests.dossier.test_opening import back_to
from triage.casework.record import CaseRecord
from triage.dossier import activity, backups, check, container, drafts, migrations
from triage.dossier.actions import Action
from triage.dossier.erasing import ErasingReason
from triage.dossier.holdings import AnswerGiven
from triage.dossier.keys import LEAST
from triage.dossier.opening import make, open_dossier
from triage.dossier.operations import accounts
from triage.dossier.operations.rekeying import re_key
from triage.dossier.operations.retention import delete_case, delete_due
from triage.dossier.places import Places
from triage.dossier.restoring import latest, restore
from triage.dossier.store import Dossier
from triage.errors import InputError
from triage.wording import DUTCH

MEGABYTE = 1024 * 1024
LEAVES = (0, 4_096, 40_000, 150_000, 400_000, 600_000, 1_000_000)
"""Bytes that are free, from nothing on, until there is room enough."""


def save(dossier: Dossier) -> None:
    """One long answer."""
    with dossier.writing(Action.ANSWERED) as writing:
        writing.put(replace(GIVEN, item="nieuw", framework="x" * 30_000))


def import_many(dossier: Dossier) -> None:
    """A table of cases."""
    with dossier.writing(Action.CASES_IMPORTED) as writing:
        writing.add_all([replace(CASE, code=f"2{letter}-4Q{number}") for letter in "CDFHJK" for number in range(40)])


def note(dossier: Dossier) -> None:
    """That something was read."""
    for _time in range(20):
        dossier.note(Action.CASE_OPENED, case=CASE.code)


def keep_draft(dossier: Dossier) -> None:
    """What is being typed."""
    drafts.keep(dossier, "reden", "Een zin. " * 2_000, CASE.code)


def remove_account(dossier: Dossier) -> None:
    """An account goes: header and dossier."""
    accounts.remove(dossier, "kaderbeheerder-1")


def delete(dossier: Dossier) -> None:
    """A case goes, also from the backup."""
    delete_case(dossier, "9X-9ZZ", ErasingReason.PRACTICE)


def back_up(dossier: Dossier) -> None:
    """A backup."""
    backups.back_up(dossier)


def put_aside(dossier: Dossier) -> None:
    """A copy before a repair."""
    backups.put_aside(dossier)


def encrypt_anew(dossier: Dossier) -> None:
    """Another data key."""
    re_key(dossier)


WORK: list[Callable[[Dossier], None]] = [save, import_many, note, keep_draft, remove_account, delete, back_up, put_aside, encrypt_anew]


def names(folder: Path) -> set[str]:
    """All files on a disk, however deep."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")} - {"vol"}


def half_written(folder: Path) -> set[str]:
    """What was left half-written."""
    return {name for name in names(folder) if ".weegwijzer" in name}


def is_whole(dossier: Dossier) -> None:
    """Whether the dossier is whole, with all that was saved."""
    assert check.run(dossier) == ()
    with dossier.reading() as records:
        assert [one.item for one in records.every(AnswerGiven)][:1] == ["vraag"]
        assert CASE.code in [case.code for case in records.every(CaseRecord)]
    assert [draft.text for draft in drafts.kept(dossier) if draft.field == "house/blijft"] == ["Deze blijft."]


def at_work(disk: SmallDisk) -> Dossier:
    """A dossier on a small disk, with a case to keep and one to delete, an answer, a draft and a backup."""
    disk.thaw(size=6 * MEGABYTE)
    dossier = entered(new_dossier(disk.folder)).dossier
    with dossier.writing(Action.CASES_IMPORTED) as writing:
        writing.add_all([CASE, replace(CASE, code="9X-9ZZ"), GIVEN])
    drafts.keep(dossier, "house/blijft", "Deze blijft.")
    backups.back_up(dossier)
    return dossier


@contextmanager
def room(disk: SmallDisk, leave: int) -> Iterator[list[str]]:
    """So many bytes free while the block runs, and room again after it; what was refused for lack of room."""
    said: list[str] = []
    disk.fill(leave=leave)
    try:
        yield said
    except InputError as error:
        said.append(str(error))
    finally:
        (disk.folder / "vol").unlink()
    assert all("ruimte" in line for line in said), said


@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_a_full_disk_is_said_and_the_work_goes_on_once_there_is_room(small_disk: SmallDisk, work: Callable[[Dossier], None]) -> None:
    refused = 0
    with closing(at_work(small_disk)) as dossier:
        for leave in LEAVES:
            with room(small_disk, leave) as said:
                work(dossier)
            if not said:
                break
            refused += 1
            assert half_written(small_disk.folder) == set()
            is_whole(dossier)
            save(dossier)
        is_whole(dossier)
    with closing(entered(dossier.places).dossier) as again:
        is_whole(again)
    assert refused > 0


def restored(places: Places) -> None:
    """The latest backup in the place of the dossier."""
    restore(places, latest(places), as_director, here()).opened.dossier.close()


def test_a_full_disk_while_a_backup_is_put_back_leaves_what_stood_there(small_disk: SmallDisk) -> None:
    dossier = at_work(small_disk)
    dossier.close()
    places, refused = dossier.places, 0
    before, there = places.database.read_bytes(), names(small_disk.folder)
    for leave in (*LEAVES, 1_500_000, 2_500_000):
        with room(small_disk, leave) as said:
            restored(places)
        if not said:
            break
        refused += 1
        assert names(small_disk.folder) == there
        assert places.database.read_bytes() == before
        with closing(entered(places).dossier) as again:
            is_whole(again)
        before = places.database.read_bytes()
    assert refused > 2
    with closing(entered(places).dossier) as again:
        assert check.run(again) == ()


def test_a_full_disk_while_a_dossier_is_made_leaves_nothing_of_it(small_disk: SmallDisk) -> None:
    refused = 0
    for leave in (0, 4_096, 100_000, 300_000, 500_000, 1_000_000):
        with room(small_disk, leave) as said:
            make(Places(small_disk.folder / "nieuw.dossier"), "een lange wachtzin hier", LEAST, here())[0].dossier.close()
        if not said:
            break
        refused += 1
        assert names(small_disk.folder) == set()
    assert refused > 1
    with closing(open_dossier(Places(small_disk.folder / "nieuw.dossier"), None, "een lange wachtzin hier", here()).dossier) as dossier:
        assert check.run(dossier) == ()


def test_a_full_disk_while_an_older_form_is_brought_along_leaves_that_form(small_disk: SmallDisk) -> None:
    dossier = at_work(small_disk)
    dossier.close()
    places, refused = dossier.places, 0
    back_to(places, dossier.data_key, migrations.known()[0])
    for leave in LEAVES:
        with room(small_disk, leave) as said:
            entered(places).dossier.close()
        if not said:
            break
        refused += 1
        assert half_written(small_disk.folder) == set()
        assert not places.occupied.exists()
    assert refused > 1
    with closing(entered(places).dossier) as again:
        assert check.run(again) == ()
        with again.reading() as records:
            assert len(records.every(AnswerGiven)) == 1


def test_on_a_frozen_disk_everything_can_be_read_and_nothing_is_changed(small_disk: SmallDisk, tmp_path: Path) -> None:
    dossier = at_work(small_disk)
    dossier.close()
    before = {path: path.read_bytes() for path in small_disk.folder.rglob("*") if path.is_file()}
    small_disk.freeze()
    with closing(entered(dossier.places).dossier) as frozen:
        is_whole(frozen)
        assert len(activity.read_activity(frozen)) > 3
        _change, backup = backups.back_up(frozen, tmp_path / "stick")
        container.check(backup)
        for work in (save, import_many, keep_draft, remove_account, delete, back_up, put_aside, encrypt_anew):
            with pytest.raises(InputError, match=r"alleen.*lezen|geschreven"):
                work(frozen)
        is_whole(frozen)
    with pytest.raises(InputError, match="niet schrijven"):
        restored(dossier.places)
    assert {path: path.read_bytes() for path in small_disk.folder.rglob("*") if path.is_file()} == before
    small_disk.thaw(size=6 * MEGABYTE)
    other = Places(tmp_path / "proef.dossier")
    with closing(restore(other, backup, as_director, here()).opened.dossier) as again:
        is_whole(again)


def test_on_a_frozen_disk_a_dossier_with_a_journal_is_not_opened_without_it(small_disk: SmallDisk) -> None:
    small_disk.thaw(size=8 * MEGABYTE)
    places = copied(small_disk.folder / "a")
    small_disk.freeze()
    with pytest.raises(InputError, match=r"Een deel van dit dossier staat nog in het bestand ernaast.*schijf waarop u mag schrijven"):
        entered(places)
    small_disk.thaw(size=8 * MEGABYTE)
    assert outcome(places) == "whole"
    small_disk.freeze()
    assert outcome(places) == "whole"


WRITER = """
import sys
from pathlib import Path
from dataclasses import replace
from datetime import date, timedelta
from tests.dossier.making import START, Clock
from tests.dossier.opened import entered
from tests.dossier.processes import beside, line_from
from tests.dossier.test_damaged import as_director, copied, outcome
from tests.dossier.test_killed import GIVEN
from triage.dossier.actions import Action
from triage.dossier.places import Places
dossier = entered(Places(Path(sys.argv[1]))).dossier
print('open', flush=True)
for line in sys.stdin:
    with dossier.writing(Action.ANSWERED) as writing:
        writing.put(replace(GIVEN, item=line.strip()))
    print('saved', flush=True)
"""
"""Has the dossier open to write and saves what it is told to, until it is ended."""

NOTER = """
import sys
from pathlib import Path
from tests.dossier.making import START, Clock
from tests.dossier.opened import entered
from triage.dossier.actions import Action
from triage.dossier.places import Places
dossier = entered(Places(Path(sys.argv[1])), 'toezichthouder-1').dossier
print('open', flush=True)
sys.stdin.readline()
for _time in range(60):
    dossier.note(Action.CASE_OPENED)
dossier.close()
print('done', flush=True)
"""
"""Reads beside the one who writes, and notes it many times."""


def told(process: Popen[str], line: str) -> None:
    """Tell another process something."""
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def test_two_processes_one_writes_and_the_other_reads_until_the_first_is_gone(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        backups.back_up(dossier, tmp_path / "stick")
    with beside(WRITER, places.path) as writer:
        assert line_from(writer) == "open"
        told(writer, "vraag")
        assert line_from(writer) == "saved"
        opened = entered(places, "voorzitter-1")
        with closing(opened.dossier) as second:
            assert opened.taken is not None
            assert DUTCH.say(opened.taken).startswith("Dit dossier is in gebruik bij procesregisseur-1, op computer balie-3, sinds ")
            with second.reading() as records:
                assert [one.item for one in records.every(AnswerGiven)] == ["vraag"]
            for work in (save, import_many):
                with pytest.raises(InputError, match="alleen om te lezen"):
                    work(second)
            with pytest.raises(InputError, match=r"gebruik bij procesregisseur-1, op computer balie-3, sinds .* uur.*Sluit het"):
                restore(places, latest_in(tmp_path / "stick"), as_director, here())
            told(writer, "nog een")
            assert line_from(writer) == "saved"
            with second.reading() as records:
                assert [one.item for one in records.every(AnswerGiven)] == ["vraag", "nog een"]
        writer.kill()
        writer.wait()
    opened = entered(places, "voorzitter-1")
    with closing(opened.dossier) as first:
        assert (opened.taken, opened.findings) == (None, ())
        save(first)
        assert check.run(first) == ()
        with first.reading() as records:
            assert [one.item for one in records.every(AnswerGiven)] == ["vraag", "nog een", "nieuw"]


def latest_in(folder: Path) -> Path:
    """The one backup in a folder."""
    (path,) = folder.glob("*.reserve")
    return path


def test_two_processes_that_note_at_once_leave_one_unbroken_list(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        with beside(NOTER, places.path) as other:
            assert line_from(other) == "open"
            number, _code = check.head(dossier)
            told(other, "begin")
            for _time in range(20):
                dossier.note(Action.SEARCHED)
                save(dossier)
            assert line_from(other) == "done"
        assert check.run(dossier) == ()
        assert check.head(dossier)[0] == number + 60 + 40
    opened = entered(places)
    opened.dossier.close()
    assert opened.findings == ()


def test_what_is_noted_while_a_backup_is_looked_at_does_not_make_it_a_bad_one(tmp_path: Path) -> None:
    with closing(entered(new_dossier(tmp_path)).dossier) as dossier:
        _change, path = backups.back_up(dossier, told=lambda _share: dossier.note(Action.SEARCHED))
        container.check(path)
        assert check.run(dossier) == ()


def test_a_backup_that_cannot_be_written_down_is_not_kept(small_disk: SmallDisk, tmp_path: Path) -> None:
    """A deletion would not find it: it stands in a folder that only the list of backups knows."""
    with closing(at_work(small_disk)) as dossier:
        small_disk.fill()
        with pytest.raises(InputError, match="ruimte"):
            import_many(dossier)
        with pytest.raises(InputError, match="ruimte"):
            backups.back_up(dossier, tmp_path / "stick")
        assert list((tmp_path / "stick").iterdir()) == []
        (small_disk.folder / "vol").unlink()
        backups.back_up(dossier, tmp_path / "stick")
        is_whole(dossier)


def case_until(dossier: Dossier, code: str, day: date) -> None:
    """A case that is to be deleted on a day."""
    with dossier.writing(Action.CASE_MADE) as writing:
        writing.put(replace(CASE, code=code, delete_on=day))


def test_a_clock_that_was_put_back_loses_nothing_and_prolongs_nothing(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        case_until(dossier, CASE.code, date(2027, 1, 15))
        clock.later(days=50)
        drafts.keep(dossier, "house/eerst", "Eerst getypt.")
        backups.back_up(dossier)
        clock.later(days=-400)
        drafts.keep(dossier, "house/later", "Later getypt.")
        note(dossier)
        backups.back_up(dossier)
        assert dossier.today() == date(2027, 1, 20)
        assert {draft.text for draft in drafts.kept(dossier)} == {"Eerst getypt.", "Later getypt."}
        assert [deleted.change.text for deleted in delete_due(dossier)] != []
        assert check.run(dossier) == ()
    assert len(list(places.backups.iterdir())) == 2
    opened = entered(places, clock=clock)
    with closing(opened.dossier) as dossier:
        assert check.run(dossier) == ()
    assert any("staat achter" in DUTCH.say(said) for said in opened.notes)


def test_a_clock_far_ahead_deletes_nothing_until_somebody_says_it_is_right(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        case_until(dossier, CASE.code, date(2027, 1, 15))
        clock.later(days=2)
        backups.back_up(dossier)
    clock.later(days=3_650)
    opened = entered(places, clock=clock)
    with closing(opened.dossier) as dossier:
        assert any("loopt voor" in DUTCH.say(said) for said in opened.notes)
        drafts.keep(dossier, "house/reden", "Getypt in de toekomst.")
        note(dossier)
        assert delete_due(dossier) == ()
        backups.back_up(dossier)
    assert len(list(places.backups.iterdir())) == 2
    clock.later(days=-3_649)
    opened = entered(places, clock=clock)
    with closing(opened.dossier) as dossier:
        assert (opened.notes, opened.findings) == ((), ())
        assert dossier.today() == date(2026, 12, 4)
        assert delete_due(dossier) == ()
        assert [draft.text for draft in drafts.kept(dossier)] == ["Getypt in de toekomst."]
        backups.back_up(dossier)
        assert check.run(dossier) == ()
