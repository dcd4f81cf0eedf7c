"""A process ended by force at any moment: the dossier is whole, and nothing that was reported as saved is lost.

Two hundred moments over six stories, drawn with a seed that is printed; at least 120 of them lie where something was half done.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from tests.dossier.conftest import SmallDisk
from tests.dossier.opened import entered, new_dossier
from tests.dossier.power_cut import Moment, Story, killed_at, moments_of
from tests.dossier.test_opening import back_to
from triage.cases.case import Answer
from triage.casework.record import CaseRecord
from triage.dossier import backups, check, container, migrations
from triage.dossier.actions import Action
from triage.dossier.erasing import ErasingReason
from triage.dossier.header import read_header
from triage.dossier.holdings import AnswerGiven
from triage.dossier.operations import accounts
from triage.dossier.operations.rekeying import re_key
from triage.dossier.operations.retention import delete_case, finish_deletions
from triage.dossier.places import Places

SEED = 20261201
EACH, HALF_DONE = 34, 21
"""Moments of each story, and how many of them are half done at least: over the stories 204 and 126."""

GIVEN = AnswerGiven("7K-4Q2", "top60", "vraag", "w", Answer("yes", note="Een zin die niet verloren mag gaan."), date(2026, 12, 1))
CASE = CaseRecord("7K-4Q2", date(2026, 12, 1), True, date(2027, 12, 1))


def saving(folder: Path, saved: Callable[[str], None]) -> None:
    """Answer after answer."""
    with closing(entered(Places(folder / "proef.dossier")).dossier) as dossier:
        for number in range(8):
            with dossier.writing(Action.ANSWERED) as writing:
                writing.put(replace(GIVEN, item=f"vraag{number}"))
            saved(f"vraag{number}")


def importing(folder: Path, saved: Callable[[str], None]) -> None:
    """Two tables of cases, each whole or not at all."""
    with closing(entered(Places(folder / "proef.dossier")).dossier) as dossier:
        for table in (1, 2):
            codes = [f"{table}{letter}-4Q2" for letter in "CDFHJ"]
            with dossier.writing(Action.CASES_IMPORTED) as writing:
                writing.add_all([replace(CASE, code=code) for code in codes])
                writing.add_all([replace(GIVEN, case_code=code) for code in codes])
            saved(f"tabel{table}")


def migrating(folder: Path, saved: Callable[[str], None]) -> None:
    """A dossier of the first form is opened."""
    with closing(entered(Places(folder / "proef.dossier")).dossier) as dossier:
        saved("bijgewerkt")
        with dossier.writing(Action.ANSWERED) as writing:
            writing.put(GIVEN)
        saved("vraag")


def backing_up(folder: Path, saved: Callable[[str], None]) -> None:
    """An answer, and a backup of it."""
    with closing(entered(Places(folder / "proef.dossier")).dossier) as dossier:
        for number in range(2):
            with dossier.writing(Action.ANSWERED) as writing:
                writing.put(replace(GIVEN, item=f"vraag{number}"))
            saved(f"vraag{number}")
            _change, backup = backups.back_up(dossier)
            saved(backup.name)


def re_keying(folder: Path, saved: Callable[[str], None]) -> None:
    """Another data key, with work before and after it."""
    with closing(entered(Places(folder / "proef.dossier")).dossier) as dossier:
        for number in range(2):
            with dossier.writing(Action.ANSWERED) as writing:
                writing.put(replace(GIVEN, item=f"vraag{number}"))
            saved(f"vraag{number}")
            re_key(dossier)


def removing(folder: Path, saved: Callable[[str], None]) -> None:
    """An account goes and a case is deleted: changes of both files at once."""
    with closing(entered(Places(folder / "proef.dossier")).dossier) as dossier:
        with dossier.writing(Action.CASE_MADE) as writing:
            writing.put(CASE)
        accounts.remove(dossier, "kaderbeheerder-1")
        saved("verwijderd")
        delete_case(dossier, "7K-4Q2", ErasingReason.PRACTICE)
        saved("gewist")


STORIES: dict[str, Story] = {story.__name__: story for story in (saving, importing, migrating, backing_up, re_keying, removing)}


def begin(folder: Path, name: str) -> Path:
    """Where a story starts."""
    folder.mkdir()
    places = new_dossier(folder)
    if name == "migrating":
        with closing(entered(places).dossier) as dossier:
            key = dossier.data_key
        back_to(places, key, migrations.known()[0])
    return folder


def drawn(found: Sequence[Moment], random: Random) -> list[int]:
    """The moments at which a story is ended: most of them where something is half done."""
    half = [moment.number for moment in found if moment.half_done]
    assert len(half) >= HALF_DONE, "too little is half done in this story"
    numbers = set(random.sample(half, HALF_DONE))
    rest = [moment.number for moment in found if moment.number not in numbers]
    return sorted(numbers | set(random.sample(rest, EACH - HALF_DONE)))


@pytest.mark.parametrize("name", list(STORIES), ids=lambda name: f"{name}, seed {SEED}")
def test_a_process_that_is_ended_by_force_loses_nothing_that_was_reported_saved(name: str, small_disk: SmallDisk) -> None:
    small_disk.thaw(size=64 * 1024 * 1024)
    start = begin(small_disk.folder / "begin", name)
    count = small_disk.folder / "tellen"
    shutil.copytree(start, count)
    moments = drawn(moments_of(STORIES[name], count), Random(f"{SEED} {name}"))
    assert len(moments) == EACH
    for moment in moments:
        folder = small_disk.folder / "moment"
        shutil.copytree(start, folder)
        while (saved := killed_at(STORIES[name], folder, moment)) is None:
            shutil.rmtree(folder)
            shutil.copytree(start, folder)
            moment -= 5  # noqa: PLW2901 - a run that was over sooner is ended sooner
        assert_nothing_in_clear(folder, f"{name}, moment {moment}")
        assert_whole(folder, saved, f"{name}, moment {moment}")
        assert_nothing_in_clear(folder, f"{name}, after moment {moment}")
        shutil.rmtree(folder)


def assert_nothing_in_clear(folder: Path, when: str) -> None:
    """No file that the process left behind, whole or half made, holds a word of what was typed."""
    words = [GIVEN.answer.note.encode(encoding) for encoding in ("utf-8", "utf-16-le")]
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not any(word in content for word in words), f"{when}: {path.name}"


def assert_whole(folder: Path, saved: list[str], when: str) -> None:
    """Whoever opens the dossier next finds it whole, with everything that was reported."""
    places = Places(folder / "proef.dossier")
    opened = entered(places)
    with closing(opened.dossier) as dossier:
        finish_deletions(dossier)
        assert check.run(dossier) == (), when
        with dossier.reading() as records:
            given = {one.item: one.case_code for one in records.every(AnswerGiven)}
            cases = [case.code for case in records.every(CaseRecord)]
        assert {word for word in saved if word.startswith("vraag")} <= given.keys(), when
        assert sum(code.startswith("1") for code in cases) in ((5,) if "tabel1" in saved else (0, 5)), when
        assert sum(code.startswith("2") for code in cases) in ((5,) if "tabel2" in saved else (0, 5)), when
        assert not ("gewist" in saved and "7K-4Q2" in cases), when
        assert read_header(places).next is None, when
        assert ("verwijderd" not in saved) or read_header(places).account("kaderbeheerder-1") is None, when
        if places.backups.exists():
            backups.back_up(dossier)
    for backup in places.backups.glob("*.reserve"):
        container.check(backup)
    assert [path.name for path in folder.rglob("*") if path.name.startswith(".weegwijzer-") and path.is_file()] == [], when
    assert {word for word in saved if word.endswith(".reserve")} <= {path.name for path in places.backups.glob("*")}, when
