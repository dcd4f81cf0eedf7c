"""The decision table of one framework folded once, and cases read as paths through it: what can still come of every way to complete a case.

The walk (`advice.py`) reads line by line, so it may keep an outcome that no completion gives. Here every completion is one path through the
diagram, so what is found is exact, except that nobody is asked to believe what cannot be: completions with a fact from before the twelfth
birthday are left out. `min_known` plays no part: it is a refusal to speak, not a fact about the case. Source: framework format 1, *Advice*
and *Smallest changes and deciding questions*; decision on signals in docs/decisions.md.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from triage.cases.case import Case, Fact, certainly_before_twelve
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.periods import Period, months_before
from triage.weighing.advice import PROTECTION, table_lines
from triage.weighing.coding import count_of, state_of
from triage.weighing.diagram import Diagram
from triage.weighing.fact_lists import Counts, FactLists
from triage.weighing.fold import Folding
from triage.weighing.gates import TRUE
from triage.weighing.limits import MOST_STATES, Bound, TooLargeError
from triage.weighing.questions import Question
from triage.weighing.result import Use
from triage.weighing.space import Space
from triage.weighing.tables import Tables

IMPOSSIBLE = -1
"""The label of completions that nobody can have."""

Left = tuple[tuple[int, ...], ...]
"""Per question, in the order of the space, the cells that a case leaves open: one when the answer is known."""

MOST_JOINT = 20_000
"""Joint counts of facts that one case may leave open before it is given up."""


@dataclass(frozen=True)
class Reading:
    """A case as cells. `table` is the decision table that holds for it: all lines, or those up to a line that signals make surely true."""

    left: Left
    table: Diagram

    @property
    def open(self) -> tuple[int, ...]:
        """The questions, by number, of which more than one cell is left."""
        return tuple(number for number, cells in enumerate(self.left) if len(cells) > 1)


class ExactTable:
    """Exact answers for one framework with an advice table. Every method raises TooLargeError when the table is too tangled to settle.

    `most` bounds the half-filled cases that are told apart for one diagram. Labels of its diagrams are places in `outcomes`.
    """

    def __init__(self, tables: Tables, *, most: int = MOST_STATES) -> None:
        advice = tables.framework.advice
        if advice is None:
            raise ValueError("a framework without an advice table has nothing to decide")
        self.tables, self.framework, self.most = tables, tables.framework, most
        self.outcomes = (*tables.framework.outcome_by_id, OUT_OF_SCOPE)
        self.lines = table_lines(tables.framework, advice)
        self._protecting: dict[int, Diagram] = {}
        self._cut_off: dict[tuple[int, bool], Diagram] = {}

    @cached_property
    def space(self) -> Space:
        """All complete cases."""
        return Space(self.tables)

    @cached_property
    def folding(self) -> Folding:
        """The fold that all diagrams of the framework share."""
        return Folding(self.space)

    @cached_property
    def table(self) -> Diagram:
        """The whole decision table."""
        return self._ended_at(len(self.lines))

    @cached_property
    def fact_lists(self) -> dict[int, FactLists]:
        """The lists of facts that each question of tallies tells apart."""
        return {number: FactLists(question.tables) for number, question in enumerate(self.space.questions) if question.tallied}

    def fold_all(self) -> None:
        """Fold every diagram that some case may ask for, so that from then on cases are only read."""
        everything = tuple(tuple(range(len(question.cells))) for question in self.space.questions)
        for row in self._protection_rows():
            self._surely(row, everything)
        for row in (*self._protection_rows(), len(self.lines)):
            self._ended_at(row)
            self._ended_at(row, everybody=True)
        _ = self.fact_lists

    def read(self, case: Case) -> Reading:
        """A case as cells. Raises ValueError when an answer is not one the framework lists."""
        counted, given = self._cells(case)
        ends = next((row for row in self._protection_rows() if given != counted and self._surely(row, given)), len(self.lines))
        table = self._ended_at(ends)
        if reached(table, counted) == {IMPOSSIBLE}:  # an age told before a birthday: what is known of the case goes before the rule
            table = self._ended_at(ends, everybody=True)
        return Reading(counted, table)

    def possible(self, reading: Reading) -> tuple[str, ...]:
        """The outcomes that some completion of the case gives: ids in the order of the file, out of scope last."""
        return self.named(reached(reading.table, reading.left))

    def named(self, labels: Collection[int]) -> tuple[str, ...]:
        """The outcomes of these labels, in order."""
        return tuple(outcome for label, outcome in enumerate(self.outcomes) if label in labels)

    def _protection_rows(self) -> tuple[int, ...]:
        return tuple(row for row, line in enumerate(self.lines) if line.part == PROTECTION)

    def _ended_at(self, row: int, *, everybody: bool = False) -> Diagram:
        """The table whose line `row` is always true; past the last line, the table as it is."""
        found = self._cut_off.get((row, everybody))
        if found is None:
            gates = [] if everybody else [(self.space.impossible(), IMPOSSIBLE)]
            gates += [(self._gate(number), self._label(number)) for number in range(min(row, len(self.lines)))]
            gates += [(TRUE, self._label(row))] if row < len(self.lines) else []
            found = self._cut_off[row, everybody] = self.folding.fold(gates, self.most)
        return found

    def _surely(self, row: int, given: Left) -> bool:
        """Whether a line of protection is true in every completion with signals and contested answers as given."""
        found = self._protecting.get(row)
        if found is None:
            found = self._protecting[row] = self.folding.fold([(self._gate(row), 1), (TRUE, 0)], self.most)
        return reached(found, given) == {1}

    def _gate(self, row: int) -> int:
        line = self.lines[row]
        return TRUE if line.when is None else self.space.gate(line.when, holds=not line.denied)

    def _label(self, row: int) -> int:
        return self.outcomes.index(self.lines[row].then)

    def _cells(self, case: Case) -> tuple[Left, Left]:
        """The cells left by what counts, and by what is given with signals and contested answers."""
        counted, given = list[tuple[int, ...]](), list[tuple[int, ...]]()
        for number, question in enumerate(self.space.questions):
            if question.tallied:
                cells = self._counted(number, case)
                counted.append(cells)
                given.append(cells)
            else:
                for cells_of, side in zip((counted, given), self._answered(question, case), strict=True):
                    cells_of.append(side)
        return tuple(counted), tuple(given)

    def _answered(self, question: Question, case: Case) -> tuple[tuple[int, ...], tuple[int, ...]]:
        (table,) = question.tables
        state, as_given, _use = state_of(table, case.answer(table.item.id), case.reference_date)
        counts, gives = (tuple(int(cell) for cell in table.possible[one].nonzero()[0]) for one in (state, as_given))
        if table.item is self.framework.age_question:
            return self._old_enough(table.item.id, counts, case), self._old_enough(table.item.id, gives, case)
        return counts, gives

    def _old_enough(self, item: str, cells: tuple[int, ...], case: Case) -> tuple[int, ...]:
        """The cells of an open age at which nobody is too young for the facts of the case; an age that is known is left alone."""
        if len(cells) == 1:
            return cells
        greatest = self.space.greatest_ages(item)
        return tuple(
            cell
            for cell in cells
            if (age := greatest[cell]) is None
            or not any(certainly_before_twelve(fact, age, case.reference_date) for fact in case.facts or ())
        )

    def _age(self, case: Case) -> int | None:
        """The age of a case, where it is known."""
        question = self.framework.age_question
        answer = None if question is None else case.answers.get(question.id)
        if question is None or answer is None or not isinstance(answer.value, Decimal):
            return None
        known = state_of(self.tables.items[question.id], answer, case.reference_date)[2] is Use.COUNTED
        return int(answer.value) if known else None

    def _counted(self, number: int, case: Case) -> tuple[int, ...]:
        """The cells of a question of tallies in which the facts of a case may lie; when nobody looked all that are possible at its age."""
        lists = self.fact_lists[number]
        if case.facts is None:
            most = self._age(case)
            return tuple(at for at, cell in enumerate(self.space.questions[number].cells) if most is None or cell.from_age <= most)
        joint = {lists.none}
        for fact in case.facts:
            ways = ways_counted(lists, fact, case.reference_date)
            joint = {lists.plus(counts, way) for counts in joint for way in ways}
            if len(joint) > MOST_JOINT:
                raise TooLargeError(Bound.CELLS, MOST_JOINT, lists.items)
        return tuple(sorted({lists.cell(counts) for counts in joint}))


def ways_counted(lists: FactLists, fact: Fact, reference_date: date) -> frozenset[Counts]:
    """What a fact may add to each tally: one way for every day it may have happened, and nothing where it is contested.

    A quarter may straddle the border of one window only so that it falls inside it or outside, never both or neither.
    """
    nothing = lists.none
    if fact.when.first > reference_date:
        return frozenset([nothing])
    last = min(fact.when.last, reference_date)
    days = {fact.when.first, last}
    for border in (months_before(reference_date, months) for months in lists.borders):
        days |= {day for day in (border, border - timedelta(days=1)) if fact.when.first <= day <= last}
    dated = [replace(fact, when=Period.day(day), contested=False) for day in days]
    ways = {tuple(count_of(one, of, reference_date)[0] for of in lists.tallies) for one in dated}
    return frozenset(ways | ({nothing} if fact.contested else set()))


def reached(diagram: Diagram, left: Sequence[Collection[int]]) -> set[int]:
    """The labels at which completions end; IMPOSSIBLE only when no other is reached."""
    seen, waiting = {diagram.root}, [diagram.root]
    while waiting:
        node = waiting.pop()
        if node >= 0:
            children = diagram.children[node]
            fresh = {children[cell] for cell in left[diagram.question[node]]} - seen
            seen |= fresh
            waiting += fresh
    labels = {diagram.label(node) for node in seen if node < 0}
    return labels - {IMPOSSIBLE} or labels
