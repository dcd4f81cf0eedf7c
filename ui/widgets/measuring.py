"""How wide columns and how high rows must be, so that no word is cut. Sizes in pixels, of one font."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

_WRAPPED = int(Qt.TextFlag.TextWordWrap)
_LOWEST = 100_000
_ROW_LINES = 1.8

MOST_PART = 2
"""In a table that scrolls sideways, a column takes at most half of the room, unless a word needs more."""


@dataclass(frozen=True)
class Wish:
    """What a column asks for: the width of its longest word, the width it would like, and whether it takes what is left."""

    least: int
    wanted: int
    stretches: bool


class Measure:
    """Measures words in one font, and remembers what it measured."""

    def __init__(self, metrics: QFontMetrics) -> None:
        self.metrics = metrics
        self._longest: dict[str, int] = {}
        self._heights: dict[tuple[str, int], int] = {}
        self.air = metrics.height() // 2
        """The room before and after the words of a cell."""
        self.least_row = int(metrics.height() * _ROW_LINES)
        """The height of a row of one line."""

    def letters(self, count: float) -> int:
        """The width of so many letters."""
        return int(count * self.metrics.averageCharWidth())

    def whole(self, words: str) -> int:
        """The width of a cell that says this on one line."""
        return self.metrics.horizontalAdvance(words) + 2 * self.air + 1

    def longest(self, words: str) -> int:
        """The width of a cell in which the longest word fits."""
        if words not in self._longest:
            self._longest[words] = max(map(self.whole, words.split()), default=0)
        return self._longest[words]

    def text_height(self, words: str, width: int) -> int:
        """The height of the words in a cell so wide, without air."""
        if (words, width) not in self._heights:
            room = QRect(0, 0, max(width - 2 * self.air, 1), _LOWEST)
            self._heights[words, width] = self.metrics.boundingRect(room, _WRAPPED, words).height()
        return self._heights[words, width]

    def row_height(self, cells: Iterable[tuple[str, int]]) -> int:
        """The height of a row of cells, each with its words and width."""
        highest = max((self.text_height(words, width) for words, width in cells if words), default=0)
        return max(highest + self.air, self.least_row)


def column_widths(wishes: Sequence[Wish], room: int) -> list[int]:
    """Widths that fill the room when there is enough, shrink towards the longest words when there is not, and never cut a word.

    When even the longest words do not fit, the table scrolls, and no column takes more than a part of the room that it can do without.
    """
    widths = [wish.wanted for wish in wishes]
    left = room - sum(widths)
    stretching = [place for place, wish in enumerate(wishes) if wish.stretches]
    if left >= 0:
        for place in stretching:
            widths[place] += left // len(stretching)
        return widths
    spare = sum(wish.wanted - wish.least for wish in wishes)
    if spare < -left:
        return [max(wish.least, min(wish.wanted, room // MOST_PART)) for wish in wishes]
    return [wish.wanted + (wish.wanted - wish.least) * left // spare for wish in wishes] if spare else widths
