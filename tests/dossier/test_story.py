"""One whole story, from referral to leaving, with true operations only; at the end the dossier is whole and tells what was done."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.dossier.operations.making import GATE, OTHER_WHY, SHA, WHY, House, entries, house, ready, taken
from triage.cases.case import Answer
from triage.casework.assessment import AssessmentKind
from triage.casework.conference import Attendance
from triage.casework.contest import Contest, Settlement, SettlementOutcome
from triage.casework.notice import Notice, Way
from triage.casework.readiness import Need
from triage.casework.record import Age
from triage.casework.review import LeavingReason, ReviewOutcome
from triage.casework.roles import AccountRole, Discipline, Involved
from triage.casework.views import View
from triage.dossier import activity, check
from triage.dossier.operations import (
    answers,
    assessments,
    cases,
    conferences,
    decisions,
    readiness,
    reviews,
    rights,
    second_looks,
    tasks,
)
from triage.dossier.store import Dossier
from triage.errors import InputError
from triage.weighing.result import Use
from triage.wording import DUTCH

GIVEN = {
    "age": Answer(Decimal(15)),
    "hit": Answer("yes"),
    "structure": Answer("seldom"),
    "adult": Answer("no"),
    "exploited": Answer("no"),
}
PRESENT = (AccountRole.CHAIR, Discipline.POLICE, Discipline.YOUTH_CARE)


@pytest.fixture
def at(tmp_path: Path) -> Iterator[House]:
    """A house in practice mode with the small framework in use."""
    with house(tmp_path, real=False) as found:
        yield found


def answer_all(dossier: Dossier, case: str, look: str = "", **others: Answer) -> None:
    """Answer every question."""
    for item, answer in {**GIVEN, **others}.items():
        answers.give_answer(dossier, case, SHA, item, answer, look=look)


def refer(at: House) -> str:
    """A case that was referred by the police, of a youth of fifteen, and what the youth and the parents think."""
    today = at.director.today()
    code = cases.make_case(at.director).id
    cases.fill_gate(at.director, code, GATE)
    cases.set_age(at.director, code, Age(15, today))
    rights.record_view(at.director, View(code, Involved.YOUTH, "Ik wil weer naar school gaan.", "", today))
    why = "De ouders wilden hierover niets zeggen aan de procesregisseur."
    rights.record_view(at.director, View(code, Involved.PARENTS, "", why, today))
    return code


def decide(at: House, assessment: str, code: str, ends_on: date) -> str:
    """A conference that decides, tells youth and parents, and agrees on a task. The id of the decision."""
    today = at.director.today()
    conference = conferences.plan(at.director, today).id
    conferences.set_agenda(at.director, conference, [code])
    conferences.set_attendance(at.director, conference, [Attendance(who, True) for who in PRESENT])
    as_entered = taken(decided_on=today, ends_on=ends_on, attendance=PRESENT[1:], conference=conference)
    decision = decisions.decide(at.chair, assessment, as_entered).id
    conferences.write_minutes(at.director, conference, code, "School en coach maken samen een plan voor de komende maanden.")
    conferences.finish(at.chair, conference)
    for to in Involved:
        rights.record_notice(at.director, Notice("", code, to, True, today, on=today, how=Way.IN_PERSON))
    tasks.add(at.director, code, "Kennismaken met de coach", Discipline.YOUTH_CARE, today)
    return decision


def test_a_case_goes_from_referral_to_leaving(at: House) -> None:
    for need in Need:
        readiness.record(at.director, need, ready().of(need))
    code = refer(at)

    # the first assessment: nothing shows before the own assessment
    first = assessments.start(at.director, code, SHA, AssessmentKind.FIRST, at.director.today()).id
    answer_all(at.director, code)
    with pytest.raises(InputError, match="eigen inschatting ontbreekt"):
        assessments.outcome(at.director, first)
    assessments.record_own(at.director, first, "light", WHY)

    # somebody else scores it blind, and both see where they differ
    second = second_looks.second_look(at.second, first).id
    assert cases.open_case(at.second, code).answers == ()
    answer_all(at.second, code, look=second, structure=Answer("daily"))
    assessments.record_own(at.second, second, "nothing", OTHER_WHY)
    for dossier, assessment in ((at.director, first), (at.second, second)):
        assessments.outcome(dossier, assessment)
        assessments.seal(dossier, assessment)
    differences = second_looks.differences(at.chair, first, second)
    assert [pair.item for pair in differences.differing] == ["structure"]
    assert differences.advice == (("focused",), ("nothing",))

    # the conference decides
    decision = decide(at, first, code, date(2027, 5, 1))
    assert decisions.in_force(at.overseer, code) == cases.open_case(at.overseer, code).decisions[0]
    sealed = at.assessment(first)

    # the youth contests an answer: it carries no sure point until it is settled
    today = at.director.today()
    contest = rights.contest(at.director, Contest("", code, Involved.YOUTH, "hit", None, "Dat was een ander.", today)).id
    reviews.review(at.director, code, ReviewOutcome.WEIGH_AGAIN, "De jongere betwist een antwoord dat zwaar meetelt.", today)
    again = assessments.reweigh(at.director, code, SHA, today).id
    assert assessments.carried_over(at.director, again).kept == tuple(GIVEN)
    assessments.record_own(at.director, again, "light", OTHER_WHY)
    assert assessments.outcome(at.director, again).item("hit").use is Use.CONTESTED
    assert len(assessments.outcome(at.director, again).possible) > 1
    checked = Settlement(Discipline.POLICE, SettlementOutcome.WITHDRAWN, "De politie zag in haar systeem dat het een ander was.", today)
    rights.settle(at.director, contest, checked)
    assessments.outcome(at.director, again)
    assessments.seal(at.director, again)
    assert at.assessment(first) == sealed
    assert assessments.sealed_weighing(at.overseer, first).possible == ("focused",)

    # it leaves when the decision has done its work
    at.clock.later(days=100)
    today = at.director.today()
    reviews.review(at.director, code, ReviewOutcome.LEAVES, "De jongere gaat elke dag naar school en heeft werk.", today)
    reviews.leave(at.director, code, LeavingReason.GOALS_REACHED, "De jongere gaat elke dag naar school en heeft werk.", today)
    with pytest.raises(InputError, match="uitgestroomd"):
        assessments.reweigh(at.director, code, SHA, today)
    assert decisions.lapsed(at.director) == ()

    assert_whole_and_told(at, code, decision)


def assert_whole_and_told(at: House, code: str, decision: str) -> None:
    """The dossier is whole, tells what was done in its order, and reads as sentences to the end."""
    assert check.run(at.director) == ()
    done = [entry.action for entry in entries(at.director) if entry.case == code and entry.result == "done"]
    for before, after in (("own_assessment", "outcome_seen"), ("outcome_seen", "sealed"), ("sealed", "decided"), ("decided", "case_left")):
        assert done.index(before) < done.index(after)
    assert decision in {entry.object.partition("/")[2] for entry in entries(at.director)}
    told = [DUTCH.say(part) for line in activity.read_activity(at.overseer) for part in (line.sentence, *line.changes)]
    assert all(told)
    assert not [part for part in told if "None" in part or "{" in part]
