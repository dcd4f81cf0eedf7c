"""What differs between two weighings of one case by the same framework: which facts and answers changed, and what each change did.

Two questions are answered for each change: what it did *alone*, made in the old case, and what taking it back *undoes* in the new case.
For whatever moved overall the smallest sets of changes are sought that bring it about when made in the old case. Everything is weighed:
the cases between old and new are one table of cases. Points of changes need not add up, because of caps and derived items.

A change that lies after the old reference date brings the move of that date along: on the old date it would count as of a day still to
come. What it did alone is then what it adds to the old case on the new date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from typing import NamedTuple

from triage.cases.case import Case
from triage.cases.table import CaseTable
from triage.framework.model import Framework
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.weighing.aspects import About, Aspect, Given, Values, aspects_of, values_of
from triage.weighing.case_changes import Change, DateMoved, FactChanged, FactsListed, changes_between, made, periods
from triage.weighing.coding import USES
from triage.weighing.result import Truth, Use
from triage.weighing.tables import Tables
from triage.weighing.truth import Truths
from triage.weighing.weigh import Weighed, weigh

MOST_TRIED_TOGETHER = 10
"""Changes of which every combination is tried. Changes that never alter an answer or count as it is weighed are not among them."""

MOST_PAIRED = 60
"""Changes of which every pair is tried when they are too many to try every combination; of more only each by itself."""

MOST_CHANGES = 200
"""More changes than this are not taken apart: no case changes so much, and a sheet made to keep the check busy might."""

MOST_FACTS_LAID_OUT = 300_000
"""Facts of all cases together that are weighed as one table, for the same reason. With more, fewer combinations are tried."""


class TooManyChangesError(ValueError):
    """Two weighings differ in more than can be taken apart."""


class ItemState(NamedTuple):
    """How an item stands in one case: what became of its answer, the least and greatest number of facts, and its points in thousandths."""

    use: Use
    facts: tuple[int, int] | None
    low: int
    high: int


@dataclass(frozen=True)
class ItemMoved:
    """An item that stands otherwise."""

    item: str
    before: ItemState
    after: ItemState


@dataclass(frozen=True)
class CriterionMoved:
    """A criterion whose truth is other."""

    criterion: str
    before: Truth
    after: Truth


@dataclass(frozen=True)
class AspectMoved:
    """An advice, level or score that is other."""

    aspect: Aspect
    before: Given
    after: Given


@dataclass(frozen=True)
class Effect:
    """The difference between two cases of which one has a change and the other has not. `before` is always without it.

    `out_of_scope` says that one of them lies outside the scope: then its points are for nobody to read (REQ-18).
    """

    items: tuple[ItemMoved, ...]
    criteria: tuple[CriterionMoved, ...]
    moved: tuple[AspectMoved, ...]
    out_of_scope: bool

    @property
    def nothing(self) -> bool:
        """Whether score, level, criteria and advice stay as they are."""
        return not self.criteria and not self.moved

    def points(self, scale: str) -> tuple[int, int]:
        """What is added to the least and the greatest points of a scale, in thousandths."""
        found = next((move for move in self.moved if move.aspect == Aspect(About.SCORE, scale)), None)
        return (0, 0) if found is None else _added(found.before, found.after)


@dataclass(frozen=True)
class Did:
    """One change and what it did: `alone` in the old case, and `undone`, the new case without it beside the new case.

    With `on_new_date` it lies after the old reference date and was tried on the new one. Taking back a move of the date takes back what
    lies after it as well.
    """

    change: Change
    alone: Effect
    undone: Effect
    on_new_date: bool


@dataclass(frozen=True)
class Moved:
    """Something that is other overall, and the sets of changes (numbers from 1) that bring it about when made in the old case.

    With `smallest` no set of fewer changes does it, and all of that size stand there. Without, no change can be left out.
    """

    aspect: Aspect
    before: Given
    after: Given
    because: tuple[tuple[int, ...], ...]
    smallest: bool


@dataclass(frozen=True)
class Difference:
    """Two weighings of one case, laid side by side. `moves` are in the order advice, then level and score of each scale."""

    framework: Framework
    before: Case
    after: Case
    changes: tuple[Did, ...]
    whole: Effect
    moves: tuple[Moved, ...]

    def apart(self, scale: str) -> tuple[int, int]:
        """What the changes add to a scale each alone, added up, in thousandths."""
        each = [did.alone.points(scale) for did in self.changes]
        return sum(low for low, _high in each), sum(high for _low, high in each)

    @property
    def not_additive(self) -> tuple[str, ...]:
        """The scales on which the changes together do something else than each alone, added up."""
        return tuple(scale.id for scale in self.framework.scales if self.apart(scale.id) != self.whole.points(scale.id))


def difference(tables: Tables, before: Case, after: Case) -> Difference:
    """What changed between two weighings of one case by the framework of these tables, and what each change did.

    Raises ValueError when the cases are not one case (another code) or an answer is not one the framework lists, and TooManyChangesError.
    Two frameworks, or two versions of one, cannot be laid side by side here: that is `review.compare`.
    """
    if before.code != after.code:
        raise ValueError("these are two cases")
    between = _Between(tables, before, changes_between(tables.framework, before, after))
    if len(between.changes) > MOST_CHANGES or not between.fits(len(set(between.for_each))):
        raise TooManyChangesError("too many changes")
    mixtures = between.mixed(between.for_each)
    did = tuple(
        Did(
            change,
            mixtures.effect(between.alone(number) - {number}, between.alone(number)),
            mixtures.effect(between.without(number), between.all),
            number in between.later,
        )
        for number, change in enumerate(between.changes)
    )
    whole = mixtures.effect(frozenset(), between.all)
    return Difference(tables.framework, before, after, did, whole, tuple(_moves(between, mixtures, whole)))


Chosen = frozenset[int]
"""Changes by their place, from 0."""


@dataclass(frozen=True)
class _Between:
    """Everything between an old case and a new one: the old case with some of the changes."""

    tables: Tables
    before: Case
    changes: tuple[Change, ...]

    def fits(self, cases: int) -> bool:
        """Whether so many cases between old and new can be weighed as one table."""
        added = sum(isinstance(change, FactChanged) for change in self.changes)
        listed = max((len(change.after or ()) for change in self.changes if isinstance(change, FactsListed)), default=0)
        return cases * (len(self.before.facts or ()) + added + listed) <= MOST_FACTS_LAID_OUT

    @cached_property
    def all(self) -> Chosen:
        return frozenset(range(len(self.changes)))

    @cached_property
    def moved_date(self) -> DateMoved | None:
        """The move of the reference date; when there is one it comes first."""
        first = self.changes[0] if self.changes else None
        return first if isinstance(first, DateMoved) else None

    @cached_property
    def later(self) -> Chosen:
        """The changes that lie after the old reference date and not after the new one."""
        moved = self.moved_date
        if moved is None:
            return frozenset()
        return frozenset(
            number
            for number, change in enumerate(self.changes)
            if any(moved.before < when.first <= moved.after for when in periods(change))
        )

    def closed(self, chosen: Iterable[int]) -> Chosen:
        """These changes, with the move of the date where one needs it."""
        found = frozenset(chosen)
        return found | {0} if found & self.later else found

    def alone(self, number: int) -> Chosen:
        """One change with what it needs."""
        return self.closed([number])

    def left(self, chosen: Chosen, number: int) -> Chosen:
        """The chosen changes without one, and without what needs it."""
        return chosen - {number} - (self.later if number == 0 else frozenset())

    def without(self, number: int) -> Chosen:
        """All changes but one, and but what needs it."""
        return self.left(self.all, number)

    @property
    def for_each(self) -> Iterator[Chosen]:
        """The cases behind what each change did: old and new, with each alone, and without each."""
        yield from (frozenset(), self.all)
        for number in range(len(self.changes)):
            yield from (self.alone(number), self.alone(number) - {number}, self.without(number))

    def mixed(self, sets: Iterable[Chosen]) -> _Mixtures:
        """The old case with each of these sets of changes, weighed as one table."""
        places = {chosen: place for place, chosen in enumerate(dict.fromkeys(sets))}
        cases = [made(self.before, (self.changes[number] for number in sorted(chosen))) for chosen in places]
        return _Mixtures(weigh(self.tables, CaseTable.of(cases)), places)


@dataclass(frozen=True)
class _Mixtures:
    """Cases between old and new, weighed; `places` says where each set of changes stands in the table."""

    weighed: Weighed
    places: Mapping[Chosen, int]

    @cached_property
    def values(self) -> Mapping[Aspect, Values]:
        framework = self.weighed.tables.framework
        return {aspect: values_of(self.weighed, aspect, tuple(framework.outcome_by_id)) for aspect in aspects_of(framework)}

    def given(self, aspect: Aspect, chosen: Chosen) -> Given:
        """What the case with these changes gets."""
        found: Given = self.values[aspect][self.places[chosen]]
        return found

    def effect(self, without: Chosen, having: Chosen) -> Effect:
        """The difference between two of the cases."""
        framework, counted = self.weighed.tables.framework, self.weighed.counted
        states = {item.id: (self._state(item.id, without), self._state(item.id, having)) for item in framework.items}
        truths = {
            part.id: [Truth(int(counted.truth(part.when)[self.places[one]])) for one in (without, having)] for part in framework.criteria
        }
        given = {aspect: (self.given(aspect, without), self.given(aspect, having)) for aspect in self.values}
        return Effect(
            tuple(ItemMoved(item, was, now) for item, (was, now) in states.items() if was != now),
            tuple(CriterionMoved(part, was, now) for part, (was, now) in truths.items() if was != now),
            tuple(AspectMoved(aspect, was, now) for aspect, (was, now) in given.items() if was != now),
            any(side == Given((OUT_OF_SCOPE,), True) for side in given.get(Aspect(About.ADVICE, ""), ())),
        )

    def _truths(self, truths: Truths, without: Chosen, having: Chosen) -> tuple[Truth, Truth]:
        return Truth(int(truths[self.places[without]])), Truth(int(truths[self.places[having]]))

    def touched(self, one: Chosen, other: Chosen) -> bool:
        """Whether two of the cases differ in any answer or count as it is weighed."""
        codes, places = self.weighed.codes, [self.places[one], self.places[other]]
        rows = [*codes.states, *codes.given, *codes.uses, *chain.from_iterable(codes.counts.values())]
        return any(row[places[0]] != row[places[1]] for row in rows)

    def _state(self, item: str, chosen: Chosen) -> ItemState:
        weighed, place = self.weighed, self.places[chosen]
        low, high = (int(side[place]) * weighed.tables.unit for side in weighed.counted.points(item))
        counts = weighed.codes.counts.get(item) if weighed.cases.facts.known[place] else None
        count = (int(counts[0][place]), int(counts[1][place])) if counts else None
        return ItemState(USES[weighed.codes.uses[weighed.tables.place[item], place]], count, low, high)


def _moves(between: _Between, mixtures: _Mixtures, whole: Effect) -> Iterator[Moved]:
    """What moved overall, each with the sets of changes that do it.

    A change that on neither date alters an answer or count as it is weighed can be in no smallest set. The date itself always may be:
    what it does to one fact may be hidden by what it does to another.
    """
    if not whole.moved:
        return
    candidates = [
        number
        for number in sorted(between.all)
        if (number == 0 and between.moved_date)
        or mixtures.touched(between.alone(number) - {number}, between.alone(number))
        or mixtures.touched(between.without(number), between.all)
    ]
    ways = _smallest(between, candidates, {move.aspect: move.after for move in whole.moved})
    for move in whole.moved:
        sets, smallest = ways[move.aspect]
        because = tuple(tuple(number + 1 for number in sorted(chosen)) for chosen in sets)
        yield Moved(move.aspect, move.before, move.after, because, smallest)


def _smallest(
    between: _Between, candidates: Sequence[int], wanted: Mapping[Aspect, Given]
) -> dict[Aspect, tuple[tuple[Chosen, ...], bool]]:
    """Per aspect the smallest sets of changes that give what is wanted, and whether they are surely smallest."""
    sizes = _tried_together(between, len(candidates))
    tried = dict.fromkeys(between.closed(some) for size in range(1, sizes + 1) for some in combinations(candidates, size))
    if sizes < len(candidates):
        tried = {chosen: None for chosen in tried if len(chosen) <= sizes}
    mixtures = between.mixed(tried)
    found: dict[Aspect, tuple[tuple[Chosen, ...], bool]] = {}
    for aspect, given in wanted.items():
        doing = [chosen for chosen in tried if mixtures.given(aspect, chosen) == given]
        least = min(map(len, doing), default=0)
        if doing:
            found[aspect] = tuple(sorted((chosen for chosen in doing if len(chosen) == least), key=sorted)), True
    rest = {aspect: given for aspect, given in wanted.items() if aspect not in found}
    return found | {aspect: ((chosen,), False) for aspect, chosen in _left_out_one_by_one(between, candidates, rest).items()}


def _tried_together(between: _Between, candidates: int) -> int:
    """How many changes at most are tried together: all of them, two, or one, after what can be weighed as one table."""
    if candidates <= MOST_TRIED_TOGETHER and between.fits(2**candidates):
        return candidates
    return 2 if candidates <= MOST_PAIRED and between.fits(candidates * (candidates + 1) // 2) else 1


def _left_out_one_by_one(between: _Between, candidates: Sequence[int], wanted: Mapping[Aspect, Given]) -> dict[Aspect, Chosen]:
    """Per aspect a set of changes of which none can be left out. Goes round until a whole round takes nothing away."""
    kept = dict.fromkeys(wanted, between.closed(candidates))
    earlier: dict[Aspect, Chosen] = {}
    while kept != earlier:
        earlier = dict(kept)
        for number in candidates:
            fewer = {aspect: between.left(chosen, number) for aspect, chosen in kept.items() if number in chosen}
            mixtures = between.mixed(fewer.values())
            kept |= {aspect: chosen for aspect, chosen in fewer.items() if mixtures.given(aspect, chosen) == wanted[aspect]}
    return kept


def _added(before: Given, after: Given) -> tuple[int, int]:
    return after.possible[0] - before.possible[0], after.possible[1] - before.possible[1]
