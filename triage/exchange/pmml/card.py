"""One scale of a framework as a scorecard: per item its points with the statement that gives them, and where needed what a cap takes off.

Exactly one statement of an item holds for a case in which everything is answered. What a scorecard cannot say raises `CannotSayError`; a
scale is written whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from itertools import combinations, product
from math import comb, gcd, prod

from triage.exchange.pmml.predicates import ALWAYS, NEVER, Predicate, Test, both, denied, either, equal, fields_of, size_of, written
from triage.framework.conditions import (
    All,
    AnyItemOf,
    AnyOf,
    Condition,
    Count,
    CriterionHolds,
    ItemAnswer,
    ItemNumber,
    ItemPoints,
    Not,
)
from triage.framework.contents import possible_points
from triage.framework.model import (
    Bin,
    ChoiceItem,
    DerivedItem,
    Framework,
    Item,
    LevelItem,
    NumericItem,
    Scale,
    TallyItem,
    YesNoItem,
    decimals_of,
)
from triage.framework.vocabulary import AnswerStatus
from triage.wording import Message, _

NOT_APPLICABLE = AnswerStatus.NOT_APPLICABLE.value
"""The value of a field for *not applicable*; no option can be called so."""

MOST_COMBINATIONS = 1_000
"""Ways in which parts of a condition, or points of the items under a cap, are written out; with more the scale is not written."""

MOST_TESTS = 20_000
"""Tests in all statements of one item or cap, or in one condition."""


class CannotSayError(Exception):
    """What keeps a scale from being a scorecard, in words."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.template)
        self.why = why


@dataclass(frozen=True)
class Points:
    """Points, in thousandths, and the statement that gives them."""

    points: int
    when: Predicate


@dataclass(frozen=True)
class Characteristic:
    """What adds to the sum: an item, or (then `item` is None) what the cap of a domain takes off. `baseline` is in thousandths."""

    name: str
    item: Item | None
    lines: tuple[Points, ...]
    baseline: int


