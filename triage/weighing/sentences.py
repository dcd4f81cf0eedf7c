"""Results in words: from a `Weighing` to messages that can be said in a language. Nothing is computed here.

House style: short active sentences, one word per idea, numbers with a decimal comma. No chance, no prediction, no alarm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from triage.cases.case import Answer, Fact
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
)
from triage.framework.model import (
    Bin,
    ChoiceItem,
    DerivedItem,
    Framework,
    Item,
    LevelItem,
    Need,
    NumericItem,
    ResponsivityLine,
    TallyItem,
    YesNoItem,
    decimals_of,
)
from triage.framework.values import UNIT, Text, as_points
from triage.framework.vocabulary import OUT_OF_SCOPE, AnswerStatus
from triage.weighing.advice import PROTECTION
from triage.weighing.result import CriterionResult, ItemResult, LineResult, ScaleResult, Trace, Truth, Use, Walked, Weighing
from triage.wording import DUTCH, Message, _, n_


class Called(Text):
    """What an item is called where it is referred to, such as `onderdeel 8`: a name without quotation marks, instead of its question."""


class Line(NamedTuple):
    """A line of a list in a list: how deep it stands, from 0, and what it says."""

    depth: int
    said: Message


def points(thousandths: int) -> Message:
    """`1 punt`, `2,5 punten`."""
    return n_("{points} punt", "{points} punten", 1 if abs(thousandths) == UNIT else 2, points=as_points(thousandths))


def points_range(low: int, high: int) -> Message:
    """`4 punten` or, when something is unknown, `11–15 punten`."""
    if low == high:
        return points(low)
    return _("{low}–{high} punten", low=as_points(low), high=as_points(high))


def bare_range(low: int, high: int) -> Message:
    """The same without the word: `4` or `11–15`."""
    if low == high:
        return _("{points}", points=as_points(low))
    return _("{low}–{high}", low=as_points(low), high=as_points(high))


def percent(scale: ScaleResult) -> Message:
    """Share known in whole per cents, rounded down, so that it never seems to reach a border it does not reach."""
    return _("{share} %", share=int(scale.share_known * 100))


def known_points(scale: ScaleResult) -> Message:
    """`25 van de 34 punten (73 %)`: how many of the points at stake are known."""
    known, total = as_points(scale.known_span), as_points(scale.total_span)
    return _("{known} van de {total} punten ({share})", known=known, total=total, share=percent(scale))


def outcome_name(framework: Framework, outcome: str) -> object:
    """The label of an outcome, or the words for out of scope."""
    return _("valt buiten dit kader") if outcome == OUT_OF_SCOPE else framework.outcome_by_id[outcome].name


def advice_sentence(weighing: Weighing) -> Message:
    """The advice in one or two sentences, or what is still possible."""
    framework, advice = weighing.framework, weighing.advice
    if advice is None:
        return _("Dit testkader geeft geen advies.")
    if weighing.out_of_scope:
        return _("Deze casus valt buiten dit kader. Er is geen advies.")
    if advice.certain:
        return _("Advies van het kader: {outcome}.", outcome=outcome_name(framework, advice.possible[0]))
    if len(weighing.possible) == 1:
        return _("Er is nog geen advies. {would} {why}", would=_would_be(weighing), why=_why_not_given(weighing))
    return _(
        "Er is nog geen advies. Niet uitgesloten: {outcomes}.",
        outcomes=[_("“{outcome}”", outcome=outcome_name(framework, outcome)) for outcome in weighing.possible],
    )


def _would_be(weighing: Weighing) -> Message:
    (outcome,) = weighing.possible
    if outcome == OUT_OF_SCOPE:
        return _("Wat de open antwoorden ook zijn, de casus zou buiten dit kader vallen.")
    return _("Wat de open antwoorden ook zijn, het zou “{outcome}” worden.", outcome=outcome_name(weighing.framework, outcome))


def _why_not_given(weighing: Weighing) -> Message:
    """Why the one advice that is possible is not given: too little is known of a scale, or a rule by itself is still open."""
    assert weighing.advice is not None
    scales = weighing.advice.withheld
    if weighing.outlook is not None:
        scales = tuple(scale.scale.id for scale, _items in weighing.outlook.missing)
    if not scales:
        return _("Regel voor regel gelezen is het nog niet zeker; daarom geeft het kader het nog niet.")
    names = [_("“{scale}”", scale=weighing.framework.scale_by_id[scale].name) for scale in scales]
    return _("Over {scales} is te weinig bekend om dat advies te geven.", scales=names)


def scale_sentence(scale: ScaleResult) -> Message:
    """Score or range, and the level, or why there is none."""
    score = _("{points} van hoogstens {most}", points=points_range(scale.low, scale.high), most=as_points(scale.greatest))
    if not scale.sufficient:
        return _(
            "{score}. Er is te weinig bekend voor een niveau: bekend is {known}, nodig is {needed} %.",
            score=score,
            known=known_points(scale),
            needed=Decimal(scale.scale.min_known or 0) * 100,
        )
    if not scale.scale.bands:
        return _("{score}.", score=score)
    if scale.band is not None:
        return _("{score}. Niveau: {band}.", score=score, band=scale.band.name)
    names = {band.id: band.name for band in scale.scale.bands}
    return _(
        "{score}. Het niveau is nog niet te zeggen: {bands}.", score=score, bands=alternatives([names[band] for band in scale.possible])
    )


NOT_WEIGHED = _("Deze casus valt buiten dit kader en is daarom niet gewogen. Hier staan geen punten en geen niveaus.")
"""Outside the scope the sums are for nobody to read; under twelve years there is no weighing at all (REQ-18)."""


def level_words(scale: ScaleResult) -> object:
    """The level, the levels that are possible, or that too little is known."""
    if not scale.sufficient:
        return _(
            "te weinig bekend: {known}, nodig is {needed} %", known=known_points(scale), needed=Decimal(scale.scale.min_known or 0) * 100
        )
    names = {band.id: band.name for band in scale.scale.bands}
    if scale.band is not None:
        return scale.band.name
    return alternatives([names[band] for band in scale.possible]) if scale.possible else _("dit kader heeft hier geen niveaus")


def answer_words(item: Item, answer: Answer) -> object:
    """The answer as a reader says it; `onbekend` when there is none."""
    if answer.status is AnswerStatus.NOT_APPLICABLE:
        return _("niet van toepassing")
    if answer.value is None or answer.status is AnswerStatus.UNKNOWN:
        return _("onbekend")
    return value_words(item, answer.value)


def value_words(item: Item, value: str | Decimal) -> object:
    """One possible answer in words."""
    match item:
        case YesNoItem():
            return _("ja") if value == "yes" else _("nee")
        case ChoiceItem(options=options) | LevelItem(options=options):
            return next((option.name for option in options if option.id == value), str(value))
        case NumericItem(kind="age"):
            return _("{years} jaar", years=value)
        case NumericItem(kind="months"):
            return n_("{months} maand", "{months} maanden", 1 if value == 1 else 2, months=value)
    return value


def item_answer(result: ItemResult) -> object:
    """What stands in the answer column: the answer, the count, or how it follows."""
    match result.use:
        case Use.FROM_FACTS:
            return count_words(*(result.count or (0, 0)))
        case Use.NO_FACTS_LIST:
            return _("onbekend")
        case Use.DERIVED:
            return _("volgt uit andere antwoorden")
    return answer_words(result.item, result.answer)


def count_words(low: int, high: int) -> Message:
    """`2 feiten`, `0 of 1 feit`, `1 tot en met 3 feiten`."""
    if low == high:
        return n_("{count} feit", "{count} feiten", low)
    if high == low + 1:
        return n_("{low} of {count} feit", "{low} of {count} feiten", high, low=low)
    return _("{low} tot en met {high} feiten", low=low, high=high)


def item_sentence(result: ItemResult, framework: Framework) -> Message:
    """Why an item has the points it has, in one sentence."""
    got = points_range(result.low, result.high)
    if result.item.scale is None:
        return _("{answer}. Dit onderdeel geeft geen punten.", answer=item_answer(result))
    if result.use is Use.DERIVED:
        return _derived_sentence(result, framework, got)
    if result.use in (Use.COUNTED, Use.NOT_APPLICABLE):
        return _("{answer} geeft {points}.", answer=item_answer(result), points=got)
    if result.use is Use.FROM_FACTS:
        return _("{answer} in de periode die telt: {points}.", answer=item_answer(result), points=got)
    if result.use in (Use.SIGNAL, Use.CONTESTED, Use.OUTDATED, Use.AFTER_REFERENCE_DATE):
        return _("{answer}: {use}. Daarom {points}.", answer=answer_words(result.item, result.answer), use=result.use, points=got)
    return _("{use}. Daarom {points}.", use=result.use, points=got)


def _derived_sentence(result: ItemResult, framework: Framework, got: Message) -> Message:
    assert isinstance(result.item, DerivedItem)
    if result.line is None:
        return _("Dit hangt af van antwoorden die nog open zijn. Daarom {points}.", points=got)
    if result.trace is None:
        return _("De laatste regel geldt: {points}.", points=got)
    return _("{points}, omdat {reasons}.", points=got, reasons=_reasons(result.trace, framework))


def points_rule(item: Item, framework: Framework) -> list[Message]:
    """How an item gives points, a line per answer, bin or rule, in the order of the file."""
    match item:
        case YesNoItem(points=given) if given:
            return [_("ja: {points}", points=points(given.yes)), _("nee: {points}", points=points(given.no))]
        case ChoiceItem(options=options) | LevelItem(options=options):
            scored = [option for option in options if option.points is not None]
            return [_("{option}: {points}", option=option.name, points=points(option.points or 0)) for option in scored]
        case NumericItem(points=bins) | TallyItem(points=bins):
            return [
                _("{numbers}: {points}", numbers=bin_words(item, bins, place), points=points(line.points))
                for place, line in enumerate(bins)
            ]
        case DerivedItem(points=lines):
            return [
                _("{points}, als {condition}", points=points(line.points), condition=condition_words(line.when, framework))
                if line.when is not None
                else _("anders {points}", points=points(line.points))
                for line in lines
            ]
    return []


def leading_to(item: Item, line: Need | ResponsivityLine) -> Message:
    """Which answer to an item makes a goal, or a line about help: `ten minste 1 punt`, `het antwoord “ja”`."""
    if isinstance(line, Need) and line.from_points is not None:
        return _("ten minste {points}", points=points(line.from_points))
    return _("het antwoord {values}", values=alternatives([value_words(item, value) for value in line.values]))


def bin_words(item: NumericItem | TallyItem, bins: Sequence[Bin], place: int) -> Message:
    """The numbers of one bin, so that no answer falls between two bins."""
    whole = isinstance(item, TallyItem) or decimals_of(item) == 0
    low = bins[place].at_least
    after = bins[place + 1].at_least if place + 1 < len(bins) else None
    if low is None and whole and (item.range is None or item.range[0] == 0):
        low = Decimal(0)
    if low is None:
        return _("alles") if after is None else _("minder dan {number}", number=after)
    if after is None:
        return _("{number} of meer", number=low)
    if whole and after == low + 1:
        return _("{number}", number=low)
    if whole:
        return _("{low}–{high}", low=low, high=after - 1)
    return _("{low} tot {high}", low=low, high=after)


def criterion_sentence(result: CriterionResult, framework: Framework) -> Message:
    """Whether a criterion is met and the part that made it so."""
    made = _reasons(result.trace, framework)
    match result.truth:
        case Truth.TRUE:
            return _("Voldaan, omdat {reasons}.", reasons=made)
        case Truth.FALSE:
            return _("Niet voldaan, omdat {reasons}.", reasons=made)
    return _("Nog niet te zeggen. Nog open is {questions}.", questions=_open_questions(made))


def line_lines(line: LineResult, framework: Framework) -> list[Line]:
    """The same as `line_sentence`, with more than one reason as a list."""
    reasons = _reasons(line.trace, framework) if line.trace is not None else []
    if len(reasons) < 2 or line.walked is Walked.NOT_REACHED:
        return [Line(0, line_sentence(line, framework))]
    name = _("“{outcome}”", outcome=outcome_name(framework, line.then))
    if line.walked is Walked.KEPT:
        start = _("{outcome}: niet uitgesloten. Nog open is:", outcome=name)
        return [Line(0, start), *(Line(1, question) for question in _open_questions(reasons))]
    start = _("{outcome}: gaat op, omdat:", outcome=name)
    if line.walked is Walked.SKIPPED:
        start = _("{outcome}: gaat niet op, omdat:", outcome=name)
    after = [Line(0, SIGNAL_IS_ENOUGH)] if line.part == PROTECTION and line.walked is Walked.ENDED else []
    return [Line(0, start), *(Line(1, reason) for reason in reasons), *after]


SIGNAL_IS_ENOUGH = _("Voor bescherming is een signaal genoeg; het antwoord hoeft niet vast te staan.")


def line_sentence(line: LineResult, framework: Framework) -> Message:
    """What a line of the advice table did in this case."""
    name = _("“{outcome}”", outcome=outcome_name(framework, line.then))
    if line.trace is None:
        return {
            Walked.ENDED: _("Gaat geen regel hierboven op, dan geldt {outcome}.", outcome=name),
            Walked.NOT_REACHED: _("{outcome}: niet meer aan de beurt.", outcome=name),
        }[line.walked]
    reasons = _reasons(line.trace, framework)
    match line.walked:
        case Walked.ENDED if line.part == PROTECTION:
            return _(
                "{outcome}: gaat op, omdat {reasons}. {signal}",
                outcome=name,
                reasons=reasons,
                signal=SIGNAL_IS_ENOUGH,
            )
        case Walked.ENDED:
            return _("{outcome}: gaat op, omdat {reasons}.", outcome=name, reasons=reasons)
        case Walked.SKIPPED:
            return _("{outcome}: gaat niet op, omdat {reasons}.", outcome=name, reasons=reasons)
        case Walked.KEPT:
            return _("{outcome}: niet uitgesloten. Nog open is {questions}.", outcome=name, questions=_open_questions(reasons))
    return _("{outcome}: niet meer aan de beurt.", outcome=name)


def _open_questions(conditions: Sequence[Message]) -> list[Message]:
    """`of A`, `of B`: what may or may not be so."""
    return [_("of {condition}", condition=condition) for condition in conditions]


def _reasons(trace: Trace, framework: Framework) -> list[Message]:
    """The parts that made a condition what it is, each as a clause and said once."""
    return list({DUTCH.say(said): said for said in (_reason(part, framework) for part in trace.deciding())}.values())


def _reason(part: Trace, framework: Framework) -> Message:
    if part.insufficient is not None:
        return _("er genoeg bekend is over “{scale}”", scale=part.insufficient.name)
    return condition_words(part.condition, framework, denied=part.truth is Truth.FALSE)


def fact_words(fact: Fact, kind: object) -> Message:
    """One fact in words; `kind` is its label."""
    if fact.contested:
        return _("{kind}, {when}, {status}, betwist", kind=kind, when=fact.when, status=fact.status)
    return _("{kind}, {when}, {status}", kind=kind, when=fact.when, status=fact.status)


def condition_lines(condition: Condition, framework: Framework, *, denied: bool = False, depth: int = 0) -> Iterator[Line]:
    """A condition as a list, its parts one step deeper; its first line ends in a colon when more lines follow."""
    parts = condition.parts()
    if isinstance(condition, Not):
        yield from condition_lines(parts[0], framework, denied=not denied, depth=depth)
        return
    if len(parts) < 2:
        yield Line(depth, condition_words(condition, framework, denied=denied))
        return
    yield Line(depth, _how_many(condition, denied))
    for part in parts:
        yield from condition_lines(part, framework, denied=denied and not isinstance(condition, Count), depth=depth + 1)


def _how_many(condition: Condition, denied: bool) -> Message:
    """How many of the parts must be so, after "als" or "dat", as all parts are said."""
    if isinstance(condition, Count):
        number = condition.at_least
        if denied:
            return n_("minder dan {count} hiervan klopt, namelijk dat:", "minder dan {count} hiervan kloppen, namelijk dat:", number)
        return n_("ten minste {count} hiervan klopt, namelijk dat:", "ten minste {count} hiervan kloppen, namelijk dat:", number)
    if isinstance(condition, All) != denied:
        return _("dit allemaal klopt, namelijk dat:")
    return _("ten minste één hiervan klopt, namelijk dat:")


def condition_words(condition: Condition, framework: Framework, *, denied: bool = False) -> Message:
    """A condition as part of a sentence, or its denial: `“Leeftijd” is ten minste 12`."""
    match condition:
        case All(all_=parts):
            return _parts_words(parts, framework, any_of=denied, denied=denied)
        case AnyOf(any_=parts):
            return _parts_words(parts, framework, any_of=not denied, denied=denied)
        case Not(not_=part):
            return condition_words(part, framework, denied=not denied)
        case Count(count=parts, at_least=needed):
            said = [condition_words(part, framework) for part in parts]
            if denied:
                return _("minder dan {number} hiervan: {parts}", number=needed, parts=said)
            return _("ten minste {number} hiervan: {parts}", number=needed, parts=said)
        case CriterionHolds(criterion=criterion):
            name = framework.criterion_by_id[criterion].name
            return _("niet voldaan is aan “{criterion}”", criterion=name) if denied else _("voldaan is aan “{criterion}”", criterion=name)
    return _leaf_words(condition, framework, denied)


def _leaf_words(condition: Condition, framework: Framework, denied: bool) -> Message:
    match condition:
        case ItemAnswer(item=item):
            model = framework.item_by_id[item]
            values = alternatives([value_words(model, value) for value in condition.values])
            return _said(item_name(model), denied, values)
        case ItemNumber(item=item):
            return _compared(
                item_name(framework.item_by_id[item]),
                _comparisons(condition.at_least, condition.above, condition.at_most, condition.below),
                denied,
            )
        case ItemPoints(item=item, points_at_least=needed):
            called = item_name(framework.item_by_id[item])
            if denied:
                return _("{name} minder dan {points} heeft", name=called, points=points(needed))
            return _("{name} ten minste {points} heeft", name=called, points=points(needed))
        case AnyItemOf(any_item_of=scale, points_at_least=needed):
            name = framework.scale_by_id[scale].name
            if denied:
                return _("geen onderdeel van “{scale}” ten minste {points} heeft", scale=name, points=points(needed))
            return _("een onderdeel van “{scale}” ten minste {points} heeft", scale=name, points=points(needed))
        case ScaleScore(scale=scale):
            limits = [
                None if n is None else as_points(n) for n in (condition.at_least, condition.above, condition.at_most, condition.below)
            ]
            return _compared(_("de score op “{scale}”", scale=framework.scale_by_id[scale].name), _comparisons(*limits), denied)
        case BandIs(band=band):
            model_scale = framework.scale_by_id[band]
            names = {part.id: part.name for part in model_scale.bands}
            chosen = [names[part] for part in model_scale.band_ids if part in condition.chosen(model_scale.band_ids)]
            return _said(_("het niveau van “{scale}”", scale=model_scale.name), denied, alternatives(chosen))
    raise TypeError(f"no words for {type(condition).__name__}")


def item_name(item: Item) -> Message:
    """The question between quotation marks, or what the item is called."""
    return _("{name}", name=item.name) if isinstance(item.name, Called) else _("“{name}”", name=item.name)


def _parts_words(parts: Sequence[Condition], framework: Framework, *, any_of: bool, denied: bool) -> Message:
    if len(parts) == 1:
        return condition_words(parts[0], framework, denied=denied)
    said = [_bracketed(part, condition_words(part, framework, denied=denied)) for part in parts]
    return _either(said) if any_of else _("{parts}", parts=said)


def _bracketed(condition: Condition, words: Message) -> Message:
    """Brackets round a part that has parts of its own, so that "en" and "of" cannot be read two ways."""
    inner = condition.parts()
    while isinstance(condition, Not) and inner:
        condition = inner[0]
        inner = condition.parts()
    return _("({words})", words=words) if len(inner) > 1 else words


def _either(parts: Sequence[object]) -> Message:
    return _("{parts} of {last}", parts=_comma(parts[:-1]), last=parts[-1])


def alternatives(parts: Sequence[object]) -> object:
    """`a`, `a of b`, `a, b of c`, each between quotation marks."""
    quoted = [_("“{value}”", value=part) for part in parts]
    return quoted[0] if len(quoted) == 1 else _either(quoted)


def _comma(parts: Sequence[object]) -> object:
    said = parts[0]
    for part in parts[1:]:
        said = _("{first}, {next}", first=said, next=part)
    return said


def _said(subject: Message, denied: bool, value: object) -> Message:
    return (
        _("{subject} niet {value} is", subject=subject, value=value) if denied else _("{subject} {value} is", subject=subject, value=value)
    )


def _compared(subject: Message, comparisons: list[tuple[Message, Message]], denied: bool) -> Message:
    """A comparison, or its opposite: the denial of "ten minste 3" is "minder dan 3"."""
    said = [opposite if denied else straight for straight, opposite in comparisons]
    if len(said) == 1:
        return _said(subject, False, said[0])
    return _said(subject, False, _either(said) if denied else said)


def _comparisons(
    at_least: object = None, above: object = None, at_most: object = None, below: object = None
) -> list[tuple[Message, Message]]:
    """Each comparison that is given, with its opposite."""
    forms = (
        (at_least, _("ten minste {n}", n=at_least), _("minder dan {n}", n=at_least)),
        (above, _("meer dan {n}", n=above), _("hoogstens {n}", n=above)),
        (at_most, _("hoogstens {n}", n=at_most), _("meer dan {n}", n=at_most)),
        (below, _("minder dan {n}", n=below), _("ten minste {n}", n=below)),
    )
    return [(straight, opposite) for given, straight, opposite in forms if given is not None]
