"""The one door to a framework: it opens only for a file that reads well and whose worked examples come out as written."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from triage import review
from triage.errors import InputError
from triage.framework.read import read
from triage.framework.registry import read_registry
from triage.wording import DUTCH

TEXT = """\
format: 1
id: small
version: "1.0.0"
use: test
title: {nl: Klein}
scales: [{id: risk, role: risk}]
items: [{id: hit, kind: yes_no, scale: risk, points: {yes: 2, no: 0}}]
examples:
  - {name: {nl: Raak}, answers: {hit: yes}, by_hand: {risk: "2"}, expect: {scales: {risk: 2}}}
  - {name: {nl: Mis}, answers: {hit: no}, expect: {scales: {risk: 0}}}
"""
WRONG = TEXT.replace('by_hand: {risk: "2"}', 'by_hand: {risk: "1+2"}').replace("expect: {scales: {risk: 0}}", "expect: {scales: {risk: 1}}")


def said(error: InputError) -> list[str]:
    return [defect.in_words(DUTCH) for defect in error.defects]


def test_a_framework_whose_examples_come_true_opens_with_its_exact_bytes() -> None:
    opened = review.open_bytes(TEXT.encode(), "klein.yaml")
    assert [run.holds for run in opened.examples] == [True, True]
    assert opened.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert opened.tables.framework is opened.framework


def test_every_example_that_does_not_come_true_is_named_with_its_number(tmp_path: Path) -> None:
    (tmp_path / "klein.yaml").write_text(WRONG, encoding="utf-8")
    expected = [
        "klein.yaml, voorbeeld 1: “Raak” komt niet uit: som met de hand bij risk: 3, de weging geeft 2. "
        "Reken het voorbeeld na en verbeter de punten of het voorbeeld.",
        "klein.yaml, voorbeeld 2: “Mis” komt niet uit: schaal risk: het voorbeeld zegt 1, de weging geeft 0. "
        "Reken het voorbeeld na en verbeter de punten of het voorbeeld.",
    ]
    with pytest.raises(InputError) as from_a_file:
        review.open(tmp_path / "klein.yaml")
    with pytest.raises(InputError) as from_bytes:
        review.open_bytes(WRONG.encode(), "klein.yaml")
    assert said(from_a_file.value) == said(from_bytes.value) == expected


def test_looking_at_a_framework_shows_its_examples_also_when_they_do_not_come_true() -> None:
    opened = review.look(read(WRONG.encode(), "klein.yaml"))
    assert [run.holds for run in opened.examples] == [False, False]
    assert len(review.defects(opened)) == 2


def test_an_example_without_a_date_has_answers_and_no_facts_list() -> None:
    opened = review.open_bytes(TEXT.encode(), "klein.yaml")
    case = opened.examples[0].weighing.case
    assert (case.code, case.facts, set(case.answers)) == ("voorbeeld-1", None, {"hit"})


CLASS_W = Path(__file__).resolve().parents[1] / "invalid" / "review" / "class_w.yaml"


def test_what_review_refuses_and_examples_that_fail_are_said_together(tmp_path: Path) -> None:
    wrong = CLASS_W.read_text(encoding="utf-8").replace("expect: {advice: help}", "expect: {advice: nothing}")
    (tmp_path / "kader.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        review.open(tmp_path / "kader.yaml")
    places = [DUTCH.say(defect.place) for defect in caught.value.defects]
    assert len(places) == 2
    assert places[0].startswith("kader.yaml:")
    assert places[1] == "kader.yaml, voorbeeld 1"


def test_the_registry_that_is_given_is_the_one_a_framework_is_held_to(tmp_path: Path) -> None:
    real = read_registry(review.EVIDENCE)
    allowed = replace(real, attributes={name: one for name, one in real.attributes.items() if name != "nationaliteit"})
    with pytest.raises(InputError) as caught:
        review.open(CLASS_W, allowed)
    assert ["staat niet in het register" in text for text in said(caught.value)] == [True]


def test_a_text_that_was_used_before_opens_without_a_registry_and_is_held_to_one_that_is_given() -> None:
    content = CLASS_W.read_bytes()
    assert review.open_bytes(content, "kader.yaml").refused == ()
    with pytest.raises(InputError):
        review.open_bytes(content, "kader.yaml", read_registry(review.EVIDENCE))


def test_a_test_framework_needs_only_a_right_shape_and_true_examples() -> None:
    opened = review.open_bytes(TEXT.encode(), "klein.yaml", read_registry(review.EVIDENCE))
    assert review.inspect(opened, date(2026, 11, 30)) == review.Inspection((), ())
