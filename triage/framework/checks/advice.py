"""The advice table, the list with limited places, and the lines of needs and responsivity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from triage.framework.checks.common import DOMAINS, ITEMS, OUTCOMES, RULES, SCALES, has_points, not_an_answer, tested_values, undefined
from triage.framework.draft import Draft
from triage.framework.model import Advice, DerivedItem, Intensity, LimitedPlaces, Need, Outcome, ResponsivityLine
from triage.framework.source import Fault, Path
from triage.wording import _

_LADDER = get_args(Intensity)


def check_advice(draft: Draft) -> Iterator[Fault]:
    """Faults of the advice table."""
    if advice := draft.framework.advice:
        yield from _outcomes(draft, advice)
        yield from _protection(draft, advice)
        yield from _rules(draft, advice)
        rule_ids = {rule.id for rule in advice.rules if rule.id is not None}
        for path, exception in draft.each(("advice", "exceptions"), advice.exceptions):
            yield from undefined(draft, (*path, "rule"), RULES, exception.rule, rule_ids)


def _outcomes(draft: Draft, advice: Advice) -> Iterator[Fault]:
    heaviest: Outcome | None = None
    for path, outcome in draft.each(OUTCOMES, advice.outcomes):
        on_ladder = outcome.kind in ("help", "list")
        if on_ladder and outcome.intensity is None:
            problem = _("Advies '{outcome}' zegt niet hoe zwaar de hulp is.", outcome=outcome.id)
            yield Fault(path, problem, _("Voeg 'intensity' toe: none, light, medium of intensive."))
        elif not on_ladder and outcome.intensity is not None:
            problem = _("'intensity' past niet bij advies '{outcome}' van de soort '{kind}'.", outcome=outcome.id, kind=outcome.kind)
            yield Fault((*path, "intensity"), problem, _("Haal 'intensity' weg."))
        elif on_ladder and outcome.intensity is not None:
            if (
                heaviest is not None
                and heaviest.intensity is not None
                and _LADDER.index(outcome.intensity) < _LADDER.index(heaviest.intensity)
            ):
                problem = _("Advies '{outcome}' is lichter dan '{before}', dat ervoor staat.", outcome=outcome.id, before=heaviest.id)
                yield Fault((*path, "intensity"), problem, _("Zet de adviezen in volgorde, van licht naar zwaar."))
            else:
                heaviest = outcome


def _protection(draft: Draft, advice: Advice) -> Iterator[Fault]:
    outcomes = draft.framework.outcome_by_id
    for path, line in draft.each(("advice", "protection"), advice.protection):
        at = (*path, "then")
        yield from undefined(draft, at, OUTCOMES, line.then, outcomes)
        if line.then in outcomes and outcomes[line.then].kind != "protection":
            problem = _("Een regel onder 'protection' leidt naar '{outcome}', maar dat advies beschermt niet.", outcome=line.then)
            yield Fault(at, problem, _("Kies een advies met 'kind: protection', of zet de regel onder 'rules'."))


def _rules(draft: Draft, advice: Advice) -> Iterator[Fault]:
    outcomes = draft.framework.outcome_by_id
    last = len(advice.rules) - 1
    for number, (path, rule) in enumerate(draft.each(RULES, advice.rules)):
        at = (*path, "then")
        yield from undefined(draft, at, OUTCOMES, rule.then, outcomes)
        if rule.then in outcomes and outcomes[rule.then].kind == "protection":
            problem = _("Een regel onder 'rules' leidt naar '{outcome}', maar dat advies hoort bij 'protection'.", outcome=rule.then)
            yield Fault(at, problem, _("Zet de regel onder 'protection', of kies een ander advies."))
        if rule.when is None and number < last:
            problem = _("Deze adviesregel heeft geen 'when': de regels eronder worden nooit bekeken.")
            yield Fault(path, problem, _("Voeg 'when' toe. Alleen de laatste regel heeft geen 'when'."))
        if rule.when is not None and number == last and draft.whole("advice", "rules"):
            problem = _("De laatste adviesregel heeft een 'when': soms geldt dan geen enkele regel.")
            yield Fault(path, problem, _("Zet er een laatste regel zonder 'when' onder, zoals '- {{then: …}}'."))


def check_list(draft: Draft) -> Iterator[Fault]:
    """Faults of the list with limited places."""
    places = draft.framework.places
    if places is None:
        return
    if draft.framework.advice is None and draft.whole("advice"):
        problem = _("Een lijst met plaatsen kan niet zonder adviezen.")
        yield Fault(("list",), problem, _("Voeg 'advice' toe, of haal 'list' weg."))
        return
    yield from _eligible(draft, places)
    for number, key in enumerate(places.order):
        at = ("list", "order", number, "band" if key.band is not None else "scale")
        yield from undefined(draft, at, SCALES, key.of, draft.framework.scale_by_id)
        scale = draft.framework.scale_by_id.get(key.of)
        if key.band is not None and scale is not None and not scale.bands:
            problem = _("Schaal '{scale}' heeft geen niveaus.", scale=scale.id)
            yield Fault(at, problem, _("Voeg 'bands' toe aan de schaal, of vergelijk de punten met 'scale'."))


def _eligible(draft: Draft, places: LimitedPlaces) -> Iterator[Fault]:
    outcomes = draft.framework.outcome_by_id
    for number, name in enumerate(places.eligible):
        at = ("list", "eligible", number)
        yield from undefined(draft, at, OUTCOMES, name, outcomes)
        if name in outcomes and outcomes[name].kind not in ("help", "list"):
            problem = _(
                "Advies '{outcome}' van de soort '{kind}' kan geen plaats op de lijst geven.", outcome=name, kind=outcomes[name].kind
            )
            yield Fault(at, problem, _("Kies een advies van de soort 'help' of 'list'."))


def check_plan_lines(draft: Draft) -> Iterator[Fault]:
    """Faults of the lines that make goals and say how help is given."""
    for path, need in draft.each(("needs",), draft.framework.needs):
        yield from _plan_line(draft, path, need)
        if need.domain is not None and draft.framework.domains:
            yield from undefined(draft, (*path, "domain"), DOMAINS, need.domain, draft.framework.domain_by_id)
        item = draft.framework.item_by_id.get(need.item)
        if need.from_points is not None and item is not None and not has_points(item):
            problem = _("'{item}' wordt op punten vergeleken, maar heeft geen punten.", item=item.id)
            yield Fault((*path, "from_points"), problem, _("Geef '{item}' punten, of vergelijk het antwoord.", item=item.id))
    for path, line in draft.each(("responsivity",), draft.framework.responsivity):
        yield from _plan_line(draft, path, line)


def _plan_line(draft: Draft, path: Path, line: Need | ResponsivityLine) -> Iterator[Fault]:
    yield from undefined(draft, (*path, "item"), ITEMS, line.item, draft.framework.item_by_id)
    item = draft.framework.item_by_id.get(line.item)
    if item is None:
        return
    values = list(tested_values(path, line))
    if not isinstance(item, DerivedItem):
        yield from (Fault(at, *wrong) for at, value in values if (wrong := not_an_answer(item, value)))
    elif values:
        problem = _("Onderdeel '{item}' volgt uit andere antwoorden en heeft zelf geen antwoord.", item=item.id)
        mend = _("Gebruik 'from_points'.") if isinstance(line, Need) else _("Noem een vraag die iemand beantwoordt.")
        yield Fault(path, problem, mend)
