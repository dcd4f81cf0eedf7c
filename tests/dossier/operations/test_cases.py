"""Cases: a random code, the gate, the age, everything of a case at once, and the list of them."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from tests.dossier.making import working
from tests.dossier.operations.making import CASE, CODE, GATE, SHA, START, TODAY, WHY, House, house, last, ready, refused
from triage.cases.case import Answer, Fact
from triage.cases.codes import is_code
from triage.casework.assessment import Assessment
from triage.casework.contest import Contest
from triage.casework.gate import NO_GATE, Gate, NationalCriterion
from triage.casework.record import Age, CaseRecord
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole, Involved
from triage.dossier import undo
from triage.dossier.actions import Action
from triage.dossier.holdings import AnswerGiven, FactsKnown, Paper, Settings, WayOut
from triage.dossier.kinds import KINDS
from triage.dossier.operations import answers, assessments, cases, second_looks
from triage.dossier.operations.cases import CaseFile, CaseRow, Stage
from triage.dossier.records import no_case
from triage.dossier.store import Dossier
from triage.errors import InputError
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.wording import DUTCH

LEFT = replace(CASE, leaving=Leaving(LeavingReason.MOVED, "Verhuisd naar het noorden.", TODAY, AccountRole.DIRECTOR))
FACT = Fact("robbery", Period.quarter(2026, 3), FactStatus.CONVICTED, Partner.POLICE)


def record(dossier: Dossier, code: str = CODE) -> CaseRecord:
    """A case as it is."""
    with dossier.reading() as records:
        found = records.get(CaseRecord, code)
    assert found is not None
    return found


def test_a_new_case_has_a_random_code_a_day_on_which_it_goes_and_nothing_else(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        change = cases.make_case(dossier)
        made = record(dossier, change.id)
        assert is_code(made.code)
        assert made == CaseRecord(made.code, TODAY, True, date(2027, 12, 1))
        assert (change.kinds, change.undo, DUTCH.say(change.text)) == (frozenset({"case"}), False, f"Casus {made.code} is gemaakt.")
        assert last(dossier) == ("case_made", made.code, f"case/{made.code}", "done")


def test_the_same_input_twice_gives_two_codes(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        codes = {cases.make_case(dossier).id for _time in range(20)}
        assert len(codes) == 20


def test_a_case_is_for_practice_until_the_organisation_is_ready_and_stays_what_it_was(tmp_path: Path) -> None:
    with house(tmp_path, real=False) as at:
        practised = cases.make_case(at.director).id
        at.put(ready(), Settings(keep_months=6))
        real = cases.make_case(at.director).id
        assert [record(at.director, code).practice for code in (practised, real)] == [True, False]
        assert record(at.director, real).delete_on == date(2027, 6, 1)


def test_a_code_of_a_case_that_is_gone_is_never_used_again(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        dossier.random.seed(1)
        first = record(dossier, cases.make_case(dossier).id)
        with dossier.writing(Action.CASE_DELETED) as writing:
            writing.remove(first)
        dossier.random.seed(1)
        second = cases.make_case(dossier).id
        assert second != first.code
        dossier.random.seed(1)
        with dossier.reading() as records:
            third = cases.free_code(records, dossier.random)
            dossier.random.seed(1)
            assert len({first.code, second, third, cases.free_code(records, dossier.random, {third})}) == 4


def test_whoever_does_no_casework_makes_no_case(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        for dossier in (at.keeper, at.overseer):
            with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
                cases.make_case(dossier)
        assert last(at.overseer) == ("case_made", "", "", "refused")


def test_a_gate_is_filled_in_parts_and_says_when_it_is_whole(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        code = cases.make_case(at.director).id
        half = replace(GATE, ground=None, reason="  Gezien bij de garage. ", criteria=(NationalCriterion.K4, NationalCriterion.K1))
        change = cases.fill_gate(at.director, code, half)
        assert DUTCH.say(change.text) == "De voorpoort is opgeslagen. Die is nog niet compleet."
        kept = record(at.director, code).gate
        assert (kept.reason, kept.criteria) == ("Gezien bij de garage.", (NationalCriterion.K1, NationalCriterion.K4))
        assert last(at.director) == ("gate_filled", code, f"case/{code}", "done")
        change = cases.fill_gate(at.director, code, GATE)
        assert DUTCH.say(change.text) == "De voorpoort is compleet."
        assert change.undo
        undo.undo(at.director)
        undo.undo(at.director)
        assert record(at.director, code).gate == NO_GATE


def test_what_is_wrong_in_a_gate_is_refused_all_at_once(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with refused(at.director, "Hier staat een burgerservicenummer (BSN).", "Een jongere of ouder meldt niet zelf aan."):
            cases.fill_gate(at.director, CODE, Gate(partner=Partner.YOUTH, reason="Nummer 249566758."))
        with refused(at.director, "Deze casus bestaat niet."):
            cases.fill_gate(at.director, "9X-9XX", GATE)
        at.put(LEFT)
        with refused(at.director, "Deze casus is uitgestroomd."):
            cases.fill_gate(at.director, CODE, GATE)
        with refused(at.director, "Deze casus is uitgestroomd."):
            cases.set_age(at.director, CODE, Age(15, TODAY))


def test_an_age_is_in_whole_years_with_the_day_it_was_told(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        change = cases.set_age(at.director, CODE, Age(16, date(2026, 11, 1)))
        assert record(at.director).age == Age(16, date(2026, 11, 1))
        assert (change.kinds, change.undo) == (frozenset({"case"}), True)
        undo.undo(at.director)
        assert record(at.director).age == CASE.age
        with refused(at.director, "Dit is geen leeftijd in hele jaren.", "De dag waarop de leeftijd gold, ligt in de toekomst."):
            cases.set_age(at.director, CODE, Age(121, date(2027, 1, 1)))


def test_an_age_that_puts_a_fact_before_the_twelfth_birthday_is_refused(tmp_path: Path) -> None:
    early = replace(FACT, when=Period.quarter(2022, 4))
    with house(tmp_path) as at:
        at.put(FactsKnown(CODE, (FACT, early), Partner.POLICE, Period.quarter(2026, 4)))
        with refused(at.director, "Dit is van vóór de twaalfde verjaardag. Onder de twaalf jaar is niemand strafbaar."):
            cases.set_age(at.director, CODE, Age(14, TODAY))
        cases.set_age(at.director, CODE, Age(17, TODAY))


def test_opening_a_case_gives_all_of_it_and_leaves_a_line(tmp_path: Path) -> None:
    paper = Paper("p", CODE, "sheet", "f" * 64, "procesregisseur-1", "procesregisseur", START, WayOut.SAVED, "h")
    with house(tmp_path) as at:
        at.put(paper, FactsKnown(CODE, (FACT,), Partner.POLICE, Period.quarter(2026, 4)))
        sealed = at.sealed()
        file = cases.open_case(at.overseer, CODE)
        assert last(at.overseer) == ("case_opened", CODE, "", "done")
        assert (file.record, file.papers, file.blind) == (CASE, (paper,), False)
        assert len(file.answers) == 5
        assert file.facts is not None
        assert {view.of for view in file.views} == set(Involved)
        assert file.assessments == (replace(sealed, result=""),)


def test_no_file_of_a_case_holds_a_weighing(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        at.sealed()
        for dossier in (at.director, at.chair, at.overseer):
            assert [one.result for one in cases.open_case(dossier, CODE).assessments] == [""]


def test_an_unknown_case_is_not_opened_and_a_keeper_opens_none(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with refused(at.director, "Deze casus bestaat niet."):
            cases.open_case(at.director, "Jan de Vries")
        with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
            cases.open_case(at.keeper, CODE)
        assert last(at.keeper) == ("case_opened", CODE, "", "refused")


def test_the_second_who_opens_a_dossier_still_leaves_a_line(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        at.chair.alters = False
        assert cases.open_case(at.chair, CODE).record == CASE
        assert last(at.chair)[:2] == ("case_opened", CODE)


def blind_pair(at: House) -> Assessment:
    """A second look that somebody began; the first is sealed and a decision could be there."""
    first = at.sealed()
    change = second_looks.second_look(at.second, first.id)
    return at.assessment(change.id)


def test_whoever_gives_a_blind_second_look_sees_nothing_of_the_others(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        second = blind_pair(at)
        at.answer(second, at.second, hit=Answer("no"))
        mine = cases.open_case(at.second, CODE)
        assert mine.blind
        assert [(given.item, given.answer.value) for given in mine.answers] == [("hit", "no")]
        assert [one.id for one in mine.assessments] == [second.id]
        assert (mine.decisions, mine.papers, mine.help, mine.minutes, mine.tasks, mine.reviews) == ((), (), (), (), (), ())
        others = cases.open_case(at.director, CODE)
        assert not others.blind
        assert not any(given.look for given in others.answers)
        assert second.id not in {one.id for one in others.assessments}


def test_once_both_own_assessments_are_there_nothing_is_hidden(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        second = blind_pair(at)
        at.answer(second, at.second)
        assessments.record_own(at.second, second.id, "light", WHY)
        for dossier in (at.director, at.second):
            file = cases.open_case(dossier, CODE)
            assert (len(file.answers), len(file.assessments), file.blind) == (10, 2, False)


def test_a_profile_has_the_answers_of_one_framework_the_facts_and_what_is_contested_laid_over(tmp_path: Path) -> None:
    other = AnswerGiven(CODE, "other", "hit", "w", Answer("no"), TODAY)
    with house(tmp_path) as at:
        at.answer(at.start())
        at.put(
            other,
            FactsKnown(CODE, (FACT,), Partner.POLICE, Period.quarter(2026, 4)),
            Contest("c", CODE, Involved.YOUTH, "hit", None, "Dat klopt niet.", TODAY),
            Contest("d", CODE, Involved.YOUTH, None, 1, "Dat klopt niet.", TODAY),
        )
        with at.director.reading() as records:
            case = cases.profile(records, CODE, "small", TODAY)
            assert cases.profile(records, CODE, "other", TODAY).answers == {"hit": replace(other.answer, status=AnswerStatus.CONTESTED)}
        assert case.answers["hit"].status is AnswerStatus.CONTESTED
        assert case.answers["structure"] == Answer("seldom")
        assert case.facts == (replace(FACT, contested=True),)


def test_a_profile_without_a_list_of_facts_has_none(tmp_path: Path) -> None:
    with house(tmp_path) as at, at.director.reading() as records:
        assert cases.profile(records, CODE, "small", TODAY).facts is None


def test_the_list_of_cases_says_how_far_each_is(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        empty = cases.make_case(at.director).id
        seen = []
        for step in (
            lambda: None,
            at.judged,
            lambda: assessments.outcome(at.director, last_assessment(at)),
            lambda: assessments.seal(at.director, last_assessment(at)),
            lambda: assessments.reweigh(at.director, CODE, SHA, TODAY),
        ):
            step()
            seen.append(cases.overview(at.overseer)[0].stage)
        assert seen == [None, Stage.OWN_GIVEN, Stage.OUTCOME_SEEN, Stage.SEALED, Stage.BEGUN]
        rows = cases.overview(at.director)
        assert rows[0] == CaseRow(CODE, TODAY, False, True, Stage.BEGUN, date(2027, 12, 1), None)
        assert rows[1] == CaseRow(empty, TODAY, False, False, None, date(2027, 12, 1), None)
        at.put(LEFT)
        assert cases.overview(at.director)[0].left_on == TODAY


def last_assessment(at: House) -> str:
    """The id of the assessment that was begun last."""
    with at.director.reading() as records:
        return records.of_case(Assessment, CODE)[-1].id


def test_the_list_of_cases_is_not_for_a_keeper(tmp_path: Path) -> None:
    with house(tmp_path) as at, pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
        cases.overview(at.keeper)


def test_every_kind_of_record_of_a_case_is_in_its_file() -> None:
    of_cases = {kind.name for kind in KINDS if kind.case is not no_case}
    named = {field.name.rstrip("s") if field.name not in ("facts", "minutes") else field.name for field in fields(CaseFile)}
    assert of_cases - {"case", "extension"} <= named


def test_nobody_gets_older_than_an_answer_about_the_age_says_and_younger_may_be_at_once(at: House) -> None:
    at.judged()
    problem = "Bij een vraag naar de leeftijd staat een jonger antwoord."
    with refused(at.director, problem):
        cases.set_age(at.director, CODE, Age(25, TODAY))
    cases.set_age(at.director, CODE, Age(11, TODAY))
    with refused(at.director, problem):
        cases.set_age(at.director, CODE, Age(17, TODAY))
    answers.take_back_answer(at.director, CODE, SHA, "age")
    cases.set_age(at.director, CODE, Age(17, TODAY))
