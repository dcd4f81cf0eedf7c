"""What of a weighing decides which help fits: read from the answers that count, open where they do not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.casework.making import INTENSITIES, TODAY, help_record
from triage.cases.case import Answer, Case
from triage.casework.plan import EASY_LANGUAGE, SCREEN, plan_of
from triage.casework.situation import Advised, advised, intensity_words, situation_of, weight
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus
from triage.weighing.result import Truth, Weighing
from triage.weighing.tables import Tables
from triage.weighing.weigh import weigh_case
from triage.wording import DUTCH

ALL = {
    "age": Answer(Decimal(16)),
    "level": Answer("medium"),
    "exploited": Answer("no"),
    "impulsive": Answer("yes"),
    "lvb": Answer("no"),
    "lvb_screened": Answer("yes"),
    "trauma_signal": Answer("no"),
}
ITEMS: list[dict[str, Any]] = [
    {"id": "age", "kind": "age", "range": [0, 99]},
    {"id": "level", "kind": "choice", "options": [{"id": name} for name in INTENSITIES]},
    *({"id": name, "kind": "yes_no"} for name in ALL if name not in ("age", "level")),
]


def framework(**changes: Any) -> Framework:
    """The advice is the answer to one question, after protection and scope; a need and a line about fitting help."""
    outcomes = [{"id": name, "label": {"nl": name}, "intensity": name} for name in INTENSITIES]
    return Framework.model_validate(
        {
            "format": 1,
            "id": "plan",
            "version": "1.0.0",
            "use": "test",
            "title": {"nl": "Plan"},
            "scope": {"text": {"nl": "12 tot en met 23"}, "when": {"all": [{"item": "age", "at_least": 12}, {"item": "age", "below": 24}]}},
            "items": ITEMS,
            "advice": {
                "outcomes": [{"id": "protect", "kind": "protection", "label": {"nl": "Eerst beschermen"}}, *outcomes],
                "protection": [{"when": {"item": "exploited", "is": "yes"}, "then": "protect"}],
                "rules": [
                    *({"when": {"item": "level", "is": name}, "then": name} for name in reversed(INTENSITIES[1:])),
                    {"then": "none"},
                ],
            },
            "needs": [{"item": "impulsive", "is": "yes", "goal": {"nl": "Eerst denken, dan doen"}, "factors": ["self_control"]}],
            "responsivity": [{"item": "lvb", "is": "yes", "advice": {"nl": "Leg het rustig uit"}}],
            **changes,
        }
    )


def weighing(basis: Framework | None = None, /, **answers: Answer) -> Weighing:
    """A case with all answers given, but for these."""
    return weigh_case(Tables.of(basis or framework()), Case("7K-4Q2", TODAY, {**ALL, **answers}, ()))


NOTHING = Answer(None, AnswerStatus.UNKNOWN)


@pytest.mark.parametrize("intensity", INTENSITIES)
def test_a_certain_advice_gives_one_intensity(intensity: Any) -> None:
    found = advised(weighing(level=Answer(intensity)))
    assert found == Advised(intensity, intensity)
    assert found.certain


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"level": NOTHING}, Advised("none", "intensive")),
        ({"level": Answer("light", AnswerStatus.SIGNAL)}, Advised("none", "intensive")),
        ({"exploited": Answer("yes", AnswerStatus.SIGNAL)}, Advised("none", "intensive", protection=Truth.TRUE)),
        ({"exploited": NOTHING}, Advised("medium", "medium", protection=Truth.UNKNOWN)),
        ({"age": Answer(Decimal(11))}, Advised("none", "intensive", scope=Truth.FALSE)),
        ({"age": NOTHING}, Advised("none", "medium", scope=Truth.UNKNOWN)),
    ],
    ids=["open", "a signal", "a signal of exploitation", "exploitation unknown", "eleven years", "no age"],
)
def test_an_advice_that_is_not_certain_stays_a_range_and_a_signal_of_exploitation_is_enough(
    answers: dict[str, Answer], expected: Advised
) -> None:
    """Rule 20 of reading/rnr.md: exploitation puts the safety route first."""
    found = advised(weighing(None, **answers))
    assert found == expected
    assert not found.certain


def test_an_advice_withheld_for_want_of_answers_counts_as_none_until_it_is_given() -> None:
    """Rule 10 of reading/rnr.md: too many unknowns give no level."""
    scale = {"id": "need", "role": "need", "min_known": 1, "bands": [{"id": "low", "label": {"nl": "Laag"}}]}
    money = {"id": "money", "kind": "yes_no", "scale": "need", "points": {"yes": 1, "no": 0}}
    outcome = weighing(framework(scales=[scale], items=[*ITEMS, money]))
    assert outcome.advice is not None
    assert outcome.advice.possible == ("medium",)
    assert advised(outcome) == Advised("none", "medium")


def test_a_framework_of_routes_or_without_advice_says_nothing_about_how_much() -> None:
    routes = {"outcomes": [{"id": "team", "kind": "route", "label": {"nl": "Wijkteam"}}], "rules": [{"then": "team"}]}
    for basis in (framework(advice=routes), framework(advice=None)):
        found = advised(weighing(basis))
        assert not found.sets_intensity
        assert not found.certain


@pytest.mark.parametrize(
    ("lvb", "screened", "expected", "iq"),
    [
        ("yes", "yes", Truth.TRUE, (50, 85)),
        ("yes", "no", Truth.TRUE, (50, 85)),
        ("no", "yes", Truth.FALSE, (86, None)),
        ("no", "no", Truth.UNKNOWN, (0, None)),
        (None, "yes", Truth.UNKNOWN, (0, None)),
    ],
)
def test_no_lvb_counts_only_after_a_screening(lvb: str | None, screened: str, expected: Truth, iq: tuple[int, int | None]) -> None:
    """Rule 20 of reading/rnr.md: unknown prompts for screening."""
    found = situation_of(weighing(lvb=Answer(lvb) if lvb else NOTHING, lvb_screened=Answer(screened)))
    assert (found.lvb, found.iq) == (expected, iq)


def test_without_a_question_about_screening_the_answer_itself_counts() -> None:
    items = [item for item in ITEMS if item["id"] != "lvb_screened"]
    assert situation_of(weighing(framework(items=items))).lvb is Truth.FALSE


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer("yes"), True),
        (Answer("yes", AnswerStatus.SIGNAL), True),
        (Answer("yes", AnswerStatus.CONTESTED), True),
        (Answer("yes", AnswerStatus.UNKNOWN), False),
        (Answer("no"), False),
        (NOTHING, False),
    ],
)
def test_a_signal_of_trauma_is_enough(answer: Answer, expected: bool) -> None:
    """Rule 20 of reading/rnr.md: a trauma signal puts the safety route first."""
    assert situation_of(weighing(trauma_signal=answer)).trauma_signal is expected


@pytest.mark.parametrize(
    ("answer", "age"), [(Answer(Decimal(16)), 16), (Answer(Decimal(16), AnswerStatus.CONTESTED), None), (NOTHING, None)]
)
def test_only_an_age_that_counts_is_used(answer: Answer, age: int | None) -> None:
    assert situation_of(weighing(age=answer)).age == age


def test_a_weighing_becomes_a_plan_with_its_goals_its_lines_and_the_help_that_fits() -> None:
    """From needs to goals to help: rules 17 and 20 of reading/rnr.md together."""
    made = plan_of(weighing(lvb=Answer("yes")), [help_record(lvb="made_for")], TODAY)
    assert [(goal.need.goal.nl, goal.truth) for goal in made.goals] == [("Eerst denken, dan doen", Truth.TRUE)]
    assert [fit.truth for fit in made.fits] == [Truth.TRUE]
    assert [option.help.id for option in made.proposed] == ["training"]
    assert made.notes == (EASY_LANGUAGE,)
    assert SCREEN in plan_of(weighing(lvb_screened=Answer("no")), [], TODAY).notes


def test_a_goal_that_nothing_is_known_to_work_on_is_reached_by_no_help() -> None:
    without = framework(needs=[{"item": "impulsive", "is": "yes", "goal": {"nl": "Eerst denken, dan doen"}}])
    made = plan_of(weighing(without), [help_record()], TODAY)
    assert made.proposed == ()
    assert [goal.need.item for goal in made.unreached] == ["impulsive"]


def test_intensities_run_from_none_to_intensive_and_are_said_in_dutch() -> None:
    assert [weight(intensity) for intensity in INTENSITIES] == [0, 1, 2, 3]
    assert [DUTCH.say(intensity_words(intensity)) for intensity in INTENSITIES] == [
        "geen extra inzet",
        "lichte hulp",
        "gerichte hulp",
        "intensieve hulp",
    ]
    assert DUTCH.say(Advised("light", "medium").message()) == "lichte hulp tot en met gerichte hulp"
    assert DUTCH.say(Advised("light", "light")) == "lichte hulp"
