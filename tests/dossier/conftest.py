"""A disk of its own for a test: small enough to fill, and one that can be made read-only. Mounting it needs the rights of root."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SIZE = 2 * 1024 * 1024


@dataclass
class SmallDisk:
    """A disk of two megabytes, mounted on `folder`."""

    folder: Path

    def freeze(self) -> None:
        """From now on it can only be read."""
        subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)

    def thaw(self, size: int = SIZE) -> None:
        """It can be written again, with this many bytes."""
        subprocess.run(["mount", "-o", f"remount,rw,size={size}", str(self.folder)], check=True)

    def fill(self, leave: int = 0) -> None:
        """Take all the room but so many bytes."""
        with (self.folder / "vol").open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                file.truncate(max(file.tell() - leave, 0))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """Mounted for one test."""
    folder = tmp_path / "schijf"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)
    yield SmallDisk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
