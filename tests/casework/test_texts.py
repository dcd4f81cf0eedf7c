"""The door for text: everything wrong with it at once, and never the text itself in what is said of it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casework.records import CITIZEN_NUMBER, QUESTIONED, gate, problems
from triage.casework.gate import LegalGround, NationalCriterion
from triage.casework.texts import LONGEST_LOOK, NOTE, Entered, all_entered, defects_of, entered, text_defects, tidied, tidy
from triage.errors import InputError
from triage.wording import _

PLACE, OTHER = _("toelichting"), _("reden")


def refused(text: str, *, most: int = NOTE, least: int = 0, confirmed: bool = False, about_papers: bool = False) -> list[str]:
    return problems(defects_of(Entered(PLACE, text, most, least, confirmed, about_papers)))


@given(st.text())
def test_what_is_kept_stays_as_it_is_when_it_is_kept_again(text: str) -> None:
    kept = tidy(text)
    assert tidy(kept) == kept == kept.strip()
    assert unicodedata.is_normalized("NFC", kept)
    assert "\r" not in kept


def test_letters_are_put_together_and_what_nobody_sees_is_left_out() -> None:
    assert entered(PLACE, "  cafe\u0301\u200b \r\nthuis ", most=NOTE) == "caf\u00e9 \nthuis"


def test_a_text_of_exactly_the_most_and_the_fewest_characters_is_taken() -> None:
    assert refused("a" * 10, most=10, least=10) == []
    assert refused("a" * 11, most=10) == ["Dit is langer dan 10 tekens."]
    assert refused("a" * 9, least=10) == ["Dit is korter dan 10 tekens."]


def test_blanks_do_not_make_a_short_text_long() -> None:
    assert refused("a" + " " * 30 + "b", least=10) == ["Dit is korter dan 10 tekens."]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b"])
def test_a_text_that_must_be_there_is_asked_for(text: str) -> None:
    assert refused(text, least=1) == ["Dit is nog niet ingevuld."]
    assert refused(text) == []


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x85", "\u202e", "\u2066", "\u200f", "\U000e0041", "\ue000", "\ufffe", "\ud800", "\x0c"])
def test_a_sign_that_steers_or_that_nobody_sees_is_refused(sign: str) -> None:
    assert refused(f"een{sign}twee") == ["Hier staan tekens die niemand ziet of die de leesrichting omdraaien."]


@pytest.mark.parametrize("text", ["regel\nregel", "a\tb", "خانه‌ام", "👩‍👧 gaat goed", "coördinatie, ñ, 50 %"])
def test_words_in_any_script_are_taken_as_they_are(text: str) -> None:
    assert entered(PLACE, text, most=NOTE) == text


def test_what_the_guard_bars_is_refused_whoever_confirmed_it() -> None:
    for confirmed in (False, True):
        assert refused(f"Het nummer is {CITIZEN_NUMBER}.", confirmed=confirmed) == ["Hier staat een burgerservicenummer (BSN)."]


def test_what_the_guard_questions_is_refused_until_somebody_looked() -> None:
    assert refused(QUESTIONED) == ["Hier staat misschien een postcode."]
    assert refused(QUESTIONED, confirmed=True) == []


def test_a_confirmation_is_of_one_text_and_not_of_a_field() -> None:
    assert problems(text_defects(PLACE, f" {QUESTIONED}", most=NOTE, confirmed=(QUESTIONED,))) == []
    assert problems(text_defects(PLACE, f"{QUESTIONED} En nog iets.", most=NOTE, confirmed=(QUESTIONED,))) != []


def test_the_number_of_a_document_is_only_questioned_and_that_of_a_person_stays_barred() -> None:
    assert refused("DPIA-2026-0142 van 3 maart 2026") == ["Hier staat een dossiernummer.", "Hier staat een volledige datum."]
    assert refused("DPIA-2026-0142", about_papers=True) == ["Hier staat misschien een dossiernummer."]
    assert refused("DPIA-2026-0142", about_papers=True, confirmed=True) == []
    assert refused(CITIZEN_NUMBER, about_papers=True, confirmed=True) == ["Hier staat een burgerservicenummer (BSN)."]


def test_each_kind_is_said_once_however_often_it_stands_there() -> None:
    assert refused("bel 06-12345678 of 06-87654321") == ["Hier staat een telefoonnummer."]


def test_everything_wrong_in_several_fields_is_said_at_once() -> None:
    with pytest.raises(InputError) as caught:
        all_entered(Entered(PLACE, f"\x1b {CITIZEN_NUMBER}", most=5), Entered(OTHER, "", most=5, least=1), Entered(PLACE, "goed", most=5))
    assert [defect.place for defect in caught.value.defects] == [PLACE, PLACE, PLACE, OTHER]
    assert all_entered(Entered(PLACE, " een ", most=5), Entered(OTHER, "twee", most=5)) == ("een", "twee")


@given(st.text(max_size=60), st.sampled_from([CITIZEN_NUMBER, "info@voorbeeld.nl", "06-12345678"]), st.integers(0, 40), st.integers(1, 40))
def test_no_message_ever_repeats_the_text(around: str, trace: str, least: int, most: int) -> None:
    text = f"{around} {trace} {around}"
    with pytest.raises(InputError) as caught:
        entered(PLACE, text, most=most, least=least)
    assert trace not in str(caught.value)


def test_a_text_too_long_to_look_through_is_only_called_too_long() -> None:
    assert refused(f"{CITIZEN_NUMBER} " * LONGEST_LOOK) == ["Dit is langer dan 500 tekens."]


def test_every_text_of_a_record_is_kept_in_one_form() -> None:
    whole = gate(reason=" e\u0301 ", recorded_in="\u200bx ")
    kept = tidied(whole)
    assert kept == gate(reason="\u00e9", recorded_in="x")
    assert (type(kept.ground), type(kept.criteria), type(kept.criteria[0])) == (LegalGround, tuple, NationalCriterion)
