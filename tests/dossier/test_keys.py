from __future__ import annotations

import hmac
import unicodedata
from dataclasses import replace
from hashlib import sha256
from random import Random

import pytest
from argon2.low_level import Type, core, ffi
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.dossier import keys
from triage.dossier.keys import (
    KEY_BYTES,
    LEAST,
    LOCKED_BYTES,
    MOST,
    SEALED_BYTES,
    START,
    Cost,
    KeyPair,
    WrongKeyError,
    derived,
    locked,
    measured_cost,
    opened,
    sealed,
    subkey,
    timer,
    unlocked,
)
from triage.errors import InputError

THIRTY_TWO = st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES)
SEEDS = st.integers(0, 2**32)
ALICE = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
BOB = bytes.fromhex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")
PRIME = 2**255 - 19
RFC_9106 = {"pwd": 32, "salt": 16, "secret": 8, "ad": 12}
"""What goes in, and its length: as many bytes of 1, of 2, of 3 and of 4."""


def by_ladder(private: bytes, public: bytes) -> bytes:
    """X25519 written from the steps of RFC 7748, section 5: slow, and only numbers."""
    scalar = (int.from_bytes(private, "little") & ~7 & (2**255 - 1)) | 2**254
    x1 = int.from_bytes(public, "little") & (2**255 - 1)
    x2, z2, x3, z3 = 1, 0, x1, 1
    for place in reversed(range(255)):
        bit = scalar >> place & 1
        if bit:
            x2, z2, x3, z3 = x3, z3, x2, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        aa, bb, da, cb = a * a, b * b, d * a, c * b
        e = aa - bb
        x3, z3, x2, z2 = (da + cb) ** 2 % PRIME, x1 * (da - cb) ** 2 % PRIME, aa * bb % PRIME, e * (aa + 121665 * e) % PRIME
        if bit:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little")


