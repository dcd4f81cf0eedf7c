"""Excel workbooks, written whole or not at all, and the same bytes for the same cells: neither clock nor file times go in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from triage.files import replacing

if TYPE_CHECKING:
    from openpyxl import Workbook

C = TypeVar("C", bound="Any")


@contextmanager
def workbook_to(path: Path, *, streamed: bool = False) -> Iterator[Workbook]:
    """An empty workbook that is saved as `path` when the block ends well; `streamed` for many rows that are only appended.

    Until then it stands in memory and nowhere else. Raises InputError as `replacing` does.
    """
    from triage.workbooks.in_memory import MemoryWorkbook

    with replacing(path) as beside:
        book = MemoryWorkbook(write_only=streamed)
        book.properties.creator = "Weegwijzer"
        for sheet in book.worksheets:
            book.remove(sheet)
        yield book
        beside.write_bytes(book.content())


def typed_as_text(cell: C) -> C:
    """The same cell, typed as text: what it begins with can never start a formula."""
    cell.data_type = "s"
    return cell
