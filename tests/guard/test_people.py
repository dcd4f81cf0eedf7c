"""Names of people: found where they stand with a capital, never repeated, and rarely where there are none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.commands import HOUSE
from tests.frameworks.shipped import every, texts_of
from triage.guard.hits import HitKind, Severity
from triage.guard.people import people


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jan Jansen ging met meneer de Vries naar school.", ["Jan Jansen", "meneer de Vries"]),
        ("Samen met Mohammed en Fatima el Bakkali.", ["Mohammed", "Fatima el Bakkali"]),
        ("Zijn broer Yassin hangt rond.", ["Yassin"]),
        ("Moeder (Petra) zegt niets.", ["Petra"]),
        ("Van Dijk heeft gebeld.", ["Van Dijk"]),
        ("Dhr. Bakker belde. De bakker ook.", ["Dhr. Bakker"]),
        ("Zoë wil naar school.", ["Zoë"]),
        ("K. de Boer tekende.", ["K. de Boer"]),
    ],
)
def test_a_name_with_a_capital_is_found_with_what_belongs_to_it(text: str, names: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in people(text)] == names
    assert {(hit.kind, hit.severity) for hit in people(text)} == {(HitKind.NAME, Severity.WARN)}


@pytest.mark.parametrize(
    "text",
    [
        "De wijkagent zag de jongere vaak laat bij de garage.",
        "Halt, de Raad voor de Kinderbescherming en het Leger des Heils denken mee.",
        "Rust op school helpt het kind. In Mei ging het beter.",
        "DE DIEFSTAL WAS ERNSTIG",
        "",
    ],
)
def test_a_text_about_nobody_by_name_gives_nothing(text: str) -> None:
    assert people(text) == ()


@pytest.mark.parametrize("text", ["mohammed was er niet", "K.J. was er niet", "zoë wil naar school"])
def test_small_letters_and_bare_initials_are_not_seen_as_the_handbook_says(text: str) -> None:
    assert people(text) == ()


def test_a_word_that_is_a_name_too_is_asked_about() -> None:
    assert [hit.severity for hit in people("Roos en doornen")] == [Severity.WARN]


@every
def test_in_two_thousand_sentences_of_the_shipped_frameworks_only_places_are_taken_for_a_name(name: str) -> None:
    found = {text.nl[hit.start : hit.end] for _place, text in texts_of(name) for hit in people(text.nl)}
    assert found <= {"Den Haag", "Gouda", "de Top X van Utrecht"}


@pytest.mark.parametrize("text", ["Meneer Bouw belde.", "Ernst de Vries", "Jan Pas"])
def test_a_name_that_is_a_word_of_this_field_is_found_by_what_stands_beside_it(text: str) -> None:
    assert people(text)


@given(st.text(alphabet=st.characters()))
def test_any_text_can_be_looked_at_and_hits_lie_inside_it(text: str) -> None:
    assert all(0 <= hit.start < hit.end <= len(text) for hit in people(text))


def test_a_hit_holds_nothing_of_the_name() -> None:
    (hit,) = people("Moeder heet Petra")
    assert "Petra" not in repr(hit)


LOOK = """
import logging
from triage.guard.people import people
people("Jan Jansen")
logging.getLogger("casus").debug("Petra")
print(logging.root.handlers, logging.root.level == logging.WARNING)
"""


def test_looking_logs_nothing_and_writes_no_file() -> None:
    """deduce by itself sends every log to the screen and keeps its lists in a file that could be swapped for a program."""
    before = set(Path(sys.prefix).rglob("*.pickle"))
    done = subprocess.run([sys.executable, "-c", LOOK], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[] True\n", "")
    assert set(Path(sys.prefix).rglob("*.pickle")) == before
