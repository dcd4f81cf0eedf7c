"""Cases of a table taken into the dossier: with new codes that are told once, an empty gate, and all of the table or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cases.making import table
from tests.dossier.operations.making import CODE, SHA, TODAY, WHY, House, bodies, entries, given, house, refused, registry, small
from triage import review
from triage.cases.case import Answer, Fact
from triage.cases.codes import is_code
from triage.cases.intake import Intake, take_in
from triage.cases.table import CaseTable
from triage.casework.assessment import AssessmentKind
from triage.casework.contest import Contest, Settlement, SettlementOutcome
from triage.casework.record import Age, CaseRecord
from triage.casework.roles import AccountRole
from triage.dossier import search
from triage.dossier.actions import RULES, Action
from triage.dossier.holdings import AnswerGiven, FactsKnown
from triage.dossier.operations import answers, assessments, facts, rights
from triage.dossier.operations.cases import overview, profile
from triage.dossier.operations.importing import Imported, import_cases
from triage.errors import InputError
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.periods import Period
from triage.weighing.receipt import fingerprint
from triage.wording import DUTCH

HEAD = ["case", "age", "hit", "hit@status", "structure", "structure@as_of"]
ROWS = (
    ["A-1", "15", "ja", "", "Zelden", "2026-08-14"],
    ["A-2", "16", "ja", "betwist", "", ""],
    ["A-3", "honderd", "nee", "", "", ""],
)
KINDS = registry().fact_kinds


def intake(*rows: list[str], facts: tuple[list[str], ...] | None = None, day: date = TODAY) -> Intake:
    """What comes of a table for the small framework."""
    of_facts = None if facts is None else table(["case", "kind", "quarter", "status"], *facts, name="feiten.csv")
    framework = small().model_copy(update={"facts": ("robbery",)})
    return take_in(table(HEAD, *rows), framework, facts=of_facts, reference_date=day, registry=registry())


def imported(at: House, of: Intake, sha256: str = SHA) -> Imported:
    """Take it into the dossier; the facts come from the police."""
    return import_cases(at.director, of, sha256, kinds=KINDS, facts_from=Partner.POLICE)


def test_every_row_is_taken_or_refused_and_each_case_gets_a_new_code_that_is_told_once(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        found = imported(at, intake(*ROWS))
        assert (found.read, found.taken, found.refused) == (3, 2, 1)
        assert set(found.codes) == {"A-1", "A-2"}
        assert all(is_code(code) for code in found.codes.values())
        assert len({CODE, *found.codes.values()}) == 3
        assert DUTCH.say(found.change.text) == "2 casussen zijn ingelezen."
        assert (found.change.kinds, found.change.undo) == (frozenset({"case", "answer", "contest"}), False)
        assert not any("A-1" in body for of_kind in bodies(at.director).values() for body in of_kind)
        assert not any("A-1" in str(entry) for entry in entries(at.director))
        assert "A-1" not in repr(found)
        told = [(entry.action, entry.case) for entry in entries(at.director) if entry.operation == found.change.operation]
        assert told == [("cases_imported", code) for code in found.codes.values()]
    assert not RULES[Action.CASES_IMPORTED].reversible


def test_a_case_of_a_table_has_its_answers_age_and_no_gate(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        codes = imported(at, intake(*ROWS)).codes
        with at.director.reading() as records:
            first, second = (records.get(CaseRecord, codes[code]) for code in ("A-1", "A-2"))
            assert first == CaseRecord(codes["A-1"], TODAY, False, date(2027, 12, 1), age=Age(15, TODAY))
            assert second is not None
            answers = profile(records, codes["A-1"], "small", TODAY).answers
            assert answers["age"] == Answer(Decimal(15))
            assert answers["structure"] == Answer("seldom", as_of=Period.quarter(2026, 3))
            contested = profile(records, codes["A-2"], "small", TODAY).answers
            assert contested["hit"].status is AnswerStatus.CONTESTED
            assert records.of_case(FactsKnown, codes["A-1"]) == ()
            assert search.found(records.connection, codes["A-1"]) == (codes["A-1"],)
        assert [row.gate_complete for row in overview(at.director)] == [True, False, False]
        started = assessments.start(at.director, codes["A-1"], SHA, AssessmentKind.FIRST, TODAY)
        with pytest.raises(InputError, match="De grondslag is nog niet gekozen"):
            assessments.record_own(at.director, started.id, "light", WHY)


def test_what_comes_in_as_contested_is_settled_and_not_written_over(tmp_path: Path) -> None:
    of_facts = table(["case", "kind", "quarter", "status", "contested"], ["A-2", "robbery", "2026-Q1", "veroordeeld", "ja"], name="f.csv")
    framework = small().model_copy(update={"facts": ("robbery",)})
    found = take_in(table(HEAD, ROWS[1]), framework, facts=of_facts, reference_date=TODAY, registry=registry())
    with house(tmp_path) as at:
        (code,) = imported(at, found).codes.values()
        with at.director.reading() as records:
            answer, fact = records.of_case(Contest, code)
            known = records.get(FactsKnown, code)
        assert (answer.item, answer.fact, answer.by, answer.before_status) == ("hit", None, None, AnswerStatus.CONTESTED)
        assert (fact.item, fact.fact, fact.by, fact.before_status) == (None, 1, None, FactStatus.CONVICTED)
        assert known is not None
        plain = tuple(replace(one, contested=False) for one in known.facts)
        with refused(at.director, "Dit antwoord is betwist en nog niet nagegaan."):
            answers.give_answer(at.director, code, SHA, "hit", Answer("yes"))
        with refused(at.director, "Een feit is betwist en nog niet nagegaan."):
            facts.record_facts(at.director, code, plain, Partner.POLICE, Period.quarter(2026, 4), KINDS)
        stands = Settlement(AccountRole.CHAIR, SettlementOutcome.STANDS, "De politie liet het vonnis zien.", TODAY)
        for contest in (answer, fact):
            rights.settle(at.chair, contest.id, stands)
        with at.director.reading() as records:
            assert profile(records, code, "small", TODAY).answers["hit"] == Answer("yes")
            known = records.get(FactsKnown, code)
        assert known is not None
        assert known.facts == plain
        answers.give_answer(at.director, code, SHA, "hit", Answer("no"))


def test_what_is_called_contested_without_a_contest_is_not_written_over_either(at: House) -> None:
    answered = given("hit", Answer("yes", AnswerStatus.CONTESTED), "small", TODAY)
    fact = Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED, contested=True)
    at.put(answered, FactsKnown(CODE, (fact,), Partner.POLICE, Period.quarter(2026, 4)))
    with refused(at.director, "Dit antwoord is betwist en nog niet nagegaan."):
        answers.take_back_answer(at.director, CODE, SHA, "hit")
    with refused(at.director, "Dit feit is betwist en nog niet nagegaan."):
        facts.remove_fact(at.director, CODE, 1)


def test_an_answer_without_a_quarter_was_true_at_the_reference_date_of_the_table(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        codes = imported(at, intake(["A-1", "15", "ja", "", "", ""], day=date(2026, 5, 20))).codes
        with at.director.reading() as records:
            hit = profile(records, codes["A-1"], "small", TODAY).answers["hit"]
            record = records.get(CaseRecord, codes["A-1"])
        assert hit.as_of == Period.quarter(2026, 2)
        assert record is not None
        assert record.age == Age(15, date(2026, 5, 20))


def test_facts_come_with_who_gave_them_and_no_facts_is_an_answer_too(tmp_path: Path) -> None:
    with house(tmp_path) as at:
        facts = (["A-1", "robbery", "2026-02-03", "veroordeeld"],)
        found = intake(*ROWS[:2], facts=facts)
        with refused(at.director, "Er staat niet van wie de feiten komen."):
            import_cases(at.director, found, SHA, kinds=KINDS)
        codes = imported(at, found).codes
        with at.director.reading() as records:
            lists = [records.get(FactsKnown, codes[code]) for code in ("A-1", "A-2")]
        assert lists[0] is not None
        assert lists[1] is not None
        assert lists[0].facts == (Fact("robbery", Period.quarter(2026, 1), FactStatus.CONVICTED),)
        assert (lists[1].facts, lists[1].source, lists[1].as_of) == ((), Partner.POLICE, Period.quarter(2026, 4))


def test_a_table_with_a_fact_before_the_twelfth_birthday_is_refused_whole(tmp_path: Path) -> None:
    good = intake(*ROWS[:2], facts=(["A-1", "robbery", "2026-Q1", "veroordeeld"],))
    early = [good.cases.case(number) for number in range(2)]
    early[0] = replace(early[0], facts=(Fact("robbery", Period.quarter(2022, 3), FactStatus.CONVICTED),))
    problems = ("Er staat een feit in van vóór de twaalfde verjaardag. Onder de twaalf jaar is niemand strafbaar.",)
    with house(tmp_path) as at, refused(at.director, *problems):
        imported(at, replace(good, cases=CaseTable.of(early)))


def test_notes_and_kinds_are_held_to_the_same_rules_as_when_typed(tmp_path: Path) -> None:
    good = intake(*ROWS[:2], facts=(["A-1", "robbery", "2026-Q1", "veroordeeld"],))
    wrong = good.cases.case(0)
    wrong = replace(
        wrong,
        answers={**wrong.answers, "hit": Answer("yes", note="Nummer 249566758.")},
        facts=(Fact("gossip", Period.quarter(2026, 1), FactStatus.CONVICTED),),
    )
    problems = (
        "Hier staat een burgerservicenummer (BSN).",
        "Dit soort feit staat niet in de lijst.",
    )
    with house(tmp_path) as at, refused(at.director, *problems):
        imported(at, replace(good, cases=CaseTable.of([wrong])))


def test_a_name_in_a_note_is_asked_about_and_taken_once_somebody_looked_at_it(tmp_path: Path) -> None:
    good, note = intake(ROWS[0]), "Roos van de jeugdclub is de vaste plek."
    case = good.cases.case(0)
    of = replace(good, cases=CaseTable.of([replace(case, answers={**case.answers, "hit": Answer("yes", note=note)})]))
    with house(tmp_path) as at:
        with refused(at.director, "Hier staat misschien een naam."):
            imported(at, of)
        assert import_cases(at.director, of, SHA, kinds=KINDS, facts_from=Partner.POLICE, confirmed=(note,)).taken == 1


def test_a_table_that_was_read_for_another_framework_is_refused(tmp_path: Path) -> None:
    good = intake(*ROWS[:2])
    other = replace(good.cases.case(0), answers={"school": Answer("yes")})
    with house(tmp_path) as at:
        with refused(at.director, "De tabel is voor een ander kader gelezen."):
            imported(at, replace(good, cases=CaseTable.of([other])))
        with refused(at.director, "Dit kader staat niet in het dossier."):
            imported(at, good, "f" * 64)


def test_a_table_without_a_case_that_was_taken_leaves_nothing(tmp_path: Path) -> None:
    with house(tmp_path) as at, refused(at.director, "Er is geen casus om in te lezen."):
        imported(at, intake(ROWS[2]))


def test_the_shipped_framework_of_the_list_takes_a_table_with_facts(tmp_path: Path) -> None:
    content = (review.EVIDENCE.parent / "top60-ranking.yaml").read_bytes()
    with house(tmp_path, real=False) as at:
        sha = at.adopt(content)
        assert sha == fingerprint(content)
        framework = review.open_bytes(content, "top60-ranking.yaml").framework
        kind = framework.facts[0]
        facts = table(["case", "kind", "quarter", "status", "source"], ["A-1", kind, "2026-Q1", "convicted", "police"], name="feiten.csv")
        found = take_in(table(["case", "age"], ["A-1", "17"]), framework, facts=facts, reference_date=TODAY, registry=registry())
        codes = imported(at, found, sha).codes
        with at.director.reading() as records:
            given = records.of_case(AnswerGiven, codes["A-1"])
            record = records.get(CaseRecord, codes["A-1"])
            case = profile(records, codes["A-1"], framework.id, TODAY)
        assert [(one.framework, one.item, one.answer.value) for one in given] == [(framework.id, "age", Decimal(17))]
        assert case == replace(found.cases.case(0), code=codes["A-1"])
        assert record is not None
        assert record.practice
