"""What weighing one case gives: the one object that screen, sheet, table and command line read. None of them computes.

Points are in thousandths (`framework.values.as_points` makes them readable). Three results are never mixed up: a score of 0, a scale
about which too little is known (`sufficient` is false), and a case outside the scope of the framework.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from triage.cases.case import Answer, Case
from triage.framework.conditions import Condition, Not
from triage.framework.model import Band, Criterion, Framework, Item, Outcome, Scale
from triage.framework.vocabulary import OUT_OF_SCOPE
from triage.wording import Message, _

if TYPE_CHECKING:
    from triage.weighing.outlook import Outlook
    from triage.weighing.robustness import AdviceFirmness


class Truth(IntEnum):
    """Strong Kleene truth; the numbers make *all* a minimum, *any* a maximum and *not* `2 - x`."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2

    @classmethod
    def of(cls, held: Sequence[bool]) -> Truth:
        """Of what may be so in several ways: true when it held in each, false when in none, else unknown."""
        return cls.TRUE if all(held) else cls.UNKNOWN if any(held) else cls.FALSE

    @property
    def word(self) -> str:
        """As in tables: `true`, `false` or `unknown`."""
        return self.name.lower()

    def message(self) -> Message:
        """As on screen."""
        return {Truth.FALSE: _("nee"), Truth.UNKNOWN: _("nog niet te zeggen"), Truth.TRUE: _("ja")}[self]


class Use(Enum):
    """What became of an answer in the weighing."""

    COUNTED = "counted"
    NO_ANSWER = "no_answer"
    SIGNAL = "signal"
    CONTESTED = "contested"
    OUTDATED = "outdated"
    AFTER_REFERENCE_DATE = "after_reference_date"
    NOT_APPLICABLE = "not_applicable"
    FROM_FACTS = "from_facts"
    NO_FACTS_LIST = "no_facts_list"
    DERIVED = "derived"

    def message(self) -> Message:
        """What a reader should know about it."""
        return {
            Use.COUNTED: _("telt mee"),
            Use.NO_ANSWER: _("onbekend"),
            Use.SIGNAL: _("signaal, telt als onbekend"),
            Use.CONTESTED: _("betwist, telt als onbekend"),
            Use.OUTDATED: _("verouderd, telt als onbekend"),
            Use.AFTER_REFERENCE_DATE: _("van na de peildatum, telt als onbekend"),
            Use.NOT_APPLICABLE: _("niet van toepassing"),
            Use.FROM_FACTS: _("geteld uit de feiten"),
            Use.NO_FACTS_LIST: _("onbekend: er is geen lijst van feiten"),
            Use.DERIVED: _("volgt uit andere antwoorden"),
        }[self]


@dataclass(frozen=True)
class ItemResult:
    """One item: the answer as given, what became of it, and the points it can have.

    `count` is the least and greatest number of facts of a tally. `line` is the place of the line that gave a derived item its points,
    when that is certain, and `trace` what made that line true (None for a last line, which has no condition). `unit_low` and
    `unit_high` are the item counted 0, 1 or 2: 0 at its least, 2 at its greatest points.
    """

    item: Item
    answer: Answer
    use: Use
    low: int
    high: int
    least: int
    greatest: int
    unit_low: int
    unit_high: int
    count: tuple[int, int] | None = None
    line: int | None = None
    trace: Trace | None = None

    @property
    def known(self) -> bool:
        """Whether the points are certain."""
        return self.low == self.high

    @property
    def open(self) -> bool:
        """Whether there is no certain answer: a question without one that counts, or a count that is a range."""
        if self.use is Use.FROM_FACTS:
            return self.count is None or self.count[0] != self.count[1]
        return self.use not in (Use.COUNTED, Use.NOT_APPLICABLE, Use.DERIVED)


class _Sum:
    """What the sum of a domain and the sum of a scale have in common. In thousandths of a point; a cap touches only `low` and `high`."""

    items: tuple[ItemResult, ...]
    low: int
    high: int

    @property
    def score(self) -> int | None:
        """The score when it is certain."""
        return self.low if self.low == self.high else None

    @property
    def known_span(self) -> int:
        """The points at stake (greatest less least) on items whose points are certain."""
        return sum(item.greatest - item.least for item in self.items if item.known)

    @property
    def total_span(self) -> int:
        """The points at stake on all items."""
        return sum(item.greatest - item.least for item in self.items)

    @property
    def share_known(self) -> Fraction:
        """Share of the points at stake whose items are known, 0 to 1; 1 when nothing is at stake."""
        return Fraction(self.known_span, self.total_span) if self.total_span else Fraction(1)

    @property
    def static_low(self) -> int:
        """The least points from items that cannot change."""
        return sum(item.low for item in self.items if item.item.changeable == "static")

    @property
    def static_high(self) -> int:
        """The greatest points from items that cannot change."""
        return sum(item.high for item in self.items if item.item.changeable == "static")

    @property
    def unit_low(self) -> int:
        """The least sum with every item counted 0, 1 or 2."""
        return sum(item.unit_low for item in self.items)

    @property
    def unit_high(self) -> int:
        """The greatest sum with every item counted 0, 1 or 2."""
        return sum(item.unit_high for item in self.items)


