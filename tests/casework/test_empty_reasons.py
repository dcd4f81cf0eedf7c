"""Texts that give no reason, padded or repeated in whatever way, and real reasons that must pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import problems
from triage.casework.empty_reasons import alike, gives_no_reason, reason_defects, short_reason_defects
from triage.wording import DUTCH, _

PLACE = _("motivering")

STOCK = [
    *(
        "conform advies",
        "Conform het advies.",
        "akkoord",
        "Akkoord!",
        "akkoord met het advies",
        "zie advies",
        "volgt advies",
        "Wij volgen advies",
    ),
    *(
        "advies gevolgd",
        "advies opgevolgd",
        "advies overgenomen",
        "eens met het advies",
        "in lijn met het advies",
        "overeenkomstig het advies",
    ),
    *(
        "zie boven",
        "zie hierboven",
        "zie dossier",
        "zie verslag van het overleg",
        "besproken in het overleg",
        "zoals besproken",
        "idem",
        "ok",
        "oké",
    ),
    *(
        "prima",
        "ja",
        "n.v.t.",
        "niet van toepassing",
        "geen bijzonderheden",
        "geen opmerkingen",
        "geen",
        "standaard",
        "op basis van de score",
    ),
    *(
        "op basis van het aantal punten",
        "uitkomst van het kader",
        "het kader adviseert dit",
        "naar aanleiding van de uitkomst",
        "test",
        "goedgekeurd",
    ),
    *(
        "wij gaan akkoord met het voorstel",
        "hetzelfde als de vorige keer",
        "...",
        "xxx",
        "12345 67890",
        "conform",
        "Besluit volgens het kader.",
        "Standaard verlengd.",
    ),
]

ONLY_FOLLOWING = [
    "Het advies is overgenomen door alle aanwezige partners.",
    "Conform het advies van Weegwijzer, unaniem vastgesteld tijdens bijeenkomst.",
    "De partners onderschrijven het advies van het instrument.",
    "Wij sluiten ons aan bij de uitkomst van de tool, passend geacht.",
    "Het programma geeft aan dat gerichte hulp passend is.",
    "Akkoord met het advies. Iedereen aan tafel kan zich hierin vinden.",
    "Zie het rapport van vorige week, daar staat alles beschreven.",
    "Besluit conform advisering, geen verdere bespreking nodig.",
    "Wij volgen het advies omdat alle partijen het ermee eens zijn.",
    "Het overleg ziet geen aanleiding om af te wijken van het advies.",
    "Na bespreking in het casusoverleg is besloten het advies over te nemen.",
    "De uitkomst van het instrument is leidend voor ons besluit.",
    "De tool adviseert dit en wij vertrouwen daarop.",
    "Er is consensus aan tafel, en er zijn geen redenen om af te wijken.",
]
"""That everybody follows the advice, in other words."""

REASONS = [
    "Drie inbraken in een half jaar, en thuis is er steun.",
    "Wij volgen het advies: op school gaat het beter en de diefstal staat alleen.",
    "Conform advies, want broer dreigt en moeder vraagt hulp.",
    "Hij wil hulp van een jongerenwerker en komt elke week.",
    "Vorige week zag de politie de jongere twee keer bij de garage.",
    "De partners zien dat moeder de hulp van het wijkteam accepteert.",
    "Het rapport van school beschrijft dat de jongere elke dag spijbelt.",
    "Het advies past niet: thuis is er rust en school ziet vooruitgang.",
    "Wij wijken af van het advies, want de vader is net overleden.",
    "Gerichte hulp is nodig omdat het gezin schulden heeft.",
    "Veel verzuim, schulden, en vrienden met geld waarvan niemand weet waar het vandaan komt.",
]

PADDING = st.sampled_from([" ", ".", "!", "\n", " - ", "…", " de ", " en ", " dus ", " het is ", " 1 ", " wij "])


@pytest.mark.parametrize("text", STOCK)
def test_a_stock_text_is_no_reason(text: str) -> None:
    assert gives_no_reason(text)
    assert problems(reason_defects(PLACE, text)) == ["Deze tekst zegt niet waarom."]


@pytest.mark.parametrize("text", ONLY_FOLLOWING)
def test_that_everybody_follows_the_advice_is_no_reason(text: str) -> None:
    assert problems(reason_defects(PLACE, text)) == ["Deze tekst zegt niet waarom."]


@pytest.mark.parametrize("text", REASONS)
def test_a_reason_of_a_few_words_passes_also_when_it_agrees(text: str) -> None:
    assert problems(reason_defects(PLACE, text)) == []


@given(st.lists(st.sampled_from(STOCK), min_size=1, max_size=6), st.lists(PADDING, min_size=1, max_size=20), st.booleans())
def test_a_stock_text_stays_one_however_it_is_padded_repeated_or_shouted(texts: list[str], padding: list[str], loud: bool) -> None:
    padded = "".join(padding).join([*texts, *texts, ""])
    assert gives_no_reason(padded.upper() if loud else padded)


@given(st.sampled_from(STOCK[:20]), st.integers(2, 9))
def test_letters_that_are_drawn_out_do_not_make_a_reason(text: str, times: int) -> None:
    assert gives_no_reason("".join(sign * times if sign in "aeo" else sign for sign in text))


def test_one_word_over_and_over_is_one_word() -> None:
    assert gives_no_reason("school " * 40)
    assert gives_no_reason("school thuis " * 40)
    assert gives_no_reason("aaaa bbbbbb cc ddd")
    assert not gives_no_reason("school thuis geld")


def test_accents_and_capitals_hide_nothing() -> None:
    assert gives_no_reason("CONFÓRM ÁDVIES, AKKÖORD")


def test_an_empty_text_is_asked_for_and_a_short_one_is_called_short() -> None:
    assert problems(reason_defects(PLACE, " ")) == ["Dit is nog niet ingevuld."]
    assert problems(reason_defects(PLACE, "school thuis geld")) == ["Dit is korter dan 30 tekens."]


FACTS = [
    "Zij was niet bereikbaar.",
    "De jongere wil niet praten.",
    "De ouders wilden niet komen.",
    "Er is nog niets besloten over deze casus.",
    "De hulp is niet meer nodig.",
]


@pytest.mark.parametrize("text", FACTS)
def test_one_fact_is_enough_where_a_short_reason_is_asked_for(text: str) -> None:
    assert problems(short_reason_defects(PLACE, text)) == []


@pytest.mark.parametrize(
    "text", ["niet van toepassing, n.v.t.", "Zie het rapport van vorige week.", "Zoals vastgesteld tijdens het overleg."]
)
def test_a_short_reason_that_is_none_is_asked_for_a_fact_and_not_about_the_advice(text: str) -> None:
    (defect,) = short_reason_defects(PLACE, text)
    assert (DUTCH.say(defect.problem), DUTCH.say(defect.mend)) == ("Deze tekst zegt niet waarom.", "Noem een feit dat dit uitlegt.")


@given(st.text(st.sampled_from("abcXYZ 123"), min_size=1))
def test_a_copy_is_a_copy_with_other_capitals_signs_and_blanks(text: str) -> None:
    assert alike(text, f" {text.upper()} !\n") == bool(text.strip())
    assert not alike(text, f"{text} niet")
