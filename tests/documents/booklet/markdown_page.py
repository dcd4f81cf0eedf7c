"""Markdown as the booklet uses it, taken apart: headings, tables, lists in lists, paragraphs that begin with a word in bold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


class Entry(NamedTuple):
    """An entry of a list: how deep it stands, and its words."""

    depth: int
    words: str


class Entries(tuple[Entry, ...]):
    """A whole list."""

    __slots__ = ()

    def lines(self) -> list[list[Entry]]:
        """Each outermost entry with what stands under it."""
        found: list[list[Entry]] = []
        for entry in self:
            if entry.depth == 0:
                found.append([])
            found[-1].append(entry)
        return found


def plain(words: str) -> str:
    """Words without the signs that keep Markdown from reading them."""
    return re.sub(r"\\([\\`*_<\[\]|~#>+.)-])", r"\1", words).strip()


def number_in(words: str) -> Fraction:
    """`1.234,5`, `1.000` and `−2` as exact numbers; a sum by hand may have a point before one or two decimals, or a plain minus."""
    written = re.sub(r"\s", "", words).replace("−", "-")
    grouped = "," in written or re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{3})+", written)
    return Fraction(written.replace(".", "").replace(",", ".") if grouped else written)


def names_in(words: str) -> list[str]:
    """What stands between quotation marks."""
    return re.findall(r"“([^”]*)”", words)


@dataclass(frozen=True)
class Page:
    """A piece of Markdown: its blocks."""

    blocks: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Page:
        return cls(tuple(text.strip().split("\n\n")))

    def parts(self, level: int) -> dict[str, Page]:
        """What stands under each heading of a level."""
        found: dict[str, list[str]] = {}
        current: list[str] | None = None
        for block in self.blocks:
            mark = re.match(r"(#+) (.*)", block)
            if mark and len(mark[1]) == level:
                current = found.setdefault(plain(mark[2]), [])
            elif mark and len(mark[1]) < level:
                current = None
            elif current is not None:
                current.append(block)
        return {name: Page(tuple(blocks)) for name, blocks in found.items()}

    def tables(self) -> list[list[list[str]]]:
        """Each table as rows of cells, the titles first."""
        return [list(_rows(block)) for block in self.blocks if block.startswith("|")]

    def lists(self) -> list[Entries]:
        """Each list."""
        return [_entries(block) for block in self.blocks if re.match(r"- |1\. ", block)]

    def lists_after(self, start: str) -> Entries | None:
        """The list after the block that begins so."""
        following = (after for block, after in zip(self.blocks, self.blocks[1:], strict=False) if block.startswith(start))
        block = next(following, None)
        return None if block is None else _entries(block)

    def labelled(self, name: str) -> str:
        """The words after a name in bold; empty when it is not there."""
        start = f"**{name}.** "
        return next((plain(block.removeprefix(start)) for block in self.blocks if block.startswith(start)), "")


def _rows(block: str) -> Iterator[list[str]]:
    for number, line in enumerate(block.splitlines()):
        if number != 1:
            yield [plain(cell) for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def _entries(block: str) -> Entries:
    found = [re.fullmatch(r"( *)(?:-|[0-9]+\.) (.*)", line) for line in block.splitlines()]
    return Entries(Entry(len(mark[1]) // 4, plain(mark[2])) for mark in found if mark)
