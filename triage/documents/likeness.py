"""Whether two PDFs say and show the same: their text line by line, their pages dot by dot.

Text finds a changed number and text laid over another; the picture finds what no text extraction sees, such as a drawn figure on top of a
printed one, other shapes for the same letters, or a note stuck on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from triage.wording import Message, _

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

SCALE = 2.0
"""Dots per point when two pages are compared as pictures: 144 dots per inch."""

LEVELS = 40
"""Of 256 greys: how much one dot must differ to count."""

MM_PER_DOT = 25.4 / 72 / SCALE

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Pair:
    """A page of the sheet and the page it should be; None where one of them is missing. Pages count from 0."""

    found: int | None
    expected: int | None


def texts(pdf: PdfDocument) -> list[Lines]:
    """The lines of text of every page, with single blanks and without empty lines."""
    return [_lines(page) for page in _pages(pdf)]


def pairs(found: Sequence[Lines], expected: Sequence[Lines]) -> Iterator[Pair]:
    """Which page goes with which, by their text, so that a page that was taken out is named and the rest still compared."""
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, found, expected, autojunk=False).get_opcodes():
        ours, theirs = list(range(i1, i2)), list(range(j1, j2))
        both = min(len(ours), len(theirs)) if kind != "equal" else len(ours)
        yield from (Pair(i, j) for i, j in zip(ours, theirs, strict=False))
        yield from (Pair(i, None) for i in ours[both:])
        yield from (Pair(None, j) for j in theirs[both:])


def text_differences(page: int, found: Lines, expected: Lines) -> Iterator[Message]:
    """Each run of lines that is not as it should be, after which line it stands. `page` counts from 1."""
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, found, expected, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        here, should = " / ".join(found[i1:i2]), " / ".join(expected[j1:j2])
        where = _("Bladzijde {page}, na “{line}”", page=page, line=found[i1 - 1]) if i1 else _("Bladzijde {page}, bovenaan", page=page)
        if not should:
            yield _("{where}: “{found}” hoort er niet te staan.", where=where, found=here)
        elif not here:
            yield _("{where}: “{expected}” ontbreekt.", where=where, expected=should)
        else:
            yield _("{where}: er staat “{found}”, het moet zijn “{expected}”.", where=where, found=here, expected=should)


def picture_difference(page: int, found: PdfPage, expected: PdfPage) -> Message | None:
    """Where a page looks different from what it should be, in millimetres; None when it does not. `page` counts from 1."""
    import numpy as np

    if [round(side, 1) for side in found.get_size()] != [round(side, 1) for side in expected.get_size()]:
        return _("Bladzijde {page} heeft een andere maat dan hoort.", page=page)
    here, should = (side.render(scale=SCALE, grayscale=True).to_numpy() for side in (found, expected))
    if np.array_equal(here, should):
        return None
    unlike = np.abs(here.astype(np.int16) - should.astype(np.int16)) > LEVELS
    if not unlike.any():
        return None
    down, across, *_rest = np.nonzero(unlike)
    return _(
        "Bladzijde {page} ziet er anders uit dan hoort, ongeveer {across} mm van links en {down} mm van boven.",
        page=page,
        across=round(float(across.min() + across.max()) / 2 * MM_PER_DOT),
        down=round(float(down.min() + down.max()) / 2 * MM_PER_DOT),
    )


def word_differences(found: Sequence[Lines], expected: Sequence[Lines]) -> Iterator[Message]:
    """The same for sheets with another layout: all words in order, without what stands on every page."""
    here, should = _words(found), _words(expected)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, here, should, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        there, wanted = " ".join(here[i1:i2]), " ".join(should[j1:j2])
        where = _("Na “{before}”", before=" ".join(here[max(0, i1 - 4) : i1])) if i1 else _("Aan het begin")
        if not wanted:
            yield _("{where} hoort “{found}” er niet te staan.", where=where, found=there)
        elif not there:
            yield _("{where} ontbreekt “{expected}”.", where=where, expected=wanted)
        else:
            yield _("{where} staat “{found}”, het moet zijn “{expected}”.", where=where, found=there, expected=wanted)


def _words(pages: Sequence[Lines]) -> list[str]:
    """All words in reading order, without lines that stand on every page (but for their numbers)."""
    everywhere = set.intersection(*({_masked(line) for line in lines} for lines in pages)) if pages else set[str]()
    return [word for lines in pages for line in lines if _masked(line) not in everywhere for word in line.split()]


def _masked(line: str) -> str:
    return re.sub(r"[0-9]+", "0", line)


def _pages(pdf: PdfDocument) -> Iterator[PdfPage]:
    return (pdf[number] for number in range(len(pdf)))


def _lines(page: PdfPage) -> Lines:
    with closing(page.get_textpage()) as written:
        text = written.get_text_range()
    return tuple(line for raw in text.splitlines() if (line := " ".join(raw.split())))
