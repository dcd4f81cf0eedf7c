from __future__ import annotations

import secrets
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from triage.cases.codes import DIGITS, LETTERS, LONGEST_CODE, is_code, is_neutral, looks_like_dossier_number, new_code
from triage.guard import find


@given(st.integers())
def test_a_new_code_is_a_code_and_looks_like_nothing_else(seed: int) -> None:
    code = new_code(set(), Random(seed))
    assert is_code(code)
    assert is_neutral(code)
    assert find(code) == ()
    assert not looks_like_dossier_number(code)


def test_the_alphabet_has_no_vowels_and_no_look_alikes() -> None:
    assert not set("AEIOUY") & set(LETTERS)
    assert not set("01") & set(DIGITS)
    assert not set("BGILOSZU") & set(LETTERS)


def test_the_same_source_gives_the_same_codes_and_a_taken_code_is_not_given_again() -> None:
    first = new_code(set(), Random(7))
    assert new_code(set(), Random(7)) == first
    assert new_code({first}, Random(7)) != first


def test_a_secure_source_gives_different_codes() -> None:
    taken: set[str] = set()
    for _ in range(500):
        taken.add(new_code(taken, secrets.SystemRandom()))
    assert len(taken) == 500


class Everything:
    def __contains__(self, code: object) -> bool:
        return True


def test_when_all_codes_are_taken_it_says_so() -> None:
    with pytest.raises(RuntimeError, match="no free case codes left"):
        new_code(Everything(), Random(1))


@pytest.mark.parametrize("text", ["7K-4Q2", "K7-QQ4", "2C-3D4"])
def test_our_own_codes_are_known(text: str) -> None:
    assert is_code(text)


@pytest.mark.parametrize("text", ["", "7k-4q2", "77-4Q2", "KK-4Q2", "7K-422", "7K-QQQ", "7K4Q2", "7K-4Q22", "7A-4Q2", "10-4Q2", "7K-4Q2 "])
def test_other_texts_are_not_our_codes(text: str) -> None:
    assert not is_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "case-017",
        "A-001",
        "1",
        "a",
        "AB",
        "abc-1",
        "ZVH-12",
        "HIC3",
        "nr-7",
        "7K-4Q2",
        "profiel_7",
        "x1-y2_z3",
        "Casus12",
        "test-2005",
        "A" + "1" * (LONGEST_CODE - 1),
    ],
)
def test_short_neutral_codes_are_welcome(text: str) -> None:
    assert is_neutral(text)


@pytest.mark.parametrize(
    "text", ["mohammed1", "1-Jansen", "7_Yusuf_3", "casus-jansen-1", "Jan2005", "Jan-2005", "2005_JJ", "Bo-1985", "2026-AB"]
)
def test_a_code_with_a_name_or_a_year_of_birth_in_it_is_not_neutral(text: str) -> None:
    assert not is_neutral(text)


@pytest.mark.parametrize("text", ["Jan", "jan", "Kim", "abc", "JdV", "Jan-1", "Tim_2", "7Ali", "x1-Bas-3"])
def test_three_letters_without_a_number_or_written_as_a_name_are_not_neutral(text: str) -> None:
    assert not is_neutral(text)


@pytest.mark.parametrize("text", ["jan-15", "15-jan", "mei08", "12MEI08", "MAR1", "okt-3", "3dec-x"])
def test_a_month_in_a_code_may_be_a_birthday_and_a_spreadsheet_makes_a_date_of_it(text: str) -> None:
    assert not is_neutral(text)
    assert not is_neutral(text, invented=True)


def test_invented_cases_were_never_born() -> None:
    assert is_neutral("gen-2005", invented=True)
    assert is_neutral("AB-1995", invented=True)
    assert not is_neutral("mohammed1", invented=True)
    assert is_neutral("AB-1984")


@pytest.mark.parametrize("text", ["2005", "c1999", "A-2026", "case-2010"])
def test_a_number_behind_one_letter_or_a_neutral_word_is_a_serial(text: str) -> None:
    assert is_neutral(text)
    assert not looks_like_dossier_number(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "jansen", "Totaal", "case", "a b", "a.1", "A/1", "é1", "１", "-1", "1-", "a--1", "A" + "1" * LONGEST_CODE, "=1", "1\n"],
)
def test_words_and_other_signs_are_no_neutral_codes(text: str) -> None:
    assert not is_neutral(text)


@pytest.mark.parametrize(
    "text",
    [
        *("249566758", "123456789", "123456", "A123456", "00123456", "PL0900", "PL07B3-17", "2026-017", "2026_017", "Z-2026-1", "17-2026"),
        *("01-123456-26", "13654321-19", "2026123456", "HK-123-B", "06-12345678", "01-02-2010", "20100201", "JE-RK-26-123456"),
    ],
)
def test_what_may_be_the_number_of_a_file_is_seen(text: str) -> None:
    assert looks_like_dossier_number(text)


@pytest.mark.parametrize(
    "text",
    [
        *("12345-6782", "1_2_3_4_5_6_7_8_2", "12.34.56.782", "123 456 782", "12/34/56/782", "NL91ABNA_04171_64300", "06_12345_678"),
        *("0612-345678", "1234_AB", "12-34_AB", "AB_12_34", "2005_03_12", "12_03_2005", "12-03.05", "A-12-34-56"),
    ],
)
def test_a_number_cut_in_parts_is_still_that_number(text: str) -> None:
    assert looks_like_dossier_number(text)


@pytest.mark.parametrize("text", ["case-017", "A-001", "1", "12345", "A-2026", "x-20-1", "7K-4Q2", "profiel_7", "c00017"])
def test_a_short_serial_is_not_taken_for_a_file_number(text: str) -> None:
    assert not looks_like_dossier_number(text)


def test_invented_cases_may_have_long_serials_but_nothing_the_guard_finds() -> None:
    assert not looks_like_dossier_number("C000123", invented=True)
    assert not looks_like_dossier_number("gen-0012345", invented=True)
    assert looks_like_dossier_number("249566758", invented=True)
    assert looks_like_dossier_number("2026-123456", invented=True)
    assert looks_like_dossier_number("2495-66758", invented=True)


@given(st.integers(0, 99_999), st.sampled_from(["A-", "x", "case-", "Casus_", "proef"]))
def test_a_short_serial_behind_a_letter_or_a_neutral_word_is_a_code(serial: int, before: str) -> None:
    code = f"{before}{serial:03d}"
    assert not looks_like_dossier_number(code)
    assert is_neutral(code)


@given(st.from_regex(r"[A-Za-z]{0,3}[-_]?[0-9]{1,16}", fullmatch=True))
@example("A_249566758")
@example("bsn-249566758")
@example("tel_0612345678")
@example("A20050312")
def test_of_a_plain_serial_no_other_spelling_shows_more(text: str) -> None:
    forms = {text.replace("_", mark).replace("-", mark) for mark in (" ", "-", "")}
    if any(find(form) for form in forms):
        assert looks_like_dossier_number(text)


@pytest.mark.parametrize("code", ["GB12XD", "GB-12-XD", "12-AB-34", "1ABC23"])
def test_a_licence_plate_with_or_without_dashes_is_no_code(code: str) -> None:
    assert looks_like_dossier_number(code)


def test_an_invented_case_has_no_car() -> None:
    assert not looks_like_dossier_number("GB12XD", invented=True)
