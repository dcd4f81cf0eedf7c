"""Assessments: first the person, then the outcome, then the seal; and weighing again without anything of the old result."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.dossier.operations.making import (
    ANSWERS,
    CASE,
    CODE,
    OTHER_WHY,
    SHA,
    TODAY,
    WHY,
    House,
    changed,
    entries,
    given,
    house,
    last,
    ready,
    refused,
    registry,
)
from triage.cases.case import UNKNOWN, Answer, Fact
from triage.casework.assessment import Assessment, AssessmentKind, GivenUpReason
from triage.casework.contest import Contest
from triage.casework.record import Age
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole, Involved
from triage.casework.views import View
from triage.dossier import activity, undo
from triage.dossier.actions import Action
from triage.dossier.holdings import AnswerGiven, FactsKnown
from triage.dossier.operations import assessments, frameworks
from triage.dossier.operations.as_weighed import Carried
from triage.errors import InputError
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.weighing.result import Use
from triage.wording import DUTCH

NO_OWN = "Uw eigen inschatting ontbreekt nog."
NO_ANSWER = "Deze vraag over hulp of sterke kanten heeft nog geen antwoord."
SUSPENDED_WHY = "De vraag naar geweld is dubbelzinnig en wordt nagekeken."


def problems(call: Callable[[], object]) -> list[str]:
    """What stands in the way, in Dutch."""
    with pytest.raises(InputError) as caught:
        call()
    return [DUTCH.say(defect.problem) for defect in caught.value.defects]


def test_an_assessment_is_begun_and_can_be_taken_back(at: House) -> None:
    change = assessments.start(at.director, CODE, SHA, AssessmentKind.FIRST, TODAY)
    assert (set(change.kinds), change.undo) == ({"assessment"}, True)
    assert last(at.director) == ("assessment_started", CODE, f"assessment/{change.id}", "done")
    begun = at.assessment(change.id)
    assert (begun.framework_id, begun.framework_version, begun.framework_sha256) == ("small", "1.0.0", SHA)
    assert (begun.own, begun.outcome_seen_at, begun.result) == (None, None, "")
    undo.undo(at.director)
    assert assessments.of_case(at.director, CODE) == ()


def test_one_by_the_same_framework_is_open_at_a_time_and_each_kind_has_its_turn(at: House) -> None:
    with refused(at.director, "Met dit kader is nog geen nulmeting vastgelegd."):
        assessments.start(at.director, CODE, SHA, AssessmentKind.PROGRESS, TODAY)
    at.start()
    with refused(at.chair, "Er loopt al een beoordeling van deze casus met dit kader."):
        assessments.start(at.chair, CODE, SHA, AssessmentKind.FIRST, TODAY)
    with pytest.raises(ValueError, match="second look"):
        assessments.start(at.chair, CODE, SHA, AssessmentKind.SECOND_LOOK, TODAY)


def test_a_first_assessment_is_the_first(at: House) -> None:
    at.sealed()
    with refused(at.director, "Met dit kader is al een nulmeting gedaan."):
        assessments.start(at.director, CODE, SHA, AssessmentKind.FIRST, TODAY)


def test_nothing_is_begun_on_a_day_to_come_or_in_a_case_that_is_not_there(at: House) -> None:
    with refused(at.director, "De datum ligt in de toekomst."):
        assessments.start(at.director, CODE, SHA, AssessmentKind.FIRST, TODAY + timedelta(days=2))
    with refused(at.director, "Deze casus bestaat niet."):
        assessments.start(at.director, "9X-9XX", SHA, AssessmentKind.FIRST, TODAY)


def test_nothing_is_begun_after_a_case_left_or_for_a_child_under_twelve(at: House) -> None:
    at.put(replace(CASE, leaving=Leaving(LeavingReason.MOVED, "Verhuisd naar een andere regio.", TODAY, AccountRole.DIRECTOR)))
    with refused(at.director, "Deze casus is uitgestroomd."):
        assessments.start(at.director, CODE, SHA, AssessmentKind.FIRST, TODAY)
    at.put(replace(CASE, age=Age(11, TODAY)))
    with refused(at.director, "De jongere is, of was kortgeleden, jonger dan twaalf."):
        assessments.start(at.director, CODE, SHA, AssessmentKind.FIRST, TODAY)


def test_a_framework_is_adopted_first_but_not_for_practice(tmp_path: Path) -> None:
    with house(tmp_path, real=False) as practising:
        sha = frameworks.propose(practising.keeper, changed(version="1.0.1"), "small.yaml", registry()).id
        assert practising.start(sha256=sha).framework_version == "1.0.1"
        practising.put(replace(CASE, code="2M-9XX"), ready())
        with refused(practising.director, "Dit kader is nog niet vastgesteld."):
            assessments.start(practising.director, "2M-9XX", sha, AssessmentKind.FIRST, TODAY)


def test_a_suspended_framework_weighs_nothing(at: House) -> None:
    begun = at.judged()
    frameworks.suspend_framework(at.keeper, SHA, SUSPENDED_WHY)
    with refused(at.director, "Dit kader is buiten gebruik."):
        assessments.outcome(at.director, begun.id)


def test_the_outcome_is_closed_until_everything_before_it_is_there(at: House) -> None:
    begun = at.start()
    with refused(at.director, NO_ANSWER, NO_ANSWER, NO_OWN):
        assessments.outcome(at.director, begun.id)
    at.put(replace(CASE, gate=replace(CASE.gate, criteria_met=False), age=None))
    at.answer(begun)
    with refused(
        at.director,
        "Nog niemand heeft bevestigd dat de casus aan de landelijke criteria voldoet.",
        "De leeftijd is niet bekend.",
        NO_OWN,
    ):
        assessments.outcome(at.director, begun.id)


def test_an_explicit_unknown_about_needs_is_an_answer(at: House) -> None:
    begun = at.start()
    at.answer(begun)
    at.answer(begun, structure=UNKNOWN)
    assessments.record_own(at.director, begun.id, "light", WHY)
    assert assessments.outcome(at.director, begun.id).possible == ("nothing", "focused")


def test_the_own_assessment_comes_first_and_stays_once_the_outcome_was_seen(at: House) -> None:
    begun = at.judged()
    assert last(at.director) == ("own_assessment", CODE, f"assessment/{begun.id}", "done")
    assessments.record_own(at.director, begun.id, "nothing", OTHER_WHY)
    weighing = assessments.outcome(at.director, begun.id)
    assert last(at.director) == ("outcome_seen", CODE, f"assessment/{begun.id}", "done")
    assert (weighing.possible, weighing.outlook is not None) == (("focused",), True)
    seen = at.assessment(begun.id)
    assert seen.own is not None
    assert seen.outcome_seen_at is not None
    assert seen.own.at < seen.outcome_seen_at
    with refused(at.director, "De uitkomst is al getoond. De eigen inschatting verandert niet meer."):
        assessments.record_own(at.director, begun.id, "light", WHY)


def test_the_first_look_is_kept_and_every_look_is_written_down(at: House) -> None:
    begun = at.judged()
    assessments.outcome(at.director, begun.id)
    first = at.assessment(begun.id).outcome_seen_at
    assessments.outcome(at.director, begun.id)
    assert at.assessment(begun.id).outcome_seen_at == first
    assert [entry.action for entry in entries(at.director)].count("outcome_seen") == 2


def test_nobody_sees_an_outcome_before_the_assessor_and_a_keeper_never(at: House) -> None:
    begun = at.judged()
    for other in (at.chair, at.overseer):
        with refused(other, "Wie beoordeelt, heeft de uitkomst nog niet bekeken."):
            assessments.outcome(other, begun.id)
    assessments.outcome(at.director, begun.id)
    assert assessments.outcome(at.overseer, begun.id).possible == ("focused",)
    assert entries(at.overseer)[-1].account == "toezichthouder-1"
    with pytest.raises(InputError, match="hoort niet bij uw rol"):
        assessments.outcome(at.keeper, begun.id)
    assert last(at.keeper) == ("outcome_seen", "", "", "refused")


def test_an_own_assessment_is_of_whoever_assesses_and_gives_a_reason(at: House) -> None:
    begun = at.start()
    at.answer(begun)
    with refused(at.chair, "Alleen wie deze beoordeling begon, geeft de eigen inschatting."):
        assessments.record_own(at.chair, begun.id, "light", WHY)
    with refused(at.director, "Deze uitkomst hoort niet bij het kader.", "Deze tekst zegt niet waarom."):
        assessments.record_own(at.director, begun.id, "prison", "Conform advies.")
    with refused(at.director, "Hier staat een e-mailadres."):
        assessments.record_own(at.director, begun.id, "light", f"{WHY} Vraag het aan jan@example.org.")


def test_a_sealed_assessment_holds_case_result_and_receipt_and_replays(at: House) -> None:
    sealed = at.sealed()
    assert last(at.director) == ("sealed", CODE, f"assessment/{sealed.id}", "done")
    frozen = json.loads(sealed.result)
    assert frozen["receipt"]["framework_sha256"] == SHA
    assert frozen["data"]["answers"]["structure"]["value"] == "seldom"
    assert frozen["result"]["advice"]["possible"] == ["focused"]
    assert assessments.sealed_weighing(at.overseer, sealed.id).possible == ("focused",)
    with refused(at.director, "Deze beoordeling is al vastgelegd."):
        assessments.seal(at.director, sealed.id)


def test_what_was_sealed_does_not_move_with_the_answers(at: House) -> None:
    sealed = at.sealed()
    at.answer(sealed, structure=Answer("daily"))
    assert assessments.outcome(at.director, sealed.id).possible == ("focused",)


def test_a_seal_weighs_what_is_answered_then_once_somebody_looked_at_that(at: House) -> None:
    begun = at.judged()
    assert assessments.outcome(at.director, begun.id).possible == ("focused",)
    at.answer(begun, structure=Answer("daily"))
    with refused(at.director, "De uitkomst is veranderd sinds die voor het laatst is bekeken."):
        assessments.seal(at.director, begun.id)
    assert assessments.outcome(at.director, begun.id).possible == ("nothing",)
    assessments.seal(at.director, begun.id)
    assert assessments.sealed_weighing(at.director, begun.id).possible == ("nothing",)


def test_no_seal_before_the_outcome_was_seen_or_without_the_views(at: House) -> None:
    begun = at.judged()
    with at.director.writing(Action.VIEW_RECORDED) as writing:
        for view in writing.of_case(View, CODE):
            writing.remove(view)
    empty = "Dit is nog niet ingevuld."
    with refused(at.director, "De uitkomst is nog niet bekeken.", empty, empty):
        assessments.seal(at.director, begun.id)


def test_a_sealed_result_that_was_changed_is_named(at: House) -> None:
    sealed = at.sealed()
    other = sealed.result.replace('"possible":["focused"]', '"possible":["nothing"]')
    assert other != sealed.result
    with at.director.engine.begin() as connection:
        connection.execute(
            text("UPDATE assessment SET body = replace(body, :old, :new)"),
            {"old": r"possible\":[\"focused", "new": r"possible\":[\"nothing"},
        )
    with pytest.raises(InputError, match="opnieuw gewogen is het"):
        assessments.sealed_weighing(at.director, sealed.id)


def test_a_suspended_question_counts_as_unknown(at: House) -> None:
    begun = at.judged()
    frameworks.suspend_item(at.keeper, SHA, "hit", SUSPENDED_WHY)
    assert assessments.outcome(at.director, begun.id).item("hit").use is Use.NO_ANSWER


def test_what_is_contested_counts_as_unknown(at: House) -> None:
    begun = at.judged()
    contest = Contest("c1", CODE, Involved.YOUTH, "hit", None, "Dat was een ander.", TODAY, AnswerStatus.ESTABLISHED)
    at.put(contest, action=Action.CONTESTED)
    assert assessments.outcome(at.director, begun.id).item("hit").use is Use.CONTESTED


def test_weighing_again_takes_every_answer_and_nothing_of_the_old_result(at: House) -> None:
    old = at.sealed()
    at.clock.later(days=200)
    today = at.director.today()
    change = assessments.reweigh(at.director, CODE, SHA, today)
    assert last(at.director) == ("reweighed", CODE, f"assessment/{change.id}", "done")
    new = at.assessment(change.id)
    assert new == Assessment(
        *(change.id, CODE, AssessmentKind.PROGRESS, "small", "1.0.0", SHA, today, "procesregisseur-1", AccountRole.DIRECTOR)
    )
    assert assessments.carried_over(at.director, new.id) == Carried(tuple(ANSWERS), ("structure",), (), (), None)
    assessments.record_own(at.director, new.id, "light", OTHER_WHY)
    assert assessments.outcome(at.director, new.id).item("structure").use is Use.OUTDATED
    assert at.assessment(old.id) == old
    assert assessments.sealed_weighing(at.director, old.id).possible == ("focused",)


def test_an_answer_without_a_date_grows_old_from_the_day_it_was_given(at: House) -> None:
    at.put(given("structure", Answer("seldom"), "small", TODAY - timedelta(days=300)), action=Action.ANSWERED)
    begun = at.start()
    assert assessments.carried_over(at.director, begun.id).outdated == ("structure",)
    at.put(
        given("structure", Answer("seldom", as_of=Period.quarter(2026, 4)), "small", TODAY - timedelta(days=300)), action=Action.ANSWERED
    )
    assert assessments.carried_over(at.director, begun.id).outdated == ()


def test_facts_say_of_which_quarter_they_are(at: House) -> None:
    fact = Fact("burglary", Period.quarter(2026, 1), FactStatus.CONVICTED)
    at.put(FactsKnown(CODE, (fact,), Partner.POLICE, Period.quarter(2026, 2)), action=Action.FACTS_CHANGED)
    begun = at.judged()
    assert assessments.carried_over(at.director, begun.id).facts_as_of == Period.quarter(2026, 2)
    assert assessments.outcome(at.director, begun.id).case.facts == (fact,)


def test_an_answer_to_a_question_in_other_words_is_asked_again(at: House) -> None:
    begun = at.start()
    at.answer(begun)
    at.put(replace(given("adult", Answer("no"), "small", TODAY), wording="other"), action=Action.ANSWERED)
    assert assessments.carried_over(at.director, begun.id).asked_again == ("adult",)
    assert problems(lambda: assessments.outcome(at.director, begun.id)) == [NO_ANSWER, NO_OWN]


def test_a_sealed_assessment_is_put_right_by_a_new_one(at: House) -> None:
    old = at.sealed()
    change = assessments.correct(at.chair, old.id)
    new = at.assessment(change.id)
    assert (new.corrects, new.kind, new.reference_date, new.account) == (old.id, AssessmentKind.FIRST, TODAY, "voorzitter-1")
    assert (new.own, new.sealed_at, new.result) == (None, None, "")
    with refused(at.director, "Deze beoordeling is of wordt al verbeterd.", "Er loopt al een beoordeling van deze casus met dit kader."):
        assessments.correct(at.director, old.id)
    assert at.assessment(old.id) == old
    undo.undo(at.chair)
    assert assessments.of_case(at.chair, CODE) == (replace(old, result=""),)


def test_what_is_open_is_put_right_itself(at: House) -> None:
    begun = at.judged()
    with refused(at.director, "Deze beoordeling is nog niet vastgelegd.", "Er loopt al een beoordeling van deze casus met dit kader."):
        assessments.correct(at.director, begun.id)


def test_a_role_without_casework_assesses_nothing(at: House) -> None:
    for other in (at.keeper, at.overseer):
        with pytest.raises(InputError, match="hoort niet bij uw rol"):
            assessments.start(other, CODE, SHA, AssessmentKind.FIRST, TODAY)
        assert last(other) == ("assessment_started", CODE, "", "refused")
    with pytest.raises(InputError):
        assessments.start(at.overseer, "Jan de Vries", SHA, AssessmentKind.FIRST, TODAY)
    assert last(at.overseer) == ("assessment_started", "", "", "refused")


def test_answers_stay_as_they_were_given(at: House) -> None:
    at.sealed()
    with at.director.reading() as records:
        assert {one.item: one.answer for one in records.of_case(AnswerGiven, CODE)} == ANSWERS


def test_what_was_carried_over_is_for_who_reads_cases_and_leaves_a_line(at: House) -> None:
    begun = at.start()
    assessments.carried_over(at.overseer, begun.id)
    assert last(at.overseer) == ("case_opened", CODE, "", "done")
    with pytest.raises(InputError, match="hoort niet bij uw rol"):
        assessments.carried_over(at.keeper, begun.id)
    assert last(at.keeper) == ("case_opened", CODE, "", "refused")


def test_an_assessment_whose_assessor_is_away_is_given_up_and_another_begins_with_the_same_answers(at: House) -> None:
    begun = at.judged(at.chair)
    assessments.give_up(at.director, begun.id, GivenUpReason.ASSESSOR_AWAY)
    assert last(at.director) == ("assessment_given_up", CODE, "assessor_away", "done")
    line = activity.read_activity(at.director, case=CODE)[-2]
    assert DUTCH.say(line.sentence) == f"procesregisseur-1 brak een beoordeling van casus {CODE} af: wie beoordeelde, kan dit niet afmaken."
    assert [DUTCH.say(change) for change in line.changes] == ["beoordeling: weggehaald"]
    assert undo.undoable(at.director) is None
    again = at.start()
    assert assessments.carried_over(at.director, again.id).new == ()


def test_once_the_outcome_was_seen_an_assessment_is_not_given_up(at: House) -> None:
    begun = at.judged()
    assessments.outcome(at.director, begun.id)
    with refused(at.director, "Van deze beoordeling is de uitkomst al bekeken."):
        assessments.give_up(at.director, begun.id, GivenUpReason.BY_MISTAKE)
    with pytest.raises(InputError, match="niet bij uw rol"):
        assessments.give_up(at.overseer, begun.id, GivenUpReason.BY_MISTAKE)
