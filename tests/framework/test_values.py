"""The smallest parts of a framework: exact numbers, points, answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from triage.framework.values import AnswerValue, Points, Text, as_points, decimals_in

POINTS: TypeAdapter[int] = TypeAdapter(Points)
ANSWER: TypeAdapter[Any] = TypeAdapter(AnswerValue)


@pytest.mark.parametrize(
    ("number", "decimals"),
    [("0", 0), ("0.000", 0), ("20", 0), ("2E+3", 0), ("1.50", 1), ("-0.125", 3), ("1.0000000000000000000000000000001", 31)],
)
def test_decimals_are_counted_without_rounding(number: str, decimals: int) -> None:
    assert decimals_in(Decimal(number)) == decimals


@given(st.integers(-1_000_000_000, 1_000_000_000))
def test_points_survive_being_written_and_read(thousandths: int) -> None:
    assert POINTS.validate_python(as_points(thousandths)) == thousandths


@pytest.mark.parametrize(
    ("value", "thousandths"), [(1, 1000), (Decimal("0.125"), 125), (Decimal("2.5000"), 2500), (-3, -3000), (1_000_000, 10**9)]
)
def test_points_are_whole_thousandths(value: object, thousandths: int) -> None:
    assert POINTS.validate_python(value) == thousandths


@pytest.mark.parametrize(
    "value",
    ["1", 1.5, True, None, Decimal("0.0001"), Decimal("1.0000000000000000000000000000001"), Decimal("NaN"), Decimal("Infinity"), 1_000_001],
)
def test_anything_else_is_no_number_of_points(value: object) -> None:
    with pytest.raises(ValidationError):
        POINTS.validate_python(value)


def test_an_answer_is_a_word_or_an_exact_number() -> None:
    assert ANSWER.validate_python("goes") == "goes"
    assert ANSWER.validate_python(15) == Decimal(15)
    assert type(ANSWER.validate_python("15")) is str


@pytest.mark.parametrize("value", [True, None, [], "", " ", 1.5])
def test_anything_else_is_no_answer(value: object) -> None:
    with pytest.raises(ValidationError):
        ANSWER.validate_python(value)


def test_a_text_falls_back_on_dutch() -> None:
    assert Text(nl="leeftijd").in_language("en") == "leeftijd"
    assert Text(nl="leeftijd", en="age").in_language("en") == "age"
