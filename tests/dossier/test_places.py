from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.dossier.places import LONGEST_NAME, Places, settle_folder
from triage.errors import InputError
from triage.files import place_of


def test_everything_of_a_dossier_stands_beside_it_under_its_name(tmp_path: Path) -> None:
    places = Places(tmp_path / "jeugd-noord.dossier")
    assert places.name == "jeugd-noord"
    beside = (places.database, places.header, places.lock, places.occupied, places.attempts, places.last_saved, places.backups)
    assert {path.parent for path in beside} == {tmp_path}
    assert [path.name for path in beside] == [
        "jeugd-noord.dossier",
        "jeugd-noord.dossier-sleutels",
        "jeugd-noord.dossier-slot",
        "jeugd-noord.dossier-bezet",
        "jeugd-noord.dossier-pogingen",
        "jeugd-noord.dossier-stand",
        "jeugd-noord.dossier-reservekopieen",
    ]
    assert [place_of(path) for path in beside] == [path.name for path in beside]


def test_a_place_is_absolute_so_that_it_stays_the_same_when_the_program_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Places(Path("zuid.dossier")).path == tmp_path / "zuid.dossier"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_dossier_reached_by_a_link_is_the_same_dossier(tmp_path: Path) -> None:
    (tmp_path / "echt").mkdir()
    (tmp_path / "oost.dossier").symlink_to(tmp_path / "echt" / "west.dossier")
    assert Places(tmp_path / "oost.dossier") == Places(tmp_path / "echt" / "west.dossier")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("name", ["noord.txt", "249566758.dossier"])
def test_a_link_is_not_followed_to_a_name_that_could_not_be_given(tmp_path: Path, name: str) -> None:
    (tmp_path / "oost.dossier").symlink_to(tmp_path / name)
    with pytest.raises(InputError):
        Places(tmp_path / "oost.dossier")


@pytest.mark.parametrize(
    "name",
    [
        *("jeugd", "jeugd.txt", ".dossier", "  .dossier", "...dossier", " jeugd.dossier", "jeugd .dossier", "a:b.dossier", "a?b.dossier"),
        *("con.dossier", "LPT1.dossier", "nul.x.dossier", "a\nb.dossier", "a\u202eb.dossier", "\ud800.dossier"),
        f"{'a' * LONGEST_NAME}.dossier",
    ],
)
def test_a_name_that_some_computer_cannot_keep_is_refused(name: str) -> None:
    with pytest.raises(InputError) as refused:
        Places(Path("map", name))
    assert str(refused.value).isprintable()


def test_every_reason_against_a_name_is_said_at_once() -> None:
    with pytest.raises(InputError) as refused:
        Places(Path("con?.x" + "x" * LONGEST_NAME))
    assert len(refused.value.defects) == 3


@pytest.mark.parametrize("name", ["249566758.dossier", "jan-12-05-2008.dossier", "06-12345678.dossier"])
def test_a_name_that_leads_to_a_person_is_refused_and_not_repeated(name: str) -> None:
    with pytest.raises(InputError) as refused:
        Places(Path(name))
    assert name.removesuffix(".dossier") not in str(refused.value)


@pytest.mark.parametrize("name", ["Jeugd 2026.DOSSIER", "overleg.noord.dossier", "één.dossier", "console.dossier"])
def test_ordinary_names_are_fine(name: str) -> None:
    assert Places(Path(name)).path.name == name


def test_a_folder_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError):
        Places(Path("a\0b", "jeugd.dossier"))


@given(st.text(max_size=30))
def test_any_name_is_taken_or_refused_with_a_message_that_can_be_shown(name: str) -> None:
    said, places = "", None
    try:
        places = Places(Path(name.replace("/", "")))
    except InputError as refused:
        said = str(refused)
    assert all(line.isprintable() for line in said.splitlines())
    assert places is None or replace(places) == places


def test_a_folder_is_settled_and_one_that_is_not_there_makes_no_noise(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    before = list(tmp_path.iterdir())
    settle_folder(tmp_path)
    settle_folder(tmp_path / "weg")
    assert list(tmp_path.iterdir()) == before
