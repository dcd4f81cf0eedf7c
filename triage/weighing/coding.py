"""From answers to codes: every case becomes a state per item, as `tables.py` numbers them.

The meaning of statuses, windows and intervals is framework format 1, *Exact meaning*; `state_of` and `count_of` are the only places that
decide it, for one answer or fact at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from triage.cases.case import Answer, Fact
from triage.cases.table import CaseTable
from triage.framework.model import TallyItem, TallyOf
from triage.framework.vocabulary import AnswerStatus
from triage.periods import months_before
from triage.weighing.result import Use
from triage.weighing.tables import Ints, ItemTable, Tables

USES = tuple(Use)
USE_NUMBERS = {use: number for number, use in enumerate(USES)}
"""What became of an answer, as a number in `Codes.uses`."""

_GIVEN_ONLY = {AnswerStatus.SIGNAL: Use.SIGNAL, AnswerStatus.CONTESTED: Use.CONTESTED}
"""The statuses that count as given for the protection lines and as unknown everywhere else."""

MOST_TICKED = 1 << 20
"""Pairs of an answer or fact and a reference date that may be ticked off beyond the number of entries; a megabyte."""


@dataclass(frozen=True)
class Codes:
    """The states of all cases, items by cases.

    `given` is the same with signals and contested answers read as given, for the protection lines. `uses` numbers `USES`. `counts`
    holds the least and greatest number of facts per tally; rows of derived items stay at 0.
    """

    states: Ints
    given: Ints
    uses: Ints
    counts: Mapping[str, tuple[Ints, Ints]]


def state_of(table: ItemTable, answer: Answer, reference_date: date) -> tuple[int, int, Use]:
    """The state of one answer, its state when read as given (protection), and what became of it.

    Format: *Answers and facts* and *Outdated*. A quarter that holds the reference date is not later than it.
    """
    unknown = table.unknown
    if answer.status is AnswerStatus.UNKNOWN or (answer.value is None and answer.status is not AnswerStatus.NOT_APPLICABLE):
        return unknown, unknown, Use.NO_ANSWER
    if answer.as_of is not None and answer.as_of.first > reference_date:
        return unknown, unknown, Use.AFTER_REFERENCE_DATE
    if _outdated(answer, table.item.valid_months, reference_date):
        return unknown, unknown, Use.OUTDATED
    if answer.status is AnswerStatus.NOT_APPLICABLE:
        if not table.item.allow_not_applicable:
            raise ValueError(f"item {table.item.id} does not allow 'not applicable'")
        return table.not_applicable, table.not_applicable, Use.NOT_APPLICABLE
    assert answer.value is not None
    cell = table.cell_of(answer.value)
    if answer.status.counts:
        return cell, cell, Use.COUNTED
    return unknown, cell, _GIVEN_ONLY[answer.status]


def count_of(fact: Fact, of: TallyOf, reference_date: date) -> tuple[int, int]:
    """What one fact adds to the least and to the greatest count of a tally: (1, 1), (0, 1) or (0, 0).

    Format: *Tally*. A fact counts surely when its whole period lies inside the window; one that straddles the border, or is contested,
    may count; one after the reference date never does.
    """
    if fact.kind not in of.facts or fact.status not in of.statuses or fact.when.first > reference_date:
        return 0, 0
    surely = possibly = True
    if of.within_months is not None:
        border = months_before(reference_date, of.within_months)
        surely, possibly = fact.when.first >= border, fact.when.last >= border
    elif of.before_months is not None:
        border = months_before(reference_date, of.before_months)
        surely, possibly = fact.when.last < border, fact.when.first < border
    return int(surely and not fact.contested), int(possibly)


def encode(tables: Tables, cases: CaseTable) -> Codes:
    """The codes of a table of cases. Raises ValueError when an answer is not one the framework lists (intake refuses those)."""
    shape = (len(tables.framework.items), len(cases))
    states, given = np.zeros(shape, tables.state_type), np.zeros(shape, tables.state_type)
    uses = np.full(shape, USE_NUMBERS[Use.DERIVED], np.uint8)
    for table in tables.answered:
        states[table.place], given[table.place], uses[table.place] = _answer_row(table, cases, tables.state_type)
    counts = {}
    facts = _dated(cases.facts.index, cases.reference_dates.index[cases.facts.case], len(cases.facts.distinct), cases)
    nobody_looked = np.flatnonzero(~cases.facts.known)
    for table in tables.tallied:
        low, high = counts[table.item.id] = _count_rows(table, facts, cases)
        states[table.place] = table.spans(table.cells_of(low), table.cells_of(high))
        uses[table.place] = USE_NUMBERS[Use.FROM_FACTS]
        states[table.place, nobody_looked] = table.unknown
        uses[table.place, nobody_looked] = USE_NUMBERS[Use.NO_FACTS_LIST]
        given[table.place] = states[table.place]
    return Codes(states, given, uses, counts)


@dataclass(frozen=True)
class _Dated:
    """Different answers or facts with the reference date they are read at: the pairs that occur, and for each entry which one it is."""

    thing: list[int]
    date: list[date]
    index: Ints


def _dated(things: Ints, dates: Ints, different: int, cases: CaseTable) -> _Dated:
    """`things` and `dates` hold, for each entry, the place of an answer or fact and of a reference date among the different ones.

    Sorting 100,000 entries costs more than all the rest of weighing; so long as the pairs that could occur are few, they are ticked off.
    """
    days = cases.reference_dates.distinct
    pairs = things if len(days) == 1 else things * len(days) + dates
    if different * len(days) > len(pairs) + MOST_TICKED:
        occurs, index = np.unique(pairs, return_inverse=True)
    else:
        ticked = np.zeros(different * len(days), np.bool_)
        ticked[pairs] = True
        occurs, index = np.flatnonzero(ticked), pairs if ticked.all() else (np.cumsum(ticked) - 1)[pairs]
    return _Dated([int(pair) // len(days) for pair in occurs], [days[int(pair) % len(days)] for pair in occurs], index)


def _answer_row(table: ItemTable, cases: CaseTable, kind: np.dtype[Any]) -> tuple[Ints, Ints, Ints]:
    """States of one question for all cases, deciding each different (answer, reference date) once."""
    column = cases.answers.get(table.item.id)
    if column is None:
        unknown = np.full(len(cases), table.unknown, kind)
        return unknown, unknown, np.full(len(cases), USE_NUMBERS[Use.NO_ANSWER], np.uint8)
    dated = _dated(column.index, cases.reference_dates.index, len(column.distinct), cases)
    decided = [state_of(table, column.distinct[thing], day) for thing, day in zip(dated.thing, dated.date, strict=True)]
    states, given = np.array([one[0] for one in decided], kind), np.array([one[1] for one in decided], kind)
    uses = np.array([USE_NUMBERS[use] for _state, _given, use in decided], np.uint8)
    return states.take(dated.index), given.take(dated.index), uses.take(dated.index)


def _count_rows(table: ItemTable, dated: _Dated, cases: CaseTable) -> tuple[Ints, Ints]:
    """Least and greatest count of one tally for all cases, deciding each different (fact, reference date) once."""
    assert isinstance(table.item, TallyItem)
    facts, of = cases.facts, table.item.of
    decided = [count_of(facts.distinct[thing], of, day) for thing, day in zip(dated.thing, dated.date, strict=True)]
    possible = np.array([high for _low, high in decided], np.bool_)
    doubtful = np.array([high > low for low, high in decided], np.bool_)
    most, doubts = (np.bincount(facts.case.compress(which[dated.index]), minlength=len(cases)) for which in (possible, doubtful))
    return most - doubts, most


def _outdated(answer: Answer, valid_months: int | None, reference_date: date) -> bool:
    if valid_months is None or answer.as_of is None:
        return False
    return answer.as_of.first < months_before(reference_date, valid_months)
