"""What is wrong with a fact, or with a list of them, before it is kept (REQ-54, REQ-56).

A fact is of a kind in the registry and of a quarter, never of a day. Nothing before the twelfth birthday is kept, as far as the age says.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date
from decimal import Decimal

from triage.cases.case import Answer, Fact, before_twelve
from triage.casework.record import Age
from triage.errors import Defect
from triage.periods import Period
from triage.wording import Message, _

FACTS_AS_OF = _("kwartaal van de lijst met feiten")
"""The field that says as of when a list of facts is."""


def fact_place(number: int) -> Message:
    """A fact by its number in the list, counted from 1, as the place of a defect names it."""
    return _("feit {number}", number=str(number))


def facts_defects(facts: Iterable[Fact], kinds: Container[str], age: Age | None, today: date) -> tuple[Defect, ...]:
    """What is wrong with a list of facts. `kinds` are those of the registry."""
    return tuple(defect for number, fact in enumerate(facts, 1) for defect in fact_defects(fact, number, kinds, age, today))


def fact_defects(fact: Fact, number: int, kinds: Container[str], age: Age | None, today: date) -> Iterator[Defect]:
    """What is wrong with the fact that has this number in its list."""
    place = fact_place(number)
    if fact.kind not in kinds:
        yield Defect(place, _("Dit soort feit staat niet in de lijst."), _("Kies het soort feit uit de lijst."))
    yield from quarter_defects(place, fact.when, today)
    if fact.contested:
        problem = _("Wie het feit betwist en waarom, staat er niet bij.")
        yield Defect(place, problem, _("Leg de betwisting zelf vast."))
    if age is not None and early((fact,), age, today):
        yield before_twelve_defect(place)


def early(facts: Iterable[Fact], age: Age, today: date) -> tuple[int, ...]:
    """The numbers of the facts that surely lie before the twelfth birthday."""
    told = Answer(Decimal(age.years), as_of=Period.day(age.told_on))
    return tuple(number for number, fact in enumerate(facts, 1) if before_twelve(fact, told, today))


def before_twelve_defect(place: Message) -> Defect:
    """That a fact lies before the twelfth birthday."""
    problem = _("Dit is van vóór de twaalfde verjaardag. Onder de twaalf jaar is niemand strafbaar.")
    return Defect(place, problem, _("Haal het feit weg. Klopt de leeftijd of het kwartaal niet, verbeter die."))


def quarter_defects(place: Message, quarter: Period, today: date) -> Iterator[Defect]:
    """What is wrong with a quarter in which something was so."""
    if quarter != quarter.as_quarter:
        yield Defect(place, _("Dit is geen heel kwartaal."), _("Kies een kwartaal en geen dag."))
    if quarter.first > today:
        yield Defect(place, _("Dit kwartaal is nog niet begonnen."), _("Verbeter het kwartaal."))
