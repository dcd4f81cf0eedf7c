"""Many cases as columns: every case comes out as it went in, however the facts of different cases stand mixed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from triage.cases.case import Answer, Case, Fact
from triage.cases.table import CaseTable, FactColumn
from triage.framework.vocabulary import AnswerStatus, FactStatus
from triage.periods import Period

OLD, NEW = (Fact("robbery", Period.parse(quarter), FactStatus.CONVICTED) for quarter in ("2024-Q1", "2026-Q3"))
CASES = (
    Case("A-1", date(2026, 11, 23), {"age": Answer(Decimal(15)), "school": Answer("truant", AnswerStatus.SIGNAL)}, (NEW, OLD, NEW)),
    Case("A-2", date(2026, 11, 24), {}, ()),
    Case("A-3", date(2026, 11, 23), {"age": Answer(Decimal(15))}, None),
    Case("A-4", date(2025, 1, 1), {"school": Answer("attends")}, (OLD,)),
)


@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_case_comes_out_of_a_table_as_it_went_in(number: int) -> None:
    assert CaseTable.of(CASES).case(number) == CASES[number]


def test_facts_of_different_cases_may_stand_mixed_and_each_case_keeps_its_own_order() -> None:
    mixed = FactColumn((OLD, NEW), np.array([0, 1, 1, 0, 0]), np.array([3, 0, 3, 0, 3]), np.array([True, True, False, True]))
    assert [mixed.of(case) for case in range(4)] == [(NEW, OLD), (), None, (OLD, NEW, OLD)]


def test_a_table_without_cases_has_no_facts() -> None:
    assert len(CaseTable.of(())) == 0
