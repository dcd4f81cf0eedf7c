"""A small encrypted database with one table, for tests of what lies below a dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

KEY = bytes(range(32))


def opened(path: Path, *, key: bytes = KEY, journal: str = "WAL") -> Any:
    """A connection to the database at `path`, which is made when it is not there."""
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=0)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("CREATE TABLE IF NOT EXISTS text (id INTEGER PRIMARY KEY, said TEXT)")
    return connection
