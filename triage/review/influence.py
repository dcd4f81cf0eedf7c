"""What no case can make matter: points that no case within the scope can get, and questions whose answer changes nothing.

Exact, over all complete cases at once, by the diagrams of `weighing/diagram.py`. It takes as long as some proofs do, so `check` asks it and
opening does not. Source: framework format 1, *Refused by review* (an option no case can reach; a column without influence).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Set
from functools import cached_property
from typing import NamedTuple

from triage.framework.conditions import Condition, ItemAnswer, ItemPoints
from triage.framework.contents import point_values
from triage.framework.model import ChoiceItem, LevelItem, Need, NumericItem, ResponsivityLine, Scale, TallyItem, YesNoItem
from triage.framework.source import Fault, Path
from triage.review.lint.used import unused_items
from triage.weighing.advice import table_lines
from triage.weighing.fold import Folding, Lines
from triage.weighing.gates import TRUE
from triage.weighing.limits import MOST_STATES, TooLargeError
from triage.weighing.questions import Question
from triage.weighing.space import Space
from triage.weighing.tables import ItemTable, Tables
from triage.wording import Message, _

NO_CASE = -1
"""The label of ends that are not looked at: choices that no case can have, and cases outside the scope."""

MOST_SCORES = 2_000
"""Scores of one scale that are told apart; with more it is not settled whether a question changes them."""


class Judged(NamedTuple):
    """What was found. `refused` is so for certain; what is `unsettled` took more half-filled cases than are kept apart."""

    refused: tuple[Fault, ...]
    unsettled: tuple[Fault, ...]


def judge(tables: Tables, most: int = MOST_STATES) -> Judged:
    """Every part of a framework that no case can make matter. `most` bounds the half-filled cases told apart at a time."""
    try:
        search = _Search(Space(tables), most)
        nobody = search.inside.find([1]) is None
    except TooLargeError:
        return Judged((), (_unsettled(("items",), _("of elk antwoord kan voorkomen en iets uitmaakt")),))
    if nobody:
        return Judged((_nobody_inside(),), ())
    refused, unsettled = list(search.dead_steps()), list[Fault]()
    for part in (search.dead_lines, search.without_influence):
        found = part()
        refused += found.refused
        unsettled += found.unsettled
    return Judged(tuple(refused), tuple(unsettled))


class _Output(NamedTuple):
    """Something a weighing says: a table of labels over the questions of a fold."""

    folding: Folding
    lines: Lines


class _Search:
    """The searches through one framework. Raises TooLargeError when it has too many questions."""

    def __init__(self, space: Space, most: int) -> None:
        self.space, self.tables, self.framework, self.most = space, space.tables, space.framework, most
        self.folding = Folding(self.space)
        self.inside = self.folding.fold(_within(self.space, [(TRUE, 1)]), most)
        self.number = {item.id: number for number, item in enumerate(self.framework.items)}

    # Points that no case can get

    def dead_steps(self) -> Iterator[Fault]:
        """Answers and bins with points that no case within the scope has.

        An answer without points may serve to say that a case lies outside the scope.
        """
        for name, table in self.tables.items.items():
            if not point_values(table.item):
                continue
            question = self.space.place[name]
            which = self.space.questions[question].items.index(name)
            for path, cells, problem, mend in _steps(table):
                allowed = [at for at, cell in enumerate(self.space.questions[question].cells) if cell.at[which] in cells]
                if not allowed or self.inside.find([1], {question: allowed}) is None:
                    yield Fault(("items", self.number[name], *path), problem, mend)

    def dead_lines(self) -> Judged:
        """Lines of derived items at which no case within the scope ends."""
        refused, unsettled = list[Fault](), list[Fault]()
        for item, lines in self.space.derived.items():
            path = ("items", self.number[item], "points")
            try:
                ends = self.folding.fold(_within(self.space, [(gate, number) for number, (gate, _points) in enumerate(lines)]), self.most)
            except TooLargeError:
                unsettled.append(_unsettled(path, _("of elke regel van '{item}' kan gelden", item=item)))
                continue
            dead = [number for number in range(len(lines)) if ends.find([number]) is None]
            refused += [_dead_line((*path, number), item, number) for number in dead]
        return Judged(tuple(refused), tuple(unsettled))

    # Questions that change nothing

    def without_influence(self) -> Judged:
        """Questions of which no two answers, whatever the other answers are, give anything else within the scope or another advice."""
        unused = unused_items(self.framework)
        left = {number for number, question in enumerate(self.space.questions) if not unused.issuperset(question.items)}
        left -= {self.space.place[line.item] for line in self._plan_lines if self._condition(line) is None}
        settled = None not in self._every_score.values()
        for output in self._outputs(left):
            try:
                diagram = output.folding.fold(output.lines, self.most)
            except TooLargeError:
                settled = False
                continue
            seen = set[tuple[int, int]]()
            left -= {number for number in left if diagram.matters(number, _differ, seen)}
        faults = [self._no_influence(self.space.questions[number], settled) for number in sorted(left)]
        return Judged(tuple(faults), ()) if settled else Judged((), tuple(faults))

    @property
    def _plan_lines(self) -> tuple[Need | ResponsivityLine, ...]:
        return (*self.framework.needs, *self.framework.responsivity)

    def _outputs(self, left: set[int]) -> Iterator[_Output]:
        """All that a weighing says, the cheapest first; what no question in `left` adds points to is passed over."""
        for scale in self.framework.scales:
            if any(item.id not in self.space.place or self.space.place[item.id] in left for item in self.framework.items_of(scale.id)):
                yield self._scores(scale)
        conditions = [condition for line in self._plan_lines if (condition := self._condition(line))]
        conditions += [criterion.when for criterion in self.framework.criteria]
        if self.framework.places and self.framework.places.leave_when:
            conditions.append(self.framework.places.leave_when)
        for condition in conditions:
            yield _Output(self.folding, _within(self.space, [(self.space.gate(condition), 1), (TRUE, 0)]))
        if left and self.framework.advice:
            yield self._advice()

    def _condition(self, line: Need | ResponsivityLine) -> Condition | None:
        """When a line of needs or responsivity holds; None when it asks for one number, which surely some answers are and others not."""
        if isinstance(line, Need) and line.from_points is not None:
            return ItemPoints(item=line.item, points_at_least=line.from_points)
        if isinstance(self.framework.item_by_id[line.item], NumericItem | TallyItem):
            return None
        return ItemAnswer(item=line.item, in_=line.values)

    def _scores(self, scale: Scale) -> _Output:
        """The exact score of a scale; its bands follow from it."""
        space, subject = self._scored.space, self._scored.space.scale_subject[scale.id]
        width = len(space.cuts[scale.id]) + 1
        return _Output(self._scored, _within(space, [(space.gates.literal(subject, [cell], width), cell) for cell in range(width)]))

    @cached_property
    def _scored(self) -> Folding:
        """A fold over a space in which every score of a scale is a cell of its own."""
        every = {scale: scores or frozenset() for scale, scores in self._every_score.items()}
        return Folding(Space(self.tables, every, self.space.questions))

    @cached_property
    def _every_score(self) -> dict[str, frozenset[int] | None]:
        """Per scale the scores, in units, that its items can add up to; None where there are more than are told apart."""
        return {scale.id: self._scores_of(scale) for scale in self.framework.scales}

    def _scores_of(self, scale: Scale) -> frozenset[int] | None:
        unit, domains = self.tables.unit, dict[str | None, frozenset[int] | None]()
        for item in self.framework.items_of(scale.id):
            points = {value // unit for value in point_values(item)} | ({0} if item.allow_not_applicable else set())
            domains[item.domain] = _added(domains.get(item.domain, frozenset({0})), points)
        total: frozenset[int] | None = frozenset({0})
        for domain, sums in domains.items():
            cap = scale.domain_caps.get(domain or "")
            total = _added(total, sums if sums is None or cap is None else {min(one, cap // unit) for one in sums})
        return total

    def _advice(self) -> _Output:
        """The advice, by outcome; to leave the scope is another advice too."""
        assert self.framework.advice is not None
        rows = table_lines(self.framework, self.framework.advice)
        label = {then: number for number, then in enumerate(dict.fromkeys(row.then for row in rows))}
        gates = [TRUE if row.when is None else self.space.gate(row.when, holds=not row.denied) for row in rows]
        lines = [(gate, label[row.then]) for gate, row in zip(gates, rows, strict=True)]
        return _Output(self.folding, [(self.space.impossible(), NO_CASE), *lines])

    def _no_influence(self, question: Question, settled: bool) -> Fault:
        path = ("items", self.number[question.items[0]])
        if not settled:
            return _unsettled(path, _("of het antwoord op {items} iets uitmaakt", items=list(question.items)))
        return Fault(
            path,
            _("Wat er ook bij {items} staat, er verandert niets: geen punten, criterium, advies of doel.", items=list(question.items)),
            _("Haal weg wat niets doet, of herstel de punten of regels die ernaar kijken."),
        )


def _within(space: Space, lines: Lines) -> Lines:
    """The lines for cases that exist and lie within the scope."""
    scope = space.framework.scope
    outside = [(space.gate(scope.when, holds=False), NO_CASE)] if scope else []
    return [(space.impossible(), NO_CASE), *outside, *lines]


def _differ(one: int, other: int) -> bool:
    return one != other and NO_CASE not in (one, other)


def _added(sums: Set[int] | None, points: Set[int] | None) -> frozenset[int] | None:
    """Every sum of one of each; None when there are too many."""
    if sums is None or points is None or len(sums) * len(points) > MOST_SCORES**2:
        return None
    found = frozenset(one + more for one in sums for more in points)
    return found if len(found) <= MOST_SCORES else None


_Step = tuple[Path, set[int], Message, Message]
"""Points in the file: the keys from the item, the cells that get them, and what to say when no case does."""


def _steps(table: ItemTable) -> Iterator[_Step]:
    item = table.item
    match item:
        case YesNoItem():
            yield from (_answer(item.id, ("points", word), at, word) for at, word in enumerate(("yes", "no")))
        case ChoiceItem(options=options) | LevelItem(options=options):
            yield from (_answer(item.id, ("options", at), at, option.id) for at, option in enumerate(options))
        case NumericItem(points=bins) | TallyItem(points=bins):
            begins = [step.at_least for step in bins if step.at_least is not None]
            lies_in = [bisect_right(begins, first) for first in table.cells if not isinstance(first, str)]
            for number in range(len(bins)):
                problem = _("Geen casus binnen de afbakening komt in trede {number} van '{item}'.", number=number + 1, item=item.id)
                cells = {at for at, step in enumerate(lies_in) if step == number}
                yield ("points", number), cells, problem, _("Haal de trede weg, of pas de afbakening ('scope') aan.")


def _answer(item: str, path: Path, at: int, answer: str) -> _Step:
    problem = _("Geen casus binnen de afbakening kan bij '{item}' het antwoord '{answer}' hebben.", item=item, answer=answer)
    return path, {at}, problem, _("Haal het antwoord weg, of pas de afbakening ('scope') aan.")


def _dead_line(path: Path, item: str, number: int) -> Fault:
    problem = _("Geen casus binnen de afbakening krijgt de punten van regel {number} van '{item}'.", number=number + 1, item=item)
    return Fault(path, problem, _("Haal de regel weg, of pas de voorwaarden aan."))


def _nobody_inside() -> Fault:
    return Fault(("scope", "when"), _("Geen enkele casus valt binnen de afbakening."), _("Pas de voorwaarden van 'scope' aan."))


def _unsettled(path: Path, what: Message) -> Fault:
    return Fault(
        path,
        _("Binnen de grens is niet vast te stellen {what}.", what=what),
        _("Dit betekent niet dat het fout is. Minder of eenvoudiger voorwaarden helpen."),
    )
