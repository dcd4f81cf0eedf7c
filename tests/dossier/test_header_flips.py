"""Bits of a header that turned over, by a bad disk or a bad hand: refused, or nothing that matters changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.headers import KEYED, PASSPHRASES, house
from triage.dossier.header import Header, authenticated, header_bytes, header_from
from triage.dossier.unlock import Unlocked, unlock, use_recovery_key
from triage.errors import InputError

CONTENT = header_bytes(house().header)


def flipped(flips: dict[int, int]) -> bytes:
    """The file with these bytes changed."""
    content = bytearray(CONTENT)
    for place, change in flips.items():
        content[place] ^= change
    return bytes(content)


def read(content: bytes) -> Header | None:
    """The header that the holder of the data key takes for his own, None when he does not."""
    try:
        return authenticated(header_from(content, ""), house().key)
    except InputError:
        return None


def opened(content: bytes, account: str | None) -> Unlocked | None:
    """Who opens the dossier with his own passphrase, or with the recovery key."""
    try:
        header = header_from(content, "")
        return use_recovery_key(header, house().recovery) if account is None else unlock(header, account, PASSPHRASES[account])
    except InputError:
        return None


def test_each_byte_is_refused_or_leaves_the_authenticated_part_as_it_was() -> None:
    """Every byte, each with the bit that its place chooses; in eight places running every bit has its turn."""
    for place in range(len(CONTENT)):
        header = read(flipped({place: 1 << place % 8}))
        assert header is None or replace(header, proposed=()) == replace(house().header, proposed=())


FLIPS = st.dictionaries(st.integers(0, len(CONTENT) - 1), st.integers(1, 255), min_size=1, max_size=4)


@given(FLIPS)
def test_any_few_bytes_are_refused_or_leave_the_authenticated_part_as_it_was(flips: dict[int, int]) -> None:
    header = read(flipped(flips))
    assert header is None or replace(header, proposed=()) == replace(house().header, proposed=())


@given(FLIPS, st.sampled_from([*KEYED, None]))
@settings(max_examples=60)
def test_nobody_ever_opens_it_as_somebody_else_or_with_another_key(flips: dict[int, int], account: str | None) -> None:
    found = opened(flipped(flips), account)
    assert found is None or found == opened(CONTENT, account)


@pytest.mark.parametrize("account", [*KEYED, None])
@pytest.mark.parametrize("part", ["salt", "private", "sealed", "public", "memory_kib", "passes", "mac", "file_id"])
def test_one_sign_in_each_part_closes_the_door_and_breaks_nothing(part: str, account: str | None) -> None:
    """In the first place it stands: the parts of the first account, or of all."""
    start = CONTENT.index(f'"{part}": '.encode()) + len(part) + 4
    place = next(place for place in range(start, start + 9) if CONTENT[place : place + 1].isalnum())
    assert opened(flipped({place: 1}), account) is None
    assert opened(CONTENT, account) is not None
