"""Generated tables of cases for the benchmarks, as intake would give them, and what the reference needs to know of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np

from bench.reference import SEED, Array, Question, Tally
from triage.cases.case import Answer
from triage.cases.intake import take_in
from triage.cases.read_table import read_table
from triage.cases.table import CaseTable, Column, FactColumn
from triage.framework.model import Framework, TallyItem
from triage.framework.registry import read_registry
from triage.weighing.coding import count_of, state_of
from triage.weighing.tables import ItemTable, Tables

HOUSE = Path(__file__).resolve().parent.parent
TOP60 = HOUSE / "frameworks" / "top60-ranking.yaml"
DAY = date(2026, 11, 24)


def table_of(names: list[str], columns: list[Array]) -> CaseTable:
    """Raw whole numbers, NaN where unknown, as a table of cases without facts."""
    rows = len(columns[0])
    answers = {name: _column(values) for name, values in zip(names, columns, strict=True)}
    nobody, nothing = np.zeros(0, np.intp), np.ones(rows, np.bool_)
    facts = FactColumn((), nobody, nobody, nothing)
    return CaseTable(_codes(rows), Column((DAY,), np.zeros(rows, np.intp)), answers, facts)


def top60_table(framework: Framework, rows: int) -> CaseTable:
    """As many cases as asked for, with the answers and facts of the sixty invented examples dealt out anew."""
    examples = HOUSE / "examples"
    registry = read_registry(HOUSE / "frameworks" / "evidence")
    cases = take_in(
        read_table(examples / "cases.csv"), framework, facts=read_table(examples / "facts.csv"), reference_date=DAY, registry=registry
    ).cases
    random = np.random.default_rng(SEED)
    like = random.integers(0, len(cases), rows)
    owners = np.repeat(np.arange(rows), np.bincount(cases.facts.case, minlength=len(cases))[like])
    facts = FactColumn(cases.facts.distinct, random.choice(cases.facts.index, len(owners)), owners, np.ones(rows, np.bool_))
    answers = {item: Column(column.distinct, column.index[random.permutation(like)]) for item, column in cases.answers.items()}
    return CaseTable(_codes(rows), Column((DAY,), np.zeros(rows, np.intp)), answers, facts)


def questions_of(tables: Tables, cases: CaseTable) -> list[Question]:
    """What the reference looks up for each answered question; all answers are of one day."""
    return [_question(table, cases) for table in tables.answered]


def tallies_of(tables: Tables, cases: CaseTable) -> list[Tally]:
    """What the reference counts for each tally; all cases are of one day."""
    return [_tally(table, table.item, cases) for table in tables.tallied if isinstance(table.item, TallyItem)]


def _question(table: ItemTable, cases: CaseTable) -> Question:
    column = cases.answers.get(table.item.id) or Column((Answer(None),), np.zeros(len(cases), np.intp))
    states = np.array([state_of(table, answer, DAY)[0] for answer in column.distinct])
    return Question(column.index, table.low[states], table.high[states])


def _tally(table: ItemTable, item: TallyItem, cases: CaseTable) -> Tally:
    counts = np.array([count_of(fact, item.of, DAY) for fact in cases.facts.distinct], np.bool_)
    cells = np.arange(table.width)
    return Tally(counts[:, 0], counts[:, 1], table.cuts, table.low[table.spans(cells, cells)])


def _column(values: Array) -> Column[Answer]:
    numbers, index = np.unique(np.nan_to_num(values, nan=-1), return_inverse=True)
    return Column(tuple(Answer(None) if number < 0 else Answer(Decimal(int(number))) for number in numbers), index.ravel())


def _codes(rows: int) -> tuple[str, ...]:
    return tuple(map(str, range(rows)))
