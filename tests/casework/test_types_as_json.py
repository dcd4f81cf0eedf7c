"""Every record of casework goes into a dossier as JSON and comes back as it was, whatever stands in it."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum, StrEnum
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from triage import casework
from triage.casework.access import AccessRule, Inspection, Refusal
from triage.casework.assessment import Assessment, OwnAssessment
from triage.casework.conference import AgendaItem, Attendance, Conference
from triage.casework.contest import Contest, Settlement
from triage.casework.decision import BestInterests, Decision, Dissent, Lighter, Reader, Reason
from triage.casework.gate import Gate
from triage.casework.instruction import Confirmation
from triage.casework.notice import Notice
from triage.casework.readiness import Readiness, Recorded
from triage.casework.record import Age, CaseRecord, Extension
from triage.casework.review import Leaving, Review
from triage.casework.second_look import Differences, Given, ItemPair
from triage.casework.suspension import Suspension
from triage.casework.task import Task
from triage.casework.views import View
from triage.periods import Period

RECORDS: tuple[type[Any], ...] = (
    *(
        AccessRule,
        Age,
        AgendaItem,
        Assessment,
        Attendance,
        BestInterests,
        CaseRecord,
        Conference,
        Confirmation,
        Contest,
        Decision,
        Differences,
    ),
    *(Dissent, Extension, Gate, Given, Inspection, ItemPair, Leaving, Lighter, Notice, OwnAssessment, Readiness, Reader, Reason, Recorded),
    *(Refusal, Review, Settlement, Suspension, Task, View),
)
NOT_KEPT = {"Basis", "Weighed", "Rated", "Entered", "Taken"}
"""What holds a framework or case only while a rule is applied, or what was entered before it is looked at."""

OLDER = {"choice", "instruments", "limits", "matching", "plan", "situation"}
"""Modules whose types are laid out of a framework or the registry, and not kept as they are."""

periods = st.one_of(st.dates().map(Period.day), st.builds(Period.quarter, st.integers(1, 9999), st.integers(1, 4)))
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=12),
    int: st.integers(),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=2))])),
    Period: periods,
    type(None): st.none(),
}


ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {of: TypeAdapter(of) for of in (*RECORDS, Period)}


def anything(of: Any) -> st.SearchStrategy[Any]:
    """Every value of a type of casework, also one that no rule would let through. Fails for a type that may not stand in a record."""
    if of in PLAIN:
        return PLAIN[of]
    parts = get_args(of)
    if get_origin(of) is tuple:
        several = parts[-1] is ...
        return st.lists(anything(parts[0]), max_size=3).map(tuple) if several else st.tuples(*map(anything, parts))
    if parts:
        return st.one_of([anything(part) for part in parts])
    if issubclass(of, StrEnum):
        return st.sampled_from(of)
    assert isinstance(of, type), of
    assert dataclasses.is_dataclass(of), of
    return st.builds(of, **{name: anything(hint) for name, hint in get_type_hints(of).items()})


@pytest.mark.parametrize("of", RECORDS, ids=lambda of: of.__name__)
@given(data=st.data())
@settings(max_examples=30)
def test_a_record_comes_back_as_it_was(of: type[Any], data: st.DataObject) -> None:
    record = data.draw(anything(of))
    written = ADAPTERS[of].dump_json(record)
    back = ADAPTERS[of].validate_json(written)
    assert back == record
    assert ADAPTERS[of].dump_json(back) == written
    same_kinds(back, record)


def same_kinds(one: Any, other: Any) -> None:
    """An enumeration that came back as plain text would be equal too, and fail where it is asked for its words."""
    assert type(one) is type(other)
    if dataclasses.is_dataclass(one):
        for field in dataclasses.fields(one):
            same_kinds(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, tuple):
        for part, part_of_other in zip(one, other, strict=True):
            same_kinds(part, part_of_other)


@given(periods)
def test_a_period_comes_back_as_it_was(period: Period) -> None:
    assert ADAPTERS[Period].validate_json(ADAPTERS[Period].dump_json(period)) == period


def test_no_record_of_casework_was_forgotten() -> None:
    found: set[type[Any]] = set()
    for module in pkgutil.iter_modules(casework.__path__):
        if module.name not in OLDER:
            loaded = importlib.import_module(f"triage.casework.{module.name}")
            found |= {value for value in vars(loaded).values() if isinstance(value, type) and value.__module__ == loaded.__name__}
    records = {value for value in found if dataclasses.is_dataclass(value) and value.__name__ not in NOT_KEPT}
    assert records == set(RECORDS)
    assert [value for value in found - records if not issubclass(value, Enum) and value.__name__ not in NOT_KEPT] == []


def test_every_record_is_frozen() -> None:
    assert [of.__name__ for of in RECORDS if not of.__dataclass_params__.frozen] == []
