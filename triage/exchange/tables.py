"""Results as tables: a row per case, as CSV, XLSX or JSON. Every table says that it is a trial.

The columns are part of the stable command line (docs/architecture.md). Nothing is computed here, and no cell can start a formula: texts are
ids and codes that intake has let through, and XLSX cells are written as text or number, never as formula.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from typing import Any, TextIO

import numpy as np
from numpy.typing import NDArray

from triage.errors import InputError
from triage.files import place_of, replacing
from triage.framework.read import FrameworkFile
from triage.framework.values import as_points
from triage.framework.vocabulary import INSUFFICIENT
from triage.weighing.envelope import TRIAL, WEIGHINGS, head_data
from triage.weighing.receipt import weighing_data
from triage.weighing.result import Truth
from triage.weighing.tables import Bools
from triage.weighing.weigh import Weighed
from triage.wording import _
from triage.workbooks import typed_as_text, workbook_to

Cells = NDArray[Any]
"""A cell per case: text or number."""


Add = Callable[[Weighed], None]
"""Writes the next cases of a table of results."""

MOST_ROWS = 1_048_576 - 1
"""Cases that a sheet of a workbook can hold, below its header."""


def write_weighings(weighed: Weighed, file: FrameworkFile, path: Path, *, points: bool = False) -> None:
    """Write one row per case; `.json` holds whole weighings: case, receipt, result and what made it so.

    Raises InputError for another kind of file.
    """
    with weighings_to(path, file, points=points) as add:
        add(weighed)


@contextmanager
def weighings_to(path: Path, file: FrameworkFile, *, points: bool = False) -> Iterator[Add]:
    """The same for cases that come in blocks: each is written at once and not kept, except in a workbook. Whole or not at all.

    Raises InputError for another kind of file, and when writing fails.
    """
    match path.suffix.lower():
        case ".json":
            with text_to(path) as text:
                yield from _json_weighings(file, text)
        case ".csv":
            with text_to(path) as text:
                frames = _frames_to(text)
                yield lambda weighed: frames(weighing_columns(weighed, file.sha256, points=points))
        case ".xlsx":
            with _sheet_to(path) as rows:
                yield lambda weighed: rows(weighing_columns(weighed, file.sha256, points=points))
        case _:
            raise _other_ending(path)


def must_fit_a_sheet(path: Path, cases: int) -> None:
    """Raises InputError when the output is a workbook and has no room for so many cases."""
    if path.suffix.lower() == ".xlsx" and cases > MOST_ROWS:
        raise InputError.at(
            place_of(path),
            _("Een Excel-werkmap heeft plaats voor {limit} casussen; dit zijn er {cases}.", limit=MOST_ROWS, cases=cases),
            _("Kies een naam die eindigt op .csv."),
        )


def weighing_columns(weighed: Weighed, framework_sha256: str, *, points: bool = False) -> dict[str, Cells]:
    """The columns of a table of results, in their fixed order; with `points` one more column per item.

    The last ones say what made the row, so that a row that is copied still says it.
    """
    framework = weighed.tables.framework
    columns: dict[str, Cells] = {"case": as_cells(weighed.cases.codes)}
    for scale in framework.scales:
        columns |= _scale_columns(weighed, scale.id)
    words = as_cells([truth.word for truth in Truth])
    columns |= {criterion.id: words[weighed.counted.truth(criterion.when)] for criterion in framework.criteria}
    columns |= _advice_columns(weighed)
    if points:
        columns |= {item.id: _range_column(*weighed.counted.points(item.id), weighed.tables.unit) for item in framework.items}
    return columns | {
        "framework": as_cells([framework.id] * len(weighed)),
        "version": as_cells([framework.version] * len(weighed)),
        "framework_sha256": as_cells([framework_sha256] * len(weighed)),
        "reference_date": as_cells([day.isoformat() for day in weighed.cases.reference_dates]),
        "trial": as_cells([TRIAL] * len(weighed)),
    }


def write_columns(columns: Mapping[str, Cells], path: Path) -> None:
    """Write columns as CSV (comma, UTF-8) or XLSX, after the ending of the name.

    Raises InputError for another ending, and when writing fails; then nothing half-written is left.
    """
    match path.suffix.lower():
        case ".csv":
            with text_to(path) as file:
                _frames_to(file)(columns)
        case ".xlsx":
            with _sheet_to(path) as add:
                add(columns)
        case _:
            raise _other_ending(path)


def _other_ending(path: Path) -> InputError:
    return InputError.at(
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


def _json_weighings(framework: FrameworkFile, file: TextIO) -> Iterator[Add]:
    """One weighing after the other, so that the whole never stands in memory as one text."""
    head = json.dumps(head_data(framework, WEIGHINGS), ensure_ascii=False)
    file.write(f'{head[:-1]}, "{WEIGHINGS}": [')
    separators = chain(["\n"], repeat(",\n"))

    def add(weighed: Weighed) -> None:
        for weighing in weighed.weighings():
            file.write(next(separators))
            json.dump(weighing_data(weighing, framework.sha256), file, ensure_ascii=False)

    yield add
    file.write("\n]}\n")


def as_cells(values: Sequence[Any]) -> Cells:
    """A column of these values, each kept as it is."""
    found = np.empty(len(values), dtype=object)
    found[:] = values
    return found


def _frame(columns: Mapping[str, Cells]) -> Any:
    import pandas as pd

    return pd.DataFrame(dict(columns), dtype=object)


@contextmanager
def text_to(path: Path) -> Iterator[TextIO]:
    """A text file; it takes its place when all of it is there."""
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        yield file


def _frames_to(file: TextIO) -> Callable[[Mapping[str, Cells]], None]:
    """Writes columns as CSV, with a header above the first."""
    headers = chain([True], repeat(False))
    return lambda columns: _frame(columns).to_csv(file, index=False, header=next(headers), lineterminator="\n")


@contextmanager
def _sheet_to(path: Path) -> Iterator[Callable[[Mapping[str, Cells]], None]]:
    """An XLSX in which every text is typed as text, so that nothing a cell begins with is taken for a formula."""
    from openpyxl.cell import WriteOnlyCell

    with workbook_to(path, streamed=True) as book:
        sheet = book.create_sheet(TRIAL)
        sheet.freeze_panes = "B2"
        headers = chain([True], repeat(False))

        def add(columns: Mapping[str, Cells]) -> None:
            header = [list(columns)] if next(headers) else []
            for row in chain(header, zip(*columns.values(), strict=True)):
                cells = [WriteOnlyCell(sheet, value=value) for value in row]
                sheet.append([typed_as_text(cell) if isinstance(cell.value, str) else cell for cell in cells])

        yield add
