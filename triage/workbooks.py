"""Excel workbooks, written whole or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from triage.files import replacing

if TYPE_CHECKING:
    from openpyxl import Workbook


@contextmanager
def workbook_to(path: Path, *, streamed: bool = False) -> Iterator[Workbook]:
    """An empty workbook that is saved as `path` when the block ends well; `streamed` for many rows that are only appended.

    Raises InputError as `replacing` does. openpyxl writes through lxml, which has an error of its own for a disk that is full.
    """
    from lxml.etree import SerialisationError
    from openpyxl import Workbook

    with replacing(path) as beside:
        try:
            book = Workbook(write_only=streamed)
            for sheet in book.worksheets:
                book.remove(sheet)
            yield book
            made = BytesIO()
            book.save(made)
        except SerialisationError:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None
        beside.write_bytes(made.getvalue())
