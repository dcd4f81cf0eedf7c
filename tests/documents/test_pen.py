"""Drawing: a text is written with the codes reportlab gives, in whatever order documents and texts come."""

from __future__ import annotations

import io
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from triage.documents.pen import Writing
from triage.documents.typeface import BODY, STRONG, Style, fonts

TEXTS = st.lists(
    st.tuples(st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "Zs"])), st.sampled_from([BODY, STRONG])), max_size=8
)


def as_reportlab(text: str, style: Style, document: object) -> str:
    font = fonts()[style.font]
    return "".join(
        f"{font.getSubsetInternalName(subset, document)} {style.size:g} Tf <{codes.hex()}> Tj "
        for subset, codes in font.splitString(text, document)
    )


def canvas() -> Canvas:
    fonts()
    return Canvas(io.BytesIO())


@settings(max_examples=60, deadline=None)
@given(texts=TEXTS)
def test_a_text_is_written_as_reportlab_writes_it(texts: list[tuple[str, Style]]) -> None:
    ours, theirs = canvas(), canvas()
    writing = Writing(ours)
    for text, style in texts:
        if text:
            assert writing.shown(text, style) == as_reportlab(text, style, theirs._doc)  # type: ignore[attr-defined]


def test_more_characters_than_one_subset_holds_are_written_in_several() -> None:
    many = "".join(chr(code) for code in (*range(0x21, 0x7F), *range(0xA1, 0x180), *range(0x391, 0x3A0), *range(0x410, 0x450)))
    ours, theirs = canvas(), canvas()
    shown = Writing(ours).shown(many, BODY)
    assert shown == as_reportlab(many, BODY, theirs._doc)  # type: ignore[attr-defined]
    assert len(re.findall(" Tf ", shown)) > 1


def test_two_documents_do_not_share_their_codes() -> None:
    first, second = Writing(canvas()), Writing(canvas())
    assert first.shown("é", BODY) == second.shown("ë", BODY)
    assert first.shown("ë", BODY) != second.shown("ë", BODY)
