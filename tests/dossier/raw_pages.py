"""Every page of an encrypted database, deciphered by hand from the bytes on the disk, free pages and old journal frames too.

So a test can show that a word is nowhere in a file, without trusting the library that wrote it. Source: zetetic.net/sqlcipher/design
(SQLCipher 4): AES-256 in CBC mode; page of 4096 bytes, the last 80 of them IV (16) and HMAC-SHA512 (64); the first 16 of the file are the
salt. The key of the HMAC comes from the raw key by PBKDF2-HMAC-SHA512, two rounds, over the salt with every byte XOR 0x3a; the HMAC is
over ciphertext, IV and page number (little-endian). Journal: sqlite.org/fileformat2.html, section 4.
"""

from __future__ import annotations

import hmac
import struct
from collections.abc import Iterator
from hashlib import pbkdf2_hmac
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVE, IV, SALT = 4096, 80, 16, 16
WAL_HEADER, FRAME_HEADER = 32, 24


def pages_in_clear(path: Path, key: bytes) -> Iterator[bytes]:
    """The pages of a database under a raw key and of the journal (`-wal`) beside it. Raises ValueError for a page that is not authentic."""
    content = path.read_bytes()
    salt = content[:SALT]
    for number, page in enumerate(_cut(content, PAGE), 1):
        yield deciphered(page, number, key, salt)
    wal = path.with_name(f"{path.name}-wal")
    if wal.exists():
        for frame in _cut(wal.read_bytes()[WAL_HEADER:], FRAME_HEADER + PAGE):
            yield deciphered(frame[FRAME_HEADER:], struct.unpack(">I", frame[:4])[0], key, salt)


def holds(path: Path, key: bytes, word: str) -> bool:
    """Whether a word stands in any page, in UTF-8. A word that lies over two pages is not found: plant short ones, many times."""
    return any(word.encode() in page for page in pages_in_clear(path, key))


def deciphered(page: bytes, number: int, key: bytes, salt: bytes) -> bytes:
    """One page in clear, without its reserve. Raises ValueError when its HMAC does not fit."""
    begin = SALT if number == 1 else 0
    body, iv, sum_ = page[begin:-RESERVE], page[-RESERVE : IV - RESERVE], page[IV - RESERVE :]
    sum_key = pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    if not hmac.compare_digest(hmac.digest(sum_key, body + iv + struct.pack("<I", number), "sha512"), sum_):
        raise ValueError(f"page {number} is not authentic")
    opened = Cipher(algorithms.AES256(key), modes.CBC(iv)).decryptor()
    return opened.update(body) + opened.finalize()


def _cut(content: bytes, size: int) -> Iterator[bytes]:
    """In pieces of one size; a torn one at the end is left out."""
    return (content[start : start + size] for start in range(0, len(content) - size + 1, size))
