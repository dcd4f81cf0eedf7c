"""The shipped What works: every sum, level and advice worked out by hand, for the worked examples and for invented young people.

The calculation shares nothing with the engine: the points, borders and the advice are written out here once more.
"""

from __future__ import annotations

from itertools import product

import pytest

from tests.frameworks.crowd import TODAY, advices, as_data, crowd, in_words, points
from tests.frameworks.pencil import Data, Span, count, document, ends_of, given, in_full, in_short, title
from tests.frameworks.shipped import framework_of

NAME = "wat-werkt"
DOCUMENT = document(NAME)
EXAMPLES = DOCUMENT["examples"]

VIOLENCE = {"robbery", "street_robbery", "serious_violence", "violence", "threat", "explosive", "firearm", "weapon"}
HEAVY = {"robbery", "street_robbery", "serious_violence", "explosive", "firearm"}
MIDDLE = {"burglary", "drugs", "weapon"}
COUNTED = {"suspected", "settled_out_of_court", "convicted"}
CONCERN = ["leisure", "attitude", "self_control", "aggression", "substance", "family", "school_place"]
STRENGTH = ["support_person", "prosocial_friends", "running_help", "future_plan"]
STEPS = {
    "onset": ["none_or_16_up", "from_14", "from_12"],
    "peers_serious": ["none", "some", "main_circle"],
    "attendance": ["present", "partly", "absent"],
    **{name: ["fine", "concern", "serious"] for name in CONCERN},
    **{name: ["absent", "partly", "clear"] for name in STRENGTH},
}
SCALES = {
    "seriousness": ["heaviest_24m"],
    "risk": ["violence_24m", "other_facts_24m", "convicted_before", "onset", "peers_serious", "attendance", "leisure"],
    "need": ["attitude", "self_control", "aggression", "substance", "family", "school_place"],
    "protective": ["support_person", "prosocial_friends", "running_help", "future_plan"],
}
BORDERS = {
    "seriousness": {"light": 0, "middle": 1, "heavy": 2},
    "risk": {"level_1": 0, "level_2": 2, "level_3": 4, "level_4": 7, "level_5": 11},
    "need": {"low": 0, "medium": 2, "high": 6},
    "protective": {"low": 0, "medium": 3, "high": 6},
}
KINDS = set(DOCUMENT["facts"])


def advised(level: int, hold: int, need: int, recent: bool, convicted: bool, practical: bool) -> str:
    """The advice, from the words of the framework: hold 0 to 2, need 0 to 2."""
    if recent and convicted and (level == 5 or (level == 4 and hold < 2)):
        return "intensive"
    if recent and (level >= 4 or (level == 3 and hold < 2)):
        return "medium"
    return "light" if level >= 3 or need >= 1 or practical else "none"


def number_points(span: Span) -> Span:
    """0, 1 or 2 points for a number of facts: none, one or two, three or more."""
    low, high = ((n >= 1) + (n >= 3) for n in span)
    return low, high


def term(example: Data, name: str) -> Span:
    """Least and greatest points of an item."""
    if name == "violence_24m":
        return number_points(count(example, VIOLENCE, COUNTED, within_months=24))
    if name == "other_facts_24m":
        return number_points(count(example, KINDS - VIOLENCE, COUNTED, within_months=24))
    if name == "convicted_before":
        return number_points(count(example, KINDS, {"convicted"}, before_months=24))
    if name == "heaviest_24m":
        heavy, convicted = (count(example, HEAVY, statuses, within_months=24) for statuses in (COUNTED, {"convicted"}))
        middle = count(example, HEAVY | MIDDLE, {"convicted"}, within_months=24)
        low, high = (2 if convicted[side] else int(bool(heavy[side] or middle[side])) for side in (0, 1))
        return low, high
    if example["answers"].get(name) == {"status": "not_applicable"}:
        return 0, 0
    told = given(example, name, 6)
    return (0, 2) if told is None else (STEPS[name].index(told),) * 2


def spans(example: Data) -> dict[str, list[Span]]:
    """The points of every scored item, in the order of the file."""
    return {scale: [term(example, name) for name in items] for scale, items in SCALES.items()}


def level_of(scale: str, total: int) -> int:
    """The level of a score, from 0."""
    return sum(total >= border for border in BORDERS[scale].values()) - 1


def levels(example: Data, scale: str) -> str | list[str]:
    """The level of a scale, or the levels it stays between; a level stands when seven tenths of the points are known."""
    found = spans(example)[scale]
    if sum(low == high for low, high in found) / len(found) < 0.7:
        return "insufficient"
    low, high = (level_of(scale, sum(side)) for side in ends_of(found))
    names = list(BORDERS[scale])[low : high + 1]
    return names[0] if low == high else names


