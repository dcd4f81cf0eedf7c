"""The table of facts: each row a fact of a case, or refused with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from triage.cases.case import Answer, Fact, before_twelve
from triage.cases.cell_values import names_of, problem_with, read_fact_status, read_partner, read_period, read_yes_no
from triage.cases.code_index import NOBODY
from triage.cases.columns import fact_columns
from triage.cases.headings import CASE, CONTESTED, KIND, QUARTER, SOURCE, STATUS, folded
from triage.cases.raw_table import RawTable
from triage.cases.refusals import Part, Problem, Refusal
from triage.cases.rows import Rows, joined
from triage.cases.table import Column, Index
from triage.errors import InputError
from triage.framework.model import Framework
from triage.framework.registry import Registry
from triage.framework.vocabulary import FactStatus, Partner
from triage.periods import Period
from triage.wording import _, n_

MISSING = Problem(Refusal.MISSING, _("Vul deze cel in. Is het niet bekend, vraag het dan na bij de bron."))
_CONTESTED_WORDS = frozenset({"betwist", "contested"})
_SETTLED_WORDS = frozenset({"niet betwist", "not contested"})
_UNKNOWN_CASE = Problem(Refusal.UNKNOWN_CASE, _("Gebruik een code die in de tabel met casussen staat."))
_BEFORE_TWELVE = Problem(
    Refusal.BEFORE_TWELVE,
    _("Haal het feit weg: onder de twaalf jaar is niemand strafbaar. Klopt de leeftijd of het kwartaal niet, verbeter die."),
)


@dataclass(frozen=True)
class FactRows:
    """The rows of a table of facts: the different facts, per row which, and of which case (its row, or NOBODY)."""

    rows: Rows
    facts: list[Fact | None]
    index: Index
    case: Index


class _KindReader:
    """Reads the kind of a fact by its id or label. Where a label names a kind that counts and one that does not, the first is meant."""

    def __init__(self, framework: Framework, registry: Registry | None) -> None:
        kinds = registry.fact_kinds if registry else {}
        known = tuple(dict.fromkeys((*framework.facts, *kinds)))
        self._counted = names_of((kind, kinds[kind].label if kind in kinds else None) for kind in framework.facts)
        self._all = names_of((kind, record.label) for kind, record in kinds.items())
        labels = [kinds[kind].label if kind in kinds else kind for kind in known]
        self._mend = _("Kies een van: {kinds}.", kinds=labels) if labels else _("Dit kader telt geen feiten. Laat de tabel met feiten weg.")

    def __call__(self, text: str) -> str | Problem:
        word = folded(text)
        if not word:
            return MISSING
        for names in (self._counted, self._all):
            if len(names.get(word, ())) == 1:
                return names[word][0]
        return problem_with(text, Problem(Refusal.NOT_LISTED, self._mend))


def read_facts(table: RawTable, framework: Framework, cases: Mapping[str, int], registry: Registry | None) -> FactRows:
    """The facts in a table. `cases` gives the row of each case by its folded code.

    Facts belong to the case: a kind that the framework does not count but `registry` knows is taken in. Without `registry` only the
    kinds of the framework are known.

    Raises InputError when the columns do not fit, or when rows are hidden: a fact that nobody sees may not go missing.
    """
    columns = fact_columns(table)
    if table.hidden_rows:
        raise InputError.at(
            table.name,
            n_(
                "In de tabel met feiten is {count} rij verborgen.",
                "In de tabel met feiten zijn {count} rijen verborgen.",
                table.hidden_rows,
            ),
            _("Maak de rijen zichtbaar of verwijder ze. Een feit mag niet ongezien wegvallen."),
        )
    rows = Rows(table, Part.FACTS, {number: title for title, number in columns.items()})

    def case(text: str) -> int | Problem:
        known = cases.get(folded(text))
        if known is not None:
            return known
        return problem_with(text, _UNKNOWN_CASE) if text.strip() else MISSING

    owners, owner_index = rows.read(columns[CASE], CASE, case)
    kinds, kind_index = rows.read(columns[KIND], KIND, _KindReader(framework, registry))
    periods, period_index = rows.read(columns[QUARTER], QUARTER, lambda text: read_period(text) or MISSING)
    statuses, status_index = rows.read(columns[STATUS], STATUS, lambda text: read_fact_status(text) or MISSING)
    sources, source_index = rows.read(columns.get(SOURCE), SOURCE, read_partner)
    contested, contested_index = rows.read(columns.get(CONTESTED), CONTESTED, _contested)
    combinations, index = joined([kind_index, period_index, status_index, source_index, contested_index])
    facts = [_fact(kinds[k], periods[p], statuses[s], sources[o], contested[c]) for k, p, s, o, c in combinations]
    owner = np.array([NOBODY if one is None else one for one in owners], dtype=np.intp)
    return FactRows(rows, facts, index, owner[owner_index] if len(owner) else owner_index)


def refuse_before_twelve(found: FactRows, ages: Column[Answer], dates: Column[date]) -> None:
    """Refuses the facts that surely lie before the twelfth birthday, as far as the age of the case is established.

    The age is that of the first day it may have been told; an age told after the reference date counts as told on it.
    """
    owned = np.flatnonzero((found.case != NOBODY) & ~found.rows.bad)
    owner = found.case[owned]
    combinations, index = joined([found.index[owned], ages.index[owner], dates.index[owner]])
    early = [_is_early(found.facts[f], ages.distinct[a], dates.distinct[d]) for f, a, d in combinations]
    mask = np.zeros(len(found.rows), dtype=np.bool_)
    mask[owned] = np.array(early, dtype=np.bool_)[index] if early else False
    found.rows.refuse(mask, QUARTER, _BEFORE_TWELVE)


def _is_early(fact: Fact | None, age: Answer, reference_date: date) -> bool:
    return fact is not None and before_twelve(fact, age, reference_date)


def _fact(kind: str | None, when: Period | None, status: FactStatus | None, source: Partner | None, contested: bool | None) -> Fact | None:
    if kind is None or when is None or status is None:
        return None
    return Fact(kind, when, status, source, bool(contested))


def _contested(text: str) -> bool | Problem | None:
    word = folded(text)
    return word in _CONTESTED_WORDS if word in _CONTESTED_WORDS | _SETTLED_WORDS else read_yes_no(text)