def hkdf_by_hand(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF written from the steps of RFC 5869, section 2."""
    made, block = b"", b""
    key = hmac.digest(salt or bytes(32), secret, sha256)
    for number in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes([number]), sha256)
        made += block
    return made[:length]


# Published values, so that the library is the one we think it is and we call it right.


def test_the_ladder_and_our_key_pairs_give_the_values_of_rfc_7748_section_6_1() -> None:
    nine = (9).to_bytes(32, "little")
    assert by_ladder(ALICE, nine).hex() == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    assert by_ladder(BOB, nine).hex() == "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"
    assert by_ladder(ALICE, by_ladder(BOB, nine)).hex() == "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
    assert (KeyPair.of(ALICE).public, KeyPair.of(BOB).public) == (by_ladder(ALICE, nine), by_ladder(BOB, nine))


def test_hkdf_by_hand_gives_the_first_value_of_rfc_5869_appendix_a() -> None:
    okm = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    assert hkdf_by_hand(b"\x0b" * 22, bytes(range(13)), bytes(range(0xF0, 0xFA)), 42).hex() == okm


def test_aes_gcm_gives_case_14_of_the_specification_by_mcgrew_and_viega() -> None:
    content = bytes(12) + bytes.fromhex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
    assert unlocked(content, bytes(32), b"") == bytes(16)
    assert locked(bytes(16), bytes(32), b"", bytes) == content


def test_argon2id_gives_the_value_of_rfc_9106_section_5_3() -> None:
    """With a secret and associated data, which we never use, so below our own function."""
    tag = ffi.new("uint8_t[]", 32)
    asked = {"out": tag, "outlen": 32, "version": 0x13, "t_cost": 3, "m_cost": 32, "lanes": 4, "threads": 4}
    given = {name: ffi.new("uint8_t[]", bytes([number]) * length) for number, (name, length) in enumerate(RFC_9106.items(), start=1)}
    asked |= given | {f"{name}len": length for name, length in RFC_9106.items()}
    assert core(ffi.new("argon2_context *", asked), Type.ID.value) == 0
    assert bytes(ffi.buffer(tag, 32)).hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


@pytest.mark.parametrize(
    ("passphrase", "salt", "passes", "tag"),
    [
        ("password", b"somesalt", 1, "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98"),
        ("password", b"somesalt", 2, "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"),
        ("differentpassword", b"somesalt", 2, "0b84d652cf6b0c4beaef0dfe278ba6a80df6696281d7e0d2891b817d8c458fde"),
        ("password", b"diffsalt", 2, "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c"),
    ],
)
def test_a_passphrase_is_derived_as_the_makers_of_argon2_do(passphrase: str, salt: bytes, passes: int, tag: str) -> None:
    """Values of `src/test.c` of the reference implementation (P-H-C/phc-winner-argon2), version 0x13, 64 MiB, one lane."""
    assert derived(passphrase, salt, Cost(65536, passes, 1)).hex() == tag


# Our own rules.


@given(THIRTY_TWO, THIRTY_TWO, st.binary(max_size=40), SEEDS)
@settings(max_examples=25)
def test_a_seal_opens_in_the_order_that_the_docstrings_say(data_key: bytes, private: bytes, aad: bytes, seed: int) -> None:
    """Opened here with the ladder and HKDF by hand; only the cipher is the same."""
    pair = KeyPair.of(private)
    content = sealed(data_key, pair.public, aad, Random(seed).randbytes)
    once, nonce, rest = content[:32], content[32:44], content[44:]
    key = hkdf_by_hand(by_ladder(private, once), once + pair.public, b"weegwijzer 1 seal", 32)
    assert AESGCM(key).decrypt(nonce, rest, aad) == data_key
    assert len(content) == SEALED_BYTES


@given(THIRTY_TWO, st.sampled_from(["seal", "header", "recovery key"]), st.binary(max_size=20))
def test_a_key_for_a_purpose_is_hkdf_with_that_purpose(key: bytes, purpose: str, salt: bytes) -> None:
    assert subkey(key, purpose, salt) == hkdf_by_hand(key, salt, b"weegwijzer 1 " + purpose.encode(), 32)
    assert subkey(key, "a") != subkey(key, "b")


@given(THIRTY_TWO, THIRTY_TWO, st.binary(max_size=40), SEEDS)
def test_what_was_sealed_or_locked_opens_again(data_key: bytes, private: bytes, aad: bytes, seed: int) -> None:
    random, pair = Random(seed).randbytes, KeyPair.of(private)
    assert opened(sealed(data_key, pair.public, aad, random), pair, aad) == data_key
    assert unlocked(locked(data_key, private, aad, random), private, aad) == data_key
    assert len(locked(data_key, private, aad, random)) == LOCKED_BYTES


@given(THIRTY_TWO, THIRTY_TWO, st.integers(0, SEALED_BYTES - 1), st.integers(1, 255), SEEDS)
def test_one_changed_byte_of_a_seal_or_lock_is_refused(data_key: bytes, private: bytes, place: int, change: int, seed: int) -> None:
    random, pair = Random(seed).randbytes, KeyPair.of(private)
    content = bytearray(sealed(data_key, pair.public, b"x", random))
    content[place] ^= change
    with pytest.raises(WrongKeyError):
        opened(bytes(content), pair, b"x")
    content = bytearray(locked(data_key, private, b"x", random))
    content[place % LOCKED_BYTES] ^= change
    with pytest.raises(WrongKeyError):
        unlocked(bytes(content), private, b"x")


@pytest.mark.parametrize("length", [0, 5, 12, 31, 32, 40, 59])
def test_a_seal_that_was_cut_off_is_refused(length: int) -> None:
    pair = KeyPair.of(ALICE)
    content = sealed(bytes(32), pair.public, b"", Random(1).randbytes)
    for short in (content[:length], content[: length + 32]):
        with pytest.raises(WrongKeyError):
            opened(short, pair, b"")
    with pytest.raises(WrongKeyError):
        unlocked(content[:length], bytes(32), b"")


def test_another_pair_or_another_purpose_is_refused() -> None:
    content = sealed(bytes(32), KeyPair.of(ALICE).public, b"een", Random(1).randbytes)
    for pair, aad in ((KeyPair.of(BOB), b"een"), (KeyPair.of(ALICE), b"ander")):
        with pytest.raises(WrongKeyError):
            opened(content, pair, aad)


@pytest.mark.parametrize("point", [0, 1, PRIME - 1, PRIME, PRIME + 1])
def test_nothing_is_sealed_to_a_point_that_makes_the_seal_weak(point: int) -> None:
    """The points of low order of RFC 7748, section 6.1: with those the shared secret would be all zeros."""
    with pytest.raises(WrongKeyError):
        sealed(bytes(32), point.to_bytes(32, "little"), b"", Random(1).randbytes)


def test_two_seals_of_one_key_have_nothing_in_common() -> None:
    random, public = Random(1).randbytes, KeyPair.of(ALICE).public
    first, second = (sealed(bytes(32), public, b"", random) for _ in range(2))
    assert first[:32] != second[:32]
    assert first[44:] != second[44:]


def test_how_a_letter_with_an_accent_was_typed_makes_no_difference() -> None:
    forms = [unicodedata.normalize(form, "coördinatie op één dag") for form in ("NFC", "NFD")]
    assert forms[0] != forms[1]
    assert len({derived(form, bytes(16), LEAST) for form in forms}) == 1


def test_what_is_no_text_is_tried_all_the_same() -> None:
    assert derived("\ud800 half een teken \0", bytes(16), LEAST) != derived("half een teken", bytes(16), LEAST)


@pytest.mark.parametrize("part", ["memory_kib", "passes", "lanes"])
@pytest.mark.parametrize("far", [LEAST, MOST])
def test_a_cost_past_its_bounds_is_not_tried(part: str, far: Cost) -> None:
    value = getattr(far, part) + (1 if far is MOST else -1)
    with pytest.raises(ValueError, match="bounds"):
        derived("", bytes(16), replace(far, **{part: value}))


def test_too_little_memory_is_said_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2.exceptions import HashingError

    def refuses(*_: object) -> bytes:
        raise HashingError("Memory allocation error")

    monkeypatch.setattr(keys, "hash_secret_raw", refuses)
    with pytest.raises(InputError, match="werkgeheugen"):
        derived("geheim", bytes(16), LEAST)


@given(st.floats(1e-4, 1e3))
def test_the_measured_cost_takes_half_a_second_to_a_second_or_stands_at_a_bound(seconds_at_start: float) -> None:
    def machine(cost: Cost) -> float:
        return seconds_at_start * cost.memory_kib * cost.passes / (START.memory_kib * START.passes)

    cost = measured_cost(machine)
    assert cost.within(START, MOST)
    assert 0.5 <= machine(cost) <= 1 or (cost == START and machine(cost) > 1) or (cost == MOST and machine(cost) < 0.5)
    assert cost.passes == START.passes or cost.memory_kib == MOST.memory_kib


def test_a_computer_that_slows_down_with_much_memory_still_gets_no_less_than_the_start() -> None:
    cost = measured_cost(lambda cost: 0.1 if cost.memory_kib == START.memory_kib else 30.0)
    assert cost == replace(START, memory_kib=MOST.memory_kib)


def test_a_clock_that_stands_still_gives_the_most() -> None:
    assert measured_cost(lambda _: 0.0) == MOST
    assert measured_cost(lambda _: -5.0) == MOST


def test_the_timer_counts_one_derivation() -> None:
    ticks = iter([10.0, 10.5])
    assert timer(lambda: next(ticks))(LEAST) == 0.5


def test_no_key_is_in_what_a_program_would_print() -> None:
    assert ALICE.hex() not in repr(KeyPair.of(ALICE))
    assert repr(ALICE) not in repr(KeyPair.of(ALICE))


def test_the_library_and_the_ladder_agree() -> None:
    shared = X25519PrivateKey.from_private_bytes(ALICE).exchange(X25519PublicKey.from_public_bytes(KeyPair.of(BOB).public))
    assert shared == by_ladder(ALICE, KeyPair.of(BOB).public)
    assert HKDF(SHA256(), 32, b"z", b"i").derive(shared) == hkdf_by_hand(shared, b"z", b"i", 32)
