"""Part 4: the words of the sum say what they mean, and nothing is called unfilled that the program cannot do."""

from __future__ import annotations

from tests.documents.papers import full_sheet, half_known_sheet, text
from tests.documents.sheet.test_used import part


def weighed(said: str) -> str:
    return part(said, "4. Hoe is gewogen", "5. Sterke kanten")


def test_fixed_and_changeable_are_explained() -> None:
    said = weighed(text(full_sheet()))
    assert "Vast De jongere kan dit niet zelf veranderen. Het kan wel verlopen." in said
    assert "Veranderbaar Dit kan anders worden, bijvoorbeeld met hulp." in said


def test_how_much_is_known_is_said_in_points_and_in_per_cents() -> None:
    assert "Bekend 34 van de 34 punten (100 %). Voor een niveau is 75 % nodig." in weighed(text(full_sheet())).replace("\u00a0", " ")
    assert "bekend is 4 van de 34 punten (11 %), nodig is 75 %" in weighed(text(half_known_sheet())).replace("\u00a0", " ")


def test_per_cents_are_said_to_be_rounded_down() -> None:
    assert "Reken per onderdeel met de meeste punten min de minste. Een percentage is naar beneden afgerond." in weighed(text(full_sheet()))


def test_a_range_is_said_to_be_an_outer_bound_only_where_there_is_one() -> None:
    assert "Een bereik, zoals 11–15, is een buitengrens." in weighed(text(half_known_sheet()))
    assert "is een buitengrens" not in text(full_sheet())


def test_the_levels_are_printed_with_the_points_they_start_at() -> None:
    said = weighed(text(full_sheet()))
    assert "Weinig of lichte feiten: het laagste niveau Herhaalde of ernstiger feiten: vanaf 10 punten" in said
    assert "Veel en ernstige feiten: vanaf 20 punten" in said


def test_the_strongest_evidence_is_said_to_be_the_strongest() -> None:
    assert "Bewijs Het sterkste bewijs, als er meer bronnen zijn. Overzicht A noemt ze alle" in weighed(text(full_sheet()))


def test_what_the_program_cannot_do_yet_is_not_laid_at_the_door_of_the_user() -> None:
    assert "Welk ander antwoord het advies verandert dit kan het programma nog niet" in weighed(text(full_sheet()))


def test_the_rule_of_an_item_that_follows_from_others_is_a_list() -> None:
    assert (
        "Regel; de eerste die opgaat, telt: – 9 punten, als onderdeel 8 ten minste 1 is – 5 punten, als onderdeel 7 ten minste 1 is of "
        "onderdeel 10 ten minste 1 is"
    ) in weighed(text(full_sheet()))


def test_no_scale_is_called_a_risk() -> None:
    assert "risico)" not in text(full_sheet())
