"""Conditions as data: the forms a framework file may use, never an expression to run.

Each form is one frozen model. What a form means is in `weighing/truth.py`; whether the things it names exist is checked in
`framework/checks/`. Source of the forms: framework format 1, *Conditions*.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from triage.framework.values import AnswerValue, Id, Number, Points

COMPARISONS = ("at_least", "at_most", "above", "below")


class Form(BaseModel):
    """What all condition forms share: no unknown keys, never changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_alias=True, validate_by_name=True)

    def parts(self) -> tuple[Condition, ...]:
        """The conditions directly inside this one."""
        return ()


def need_one_of(part: OneOf) -> None:
    """Exactly one of `is` and `in` must be given."""
    if (part.is_ is None) == (part.in_ is None):
        raise PydanticCustomError("is_or_in", "exactly one of 'is' and 'in'")


def _need_comparison(*given: Decimal | int | None) -> None:
    if all(number is None for number in given):
        raise PydanticCustomError("no_comparison", "at least one of 'at_least', 'at_most', 'above' and 'below'")


class OneOf(BaseModel):
    """What a part that names answers with `is` or `in` shares, in a condition and elsewhere."""

    is_: AnswerValue | None = Field(default=None, alias="is")
    in_: tuple[AnswerValue, ...] | None = Field(default=None, alias="in", min_length=1)

    @property
    def values(self) -> tuple[AnswerValue, ...]:
        """The answers it names."""
        return self.in_ if self.in_ is not None else () if self.is_ is None else (self.is_,)


class ItemAnswer(Form, OneOf):
    """`{item: X, is: V}` or `{item: X, in: [V, …]}`: the answer is (one of) these."""

    item: Id

    @model_validator(mode="after")
    def _exactly_one(self) -> ItemAnswer:
        need_one_of(self)
        return self


class ItemNumber(Form):
    """`{item: X, at_least: n}` and the other comparisons: the numeric answer or tally compares so; several must all hold."""

    item: Id
    at_least: Number | None = None
    at_most: Number | None = None
    above: Number | None = None
    below: Number | None = None

    @model_validator(mode="after")
    def _some_comparison(self) -> ItemNumber:
        _need_comparison(self.at_least, self.at_most, self.above, self.below)
        return self

    def holds(self, value: Decimal | int) -> bool:
        """Whether one known number satisfies every comparison."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )


class ItemPoints(Form):
    """`{item: X, points_at_least: n}`: the item's points compare so; the only form for derived items."""

    item: Id
    points_at_least: Points


class AnyItemOf(Form):
    """`{any_item_of: SCALE, points_at_least: n}`: some item of the scale reaches n; `min_known` plays no part."""

    any_item_of: Id
    points_at_least: Points


class ScaleScore(Form):
    """`{scale: S, at_least: n}` and the other comparisons: the scale's score compares so."""

    scale: Id
    at_least: Points | None = None
    at_most: Points | None = None
    above: Points | None = None
    below: Points | None = None

    @model_validator(mode="after")
    def _some_comparison(self) -> ScaleScore:
        _need_comparison(self.at_least, self.at_most, self.above, self.below)
        return self


class BandIs(Form):
    """`{band: S, is: B}`, `in`, `at_least` or `at_most`: the scale's band compares so in the order of the file."""

    band: Id
    is_: Id | None = Field(default=None, alias="is")
    in_: tuple[Id, ...] | None = Field(default=None, alias="in", min_length=1)
    at_least: Id | None = None
    at_most: Id | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> BandIs:
        if sum(given is not None for given in (self.is_, self.in_, self.at_least, self.at_most)) != 1:
            raise PydanticCustomError("one_band_test", "exactly one of 'is', 'in', 'at_least' and 'at_most'")
        return self

    @property
    def named(self) -> tuple[str, ...]:
        """The band ids the condition names."""
        single = self.is_ or self.at_least or self.at_most
        return self.in_ if self.in_ is not None else (single,) if single is not None else ()

    def chosen(self, bands: tuple[str, ...]) -> frozenset[str]:
        """The bands, of all bands of the scale in order, in which the condition is true."""
        if self.at_least is not None:
            return frozenset(bands[bands.index(self.at_least) :])
        if self.at_most is not None:
            return frozenset(bands[: bands.index(self.at_most) + 1])
        return frozenset(self.named)


class CriterionHolds(Form):
    """`{criterion: C}`: the named criterion is true."""

    criterion: Id


class All(Form):
    """`{all: […]}`: every part is true."""

    all_: tuple[Condition, ...] = Field(alias="all", min_length=1)

    def parts(self) -> tuple[Condition, ...]:
        return self.all_


class AnyOf(Form):
    """`{any: […]}`: at least one part is true."""

    any_: tuple[Condition, ...] = Field(alias="any", min_length=1)

    def parts(self) -> tuple[Condition, ...]:
        return self.any_


class Not(Form):
    """`{not: …}`: the part is false."""

    not_: Condition = Field(alias="not")

    def parts(self) -> tuple[Condition, ...]:
        return (self.not_,)


class Count(Form):
    """`{count: […], at_least: n}`: at least n parts are true."""

    count: tuple[Condition, ...] = Field(min_length=1)
    at_least: Annotated[int, Field(strict=True, ge=1)]

    def parts(self) -> tuple[Condition, ...]:
        return self.count


def _form_of(value: Any) -> str | None:
    """The tag of the form a mapping is written in, told by its keys; None when no form has them."""
    if isinstance(value, Form):
        return type(value).__name__
    if not isinstance(value, dict):
        return None
    if "item" in value:
        if "points_at_least" in value:
            return "ItemPoints"
        return "ItemNumber" if any(key in value for key in COMPARISONS) else "ItemAnswer"
    return next((tag for key, tag in _BY_KEY.items() if key in value), None)


_BY_KEY = {
    "any_item_of": "AnyItemOf",
    "scale": "ScaleScore",
    "band": "BandIs",
    "criterion": "CriterionHolds",
    "all": "All",
    "any": "AnyOf",
    "not": "Not",
    "count": "Count",
}

Condition = Annotated[
    Annotated[ItemAnswer, Tag("ItemAnswer")]
    | Annotated[ItemNumber, Tag("ItemNumber")]
    | Annotated[ItemPoints, Tag("ItemPoints")]
    | Annotated[AnyItemOf, Tag("AnyItemOf")]
    | Annotated[ScaleScore, Tag("ScaleScore")]
    | Annotated[BandIs, Tag("BandIs")]
    | Annotated[CriterionHolds, Tag("CriterionHolds")]
    | Annotated[All, Tag("All")]
    | Annotated[AnyOf, Tag("AnyOf")]
    | Annotated[Not, Tag("Not")]
    | Annotated[Count, Tag("Count")],
    Discriminator(_form_of),
]

FORMS: tuple[type[Form], ...] = tuple(get_args(form)[0] for form in get_args(get_args(Condition)[0]))
"""Every form a condition can have."""

for _model in (All, AnyOf, Not, Count):
    _model.model_rebuild()


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and every condition inside it, outermost first."""
    yield condition
    for part in condition.parts():
        yield from walk(part)


def located(condition: Condition, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Condition]]:
    """The condition and every condition inside it, outermost first, each with the keys that lead to it in the file."""
    yield path, condition
    match condition:
        case All() | AnyOf() | Count():
            key = {All: "all", AnyOf: "any", Count: "count"}[type(condition)]
            for number, part in enumerate(condition.parts()):
                yield from located(part, (*path, key, number))
        case Not():
            yield from located(condition.not_, (*path, "not"))
