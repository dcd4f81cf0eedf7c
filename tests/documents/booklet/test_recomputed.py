"""Who has the booklet alone finds every printed outcome: a reader that knows no program recomputes each worked example from its text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.documents.booklet.markdown_page import names_in, number_in
from tests.documents.booklet.reader import INSUFFICIENT, OUTSIDE, Book, Case, every_case, read, summed
from tests.documents.papers import ROOT, registry
from triage import review
from triage.documents.booklet import booklet
from triage.framework.read import read_path
from triage.review import OpenFramework
from triage.wording import DUTCH

SHIPPED = sorted((ROOT / "frameworks").glob("*.yaml"))
TESTED = sorted((ROOT / "tests" / "data" / "frameworks").glob("*.yaml"))
EVERY = pytest.mark.parametrize("path", [*SHIPPED, *TESTED], ids=lambda path: path.stem)


@cache
def opened(path: Path) -> OpenFramework:
    return review.look(read_path(path))


@cache
def text(path: Path) -> str:
    return booklet(opened(path), registry(), DUTCH)


@cache
def book(path: Path) -> Book:
    return read(text(path))


def differences(found: Book) -> Iterator[str]:
    """Where the reader does not find what is printed, example by example."""
    for case in every_case(found):
        yield from (f"{case.example.name}: {what}" for what in (*_sums(case), *_levels(case), *_criteria(case), *_outcome(case)))


def _sums(case: Case) -> Iterator[str]:
    printed = {**{f"onderdeel {n}": (case.pair(n), said) for n, said in case.example.points.items()}}
    printed |= {name: (case.total(name), said) for name, (said, _level) in case.example.scales.items()}
    for what, (pair, said) in printed.items():
        ends = [number_in(part) for part in said.split("–")]
        if (ends[0], ends[-1]) != pair:
            yield f"{what}: printed {said}, found {pair}"


def _levels(case: Case) -> Iterator[str]:
    for name, (_points, printed) in case.example.scales.items():
        levels = case.levels(name)
        if not case.enough(name):
            right = printed.startswith(INSUFFICIENT)
        elif len(levels) > 1:
            right = names_in(printed) == levels
        else:
            right = printed == (levels[0] if levels else "dit kader heeft hier geen niveaus")
        if not right:
            yield f"{name}: printed {printed}, found {levels}"


def _criteria(case: Case) -> Iterator[str]:
    words = {True: "ja", False: "nee", None: "nog niet te zeggen"}
    for name, printed in case.example.criteria.items():
        if words[case.criterion(name)] != printed:
            yield f"{name}: printed {printed}"


def _outcome(case: Case) -> Iterator[str]:
    printed = case.example.outcome
    if not case.book.rules:
        return
    outcomes, certain = case.outcomes()
    if certain:
        right = printed == f"Advies van het kader: {outcomes[0]}." or (
            outcomes == [OUTSIDE] and printed.startswith("Deze casus valt buiten")
        )
    elif len(outcomes) == 1:
        right = printed.startswith("Er is nog geen advies. Wat de open antwoorden ook zijn") and names_in(printed)[0] == outcomes[0]
    else:
        right = printed.startswith("Er is nog geen advies. Niet uitgesloten: ") and set(names_in(printed)) == set(outcomes)
    if not right:
        yield f"printed {printed}, found {outcomes}"


@EVERY
def test_every_sum_level_criterion_and_advice_of_every_example_is_found_from_the_booklet(path: Path) -> None:
    assert list(differences(book(path))) == []
    assert len(book(path).examples) == len(opened(path).framework.examples)


@EVERY
def test_every_sum_by_hand_comes_to_what_the_booklet_gives(path: Path) -> None:
    for case in every_case(book(path)):
        for name, written in case.example.sums.items():
            low, high = case.total(name)
            assert summed(written) == ([low] if low == high else [low, high]), (case.example.name, name)


@pytest.mark.parametrize("path", [path for path in (*SHIPPED, *TESTED) if path.stem != "complete"], ids=lambda path: path.stem)
def test_what_the_reader_finds_is_what_the_makers_expect(path: Path) -> None:
    """`complete` shows every key of the format; its examples do not come out and are not meant to."""
    framework = opened(path).framework
    for case, example in zip(every_case(book(path)), framework.examples, strict=True):
        for scale, (low, high) in example.expect.scales.items():
            found = case.total(DUTCH.say(framework.scale_by_id[scale].name))
            assert [1000 * end for end in found] == [low, high], (example.name.nl, scale)
        if example.expect.advice in framework.outcome_by_id:
            assert case.outcomes() == ([framework.outcome_by_id[example.expect.advice].name.nl], True), example.name.nl


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_framework_has_ten_examples_to_recompute_with_every_answer_in_them(path: Path) -> None:
    assert len(book(path).examples) >= 10
    for case in every_case(book(path)):
        assert set(case.example.answers) == set(book(path).items)


TOP60 = ROOT / "frameworks" / "top60-ranking.yaml"
INGROEI = ROOT / "frameworks" / "ingroei.yaml"


@pytest.mark.parametrize(
    ("path", "printed", "changed"),
    [
        (TOP60, "| Veel en ernstige feiten | 20 |", "| Veel en ernstige feiten | 21 |"),
        (TOP60, "| 6 of meer | 7 |", "| 6 of meer | 8 |"),
        (TOP60, "- Termijn: meer dan 24 maanden geleden.", "- Termijn: meer dan 36 maanden geleden."),
        (TOP60, "1. 9 punten, als onderdeel", "1. 8 punten, als onderdeel"),
        (TOP60, "“Eerst beschermen”, als onderdeel 2 “ja” is", "“Eerst beschermen”, als onderdeel 2 “nee” is"),
        (TOP60, "- Nodig voor een niveau: 75 %", "- Nodig voor een niveau: 20 %"),
        (INGROEI, " telt voor hoogstens 3 punten.", " telt voor hoogstens 4 punten."),
    ],
)
def test_one_wrong_figure_in_a_booklet_is_seen_in_its_examples(path: Path, printed: str, changed: str) -> None:
    assert printed in text(path)
    assert list(differences(read(text(path).replace(printed, changed)))) != []
