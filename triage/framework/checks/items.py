"""Items and scales: every answer has the points it needs, and no key stands where it means nothing."""

from __future__ import annotations

from collections.abc import Iterator, Set

from triage.framework.checks.common import (
    DOMAINS,
    FACTS,
    ITEMS,
    SCALES,
    has_points,
    too_precise_mend,
    undefined,
)
from triage.framework.contents import limits
from triage.framework.draft import Draft
from triage.framework.model import ChoiceItem, DerivedItem, Item, LevelItem, NumericItem, Scale, TallyItem, decimals_of
from triage.framework.shape_words import listed
from triage.framework.source import Fault, Path
from triage.framework.values import decimals_in
from triage.wording import _


def check_items(draft: Draft) -> Iterator[Fault]:
    """Faults of each item by itself."""
    for path, item in draft.each(ITEMS, draft.framework.items):
        yield from _refers(draft, path, item)
        yield from _points(path, item)
        yield from _baseline(path, item)
        yield from _established_fact(path, item)
        yield from _meaningless(path, item)
        match item:
            case NumericItem() | TallyItem():
                yield from _range(path, item)
            case DerivedItem():
                yield from _lines(path, item)


def check_scales(draft: Draft) -> Iterator[Fault]:
    """Faults of each scale by itself, and of its caps."""
    for path, scale in draft.each(SCALES, draft.framework.scales):
        if scale.bands and scale.min_known is None:
            yield Fault(
                path,
                _("Schaal '{scale}' heeft niveaus, maar geen 'min_known'.", scale=scale.id),
                _("Voeg 'min_known' toe: welk deel van de punten bekend moet zijn, bijvoorbeeld 0.8."),
            )
        yield from _caps(draft, path, scale, {item.domain for item in draft.framework.items_of(scale.id)})


def _caps(draft: Draft, path: Path, scale: Scale, own: Set[str | None]) -> Iterator[Fault]:
    for domain in scale.domain_caps:
        at = (*path, "domain_caps", domain)
        if unknown := list(_undefined_domain(draft, at, domain)):
            yield from unknown
        elif domain not in own and draft.whole("items"):
            problem = _("Schaal '{scale}' heeft geen onderdeel in leefgebied '{domain}'.", scale=scale.id, domain=domain)
            yield Fault(at, problem, _("Haal deze bovengrens weg, of zet een onderdeel van dit leefgebied op de schaal."))


def _undefined_domain(draft: Draft, path: Path, domain: str) -> Iterator[Fault]:
    """Test frameworks may leave out the list of domains; then any domain will do."""
    if draft.framework.domains:
        yield from undefined(draft, path, DOMAINS, domain, draft.framework.domain_by_id)


def _refers(draft: Draft, path: Path, item: Item) -> Iterator[Fault]:
    if item.domain is not None:
        yield from _undefined_domain(draft, (*path, "domain"), item.domain)
    if item.scale is not None:
        yield from undefined(draft, (*path, "scale"), SCALES, item.scale, draft.framework.scale_by_id)
    if isinstance(item, TallyItem):
        for number, kind in enumerate(item.of.facts):
            yield from undefined(draft, (*path, "of", "facts", number), FACTS, kind, draft.framework.facts)


def _points(path: Path, item: Item) -> Iterator[Fault]:
    if not has_points(item):
        if item.scale is not None:
            problem = _("Onderdeel '{item}' staat op een schaal, maar heeft geen punten.", item=item.id)
            yield Fault(path, problem, _("Geef elk antwoord punten (0 mag), of haal 'scale' weg."))
        return
    if isinstance(item, ChoiceItem | LevelItem):
        for number, option in enumerate(item.options):
            if option.points is None:
                problem = _("Antwoord '{option}' van '{item}' heeft geen punten, andere antwoorden wel.", option=option.id, item=item.id)
                yield Fault((*path, "options", number), problem, _("Voeg 'points' toe (0 mag)."))
    if item.heavier is not None:
        problem = _("'heavier' past niet bij '{item}': de punten zeggen al welk antwoord zwaarder weegt.", item=item.id)
        yield Fault((*path, "heavier"), problem, _("Haal 'heavier' weg."))


def _baseline(path: Path, item: Item) -> Iterator[Fault]:
    if item.baseline is not None and item.scale is None:
        problem = _("'baseline' heeft bij '{item}' geen betekenis: dit onderdeel staat op geen schaal.", item=item.id)
        yield Fault((*path, "baseline"), problem, _("Haal 'baseline' weg, of zeg met 'scale' op welke schaal het onderdeel staat."))


