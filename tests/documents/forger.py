"""What somebody could do to a sheet: change a number, paint over it, swap what it carries, take a page out. And saving it again."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pikepdf

from triage.weighing.receipt import canonical


def edited(sheet: bytes, change: Callable[[pikepdf.Pdf], None], **how: Any) -> bytes:
    """The sheet after a change to the open PDF."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        change(pdf)
        pdf.save(target, **how)
    return target.getvalue()


def shown(figure: str) -> bytes:
    """How a piece of plain text stands in the content of a page."""
    return f"<{figure.encode('ascii').hex()}> Tj".encode()


def contents(sheet: bytes) -> list[bytes]:
    """The drawing operators of every page."""
    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


def page_showing(sheet: bytes, figure: str) -> int:
    """The first page, from 0, on which a piece of text stands by itself."""
    return next(number for number, content in enumerate(contents(sheet)) if shown(figure) in content)


def with_content(sheet: bytes, page: int, change: Callable[[bytes], bytes]) -> bytes:
    """The sheet with the content of a page changed."""

    def rewrite(pdf: pikepdf.Pdf) -> None:
        contents = pdf.pages[page].Contents
        changed = change(contents.read_bytes())
        assert changed != contents.read_bytes(), "nothing was changed"
        contents.write(changed)

    return edited(sheet, rewrite)


def with_number_changed(sheet: bytes, old: str, new: str, page: int | None = None) -> bytes:
    """One printed number replaced by another where it first stands, in the content of the page itself."""
    page = page_showing(sheet, old) if page is None else page
    return with_content(sheet, page, lambda content: content.replace(shown(old), shown(new), 1))


def page_of_points(sheet: bytes) -> int:
    """The page, from 0, on which the first number of points stands."""
    return page_showing(sheet, "9")


def painted_over(sheet: bytes, drawing: str) -> bytes:
    """On the page of points a white box near the right edge, and something on top of it."""
    page = page_of_points(sheet)
    return with_content(sheet, page, lambda content: content + f"\nq 1 1 1 rg 460 540 20 14 re f Q\n{drawing}\n".encode())


def carried(sheet: bytes) -> bytes:
    """The attached file."""
    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        return bytes(pdf.attachments["weging.json"].get_file().read_bytes())


def carrying(sheet: bytes, content: bytes) -> bytes:
    """The sheet with another attached file under the same name."""

    def swap(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["weging.json"].obj.EF.F.write(content)

    return edited(sheet, swap)


def with_data(sheet: bytes, change: Callable[[Any], None]) -> bytes:
    """The sheet with its data changed and written as the program writes it."""
    data = json.loads(carried(sheet))
    change(data)
    return carrying(sheet, canonical(data))
