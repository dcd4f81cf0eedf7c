"""Bars and codes: what is sure, unknown and not reached is told apart by shape, and never leaves its frame."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from triage.documents.marks import TEXT_ROOM, Box, Fill, Words
from triage.documents.pictures import QR_SIDE, Amount, Tick, item_bar, qr_code, range_bar

POINTS = st.integers(-5000, 20000)


def boxes(marks: tuple[object, ...], fill: Fill) -> list[tuple[float, float]]:
    return [(round(mark.x, 3), round(mark.x + mark.width, 3)) for mark in marks if isinstance(mark, Box) and mark.fill is fill]


@given(ends=st.lists(POINTS, min_size=4, max_size=4).map(sorted))
def test_no_part_of_a_bar_leaves_its_frame(ends: list[int]) -> None:
    least, low, high, greatest = ends
    for picture in (
        range_bar(Amount(low, high, least, greatest), [Tick(least, "a"), Tick(greatest, "b")], "alt"),
        item_bar(Amount(low, high, least, greatest), least, greatest, 100.0, "alt"),
    ):
        assert picture.alt == "alt"
        for mark in picture.marks:
            if isinstance(mark, Box):
                assert mark.x >= -1e-6
                assert mark.x + mark.width <= picture.width + 1e-6
                assert mark.width >= 0


def test_the_sure_part_is_solid_and_the_unknown_part_hatched() -> None:
    marks = range_bar(Amount(4000, 9000, 0, 10000), [], "").marks
    assert boxes(marks, Fill.AMOUNT) == [(0, round(TEXT_ROOM * 0.4, 3))]
    assert boxes(marks, Fill.UNKNOWN) == [(round(TEXT_ROOM * 0.4, 3), round(TEXT_ROOM * 0.9, 3))]
    assert boxes(marks, Fill.EMPTY) == [(0, round(TEXT_ROOM, 3))]


def test_points_below_zero_lie_left_of_zero() -> None:
    marks = item_bar(Amount(-2000, -2000, -2000, 2000), -2000, 2000, 100.0, "").marks
    assert boxes(marks, Fill.AMOUNT) == [(0, 50)]
    assert boxes(marks, Fill.UNKNOWN) == []


def test_numbers_that_would_touch_are_left_out_but_never_the_ends() -> None:
    ticks = [Tick(at, str(at)) for at in (0, 9900, 9950, 10000)]
    said = [mark.text for mark in range_bar(Amount(0, 0, 0, 10000), ticks, "").marks if isinstance(mark, Words)]
    assert said == ["0", "10000"]


def test_names_of_levels_stand_above_the_bar_or_not_at_all() -> None:
    def names(second: str) -> list[str]:
        ticks = [Tick(0, "0", "laag"), Tick(9000, "9", second), Tick(10000, "10")]
        return [mark.text.strip() for mark in range_bar(Amount(0, 0, 0, 10000), ticks, "").marks if isinstance(mark, Words)]

    assert names("hoog") == ["laag", "hoog", "0", "10", "9"]
    assert names("een naam die veel te lang is voor dat laatste stukje") == ["0", "10", "9"]


def test_a_qr_code_fits_its_square_and_differs_with_its_content() -> None:
    first, second = (qr_code(hashlib.sha256(content).hexdigest().upper(), "alt") for content in (b"a", b"b"))
    assert first.marks != second.marks
    assert all(isinstance(mark, Box) and mark.fill is Fill.BLACK and mark.x + mark.width <= QR_SIDE + 1e-6 for mark in first.marks)
    corners = {(mark.x, mark.y) for mark in first.marks if isinstance(mark, Box) and round(mark.width / (QR_SIDE / 33)) == 7}
    assert {(0.0, 0.0), (round(QR_SIDE / 33 * 26, 6), 0.0)} <= {(round(x, 6), round(y, 6)) for x, y in corners}
