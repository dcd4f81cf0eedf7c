"""The conditions of a booklet: its Dutch sentences and lists as a tree, and whether they are so (True, False, None for unknown)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from tests.documents.booklet.markdown_page import Entry, names_in, number_in

__all__ = ["Entry", "Node", "Reading", "parsed", "truth", "unwrapped"]

MANY = {"dit allemaal klopt, namelijk dat:": "all", "ten minste één hiervan klopt, namelijk dat:": "any"}
COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "ten minste": lambda given, border: given >= border,
    "meer dan": lambda given, border: given > border,
    "hoogstens": lambda given, border: given <= border,
    "minder dan": lambda given, border: given < border,
}
COMPARISON = r"(ten minste|meer dan|hoogstens|minder dan) (−?[0-9][0-9.,]*)"


class Reading(Protocol):
    """A case in which conditions are looked up."""

    def possible(self, number: int) -> list[str] | None: ...
    def pair(self, number: int) -> tuple[Fraction, Fraction]: ...
    def total(self, name: str) -> tuple[Fraction, Fraction]: ...
    def enough(self, name: str) -> bool: ...
    def levels(self, name: str) -> list[str]: ...
    def members(self, name: str) -> Sequence[int]: ...
    def criterion(self, name: str) -> bool | None: ...


@dataclass(frozen=True)
class Node:
    """A sentence, or a list (`all`, `any`, `at least 2`, `fewer than 2`) of them."""

    words: str
    parts: tuple[Node, ...] = ()


def unwrapped(entries: Sequence[Entry]) -> Node | None:
    """The condition of a line; None for a last line, which says “anders” or “in alle andere gevallen”."""
    first = entries[0].words
    return None if first.startswith("anders ") or first.endswith("in alle andere gevallen") else parsed(entries)


def parsed(entries: Sequence[Entry]) -> Node:
    """The condition of a line: what stands after its first “als”, and the list under it."""
    first = entries[0].words
    start = re.search(r"(?:^|[ ,”])als ", first)
    assert start is not None, first
    return _node([Entry(entries[0].depth, first[start.end() :]), *entries[1:]])


def _node(entries: Sequence[Entry]) -> Node:
    head, rest = entries[0], entries[1:]
    return Node(head.words, tuple(_node(group) for group in _groups(rest, head.depth + 1)))


def _groups(entries: Sequence[Entry], depth: int) -> Iterator[list[Entry]]:
    group: list[Entry] = []
    for entry in entries:
        if entry.depth == depth and group:
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def truth(node: Node, case: Reading) -> bool | None:
    """Whether a condition is so; None when the open answers may still turn it either way."""
    if not node.parts:
        return _leaf(node.words, case)
    parts = [truth(part, case) for part in node.parts]
    kind = MANY.get(node.words)
    if kind == "all":
        return False if False in parts else None if None in parts else True
    if kind == "any":
        return True if True in parts else None if None in parts else False
    counted = re.fullmatch(r"(ten minste|minder dan) ([0-9]+) hiervan klop(?:t|pen), namelijk dat:", node.words)
    assert counted is not None, node.words
    surely, perhaps, needed = parts.count(True), parts.count(None), int(counted[2])
    reached = True if surely >= needed else False if surely + perhaps < needed else None
    return reached if counted[1] == "ten minste" else _not(reached)


def _leaf(words: str, case: Reading) -> bool | None:
    said = words.replace("\u00a0", " ")
    if found := re.fullmatch(r"(niet )?voldaan is aan “(.*)”", said):
        return _turned(found[1], case.criterion(found[2]))
    if found := re.fullmatch(r"onderdeel ([0-9]+) (ten minste|minder dan) ([−0-9.,]+) punt(?:en)? heeft", said):
        return _agreed(COMPARED[found[2]](end, number_in(found[3])) for end in case.pair(int(found[1])))
    if found := re.fullmatch(r"(een|geen) onderdeel van “(.*)” ten minste ([−0-9.,]+) punt(?:en)? heeft", said):
        return _some_item(case, found[2], number_in(found[3]), none=found[1] == "geen")
    if found := re.fullmatch(r"het niveau van “([^”]*)” (niet )?(“.*”) is", said):
        levels = case.levels(found[1])
        return None if not levels else _turned(found[2], _agreed(level in names_in(found[3]) for level in levels))
    if found := re.fullmatch(r"de score op “([^”]*)” (.*) is", said):
        ends = case.total(found[1])
        return _within(ends, found[2]) if case.enough(found[1]) else None
    return _answer(said, case)


def _answer(said: str, case: Reading) -> bool | None:
    """A sentence about the answer to an item."""
    found = re.fullmatch(r"onderdeel ([0-9]+) (niet )?(.*) is", said)
    assert found is not None, said
    answers, labels = case.possible(int(found[1])), names_in(found[3])
    if answers is None:
        return None
    if labels:
        return _turned(found[2], _agreed(answer in labels for answer in answers))
    return _agreed(answer != "niet van toepassing" and _holds(number_in(answer), found[3]) for answer in answers)


def _some_item(case: Reading, scale: str, needed: Fraction, *, none: bool) -> bool | None:
    pairs = [case.pair(number) for number in case.members(scale)]
    some = True if any(low >= needed for low, _high in pairs) else None if any(high >= needed for _low, high in pairs) else False
    return _not(some) if none else some


def _within(ends: tuple[Fraction, Fraction], comparisons: str) -> bool | None:
    """Comparisons of an interval; each is unknown when its ends disagree."""
    parts = [_agreed(COMPARED[word](end, number_in(border)) for end in ends) for word, border in re.findall(COMPARISON, comparisons)]
    if " of " in comparisons:
        return True if True in parts else None if None in parts else False
    return False if False in parts else None if None in parts else True


def _holds(number: Fraction, comparisons: str) -> bool:
    """Comparisons of one number: “en” for all of them, “of” for one."""
    parts = [COMPARED[word](number, number_in(border)) for word, border in re.findall(COMPARISON, comparisons)]
    return any(parts) if " of " in comparisons else all(parts)


def _agreed(truths: Iterator[bool]) -> bool | None:
    found = set(truths)
    return found.pop() if len(found) == 1 else None


def _turned(negation: str | None, now: bool | None) -> bool | None:
    return _not(now) if negation else now


def _not(now: bool | None) -> bool | None:
    return None if now is None else not now
