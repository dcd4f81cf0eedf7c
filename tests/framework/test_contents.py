"""Whatever reads the conditions, points and limits of a framework reads them in one place, and that place overlooks none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from triage.framework.contents import conditions, limits, point_values
from triage.framework.model import Framework, NumericItem, TallyItem
from triage.framework.read import read_path
from triage.framework.yaml_source import parse

COMPLETE = Path(__file__).resolve().parents[1] / "data" / "frameworks" / "complete.yaml"


def places_of_conditions(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a file with the key of a condition, looked up without the model."""
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if key in ("when", "leave_when"):
            yield (*path, key)
        else:
            yield from places_of_conditions(value, (*path, key))


def test_every_condition_of_a_file_is_found_with_the_keys_that_lead_to_it() -> None:
    data = parse(COMPLETE.read_bytes(), "complete.yaml").data
    found = [path for path, _condition in conditions(read_path(COMPLETE).framework)]
    assert sorted(found, key=str) == sorted(places_of_conditions(data), key=str)
    assert {path[0] for path in found} == {"scope", "items", "criteria", "advice", "list"}
    assert {path[1] for path in found if path[0] == "advice"} == {"protection", "rules"}


def framework_of(**item: Any) -> Framework:
    """A framework with one item."""
    return Framework.model_validate(
        {"format": 1, "id": "x", "version": "1.0.0", "use": "test", "title": {"nl": "x"}, "items": [{"id": "i", **item}]}
    )


@pytest.mark.parametrize(
    ("item", "points"),
    [
        ({"kind": "yes_no", "points": {"yes": 2, "no": -1}}, (2000, -1000)),
        ({"kind": "yes_no"}, ()),
        ({"kind": "choice", "options": [{"id": "a", "points": 0}, {"id": "b", "points": Decimal("0.5")}]}, (0, 500)),
        ({"kind": "choice", "options": [{"id": "a"}, {"id": "b"}]}, ()),
        ({"kind": "level", "instrument": "x", "options": [{"id": "a", "points": 1}, {"id": "b", "points": 3}]}, (1000, 3000)),
        ({"kind": "count", "points": [{"points": 0}, {"at_least": 2, "points": 4}]}, (0, 4000)),
        ({"kind": "tally", "of": {"facts": ["f"], "statuses": ["convicted"]}, "points": [{"points": 7}]}, (7000,)),
        ({"kind": "derived", "points": [{"points": 3}]}, (3000,)),
    ],
)
def test_the_points_of_every_kind_of_item_are_known(item: dict[str, Any], points: tuple[int, ...]) -> None:
    assert point_values(framework_of(**item).items[0]) == points


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"kind": "age"}, (Decimal(0), None)),
        ({"kind": "number", "range": [-2, 4]}, (Decimal(-2), Decimal(4))),
        ({"kind": "number"}, (None, None)),
        ({"kind": "tally", "of": {"facts": ["f"], "statuses": ["convicted"]}, "range": [0, 9]}, (Decimal(0), Decimal(9))),
    ],
)
def test_the_limits_of_a_number(item: dict[str, Any], expected: tuple[Decimal | None, Decimal | None]) -> None:
    found = framework_of(**item).items[0]
    assert isinstance(found, NumericItem | TallyItem)
    assert limits(found) == expected
