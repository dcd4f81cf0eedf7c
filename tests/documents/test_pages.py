"""From blocks to pages: nothing stands alone, tables repeat their head, every page carries notice, foot and number."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.papers import pages
from triage.documents.blocks import Block, Column, Facts, Heading, Paragraph, Row, Table, Text
from triage.documents.marks import ROOM, Rule, Words
from triage.documents.pages import Frame, _foot_lines, written
from triage.documents.typeface import BODY, STRONG
from triage.errors import InputError
from triage.wording import DUTCH

FRAME = Frame("Een blad", ("PROEF",), ("Doel: proberen.",), "Code 1234")
WORDS = Text("Woorden die een regel vullen en nog een stukje verder gaan dan die ene regel, zodat er twee zijn.")


def made(*blocks: Block) -> list[str]:
    return pages(written(blocks, FRAME, DUTCH))


def table(rows: int, words: str = "cel") -> Table:
    columns = (Column("Wat", 0, 100), Column("Punten", 400, ROOM, figures=True))
    body = [Row(((Text(f"{words} {number}"),), (Text("1"),))) for number in range(rows)]
    return Table(columns, (*body, Row(((Text("Totaal", STRONG),), (Text(str(rows), STRONG),)), strong=True)))


@settings(max_examples=40, deadline=None)
@given(before=st.integers(0, 60), level=st.integers(2, 3))
def test_a_heading_never_ends_a_page(before: int, level: int) -> None:
    found = made(*[Paragraph(Text(f"regel {number}")) for number in range(before)], Heading("Kopje", level), Paragraph(WORDS))
    page = next(page for page in found if "Kopje" in page)
    assert "Woorden die een regel vullen" in page


@settings(max_examples=30, deadline=None)
@given(rows=st.integers(1, 120))
def test_a_table_repeats_its_head_and_its_sum_never_stands_alone(rows: int) -> None:
    found = made(table(rows))
    assert all("Wat Punten" in page for page in found)
    assert f"cel {rows - 1} 1 Totaal {rows}" in found[-1]
    assert [f"cel {number} " in " ".join(found) for number in range(rows)] == [True] * rows


def test_a_row_taller_than_a_page_goes_on_on_the_next() -> None:
    found = made(Table((Column("Wat", 0, ROOM),), (Row(((Text("woord " * 4000),),)),)))
    assert len(found) > 3
    assert " ".join(found).count("woord") == 4000


def test_every_page_has_notice_foot_and_number() -> None:
    found = made(table(150))
    assert len(found) > 1
    for number, page in enumerate(found, 1):
        assert page.startswith("PROEF")
        assert "Doel: proberen." in page
        assert f"Bladzijde {number} van {len(found)}" in page
        assert page.endswith("Code 1234")


def test_a_line_at_the_foot_below_the_number_has_the_whole_width() -> None:
    purpose = "Doel: dit kader helpt het overleg kiezen. Het gaat om jongeren die al zijn aangemeld bij een huis voor zorg en veiligheid."
    long = "Doel: " + "dit kader helpt het overleg kiezen wie wordt besproken en dat " * 3 + "is het. Meer niet."
    assert _foot_lines(replace(FRAME, foot=("Een.", "Twee.", purpose))) == ("Een.", "Twee.", purpose)
    assert len(_foot_lines(replace(FRAME, foot=("Een.", purpose)))) == 3
    wide = _foot_lines(replace(FRAME, foot=("Een.", "Twee.", long)))
    assert " ".join(wide[2:]).endswith("is het.") or " ".join(wide[2:]).endswith("Meer niet.")


def test_headings_become_bookmarks_in_their_order() -> None:
    pdf = written([Heading("Blad", 1), Heading("1. Een", 2), Heading("Onder", 3), Heading("2. Twee", 2)], FRAME, DUTCH)
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        assert [(str(entry.title), [str(child.title) for child in entry.children]) for entry in outline.root] == [
            ("1. Een", ["Onder"]),
            ("2. Twee", []),
        ]


def test_a_number_column_ends_on_its_edge_and_is_never_broken() -> None:
    row = next(strip for strip in table(1, "x" * 300).strips() if "xxx" in strip.text)
    figures = [mark for part in row.parts for mark in part.marks if isinstance(mark, Words) and mark.right]
    assert [(mark.x, mark.text) for mark in figures] == [(ROOM, "1")]
    long = Table((Column("Punten", 10, 20, figures=True),), (Row(((Text("−123.456,789"),),)),))
    assert any(
        mark.text == "−123.456,789" for strip in long.strips() for part in strip.parts for mark in part.marks if isinstance(mark, Words)
    )


def test_first_lines_of_a_row_share_their_baseline_whatever_their_size() -> None:
    strips = list(Facts((("Label", (Text("Waarde", BODY),)),)).strips())
    assert len({round(mark.y, 6) for part in strips[0].parts for mark in part.marks if isinstance(mark, Words)}) == 1


def test_lines_and_frames_say_nothing_to_a_screen_reader() -> None:
    rules = [part.role for strip in table(3).strips() for part in strip.parts if any(isinstance(mark, Rule) for mark in part.marks)]
    assert set(rules) == {"Artifact"}


def test_a_character_that_cannot_be_printed_names_the_heading_it_stands_under() -> None:
    with pytest.raises(InputError) as refused:
        written([Heading("1. Kop", 2), Paragraph(Text("goed")), Heading("2. Doel", 2), Paragraph(Text("fout 漢"))], FRAME, DUTCH)
    assert str(refused.value).startswith("2. Doel: Hier staan tekens die niet kunnen worden afgedrukt: U+6F22.")
    with pytest.raises(InputError, match="de voet van het blad"):
        written([Heading("1. Kop", 2)], Frame("t", (), ("Doel: 漢",), ""), DUTCH)
