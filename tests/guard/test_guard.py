from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from stdnum.nl import bsn

from triage.guard import Hit, HitKind, Severity, find, plain, refuses
from triage.wording import DUTCH

CORPUS = YAML(typ="safe").load((Path(__file__).parent / "guard-corpus.yaml").read_text("utf-8"))


def corpus(part: str) -> list[tuple[str, str]]:
    return [(kind, text) for kind, texts in CORPUS[part].items() for text in texts]


def eleven_test(digits: str) -> bool:
    """Written again from the rule, as a second opinion."""
    padded = digits.zfill(9)
    total = sum(weight * int(digit) for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), padded, strict=True))
    return total % 11 == 0 and int(padded) > 0


@pytest.mark.parametrize(("kind", "text"), corpus("refuse"))
def test_it_refuses_what_leads_to_a_person(kind: str, text: str) -> None:
    assert kind in {hit.kind for hit in find(text) if hit.severity is Severity.REFUSE}


@pytest.mark.parametrize(("kind", "text"), corpus("warn"))
def test_it_only_questions_what_may_be_something_else(kind: str, text: str) -> None:
    assert [(hit.kind, hit.severity) for hit in find(text)] == [(kind, Severity.WARN)]
    assert not refuses(text)


@pytest.mark.parametrize(("why", "text"), corpus("clean"))
def test_it_leaves_ordinary_answers_alone(why: str, text: str) -> None:
    assert find(text) == ()


def test_the_corpus_is_as_large_as_req_54_asks() -> None:
    assert len(set(corpus("refuse") + corpus("warn"))) >= 200
    assert len(set(corpus("clean"))) >= 200


@given(st.integers(0, 999_999_999))
def test_nine_digits_are_refused_exactly_when_they_pass_the_eleven_test(number: int) -> None:
    digits = f"{number:09d}"
    expected = (HitKind.BSN, Severity.REFUSE) if eleven_test(digits) else (HitKind.NINE_DIGITS, Severity.WARN)
    assert [(hit.kind, hit.severity) for hit in find(digits)] == [expected]


@given(st.integers(10_000_000, 99_999_999))
def test_eight_digits_that_pass_the_eleven_test_are_refused_as_a_citizen_number(number: int) -> None:
    assert (HitKind.BSN in {hit.kind for hit in find(str(number))}) is eleven_test(str(number))


@given(st.integers(0, 999_999_999), st.text(max_size=20), st.text(max_size=20))
def test_a_citizen_number_is_refused_wherever_it_stands(number: int, before: str, after: str) -> None:
    digits = f"{number:09d}"
    if bsn.is_valid(digits):
        assert refuses(f"{before} a{digits}a {after}")


@given(st.text())
def test_any_text_can_be_looked_at_and_hits_lie_inside_it(text: str) -> None:
    for hit in find(text):
        assert 0 <= hit.start < hit.end <= len(text)
    assert list(find(text)) == sorted(find(text), key=lambda hit: (hit.start, hit.end))


def test_a_hit_points_at_the_place_in_the_text_as_it_was_given() -> None:
    text = "Zo\u00eb\u200b: 2\u200b49566758!"
    (hit,) = find(text)
    assert text[hit.start : hit.end] == "2\u200b49566758"


def test_a_hit_never_holds_what_was_found() -> None:
    hit = find("mijn bsn is 249566758")[0]
    assert "249566758" not in repr(hit)
    assert set(vars(hit)) == {"kind", "start", "end", "severity"}


def test_digits_inside_another_number_are_not_reported_twice() -> None:
    assert [hit.kind for hit in find("NL91 ABNA 0417 1643 00")] == [HitKind.IBAN]
    assert [hit.kind for hit in find("06-12345678")] == [HitKind.PHONE]


def test_a_citizen_number_inside_an_address_is_still_named() -> None:
    assert HitKind.BSN in {hit.kind for hit in find("https://voorbeeld.nl/249566758")}


def test_several_things_in_one_text_are_all_found() -> None:
    text = "Jan, 249566758, jan@voorbeeld.nl, 1234 AB, 06-12345678"
    assert [hit.kind for hit in find(text)] == [HitKind.BSN, HitKind.EMAIL, HitKind.POSTCODE, HitKind.PHONE]


def test_plain_text_is_returned_as_it_is() -> None:
    assert plain("abc 12-3") == ("abc 12-3", None)
    assert plain("２\u200b\u2013x") == ("2-x", [0, 2, 3])


@pytest.mark.parametrize("kind", HitKind)
def test_every_kind_has_a_name_with_an_article(kind: HitKind) -> None:
    assert DUTCH.say(kind.message()).startswith("een ")


HOSTILE = [
    *("1", "12", "a", "a.", "a@", "@a.a", "1 ", "1-", "1.", "06 ", "NL91", "NL91 ", "+31 ", "0", "www.", "https://", "pvnr ", "pvnr a1a1"),
    *("bsn ", "bsn1 ", "2026-", "01-02-", "A-1-", "1234 A", "straat ", "aaaastraat 1", "dossier: ", "ECLI:NL:", "(at)", "a [at] ", "１"),
    *(
        "\u200b1",
        "1 feb ",
        "kenteken ",
        "C/13/",
        "249566758",
        "NL91ABNA0417164300",
        "\n",
        "€ 1.",
        "a1",
        "AB-12-",
        "E+08",
        "x.nl/",
        "-",
        "é",
    ),
]


def seconds(text: str) -> float:
    start = time.process_time()
    find(text)
    return time.process_time() - start


def growth(piece: str) -> float:
    """How many times as long 40,000 characters of a piece take as 4,000 of them; measured again when it seems too long."""
    short, long = (piece * (size // len(piece)) for size in (4_000, 40_000))
    ratio = 100.0
    for _ in range(4):
        ratio = min(ratio, seconds(long) / max(seconds(short), seconds(short), 0.001))
        if ratio < 20:
            break
    return ratio


def test_time_grows_in_step_with_the_length_of_a_hostile_text() -> None:
    """Ten times the text may cost at most thirty times the time; a pattern that tries everything would cost a hundred times."""
    assert [piece for piece in HOSTILE if growth(piece) > 30] == []


def test_the_kinds_of_hit_are_plain_data() -> None:
    assert Hit(HitKind.BSN, 0, 9) == Hit(HitKind.BSN, 0, 9, Severity.REFUSE)
