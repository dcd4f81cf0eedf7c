"""The blocks a paper is made of. A block holds words that are already said in a language; it knows no case and computes nothing.

`strips` turns a block into strips ready for a page. Blocks are frozen, so what depends on a framework only (`Lasting`) is laid out once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from triage.documents.marks import GAP, MM, ROOM, Box, Fill, Mark, Part, Rule, Strip, Words, shifted
from triage.documents.typeface import BODY, EMS_TO_READ, HEADING, LABEL, STRONG, SUBHEADING, TITLE, Style, lasting_lines, lines

TALLEST_ROW = 300.0
"""A row of a table that is taller, in points, goes on in a next strip."""

LABEL_ROOM = 44 * MM
VALUE_ROOM = 157 * MM
"""Right edges of the two columns of a list of facts; they are the same everywhere."""

ROW_PADDING = 2.6
INSET = 6.0


@dataclass(frozen=True)
class Text:
    """Some words in one style. `lasting` words are of a framework only: their lines stay in memory for a next paper."""

    words: str
    style: Style = BODY
    lasting: bool = False

    def lines(self, room: float) -> tuple[str, ...]:
        """The words in lines of at most `room` points. Raises UnprintableError when the typeface lacks a character."""
        return (lasting_lines if self.lasting else lines)(self.words, self.style, room)


@dataclass(frozen=True)
class Picture:
    """Marks in a frame of `width` by `height` points, with what they show in words."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    alt: str


