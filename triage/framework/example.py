"""A worked example in a framework file: a case, and what must come out of it. `review/examples.py` weighs it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from triage.framework.parts import Day, FrameworkPart, Line, When
from triage.framework.values import AnswerValue, Flag, Id, IdOrIds, Points, Text
from triage.framework.vocabulary import AnswerStatus, FactStatus


class ExampleAnswer(FrameworkPart):
    """An answer of a worked example, with its status where that is not `established`."""

    value: AnswerValue | None = None
    status: AnswerStatus = AnswerStatus.ESTABLISHED
    as_of: When | None = None


class ExampleFact(FrameworkPart):
    """A dated fact of a worked example: `quarter` is a quarter or a date."""

    kind: Id
    quarter: When
    status: FactStatus
    contested: Flag = False


def _interval(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value, value)


def _truth(value: Any) -> bool | str:
    if isinstance(value, bool):
        return value
    if value == "unknown":
        return "unknown"
    raise PydanticCustomError("truth_expected", "true, false or unknown")


ExpectedTruth = Annotated[bool | Literal["unknown"], BeforeValidator(_truth)]
Interval = Annotated[tuple[Points, Points], BeforeValidator(_interval)]


class Expectation(FrameworkPart):
    """What a worked example must give. `bands` may name `insufficient` or a list of possible bands."""

    scales: dict[Id, Interval] = Field(default_factory=dict)
    bands: dict[Id, IdOrIds] = Field(default_factory=dict)
    advice: Id | None = None
    possible_advice: tuple[Id, ...] | None = None
    criteria: dict[Id, ExpectedTruth] = Field(default_factory=dict)


def _answer(value: Any) -> Any:
    return value if isinstance(value, dict | ExampleAnswer) else {"value": value}


class Example(FrameworkPart):
    """A worked example that runs each time the framework is opened."""

    name: Text
    answers: dict[Id, Annotated[ExampleAnswer, BeforeValidator(_answer)]] = Field(default_factory=dict)
    facts: tuple[ExampleFact, ...] | None = None
    reference_date: Day | None = None
    by_hand: dict[Id, Line] = Field(default_factory=dict)
    expect: Expectation
