"""The worked examples of the shipped Top600 criteria, worked out once more apart from the engine.

The recount reads the file as plain data and has its own truth with three values and its own table of advices, written down from the plan
and not from the file.
"""

from __future__ import annotations

import re

import pytest

from tests.frameworks.pencil import FRAMEWORKS, NOBODY_LOOKED, Data, Span, count, document, given, title

DOCUMENT = document("top600-criteria")
EXAMPLES = DOCUMENT["examples"]
TALLIES = ("hic_60m", "convicted_60m", "recent_12m", "incidents_24m")
TESTS = ("regular_insufficient", "added_value", "proportionate")
Truth = bool | None


def counts(example: Data) -> dict[str, Span]:
    """The four counts of an example."""
    windows = {item["id"]: item["of"] for item in DOCUMENT["items"] if item["id"] in TALLIES}
    return {
        name: count(example, windows[name]["facts"], windows[name]["statuses"], within_months=windows[name]["within_months"])
        for name in TALLIES
    }


def by_hand(written: str) -> dict[str, Span]:
    """`hic 1-2, convicted 3, recent 0, all 2` as it stands above an example."""
    if written == "nobody looked for facts":
        return dict.fromkeys(TALLIES, NOBODY_LOOKED)
    numbers = re.fullmatch(r"hic ([\d-]+), convicted ([\d-]+), recent ([\d-]+), all ([\d-]+)", written)
    assert numbers, written
    ends = [tuple(map(int, number.split("-"))) for number in numbers.groups()]
    return {name: (end[0], end[-1]) for name, end in zip(TALLIES, ends, strict=True)}


def reaches(span: Span, least: int) -> Truth:
    """Whether a count reaches a number."""
    low, high = span
    return True if low >= least else None if high >= least else False


def both(*parts: Truth) -> Truth:
    """All of them."""
    return False if False in parts else None if None in parts else True


def either(*parts: Truth) -> Truth:
    """Any of them."""
    return True if True in parts else None if None in parts else False


def answered(example: Data, item: str, *values: str) -> Truth:
    """Whether the answer is one of these; None where it does not count."""
    answer = given(example, item, 6)
    return None if answer is None else answer in values


def expected_criteria(example: Data) -> dict[str, Truth]:
    """The criteria, from the plan: thresholds 1, 3 and 2, below 21, and two facts with three care criteria."""
    found, young = counts(example), example["answers"]["age"] < 21
    hic, convicted = found["hic_60m"], found["convicted_60m"]
    adult = both(reaches(hic, 1), reaches(convicted, 3))
    youth = both(young, reaches(hic, 1), reaches(convicted, 2))
    care = [
        answered(example, "school_work", "concern", "serious"),
        answered(example, "supervision_order", "yes"),
        answered(example, "youth_probation", "yes"),
    ]
    return {
        "a_adult": adult,
        "a_young": youth,
        "a_criterion": either(adult, youth),
        "recent_fact": reaches(found["recent_12m"], 1),
        "tests_met": both(*(answered(example, name, "yes") for name in TESTS)),
        "a_400": both(reaches(found["incidents_24m"], 2), *care),
    }


def expected_advice(example: Data) -> set[str]:
    """Every advice that is not excluded: protection first, then the scope, then the three lines."""
    forced = example["answers"]["exploited"]
    signal = forced.get("value") == "yes" if isinstance(forced, dict) else forced == "yes"
    if signal:
        return {"protect"}
    kept = {"protect"} if isinstance(forced, dict) else set()
    if not 12 <= example["answers"]["age"] < 24:
        return kept | {"out_of_scope"}
    truths = expected_criteria(example)
    for advice, truth in (
        ("discuss", both(truths["a_criterion"], truths["recent_fact"], truths["tests_met"])),
        ("local", truths["a_criterion"]),
        ("regular", True),
    ):
        if truth is not False:
            kept.add(advice)
        if truth:
            break
    return kept


examples = pytest.mark.parametrize("example", EXAMPLES, ids=title)


@examples
def test_what_was_counted_by_hand_is_what_the_facts_give(example: Data) -> None:
    written = re.findall(r"  # by hand: (.+)\n  - name:", (FRAMEWORKS / "top600-criteria.yaml").read_text("utf-8"))
    assert len(written) == len(EXAMPLES)
    assert by_hand(written[EXAMPLES.index(example)]) == counts(example)


@examples
def test_the_criteria_follow_from_the_counts(example: Data) -> None:
    told = {name: None if truth == "unknown" else truth for name, truth in example["expect"]["criteria"].items()}
    assert told == expected_criteria(example)


@examples
def test_the_advice_follows_from_the_criteria(example: Data) -> None:
    expect = example["expect"]
    told = {expect["advice"]} if "advice" in expect else set(expect["possible_advice"])
    assert told == expected_advice(example)
