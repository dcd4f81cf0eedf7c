"""What *waarom?* answers: for an item, a sum, a criterion or a line of the decision table, blocks of a heading and sentences. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from triage.framework.conditions import BandIs, CriterionHolds, ItemAnswer, ItemNumber, ItemPoints, ScaleScore
from triage.framework.model import Evidence, Framework, Item
from triage.framework.registry import Registry, printable
from triage.framework.vocabulary import Partner
from triage.weighing.advice import PROTECTION
from triage.weighing.reason_words import HOW_COUNTED, reason_lines
from triage.weighing.reasons import Step
from triage.weighing.result import CriterionResult, ItemResult, LineResult, ScaleResult, Trace, Truth, Use, Walked, Weighing
from triage.weighing.sentences import (
    advice_sentence,
    bare_range,
    condition_words,
    criterion_sentence,
    item_answer,
    item_sentence,
    level_words,
    line_sentence,
    points,
    points_range,
    points_rule,
    scale_sentence,
)
from triage.wording import Message, _

SHOWN_ONLY = (Use.SIGNAL, Use.CONTESTED)
"""Answers that are shown, and count as unknown except for protection."""


@dataclass(frozen=True)
class Block:
    """A heading and the sentences under it."""

    heading: Message
    lines: tuple[object, ...]


@dataclass(frozen=True)
class Explanation:
    """A title (what was asked about) and the blocks that answer it."""

    title: object
    blocks: tuple[Block, ...]


def advice_reasons(weighing: Weighing) -> tuple[Message, ...]:
    """What made the advice so, a line per answer that decided; none while there is no advice."""
    line = _last_line(weighing)
    if line is None:
        return ()
    if line.trace is None:
        return (_("Geen andere regel gaat op. Dan geldt dit advies."),)
    told = dict(_what_decided(part, weighing) for part in line.trace.deciding())
    because = (_("Dit bepaalde het advies:"), *(_("– {reason}", reason=reason) for reason in told.values()))
    results = [weighing.item(item) for item in sorted(protecting(weighing))]
    doubts = dict.fromkeys(result.answer.status for result in results if result.use in SHOWN_ONLY)
    enough = [_("De status is “{status}”. Dat is genoeg om eerst te beschermen, maar het geeft geen punten.", status=one) for one in doubts]
    return (*because, *enough)


def _what_decided(part: Trace, weighing: Weighing) -> tuple[object, Message]:
    """What a part of a rule looked at, and what that is in this case: an answer, a level, a sum. A rule in words where it looks at more."""
    framework = weighing.framework
    match part.condition:
        case ItemAnswer(item=item) | ItemNumber(item=item) | ItemPoints(item=item):
            result = weighing.item(item)
            found = points_range(result.low, result.high) if result.use is Use.DERIVED else item_answer(result)
            return item, _("“{question}” {answer}", question=result.item.name, answer=found)
        case BandIs(band=scale):
            scale_result = weighing.scale(scale)
            return scale, _("Niveau van “{scale}”: {level}", scale=scale_result.scale.name, level=level_words(scale_result))
        case ScaleScore(scale=scale):
            scale_result = weighing.scale(scale)
            score = points_range(scale_result.low, scale_result.high)
            return (scale, "score"), _("Som van “{scale}”: {points}", scale=scale_result.scale.name, points=score)
        case CriterionHolds(criterion=criterion):
            name = framework.criterion_by_id[criterion].name
            met = _("Voldaan aan “{criterion}”", criterion=name)
            return criterion, met if part.truth is Truth.TRUE else _("Niet voldaan aan “{criterion}”", criterion=name)
    words = condition_words(part.condition, framework, denied=part.truth is Truth.FALSE)
    return id(part), _("Het is zo dat {condition}", condition=words)


def why_advice(weighing: Weighing) -> Explanation:
    """Why a case has its advice, or none yet: what decided, and the walk through the rules."""
    lines = weighing.advice.lines if weighing.advice is not None else ()
    blocks = [
        *_block(_("In deze casus"), (advice_sentence(weighing), *advice_reasons(weighing))),
        *_block(_("Zo kwam het advies tot stand"), tuple(line_sentence(line, weighing.framework) for line in lines)),
    ]
    return Explanation(_("Waarom dit advies?"), tuple(blocks))


def protecting(weighing: Weighing) -> frozenset[str]:
    """The items whose answers decided that protection comes first; empty for any other advice."""
    line = _last_line(weighing)
    if line is None or line.trace is None or line.part != PROTECTION:
        return frozenset()
    leaves = [part.condition for part in line.trace.deciding()]
    return frozenset(leaf.item for leaf in leaves if isinstance(leaf, ItemAnswer | ItemNumber | ItemPoints))


def use_words(result: ItemResult, weighing: Weighing) -> Message:
    """What became of an answer; one that counts as unknown and still protects says both."""
    if result.use in SHOWN_ONLY and result.item.id in protecting(weighing):
        return _("{status}: genoeg om eerst te beschermen, maar het geeft geen punten", status=result.answer.status)
    return _("{use}", use=result.use)


def _last_line(weighing: Weighing) -> LineResult | None:
    """The line that gave a certain advice."""
    advice = weighing.advice
    if advice is None or not advice.certain:
        return None
    return next((line for line in advice.lines if line.walked is Walked.ENDED), None)


def why_item(result: ItemResult, framework: Framework, registry: Registry | None) -> Explanation:
    """Why an item has its points: the sentence, and then everything the framework says about it."""
    about = about_item(result.item, framework, registry)
    return Explanation(about.title, (Block(_("In deze casus"), (item_sentence(result, framework),)), *about.blocks))


def about_item(item: Item, framework: Framework, registry: Registry | None) -> Explanation:
    """What a framework says about an item: how it counts, what counts, why, and the evidence with its strength."""
    blocks = [
        *_block(_("Zo telt het kader"), tuple(points_rule(item, framework))),
        *_block(_("Wat telt mee"), (item.counts,)),
        *_block(_("Wat telt niet mee"), (item.does_not_count,)),
        *_block(_("Waarom deze punten"), (item.points_why,)),
        *_block(_("Wat dit niet zegt"), (item.limits,)),
        Block(_("Waar dit op rust"), evidence_lines(item.evidence, registry)),
        *_block(_("Wie dit kan weten"), (asked_of(item.provided_by),)),
    ]
    return Explanation(item.name, tuple(blocks))


def why_scale(scale: ScaleResult, framework: Framework) -> Explanation:
    """Why a scale has its sum and its level."""
    levels = [
        _("{band}: vanaf {points}", band=band.name, points=points(band.from_))
        if band.from_ is not None
        else _("{band}: daaronder", band=band.name)
        for band in scale.scale.bands
    ]
    meanings = [_("{band}: {meaning}", band=band.name, meaning=band.meaning) for band in scale.scale.bands if band.meaning]
    caps = [
        _("{domain}: hoogstens {points}", domain=framework.domain_by_id[domain].name, points=points(cap))
        for domain, cap in scale.scale.domain_caps.items()
    ]
    blocks = [
        Block(_("In deze casus"), (scale_sentence(scale),)),
        Block(_("Wat het zwaarst telt"), (*reason_lines(scale, framework), HOW_COUNTED)),
        *_block(_("De niveaus"), tuple(levels)),
        *_block(_("Wat een niveau betekent"), tuple(meanings)),
        *_block(_("Grens per leefgebied"), tuple(caps)),
        Block(_("Ter vergelijking"), (counted_evenly(scale),)),
    ]
    return Explanation(scale.scale.name, tuple(blocks))


def counted_evenly(scale: ScaleResult) -> Message:
    """The sum with every item counted 0, 1 or 2: what is left of it without the points that the framework chose."""
    return _("Telt elk onderdeel even zwaar (0, 1 of 2), dan is de som {sum}.", sum=_plain_range(scale))


def why_cap(step: Step, scale: ScaleResult, framework: Framework) -> Explanation:
    """Why the cap of an area of life takes points off."""
    cap = scale.scale.domain_caps[step.domain]
    sentence = _(
        "De punten van dit leefgebied zijn samen meer dan de grens van {cap}. Daarom gaat er {points} af.",
        cap=points(cap),
        points=points_range(-step.high, -step.low),
    )
    return Explanation(framework.domain_by_id[step.domain].name, (Block(_("In deze casus"), (sentence,)),))


def why_criterion(result: CriterionResult, framework: Framework, registry: Registry | None) -> Explanation:
    """Why a criterion is met, is not, or cannot be told yet."""
    rule = _("Voldaan als {condition}.", condition=condition_words(result.criterion.when, framework))
    evidence = tuple(_evidence(one, registry) for one in result.criterion.evidence)
    blocks = [
        Block(_("In deze casus"), (criterion_sentence(result, framework),)),
        Block(_("De regel"), (rule,)),
        *_block(_("Waar dit op rust"), evidence),
    ]
    return Explanation(result.criterion.name, tuple(blocks))


def why_line(line: LineResult, weighing: Weighing) -> Explanation:
    """Why a line of the decision table did what it did."""
    framework = weighing.framework
    outcome = framework.outcome_by_id.get(line.then)
    blocks = [Block(_("In deze casus"), (line_sentence(line, framework),))]
    if line.trace is not None:
        blocks.append(Block(_("De regel"), (_("Als {condition}.", condition=condition_words(line.trace.condition, framework)),)))
    if outcome is not None:
        blocks += _block(_("Wat het advies inhoudt"), (outcome.text,))
    name = outcome.name if outcome is not None else _("valt buiten dit kader")
    return Explanation(name, tuple(blocks))


def evidence_lines(evidence: Sequence[Evidence], registry: Registry | None) -> tuple[object, ...]:
    """The sources with their strength, or why there is none."""
    return tuple(_evidence(one, registry) for one in evidence) or (_("Het kader noemt hier geen bron."),)


def source_name(source: str, registry: Registry | None) -> object:
    """Title and year of a source as far as they were checked; its id when it rests on memory or is not in the registry."""
    known = registry.sources.get(source) if registry else None
    checked = printable(known) if known else None
    if checked is None:
        return source
    if checked.year is None:
        return checked.title
    return _("{title} ({year})", title=checked.title, year=str(checked.year))


def asked_of(partners: Sequence[Partner]) -> Message | None:
    """Who can answer a question; None when the framework does not say."""
    return _("{partners}", partners=list(partners)) if partners else None


def _evidence(evidence: Evidence, registry: Registry | None) -> object:
    if evidence.source is None:
        return _("Geen bron: {reason}", reason=evidence.none)
    name = source_name(evidence.source, registry)
    if evidence.note is not None:
        return _("{source}. Sterkte: {strength}. {note}", source=name, strength=evidence.strength, note=evidence.note)
    return _("{source}. Sterkte: {strength}.", source=name, strength=evidence.strength)


def _plain_range(scale: ScaleResult) -> Message:
    return bare_range(scale.unit_low * 1000, scale.unit_high * 1000)


def _block(heading: Message, lines: Sequence[object | None]) -> list[Block]:
    told = tuple(line for line in lines if line is not None)
    return [Block(heading, told)] if told else []
