"""Smallest changes: against every change of every case of random small frameworks, with and without open answers."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product
from random import Random
from typing import Any

import numpy as np
import pytest

from tests.review.enumerated import Enumerated, Given
from tests.review.small import small_data
from tests.weighing.completions import TODAY, Completions, small_case
from tests.weighing.plain import NA
from triage.cases.case import Answer, Case
from triage.framework.model import ChoiceItem, Framework
from triage.weighing.changes import COMPARED, Changes, Found, SmallestChanges
from triage.weighing.exact import ExactTable
from triage.weighing.limits import TooLargeError
from triage.weighing.tables import Tables

MOST = 400


def changeable(seed: int) -> Framework:
    """A small framework of which most questions can change; never the age."""
    data, random = small_data(seed), Random(seed)
    for item in data["items"]:
        if item["kind"] != "derived" and random.random() < 0.8:
            item["changeable"] = "dynamic"
    return Framework.model_validate(data)


def layered(seed: int) -> Framework:
    """A framework of which lighter advices lie several changes apart: two scales with caps, a derived item, lines from heavy to light."""
    random = Random(seed)
    items: list[dict[str, Any]] = [
        {
            "id": f"i{number}",
            "kind": "choice",
            "scale": random.choice("sst"),
            "domain": random.choice("ab"),
            "changeable": random.choice(["dynamic"] * 7 + ["static"]),
            "allow_not_applicable": random.random() < 0.1,
            "options": [{"id": f"o{k}", "points": random.choice([0, 1, 2, 3])} for k in range(random.randint(2, 3))],
        }
        for number in range(random.randint(4, 5))
    ]
    bands = [{"id": "low"}, {"id": "medium", "from": random.randint(1, 3)}, {"id": "high", "from": random.randint(4, 7)}]
    scales = [
        {"id": name, "role": role, "worse": worse, "min_known": 0, "bands": bands, "domain_caps": caps if random.random() < 0.5 else {}}
        for name, role, worse in (("s", "risk", "higher"), ("t", "protective", "lower"))
        for caps in [{domain: random.randint(2, 4) for domain in "ab" if any((i["scale"], i["domain"]) == (name, domain) for i in items)}]
    ]
    near = {"all": [{"item": items[0]["id"], "in": ["o0"]}, {"band": "s", "at_most": "medium"}]}
    derived = {"id": "d", "kind": "derived", "scale": "t", "domain": "c", "points": [{"when": near, "points": 2}, {"points": 0}]}
    rules = [
        {
            "when": random.choice([{"band": "s", "is": "high"}, {"count": parts(items, random), "at_least": random.randint(1, 3)}]),
            "then": "list",
        },
        {"when": {"all": [{"band": "s", "at_least": "medium"}, {"not": {"band": "t", "at_least": "medium"}}]}, "then": "local"},
        {"when": {"any": [{"band": "t", "is": "low"}, {"item": items[-1]["id"], "points_at_least": 2}]}, "then": "light"},
        {"then": "none"},
    ]
    base = small_data(0)
    return Framework.model_validate(
        {key: base[key] for key in ("format", "id", "version", "use", "title")}
        | {"scales": scales, "items": [*items, derived], "advice": {"outcomes": base["advice"]["outcomes"], "rules": rules}}
    )


def parts(items: list[dict[str, Any]], random: Random) -> list[dict[str, Any]]:
    return [{"item": item["id"], "points_at_least": random.choice([1, 2])} for item in items]


def layered_case(framework: Framework, random: Random) -> Case:
    """A case with mostly heavy answers; one in three has open ones."""
    open_share = random.choice([0, 0, 0.3])
    answers = {}
    for item in framework.questions:
        assert isinstance(item, ChoiceItem)
        heavy = (max if item.scale == "s" else min)(item.options, key=lambda option: option.points or 0)
        if random.random() >= open_share:
            answers[item.id] = Answer((heavy if random.random() < 0.7 else random.choice(item.options)).id)
    return Case("A-1", TODAY, answers, ())


def ladder(framework: Framework) -> list[str]:
    assert framework.advice is not None
    return [outcome.id for outcome in framework.advice.outcomes if outcome.kind in COMPARED]


def lighter_answers(every: Completions, enumerated: Enumerated, item: Any) -> list[Any]:
    """The answers to a question that are less heavy than the known one."""
    if item.changeable != "dynamic" or item.kind == "age" or len(every.counted[item.id]) > 1 or every.counted[item.id] == [NA]:
        return []
    (now,) = every.counted[item.id]
    return [
        answer
        for answer in enumerated_answers(enumerated, item)
        if NA not in (answer, now) and enumerated._heavier([item], Given(answer), Given(now))
    ]


def enumerated_answers(enumerated: Enumerated, item: Any) -> list[Any]:
    at = next(number for number, group in enumerate(enumerated.groups) if group[0].id == item.id)
    return [way.answer for way in enumerated.ways[at]]


def by_hand(framework: Framework, case: Case) -> tuple[Found, dict[frozenset[str], set[tuple[tuple[str, Any], ...]]]]:
    """The smallest sets of items with every choice of answers that does it, by trying all."""
    every, enumerated = Completions(framework, case), Enumerated(framework)
    now, order = every.outcomes(), ladder(framework)
    if len(now) != 1 or not now <= set(order):
        return Found.NOT_ONE, {}
    place = order.index(next(iter(now)))
    if place == 0:
        return Found.LIGHTEST, {}
    lighter = {item.id: lighter_answers(every, enumerated, item) for item in framework.questions}
    for size in range(1, len(lighter) + 1):
        found: dict[frozenset[str], set[tuple[tuple[str, Any], ...]]] = {}
        for items in combinations([item for item in lighter if lighter[item]], size):
            for answers in product(*(lighter[item] for item in items)):
                told = {**case.answers, **{item: Answer(answer) for item, answer in zip(items, answers, strict=True)}}
                after = Completions(framework, replace(case, answers=told)).outcomes()
                if after and after <= set(order[:place]):
                    found.setdefault(frozenset(items), set()).add(tuple(zip(items, answers, strict=True)))
        if found:
            return Found.SETS, found
    return Found.UNREACHABLE, {}


def in_words(exact: ExactTable, changes: Changes) -> dict[frozenset[str], set[tuple[tuple[str, str], ...]]]:
    """The sets that were found, with the answers by their cells."""
    questions = exact.space.questions
    return {
        frozenset(questions[number].items[0] for number in one.questions): {
            tuple(sorted((questions[number].items[0], str(cell)) for number, cell in way)) for way in one.ways
        }
        for one in changes.sets
    }


def as_cells(exact: ExactTable, found: dict[frozenset[str], set[tuple[tuple[str, Any], ...]]]) -> dict[Any, Any]:
    return {
        items: {tuple(sorted((item, str(exact.tables.items[item].cell_of(answer))) for item, answer in way)) for way in ways}
        for items, ways in found.items()
    }


@pytest.mark.parametrize("seed", range(200))
def test_the_smallest_changes_are_those_that_trying_every_change_finds(seed: int) -> None:
    random, framework = Random(seed), changeable(seed)
    if any(item.kind == "tally" and item.changeable == "dynamic" for item in framework.items):
        framework = framework.model_copy(update={"items": tuple(static(item) for item in framework.items)})
    tried(framework, [small_case(framework, random, random.choice([0, 0, 0.3])) for _ in range(4)])


@pytest.mark.parametrize("seed", range(120))
def test_sets_of_several_changes_are_those_that_trying_every_change_finds(seed: int) -> None:
    random, framework = Random(seed), layered(seed)
    tried(framework, [layered_case(framework, random) for _ in range(4)])


def test_the_random_cases_have_sets_of_one_two_and_three_changes_several_sets_and_open_answers() -> None:
    met = set()
    for seed in range(120):
        framework, random = layered(seed), Random(seed)
        exact = ExactTable(Tables.of(framework))
        for _ in range(4):
            reading = exact.read(layered_case(framework, random))
            changes = SmallestChanges(exact).of(reading)
            met |= {(changes.least, len(changes.sets) > 1, bool(reading.open))}
    assert met >= {(1, False, False), (1, True, False), (2, False, False), (2, True, False), (3, False, False)}
    assert met >= {(1, False, True), (1, True, True), (2, False, True)}


def tried(framework: Framework, cases: list[Case]) -> None:
    """Hold what is found of these cases against every change of each."""
    exact = ExactTable(Tables.of(framework))
    smallest = SmallestChanges(exact)
    for case in cases:
        if Completions(framework, case).size > MOST:
            continue
        found, sets = by_hand(framework, case)
        reading = exact.read(case)
        changes = smallest.of(reading)
        if exact.possible(reading) and Completions(framework, case).outcomes():
            assert (changes.found, in_words(exact, changes)) == (found, as_cells(exact, sets))


def static(item: Any) -> Any:
    return item.model_copy(update={"changeable": "static"}) if item.kind == "tally" else item


@pytest.mark.parametrize("seed", range(120))
def test_many_complete_cases_at_once_give_the_same_as_each_alone(seed: int) -> None:
    framework, random = (changeable if seed % 2 else layered)(seed), Random(seed)
    exact = ExactTable(Tables.of(framework))
    smallest = SmallestChanges(exact)
    cells = np.array([[random.randrange(len(question.cells)) for question in exact.space.questions] for _ in range(30)])
    for row, changes in zip(cells, smallest.of_complete(cells), strict=True):
        left = tuple((int(cell),) for cell in row)
        assert changes == smallest.of(replace(exact.read(Case("A-1", TODAY)), left=left))


def card(**more: Any) -> Framework:
    """Two levels at 4 points; three dynamic questions of 0, 2 and 3 points, the third in a capped domain, and one that cannot change."""
    base: dict[str, Any] = {
        "format": 1,
        "id": "x",
        "version": "1.0.0",
        "use": "test",
        "title": {"nl": "x"},
        "scales": [{"id": "s", "role": "risk", "min_known": 0, "bands": [{"id": "low"}, {"id": "high", "from": 4}]}],
        "items": [
            {
                "id": name,
                "kind": "choice",
                "scale": "s",
                "changeable": "dynamic",
                "options": [{"id": f"o{n}", "points": n} for n in (0, 2, 3)],
            }
            for name in "abc"
        ],
        "advice": {
            "outcomes": [{"id": "none", "intensity": "none"}, {"id": "heavy", "intensity": "intensive"}],
            "rules": [{"when": {"band": "s", "is": "high"}, "then": "heavy"}, {"then": "none"}],
        },
    }
    return Framework.model_validate(base | more)


def changes_of(framework: Framework, **answers: str) -> tuple[ExactTable, Changes]:
    exact = ExactTable(Tables.of(framework))
    reading = exact.read(Case("A-1", TODAY, {item: Answer(value) for item, value in answers.items()}))
    return exact, SmallestChanges(exact).of(reading)


def test_every_smallest_set_is_given_and_the_smallest_step_first() -> None:
    exact, changes = changes_of(card(), a="o3", b="o2", c="o0")
    assert (changes.found, changes.now, changes.least) == (Found.SETS, "heavy", 1)
    assert [[exact.space.questions[number].items[0] for number in one.questions] for one in changes.sets] == [["a"], ["b"]]
    assert changes.sets[0].ways == (((0, 0),),)  # to o2 is not enough
    assert changes.by_question() == ((0, 1), (1, 1))
    _, smaller = changes_of(card(), a="o3", b="o3", c="o0")
    assert smaller.sets[0].ways == (((0, 0),),)
    _, steps = changes_of(
        card(scales=[card().scales[0].model_dump(by_alias=True) | {"bands": [{"id": "low"}, {"id": "high", "from": 6}]}]),
        a="o3",
        b="o3",
        c="o0",
    )
    assert steps.sets[0].ways == (((0, 1),), ((0, 0),))  # one step down comes before two


def test_a_cap_makes_one_change_in_its_domain_too_few() -> None:
    data = card().model_dump(by_alias=True, exclude_none=True, mode="json")
    data["domains"] = [{"id": "d", "label": {"nl": "d"}}]
    data["scales"][0]["domain_caps"] = {"d": 4}
    for item in data["items"]:
        item["domain"] = "d"
    _, changes = changes_of(Framework.model_validate(data), a="o3", b="o3", c="o2")
    assert changes.least == 2
    assert [one.questions for one in changes.sets] == [(0, 1), (0, 2), (1, 2)]


def test_what_cannot_change_is_never_offered_and_then_it_is_said_that_it_cannot_be_reached() -> None:
    fixed = [item.model_dump(by_alias=True, exclude_none=True) | {"changeable": "static"} for item in card().items]
    _, changes = changes_of(card(items=fixed), a="o3", b="o3", c="o3")
    assert (changes.found, changes.sets) == (Found.UNREACHABLE, ())


def test_the_lightest_advice_and_an_open_advice_have_no_smaller_one() -> None:
    assert changes_of(card(), a="o0", b="o0", c="o0")[1].found is Found.LIGHTEST
    assert changes_of(card(), a="o3", b="o0")[1].found is Found.NOT_ONE


def test_an_open_answer_stays_open_and_every_completion_must_end_lighter() -> None:
    exact, changes = changes_of(card(), a="o3", b="o3")
    assert changes.now == "heavy"
    assert [[exact.space.questions[number].items[0] for number in one.questions] for one in changes.sets] == [["a", "b"]]


def test_what_is_too_tangled_is_said_and_not_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("triage.weighing.changes.MOST_TAKEN", 0)
    with pytest.raises(TooLargeError):
        changes_of(card(), a="o3", b="o3")
    small = ExactTable(Tables.of(card()), most=1)
    with pytest.raises(TooLargeError):
        small.read(Case("A-1", TODAY))
