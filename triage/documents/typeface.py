"""The one typeface of every paper, DejaVu Sans: what it can print, how wide a text is, and where its lines break.

DejaVu Sans has every character the papers use (≥, →, −, €, ë) and may be embedded; its licence lies beside it in `assets/`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

ASSETS = Path(__file__).parent / "assets"
REGULAR, BOLD = "DejaVuSans", "DejaVuSans-Bold"

_IGNORED = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""Marks that only say where a line may break: left out, for we break lines ourselves."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_RIGHT_TO_LEFT = {"R", "AL", "AN"}
_NOT_WRITING = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True)
class Style:
    """How a text looks: size and distance between lines in points, weight, and whether it stands back (grey)."""

    size: float
    leading: float
    bold: bool = False
    soft: bool = False

    @property
    def font(self) -> str:
        """The registered name of the font."""
        return BOLD if self.bold else REGULAR

    @property
    def rise(self) -> float:
        """From the top of a line to its baseline."""
        return (self.leading + 0.72 * self.size) / 2


TITLE = Style(19, 25, bold=True)
HEADING = Style(12.5, 17, bold=True)
SUBHEADING = Style(10, 14, bold=True)
BODY = Style(9, 12.4)
STRONG = Style(9, 12.4, bold=True)
NOTE = Style(7.6, 10.4)
SMALL = Style(7.6, 10.4, soft=True)
LABEL = Style(7.6, 10.4, bold=True, soft=True)

EMS_TO_READ = 45.5
"""The widest line of running text, in ems: about 90 characters."""


class UnprintableError(Exception):
    """A text holds characters the typeface cannot print. `characters` names each once, in the order they occur."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        self.characters = characters
        super().__init__(f"{len(characters)} characters cannot be printed")


@cache
def fonts() -> dict[str, TTFont]:
    """Both weights, registered with reportlab once."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    found = {name: TTFont(name, ASSETS / f"{name}.ttf") for name in (REGULAR, BOLD)}
    for font in found.values():
        pdfmetrics.registerFont(font)
    return found


def unprintable(text: str) -> tuple[str, ...]:
    """The characters that would come out as a box, or in the wrong order: not in the typeface, right to left, or control marks."""
    return tuple(dict.fromkeys(character for character in _normal(text) if character not in "\n\t" and not _printable(character)))


def width(text: str, style: Style) -> float:
    """The width of a text on one line, in points. Raises UnprintableError."""
    return _width(text, style.font) * style.size


def forget() -> None:
    """Drops every text that was measured or broken into lines, for it may be of a case; not those of `lasting_lines`.

    To be called when a paper is written.
    """
    lines.cache_clear()
    _width.cache_clear()


@lru_cache(maxsize=16_384)
def lines(text: str, style: Style, room: float) -> tuple[str, ...]:
    """The text in lines of at most `room` points wide. A word that is too long by itself is broken, after a hyphen or slash where it can.

    A line that goes on in the next ends with its blank, so that a reader who copies the text keeps the words apart. Raises
    UnprintableError.
    """
    if bad := unprintable(text):
        raise UnprintableError(bad)
    room_in_ems = room / style.size
    return tuple(
        line for paragraph in _normal(text).split("\n") for line in _fill(paragraph.replace("\t", " ").split(" "), style, room_in_ems)
    )


@lru_cache(maxsize=4096)
def lasting_lines(text: str, style: Style, room: float) -> tuple[str, ...]:
    """The same for a text of a framework only: it stays in memory for a next paper."""
    return lines(text, style, room)


def shortened(text: str, style: Style, room: float, most: int) -> tuple[str, ...]:
    """As many whole sentences as fit in `most` lines; when not even the first fits, its beginning and an ellipsis.

    Raises UnprintableError.
    """
    sentences = _SENTENCE_END.split(text)
    kept = lines(sentences[0], style, room)
    if len(kept) > most:
        return (*kept[: most - 1], _cut_off(kept[most - 1], style, room))
    for number in range(2, len(sentences) + 1):
        longer = lines(" ".join(sentences[:number]), style, room)
        if len(longer) > most:
            break
        kept = longer
    return kept


def _cut_off(line: str, style: Style, room: float) -> str:
    words = line.split()
    while len(words) > 1 and width(f"{' '.join(words)} …", style) > room:
        words.pop()
    return f"{' '.join(words)} …"


def _fill(words: list[str], style: Style, room: float) -> list[str]:
    """Greedy filling; widths in ems."""
    font, blank = style.font, _width(" ", style.font)
    found: list[str] = []
    line, used = "", 0.0
    for word in (part for part in words if part):
        extent = _width(word, font)
        if line and used + blank + extent <= room:
            line, used = f"{line} {word}", used + blank + extent
            continue
        if line:
            found.append(f"{line} ")
        *full, line = [word] if extent <= room else _pieces(word, font, room)
        found += full
        used = _width(line, font)
    return [*found, line]


def _pieces(word: str, font: str, room: float) -> list[str]:
    """An overlong word in pieces that fit."""
    pieces, start = [], 0
    while start < len(word):
        end = start + 1
        while end < len(word) and _width(word[start : end + 1], font) <= room:
            end += 1
        if end < len(word):
            hinge = max((word.rfind(mark, start + 1, end) for mark in "-/_."), default=-1)
            end = hinge + 1 if hinge > start else end
        pieces.append(word[start:end])
        start = end
    return pieces


def _normal(text: str) -> str:
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return composed.translate(_IGNORED).replace(" %", "\u00a0%")


@cache
def _printable(character: str) -> bool:
    if unicodedata.category(character) in _NOT_WRITING or unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
        return False
    return all(ord(character) in font.face.charToGlyph for font in fonts().values())


@lru_cache(maxsize=65_536)
def _width(text: str, font: str) -> float:
    """In ems. A character the font lacks raises UnprintableError."""
    widths = fonts()[font].face.charWidths
    try:
        return float(sum(widths[ord(character)] for character in text)) / 1000
    except KeyError:
        raise UnprintableError(unprintable(text)) from None
