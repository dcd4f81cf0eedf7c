"""Who moves between two versions of a framework, as a table: a row per move, as CSV or XLSX. Every row says that it is a trial."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from triage.exchange.tables import Cells, as_cells, write_columns
from triage.framework.values import as_points
from triage.review.moves import Move, Movement
from triage.weighing.aspects import About, Given
from triage.weighing.envelope import TRIAL


def write_moves(found: Movement, path: Path) -> None:
    """Write one row per move. Raises InputError for another ending than `.csv` and `.xlsx`, and when writing fails."""
    write_columns(move_columns(found), path)


def move_columns(found: Movement) -> dict[str, Cells]:
    """The columns of a table of moves, in their fixed order.

    `before` and `after` hold what is certain and are empty otherwise; `possible_…` hold everything left, ids joined with `|` and scores as
    `low..high`. `because` holds the sets of changes, a set joined with `+`, sets that do it just as well with `|`; `smallest` says whether
    no set of fewer changes does it.
    """
    moves = found.moves
    columns: dict[str, Sequence[Any]] = {
        "case": [move.case for move in moves],
        "about": [move.aspect.about.value for move in moves],
        "scale": [move.aspect.scale for move in moves],
        "before": [_certain(move, move.before) for move in moves],
        "after": [_certain(move, move.after) for move in moves],
        "possible_before": [_possible(move, move.before) for move in moves],
        "possible_after": [_possible(move, move.after) for move in moves],
        "because": ["|".join("+".join(parts) for parts in move.because) for move in moves],
        "smallest": [str(move.smallest).lower() for move in moves],
        "undone_by": ["|".join(move.undone_by) for move in moves],
        "trial": [TRIAL] * len(moves),
    }
    return {name: as_cells(values) for name, values in columns.items()}


def _certain(move: Move, given: Given | None) -> str | Decimal:
    if given is None or not given.certain:
        return ""
    return as_points(given.possible[0]) if move.aspect.about is About.SCORE else str(given.possible[0])


def _possible(move: Move, given: Given | None) -> str | Decimal:
    if given is None:
        return ""
    if move.aspect.about is not About.SCORE:
        return "|".join(given.possible)
    low, high = map(as_points, given.possible)
    return low if low == high else f"{low}..{high}"
