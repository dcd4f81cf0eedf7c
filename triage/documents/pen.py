"""Drawing marks on a page of reportlab, operator by operator.

reportlab makes the document (pages, outline, embedded fonts and which glyphs of them are used); the content of a page is written here,
which takes a fraction of the time of its drawing calls. Leans on `Canvas._code` and on the subsets of `TTFont`; reportlab is pinned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from triage.documents.marks import MARGIN, PAGE_HEIGHT, Box, Fill, Rule, Strip, Words
from triage.documents.typeface import Style, fonts, width

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

INK, SOFT = "0.10 0.12 0.15 rg", "0.33 0.37 0.42 rg"
"""Ink and grey text on white have a contrast of at least 4.5 : 1 (WCAG 2.1, 1.4.3)."""

BLUE, PALE, BLACK = "0.11 0.36 0.62 rg", "0.94 0.95 0.96 rg", "0 0 0 rg"
"""Fills: the one hue is for amounts."""

FRAME = "0.50 0.54 0.59 RG"
"""The grey of every line."""

FRAME_WEIGHT = 0.5
HATCH = 3.0
"""Distance between the lines of a hatched box, in points."""

_FILLS = {Fill.AMOUNT: BLUE, Fill.UNKNOWN: PALE, Fill.BLACK: BLACK}


class Writing:
    """How texts are written in one document: which codes its fonts have given to which characters so far.

    reportlab decides the codes, one character at a time; asking it once per character instead of once per text saves most of its time.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._document = canvas._doc  # type: ignore[attr-defined]  # not in the stubs
        self._codes = {name: _Codes(font, self._document) for name, font in fonts().items()}
        self._names: dict[str, str] = {}

    def shown(self, text: str, style: Style) -> str:
        """The operators that set the font and show a text."""
        try:
            codes = text.translate(self._codes[style.font]).encode("latin-1")
        except UnicodeEncodeError:
            return "".join(self._run(subset, codes, style) for subset, codes in fonts()[style.font].splitString(text, self._document))
        if style.font not in self._names:
            self._names[style.font] = fonts()[style.font].getSubsetInternalName(0, self._document)
        return f"{self._names[style.font]} {style.size:g} Tf <{codes.hex()}> Tj "

    def _run(self, subset: int, codes: bytes, style: Style) -> str:
        return f"{fonts()[style.font].getSubsetInternalName(subset, self._document)} {style.size:g} Tf <{codes.hex()}> Tj "


class _Codes(dict[int, int]):
    """Codes of one font in one document, for `str.translate`: below 256 in its first subset, above it elsewhere."""

    def __init__(self, font: TTFont, document: object) -> None:
        super().__init__()
        self._font, self._document = font, document

    def __missing__(self, character: int) -> int:
        ((subset, codes),) = self._font.splitString(chr(character), self._document)
        self[character] = (subset << 8) + codes[0]
        return self[character]


class Pen:
    """Draws on the page the canvas is at; a new page needs a new pen. Remembers the colour and weight that are set."""

    def __init__(self, canvas: Canvas, writing: Writing) -> None:
        self._writing = writing
        self._code: list[str] = canvas._code  # type: ignore[attr-defined]  # not in the stubs
        self._fill, self._weight = "", 0.0
        self._code.append(FRAME)

    def draw(self, strip: Strip, top: float) -> None:
        """A strip with its top edge at this distance from the top of the page."""
        base = PAGE_HEIGHT - top
        for part in strip.parts:
            for mark in part.marks:
                match mark:
                    case Words():
                        self._words(mark, base)
                    case Rule():
                        self._line_weight(mark.weight)
                        ends = f"{MARGIN + mark.x1:.2f} {base - mark.y1:.2f} m {MARGIN + mark.x2:.2f} {base - mark.y2:.2f} l S"
                        self._code.append(ends)
                    case Box():
                        self._box(mark, base)

    def _words(self, words: Words, base: float) -> None:
        style = words.style
        left = MARGIN + (words.x - width(words.text, style) if words.right else words.x)
        self._colour(SOFT if style.soft else INK)
        self._code.append(f"BT 1 0 0 1 {left:.2f} {base - words.y:.2f} Tm {self._writing.shown(words.text, style)}ET")

    def _box(self, box: Box, base: float) -> None:
        left, bottom = MARGIN + box.x, base - box.y - box.height
        outline = f"{left:.2f} {bottom:.2f} {box.width:.2f} {box.height:.2f} re"
        if box.fill in _FILLS:
            self._colour(_FILLS[box.fill])
            self._code.append(f"{outline} f")
        if box.fill is Fill.UNKNOWN:
            self._line_weight(FRAME_WEIGHT)
            self._code += [
                f"{left + x1:.2f} {bottom + y1:.2f} m {left + x2:.2f} {bottom + y2:.2f} l S"
                for x1, y1, x2, y2 in _hatching(box.width, box.height)
            ]
        if box.fill in (Fill.UNKNOWN, Fill.EMPTY):
            self._line_weight(FRAME_WEIGHT)
            self._code.append(f"{outline} S")

    def _colour(self, colour: str) -> None:
        if colour != self._fill:
            self._fill = colour
            self._code.append(colour)

    def _line_weight(self, weight: float) -> None:
        if weight != self._weight:
            self._weight = weight
            self._code.append(f"{weight:g} w")


def _hatching(across: float, high: float) -> Iterator[tuple[float, float, float, float]]:
    """Lines at 45 degrees inside a box of this size, from its lower left corner."""
    for number in range(1, int((across + high) / HATCH) + 1):
        reach = number * HATCH
        if reach < across + high:
            yield max(0.0, reach - high), min(reach, high), min(reach, across), max(0.0, reach - across)
