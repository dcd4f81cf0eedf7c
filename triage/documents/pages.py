"""From blocks to a PDF: filling pages, what stands at the head and foot of each of them, and drawing.

The same blocks always give the same bytes. Nothing here knows what a paper is about.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from triage.documents.blocks import Block, Heading, Notice
from triage.documents.marks import MM, PAGE_HEIGHT, PAGE_WIDTH, ROOM, Mark, Part, Rule, Strip, Words
from triage.documents.pen import Pen, Writing
from triage.documents.typeface import BODY, REGULAR, Style, UnprintableError, fonts, forget, shortened, unprintable
from triage.errors import InputError
from triage.wording import Language, Message, _

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TOP, BOTTOM = 14 * MM, 12 * MM
FOOT = Style(6.8, 9.0, soft=True)
FOOT_ROOM = 112 * MM
BESIDE_NUMBER = 2
"""Lines at the foot that share their height with the page number and the code; the others have the whole width."""

MOST_FOOT_LINES = 2
"""Of one text at the foot."""


@dataclass(frozen=True)
class Frame:
    """What a paper has on every page: `notices` at the head; `foot` lines and a short `code` by the page number at the foot."""

    title: str
    notices: tuple[str, ...]
    foot: tuple[str, ...]
    code: str


@dataclass(frozen=True)
class Placed:
    """A strip on a page; `top` is the distance of its top edge from the top of the page."""

    top: float
    strip: Strip


def written(blocks: Iterable[Block], frame: Frame, language: Language) -> bytes:
    """The PDF of some blocks. Raises InputError, naming the part of the paper, for a character the typeface cannot print.

    Afterwards no text of the paper is left in memory, but for that of `Lasting` blocks.
    """
    try:
        strips = list(_strips(blocks))
        head = _head(frame)
        foot = _foot_lines(frame)
        first = TOP + sum(strip.height for strip in head)
        last = PAGE_HEIGHT - BOTTOM - max(len(foot), 2) * FOOT.leading - 4 * MM
        pages = _pages(strips, first, last)
        return _drawn(pages, head, foot, frame, language)
    finally:
        forget()


def _head(frame: Frame) -> tuple[Strip, ...]:
    return tuple(Notice("   ·   ".join(frame.notices)).strips()) if frame.notices else ()


def _foot_lines(frame: Frame) -> tuple[str, ...]:
    found: list[str] = []
    try:
        for text in frame.foot:
            beside = len(found) < BESIDE_NUMBER
            found += shortened(text, FOOT, FOOT_ROOM, MOST_FOOT_LINES) if beside else _wide(text)
    except UnprintableError as error:
        raise cannot_print(_("de voet van het blad"), error.characters) from None
    return tuple(found)


def _wide(text: str) -> tuple[str, ...]:
    """One line of whole sentences over the whole width; more only where not even the first sentence fits on one."""
    one = shortened(text, FOOT, ROOM, 1)
    return shortened(text, FOOT, ROOM, MOST_FOOT_LINES) if one[-1].endswith("…") else one


def _strips(blocks: Iterable[Block]) -> Iterator[Strip]:
    place: str | Message = _("het begin van het blad")
    try:
        for block in blocks:
            if isinstance(block, Heading) and not unprintable(block.words):
                place = block.words
            yield from block.strips()
    except UnprintableError as error:
        raise cannot_print(place, error.characters) from None


def cannot_print(place: str | Message, characters: Sequence[str]) -> InputError:
    """The message for characters the typeface lacks; they are named by their Unicode number, for they may not show on screen either."""
    codes = [f"U+{ord(character):04X}" for character in characters[:10]]
    return InputError.at(
        place,
        _("Hier staan tekens die niet kunnen worden afgedrukt: {codes}.", codes=codes),
        _("Vervang ze door gewone letters, cijfers of leestekens."),
    )


def _pages(strips: Sequence[Strip], first: float, last: float) -> list[list[Placed]]:
    """Strips on pages between two heights. A run that stays together moves to the next page as a whole when it fits there."""
    pages: list[list[Placed]] = [[]]
    y = first
    for run in _runs(strips):
        if pages[-1] and y + _height(run) > last and _height(run) + _height(run[0].head) <= last - first:
            pages.append([])
            y = first
        for strip in run:
            if pages[-1] and y + strip.height > last and strip.parts:
                pages.append([])
                y = first
            if not pages[-1] and not strip.parts:
                continue
            for part in (*(strip.head if not pages[-1] else ()), strip):
                pages[-1].append(Placed(y, part))
                y += part.height
    return [page for page in pages if page]


def _runs(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    run: list[Strip] = []
    for strip in strips:
        run.append(strip)
        if not strip.stays:
            yield run
            run = []
    if run:
        yield run


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)


def _drawn(pages: Sequence[Sequence[Placed]], head: Sequence[Strip], foot: Sequence[str], frame: Frame, language: Language) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    fonts()
    target = io.BytesIO()
    canvas = Canvas(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        initialFontName=REGULAR,  # type: ignore[arg-type]  # the stubs ask for a number
        initialFontSize=BODY.size,
        pageCompression=0,
        invariant=1,
        pdfVersion=(1, 7),
        lang={"nl": "nl-NL", "en": "en-GB"}[language.code],
    )
    canvas.setTitle(frame.title)
    canvas.showOutline()
    depth, writing = -1, Writing(canvas)
    for number, page in enumerate(pages, 1):
        pen = Pen(canvas, writing)
        for placed in (*(Placed(TOP, strip) for strip in head), *page):
            depth = _bookmark(canvas, placed, number, depth)
            pen.draw(placed.strip, placed.top)
        numbering = language.say(_("Bladzijde {number} van {total}", number=number, total=len(pages)))
        pen.draw(_foot(foot, (numbering, frame.code)), PAGE_HEIGHT - BOTTOM - max(len(foot), 2) * FOOT.leading)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _bookmark(canvas: Canvas, placed: Placed, page: int, depth: int) -> int:
    """A heading in the outline, at most one level deeper than the one before it; gives the depth reached."""
    if placed.strip.bookmark is None:
        return depth
    level = min(placed.strip.bookmark, depth + 1)
    name = f"{page}-{placed.top:.0f}"
    canvas.bookmarkHorizontal(name, 0, PAGE_HEIGHT - placed.top)
    canvas.addOutlineEntry(placed.strip.text.strip(), name, level, closed=level > 0)
    return level


def _foot(left: Sequence[str], right: Sequence[str]) -> Strip:
    marks: list[Mark] = [Rule(0, -3, ROOM, -3)]
    marks += [Words(0, number * FOOT.leading + FOOT.rise, line, FOOT) for number, line in enumerate(left)]
    marks += [Words(ROOM, number * FOOT.leading + FOOT.rise, line, FOOT, right=True) for number, line in enumerate(right)]
    return Strip(0.0, (Part("Artifact", tuple(marks)),))
