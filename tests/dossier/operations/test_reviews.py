"""Looking again, and leaving."""

from __future__ import annotations

from tests.dossier.operations.making import CODE, TODAY, House, last, notices, refused, taken
from triage.casework.record import CaseRecord
from triage.casework.review import Leaving, LeavingReason, Review, ReviewOutcome
from triage.casework.roles import AccountRole
from triage.dossier import undo
from triage.dossier.actions import Action
from triage.dossier.operations import decisions, reviews

WHY = "School gaat beter en de coach wil nog twee maanden door."


def test_a_case_stays_only_by_a_decision_that_holds(at: House) -> None:
    with refused(at.director, "Er is nog geen besluit dat kan blijven gelden."):
        reviews.review(at.director, CODE, ReviewOutcome.STAYS, WHY, TODAY)
    decisions.decide(at.director, at.sealed().id, taken())
    change = reviews.review(at.director, CODE, ReviewOutcome.STAYS, WHY, TODAY)
    assert last(at.director) == ("reviewed", CODE, f"review/{change.id}", "done")
    with at.director.reading() as records:
        assert records.of_case(Review, CODE) == (Review(change.id, CODE, TODAY, ReviewOutcome.STAYS, WHY, AccountRole.DIRECTOR),)
    at.clock.later(days=200)
    with refused(at.director, "Het besluit is vervallen. Het wordt niet verlengd."):
        reviews.review(at.director, CODE, ReviewOutcome.STAYS, WHY, TODAY)
    reviews.review(at.director, CODE, ReviewOutcome.WEIGH_AGAIN, WHY, TODAY)
    assert undo.undoable(at.director) is None


def test_a_case_leaves_with_a_reason_once_everybody_was_told(at: House) -> None:
    untold = "Er staat niet of en hoe is verteld dat dit programma is gebruikt."
    with refused(at.director, "De reden is nog niet gekozen.", "Dit is nog niet ingevuld.", untold, untold):
        reviews.leave(at.director, CODE, None, "", TODAY)
    at.put(*notices(), action=Action.NOTICE_RECORDED)
    reviews.leave(at.director, CODE, LeavingReason.GOALS_REACHED, WHY, TODAY)
    assert last(at.director) == ("case_left", CODE, f"case/{CODE}", "done")
    with at.director.reading() as records:
        record = records.get(CaseRecord, CODE)
    assert record is not None
    assert record.leaving == Leaving(LeavingReason.GOALS_REACHED, WHY, TODAY, AccountRole.DIRECTOR)
    with refused(at.director, "Deze casus is uitgestroomd."):
        reviews.leave(at.director, CODE, LeavingReason.GOALS_REACHED, WHY, TODAY)
    with refused(at.director, "Deze casus is uitgestroomd."):
        reviews.review(at.director, CODE, ReviewOutcome.WEIGH_AGAIN, WHY, TODAY)
