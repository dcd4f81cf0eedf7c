"""Markdown (CommonMark with tables) as text. Whatever is given is words: signs that would mean something to Markdown are escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

STEP = "    "
"""How far a list stands in for each list it is in: enough for a number of two digits and its dot."""

_SIGNS = re.compile(r"([\\`*_<\[\]|~])")
_AT_START = re.compile(r"^(#{1,6}|[>+-]|[0-9]{1,9}(?=[.)]))(?=[.)\s])")


def escaped(words: str) -> str:
    """The words on one line, as they are."""
    return _SIGNS.sub(r"\\\1", " ".join(words.split()))


def heading(words: str, level: int) -> str:
    """A heading of level 1 (the paper) to 4."""
    return f"{'#' * level} {escaped(words)}"


def paragraph(words: str) -> str:
    """Running text."""
    return _unlike_a_block(escaped(words))


def notice(words: str) -> str:
    """What must be seen: a paragraph in bold."""
    return f"**{escaped(words)}**"


def labelled(label: str, words: str) -> str:
    """A paragraph that begins with its subject in bold."""
    return f"**{escaped(label)}.** {escaped(words)}"


def table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; every row has as many cells as there are titles."""
    lines = [titles, *rows]
    if any(len(line) != len(titles) for line in lines):
        raise ValueError("a row of another length than the titles")
    first, *rest = ["| " + " | ".join(escaped(cell) for cell in line) + " |" for line in lines]
    return "\n".join([first, "|" + " --- |" * len(titles), *rest])


def listed(entries: Iterable[tuple[int, str]], *, numbered: bool = False) -> str:
    """A list in a list: how deep each entry stands, from 0, and what it says. `numbered` gives the outermost entries a number."""
    lines, number = [], 0
    for depth, words in entries:
        number += depth == 0
        mark = f"{number}." if numbered and depth == 0 else "-"
        lines.append(f"{STEP * depth}{mark} {_unlike_a_block(escaped(words))}")
    return "\n".join(lines)


def document(blocks: Iterable[str]) -> str:
    """The blocks with a blank line between them; ends in a line end."""
    return "\n\n".join(blocks) + "\n"


def _unlike_a_block(words: str) -> str:
    """Words that begin like a heading, a quotation or a list, kept from becoming one."""
    return _AT_START.sub(lambda found: f"{found[1]}\\" if found[1][0].isdigit() else f"\\{found[1]}", words)
