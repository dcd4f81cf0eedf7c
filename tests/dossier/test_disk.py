from __future__ import annotations

import errno
import os
import sys
from pathlib import Path, PureWindowsPath

import pytest

from tests.dossier.processes import folder_closed_to_us
from triage.dossier.disk import MOUNTS, free_bytes, is_read_only, is_windows_share, on_network, refuse_full, refuse_network
from triage.errors import InputError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="mounts and rights are those of Linux")

TABLE = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw - proc proc rw
24 22 8:2 / /home rw,relatime shared:2 - ext4 /dev/sda2 rw
25 22 0:40 / /mnt/nas rw,relatime shared:3 - nfs4 nas.huis.nl:/deel rw,vers=4.2
26 22 0:41 / /mnt/gedeelde\040map rw - cifs //server/map\040met\040spatie rw
27 26 8:3 / /mnt/gedeelde\040map/eigen rw - xfs /dev/sda3 rw
28 22 0:42 / /mnt/via\134ssh rw master:4 propagate_from:2 - fuse.sshfs jan@server:/map rw
29 22 0:43 / /mnt/wolk rw - fuse https://wolk.huis.nl/dav rw
30 22 0:44 / /mnt/kluis rw - fuse.gocryptfs /home/a/kluis rw
31 22 8:17 / /media/usb rw - fuseblk /dev/sdb1 rw
32 22 0:45 / /mnt/auto rw - autofs systemd-1 rw
33 32 0:46 / /mnt/auto rw - nfs nas:/auto rw
34 22 0:47 / /mnt/bedekt rw - nfs nas:/bedekt rw
35 34 8:4 / /mnt/bedekt rw - ext4 /dev/sda4 rw
36 22 0:48 / /mnt/c rw - 9p C:\134 rw,aname=drvfs
37 22 0:49 / /mnt/onbekend rw - fuse.nieuw gast@elders:/map rw
half a line
38 22 0:50 / /mnt/half rw -
"""


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("/", False),
        ("/home/a/jeugd.dossier", False),
        ("/mnt/nas/jeugd.dossier", True),
        ("/mnt/nas", True),
        ("/mnt/nas2/jeugd.dossier", False),
        ("/mnt/gedeelde map/jeugd.dossier", True),
        ("/mnt/gedeelde map/eigen/jeugd.dossier", False),
        ("/mnt/via\\ssh/jeugd.dossier", True),
        ("/mnt/wolk/a", True),
        ("/mnt/kluis/a", False),
        ("/media/usb/a", False),
        ("/mnt/auto/a", True),
        ("/mnt/bedekt/a", False),
        ("/mnt/c/a", True),
        ("/mnt/onbekend/a", True),
        ("/mnt/nas/../half/a", False),
    ],
)
def test_the_mount_that_a_path_lies_under_says_whether_computers_share_it(path: str, shared: bool) -> None:
    assert on_network(Path(path), TABLE) is shared


@pytest.mark.parametrize("kind", ["nfs", "cifs", "smb3", "afs", "ceph", "glusterfs", "davfs", "fuse.rclone", "fuse.gvfsd-fuse", "lustre"])
def test_every_kind_of_network_disk_is_known(kind: str) -> None:
    assert on_network(Path("/mnt/x/a"), f"1 0 0:1 / / rw - ext4 /dev/sda rw\n2 1 0:2 / /mnt/x rw - {kind} bron rw\n")


def test_the_only_kind_of_disk_that_a_virtual_machine_has_is_its_own() -> None:
    assert not on_network(Path("/werk/a"), "1 0 0:1 / / rw - virtiofs a rw\n2 1 0:2 / /werk rw - virtiofs b rw\n")
    assert on_network(Path("/werk/a"), "1 0 0:1 / / rw - ext4 /dev/vda rw\n2 1 0:2 / /werk rw - virtiofs b rw\n")


def test_a_link_is_followed_to_the_disk_where_the_file_really_stands(tmp_path: Path) -> None:
    (tmp_path / "echt").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "echt")
    table = f"1 0 0:1 / / rw - ext4 /dev/sda rw\n2 1 0:2 / {tmp_path / 'echt'} rw - nfs nas:/x rw\n"
    assert on_network(tmp_path / "link" / "nog niet gemaakt.dossier", table)


def test_this_computer_can_say_what_its_disks_are(tmp_path: Path) -> None:
    assert MOUNTS.exists()
    assert not on_network(tmp_path / "jeugd.dossier")
    refuse_network(tmp_path / "jeugd.dossier")
    assert not on_network(tmp_path, "")


def test_a_dossier_on_a_network_disk_is_refused_with_the_reason() -> None:
    with pytest.raises(InputError) as refused:
        refuse_network(Path("/mnt/nas/jeugd.dossier"), TABLE)
    assert str(refused.value) == (
        "jeugd.dossier: Dit is een netwerkschijf of gedeelde map. Schrijven twee computers er tegelijk, dan gaat een dossier stuk. "
        "Zet het dossier op de schijf van deze computer. Reservekopieën mogen wel op een netwerkschijf."
    )


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"C:\Users\a\jeugd.dossier", False),
        (r"\\server\deel\jeugd.dossier", True),
        ("//server/deel/jeugd.dossier", True),
        (r"\\?\C:\jeugd.dossier", False),
        (r"\\?\UNC\server\deel\jeugd.dossier", True),
        (r"\\?\unc\server\deel\jeugd.dossier", True),
        (r"\\.\C:\jeugd.dossier", False),
        (r"\\wsl.localhost\Debian\home\a", True),
        (r"map\jeugd.dossier", False),
    ],
)
def test_a_share_of_windows_is_known_by_its_path(path: str, share: bool) -> None:
    assert is_windows_share(PureWindowsPath(path)) is share


def test_a_folder_that_can_be_written_is_found_so_and_left_as_it_was(tmp_path: Path) -> None:
    assert not is_read_only(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_closed_to_us_is_read_only() -> None:
    with folder_closed_to_us() as folder:
        assert is_read_only(folder)
        assert list(folder.iterdir()) == []


def test_a_full_disk_is_no_read_only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", full)
        assert not is_read_only(tmp_path)


def test_a_folder_that_is_not_there_is_no_read_only_one(tmp_path: Path) -> None:
    for folder in (tmp_path / "weg", tmp_path / "weg" / "verder"):
        with pytest.raises(InputError, match=rf"^{folder.name}: Dit bestand of deze map bestaat niet\."):
            is_read_only(folder)
        with pytest.raises(InputError, match=rf"^{folder.name}: Dit bestand of deze map bestaat niet\."):
            free_bytes(folder)


def test_too_little_room_is_said_with_what_is_needed(tmp_path: Path) -> None:
    refuse_full(tmp_path, 0)
    refuse_full(tmp_path, 1)
    assert free_bytes(tmp_path) > 0
    with pytest.raises(InputError) as refused:
        refuse_full(tmp_path, 2**60 + 1)
    assert str(refused.value).startswith(f"{tmp_path.name}: Er is te weinig ruimte op de schijf: ")
    assert str(refused.value).endswith(" MB vrij en 1.099.511.627.777 MB nodig. Maak ruimte vrij of kies een andere map.")
