"""Reasons in words: strongest first, ties together, and for each side of a scale what is meant."""

from __future__ import annotations

from typing import Any

import pytest

from tests.weighing.completions import TODAY
from triage.cases.case import Answer, Case
from triage.framework.model import Framework
from triage.weighing.reason_words import reason_lines
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import DUTCH


def lines(worse: str, **answers: str) -> list[str]:
    data: dict[str, Any] = {
        "format": 1,
        "id": "x",
        "version": "1.0.0",
        "use": "test",
        "title": {"nl": "x"},
        "scales": [{"id": "s", "role": "risk", "worse": worse}],
        "items": [
            {"id": name, "kind": "yes_no", "question": {"nl": f"{name.upper()}?"}, "scale": "s", "points": {"yes": most, "no": 0}}
            for name, most in zip("abcd", (2, 3, 2, 1), strict=True)
        ],
    }
    framework = Framework.model_validate(data)
    weighing = weigh_case(Tables.of(framework), Case("A-1", TODAY, {item: Answer(value) for item, value in answers.items()}))
    return [DUTCH.say(line) for line in reason_lines(weighing.scales[0], framework)]


def test_the_strongest_reason_stands_first_and_equal_ones_are_named_together_in_the_order_of_the_file() -> None:
    assert lines("higher", a="yes", b="yes", c="yes", d="no") == ["“B?”: 3 punten meer", "“A?” en “C?”: elk 2 punten meer, even zwaar"]


def test_where_fewer_points_weigh_heavier_a_reason_is_what_is_missing() -> None:
    assert lines("lower", a="yes", b="no", c="yes", d="no") == ["“B?”: 3 punten minder", "“D?”: 1 punt minder"]


@pytest.mark.parametrize("answers", [{}, {"a": "no", "b": "no"}])
def test_without_a_sure_reason_that_is_said(answers: dict[str, str]) -> None:
    assert lines("higher", **answers) == ["Geen onderdeel weegt zeker zwaarder dan zijn lichtste punten."]
