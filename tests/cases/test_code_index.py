"""The codes of a whole table: which occur twice, which row a code is in, and whether a later reading finds the same ones."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest

from triage.cases import code_index
from triage.cases.code_index import NOBODY, CodeIndex, repeated


def index_of(codes: list[str]) -> CodeIndex:
    index = CodeIndex()
    for start in range(0, len(codes), 3):
        index.add(codes[start : start + 3])
    return index.finished()


@pytest.mark.parametrize("seed", range(30))
def test_codes_are_found_and_counted_as_a_dictionary_would(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(code_index, "_STRETCH", 1 + seed % 4)
    random = Random(seed)
    codes = [random.choice(["", "A-1", "a-1", "A-10", "A-2", "Z" * 20, f"C-{number}"]) for number in range(random.randint(0, 25))]
    index = index_of(codes)
    counted = Counter(code.casefold() for code in codes if code)
    known = index.codes(0, codes)
    assert known is not None
    assert known.present.tolist() == [code != "" for code in codes]
    assert known.repeated.tolist() == repeated(codes).tolist() == [counted[code.casefold()] > 1 for code in codes]
    folded = [code.casefold() for code in codes]
    asked = ["A-1", "a-2", "", "B-9", "Z" * 20, "Z" * 21, *codes]
    expected = [folded.index(one.casefold()) if one and one.casefold() in folded else NOBODY for one in asked]
    assert index.places(asked).tolist() == expected


def test_other_texts_than_were_added_are_seen() -> None:
    index = index_of(["A-1", "", "A-3"])
    assert index.codes(1, ["geen code", " A-3 "]) is not None
    assert index.codes(1, ["geen code", "A-4"]) is None
    assert index.codes(1, ["", "A-3", "A-4"]) is None


def test_a_code_longer_than_any_is_no_code() -> None:
    assert np.array_equal(index_of(["A" * 21, "é" * 15]).places(["A" * 21, "A" * 20]), [NOBODY, NOBODY])
