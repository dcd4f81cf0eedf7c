"""The rows of explanation that the fill-in form has under its header; they are no cases."""

from __future__ import annotations

import numpy as np

from triage.cases.cell_values import texts_of
from triage.cases.headings import CASE, canonical, folded
from triage.cases.raw_table import RawTable
from triage.wording import Message, _

QUESTION: Message = _("# vraag")
COUNTS: Message = _("# telt mee")
DOES_NOT_COUNT: Message = _("# telt niet mee")
"""What stands in the column `case` of such a row. The sign keeps it from ever being a code."""


def is_note(code: str) -> bool:
    """Whether the cell under `case` marks a row of explanation, in any language of the program."""
    return code.startswith("#") and folded(code) in {folded(text) for note in (QUESTION, COUNTS, DOES_NOT_COUNT) for text in texts_of(note)}


def without_notes(table: RawTable) -> RawTable:
    """The table without its rows of explanation; the same table when it has none."""
    place = next((number for number, title in enumerate(table.header) if canonical(title) == CASE), None)
    if place is None:
        return table
    column = table.columns[place]
    notes = [number for number, text in enumerate(column.distinct) if is_note(text)]
    return table.only(~np.isin(column.index, notes)) if notes else table
