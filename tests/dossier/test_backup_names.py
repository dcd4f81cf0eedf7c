from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.dossier.backup_names import backups_in, free_place, made_at, name_for, whole_second
from triage.errors import InputError
from triage.guard.names import leads_to_a_person

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
stems = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\"), min_size=1, max_size=40)
times = st.datetimes(datetime(2020, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 — limits come without a zone


def test_a_backup_is_called_after_its_dossier_and_its_moment_in_utc() -> None:
    assert name_for("jeugd-noord", NOON) == "jeugd-noord-2026-12-01T12-00-00Z.reserve"
    assert name_for("jeugd-noord", NOON.astimezone(timezone(timedelta(hours=13)))) == "jeugd-noord-2026-12-01T12-00-00Z.reserve"
    assert name_for("jeugd-noord", NOON, 2) == "jeugd-noord-2026-12-01T12-00-00Z-2.reserve"


@given(stems, times, st.integers(1, 99_999))
def test_the_moment_is_read_back_from_the_name(stem: str, now: datetime, number: int) -> None:
    assert made_at(Path(name_for(stem, now, number))) == whole_second(now).replace(microsecond=number - 1)


@given(times, st.integers(1, 99))
def test_the_moment_in_a_name_never_looks_like_something_of_a_person(now: datetime, number: int) -> None:
    assert not leads_to_a_person(name_for("jeugd-noord", now, number))
    assert not leads_to_a_person(name_for("zvh 3", now, number))


@pytest.mark.parametrize(
    "name",
    [
        "jeugd.reserve",
        "jeugd-2026-13-01T12-00-00Z.reserve",
        "jeugd-2026-12-01T12-00-60Z.reserve",
        "jeugd-2026-12-01T12-00-00Z-1.reserve",
        "jeugd-2026-12-01T12-00-00Z-02.reserve",
        "jeugd-2026-12-01T12-00-00Z.reserve.part",
        "jeugd-2026-12-01T12-00-00Z (1).reserve",
        "jeugd-٢٠٢٦-12-01T12-00-00Z.reserve",
        "-2026-12-01T12-00-00Z.reserve",
        "2026-12-01T12-00-00Z.reserve",
    ],
)
def test_another_name_has_no_moment(name: str) -> None:
    assert made_at(Path(name)) is None


def test_a_moment_without_a_time_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        name_for("jeugd", NOON.replace(tzinfo=None))


def test_the_next_in_the_same_second_gets_a_number(tmp_path: Path) -> None:
    names = []
    for _time in range(3):
        place = free_place(tmp_path, "jeugd", NOON)
        place.touch()
        names.append(place.name)
    assert names == [f"jeugd-2026-12-01T12-00-00Z{number}.reserve" for number in ("", "-2", "-3")]


def test_the_backups_of_one_dossier_are_found_newest_first(tmp_path: Path) -> None:
    mine = [name_for("jeugd", NOON - timedelta(days=day)) for day in range(3)]
    second = name_for("jeugd", NOON, 2)
    for name in [*mine, second, name_for("jeugd-noord", NOON), "lees mij.txt", "jeugd.reserve"]:
        (tmp_path / name).touch()
    (tmp_path / name_for("jeugd", NOON, 7)).mkdir()
    (tmp_path / name_for("jeugd", NOON, 8)).symlink_to(tmp_path / second)
    assert [path.name for path in backups_in(tmp_path, "jeugd")] == [second, *mine]
    assert [path.name for path in backups_in(tmp_path, "jeugd-noord")] == [name_for("jeugd-noord", NOON)]


def test_where_there_is_no_folder_there_are_no_backups(tmp_path: Path) -> None:
    assert backups_in(tmp_path / "weg", "jeugd") == ()
    (tmp_path / "bestand").touch()
    with pytest.raises(InputError, match=r"^bestand: Dit bestand of deze map bestaat niet\."):
        backups_in(tmp_path / "bestand", "jeugd")
