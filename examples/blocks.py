"""Sixty lives at a time: ages, courses of life, special turns and open questions, each in its published or chosen share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from examples.gaps import GAPS, Gap, can_be_half_empty, with_gap
from examples.lives import Life, draw_life
from examples.marginals import ADULT, Shares, deal, group_of, marginals, shuffled
from examples.records import Course
from examples.turns import with_turns

BLOCK = 60

HEAVY_FROM = 15
"""Nobody younger has many and heavy facts."""

WITHOUT_FACTS = 0.05
FIRST_TIME: Shares[Course] = {Course.QUIET: 0.46, Course.REPEATED: 0.48, Course.HEAVY: 0.06}
KNOWN_BEFORE: Shares[Course] = {Course.QUIET: 0.10, Course.REPEATED: 0.40, Course.HEAVY: 0.50}
"""How lives run among those registered for the first time this year, and among the others. Chosen."""

Way = tuple[Course, bool]
"""A course of life, and whether this is the first year of being registered."""


def block(random: Random) -> list[Life]:
    """Sixty lives in random order."""
    ages = deal(marginals().ages, BLOCK, random)
    ways = {place: way for minors in (True, False) for place, way in _ways(ages, minors, random)}
    lives = with_turns([draw_life(age, *ways[place], random) for place, age in enumerate(ages)])
    return _with_gaps(lives, random)


def _ways(ages: Sequence[int], minors: bool, random: Random) -> Iterator[tuple[int, Way]]:
    """A course of life for each minor, or each adult: the youngest take the first one left that is possible at their age."""
    places = sorted((place for place, age in enumerate(ages) if (age < ADULT) == minors), key=lambda place: (ages[place], place))
    left = deal(_way_shares(group_of(ages[places[0]])), len(places), random) if places else []
    for place in places:
        way = next((way for way in left if _possible(ages[place], way)), (Course.QUIET, True))
        if way in left:
            left.remove(way)
        yield place, way


def _way_shares(group: str) -> Shares[Way]:
    first = marginals().first_time[group]
    shares = {(course, True): first * share for course, share in FIRST_TIME.items()}
    shares |= {(course, False): (1 - first) * share for course, share in KNOWN_BEFORE.items()}
    return {(Course.WITHOUT, True): WITHOUT_FACTS, **{way: share * (1 - WITHOUT_FACTS) for way, share in shares.items()}}


def _possible(age: int, way: Way) -> bool:
    course, first = way
    return (first or age > 12) and (course is not Course.HEAVY or age >= HEAVY_FROM)


def _with_gaps(lives: Sequence[Life], random: Random) -> list[Life]:
    """The lives without a special turn get their share of open questions; who may not be half empty passes that on."""
    plain = [place for place, life in enumerate(lives) if not life.note]
    gaps = dict(zip(plain, deal(GAPS, len(plain), random), strict=True))
    for place in [place for place, gap in gaps.items() if gap is Gap.HALF and not can_be_half_empty(lives[place])]:
        other = next((p for p in shuffled(plain, random) if gaps[p] is not Gap.HALF and can_be_half_empty(lives[p])), None)
        if other is None:
            gaps[place] = Gap.SOME
        else:
            gaps[place], gaps[other] = gaps[other], gaps[place]
    return [with_gap(life, gaps.get(place, Gap.NONE), random) for place, life in enumerate(lives)]
