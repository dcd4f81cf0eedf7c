"""Ids of records, and what must be there."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.dossier.making import working
from triage.casework.record import CaseRecord
from triage.dossier.operations.naming import NOT_THERE, must, new_id
from triage.errors import InputError


def test_an_id_is_sixteen_hexadecimal_digits_and_no_two_are_the_same() -> None:
    random = Random(1)
    ids = [new_id(random) for _time in range(100)]
    assert len(set(ids)) == 100
    assert all(len(id_) == 16 and set(id_) <= set("0123456789abcdef") for id_ in ids)


@pytest.mark.parametrize("of", list(NOT_THERE))
def test_what_is_not_there_is_said_without_what_was_asked_for(tmp_path: Path, of: type) -> None:
    with working(tmp_path) as dossier, dossier.reading() as records, pytest.raises(InputError) as caught:
        must(records, of, "Jan de Vries")
    assert "Jan" not in str(caught.value)
    assert (of is CaseRecord) is ("Deze casus bestaat niet." in str(caught.value))
