"""Text to data: the core schema of YAML 1.2, exact numbers, a line for every value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage.framework.read import read
from triage.framework.values import as_points
from triage.framework.yaml_source import MAX_BYTES, SourceText, parse
from triage.wording import DUTCH


def data_of(value: str) -> object:
    """What a value in a file is read as."""
    source = parse(f"format: {value}\n".encode(), "x")
    assert source.data is not None, source.faults
    return source.data["format"]


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "off", "Yes", "NO", "y", "n", "2026-09-01", "2026-Q3", "12:30", "1_000", "0b1", "1,5", "-x", "="]
)
def test_words_stay_words(word: str) -> None:
    assert data_of(word) == word


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("+4", 4),
        ("012", 12),
        ("0x1F", 31),
        ("0o17", 15),
        ("1.5", Decimal("1.5")),
        (".5", Decimal("0.5")),
        ("2026.10", Decimal("2026.10")),
        ("1e3", Decimal("1E+3")),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ('!!int "3"', 3),
        ("!!float 2", 2),
        ("-.inf", Decimal("-Infinity")),
    ],
)
def test_plain_values_follow_the_core_schema(text: str, value: object) -> None:
    found = data_of(text)
    assert found == value
    assert type(found) is type(value)


def test_a_text_between_brackets_may_hold_question_marks_and_colons() -> None:
    assert data_of("{nl: Hoe oud?, en: 'How old?'}") == {"nl": "Hoe oud?", "en": "How old?"}
    assert data_of("[om 10:30 uur, https://x.nl/a?b=c, waarom? daarom]") == ["om 10:30 uur", "https://x.nl/a?b=c", "waarom? daarom"]
    assert data_of('{"a":1, "b": "x:y?"}') == {"a": 1, "b": "x:y?"}
    assert data_of("{? a : 1}") == {"a": 1}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="'"), min_size=1))
def test_any_quoted_text_is_read_as_it_stands(text: str) -> None:
    assert data_of(f"{{nl: '{text}'}}") == {"nl": text}


@given(st.decimals(-1000, 1000, places=3))
def test_points_are_exact_whatever_their_decimals(number: Decimal) -> None:
    content = (
        "format: 1\nid: x\nversion: '1.0.0'\nuse: test\ntitle: {nl: x}\n"
        f"items:\n  - {{id: hit, kind: yes_no, points: {{yes: {number:f}, no: 0}}}}\n"
    )
    item = read(content.encode(), "x").framework.items[0]
    assert item.kind == "yes_no"
    assert item.points is not None
    assert as_points(item.points.yes) == number
    assert item.points.yes == int(number * 1000)


def test_a_tenth_and_two_tenths_are_three_tenths() -> None:
    first, second = data_of("0.1"), data_of("0.2")
    assert isinstance(first, Decimal)
    assert isinstance(second, Decimal)
    assert first + second == Decimal("0.3")


def test_every_key_and_every_list_element_has_its_line() -> None:
    source = parse(b"format: 1\nitems:\n  - id: a\n    kind: age\n  -\n    id: b\nscope: {when:\n  {item: a,\n   below: 2}}\n", "x")
    assert source.lines[("items",)] == 2
    assert source.lines[("items", 0)] == 3
    assert source.lines[("items", 0, "kind")] == 4
    assert source.lines[("items", 1)] == 6
    assert source.lines[("scope", "when", "below")] == 9


def test_a_path_that_is_not_in_the_file_gets_the_line_of_what_is_around_it() -> None:
    source = parse(b"# kop\nformat: 1\nitems:\n  - id: a\n", "x")
    assert source.line(("items", 0, "kind")) == 4
    assert source.line(("title",)) == 2


@pytest.mark.parametrize("content", [b"", b"\n", b"# {format: 1}\n", b"---\n# {format: 1}\n", b"\xef\xbb\xbf", b"\t\r# x\r"])
def test_a_file_without_content_is_empty(content: bytes) -> None:
    (fault,) = parse(content, "x").faults
    assert DUTCH.say(fault.problem) == "Het bestand is leeg."


def test_a_comment_on_the_first_line_does_not_hide_the_next() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert parse(f"# kop{end}format: 1".encode(), "x").data == {"format": 1}


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    assert parse(b"\xef\xbb\xbfformat: 1\n", "x").data == {"format": 1}


def test_a_repeated_part_is_read_as_written_out() -> None:
    assert parse(b"format: &a {x: [1, 2]}\nitems: [*a, *a]\n", "x").data == {"format": {"x": [1, 2]}, "items": [{"x": [1, 2]}] * 2}


def test_defects_of_a_repeated_part_stand_where_it_is_repeated() -> None:
    head = "format: 1\nid: x\nversion: '1.0.0'\nuse: test\ntitle: {nl: x}\n"
    source = parse(f"{head}items:\n  - &a {{id: age, kind: age}}\n  - *a\n".encode(), "x")
    assert source.line(("items", 1, "id")) == 8


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(end: str) -> None:
    source = parse(end.join(["format: 1", "a: 1", "a: 2"]).encode(), "x")
    assert [source.line(fault.path) if fault.line is None else fault.line for fault in source.faults] == [3]
    assert source.quote(3) == "a: 2"


def said(source: SourceText) -> list[str]:
    """The defects of a source in Dutch."""
    return [defect.in_words(DUTCH) for defect in source.defects(source.faults)]


def test_a_long_line_is_quoted_in_part() -> None:
    (message,) = said(parse(b"format: 1\na: " + b"x" * 5000 + b"\na: 2\n", "x"))
    assert message == "x:3: De sleutel 'a' staat er twee keer: ook op regel 2. Laat één van de twee staan.\n    | a: 2"
    (message,) = said(parse(b"format: 1\na: 2\na: " + b"x" * 5000 + b"\n", "x"))
    assert message.endswith("    | a: " + "x" * 157 + "…")


def test_a_sign_that_would_move_the_cursor_is_not_printed() -> None:
    (message,) = said(parse(b"format: \x1b[2J\n", "x"))
    assert message == (
        "x:1: Hier staat een onzichtbaar teken dat niet mag (code U+001B). Haal het teken weg of typ de regel opnieuw.\n    | format: �[2J"
    )


def problems(source: SourceText) -> list[str]:
    """What is wrong with a source, without place and mend."""
    return [DUTCH.say(fault.problem) for fault in source.faults]


def layers(count: int) -> bytes:
    """A file whose deepest value lies in so many mappings and lists, the file itself included."""
    return b"format: 1\na: " + b"[" * (count - 1) + b"]" * (count - 1) + b"\n"


def test_sixty_layers_and_a_megabyte_are_just_allowed() -> None:
    assert problems(parse(layers(60), "x")) == []
    assert problems(parse(layers(61), "x")) == ["De delen zitten te diep in elkaar: meer dan 60 lagen."]
    short = b"format: 1\na: x #"
    assert problems(parse(short + b"x" * (MAX_BYTES - len(short)), "x")) == []
    assert problems(parse(short + b"x" * (MAX_BYTES - len(short) + 1), "x")) == ["Het bestand is groter dan 1 megabyte."]


def test_a_reference_adds_the_layers_of_what_it_stands_for() -> None:
    def referring(height: int, around: int) -> bytes:
        deep = b"[" * height + b"]" * height
        return b"format: 1\na: &a " + deep + b"\nb: " + b"[" * around + b"*a" + b"]" * around + b"\n"

    assert problems(parse(referring(50, 9), "x")) == []
    assert problems(parse(referring(50, 10), "x")) == ["De delen zitten te diep in elkaar: meer dan 60 lagen."]
