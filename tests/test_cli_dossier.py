"""`dossier …` as somebody runs it: what it says, its exit codes, and that no passphrase or content is ever in what it says."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.dossier.making import Clock
from tests.dossier.opened import PASSPHRASES, entered, new_dossier, recovery_key
from triage.casework.gate import Gate, LegalGround
from triage.casework.record import Age, CaseRecord
from triage.cli import run_command
from triage.dossier.actions import Action
from triage.dossier.connection import transaction
from triage.dossier.holdings import WayOut
from triage.dossier.operations.papers import SHEET, issue
from triage.dossier.places import Places
from triage.framework.vocabulary import Partner
from triage.periods import Period

DIRECTOR = PASSPHRASES["procesregisseur-1"]
CASE = CaseRecord("7K-4Q2", date(2026, 12, 1), True, date(2027, 12, 1), gate=Gate(reason="Een zandkorrelkasteel bij de garage."))

NEW, SHORT = "een heel andere lange wachtzin", "kort"

Said = tuple[int, str, str]
Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `dossier TASK …` with a passphrase through a pipe; exit code, stdout and stderr."""

    def task(*arguments: str | Path, passphrase: str = DIRECTOR, account: str = "procesregisseur-1") -> Said:
        reading, writing = os.pipe()
        os.write(writing, f"{passphrase}\n".encode())
        os.close(writing)
        try:
            chosen = ["--account", account] if account else []
            code = run_command([*map(str, arguments), *chosen, "--passphrase-fd", str(reading)])
        finally:
            os.close(reading)
        said = capsys.readouterr()
        return code, said.out, said.err

    return task


def with_case(folder: Path) -> Places:
    """A dossier with a case."""
    places = new_dossier(folder)
    with closing(entered(places, clock=Clock()).dossier) as dossier, dossier.writing(Action.CASE_MADE) as writing:
        writing.put(CASE)
    return places


def test_a_new_dossier_is_made_and_says_its_recovery_key_once(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "jeugd-noord.dossier"
    code, out, err = run("dossier", "new", path, passphrase=NEW, account="")
    assert (code, err) == (0, "")
    key = re.search(r"^Herstelsleutel: (\S+)$", out, re.MULTILINE)
    assert key is not None
    assert "Zonder uw wachtzin en zonder de herstelsleutel is het dossier verloren" in out
    assert "gepseudonimiseerd, niet anoniem" in out
    assert NEW not in out
    code, out, err = run("dossier", "check", path, "--recovery", account="", passphrase=key[1].lower().replace("-", " "))
    assert (code, err) == (0, "")
    assert "Het dossier is heel." in out


def test_a_second_one_under_the_name_and_a_weak_passphrase_are_refused(tmp_path: Path, run: Run) -> None:
    places = new_dossier(tmp_path)
    before = places.database.read_bytes()
    code, _out, err = run("dossier", "new", places.path, account="")
    assert code == 1
    assert "Er staat al een dossier met deze naam" in err
    assert places.database.read_bytes() == before
    code, out, err = run("dossier", "new", tmp_path / "ander.dossier", passphrase=SHORT, account="")
    assert code == 1
    assert "Herstelsleutel" not in out
    assert "wachtzin" in err
    assert not (tmp_path / "ander.dossier").exists()


def test_a_wrong_an_empty_and_a_nearly_right_passphrase_give_the_same_words_and_code(tmp_path: Path, run: Run) -> None:
    places = new_dossier(tmp_path)
    wrong = ["", "mis", DIRECTOR[:-1], f"{DIRECTOR} ", DIRECTOR.upper(), "x" * 4000]
    said = {run("dossier", "check", places.path, passphrase=one) for one in wrong}
    assert len(said) == 1
    ((code, out, err),) = said
    assert (code, out) == (1, "")
    assert "De toegang is geweigerd" in err


def test_without_a_terminal_and_without_a_descriptor_it_says_what_to_do(tmp_path: Path) -> None:
    places = new_dossier(tmp_path)
    command = [sys.executable, "main.py", "dossier", "check", str(places.path)]
    ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, encoding="utf-8")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "geef de wachtzin met --passphrase-fd" in ran.stderr


@pytest.mark.parametrize("descriptor", ["999", "998"])
def test_a_descriptor_from_which_nothing_can_be_read_is_named(tmp_path: Path, descriptor: str, capsys: pytest.CaptureFixture[str]) -> None:
    places = new_dossier(tmp_path)
    given = ["--account", "voorzitter-1", "--passphrase-fd", descriptor]
    assert run_command(["dossier", "check", str(places.path), *given]) == 1
    assert "wachtzin" in capsys.readouterr().err


