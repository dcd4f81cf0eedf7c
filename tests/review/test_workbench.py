"""Editing a copy of a framework: one value is other, every other byte is the same, and every refusal applies."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.versions import SMALL, cases
from triage.errors import Defect, InputError
from triage.framework.read import FrameworkFile, read, read_path
from triage.framework.source import Path as Place
from triage.framework.source import SourceText
from triage.framework.yaml_source import parse
from triage.review import OpenFramework
from triage.review.compare import Verdict
from triage.review.edits import (
    BandFrom,
    BaselineOf,
    BinFrom,
    Edit,
    MinKnown,
    NewBand,
    NewBin,
    NoBand,
    NoBin,
    PointsOf,
    RuleOrder,
    TextOf,
    VersionNumber,
)
from triage.review.workbench import Workbench
from triage.review.yaml_edits import Order, Put, edited
from triage.review.yaml_spans import Span, spans
from triage.weighing.aspects import About
from triage.wording import DUTCH, _

HOUSE = Path(__file__).parent.parent.parent
FRAMEWORKS = sorted((HOUSE / "frameworks").glob("*.yaml"))

COMMENTED = """\
# A framework with comments everywhere
format: 1   # the first
id: commented
version: "1.0.0"
use: test
title: {nl: "Met 'aanhaling'", en: With quotes}  # two languages
scales:
  - id: risk
    role: risk   # what else
    min_known: 0.50
    bands:
      # the lowest
      - {id: low, label: {nl: Laag}}
      # the highest
      - {id: high, label: {nl: Hoog}, from: 3}   # from three

items:
  # about times
  - id: times
    kind: count
    scale: risk
    question:
      nl: >-
        Hoe vaak is
        het gebeurd?
    points: [{points: 0}, {at_least: 2, points: 1.50}, {at_least: 4, points: 3}]  # three bins
  - id: many
    kind: count
    scale: risk
    points:
      - {points: 0}
      # from one
      - at_least: 1
        points: 1
advice:
  outcomes:
    - {id: a, intensity: none}
    - {id: b, intensity: light}
  rules:
    # first: the heaviest
    - {when: {band: risk, is: high}, then: b}
    # second, about
    # two lines
    - when: {item: times, at_least: 1}
      then: b   # light

    - {then: a}