@dataclass(frozen=True)
class DomainResult(_Sum):
    """The items of one area of life on one scale, clipped by its cap. `domain` is empty for items without one."""

    domain: str
    items: tuple[ItemResult, ...]
    low: int
    high: int
    cap: int | None

    @property
    def capped(self) -> bool:
        """Whether the cap took points off, for the low or the high end."""
        return sum(item.low for item in self.items) > self.low or sum(item.high for item in self.items) > self.high

    @property
    def least(self) -> int:
        """The least points the domain can give, within its cap."""
        return self._clipped(sum(item.least for item in self.items))

    @property
    def greatest(self) -> int:
        """The greatest points the domain can give, within its cap."""
        return self._clipped(sum(item.greatest for item in self.items))

    def _clipped(self, points: int) -> int:
        return points if self.cap is None else min(points, self.cap)


@dataclass(frozen=True)
class ScaleResult(_Sum):
    """A scale: its range, whether enough is known of it, and the ids of the bands that are possible (none when it is insufficient).

    `items` are those of all its domains, in the order of the file.
    """

    scale: Scale
    domains: tuple[DomainResult, ...]
    items: tuple[ItemResult, ...]
    low: int
    high: int
    sufficient: bool
    possible: tuple[str, ...]

    @property
    def least(self) -> int:
        """The least points the scale can give."""
        return sum(domain.least for domain in self.domains)

    @property
    def greatest(self) -> int:
        """The greatest points the scale can give."""
        return sum(domain.greatest for domain in self.domains)

    @property
    def band(self) -> Band | None:
        """The band, when the scale is sufficient and its low and high fall in the same one."""
        if len(self.possible) != 1:
            return None
        return self.scale.bands[self.scale.band_ids.index(self.possible[0])]


@dataclass(frozen=True)
class Trace:
    """A condition with its truth in this case, and the same for its parts.

    `insufficient` names the scale a condition looks at and about which too little is known to say anything.
    """

    condition: Condition
    truth: Truth
    parts: tuple[Trace, ...] = ()
    insufficient: Scale | None = None

    def deciding(self) -> tuple[Trace, ...]:
        """The innermost parts that made it what it is: of an *all* that is false the false parts, and so on."""
        same = [part for part in self.parts if self._made_it(part)]
        return tuple(leaf for part in same for leaf in part.deciding()) if same else (self,)

    def _made_it(self, part: Trace) -> bool:
        return part.truth == 2 - self.truth if isinstance(self.condition, Not) else part.truth == self.truth


@dataclass(frozen=True)
class CriterionResult:
    """A criterion, its truth, and the parts that made it so."""

    criterion: Criterion
    truth: Truth
    trace: Trace


class Walked(Enum):
    """What the walk through the advice table did with a line."""

    SKIPPED = "skipped"
    KEPT = "kept"
    ENDED = "ended"
    NOT_REACHED = "not_reached"


@dataclass(frozen=True)
class LineResult:
    """One line of the advice table in the order it is walked. `trace` is None for the last rule; `then` is an outcome id or out_of_scope.

    `number` counts from 1 within its part of the table (protection, rules); the scope is a line of its own with number 0.
    """

    part: str
    number: int
    then: str
    walked: Walked
    trace: Trace | None


@dataclass(frozen=True)
class AdviceResult:
    """What the decision table says, and what it cannot exclude yet.

    `possible` holds outcome ids in the order of the file, then `out_of_scope`. `certain` says whether the one that is left stands.
    `withheld` names the need and protective scales about which too little is known to give the advice. `deciding` are the open
    questions on which an undecided line rests, in the order of the file.
    """

    possible: tuple[str, ...]
    certain: bool
    scope: Truth
    lines: tuple[LineResult, ...]
    withheld: tuple[str, ...]
    deciding: tuple[str, ...]

    @property
    def advice(self) -> str | None:
        """The advice (an outcome id or out_of_scope) when it is certain."""
        return self.possible[0] if self.certain else None


@dataclass(frozen=True)
class Weighing:
    """A case weighed by a framework. `advice` is None only for a test framework without an advice table.

    `outlook` and `firmness` are what `Outlooks.of` adds for screen and sheet: what can still come of the case, exactly, and how firm its
    advice is. Either is None until then; `outlook` also when the decision table is too tangled, `firmness` when the file lets nothing move.
    """

    framework: Framework
    case: Case
    items: tuple[ItemResult, ...]
    scales: tuple[ScaleResult, ...]
    criteria: tuple[CriterionResult, ...]
    advice: AdviceResult | None
    outlook: Outlook | None = None
    firmness: AdviceFirmness | None = None

    @property
    def possible(self) -> tuple[str, ...]:
        """The outcomes that are not excluded: the exact set where it was worked out, otherwise what the walk leaves."""
        if self.outlook is not None:
            return self.outlook.possible
        return self.advice.possible if self.advice is not None else ()

    def item(self, item: str) -> ItemResult:
        """The result of one item."""
        return next(result for result in self.items if result.item.id == item)

    def scale(self, scale: str) -> ScaleResult:
        """The result of one scale."""
        return next(result for result in self.scales if result.scale.id == scale)

    @property
    def unknown(self) -> tuple[ItemResult, ...]:
        """The questions and counts without a certain answer that counts, in the order of the file; derived items are not questions."""
        return tuple(result for result in self.items if result.open)

    @property
    def outcome(self) -> Outcome | None:
        """The advised outcome; None when it is not certain, or when the case is out of scope."""
        advice = self.advice.advice if self.advice else None
        return self.framework.outcome_by_id.get(advice) if advice else None

    @property
    def out_of_scope(self) -> bool:
        """Whether the case certainly lies outside the scope."""
        return self.advice is not None and self.advice.advice == OUT_OF_SCOPE
