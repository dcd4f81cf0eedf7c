"""Finding cases by what was typed in them, and nothing of a case that is gone."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from tests.dossier.making import working
from triage.cases.case import Answer
from triage.casework.gate import Gate
from triage.casework.record import CaseRecord
from triage.dossier import search
from triage.dossier.actions import Action
from triage.dossier.holdings import AnswerGiven
from triage.dossier.kinds import KINDS
from triage.dossier.store import Dossier

CASE = CaseRecord("7K-4Q2", date(2026, 12, 1), False, date(2027, 12, 1), gate=Gate(reason="Een wijkagent zag hem bij de garage."))

WORDS_OF_LISTS = {
    *("id", "code", "case_code", "account", "assessment", "conference", "decision", "corrects", "second_of", "framework", "framework_id"),
    *(
        "framework_version",
        "framework_sha256",
        "seen",
        "item",
        "wording",
        "outcome",
        "chosen",
        "advice",
        "option",
        "value",
        "kind",
        "help",
        "title",
    ),
    *("instrument", "version", "level", "result", "facts"),
}
"""Fields with an id, a code or a word of a fixed list; and the sealed result, which repeats the notes it was made of."""


def put(dossier: Dossier, *records: object) -> None:
    """Keep records."""
    with dossier.writing(Action.CASE_MADE) as writing:
        for record in records:
            writing.put(record)


def hits(dossier: Dossier, words: str) -> tuple[str, ...]:
    """The codes that are found."""
    with dossier.reading() as records:
        return search.found(records.connection, words)


@pytest.mark.parametrize("words", ["garage", "GARAGE", "gar", "wijkagent garage", "7K-4Q2", "7k", "Een wijkagent!"])
def test_a_case_is_found_by_its_code_and_by_the_beginning_of_any_word(tmp_path: Path, words: str) -> None:
    with working(tmp_path) as dossier:
        put(dossier, CASE, replace(CASE, code="2M-9XX", gate=Gate(reason="Iets anders.")))
        assert hits(dossier, words) == ("7K-4Q2",)


@pytest.mark.parametrize("words", ["", "  ", '"', "*", "school", "garage boot", "NEAR(", "text:garage OR", "police"])
def test_what_is_nowhere_is_not_found_and_no_sign_means_anything_special(tmp_path: Path, words: str) -> None:
    with working(tmp_path) as dossier:
        put(dossier, CASE)
        assert hits(dossier, words) == ()


def test_a_word_without_its_accents_is_found(tmp_path: Path) -> None:
    with working(tmp_path) as dossier:
        put(dossier, replace(CASE, gate=Gate(reason="Bij het café.")))
        assert hits(dossier, "cafe") == ("7K-4Q2",)


def test_a_note_of_one_word_is_found_and_not_any_more_when_it_was_changed(tmp_path: Path) -> None:
    given = AnswerGiven("7K-4Q2", "top60", "school", "w", Answer("yes", note="Fatbike"), date(2026, 12, 1))
    with working(tmp_path) as dossier:
        put(dossier, CASE, given)
        assert hits(dossier, "fatbike") == ("7K-4Q2",)
        put(dossier, replace(given, answer=Answer("yes", note="Scooter")))
        assert (hits(dossier, "fatbike"), hits(dossier, "scooter")) == ((), ("7K-4Q2",))


def texts_in(of: Any) -> set[str]:
    """The names of all fields that hold a plain text, however deep."""
    if not is_dataclass(of):
        return {name for inner in get_args(of) for name in texts_in(inner)}
    hints = get_type_hints(of)
    own = {field.name for field in fields(of) if hints[field.name] is str or str in get_args(hints[field.name])}
    return own | {name for field in fields(of) for name in texts_in(hints[field.name])}


def test_every_field_in_which_people_type_is_in_the_index() -> None:
    searched = {kind.type for kind in KINDS if kind.name in search.KINDS_SEARCHED}
    every = {name for of in searched for name in texts_in(of)}
    assert every - search.TYPED == WORDS_OF_LISTS & every
    assert every >= search.TYPED
