"""A backup as one file: a zip without compression that holds the header (`sleutels`), the whole encrypted database (`dossier`) and, before
both, what is in it (`inhoud.json`).

Nothing in it is readable without an account or the recovery key of the dossier at that moment, but for `inhoud.json`, which says only when
and with which version it was made. The SHA-256 sums in there find what broke on the way; against somebody who changes a backup on purpose
stand the header and every page of the database, which are authenticated with keys that are not in here.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from triage.dossier.backup_names import whole_second
from triage.dossier.disk import refuse_full
from triage.dossier.header import LONGEST_HEADER
from triage.dossier.places import settle_folder
from triage.errors import InputError
from triage.files import MEBIBYTE, Fault, cannot_read, open_named, replacing
from triage.wording import _

FORMAT = 1
KIND = "weegwijzer-backup"
CONTENTS, HEADER, DATABASE = "inhoud.json", "sleutels", "dossier"

_CONTENTS_LIMIT = 16 * 1024
_FRAME_LIMIT = 4 * 1024
"""More than the zip itself takes, around its three parts."""

_PIECE = MEBIBYTE
_BEGIN = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold: the same dossier at the same moment gives the same bytes."""

_VERSION = re.compile(r"[0-9A-Za-z.+_-]{1,40}")
_HASH = re.compile(r"[0-9a-f]{64}")
_BROKEN = (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError, LookupError, struct.error)

NOT_A_BACKUP: Fault = (
    _("Dit is geen reservekopie van Weegwijzer, of het begin ervan is beschadigd."),
    _("Kies een bestand dat eindigt op .reserve."),
)
DAMAGED: Fault = (
    _("Deze reservekopie is beschadigd of niet compleet."),
    _("Kopieer het bestand opnieuw van waar het vandaan komt, of kies een andere reservekopie."),
)
STRANGE: Fault = (
    _("In deze reservekopie zit iets anders dan erin hoort."),
    _("Vertrouw dit bestand niet en kies een andere reservekopie."),
)
NEWER: Fault = (
    _("Deze reservekopie is gemaakt met een nieuwere versie van Weegwijzer."),
    _("Werk Weegwijzer bij en probeer het opnieuw."),
)


@dataclass(frozen=True)
class About:
    """What a backup says of itself: when it was made (with time zone, to the second), by which version, with which form of the tables."""

    made: datetime
    program_version: str
    schema_version: str


@dataclass(frozen=True)
class Unpacked:
    """What was in a backup: the bytes of the header, and where the database now stands."""

    header: bytes = field(repr=False)
    database: Path
    about: About


@dataclass(frozen=True)
class _Part:
    size: int
    sha256: str


@dataclass(frozen=True)
class _Backup:
    """An opened backup of which the frame was checked, but not yet the parts."""

    file: zipfile.ZipFile
    path: Path
    name: str
    about: About
    parts: Mapping[str, _Part]

    def pieces(self, part: str) -> Iterator[bytes]:
        """The bytes of one part, and at its end whether they are what they should be: InputError when they are not."""
        expected, sum_ = self.parts[part], hashlib.sha256()
        for piece in _pieces_of(self.file, part, self.path, self.name):
            sum_.update(piece)
            yield piece
        if sum_.hexdigest() != expected.sha256:
            raise InputError.at(self.name, *DAMAGED)


def pack(target: Path, *, header: bytes, database: Path, about: About) -> None:
    """Write a backup of a header and a database that nobody has open; it stands under its name once it is whole and on the disk.

    Takes the memory of one piece, however large the database is. Raises InputError when the folder is missing, closed or has no room, and
    ValueError when changes to the database still stand beside it, or it changes meanwhile.
    """
    if any(Path(f"{database}{ending}").exists() for ending in ("-wal", "-journal")):
        raise ValueError("the database is not whole: a journal stands beside it")
    parts = {HEADER: _Part(len(header), hashlib.sha256(header).hexdigest()), DATABASE: _part_of(database)}
    contents = _contents(about, parts)
    refuse_full(target.parent, len(contents) + sum(part.size for part in parts.values()) + _FRAME_LIMIT)
    with replacing(target, private=True) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_STORED) as file:
        _write(file, CONTENTS, len(contents), iter((contents,)))
        _write(file, HEADER, len(header), iter((header,)))
        written = _write(file, DATABASE, parts[DATABASE].size, _pieces(database))
        if written != parts[DATABASE].sha256:
            raise ValueError("the database changed while it was packed")
    settle_folder(target.parent)


def read_about(path: Path) -> About:
    """What a backup says of itself, without reading the rest. Raises InputError when it is no backup, cut off, strange or newer."""
    with _opened(path) as backup:
        return backup.about


def header_in(path: Path) -> bytes:
    """The header in a backup, without reading the rest. Raises InputError as `read_about` does."""
    with _opened(path) as backup:
        return b"".join(backup.pieces(HEADER))


def check(path: Path) -> About:
    """The same after reading all of it: every part is what `inhoud.json` says. Writes nothing."""
    with _opened(path) as backup:
        for part in backup.parts:
            for _piece in backup.pieces(part):
                pass
        return backup.about


def unpack(path: Path, folder: Path) -> Unpacked:
    """Take a backup apart; the database comes in `folder`, as `dossier`, and stands there only when it is what it should be.

    Raises InputError for every defect of the backup and when there is no room.
    """
    with _opened(path) as backup:
        header = b"".join(backup.pieces(HEADER))
        refuse_full(folder, backup.parts[DATABASE].size)
        database = folder / DATABASE
        with replacing(database, private=True) as beside, beside.open("wb") as out:
            for piece in backup.pieces(DATABASE):
                out.write(piece)
        return Unpacked(header, database, backup.about)


