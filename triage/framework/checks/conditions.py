"""Conditions: what they name exists, and the form fits what is named."""

from __future__ import annotations

from collections.abc import Iterator

from triage.framework.checks.common import CRITERIA, ITEMS, SCALES, conditions_of, has_points, not_an_answer, undefined
from triage.framework.conditions import (
    AnyItemOf,
    BandIs,
    Condition,
    Count,
    CriterionHolds,
    ItemAnswer,
    ItemNumber,
    ItemPoints,
    ScaleScore,
)
from triage.framework.draft import Draft
from triage.framework.model import DerivedItem, NumericItem, TallyItem
from triage.framework.shape_words import listed
from triage.framework.source import Fault, Path
from triage.wording import _


def check_conditions(draft: Draft) -> Iterator[Fault]:
    """Faults of all conditions of the framework."""
    for path, condition in conditions_of(draft):
        yield from _check(draft, path, condition)


def _check(draft: Draft, path: Path, condition: Condition) -> Iterator[Fault]:
    framework = draft.framework
    match condition:
        case ItemAnswer() | ItemNumber() | ItemPoints():
            yield from undefined(draft, (*path, "item"), ITEMS, condition.item, framework.item_by_id)
            yield from _fits_item(draft, path, condition)
        case AnyItemOf():
            yield from undefined(draft, (*path, "any_item_of"), SCALES, condition.any_item_of, framework.scale_by_id)
            if condition.any_item_of in framework.scale_by_id and not framework.items_of(condition.any_item_of):
                yield Fault(
                    (*path, "any_item_of"),
                    _("Op de schaal '{scale}' staat geen enkel onderdeel.", scale=condition.any_item_of),
                    _("Zet een onderdeel op de schaal, of haal de voorwaarde weg."),
                )
        case ScaleScore():
            yield from undefined(draft, (*path, "scale"), SCALES, condition.scale, framework.scale_by_id)
        case BandIs():
            yield from undefined(draft, (*path, "band"), SCALES, condition.band, framework.scale_by_id)
            yield from _band_ids(draft, path, condition)
        case CriterionHolds():
            yield from undefined(draft, (*path, "criterion"), CRITERIA, condition.criterion, framework.criterion_by_id)
        case Count(at_least=least, count=parts) if least > len(parts):
            yield Fault(
                (*path, "at_least"),
                _("Er moeten {least} delen waar zijn, maar er staan er maar {count}.", least=least, count=len(parts)),
                _("Schrijf een getal van 1 tot en met {count}.", count=len(parts)),
            )


def _fits_item(draft: Draft, path: Path, condition: ItemAnswer | ItemNumber | ItemPoints) -> Iterator[Fault]:
    item = draft.framework.item_by_id.get(condition.item)
    if item is None:
        return
    if isinstance(condition, ItemPoints):
        if not has_points(item):
            problem = _("'{item}' wordt op punten vergeleken, maar heeft geen punten.", item=item.id)
            yield Fault(path, problem, _("Geef '{item}' punten, of vergelijk het antwoord.", item=item.id))
    elif isinstance(item, DerivedItem):
        yield _only_points(path, item)
    elif isinstance(condition, ItemAnswer):
        for number, value in enumerate(condition.values):
            if wrong := not_an_answer(item, value):
                yield Fault((*path, "is") if condition.is_ is not None else (*path, "in", number), *wrong)
    elif not isinstance(item, NumericItem | TallyItem):
        problem = _("'{item}' wordt met een getal vergeleken, maar het antwoord is geen getal.", item=item.id)
        yield Fault(path, problem, _("Gebruik 'is' of 'in' met een antwoord, of 'points_at_least' voor de punten."))


def _only_points(path: Path, item: DerivedItem) -> Fault:
    return Fault(
        path,
        _("Onderdeel '{item}' volgt uit andere antwoorden en heeft zelf geen antwoord.", item=item.id),
        _("Gebruik 'points_at_least', de enige vorm voor zo'n onderdeel."),
    )


def _band_ids(draft: Draft, path: Path, condition: BandIs) -> Iterator[Fault]:
    scale = draft.framework.scale_by_id.get(condition.band)
    if scale is None:
        return
    if not scale.bands:
        problem = _("Schaal '{scale}' heeft geen niveaus.", scale=scale.id)
        yield Fault((*path, "band"), problem, _("Voeg 'bands' toe aan de schaal, of vergelijk de punten met 'scale'."))
        return
    key = next(key for key, given in _band_keys(condition).items() if given is not None)
    for number, band in enumerate(condition.named):
        if band not in scale.band_ids:
            yield Fault(
                (*path, key, number) if key == "in" else (*path, key),
                _("Schaal '{scale}' heeft geen niveau '{band}'.", scale=scale.id, band=band),
                _("Kies uit: {choices}.", choices=listed(scale.band_ids)),
            )


def _band_keys(condition: BandIs) -> dict[str, object]:
    return {"is": condition.is_, "in": condition.in_, "at_least": condition.at_least, "at_most": condition.at_most}
