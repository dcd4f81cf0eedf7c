"""What several checks share: ids that must be defined, the values an item can have, the conditions of a framework."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from triage.framework.conditions import Condition, located
from triage.framework.contents import conditions, limits, point_values
from triage.framework.draft import Draft
from triage.framework.model import (
    ChoiceItem,
    Item,
    LevelItem,
    Need,
    NumericItem,
    ResponsivityLine,
    TallyItem,
    YesNoItem,
    decimals_of,
)
from triage.framework.shape_words import Words, listed, nearest
from triage.framework.source import Fault, Path, shown
from triage.framework.values import AnswerValue, decimals_in
from triage.wording import Message, _, n_

DOMAINS: Path = ("domains",)
SCALES: Path = ("scales",)
ITEMS: Path = ("items",)
CRITERIA: Path = ("criteria",)
FACTS: Path = ("facts",)
OUTCOMES: Path = ("advice", "outcomes")
RULES: Path = ("advice", "rules")

WithAnswer = YesNoItem | ChoiceItem | LevelItem | NumericItem | TallyItem
"""Items of which a condition can name the answer: all but the derived ones."""


def undefined(draft: Draft, path: Path, section: Path, name: str, known: Collection[str]) -> Iterator[Fault]:
    """A fault when an id does not stand in the list it should come from."""
    if name in known or draft.excused(section, name):
        return
    problem = _("De id '{name}' staat niet onder '{section}'.", name=name, section=str(section[-1]))
    if near := nearest(name, list(known)):
        yield Fault(
            path, problem, _("Schrijf '{near}', of voeg '{name}' toe onder '{section}'.", near=near, name=name, section=str(section[-1]))
        )
    else:
        yield Fault(
            path, problem, _("Voeg '{name}' toe onder '{section}', of haal de verwijzing weg.", name=name, section=str(section[-1]))
        )


def twice(draft: Draft, path: Path, ids: Sequence[str | None]) -> Iterator[Fault]:
    """A fault for each element of a list whose id stands there a second time."""
    first: dict[str, Path] = {}
    for place, name in draft.each(path, ids):
        at = (*place, "id")
        if name in first:
            problem = _("De id '{name}' staat er twee keer: ook op regel {line}.", name=name, line=draft.line(first[name]))
            yield Fault(at, problem, _("Geef een van de twee een andere id, of haal er een weg."))
        elif name is not None:
            first[name] = at


def repeated(draft: Draft, path: Path, words: Sequence[str]) -> Iterator[Fault]:
    """A fault for each word that stands in a plain list a second time."""
    seen: set[str] = set()
    for place, word in draft.each(path, words):
        if word in seen:
            yield Fault(place, _("'{word}' staat twee keer in deze lijst.", word=str(word)), _("Haal er een weg."))
        seen.add(word)


def has_points(item: Item) -> bool:
    """Whether an answer to the item carries points."""
    return bool(point_values(item))


def not_an_answer(item: WithAnswer, value: AnswerValue) -> Words | None:
    """What is wrong when a value cannot be the answer to an item; None when it can."""
    match item:
        case YesNoItem():
            return None if value in ("yes", "no") else (_no_answer(item, value), _("Schrijf yes of no."))
        case ChoiceItem() | LevelItem():
            return _not_an_option(item, value)
        case NumericItem() | TallyItem():
            return _not_a_number(item, value)


def _no_answer(item: Item, value: AnswerValue) -> Message:
    return _("'{value}' is geen antwoord op '{item}'.", value=shown(value), item=item.id)


def _not_an_option(item: ChoiceItem | LevelItem, value: AnswerValue) -> Words | None:
    known = [option.id for option in item.options]
    if isinstance(value, str) and value in known:
        return None
    if str(value) in known:
        return _no_answer(item, value), _('Zet aanhalingstekens om de id van het antwoord: "{value}".', value=str(value))
    return _no_answer(item, value), _("Kies uit: {choices}.", choices=listed(known))


def _not_a_number(item: NumericItem | TallyItem, value: AnswerValue) -> Words | None:
    if isinstance(value, str):
        return _no_answer(item, value), _("Schrijf een getal zonder aanhalingstekens.")
    if decimals_in(value) > (allowed := decimals_of(item)):
        return _no_answer(item, value), too_precise_mend(allowed)
    low, high = limits(item)
    if (low is not None and value < low) or (high is not None and value > high):
        mend = (
            _("Schrijf een getal van {low} tot en met {high}.", low=low, high=high)
            if high is not None
            else _("Schrijf 0 of een hoger getal.")
        )
        return _no_answer(item, value), mend
    return None


def too_precise_mend(allowed: int) -> Message:
    """What to write when a number has too many decimals."""
    if allowed == 0:
        return _("Schrijf een heel getal.")
    return n_("Schrijf ten hoogste {count} decimaal.", "Schrijf ten hoogste {count} decimalen.", allowed)


def tested_values(path: Path, part: Need | ResponsivityLine) -> Iterator[tuple[Path, AnswerValue]]:
    """The answers a line of needs or responsivity names with `is` or `in`."""
    if part.is_ is not None:
        yield (*path, "is"), part.is_
    for number, value in enumerate(part.in_ or ()):
        yield (*path, "in", number), value


def conditions_of(draft: Draft) -> Iterator[tuple[Path, Condition]]:
    """Every condition of the framework and every condition inside it, with its path."""
    for path, condition in whole_conditions_of(draft):
        yield from located(condition, path)


def whole_conditions_of(draft: Draft) -> Iterator[tuple[Path, Condition]]:
    """Every condition that is not a part of another, with its path in the file."""
    return ((draft.in_file(path), condition) for path, condition in conditions(draft.framework))