Cell = tuple[Text | Picture, ...]
"""What stands in a cell, from top to bottom."""


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (the paper), 2 (a part) or 3. It never stands alone at the foot of a page."""

    words: str
    level: int

    def strips(self) -> Iterator[Strip]:
        """One strip, kept with what follows."""
        style, above, below = {1: (TITLE, 0.0, 2.0), 2: (HEADING, 16.0, 5.0), 3: (SUBHEADING, 10.0, 3.0)}[self.level]
        said = lines(self.words, style, ROOM)
        marks = tuple(Words(0, above + number * style.leading + style.rise, line, style) for number, line in enumerate(said))
        height = above + len(said) * style.leading + below
        yield Strip(height, (Part(f"H{self.level}", marks),), stays=True, bookmark=None if self.level == 1 else self.level - 2)


@dataclass(frozen=True)
class Paragraph:
    """Running text. Its first two and its last two lines stay together."""

    text: Text
    stays: bool = False

    def strips(self) -> Iterator[Strip]:
        """A strip per line."""
        style = self.text.style
        said = self.text.lines(style.size * EMS_TO_READ)
        last = len(said) - 1
        for number, line in enumerate(said):
            below = 5.0 if number == last else 0.0
            stays = (last > 0 and number in (0, last - 1)) or (self.stays and number == last)
            yield Strip(style.leading + below, (Part("P", (Words(0, style.rise, line, style),)),), stays)


@dataclass(frozen=True)
class Notice:
    """A framed line that must be seen: bold words between two rules, never a colour."""

    words: str

    def strips(self) -> Iterator[Strip]:
        """One strip."""
        said = lines(self.words, STRONG, ROOM - 2 * INSET)
        height = len(said) * STRONG.leading + INSET
        words = tuple(Words(INSET, INSET / 2 + n * STRONG.leading + STRONG.rise, line, STRONG) for n, line in enumerate(said))
        yield Strip(height + 10, (Part("Artifact", (Box(0, 0, ROOM, height, Fill.EMPTY),)), Part("P", words)), stays=True)


@dataclass(frozen=True)
class Figure:
    """A picture on a line of its own."""

    picture: Picture
    stays: bool = False

    def strips(self) -> Iterator[Strip]:
        """One strip."""
        yield Strip(self.picture.height + 6, (Part("Figure", self.picture.marks, self.picture.alt),), self.stays)


@dataclass(frozen=True)
class Column:
    """A column of a table. Its edges are in points from the margin; `figures` stand against the right edge and are never broken."""

    title: str
    left: float
    right: float
    figures: bool = False

    @property
    def room(self) -> float:
        """Its width in points."""
        return self.right - self.left


@dataclass(frozen=True)
class Row:
    """A row of a table. `strong` rows (sums) have a heavier rule above and stay with the row before; a `group` row is one cell wide."""

    cells: tuple[Cell, ...]
    strong: bool = False
    group: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a head that is repeated on each page."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def strips(self) -> Iterator[Strip]:
        """The head, then a strip per row, or more for a tall row."""
        head = _row_strips(self.columns, _titles(self.columns), ["TH"] * len(self.columns), below=0.8)
        yield from (Strip(strip.height, strip.parts, stays=True) for strip in head)
        for row, after in zip(self.rows, (*self.rows[1:], None), strict=True):
            columns = (Column("", self.columns[0].left, ROOM),) if row.group else self.columns
            above = 0.8 if row.strong else 0.0
            stays = row.group or (after is not None and after.strong)
            below = 0.0 if after is not None and after.strong else 0.3
            for strip in _row_strips(columns, row.cells, ["TD"] * len(columns), above=above, below=below):
                yield Strip(strip.height, strip.parts, stays, head)
        yield Strip(8.0, ())


@dataclass(frozen=True)
class Facts:
    """Labels with their values, one under the other. In a label, as in the title of a column, stands nothing of a case."""

    rows: tuple[tuple[str, Cell], ...]

    def strips(self) -> Iterator[Strip]:
        """A strip per label."""
        columns = (Column("", 0.0, LABEL_ROOM), Column("", LABEL_ROOM + GAP, VALUE_ROOM))
        for label, value in self.rows:
            yield from _row_strips(columns, ((Text(label, LABEL, lasting=True),), value), ("TH", "TD"), below=0.0, padding=1.2)
        yield Strip(6.0, ())


@dataclass(frozen=True)
class Beside:
    """A picture with text beside it."""

    picture: Picture
    texts: Cell

    def strips(self) -> Iterator[Strip]:
        """One row."""
        columns = (Column("", 0.0, LABEL_ROOM), Column("", LABEL_ROOM + GAP, VALUE_ROOM))
        yield from _row_strips(columns, ((self.picture,), self.texts), ("Figure", "P"), below=0.0)
        yield Strip(6.0, ())


@dataclass(frozen=True)
class Lasting:
    """A block of a framework only. Its strips stay in memory for a next paper, so nothing of a case may stand in it."""

    block: Block

    def strips(self) -> Iterator[Strip]:
        """Those of the block."""
        yield from _laid_out(self.block)


Block = Heading | Paragraph | Notice | Figure | Table | Facts | Beside | Lasting


@lru_cache(maxsize=512)
def _laid_out(block: Block) -> tuple[Strip, ...]:
    return tuple(block.strips())


@dataclass(frozen=True)
class _Piece:
    """A line of text or a picture in a cell, and the room it takes downwards."""

    height: float
    content: tuple[str, Style] | Picture


def _titles(columns: Sequence[Column]) -> tuple[Cell, ...]:
    return tuple((Text(column.title, LABEL, lasting=True),) for column in columns)


def _row_strips(
    columns: Sequence[Column],
    cells: Sequence[Cell],
    roles: Sequence[str],
    *,
    above: float = 0.0,
    below: float = 0.3,
    padding: float = ROW_PADDING,
) -> tuple[Strip, ...]:
    """A row: one strip, or more when it is taller than `TALLEST_ROW`. First lines share a baseline; rules have these weights."""
    baseline = max((cell[0].style.rise for cell in cells if cell and isinstance(cell[0], Text)), default=0.0)
    chunks = [_chunks(cell, inf if column.figures else column.room) for cell, column in zip(cells, columns, strict=True)]
    count = max(map(len, chunks))
    found = []
    for number in range(count):
        parts, bottom = [], padding
        for column, role, chunk in zip(columns, roles, chunks, strict=True):
            part, reached = _cell_part(chunk[number] if number < len(chunk) else (), column, role, padding, baseline)
            parts.append(part)
            bottom = max(bottom, reached)
        rules = [Rule(0, 0, ROOM, 0, above)] if above and number == 0 else []
        rules += [Rule(0, bottom + padding, ROOM, bottom + padding, below)] if below and number == count - 1 else []
        found.append(Strip(bottom + padding, (*parts, *([Part("Artifact", tuple(rules))] if rules else ()))))
    return tuple(found)


def _chunks(cell: Cell, room: float) -> list[tuple[_Piece, ...]]:
    """The pieces of a cell, in runs that are not too tall for one strip."""
    chunks: list[list[_Piece]] = [[]]
    reached = 0.0
    for piece in _pieces(cell, room):
        if chunks[-1] and reached + piece.height > TALLEST_ROW:
            chunks.append([])
            reached = 0.0
        chunks[-1].append(piece)
        reached += piece.height
    return [tuple(chunk) for chunk in chunks]


def _pieces(cell: Cell, room: float) -> Iterator[_Piece]:
    for content in cell:
        if isinstance(content, Picture):
            yield _Piece(content.height, content)
        else:
            yield from (_Piece(content.style.leading, (line, content.style)) for line in content.lines(room))


def _cell_part(pieces: Sequence[_Piece], column: Column, role: str, top: float, baseline: float) -> tuple[Part, float]:
    """The marks of a cell, and how far down they reach."""
    marks: list[Mark] = []
    alt, y = "", top
    for number, piece in enumerate(pieces):
        if isinstance(piece.content, Picture):
            marks += [shifted(mark, column.left, y) for mark in piece.content.marks]
            alt = piece.content.alt
        else:
            line, style = piece.content
            y += baseline - style.rise if number == 0 else 0.0
            marks.append(
                Words(column.right, y + style.rise, line.rstrip(), style, right=True)
                if column.figures
                else Words(column.left, y + style.rise, line, style)
            )
        y += piece.height
    return Part(role, tuple(marks), alt), y
