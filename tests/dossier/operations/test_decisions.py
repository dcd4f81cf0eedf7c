"""Decisions: on a sealed assessment, apart from its advice, with everything they need, and never prolonged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.dossier import headers
from tests.dossier.making import KEY
from tests.dossier.operations.making import CODE, OTHER_WHY, SHA, TODAY, House, last, notices, refused, taken
from triage.cases.case import Answer
from triage.casework.conference import Attendance
from triage.casework.contest import Contest
from triage.casework.decision import Decision, Lighter, Reader, Reason
from triage.casework.review import LeavingReason
from triage.casework.roles import AccountRole, Discipline, Involved
from triage.dossier import undo
from triage.dossier.actions import Action
from triage.dossier.header import signed, write_header
from triage.dossier.operations import assessments, conferences, decisions, frameworks, reviews, second_looks
from triage.dossier.operations.decisions import Lapsed
from triage.errors import InputError


def decided(at: House, id_: str) -> Decision:
    """A decision as it is kept."""
    with at.director.reading() as records:
        found = records.get(Decision, id_)
    assert found is not None
    return found


def test_a_decision_keeps_the_advice_of_then_apart_from_what_was_chosen(at: House) -> None:
    sealed = at.sealed()
    change = decisions.decide(at.director, sealed.id, taken())
    assert (set(change.kinds), change.undo) == ({"decision"}, False)
    assert last(at.director) == ("decided", CODE, f"decision/{change.id}", "done")
    kept = decided(at, change.id)
    assert (kept.advice, kept.chosen, kept.account, kept.decided_by) == (("focused",), "focused", "procesregisseur-1", AccountRole.DIRECTOR)
    assert decisions.in_force(at.overseer, CODE) == kept
    assert at.assessment(sealed.id) == sealed


def test_nothing_is_decided_on_what_is_not_sealed_or_by_somebody_else(at: House) -> None:
    begun = at.judged()
    with refused(at.director, "Deze beoordeling is nog niet vastgelegd."):
        decisions.decide(at.director, begun.id, taken())
    sealed = at.seal(begun)
    with pytest.raises(InputError, match="hoort niet bij uw rol"):
        decisions.decide(at.keeper, sealed.id, taken())
    assert last(at.keeper) == ("decided", CODE, "", "refused")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"reason": Reason((), "Conform advies.")}, "Er is nog geen feit genoemd."),
        ({"lighter": None}, "Er staat niet waarom “Lichte hulp” niet genoeg is."),
        ({"chair_present": False}, "Er is geen voorzitter."),
        ({"attendance": (Discipline.POLICE, Discipline.EDUCATION)}, "Er is niemand uit de zorg."),
        ({"ends_on": date(2027, 9, 1)}, "Zo lang mag dit besluit niet gelden."),
        ({"best_interests": None}, "Dit is nog niet ingevuld."),
        ({"exit_conditions": "Bel 06-12345678 als het goed gaat."}, "Hier staat een telefoonnummer."),
    ],
)
def test_every_rule_of_a_decision_is_asked(at: House, changes: dict[str, Any], problem: str) -> None:
    sealed = at.sealed()
    with pytest.raises(InputError, match=problem.rstrip(".")):
        decisions.decide(at.director, sealed.id, taken(**changes))
    assert decisions.in_force(at.director, CODE) is None


def test_everything_that_is_wrong_is_said_at_once(at: House) -> None:
    sealed = at.sealed()
    with refused(at.director, "Er is geen voorzitter.", "De einddatum is nog niet ingevuld."):
        decisions.decide(at.director, sealed.id, taken(chair_present=False, ends_on=None))


def test_heavier_than_advised_asks_for_a_second_reader(at: House) -> None:
    begun = at.judged()
    assessments.outcome(at.director, begun.id)
    at.answer(begun, hit=Answer("no"))
    assessments.outcome(at.director, begun.id)
    assessments.seal(at.director, begun.id)
    lighter = Lighter("light", "Jongerenwerk probeerde het al een half jaar zonder dat er iets veranderde.")
    with pytest.raises(InputError, match="tweede lezer"):
        decisions.decide(at.director, begun.id, taken(lighter=lighter))
    write_header(at.director.places, signed(headers.house().header, KEY))
    change = decisions.decide(at.director, begun.id, taken(lighter=lighter, second_reader=Reader(AccountRole.CHAIR, "voorzitter-1")))
    assert decided(at, change.id).advice == ("light",)


@pytest.mark.parametrize(
    ("reader", "problem"),
    [
        (Reader(AccountRole.CHAIR, "voorzitter-2"), "Dit account is er niet."),
        (Reader(AccountRole.DIRECTOR, "procesregisseur-2"), "Dit account is er niet."),
        (Reader(AccountRole.DIRECTOR, "voorzitter-1"), "Dit account heeft een andere rol."),
        (Reader(Discipline.POLICE, "voorzitter-1"), "Dit account heeft een andere rol."),
        (Reader(AccountRole.DIRECTOR, "procesregisseur-1"), "De tweede lezer is dezelfde als wie het besluit vastlegt."),
    ],
)
def test_a_second_reader_with_an_account_is_somebody_of_this_dossier(at: House, reader: Reader, problem: str) -> None:
    write_header(at.director.places, signed(headers.house().header, KEY))
    sealed = at.sealed()
    with refused(at.director, problem):
        decisions.decide(at.director, sealed.id, taken(second_reader=reader))


def test_a_decision_is_not_undone_and_nothing_before_it_either(at: House) -> None:
    decisions.decide(at.director, at.sealed().id, taken())
    assert undo.undoable(at.director) is None


def test_a_second_decision_asks_for_a_new_weighing(at: House) -> None:
    sealed = at.sealed()
    decisions.decide(at.director, sealed.id, taken())
    with refused(at.director, "Na het vorige besluit is niet opnieuw gewogen. Een besluit wordt niet verlengd."):
        decisions.decide(at.director, sealed.id, taken())


def test_a_decision_is_put_right_by_a_new_one_that_lasts_no_longer(at: House) -> None:
    sealed = at.sealed()
    old = decisions.decide(at.director, sealed.id, taken()).id
    with refused(at.director, "Een verbetering verlengt het besluit niet."):
        decisions.correct_decision(at.director, old, taken(ends_on=date(2027, 5, 20)))
    new = decisions.correct_decision(at.director, old, taken(ends_on=date(2027, 4, 1))).id
    assert decided(at, new).corrects == old
    assert decisions.in_force(at.director, CODE) == decided(at, new)
    with pytest.raises(InputError, match="Dit besluit is al verbeterd"):
        decisions.correct_decision(at.director, old, taken(ends_on=date(2027, 4, 1)))


def test_after_its_end_date_a_decision_lapsed(at: House) -> None:
    change = decisions.decide(at.director, at.sealed().id, taken())
    at.clock.later(days=151)
    assert decisions.lapsed(at.director) == ()
    at.clock.later(days=1)
    assert decisions.lapsed(at.overseer) == (Lapsed(CODE, decided(at, change.id).ends_on),)
    with pytest.raises(InputError, match="hoort niet bij uw rol"):
        decisions.lapsed(at.keeper)
    at.put(*notices(), action=Action.NOTICE_RECORDED)
    reviews.leave(at.director, CODE, LeavingReason.GOALS_REACHED, "De doelen zijn bereikt en school gaat weer goed.", at.director.today())
    assert decisions.lapsed(at.director) == ()


def test_nothing_is_decided_on_what_was_contested_since_the_seal(at: House) -> None:
    sealed = at.sealed()
    at.put(Contest("c1", CODE, Involved.YOUTH, "hit", None, "Dat was een ander.", TODAY), action=Action.CONTESTED)
    reason = Reason(("hit",), OTHER_WHY)
    for facts in (("hit",), ("hit", "structure")):
        with refused(at.director, "Sinds het vastleggen is een antwoord of feit betwist, verbeterd of eruit gehaald."):
            decisions.decide(at.director, sealed.id, taken(reason=replace(reason, facts=facts)))


def test_by_a_suspended_framework_nothing_is_decided(at: House) -> None:
    sealed = at.sealed()
    frameworks.suspend_framework(at.keeper, SHA, "De vraag naar geweld is dubbelzinnig en wordt nagekeken.")
    with refused(at.director, "Dit kader is buiten gebruik."):
        decisions.decide(at.director, sealed.id, taken())


def test_whoever_looks_blind_neither_decides_nor_reads_a_decision(at: House) -> None:
    sealed = at.sealed()
    second_looks.second_look(at.chair, sealed.id)
    with refused(at.chair, "Dit is nog niet voor u: u of een ander geeft een blinde tweede blik."):
        decisions.decide(at.chair, sealed.id, taken())
    with refused(at.chair, "U geeft een blinde tweede blik op deze casus."):
        decisions.in_force(at.chair, CODE)


def test_reading_a_decision_is_for_who_reads_cases_and_leaves_a_line(at: House) -> None:
    decisions.decide(at.director, at.sealed().id, taken())
    assert decisions.in_force(at.overseer, CODE) is not None
    assert last(at.overseer) == ("case_opened", CODE, "", "done")
    with pytest.raises(InputError, match="hoort niet bij uw rol"):
        decisions.in_force(at.keeper, CODE)
    assert last(at.keeper) == ("case_opened", CODE, "", "refused")


def test_a_decision_of_a_conference_stands_in_its_minutes(at: House) -> None:
    sealed = at.sealed()
    conference = conferences.plan(at.director, TODAY).id
    with refused(at.director, "Deze casus stond niet op de agenda van dat overleg.", "Bij dat overleg waren anderen aanwezig."):
        decisions.decide(at.director, sealed.id, taken(conference=conference))
    conferences.set_agenda(at.director, conference, [CODE])
    there = (AccountRole.CHAIR, Discipline.POLICE, Discipline.YOUTH_CARE, Discipline.EDUCATION)
    conferences.set_attendance(at.director, conference, [Attendance(who, True) for who in there])
    change = decisions.decide(at.director, sealed.id, taken(conference=conference))
    assert set(change.kinds) == {"decision", "minutes"}
    (item,) = conferences.with_minutes(at.director, conference).agenda
    assert (item.discussed, item.decision) == (True, change.id)


def test_no_decision_is_made_on_another_day_than_it_can_be(at: House) -> None:
    sealed = at.sealed()
    with refused(at.director, "De datum ligt in de toekomst."):
        decisions.decide(at.director, sealed.id, taken(decided_on=TODAY + timedelta(days=3)))


def test_a_decision_is_of_the_day_of_its_conference(at: House) -> None:
    sealed, held = at.sealed(), conferences.plan(at.director, TODAY - timedelta(days=30)).id
    conferences.set_agenda(at.director, held, [CODE])
    with pytest.raises(InputError, match="op een andere dag dan het besluit"):
        decisions.decide(at.director, sealed.id, taken(conference=held))
