"""Backups for the tests: good ones, and zips that pretend to be one."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from triage.dossier.container import About, pack

NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
ABOUT = About(NOON, "0.4.0", "0002")
HEADER = b'{"format": [1, 0]}'
DATABASE = Random(7).randbytes(20_000)


def packed(folder: Path, name: str = "jeugd.reserve", *, header: bytes = HEADER, database: bytes = DATABASE, about: About = ABOUT) -> Path:
    """A backup with these contents."""
    source = folder / "bron"
    source.write_bytes(database)
    pack(folder / name, header=header, database=source, about=about)
    source.unlink()
    return folder / name


def told(header: bytes = HEADER, database: bytes = DATABASE, **other: Any) -> bytes:
    """What `inhoud.json` says, with other values where they are given."""
    parts = {
        name: {"size": len(part), "sha256": hashlib.sha256(part).hexdigest()}
        for name, part in (("sleutels", header), ("dossier", database))
    }
    usual = {"kind": "weegwijzer-backup", "format": 1, "made": NOON.isoformat(), "program_version": "0.4.0", "schema_version": "0002"}
    return json.dumps({**usual, "parts": parts, **other}).encode()


def usual_parts(contents: bytes | None = None) -> list[tuple[str, bytes]]:
    """The three parts of a backup, with other contents where they are given."""
    return [("inhoud.json", told() if contents is None else contents), ("sleutels", HEADER), ("dossier", DATABASE)]


def zipped(path: Path, parts: Iterable[tuple[str, bytes]], way: int = zipfile.ZIP_STORED) -> Path:
    """A zip with these parts."""
    with zipfile.ZipFile(path, "w", way) as file:
        for name, content in parts:
            file.writestr(name, content)
    return path
