"""The example cases follow the published totals, and draw from them fairly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise
from math import ceil, floor, sqrt
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from examples.invent import NUMBER, Invented, invent
from examples.marginals import FIGURES, deal, group_of, marginals, pick
from examples.records import THIS_YEAR, quarters_back

OUTSIDE = Path(__file__).parent.parent / "data" / "dutch" / "marginals.yaml"
MANY = 20_000
GROUPS: Mapping[str, Mapping[str, str]] = {
    "minors": {"violence": "open_violence", "serious_violence": "open_violence"},
    "adults": {"drugs": "drugs"},
}
"""The published group of a kind of fact, beside those that are the same for everybody; the remainder is called rest."""

FOR_ALL = dict.fromkeys(("property", "burglary", "street_robbery", "robbery"), "theft") | dict.fromkeys(("weapon", "firearm"), "weapons")


@cache
def cases(number: int) -> tuple[Invented, ...]:
    return tuple(invent(number))


def offences(number: int, group: str) -> list[str]:
    """The published group of every fact of the minors, or the adults."""
    facts = [fact for case in cases(number) if group_of(case.life.age) == group for fact in case.life.facts]
    return [{**FOR_ALL, **GROUPS[group]}.get(fact.kind, "rest") for fact in facts]


def first_timers(number: int, group: str) -> list[bool]:
    """Of everybody with a fact, whether all facts are of this year."""
    lives = [case.life for case in cases(number) if group_of(case.life.age) == group and case.life.facts]
    return [all(quarters_back(fact) < THIS_YEAR for fact in life.facts) for life in lives]


def drawn(number: int) -> Iterable[tuple[str, float, int, int]]:
    """Every published share: its name, the share, how often it was drawn, and of how many."""
    ages = Counter(case.life.age for case in cases(number))
    yield from ((f"age {age}", share, ages[age], number) for age, share in marginals().ages.items())
    for group, published in marginals().offences.items():
        counts = Counter(offences(number, group))
        yield from ((f"{group} {offence}", share, counts[offence], counts.total()) for offence, share in published.items())
    for group, share in marginals().first_time.items():
        first = first_timers(number, group)
        yield f"{group} first time", share, sum(first), len(first)


def wilson(hits: int, number: int, z: float = 1.96) -> tuple[float, float]:
    """The 95% interval of Wilson (1927) for a share."""
    share, spread = hits / number, z * z / number
    middle, half = share + spread / 2, z * sqrt(share * (1 - share) / number + spread / (4 * number))
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text("utf-8"))


def test_the_interval_of_wilson_is_right_on_a_published_example() -> None:
    """Newcombe 1998, Statistics in Medicine 17: 81 of 263 gives 0.2553 to 0.3662."""
    assert [round(end, 4) for end in wilson(81, 263)] == [0.2553, 0.3662]


def test_the_figures_are_those_of_the_outside_truths() -> None:
    ours, outside = read(FIGURES), read(OUTSIDE)
    assert ours["ages"]["counts"] == outside["suspects_2022_by_age"]["counts"]
    assert ours["ages"]["from_18_to_24"] == outside["suspects_2022_12_to_25"]["18_25"]
    assert ours["first_time"]["minors"]["share"] == f"{outside['first_offenders_2022_minors']['first_offender_pct']['all']}/100"
    assert (ours["first_time"]["adults"]["share"], outside["suspects_2023"]["earlier_registered"]) == ("1/3", "two thirds")
    minors, mix = ours["offences"]["minors"]["percent"], outside["minors_2019"]
    assert minors == {"theft": mix["theft_related_pct"], "open_violence": mix["open_violence_pct"], "weapons": 6}
    assert mix["weapons_pct"] == "more than 6"
    adults, mix = ours["offences"]["adults"], outside["offence_mix_2021_all_ages"]
    assert adults["total"] == mix["total"]
    assert adults["counts"] == {"theft": mix["property_total"], "weapons": mix["weapons"], "drugs": mix["drugs"]}
    assert f"within {ours['tolerance']['percentage_points']} percentage point" in outside["synthesis"]["tolerance"]


def test_every_figure_names_its_source() -> None:
    figures = read(FIGURES)
    parts = [figures["ages"], *figures["first_time"].values(), *figures["offences"].values()]
    assert all(part["source"] for part in parts)


def test_shares_add_up_to_one() -> None:
    published = marginals()
    assert sum(published.ages.values()) == pytest.approx(1)
    assert [sum(shares.values()) for shares in published.offences.values()] == pytest.approx([1, 1])


def test_ages_fall_in_a_straight_line_after_nineteen_up_to_the_published_total() -> None:
    ages, counts = marginals().ages, read(FIGURES)["ages"]["counts"]
    one = counts[19] / ages[19]
    line = [ages[age] * one for age in range(19, 25)]
    steps = {round(before - after, 6) for before, after in pairwise(line)}
    assert len(steps) == 1
    assert steps.pop() > 0
    assert sum(ages[age] * one for age in range(18, 25)) == pytest.approx(36490)


def test_twenty_thousand_cases_have_the_published_shares() -> None:
    """Half a percentage point for 100,000 cases is 0.5 × √5 for a fifth of them."""
    tolerance = float(Decimal(read(FIGURES)["tolerance"]["percentage_points"])) * sqrt(100_000 / MANY) / 100
    off = {name: hits / number - share for name, share, hits, number in drawn(MANY) if abs(hits / number - share) > tolerance}
    assert off == {}


def test_sixty_cases_have_the_published_shares_within_their_interval() -> None:
    outside = [name for name, share, hits, number in drawn(NUMBER) if not wilson(hits, number)[0] <= share <= wilson(hits, number)[1]]
    assert outside == []


def test_every_block_of_sixty_has_each_age_as_often_as_its_share_up_or_down() -> None:
    for block in range(20):
        ages = Counter(case.life.age for case in cases(MANY)[block * 60 : block * 60 + 60])
        assert all(floor(60 * share) <= ages[age] <= ceil(60 * share) for age, share in marginals().ages.items())


@given(st.lists(st.integers(1, 50), min_size=1, max_size=8), st.integers(1, 200), st.integers(0, 10_000))
def test_dealing_gives_each_value_its_share_rounded_up_or_down(weights: list[int], size: int, seed: int) -> None:
    shares = {place: weight / sum(weights) for place, weight in enumerate(weights)}
    counts = Counter(deal(shares, size, Random(seed)))
    assert counts.total() == size
    for place, share in shares.items():
        assert floor(share * size - 1e-9) <= counts[place] <= ceil(share * size + 1e-9)


def test_dealing_keeps_a_share_too_small_for_one_deal_over_many() -> None:
    random = Random(5)
    counts = Counter(value for _ in range(2_000) for value in deal({"rare": 0.01, "usual": 0.99}, 10, random))
    assert counts["rare"] == pytest.approx(200, abs=45)


def test_a_single_draw_follows_the_shares() -> None:
    random = Random(7)
    counts = Counter(pick({"a": 0.5, "b": 0.3, "c": 0.2}, random) for _ in range(20_000))
    assert [counts[value] / 20_000 for value in "abc"] == pytest.approx([0.5, 0.3, 0.2], abs=0.012)
