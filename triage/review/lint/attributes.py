"""What questions may be about: nothing of class W, class N never on risk, class M only with its justification (REQ-08 to REQ-10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.framework.conditions import AnyItemOf, BandIs, Condition, CriterionHolds, ItemAnswer, ItemNumber, ItemPoints, ScaleScore, walk
from triage.framework.model import ChoiceItem, DerivedItem, Framework, Item, LevelItem
from triage.framework.registry import Attribute, AttributeClass, Registry
from triage.framework.source import Fault, Path
from triage.framework.values import Text
from triage.framework.vocabulary import Role
from triage.wording import _


def class_w_is_refused(framework: Framework, registry: Registry) -> Iterator[Fault]:
    """No item is about an attribute of class W."""
    for path, item, attribute in _about(framework, registry, AttributeClass.REFUSED):
        yield Fault(
            (*path, "attribute"),
            _(
                "Onderdeel '{item}' gaat over “{attribute}”. Dat mag niet in een kader. {why}",
                item=item.id,
                attribute=attribute.label,
                why=attribute.why,
            ),
            _("Haal '{item}' weg. Zet het kenmerk onder 'not_used' met de reden.", item=item.id),
        )


def class_n_stays_off_risk(framework: Framework, registry: Registry) -> Iterator[Fault]:
    """No item about an attribute of class N stands on a risk scale, and no derived item there rests on one."""
    need_only = {item.id: attribute for _path, item, attribute in _about(framework, registry, AttributeClass.NEED_ONLY)}
    for number, item in enumerate(framework.items):
        if item.scale is None or framework.scale_by_id[item.scale].role is not Role.RISK:
            continue
        if item.id in need_only:
            yield Fault(
                ("items", number, "scale"),
                _("“{attribute}” geeft punten op de risicoschaal '{scale}'.", attribute=need_only[item.id].label, scale=item.scale),
                _("Zet '{item}' op een schaal voor hulpvraag, sterke kant of aansluiting, of haal 'scale' weg.", item=item.id),
            )
        elif isinstance(item, DerivedItem) and (behind := [name for name in _items_behind(framework, item) if name in need_only]):
            yield Fault(
                ("items", number, "scale"),
                _(
                    "'{item}' staat op de risicoschaal '{scale}' en rust op “{attribute}”, dat daar geen punten mag geven.",
                    item=item.id,
                    scale=item.scale,
                    attribute=need_only[behind[0]].label,
                ),
                _("Haal '{behind}' uit de voorwaarden van '{item}', of haal 'scale' weg.", behind=behind[0], item=item.id),
            )


def class_m_is_justified(framework: Framework, registry: Registry) -> Iterator[Fault]:
    """Every item about an attribute of class M gives the seven answers of its justification; reading sees to it that there are seven."""
    for path, item, attribute in _about(framework, registry, AttributeClass.JUSTIFIED):
        if item.justification is None:
            yield Fault(
                (*path, "attribute"),
                _("“{attribute}” mag alleen met een motivering, en die heeft '{item}' niet.", attribute=attribute.label, item=item.id),
                _("Voeg 'justification' toe met aim, suitable, necessary, proportionate, proxy_check, owner en on."),
            )


def words_are_accounted_for(framework: Framework, registry: Registry) -> Iterator[Fault]:
    """A question or an answer to it with a word of a class W attribute says in `words_ok` why it is not about that."""
    patterns = {name: pattern for name, attribute in registry.attributes.items() if (pattern := _words_of(attribute))}
    for number, item in enumerate(framework.items):
        accounted = {item.attribute, *(excuse.attribute for excuse in item.words_ok)}
        for name, pattern in patterns.items():
            hits = ((path, match[0]) for path, text in _asked(("items", number), item) if (match := pattern.search(_plain(text))))
            if name not in accounted and (hit := next(hits, None)):
                yield Fault(
                    hit[0],
                    _(
                        "Bij '{item}' staat “{word}”. Dat woord hoort bij “{attribute}”, en dat mag niet in een kader.",
                        item=item.id,
                        word=hit[1],
                        attribute=registry.attributes[name].label,
                    ),
                    _("Kies andere woorden, of zeg bij 'words_ok' van '{name}' waarom de vraag daar niet over gaat.", name=name),
                )


def _about(framework: Framework, registry: Registry, class_: AttributeClass) -> Iterator[tuple[Path, Item, Attribute]]:
    """The items about an attribute of a class."""
    for number, item in enumerate(framework.items):
        attribute = registry.attributes.get(item.attribute or "")
        if attribute is not None and attribute.class_ is class_:
            yield ("items", number), item, attribute


def _items_behind(framework: Framework, derived: DerivedItem) -> tuple[str, ...]:
    """The items a derived item rests on, also through criteria, scales and other derived items, in the order they are come upon."""
    found: dict[str, None] = {}
    waiting, seen = [line.when for line in derived.points if line.when is not None], set[str]()
    for condition in waiting:
        for part in walk(condition):
            if isinstance(part, CriterionHolds) and part.criterion not in seen:
                seen.add(part.criterion)
                waiting.append(framework.criterion_by_id[part.criterion].when)
            for name in _named(framework, part):
                item = framework.item_by_id[name]
                if name not in found and isinstance(item, DerivedItem):
                    waiting += [line.when for line in item.points if line.when is not None]
                found[name] = None
    return tuple(found)


def _named(framework: Framework, condition: Condition) -> Iterator[str]:
    """The items a condition looks at by itself or through a scale."""
    match condition:
        case ItemAnswer(item=item) | ItemNumber(item=item) | ItemPoints(item=item):
            yield item
        case AnyItemOf(any_item_of=scale) | ScaleScore(scale=scale) | BandIs(band=scale):
            yield from (item.id for item in framework.items_of(scale))


def _words_of(attribute: Attribute) -> re.Pattern[str] | None:
    """Any word of the attribute, from its beginning; None where it has none or is not of class W."""
    if attribute.class_ is not AttributeClass.REFUSED or not attribute.words:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, attribute.words))})\w*", re.IGNORECASE)


def _asked(path: Path, item: Item) -> Iterator[tuple[Path, Text]]:
    """What is read out: the question, and the answers to choose from."""
    if item.question is not None:
        yield (*path, "question"), item.question
    if isinstance(item, ChoiceItem | LevelItem):
        yield from (((*path, "options", number, "label"), option.label) for number, option in enumerate(item.options) if option.label)


def _plain(text: Text) -> str:
    return " ".join(text.nl.split())
