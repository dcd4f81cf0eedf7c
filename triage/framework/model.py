"""A weighing framework as it stands in its file: format 1, typed and frozen.

Only the shape is checked here. `read.py` turns what pydantic finds into messages with file and line; `checks/` looks whether every id that
is used exists and fits. Source: framework format 1, *Shape*.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from triage.framework.conditions import Condition, OneOf, need_one_of
from triage.framework.example import Example
from triage.framework.parts import Day, FrameworkPart, Line, Months, Share, Whole, Words
from triage.framework.values import Flag, Id, Number, Points, Text
from triage.framework.vocabulary import FactStatus, Partner, Role, Strength

VERSION_PATTERN = r"^[0-9]+\.[0-9]+\.[0-9]+$"


def _format(value: Any) -> int:
    if value == 1 and type(value) is int:
        return 1
    raise PydanticCustomError("format_expected", "the number 1")


Version = Annotated[str, Field(strict=True, pattern=VERSION_PATTERN, max_length=32)]


class Adoption(FrameworkPart):
    """Who adopted the framework (roles), when, and before which date it must be evaluated."""

    by: tuple[Line, ...] = Field(min_length=1)
    on: Day
    evaluate_before: Day


class NotUsed(FrameworkPart):
    """An attribute that was left out on purpose, with the reason; printed on the sheet."""

    attribute: Id
    why: Text


class Scope(FrameworkPart):
    """For whom the framework may be used at all, and what to do outside it."""

    text: Text
    when: Condition
    outside: Text | None = None


class Labelled(FrameworkPart):
    """What a framework calls by id and names in words."""

    id: Id
    label: Text | None = None

    @property
    def name(self) -> Text:
        """The label, or the id where a test framework has none."""
        return self.label or Text(nl=self.id)


class Domain(Labelled):
    """An area of life (leefgebied)."""


class Band(Labelled):
    """A level of a scale: from `from` up to the next band; the first has no `from`."""

    meaning: Text | None = None
    from_: Points | None = Field(default=None, alias="from")
    to: Points | None = None


class Scale(Labelled):
    """Items whose points are added up, domain by domain. Never added to another scale."""

    role: Role
    worse: Literal["higher", "lower"] = "higher"
    domain_caps: dict[Id, Points] = Field(default_factory=dict)
    min_known: Share | None = None
    bands: tuple[Band, ...] = ()

    @cached_property
    def band_ids(self) -> tuple[str, ...]:
        """The ids of the bands, lowest first."""
        return tuple(band.id for band in self.bands)


class Evidence(FrameworkPart):
    """What an item rests on: a source in the registry with its strength, or in words that there is none."""

    source: Id | None = None
    strength: Strength | None = None
    rechecked: Day | None = None
    note: Text | None = None
    none: Text | None = None

    @model_validator(mode="after")
    def _source_or_none(self) -> Evidence:
        if (self.none is None) == (self.source is None) or (self.source is not None and self.strength is None):
            raise PydanticCustomError("evidence_form", "'source' with 'strength', or 'none'")
        return self


class Justification(FrameworkPart):
    """Why a class M attribute may stand in the framework: the seven answers an oversight body asks for (REQ-10)."""

    aim: Words
    suitable: Words
    necessary: Words
    proportionate: Words
    proxy_check: Words
    owner: Words
    on: Day


class WordsOk(FrameworkPart):
    """Answers a warning that a question names a refused attribute."""

    attribute: Id
    why: Text


class Option(Labelled):
    """One answer of a choice or level."""

    points: Points | None = None


class Bin(FrameworkPart):
    """Points for a number that reaches `at_least`, up to the next bin. `at_most` is only checked."""

    points: Points
    at_least: Number | None = None
    at_most: Number | None = None


class DerivedLine(FrameworkPart):
    """Points of a derived item when its condition is true; the last line has no `when`."""

    points: Points
    when: Condition | None = None


class YesNoPoints(FrameworkPart):
    """Points of a yes/no item on a scale."""

    yes: Points
    no: Points


class ItemBase(FrameworkPart):
    """What every question has."""

    id: Id
    question: Text | None = None
    counts: Text | None = None
    does_not_count: Text | None = None
    points_why: Text | None = None
    limits: Text | None = None
    domain: Id | None = None
    scale: Id | None = None
    attribute: Id | None = None
    justification: Justification | None = None
    words_ok: tuple[WordsOk, ...] = ()
    established_fact: Flag = False
    no_fact: tuple[Id, ...] = ()
    heavier: Literal["higher", "lower"] | None = None
    baseline: Points | None = None
    changeable: Literal["static", "dynamic"] = "static"
    valid_months: Months | None = None
    allow_not_applicable: Flag = False
    provided_by: tuple[Partner, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def name(self) -> Text:
        """The question, or the id where a test framework has none."""
        return self.question or Text(nl=self.id)

    @property
    def strength(self) -> Strength:
        """The strongest evidence named for the item."""
        given = [evidence.strength for evidence in self.evidence if evidence.strength is not None]
        return min(given, key=list(Strength).index, default=Strength.NONE)


class YesNoItem(ItemBase):
    """A question answered `yes` or `no`."""

    kind: Literal["yes_no"]
    points: YesNoPoints | None = None


class ChoiceItem(ItemBase):
    """A question with a list of answers."""

    kind: Literal["choice"]
    options: tuple[Option, ...] = Field(min_length=2)


class LevelItem(ItemBase):
    """The outcome of a validated instrument: recorded, never recomputed here."""

    kind: Literal["level"]
    instrument: Id
    options: tuple[Option, ...] = Field(min_length=2)


class NumericItem(ItemBase):
    """A question answered with a number: `count`, `age` and `months` are whole and not negative."""

    kind: Literal["count", "number", "age", "months"]
    points: tuple[Bin, ...] = ()
    range: tuple[Number, Number] | None = None
    decimals: Annotated[Whole, Field(ge=0, le=3)] = 0


class TallyOf(FrameworkPart):
    """Which dated facts a tally counts. Neither window key = any date."""

    facts: tuple[Id, ...] = Field(min_length=1)
    statuses: tuple[FactStatus, ...] = Field(min_length=1)
    within_months: Months | None = None
    before_months: Annotated[Whole, Field(ge=0, le=1200)] | None = None

    @model_validator(mode="after")
    def _one_window(self) -> TallyOf:
        if self.within_months is not None and self.before_months is not None:
            raise PydanticCustomError("one_window", "'within_months' or 'before_months', not both")
        return self


class TallyItem(ItemBase):
    """A number of dated facts, counted from the facts of the case."""

    kind: Literal["tally"]
    of: TallyOf
    points: tuple[Bin, ...] = ()
    range: tuple[Number, Number] | None = None


class DerivedItem(ItemBase):
    """Points from conditions; it has no answer of its own. The first true line counts."""

    kind: Literal["derived"]
    points: tuple[DerivedLine, ...] = Field(min_length=1)


Item = YesNoItem | ChoiceItem | LevelItem | NumericItem | TallyItem | DerivedItem


class Criterion(Labelled):
    """A named statement: true, false or unknown."""

    when: Condition
    evidence: tuple[Evidence, ...] = ()


Intensity = Literal["none", "light", "medium", "intensive"]
"""How much help an advice stands for, from lightest to heaviest."""


class Outcome(Labelled):
    """An advice the framework can give. Help and list outcomes stand in the file from lightest to heaviest."""

    kind: Literal["help", "list", "route", "protection"] = "help"
    text: Text | None = None
    intensity: Intensity | None = None


class ProtectionLine(FrameworkPart):
    """Walked before the scope; a signal or contested answer is enough."""

    when: Condition
    then: Id


class RuleLine(FrameworkPart):
    """One line of the decision table; the last has no `when`."""

    id: Id | None = None
    when: Condition | None = None
    then: Id


class RuleException(FrameworkPart):
    """A line that a proof passes over, with the reason."""

    rule: Id
    proof: Literal["monotone", "escalation"]
    why: Text


class Advice(FrameworkPart):
    """Outcomes and the ordered lines that choose between them: the first true line counts."""

    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    protection: tuple[ProtectionLine, ...] = ()
    rules: tuple[RuleLine, ...] = Field(min_length=1)
    exceptions: tuple[RuleException, ...] = ()


class OrderKey(FrameworkPart):
    """One key of the order of a list: a scale's score or band, high or low first."""

    scale: Id | None = None
    band: Id | None = None
    first: Literal["high", "low"]

    @model_validator(mode="after")
    def _scale_or_band(self) -> OrderKey:
        if (self.scale is None) == (self.band is None):
            raise PydanticCustomError("scale_or_band", "exactly one of 'scale' and 'band'")
        return self

    @property
    def of(self) -> str:
        """The scale the key is about."""
        return self.scale or self.band or ""


