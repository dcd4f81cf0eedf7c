"""The facts of a case: one list, with who gave it and as of when; an empty list is an answer too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.dossier.operations.making import CASE, CODE, TODAY, House, house, last, refused, registry
from triage.cases.case import Fact
from triage.casework.contest import Contest
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole, Involved
from triage.dossier import undo
from triage.dossier.holdings import FactsKnown
from triage.dossier.operations import facts, rights
from triage.errors import InputError
from triage.framework.vocabulary import FactStatus, Partner
from triage.periods import Period
from triage.wording import DUTCH

NOW = Period.quarter(2026, 4)
FIRST = Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED, Partner.POLICE)
SECOND = replace(FIRST, when=Period.quarter(2026, 2), status=FactStatus.SUSPECTED)
THIRD = replace(FIRST, when=Period.quarter(2026, 3))
KINDS = registry().fact_kinds
NOT_BEFORE_TWELVE = "Dit is van vóór de twaalfde verjaardag. Onder de twaalf jaar is niemand strafbaar."
CONTESTED = "Dit feit is betwist en nog niet nagegaan."


def known(at: House) -> FactsKnown | None:
    """The list as it is."""
    with at.director.reading() as records:
        return records.get(FactsKnown, CODE)


def there(at: House) -> tuple[Fact, ...]:
    """The facts as they are."""
    found = known(at)
    assert found is not None
    return found.facts


def with_three(at: House) -> None:
    """Three facts."""
    facts.record_facts(at.director, CODE, (FIRST, SECOND, THIRD), Partner.POLICE, NOW, KINDS)


def contest_of(at: House, number: int) -> str:
    """Somebody contests a fact; the id of the contest."""
    return rights.contest(at.director, Contest("", CODE, Involved.YOUTH, None, number, "Dat was ik niet.", TODAY)).id


def test_no_facts_is_an_answer_with_source_and_quarter(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        assert known(at) is None
        change = facts.record_facts(at.director, CODE, (), Partner.POLICE, NOW, KINDS)
        assert known(at) == FactsKnown(CODE, (), Partner.POLICE, NOW)
        assert (change.kinds, change.undo, DUTCH.say(change.text)) == (frozenset({"facts"}), True, "Opgeslagen: geen feiten.")
        assert last(at.director) == ("facts_changed", CODE, f"facts/{CODE}", "done")
        undo.undo(at.director)
        assert known(at) is None


def test_a_fact_is_added_at_the_end_and_taken_out_by_its_number(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with refused(at.director, "Van deze casus is nog geen lijst met feiten."):
            facts.add_fact(at.director, CODE, FIRST, KINDS)
        with_three(at)
        facts.remove_fact(at.director, CODE, 2)
        assert there(at) == (FIRST, THIRD)
        facts.add_fact(at.director, CODE, SECOND, KINDS)
        assert there(at) == (FIRST, THIRD, SECOND)
        undo.undo(at.director)
        undo.undo(at.director)
        assert there(at) == (FIRST, SECOND, THIRD)
        for number in (0, 4):
            with refused(at.director, "Dit feit is er niet."):
                facts.remove_fact(at.director, CODE, number)


def test_everything_that_is_wrong_in_a_list_is_said_at_once(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        problems = (
            "Dit kwartaal is nog niet begonnen.",
            "Dit soort feit staat niet in de lijst.",
            "Dit is geen heel kwartaal.",
            NOT_BEFORE_TWELVE,
        )
        wrong = (
            replace(FIRST, kind="moord op straat"),
            replace(FIRST, when=Period.day(TODAY)),
            replace(FIRST, when=Period.quarter(2022, 3)),
        )
        with refused(at.director, *problems):
            facts.record_facts(at.director, CODE, wrong, Partner.POLICE, Period.quarter(2027, 1), KINDS)
        facts.record_facts(at.director, CODE, (FIRST,), Partner.POLICE, NOW, KINDS)
        with refused(at.director, NOT_BEFORE_TWELVE):
            facts.add_fact(at.director, CODE, replace(FIRST, when=Period.quarter(2022, 3)), KINDS)


def test_without_an_age_an_early_fact_is_taken_in_and_the_age_is_refused_later(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        at.put(replace(CASE, age=None))
        facts.record_facts(at.director, CODE, (replace(FIRST, when=Period.quarter(2022, 3)),), Partner.POLICE, NOW, KINDS)
        assert len(there(at)) == 1


def test_a_contested_fact_is_changed_by_settling_only(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with_three(at)
        contest_of(at, 2)
        with refused(at.director, CONTESTED):
            facts.remove_fact(at.director, CODE, 2)
        with refused(at.director, "Een feit is betwist en nog niet nagegaan."):
            facts.record_facts(at.director, CODE, (), Partner.POLICE, NOW, KINDS)
        facts.add_fact(at.director, CODE, FIRST, KINDS)


def test_taking_out_a_fact_keeps_the_contest_at_the_fact_it_is_about(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with_three(at)
        contest = contest_of(at, 3)
        facts.remove_fact(at.director, CODE, 1)
        assert there(at) == (SECOND, replace(THIRD, contested=True))
        with at.director.reading() as records:
            found = records.get(Contest, contest)
        assert found is not None
        assert found.fact == 2
        with refused(at.director, CONTESTED):
            facts.remove_fact(at.director, CODE, 2)
        undo.undo(at.director)
        with at.director.reading() as records:
            assert [one.fact for one in records.every(Contest)] == [3]


def test_a_case_that_left_and_one_that_is_not_there_take_no_facts(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with refused(at.director, "Deze casus bestaat niet."):
            facts.record_facts(at.director, "9X-9XX", (), Partner.POLICE, NOW, KINDS)
        with_three(at)
        at.put(replace(CASE, leaving=Leaving(LeavingReason.MOVED, "Verhuisd naar elders.", TODAY, AccountRole.DIRECTOR)))
        with refused(at.director, "Deze casus is uitgestroomd."):
            facts.record_facts(at.director, CODE, (), Partner.POLICE, NOW, KINDS)
        with refused(at.director, "Deze casus is uitgestroomd."):
            facts.add_fact(at.director, CODE, FIRST, KINDS)
        with refused(at.director, "Deze casus is uitgestroomd."):
            facts.remove_fact(at.director, CODE, 1)


def test_an_overseer_changes_no_facts(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
            facts.record_facts(at.overseer, CODE, (), Partner.POLICE, NOW, KINDS)
        assert last(at.overseer) == ("facts_changed", CODE, "", "refused")
        assert known(at) is None
