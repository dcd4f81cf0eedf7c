"""Choosing help: free among the lightest, with reasons beyond, never past a rule. Rule numbers are those of reading/rnr.md."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.casework.making import TODAY, goal_lists, help_record, helps, plan, situation, situations
from triage.casework.choice import Choice, ConferenceRole, choose, is_heavier, needs_reason
from triage.casework.matching import Aspect, PlanGoal, Standing
from triage.casework.plan import Plan, plan_for
from triage.casework.situation import Advised, Situation, weight
from triage.errors import InputError
from triage.framework.interventions import Intervention
from triage.weighing.result import Truth
from triage.wording import DUTCH

CHAIR = ConferenceRole.CHAIR
WHY = "Lichtere hulp is geprobeerd en hielp niet."
EVERYTHING = {
    "reason": "Een lichtere vorm is geprobeerd en hielp niet.",
    "for_less": "Thuis gaat het beter.",
    "second_reader": ConferenceRole.PARTNER,
}
LIGHT, MEDIUM, INTENSIVE = (help_record(id=name, intensity=name) for name in ("light", "medium", "intensive"))


def problems(made: Plan, help_id: str, **given: Any) -> list[str]:
    """What stands in the way of a choice, in Dutch."""
    with pytest.raises(InputError) as caught:
        choose(made, help_id, CHAIR, TODAY, **given)
    return [DUTCH.say(defect.problem) for defect in caught.value.defects]


def test_one_of_the_lightest_proposals_asks_for_no_reason() -> None:
    """Rule 17: the lightest adequate option first."""
    made = plan(situation("medium"), LIGHT, MEDIUM)
    assert choose(made, "light", CHAIR, TODAY) == Choice(made.option("light"), CHAIR, TODAY)
    assert not needs_reason(made, "light")


def test_a_heavier_choice_within_the_advice_needs_a_reason() -> None:
    """Rule 17: a heavier choice needs a reason."""
    made = plan(situation("medium"), LIGHT, MEDIUM)
    assert problems(made, "medium") == ["Deze keuze is niet een van de lichtste die passen."]
    assert problems(made, "medium", reason="  ") == ["Deze keuze is niet een van de lichtste die passen."]
    assert choose(made, "medium", CHAIR, TODAY, reason=f" {WHY} ").reason == WHY
    assert not is_heavier(made, "medium")


def test_one_step_heavier_than_the_advice_needs_a_reason_what_pleads_for_less_and_a_second_reader() -> None:
    """Rules 15 and 16: one step, with reason and role; ask what points lower; a second reader for every upward deviation."""
    made = plan(situation("medium"), LIGHT, MEDIUM, INTENSIVE)
    heavier = "Deze keuze is zwaarder dan het advies."
    assert is_heavier(made, "intensive")
    assert problems(made, "intensive") == ["Deze keuze is niet een van de lichtste die passen.", heavier, heavier]
    for name in EVERYTHING:
        left_out = {key: value for key, value in EVERYTHING.items() if key != name}
        assert len(problems(made, "intensive", **left_out)) == 1
    choice = choose(made, "intensive", CHAIR, TODAY, **EVERYTHING)  # type: ignore[arg-type]
    assert (choice.for_less, choice.second_reader) == ("Thuis gaat het beter.", ConferenceRole.PARTNER)
    assert choice.option.standing is Standing.RULED_OUT


@pytest.mark.parametrize(("advice", "chosen"), [("none", "medium"), ("none", "intensive"), ("light", "intensive")])
def test_two_steps_heavier_cannot_be_chosen_whatever_the_reason(advice: Any, chosen: str) -> None:
    """Rules 15 and 18: one step at most; low never gives an intensive option."""
    made = plan(situation(advice), LIGHT, MEDIUM, INTENSIVE)
    assert "Dit is meer dan één stap zwaarder dan het advies." in problems(made, chosen, **EVERYTHING)


@pytest.mark.parametrize(
    ("changes", "of"),
    [
        ({"age_to": 15}, situation()),
        ({"iq_to": 85}, situation()),
        ({"needs": ("family",)}, situation()),
        ({"form": "class"}, situation()),
        ({"verified": "memory"}, situation()),
        ({"age_from": 6, "age_to": 11}, situation(age=9)),
        ({}, situation(advised=Advised("none", "intensive", protection=Truth.TRUE))),
        ({}, situation(advised=Advised("medium", "medium", protection=Truth.UNKNOWN))),
        ({"intensity": "light"}, situation(advised=Advised("none", "intensive", scope=Truth.FALSE))),
    ],
    ids=["age", "IQ", "need", "lessons", "memory", "information", "protect first", "protection open", "out of scope"],
)
def test_what_does_not_fit_cannot_be_reasoned_away(changes: dict[str, Any], of: Situation) -> None:
    """Rules 3, 17, 19 and 20."""
    assert problems(plan(of, help_record(**changes)), "training", **EVERYTHING)


def test_what_is_still_open_may_be_chosen_with_what_was_found_out_as_the_reason() -> None:
    """Rule 17: the program proposes only what surely fits; people may find out more."""
    made = plan(situation(lvb=Truth.UNKNOWN), help_record(iq_from=56))
    assert made.option("training").standing is Standing.OPEN
    assert problems(made, "training") == ["Deze keuze is niet een van de lichtste die passen."]
    assert choose(made, "training", CHAIR, TODAY, reason="De aanbieder heeft het nagevraagd bij de school.").role is CHAIR


def test_a_second_reader_has_another_role() -> None:
    made = plan(situation("medium"), LIGHT, MEDIUM, INTENSIVE)
    same = {**EVERYTHING, "second_reader": CHAIR}
    assert problems(made, "intensive", **same) == ["De tweede lezer heeft dezelfde rol als wie de hulp kiest."]


@pytest.mark.parametrize("field", ["reason", "for_less"])
@pytest.mark.parametrize("text", ["ok", "Conform het advies.", "Akkoord, zie het overleg van vorige week."])
def test_a_stock_text_pleads_neither_for_nor_against(field: str, text: str) -> None:
    made = plan(situation("medium"), LIGHT, MEDIUM, INTENSIVE)
    assert problems(made, "intensive", **{**EVERYTHING, field: text}) == ["Deze tekst zegt niet waarom."]


def test_a_defect_names_the_help_and_never_what_was_written() -> None:
    with pytest.raises(InputError) as caught:
        choose(plan(situation(), INTENSIVE), "intensive", CHAIR, TODAY, reason="Iets over de jongere.")
    assert {DUTCH.say(defect.place) for defect in caught.value.defects} == {"plan van aanpak, “Training”", "reden voor deze hulp"}
    assert "over de jongere" not in str(caught.value)


@settings(max_examples=400)
@given(helps(), situations(), goal_lists(), st.data())
def test_no_choice_is_more_than_one_step_heavier_or_breaks_age_form_or_protection(
    records: list[Intervention], of: Situation, goals: tuple[PlanGoal, ...], data: st.DataObject
) -> None:
    """Rules 15 and 18 for all advices, ages, needs and kinds of help, with every reason given."""
    made = plan_for(of, goals, records, TODAY)
    option = data.draw(st.sampled_from(made.options))
    try:
        choice = choose(made, option.help.id, CHAIR, TODAY, **EVERYTHING)  # type: ignore[arg-type]
    except InputError:
        assert option.standing is not Standing.PROPOSED
        return
    assert weight(choice.option.help.intensity) <= weight(of.advised.lightest) + 1
    assert of.advised.protection is Truth.FALSE
    assert {check.aspect for check in choice.option.against} <= {Aspect.INTENSITY}


@pytest.mark.parametrize(
    ("role", "word"), [("chair", "voorzitter"), ("director", "procesregisseur"), ("partner", "partner in het casusoverleg")]
)
def test_a_role_is_said_in_dutch(role: str, word: str) -> None:
    assert DUTCH.say(ConferenceRole(role)) == word
