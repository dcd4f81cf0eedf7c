"""Workbooks stand under their name only when they are whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from triage.workbooks import workbook_to

HOUSE = Path(__file__).parent.parent

FULL = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from triage.errors import InputError
from triage.workbooks import workbook_to
try:
    with workbook_to(Path(sys.argv[1]), streamed=sys.argv[2] == "streamed") as book:
        sheet = book.create_sheet("vol")
        for row in range(20_000):
            sheet.append([f"cel {row}", f"{row * 7919 % 10007}"])
except InputError as error:
    print(error)
"""


def test_a_workbook_is_saved_when_the_block_ends(tmp_path: Path) -> None:
    with workbook_to(tmp_path / "out.xlsx") as book:
        book.create_sheet("blad")["A1"] = "cel"
    assert load_workbook(tmp_path / "out.xlsx")["blad"]["A1"].value == "cel"
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]


def test_nothing_is_left_when_the_block_fails(tmp_path: Path) -> None:
    def stopped() -> None:
        with workbook_to(tmp_path / "out.xlsx") as book:
            book.create_sheet("blad")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit to set on the size of a file")
@pytest.mark.parametrize("way", ["streamed", "whole"])
def test_a_full_disk_is_said_and_leaves_the_old_workbook_as_it_was(way: str, tmp_path: Path) -> None:
    (tmp_path / "out.xlsx").write_bytes(b"oud")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "out.xlsx"), way], capture_output=True, encoding="utf-8", cwd=HOUSE, check=False
    )
    assert done.stdout == "out.xlsx: Er is geen ruimte meer op de schijf. Maak ruimte vrij of kies een andere map.\n", done.stderr
    assert (tmp_path / "out.xlsx").read_bytes() == b"oud"
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]
