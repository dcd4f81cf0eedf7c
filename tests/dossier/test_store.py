"""One transaction per operation, with its entries: all of it is there, or nothing is."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.dossier.making import FILE_ID, Clock, at_work, new_database, working
from triage.cases.case import Answer
from triage.casework.roles import AccountRole
from triage.dossier import chain, schema
from triage.dossier.actions import RULES, Action
from triage.dossier.chain import Entry
from triage.dossier.holdings import AnswerGiven, Settings
from triage.dossier.kinds import THE_ONE
from triage.dossier.store import Dossier, Writing, entry_of
from triage.errors import InputError
from triage.wording import Message

GIVEN = AnswerGiven("7K-4Q2", "top60", "school", "w", Answer("yes", note="Gaat weer naar school."), date(2026, 12, 1))


def entries(dossier: Dossier) -> list[Entry]:
    """The whole list."""
    with dossier.reading() as records:
        return [entry_of(row) for row in records.connection.execute(select(schema.ENTRY).order_by(schema.ENTRY.c.number))]


def test_what_was_put_is_read_back_the_same(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        with dossier.writing(Action.ANSWERED) as writing:
            writing.put(GIVEN)
        with dossier.reading() as records:
            assert records.of_case(AnswerGiven, "7K-4Q2") == (GIVEN,)
            assert records.every(AnswerGiven) == (GIVEN,)
            assert records.get(Settings, THE_ONE) is None


def fail_after(writing: Writing) -> None:
    """Put a record, then fail."""
    writing.put(GIVEN)
    raise ZeroDivisionError


def test_a_block_that_fails_leaves_neither_record_nor_entry(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        with pytest.raises(ZeroDivisionError), dossier.writing(Action.ANSWERED) as writing:
            fail_after(writing)
        with dossier.reading() as records:
            assert records.every(AnswerGiven) == ()
        assert entries(dossier) == []


def test_each_case_that_is_touched_has_an_entry_of_its_own_in_one_operation(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        with dossier.writing(Action.ANSWERED) as writing:
            writing.add_all([GIVEN, replace(GIVEN, case_code="2M-9XX"), replace(GIVEN, item="werk")])
        found = entries(dossier)
    assert [(entry.operation, entry.case) for entry in found] == [(1, "7K-4Q2"), (1, "2M-9XX")]


def test_a_change_that_must_show_has_an_entry_of_its_own_behind_that_of_the_operation(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        with dossier.writing(Action.CONTESTED) as writing:
            writing.put(GIVEN, told_as=Action.ANSWERED)
            writing.put(replace(GIVEN, item="werk"))
        with dossier.writing(Action.CONTEST_SETTLED) as writing:
            writing.remove(GIVEN, told_as=Action.ANSWERED)
            writing.remove(replace(GIVEN, item="werk"))
        found = entries(dossier)
    assert [(entry.operation, entry.action, entry.object.rpartition("/")[2]) for entry in found] == [
        *((1, "contested", "answer"), (1, "answered", "answer")),
        *((3, "contest_settled", "answer"), (3, "answered", "answer")),
    ]
    assert list(chain.broken_links(found, chain.first_link(FILE_ID))) == []


def test_an_entry_holds_no_content_and_its_payload_holds_all_of_it(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        with dossier.writing(Action.ANSWERED) as writing:
            writing.put(GIVEN)
        (entry,) = entries(dossier)
        with dossier.reading() as records:
            row = records.connection.execute(select(schema.PAYLOAD)).one()
    assert "school" not in json.dumps(entry.content()).replace("answer/7K-4Q2/top60/school", "")
    assert "Gaat weer naar school." in row.body
    assert entry.payload == chain.payload_hash(row.salt, row.body)
    assert all([entry.action, entry.object, entry.result, entry.device, entry.account, entry.at])


def test_the_list_stays_valid_when_payloads_are_gone(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        for item in ("a", "b", "c"):
            with dossier.writing(Action.ANSWERED) as writing:
                writing.put(replace(GIVEN, item=item))
        with dossier.writing(Action.CASE_DELETED) as writing:
            writing.connection.execute(schema.PAYLOAD.delete())
        found = entries(dossier)
        with dossier.reading() as records:
            head = records.connection.execute(select(schema.HEAD)).one()
    assert list(chain.broken_links(found, chain.first_link(FILE_ID))) == []
    assert (head.number, head.mac) == (4, chain.head_mac(dossier.head_key, 4, found[-1].hash))


def test_a_record_that_did_not_change_is_no_change(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        for _time in range(2):
            with dossier.writing(Action.ANSWERED, case="7K-4Q2") as writing:
                writing.put(GIVEN)
        assert [entry.payload == "" for entry in entries(dossier)] == [False, True]


@pytest.mark.parametrize("role", [role for role in AccountRole if role is not AccountRole.TECHNICIAN])
def test_a_role_does_what_is_its_own_and_a_refusal_is_written_down(tmp_path: Path, role: AccountRole) -> None:
    allowed = [action for action in Action if role in RULES[action].roles]
    refused = [action for action in Action if action not in allowed]
    with working(tmp_path, role=role) as dossier:
        for action in allowed:
            dossier.must_may(action)
        assert entries(dossier) == []
        for action in refused:
            with pytest.raises(InputError, match="Dit hoort niet bij uw rol"):
                dossier.must_may(action)
        assert [(entry.action, entry.result) for entry in entries(dossier)] == [(action.value, "refused") for action in refused]
    assert allowed
    assert refused


def test_the_technician_does_nothing_inside_a_dossier() -> None:
    assert [action for action, rule in RULES.items() if AccountRole.TECHNICIAN in rule.roles] == []
    assert set(RULES) == set(Action)


def test_the_overseer_changes_no_record() -> None:
    changing = {action for action, rule in RULES.items() if rule.reversible}
    assert [action for action in changing if AccountRole.OVERSEER in RULES[action].roles] == []


def test_whoever_opens_it_second_reads_and_is_written_down_but_changes_nothing(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    first, second = at_work(path), at_work(path)
    second.alters = False
    with pytest.raises(InputError, match="alleen om te lezen"), second.writing(Action.ANSWERED) as writing:
        writing.put(GIVEN)
    second.note(Action.CASE_OPENED, case="7K-4Q2")
    with first.writing(Action.ANSWERED) as writing:
        writing.put(GIVEN)
    assert [entry.action for entry in entries(second)] == ["case_opened", "answered"]
    first.close()
    second.close()


def test_an_operation_tells_of_its_own_entry_also_when_somebody_else_was_written_down_just_after(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with closing(at_work(path)) as first, closing(at_work(path)) as second:
        with first.writing(Action.ANSWERED, about="answer/school") as writing:
            writing.put(GIVEN)
        second.note(Action.CASE_OPENED, case="7K-4Q2", about="case/7K-4Q2")
        change = writing.change(Message("Gedaan."), undo=True)
    assert (change.operation, change.about, change.kinds) == (1, "answer/school", frozenset({"answer"}))


def test_a_clock_that_was_put_back_makes_nothing_earlier(tmp_path: Path) -> None:
    clock = Clock()
    with working(tmp_path, clock=clock) as dossier:
        dossier.note(Action.OPENED)
        before = dossier.now()
        clock.later(days=-400)
        assert timedelta(0) <= before - dossier.now() < timedelta(minutes=1)
        assert dossier.today() == before.date()
        dossier.note(Action.CLOSED)
        assert list(chain.broken_links(entries(dossier), chain.first_link(FILE_ID))) == []
