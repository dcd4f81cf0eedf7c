"""The truth of a PMML document in three values, from its XML alone: a second reader, for where there is no Java."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

NAMESPACE = "{http://www.dmg.org/PMML-4_4}"
ORDER = {
    "lessThan": lambda one, other: one < other,
    "lessOrEqual": lambda one, other: one <= other,
    "greaterThan": lambda one, other: one > other,
    "greaterOrEqual": lambda one, other: one >= other,
}


def holds(predicate: Element, filled: Mapping[str, str]) -> bool | None:
    """Whether a predicate holds; None is unknown (strong Kleene logic)."""
    name = predicate.tag.removeprefix(NAMESPACE)
    if name in ("True", "False"):
        return name == "True"
    if name == "CompoundPredicate":
        parts = [holds(part, filled) for part in predicate]
        assert len(parts) > 1
        decided = predicate.attrib["booleanOperator"] == "or"
        return decided if decided in parts else None if None in parts else not decided
    value = filled.get(predicate.attrib["field"])
    if value is None:
        return None
    if name == "SimpleSetPredicate":
        listed = (predicate[0].text or "").split()
        assert len(listed) == int(predicate[0].attrib["n"])
        return (value in listed) == (predicate.attrib["booleanOperator"] == "isIn")
    operator, other = predicate.attrib["operator"], predicate.attrib["value"]
    if operator in ("equal", "notEqual"):
        return (_exact(value) == _exact(other)) == (operator == "equal")
    return bool(ORDER[operator](Decimal(value), Decimal(other)))


def _exact(value: str) -> Decimal | str:
    try:
        return Decimal(value)
    except InvalidOperation:
        return value