# the end
"""


def bench(text: str = COMMENTED, **more: Any) -> Workbench:
    return Workbench.of(read(text.encode(), "basis.yaml"), "kopie.yaml", **more)


def text_after(edit: Edit, text: str = COMMENTED) -> str:
    return bench(text).edit(edit).file.content.decode()


SWAPS: list[tuple[Edit, str, str]] = [
    (PointsOf("times", 1, Decimal("2.25")), "points: 1.50", "points: 2.25"),
    (BinFrom("times", 2, 5), "{at_least: 4, points: 3}", "{at_least: 5, points: 3}"),
    (NewBin("times", 3, 2), "{at_least: 4, points: 3}", "{at_least: 3, points: 2}, {at_least: 4, points: 3}"),
    (NewBin("times", 9, 9), "{at_least: 4, points: 3}]", "{at_least: 4, points: 3}, {at_least: 9, points: 9}]"),
    (
        NewBin("many", 2, 5),
        "      - at_least: 1\n        points: 1\n",
        "      - at_least: 1\n        points: 1\n      - {at_least: 2, points: 5}\n",
    ),
    (NoBin("times", 1), ", {at_least: 2, points: 1.50}", ""),
    (NoBin("many", 1), "      - at_least: 1\n        points: 1\n", ""),
    (BandFrom("risk", "high", 2), "from: 3}", "from: 2}"),
    (
        NewBand("risk", "top", "Heel hoog", 4),
        "from: 3}   # from three\n",
        'from: 3}   # from three\n      - {id: top, label: {nl: "Heel hoog"}, from: 4}\n',
    ),
    (MinKnown("risk", Decimal("0.8")), "min_known: 0.50", "min_known: 0.8"),
    (BaselineOf("many", Decimal("0.5")), "        points: 1\nadvice", "        points: 1\n    baseline: 0.5\nadvice"),
    (TextOf(("title",), "Zonder"), "\"Met 'aanhaling'\"", '"Zonder"'),
    (TextOf(("title",), "Other", "en"), "en: With quotes", "en: Other"),
    (TextOf(("scales", "risk", "bands", "low", "label"), "Low", "en"), "{nl: Laag}", "{nl: Laag, en: Low}"),
    (TextOf(("items", "times", "question"), "Hoe vaak, zeg?"), "        Hoe vaak is\n        het gebeurd?\n", "        Hoe vaak, zeg?\n"),
    (
        TextOf(("items", "times", "question"), "How often?", "en"),
        "        het gebeurd?\n",
        "        het gebeurd?\n      en: How often?\n",
    ),
    (VersionNumber("2.0.0"), '"1.0.0"', '"2.0.0"'),
    (
        RuleOrder((1, 0, 2)),
        "    # first: the heaviest\n    - {when: {band: risk, is: high}, then: b}\n"
        "    # second, about\n    # two lines\n    - when: {item: times, at_least: 1}\n      then: b   # light\n",
        "    # second, about\n    # two lines\n    - when: {item: times, at_least: 1}\n      then: b   # light\n"
        "    # first: the heaviest\n    - {when: {band: risk, is: high}, then: b}\n",
    ),
]


@pytest.mark.parametrize(("edit", "old", "new"), SWAPS, ids=lambda part: type(part).__name__ if not isinstance(part, str) else "")
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_an_edit_changes_its_own_words_and_not_a_byte_beside_them(edit: Edit, old: str, new: str, ends: str) -> None:
    assert COMMENTED.count(old) == 1
    text = COMMENTED.replace("\n", ends)
    assert text_after(edit, text) == text.replace(old.replace("\n", ends), new.replace("\n", ends))


def test_a_byte_order_mark_stays() -> None:
    assert text_after(MinKnown("risk", 1), "\ufeff" + COMMENTED) == "\ufeff" + COMMENTED.replace("0.50", "1")


@cache
def _file(path: Path) -> FrameworkFile:
    return read_path(path)


@cache
def _source(path: Path) -> SourceText:
    return parse(_file(path).content, path.name)


@cache
def _spans(path: Path) -> dict[Place, Span]:
    return spans(_source(path).text)


@cache
def _values(path: Path) -> tuple[tuple[Any, ...], ...]:
    """The paths of every number of points, border and text that stands in a file by itself."""
    where = _spans(path)
    return tuple(sorted((one for one in _leaves(_source(path).data) if one in where and where[one].kind == "scalar"), key=str))


def _leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _leaves(value, (*path, key))
    elif path[-1] in ("points", "from", "at_least", "yes", "no", "min_known", "nl", "en"):
        yield path


WORDS = st.text(st.sampled_from("ab é'\":#{}[],&*!|>%@`-?\\ ïe–“”0"), min_size=1, max_size=40).filter(lambda text: text.strip() != "")


@settings(max_examples=40)
@given(path=st.sampled_from(FRAMEWORKS), place=st.integers(0, 10**6), words=WORDS, number=st.decimals(0, 50, places=2))
def test_any_value_of_any_framework_can_be_any_other_and_nothing_else_changes(path: Path, place: int, words: str, number: Decimal) -> None:
    where = _values(path)[place % len(_values(path))]
    content, source, span = _file(path).content, _source(path), _spans(path)[where]
    value = words if where[-1] in ("nl", "en") else number
    new = edited(content, path.name, [Put(where, value)]).decode()
    assert new.startswith(source.text[: span.start])
    assert new.endswith(source.text[span.end :])
    data: Any = parse(new.encode(), path.name).data
    inside: Any = source.data
    for key in where[:-1]:
        data, inside = data[key], inside[key]
    assert data[where[-1]] == value
    assert {key: data[key] for key in data if key != where[-1]} == {key: inside[key] for key in inside if key != where[-1]}


@pytest.mark.parametrize("path", FRAMEWORKS, ids=lambda path: path.stem)
def test_rules_in_any_order_are_the_same_rules_and_the_same_lines_of_text(path: Path) -> None:
    source = parse(_file(path).content, path.name)
    data: Any = source.data
    number = len(data["advice"]["rules"])
    order = tuple(Random(number).sample(range(number), number))
    new = edited(_file(path).content, path.name, [Order(("advice", "rules"), order)])
    again: Any = parse(new, path.name).data
    assert again["advice"]["rules"] == [data["advice"]["rules"][place] for place in order]
    assert {**again, "advice": None} == {**data, "advice": None}
    assert sorted(new.decode().splitlines()) == sorted(source.text.splitlines())


def test_what_reading_refuses_is_refused_with_line_and_mend() -> None:
    with pytest.raises(InputError) as caught:
        bench().edit(BinFrom("times", 2, 1))
    (defect,) = caught.value.defects[:1]
    assert str(defect.place).startswith("kopie.yaml:")
    assert DUTCH.say(defect.mend)


@pytest.mark.parametrize(
    "edit",
    [
        PointsOf("nothing", "yes", 1),
        PointsOf("times", "yes", 1),
        PointsOf("times", 7, 1),
        NoBand("risk", "middle"),
        TextOf(("items", "times", "kind"), "count", "en"),
        TextOf(("items", "times"), "x"),
    ],
)
def test_what_is_not_in_the_framework_cannot_be_edited(edit: Edit) -> None:
    with pytest.raises(InputError, match="staat niet in het kader"):
        bench().edit(edit)


def test_a_value_that_others_share_is_refused() -> None:
    shared = SMALL.replace("{nl: Klein}", "{nl: &name Klein, en: *name}")
    with pytest.raises(InputError, match="voluit"):
        bench(shared).edit(TextOf(("title",), "Groot"))
    assert bench(shared).edit(TextOf(("title",), "Large", "en")).file.framework.title.en == "Large", "an alias itself is nobody else's"


def test_the_framework_on_the_bench_is_never_changed_and_an_edit_can_be_undone() -> None:
    first = bench()
    second = first.edit(MinKnown("risk", 1))
    assert (first.start.content, second.start.content) == (COMMENTED.encode(), COMMENTED.encode())
    assert second.undone() == first
    assert first.undone() == first


ADOPTED = COMMENTED.replace(
    "use: test\n", "use: test\nstatus: adopted\nadoption: {by: [een, twee], on: 2026-09-01, evaluate_before: 2027-09-01}\n"
)


def test_the_copy_of_an_adopted_framework_is_a_draft() -> None:
    copy = bench(ADOPTED)
    assert copy.file.content.decode() == ADOPTED.replace("status: adopted", "status: draft")
    assert copy.start.framework.status == "adopted"


def test_an_adopted_framework_and_what_is_no_framework_are_never_overwritten() -> None:
    copy = bench(ADOPTED).edit(MinKnown("risk", 1))
    for there in (ADOPTED.encode(), ADOPTED.replace("status: adopted", "status: withdrawn").encode(), b"case,age\nA-1,16\n"):
        with pytest.raises(InputError, match="nooit overschreven"):
            copy.content_for(there)
    for free in (None, COMMENTED.encode()):
        assert copy.content_for(free) == copy.file.content


def test_examples_and_checks_run_again_after_each_edit() -> None:
    example = "examples:\n  - {name: {nl: Twee keer}, answers: {times: 2, many: 0}, expect: {scales: {risk: 1.5}}}\n"

    def few(opened: OpenFramework) -> list[Defect]:
        return [Defect(opened.file.name, _("Dit kader heeft weinig vragen."), _("Voeg er toe."))] if len(opened.framework.items) < 5 else []

    first = bench(COMMENTED + example, checks={"few": few})
    assert {name: len(found) for name, found in first.defects.items()} == {"examples": 0, "few": 1}
    second = first.edit(PointsOf("times", 1, 2))
    assert {name: len(found) for name, found in second.defects.items()} == {"examples": 1, "few": 1}
    assert "schaal risk: het voorbeeld zegt 1,5, de weging geeft 2" in DUTCH.say(second.defects["examples"][0].problem)


def test_the_copy_gets_the_number_that_is_due() -> None:
    words = bench().edit(TextOf(("title",), "Anders")).numbered()
    assert (words.file.framework.version, words.comparison.verdict) == ("1.0.1", Verdict.RIGHT)
    points = words.edit(PointsOf("times", 1, 2)).numbered()
    assert (points.file.framework.version, points.comparison.verdict) == ("1.1.0", Verdict.RIGHT)
    assert bench().numbered().file.content == COMMENTED.encode()


def test_before_and_after_names_who_moves() -> None:
    table = cases({"times": 2, "many": 1}, {"times": 0, "many": 0})
    found = bench().edit(PointsOf("times", 1, 2)).movement(table)
    assert found.cases == ("A-1",)
    assert {(move.aspect.about, move.because) for move in found.moves} == {
        (About.BAND, (("items.times",),)),
        (About.SCORE, (("items.times",),)),
    }


def test_a_long_text_is_folded_below_its_key() -> None:
    words = " ".join(["woord"] * 60)
    block = COMMENTED.replace("title: {nl: \"Met 'aanhaling'\", en: With quotes}", "title:\n  nl: Kort\n  en: Short")
    after = bench(block).edit(TextOf(("title",), words))
    assert after.file.framework.title.nl == words
    assert "  nl: >-\n    woord" in after.file.content.decode()
    assert max(map(len, after.file.content.decode().splitlines())) <= 140
