"""The smallest parts of a framework file: ids, texts, exact numbers and points.

Numbers come from the reader as `int` or `Decimal`, never as a binary float, and a text is never taken for a number.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, PlainSerializer, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

UNIT = 1000
"""Points are whole numbers of thousandths of a point, so that sums are exact."""

MAX_POINTS = 1_000_000
"""No single number of points may be larger; keeps every sum far inside 64 bits."""

ID_PATTERN = r"^[a-z0-9][a-z0-9_-]*$"


def _exact_number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("number_expected", "a number, without quotes")
    exact = Decimal(value)
    if not exact.is_finite() or abs(exact) > MAX_POINTS:
        raise PydanticCustomError("number_too_large", "a number of at most a million")
    return exact


def _thousandths(value: Any) -> int:
    exact = _exact_number(value)
    if decimals_in(exact) > 3:
        raise PydanticCustomError("three_decimals", "at most three decimals")
    return int(exact.scaleb(3))


def _answer_value(value: Any) -> str | Decimal:
    if isinstance(value, str) and value.strip():
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("answer_expected", "an option id, yes, no or a number")
    return _exact_number(value)


def _one_or_several(value: Any) -> str:
    return "<several>" if isinstance(value, list | tuple) else "<one>"


def decimals_in(number: Decimal) -> int:
    """How many decimals a number needs: 1.50 needs one, 20 needs none. Never rounds."""
    _sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError("not a finite number")
    written = "".join(map(str, digits))
    return max(0, -exponent - (len(written) - len(written.rstrip("0")))) if any(digits) else 0


def as_points(thousandths: int) -> Decimal:
    """Thousandths as the number a reader sees: 1500 is 1.5."""
    points = Decimal(thousandths).scaleb(-3)
    return points.quantize(Decimal(1)) if points == points.to_integral_value() else points.normalize()


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


Id = Annotated[str, Field(strict=True, pattern=ID_PATTERN, max_length=64)]
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


Flag = Annotated[bool, Field(strict=True)]
"""`true` or `false`; the words `yes` and `no` are answers, not flags."""

IdOrIds = Annotated[Annotated[Id, Tag("<one>")] | Annotated[tuple[Id, ...], Tag("<several>")], Discriminator(_one_or_several)]
"""One id, or a list of them."""


class Text(BaseModel):
    """A text in Dutch and, where it has been translated, in English."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    nl: Annotated[str, Field(strict=True, min_length=1, pattern=r"\S")]
    en: Annotated[str, Field(strict=True, min_length=1, pattern=r"\S")] | None = None

    def in_language(self, language: str) -> str:
        """The text in that language, or in Dutch where it is missing."""
        return self.en if language == "en" and self.en is not None else self.nl