def _established_fact(path: Path, item: Item) -> Iterator[Fault]:
    at = (*path, "established_fact")
    if item.no_fact:
        yield from _no_fact(path, item)
    if not item.established_fact:
        return
    if isinstance(item, DerivedItem) or item.kind == "age":
        problem = _("'established_fact' kan niet bij '{item}': dit onderdeel zegt niet wat iemand deed.", item=item.id)
        yield Fault(at, problem, _("Haal 'established_fact' weg."))
    elif isinstance(item, ChoiceItem | LevelItem) and not has_points(item) and not item.no_fact:
        problem = _("Bij '{item}' is niet te zien welk antwoord betekent dat er geen feit is.", item=item.id)
        yield Fault(at, problem, _("Voeg 'no_fact' toe met de id van dat antwoord."))
    elif isinstance(item, NumericItem) and not _allows_zero(item):
        problem = _("'{item}' heeft geen antwoord dat betekent dat er geen feit is: 0 valt buiten 'range'.", item=item.id)
        yield Fault(at, problem, _("Laat 'range' bij 0 beginnen, of haal 'established_fact' weg."))


def _allows_zero(item: NumericItem) -> bool:
    low, high = limits(item)
    return (low is None or low <= 0) and (high is None or high >= 0)


def _no_fact(path: Path, item: Item) -> Iterator[Fault]:
    at = (*path, "no_fact")
    if not item.established_fact:
        problem = _("'no_fact' heeft bij '{item}' geen betekenis zonder 'established_fact: true'.", item=item.id)
        yield Fault(at, problem, _("Voeg 'established_fact: true' toe, of haal 'no_fact' weg."))
    elif not isinstance(item, ChoiceItem | LevelItem):
        problem = _("'no_fact' past niet bij '{item}': alleen vragen met een lijst van antwoorden hebben het nodig.", item=item.id)
        yield Fault(at, problem, _("Haal 'no_fact' weg."))
    else:
        known = [option.id for option in item.options]
        for number, option in enumerate(item.no_fact):
            if option not in known:
                problem = _("'{option}' is geen antwoord van '{item}'.", option=option, item=item.id)
                yield Fault((*at, number), problem, _("Kies uit: {choices}.", choices=listed(known)))


def _meaningless(path: Path, item: Item) -> Iterator[Fault]:
    if isinstance(item, NumericItem) and item.kind != "number" and "decimals" in item.model_fields_set:
        problem = _("'decimals' past niet bij '{item}': het antwoord is altijd een heel getal.", item=item.id)
        yield Fault((*path, "decimals"), problem, _("Haal 'decimals' weg, of gebruik 'kind: number'."))
    if not isinstance(item, TallyItem | DerivedItem):
        return
    for key, given in (("allow_not_applicable", item.allow_not_applicable), ("valid_months", item.valid_months is not None)):
        if given:
            problem = _("'{key}' heeft bij '{item}' geen betekenis: niemand beantwoordt dit onderdeel.", key=key, item=item.id)
            yield Fault((*path, key), problem, _("Haal '{key}' weg.", key=key))


def _range(path: Path, item: NumericItem | TallyItem) -> Iterator[Fault]:
    at = (*path, "range")
    if item.range is None:
        if item.kind == "number":
            problem = _("Vraag '{item}' zegt niet welke getallen mogelijk zijn.", item=item.id)
            yield Fault(path, problem, _("Voeg 'range' toe met het laagste en het hoogste getal: [0, 40]."))
        return
    low, high = item.range
    allowed = decimals_of(item)
    if low > high:
        problem = _("Het eerste getal van 'range' is bij '{item}' hoger dan het tweede.", item=item.id)
        yield Fault(at, problem, _("Schrijf eerst het laagste en dan het hoogste getal."))
    elif max(decimals_in(low), decimals_in(high)) > allowed:
        problem = _("'{key}' heeft meer decimalen dan een antwoord op '{item}' kan hebben.", key="range", item=item.id)
        yield Fault(at, problem, too_precise_mend(allowed))
    elif item.kind != "number" and low < 0:
        problem = _("'range' van '{item}' begint onder nul.", item=item.id)
        yield Fault(at, problem, _("Begin bij 0 of hoger."))


def _lines(path: Path, item: DerivedItem) -> Iterator[Fault]:
    for number, line in enumerate(item.points[:-1]):
        if line.when is None:
            problem = _("Deze regel van '{item}' heeft geen 'when': de regels eronder worden nooit bekeken.", item=item.id)
            yield Fault((*path, "points", number), problem, _("Voeg 'when' toe. Alleen de laatste regel heeft geen 'when'."))
    if item.points[-1].when is not None:
        problem = _("De laatste regel van '{item}' heeft een 'when': soms geldt dan geen enkele regel.", item=item.id)
        at = (*path, "points", len(item.points) - 1)
        yield Fault(at, problem, _("Zet er een laatste regel zonder 'when' onder, zoals '- {{points: 0}}'."))
