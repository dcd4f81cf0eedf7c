"""Ages in groups of two years or more, so that a birthday hides in them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from triage.cases.age_bands import AGE_BANDS, age_band, band_number
from triage.wording import DUTCH


def test_a_group_is_two_or_three_years_wide() -> None:
    assert {after - before for before, after in pairwise(AGE_BANDS)} == {2, 3}


@given(st.integers(0, 120), st.integers(0, 120))
def test_ages_of_one_group_are_called_the_same_and_of_two_groups_not(one: int, other: int) -> None:
    same = band_number(one) == band_number(other)
    assert (DUTCH.say(age_band(one)) == DUTCH.say(age_band(other))) is same
    assert (band_number(one) <= band_number(other)) is (one <= other or same)
