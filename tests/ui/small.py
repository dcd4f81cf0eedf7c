"""A small framework without labels, and versions of it: what a framework may leave out, the window has to do without."""

from __future__ import annotations

from pathlib import Path

from triage import review

TEXT = """\
format: 1
id: klein
version: "1.0.0"
use: test
title: {nl: Klein kader}
domains: [{id: school}, {id: thuis}]
facts: [robbery, violence]
scales:
  - id: zorgen
    role: need
    min_known: 0.2
    domain_caps: {school: 2, thuis: 3}
    bands: [{id: weinig, to: 2}, {id: veel, from: 3}]
items:
  - {id: leeftijd, kind: age}
  - {id: verzuim, kind: choice, domain: school, scale: zorgen,
     options: [{id: geen, points: 0}, {id: enig, points: 1}, {id: veel, points: 2}]}
  - {id: geschorst, kind: yes_no, domain: school, scale: zorgen, points: {yes: 2, no: 0}, allow_not_applicable: true}
  - {id: schulden, kind: yes_no, domain: thuis, scale: zorgen, points: {yes: 1, no: 0}}
  - {id: feiten, kind: tally, domain: thuis, scale: zorgen, of: {facts: [robbery], statuses: [convicted], within_months: 24},
     points: [{points: 0}, {at_least: 1, points: 1}]}
criteria:
  - {id: veel_zorgen, when: {scale: zorgen, at_least: 3}}
advice:
  outcomes: [{id: niets, kind: list, intensity: light}, {id: plaats, kind: list, intensity: medium}]
  rules:
    - {when: {criterion: veel_zorgen}, then: plaats}
    - {then: niets}
list:
  places: 1
  eligible: [plaats]
  order: [{scale: zorgen, first: high}]
"""

NARROWER = (
    TEXT.replace('"1.0.0"', '"1.1.0"')
    .replace(", {id: veel, points: 2}]}", "]}")
    .replace(", allow_not_applicable: true", "")
    .replace("[robbery, violence]", "[robbery]")
)
"""A next version: an answer less, *niet van toepassing* no longer allowed, and a kind of fact less."""


def small(text: str = TEXT) -> review.OpenFramework:
    """The small framework, read from its text."""
    return review.open_bytes(text.encode(), "klein.yaml")


def small_file(folder: Path, text: str = TEXT) -> Path:
    """The small framework as a file."""
    path = folder / "klein.yaml"
    path.write_text(text, encoding="utf-8")
    return path
