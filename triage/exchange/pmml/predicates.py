"""Statements about the answers to questions, as PMML has them: tests of one field, joined by *and* and *or*.

PMML has no *not*: a denial is pushed inward until it stands on a single test. Both are made as simple as they can be here, so that what
is written is short and no joint has fewer than two parts. With an empty field a test is unknown, in PMML as here (strong Kleene logic),
and a denial of it too; that is why an unknown answer can never slip into a later line of points.
Source: PMML 4.4, *TreeModel*, predicates.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

_DENIED = {
    "equal": "notEqual",
    "notEqual": "equal",
    "lessThan": "greaterOrEqual",
    "greaterOrEqual": "lessThan",
    "greaterThan": "lessOrEqual",
    "lessOrEqual": "greaterThan",
    "isIn": "isNotIn",
    "isNotIn": "isIn",
    "and": "or",
    "or": "and",
}

_SETS = ("isIn", "isNotIn")


@dataclass(frozen=True)
class Test:
    """One field compared with a value, or looked up in a list of values."""

    field: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """Two parts or more, all of which (`and`) or one of which (`or`) must hold."""

    operator: str
    parts: tuple[Predicate, ...]


@dataclass(frozen=True)
class Settled:
    """A statement that holds always or never, whatever is answered."""

    holds: bool


Predicate = Test | Joined | Settled

ALWAYS, NEVER = Settled(True), Settled(False)


def equal(field: str, *values: str | Decimal) -> Predicate:
    """The field has one of these values; never when there is none."""
    said = tuple(dict.fromkeys(written(value) for value in values))
    if not said:
        return NEVER
    return Test(field, "equal" if len(said) == 1 else "isIn", said)


def written(value: str | Decimal | int) -> str:
    """A value as PMML writes it: a number without exponent or needless zeros."""
    if isinstance(value, str):
        return value
    plain = format(Decimal(value), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def both(parts: Iterable[Predicate]) -> Predicate:
    """All parts hold."""
    return _joined("and", parts, ALWAYS, NEVER)


def either(parts: Iterable[Predicate]) -> Predicate:
    """At least one part holds."""
    return _joined("or", parts, NEVER, ALWAYS)


def denied(predicate: Predicate) -> Predicate:
    """The opposite, with the denial pushed inward."""
    match predicate:
        case Settled():
            return Settled(not predicate.holds)
        case Joined():
            return Joined(_DENIED[predicate.operator], tuple(denied(part) for part in predicate.parts))
        case Test():
            return Test(predicate.field, _DENIED[predicate.operator], predicate.values)


def fields_of(predicate: Predicate) -> frozenset[str]:
    """The fields a statement looks at."""
    match predicate:
        case Settled():
            return frozenset()
        case Joined():
            return frozenset().union(*(fields_of(part) for part in predicate.parts))
        case Test():
            return frozenset({predicate.field})


def size_of(predicate: Predicate) -> int:
    """How many tests a statement is made of."""
    return sum(size_of(part) for part in predicate.parts) if isinstance(predicate, Joined) else 1


def write_predicate(parent: Element, predicate: Predicate) -> None:
    """Put a statement into an element of PMML."""
    match predicate:
        case Settled():
            SubElement(parent, "True" if predicate.holds else "False")
        case Joined():
            element = SubElement(parent, "CompoundPredicate", booleanOperator=predicate.operator)
            for part in predicate.parts:
                write_predicate(element, part)
        case Test() if predicate.operator in _SETS:
            element = SubElement(parent, "SimpleSetPredicate", field=predicate.field, booleanOperator=predicate.operator)
            SubElement(element, "Array", type="string", n=str(len(predicate.values))).text = " ".join(predicate.values)
        case Test():
            SubElement(parent, "SimplePredicate", field=predicate.field, operator=predicate.operator, value=predicate.values[0])


def _joined(operator: str, parts: Iterable[Predicate], nothing: Settled, decided: Settled) -> Predicate:
    found: dict[Predicate, None] = {}
    for part in parts:
        inner = part.parts if isinstance(part, Joined) and part.operator == operator else (part,)
        found |= dict.fromkeys(one for one in inner if one != nothing)
    if decided in found:
        return decided
    return Joined(operator, tuple(found)) if len(found) > 1 else next(iter(found), nothing)
