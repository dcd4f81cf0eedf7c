"""Searching leaves a line without the words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dossier.operations.making import CODE, bodies, entries, house, last
from triage.dossier.operations.searching import find
from triage.errors import InputError


def test_a_case_is_found_by_a_word_and_the_line_does_not_say_which(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        before = bodies(at.director)
        assert find(at.director, "garage") == (CODE,)
        assert last(at.director) == ("searched", "", "", "done")
        assert find(at.overseer, "garage wijkagent") == (CODE,)
        assert find(at.chair, "bromfiets") == ()
        assert not any("garage" in str(entry) for entry in entries(at.director))
        assert bodies(at.director) == before


def test_who_reads_no_cases_finds_none(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
            find(at.keeper, "garage")
        assert last(at.keeper) == ("searched", "", "", "refused")
