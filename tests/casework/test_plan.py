"""The plan: goals meet help, lightest first, with ordinary services and safety before it. Rule numbers are those of reading/rnr.md."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings

from tests.casework.making import TODAY, goal, goal_lists, help_record, helps, plan, situation, situations
from triage.casework.matching import NO_INTENSITY, PROTECT_FIRST, UNDER_TWELVE, Considered, PlanGoal, Standing
from triage.casework.plan import (
    EASY_LANGUAGE,
    LIGHTEST_FIRST,
    NOT_SETTLED,
    NOTHING_EXTRA,
    ORDINARY_FIRST,
    OUT_OF_SCOPE_FIRST,
    SAFETY_FIRST,
    SCREEN,
    plan_for,
)
from triage.casework.situation import Advised, Situation, weight
from triage.framework.interventions import Intervention
from triage.weighing.result import Truth


def ids(options: tuple[Considered, ...]) -> list[str]:
    """The ids of options in order."""
    return [option.help.id for option in options]


def test_the_lightest_that_fits_stands_first() -> None:
    """Rule 17: lightest adequate option first."""
    heavy, middle, light = (help_record(id=name, intensity=name) for name in ("intensive", "medium", "light"))
    assert ids(plan(situation("intensive"), heavy, middle, light).options) == ["light", "medium", "intensive"]
    assert ids(plan(situation("intensive"), heavy, middle, light).lightest) == ["medium"]


def test_among_equals_recognised_help_that_reaches_most_goals_stands_first() -> None:
    """Rule 19, and the mission's demand for recognised help."""
    unseen = help_record(id="unseen", recognition={"level": "unknown"}, needs=("self_control", "family"))
    refused = help_record(id="refused", recognition={"level": "not_recognised"}, needs=("self_control", "family"))
    first = help_record(id="first", recognition={"level": "first_indications"})
    strong = help_record(id="strong", recognition={"level": "strong_indications"})
    both = help_record(id="both", recognition={"level": "well_founded"}, needs=("self_control", "family"))
    goals = (goal(Truth.TRUE), goal(Truth.TRUE, "family"))
    made = plan_for(situation(), goals, (refused, unseen, first, strong, both), TODAY)
    assert ids(made.proposed) == ["both", "strong", "first", "unseen", "refused"]


def test_no_extra_help_proposes_nothing_and_light_help_begins_with_ordinary_services() -> None:
    """Rule 18: the default at a low level is no extra intervention or ordinary services."""
    records = [help_record(id=name, intensity=name) for name in ("light", "medium", "intensive")]
    none, light = plan(situation("none"), *records), plan(situation("light"), *records)
    assert (none.first, ids(none.proposed), none.lightest) == (NOTHING_EXTRA, [], ())
    assert (light.first, ids(light.proposed)) == (ORDINARY_FIRST, ["light"])


@pytest.mark.parametrize(
    ("of", "first"),
    [
        (situation("medium"), LIGHTEST_FIRST),
        (situation("intensive"), LIGHTEST_FIRST),
        (situation("light", "medium"), NOT_SETTLED),
        (situation(advised=Advised("none", "none", scope=Truth.UNKNOWN)), NOT_SETTLED),
        (situation(advised=Advised("none", "intensive", scope=Truth.FALSE)), OUT_OF_SCOPE_FIRST),
        (situation(advised=Advised("none", "intensive", protection=Truth.TRUE)), PROTECT_FIRST),
        (situation(advised=Advised("light", "light", protection=Truth.UNKNOWN)), NOT_SETTLED),
        (situation(advised=Advised("none", "intensive", sets_intensity=False)), NO_INTENSITY),
        (situation("none", age=11), UNDER_TWELVE),
    ],
    ids=["medium", "intensive", "open", "scope open", "out of scope", "protect", "protection open", "no intensities", "a child"],
)
def test_what_goes_before_every_option_is_said_first(of: Situation, first: object) -> None:
    """Rules 18 and 20: ordinary services, and safety, before any programme."""
    assert plan(of, help_record()).first == first


@pytest.mark.parametrize(
    ("changes", "notes"),
    [
        ({"lvb": Truth.FALSE}, ()),
        ({"lvb": Truth.TRUE, "screened": True}, (EASY_LANGUAGE,)),
        ({"lvb": Truth.TRUE, "screened": False}, (SCREEN, EASY_LANGUAGE)),
        ({"lvb": Truth.UNKNOWN, "screened": False}, (SCREEN, EASY_LANGUAGE)),
        ({"lvb": Truth.UNKNOWN, "screened": False, "trauma_signal": True}, (SAFETY_FIRST, SCREEN, EASY_LANGUAGE)),
    ],
    ids=["no LVB", "screened", "suspected", "unknown", "trauma"],
)
def test_safety_then_screening_then_plain_language(changes: dict[str, Any], notes: tuple[object, ...]) -> None:
    """Rule 20: LVB suspicion or unknown prompts for screening and an easy-language plan; trauma puts the safety route first."""
    assert plan(situation(**changes)).notes == notes


def test_a_goal_that_no_proposal_works_on_stays_in_sight() -> None:
    """Rule 17: a need without help is not dropped."""
    reached, alone, maybe = goal(Truth.TRUE), goal(Truth.TRUE, "family"), goal(Truth.UNKNOWN, "family")
    made = plan_for(situation(), (reached, alone, maybe), (help_record(), help_record(id="old", needs=("family",), age_from=20)), TODAY)
    assert made.unreached == (alone,)


def test_a_plan_keeps_the_day_it_was_made_and_finds_help_by_its_id() -> None:
    """Rule 19: a recognition is held against the day of the plan."""
    record = help_record(recognition={"level": "well_founded", "on": date(2021, 12, 15), "by": "databank"})
    earlier, later = (plan_for(situation(), (goal(),), (record,), day) for day in (date(2026, 12, 15), date(2026, 12, 16)))
    assert len(later.option("training").cautions) == len(earlier.option("training").cautions) + 1
    assert later.today == date(2026, 12, 16)
    with pytest.raises(KeyError):
        later.option("nergens")


@settings(max_examples=300)
@given(helps(), situations(), goal_lists())
def test_options_run_from_light_to_heavy_and_none_is_lost(records: list[Intervention], of: Situation, goals: tuple[PlanGoal, ...]) -> None:
    """Rule 17 for all advices, ages, needs and kinds of help."""
    made = plan_for(of, goals, records, TODAY)
    assert sorted(ids(made.options)) == sorted(record.id for record in records)
    assert all(weight(one.help.intensity) <= weight(other.help.intensity) for one, other in pairwise(made.options))
    assert sum(len(made.standing(standing)) for standing in Standing) == len(records)
    assert all(weight(one.help.intensity) == weight(made.proposed[0].help.intensity) for one in made.lightest)


@settings(max_examples=300)
@given(helps(), situations(), goal_lists())
def test_no_or_light_help_never_gives_more_than_light_help(records: list[Intervention], of: Situation, goals: tuple[PlanGoal, ...]) -> None:
    """Rule 18 for all ages, needs and kinds of help: low never proposes an intensive option."""
    made = plan_for(of, goals, records, TODAY)
    if weight(of.advised.lightest) <= weight("light"):
        assert {option.help.intensity for option in made.proposed} <= {"light"}
    if of.advised.lightest == "none":
        assert made.proposed == ()
