"""Files, read whole or written whole: a half-written file never stands under the name the user gave.

Whatever the file system refuses (missing, no rights, in use, full) becomes an `InputError` whose place is the name of the file.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from triage.errors import InputError
from triage.wording import Message, _

MEBIBYTE = 1024 * 1024

Fault = tuple[Message, Message]
"""What is wrong and what to do about it."""

_WINDOWS_IN_USE = (32, 33)
"""Windows error numbers: another program holds the file, or a part of it."""

_FULL: Fault = (_("Er is geen ruimte meer op de schijf."), _("Maak ruimte vrij of kies een andere map."))
_IN_USE: Fault = (_("Het bestand is in gebruik door een ander programma."), _("Sluit het daar en probeer het opnieuw."))
_MISSING: Fault = (_("Dit bestand of deze map bestaat niet."), _("Controleer de naam en de map."))
_FOLDER: Fault = (_("Dit is een map, geen bestand."), _("Kies een bestand."))
_NAME: Fault = (_("Deze bestandsnaam kan niet."), _("Kies een kortere naam zonder bijzondere tekens."))
_NO_READING: Fault = (_("U mag dit bestand niet lezen."), _("Vraag om leesrechten of zet een kopie in uw eigen map."))
_NO_WRITING: Fault = (
    _("Dit bestand kan niet worden geschreven: u hebt geen rechten, of het is open in een ander programma."),
    _("Sluit het bestand of kies een andere map."),
)
_SPECIAL: Fault = (_("Dit is geen gewoon bestand."), _("Kies een andere naam."))
_UNREADABLE: Fault = (_("Het bestand kan niet worden gelezen."), _("Probeer het opnieuw of zet een kopie in een andere map."))
_UNWRITABLE: Fault = (_("Het bestand kan niet worden geschreven."), _("Probeer het opnieuw of kies een andere map."))

_COMMON: Mapping[str, Fault] = {
    "ENOENT": _MISSING,
    "ENOTDIR": _MISSING,
    "EISDIR": _FOLDER,
    "ENAMETOOLONG": _NAME,
    "EINVAL": _NAME,
    "ENOSPC": _FULL,
    "EDQUOT": _FULL,
    "EFBIG": _FULL,
    "EBUSY": _IN_USE,
    "ETXTBSY": _IN_USE,
}
_READING = {**_COMMON, "EACCES": _NO_READING, "EPERM": _NO_READING}
_WRITING = {**_COMMON, "EACCES": _NO_WRITING, "EPERM": _NO_WRITING, "EROFS": _NO_WRITING}


def cannot_read(path: Path, error: OSError) -> InputError:
    """The message for a file that the system would not let us read."""
    return InputError.at(place_of(path), *_fault(error, _READING, _UNREADABLE))


def cannot_write(path: Path, error: OSError) -> InputError:
    """The message for a file that the system would not let us write."""
    return InputError.at(place_of(path), *_fault(error, _WRITING, _UNWRITABLE))


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a file of at most `limit` bytes. Raises InputError when it is missing, a folder, closed to us or larger."""
    _must_be_readable(path)
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        if _is_folder(path):
            raise InputError.at(place_of(path), *_FOLDER) from None
        raise cannot_read(path, error) from None
    except ValueError:
        raise InputError.at(_("de bestandsnaam"), *_NAME) from None
    if len(data) > limit:
        raise InputError.at(
            place_of(path),
            _("Dit bestand is groter dan {limit} MB.", limit=max(1, limit // MEBIBYTE)),
            _("Kies een kleiner bestand."),
        )
    return data


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` to write to; it takes the place of `path` when the block ends well.

    When the block fails, by an error or a stop, `path` stays as it was and nothing is left beside it. The temporary name has the same
    ending, for writers that look at it. While it is written only its owner may read it; then it gets the rights of the file it replaces,
    or those every new file of this user gets. Raises InputError when the folder is missing, closed to us or full, or the file is in use.
    """
    target = _target_of(path)
    beside = target.with_name(f".{target.stem[:60]}~{os.getpid()}-{threading.get_ident()}{target.suffix[:20]}")
    try:
        try:
            rights = _made_private(beside)
            yield beside
            _settle(beside)
            _give_rights(beside, target, rights)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        if error.filename is not None and Path(str(error.filename)) not in (beside, target):
            raise
        raise cannot_write(path, error) from None


def place_of(path: Path) -> str:
    """What a message calls a file: its name, never the folders it is in."""
    return path.name or str(path)


def _fault(error: OSError, by_name: Mapping[str, Fault], otherwise: Fault) -> Fault:
    if getattr(error, "winerror", None) in _WINDOWS_IN_USE:
        return _IN_USE
    return by_name.get(errno.errorcode.get(error.errno or 0, ""), otherwise)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _target_of(path: Path) -> Path:
    """The file that will be replaced: where links lead to, and nothing but a plain file or nothing yet."""
    try:
        target = Path(os.path.realpath(path))
        kind = stat.S_IFMT(target.stat().st_mode)
    except FileNotFoundError:
        return target
    except OSError as error:
        raise cannot_write(path, error) from None
    except ValueError:
        raise InputError.at(_("de bestandsnaam"), *_NAME) from None
    if kind == stat.S_IFDIR:
        raise InputError.at(place_of(path), *_FOLDER)
    if kind != stat.S_IFREG:
        raise InputError.at(place_of(path), *_SPECIAL)
    return target


def _made_private(beside: Path) -> int:
    """Makes an empty file that only its owner may open; the result is the rights it would have had."""
    beside.touch()
    rights = stat.S_IMODE(beside.stat().st_mode)
    if sys.platform != "win32":
        beside.chmod(0o600)
    return rights


def _give_rights(beside: Path, target: Path, rights: int) -> None:
    # Windows knows only "read only" here, and keeps such a file from being replaced or taken away.
    if sys.platform == "win32":
        return
    try:
        shutil.copymode(target, beside)
    except FileNotFoundError:
        beside.chmod(rights)


def _settle(beside: Path) -> None:
    with beside.open("rb+") as file:
        os.fsync(file.fileno())


def _must_be_readable(path: Path) -> None:
    """A pipe or device is refused before it is opened: opening a pipe waits for somebody to write to it."""
    try:
        kind = stat.S_IFMT(path.stat().st_mode)
    except (OSError, ValueError):
        return  # opening it says what is wrong
    if kind not in (stat.S_IFREG, stat.S_IFDIR):
        raise InputError.at(place_of(path), *_SPECIAL)
