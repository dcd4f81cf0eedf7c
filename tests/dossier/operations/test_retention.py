"""A case goes at once, or on its day, from everywhere; or stays longer when two roles agree."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.dossier.making import Clock
from tests.dossier.opened import entered, new_dossier
from tests.dossier.raw_pages import pages_in_clear
from triage.cases.case import Answer
from triage.casework.gate import Gate
from triage.casework.record import CaseRecord
from triage.dossier import activity, backups, check, container, drafts, search, still_to_clean, undo
from triage.dossier.actions import Action
from triage.dossier.connection import transaction
from triage.dossier.erasing import ErasingReason
from triage.dossier.header import read_header
from triage.dossier.holdings import AnswerGiven
from triage.dossier.operations import accounts
from triage.dossier.operations import retention as keeping
from triage.dossier.operations.rekeying import re_key
from triage.dossier.store import Dossier
from triage.errors import InputError
from triage.wording import DUTCH

WORD = "zandkorrelkasteel"
CASE = CaseRecord("7K-4Q2", date(2026, 12, 1), True, date(2027, 12, 1), gate=Gate(reason=f"Een {WORD} in de voorpoort."))
OTHER = replace(CASE, code="2M-9XX", gate=Gate(reason="Een ander verhaal, dat blijft."))
GIVEN = AnswerGiven("7K-4Q2", "top60", "school", "w", Answer("yes", note=f"Een {WORD} in een toelichting."), date(2026, 12, 1))
REASON = "De behandeling loopt nog en de zorg vraagt om een langere termijn."


def with_two_cases(dossier: Dossier) -> None:
    """Two cases, with the word in record, history, draft and index of the first."""
    with dossier.writing(Action.CASES_IMPORTED) as writing:
        writing.add_all([CASE, OTHER])
    for answer in (GIVEN, replace(GIVEN, answer=Answer("no"))):
        with dossier.writing(Action.ANSWERED) as writing:
            writing.put(answer)
    undo.undo(dossier)
    drafts.keep(dossier, "reden", f"Een {WORD} in een halve zin", case="7K-4Q2")


def files_in(folder: Path) -> list[Path]:
    """Every file under a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_planted_word_is_in_no_file_and_after_deletion_in_no_decrypted_page(tmp_path: Path) -> None:
    places, word = new_dossier(tmp_path), WORD.encode()
    with closing(entered(places).dossier) as dossier:
        key = dossier.data_key
        with_two_cases(dossier)
        backups.back_up(dossier)
        backups.put_aside(dossier)
        assert [path.name for path in files_in(tmp_path) if word in path.read_bytes()] == []
        assert any(word in page for page in pages_in_clear(places.database, key))
        deleted = keeping.delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
        assert len(deleted.backups.cleaned) == 2
        assert deleted.backups.missing == ()
        with dossier.reading() as records:
            assert [case.code for case in records.every(CaseRecord)] == ["2M-9XX"]
            assert search.found(records.connection, WORD) == ()
        assert drafts.kept(dossier) == ()
        assert check.run(dossier) == ()
        for number, backup in enumerate(places.backups.iterdir()):
            (folder := tmp_path / f"uit{number}").mkdir()
            assert not any(word in page for page in pages_in_clear(container.unpack(backup, folder).database, key))
    assert not any(word in page for page in pages_in_clear(places.database, key))


