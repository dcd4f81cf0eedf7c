"""Ids: each used once in its list, none that would become the same column as another, none that means something already."""

from __future__ import annotations

from collections.abc import Iterator

from triage.framework.checks.common import CRITERIA, DOMAINS, FACTS, ITEMS, OUTCOMES, RULES, SCALES, repeated, twice
from triage.framework.draft import Draft
from triage.framework.model import ChoiceItem, LevelItem, TallyItem
from triage.framework.source import Fault, Path
from triage.framework.vocabulary import INSUFFICIENT, OUT_OF_SCOPE
from triage.wording import _

RESERVED_COLUMNS = frozenset(
    {"case", "reference_date", "advice", "possible_advice", "deciding", "trial", "state", "best", "worst", "share"}
    | {"framework", "version", "framework_sha256"}
)
"""Columns every table of cases, results or places has; no scale, criterion or item may be called so, or one would hide the other."""

SCALE_COLUMNS = ("low", "high", "band", "possible")
"""Endings of the columns a scale brings along."""

RESERVED_OPTIONS = frozenset({"onbekend", "nvt"})
"""How a table says that an answer is unknown or does not apply."""


def check_names(draft: Draft) -> Iterator[Fault]:
    """Faults of ids, in no particular order."""
    yield from _within_lists(draft)
    yield from _repeated_words(draft)
    yield from _shared_name_space(draft)
    yield from _reserved_in_lists(draft)


def _within_lists(draft: Draft) -> Iterator[Fault]:
    framework = draft.framework
    yield from twice(draft, DOMAINS, [domain.id for domain in framework.domains])
    for path, scale in draft.each(SCALES, framework.scales):
        yield from twice(draft, (*path, "bands"), scale.band_ids)
    for path, item in draft.each(ITEMS, framework.items):
        if isinstance(item, ChoiceItem | LevelItem):
            yield from twice(draft, (*path, "options"), [option.id for option in item.options])
    if framework.advice:
        yield from twice(draft, OUTCOMES, [outcome.id for outcome in framework.advice.outcomes])
        yield from twice(draft, RULES, [rule.id for rule in framework.advice.rules])


def _repeated_words(draft: Draft) -> Iterator[Fault]:
    framework = draft.framework
    yield from repeated(draft, FACTS, framework.facts)
    yield from repeated(draft, ("sources",), framework.sources)
    for path, item in draft.each(ITEMS, framework.items):
        if isinstance(item, TallyItem):
            yield from repeated(draft, (*path, "of", "facts"), item.of.facts)
            yield from repeated(draft, (*path, "of", "statuses"), item.of.statuses)
    if framework.places:
        yield from repeated(draft, ("list", "eligible"), framework.places.eligible)


def _shared_name_space(draft: Draft) -> Iterator[Fault]:
    """Scales, criteria and items become columns of one table."""
    first: dict[str, Path] = {}
    columns: dict[str, str] = {}
    for path, name, is_scale in _column_names(draft):
        at = (*path, "id")
        if name in RESERVED_COLUMNS:
            problem = _("De id '{name}' is al de naam van een vaste kolom in tabellen.", name=name)
            yield Fault(at, problem, _("Kies een andere id."))
        elif name in first:
            yield Fault(
                at,
                _("De id '{name}' staat er twee keer: ook op regel {line}.", name=name, line=draft.line(first[name])),
                _("Geef een van de twee een andere id: onderdelen, schalen en criteria delen één lijst van namen."),
            )
        elif is_scale:
            columns |= {f"{name}_{ending}": name for ending in SCALE_COLUMNS}
        first.setdefault(name, at)
    for name, at in first.items():
        if name in columns:
            problem = _("De id '{name}' is ook de naam van een kolom van schaal '{scale}'.", name=name, scale=columns[name])
            yield Fault(at, problem, _("Kies een andere id."))


def _column_names(draft: Draft) -> Iterator[tuple[Path, str, bool]]:
    framework = draft.framework
    yield from ((path, scale.id, True) for path, scale in draft.each(SCALES, framework.scales))
    yield from ((path, item.id, False) for path, item in draft.each(ITEMS, framework.items))
    yield from ((path, criterion.id, False) for path, criterion in draft.each(CRITERIA, framework.criteria))


def _reserved_in_lists(draft: Draft) -> Iterator[Fault]:
    framework = draft.framework
    for path, scale in draft.each(SCALES, framework.scales):
        for number, band in enumerate(scale.bands):
            if band.id == INSUFFICIENT:
                yield _reserved((*path, "bands", number, "id"), band.id)
    for path, item in draft.each(ITEMS, framework.items):
        if isinstance(item, ChoiceItem | LevelItem):
            for number, option in enumerate(item.options):
                if option.id in RESERVED_OPTIONS:
                    yield _reserved((*path, "options", number, "id"), option.id)
    for path, outcome in draft.each(OUTCOMES, framework.advice.outcomes if framework.advice else ()):
        if outcome.id == OUT_OF_SCOPE:
            yield _reserved((*path, "id"), outcome.id)


def _reserved(path: Path, name: str) -> Fault:
    return Fault(path, _("De id '{name}' heeft in resultaten en tabellen al een vaste betekenis.", name=name), _("Kies een andere id."))