@dataclass(frozen=True)
class Card:
    """A scale as a scorecard. `unit` is the number of thousandths in one step: a card counts in whole steps, so its sums are exact."""

    scale: Scale
    characteristics: tuple[Characteristic, ...]
    unit: int

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields that must be filled in."""
        return frozenset().union(*(fields_of(line.when) for each in self.characteristics for line in each.lines))

    def steps(self, thousandths: int) -> int:
        """Points as whole steps."""
        return thousandths // self.unit


def applies_field(item: Item) -> str:
    """The name of the field that says whether a question that asks a number does not apply."""
    return f"{item.id}@{NOT_APPLICABLE}"


def is_whole(item: Item) -> bool:
    """Whether the answer is a whole number."""
    return decimals_of(item) == 0


def cards(framework: Framework) -> Iterator[tuple[Scale, Card | CannotSayError]]:
    """Every scale, in order, as a scorecard or with what keeps it from being one."""
    translator = Translator(framework)
    for scale in framework.scales:
        try:
            yield scale, translator.card(scale)
        except CannotSayError as reason:
            yield scale, reason


class Translator:
    """Turns the items and conditions of one framework into statements, each item once."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self._lines: dict[str, tuple[Points, ...]] = {}
        self._criteria: dict[str, Predicate] = {}

    def card(self, scale: Scale) -> Card:
        """A scale as a scorecard. Raises CannotSayError."""
        items = self.framework.items_of(scale.id)
        if not items:
            raise CannotSayError(_("er staat geen onderdeel op"))
        found = [Characteristic(item.id, item, self.lines(item), _baseline(item, scale)) for item in items]
        found += [cap for domain, most in scale.domain_caps.items() if (cap := self._cap(scale, domain, most)) is not None]
        every = [points for one in found for points in (one.baseline, *(line.points for line in one.lines))]
        return Card(scale, tuple(found), gcd(1000, *every))

    def lines(self, item: Item) -> tuple[Points, ...]:
        """The points an item can give, each with its statement. Raises CannotSayError."""
        if item.id not in self._lines:
            made = self._made(item)
            self._lines[item.id] = tuple(_short_enough(made, _("de regels van '{item}' worden te lang", item=item.id)))
        return self._lines[item.id]

    def statement(self, condition: Condition) -> Predicate:
        """A condition as a statement about fields. Raises CannotSayError when it looks at the sum or the level of a scale."""
        match condition:
            case All(all_=parts):
                return both(self._statements(parts))
            case AnyOf(any_=parts):
                return either(self._statements(parts))
            case Not(not_=part):
                return denied(self.statement(part))
            case Count(count=parts, at_least=needed):
                return self._count(self._statements(parts), needed)
            case CriterionHolds(criterion=criterion):
                if criterion not in self._criteria:
                    self._criteria[criterion] = self.statement(self.framework.criterion_by_id[criterion].when)
                return self._criteria[criterion]
            case ItemAnswer(item=item):
                return self._answered(self.framework.item_by_id[item], condition)
            case ItemNumber(item=item):
                return self._compared(self.framework.item_by_id[item], condition)
            case ItemPoints(item=item, points_at_least=points):
                return self._reaches(self.framework.item_by_id[item], points)
            case AnyItemOf(any_item_of=scale, points_at_least=points):
                return either(_written_out(self._reaches(item, points) for item in self.framework.items_of(scale)))
        raise CannotSayError(_("een onderdeel hangt af van de som of het niveau van een schaal"))

    def _statements(self, parts: Iterable[Condition]) -> list[Predicate]:
        return _written_out(self.statement(part) for part in parts)

    def _made(self, item: Item) -> Iterator[Points]:
        match item:
            case YesNoItem(points=given):
                yield from (Points(getattr(given, word, 0), equal(item.id, word)) for word in ("yes", "no"))
            case ChoiceItem(options=options) | LevelItem(options=options):
                yield from (Points(option.points or 0, equal(item.id, option.id)) for option in options)
            case NumericItem(points=bins) | TallyItem(points=bins):
                yield from (Points(line.points, _in_bin(item, bins, place)) for place, line in enumerate(bins))
                if item.allow_not_applicable:
                    yield Points(0, equal(applies_field(item), "yes"))
                return
            case DerivedItem():
                yield from self._derived(item)
        if item.allow_not_applicable:
            yield Points(0, equal(item.id, NOT_APPLICABLE))

    def _derived(self, item: DerivedItem) -> Iterator[Points]:
        """Each line only where no earlier line holds for certain: an unknown line lets nothing after it through."""
        earlier: list[Predicate] = []
        for line in item.points:
            when = ALWAYS if line.when is None else self.statement(line.when)
            yield Points(line.points, both([*earlier, when]))
            earlier.append(denied(when))

    def _count(self, parts: list[Predicate], needed: int) -> Predicate:
        if comb(len(parts), needed) > MOST_COMBINATIONS:
            raise CannotSayError(_("een voorwaarde telt te veel delen om uit te schrijven"))
        return either(_written_out(both(chosen) for chosen in combinations(parts, needed)))

    def _answered(self, item: Item, condition: ItemAnswer) -> Predicate:
        if not isinstance(item, NumericItem | TallyItem):
            return equal(item.id, *condition.values)
        possible = (value for value in condition.values if isinstance(value, Decimal) and (not is_whole(item) or value == int(value)))
        return both([*_applies(item), either(equal(item.id, value) for value in possible)])

    def _compared(self, item: Item, condition: ItemNumber) -> Predicate:
        ends = (
            ("greaterOrEqual", condition.at_least, ROUND_CEILING),
            ("lessOrEqual", condition.at_most, ROUND_FLOOR),
            ("greaterThan", condition.above, ROUND_FLOOR),
            ("lessThan", condition.below, ROUND_CEILING),
        )
        tests = [_end(item, operator, number, rounding) for operator, number, rounding in ends if number is not None]
        return both([*_applies(item), *tests])

    def _reaches(self, item: Item, points: int) -> Predicate:
        """Whether an item has so many points; settled where that does not depend on the answer."""
        values = possible_points(item) or (0,)
        if min(values) >= points:
            return ALWAYS
        if max(values) < points:
            return NEVER
        return either(line.when for line in self.lines(item) if line.points >= points)

    def _cap(self, scale: Scale, domain: str, most: int) -> Characteristic | None:
        """What a cap takes off, for every way in which the items of a domain come above it together; None when they never do."""
        items = [self._by_points(item) for item in self.framework.items_of(scale.id) if item.domain == domain]
        if prod(len(values) for values in items) > MOST_COMBINATIONS:
            raise CannotSayError(_("de bovengrens van leefgebied '{domain}' vraagt te veel combinaties", domain=domain))
        ways = (
            Points(most - total, both(when for _points, when in chosen))
            for chosen in product(*(values.items() for values in items))
            if (total := sum(points for points, _when in chosen)) > most
        )
        over: dict[int, list[Predicate]] = {}
        for way in _short_enough(ways, _("de bovengrens van leefgebied '{domain}' vraagt te veel combinaties", domain=domain)):
            over.setdefault(way.points, []).append(way.when)
        if not over:
            return None
        lines = [*(Points(points, either(found)) for points, found in over.items()), Points(0, ALWAYS)]
        return Characteristic(f"{domain}@cap", None, tuple(lines), 0 if scale.worse == "higher" else min(over))

    def _by_points(self, item: Item) -> Mapping[int, Predicate]:
        found: dict[int, list[Predicate]] = {}
        for line in self.lines(item):
            found.setdefault(line.points, []).append(line.when)
        return {points: either(ways) for points, ways in found.items()}


