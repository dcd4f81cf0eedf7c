"""All complete cases of a framework at once: its questions in walking order, and its conditions as gates over them.

Source: framework format 1, *Conditions* and *Proofs*. `min_known` plays no part here: in a complete case everything is known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from triage.cases.case import Answer, Case
from triage.framework.conditions import (
    All,
    AnyItemOf,
    AnyOf,
    BandIs,
    Condition,
    Count,
    CriterionHolds,
    ItemAnswer,
    ItemNumber,
    ItemPoints,
    Not,
    ScaleScore,
    walk,
)
from triage.framework.contents import conditions, limits
from triage.framework.model import DerivedItem, NumericItem
from triage.weighing.fact_lists import REFERENCE_DATE, FactSort, youngest
from triage.weighing.gates import FALSE, TRUE, Gates
from triage.weighing.questions import Question, questions
from triage.weighing.tables import Tables
from triage.weighing.truth import cell_holds


class Space:
    """The complete cases of a framework. A case is a choice of one cell for every question, in the order of `questions`.

    Subjects of gates are the questions by their place, then the scales (`scale_subject`). A scale has cells too: between the scores, in
    units, that some condition or band asks about, or that are named in `also` (`cuts`). `derived` holds the lines of derived items as
    (gate, points in units). `asked` are the questions where another space of the same framework has worked them out.
    """

    def __init__(self, tables: Tables, also: Mapping[str, Iterable[int]] | None = None, asked: tuple[Question, ...] | None = None) -> None:
        self.tables = tables
        self.framework = tables.framework
        self.gates = Gates()
        self._made: dict[tuple[int, bool], tuple[Condition, int]] = {}
        self.questions = asked or tuple(sorted(questions(tables), key=self._walking_order))
        self.place = {item: number for number, question in enumerate(self.questions) for item in question.items}
        self.scale_subject = {scale.id: len(self.questions) + number for number, scale in enumerate(self.framework.scales)}
        self.cuts = self._cuts(also or {})
        self.derived = {item.id: self._lines(item) for item in self.framework.items if isinstance(item, DerivedItem)}

    def gate(self, condition: Condition, *, holds: bool = True) -> int:
        """The gate that is true when the condition is, or with `holds` false when it is not.

        Kept by identity, together with the condition itself: criteria that name one another are worked out once.
        """
        found = self._made.get((id(condition), holds))
        if found is None:
            found = self._made[id(condition), holds] = (condition, self._gate(condition, holds))
        return found[1]

    def _gate(self, condition: Condition, holds: bool) -> int:
        match condition:
            case All() | AnyOf():
                parts = [self.gate(part, holds=holds) for part in condition.parts()]
                return self.gates.all_of(parts) if isinstance(condition, All) == holds else self.gates.any_of(parts)
            case Not(not_=part):
                return self.gate(part, holds=not holds)
            case Count(count=counted, at_least=needed):
                parts = [self.gate(part, holds=holds) for part in counted]
                return self.gates.at_least(needed if holds else len(parts) - needed + 1, parts)
            case CriterionHolds(criterion=criterion):
                return self.gate(self.framework.criterion_by_id[criterion].when, holds=holds)
            case ItemPoints(item=item, points_at_least=points):
                return self._points_reach(item, points, holds)
            case AnyItemOf(any_item_of=scale, points_at_least=points):
                parts = [self._points_reach(item.id, points, holds) for item in self.framework.items_of(scale)]
                return self.gates.any_of(parts) if holds else self.gates.all_of(parts)
            case ItemAnswer(item=item) | ItemNumber(item=item):
                stands_for = self.tables.items[item].cells
                return self._answer_in(item, {at for at, answer in enumerate(stands_for) if cell_holds(condition, answer)}, holds)
            case ScaleScore(scale=scale):
                cells = {cell for cell, score in enumerate(self._scores(scale)) if self._compares(condition, score)}
                return self._scale_in(scale, cells, holds)
            case BandIs(band=band):
                return self._scale_in(band, self._cells_in_bands(band, condition), holds)
        raise TypeError(f"no gate for {type(condition).__name__}")

    def impossible(self) -> int:
        """True of a choice of cells that no case can have: at that age every list of such facts has one from before the twelfth birthday.

        Such a fact is refused wherever it comes from (format, *Answers and facts*). The age is the one on the reference date: of an age
        that was told earlier and is no longer right nothing is said here.
        """
        parts = []
        for subject, other in enumerate(self.questions):
            for age in sorted({cell.from_age for cell in other.cells if cell.from_age}):
                older = self.gates.literal(subject, [at for at, cell in enumerate(other.cells) if cell.from_age >= age], len(other.cells))
                parts.append(self.gates.all_of([self.younger_than(age), older]))
        return self.gates.any_of(parts)

    def younger_than(self, age: int) -> int:
        """The case is surely younger than that; false when no question asks the age."""
        question = self.framework.age_question
        if question is None:
            return FALSE
        greatest = self.greatest_ages(question.id)
        return self.gates.literal(
            self.place[question.id], [cell for cell, most in enumerate(greatest) if most is not None and most < age], len(greatest)
        )

    def case(self, cells: Sequence[int], code: str, lists: Mapping[int, Sequence[FactSort]] | None = None, from_age: int = 0) -> Case:
        """The case that stands for a choice of cells, at least `from_age` where its cell of the age allows.

        `lists` gives some questions other facts than those of the cell.
        """
        answers, sorts, others = dict[str, Answer](), list[FactSort](), lists or {}
        for number, (question, cell) in enumerate(zip(self.questions, cells, strict=True)):
            answers |= question.answers(cell)
            sorts += others[number] if number in others else question.cells[cell].facts
        return Case(code, REFERENCE_DATE, self._old_enough(answers, max(from_age, youngest(sorts))), tuple(sort.fact for sort in sorts))

    def _old_enough(self, answers: Mapping[str, Answer], age: int) -> Mapping[str, Answer]:
        """The same answers with the youngest age of its cell at which the facts can be."""
        question = self.framework.age_question
        given = answers.get(question.id) if question else None
        if question is None or given is None or not isinstance(given.value, Decimal) or given.value >= age:
            return answers
        return {**answers, question.id: replace(given, value=Decimal(age))}

    def _walking_order(self, question: Question) -> tuple[int, int, int]:
        """Questions without points first, then scale by scale and domain by domain, so that one sum at a time is open."""
        table, scales = question.tables[0], [scale.id for scale in self.framework.scales]
        together = next(number for number, other in enumerate(self.framework.items) if other.domain == table.item.domain)
        return scales.index(table.item.scale) if table.item.scale else -1, together, table.place

    def _in_units(self, thousandths: int) -> int:
        """The least number of units that reaches so many points."""
        return -(-thousandths // self.tables.unit)

    def _cuts(self, also: Mapping[str, Iterable[int]]) -> dict[str, tuple[int, ...]]:
        """Per scale the scores, in units, at which some condition or band changes, and those named beside them."""
        cuts: dict[str, set[int]] = {
            scale.id: {self._in_units(band.from_) for band in scale.bands if band.from_ is not None} for scale in self.framework.scales
        }
        for condition in (part for _path, outer in conditions(self.framework) for part in walk(outer)):
            if isinstance(condition, ScaleScore):
                cuts[condition.scale] |= {self._in_units(points) for points in _borders(condition)}
        for scale, scores in also.items():
            cuts[scale] |= set(scores)
        return {scale: tuple(sorted(found)) for scale, found in cuts.items()}

    def _scores(self, scale: str) -> Iterator[int]:
        """A score that stands for each cell of a scale, in units."""
        cuts = self.cuts[scale]
        yield from ((cuts[0] - 1 if cuts else 0), *cuts)

    def _compares(self, condition: ScaleScore, score: int) -> bool:
        reaches = {points: score >= self._in_units(points) for points in _borders(condition)}
        return (
            (condition.at_least is None or reaches[condition.at_least])
            and (condition.above is None or reaches[condition.above + 1])
            and (condition.below is None or not reaches[condition.below])
            and (condition.at_most is None or not reaches[condition.at_most + 1])
        )

    def _cells_in_bands(self, scale: str, condition: BandIs) -> set[int]:
        bands = self.framework.scale_by_id[scale].bands
        begins = [self._in_units(band.from_) for band in bands if band.from_ is not None]
        chosen = condition.chosen(tuple(band.id for band in bands))
        return {cell for cell, score in enumerate(self._scores(scale)) if bands[bisect_right(begins, score)].id in chosen}

    def _scale_in(self, scale: str, cells: set[int], holds: bool) -> int:
        every = set(range(len(self.cuts[scale]) + 1))
        return self.gates.literal(self.scale_subject[scale], cells if holds else every - cells, len(every))

    def _answer_in(self, item: str, cells: set[int], holds: bool) -> int:
        """The answer to an item lies in one of its own cells, or in none of them; not applicable is a cell like the others."""
        number = self.place[item]
        question = self.questions[number]
        which = question.items.index(item)
        inside = [at for at, cell in enumerate(question.cells) if (cell.at[which] in cells) == holds]
        return self.gates.literal(number, inside, len(question.cells))

    def _points_reach(self, item: str, points: int, holds: bool) -> int:
        needed = self._in_units(points)
        if item in self.place:
            table = self.tables.items[item]
            return self._answer_in(item, {at for at in range(table.width + 1) if table.points_in(at) >= needed}, holds)
        derived = self.framework.item_by_id[item]
        assert isinstance(derived, DerivedItem)
        ways, earlier = [], list[int]()
        for line in derived.points:
            true = TRUE if line.when is None else self.gate(line.when)
            if (self._in_units(line.points) >= needed) == holds:
                ways.append(self.gates.all_of([*earlier, true]))
            earlier.append(FALSE if line.when is None else self.gate(line.when, holds=False))
        return self.gates.any_of(ways)

    def _lines(self, item: DerivedItem) -> tuple[tuple[int, int], ...]:
        return tuple((TRUE if line.when is None else self.gate(line.when), line.points // self.tables.unit) for line in item.points)

    def greatest_ages(self, item: str) -> list[int | None]:
        """The greatest age in each cell of the question that asks it; None where there is no limit, and for not applicable."""
        table = self.tables.items[item]
        assert isinstance(table.item, NumericItem)
        _least, most = limits(table.item)
        cells = len(self.questions[self.place[item]].cells)
        return [*(int(cut) - 1 for cut in table.cuts), None if most is None else int(most), None][:cells]


def _borders(condition: ScaleScore) -> set[int]:
    """The points, in thousandths, at which a comparison changes: reaching n, or for above and at most reaching the next thousandth."""
    before = [points for points in (condition.at_least, condition.below) if points is not None]
    after = [points + 1 for points in (condition.above, condition.at_most) if points is not None]
    return {*before, *after}
