"""Whatever is changed in a framework file, it is read or refused with a message; it never breaks the program."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.errors import Defect, InputError
from triage.framework.read import read
from triage.framework.yaml_source import parse
from triage.wording import DUTCH

FRAMEWORKS = Path(__file__).resolve().parents[1] / "data" / "frameworks"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FRAMEWORKS.glob("*.yaml"))}
DATA: dict[str, Any] = {name: parse(text.encode(), name).data for name, text in TEXTS.items()}
NAMES = st.sampled_from(sorted(TEXTS))

WORDS = st.sampled_from(
    ["age", "seriousness", "low", "yes", "none", "help", "derived", "15", "2026-Q3", "2026-09-01", "x_low", "", " ", "é"]
)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**9) | st.decimals(-100, 100, places=4) | WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.sampled_from(["item", "is", "all", "when", "points"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value inside plain data."""
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in parts:
        yield (*path, key)
        yield from places(value, (*path, key))


PLACES = {name: sorted(places(data), key=str) for name, data in DATA.items()}


def holder(data: Any, path: tuple[Any, ...]) -> Any:
    """The mapping or list that holds the value at a path."""
    for key in path[:-1]:
        data = data[key]
    return data


def written(data: Any) -> bytes:
    """Plain data as a file: JSON is YAML."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=float).encode()


def defects_of(content: bytes) -> tuple[Defect, ...]:
    """The defects of a file; none when it is read. Any other exception fails the test."""
    try:
        read(content, "kader.yaml")
    except InputError as error:
        return error.defects
    return ()


def read_or_refuse(content: bytes) -> None:
    """Reads a file and says what is wrong with it, if anything."""
    for defect in defects_of(content):
        assert str(defect.place).startswith("kader.yaml")
        assert DUTCH.say(defect.problem).endswith(".")
        assert DUTCH.say(defect.mend).endswith(".")


def test_a_framework_written_as_json_is_the_same_framework() -> None:
    for name, text in TEXTS.items():
        assert read(written(DATA[name]), name).framework == read(text.encode(), name).framework


@settings(deadline=None)
@given(NAMES, st.data())
def test_leaving_out_any_part_never_breaks_the_program(name: str, draw: st.DataObject) -> None:
    data, path = copy.deepcopy(DATA[name]), draw.draw(st.sampled_from(PLACES[name]))
    del holder(data, path)[path[-1]]
    read_or_refuse(written(data))


@settings(deadline=None)
@given(NAMES, PLAIN, st.data())
def test_writing_anything_in_any_place_never_breaks_the_program(name: str, junk: Any, draw: st.DataObject) -> None:
    data, path = copy.deepcopy(DATA[name]), draw.draw(st.sampled_from(PLACES[name]))
    holder(data, path)[path[-1]] = junk
    read_or_refuse(written(data))


@settings(deadline=None)
@given(NAMES, st.data())
def test_two_parts_that_change_places_never_break_the_program(name: str, draw: st.DataObject) -> None:
    data = copy.deepcopy(DATA[name])
    one, other = (draw.draw(st.sampled_from(PLACES[name])) for _ in range(2))
    first, second = holder(data, one), holder(DATA[name], other)
    first[one[-1]] = copy.deepcopy(second[other[-1]])
    read_or_refuse(written(data))


@settings(deadline=None)
@given(NAMES, st.integers(0), st.integers(0, 40), st.text(max_size=5) | WORDS)
def test_any_slip_of_the_pen_never_breaks_the_program(name: str, start: int, length: int, typed: str) -> None:
    text = TEXTS[name]
    start %= len(text)
    read_or_refuse((text[:start] + typed + text[start + length :]).encode("utf-8", "surrogatepass"))


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_never_break_the_program(content: bytes) -> None:
    read_or_refuse(content)
    read_or_refuse(b"format: 1\n" + content)
