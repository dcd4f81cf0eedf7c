"""Parts 6 and 14: the way to the advice line by line, its conditions as a list, and the rules of a list as far as they are used."""

from __future__ import annotations

import json

import pytest

from tests.documents.forger import carried, with_data
from tests.documents.papers import (
    example,
    full_case,
    full_sheet,
    half_known_case,
    half_known_sheet,
    long_framework,
    printed,
    shipped,
    text,
    weighed,
)
from tests.documents.sheet.test_used import part
from tests.documents.test_sheet import NOTHING_KNOWN
from triage.cases.case import Case
from triage.documents.sheet.advised import MOST_FIRST
from triage.documents.sheet.subject import numbered
from triage.documents.verify import verify
from triage.weighing.firmness_words import advice_lines
from triage.weighing.outlook_words import EXPLAINS_ONLY, NO_EXACT, TOO_TANGLED, lighter_lines
from triage.wording import DUTCH

FRAMEWORK = shipped().framework


def test_a_long_condition_is_a_list() -> None:
    walk = part(text(full_sheet()), "Zo is het advies gevonden", "Zo wordt de lijst gemaakt")
    assert "“Plaats op de lijst bespreken”, als dit allemaal klopt, namelijk dat: – het niveau van “Ernst en herhaling van feiten”" in walk
    assert "– ten minste één hiervan klopt, namelijk dat: – het niveau van" in walk
    outside = "“valt buiten dit kader”, als ten minste één hiervan klopt, namelijk dat:"
    assert f"{outside} – onderdeel 1 minder dan 12 is – onderdeel 1 ten minste 24 is" in walk


def test_the_reasons_of_a_line_are_a_list() -> None:
    assert "“Plaats op de lijst bespreken”: gaat op, omdat: – het niveau van" in text(full_sheet())
    assert "“Plaats op de lijst bespreken”: niet uitgesloten. Nog open is: – of er genoeg bekend is over “Ernst" in text(half_known_sheet())


def test_a_scale_that_asks_for_an_item_calls_it_by_its_number_without_quotation_marks() -> None:
    assert "onderdeel 8 ten minste 1 is" in text(full_sheet())
    assert "“onderdeel" not in text(full_sheet())


def test_the_rules_of_the_list_are_printed_as_far_as_the_program_uses_them() -> None:
    rules = part(text(full_sheet()), "Zo wordt de lijst gemaakt", "7. Eigen oordeel")
    assert "Dit blad zegt niet of deze jongere een plaats krijgt." in rules
    assert "Aantal plaatsen 60 volgens dit kader." in rules
    assert "Wie als advies “Plaats op de lijst bespreken” heeft of nog kan krijgen." in rules
    assert "– het niveau van “Ernst en herhaling van feiten”: hoog gaat voor – de punten op “Sterke kanten”: laag gaat voor" in rules
    assert "Wie gelijk eindigt, deelt de plaats. Het casusoverleg kiest dan zelf en schrijft op waarom." in rules
    assert "Gelijke casussen krijgen hetzelfde nummer. Het nummer erna slaat over: 1, 2, 2, 4." in rules


def test_who_keeps_a_place_who_leaves_and_who_stands_around_the_line_is_said_as_the_program_does_it() -> None:
    said = text(full_sheet())
    assert (
        "Wie een plaats heeft, houdt die tot de toetsing. Alleen vrije plaatsen worden verdeeld. Is na 6 maanden de toetsing aan de beurt "
        "en klopt de regel voor uitstroom, dan telt de plaats als vrij. Het overleg besluit."
    ) in said
    assert "Wie met hoogstens 2 punten verschil op elke vergelijking gelijk kan komen met de laatste plaats." in said
    leaving = part(said, "14. Looptijd", "15. Controle")
    assert "Een toets telt als uitstroom als ten minste één hiervan klopt, namelijk dat: – het niveau van" in leaving
    assert "– niet voldaan is aan “Ten minste één feit in de laatste 12 maanden”" in leaving
    assert "Het casusoverleg toetst elk half jaar" in leaving
    assert "of de regel voor uitstroom klopt. Het besluit niets." in leaving


def test_a_framework_without_limited_places_says_nothing_about_a_list() -> None:
    said = text(printed(NOTHING_KNOWN, file=long_framework(4)))
    assert "Zo wordt de lijst gemaakt" not in said
    assert "telt als uitstroom" not in said


def test_when_a_rule_gives_the_advice_is_said_with_what_keeps_it_back() -> None:
    walk = part(text(half_known_sheet()), "Zo is het advies gevonden", "Zo wordt de lijst gemaakt")
    assert "tot een regel zeker opgaat. Die geeft het advies. Staat een regel daarboven nog open, dan is er nog geen advies." in walk
    assert "Regel 1 tot en met 5 geven pas advies als over “Zorgen” en “Sterke kanten” genoeg bekend is." in walk
    assert "Gaat geen regel hierboven op, dan geldt “Geen extra inzet”." in walk


