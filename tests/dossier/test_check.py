"""Every check finds the fault that was planted for it, and nothing in a dossier that is whole."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.dossier.making import at_work, new_database
from triage.cases.case import Answer
from triage.casework.gate import Gate
from triage.casework.record import CaseRecord
from triage.dossier import check, repair
from triage.dossier.actions import Action
from triage.dossier.chain import Result
from triage.dossier.check import Check
from triage.dossier.connection import transaction
from triage.dossier.holdings import AnswerGiven, Settings
from triage.dossier.store import Dossier
from triage.wording import DUTCH

CASE = CaseRecord("7K-4Q2", date(2026, 12, 1), False, date(2027, 12, 1), gate=Gate(reason="Een wijkagent zag hem vaak bij de garage."))
GIVEN = AnswerGiven("7K-4Q2", "top60", "school", "w", Answer("yes", note="Gaat weer naar school."), date(2026, 12, 1))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A dossier with a case, two answers to one question, and settings."""
    path = new_database(tmp_path)
    with closing(at_work(path)) as dossier:
        for action, record in (
            (Action.SETTINGS_CHANGED, Settings()),
            (Action.CASE_MADE, CASE),
            (Action.ANSWERED, GIVEN),
            (Action.ANSWERED, replace(GIVEN, answer=Answer("no"))),
        ):
            with dossier.writing(action) as writing:
                writing.put(record)
        dossier.note(Action.CASE_OPENED, case="7K-4Q2")
    return path


def plant(path: Path, *statements: str) -> None:
    """Change something behind the back of the program."""
    with closing(at_work(path)) as dossier, transaction(dossier.engine, writes=True) as connection:
        for statement in statements:
            connection.execute(text(statement))


def found(path: Path, look: Callable[[Dossier], tuple[check.Finding, ...]] = check.run) -> list[tuple[Check, str]]:
    """What the checks say."""
    with closing(at_work(path)) as dossier:
        return [(finding.check, DUTCH.say(finding.problem)) for finding in look(dossier)]


def test_a_dossier_that_is_whole_is_called_whole(path: Path) -> None:
    assert found(path) == []
    assert found(path, check.at_opening) == []


PLANTED = {
    "a record was changed": (
        "UPDATE answer SET body = replace(body, '\"no\"', '\"yes\"')",
        [(Check.RECORDS, "Een gegeven van casus 7K-4Q2 (antwoord) is niet wat de lijst van handelingen zegt.")],
    ),
    "a record was taken away": (
        "DELETE FROM settings",
        [(Check.RECORDS, "Een gegeven (instellingen) ontbreekt, maar staat in de lijst van handelingen.")],
    ),
    "a record was added": (
        "INSERT INTO task(id, \"case\", body) VALUES ('x', '7K-4Q2', '{}')",
        [
            (Check.RECORDS, "Een gegeven van casus 7K-4Q2 (afspraak) staat niet in de lijst van handelingen."),
            (Check.READABLE, "Een gegeven (afspraak) is niet te lezen."),
        ],
    ),
    "a record was moved to another case": (
        "UPDATE answer SET \"case\" = '2M-9XX'",
        [(Check.RECORDS, "Een gegeven van casus 2M-9XX (antwoord) is niet wat de lijst van handelingen zegt.")],
    ),
    "an entry was changed": (
        "UPDATE entry SET account = 'iemand' WHERE number = 3",
        [(Check.LIST, "Regel 3 van de lijst van handelingen is veranderd, of er ontbreekt een regel vóór.")],
    ),
    "an entry was taken from the middle": (
        "DELETE FROM entry WHERE number = 3",
        [
            (Check.LIST, "Regel 4 van de lijst van handelingen is veranderd, of er ontbreekt een regel vóór."),
            (Check.CONTENTS, "Bij regel 3 staat iets dat er niet bij hoort."),
        ],
    ),
    "the last entries were cut off": (
        "DELETE FROM entry WHERE number > 3",
        [
            (Check.HEAD, "De laatste 2 regels van de lijst van handelingen ontbreken."),
            (Check.CONTENTS, "Bij regel 4 staat iets dat er niet bij hoort."),
        ],
    ),
    "what belongs to an entry was changed": (
        "UPDATE payload SET body = replace(body, 'weer naar', 'nooit naar') WHERE entry = 3",
        [(Check.CONTENTS, "Wat bij regel 3 hoort, is veranderd.")],
    ),
    "what belongs to an entry was taken away": (
        "DELETE FROM payload WHERE entry = 3",
        [(Check.CONTENTS, "Wat bij regel 3 hoort, ontbreekt.")],
    ),
    "the index holds another word": (
        "UPDATE search SET text = 'iets anders'",
        [(Check.INDEX, "Het zoekregister van casus 7K-4Q2 klopt niet.")],
    ),
    "the index holds a case that is gone": (
        "INSERT INTO search(rowid, text) VALUES (99, 'iets')",
        [(Check.INDEX, "Het zoekregister van een casus die er niet meer is klopt niet.")],
    ),
    "the form is of another program": (
        "UPDATE alembic_version SET version_num = '9999'",
        [(Check.FORM, "Het bestand heeft een andere vorm dan deze versie van het programma kent.")],
    ),
}


