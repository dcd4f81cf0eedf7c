"""Cases written back as a workbook that intake reads again: a sheet with answers, one with facts, one with notes.

The first two sheets have the columns of the fill-in form. Notes stand on a sheet of their own, which only `read_notes` looks at: a table
from elsewhere never brings free text in. Every note passes the identifier guard again when it is read (REQ-54).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from triage.cases.case import Answer, Case, Fact
from triage.cases.columns import BESIDE
from triage.cases.form import CASES_SHEET, FACTS_SHEET
from triage.cases.headings import CASE, FACT_COLUMNS, FACTS_KNOWN, PLACE_SINCE, REFERENCE_DATE, folded
from triage.cases.read_table import read_sheet
from triage.errors import Defect, InputError
from triage.files import place_of
from triage.framework.model import Framework
from triage.framework.vocabulary import AnswerStatus
from triage.guard import refuses
from triage.periods import Period
from triage.wording import DUTCH, Message, _, n_
from triage.workbooks import typed_as_text, workbook_to

NOTES_SHEET: Message = _("Toelichtingen")
NOTES_COLUMNS = ("bij casus", "bij vraag", "toelichting")
"""Not `case`: that title would make it a second table of cases."""

LONGEST_NOTE = 2_000
"""Characters; a note is a remark, not a report."""

Row = Sequence[str]


def write_cases(cases: Sequence[Case], framework: Framework, path: Path, held: Mapping[str, Period] | None = None) -> None:
    """Write cases with their facts and notes, and by code since when a case holds a place on the list.

    Raises InputError when a note is longer than LONGEST_NOTE or the file cannot be written; then nothing half-written is left.
    """
    from openpyxl.cell import WriteOnlyCell

    _refuse_long_notes(cases, path)

    with workbook_to(path, streamed=True) as book:
        for name, rows in _sheets(cases, framework, held or {}).items():
            sheet = book.create_sheet(DUTCH.say(name))
            sheet.freeze_panes = "B2"
            for row in rows:
                cells = []
                for text in row:
                    cell = WriteOnlyCell(sheet, value=text or None)
                    if text:
                        typed_as_text(cell).number_format = "@"
                    cells.append(cell)
                sheet.append(cells)


def read_notes(path: Path) -> tuple[Mapping[tuple[str, str], str], tuple[Message, ...]]:
    """The notes in a workbook that `write_cases` wrote, by case and question, and what is to be told about notes that were left out.

    A file without the sheet for notes has none; a hidden one is said. A note the guard refuses is left out, and so is a row that cannot be
    read as it stands; no message holds what stood there. Raises InputError when the file itself cannot be read.
    """
    try:
        table = read_sheet(path, DUTCH.say(NOTES_SHEET))
    except InputError as error:
        return {}, tuple(_("De toelichtingen zijn niet gelezen. {problem} {mend}", problem=d.problem, mend=d.mend) for d in error.defects)
    if table is None:
        return {}, ()
    if tuple(table.header) != NOTES_COLUMNS:
        return {}, (_("Het blad met toelichtingen heeft andere kolommen dan dit programma schrijft. Het is niet gelezen."),)
    faulty = {fault.row for fault in table.faults}
    rows = [row for number, row in zip(table.row_numbers.tolist(), table.rows, strict=True) if number not in faulty]
    found = [((code.strip(), item.strip()), note.strip()) for code, item, note in rows if note.strip()]
    kept = dict({(folded(key[0]), key[1]): (key, note) for key, note in found if not refuses(note)}.values())
    refused = sum(refuses(note) for _key, note in found)
    return kept, tuple(_left_out(table.hidden_rows, len(faulty), refused, len(found) - refused - len(kept)))


def _left_out(hidden: int, faulty: int, refused: int, double: int) -> Iterator[Message]:
    if hidden:
        yield n_(
            "{count} toelichting is weggelaten: de rij is verborgen.",
            "{count} toelichtingen zijn weggelaten: de rijen zijn verborgen.",
            hidden,
        )
    if faulty:
        yield n_(
            "{count} toelichting is weggelaten: de rij is niet goed te lezen of te lang.",
            "{count} toelichtingen zijn weggelaten: de rijen zijn niet goed te lezen of te lang.",
            faulty,
        )
    if refused:
        yield n_(
            "{count} toelichting is weggelaten: er staat een herkenbaar gegeven in.",
            "{count} toelichtingen zijn weggelaten: er staat een herkenbaar gegeven in.",
            refused,
        )
    if double:
        yield n_(
            "{count} toelichting is weggelaten: bij dezelfde vraag staat er lager nog een.",
            "{count} toelichtingen zijn weggelaten: bij dezelfde vraag staat er lager nog een.",
            double,
        )


def with_notes(
    cases: Sequence[Case], notes: Mapping[tuple[str, str], str], framework: Framework
) -> tuple[tuple[Case, ...], tuple[Message, ...]]:
    """The cases with these notes beside their answers, and what is to be told about notes that belong to no case or question here."""
    items = {item.id for item in framework.questions}
    by_case: dict[str, dict[str, str]] = {folded(case.code): {} for case in cases}
    elsewhere = nowhere = 0
    for (code, item), note in notes.items():
        if folded(code) not in by_case:
            elsewhere += 1
        elif item not in items:
            nowhere += 1
        else:
            by_case[folded(code)][item] = note
    return tuple(_noted(case, by_case[folded(case.code)]) for case in cases), tuple(_without_place(elsewhere, nowhere))


def _without_place(elsewhere: int, nowhere: int) -> Iterator[Message]:
    if elsewhere:
        yield n_(
            "{count} toelichting is weggelaten: die casus staat niet in de tabel, of is geweigerd.",
            "{count} toelichtingen zijn weggelaten: die casussen staan niet in de tabel, of zijn geweigerd.",
            elsewhere,
        )
    if nowhere:
        yield n_(
            "{count} toelichting is weggelaten: dit kader heeft die vraag niet.",
            "{count} toelichtingen zijn weggelaten: dit kader heeft die vragen niet.",
            nowhere,
        )


def _refuse_long_notes(cases: Sequence[Case], path: Path) -> None:
    long = [(case.code, item) for case in cases for item, answer in case.answers.items() if len(answer.note) > LONGEST_NOTE]
    if long:
        problem = _("De toelichting is langer dan {limit} tekens.", limit=LONGEST_NOTE)
        raise InputError(
            Defect(
                _("{file}, casus {code}, vraag {item}", file=place_of(path), code=code, item=item), problem, _("Kort de toelichting in.")
            )
            for code, item in long
        )


def _noted(case: Case, notes: Mapping[str, str]) -> Case:
    if not notes:
        return case
    return replace(case, answers={**case.answers, **{item: replace(case.answer(item), note=note) for item, note in notes.items()}})


def _sheets(cases: Sequence[Case], framework: Framework, held: Mapping[str, Period]) -> dict[Message, Iterator[Row]]:
    sheets = {CASES_SHEET: _case_rows(cases, framework, held)}
    if _with_facts(cases, framework):
        sheets[FACTS_SHEET] = _fact_rows(cases)
    if any(answer.note for case in cases for answer in case.answers.values()):
        sheets[NOTES_SHEET] = _note_rows(cases)
    return sheets


def _with_facts(cases: Sequence[Case], framework: Framework) -> bool:
    """Facts belong to the case, so they are kept even under a framework that counts none."""
    return bool(framework.facts) or any(case.facts for case in cases)


def _case_rows(cases: Sequence[Case], framework: Framework, held: Mapping[str, Period]) -> Iterator[Row]:
    """The rows of the cases; the column for places only where somebody holds one or the framework has a list."""
    items = [item.id for item in framework.questions]
    with_facts = _with_facts(cases, framework)
    with_places = framework.places is not None or any(case.code in held for case in cases)
    first = (CASE, *((FACTS_KNOWN,) if with_facts else ()), REFERENCE_DATE, *((PLACE_SINCE,) if with_places else ()))
    yield (*first, *(title for item in items for title in (item, *(f"{item}@{what}" for what in BESIDE))))
    for case in cases:
        known = () if not with_facts else ("nee" if case.facts is None else "ja",)
        answers = [cell for item in items for cell in _answer_cells(case.answer(item))]
        since = (str(held.get(case.code, "")),) if with_places else ()
        yield (case.code, *known, case.reference_date.isoformat(), *since, *answers)


def _answer_cells(answer: Answer) -> Row:
    """The answer and what stands beside it, in the order of `BESIDE`: status, quarter, source."""
    value = "nvt" if answer.status is AnswerStatus.NOT_APPLICABLE else _value(answer.value)
    status = answer.status.value if answer.value is not None else ""
    return value, status, str(answer.as_of or ""), answer.source.value if answer.source else ""


def _value(value: str | Decimal | None) -> str:
    """Numbers with the decimal comma, the one mark that intake reads in one way only in a workbook."""
    return "" if value is None else value if isinstance(value, str) else f"{value:f}".replace(".", ",")


def _fact_rows(cases: Sequence[Case]) -> Iterator[Row]:
    yield FACT_COLUMNS
    for case in cases:
        yield from (_fact_cells(case.code, fact) for fact in case.facts or ())


def _fact_cells(code: str, fact: Fact) -> Row:
    source = fact.source.value if fact.source else ""
    return code, fact.kind, str(fact.when), fact.status.value, source, "ja" if fact.contested else ""


def _note_rows(cases: Sequence[Case]) -> Iterator[Row]:
    yield NOTES_COLUMNS
    for case in cases:
        yield from ((case.code, item, answer.note) for item, answer in case.answers.items() if answer.note)
