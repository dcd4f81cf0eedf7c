"""Files, read whole or written whole: a half-written file never stands under the name the user gave.

Whatever the file system refuses (missing, no rights, in use, full) becomes an `InputError` whose place is the name of the file; a name
that leads to a person is never repeated (REQ-54).
"""

from __future__ import annotations

import errno
import hashlib
import os
import platform
import re
import shutil
import stat
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import BinaryIO

from triage.errors import InputError
from triage.guard.names import leads_to_a_person, shown
from triage.wording import Message, _

MEBIBYTE = 1024 * 1024

Fault = tuple[Message, Message]
"""What is wrong and what to do about it."""

_LONGEST_ENDING = 20
_LEFTOVER = re.compile(r"\.weegwijzer-([0-9a-f]{8})-(\d{1,9})-\d{1,20}-\d{1,9}(?:\..*)?", re.DOTALL)
"""What a file that is being written is called: machine, process, thread, number."""

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
_KEPT: Fault = (_("Dit bestand is alleen om te lezen; het is niet overschreven."), _("Kies een andere naam."))
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


def read_named(path: Path, limit: int) -> tuple[bytes, str]:
    """The bytes of a file, as `read_bytes`, and the name it has on screen and paper.

    Raises InputError first of all when that name leads to a person: it would come to stand in messages and on sheets.
    """
    if leads_to_a_person(path.name):
        raise named_after_a_person()
    return read_bytes(path, limit), shown(path.name) or str(path)


@contextmanager
def open_named(path: Path) -> Iterator[tuple[BinaryIO, str]]:
    """A file of any size, open for reading, and the name it has on screen and paper. Raises InputError as `read_named` does.

    Whatever the system refuses while the block reads is said of this file, unless it names another.
    """
    if leads_to_a_person(path.name):
        raise named_after_a_person()
    _must_be_readable(path)
    try:
        file = path.open("rb")
    except ValueError:
        raise InputError.at(_("de bestandsnaam"), *_NAME) from None
    except OSError as error:
        raise InputError.at(place_of(path), *_FOLDER) if _is_folder(path) else cannot_read(path, error) from None
    with file:
        try:
            yield file, shown(path.name) or str(path)
        except OSError as error:  # of a disk that fails while the file is read; whoever writes says so itself
            if error.filename is not None:
                raise
            raise cannot_read(path, error) from None


def named_after_a_person() -> InputError:
    """The message for a file whose name leads to a person; it does not repeat the name."""
    return InputError.at(
        _("de naam van het bestand"),
        _("Hierin staat een herkenbaar gegeven."),
        _("Geef het bestand een naam die niet naar een persoon leidt."),
    )


@contextmanager
def replacing(path: Path, *, private: bool = False) -> Iterator[Path]:
    """A temporary path beside `path` to write to; it takes the place of `path` when the block ends well.

    When the block fails, by an error or a stop, `path` stays as it was and nothing is left beside it; what a process left there that was
    ended by force is cleared away first. The temporary name has the same ending, for writers that look at it. While it is written only its
    owner may read it; then it gets the rights of the file it replaces, or those every new file of this user gets; with `private` it stays
    its owner's alone. Raises InputError when the folder is missing, closed to us or full, or the file is in use.
    """
    target = _target_of(path)
    clear_leftovers(target.parent)
    beside = free_name_beside(target)
    try:
        try:
            rights = _made_private(beside)
            yield beside
            _settle(beside)
            if not private:
                _give_rights(beside, target, rights)
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        about = target if error.filename is None else Path(str(error.filename))
        if about != target and not _LEFTOVER.fullmatch(about.name):
            raise
        raise cannot_write(path, error) from None