def advice_by_hand(example: Data) -> str:
    """The advice for an example whose advice is certain."""
    answers = example["answers"]
    signals = [answers[name] for name in ("exploited", "unsafe_now")]
    if any((told["value"] if isinstance(told, dict) else told) == "yes" for told in signals):
        return "protect"
    if not 12 <= int(answers["age"]) < 24:
        return "out_of_scope"
    totals = {scale: sum(low for low, _high in found) for scale, found in spans(example).items()}
    level, hold, need = (level_of(scale, totals[scale]) for scale in ("risk", "protective", "need"))
    recent = count(example, KINDS, COUNTED, within_months=12)[0] > 0
    convicted = count(example, KINDS, {"convicted"}, within_months=24)[0] > 0
    return advised(level + 1, hold, need, recent, convicted, "serious" in (answers["money"], answers["home"]))


examples = pytest.mark.parametrize("example", EXAMPLES, ids=title)


@examples
def test_every_sum_and_level_written_by_hand_follows_from_the_published_points_and_borders(example: Data) -> None:
    ends = {scale: ends_of(found) for scale, found in spans(example).items()}
    assert example["by_hand"] == {scale: in_full(side) for scale, side in ends.items()}
    assert example["expect"]["scales"] == {scale: in_short(side) for scale, side in ends.items()}
    assert example["expect"]["bands"] == {scale: levels(example, scale) for scale in SCALES}


@pytest.mark.parametrize("example", [example for example in EXAMPLES if "advice" in example["expect"]], ids=title)
def test_every_certain_advice_follows_from_the_published_rules(example: Data) -> None:
    assert example["expect"]["advice"] == advice_by_hand(example)


def test_every_level_of_every_scale_is_met_by_some_example() -> None:
    for scale, borders in BORDERS.items():
        assert set(borders) <= {str(example["expect"]["bands"][scale]) for example in EXAMPLES}, scale


def test_score_and_advice_of_any_case_are_those_of_the_calculation_by_hand() -> None:
    lives = [{"answers": in_words(case), "facts": as_data(case.facts or ()), "reference_date": TODAY} for case in crowd(NAME)]
    by_hand = [{scale: sum(ends_of(found)[0]) for scale, found in spans(life).items()} for life in lives]
    for scale, totals in points(NAME, crowd(NAME)).items():
        assert totals == [sums[scale] for sums in by_hand], scale
    assert advices(NAME, crowd(NAME)) == [advice_by_hand(life) for life in lives]


def test_the_scales_and_borders_of_the_file_are_the_published_ones() -> None:
    framework = framework_of(NAME)
    assert {scale.id: [item.id for item in framework.items_of(scale.id)] for scale in framework.scales} == SCALES
    for scale in framework.scales:
        assert {band.id: (band.from_ or 0) // 1000 for band in scale.bands} == BORDERS[scale.id], scale.id
        assert str(scale.min_known) == "0.70"


# The table itself, in every situation that it can tell apart.


def holds(when: Data, bands: dict[str, str], truths: dict[str, bool]) -> bool:
    """An own reading of a condition on levels and criteria."""
    if "all" in when:
        return all(holds(part, bands, truths) for part in when["all"])
    if "any" in when:
        return any(holds(part, bands, truths) for part in when["any"])
    if "criterion" in when:
        return truths[when["criterion"]]
    names = list(BORDERS[when["band"]])
    chosen = names[names.index(when["at_least"]) :] if "at_least" in when else names[: names.index(when["at_most"]) + 1]
    return bands[when["band"]] in chosen


BOTH = (False, True)
SITUATIONS = list(product(range(1, 6), range(3), range(3), BOTH, BOTH, BOTH))


def given_by_the_file(level: int, hold: int, need: int, recent: bool, convicted: bool, practical: bool) -> str:
    """The advice of the first rule in the file that holds."""
    bands = {"risk": f"level_{level}", "protective": list(BORDERS["protective"])[hold], "need": list(BORDERS["need"])[need]}
    truths = {"recent_fact": recent, "convicted_recently": convicted, "practical_help": practical}
    rules = DOCUMENT["advice"]["rules"]
    return next(str(rule["then"]) for rule in rules if "when" not in rule or holds(rule["when"], bands, truths))


def test_the_table_gives_the_published_advice_in_every_situation() -> None:
    assert [situation for situation in SITUATIONS if given_by_the_file(*situation) != advised(*situation)] == []


def test_more_than_light_help_asks_for_level_3_and_a_recent_fact_and_intensive_help_for_level_4_and_a_conviction() -> None:
    for situation in SITUATIONS:
        level, hold, _need, recent, convicted, _practical = situation
        advice = given_by_the_file(*situation)
        assert advice in ("none", "light") or (level >= 3 and recent), situation
        assert advice != "intensive" or (level >= 4 and convicted and (level == 5 or hold < 2)), situation
