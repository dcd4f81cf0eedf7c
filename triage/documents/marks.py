"""What is drawn, as data: words, rules and boxes, gathered in strips that a page break never cuts through.

Blocks become strips, strips are put on pages, pages are drawn. Places are in points from the top left of the strip. Each part says its
role in the document (as PDF tags call them) and, for a picture, what it shows in words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from triage.documents.typeface import Style

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
MARGIN = 20 * MM
ROOM = PAGE_WIDTH - 2 * MARGIN
"""The width between the margins: 170 mm."""

TEXT_ROOM = 145 * MM
"""The width of running text: at 9 points about 90 characters."""

GAP = 3 * MM
"""Between two columns."""


class Fill(Enum):
    """How a box is filled. Amounts are solid and what is unknown is hatched, so that they differ without colour."""

    AMOUNT = "amount"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    BLACK = "black"


@dataclass(frozen=True)
class Words:
    """A line of text with its baseline at `y`. With `right`, `x` is where it ends."""

    x: float
    y: float
    text: str
    style: Style
    right: bool = False


@dataclass(frozen=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 0.4


@dataclass(frozen=True)
class Box:
    """A rectangle with its top left corner at `x`, `y`."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill


Mark = Words | Rule | Box


def shifted(mark: Mark, right: float, down: float) -> Mark:
    """The same mark elsewhere."""
    if isinstance(mark, Rule):
        return replace(mark, x1=mark.x1 + right, x2=mark.x2 + right, y1=mark.y1 + down, y2=mark.y2 + down)
    return replace(mark, x=mark.x + right, y=mark.y + down)


@dataclass(frozen=True)
class Part:
    """Marks with one role: `P`, `H1`, `H2`, `H3`, `TH`, `TD`, `Figure` or `Artifact` (lines and frames that say nothing)."""

    role: str
    marks: tuple[Mark, ...]
    alt: str = ""


@dataclass(frozen=True)
class Strip:
    """A band of the page that stays whole. `stays` keeps it on one page with the next; `head` is repeated when a page starts with it.

    `bookmark` is the level of a heading in the table of contents, from 0, or None.
    """

    height: float
    parts: tuple[Part, ...]
    stays: bool = False
    head: tuple[Strip, ...] = ()
    bookmark: int | None = None

    @property
    def text(self) -> str:
        """The words in it, in reading order."""
        return "".join(mark.text for part in self.parts for mark in part.marks if isinstance(mark, Words))