class LimitedPlaces(FrameworkPart):
    """The rules of a list with limited places."""

    places: Annotated[Whole, Field(ge=1, le=1_000_000)]
    eligible: tuple[Id, ...] = Field(min_length=1)
    order: tuple[OrderKey, ...] = ()
    margin: Annotated[Points, Field(ge=0)] | None = None
    at_equal: Text | None = None
    leave_when: Condition | None = None
    review_months: Months | None = None
    review_text: Text | None = None


class Need(FrameworkPart, OneOf):
    """Which answers make a goal: from so many points, or one of these answers.

    `factors` are the factors of the registry that help for this goal works on; without any no help in the registry is found for it.
    """

    item: Id
    from_points: Points | None = None
    goal: Text
    domain: Id | None = None
    factors: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _one_test(self) -> Need:
        if sum(given is not None for given in (self.from_points, self.is_, self.in_)) != 1:
            raise PydanticCustomError("one_need_test", "exactly one of 'from_points', 'is' and 'in'")
        return self


class ResponsivityLine(FrameworkPart, OneOf):
    """How help is given when this is the answer; never whether or how much."""

    item: Id
    advice: Text

    @model_validator(mode="after")
    def _exactly_one(self) -> ResponsivityLine:
        need_one_of(self)
        return self


class Framework(FrameworkPart):
    """A whole framework file. `use: test` frameworks need only a right shape and true examples."""

    format: Annotated[Literal[1], BeforeValidator(_format)]
    id: Id
    version: Version
    use: Literal["casework", "test"]
    title: Text
    purpose: Text | None = None
    misuse: Text | None = None
    limits: Text | None = None
    status: Literal["draft", "adopted", "withdrawn"] = "draft"
    adoption: Adoption | None = None
    legal_basis: Text | None = None
    sources: tuple[Id, ...] = ()
    not_used: tuple[NotUsed, ...] = ()
    scope: Scope | None = None
    domains: tuple[Domain, ...] = ()
    scales: tuple[Scale, ...] = ()
    facts: tuple[Id, ...] = ()
    items: tuple[Annotated[Item, Field(discriminator="kind")], ...] = Field(min_length=1)
    criteria: tuple[Criterion, ...] = ()
    advice: Advice | None = None
    places: LimitedPlaces | None = Field(default=None, alias="list")
    robustness: dict[Strength, Annotated[Whole, Field(ge=0, le=100)]] = Field(default_factory=dict)
    needs: tuple[Need, ...] = ()
    responsivity: tuple[ResponsivityLine, ...] = ()
    examples: tuple[Example, ...] = ()

    @cached_property
    def item_by_id(self) -> dict[str, Item]:
        """Items by id."""
        return {item.id: item for item in self.items}

    @cached_property
    def scale_by_id(self) -> dict[str, Scale]:
        """Scales by id."""
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def criterion_by_id(self) -> dict[str, Criterion]:
        """Criteria by id."""
        return {criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def outcome_by_id(self) -> dict[str, Outcome]:
        """Outcomes by id; none without an advice table."""
        return {outcome.id: outcome for outcome in self.advice.outcomes} if self.advice else {}

    @cached_property
    def domain_by_id(self) -> dict[str, Domain]:
        """Domains by id. A test framework may use domains without listing any; those are here too, without a label."""
        used = [*(item.domain for item in self.items), *(domain for scale in self.scales for domain in scale.domain_caps)]
        return {domain.id: domain for domain in self.domains or [Domain(id=name) for name in dict.fromkeys(used) if name is not None]}

    @cached_property
    def questions(self) -> tuple[Item, ...]:
        """The items somebody answers: all but the tallies, which are counted, and the derived ones."""
        return tuple(item for item in self.items if not isinstance(item, TallyItem | DerivedItem))

    @cached_property
    def age_question(self) -> Item | None:
        """The question that asks the age now: called `age`, or the only one of that kind; None when it cannot be told."""
        ages = {item.id: item for item in self.items if item.kind == "age"}
        return ages.get("age", next(iter(ages.values())) if len(ages) == 1 else None)

    @cached_property
    def _on_scale(self) -> dict[str, tuple[Item, ...]]:
        return {scale.id: tuple(item for item in self.items if item.scale == scale.id) for scale in self.scales}

    def items_of(self, scale: str) -> tuple[Item, ...]:
        """The items on a scale, in the order of the file."""
        return self._on_scale[scale]


def decimals_of(item: Item) -> int:
    """How many decimals an answer may have: only `number` items may have any."""
    return item.decimals if item.kind == "number" else 0
