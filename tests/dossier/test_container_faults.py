"""What may happen to a backup on the way: power that fails, a disk that is full, bytes that change."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from random import Random

import pytest

from tests.dossier.backups import ABOUT, DATABASE, HEADER, packed
from tests.dossier.processes import said_by
from triage.dossier.container import check, unpack
from triage.errors import InputError

SEED = 20261201
PLACES = 200

KILLED = """
import json, os, sys
from pathlib import Path
from tests.dossier.backups import ABOUT, HEADER, packed
from tests.dossier.killing import killed_at, moments_of, names_in
from triage.dossier.container import check, pack, unpack

folder, kind, seed, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
database, old, new = folder / 'bron', folder / 'oud.reserve', folder / 'nieuw.reserve'
work = {
    'pack': lambda: pack(new, header=HEADER, database=database, about=ABOUT),
    'pack_over': lambda: pack(old, header=HEADER, database=database, about=ABOUT),
    'unpack': lambda: unpack(old, folder),
}[kind]
made = {'pack': new, 'pack_over': old, 'unpack': folder / 'dossier'}[kind]
whole = database.read_bytes()
before = old.read_bytes()
moments = moments_of(work, seed, number)
after = made.read_bytes()
made.unlink()
seen = {'killed': 0, 'absent': 0, 'there': 0, 'wrong': [], 'left': []}
half = 0
for moment in moments:
    old.write_bytes(before)
    seen['killed'] += killed_at(moment, work)
    stands = made.read_bytes() if made.exists() else b''
    seen['absent' if stands == (before if made == old else b'') else 'there'] += 1
    good = stands in (after, before if made == old else b'') and (made == old or old.read_bytes() == before)
    others = set(names_in(folder)) - {'bron', 'oud.reserve', made.name}
    if not good or not all(name.startswith('.weegwijzer-') for name in others):
        seen['wrong'].append(moment)
    made.unlink(missing_ok=True)
    for name in others:  # the next time it would be cleared away first, and every moment come later
        (folder / name).unlink()
    half = moment if others else half
old.write_bytes(before)
killed_at(half, work)
seen['hidden'] = sum(name.startswith('.') for name in names_in(folder))
work()
seen['left'] = names_in(folder)
print(json.dumps(seen))
"""
"""Kills a piece of work at many moments. What stands under the real name is then what stood there before, or all of the new; afterwards
the work is killed where it leaves something hidden, and done once more."""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are forked as on Linux")
@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("pack", ["bron", "nieuw.reserve", "oud.reserve"]),
        ("pack_over", ["bron", "oud.reserve"]),
        ("unpack", ["bron", "dossier", "oud.reserve"]),
    ],
)
def test_a_process_that_is_ended_by_force_leaves_no_half_backup_and_every_old_one(kind: str, left: list[str], tmp_path: Path) -> None:
    packed(tmp_path, "oud.reserve", database=DATABASE[::-1])
    (tmp_path / "bron").write_bytes(DATABASE)
    seen = json.loads(said_by(KILLED, tmp_path, kind, str(SEED), "55"))
    assert seen["wrong"] == [], f"moments with seed {SEED}"
    assert seen["killed"] == seen["absent"] + seen["there"] >= 40
    assert min(seen["absent"], seen["there"]) >= 1
    assert (seen["hidden"], seen["left"]) == (1, left)


FULL = """
import resource, signal, sys
from pathlib import Path
from tests.dossier.backups import ABOUT, HEADER
from triage.dossier.container import pack, unpack
from triage.errors import InputError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
for limit in (0, 30, 700, 10_000, 20_000):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, -1))
    for work in (
        lambda: pack(folder / 'nieuw.reserve', header=HEADER, database=folder / 'bron', about=ABOUT),
        lambda: unpack(folder / 'oud.reserve', folder),
    ):
        try:
            work()
        except InputError as error:
            print(error)
"""
"""No file may become longer than a number of bytes, which is what a full disk is to whoever writes."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    old = packed(tmp_path, "oud.reserve", database=DATABASE + DATABASE)
    (tmp_path / "bron").write_bytes(DATABASE)
    before = old.read_bytes()
    assert said_by(FULL, tmp_path).splitlines() == 5 * [
        "nieuw.reserve: Er is geen ruimte meer op de schijf. Maak ruimte vrij of kies een andere map.",
        "dossier: Er is geen ruimte meer op de schijf. Maak ruimte vrij of kies een andere map.",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bron", "oud.reserve"]
    assert old.read_bytes() == before


def outcome(path: Path, content: bytes) -> str:
    """`refused`, and then nothing is left; or `same`, when the very same comes out."""
    path.write_bytes(content)
    folder = path.parent / "uit"
    folder.mkdir(exist_ok=True)
    try:
        found = unpack(path, folder)
    except InputError:
        assert list(folder.iterdir()) == []
        return "refused"
    assert (found.header, found.database.read_bytes(), found.about) == (HEADER, DATABASE, ABOUT)
    found.database.unlink()
    return "same"


def test_a_backup_that_was_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    whole = packed(tmp_path).read_bytes()
    random = Random(SEED)
    cuts = {*random.sample(range(len(whole)), PLACES - 100), *range(len(whole) - 100, len(whole))}
    assert {cut for cut in cuts if outcome(tmp_path / "a.reserve", whole[:cut]) != "refused"} == set()


def test_a_bit_that_changed_anywhere_is_found_or_changes_nothing_that_is_unpacked(tmp_path: Path) -> None:
    whole = packed(tmp_path).read_bytes()
    random = Random(SEED)
    outcomes = []
    for place in random.sample(range(len(whole)), PLACES):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1 << random.randrange(8)
        outcomes.append(outcome(tmp_path / "a.reserve", bytes(spoilt)))
    assert len(outcomes) == PLACES
    assert outcomes.count("refused") > PLACES * 0.9


def test_any_byte_around_the_database_may_change_without_a_wrong_answer(tmp_path: Path) -> None:
    path = packed(tmp_path)
    whole = path.read_bytes()
    start = whole.index(DATABASE)
    random = Random(SEED)
    around = [*range(start), *range(start + len(DATABASE), len(whole))]
    for place in random.sample(around, 2 * PLACES):
        spoilt = bytearray(whole)
        spoilt[place] = random.choice([0, 255, spoilt[place] ^ 1 << random.randrange(8)])
        path.write_bytes(spoilt)
        try:
            assert check(path) == ABOUT
        except InputError:
            continue