def _part_of(path: Path) -> _Part:
    size, sum_ = 0, hashlib.sha256()
    for piece in _pieces(path):
        size += len(piece)
        sum_.update(piece)
    return _Part(size, sum_.hexdigest())


def _pieces(path: Path) -> Iterator[bytes]:
    """A file in pieces. What goes wrong here is about this file, also while another is written."""
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as error:
        raise cannot_read(path, error) from None


def _contents(about: About, parts: Mapping[str, _Part]) -> bytes:
    if not all(_VERSION.fullmatch(version) for version in (about.program_version, about.schema_version)):
        raise ValueError("not a version")
    told = {
        "kind": KIND,
        "format": FORMAT,
        "made": whole_second(about.made).isoformat(),
        "program_version": about.program_version,
        "schema_version": about.schema_version,
        "parts": {name: {"size": part.size, "sha256": part.sha256} for name, part in parts.items()},
    }
    return json.dumps(told, indent=1).encode()


def _write(file: zipfile.ZipFile, name: str, size: int, pieces: Iterator[bytes]) -> str:
    """Adds a part of a known size to the zip; its SHA-256."""
    info = zipfile.ZipInfo(name, _FIRST_MOMENT)
    info.external_attr, info.create_system, info.file_size = 0o600 << 16, 3, size
    sum_ = hashlib.sha256()
    with file.open(info, "w") as part:
        for piece in pieces:
            sum_.update(piece)
            part.write(piece)
    return sum_.hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[_Backup]:
    """A backup whose frame is right: three parts that are what they say, one behind the other, and nothing else."""
    with open_named(path) as (raw, name):
        _must_be_complete(raw, name)
        try:
            file = zipfile.ZipFile(raw)
        except _BROKEN:
            raise InputError.at(name, *DAMAGED) from None
        with file:
            _must_hold_three_parts(file, name)
            contents = b"".join(_pieces_of(file, CONTENTS, path, name))
            about, parts = _told_by(contents, name)
            if any(file.getinfo(part).file_size != told.size for part, told in parts.items()):
                raise InputError.at(name, *DAMAGED)
            yield _Backup(file, path, name, about, parts)


def _must_be_complete(raw: BinaryIO, name: str) -> None:
    """Begins and ends as a backup does. The end is looked at here, for the zip module would read a table of any length that it names."""
    if raw.read(len(_BEGIN)) != _BEGIN:
        raise InputError.at(name, *NOT_A_BACKUP)
    size = raw.seek(0, 2)
    raw.seek(max(0, size - _END.size))
    end = raw.read()
    raw.seek(0)
    if len(end) < _END.size:
        raise InputError.at(name, *DAMAGED)
    sign, *_numbers, table, _start, _comment = _END.unpack(end)
    if sign != b"PK\x05\x06" or table > _FRAME_LIMIT:
        raise InputError.at(name, *DAMAGED)


def _must_hold_three_parts(file: zipfile.ZipFile, name: str) -> None:
    """Raises InputError for other parts, other limits, and parts that are packed, locked or lie over each other."""
    parts = file.infolist()
    if [part.filename for part in parts] != [CONTENTS, HEADER, DATABASE]:
        raise InputError.at(name, *(STRANGE if CONTENTS in file.namelist() else NOT_A_BACKUP))
    limits = (_CONTENTS_LIMIT, LONGEST_HEADER, file.start_dir)
    plain = all(part.compress_type == zipfile.ZIP_STORED for part in parts)
    within = all(part.file_size <= limit for part, limit in zip(parts, limits, strict=True))
    begins = [part.header_offset for part in parts]
    ends = [part.header_offset + part.file_size for part in parts]
    apart = begins[0] == 0 and all(end < begin for end, begin in zip(ends, [*begins[1:], file.start_dir], strict=True))
    if not (plain and within and apart):
        raise InputError.at(name, *STRANGE)


def _pieces_of(file: zipfile.ZipFile, part: str, path: Path, name: str) -> Iterator[bytes]:
    """One part in pieces, its checksum of the zip looked at. Raises InputError for what cannot be read or is not what it was."""
    try:
        with file.open(part) as content:
            while piece := content.read(_PIECE):
                yield piece
    except _BROKEN:
        raise InputError.at(name, *DAMAGED) from None
    except OSError as error:
        raise cannot_read(path, error) from None


def _told_by(contents: bytes, name: str) -> tuple[About, Mapping[str, _Part]]:
    try:
        told: dict[str, Any] = json.loads(contents)
        if told["kind"] != KIND:
            raise InputError.at(name, *NOT_A_BACKUP)
        if type(told["format"]) is int and told["format"] > FORMAT:
            raise InputError.at(name, *NEWER)
        if told["format"] != FORMAT:
            raise ValueError("not a format")
        made = datetime.fromisoformat(told["made"])
        about = About(whole_second(made), _version(told["program_version"]), _version(told["schema_version"]))
        return about, {part: _told_part(told["parts"][part]) for part in (HEADER, DATABASE)}
    except (*_BROKEN, TypeError, AttributeError):
        raise InputError.at(name, *DAMAGED) from None


def _version(said: str) -> str:
    if _VERSION.fullmatch(said) is None:
        raise ValueError("not a version")
    return said


def _told_part(said: Mapping[str, Any]) -> _Part:
    size, sha256 = said["size"], said["sha256"]
    if type(size) is not int or _HASH.fullmatch(sha256) is None:
        raise ValueError("not a part")
    return _Part(size, sha256)
