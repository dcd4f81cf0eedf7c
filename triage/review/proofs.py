"""What holds for every complete case of a framework, decided exactly from its file: proven, refuted with a case, or not proven.

Each claim is a walk over the diagram of the decision table (`weighing/diagram.py`). Nothing is shown that the ordinary engine does not
confirm: every case that a proof shows is weighed again, and random cases are compared besides. `min_known` plays no part: in a complete
case everything is known. Source: framework format 1, *Proofs*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, partial
from itertools import permutations
from random import Random
from typing import NamedTuple, get_args

from triage.cases.case import Case
from triage.cases.table import CaseTable
from triage.framework.conditions import BandIs
from triage.framework.model import Band, Criterion, Intensity, Item, NumericItem, Outcome, Scale, TallyItem, YesNoItem
from triage.framework.registry import AttributeClass, Registry
from triage.framework.vocabulary import Role
from triage.review import proof_words as words
from triage.weighing.advice import RULE, SCOPE, TableLine, table_lines
from triage.weighing.diagram import Cells, Diagram
from triage.weighing.fold import MOST_STATES, Folding, Lines, TooLargeError
from triage.weighing.gates import TRUE
from triage.weighing.questions import Question
from triage.weighing.result import Truth
from triage.weighing.space import Space
from triage.weighing.tables import ItemTable, Tables
from triage.weighing.truth import TRUE as HOLDS
from triage.weighing.truth import UNKNOWN
from triage.weighing.weigh import weigh, weigh_case
from triage.wording import Message

NOT_COMPARED = -1
"""The label of ends a claim does not speak of: choices that no case can have, out of scope, protection, route, an excepted line."""

COMPARED = ("help", "list")
"""The kinds of outcome that are lighter or heavier than one another."""

INTENSITIES = get_args(Intensity)
LIGHT = INTENSITIES.index("light")

SAMPLE = 500
"""Random complete cases in which diagram and engine are compared."""

CODES = ("proef-1", "proef-2")
"""The codes of the cases that a proof shows: the witness, or the two that contradict it."""


class Verdict(Enum):
    """What became of a claim."""

    PROVEN = "proven"
    REFUTED = "refuted"
    UNPROVEN = "unproven"


@dataclass(frozen=True)
class Proof:
    """A claim and its verdict. `cases` are the witness of a proven claim that something occurs, or the counter-example of a refuted one.

    Two cases differ in the answer to one question. `because` says more about a claim that is not proven. `rows` are the rows of the
    decision table at which the counter-examples end: refutations with the same rows have the same cause.
    """

    claim: Message
    verdict: Verdict
    cases: tuple[Case, ...] = ()
    rows: tuple[int, ...] = ()
    because: Message | None = None


class Prover:
    """The claims about one framework that has an advice table.

    `most` bounds the half-filled cases that are told apart for one diagram. A RuntimeError means a fault in this program: the engine does
    not confirm a case.
    """

    def __init__(self, tables: Tables, registry: Registry, *, most: int = MOST_STATES) -> None:
        advice = tables.framework.advice
        if advice is None:
            raise ValueError("a framework without an advice table has nothing to prove")
        self.tables, self.framework, self.advice, self.registry, self.most = tables, tables.framework, advice, registry, most
        self.rows = table_lines(self.framework, advice)
        self._no_lighter: set[tuple[int, int]] = set()
        self._no_heavier: set[tuple[int, int]] = set()

    def claims(self) -> Iterator[Proof]:
        """Every claim of the format, in order."""
        yield self._settled(words.COMPLETE, self._complete)
        for row, line in enumerate(self.rows):
            if line.part != SCOPE:
                yield self._settled(words.row_reached(line, self.framework), partial(self._row_reached, row))
        for outcome in self.advice.outcomes:
            yield self._settled(words.outcome_given(outcome), partial(self._outcome_given, outcome))
        for scale in self.framework.scales:
            for band in scale.bands:
                yield self._settled(words.band_occurs(scale, band), partial(self._band_occurs, scale, band))
        for criterion in self.framework.criteria:
            for holds in (True, False):
                yield self._settled(words.criterion_occurs(criterion, holds), partial(self._criterion_occurs, criterion, holds))
        yield self._settled(words.NO_ESCALATION, self._no_escalation)
        for number, question in enumerate(self.space.questions):
            if not question.no_order:
                yield self._settled(words.monotone(question), partial(self._monotone, number))
        for number, question in enumerate(self.space.questions):
            if self._never_weighs(question):
                yield self._settled(words.no_weight(question), partial(self._no_weight, number))

    def sample(self, seed: int) -> int:
        """Compare diagram and engine in random complete cases; returns in how many. Raises TooLargeError."""
        random = Random(seed)  # noqa: S311 - any cases will do, and the same ones each time
        table = self._table(lambda row: row)
        drawn = (tuple(random.randrange(len(question.cells)) for question in self.space.questions) for _ in range(SAMPLE))
        cases = [cells for cells in drawn if table.diagram.end(cells) != NOT_COMPARED]
        self._confirmed(table, cases)
        return len(cases)

    def row_name(self, row: int) -> Message:
        """What a row of the decision table is called."""
        return words.row_name(self.rows[row], self.framework)

    def not_compared(self) -> tuple[Item, ...]:
        """The questions that no monotone claim speaks of: the file gives their answers no order."""
        return tuple(table.item for question in self.space.questions if question.no_order for table in question.tables)

    def _settled(self, claim: Message, search: Callable[[], _Finding]) -> Proof:
        try:
            found = search()
        except TooLargeError as error:
            return Proof(claim, Verdict.UNPROVEN, because=words.given_up(self.space.questions[error.question], self.most))
        return Proof(claim, Verdict.PROVEN if found.holds else Verdict.REFUTED, found.cases, found.rows, found.because)

    # The diagrams

    @cached_property
    def space(self) -> Space:
        """All complete cases."""
        return Space(self.tables)

    @cached_property
    def folding(self) -> Folding:
        """The fold that all diagrams share. Raises TooLargeError when there are too many questions."""
        return Folding(self.space)

    @cached_property
    def _by_row(self) -> Diagram | TooLargeError:
        try:
            return self.folding.fold(self._lines(lambda row: row), self.most)
        except TooLargeError as error:
            return error

    def _table(self, label: Callable[[int], int]) -> _Table:
        """The decision table with a label for each row. Raises TooLargeError.

        Folded once with the rows themselves; only when that is too large anew with the labels, for with fewer of them it may fit.
        """
        if isinstance(self._by_row, Diagram):
            return _Table(self._by_row.relabelled(lambda row: NOT_COMPARED if row == NOT_COMPARED else label(row)), label)
        return _Table(self.folding.fold(self._lines(label), self.most), label)

    def _lines(self, label: Callable[[int], int]) -> Lines:
        return [(self.space.impossible(), NOT_COMPARED), *((self._gate(line), label(row)) for row, line in enumerate(self.rows))]

    def _gate(self, line: TableLine) -> int:
        return TRUE if line.when is None else self.space.gate(line.when, holds=not line.denied)

    def _ladder(self, proof: str, height: Callable[[Outcome], int]) -> _Table:
        """The decision table with the height of each help and list outcome; rows that are excepted from the proof are not compared."""
        excepted = {exception.rule for exception in self.advice.exceptions if exception.proof == proof}
        heights = {outcome.id: height(outcome) for outcome in self.advice.outcomes if outcome.kind in COMPARED}
        rules = {row: self.advice.rules[line.number - 1].id for row, line in enumerate(self.rows) if line.part == RULE}
        return self._table(lambda row: NOT_COMPARED if rules.get(row) in excepted else heights.get(self.rows[row].then, NOT_COMPARED))

    @cached_property
    def _by_place(self) -> _Table:
        place = {outcome.id: place for place, outcome in enumerate(self.advice.outcomes)}
        return self._ladder("monotone", lambda outcome: place[outcome.id])

    @cached_property
    def _by_intensity(self) -> _Table:
        return self._ladder("weight", _intensity)

    def _in_scope(self, gate: int) -> Case | None:
        """A case within the scope in which a gate is true."""
        scope = self.framework.scope
        outside = [(self.space.gate(scope.when, holds=False), NOT_COMPARED)] if scope else []
        lines = [(self.space.impossible(), NOT_COMPARED), *outside, (gate, 1), (TRUE, NOT_COMPARED)]
        cells = self.folding.fold(lines, self.most).find([1])
        return None if cells is None else self.space.case(cells, CODES[0])

    def _confirmed(self, table: _Table, cells: Sequence[Cells]) -> _Confirmed:
        """The cases of these cells, weighed by the engine: each ends at a row with the label that the diagram gives."""
        cases = tuple(self.space.case(chosen, CODES[min(number, 1)]) for number, chosen in enumerate(cells))
        walk = weigh(self.tables, CaseTable.of(cases)).walk
        assert walk is not None
        rows = tuple(int(row) for row in (walk.truths == HOLDS).argmax(axis=0))
        for number, (chosen, row) in enumerate(zip(cells, rows, strict=True)):
            if (walk.truths[: row + 1, number] == UNKNOWN).any() or table.diagram.end(chosen) != table.label(row):
                raise RuntimeError(f"diagram and engine differ at row {row}")
        return _Confirmed(cases, rows)

    # Complete and reachable

    def _complete(self) -> _Finding:
        """By construction: the last row is always true, so that every path of the diagram has one end."""
        self._table(lambda row: row)
        return _Finding(True)

    def _row_reached(self, row: int) -> _Finding:
        table = self._table(lambda other: int(other == row))
        found = table.diagram.find([1])
        if found is not None:
            return _Finding(True, self._confirmed(table, [found]).cases)
        line = self.rows[row]
        alone = line.when is None or self._in_scope(self._gate(line)) is not None
        return _Finding(False, because=words.OVERTAKEN if alone else words.NEVER_TRUE)

    def _outcome_given(self, outcome: Outcome) -> _Finding:
        table = self._table(lambda row: int(self.rows[row].then == outcome.id))
        found = table.diagram.find([1])
        return _Finding(False) if found is None else _Finding(True, self._confirmed(table, [found]).cases)

    def _band_occurs(self, scale: Scale, band: Band) -> _Finding:
        case = self._in_scope(self.space.gate(BandIs.model_validate({"band": scale.id, "is": band.id})))
        if case is None:
            return _Finding(False)
        if weigh_case(self.tables, case).scale(scale.id).band != band:
            raise RuntimeError(f"the engine does not confirm band {band.id} of {scale.id}")
        return _Finding(True, (case,))

    def _criterion_occurs(self, criterion: Criterion, holds: bool) -> _Finding:
        case = self._in_scope(self.space.gate(criterion.when, holds=holds))
        if case is None:
            return _Finding(False)
        truths = {result.criterion.id: result.truth for result in weigh_case(self.tables, case).criteria}
        if truths[criterion.id] is not (Truth.TRUE if holds else Truth.FALSE):
            raise RuntimeError(f"the engine does not confirm criterion {criterion.id}")
        return _Finding(True, (case,))

    # What an answer may do

    def _no_escalation(self) -> _Finding:
        """With every established fact at its no-fact answer, help and list outcomes stay at none or light."""
        allowed = {number: cells for number, question in enumerate(self.space.questions) if (cells := _no_fact_cells(question)) is not None}
        if without := [self.space.questions[number] for number, cells in allowed.items() if not cells]:
            return _Finding(False, because=words.without_no_fact(without))
        if self._table(_one_label).diagram.find([0], allowed) is None:
            return _Finding(False, because=words.NO_SUCH_CASE)
        table = self._ladder("escalation", _intensity)
        found = table.diagram.find([label for label in table.diagram.labels if label > LIGHT], allowed)
        return _Finding(True) if found is None else _Finding(False, *self._confirmed(table, [found]))

    def _monotone(self, number: int) -> _Finding:
        """No pair of answers, the second heavier, gives a lighter outcome, whatever the other answers are."""
        pairs = self.space.questions[number].heavier
        found = self._by_place.diagram.find_pair(number, pairs, _lighter, self._no_lighter)
        return _Finding(True) if found is None else _Finding(False, *self._confirmed(self._by_place, found))

    def _no_weight(self, number: int) -> _Finding:
        """No two answers of a responsivity or class N question, in any order, raise the intensity above light."""
        pairs = permutations(range(len(self.space.questions[number].cells)), 2)
        found = self._by_intensity.diagram.find_pair(number, pairs, _heavier_than_light, self._no_heavier)
        return _Finding(True) if found is None else _Finding(False, *self._confirmed(self._by_intensity, found))

    def _never_weighs(self, question: Question) -> bool:
        """Whether a question serves responsivity, by its scale or a line, or is about a class N attribute."""
        fitting = {line.item for line in self.framework.responsivity}
        return any(
            table.item.id in fitting or self._role(table.item) is Role.RESPONSIVITY or self._is_class_n(table.item)
            for table in question.tables
        )

    def _role(self, item: Item) -> Role | None:
        return self.framework.scale_by_id[item.scale].role if item.scale else None

    def _is_class_n(self, item: Item) -> bool:
        attribute = self.registry.attributes.get(item.attribute or "")
        return attribute is not None and attribute.class_ is AttributeClass.NEED_ONLY


@dataclass(frozen=True)
class _Table:
    """A diagram of the decision table, with the label it gives each row."""

    diagram: Diagram
    label: Callable[[int], int]


class _Confirmed(NamedTuple):
    """Cases the engine has weighed, and the row at which each ends."""

    cases: tuple[Case, ...]
    rows: tuple[int, ...]


@dataclass(frozen=True)
class _Finding:
    """Whether a claim holds, with the cases that show it or that contradict it."""

    holds: bool
    cases: tuple[Case, ...] = ()
    rows: tuple[int, ...] = ()
    because: Message | None = None


def _one_label(_row: int) -> int:
    """A label for every row, to ask whether there is a case at all."""
    return 0


def _intensity(outcome: Outcome) -> int:
    return NOT_COMPARED if outcome.intensity is None else INTENSITIES.index(outcome.intensity)


def _lighter(one: int, heavier: int) -> bool:
    """Whether the heavier answer ends lighter, both being help or list outcomes."""
    return NOT_COMPARED < heavier < one


def _heavier_than_light(one: int, other: int) -> bool:
    return NOT_COMPARED < one < other and other > LIGHT


def _no_fact_cells(question: Question) -> list[int] | None:
    """The cells in which no established fact is given; None for a question that is not about one."""
    if not any(table.item.established_fact for table in question.tables):
        return None
    return [
        number
        for number, cell in enumerate(question.cells)
        if all(_without_fact(table, at) for table, at in zip(question.tables, cell.at, strict=True))
    ]


def _without_fact(table: ItemTable, at: int) -> bool:
    """Whether a cell is the no-fact answer of its item (format, *No escalation without a fact*); not applicable is."""
    item = table.item
    if not item.established_fact or at == table.width:
        return True
    if item.no_fact:
        return table.cells[at] in item.no_fact
    match item:
        case YesNoItem():
            return table.cells[at] == "no"
        case NumericItem() | TallyItem():
            return at == table.cell_of_zero
    return item.scale is not None and table.points_in(at) == min(table.points_in(other) for other in range(table.width))
