"""What stands registered about an invented young person: facts with kind, quarter and status, in a possible order of time.

Time is counted in quarters back from the reference date: 0 is the quarter that holds it. Which share of the facts is theft, violence and
so on follows the published totals; how heavy they are within such a group, and what became of them, is chosen here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from random import Random

from examples.marginals import REST, Shares, group_of, marginals, pick
from triage.cases.case import Fact
from triage.framework.vocabulary import FactStatus, Partner
from triage.periods import Period

REFERENCE_DATE = date(2026, 11, 23)
QUARTERS = tuple(Period.quarter(2026 - (back // 4), 4 - back % 4) for back in range(56))
"""The quarter of the reference date and those before it."""

THIS_YEAR = 4
"""Quarters 0 to 3 lie in the year of the reference date; who has no older fact was registered for the first time this year."""

TWELVE, FOURTEEN, SIXTEEN = 12, 14, 16


class Course(StrEnum):
    """How things went so far. Chosen, not published: it makes few and light, repeated, or many and heavy facts."""

    WITHOUT = "without"
    QUIET = "quiet"
    REPEATED = "repeated"
    HEAVY = "heavy"


HEAVIER: Mapping[str, str] = {
    "property": "street_robbery",
    "burglary": "robbery",
    "violence": "serious_violence",
    "weapon": "firearm",
    "threat": "explosive",
    "other": "explosive",
}
"""The heavy kind of the same group of offences; dealing in drugs has none."""

HEAVY_KINDS = frozenset(HEAVIER.values())
MIDDLE: Mapping[str, str] = {"property": "burglary", "drugs": "drugs", "weapon": "weapon"}
"""The kind between light and heavy of the same group of offences."""

LIGHT_KINDS = ("property", "violence", "threat", "other")
"""Kinds that are settled out of court at times."""

_GROUPS: Mapping[str, Shares[str]] = {
    "theft": {"property": 0.70, "burglary": 0.30},
    "open_violence": {"violence": 1.0},
    "weapons": {"weapon": 1.0},
    "drugs": {"drugs": 1.0},
}
_REST: Mapping[str, Shares[str]] = {
    "minors": {"threat": 0.35, "other": 0.35, "drugs": 0.30},
    "adults": {"violence": 0.50, "threat": 0.25, "other": 0.25},
}
_HEAVY_SHARE: Mapping[Course, float] = {Course.QUIET: 0.0, Course.REPEATED: 0.15, Course.HEAVY: 0.20}
_COUNTS: Mapping[tuple[Course, bool], Shares[int]] = {
    (Course.QUIET, True): {1: 0.75, 2: 0.25},
    (Course.QUIET, False): {2: 0.70, 3: 0.30},
    (Course.REPEATED, True): {2: 0.45, 3: 0.40, 4: 0.15},
    (Course.REPEATED, False): {3: 0.40, 4: 0.40, 5: 0.20},
    (Course.HEAVY, True): {5: 0.50, 6: 0.50},
    (Course.HEAVY, False): {6: 0.30, 7: 0.35, 8: 0.35},
}
_FINISHED: Mapping[Course, float] = {Course.QUIET: 0.50, Course.REPEATED: 0.75, Course.HEAVY: 0.90}
_SETTLED_SHARE = 0.5
_CONTESTED_SHARE = 0.04

_HANDED_IN_BY: Mapping[FactStatus, Partner] = {FactStatus.SUSPECTED: Partner.POLICE}


def quarters_back(fact: Fact) -> int:
    """How many quarters before that of the reference date a fact happened."""
    return QUARTERS.index(fact.when)


def age_at(back: int, since_twelve: int) -> int:
    """The age in a quarter, for somebody who has lived `since_twelve` whole quarters since the twelfth birthday."""
    return TWELVE + (since_twelve - 1 - back) // 4


def draw_facts(course: Course, first: bool, age: int, since_twelve: int, random: Random) -> tuple[Fact, ...]:
    """The facts of one life, oldest first. None lies before the twelfth birthday."""
    if course is Course.WITHOUT:
        return ()
    number = pick(_COUNTS[course, first], random)
    facts = [
        draw_fact(course, _kind(course, group_of(age), age_at(back, since_twelve), random), back, random)
        for back in _moments(course, first, number, since_twelve, random)
    ]
    if course is Course.QUIET:
        return in_order(facts)
    return in_order(_with_a_conviction(facts, HEAVIER if course is Course.HEAVY else MIDDLE, since_twelve))


def draw_fact(course: Course, kind: str, back: int, random: Random) -> Fact:
    """One fact, with what became of it."""
    status = _status(course, kind, back, random)
    contested = status is FactStatus.SUSPECTED and course is not Course.HEAVY and random.random() < _CONTESTED_SHARE
    return made(kind, back, status, contested=contested)


def made(kind: str, back: int, status: FactStatus, *, contested: bool = False) -> Fact:
    """A fact with the partner that hands it in."""
    return Fact(kind, QUARTERS[back], status, _HANDED_IN_BY.get(status, Partner.PROSECUTION), contested)


def in_order(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Oldest first, as a register prints them."""
    return tuple(sorted(facts, key=lambda fact: (fact.when, fact.kind, fact.status)))


