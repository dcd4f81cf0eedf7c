"""Part 3: a reader can follow each fact to each count, and each answer that does not count to the reason why."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.papers import example, full_sheet, half_known_sheet, printed, shipped, text
from triage.cases.case import Answer, Fact
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period


def part(said: str, start: str, end: str) -> str:
    return said[said.index(start) : said.index(end, said.index(start))]


def facts_of(*facts: Fact) -> str:
    said = text(printed(replace(example("Eerste feit"), facts=facts)))
    return part(said, "3. Wat is gebruikt", "4. Hoe is gewogen")


def test_every_fact_has_a_number_and_the_items_it_counts_for() -> None:
    used = part(text(full_sheet()), "3. Wat is gebruikt", "4. Hoe is gewogen")
    assert "F1 Geweld zonder zwaar letsel 2e kwartaal 2024 veroordeeld bron niet ingevuld telt bij onderdeel 16" in used
    assert "F3 Inbraak 1e kwartaal 2026 veroordeeld bron niet ingevuld telt bij de onderdelen 5, 6, 9, 10, 11 en 15" in used


def test_a_fact_that_does_not_count_somewhere_says_why() -> None:
    used = facts_of(Fact("drugs", Period.quarter(2025, 2), FactStatus.SUSPECTED))
    assert "telt bij de onderdelen 9 en 15 niet bij de onderdelen 6, 10 en 13: deze status telt daar niet" in used
    assert "niet bij onderdeel 5: buiten de termijn" in used
    assert "niet bij de onderdelen 5, 6, 9, 10, 13 en 15: van na de peildatum" not in used


def test_a_fact_that_counts_nowhere_says_so_with_the_reason() -> None:
    dismissed = facts_of(Fact("property", Period.quarter(2026, 2), FactStatus.DISMISSED))
    assert "telt niet mee niet bij de onderdelen 5, 6, 11 en 15: deze status telt daar niet" in dismissed
    later = facts_of(Fact("property", Period.quarter(2027, 2), FactStatus.CONVICTED))
    assert "telt niet mee niet bij de onderdelen 5, 6, 11 en 15: van na de peildatum" in later
    assert "telt niet mee geen onderdeel telt deze soort feit" in facts_of(Fact("sexual", Period.quarter(2026, 2), FactStatus.CONVICTED))


def test_a_count_names_its_facts_where_it_is_added_up() -> None:
    weighed = part(text(full_sheet()), "4. Hoe is gewogen", "5. Sterke kanten")
    assert "4 feiten telt: F2, F3, F4 en F5" in weighed
    assert "1 feit telt: F1" in weighed
    assert "0 feiten geen feit telt hier mee" in weighed


def test_a_count_that_is_a_range_has_a_table_of_its_own_with_the_reason() -> None:
    said = text(printed(example("Een feit op de grens van 24 maanden")))
    ranges = part(said, "Aantallen die een bereik zijn", "De termijnen op de peildatum")
    assert "1 of 2 feiten F1: het kwartaal ligt over de grens van de termijn" in ranges
    assert "Op elke vraag is er een antwoord dat meetelt." not in part(said, "Antwoorden die niet meetellen", "Met opzet niet gebruikt")
    assert "kwartaal ligt" not in part(said, "Antwoorden die niet meetellen", "Met opzet niet gebruikt")


def test_a_contested_fact_is_the_reason_of_a_range() -> None:
    used = facts_of(Fact("property", Period.quarter(2026, 2), FactStatus.SUSPECTED, None, True))
    assert "misschien bij de onderdelen 5 en 15: het feit is betwist" in used
    assert used.count("0 of 1 feit F1: het feit is betwist") == 2


def test_the_terms_are_given_in_quarters_of_the_reference_date() -> None:
    terms = part(text(full_sheet()), "De termijnen op de peildatum", "Antwoorden die niet meetellen")
    assert "feiten, laatste 12 maanden onderdeel 5 1e kwartaal 2026 of later 4e kwartaal 2025" in terms
    assert "feiten, meer dan 24 maanden geleden onderdeel 16 3e kwartaal 2024 of eerder 4e kwartaal 2024" in terms
    assert "antwoorden, 6 maanden geldig" in terms
    assert "3e kwartaal 2026 of later 2e kwartaal 2026: verouderd" in terms


def test_a_signal_about_protection_says_that_it_counts_there() -> None:
    said = text(printed(example("Meisje van 15")))
    assert "signaal, telt als onbekend · bron en kwartaal niet ingevuld telt niet voor punten, wel voor bescherming" in said
    assert "wel voor bescherming" not in text(half_known_sheet())
    case = example("Meisje van 15")
    asked = replace(case, answers={**case.answers, "exploited": Answer("yes", AnswerStatus.CONTESTED)})
    assert "wel voor bescherming" in text(printed(asked))


def test_without_a_list_of_facts_no_fact_is_numbered_and_the_counts_are_said_to_be_unknown() -> None:
    used = part(text(half_known_sheet()), "3. Wat is gebruikt", "4. Hoe is gewogen")
    assert "Er is geen lijst van feiten." in used
    assert "Zonder lijst van feiten is dat onbekend." in used
    assert "Aantallen die een bereik zijn" not in used


def test_what_is_left_out_on_purpose_is_all_there() -> None:
    used = part(text(full_sheet()), "Met opzet niet gebruikt", "4. Hoe is gewogen")
    assert all(part_.why.nl.split(".")[0] in used for part_ in shipped().framework.not_used)
