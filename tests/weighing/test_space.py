"""All complete cases of a framework: which choices somebody can have, and the case that stands for each."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from tests.review.small import small_framework
from triage.cases.case import Answer, before_twelve
from triage.framework.model import Framework
from triage.weighing.fact_lists import REFERENCE_DATE
from triage.weighing.gates import TRUE
from triage.weighing.space import Space
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case


def space(*items: dict[str, Any], criteria: tuple[dict[str, Any], ...] = ()) -> Space:
    return Space(
        Tables.of(
            Framework.model_validate(
                {
                    "format": 1,
                    "id": "space",
                    "version": "1.0.0",
                    "use": "test",
                    "title": {"nl": "Ruimte"},
                    "facts": ["hic"],
                    "items": items,
                    "criteria": criteria,
                }
            )
        )
    )


def tally(name: str, **window: int) -> dict[str, Any]:
    return {"id": name, "kind": "tally", "of": {"facts": ["hic"], "statuses": ["convicted"], **window}}


def borders(item: str, *numbers: int) -> dict[str, Any]:
    """A criterion that only serves to cut a question at these numbers."""
    return {"id": f"cut_{item}", "when": {"any": [{"item": item, "at_least": number} for number in numbers]}}


def impossible(one: Space, cells: tuple[int, ...]) -> bool:
    gate = one.impossible()
    for number, cell in enumerate(cells):
        gate = one.gates.assign(gate, number, cell)
    return gate == TRUE


AGE = {"id": "age", "kind": "age", "range": [8, 20]}


@pytest.mark.parametrize("window", [{}, {"within_months": 24}, {"before_months": 24}, {"before_months": 30}, {"before_months": 0}])
def test_a_choice_is_impossible_exactly_when_at_every_age_in_its_cell_some_fact_is_surely_before_the_twelfth_birthday(
    window: dict[str, int],
) -> None:
    one = space(AGE, tally("facts", **window), criteria=(borders("age", 11, 12, 13, 14, 15, 18), borders("facts", 1, 2)))
    place, starts = one.place["age"], [8, 11, 12, 13, 14, 15, 18, 21]
    found = 0
    for cells in product(*(range(len(question.cells)) for question in one.questions)):
        ages = range(starts[cells[place]], starts[cells[place] + 1])
        facts = one.case(cells, "A-1").facts or ()
        refused = [any(before_twelve(fact, Answer(Decimal(age)), REFERENCE_DATE) for fact in facts) for age in ages]
        assert impossible(one, cells) == all(refused)
        found += all(refused)
    assert found > 0


def test_the_age_of_a_case_is_one_at_which_its_facts_can_be() -> None:
    one = space(AGE, tally("facts", before_months=24), criteria=(borders("age", 18), borders("facts", 1)))
    ages = {len(case.facts or ()): case.answers["age"].value for case in (one.case(cells, "A-1") for cells in ((0, 0), (0, 1)))}
    assert ages == {0: 8, 1: 14}


def test_without_a_question_about_the_age_no_choice_is_impossible() -> None:
    one = space(tally("facts", before_months=24), criteria=(borders("facts", 1),))
    assert not any(impossible(one, (cell,)) for cell in range(2))


def test_age_that_does_not_apply_forbids_no_fact() -> None:
    one = space(AGE | {"allow_not_applicable": True}, tally("facts"), criteria=(borders("age", 12), borders("facts", 1)))
    assert [impossible(one, (cell, 1)) for cell in range(3)] == [True, False, False]


@pytest.mark.parametrize("seed", range(40))
def test_every_case_lies_in_the_cells_it_stands_for_and_leaves_nothing_unknown(seed: int) -> None:
    one = Space(Tables.of(small_framework(seed)))
    for number, question in enumerate(one.questions):
        for cell in range(len(question.cells)):
            cells = tuple(cell if other == number else 0 for other in range(len(one.questions)))
            weighing = weigh_case(one.tables, one.case(cells, "A-1"))
            assert not weighing.unknown
            for item, points in question.points(cell):
                if item.scale is not None:
                    assert weighing.item(item.id).low == points * one.tables.unit
