"""Tables of any size, taken in a block of rows at a time: as if the whole table were in memory, but for the memory.

Two things in a table cannot be seen from one block: whether a code occurs again further on, and whether some fact has no case. So the
codes are read first, and the cases of the facts. Facts may stand in any order as long as their table fits in memory; a larger table of
facts must follow the order of the cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from triage.cases.code_index import NOBODY, CodeIndex, Codes
from triage.cases.columns import case_columns, fact_columns
from triage.cases.headings import CASE
from triage.cases.intake import Block, Reading, must_be_few, read_code, take_in_block
from triage.cases.intake_words import Counts, recognised, warnings
from triage.cases.notes import is_note
from triage.cases.raw_table import CELLS_LIMIT, Progress, RawTable
from triage.cases.read_table import OpenTables, TableStream
from triage.cases.refusals import Part, RefusedRow
from triage.cases.table import CaseTable
from triage.errors import InputError
from triage.wording import Message, _

BLOCK = 50_000
"""Cases taken in at a time."""

_SEEN_FIRST = 20
"""Rows looked at before the work begins, for what is wrong with the table as a whole."""

_SURVEYED = 0.2
"""The part of the work that reading the codes is, for a bar."""


class StreamedIntake:
    """The intake of tables that are read in blocks. Messages and counts are complete when all blocks were taken."""

    def __init__(self, tables: OpenTables, reading: Reading, *, block: int | None = None, progress: Progress | None = None) -> None:
        """Reads all codes. `block` is how many rows are taken at a time. Raises InputError when a table as a whole cannot be used."""
        self._tables, self._reading, self._progress = tables, reading, progress
        self._size = max(1, min(block or BLOCK, CELLS_LIMIT // max(1, tables.cases.width)))
        self._answered = len(case_columns(_first_rows(tables.cases), reading.framework, reading.registry).answers)
        if tables.facts is not None:
            fact_columns(_first_rows(tables.facts))
        self._index = CodeIndex()
        self._starts = [0]
        for texts in tables.cases.texts(CASE, self._size, self._told(0, _SURVEYED)):
            self._index.add([self._code(text) for text in texts if not is_note(text)])
            self._starts.append(len(self._index))
        self._index.finished()
        must_be_few(tables.cases.name, self.rows, reading.invented)
        self._facts = None if tables.facts is None else _Facts(tables.facts, self._owners())
        self.counts = Counts()

    @property
    def rows(self) -> int:
        """How many rows of cases there are."""
        return len(self._index)

    @property
    def recognised(self) -> tuple[Message, ...]:
        """How the tables were read."""
        return recognised(self._tables.cases, self._tables.facts, self.counts)

    @property
    def warnings(self) -> tuple[Message, ...]:
        """What somebody should know before the results are used."""
        return tuple(warnings(self._reading.framework, self._answered, self._facts is not None, self.counts))

    def blocks(self) -> Iterator[Block]:
        """The cases in the order of the table. Of facts in another order than the cases the refused rows come last, in their own block.

        Raises InputError when rows cannot be told apart, or when the file changed since its codes were read.
        """
        facts, reading = self._facts, self._reading
        besides = repeat(None) if facts is None else facts.blocks()
        unsure, in_order = (False, True) if facts is None else (facts.unsure, facts.in_order)
        late: list[RefusedRow] = []
        for table, beside in zip(self._tables.cases.blocks(repeat(self._size), self._told(_SURVEYED, 1)), besides, strict=False):
            block = take_in_block(table, beside, reading, codes_known=self._known, facts_unsure=unsure)
            self.counts += block.counts
            if not in_order:
                late += [one for one in block.refused if one.part is Part.FACTS]
                block = replace(block, refused=tuple(one for one in block.refused if one.part is Part.CASES))
            yield block
        if (self.counts.rows_read, self.counts.facts_read + self._fact_notes) != (self.rows, self._fact_rows):
            raise self._changed()
        if late:
            yield Block(CaseTable.of([]), tuple(sorted(late, key=lambda one: one.row)), Counts(), {})

    def _known(self, texts: Sequence[str]) -> Codes:
        """What the whole table says of the codes of the next rows."""
        codes = self._index.codes(self.counts.rows_read, texts)
        if codes is None:
            raise self._changed()
        return codes

    def _changed(self) -> InputError:
        return InputError.at(
            self._tables.cases.name,
            _("Het bestand veranderde terwijl het werd gelezen."),
            _("Wacht tot niemand het meer bewaart, en probeer het opnieuw."),
        )

    def _code(self, text: str) -> str:
        code = read_code(text, invented=self._reading.invented)
        return code if isinstance(code, str) else ""

    @property
    def _fact_rows(self) -> int:
        return 0 if self._facts is None else self._facts.rows

    @property
    def _fact_notes(self) -> int:
        return 0 if self._facts is None else self._facts.notes

    def _owners(self) -> Callable[[list[str]], NDArray[np.int32]]:
        """Which block the case of each fact is in; NOBODY where no case has the code."""
        starts = np.array(self._starts)

        def owners(texts: list[str]) -> NDArray[np.int32]:
            places = self._index.places(texts)
            return np.where(places == NOBODY, NOBODY, np.searchsorted(starts, places, side="right") - 1).astype(np.int32)

        return owners

    def _told(self, start: float, end: float) -> Progress | None:
        told = self._progress
        return None if told is None else lambda share: told(start + (end - start) * share)


class _Facts:
    """A table of facts, given out by the blocks of cases they belong to."""

    def __init__(self, table: TableStream, owners: Callable[[list[str]], NDArray[np.int32]]) -> None:
        self._table = table
        self.unsure, self.notes, last = False, 0, 0
        found, self.in_order = [np.zeros(0, dtype=np.int32)], True
        for texts in table.texts(CASE, BLOCK):
            blocks = owners(texts)
            nobodys = np.flatnonzero(blocks == NOBODY)
            notes = sum(is_note(texts[row]) for row in nobodys.tolist())
            self.notes += notes
            self.unsure |= notes < len(nobodys)
            # A fact of nobody goes with the one before it, to be refused there.
            so_far = np.maximum.accumulate(np.maximum(blocks, last))
            self.in_order &= bool(np.all((blocks == so_far) | (blocks == NOBODY)))
            found.append(np.where(blocks == NOBODY, so_far, blocks).astype(np.int32))
            last = int(so_far[-1])
        self._blocks = np.concatenate(found)
        if not self.in_order and self.rows * table.width > CELLS_LIMIT:
            raise InputError.at(
                table.name,
                _("Zo'n grote tabel met feiten moet dezelfde volgorde hebben als de tabel met casussen."),
                _("Sorteer beide tabellen op de kolom case."),
            )

    @property
    def rows(self) -> int:
        """How many rows there are, those of explanation included."""
        return len(self._blocks)

    def blocks(self) -> Iterator[RawTable]:
        """The facts of each block of cases in turn; empty for ever when there are no more."""
        if self.in_order:
            yield from self._table.blocks(np.bincount(self._blocks).tolist())
        else:
            whole = next(iter(self._table.blocks([self.rows])))
            yield from (whole.only(self._blocks == number) for number in range(int(self._blocks.max()) + 1))
        yield from repeat(_first_rows(self._table, 0))


def _first_rows(table: TableStream, number: int = _SEEN_FIRST) -> RawTable:
    return next(iter(table.blocks([number])))
