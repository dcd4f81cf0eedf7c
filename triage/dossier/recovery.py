"""The recovery key as a person meets it: printed once for the safe, typed over years later by somebody in a hurry.

Two hundred random bits in the 32 signs of Crockford's base 32 (no I, L, O or U) and four signs of check, in eleven groups of four.
Capitals, blanks and dashes do not matter, and what looks like a 0 or a 1 counts as one. The check finds every wrong sign and every two
neighbours that changed places; it says nothing about any dossier, so a screen may say that there is a typing error before the key is tried.
"""

from __future__ import annotations

from triage.dossier.keys import KeyPair, Random, subkey

SECRET_BYTES = 25
GROUP = 4

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SECRET_SIGNS = SECRET_BYTES * 8 // 5
_CHECK_SIGNS = 4
_PRIME = 2**20 - 3
"""A remainder by a prime larger than 32: one wrong sign, or two neighbours swapped, always changes it."""


def new_recovery_text(random: Random) -> str:
    """A new recovery key as it is printed: `7K4Q-…`, 44 signs in eleven groups."""
    return printed(random(SECRET_BYTES))


def printed(secret: bytes) -> str:
    """The text of a secret of SECRET_BYTES."""
    number = int.from_bytes(secret, "big")
    signs = _in_signs(number, _SECRET_SIGNS) + _in_signs(number % _PRIME, _CHECK_SIGNS)
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def parsed(text: str) -> bytes | None:
    """The secret in a typed text, None when that is no recovery key or holds a typing error."""
    signs = "".join(sign for sign in text.upper() if sign.isalnum()).translate(_ALIKE)
    if len(signs) != _SECRET_SIGNS + _CHECK_SIGNS or not set(signs) <= set(_SIGNS):
        return None
    number, check = _number(signs[:_SECRET_SIGNS]), _number(signs[_SECRET_SIGNS:])
    return number.to_bytes(SECRET_BYTES, "big") if check == number % _PRIME else None


def recovery_pair(secret: bytes, file_id: bytes) -> KeyPair:
    """The key pair of a recovery key, for one dossier only. The secret is too long to be guessed, so no slow derivation is needed."""
    return KeyPair.of(subkey(secret, "recovery key", salt=file_id))


def _in_signs(number: int, length: int) -> str:
    return "".join(_SIGNS[number >> 5 * place & 31] for place in reversed(range(length)))


def _number(signs: str) -> int:
    number = 0
    for sign in signs:
        number = number << 5 | _SIGNS.index(sign)
    return number