@pytest.mark.parametrize("fault", list(PLANTED))
def test_a_planted_fault_is_named(path: Path, fault: str) -> None:
    statement, said = PLANTED[fault]
    plant(path, statement)
    assert found(path) == said


@pytest.mark.parametrize("fault", ["the last entries were cut off", "an entry was changed", "the form is of another program"])
def test_the_look_at_opening_finds_what_it_is_for(path: Path, fault: str) -> None:
    statement, said = PLANTED[fault]
    plant(path, statement)
    assert found(path, check.at_opening) == said[:1]


def test_cutting_off_the_end_and_lowering_the_number_still_shows(path: Path) -> None:
    plant(path, "DELETE FROM entry WHERE number > 3", "DELETE FROM payload WHERE entry > 3", "UPDATE head SET number = 3")
    assert (Check.HEAD, "De laatste regel van de lijst van handelingen is niet wat zij was.") in found(path)


def test_a_flipped_bit_in_the_file_is_named_by_its_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[3 * 4096 + 100] ^= 1
    path.write_bytes(content)
    with closing(at_work(path)) as dossier:
        findings = check.run(dossier)
    assert Check.PAGES in {finding.check for finding in findings}
    assert "Bladzijde 4 van het bestand is veranderd." in [DUTCH.say(finding.problem) for finding in findings]


@pytest.mark.parametrize(
    "fault", ["a record was changed", "a record was taken away", "a record was added", "a record was moved to another case"]
)
def test_records_are_made_again_from_the_list(path: Path, fault: str) -> None:
    plant(path, PLANTED[fault][0])
    with closing(at_work(path)) as dossier:
        repair.rebuild_records(dossier)
        repair.refill_index(dossier)
        with dossier.reading() as records:
            assert records.every(AnswerGiven) == (replace(GIVEN, answer=Answer("no")),)
            assert records.every(Settings) == (Settings(),)
        again = check.run(dossier)
    assert again == ()


@pytest.mark.parametrize("fault", ["the index holds another word", "the index holds a case that is gone"])
def test_the_index_is_made_again(path: Path, fault: str) -> None:
    plant(path, PLANTED[fault][0])
    with closing(at_work(path)) as dossier:
        repair.refill_index(dossier)
    assert found(path) == []


def test_many_faults_of_one_kind_are_counted(path: Path) -> None:
    with closing(at_work(path)) as dossier:
        for _time in range(30):
            dossier.note(Action.CASE_OPENED, case="7K-4Q2")
    plant(path, "UPDATE entry SET account = 'iemand' WHERE number > 5")
    said = [problem for check_, problem in found(path) if check_ is Check.LIST]
    assert len(said) == check.MOST_NAMED + 1
    assert said[-1] == "En nog 10 keer."


