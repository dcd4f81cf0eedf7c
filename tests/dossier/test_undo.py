"""Taking back and doing again, from the list itself."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dossier.making import at_work, new_database, working
from triage.cases.case import Answer
from triage.casework.roles import AccountRole
from triage.dossier import undo
from triage.dossier.actions import Action
from triage.dossier.holdings import AnswerGiven, Settings
from triage.dossier.store import Dossier
from triage.errors import InputError

GIVEN = AnswerGiven("7K-4Q2", "top60", "school", "w", Answer("yes"), date(2026, 12, 1))


def answer(dossier: Dossier, item: str, value: str, case: str = "7K-4Q2") -> None:
    """Give an answer."""
    with dossier.writing(Action.ANSWERED) as writing:
        writing.put(replace(GIVEN, case_code=case, item=item, answer=Answer(value)))


def state(dossier: Dossier) -> dict[str, object]:
    """The answers, by case and item."""
    with dossier.reading() as records:
        return {f"{given.case_code} {given.item}": given.answer.value for given in records.every(AnswerGiven)}


class Oracle:
    """Undo as everybody knows it: a pile of states."""

    def __init__(self) -> None:
        self.present: dict[str, object] = {}
        self.done: list[dict[str, object]] = []
        self.undone: list[dict[str, object]] = []

    def answer(self, item: str, value: str) -> None:
        after = {**self.present, f"7K-4Q2 {item}": value}
        if after != self.present:
            self.done.append(self.present)
            self.undone.clear()
            self.present = after

    def undo(self) -> bool:
        if self.done:
            self.undone.append(self.present)
            self.present = self.done.pop()
            return True
        return False

    def redo(self) -> bool:
        if self.undone:
            self.done.append(self.present)
            self.present = self.undone.pop()
            return True
        return False


STEPS = st.lists(
    st.one_of(st.tuples(st.sampled_from("abc"), st.sampled_from(["yes", "no"])), st.sampled_from(["undo", "redo"])), max_size=14
)


@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_undo_and_redo_are_what_everybody_knows(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str] | str]) -> None:
    oracle = Oracle()
    with working(tmp_path_factory.mktemp("undo")) as dossier:
        for step in steps:
            if isinstance(step, tuple):
                answer(dossier, *step)
                oracle.answer(*step)
            elif step == "undo":
                assert (undo.undoable(dossier) is not None) == oracle.undo()
                if undo.undoable(dossier) is not None:
                    undo.undo(dossier)
            else:
                assert (undo.redoable(dossier) is not None) == oracle.redo()
                if undo.redoable(dossier) is not None:
                    undo.redo(dossier)
            assert state(dossier) == oracle.present


def test_the_last_step_can_be_undone_after_closing_and_opening_again(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with closing(at_work(path)) as dossier:
        answer(dossier, "school", "yes")
    with closing(at_work(path)) as dossier:
        change = undo.undo(dossier)
        assert state(dossier) == {}
    assert change.kinds == {"answer"}


def test_nothing_of_a_case_is_undone_from_before_what_lasts(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        answer(dossier, "school", "yes")
        answer(dossier, "school", "yes", case="2M-9XX")
        with dossier.writing(Action.SEALED) as writing:
            writing.put(replace(GIVEN, item="verzegeld"))
        undo.undo(dossier)
        assert state(dossier) == {"7K-4Q2 school": "yes", "7K-4Q2 verzegeld": "yes"}
        with pytest.raises(InputError, match="geen stap"):
            undo.undo(dossier)


def test_an_account_takes_back_only_its_own_steps(tmp_path: Path) -> None:
    path = new_database(tmp_path)
    with closing(at_work(path)) as first:
        answer(first, "school", "yes")
    with closing(at_work(path, role=AccountRole.CHAIR)) as second:
        assert undo.undoable(second) is None
        answer(second, "school", "no")
    with closing(at_work(path)) as first:
        assert undo.undoable(first) is None


def test_reading_in_between_takes_no_step_away(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        answer(dossier, "school", "yes")
        dossier.note(Action.CASE_OPENED, case="7K-4Q2")
        step = undo.undoable(dossier)
    assert step is not None
    assert step.action is Action.ANSWERED


def test_settings_of_the_house_are_undone_as_well(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        for months in (12, 18):
            with dossier.writing(Action.SETTINGS_CHANGED) as writing:
                writing.put(Settings(keep_months=months))
        undo.undo(dossier)
        with dossier.reading() as records:
            assert records.every(Settings) == (Settings(keep_months=12),)
