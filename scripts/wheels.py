"""Fills `wheels/` with every package for Linux and Windows (x86-64, CPython 3.11 to 3.13), for installing without a network.

Runs in a complete `.venv`, on a computer with a network. What to fetch stands in `constraints.txt`, with its conditions per platform;
pip itself would judge those for the computer it runs on, so they are judged here. The old folder is replaced at the end only.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
WHEELS = ROOT / "wheels"
GATHERING = ROOT / "wheels.part"
VERSIONS = ("3.11", "3.12", "3.13")

LINUX_TAGS = (*(f"manylinux_2_{minor}_x86_64" for minor in range(34, 4, -1)), "manylinux2014_x86_64", "manylinux1_x86_64")
"""Every glibc up to 2.34, the oldest on which Qt runs."""

PLATFORMS: dict[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    "Linux": (LINUX_TAGS, {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"}),
    "Windows": (("win_amd64",), {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}),
}


def main() -> int:
    """Fetches all wheels; gives the exit code."""
    print("De map wheels wordt gevuld voor Linux en Windows. Dat duurt enkele minuten en vraagt ongeveer 600 MB.", flush=True)
    shutil.rmtree(GATHERING, ignore_errors=True)
    for platform, (tags, conditions) in PLATFORMS.items():
        for version in VERSIONS:
            print(f"  {platform}, Python {version}", flush=True)
            if not fetch(list(needed(version, conditions)), version, tags):
                print("Dit is niet gelukt; hierboven staat waarom. De map wheels is niet veranderd.", file=sys.stderr)
                return 1
    shutil.rmtree(WHEELS, ignore_errors=True)
    GATHERING.rename(WHEELS)
    wheels = list(WHEELS.iterdir())
    size = sum(wheel.stat().st_size for wheel in wheels) // 1_000_000
    print(f"Klaar: {len(wheels)} bestanden, {size} MB. Kopieer de hele map van Weegwijzer naar de computer zonder internet.")
    return 0


def needed(version: str, conditions: Mapping[str, str]) -> Iterator[str]:
    """The pinned packages (`name==version`) that one Python version on one platform needs."""
    environment = {"python_version": version, "python_full_version": f"{version}.0", "implementation_name": "cpython", **conditions}
    environment |= {"platform_python_implementation": "CPython"}
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        pinned = line.partition("#")[0].strip()
        if not pinned:
            continue
        requirement = Requirement(pinned)
        if requirement.marker is None or requirement.marker.evaluate(environment):
            yield f"{requirement.name}{requirement.specifier}"


def fetch(packages: list[str], version: str, tags: tuple[str, ...]) -> bool:
    """Downloads the wheels of these packages into the folder being gathered; False when one cannot be had."""
    command = [sys.executable, "-I", "-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-input", "--no-deps"]
    command += ["--only-binary", ":all:", "--implementation", "cp", "--python-version", version, "--dest", str(GATHERING)]
    command += [part for tag in tags for part in ("--platform", tag)]
    return subprocess.run([*command, *packages], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
