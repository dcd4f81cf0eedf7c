"""Our own mistakes are written down without a word of a case, and never where somebody else decides."""

from __future__ import annotations

import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from triage.faults import MOST_BYTES, kept, report_number, trace_without_content, write_down

NOW = datetime(2026, 11, 23, 9, 5, 7, tzinfo=UTC)


def fault() -> BaseException:
    try:
        raise KeyError("geheim7x")
    except KeyError as found:
        return found


def test_a_trace_holds_kinds_of_error_files_lines_and_functions_only() -> None:
    told = trace_without_content(fault())
    assert told.splitlines()[0] == "KeyError"
    assert "test_faults.py:" in told
    assert "geheim7x" not in told


def test_the_number_is_given_and_stands_in_the_log(tmp_path: Path) -> None:
    log = tmp_path / "nieuw" / "fouten.log"
    assert write_down(fault(), log, NOW) == report_number(NOW) == "20261123-090507"
    assert write_down(fault(), log, NOW) == "20261123-090507"
    assert log.read_text(encoding="utf-8").count("20261123-090507\nKeyError\n") == 2


def test_the_log_starts_again_when_it_is_too_large(tmp_path: Path) -> None:
    log = tmp_path / "fouten.log"
    log.write_text("x" * (MOST_BYTES + 1), encoding="utf-8")
    assert kept(fault(), log, "1")
    assert log.read_text(encoding="utf-8").startswith("1\nKeyError\n")


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    assert not kept(fault(), tmp_path / "bestand" / "fouten.log", "1")
    assert write_down(fault(), tmp_path, NOW) == "20261123-090507"


@pytest.mark.skipif(sys.platform == "win32", reason="links and rights of this kind are not on Windows")
def test_the_log_is_private_and_never_written_through_a_link(tmp_path: Path) -> None:
    log, own = tmp_path / "fouten.log", tmp_path / "eigen.txt"
    own.write_text("eigen", encoding="utf-8")
    log.symlink_to(own)
    assert not kept(fault(), log, "1")
    assert own.read_text(encoding="utf-8") == "eigen"
    log.unlink()
    assert kept(fault(), log, "1")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
