"""Widths, line breaks, and what the typeface cannot print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.documents.typeface import ASSETS, BODY, EMS_TO_READ, SMALL, STRONG, UnprintableError, lines, shortened, unprintable, width

DUTCH_WORDS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéëïABCDE-/0123456789"), min_size=1, max_size=40)


@given(words=st.lists(DUTCH_WORDS, max_size=30), room=st.integers(20, 400), style=st.sampled_from([BODY, SMALL, STRONG]))
def test_every_line_fits_and_nothing_is_lost(words: list[str], room: int, style: object) -> None:
    found = lines(" ".join(words), STRONG, room)
    assert all(width(line.rstrip(), STRONG) <= room + 1e-6 or len(line.strip()) == 1 for line in found)
    assert "".join(found).replace(" ", "") == "".join(words)


def test_a_line_that_goes_on_keeps_its_blank_so_that_copied_words_stay_apart() -> None:
    assert lines("een twee drie", BODY, 45) == ("een twee ", "drie")


def test_a_long_word_is_broken_after_a_hyphen_where_it_can() -> None:
    assert lines("rechtmatigheids-adviescommissie", BODY, 90) == ("rechtmatigheids-", "adviescommissie")


def test_a_per_cent_sign_stays_with_its_number() -> None:
    assert lines("nodig is 75 %", BODY, width("nodig is 75", BODY) + 1)[-1] == "75\u00a0%"


def test_running_text_has_about_ninety_characters_on_a_line() -> None:
    text = "Een feit met een proces-verbaal waarin de jongere verdachte is; een sepot of vrijspraak telt niet mee. " * 5
    found = lines(text, BODY, BODY.size * EMS_TO_READ)
    assert max(len(line.strip()) for line in found) <= 92
    assert min(len(line) for line in found[:-1]) > 70


@pytest.mark.parametrize("character", ["≥", "≤", "→", "−", "€", "ë", "ï", "é", "“", "”", "–", "☐", "✓", "½"])
def test_the_characters_papers_use_can_be_printed(character: str) -> None:
    assert unprintable(character) == ()


@pytest.mark.parametrize("text", ["漢字", "שלום", "مرحبا", "\u202eabc", "\x00", "\ud800", "\ufdd0"])
def test_what_would_be_a_box_or_run_the_wrong_way_is_found(text: str) -> None:
    assert unprintable(text)
    with pytest.raises(UnprintableError):
        lines(text, BODY, 100)


def test_marks_that_only_say_where_to_break_are_left_out() -> None:
    assert lines("ver\u00adant\u200bwoor\ufeffding", BODY, 300) == ("verantwoording",)


def test_a_foot_keeps_whole_sentences_or_shows_that_it_was_cut() -> None:
    text = "De eerste zin is kort. De tweede zin is een stuk langer dan de eerste zin. De derde."
    assert shortened(text, BODY, 150, 1) == ("De eerste zin is kort.",)
    assert shortened(text, BODY, 5000, 1) == (text,)
    assert shortened("Deze ene zin past bij lange na niet op een enkele regel.", BODY, 100, 1)[0].endswith("…")


def test_the_licence_lies_beside_the_fonts() -> None:
    assert "Bitstream" in (ASSETS / "DejaVu-LICENCE.txt").read_text("utf-8")
