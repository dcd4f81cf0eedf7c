"""From a passphrase to the key of the data, and back to nobody else.

One random data key encrypts a dossier. Every account has an X25519 key pair: the private half is locked with a key that Argon2id makes of
the passphrase, the data key is sealed to the public half. So a new data key can be sealed to everybody without anybody's passphrase.

Everything here is a known building block, called once: Argon2id (RFC 9106), X25519 (RFC 7748), HKDF with SHA-256 (RFC 5869), AES-256-GCM
(NIST SP 800-38D). Chance comes in as `random`, which gives that many secret bytes, such as `secrets.token_bytes`. Python cannot promise
to wipe a key from memory; whoever reads the memory of a running program reads the data too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from triage.errors import InputError
from triage.wording import _

Random: TypeAlias = Callable[[int], bytes]
"""So many bytes that nobody can guess."""

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
LOCKED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES
"""A key under AES-GCM: nonce, key, tag."""

SEALED_BYTES = KEY_BYTES + LOCKED_BYTES
"""A key sealed to somebody: the public half made for this one time, then the locked key."""

MEBIBYTE = 1024
"""In kibibytes, the measure of Argon2."""

NO_MEMORY = _("Er is te weinig werkgeheugen vrij om de wachtzin te controleren.")


@dataclass(frozen=True)
class Cost:
    """What one try at a passphrase costs in Argon2id: memory in kibibytes, passes over it, lanes side by side."""

    memory_kib: int
    passes: int
    lanes: int

    def within(self, least: Cost, most: Cost) -> bool:
        """Whether every part lies between those of two other costs, both included."""
        return all(
            low <= own <= high
            for low, own, high in (
                (least.memory_kib, self.memory_kib, most.memory_kib),
                (least.passes, self.passes, most.passes),
                (least.lanes, self.lanes, most.lanes),
            )
        )


START = Cost(64 * MEBIBYTE, passes=3, lanes=4)
"""Where measuring begins: the second recommended choice of RFC 9106, section 4. No new passphrase gets less."""

LEAST = Cost(8 * MEBIBYTE, passes=1, lanes=1)
"""Less than this is not read from a header: nobody made it here."""

MOST = Cost(256 * MEBIBYTE, passes=16, lanes=4)
"""More than this is not read: a strange header must not eat memory or minutes. Measuring stays within it."""

TARGET_SECONDS = 0.75


class WrongKeyError(Exception):
    """The content is not locked with this key, or not for this account, role and file. Says nothing of either."""


@dataclass(frozen=True)
class KeyPair:
    """Both halves of an X25519 key pair, 32 bytes each."""

    private: bytes = field(repr=False)
    public: bytes

    @classmethod
    def of(cls, private: bytes) -> KeyPair:
        """The pair that belongs to a private half. Any 32 bytes are one."""
        return cls(private, X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())


def measured_cost(timer: Callable[[Cost], float], target: float = TARGET_SECONDS) -> Cost:
    """The cost at which one try takes about `target` seconds on this computer, but never less than START and never more than MOST.

    `timer` gives the seconds of one derivation at a cost. Memory grows first, for that is what an attacker pays most for; passes follow
    once there is no more to take. Both grow in step with the time, so two measurements are enough.
    """
    more = target / _seconds(timer, START)
    memory = min(max(int(START.memory_kib * more), START.memory_kib), MOST.memory_kib) // MEBIBYTE * MEBIBYTE
    large = replace(START, memory_kib=memory)
    if memory < MOST.memory_kib:
        return large
    more = target / _seconds(timer, large)
    return replace(large, passes=min(max(int(large.passes * more), START.passes), MOST.passes))


def timer(clock: Callable[[], float]) -> Callable[[Cost], float]:
    """What `measured_cost` needs, from a clock that counts seconds, such as `time.perf_counter`."""

    def seconds(cost: Cost) -> float:
        start = clock()
        derived("", bytes(SALT_BYTES), cost)
        return clock() - start

    return seconds


def derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The 32 bytes that Argon2id (version 1.3) makes of a passphrase, as NFC in UTF-8: how a keyboard composes an é makes no difference.

    Raises InputError when there is too little memory, and ValueError when the cost is past its bounds: that was to be refused before.
    """
    if not cost.within(LEAST, MOST):
        raise ValueError("cost out of bounds")
    secret = unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass")
    try:
        return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, KEY_BYTES, Type.ID)
    except HashingError:
        raise InputError.at(_("het geheugen"), NO_MEMORY, _("Sluit andere programma's en probeer het opnieuw.")) from None


def subkey(key: bytes, purpose: str, salt: bytes = b"") -> bytes:
    """A key of 32 bytes for one purpose: whoever holds it learns nothing of `key` or of the key for another purpose."""
    return HKDF(SHA256(), KEY_BYTES, salt, f"weegwijzer 1 {purpose}".encode()).derive(key)


def locked(content: bytes, key: bytes, aad: bytes, random: Random) -> bytes:
    """A content under a key: nonce, encrypted content and tag. `aad` is what it is for; opening asks for the same."""
    nonce = random(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, aad)


def unlocked(content: bytes, key: bytes, aad: bytes) -> bytes:
    """What `locked` put under a key. Raises WrongKeyError for another key, another `aad` or changed bytes."""
    try:
        return AESGCM(key).decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], aad)
    except (InvalidTag, ValueError):
        raise WrongKeyError from None


def sealed(data_key: bytes, public: bytes, aad: bytes, random: Random) -> bytes:
    """A data key that only the holder of the private half of `public` can open.

    Raises WrongKeyError when `public` is one of the few points that would make the seal weak; no honest key pair has those.
    """
    once = KeyPair.of(random(KEY_BYTES))
    return once.public + locked(data_key, _shared(once, public, once.public + public), aad, random)


def opened(content: bytes, pair: KeyPair, aad: bytes) -> bytes:
    """What `sealed` put away. Raises WrongKeyError for another pair, another `aad` or changed bytes."""
    once = content[:KEY_BYTES]
    return unlocked(content[KEY_BYTES:], _shared(pair, once, once + pair.public), aad)


def _shared(own: KeyPair, other: bytes, both: bytes) -> bytes:
    """The key two pairs have in common, bound to both public halves (as RFC 7748, section 6.1, advises)."""
    try:
        secret = X25519PrivateKey.from_private_bytes(own.private).exchange(X25519PublicKey.from_public_bytes(other))
    except ValueError:
        raise WrongKeyError from None
    return subkey(secret, "seal", salt=both)


def _seconds(timer: Callable[[Cost], float], cost: Cost) -> float:
    """A clock that stood still or went back while measuring counts as a millisecond."""
    return max(timer(cost), 0.001)
