"""Pictures made of our own shapes: amounts on a line, and the code that a telephone reads.

Readable in black and white: what is certain is solid, what is unknown is hatched, what is not reached is empty. Points are in thousandths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from triage.documents.blocks import Picture
from triage.documents.marks import TEXT_ROOM, Box, Fill, Mark, Rule, Words
from triage.documents.typeface import SMALL, lines, width

BAR_HEIGHT = 11.0
ITEM_BAR_HEIGHT = 6.5
TICK = 3.0
LEAST_DISTANCE = 5.0
"""Between two numbers under a bar, in points."""

QR_SIDE = 88.0
QR_MASK = 0
"""One of the eight masks a QR code may have, always the same: seeking the calmest one takes longer than drawing a page."""


@dataclass(frozen=True)
class Amount:
    """Points that lie between `low` and `high`, of at least `least` and at most `greatest`; thousandths."""

    low: int
    high: int
    least: int
    greatest: int


@dataclass(frozen=True)
class Tick:
    """A place on the line with what is written under it; `name` is the level that starts there."""

    at: int
    words: str
    name: str = ""


def range_bar(amount: Amount, ticks: Sequence[Tick], alt: str) -> Picture:
    """A line from the least to the greatest points, with the levels above it and their borders under it.

    The names of the levels are left out when one of them does not fit above its stretch.
    """
    axis = _Axis(min(0, amount.least), max(0, amount.greatest), TEXT_ROOM)
    names = list(_names(axis, ticks))
    top = SMALL.leading * max((len(said) for _, said in names), default=0) + (2.0 if names else 0.0)
    marks: list[Mark] = [
        Words(left, top - 2.0 - (len(said) - number) * SMALL.leading + SMALL.rise, line, SMALL)
        for left, said in names
        for number, line in enumerate(said)
    ]
    marks += _bar(axis, amount, top, BAR_HEIGHT, axis.low, axis.high)
    marks += [Rule(x, top, x, top + BAR_HEIGHT + TICK, 0.7) for x in (axis.place(tick.at) for tick in ticks)]
    marks += _numbers(axis, ticks, top + BAR_HEIGHT + TICK)
    return Picture(TEXT_ROOM, top + BAR_HEIGHT + TICK + SMALL.leading, tuple(marks), alt)


def item_bar(amount: Amount, least: int, greatest: int, room: float, alt: str) -> Picture:
    """A small bar on a line from `least` to `greatest` that the items of a scale share."""
    axis = _Axis(min(0, least), max(0, greatest), room)
    marks = _bar(axis, amount, 3.2, ITEM_BAR_HEIGHT, min(0, amount.least), max(0, amount.greatest))
    return Picture(room, 3.2 + ITEM_BAR_HEIGHT, tuple(marks), alt)


def qr_code(content: str, alt: str) -> Picture:
    """The content as a QR code, with its quiet zone left to the white round it."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(content)
    code.version = code.calculate_version()  # type: ignore[no-untyped-call]
    code.makeImpl(False, QR_MASK)
    side = QR_SIDE / len(code.modules)
    boxes = [Box(x * side, y * side, length * side, side, Fill.BLACK) for x, y, length in _runs(code.modules)]
    return Picture(QR_SIDE, QR_SIDE, tuple(boxes), alt)


@dataclass(frozen=True)
class _Axis:
    low: int
    high: int
    room: float

    def place(self, points: int) -> float:
        """Distance from the left in points of paper."""
        return self.room * (points - self.low) / (self.high - self.low) if self.high > self.low else 0.0

    def box(self, start: int, end: int, y: float, height: float, fill: Fill) -> Box:
        left = self.place(start)
        return Box(left, y, self.place(end) - left, height, fill)


def _bar(axis: _Axis, amount: Amount, y: float, height: float, start: int, end: int) -> list[Mark]:
    """The frame, the sure part (from zero) and the unknown part."""
    low, high = amount.low, amount.high
    found: list[Mark] = [axis.box(start, end, y, height, Fill.EMPTY)]
    sure = (0, low) if low > 0 else (high, 0) if high < 0 else None
    if sure:
        found.append(axis.box(*sure, y, height, Fill.AMOUNT))
    if low < high:
        found.append(axis.box(low, high, y, height, Fill.UNKNOWN))
    return found


def _names(axis: _Axis, ticks: Sequence[Tick]) -> Iterator[tuple[float, tuple[str, ...]]]:
    """The names of the levels with their left edge; none at all when one needs more than two lines."""
    named = [tick for tick in ticks if tick.name]
    edges = [*(axis.place(tick.at) for tick in named), axis.room]
    said = [_short(tick.name, end - start - 4.0) for tick, start, end in zip(named, edges, edges[1:], strict=False)]
    if all(said):
        yield from zip((edge + (0.0 if number == 0 else 2.0) for number, edge in enumerate(edges)), said, strict=False)


def _short(name: str, room: float) -> tuple[str, ...]:
    if room < 20 or max(width(word, SMALL) for word in name.split(" ")) > room:
        return ()
    said = lines(name, SMALL, room)
    return said if len(said) <= 2 else ()


def _numbers(axis: _Axis, ticks: Sequence[Tick], y: float) -> Iterator[Mark]:
    """The numbers under the ticks, from the outer ones inwards; one that would touch its neighbour is left out."""
    taken: list[tuple[float, float]] = []
    inward = sorted(ticks, key=lambda tick: (tick.at not in (axis.low, axis.high), tick.at))
    for tick in inward:
        extent = width(tick.words, SMALL)
        left = min(max(axis.place(tick.at) - extent / 2, 0.0), axis.room - extent)
        if all(left > end + LEAST_DISTANCE or left + extent < start - LEAST_DISTANCE for start, end in taken):
            taken.append((left, left + extent))
            yield Words(left, y + SMALL.rise, tick.words, SMALL)


def _runs(modules: Sequence[Sequence[bool]]) -> Iterator[tuple[int, int, int]]:
    """Dark modules side by side in a row: column, row and length."""
    for y, row in enumerate(modules):
        start = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield start, y, x - start
                start = None