def test_check_names_each_fault_and_mends_what_it_can(tmp_path: Path, run: Run) -> None:
    places = with_case(tmp_path)
    with closing(entered(places).dossier) as dossier, transaction(dossier.engine, writes=True) as connection:
        connection.execute(text("DELETE FROM settings"))
        connection.execute(text("UPDATE search SET text = 'iets anders'"))
    code, out, err = run("dossier", "check", places.path)
    assert (code, out) == (1, "")
    assert "Een gegeven (instellingen) ontbreekt, maar staat in de lijst van handelingen." in err
    assert "Het zoekregister van casus 7K-4Q2 klopt niet." in err
    code, out, err = run("dossier", "check", places.path, "--repair")
    assert (code, err) == (0, "")
    assert "Eerst is er een kopie gemaakt" in out
    assert "1 gegeven hersteld" in out
    assert run("dossier", "check", places.path)[0] == 0


def test_a_dossier_of_which_the_end_of_the_list_was_cut_off_is_never_called_whole_again(tmp_path: Path, run: Run) -> None:
    places = with_case(tmp_path)
    with closing(entered(places).dossier) as dossier, transaction(dossier.engine, writes=True) as connection:
        connection.execute(text("DELETE FROM entry WHERE number = (SELECT max(number) FROM entry)"))
    places.last_saved.unlink()
    code, out, err = run("dossier", "check", places.path)
    assert (code, out) == (1, "")
    assert "De laatste regel van de lijst van handelingen ontbreekt." in err
    for more in ([], ["--repair"], []):
        code, out, err = run("dossier", "check", places.path, *more)
        assert (code, "heel" in out) == (1, False)
        assert "bleek dat iemand het einde van de lijst van handelingen had veranderd of afgeknipt. Dit kan het programma niet" in err


def test_after_a_loss_it_is_not_said_that_the_last_work_is_there(tmp_path: Path, run: Run) -> None:
    places = new_dossier(tmp_path)
    before = places.database.read_bytes()
    with closing(entered(places).dossier) as dossier, dossier.writing(Action.CASE_MADE) as writing:
        writing.put(CASE)
    places.database.write_bytes(before)
    code, out, err = run("dossier", "check", places.path)
    assert (code, out) == (1, "")
    assert "het laatste werk ontbreekt" in err
    code, out, err = run("dossier", "check", places.path)
    assert (code, err) == (0, "")
    assert "wat het laatst is opgeslagen, staat erin" not in out
    assert re.search(r"Volgens regel \d+ ontbrak toen werk dat was opgeslagen\.", out)


def test_the_line_on_a_paper_is_found_or_missed(tmp_path: Path, run: Run) -> None:
    places = with_case(tmp_path)
    code, out, _err = run("dossier", "check", places.path)
    head = re.search(r"eindigt met regel (\d+), code ([0-9A-F ]+)\.", out)
    assert head is not None
    assert run("dossier", "check", places.path, "--head", f"{head[1]} {head[2].lower()}")[0] == 0
    code, out, err = run("dossier", "check", places.path, "--head", f"{head[1]} 0000 0000 0000 0000")
    assert code == 1
    assert "De regel die op het blad staat, is niet in de lijst van handelingen te vinden." in err
    code, out, err = run("dossier", "check", places.path, "--head", f"{'9' * 20} ABCD")
    assert code == 1
    assert "De regel die op het blad staat, is niet in de lijst van handelingen te vinden." in err


def test_a_backup_is_made_and_put_back(tmp_path: Path, run: Run) -> None:
    places = with_case(tmp_path)
    code, out, err = run("dossier", "backup", places.path, "--to", tmp_path / "stick")
    assert (code, err) == (0, "")
    (backup,) = (tmp_path / "stick").iterdir()
    places.database.write_bytes(b"kapot" * 3000)
    code, out, err = run("dossier", "check", places.path)
    assert (code, out) == (1, "")
    assert "dossier restore" in err
    code, out, err = run("dossier", "restore", places.path)
    assert code == 1
    assert "Noem de reservekopie met --from" in err
    code, out, err = run("dossier", "restore", places.path, "--from", backup)
    assert (code, err) == (0, "")
    assert run("dossier", "check", places.path)[0] == 0


def test_without_a_name_the_latest_good_backup_is_put_back_and_a_newer_one_that_is_not_is_named(tmp_path: Path, run: Run) -> None:
    places = with_case(tmp_path)
    run("dossier", "backup", places.path)
    (backup,) = places.backups.iterdir()
    (places.backups / "proef-2099-01-01T12-00-00Z.reserve").write_bytes(backup.read_bytes()[:-50])
    code, out, err = run("dossier", "restore", places.path)
    assert (code, err) == (0, "")
    assert "Overgeslagen, want niet heel of van een ander dossier: proef-2099-01-01T12-00-00Z.reserve." in out
    assert f"Teruggezet: {backup.name}." in out


