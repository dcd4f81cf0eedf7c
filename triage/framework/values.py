"""The smallest parts of a framework file: ids, texts, exact numbers and points.

Numbers come from the reader as `int` or `Decimal`, never as a binary float, and a text is never taken for a number.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

UNIT = 1000
"""Points are whole numbers of thousandths of a point, so that sums are exact."""

MAX_POINTS = 1_000_000
"""No single number of points may be larger; keeps every sum far inside 64 bits."""

_ID_PATTERN = r"^[a-z0-9][a-z0-9_-]*$"


def _exact_number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number_expected", "a number, without quotes")
    exact = Decimal(value)
    if not exact.is_finite() or abs(exact) > MAX_POINTS:
        raise PydanticCustomError("number_too_large", "a number of at most a million")
    return exact


def _thousandths(value: Any) -> int:
    scaled = _exact_number(value) * UNIT
    if scaled != scaled.to_integral_value():
        raise PydanticCustomError("three_decimals", "at most three decimals")
    return int(scaled)


def _answer_value(value: Any) -> str | Decimal:
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return _exact_number(value)


def as_points(thousandths: int) -> Decimal:
    """Thousandths as the number a reader sees: 1500 is 1.5."""
    points = Decimal(thousandths).scaleb(-3)
    return points.quantize(Decimal(1)) if points == points.to_integral_value() else points.normalize()


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


Id = Annotated[str, Field(strict=True, pattern=_ID_PATTERN, max_length=64)]
"""Letters a-z, digits, `_` and `-`, starting with a letter or digit."""

Number = Annotated[Decimal, BeforeValidator(_exact_number), PlainSerializer(_plain), WithJsonSchema({"type": "number"})]
"""An exact number in the unit of the question."""

Points = Annotated[
    int,
    BeforeValidator(_thousandths),
    PlainSerializer(lambda thousandths: _plain(as_points(thousandths))),
    WithJsonSchema({"type": "number", "multipleOf": 0.001}),
]
"""Points, in thousandths."""

AnswerValue = Annotated[str | Decimal, BeforeValidator(_answer_value), WithJsonSchema({"type": ["string", "number"]})]
"""An answer as written in the file: an option id, `yes`, `no`, or a number."""


class Text(BaseModel):
    """A text in Dutch and, where it has been translated, in English."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nl: Annotated[str, Field(strict=True, min_length=1, pattern=r"\S")]
    en: Annotated[str, Field(strict=True, min_length=1, pattern=r"\S")] | None = None

    def in_language(self, language: str) -> str:
        """The text in that language, or in Dutch where it is missing."""
        return self.en if language == "en" and self.en is not None else self.nl
