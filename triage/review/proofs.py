"""What holds for every complete case of a framework, decided exactly from its file: proven, refuted with a case, or not proven.

Each claim is a walk over the diagram of the decision table (`weighing/diagram.py`). Nothing is shown that the ordinary engine does not
confirm: every case that a proof shows is weighed again, and random cases are compared besides. `min_known` plays no part: in a complete
case everything is known. Source: framework format 1, *Proofs*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from itertools import islice, permutations
from random import Random
from typing import NamedTuple, TypeVar, cast, get_args

from triage.cases.case import Case
from triage.cases.table import CaseTable
from triage.framework.conditions import BandIs
from triage.framework.model import Band, Criterion, Intensity, Item, Outcome, Scale
from triage.framework.registry import AttributeClass, Registry
from triage.framework.vocabulary import Role
from triage.review import proof_words as words
from triage.weighing.advice import PROTECTION, RULE, SCOPE, TableLine, table_lines
from triage.weighing.diagram import Cells, Diagram
from triage.weighing.fact_lists import youngest
from triage.weighing.fold import Folding, Lines
from triage.weighing.gates import FALSE, TRUE
from triage.weighing.limits import MOST_STATES, TooLargeError
from triage.weighing.questions import Question, nested_lists, no_fact_cells
from triage.weighing.result import Truth, Weighing
from triage.weighing.space import Space
from triage.weighing.tables import Tables
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

SAMPLE, MOST_DRAWN = 500, 10_000
"""Random complete cases in which diagram and engine are compared, and how many are drawn to find those that somebody can have."""

Clash = Callable[[int, int], bool]
"""Whether the labels of two cases contradict a claim."""

Made = TypeVar("Made")

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
        self._made: dict[str, object] = {}

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
        yield from self._claims_about_questions()

    def _claims_about_questions(self) -> Iterator[Proof]:
        try:
            questions = self.space.questions
        except TooLargeError as error:
            yield from (Proof(claim, Verdict.UNPROVEN, because=words.given_up(error)) for claim in (words.MONOTONE, words.NO_WEIGHT))
            return
        for number, question in enumerate(questions):
            if question.sign:
                yield self._settled(words.monotone(question), partial(self._monotone, number))
        for number, question in enumerate(questions):
            if self._never_weighs(question):
                yield self._settled(words.no_weight(question), partial(self._no_weight, number))

    def sample(self, seed: int) -> int:
        """Compare diagram and engine in random complete cases; returns in how many. Raises TooLargeError."""
        random = Random(seed)  # noqa: S311 - any cases will do, and the same ones each time
        table = self._by_row
        drawn = (tuple(random.randrange(len(question.cells)) for question in self.space.questions) for _ in range(MOST_DRAWN))
        possible = list(islice((cells for cells in drawn if table.diagram.end(cells) != NOT_COMPARED), SAMPLE))
        self._confirmed(table, possible, [self._case(cells) for cells in possible])
        return len(possible)

    def row_name(self, row: int) -> Message:
        """What a row of the decision table is called."""
        return words.row_name(self.rows[row], self.framework)

    @property
    def compares_nothing(self) -> bool:
        """Whether the framework has no outcome that is lighter or heavier than another: then the claims about that say nothing."""
        return not any(outcome.kind in COMPARED for outcome in self.advice.outcomes)

    def not_compared(self) -> tuple[Item, ...]:
        """The questions that no monotone claim speaks of: the file gives their answers no order. Raises TooLargeError."""
        return tuple(table.item for question in self.space.questions if not question.sign for table in question.tables)

    def _settled(self, claim: Message, search: Callable[[], _Finding]) -> Proof:
        try:
            found = search()
        except TooLargeError as error:
            return Proof(claim, Verdict.UNPROVEN, because=words.given_up(error))
        return Proof(claim, Verdict.PROVEN if found.holds else Verdict.REFUTED, found.cases, found.rows, found.because)

    # The diagrams

    def _once(self, name: str, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once; that it was too large is kept too. Raises TooLargeError."""
        if name not in self._made:
            try:
                self._made[name] = make()
            except TooLargeError as error:
                self._made[name] = error
        made = self._made[name]
        if isinstance(made, TooLargeError):
            raise TooLargeError(made.bound, made.most, made.items)
        return cast(Made, made)

    @property
    def space(self) -> Space:
        """All complete cases. Raises TooLargeError."""
        return self._once("space", lambda: Space(self.tables))

    @property
    def folding(self) -> Folding:
        """The fold that all diagrams share. Raises TooLargeError."""
        return self._once("folding", lambda: Folding(self.space))

    @property
    def _by_row(self) -> _Table:
        return self._once("rows", lambda: self._folded(_itself))

    def _folded(self, label: Callable[[int], int], younger: int = FALSE) -> _Table:
        """The decision table folded anew; nothing is compared of cases in which the gate `younger` is true."""
        lines = [(self.space.impossible(), NOT_COMPARED), (younger, NOT_COMPARED), *self._lines(label)]
        return _Table(self.folding.fold(lines, self.most), label)

    def _table(self, label: Callable[[int], int]) -> _Table:
        """The decision table with a label for each row. Raises TooLargeError.

        Folded once with the rows themselves; only when that is too large anew with the labels, for with fewer of them it may fit.
        """
        try:
            by_row = self._by_row.diagram
        except TooLargeError:
            return self._folded(label)
        return _Table(by_row.relabelled(lambda row: NOT_COMPARED if row == NOT_COMPARED else label(row)), label)

    def _lines(self, label: Callable[[int], int]) -> Lines:
        return [(self._gate(line), label(row)) for row, line in enumerate(self.rows)]

    def _gate(self, line: TableLine) -> int:
        return TRUE if line.when is None else self.space.gate(line.when, holds=not line.denied)

    def _ladder(self, proof: str, height: Callable[[Outcome], int]) -> Callable[[int], int]:
        """The height of the help or list outcome of each row; rows that are excepted from the proof are not compared."""
        excepted = {exception.rule for exception in self.advice.exceptions if exception.proof == proof}
        heights = {outcome.id: height(outcome) for outcome in self.advice.outcomes if outcome.kind in COMPARED}
        rules = {row: self.advice.rules[line.number - 1].id for row, line in enumerate(self.rows) if line.part == RULE}
        return lambda row: NOT_COMPARED if rules.get(row) in excepted else heights.get(self.rows[row].then, NOT_COMPARED)

    def _by_place(self, from_age: int) -> _Table:
        """The place of each outcome in the file. With an age only cases that can be that old are compared."""
        place = {outcome.id: place for place, outcome in enumerate(self.advice.outcomes)}
        label = self._ladder("monotone", lambda outcome: place[outcome.id])
        if from_age == 0:
            return self._once("places", lambda: self._table(label))
        return self._once(f"places from {from_age}", lambda: self._folded(label, self.space.younger_than(from_age)))

    @property
    def _by_intensity(self) -> _Table:
        return self._once("intensities", lambda: self._table(self._ladder("weight", _intensity)))

    def _in_scope(self, gate: int) -> Case | None:
        """A case within the scope in which a gate is true."""
        scope = self.framework.scope
        return self._possible([(self.space.gate(scope.when, holds=False), NOT_COMPARED)] if scope else [], gate)

    def _possible(self, before: Lines, gate: int) -> Case | None:
        """A case in which a gate is true and none of the lines before it is."""
        lines = [(self.space.impossible(), NOT_COMPARED), *before, (gate, 1), (TRUE, NOT_COMPARED)]
        cells = self.folding.fold(lines, self.most).find([1])
        return None if cells is None else self._case(cells)

    def _case(self, cells: Cells) -> Case:
        return self.space.case(cells, CODES[0])

    def _two_cases(self, number: int, cells: tuple[Cells, Cells], *, nested: bool) -> list[Case]:
        """Two cases that differ in the answer to one question only, or `nested` in that one has more facts."""
        question, (one, other) = self.space.questions[number], (chosen[number] for chosen in cells)
        lists = question.cells[one].facts, question.cells[other].facts
        if nested and question.tallied:
            lists = nested_lists(question, one, other)
        old = youngest([*lists[0], *lists[1]])
        return [self.space.case(chosen, code, {number: facts}, old) for chosen, code, facts in zip(cells, CODES, lists, strict=True)]

    def _confirmed(self, table: _Table, cells: Sequence[Cells], cases: Sequence[Case]) -> _Confirmed:
        """The cases of these cells, weighed by the engine: each ends at a row with the label that the diagram gives."""
        walk = weigh(self.tables, CaseTable.of(cases)).walk
        assert walk is not None
        rows = tuple(int(row) for row in (walk.truths == HOLDS).argmax(axis=0))
        for number, (chosen, row) in enumerate(zip(cells, rows, strict=True)):
            if (walk.truths[: row + 1, number] == UNKNOWN).any() or table.diagram.end(chosen) != table.label(row):
                raise RuntimeError(f"diagram and engine differ at row {row}")
        return _Confirmed(tuple(cases), rows)

    # Complete and reachable

    def _complete(self) -> _Finding:
        """By construction: the last row is always true, so that every path of the diagram has one end."""
        assert self._by_row.diagram is not None
        return _Finding(True)

    def _row_reached(self, row: int) -> _Finding:
        found = self._reached(lambda other: int(other == row))
        return found if found.holds else _Finding(False, because=self._why_not(self.rows[row]))

    def _why_not(self, line: TableLine) -> Message | None:
        """Why no case ends at a line: none makes it true (of a rule, within the scope), or all that do have ended before."""
        try:
            alone = self._possible([], self._gate(line)) if line.part == PROTECTION else self._in_scope(self._gate(line))
        except TooLargeError:
            return None
        return words.NEVER_TRUE if alone is None else words.OVERTAKEN

    def _outcome_given(self, outcome: Outcome) -> _Finding:
        return self._reached(lambda row: int(self.rows[row].then == outcome.id))

    def _reached(self, label: Callable[[int], int]) -> _Finding:
        """A case that ends at a row with label 1."""
        table = self._table(label)
        found = table.diagram.find([1])
        if found is None:
            return _Finding(False)
        return _Finding(True, self._confirmed(table, [found], [self._case(found)]).cases)

    def _band_occurs(self, scale: Scale, band: Band) -> _Finding:
        case = self._in_scope(self.space.gate(BandIs.model_validate({"band": scale.id, "is": band.id})))
        if case is None:
            return _Finding(False)
        if self._weighed_in_scope(case).scale(scale.id).band != band:
            raise RuntimeError(f"the engine does not confirm band {band.id} of {scale.id}")
        return _Finding(True, (case,))

    def _criterion_occurs(self, criterion: Criterion, holds: bool) -> _Finding:
        case = self._in_scope(self.space.gate(criterion.when, holds=holds))
        if case is None:
            return _Finding(False)
        truths = {result.criterion.id: result.truth for result in self._weighed_in_scope(case).criteria}
        if truths[criterion.id] is not (Truth.TRUE if holds else Truth.FALSE):
            raise RuntimeError(f"the engine does not confirm criterion {criterion.id}")
        return _Finding(True, (case,))

    def _weighed_in_scope(self, case: Case) -> Weighing:
        weighing = weigh_case(self.tables, case)
        if weighing.advice is None or weighing.advice.scope is not Truth.TRUE:
            raise RuntimeError("the engine does not confirm that a case lies within the scope")
        return weighing

    # What an answer may do

    def _no_escalation(self) -> _Finding:
        """With every established fact at its no-fact answer, help and list outcomes stay at none or light."""
        allowed = {number: cells for number, question in enumerate(self.space.questions) if (cells := no_fact_cells(question)) is not None}
        if without := [self.space.questions[number] for number, cells in allowed.items() if not cells]:
            return _Finding(False, because=words.without_no_fact(without))
        if self._table(_one_label).diagram.find([0], allowed) is None:
            return _Finding(False, because=words.NO_SUCH_CASE)
        table = self._table(self._ladder("escalation", _intensity))
        found = table.diagram.find([label for label in table.diagram.labels if label > LIGHT], allowed)
        return _Finding(True) if found is None else _Finding(False, *self._confirmed(table, [found], [self._case(found)]))

    def _monotone(self, number: int) -> _Finding:
        """No pair of answers, the second heavier, gives a lighter outcome, whatever the other answers are."""
        for age, pairs in self._pairs_by_age(self.space.questions[number]).items():
            table = self._by_place(age)
            found = self._find_pair(table, number, pairs, _lighter)
            if found is not None:
                return _Finding(False, *self._confirmed(table, found, self._two_cases(number, found, nested=True)))
        return _Finding(True)

    def _pairs_by_age(self, question: Question) -> dict[int, list[tuple[int, int]]]:
        """The pairs of answers to compare, those first (at 0) that anybody can have who can have each of the two by itself.

        Of some pairs of counts only somebody older can have two lists of facts of which the one holds the other.
        """
        by_age: dict[int, list[tuple[int, int]]] = {0: []}
        for (one, other), age in question.heavier.items():
            own = max(question.cells[one].from_age, question.cells[other].from_age)
            by_age.setdefault(age if age > own else 0, []).append((one, other))
        return by_age

    def _no_weight(self, number: int) -> _Finding:
        """No two answers of a responsivity or class N question, in any order, raise the intensity above light."""
        pairs = permutations(range(len(self.space.questions[number].cells)), 2)
        table = self._by_intensity
        found = self._find_pair(table, number, pairs, _heavier_than_light)
        if found is None:
            return _Finding(True)
        return _Finding(False, *self._confirmed(table, found, self._two_cases(number, found, nested=False)))

    def _find_pair(self, table: _Table, number: int, pairs: Iterable[tuple[int, int]], clash: Clash) -> tuple[Cells, Cells] | None:
        """Two cases that differ in this question and clash. What is known of pairs of nodes is kept for the next question."""
        if len(table.seen) > self.most:
            table.seen.clear()
        try:
            return table.diagram.find_pair(number, pairs, clash, table.seen, self.most)
        except TooLargeError as error:
            raise TooLargeError(error.bound, error.most, self.space.questions[number].items) from error

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
    """A diagram of the decision table, with the label it gives each row. `seen` are pairs of nodes below which no labels clash."""

    diagram: Diagram
    label: Callable[[int], int]
    seen: set[tuple[int, int]] = field(default_factory=set)


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


def _itself(row: int) -> int:
    return row


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
