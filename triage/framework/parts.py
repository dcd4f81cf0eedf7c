"""What all parts of a framework file are built on: the base of every part, and the small values more than one of them holds."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from triage.framework.values import Number, Text
from triage.periods import Period, parse_day

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years a framework may speak of; outside them a date is a slip of the pen."""


def _period(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    if isinstance(value, date):
        return Period.day(value)
    if isinstance(value, str):
        with suppress(ValueError):
            period = Period.parse(value)
            if FIRST_YEAR <= period.first.year <= LAST_YEAR:
                return period
    raise PydanticCustomError("period_expected", "a quarter (2026-Q3) or a date (2026-08-14)")


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        with suppress(ValueError):
            day = parse_day(value)
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
    raise PydanticCustomError("date_expected", "a date (2026-08-14)")


Day = Annotated[date, BeforeValidator(_day)]
Line = Annotated[str, Field(strict=True, min_length=1, pattern=r"\S")]
Share = Annotated[Number, Field(ge=0, le=1)]
Whole = Annotated[int, Field(strict=True)]
Months = Annotated[Whole, Field(ge=1, le=1200)]
When = Annotated[Period, BeforeValidator(_period)]


def _words(value: Any) -> Any:
    return {"nl": value} if isinstance(value, str) else value


Words = Annotated[Text, BeforeValidator(_words)]
"""A text; a plain string is Dutch."""


class FrameworkPart(BaseModel):
    """What all parts of a framework share: no unknown keys, never changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, validate_by_name=True, validate_by_alias=True)
