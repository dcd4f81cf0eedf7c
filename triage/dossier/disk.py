"""What kind of disk a dossier stands on: of this computer or shared, open for writing or not, and with how much room.

SQLite keeps the journal of an open database in memory that only processes of one computer share (sqlite.org/wal.html, point 2). On a disk
that two computers share, both may write at once and the file breaks; so there a dossier is not opened at all.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from pathlib import Path, PureWindowsPath

from triage.errors import InputError
from triage.files import MEBIBYTE, cannot_read, cannot_write, free_name_beside, place_of
from triage.wording import _

MOUNTS = Path("/proc/self/mountinfo")
"""Which file system stands where, on Linux (man 5 proc_pid_mountinfo)."""

SHARED = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "davfs", "vboxsf", "prl_fs"),
        *("ceph", "glusterfs", "lustre", "gpfs", "beegfs", "orangefs", "pvfs2", "ocfs2", "gfs2"),
        *("fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.kio-fuse", "fuse.davfs", "fuse.ceph", "fuse.glusterfs", "fuse.s3fs"),
        *("fuse.smbnetfs", "fuse.curlftpfs", "fuse.vmhgfs-fuse", "fuse.onedriver", "fuse.google-drive-ocamlfuse"),
    }
)
"""File systems that more than one computer can write to; a virtual machine and the computer it runs on are two."""

_OF_THE_HOST = frozenset({"9p", "virtiofs"})
"""What a computer lends a virtual machine; where that has no other disk (also its root is of this kind), it is its own."""

_ELSEWHERE = re.compile(r"//|[\w+.-]+://|[^/\s]+:/")
"""How a source on another computer begins: `//server/share`, `https://…`, `server:/folder`."""

_OCTAL = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE = 4
NO_RIGHTS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
"""Errors of the system that mean: nothing may be written there."""


def on_network(path: Path, mounts: str | None = None) -> bool:
    """Whether `path`, which need not exist yet, stands on a disk that more than one computer can write to.

    `mounts` is the table of mounts of Linux, otherwise read from the system. On Windows the drive is asked. On macOS, and where there is no
    such table, it is not known and the answer is no. A folder that a program copies to a cloud looks like any other, also to us.
    """
    if sys.platform == "win32":
        drive = PureWindowsPath(os.path.realpath(path))
        return is_windows_share(drive) or _is_remote_drive(drive.anchor)
    if mounts is None:
        try:
            mounts = MOUNTS.read_text("utf-8", "surrogateescape")
        except OSError:
            return False
    return _is_shared(os.path.realpath(path), mounts)


def refuse_network(path: Path, mounts: str | None = None) -> None:
    """Raises InputError, with the reason, for a dossier on a disk that computers share."""
    if on_network(path, mounts):
        raise InputError.at(
            place_of(path),
            _("Dit is een netwerkschijf of gedeelde map. Schrijven twee computers er tegelijk, dan gaat een dossier stuk."),
            _("Zet het dossier op de schijf van deze computer. Reservekopieën mogen wel op een netwerkschijf."),
        )


def is_windows_share(path: PureWindowsPath) -> bool:
    r"""Whether a path of Windows names a share (`\\server\share`, `\\?\UNC\server\share`), and not a drive or a device of this computer."""
    text = str(path).upper()
    if text.startswith(("\\\\?\\", "\\\\.\\")):
        return text[4:].startswith("UNC\\")
    return text.startswith("\\\\")


def is_read_only(folder: Path) -> bool:
    """Whether nothing can be made in a folder, for lack of rights or because its disk allows none.

    It is tried, for rights are not always what they seem (Windows, administrators); what was made is gone at once. Raises InputError when
    there is no folder.
    """
    tried = free_name_beside(folder / "proef")
    try:
        os.close(os.open(tried, os.O_WRONLY | os.O_CREAT, 0o600))
        tried.unlink()
    except OSError as error:
        if error.errno in NO_RIGHTS:
            return True
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise cannot_write(folder, error) from None
    return False


def free_bytes(folder: Path) -> int:
    """How many bytes this user can still write on the disk of a folder. Raises InputError when there is no folder.

    A limit for one user or one folder is not seen here; whoever writes meets it.
    """
    try:
        return shutil.disk_usage(folder).free
    except OSError as error:
        raise cannot_read(folder, error) from None


def refuse_full(folder: Path, needed: int) -> None:
    """Raises InputError when fewer than `needed` bytes are free on the disk of a folder."""
    free = free_bytes(folder)
    if free < needed:
        raise InputError.at(
            place_of(folder),
            _(
                "Er is te weinig ruimte op de schijf: {free} MB vrij en {needed} MB nodig.",
                free=free // MEBIBYTE,
                needed=-(-needed // MEBIBYTE),
            ),
            _("Maak ruimte vrij of kies een andere map."),
        )


def _is_shared(path: str, mounts: str) -> bool:
    kind, source = _disk_of(path, mounts)
    if kind in _OF_THE_HOST:
        return kind != _disk_of("/", mounts)[0]
    return kind in SHARED or (kind.partition(".")[0] == "fuse" and _ELSEWHERE.match(source) is not None)


def _disk_of(path: str, mounts: str) -> tuple[str, str]:
    """File system and source: of the longest mount point above a path, and of two on one point the last, which hides the other."""
    point, kind, source = "", "", ""
    for line in mounts.splitlines():
        place, _separator, disk = (part.split(" ") for part in line.partition(" - "))
        if len(place) < 6 or len(disk) < 2:
            continue
        here = _unescaped(place[4])
        if len(here) >= len(point) and _lies_in(path, here):
            point, kind, source = here, disk[0], _unescaped(disk[1])
    return kind, source


def _lies_in(path: str, point: str) -> bool:
    return path == point or path.startswith(point if point.endswith("/") else f"{point}/")


def _unescaped(field: str) -> str:
    r"""A field of the table as it is: blanks and backslashes stand in it as `\040` and the like."""
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), field)


def _is_remote_drive(root: str) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE)