@contextmanager
def scratch(folder: Path, ending: str) -> Iterator[Path]:
    """An empty file in `folder` that only its owner may open, its name ending in `ending`; it is gone when the block ends.

    What a process left there that was ended by force is cleared away first, as `replacing` does. Raises InputError when the folder is
    missing, closed to us or full.
    """
    clear_leftovers(folder)
    beside = free_name_beside(folder / f"los{ending}")
    try:
        try:
            _made_private(beside)
        except OSError as error:
            raise cannot_write(folder, error) from None
        yield beside
    finally:
        with suppress(OSError):  # of a disk that lets nothing be changed: what went wrong was said
            beside.unlink(missing_ok=True)


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """An empty folder inside `folder` that only its owner may enter; it is gone, with what is in it, when the block ends.

    What a process left there that was ended by force is cleared away first, as `replacing` does. Raises InputError as `scratch` does.
    """
    clear_leftovers(folder)
    inside = free_name_beside(folder / "los.map")
    try:
        try:
            inside.mkdir(mode=0o700)
        except OSError as error:
            raise cannot_write(folder, error) from None
        yield inside
    finally:
        shutil.rmtree(inside, ignore_errors=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Put a whole content under a name, as `replacing` does. Raises InputError when that cannot be done."""
    with replacing(path) as beside:
        beside.write_bytes(content)


def place_of(path: Path) -> str | Message:
    """What a message calls a file: its name, never the folders it is in, and not a name that leads to a person."""
    name = path.name or str(path)
    return _("het bestand") if leads_to_a_person(name) else shown(name)


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
    except OSError as error:  # the folder we stand in is gone
        raise cannot_write(path, error) from None
    except ValueError:
        raise InputError.at(_("de bestandsnaam"), *_NAME) from None
    try:
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
    if not os.access(target, os.W_OK):
        raise InputError.at(place_of(path), *_KEPT)
    return target


def free_name_beside(target: Path) -> Path:
    """A name that no other process or thread would choose, known before the file is made: a stop in between must find it too."""
    ending = target.suffix if len(os.fsencode(target.suffix)) <= _LONGEST_ENDING else ""
    start = f".weegwijzer-{_machine()}-{os.getpid()}-{threading.get_ident()}"
    names = (target.with_name(f"{start}-{number}{ending}") for number in count())
    return next(name for name in names if not os.path.lexists(name))


def _made_private(beside: Path) -> int:
    """Makes an empty file that only its owner may open; the result is the rights it would have had.

    Made anew or not at all: a link that somebody lays there is never written through.
    """
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        rights = stat.S_IMODE(os.fstat(descriptor).st_mode)
        if sys.platform != "win32":
            os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)
    return rights


def _machine() -> str:
    """Eight hexadecimal digits for this machine, or this container on it: a process number says nothing on another one."""
    try:
        numbers_from = str(Path("/proc/self/ns/pid").readlink())
    except OSError:
        numbers_from = ""
    return hashlib.sha256(f"{platform.node()} {numbers_from}".encode()).hexdigest()[:8]


def clear_leftovers(folder: Path, is_left: Callable[[Path], bool] = lambda _path: False) -> None:
    """Takes away what a process of ours on this machine left half-written in `folder` and can no longer clear away itself.

    Of what another machine left there `is_left` says whether it may go. Not on Windows: there it cannot be asked, without a risk to it,
    whether a process still lives.
    """
    if sys.platform == "win32":
        return
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            name = _LEFTOVER.fullmatch(entry.name)
            if name is None or (_lives(int(name[2])) if name[1] == _machine() else not is_left(Path(entry.path))):
                continue
            if _is_our_plain_file(entry):
                with suppress(OSError):
                    Path(entry.path).unlink()
            elif _is_our_folder(entry):
                shutil.rmtree(entry.path, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _is_our_plain_file(entry: os.DirEntry[str]) -> bool:
    found = entry.stat(follow_symlinks=False)
    return stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and found.st_uid == os.geteuid()


def _is_our_folder(entry: os.DirEntry[str]) -> bool:
    found = entry.stat(follow_symlinks=False)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


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
