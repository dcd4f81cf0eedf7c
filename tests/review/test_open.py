"""The one door to a framework: it opens only for a file that reads well and whose worked examples come out as written."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from triage import review
from triage.errors import InputError
from triage.framework.read import read
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