def test_the_activity_is_told_in_sentences_and_as_a_table(tmp_path: Path, run: Run) -> None:
    places = with_case(tmp_path)
    code, out, err = run("dossier", "activity", places.path, "--case", "7K-4Q2", "--out", tmp_path / "lijst.csv")
    assert (code, err) == (0, "")
    assert "procesregisseur-1 maakte casus 7K-4Q2." in out
    with (tmp_path / "lijst.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [row["action"] for row in rows] == ["case_made", "activity_read"]
    assert all(row[name] for row in rows for name in ("at", "account", "role", "device", "action", "result", "hash"))


def test_what_is_no_case_is_not_kept_in_the_list(tmp_path: Path, run: Run) -> None:
    places = with_case(tmp_path)
    code, out, err = run("dossier", "activity", places.path, "--case", "Jan de Vries 249566758")
    assert (code, out) == (1, "")
    assert "staat niets in de lijst" in err
    assert "Vries" not in err
    assert "Vries" not in run("dossier", "activity", places.path)[1]


def test_the_activity_of_an_account_that_reads_no_cases_is_refused(tmp_path: Path, run: Run) -> None:
    places = with_case(tmp_path)
    code, out, err = run("dossier", "activity", places.path, account="kaderbeheerder-1", passphrase=PASSPHRASES["kaderbeheerder-1"])
    assert (code, out) == (1, "")
    assert "Dit hoort niet bij uw rol" in err


def test_a_table_holds_only_cases_that_are_like_others(tmp_path: Path, run: Run) -> None:
    places = new_dossier(tmp_path)
    gate = Gate(LegalGround.WGS_PRIORITISED, Partner.POLICE, "Een reden die lang genoeg is.", Period.quarter(2026, 4))
    with closing(entered(places, clock=Clock()).dossier) as dossier, dossier.writing(Action.CASES_IMPORTED) as writing:
        alike = [replace(CASE, code=f"7{letter}-4Q2", gate=gate, age=Age(16, date(2026, 12, 1))) for letter in "CDFHJK"]
        writing.add_all([*alike, replace(CASE, code="9X-9XX", gate=gate, age=Age(13, date(2026, 12, 1)))])
    code, out, err = run("dossier", "export", places.path, "--out", tmp_path / "tabel.csv")
    assert (code, err) == (0, "")
    assert "met 6 casussen" in out
    assert "1 casus is achtergebleven" in out
    assert "zandkorrel" not in (tmp_path / "tabel.csv").read_text("utf-8")


@pytest.mark.parametrize("ending", ["", "-sleutels"])
def test_no_output_takes_the_place_of_the_dossier_not_even_through_a_link(tmp_path: Path, run: Run, ending: str) -> None:
    places = new_dossier(tmp_path)
    (tmp_path / "lijst.csv").symlink_to(f"{places.path}{ending}")
    code, _out, err = run("dossier", "activity", places.path, "--out", tmp_path / "lijst.csv")
    assert code == 1
    assert "Dit bestand hebt u ook als invoer gegeven" in err
    assert run("dossier", "check", places.path)[0] == 0


def test_a_dossier_whose_recovery_key_nobody_saw_is_not_made(tmp_path: Path) -> None:
    command = f"{sys.executable} main.py dossier new {tmp_path}/een.dossier --passphrase-fd 3 3<<<'{NEW}' >"
    for nowhere in ("/dev/full", "&-"):
        ran = subprocess.run(["bash", "-c", command + nowhere], capture_output=True, text=True, check=False, encoding="utf-8")
        assert ran.returncode == 1
        assert "De herstelsleutel kon niet worden getoond. Er is geen dossier gemaakt." in ran.stderr
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["lijst.pdf", "lijst"])
def test_another_ending_is_refused_before_the_dossier_is_opened(tmp_path: Path, run: Run, name: str) -> None:
    places = new_dossier(tmp_path)
    code, _out, err = run("dossier", "activity", places.path, "--out", tmp_path / name)
    assert code == 1
    assert "Kies een naam die eindigt op" in err


def test_verify_says_whether_a_dossier_issued_these_bytes(tmp_path: Path, run: Run) -> None:
    sheet = tmp_path / "uitkomst.json"
    sheet.write_bytes(b"{}")
    places = with_case(tmp_path)
    assert run("verify", sheet, "--dossier", places.path)[0] == 1
    assert recovery_key() not in sheet.read_text("utf-8")
    with closing(entered(places).dossier) as dossier:
        issue(dossier, "7K-4Q2", SHEET, sheet.read_bytes(), WayOut.SAVED)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("er-niet.dossier", "Dit dossier bestaat niet."),
        ("jan-123456782.dossier", "Hierin staat een herkenbaar gegeven."),
        ("zonder-eind", "De naam moet eindigen op .dossier."),
    ],
)
def test_a_name_that_cannot_be_is_named_without_repeating_a_person(tmp_path: Path, run: Run, name: str, said: str) -> None:
    code, out, err = run("dossier", "check", tmp_path / name)
    assert (code, out) == (1, "")
    assert said in err
    assert "123456782" not in err


def test_wrong_usage_is_said_in_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["dossier"], ["dossier", "weg"], ["dossier", "check"], ["dossier", "check", "x", "--passphrase-fd", "drie"]):
        assert run_command(arguments) == 2
        assert "Uitleg: ./run" in capsys.readouterr().err
