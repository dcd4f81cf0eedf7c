"""Results as tables: a row per case, as CSV, XLSX or JSON. Every table says that it is a trial.

The columns are part of the stable command line (docs/architecture.md). Nothing is computed here, and no cell can start a formula: texts are
ids and codes that intake has let through, and XLSX cells are written as text or number, never as formula.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from triage import wording
from triage.errors import InputError
from triage.files import place_of, replacing
from triage.framework.values import as_points
from triage.framework.vocabulary import INSUFFICIENT
from triage.weighing.receipt import case_data, reasons_data, receipt, result_data
from triage.weighing.result import Truth
from triage.weighing.tables import Bools
from triage.weighing.weigh import Weighed
from triage.wording import DUTCH, _
from triage.workbooks import typed_as_text, workbook_to

TRIAL = DUTCH.say(wording.TRIAL)
"""Stands in every table of the mode in which a framework is tried out, in every language the same."""

Cells = NDArray[Any]
"""A cell per case: text or number."""


def write_weighings(weighed: Weighed, framework_sha256: str, path: Path, *, points: bool = False) -> None:
    """Write one row per case; `.json` holds whole weighings: case, receipt, result and what made it so.

    Raises InputError for another kind of file.
    """
    if path.suffix.lower() == ".json":
        write_text(path, lambda file: _json_weighings(weighed, framework_sha256, file))
    else:
        write_columns(weighing_columns(weighed, points=points), path)


def weighing_columns(weighed: Weighed, *, points: bool = False) -> dict[str, Cells]:
    """The columns of a table of results, in their fixed order; with `points` one more column per item."""
    framework = weighed.tables.framework
    columns: dict[str, Cells] = {"case": as_cells(weighed.cases.codes)}
    for scale in framework.scales:
        columns |= _scale_columns(weighed, scale.id)
    words = as_cells([truth.word for truth in Truth])
    columns |= {criterion.id: words[weighed.counted.truth(criterion.when)] for criterion in framework.criteria}
    columns |= _advice_columns(weighed)
    if points:
        columns |= {item.id: _range_column(*weighed.counted.points(item.id), weighed.tables.unit) for item in framework.items}
    return columns | {"trial": as_cells([TRIAL] * len(weighed))}


def write_columns(columns: Mapping[str, Cells], path: Path) -> None:
    """Write columns as CSV (comma, UTF-8) or XLSX, after the ending of the name.

    Raises InputError for another ending, and when writing fails; then nothing half-written is left.
    """
    match path.suffix.lower():
        case ".csv":
            write_text(path, lambda file: _frame(columns).to_csv(file, index=False, lineterminator="\n"))
        case ".xlsx":
            _write_workbook(columns, path)
        case _:
            raise InputError.at(
                place_of(path), _("Dit soort bestand kan ik niet schrijven."), _("Kies een naam die eindigt op .csv, .xlsx of .json.")
            )


def _scale_columns(weighed: Weighed, scale: str) -> dict[str, Cells]:
    sums, unit = weighed.counted.sums(scale), weighed.tables.unit
    low, high = _points_column(sums.low, unit), _points_column(sums.high, unit)
    bands = weighed.tables.framework.scale_by_id[scale].band_ids
    single = sums.sufficient & (sums.band_low == sums.band_high)
    names = as_cells([*bands, "", INSUFFICIENT])
    chosen = np.where(single & bool(bands), sums.band_low, np.where(sums.sufficient, len(bands), len(bands) + 1))
    ranges = _possible_bands(bands)
    kept = np.where(sums.sufficient & bool(bands), sums.band_low * max(len(bands), 1) + sums.band_high, len(ranges) - 1)
    return {
        scale: np.where(sums.low == sums.high, low, ""),
        f"{scale}_low": low,
        f"{scale}_high": high,
        f"{scale}_band": names[chosen],
        f"{scale}_possible": ranges[kept],
    }


def _possible_bands(bands: Sequence[str]) -> Cells:
    """The text for every range of bands, by `low · n + high`; the last entry is empty."""
    texts = ["|".join(bands[low : high + 1]) for low in range(len(bands)) for high in range(len(bands))]
    return as_cells([*texts, ""])


def _advice_columns(weighed: Weighed) -> dict[str, Cells]:
    if weighed.walk is None:
        return {name: as_cells([""] * len(weighed)) for name in ("advice", "possible_advice", "deciding")}
    walk, items = weighed.walk, [item.id for item in weighed.tables.framework.items]
    possible = _joined(walk.possible, walk.outcomes)
    return {
        "advice": np.where(walk.certain, possible, ""),
        "possible_advice": possible,
        "deciding": _joined(weighed.deciding, items),
    }


def _joined(chosen: Bools, names: Sequence[str]) -> Cells:
    """Per case the names that are chosen, in order, with a bar between; each different choice is put in words once."""
    if not chosen.shape[1]:
        return as_cells([])
    different, index = np.unique(chosen, axis=1, return_inverse=True)
    texts = ["|".join(name for name, on in zip(names, column, strict=True) if on) for column in different.T]
    return as_cells(texts)[index.ravel()]


def _points_column(points: Cells, unit: int) -> Cells:
    """Points as exact numbers; each different one is made once."""
    different, index = np.unique(points, return_inverse=True)
    return as_cells([as_points(int(value) * unit) for value in different])[index.ravel()]


def _range_column(low: Cells, high: Cells, unit: int) -> Cells:
    """Points of an item, or `low..high` when they are open."""
    lows, highs = _points_column(low, unit), _points_column(high, unit)
    return as_cells([one if one == other else f"{one}..{other}" for one, other in zip(lows, highs, strict=True)])


def _json_weighings(weighed: Weighed, framework_sha256: str, file: IO[str]) -> None:
    """One weighing after the other, so that the whole never stands in memory as one text."""
    file.write(f'{{"trial": {json.dumps(TRIAL, ensure_ascii=False)}, "weighings": [')
    for separator, entry in zip(_separators(), _weighing_entries(weighed, framework_sha256), strict=False):
        file.write(separator)
        json.dump(entry, file, ensure_ascii=False)
    file.write("\n]}\n")


def _weighing_entries(weighed: Weighed, framework_sha256: str) -> Iterator[Any]:
    for weighing in weighed.weighings():
        yield {
            "case": weighing.case.code,
            "data": case_data(weighing.case),
            "receipt": receipt(weighing, framework_sha256).data(),
            "result": result_data(weighing),
            "reasons": reasons_data(weighing),
        }


def _separators() -> Iterator[str]:
    yield "\n"
    while True:
        yield ",\n"


def as_cells(values: Sequence[Any]) -> Cells:
    """A column of these values, each kept as it is."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _frame(columns: Mapping[str, Cells]) -> Any:
    import pandas as pd

    return pd.DataFrame(dict(columns), dtype=object)


def write_text(path: Path, write: Callable[[IO[str]], object]) -> None:
    """Write a text file; it takes its place when all of it is there."""
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        write(file)


def _write_workbook(columns: Mapping[str, Cells], path: Path) -> None:
    """An XLSX in which every text is typed as text, so that nothing a cell begins with is taken for a formula."""
    from openpyxl.cell import WriteOnlyCell

    with workbook_to(path, streamed=True) as book:
        sheet = book.create_sheet(TRIAL)
        sheet.freeze_panes = "B2"
        for row in (list(columns), *zip(*columns.values(), strict=True)):
            cells = [WriteOnlyCell(sheet, value=value) for value in row]
            sheet.append([typed_as_text(cell) if isinstance(cell.value, str) else cell for cell in cells])
