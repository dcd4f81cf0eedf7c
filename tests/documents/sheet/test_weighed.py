"""Part 4: the words of the sum say what they mean, and nothing is called unfilled that the program cannot do."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.papers import (
    ROOT,
    case_of,
    example,
    framework_file,
    full_case,
    full_sheet,
    half_known_sheet,
    printed,
    shipped,
    tables,
    text,
)
from tests.documents.sheet.test_used import part
from triage.documents.verify import verify
from triage.framework.read import FrameworkFile, read_path
from triage.weighing.weigh import weigh_case

WITHOUT_SCALES = ("Max.", "0–2", "Wie een kolom optelt", "Schalen worden nooit", "De punten zijn een keuze", "Waarom deze punten")
"""What is only said of points that are added up."""


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


def test_no_part_says_that_the_program_cannot_do_what_part_6_does() -> None:
    assert "kan het programma nog niet" not in text(full_sheet())


def test_the_rule_of_an_item_that_follows_from_others_is_a_list() -> None:
    assert (
        "Regel; de eerste die opgaat, telt: – 9 punten, als onderdeel 8 ten minste 1 is – 5 punten, als onderdeel 7 ten minste 1 is of "
        "onderdeel 10 ten minste 1 is"
    ) in weighed(text(full_sheet()))


def test_no_scale_is_called_a_risk() -> None:
    assert "risico)" not in text(full_sheet())


def meanings(scale: str) -> dict[str, str]:
    """What each level of a scale of the shipped framework means."""
    return {band.name.nl: band.meaning.nl for band in shipped().framework.scale_by_id[scale].bands if band.meaning}


def test_the_level_of_the_case_is_printed_with_what_it_means_and_no_other_level() -> None:
    said = weighed(text(full_sheet()))
    level = "Veel en ernstige feiten"
    assert f"Niveau: {level}. Wat dit niveau betekent: {meanings('seriousness')[level]}" in said
    assert [meaning for name, meaning in meanings("seriousness").items() if name != level and meaning in said] == []


def test_while_the_level_is_open_each_possible_level_says_what_it_means() -> None:
    border = example("Precies op de grens van het hoogste niveau")
    case = replace(border, answers={item: answer for item, answer in border.answers.items() if item != "pace"})
    possible = weigh_case(tables(), case).scale("seriousness").possible
    assert possible == ("medium", "high")
    said = weighed(text(printed(case)))
    for band in shipped().framework.scale_by_id["seriousness"].bands:
        assert (f"Wat “{band.name.nl}” betekent: {meanings('seriousness')[band.name.nl]}" in said) is (band.id in possible)


def test_where_too_little_is_known_no_level_is_explained() -> None:
    assert "betekent: " not in weighed(text(half_known_sheet()))


def test_a_sheet_with_the_meaning_of_levels_still_holds_when_it_is_checked() -> None:
    assert verify(full_sheet()).holds


def without_scales() -> FrameworkFile:
    """The shipped framework with criteria only."""
    return read_path(ROOT / "frameworks" / "top600-criteria.yaml")


def test_a_framework_without_scales_does_not_explain_how_to_add_up() -> None:
    file = without_scales()
    pdf = printed(case_of(file.framework.examples[0]), file=file)
    said = text(pdf)
    assert [words for words in WITHOUT_SCALES if words in said] == []
    assert [words for words in WITHOUT_SCALES if words not in text(full_sheet())] == []
    assert "4. Hoe is gewogen Dit kader heeft geen schalen. Er wordt niets opgeteld." in said
    assert "Deel 4 noemt de antwoorden en de criteria." in said
    assert "Deel 4 is de som" not in said
    assert verify(pdf).holds


def test_an_answer_that_gives_no_points_is_not_said_to_give_zero() -> None:
    said = {scored: text(printed(full_case(), file=one_question(scored))) for scored in (True, False)}
    assert "“Niet van toepassing” is een antwoord en geeft 0 punten." in said[True]
    assert "“Niet van toepassing” is een antwoord. " in said[False]


def one_question(scored: bool) -> FrameworkFile:
    """A test framework with one question that may be not applicable, on a scale or not."""
    item = {"id": "a", "kind": "yes_no", "allow_not_applicable": True, "question": {"nl": "Is dit zo?"}, "counts": {"nl": "Dit."}}
    scale = {"scales": [{"id": "s", "label": {"nl": "Schaal"}, "role": "risk"}]} if scored else {}
    points = {"scale": "s", "points": {"yes": 1, "no": 0}} if scored else {}
    title = {"format": 1, "id": "x", "version": "1.0.0", "use": "test", "title": {"nl": "Kader"}}
    return framework_file({**title, **scale, "items": [{**item, **points}]})
