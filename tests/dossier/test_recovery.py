from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from triage.dossier.recovery import GROUP, SECRET_BYTES, new_recovery_text, parsed, printed, recovery_pair

SECRETS = st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES)
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TEXT = new_recovery_text(Random(1).randbytes)


@given(SECRETS)
def test_what_is_printed_is_read_back(secret: bytes) -> None:
    assert parsed(printed(secret)) == secret


@given(SECRETS)
def test_a_key_is_printed_in_eleven_groups_of_four_signs_that_are_not_mistaken_for_each_other(secret: bytes) -> None:
    groups = printed(secret).split("-")
    assert [len(group) for group in groups] == [GROUP] * 11
    assert set("".join(groups)) <= set(SIGNS)


@given(SECRETS, st.sampled_from([" ", "  ", "-", " - ", "–", "\n", ".", ""]), st.booleans())
def test_it_may_be_typed_without_capitals_with_other_gaps_and_with_letters_for_digits(secret: bytes, gap: str, small: bool) -> None:
    typed = printed(secret).replace("-", gap).replace("0", "O").replace("1", "l" if small else "I")
    assert parsed(typed.lower() if small else typed) == secret


@given(SECRETS, st.integers(0, 43), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_always_found(secret: bytes, place: int, sign: str) -> None:
    signs = printed(secret).replace("-", "")
    assume(signs[place] != sign)
    assert parsed(signs[:place] + sign + signs[place + 1 :]) is None


@given(SECRETS, st.integers(0, 42))
def test_two_neighbours_that_changed_places_are_always_found(secret: bytes, place: int) -> None:
    signs = printed(secret).replace("-", "")
    assume(signs[place] != signs[place + 1])
    assert parsed(signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :]) is None


@pytest.mark.parametrize(
    "typed", ["", "-", TEXT[:-1], TEXT + "0", TEXT[5:], TEXT.replace(TEXT[0], "U", 1), "é" * 44, "٣" * 44, TEXT + TEXT]
)
def test_what_is_no_key_is_none(typed: str) -> None:
    assert parsed(typed) is None


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_without_ado(typed: str) -> None:
    found = parsed(typed)
    assert found is None or len(found) == SECRET_BYTES


def test_a_key_holds_two_hundred_bits_of_chance() -> None:
    asked: list[int] = []

    def counted(length: int) -> bytes:
        asked.append(length)
        return bytes(length)

    new_recovery_text(counted)
    assert asked == [25]


def test_one_key_makes_another_pair_in_every_dossier() -> None:
    secret = bytes(SECRET_BYTES)
    assert recovery_pair(secret, bytes(16)) == recovery_pair(secret, bytes(16))
    assert recovery_pair(secret, bytes(16)) != recovery_pair(secret, bytes(15) + b"\1")
