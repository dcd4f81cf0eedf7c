"""How much a proof may cost before it is given up. What was asked is then not proven, which is not the same as untrue."""

from __future__ import annotations

from enum import Enum

MOST_STATES = 300_000
"""Half-filled cases, or pairs of them, that are told apart for one claim: some 150 MiB and a few seconds."""

BRANCHES_PER_STATE = 10
"""Branches of half-filled cases, on average, before giving up: a question of counts may have hundreds of cells."""

MOST_QUESTIONS = 400
"""Questions of one framework. Walks over a diagram go as deep as there are questions."""

MOST_CELLS = 1_000
"""Answers to one question that can be told apart: every pair of them is compared."""

MOST_COUNTS = 20_000
"""Joint counts of linked tallies that are looked at for one question."""


class Bound(Enum):
    """What there was too much of."""

    STATES = "states"
    QUESTIONS = "questions"
    CELLS = "cells"


class TooLargeError(Exception):
    """Something cannot be settled within a limit. `items` are those of the question at which it was given up, if it was at one."""

    def __init__(self, bound: Bound, most: int, items: tuple[str, ...] = ()) -> None:
        super().__init__(f"more than {most} {bound.value} {', '.join(items)}".strip())
        self.bound, self.most, self.items = bound, most, items
