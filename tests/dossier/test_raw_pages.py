"""The reading of pages by hand finds what is there, so that it may be believed when it finds nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.dossier.encrypted import KEY, opened
from tests.dossier.raw_pages import PAGE, holds, pages_in_clear

WORD = "kruisbessenjam"


def test_a_word_is_found_in_the_journal_and_in_the_file_and_never_in_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "proef.dossier"
    with closing(opened(path)) as database:
        database.execute("INSERT INTO text VALUES (1, ?)", (f"{WORD} " * 900,))
        assert holds(path, KEY, WORD)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert (tmp_path / "proef.dossier-wal").stat().st_size == 0
        assert holds(path, KEY, WORD)
        assert not holds(path, KEY, "iets anders")
        assert WORD.encode() not in path.read_bytes()


def test_the_pages_are_those_of_the_database(tmp_path: Path) -> None:
    path = tmp_path / "proef.dossier"
    with closing(opened(path)) as database:
        database.execute("INSERT INTO text VALUES (1, ?)", ("x" * 20_000,))
        (count,) = database.execute("PRAGMA page_count").fetchone()
    pages = list(pages_in_clear(path, KEY))
    assert len(pages) == count == path.stat().st_size // PAGE
    assert b"CREATE TABLE text" in pages[0]


@pytest.mark.parametrize(("overwritten", "left"), [("OFF", True), ("ON", False)])
def test_a_word_that_was_deleted_is_found_in_free_pages_unless_it_was_overwritten(overwritten: str, left: bool, tmp_path: Path) -> None:
    path = tmp_path / "proef.dossier"
    with closing(opened(path)) as database:
        database.execute(f"PRAGMA secure_delete = {overwritten}")
        database.execute("INSERT INTO text VALUES (1, ?)", (f"{WORD} " * 900,))
        database.execute("DELETE FROM text")
        assert holds(path, KEY, WORD)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert holds(path, KEY, WORD) is left


def test_another_key_and_a_changed_byte_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "proef.dossier"
    opened(path).close()
    with pytest.raises(ValueError, match="page 1 is not authentic"):
        list(pages_in_clear(path, bytes(32)))
    content = bytearray(path.read_bytes())
    content[PAGE + 1_000] ^= 1
    path.write_bytes(content)
    with pytest.raises(ValueError, match="page 2 is not authentic"):
        list(pages_in_clear(path, KEY))