def test_tampering_is_not_repaired_away(path: Path) -> None:
    plant(path, PLANTED["an entry was changed"][0])
    with closing(at_work(path)) as dossier:
        repair.rebuild_records(dossier)
    assert (Check.LIST, "Regel 3 van de lijst van handelingen is veranderd, of er ontbreekt een regel vóór.") in found(path)


@pytest.mark.parametrize(
    "faults",
    [
        ["DELETE FROM entry WHERE number = 6"],
        ["DELETE FROM head"],
        ["UPDATE head SET mac = 'é'"],
        ["DELETE FROM payload", "DELETE FROM entry"],
        ["DELETE FROM payload", "DELETE FROM entry", "DELETE FROM head"],
    ],
)
def test_a_changed_end_of_the_list_stays_to_be_seen_whatever_is_done_after_it(path: Path, faults: list[str]) -> None:
    with closing(at_work(path)) as dossier:
        dossier.note(Action.CASE_OPENED, case="7K-4Q2")
    plant(path, *faults)
    with closing(at_work(path)) as dossier:
        assert [finding.check for finding in check.at_opening(dossier)] == [Check.HEAD]
        dossier.note(Action.OPENED)
        number, _code = check.head(dossier)
        said = f"Bij regel {number - 1} bleek dat iemand het einde van de lijst van handelingen had veranderd of afgeknipt."
        assert (Check.END, said) in [(finding.check, DUTCH.say(finding.problem)) for finding in check.run(dossier)]
        repair.rebuild_records(dossier)
        repair.refill_index(dossier)
    assert [one for one in found(path) if one[0] in (Check.HEAD, Check.END)] == [(Check.END, said)]
    assert found(path, check.at_opening) == [(Check.END, said)]


def test_nothing_is_said_of_the_end_of_a_list_that_nobody_changed(path: Path) -> None:
    with closing(at_work(path)) as dossier:
        for _time in range(3):
            dossier.note(Action.OPENED)
        with dossier.writing(Action.SETTINGS_CHANGED) as writing:
            writing.put(Settings(backup_folder="x"))
    assert found(path) == []


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "-1", "٣", "", "0"])
def test_what_is_no_number_of_an_entry_is_no_line_of_the_list(path: Path, number: str) -> None:
    with closing(at_work(path)) as dossier:
        (finding,) = check.head_missing(dossier, f"{number} ABCD 1234 5678 9ABC")
    assert DUTCH.say(finding.problem) == "De regel die op het blad staat, is niet in de lijst van handelingen te vinden."


@pytest.mark.parametrize("fault", ["DELETE FROM payload", "UPDATE payload SET body = replace(body, 'garage', 'school')"])
def test_of_a_list_that_is_not_whole_no_record_is_made_or_taken_away(path: Path, fault: str) -> None:
    plant(path, fault)
    with closing(at_work(path)) as dossier:
        list(repair.mended(dossier, check.run(dossier)))
        with dossier.reading() as records:
            assert records.every(AnswerGiven) == (replace(GIVEN, answer=Answer("no")),)
            assert records.every(CaseRecord) == (CASE,)


def test_no_record_goes_because_what_belongs_to_its_entry_is_missing(path: Path) -> None:
    plant(path, "DELETE FROM payload WHERE \"case\" <> ''")
    with closing(at_work(path)) as dossier:
        repair.rebuild_records(dossier)
        with dossier.reading() as records:
            assert records.every(CaseRecord) == (CASE,)


def test_a_deletion_that_was_refused_hides_nothing_that_is_missing(path: Path) -> None:
    with closing(at_work(path)) as dossier:
        dossier.note(Action.CASE_DELETED, case="7K-4Q2", result=Result.REFUSED)
    plant(path, PLANTED["what belongs to an entry was taken away"][0])
    assert found(path) == PLANTED["what belongs to an entry was taken away"][1]