def _moments(course: Course, first: bool, number: int, since_twelve: int, random: Random) -> list[int]:
    """When it happened: this year only, or since longer with at least one fact from an earlier year."""
    if first:
        return [int(random.random() * min(THIS_YEAR, since_twelve)) for _ in range(number)]
    earlier = THIS_YEAR + int(random.random() * min(_reach(course), since_twelve - THIS_YEAR))
    recent = [int(random.random() * min(8, since_twelve)) for _ in range(number - 1)]
    return [earlier, *recent]


def _reach(course: Course) -> int:
    return 16 if course is Course.HEAVY else 10


def _kind(course: Course, group: str, age: int, random: Random) -> str:
    """A kind: its group by the published shares, how heavy it is within that group by the course of life and the age at the time."""
    offence = pick(marginals().offences[group], random)
    kind = pick(_REST[group] if offence == REST else _GROUPS[offence], random)
    heavy = age >= FOURTEEN and random.random() < _HEAVY_SHARE[course]
    return HEAVIER.get(kind, kind) if heavy else kind


def _with_a_conviction(facts: Sequence[Fact], raised: Mapping[str, str], since_twelve: int) -> list[Fact]:
    """The facts, one of the last two years raised to a conviction for a graver kind (of its own group), where there is one to raise."""
    grave = frozenset(raised.values()) | HEAVY_KINDS
    ripe = [
        fact
        for fact in facts
        if 1 <= quarters_back(fact) < 8 and fact.kind in grave | raised.keys() and age_at(quarters_back(fact), since_twelve) >= FOURTEEN
    ]
    if not ripe or any(fact.kind in grave and fact.status is FactStatus.CONVICTED for fact in ripe):
        return list(facts)
    chosen = min(ripe, key=lambda fact: (fact.kind not in grave, fact.when))
    others = list(facts)
    others.remove(chosen)
    kind = chosen.kind if chosen.kind in grave else raised[chosen.kind]
    return [*others, made(kind, quarters_back(chosen), FactStatus.CONVICTED)]


def _status(course: Course, kind: str, back: int, random: Random) -> FactStatus:
    """What became of it: a court needs time, so nothing of this quarter has a judgment and little is open after two years."""
    ended = (0.0, 0.35, 0.7, 0.85)[min(back, 3)] if back < 8 else 1.0
    if random.random() >= ended:
        return FactStatus.SUSPECTED
    if random.random() < _FINISHED[course]:
        light = kind in LIGHT_KINDS and course is not Course.HEAVY
        return FactStatus.SETTLED_OUT_OF_COURT if light and random.random() < _SETTLED_SHARE else FactStatus.CONVICTED
    return pick({FactStatus.DISMISSED: 0.65, FactStatus.ACQUITTED: 0.15, FactStatus.SUSPECTED: 0.20 if back < 8 else 0.0}, random)
