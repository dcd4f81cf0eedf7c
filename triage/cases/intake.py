"""From a table of text to cases: every row is taken in whole or refused with the reason, and nothing is guessed.

Rows read are rows taken plus rows refused, for cases and for facts. A case is never weighed as if a fact were absent. A fact that cannot
be taken in takes its case with it; when it cannot be told whose fact it is, it may be anybody's, so that no case has a known list of
facts and no fact is taken in. No message, warning or refused row ever holds what stood in a cell.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from triage.cases.case import UNKNOWN, Answer, Fact
from triage.cases.cell_values import (
    AnswerReader,
    circumstances,
    has_two_readings,
    problem_with,
    read_day,
    read_partner,
    read_period,
    read_status,
    read_yes_no,
)
from triage.cases.code_index import NOBODY, Known, repeated
from triage.cases.codes import is_neutral, looks_like_dossier_number
from triage.cases.columns import CaseColumns, case_columns
from triage.cases.fact_intake import FactRows, read_facts, refuse_before_twelve
from triage.cases.headings import CASE, FACTS_KNOWN, PLACE_SINCE, QUARTER, REFERENCE_DATE, canonical, folded
from triage.cases.intake_words import Counts, fact_counts, recognised, warnings
from triage.cases.notes import without_notes
from triage.cases.raw_table import Progress, RawTable
from triage.cases.refusals import Part, Problem, Refusal, RefusedRow
from triage.cases.rows import Rows, joined, merged
from triage.cases.table import CaseTable, Column, FactColumn
from triage.errors import InputError
from triage.framework.model import Framework, Item
from triage.framework.registry import Registry
from triage.periods import Period
from triage.wording import Message, _

T = TypeVar("T", bound=Hashable)

CASE_LIMIT = 2_000
"""Cases of real people in one table. Weighing them is casework, one by one; a table is for trying out a framework."""

MEND_CODE = _("Geef een korte code van letters en cijfers, zoals A-001. Geen naam, geen geboortejaar en geen nummer uit een ander systeem.")
_NO_CODE = Problem(Refusal.NO_CODE, MEND_CODE)
_NOT_A_CODE = Problem(Refusal.NOT_A_CODE, MEND_CODE)
_TWICE = Problem(Refusal.TWICE, _("Geef elke casus een eigen code, of verwijder de dubbele rij."))
_FACT_REFUSED = Problem(Refusal.FACT_REFUSED, _("Herstel het feit, of verwijder het; het staat ook in deze lijst."))
_CASE_REFUSED = Problem(Refusal.CASE_REFUSED, _("Herstel de rij van de casus; die staat ook in deze lijst."))
_FACTS_UNSURE = Problem(Refusal.FACTS_UNSURE, _("Herstel eerst de feiten zonder bekende casus; die staan ook in deze lijst."))
_PLACE_AFTER_DATE = Problem(
    Refusal.PLACE_AFTER_DATE, _("Vul in sinds wanneer de casus een plaats heeft, op of vóór de peildatum. Laat de cel leeg zonder plaats.")
)
_LOOKED_AT_BUT_ABSENT = Problem(
    Refusal.FACTS_AGAINST_ANSWER, _("Hier staat dat de feiten zijn nagekeken. Geef de tabel met feiten erbij, of maak deze cel leeg.")
)
_NOT_LOOKED_AT_BUT_PRESENT = Problem(
    Refusal.FACTS_AGAINST_ANSWER,
    _("Hier staat dat de feiten niet zijn nagekeken, maar er zijn wel feiten. Vul ja in of verwijder de feiten."),
)


@dataclass(frozen=True)
class Intake:
    """What came of a table. `rows_read` and `facts_read` count rows of cases and facts; rows of explanation are no rows of cases.

    `held` says by code since when a case holds a place on the list. It stands apart from the cases, for nobody may weigh it.
    """

    cases: CaseTable = field(repr=False)
    refused: tuple[RefusedRow, ...]
    warnings: tuple[Message, ...]
    recognised: tuple[Message, ...]
    rows_read: int
    facts_read: int
    held: Mapping[str, Period] = field(default_factory=dict)

    @property
    def rows_refused(self) -> int:
        """Rows of cases that were not taken in."""
        return self._refused(Part.CASES)

    @property
    def facts_refused(self) -> int:
        """Rows of facts that were not taken in."""
        return self._refused(Part.FACTS)

    def _refused(self, part: Part) -> int:
        return len({one.row for one in self.refused if one.part is part})


@dataclass(frozen=True)
class Reading:
    """How tables are taken in, the same for every block of them.

    `reference_date` counts for rows without one of their own; with `date_wins` for all. `invented` cases may be more than CASE_LIMIT.
    `registry` gives the kinds of fact there are, with their labels, and the reasons why an attribute is refused.
    """

    framework: Framework
    reference_date: date
    date_wins: bool = False
    invented: bool = False
    registry: Registry | None = None


@dataclass(frozen=True)
class Block:
    """What came of some rows of a table, with the facts of these cases. `held` as in `Intake`."""

    cases: CaseTable = field(repr=False)
    refused: tuple[RefusedRow, ...]
    counts: Counts
    held: Mapping[str, Period]


def take_in(
    table: RawTable,
    framework: Framework,
    *,
    facts: RawTable | None = None,
    reference_date: date,
    date_wins: bool = False,
    invented: bool = False,
    registry: Registry | None = None,
    progress: Progress | None = None,
) -> Intake:
    """The cases in a table, with their facts, for one framework: a table of one block. See `Reading` for the choices.

    With `facts`, a case without rows there has no facts; without, nobody looked; a column `facts@known` says it per case. When a fact has
    no case in the table, the list of facts of every case is unknown. Raises InputError when the table as a whole cannot be used.
    """
    reading = Reading(framework, reference_date, date_wins, invented, registry)
    columns = case_columns(table, framework, registry)
    must_be_few(table.name, len(without_notes(table)), invented)
    block = take_in_block(table, facts, reading, progress=progress)
    return Intake(
        block.cases,
        block.refused,
        tuple(warnings(framework, len(columns.answers), facts is not None, block.counts)),
        recognised(table, facts, block.counts),
        block.counts.rows_read,
        block.counts.facts_read,
        block.held,
    )


def take_in_block(
    table: RawTable,
    facts: RawTable | None,
    reading: Reading,
    *,
    codes_known: Known | None = None,
    facts_unsure: bool = False,
    progress: Progress | None = None,
) -> Block:
    """The cases in some rows of a table, with `facts` of these cases only.

    `codes_known` says of rows what the codes of the whole table say; None when these rows are all of it. `facts_unsure` says that somewhere
    in the table of facts is one without a case. Raises InputError when the columns cannot be used.
    """
    framework, registry = reading.framework, reading.registry
    columns = case_columns(table, framework, registry)
    cases, its_facts = without_notes(table), None if facts is None else without_notes(facts)
    rows = Rows(cases, Part.CASES, _names(columns))
    codes = _codes(rows, columns.case, reading.invented, codes_known)
    dates = _dates(rows, columns, reading.reference_date, reading.date_wins)
    since = _places_held(rows, columns, dates)
    answers = {}
    for number, (item, place) in enumerate(columns.answers.items(), 1):
        answers[item] = _answers(rows, framework.item_by_id[item], place, columns)
        if progress is not None:
            progress(number / len(columns.answers))
    found = None if its_facts is None else read_facts(its_facts, framework, _first_rows(codes), registry)
    if found is not None and (age := framework.age_question) and age.id in answers:
        refuse_before_twelve(found, answers[age.id], dates)
    known = _facts_known(rows, columns, found)
    if found is not None:
        _refuse_together(rows, found)
        if facts_unsure or (found.case == NOBODY).any():
            found.rows.refuse(~found.rows.bad, CASE, _FACTS_UNSURE)
            known = np.zeros(len(rows), dtype=np.bool_)
    taken = ~rows.bad
    refused = tuple(sorted([*rows.refused, *(found.rows.refused if found else ())], key=lambda one: (one.part, one.row)))
    return Block(
        CaseTable(
            tuple(code for code, good in zip(codes, taken, strict=True) if good),
            _taken(dates, taken),
            {item: kept for item, column in answers.items() if (kept := _taken(column, taken)).distinct not in ((), (UNKNOWN,))},
            _fact_column(found, taken, known),
        ),
        refused,
        Counts(
            rows_read=len(cases),
            facts_read=0 if its_facts is None else len(its_facts),
            rows_refused=int(rows.bad.sum()),
            facts_refused=0 if found is None else int(found.rows.bad.sum()),
            notes=len(table) - len(cases),
            two_readings=_two_readings(cases, columns, its_facts),
            **({} if found is None else fact_counts(framework, found, dates)),
        ),
        {code: one for code, one, good in zip(codes, since, taken, strict=True) if good and one is not None},
    )


def must_be_few(name: str, number: int, invented: bool) -> None:
    """Raises InputError for a table without cases, or with more than may be of real people."""
    if number == 0:
        raise InputError.at(name, _("Er staan geen casussen in deze tabel."), _("Vul ten minste één rij in."))
    if number > CASE_LIMIT and not invented:
        raise InputError.at(
            name,
            _(
                "Deze tabel heeft {number} casussen. Een tabel van echte mensen mag er hoogstens {limit} hebben.",
                number=number,
                limit=CASE_LIMIT,
            ),
            _("Echte casussen weegt u in het dossier, één voor één. Zijn deze casussen verzonnen, zeg dat dan met --invented."),
        )


def _names(columns: CaseColumns) -> dict[int, str]:
    names = {columns.case: CASE, **{place: item for item, place in columns.answers.items()}}
    names |= {place: f"{item}@{what}" for (item, what), place in columns.beside.items()}
    optional = ((columns.reference_date, REFERENCE_DATE), (columns.facts_known, FACTS_KNOWN), (columns.place_since, PLACE_SINCE))
    return names | {place: name for place, name in optional if place is not None}


def read_code(text: str, *, invented: bool = False) -> str | Problem:
    """The code in a cell, or why it cannot be one."""
    stripped = text.strip()
    if not stripped:
        return _NO_CODE
    if not is_neutral(stripped, invented=invented):
        return problem_with(stripped, _NOT_A_CODE)
    if looks_like_dossier_number(stripped, invented=invented):
        return problem_with(stripped, Problem(Refusal.DOSSIER_CODE, MEND_CODE))
    return stripped


def _codes(rows: Rows, place: int, invented: bool, known: Known | None) -> list[str]:
    """The code of every row, empty where there is none to use. Codes that differ only in capitals are the same code.

    Where `known` says that a text is a code, it is not looked at once more: that is most of the work on a table of many cases.
    """
    texts = list(rows.table.columns[place])
    of_all = None if known is None else known(texts)
    good = set() if of_all is None else {texts[row] for row in np.flatnonzero(of_all.present).tolist()}
    read, numbers = rows.read(place, CASE, lambda text: text.strip() if text in good else read_code(text, invented=invented))
    codes = [read[number] or "" for number in numbers.tolist()]
    rows.refuse(repeated(codes) if of_all is None else of_all.repeated, CASE, _TWICE)
    return codes


def _first_rows(codes: list[str]) -> dict[str, int]:
    """The row of each code as it is compared."""
    rows: dict[str, int] = {}
    for row, code in enumerate(codes):
        if code:
            rows.setdefault(folded(code), row)
    return rows


def _dates(rows: Rows, columns: CaseColumns, reference_date: date, date_wins: bool) -> Column[date]:
    days, index = rows.read(columns.reference_date, REFERENCE_DATE, read_day)
    return Column(*merged([reference_date if day is None or date_wins else day for day in days], index))


def _places_held(rows: Rows, columns: CaseColumns, dates: Column[date]) -> list[Period | None]:
    """Since when each case holds a place; a quarter that holds the reference date is not after it."""
    periods, index = rows.read(columns.place_since, PLACE_SINCE, read_period)
    pairs, number = joined([index, dates.index])
    late = [(one := periods[p]) is not None and one.first > dates.distinct[d] for p, d in pairs]
    rows.refuse(np.array(late, dtype=np.bool_)[number], PLACE_SINCE, _PLACE_AFTER_DATE)
    return [periods[p] for p in index.tolist()]


def _answers(rows: Rows, item: Item, place: int, columns: CaseColumns) -> Column[Answer]:
    """The answers of every row to one question; a row with a problem is refused and gets unknown."""
    table = rows.table
    reader = AnswerReader(item, table.decimal_mark if table.typed else "")
    beside = {what: columns.beside.get((item.id, what)) for what in ("status", "as_of", "source")}
    values, value_index = rows.read(place, item.id, reader.value)
    if not any(beside.values()):
        return Column(*merged([value or UNKNOWN for value in values], value_index))
    statuses, status_index = rows.read(beside["status"], f"{item.id}@status", read_status)
    periods, period_index = rows.read(beside["as_of"], f"{item.id}@as_of", read_period)
    sources, source_index = rows.read(beside["source"], f"{item.id}@source", read_partner)
    combinations, index = joined([value_index, status_index, period_index, source_index])
    read: list[Answer | Problem] = []
    for v, s, p, o in combinations:
        value = values[v]
        read.append(UNKNOWN if value is None else circumstances(value, statuses[s], periods[p], sources[o]))
    rows.refuse_where(index, f"{item.id}@status", {number: one for number, one in enumerate(read) if isinstance(one, Problem)})
    return Column(*merged([UNKNOWN if isinstance(one, Problem) else one for one in read], index))


def _facts_known(rows: Rows, columns: CaseColumns, found: FactRows | None) -> NDArray[np.bool_]:
    """Which cases have a list of facts, be it empty."""
    given, index = rows.read(columns.facts_known, FACTS_KNOWN, read_yes_no)
    present = np.zeros(len(rows), dtype=np.bool_)
    if found is not None:
        present[found.case[found.case != NOBODY]] = True
    yes, no = (np.array([one is wanted for one in given], dtype=np.bool_)[index] for wanted in (True, False))
    if found is None:
        rows.refuse(yes, FACTS_KNOWN, _LOOKED_AT_BUT_ABSENT)
        return np.zeros(len(rows), dtype=np.bool_)
    rows.refuse(no & present, FACTS_KNOWN, _NOT_LOOKED_AT_BUT_PRESENT)
    return yes | present if columns.facts_known is not None else np.ones(len(rows), dtype=np.bool_)


def _refuse_together(rows: Rows, found: FactRows) -> None:
    """A refused fact takes its case with it, and a refused case its facts."""
    owned = found.case != NOBODY
    with_bad_fact = np.zeros(len(rows), dtype=np.bool_)
    with_bad_fact[found.case[owned & found.rows.bad]] = True
    rows.refuse(with_bad_fact, CASE, _FACT_REFUSED)
    of_bad_case = np.zeros(len(found.rows), dtype=np.bool_)
    of_bad_case[owned] = rows.bad[found.case[owned]]
    found.rows.refuse(of_bad_case & ~found.rows.bad, CASE, _CASE_REFUSED)


def _taken(column: Column[T], taken: NDArray[np.bool_]) -> Column[T]:
    return Column(*merged(column.distinct, column.index[taken]))


def _fact_column(found: FactRows | None, taken: NDArray[np.bool_], known: NDArray[np.bool_]) -> FactColumn:
    if found is None:
        nothing = np.zeros(0, dtype=np.intp)
        return FactColumn((), nothing, nothing, known[taken])
    kept = np.flatnonzero(~found.rows.bad)
    facts, index = merged(found.facts, found.index[kept])
    new_number = (np.cumsum(taken) - 1).astype(np.intp)
    # A row without a problem has a whole fact, so that none of these is None.
    return FactColumn(cast("tuple[Fact, ...]", facts), index, new_number[found.case[kept]], known[taken])


def _two_readings(cases: RawTable, columns: CaseColumns, facts: RawTable | None) -> bool:
    """Whether one of the days could be read in another way."""
    places = (columns.reference_date, columns.place_since, *(place for (_item, what), place in columns.beside.items() if what == "as_of"))
    dated = [cases.columns[place] for place in places if place is not None]
    if facts is not None:
        dated += [column for title, column in zip(facts.header, facts.columns, strict=True) if canonical(title) == QUARTER]
    return any(has_two_readings(text) for column in dated for text in column.distinct)
