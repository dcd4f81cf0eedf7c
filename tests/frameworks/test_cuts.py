"""Both sides of every border that a framework file names: a number on it and the next lower one get the points, or the level, of their own
side. The borders are read from the text of the file, apart from the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.frameworks.pencil import FRAMEWORKS, plain_data
from triage.cases.case import Answer, Case, Fact
from triage.framework.model import Framework
from triage.framework.read import read_path
from triage.framework.vocabulary import FactStatus
from triage.periods import Period
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case

ROOT = Path(__file__).resolve().parents[2]
FILES = [*sorted((ROOT / "frameworks").glob("*.yaml")), *sorted((ROOT / "tests" / "data" / "frameworks").glob("*.yaml"))]
EVERY = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
DAY = date(2026, 11, 30)


def written(path: Path) -> Any:
    """The file as any reader of YAML has it; the one in C refuses some that are right."""
    return plain_data(path, pure=path.parent != FRAMEWORKS)


def exact(number: object) -> Decimal:
    return Decimal(str(number))


def stepped(path: Path) -> Iterator[Mapping[str, Any]]:
    """The items whose points go by a number."""
    return (item for item in written(path)["items"] if item["kind"] in ("count", "number", "age", "months", "tally") and "points" in item)


def case(item: Mapping[str, Any], number: Decimal) -> Case:
    """A case in which an item has this number: as its answer, or as facts that surely count."""
    if item["kind"] != "tally":
        return Case("A-1", DAY, {item["id"]: Answer(number)}, ())
    of = item["of"]
    when = "1990-01-01" if "before_months" in of else "2026-11-30"
    fact = Fact(of["facts"][0], Period.parse(when), FactStatus(of["statuses"][0]), None, False)
    return Case("A-1", DAY, {}, (fact,) * int(number))


@EVERY
def test_every_bin_begins_at_its_own_number_and_the_number_below_it_is_in_the_bin_before(path: Path) -> None:
    tables = Tables.of(read_path(path).framework)

    def points(item: Mapping[str, Any], number: Decimal) -> tuple[Decimal, Decimal]:
        result = weigh_case(tables, case(item, number)).item(item["id"])
        return Decimal(result.low) / 1000, Decimal(result.high) / 1000

    for item in stepped(path):
        below = Decimal(1).scaleb(-item.get("decimals", 0))
        for before, step in pairwise(item["points"]):
            border = exact(step["at_least"])
            assert points(item, border) == (exact(step["points"]),) * 2, (item["id"], border)
            assert points(item, border - below) == (exact(before["points"]),) * 2, (item["id"], border - below)


@EVERY
@pytest.mark.parametrize("below", [Decimal(1), Decimal("0.001")])
def test_every_level_begins_at_its_own_points_and_one_step_below_it_is_the_level_before(path: Path, below: Decimal) -> None:
    for scale in written(path).get("scales", []):
        bands = scale.get("bands", [])
        for before, band in pairwise(bands):
            border = exact(band["from"])
            levels = scored([{key: one[key] for key in ("id", "from") if key in one} for one in bands], border, border - below)
            lower = [one["id"] for one in bands if "from" not in one or exact(one["from"]) <= border - below][-1]
            assert levels == [(band["id"],), (lower,)], (scale["id"], border)
            assert below == 1 or lower == before["id"]


def scored(bands: list[dict[str, Any]], *points: Decimal) -> list[tuple[str, ...]]:
    """The levels of somebody with so many points on a scale with these levels."""
    options = [{"id": f"o{number}", "points": one} for number, one in enumerate(points)]
    data = {
        "format": 1,
        "id": "borders",
        "version": "1.0.0",
        "use": "test",
        "title": {"nl": "Grenzen"},
        "scales": [{"id": "s", "role": "risk", "min_known": 0, "bands": [plain(band) for band in bands]}],
        "items": [{"id": "total", "kind": "choice", "scale": "s", "options": options}],
    }
    tables = Tables.of(Framework.model_validate(data))
    return [weigh_case(tables, Case("A-1", DAY, {"total": Answer(f"o{number}")}, ())).scale("s").possible for number in range(len(points))]


def plain(band: Mapping[str, Any]) -> dict[str, Any]:
    return {key: exact(value) if key == "from" else str(value) for key, value in band.items()}


def test_the_files_name_borders_of_both_kinds() -> None:
    bins = sum(len(item["points"]) - 1 for path in FILES for item in stepped(path))
    levels = sum(len(scale.get("bands", [])[1:]) for path in FILES for scale in written(path).get("scales", []))
    assert bins >= 20
    assert levels >= 20
