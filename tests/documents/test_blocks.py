"""Blocks as strips: lists stand in, labels stay together, and what lasts is laid out once."""

from __future__ import annotations

import pytest

from triage.documents.blocks import DASH, INDENT, Block, Column, Facts, Lasting, Paragraph, Row, Table, Text
from triage.documents.marks import Strip, Words

LONG = "woorden die samen langer zijn dan een regel " * 6


def words(strips: list[Strip]) -> list[Words]:
    return [mark for strip in strips for part in strip.parts for mark in part.marks if isinstance(mark, Words)]


def test_an_entry_of_a_list_stands_in_with_one_dash_before_its_first_line() -> None:
    found = words(list(Paragraph(Text(LONG, depth=2)).strips()))
    dashes = [mark for mark in found if mark.text == "– "]
    assert [round(mark.x, 3) for mark in dashes] == [round(2 * INDENT - DASH, 3)]
    assert {mark.x for mark in found if mark.text != "– "} == {2 * INDENT}
    assert dashes[0].y == found[1].y
    assert len(found) > 3


def test_an_entry_of_a_list_in_a_cell_stands_in_as_well() -> None:
    table = Table((Column("Wat", 10, 110),), (Row(((Text("kop"), Text(LONG, depth=1)),)),))
    found = words(list(table.strips()))
    assert {mark.x for mark in found if mark.text not in ("– ", "Wat", "kop")} == {10 + INDENT}
    assert [mark.x for mark in found if mark.text == "– "] == [10 + INDENT - DASH]


def test_a_text_that_stands_in_still_ends_before_the_edge() -> None:
    assert len(Text(LONG, depth=3).lines(120)) > len(Text(LONG).lines(120))


@pytest.mark.parametrize(("labels", "words_", "parted"), [(6, "waarde", []), (11, "waarde", [*range(1, 9)]), (5, LONG, [1, 2])])
def test_a_short_list_stays_whole_and_a_long_one_keeps_its_ends_together(labels: int, words_: str, parted: list[int]) -> None:
    strips = list(Facts(tuple((f"label {number}", (Text(words_),)) for number in range(labels))).strips())
    assert [number for number, strip in enumerate(strips[: labels - 1]) if not strip.stays] == parted


def test_a_block_that_lasts_is_laid_out_once() -> None:
    lasting: Block = Lasting(Paragraph(Text(LONG)))
    assert [id(strip) for strip in lasting.strips()] == [id(strip) for strip in lasting.strips()]
    assert list(lasting.strips()) == list(Paragraph(Text(LONG)).strips())
