"""Small frameworks in two versions, for the tests of comparing and editing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from triage.cases.case import Answer, Case
from triage.cases.table import CaseTable
from triage.framework.model import Framework
from triage.framework.read import read
from triage.periods import parse_day

SMALL = """\
format: 1
id: small
version: "1.4.2"
use: test
title: {nl: Klein}
scales:
  - id: risk
    role: risk
    min_known: 0.5
    bands:
      - {id: low}
      - {id: medium, from: 2}
      - {id: high, from: 4}
items:
  - {id: hit, question: {nl: Raak?}, kind: yes_no, scale: risk, points: {yes: 2, no: 0}}
  - {id: kick, kind: yes_no, scale: risk, points: {yes: 1, no: 0}}
  - id: school
    kind: choice
    scale: risk
    options:
      - {id: goes, points: 0}
      - {id: skips, points: 1}
  - {id: age, kind: age, range: [0, 99]}
criteria:
  - {id: hitting, when: {item: hit, is: yes}}
advice:
  outcomes:
    - {id: none, intensity: none}
    - {id: light, intensity: light}
    - {id: much, intensity: intensive}
  rules:
    - {id: top, when: {band: risk, at_least: high}, then: much}
    - {when: {all: [{criterion: hitting}, {item: age, at_least: 18}]}, then: light}
    - {then: none}
"""


def framework(text: str = SMALL) -> Framework:
    """A framework that reads well."""
    return read(text.encode(), "klein.yaml").framework


def changed(*swaps: tuple[str, str], text: str = SMALL) -> Framework:
    """The framework with parts of its text swapped; each part must stand there once."""
    for old, new in swaps:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return framework(text)


def cases(*answers: Mapping[str, str | int]) -> CaseTable:
    """Cases A-1, A-2 … with these answers."""
    return CaseTable.of(
        [
            Case(
                f"A-{number}",
                parse_day("2026-11-23"),
                {item: Answer(Decimal(value) if isinstance(value, int) else value) for item, value in given.items()},
            )
            for number, given in enumerate(answers, 1)
        ]
    )
