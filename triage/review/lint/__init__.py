"""What review asks of a framework for casework beyond a right shape: one function per rule, in a file per subject.

A refusal bars the framework from use, a warning does not. A test framework needs only a right shape and true examples. Rules that hold for
every case (`influence.py`, `proofs.py`) take their time and are not asked at opening. Source: framework format 1, *Refused by review*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

from triage.errors import Defect
from triage.framework.model import Framework
from triage.framework.read import FrameworkFile
from triage.framework.registry import Registry
from triage.framework.source import Fault
from triage.review.lint.adoption import two_roles_adopt
from triage.review.lint.attributes import class_m_is_justified, class_n_stays_off_risk, class_w_is_refused, words_are_accounted_for
from triage.review.lint.cards import evidence_is_fresh, scored_items_have_a_card, texts_are_translated
from triage.review.lint.registered import (
    attributes_are_registered,
    fact_kinds_are_registered,
    factors_are_registered,
    instruments_are_registered,
    sources_are_registered,
)
from triage.review.lint.tallies import linked_tallies_point_one_way
from triage.review.lint.used import items_are_used

REFUSALS: tuple[Callable[[Framework, Registry], Iterator[Fault]], ...] = (
    items_are_used,
    sources_are_registered,
    attributes_are_registered,
    fact_kinds_are_registered,
    factors_are_registered,
    instruments_are_registered,
    class_w_is_refused,
    class_n_stays_off_risk,
    class_m_is_justified,
    words_are_accounted_for,
    scored_items_have_a_card,
    two_roles_adopt,
    linked_tallies_point_one_way,
)
"""The rules a framework for casework must keep."""

WARNINGS: tuple[Callable[[Framework, date], Iterator[Fault]], ...] = (texts_are_translated, evidence_is_fresh)
"""What is said of a framework that may be used all the same."""


def refusals(file: FrameworkFile, registry: Registry) -> tuple[Defect, ...]:
    """What bars a framework from use, in the order of the file; nothing for a test framework."""
    return _placed(file, (rule(file.framework, registry) for rule in REFUSALS))


def warnings(file: FrameworkFile, today: date) -> tuple[Defect, ...]:
    """What a maker should know of a framework on this day, in the order of the file; nothing for a test framework."""
    return _placed(file, (rule(file.framework, today) for rule in WARNINGS))


def _placed(file: FrameworkFile, found: Iterator[Iterator[Fault]]) -> tuple[Defect, ...]:
    faults = [] if file.framework.use == "test" else list(chain.from_iterable(found))
    return tuple(file.source.defects(faults)) if faults else ()
