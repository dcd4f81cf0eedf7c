"""What a framework holds, wherever in it: its conditions, the points an item can give, the answers a number may be.

Checks at reading, the point tables and the intake of tables all read these, so that none of them can overlook a place the others know.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pydantic import BaseModel

from triage.framework.conditions import Condition
from triage.framework.model import ChoiceItem, DerivedItem, Framework, Item, LevelItem, NumericItem, TallyItem, YesNoItem
from triage.framework.source import Path
from triage.framework.values import Text


def conditions(framework: Framework) -> Iterator[tuple[Path, Condition]]:
    """Every condition that is not a part of another, in the order of the file, with the keys that lead to it."""
    if framework.scope:
        yield ("scope", "when"), framework.scope.when
    for number, item in enumerate(framework.items):
        if isinstance(item, DerivedItem):
            for place, line in enumerate(item.points):
                if line.when is not None:
                    yield ("items", number, "points", place, "when"), line.when
    for number, criterion in enumerate(framework.criteria):
        yield ("criteria", number, "when"), criterion.when
    if framework.advice:
        for number, protection in enumerate(framework.advice.protection):
            yield ("advice", "protection", number, "when"), protection.when
        for number, rule in enumerate(framework.advice.rules):
            if rule.when is not None:
                yield ("advice", "rules", number, "when"), rule.when
    if framework.places and framework.places.leave_when is not None:
        yield ("list", "leave_when"), framework.places.leave_when


def point_values(item: Item) -> tuple[int, ...]:
    """The points the item can give, in thousandths; none for an item without points."""
    match item:
        case YesNoItem():
            return (item.points.yes, item.points.no) if item.points else ()
        case ChoiceItem() | LevelItem():
            return tuple(option.points for option in item.options if option.points is not None)
        case NumericItem() | TallyItem() | DerivedItem():
            return tuple(line.points for line in item.points)


def possible_points(item: Item) -> tuple[int, ...]:
    """Every number of points the item can add to a sum, in thousandths: 0 too where it may be not applicable."""
    return (*point_values(item), *((0,) if item.allow_not_applicable else ()))


def located_texts(part: object, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Every text in a framework or a part of it, with the keys that lead to it in the file."""
    if isinstance(part, Text):
        yield path, part
    elif isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            yield from located_texts(getattr(part, name), (*path, field.alias or name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from located_texts(value, (*path, key))
    elif isinstance(part, tuple):
        for number, value in enumerate(part):
            yield from located_texts(value, (*path, number))


def texts(part: object) -> Iterator[Text]:
    """Every text in a framework or a part of it."""
    return (text for _path, text in located_texts(part))


def limits(item: NumericItem | TallyItem) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and highest answer; None where there is no limit. All kinds but `number` start at zero."""
    if item.range is not None:
        return item.range
    return (None if item.kind == "number" else Decimal(0)), None
