"""The check of a sheet of a dossier: it holds as issued, and a word changed in any part of people is named, on paper and in the data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.documents.dossier_papers import sparse_sheet, whole_sheet
from tests.documents.forger import carried, carrying, contents, shown, with_content, with_data
from tests.documents.papers import full_sheet
from triage.documents.verify import verify
from triage.errors import InputError
from triage.weighing.receipt import canonical
from triage.wording import DUTCH


def differences(sheet: bytes) -> list[str]:
    return [DUTCH.say(difference) for difference in verify(sheet).differences]


@pytest.mark.parametrize("sheet", [whole_sheet(), sparse_sheet()], ids=["whole", "sparse"])
def test_a_sheet_as_it_was_made_holds(sheet: bytes) -> None:
    assert differences(sheet) == []


PRINTED = (
    "reclassering",
    "Drie aanhoudingen in een half jaar, en de dagbesteding is gestopt.",
    "De jongere heeft weinig houvast en de feiten volgen elkaar snel op.",
    "School en reclassering werken al samen en de jongere doet daar mee.",
    "Coach op school",
    "De jongere koos zelf voor de coach van school.",
    "De jongere stemt niet in.",
    "Drie maanden zonder nieuw feit en weer naar school.",
    "regel 412",
)
"""A line of each part of people, as it stands on the paper."""


def test_a_changed_word_on_paper_is_named_in_every_part_of_people() -> None:
    sheet = whole_sheet()
    for line in PRINTED:
        sheet = with_word_changed(sheet, line)
    found = " ".join(differences(sheet))
    for line in PRINTED:
        assert f"{line[:-2]}st" in found, line


def with_word_changed(sheet: bytes, line: str) -> bytes:
    """The sheet with the end of a printed line changed where it first stands."""
    page = next(number for number, content in enumerate(contents(sheet)) if shown(line) in content)
    return with_content(sheet, page, lambda content: content.replace(shown(line), shown(f"{line[:-2]}st"), 1))


CHANGES: dict[str, Callable[[Any], None]] = {
    "Dit is niet de aanleiding.": lambda people: people["record"]["gate"].update(reason="Dit is niet de aanleiding."),
    "Ik betwist heel iets anders.": lambda people: people["contests"][0].update(text="Ik betwist heel iets anders."),
    "Dit dacht ik niet.": lambda people: people["assessment"]["own"].update(reason="Dit dacht ik niet."),
    "Dit is niet besloten.": lambda people: people["decision"]["reason"].update(argument="Dit is niet besloten."),
    "Dit is niet in verhouding.": lambda people: people["decision"].update(proportionality="Dit is niet in verhouding."),
    "Het lichtere was wel genoeg.": lambda people: people["decision"]["lighter"].update(why_not="Het lichtere was wel genoeg."),
    "Dit heb ik niet gezegd.": lambda people: people["views"][0].update(text="Dit heb ik niet gezegd."),
    "De ouders wilden dit niet weten.": lambda people: people["notices"][1].update(ground="De ouders wilden dit niet weten."),
    "Het stopt nooit.": lambda people: people["decision"].update(exit_conditions="Het stopt nooit."),
    "regel 411": lambda people: people["head"].update(number=411),
}


def test_a_changed_word_in_the_data_is_named_in_every_part_of_people() -> None:
    def change(data: Any) -> None:
        for plant in CHANGES.values():
            plant(data["casework"])

    found = differences(with_data(whole_sheet(), change))
    assert found[0].startswith("Op het blad staat controlecode ")
    for words in CHANGES:
        assert any(re.search(re.escape(words), line) for line in found), words


def test_a_changed_day_is_named_by_its_place_for_a_full_date_is_never_quoted() -> None:
    def change(data: Any) -> None:
        data["casework"]["decision"]["ends_on"] = "2027-05-02"
        data["casework"]["readiness"]["dpia"]["reference"] = "Iets anders"

    found = differences(with_data(whole_sheet(), change))
    assert any(
        ", na “Wat de organisatie vooraf heeft vastgelegd”: er staat “(niet getoond: een volledige datum)”" in line for line in found
    )
    assert any(", na “14. Looptijd”: er staat “(niet getoond: een volledige datum)”" in line for line in found)


def test_casework_that_does_not_belong_to_the_weighing_is_named_and_nothing_is_drawn() -> None:
    def change(data: Any) -> None:
        data["casework"]["decision"]["advice"] = ["regular"]
        data["casework"]["sealed"] = "0" * 64

    assert differences(with_data(whole_sheet(), change))[:2] == [
        "Wat bij de beoordeling is vastgelegd, is niet de weging van dit blad.",
        "Bij het besluit staat een ander advies dan uit de weging volgt.",
    ]


def test_a_changed_answer_is_not_what_was_sealed() -> None:
    def change(data: Any) -> None:
        data["case"]["answers"]["money"]["value"] = "serious"

    assert "Wat bij de beoordeling is vastgelegd, is niet de weging van dit blad." in differences(with_data(whole_sheet(), change))


def test_casework_taken_away_from_or_put_on_a_sheet_is_named() -> None:
    without = json.loads(carried(whole_sheet()))
    people = without.pop("casework")
    assert any("PROEF" in line for line in differences(carrying(whole_sheet(), canonical(without))))
    trial = json.loads(carried(full_sheet()))
    assert any("PROEF" in line for line in differences(carrying(full_sheet(), canonical({**trial, "casework": people}))))


def test_a_decision_about_a_minor_without_check_is_no_sheet_of_ours() -> None:
    def change(data: Any) -> None:
        data["casework"]["decision"]["best_interests"] = None

    found = differences(with_data(whole_sheet(), change))
    assert any(line.startswith("Met de bijlage is geen blad te maken. kindtoets: belang van het kind:") for line in found)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda people: people.pop("head"),
        lambda people: people["head"].update(number="412"),
        lambda people: people["decision"]["reason"].update(argument="x" * 5000),
        lambda people: people.update(tasks=people["tasks"] * 400),
        lambda people: people["assessment"].update(id="Jan de Vries"),
    ],
    ids=["part missing", "number as text", "long", "many", "name"],
)
def test_casework_of_another_form_is_refused_like_any_damaged_attachment(spoil: Callable[[Any], None]) -> None:
    with pytest.raises(InputError, match="De bijlage heeft niet de vorm van een weging"):
        verify(with_data(whole_sheet(), lambda data: spoil(data["casework"])))


def test_a_word_more_than_casework_has_is_named() -> None:
    found = differences(with_data(whole_sheet(), lambda data: data["casework"]["record"].update(name="x")))
    assert found[0] == "De bijlage is anders geschreven dan dit programma doet; er is iets in veranderd of toegevoegd."
