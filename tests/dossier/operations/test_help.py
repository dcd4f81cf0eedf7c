"""Help: chosen from the plan of a sealed assessment, and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.dossier.operations.making import CASE, CODE, SHA, TODAY, House, last, refused, registry
from triage.casework.choice import ConferenceRole
from triage.casework.record import Age
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole
from triage.dossier import undo
from triage.dossier.holdings import ChosenHelp
from triage.dossier.operations import frameworks
from triage.dossier.operations import help as help_operations
from triage.errors import InputError
from triage.wording import DUTCH

CHAIR = ConferenceRole.CHAIR


def chosen(at: House) -> tuple[ChosenHelp, ...]:
    """The help that was chosen."""
    with at.director.reading() as records:
        return records.of_case(ChosenHelp, CODE)


def test_the_lightest_that_fits_is_chosen_without_a_reason_and_taken_back(at: House) -> None:
    sealed = at.sealed()
    plan = help_operations.plan(at.director, sealed.id, registry())
    option = plan.lightest[0].help
    change = help_operations.choose(at.director, sealed.id, option.id, CHAIR, registry())
    assert last(at.director) == ("help_chosen", CODE, f"help/{change.id}", "done")
    kept = ChosenHelp(change.id, CODE, sealed.id, option.id, DUTCH.say(option.title), CHAIR, TODAY, "", "", None)
    assert chosen(at) == (kept,)
    with refused(at.director, "Deze hulp is al gekozen."):
        help_operations.choose(at.director, sealed.id, option.id, CHAIR, registry())
    help_operations.drop(at.director, change.id)
    assert last(at.director) == ("help_dropped", CODE, f"help/{change.id}", "done")
    assert chosen(at) == ()
    undo.undo(at.director)
    assert chosen(at) == (kept,)


def test_what_does_not_fit_is_not_chosen(at: House) -> None:
    sealed = at.sealed()
    with pytest.raises(InputError):
        help_operations.choose(at.director, sealed.id, "basta", CHAIR, registry())
    with refused(at.director, "Deze hulp staat niet in de lijst."):
        help_operations.choose(at.director, sealed.id, "prison", CHAIR, registry())
    with refused(at.director, "Hier staat een e-mailadres."):
        help_operations.choose(at.director, sealed.id, "ajb", CHAIR, registry(), reason="De school wil dit, vraag het aan jan@example.org.")
    assert chosen(at) == ()


def test_no_help_is_chosen_where_nothing_is_weighed(at: House) -> None:
    sealed = at.sealed()
    option = help_operations.plan(at.director, sealed.id, registry()).lightest[0].help.id
    left = replace(CASE, leaving=Leaving(LeavingReason.MOVED, "Verhuisd.", TODAY, AccountRole.CHAIR))
    for record, problem in (
        (left, "Deze casus is uitgestroomd."),
        (replace(CASE, age=Age(11, TODAY)), "De jongere is, of was kortgeleden, jonger dan twaalf."),
    ):
        at.put(record)
        with refused(at.director, problem):
            help_operations.choose(at.director, sealed.id, option, CHAIR, registry())
    at.put(CASE)
    suspended = frameworks.suspend_framework(at.keeper, SHA, "De vraag naar geweld is dubbelzinnig en wordt nagekeken.")
    with refused(at.director, "Dit kader is buiten gebruik."):
        help_operations.choose(at.director, sealed.id, option, CHAIR, registry())
    frameworks.lift(at.keeper, suspended.id)
    help_operations.choose(at.director, sealed.id, option, CHAIR, registry())


def test_before_the_outcome_there_is_no_plan_and_before_the_seal_no_choice(at: House) -> None:
    begun = at.start()
    with pytest.raises(InputError, match="eigen inschatting ontbreekt"):
        help_operations.plan(at.director, begun.id, registry())
    with refused(at.director, "Deze beoordeling is nog niet vastgelegd."):
        help_operations.choose(at.director, begun.id, "ajb", CHAIR, registry())
    with refused(at.director, "Deze hulp is niet gekozen."):
        help_operations.drop(at.director, "x")
