"""The live workbook (*Rekenblad*): a framework as a spreadsheet that computes, for whoever wants to do the sum again without this program.

From the points up to the advice every number is a formula over the answers and facts that are filled in; no result of ours is pasted. The
formulas are those that Excel 2010 and LibreOffice both know. The tests let LibreOffice recalculate it and compare every column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cases.case import Answer, Case, Fact
from triage.errors import InputError
from triage.exchange.live.about import about
from triage.exchange.live.advising import advising
from triage.exchange.live.answers import BESIDE, FACT_HEADINGS, AnswersRead, counts_facts
from triage.exchange.live.columns import ABOUT, ANSWERS, FACTS, FIRST_ROW, NO, POINTS, RESULTS, STEPS, WORDS, YES, Columns, Formula
from triage.exchange.live.pages import DAY_FORMAT, LARGEST_SHEET, TEXT_FORMAT, Heading, Page, headings
from triage.exchange.live.points import HEADINGS, PointsSheet
from triage.exchange.live.reading import Reading
from triage.exchange.live.results import result_columns
from triage.files import place_of
from triage.framework.model import ChoiceItem, Framework, Item, LevelItem, YesNoItem
from triage.framework.registry import Registry
from triage.framework.vocabulary import AnswerStatus
from triage.weighing.envelope import TRIAL
from triage.weighing.tables import Tables
from triage.wording import DUTCH, _
from triage.workbooks import workbook_to

if TYPE_CHECKING:
    from openpyxl import Workbook

EMPTY_ROWS = 20
"""Rows for cases in a workbook without cases."""

FACTS_PER_CASE = 3
SPARE_FACTS = 10
"""Rows for facts that stay free: so many per empty case, and so many below the facts of given cases."""

MOST_CASES = 5_000
"""Cases in one workbook: some million formulas, as much as a spreadsheet works through in a minute."""

MOST_FACTS = 100_000
"""Facts in one workbook; a sheet has 1,048,576 rows, and every count looks through all of them."""

LONGEST_FORMULA = 8_000
"""Characters; Excel takes 8,192."""

DEFAULT_DAY = f"{ABOUT}!$B${FIRST_ROW}"
"""The cell with the reference date of every case that has none of its own."""


@dataclass(frozen=True)
class _Plan:
    """All columns of a workbook, before anything is written, and how many rows it has."""

    framework: Framework
    points: PointsSheet
    answers: AnswersRead
    steps: Columns
    results: Columns
    rows: int
    facts: int


def write_live_workbook(
    tables: Tables,
    sha256: str,
    cases: Sequence[Case],
    path: Path,
    *,
    day: date,
    registry: Registry,
    told: Callable[[float], object] = lambda _part: None,
) -> None:
    """Write the workbook of a framework with these cases filled in, or with empty rows where there are none.

    `sha256` is that of the framework file, `day` the reference date of rows that have none; `registry` gives the names of kinds of fact.
    `told` hears which part is done. Always in Dutch, as the words stand inside formulas.

    Raises InputError for too many cases, for a framework that does not fit in a spreadsheet, and when the file cannot be written; then
    nothing half-written is left.
    """
    if len(cases) > MOST_CASES:
        raise InputError.at(
            place_of(path),
            _("Een rekenblad houdt ten hoogste {most} casussen; dit zijn er {count}.", most=MOST_CASES, count=len(cases)),
            _("Kies minder casussen, of gebruik de opdracht weigh."),
        )
    if (facts := sum(len(case.facts or ()) for case in cases)) > MOST_FACTS:
        raise InputError.at(
            place_of(path),
            _("Een rekenblad houdt ten hoogste {most} feiten; dit zijn er {count}.", most=MOST_FACTS, count=facts),
            _("Kies minder casussen, of gebruik de opdracht weigh."),
        )
    plan = _plan(tables, cases)
    _must_fit(plan, path)
    with workbook_to(path, streamed=True) as book:
        book.properties.title = DUTCH.say(plan.framework.title)
        title = DUTCH.say(_("{title}, versie {version}. {trial}", title=plan.framework.title, version=plan.framework.version, trial=TRIAL))
        _write_about(book, title, sha256, plan, day)
        _write_answers(book, title, plan, cases)
        if counts_facts(plan.framework):
            _write_facts(book, title, plan, cases)
        _write_formulas(book, RESULTS, title, plan.results, plan.rows, "1F4E79", lambda part: told(part / 4))
        _write_formulas(book, STEPS, title, plan.steps, plan.rows, "7F7F7F", lambda part: told((1 + 3 * part) / 4))
        _write_points(book, title, plan, registry)


def _plan(tables: Tables, cases: Sequence[Case]) -> _Plan:
    framework = tables.framework
    rows = len(cases) or EMPTY_ROWS
    facts = sum(len(case.facts or ()) for case in cases) + SPARE_FACTS if cases else EMPTY_ROWS * FACTS_PER_CASE
    points, steps = PointsSheet.of(tables), Columns()
    answers = AnswersRead(framework, steps, points, DEFAULT_DAY, rows, facts)
    counted, given = (Reading(tables, steps, answers, points, given=given) for given in (False, True))
    advice = advising(framework, steps, counted, given)
    return _Plan(framework, points, answers, steps, result_columns(framework, answers.code, counted, advice), rows, facts)


def _must_fit(plan: _Plan, path: Path) -> None:
    """Raises InputError for a framework so large that a spreadsheet cannot hold it."""
    sheets = (plan.steps, plan.results, plan.answers.fact_columns)
    longest = max((len(column.cell(1_000_000)) for columns in sheets for column in columns), default=0)
    widest = max(*(sum(1 for _column in columns) for columns in sheets), len(plan.framework.questions) * len(BESIDE) + len(FACT_HEADINGS))
    if longest > LONGEST_FORMULA or widest > LARGEST_SHEET:
        raise InputError.at(
            place_of(path),
            _("Dit kader is te groot voor een rekenblad: een formule of een blad wordt langer dan een spreadsheet aankan."),
            _("Gebruik de opdracht weigh, of splits het kader."),
        )


def _write_formulas(book: Workbook, name: str, title: str, columns: Columns, rows: int, tint: str, told: Callable[[float], object]) -> None:
    page = Page(book, name, title, headings(columns), still="B", rows=rows, tint=tint)
    page.fill(list(columns), rows, told)


def _write_answers(book: Workbook, title: str, plan: _Plan, cases: Sequence[Case]) -> None:
    page = Page(book, ANSWERS, title, list(_answer_headings(plan)), still="B", rows=plan.rows, tint="C55A11")
    for case in cases:
        looked = NO if case.facts is None else YES
        answers = (value for item in plan.framework.questions for value in _answer_cells(item, case.answer(item.id)))
        page.append((case.code, case.reference_date, looked, *answers))


def _answer_headings(plan: _Plan) -> Iterator[Heading]:
    yield Heading("", DUTCH.say(_("een korte code, zonder naam")), "casus", number_format=TEXT_FORMAT)
    yield Heading("", DUTCH.say(_("leeg: die van het blad Toelichting")), "peildatum", number_format=DAY_FORMAT)
    yield Heading("", DUTCH.say(_("zijn de feiten nagekeken?")), "feiten nagekeken", choices=plan.points.choices["yes_no"])
    for item in plan.framework.questions:
        closed = isinstance(item, ChoiceItem | LevelItem)
        choices = plan.points.choices["yes_no"] if isinstance(item, YesNoItem) else plan.points.choices[item.id] if closed else ""
        as_text = TEXT_FORMAT if choices else ""
        yield Heading(item.id, DUTCH.say(item.name), BESIDE[0], width=24, choices=choices, number_format=as_text)
        yield Heading(item.id, "", BESIDE[1], width=13, choices=plan.points.choices["status_answer"])
        yield Heading(item.id, "", BESIDE[2], width=12, number_format=DAY_FORMAT)


def _answer_cells(item: Item, answer: Answer) -> tuple[object, object, object]:
    value = WORDS.get(str(answer.value), answer.value) if isinstance(item, YesNoItem) else answer.value
    nothing = answer.value is None and answer.status is not AnswerStatus.NOT_APPLICABLE
    return value, "" if nothing else DUTCH.say(answer.status), answer.as_of.first if answer.as_of else ""


def _write_facts(book: Workbook, title: str, plan: _Plan, cases: Sequence[Case]) -> None:
    choices = plan.points.choices
    filled = (
        Heading("", DUTCH.say(_("de code, zoals op het blad Antwoorden")), FACT_HEADINGS[0], number_format=TEXT_FORMAT),
        Heading("", DUTCH.say(_("de woorden staan op het blad Punten")), FACT_HEADINGS[1], choices=choices.get("kinds", "")),
        Heading("", DUTCH.say(_("van het kwartaal, of de dag zelf")), FACT_HEADINGS[2], number_format=DAY_FORMAT),
        Heading("", DUTCH.say(_("van het kwartaal, of de dag zelf")), FACT_HEADINGS[3], number_format=DAY_FORMAT),
        Heading("", "", FACT_HEADINGS[4], width=34, choices=choices["status_fact"]),
        Heading("", DUTCH.say(_("ja als de jongere of de ouders het betwisten")), FACT_HEADINGS[5], choices=choices["yes_no"]),
    )
    columns = plan.answers.fact_columns
    page = Page(book, FACTS, title, [*filled, *headings(columns)], still="C", rows=plan.facts, tint="C55A11")
    rows = [_fact_cells(case.code, fact) for case in cases for fact in case.facts or ()]
    rows += [("",) * len(FACT_HEADINGS)] * (plan.facts - len(rows))
    formulas = list(columns)
    for number, row in enumerate(rows, FIRST_ROW):
        page.append_both(row, formulas, number)


def _fact_cells(code: str, fact: Fact) -> tuple[object, ...]:
    return code, fact.kind, fact.when.first, fact.when.last, DUTCH.say(fact.status), YES if fact.contested else ""


def _write_points(book: Workbook, title: str, plan: _Plan, registry: Registry) -> None:
    said = ("", "", "", "", _("zoals in het kader"), _("daarmee wordt gerekend"), *[_("van het hele onderdeel (duizendsten)")] * 3)
    widths = (22, 44, 24, 60, 10, 12, 12, 12, 12)
    heads = [Heading("", DUTCH.say(note), name, width=width) for note, name, width in zip(said, HEADINGS, widths, strict=True)]
    page = Page(book, POINTS, title, heads, still="C", rows=len(plan.points.rows), tint="548235", narrow=True)
    kinds = {kind: DUTCH.say(registry.fact_kinds[kind].label) for kind in plan.framework.facts if kind in registry.fact_kinds}
    for row in plan.points.rows:
        kind = str(row[2]) if len(row) == 3 else ""
        page.append((*row, kinds[kind]) if kind in kinds else row)


def _write_about(book: Workbook, title: str, sha256: str, plan: _Plan, day: date) -> None:
    heads = [Heading("", "", "", width=34), Heading("", "", "", width=110)]
    page = Page(book, ABOUT, title, heads, still="A", rows=0, tint="1F4E79", narrow=True)
    page.append((DUTCH.say(_("Peildatum als de kolom leeg is")), day))
    for name, said in about(plan.framework, sha256, plan.facts):
        page.append((DUTCH.say(name), said if isinstance(said, Formula) else DUTCH.say(said)))
