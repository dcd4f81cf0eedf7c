"""What is said of tables that were taken in: how they were read, and what somebody should know of their facts.

Counted per block of rows and added up, so that a table of any size is told about as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Protocol

import numpy as np

from triage.cases.code_index import NOBODY
from triage.cases.fact_intake import FactRows
from triage.cases.rows import joined
from triage.cases.table import Column
from triage.framework.model import Framework
from triage.periods import Period
from triage.wording import Message, _, n_


class Named(Protocol):
    """A table with the name of its file and how it was read."""

    @property
    def name(self) -> str:
        """The name of the file."""

    @property
    def recognised(self) -> tuple[Message, ...]:
        """How the file was read."""


@dataclass(frozen=True)
class Counts:
    """What was counted while rows were taken in. Of facts only those that were taken in, but for `ownerless`."""

    rows_read: int = 0
    facts_read: int = 0
    rows_refused: int = 0
    facts_refused: int = 0
    notes: int = 0
    ownerless: int = 0
    not_counted: int = 0
    late: int = 0
    alike: int = 0
    two_readings: bool = False

    def __add__(self, other: Counts) -> Counts:
        summed = {one.name: getattr(self, one.name) + getattr(other, one.name) for one in fields(self)}
        return Counts(**{**summed, "two_readings": self.two_readings or other.two_readings})


def fact_counts(framework: Framework, found: FactRows, dates: Column[date]) -> dict[str, int]:
    """What somebody should know of facts, as numbers."""
    return {
        "ownerless": int((found.case == NOBODY).sum()),
        "not_counted": _facts_not_counted(found, framework),
        "late": _facts_after(found, dates),
        "alike": _cases_with_facts_alike(found),
    }


def recognised(table: Named, facts: Named | None, counts: Counts) -> tuple[Message, ...]:
    """How the tables were read."""
    said = (
        *_of_a_table(table, facts),
        *_passed_over(counts.notes),
        *(() if facts is None else _of_a_table(facts, table)),
    )
    if not counts.two_readings:
        return said
    return (*said, _("Datums zijn gelezen als dag, maand, jaar: 03-04-2026 is 3 april 2026."))


def warnings(framework: Framework, answered: int, with_facts: bool, counts: Counts) -> Iterator[Message]:
    """What somebody should know before the results are used; `answered` questions have a column."""
    absent = len(framework.questions) - answered
    if absent:
        yield n_(
            "{count} vraag van het kader heeft geen kolom; dat antwoord is bij iedereen onbekend.",
            "{count} vragen van het kader hebben geen kolom; die antwoorden zijn bij iedereen onbekend.",
            absent,
        )
    if not with_facts and framework.facts:
        yield _("Er is geen tabel met feiten; alles wat uit feiten wordt geteld, is onbekend.")
    if with_facts:
        yield from _fact_warnings(counts)


def _fact_warnings(counts: Counts) -> Iterator[Message]:
    if counts.ownerless:
        yield n_(
            "Van {count} feit is de casus niet bekend. Dat feit kan van iedereen zijn. "
            "Daarom zijn de feiten van alle casussen onbekend tot u die rij herstelt.",
            "Van {count} feiten is de casus niet bekend. Die feiten kunnen van iedereen zijn. "
            "Daarom zijn de feiten van alle casussen onbekend tot u die rijen herstelt.",
            counts.ownerless,
        )
    if counts.not_counted:
        yield n_(
            "{count} feit is van een soort die dit kader niet telt. Het blijft bij de casus en telt niet mee.",
            "{count} feiten zijn van een soort die dit kader niet telt. Ze blijven bij de casus en tellen niet mee.",
            counts.not_counted,
        )
    if counts.late:
        yield n_(
            "{count} feit ligt na de peildatum en telt niet mee.",
            "{count} feiten liggen na de peildatum en tellen niet mee.",
            counts.late,
        )
    if counts.alike:
        yield n_(
            "Bij {count} casus staan feiten van dezelfde soort in hetzelfde kwartaal. Elke rij telt als een eigen feit. "
            "Is één feit twee keer aangeleverd, bijvoorbeeld door politie en Openbaar Ministerie? Laat dan één rij staan.",
            "Bij {count} casussen staan feiten van dezelfde soort in hetzelfde kwartaal. Elke rij telt als een eigen feit. "
            "Is één feit twee keer aangeleverd, bijvoorbeeld door politie en Openbaar Ministerie? Laat dan één rij staan.",
            counts.alike,
        )


def _of_a_table(table: Named, beside: Named | None) -> tuple[Message, ...]:
    """How a table was read, with the name of its file when another file was read beside it."""
    if beside is None or beside.name == table.name:
        return table.recognised
    return tuple(_("In {file}: {said}", file=table.name, said=said) for said in table.recognised)


def _passed_over(notes: int) -> Iterator[Message]:
    if notes:
        yield n_("{count} rij met uitleg is overgeslagen.", "{count} rijen met uitleg zijn overgeslagen.", notes)


def _facts_not_counted(found: FactRows, framework: Framework) -> int:
    """How many facts that were taken in are of a kind the framework does not count."""
    ignored = [number for number, fact in enumerate(found.facts) if fact is not None and fact.kind not in framework.facts]
    return int(np.isin(found.index[~found.rows.bad], ignored).sum())


def _cases_with_facts_alike(found: FactRows) -> int:
    """How many cases have two facts of one kind and time, which may be one fact that two partners delivered."""
    groups: dict[tuple[str, Period] | None, int] = {}
    alike = [groups.setdefault((fact.kind, fact.when) if fact else None, len(groups)) for fact in found.facts]
    kept = np.flatnonzero(~found.rows.bad)
    pairs, index = joined([found.case[kept], np.array(alike, dtype=np.intp)[found.index[kept]]])
    return len({case for (case, _group), times in zip(pairs, np.bincount(index), strict=True) if times > 1})


def _facts_after(found: FactRows, dates: Column[date]) -> int:
    """How many facts that were taken in begin after the reference date of their case, and so never count."""
    kept = np.flatnonzero(~found.rows.bad)
    combinations, index = joined([found.index[kept], dates.index[found.case[kept]]])
    late = [(fact := found.facts[f]) is not None and fact.when.first > dates.distinct[d] for f, d in combinations]
    return int(np.array(late, dtype=np.bool_)[index].sum()) if late else 0
