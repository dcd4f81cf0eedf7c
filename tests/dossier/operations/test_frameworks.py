"""Frameworks: two accounts with two roles, the exact text, and out of use when somebody says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.dossier.operations.making import CASE, CODE, SHA, SMALL, TODAY, changed, house, last, refused, registry
from triage.cases.case import Answer
from triage.casework.assessment import AssessmentKind
from triage.casework.readiness import Readiness
from triage.casework.suspension import Suspension
from triage.dossier import schema
from triage.dossier.actions import Action
from triage.dossier.holdings import FrozenFramework
from triage.dossier.kinds import THE_ONE
from triage.dossier.operations import answers, assessments, frameworks
from triage.dossier.store import Dossier
from triage.errors import InputError
from triage.weighing.receipt import fingerprint
from triage.wording import DUTCH

DRAFT = changed(
    ("status: adopted", "status: draft"),
    ("adoption: {by: [stuurgroep, functionaris gegevensbescherming], on: 2026-09-01, evaluate_before: 2027-09-01}\n", ""),
)
WHY = "De vraag naar geweld is dubbelzinnig en wordt nagekeken."


def suspensions(dossier: Dossier) -> tuple[Suspension, ...]:
    """All of them."""
    with dossier.reading() as records:
        return records.every(Suspension)


def test_a_framework_is_used_after_two_accounts_with_two_roles_approved_it(tmp_path: Path) -> None:
    with house(tmp_path, adopted=False) as at:
        change = frameworks.propose(at.keeper, SMALL, "small.yaml", registry())
        assert (set(change.kinds), change.id, change.undo) == ({"framework"}, SHA, False)
        assert last(at.keeper) == ("framework_proposed", "", f"framework/{SHA}", "done")
        assert frameworks.in_use(at.keeper) == ()
        frameworks.adopt(at.director, SHA)
        assert last(at.director) == ("framework_adopted", "", f"framework/{SHA}", "done")
        (frozen,) = frameworks.in_use(at.keeper)
    assert (frozen.text.encode(), frozen.version, frozen.name) == (SMALL, "1.0.0", "small-1.0.0.yaml")
    assert frozen.adopted is not None
    assert {frozen.proposed.role, frozen.adopted.role} == {"kaderbeheerder", "procesregisseur"}


def test_nobody_adopts_what_they_proposed_or_what_their_own_role_proposed(tmp_path: Path) -> None:
    with house(tmp_path, adopted=False) as at:
        frameworks.propose(at.director, SMALL, "small.yaml", registry())
        with refused(at.director, "U hebt dit kader zelf voorgesteld."):
            frameworks.adopt(at.director, SHA)
        with refused(at.second, "Wie dit kader voorstelde, heeft dezelfde rol als u."):
            frameworks.adopt(at.second, SHA)
        frameworks.adopt(at.chair, SHA)
        with refused(at.keeper, "Dit kader is al vastgesteld."):
            frameworks.adopt(at.keeper, SHA)
        with refused(at.keeper, "Dit kader staat al in het dossier."):
            frameworks.propose(at.keeper, SMALL, "small.yaml", registry())


def test_a_draft_is_for_practice_only(tmp_path: Path) -> None:
    problem = "Dit kader is nog een concept. Dat kan alleen in de oefenstand."
    with house(tmp_path, adopted=False) as at:
        with refused(at.keeper, problem):
            frameworks.propose(at.keeper, DRAFT, "small.yaml", registry())
        with at.director.writing(Action.READINESS_CHANGED) as writing:
            writing.put(Readiness())
        frameworks.propose(at.keeper, DRAFT, "small.yaml", registry())
        with at.director.reading() as records:
            kept = records.get(Readiness, THE_ONE)
        assert kept == Readiness()


def test_in_practice_mode_no_real_case_is_weighed_further(tmp_path: Path) -> None:
    problem = "De oefenstand staat aan. Een echte casus wordt nu niet gewogen."
    with house(tmp_path) as at:
        at.put(Readiness(), action=Action.READINESS_CHANGED)
        with refused(at.director, problem):
            answers.give_answer(at.director, CODE, SHA, "hit", Answer("yes"))
        with refused(at.director, problem):
            assessments.start(at.director, CODE, SHA, AssessmentKind.FIRST, TODAY)
        at.put(replace(CASE, practice=True))
        answers.give_answer(at.director, CODE, SHA, "hit", Answer("yes"))


def test_what_reading_or_review_refuses_does_not_come_in(tmp_path: Path) -> None:
    with house(tmp_path, adopted=False) as at:
        with refused(at.keeper, "Dit programma leest alleen kaders met 'format: 1'."):
            frameworks.propose(at.keeper, SMALL.replace(b"format: 1", b"format: 2"), "small.yaml", registry())
        with pytest.raises(InputError):
            frameworks.propose(at.keeper, SMALL.replace(b"advice: focused", b"advice: light"), "small.yaml", registry())


def test_no_number_of_a_person_comes_in_with_a_framework_not_even_in_a_comment(tmp_path: Path) -> None:
    with house(tmp_path, adopted=False) as at:
        with refused(at.keeper, "Op regel 1 staat een burgerservicenummer (BSN)."):
            frameworks.propose(at.keeper, b"# BSN 111222333\n" + SMALL, "small.yaml", registry())
        with refused(at.keeper, "Op regel 2 staat een telefoonnummer.", "Op regel 2 staat een e-mailadres."):
            frameworks.propose(at.keeper, b"# Vragen?\n# 06-12345678, jan@example.org\n" + SMALL, "small.yaml", registry())


def test_one_letter_more_is_another_framework(tmp_path: Path) -> None:
    with house(tmp_path, adopted=False) as at:
        at.adopt()
        other = changed()
        with refused(at.director, "Dit kader staat niet in het dossier."):
            frameworks.adopt(at.director, fingerprint(other))
        at.adopt(other)
        assert {one.version for one in frameworks.in_use(at.director)} == {"1.0.0", "1.1.0"}


def test_a_text_that_was_changed_in_the_file_is_not_used(tmp_path: Path) -> None:
    with house(tmp_path, adopted=False) as at:
        at.adopt()
        table = schema.RECORDS["framework"]
        with at.director.reading() as records:
            frozen = records.get(FrozenFramework, SHA)
        assert frozen is not None
        with at.director.engine.begin() as connection:
            row = connection.exec_driver_sql('SELECT body FROM "framework"').scalar_one()
            connection.execute(update(table).values(body=row.replace("laag", "leeg")))
        assert frameworks.opened(at.director, SHA).sha256 == SHA
        with pytest.raises(InputError, match="veranderd"):
            frameworks.opened(at.keeper, SHA)


def test_an_opened_framework_is_kept_and_only_a_few_of_them(tmp_path: Path) -> None:
    with house(tmp_path, adopted=False) as at:
        at.adopt()
        assert frameworks.opened(at.chair, SHA) is frameworks.opened(at.chair, SHA)
        for number in range(frameworks.MOST_OPEN):
            at.chair.frameworks[str(number)] = frameworks.opened(at.director, SHA)
        at.chair.frameworks.pop("0")
        frameworks.opened(at.chair, at.adopt(changed()))
        assert len(at.chair.frameworks) == frameworks.MOST_OPEN


def test_a_framework_out_of_use_comes_back_when_the_keeper_lifts_it(tmp_path: Path) -> None:
    with house(tmp_path, adopted=False) as at:
        at.adopt()
        change = frameworks.suspend_framework(at.director, SHA, WHY)
        assert last(at.director) == ("framework_suspended", "", f"suspension/{change.id}", "done")
        assert frameworks.in_use(at.director) == ()
        with refused(at.director, "Dit kader is buiten gebruik."):
            frameworks.suspend_framework(at.director, SHA, WHY)
        with pytest.raises(InputError, match="hoort niet bij uw rol"):
            frameworks.lift(at.director, change.id)
        frameworks.lift(at.keeper, change.id)
        assert last(at.keeper) == ("suspension_lifted", "", f"suspension/{change.id}", "done")
        assert len(frameworks.in_use(at.director)) == 1
        with refused(at.keeper, "Dit is al weer in gebruik."):
            frameworks.lift(at.keeper, change.id)


def test_a_question_out_of_use_leaves_the_framework_in_use(tmp_path: Path) -> None:
    with house(tmp_path, adopted=False) as at:
        at.adopt()
        frameworks.suspend_item(at.keeper, SHA, "hit", WHY)
        assert last(at.keeper)[0] == "item_suspended"
        assert len(frameworks.in_use(at.director)) == 1
        with refused(at.keeper, "Deze vraag is al buiten gebruik."):
            frameworks.suspend_item(at.keeper, SHA, "hit", WHY)
        with refused(at.keeper, "Deze vraag beschermt de jongere en gaat niet apart buiten gebruik."):
            frameworks.suspend_item(at.keeper, SHA, "exploited", WHY)
        with refused(at.keeper, "Dit is nog niet ingevuld."):
            frameworks.suspend_item(at.keeper, SHA, "adult", "")
        (kept,) = suspensions(at.keeper)
    assert (kept.item, DUTCH.say(kept.by)) == ("hit", "kaderbeheerder")
