"""The blocks a paper is made of. A block holds words that are already said in a language; it knows no case and computes nothing.

`strips` turns a block into strips ready for a page. Blocks are frozen, so what depends on a framework only (`Lasting`) is laid out once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from triage.documents.marks import GAP, MM, ROOM, Box, Fill, Mark, Part, Rule, Strip, Words, shifted
from triage.documents.typeface import BODY, EMS_TO_READ, HEADING, LABEL, STRONG, SUBHEADING, TITLE, Style, lasting_lines, lines

TALLEST_ROW = 300.0
"""A row of a table that is taller, in points, goes on in a next strip."""

LABEL_ROOM = 44 * MM
VALUE_ROOM = 157 * MM
"""Right edges of the two columns of a list of facts; they are the same everywhere."""

ROW_PADDING = 2.6
INDENT, DASH = 9.0, 7.5
"""How far an entry of a list stands in, and its dash before it, in points."""

DASH_MARK = "– "
WHOLE = 130.0
"""A list of facts that is at most so tall, in points, is never parted by the end of a page."""

INSET = 6.0


@dataclass(frozen=True)
class Text:
    """Some words in one style. `lasting` words are of a framework only: their lines stay in memory for a next paper.

    `depth` is how deep they stand in a list in a list; from 1 they stand in and begin with a dash.
    """

    words: str
    style: Style = BODY
    lasting: bool = False
    depth: int = 0

    @property
    def indent(self) -> float:
        """How far the lines stand in, in points."""
        return self.depth * INDENT

    def lines(self, room: float) -> tuple[str, ...]:
        """The words in lines that end at most `room` points from the edge. Raises UnprintableError when the typeface lacks a character."""
        return (lasting_lines if self.lasting else lines)(self.words, self.style, room - self.indent)

    def dash(self, left: float, baseline: float) -> tuple[Words, ...]:
        """The dash before a text that stands in."""
        return (Words(left + self.indent - DASH, baseline, DASH_MARK, self.style),) if self.depth else ()


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
        style, indent = self.text.style, self.text.indent
        said = self.text.lines(style.size * EMS_TO_READ)
        last = len(said) - 1
        for number, line in enumerate(said):
            below = 0.0 if number < last else 1.5 if indent and self.stays else 5.0
            stays = (last > 0 and number in (0, last - 1)) or (self.stays and number == last)
            dash = self.text.dash(0, style.rise) if number == 0 else ()
            yield Strip(style.leading + below, (Part("P", (*dash, Words(indent, style.rise, line, style))),), stays)


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
        """A strip per label, or more for a tall value. The first two and the last two labels stay together; in a short list all do."""
        columns = (Column("", 0.0, LABEL_ROOM), Column("", LABEL_ROOM + GAP, VALUE_ROOM))
        rows = [
            _row_strips(columns, ((Text(label, LABEL, lasting=True),), value), ("TH", "TD"), below=0.0, padding=1.2)
            for label, value in self.rows
        ]
        short = sum(strip.height for row in rows for strip in row) <= WHOLE
        last = len(rows) - 1
        for number, row in enumerate(rows):
            stays = number < last and (short or number in (0, last - 1))
            yield from (Strip(strip.height, strip.parts, stays) for strip in row)
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


@dataclass(frozen=True, eq=False)
class Lasting:
    """A block that is kept for a next paper, with its strips once they are laid out; nothing of a case may stand in it."""

    block: Block

    def strips(self) -> Iterator[Strip]:
        """Those of the block."""
        yield from self._laid_out

    @cached_property
    def _laid_out(self) -> tuple[Strip, ...]:
        return tuple(self.block.strips())


Block = Heading | Paragraph | Notice | Figure | Table | Facts | Beside | Lasting


@dataclass(frozen=True)
class _Piece:
    """A line of a text or a picture in a cell, and the room it takes downwards. `first` says whether it is the first line of the text."""

    height: float
    content: tuple[str, Text] | Picture
    first: bool = False


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
            yield from (_Piece(content.style.leading, (line, content), number == 0) for number, line in enumerate(content.lines(room)))


def _cell_part(pieces: Sequence[_Piece], column: Column, role: str, top: float, baseline: float) -> tuple[Part, float]:
    """The marks of a cell, and how far down they reach."""
    marks: list[Mark] = []
    alt, y = "", top
    for number, piece in enumerate(pieces):
        if isinstance(piece.content, Picture):
            marks += [shifted(mark, column.left, y) for mark in piece.content.marks]
            alt = piece.content.alt
        else:
            line, text = piece.content
            style = text.style
            y += baseline - style.rise if number == 0 else 0.0
            if column.figures:
                marks.append(Words(column.right, y + style.rise, line.rstrip(), style, right=True))
            else:
                marks += text.dash(column.left, y + style.rise) if piece.first else ()
                marks.append(Words(column.left + text.indent, y + style.rise, line, style))
        y += piece.height
    return Part(role, tuple(marks), alt), y