def test_the_goals_and_the_lines_about_help_can_be_found_from_the_answers_with_the_paper_alone() -> None:
    said = part(text(full_sheet()), "5. Sterke kanten en behoeften", "6. Advies van het kader")
    assert (
        "Elk van deze onderdelen geeft een eigen doel: de onderdelen 22, 23, 24, 25, 26 en 27 bij ten minste 1 punt en onderdeel 19 bij "
        "ten minste 2 punten."
    ) in said.replace("\u00a0", " ")
    help_rule = "Elk van deze onderdelen geeft een eigen aanwijzing: de onderdelen 33, 34, 35 en 36 bij het antwoord “ja”."
    assert help_rule in said.replace("\u00a0", " ")


def test_a_framework_without_goals_has_no_rule_for_them() -> None:
    assert "geeft een eigen doel" not in text(printed(NOTHING_KNOWN, file=long_framework(4)))


def what_if(case: Case) -> str:
    return part(text(printed(case)), "Wat het advies anders zou maken", "Wat tegen zulke kaders bekend is")


def test_every_smallest_change_stands_on_the_sheet_with_the_numbers_of_its_items() -> None:
    case = example("Dezelfde drie overvallen")
    outlook = weighed(case).outlook
    assert outlook is not None
    assert len(outlook.lighter.sets) > 1
    said = what_if(case)
    for line in lighter_lines(numbered(FRAMEWORK), outlook):
        assert f"– {DUTCH.say(line)}".replace("\N{NO-BREAK SPACE}", " ") in said
    assert DUTCH.say(EXPLAINS_ONLY) in said


def test_the_facts_on_which_an_advice_rests_are_named_with_what_would_then_be_possible() -> None:
    said = what_if(full_case())
    assert "Op dit ene feit rust het advies. Klopt het niet, dan verandert het advies:" in said
    assert "– Straatroof, 2e kwartaal 2026, veroordeeld: dan “Lokale aanpak bespreken”" in said


def test_what_each_open_question_settles_stands_beside_it_the_most_telling_first() -> None:
    said = part(text(half_known_sheet()), "6. Advies van het kader", "Wat het advies anders zou maken")
    assert DUTCH.say(MOST_FIRST) in said
    assert "“nee”: dan valt “Plaats op de lijst bespreken” af" in said
    outlook = weighed(half_known_case()).outlook
    assert outlook is not None
    questions = [FRAMEWORK.item_by_id[decider.items[0]].name.nl for decider in outlook.deciding if len(decider.items) == 1]
    assert len(questions) > 3
    assert sorted(questions, key=said.index) == questions


def test_a_framework_too_tangled_to_settle_says_so_and_lists_what_the_walk_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("triage.weighing.outlook.Outlooks.ready", lambda _self: False)
    said = text(printed(half_known_case()))
    assert DUTCH.say(NO_EXACT) in said
    assert "Van deze open vragen kan het advies afhangen" in said
    assert "Wat het advies anders zou maken" not in said


def test_of_one_advice_by_a_framework_too_tangled_it_is_said_that_nobody_could_find_what_would_change_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("triage.weighing.outlook.Outlooks.ready", lambda _self: False)
    said = text(printed(full_case()))
    assert DUTCH.say(TOO_TANGLED) in part(said, "Wat het advies anders zou maken", "Hoe stevig deze uitkomst is")


def test_how_firm_the_advice_is_stands_as_a_count_of_recalculations_that_the_receipt_can_redo() -> None:
    said = part(text(full_sheet()), "Hoe stevig deze uitkomst is", "Wat tegen zulke kaders bekend is")
    firmness = weighed(full_case()).firmness
    assert firmness is not None
    for line in advice_lines(firmness, numbered(FRAMEWORK)):
        assert DUTCH.say(line).replace("\N{NO-BREAK SPACE}", " ") in said
    assert "van 1.000 herberekeningen" in said
    assert "Er is 1.000 keer herberekend. Het begingetal is 1:" in said
    stated = json.loads(carried(full_sheet()))["receipt"]
    assert (stated["draws"], stated["seed"]) == (1_000, 1)


def test_a_sheet_whose_receipt_names_other_recalculations_does_not_hold() -> None:
    forged = with_data(full_sheet(), lambda data: data["receipt"].__setitem__("draws", 10))
    assert any("aantal herberekeningen" in DUTCH.say(line) for line in verify(forged).differences)
