"""Views, notices, contesting and correcting, and requests to see the file (REQ-31 to REQ-34)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.dossier.operations.making import (
    ANSWERS,
    CASE,
    CODE,
    SHA,
    TODAY,
    House,
    changed,
    entries,
    house,
    last,
    notices,
    refused,
    registry,
)
from triage.cases.case import UNKNOWN, Answer, Fact
from triage.casework.access import Inspection, Refusal
from triage.casework.assessment import Assessment
from triage.casework.contest import Contest, Settlement, SettlementOutcome
from triage.casework.notice import Notice, Way
from triage.casework.review import Leaving, LeavingReason
from triage.casework.roles import AccountRole, Discipline, Involved
from triage.casework.views import View
from triage.dossier import schema, undo
from triage.dossier.holdings import AnswerGiven, FactsKnown
from triage.dossier.kinds import answer_id
from triage.dossier.operations import answers, assessments, facts, rights, second_looks
from triage.dossier.operations.cases import profile
from triage.dossier.operations.rights import Correction
from triage.errors import InputError
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.weighing.receipt import fingerprint
from triage.wording import DUTCH

NOW = Period.quarter(2026, 4)
FACT = Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED, Partner.POLICE)
OTHER = replace(FACT, when=Period.quarter(2026, 2))
YES = Answer("yes")
KINDS = registry().fact_kinds
NOT_TRUE = "Dat is niet gebeurd zoals het hier staat."
CHECKED = "De politie keek het na in haar eigen systeem."


def contested(at: House, **of: object) -> str:
    """The youth contests something; the id of the contest."""
    new = Contest("", CODE, Involved.YOUTH, None, None, NOT_TRUE, TODAY)
    return rights.contest(at.director, replace(new, **of)).id  # type: ignore[arg-type]


def settlement(outcome: SettlementOutcome | None) -> Settlement:
    """How the police checked it."""
    return Settlement(Discipline.POLICE, outcome, CHECKED, TODAY)


def given(at: House, item: str = "hit", framework: str = "small") -> AnswerGiven:
    """An answer as it is kept."""
    with at.director.reading() as records:
        found = records.get(AnswerGiven, answer_id(CODE, framework, item))
    assert found is not None
    return found


def answered(at: House, answer: Answer = YES, sha256: str = SHA) -> None:
    """Violence was established."""
    answers.give_answer(at.director, CODE, sha256, "hit", answer)


def with_facts(at: House) -> None:
    """Two facts."""
    facts.record_facts(at.director, CODE, (FACT, OTHER), Partner.POLICE, NOW, KINDS)


def there(at: House) -> tuple[Fact, ...]:
    """The facts as they are."""
    with at.director.reading() as records:
        found = records.get(FactsKnown, CODE)
    assert found is not None
    return found.facts


def lines(at: House) -> list[tuple[str, str, Any, Any]]:
    """What changed so far, in order: the action, the record, and how it was before and after."""
    with at.director.reading() as records:
        payloads = {row.entry: row.body for row in records.connection.execute(select(schema.PAYLOAD))}
    return [
        (entry.action, entry.object, *(one[which] and json.loads(one[which]) for which in ("old", "new")))
        for entry in entries(at.director)
        if entry.number in payloads
        for one in json.loads(payloads[entry.number])
    ]


def test_a_view_is_kept_in_their_own_words_and_replaced_by_a_newer_one(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        view = View(CODE, Involved.YOUTH, " Ik wil een baan. \n", "", TODAY)
        change = rights.record_view(at.director, view)
        assert (change.kinds, change.undo) == (frozenset({"view"}), True)
        assert DUTCH.say(change.text) == "De mening van de jongere is opgeschreven."
        assert last(at.director) == ("view_recorded", CODE, "view", "done")
        with at.director.reading() as records:
            kept = [one.text for one in records.of_case(View, CODE) if one.of is Involved.YOUTH]
        assert kept == ["Ik wil een baan."]
        with refused(at.director, "Er staat een mening en ook waarom zij ontbreekt."):
            rights.record_view(at.director, replace(view, absent_because="De jongere was er niet bij."))
        with refused(at.director, "Dit is nog niet ingevuld."):
            rights.record_view(at.director, replace(view, text=""))
        with refused(at.director, "Deze casus bestaat niet."):
            rights.record_view(at.director, replace(view, case_code="9X-9XX"))


def test_a_notice_gets_its_id_and_day_here_and_an_earlier_one_stays(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        for notice in (notices()[0], replace(notices()[0], how=Way.LETTER)):
            change = rights.record_notice(at.director, replace(notice, id="", recorded_on=date(2020, 1, 1)))
            assert last(at.director) == ("notice_recorded", CODE, f"notice/{change.id}", "done")
        with at.director.reading() as records:
            kept = records.of_case(Notice, CODE)
        assert [(one.how, one.recorded_on) for one in kept] == [(Way.IN_PERSON, TODAY), (Way.LETTER, TODAY)]
        assert len({one.id for one in kept}) == 2
        with refused(at.director, "De datum is nog niet ingevuld.", "De manier is nog niet gekozen."):
            rights.record_notice(at.director, Notice("", CODE, Involved.YOUTH, True, TODAY))


def test_a_request_to_see_the_file_is_kept_with_what_came_of_it(tmp_path: Path) -> None:
    request = Inspection("", CODE, Involved.PARENTS, TODAY, 15, custody=True)
    with house(tmp_path) as at:
        change = rights.record_inspection(at.director, request)
        assert (change.kinds, change.undo) == (frozenset({"inspection"}), True)
        assert last(at.director)[2] == f"inspection/{change.id}"
        with refused(at.director, "Volgens geen van beide wetten mag deze persoon het dossier zelf inzien."):
            rights.record_inspection(at.director, replace(request, custody=False))
        ground = Refusal("De jongere van zestien vindt het niet goed.", AccountRole.CHAIR, TODAY + timedelta(days=30))
        rights.record_inspection(at.director, replace(request, custody=False, refusal=ground))
        with at.director.reading() as records:
            assert [one.refusal for one in records.of_case(Inspection, CODE)] == [None, ground]


def seriousness(at: House) -> tuple[int, int]:
    """The range of the scale of the last assessment, in thousandths of a point."""
    with at.director.reading() as records:
        assessment = records.of_case(Assessment, CODE)[-1]
    scale = assessments.outcome(at.director, assessment.id).scale("risk")
    return scale.low, scale.high


def test_contesting_an_answer_changes_the_weighing_and_writes_two_lines_with_before_and_after(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        at.judged()
        before = seriousness(at)
        change = rights.contest(at.director, Contest("", CODE, Involved.YOUTH, "hit", None, NOT_TRUE, TODAY))
        (first, second) = lines(at)[-2:]
        assert (change.kinds, change.about, change.undo) == (frozenset({"contest", "answer"}), f"contest/{change.id}", False)
        assert first[:2] == ("contested", f"contest/{change.id}")
        assert second[:2] == ("answered", "answer")
        assert (second[2]["answer"]["status"], second[3]["answer"]["status"]) == ("established", "contested")
        assert (before, seriousness(at)) == ((2000, 2000), (0, 2000))


def test_contesting_a_fact_writes_two_lines_and_its_place_in_the_list_stays(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with_facts(at)
        change = rights.contest(at.director, Contest("", CODE, Involved.PARENTS, None, 2, NOT_TRUE, TODAY))
        (first, second) = lines(at)[-2:]
        assert (first[0], second[0], second[1]) == ("contested", "facts_changed", f"facts/{CODE}")
        assert [fact["contested"] for fact in second[2]["facts"] + second[3]["facts"]] == [False, False, False, True]
        with at.director.reading() as records:
            kept = records.get(Contest, change.id)
        assert kept is not None
        assert kept.before_status is FactStatus.CONVICTED
        assert there(at) == (FACT, replace(OTHER, contested=True))


def test_a_contest_is_settled_and_not_undone(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        answered(at)
        contested(at, item="hit")
        assert undo.undoable(at.director) is None
        after = given(at)
        assert after.answer.status is AnswerStatus.CONTESTED
        assert after.before_contest is AnswerStatus.ESTABLISHED


def test_an_answer_is_contested_in_every_framework_and_in_one_that_asks_later(tmp_path: Path) -> None:
    other = changed(("id: small", "id: other"), version="1.0.0")
    third = changed(("id: small", "id: third"), version="1.0.0")
    with house(tmp_path) as at:
        at.adopt(other)
        at.adopt(third)
        answered(at, Answer("yes", AnswerStatus.SIGNAL))
        answered(at, Answer("no"), fingerprint(other))
        contest = contested(at, item="hit")
        answered(at, Answer("yes", AnswerStatus.CONFIRMED), fingerprint(third))
        names = ("small", "other", "third")
        assert {given(at, framework=name).answer.status for name in names} == {AnswerStatus.CONTESTED}
        rights.settle(at.director, contest, settlement(SettlementOutcome.STANDS))
        statuses = [given(at, framework=name).answer.status for name in names]
        assert statuses == [AnswerStatus.SIGNAL, AnswerStatus.ESTABLISHED, AnswerStatus.CONFIRMED]
        assert {given(at, framework=name).before_contest for name in names} == {None}


def test_what_is_not_there_or_is_contested_already_is_not_contested(tmp_path: Path) -> None:
    absent = "Dit antwoord of feit is er niet, of het is onbekend."
    with house(tmp_path) as at:
        answered(at, UNKNOWN)
        for of in ({"item": "hit"}, {"item": "school"}, {"fact": 1}, {}):
            with refused(at.director, absent):
                contested(at, **of)
        answered(at)
        contested(at, item="hit")
        with refused(at.director, "Dit is al betwist en nog niet nagegaan."):
            contested(at, item="hit")
        with refused(at.director, "Dit is al betwist en nog niet nagegaan.", "Hier staat een burgerservicenummer (BSN)."):
            contested(at, item="hit", text="Mijn nummer is 249566758.")
        with refused(at.director, "Deze casus bestaat niet."):
            contested(at, case_code="9X-9XX", item="hit")


def test_a_contested_answer_is_not_changed_past_the_contest(tmp_path: Path) -> None:
    problem = "Dit antwoord is betwist en nog niet nagegaan."
    with house(tmp_path) as at:
        answered(at)
        contested(at, item="hit")
        with refused(at.director, problem):
            answered(at, Answer("no"))
        with refused(at.director, problem):
            answers.take_back_answer(at.director, CODE, SHA, "hit")


def test_a_correction_takes_the_place_of_the_answer_in_the_same_step_and_both_are_in_the_list(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        answered(at)
        contest = contested(at, item="hit")
        at.clock.later(days=3)
        right = Answer("no", source=Partner.POLICE, note=" Nagekeken. ")
        change = rights.settle(at.director, contest, settlement(SettlementOutcome.CORRECTED), Correction(right))
        (first, second) = lines(at)[-2:]
        assert (change.kinds, change.undo) == (frozenset({"contest", "answer"}), True)
        assert (first[0], second[0]) == ("contest_settled", "answered")
        assert (second[2]["answer"]["value"], second[3]["answer"]["value"]) == ("yes", "no")
        kept = given(at)
        assert (kept.answer, kept.given_on) == (replace(right, note="Nagekeken."), date(2026, 12, 4))
        undo.undo(at.director)
        assert given(at).answer.status is AnswerStatus.CONTESTED
        undo.redo(at.director)
        answered(at, Answer("yes"))


def test_what_is_taken_out_becomes_unknown(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        answered(at)
        rights.settle(at.director, contested(at, item="hit"), settlement(SettlementOutcome.WITHDRAWN))
        assert given(at).answer == UNKNOWN
        with at.director.reading() as records:
            assert profile(records, CODE, "small", TODAY).answer("hit") == UNKNOWN


def test_a_correction_that_does_not_fit_a_framework_in_other_words_leaves_unknown_there(tmp_path: Path) -> None:
    other = changed(("id: small", "id: other"), ("{id: seldom, label: {nl: Zelden, en: Seldom}, points: 1}", RARELY), version="1.0.0")
    with house(tmp_path) as at:
        at.adopt(other.replace(b"structure: seldom", b"structure: rarely"))
        sha = fingerprint(other.replace(b"structure: seldom", b"structure: rarely"))
        answers.give_answer(at.director, CODE, SHA, "structure", Answer("daily"))
        answers.give_answer(at.director, CODE, sha, "structure", Answer("daily"))
        contest = contested(at, item="structure")
        with refused(at.director, "Dit antwoord staat niet in de lijst."):
            rights.settle(at.director, contest, settlement(SettlementOutcome.CORRECTED), Correction(Answer("never")))
        rights.settle(at.director, contest, settlement(SettlementOutcome.CORRECTED), Correction(Answer("seldom")))
        assert given(at, "structure").answer.value == "seldom"
        assert given(at, "structure", "other").answer == UNKNOWN


RARELY = "{id: rarely, label: {nl: Zelden, en: Rarely}, points: 1}"


def test_a_fact_that_stands_counts_again_one_that_is_wrong_is_replaced_and_one_that_is_not_so_goes(tmp_path: Path) -> None:
    right = replace(OTHER, status=FactStatus.ACQUITTED)
    with house(tmp_path) as at:
        with_facts(at)
        rights.settle(at.director, contested(at, fact=1), settlement(SettlementOutcome.STANDS))
        assert there(at) == (FACT, OTHER)
        rights.settle(at.director, contested(at, fact=2), settlement(SettlementOutcome.CORRECTED), Correction(right, KINDS))
        assert there(at) == (FACT, right)
        first, second = contested(at, fact=1), contested(at, fact=2)
        rights.settle(at.director, first, settlement(SettlementOutcome.WITHDRAWN))
        assert there(at) == (replace(right, contested=True),)
        rights.settle(at.director, second, settlement(SettlementOutcome.STANDS))
        assert there(at) == (right,)


def test_what_came_in_as_contested_counts_once_it_was_checked(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        answered(at)
        at.put(
            replace(given(at), answer=Answer("yes", AnswerStatus.CONTESTED)),
            FactsKnown(CODE, (replace(FACT, contested=True),), Partner.POLICE, NOW),
        )
        rights.settle(at.director, contested(at, item="hit"), settlement(SettlementOutcome.STANDS))
        rights.settle(at.director, contested(at, fact=1), settlement(SettlementOutcome.STANDS))
        assert given(at).answer == Answer("yes")
        assert there(at) == (FACT,)


def test_a_settlement_says_what_came_of_it_and_is_given_once(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        answered(at)
        contest = contested(at, item="hit")
        with refused(at.director, "Er staat niet wat het moet zijn."):
            rights.settle(at.director, contest, settlement(SettlementOutcome.CORRECTED))
        with refused(at.director, "Er staat een verbetering, maar de uitkomst is anders."):
            rights.settle(at.director, contest, settlement(SettlementOutcome.STANDS), Correction(Answer("no")))
        with refused(at.director, "De verbetering is van een andere soort dan wat is betwist."):
            rights.settle(at.director, contest, settlement(SettlementOutcome.CORRECTED), Correction(FACT, KINDS))
        with refused(at.director, "De uitkomst is nog niet gekozen."):
            rights.settle(at.director, contest, settlement(None))
        rights.settle(at.director, contest, settlement(SettlementOutcome.STANDS))
        with refused(at.director, "Deze betwisting is al afgehandeld."):
            rights.settle(at.director, contest, settlement(SettlementOutcome.STANDS))
        with refused(at.director, "Deze betwisting bestaat niet."):
            rights.settle(at.director, "nergens", settlement(SettlementOutcome.STANDS))


def test_a_corrected_fact_is_held_to_the_rules_of_facts(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with_facts(at)
        contest = contested(at, fact=1)
        early = replace(FACT, when=Period.quarter(2022, 3))
        with refused(at.director, "Dit is van vóór de twaalfde verjaardag. Onder de twaalf jaar is niemand strafbaar."):
            rights.settle(at.director, contest, settlement(SettlementOutcome.CORRECTED), Correction(early, KINDS))
        with refused(at.director, "De verbetering is van een andere soort dan wat is betwist."):
            rights.settle(at.director, contest, settlement(SettlementOutcome.CORRECTED), Correction(Answer("no")))


@pytest.mark.parametrize(
    ("age", "problem"),
    [
        (99, "In de casus staat een andere leeftijd."),
        (-3, "Dit is geen leeftijd in hele jaren."),
        (121, "Dit is geen leeftijd in hele jaren."),
    ],
)
def test_a_request_is_at_an_age_that_can_be(tmp_path: Path, age: int, problem: str) -> None:
    request = Inspection("", CODE, Involved.PARENTS, TODAY, age, custody=True, consent=True)
    with house(tmp_path) as at:
        with refused(at.director, problem):
            rights.record_inspection(at.director, request)
        at.put(replace(CASE, age=None))
        rights.record_inspection(at.director, replace(request, age=17))


def test_rights_remain_when_a_case_left(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with_facts(at)
        at.put(replace(CASE, leaving=Leaving(LeavingReason.MOVED, "Verhuisd naar elders.", TODAY, AccountRole.DIRECTOR)))
        rights.record_view(at.director, View(CODE, Involved.YOUTH, "Ik ben het er niet mee eens.", "", TODAY))
        rights.record_notice(at.director, notices()[0])
        rights.record_inspection(at.director, Inspection("", CODE, Involved.YOUTH, TODAY, 15))
        rights.settle(at.director, contested(at, fact=1), settlement(SettlementOutcome.WITHDRAWN))
        assert there(at) == (OTHER,)


def test_an_overseer_writes_nothing_of_this(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
            rights.record_view(at.overseer, View(CODE, Involved.YOUTH, "Ik wil een baan.", "", TODAY))
        with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
            rights.contest(at.overseer, Contest("", CODE, Involved.YOUTH, "hit", None, NOT_TRUE, TODAY))
        assert last(at.overseer)[3] == "refused"


def test_an_age_put_right_is_held_to_the_age_and_the_facts_of_the_case_as_an_answer_is(at: House) -> None:
    at.sealed()
    contested = rights.contest(at.director, Contest("", CODE, Involved.YOUTH, "age", None, "Ik ben veel jonger dan dat.", TODAY)).id
    checked = Settlement(Discipline.MUNICIPALITY, SettlementOutcome.CORRECTED, "De gemeente zag het na in haar eigen stukken.", TODAY)
    with refused(at.director, "Dit past niet bij de leeftijd die bij de casus staat."):
        rights.settle(at.director, contested, checked, rights.Correction(Answer(Decimal(23))))


@pytest.mark.parametrize("outcome", list(SettlementOutcome))
def test_what_comes_of_a_contest_leaves_the_answers_of_a_blind_second_look_as_they_were_given(
    tmp_path: Path, outcome: SettlementOutcome
) -> None:
    with house(tmp_path) as at:
        first = at.judged()
        look = second_looks.second_look(at.second, first.id).id
        for item, answer in {**ANSWERS, "structure": Answer("daily")}.items():
            answers.give_answer(at.second, CODE, SHA, item, answer, look=look)
        contest = contested(at, item="structure")
        assert given(at, "structure", f"small#{look}").answer.status is AnswerStatus.CONTESTED
        right = Correction(Answer("seldom", AnswerStatus.CONFIRMED)) if outcome is SettlementOutcome.CORRECTED else None
        rights.settle(at.director, contest, settlement(outcome), right)
        assert given(at, "structure", f"small#{look}").answer == Answer("daily")
        kept = {"stands": Answer("seldom"), "corrected": Answer("seldom", AnswerStatus.CONFIRMED), "withdrawn": UNKNOWN}
        assert given(at, "structure").answer == kept[outcome.value]