def test_copies_in_an_earlier_form_are_rid_of_the_case_too(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        key = dossier.data_key
        with_two_cases(dossier)
        with transaction(dossier.engine, writes=True) as connection:
            for statement in ("DROP TABLE draft", "DROP TABLE search", "UPDATE alembic_version SET version_num = '0001'"):
                connection.execute(text(statement))
        raw = backups.put_aside_raw(dossier)
    with closing(entered(places).dossier) as dossier:
        deleted = keeping.delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
    (aside,) = places.backups.glob("*.reserve")
    assert (deleted.backups.cleaned, deleted.backups.missing) == ((aside.name,), ())
    for database in (container.unpack(aside, tmp_path).database, raw):
        assert not any(WORD.encode() in page for page in pages_in_clear(database, key))


def test_a_copy_put_aside_that_is_damaged_goes_with_all_that_stands_beside_it_and_one_under_an_earlier_key_stays_without_the_case(
    tmp_path: Path,
) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        old = dossier.data_key
        with_two_cases(dossier)
        damaged, earlier = backups.put_aside_raw(dossier), backups.put_aside_raw(dossier)
        damaged.write_bytes(damaged.read_bytes()[:8192] + bytes(len(damaged.read_bytes()) - 8192))
        re_key(dossier)
        deleted = keeping.delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
    assert f"Weggehaald, want beschadigd: {damaged.name}." in [DUTCH.say(said) for said in deleted.messages()]
    assert not list(places.backups.glob(f"{damaged.name}*"))
    assert not any(WORD.encode() in page for page in pages_in_clear(earlier, old))


def test_the_lines_of_the_list_stay_and_say_what_was_done(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        with_two_cases(dossier)
        keeping.delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
        lines = activity.read_activity(dossier, case="7K-4Q2")
    told = [(DUTCH.say(line.sentence), [DUTCH.say(change) for change in line.changes]) for line in lines]
    assert ("procesregisseur-1 wijzigde een antwoord in casus 7K-4Q2.", ["Wat er veranderde, is gewist."]) in told
    assert told[-2] == ("procesregisseur-1 wiste casus 7K-4Q2: een verzoek om te wissen is toegewezen.", [])
    assert WORD not in str(told)


def test_a_deletion_cannot_be_undone_and_the_other_case_stays_as_it_was(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        with_two_cases(dossier)
        keeping.delete_case(dossier, "7K-4Q2", ErasingReason.WRONGLY_REFERRED)
        assert undo.undoable(dossier) is None
        assert undo.redoable(dossier) is None
        with dossier.reading() as records:
            assert records.get(CaseRecord, "2M-9XX") == OTHER


def test_backups_from_before_a_re_key_are_reached_too(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        old = dossier.data_key
        with_two_cases(dossier)
        _change, backup = backups.back_up(dossier)
        re_key(dossier)
        assert keeping.delete_case(dossier, "7K-4Q2", ErasingReason.PRACTICE).backups.cleaned == (backup.name,)
    database = container.unpack(backup, tmp_path).database
    assert not any(WORD.encode() in page for page in pages_in_clear(database, old))


def test_a_case_that_does_not_exist_is_not_deleted(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier, pytest.raises(InputError, match="Deze casus bestaat niet"):
        keeping.delete_case(dossier, "7K-4Q2", ErasingReason.PRACTICE)
    assert read_header(places).deleted == ()


def test_a_deletion_that_was_cut_short_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = new_dossier(tmp_path)

    def breaks(*_given: object) -> None:
        raise KeyboardInterrupt

    with closing(entered(places).dossier) as dossier:
        with_two_cases(dossier)
        with monkeypatch.context() as patched:
            patched.setattr(keeping, "take_rows", lambda *_given: None)
            patched.setattr(keeping, "_rid_everywhere", breaks)
            with pytest.raises(KeyboardInterrupt):
                keeping.delete_case(dossier, "7K-4Q2", ErasingReason.PRACTICE)
        assert keeping.finish_deletions(dossier) == ("7K-4Q2",)
        assert keeping.finish_deletions(dossier) == ()
        with dossier.reading() as records:
            assert [case.code for case in records.every(CaseRecord)] == ["2M-9XX"]


def test_a_break_before_the_backups_were_cleaned_is_finished_at_the_next_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = new_dossier(tmp_path)

    def breaks(*_given: object) -> None:
        raise KeyboardInterrupt

    with closing(entered(places).dossier) as dossier:
        key = dossier.data_key
        with_two_cases(dossier)
        _change, backup = backups.back_up(dossier)
        with monkeypatch.context() as patched:
            patched.setattr(keeping, "_rid_everywhere", breaks)
            with pytest.raises(KeyboardInterrupt):
                keeping.delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
    with closing(entered(places).dossier) as dossier:
        keeping.at_start(dossier)
        with dossier.reading() as records:
            assert still_to_clean.remembered(records.connection) == ()
    assert not any(WORD.encode() in page for page in pages_in_clear(container.unpack(backup, tmp_path).database, key))


def test_a_backup_in_a_folder_that_comes_back_is_cleaned_then_and_its_namesake_does_not_stand_for_it(tmp_path: Path) -> None:
    places, stick = new_dossier(tmp_path), tmp_path / "stick"
    with closing(entered(places).dossier) as dossier:
        key = dossier.data_key
        with_two_cases(dossier)
        _change, backup = backups.back_up(dossier, stick)
        places.backups.mkdir()
        shutil.copyfile(backup, places.backups / backup.name)
        stick.rename(tmp_path / "weg")
        deleted = keeping.delete_case(dossier, "7K-4Q2", ErasingReason.REQUEST_GRANTED)
        assert (deleted.backups.cleaned, deleted.backups.missing) == ((backup.name,), (backup.name,))
        (tmp_path / "weg").rename(stick)
        keeping.at_start(dossier)
        with dossier.reading() as records:
            assert still_to_clean.remembered(records.connection) == ()
    assert not any(WORD.encode() in page for page in pages_in_clear(container.unpack(backup, tmp_path).database, key))


def test_each_backup_is_unpacked_once_for_all_cases_that_are_due(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    unpacked: list[Path] = []

    def counted(path: Path, folder: Path) -> container.Unpacked:
        unpacked.append(path)
        return unpack(path, folder)

    unpack = container.unpack
    with closing(entered(places, clock=clock).dossier) as dossier:
        with dossier.writing(Action.CASES_IMPORTED) as writing:
            writing.add_all([replace(case, delete_on=date(2026, 12, 20)) for case in (CASE, OTHER)])
        _change, backup = backups.back_up(dossier)
        clock.later(days=30)
        monkeypatch.setattr(container, "unpack", counted)
        assert len(keeping.delete_due(dossier)) == 2
    assert unpacked == [backup]


def test_on_its_day_a_case_goes_by_itself_and_is_named_a_month_before(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        with_two_cases(dossier)
        with dossier.writing(Action.GATE_FILLED) as writing:
            writing.put(replace(CASE, delete_on=date(2027, 1, 15)))
        assert keeping.due(dossier, keeping.WARNED_DAYS) == ()
        clock.later(days=20)
        (soon,) = keeping.due(dossier, keeping.WARNED_DAYS)
        assert [field.name for field in fields(soon)] == ["code", "delete_on"]
        assert soon.code == "7K-4Q2"
        assert keeping.delete_due(dossier) == ()
        clock.later(days=25)
        assert [DUTCH.say(deleted.messages()[0]) for deleted in keeping.delete_due(dossier)] == ["Casus 7K-4Q2 is gewist."]
        assert keeping.delete_due(dossier) == ()


def test_opening_names_what_is_due_soon_and_tells_what_it_deleted(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        with_two_cases(dossier)
        with dossier.writing(Action.GATE_FILLED) as writing:
            writing.put(replace(CASE, delete_on=date(2026, 12, 20)))
        assert [DUTCH.say(said) for said in keeping.at_start(dossier)] == ["Casus 7K-4Q2 wordt gewist op 20 december 2026."]
    clock.later(days=25)
    with closing(entered(places, "toezichthouder-1", clock=clock).dossier) as dossier:
        assert keeping.at_start(dossier) == ()
    with closing(entered(places, clock=clock).dossier) as dossier:
        assert [DUTCH.say(said) for said in keeping.at_start(dossier)] == ["Casus 7K-4Q2 is gewist."]
        assert keeping.at_start(dossier) == ()


def test_a_clock_that_is_years_ahead_deletes_nothing_until_somebody_says_the_date_is_right(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        with_two_cases(dossier)
    clock.later(days=2000)
    opened = entered(places, clock=clock)
    with closing(opened.dossier) as dossier:
        assert dossier.date_in_doubt()
        assert keeping.delete_due(dossier) == ()
    assert "Er wordt niets gewist voordat u zegt dat de datum klopt." in [DUTCH.say(note) for note in opened.notes]
    with closing(entered(places, clock=clock).dossier) as dossier:
        keeping.confirm_date(dossier)
        assert not dossier.date_in_doubt()
        assert len(keeping.delete_due(dossier)) == 2


def test_two_roles_together_keep_a_case_longer_and_a_third_time_is_refused(tmp_path: Path) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        with_two_cases(dossier)
    for year in (2028, 2029):
        with closing(entered(places, clock=clock).dossier) as dossier:
            keeping.ask_extension(dossier, "7K-4Q2", date(year, 11, 30), REASON)
            with pytest.raises(InputError, match="een verzoek van uzelf telt niet"):
                keeping.agree_to_extension(dossier, "7K-4Q2")
        with closing(entered(places, "voorzitter-1", clock=clock).dossier) as dossier:
            keeping.agree_to_extension(dossier, "7K-4Q2")
            with dossier.reading() as records:
                assert records.get(CaseRecord, "7K-4Q2").delete_on == date(year, 11, 30)  # type: ignore[union-attr]
    with closing(entered(places, clock=clock).dossier) as dossier, pytest.raises(InputError, match="Vaker kan niet"):
        keeping.ask_extension(dossier, "7K-4Q2", date(2030, 11, 30), REASON)


def test_an_account_that_cannot_delete_leaves_the_case(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    with closing(entered(places).dossier) as dossier:
        with_two_cases(dossier)
    with closing(entered(places, "toezichthouder-1").dossier) as dossier, pytest.raises(InputError, match="niet bij uw rol"):
        keeping.delete_case(dossier, "7K-4Q2", ErasingReason.PRACTICE)
    with closing(entered(places).dossier) as dossier:
        accounts.header_of(dossier)
        assert len(keeping.due(dossier, 5000)) == 2


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (ErasingReason.PRACTICE, "Dit is geen oefencasus"),
        (ErasingReason.TERM_OVER, "nog niet voorbij"),
        (ErasingReason.DELETED_BEFORE, "alleen het programma zelf"),
    ],
)
def test_a_reason_that_is_not_true_of_the_case_is_refused_and_nothing_goes(tmp_path: Path, reason: ErasingReason, said: str) -> None:
    places, clock = new_dossier(tmp_path), Clock()
    with closing(entered(places, clock=clock).dossier) as dossier:
        with dossier.writing(Action.CASES_IMPORTED) as writing:
            writing.put(replace(CASE, practice=False, delete_on=date(2026, 12, 2)))
        with pytest.raises(InputError, match=said):
            keeping.delete_case(dossier, "7K-4Q2", reason)
        assert len(keeping.due(dossier, 30)) == 1
        assert read_header(places).deleted == ()
        clock.later(days=1)
        keeping.delete_case(dossier, "7K-4Q2", ErasingReason.TERM_OVER)


def test_a_full_header_lets_the_oldest_code_go_that_no_backup_can_hold_and_otherwise_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = new_dossier(tmp_path)
    monkeypatch.setattr(keeping, "MOST_DELETED", 2)
    with closing(entered(places).dossier) as dossier:
        with dossier.writing(Action.CASES_IMPORTED) as writing:
            writing.add_all([replace(CASE, code=code) for code in ("7K-4Q2", "2M-9XX", "4C-H9W", "3R-7TT")])
        keeping.delete_case(dossier, "7K-4Q2", ErasingReason.PRACTICE)
        _change, backup = backups.back_up(dossier, tmp_path / "stick")
        backup.rename(tmp_path / backup.name)
        keeping.delete_case(dossier, "2M-9XX", ErasingReason.PRACTICE)
        keeping.delete_case(dossier, "4C-H9W", ErasingReason.PRACTICE)
        assert read_header(places).deleted == ("2M-9XX", "4C-H9W")
        with pytest.raises(InputError, match="nog in een reservekopie"):
            keeping.delete_case(dossier, "3R-7TT", ErasingReason.PRACTICE)
        assert [case.code for case in keeping.due(dossier, 5000)] == ["3R-7TT"]
        (tmp_path / backup.name).rename(backup)
        keeping.at_start(dossier)
        keeping.delete_case(dossier, "3R-7TT", ErasingReason.PRACTICE)
    assert read_header(places).deleted == ("4C-H9W", "3R-7TT")
