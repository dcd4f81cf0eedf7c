"""The shipped *Ingroei*: its published points, borders and table worked out with pencil and paper, for the worked examples and for invented
young people. The calculation shares nothing with the engine: the numbers below are typed over from `docs/decisions.md`, not read."""

from __future__ import annotations

import pytest

from tests.frameworks.crowd import TODAY, advices, as_data, crowd, in_words, ladder, points
from tests.frameworks.pencil import Data, Span, count, document, given, in_full, in_short, title

NAME = "ingroei"
EXAMPLES = document(NAME)["examples"]

COMPANY = {"none": 0, "loose": 1, "frequent": 3}
PLACES = {"no": 0, "yes": 1}
APPROACHED = {"none": 0, "attempt": 0, "contact": 2, "task": 3}
CONCERN = {"fine": 0, "concern": 1, "serious": 2}
STRENGTH = {"absent": 0, "partly": 1, "clear": 2}
MOST_CONTACTS = 3
NEEDS = ("school_work", "money", "substance", "home", "attitude", "self_control")
STRENGTHS = ("support_person", "school_or_work_now", "prosocial_friends", "moral_insight", "talent", "work_prospect")
VIOLENCE = {"violence", "threat", "serious_violence", "robbery", "street_robbery", "weapon", "firearm", "explosive"}
THEFT_AND_OTHER = {"burglary", "property", "other"}
REGISTERED = {"suspected", "settled_out_of_court", "convicted"}
AT_STAKE = {"involvement": 16, "need": 12, "protective": 12}
BORDERS = {
    "involvement": (("low", 0), ("medium", 5), ("high", 9)),
    "need": (("low", 0), ("medium", 2)),
    "protective": (("low", 0), ("high", 8)),
}


def answer(example: Data, item: str, table: dict[str, int]) -> Span:
    """Least and greatest points of an answer; all of them where it does not count."""
    told = given(example, item, 6)
    return (min(table.values()), max(table.values())) if told is None else (table[told], table[told])


def conduct(example: Data) -> list[Span]:
    """Points for theft and other, violence or weapons, drug dealing, and kinds."""
    counts = [count(example, kinds, {"convicted"}, within_months=36) for kinds in (THEFT_AND_OTHER, VIOLENCE, {"drugs"})]
    theft, violence, drugs = ([min(number, 2) for number in span] for span in counts)
    kinds = [max(sum(span[side] > 0 for span in counts) - 1, 0) for side in (0, 1)]
    return [(low, high) for low, high in (theft, violence, [(0, 1, 3)[number] for number in drugs], kinds)]


def items(example: Data) -> dict[str, list[Span]]:
    """The points of every scored item, in the order of the file."""
    contacts = [answer(example, "peers_oc", COMPANY), answer(example, "places", PLACES), answer(example, "approached", APPROACHED)]
    return {
        "involvement": [*contacts, *conduct(example)],
        "need": [answer(example, item, CONCERN) for item in NEEDS],
        "protective": [answer(example, item, STRENGTH) for item in STRENGTHS],
    }


def terms(example: Data) -> dict[str, tuple[list[int], list[int]]]:
    """The terms of each sum, least and greatest, with what the cap on contacts takes off."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for scale, spans in items(example).items():
        low, high = [span[0] for span in spans], [span[1] for span in spans]
        for side in (low, high) if scale == "involvement" else ():
            if side[0] + side[1] > MOST_CONTACTS:
                side.insert(2, MOST_CONTACTS - side[0] - side[1])
        found[scale] = low, high
    return found


def level(scale: str, total: int) -> str:
    """The level a sum reaches."""
    return [band for band, border in BORDERS[scale] if total >= border][-1]


def band(example: Data, scale: str) -> str:
    """The level of a scale, when three quarters of its points are known; the examples have none that stays between two levels."""
    spans = items(example)[scale]
    most = [3, 1, 3, 2, 2, 3, 2] if scale == "involvement" else [2] * len(spans)
    assert sum(most) == AT_STAKE[scale]
    if sum(points for points, (low, high) in zip(most, spans, strict=True) if low == high) * 4 < AT_STAKE[scale] * 3:
        return "insufficient"
    (found,) = {level(scale, sum(side)) for side in terms(example)[scale]}
    return found


def advice_by_hand(example: Data) -> str:
    """The published table, read from the top, for a complete case of somebody of the right age without a signal of force."""
    by_scale = {scale: low for scale, (low, _high) in terms(example).items()}
    total = {scale: sum(parts) for scale, parts in by_scale.items()}
    approached = example["answers"]["approached"]
    recent = count(example, VIOLENCE | THEFT_AND_OTHER | {"drugs"}, {"convicted"}, within_months=24)[0] > 0
    registered = count(example, {"drugs"}, REGISTERED, within_months=24)[0] > 0
    if total["involvement"] >= 9 and (recent or approached in {"contact", "task"}):
        return "intensive_offer"
    if approached != "none" or total["involvement"] >= 9 or (total["involvement"] >= 5 and total["protective"] < 8):
        return "offer"
    if total["involvement"] >= 5 or max(by_scale["involvement"]) >= 3 or registered or total["need"] >= 2:
        return "ordinary"
    return "nothing"


examples = pytest.mark.parametrize("example", EXAMPLES, ids=title)


@examples
def test_every_term_sum_and_level_written_by_hand_follows_from_the_published_points(example: Data) -> None:
    assert example["by_hand"] == {scale: in_full(ends) for scale, ends in terms(example).items()}
    assert example["expect"]["scales"] == {scale: in_short(ends) for scale, ends in terms(example).items()}
    assert example["expect"]["bands"] == {scale: band(example, scale) for scale in BORDERS}


@pytest.mark.parametrize("example", [example for example in EXAMPLES if example["expect"].get("advice") in ladder(NAME)], ids=title)
def test_every_certain_advice_follows_from_the_published_table(example: Data) -> None:
    assert example["expect"]["advice"] == advice_by_hand(example)


def test_three_examples_are_open_and_two_stop_before_the_table() -> None:
    still_open = {title(example) for example in EXAMPLES if "advice" not in example["expect"]}
    assert still_open == {"Half of the answers are unknown", "Only a signal of contact", "An answer about company that has expired"}
    assert len([example for example in EXAMPLES if example["expect"].get("advice") in ladder(NAME)]) == 17


def test_both_sides_of_each_border_are_met_by_some_example() -> None:
    met = {scale: [example["expect"]["scales"][scale] for example in EXAMPLES] for scale in BORDERS}
    for scale, borders in BORDERS.items():
        for _band, border in borders[1:]:
            assert {border - 1, border} <= {total for total in met[scale] if isinstance(total, int)}, (scale, border)


def test_score_and_advice_of_any_case_are_those_of_pencil_and_paper() -> None:
    lives = [{"answers": in_words(case), "facts": as_data(case.facts or ()), "reference_date": TODAY} for case in crowd(NAME)]
    by_hand = [terms(life) for life in lives]
    for scale, found in points(NAME, crowd(NAME)).items():
        assert found == [sum(parts[scale][0]) for parts in by_hand], scale
    assert advices(NAME, crowd(NAME)) == [advice_by_hand(life) for life in lives]