def _short_enough(lines: Iterable[Points], why: Message) -> Iterator[Points]:
    """The lines that can hold. Raises CannotSayError as soon as they are too long together, for parts of parts grow beyond all measure."""
    size = 0
    for line in lines:
        size += size_of(line.when)
        if size > MOST_TESTS:
            raise CannotSayError(why)
        if line.when != NEVER:
            yield line


def _written_out(parts: Iterable[Predicate]) -> list[Predicate]:
    """The parts of a condition, held to the same length."""
    found, size = [], 0
    for part in parts:
        found.append(part)
        size += size_of(part)
        if size > MOST_TESTS:
            raise CannotSayError(_("een voorwaarde wordt te lang om uit te schrijven"))
    return found


def _baseline(item: Item, scale: Scale) -> int:
    if item.baseline is not None:
        return item.baseline
    values = possible_points(item)
    return min(values) if scale.worse == "higher" else max(values)


def _applies(item: Item) -> list[Predicate]:
    """That a question which asks a number applies; a condition on its answer is false where it does not."""
    asks_number = isinstance(item, NumericItem | TallyItem)
    return [equal(applies_field(item), "no")] if asks_number and item.allow_not_applicable else []


def _end(item: Item, operator: str, number: Decimal, rounding: str = ROUND_CEILING) -> Predicate:
    """A comparison; of a whole number with the nearest whole number that says the same."""
    exact = number.to_integral_value(rounding) if is_whole(item) else number
    return Test(item.id, operator, (written(exact),))


def _in_bin(item: Item, bins: tuple[Bin, ...], place: int) -> Predicate:
    """From the number a bin begins at up to the next bin."""
    begins = bins[place].at_least
    ends = bins[place + 1].at_least if place + 1 < len(bins) else None
    tests = [_end(item, "greaterOrEqual", begins)] if begins is not None else []
    tests += [_end(item, "lessThan", ends)] if ends is not None else []
    return both([*_applies(item), *tests])
