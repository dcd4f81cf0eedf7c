"""What stands first: on one page what this is, the advice or what is not excluded, the scales and the open questions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.documents.papers import case_of, example, framework_file, full_case, half_known_sheet, pages, printed, shipped, text, weighed
from tests.documents.sheet.test_used import part
from triage.cases.case import Answer, Case
from triage.documents.sheet.opening import PSEUDONYMISED
from triage.framework.vocabulary import AnswerStatus, Partner
from triage.periods import Period
from triage.weighing.outlook_words import EXACT
from triage.weighing.sentences import advice_sentence, bare_range
from triage.wording import DUTCH

EXAMPLES = shipped().framework.examples


@pytest.mark.parametrize("case", [case_of(found) for found in EXAMPLES], ids=[found.name.nl for found in EXAMPLES])
def test_the_first_page_holds_the_advice_every_scale_and_what_is_open(case: Case) -> None:
    first, weighing = pages(printed(case))[0], weighed(case)
    assert DUTCH.say(advice_sentence(weighing)) in first
    assert DUTCH.say(PSEUDONYMISED) in first
    for scale in () if weighing.out_of_scope else weighing.scales:
        assert f"{DUTCH.say(scale.scale.name)} {DUTCH.say(bare_range(scale.low, scale.high))} punt" in first
    assert weighing.advice is not None
    assert ("Van deze open vragen hangt het advies af:" in first) == (len(weighing.possible) > 1)
    assert ("Hierover moet meer bekend zijn voordat er een advies is:" in first) == (
        not weighing.advice.certain and len(weighing.possible) == 1
    )


def test_what_the_advice_means_stands_below_it() -> None:
    first = pages(printed(full_case()))[0]
    assert "Bespreek of een plaats op de lijst deze jongere helpt. Er gebeurt niets vanzelf." in first
    assert "Gebruik dan de aanpak voor volwassenen." in pages(printed(example("24 jaar")))[0]


def test_more_than_six_open_questions_are_counted() -> None:
    first = pages(half_known_sheet())[0]
    assert "– 4. Uitkomst triage K2:" in first
    assert "deel 6 noemt ze alle" in first


def test_an_advice_of_protection_names_the_answer_it_rests_on() -> None:
    first = pages(printed(example("Meisje van 15")))[0]
    assert "Het advies rust op een antwoord dat niet vaststaat: onderdeel 2. Voor bescherming is een signaal genoeg" in first
    assert "Het advies hangt daar niet van af." in first
    case = example("Meisje van 15")
    sure = replace(case, answers={**case.answers, "exploited": Answer("yes")})
    assert "Het advies rust op een antwoord dat niet vaststaat" not in text(printed(sure))


def test_open_answers_that_cannot_change_the_advice_are_said_to_be_so() -> None:
    assert "Nog open: de onderdelen 33, 34, 35 en 36. Het advies hangt daar niet van af." in pages(printed(full_case()))[0]


def test_what_the_list_of_open_advices_promises_stands_wherever_it_stands() -> None:
    assert text(half_known_sheet()).count(DUTCH.say(EXACT)) == 2
    assert DUTCH.say(EXACT) not in text(printed(full_case()))


def test_the_outcome_of_the_triage_is_printed_with_its_source() -> None:
    case = full_case()
    answer = Answer("no", AnswerStatus.ESTABLISHED, Period.quarter(2026, 3), Partner.YOUTH_CARE)
    said = text(printed(replace(case, answers={**case.answers, "triage_k2": answer})))
    ground = part(said, "2. Doel en grondslag", "3. Wat is gebruikt")
    assert "Uitkomst van de triage 3. Uitkomst triage K1:" in ground
    assert "partners binnen één keten er niet uitkomen? nee vastgesteld · jeugdhulp · 3e kwartaal 2026" in ground


def test_a_framework_that_does_not_ask_for_the_triage_leaves_it_open() -> None:
    data = {
        "format": 1,
        "id": "kaal",
        "version": "1.0.0",
        "use": "test",
        "title": {"nl": "Kaal"},
        "items": [{"id": "vraag", "kind": "yes_no"}],
    }
    said = text(printed(Case(full_case().code, full_case().reference_date), file=framework_file(data)))
    assert "Uitkomst van de triage niet ingevuld" in said
    assert "Nog open: onderdeel 1." not in said


def withheld_case() -> Case:
    """Facts that lead to one advice whatever the concerns are, and too little known of the concerns to give it."""
    case = full_case()
    return replace(case, answers={**case.answers, **dict.fromkeys(("money", "substance", "home", "leisure"), Answer(None))})


def test_an_advice_that_no_open_answer_can_change_is_never_said_to_hang_on_one() -> None:
    weighing = weighed(withheld_case())
    assert weighing.advice is not None
    assert weighing.advice.withheld == ("need",)
    said = text(printed(withheld_case()))
    assert "het zou “Plaats op de lijst bespreken” worden. Over “Zorgen” is te weinig bekend om dat advies te geven." in said
    assert said.count("Hierover moet meer bekend zijn voordat er een advies is") == 2
    assert "hangt het advies af" not in said
    assert DUTCH.say(EXACT) not in said


def test_points_are_said_to_say_nothing_about_what_a_young_person_will_do_beside_the_first_points() -> None:
    first = pages(printed(full_case()))[0]
    assert "Zij zeggen niet wat een jongere gaat doen." in first
    assert first.index("Zij zeggen niet wat een jongere gaat doen.") < first.index("Over dit blad")


def test_the_codes_are_said_to_show_a_change_and_never_to_hold_the_data() -> None:
    said = part(text(printed(full_case())), "Weegbewijs", "2. Doel en grondslag")
    assert "De bijlage van dit blad bevat alles om de weging te herhalen." in said
    assert "Met deze drie codes is te zien of daarin niets is veranderd." in said
