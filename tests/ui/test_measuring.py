"""Widths of columns and heights of rows: no word is cut, the room is used, and what does not fit scrolls."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from ui.theme import Theme
from ui.widgets.measuring import Measure, Wish, column_widths

WISHES = st.lists(
    st.builds(lambda least, more, stretches: Wish(least, least + more, stretches), st.integers(1, 300), st.integers(0, 300), st.booleans()),
    min_size=1,
    max_size=8,
)


@given(WISHES, st.integers(0, 3000))
def test_no_column_is_narrower_than_its_longest_word(wishes: list[Wish], room: int) -> None:
    assert all(width >= wish.least for width, wish in zip(column_widths(wishes, room), wishes, strict=True))


@given(WISHES, st.integers(0, 3000))
def test_a_table_whose_longest_words_fit_does_not_scroll(wishes: list[Wish], room: int) -> None:
    if sum(wish.least for wish in wishes) <= room:
        assert sum(column_widths(wishes, room)) <= room


@given(WISHES, st.integers(0, 3000))
def test_what_is_left_goes_to_the_columns_that_take_it(wishes: list[Wish], room: int) -> None:
    widths = column_widths(wishes, room)
    if sum(wish.wanted for wish in wishes) <= room:
        for width, wish in zip(widths, wishes, strict=True):
            assert wish.stretches or width == wish.wanted
        if any(wish.stretches for wish in wishes):
            assert room - sum(widths) < len(wishes)


def test_words_that_need_more_lines_make_a_higher_row(theme: Theme) -> None:
    theme.set_zoom(100)
    measure = Measure(QFontMetrics(QApplication.font()))
    one = measure.row_height([("Casus", 200)])
    assert one == measure.least_row
    assert measure.row_height([("Zorgen op de meeste leefgebieden en meer", 120), ("Casus", 200)]) > one
    assert measure.longest("Zorgen op de meeste leefgebieden") == measure.whole("leefgebieden")
