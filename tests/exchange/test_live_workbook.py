"""The live workbook: LibreOffice recalculates it, and every column must be what our engine finds. And: no text in it is a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from python_calamine import CalamineWorkbook

from tests.exchange.live_cases import random_cases
from tests.oracles import LIBREOFFICE, needs, recalculated
from tests.weighing.invent import invent_case, invent_framework
from triage import review
from triage.cases.case import Case
from triage.cases.table import CaseTable
from triage.exchange.live.columns import FIRST_ROW, RESULTS
from triage.exchange.live_workbook import write_live_workbook
from triage.exchange.tables import weighing_columns
from triage.framework.read import read_path
from triage.framework.registry import read_registry
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh

HOUSE = Path(__file__).resolve().parent.parent.parent
REGISTRY = read_registry(HOUSE / "frameworks" / "evidence")
SHIPPED = sorted((HOUSE / "frameworks").glob("*.yaml"))
OUTSIDE = sorted((HOUSE / "tests" / "data" / "frameworks").glob("*.yaml"))
DAY = date(2026, 11, 23)
CASES, SEED = 1_000, 60
INVENTED, CASES_OF_INVENTED = 40, 25


@dataclass(frozen=True)
class Sum:
    """A framework with cases: what is weighed both ways."""

    name: str
    tables: Tables
    cases: Sequence[Case]


def written(sums: Sequence[Sum], folder: Path) -> list[Path]:
    """A live workbook of each."""
    for one in sums:
        write_live_workbook(one.tables, "0" * 64, one.cases, folder / f"{one.name}.xlsx", day=DAY, registry=REGISTRY)
    return [folder / f"{one.name}.xlsx" for one in sums]


def columns_of(path: Path) -> Mapping[str, list[Any]]:
    """The columns of the sheet with results, by name, as the recalculated workbook holds them."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(RESULTS).to_python(skip_empty_area=False)
    names = rows[FIRST_ROW - 2]
    return {str(name): [row[place] for row in rows[FIRST_ROW - 1 :]] for place, name in enumerate(names)}


def differences(one: Sum, found: Mapping[str, list[Any]]) -> Iterator[str]:
    """Every cell in which the spreadsheet and our engine differ, and every column that one of them lacks."""
    ours = weighing_columns(weigh(one.tables, CaseTable.of(one.cases)), points=True)
    if list(found) != [name for name in ours if name != "deciding"]:
        yield f"{one.name}: columns {list(found)}"
        return
    for name, cells in found.items():
        for case, theirs, our in zip(one.cases, cells, ours[name], strict=True):
            exact = str(our) if isinstance(our, str) else float(our)
            if theirs != exact:
                yield f"{one.name} {name} {case.code}: {theirs!r} is not {exact!r}"


def compared(sums: Sequence[Sum], folder: Path) -> list[str]:
    """All differences; one start of LibreOffice for all workbooks."""
    (folder / "computed").mkdir()
    made = recalculated(written(sums, folder), folder / "computed")
    return [told for one, path in zip(sums, made, strict=True) for told in differences(one, columns_of(path))]


@needs(LIBREOFFICE, "of het rekenblad van elk kader bij duizend casussen dezelfde uitkomsten heeft.")
def test_libreoffice_finds_the_same_in_a_thousand_random_cases_of_every_framework(tmp_path: Path) -> None:
    opened = [review.open(path, REGISTRY) for path in SHIPPED]
    assert len(opened) == 5
    sums = [Sum(one.framework.id, one.tables, random_cases(one.framework, CASES, SEED)) for one in opened]
    assert compared(sums, tmp_path)[:20] == []


@needs(LIBREOFFICE, "of het rekenblad van kaders van anderen en van verzonnen kaders dezelfde uitkomsten heeft.")
def test_libreoffice_finds_the_same_in_outside_and_invented_frameworks(tmp_path: Path) -> None:
    outside = {path.stem: read_path(path).framework for path in OUTSIDE}
    sums = [Sum(name, Tables.of(framework), random_cases(framework, 100, SEED)) for name, framework in outside.items()]
    for seed in range(INVENTED):
        framework, random = invent_framework(seed), Random(seed)
        cases = [invent_case(framework, random, code=f"A-{k}", open_share=random.choice([0, 0.3, 0.7])) for k in range(CASES_OF_INVENTED)]
        sums.append(Sum(f"invented-{seed}", Tables.of(framework), cases))
    assert compared(sums, tmp_path)[:20] == []
