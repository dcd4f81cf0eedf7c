"""The empty fill-in form: a workbook in which somebody without this program fills in cases, and that intake reads back.

A row is a case. Per question there are four columns: the answer, and beside it its status, quarter and source. Under the header stand
the question and what counts and does not count; choosing goes from lists with the words of the framework. A second sheet holds the
facts, a third the explanation, to print as well.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cases.case import Answer
from triage.cases.cell_values import AnswerReader, limits_of
from triage.cases.headings import CASE, CONTESTED, FACTS_KNOWN, KIND, PLACE_SINCE, QUARTER, REFERENCE_DATE, SOURCE, STATUS
from triage.cases.notes import COUNTS, DOES_NOT_COUNT, QUESTION
from triage.cases.raw_table import letters
from triage.framework.model import ChoiceItem, Framework, Item, LevelItem, NumericItem, Option, YesNoItem, decimals_of
from triage.framework.registry import Registry
from triage.framework.vocabulary import AnswerStatus, FactStatus, Partner
from triage.wording import LANGUAGES, TRIAL, Language, Message, _
from triage.workbooks import typed_as_text, workbook_to

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

FORM_ROWS = 2_000
"""Rows that have choice lists; as many as a table of real people may have."""

CASES_SHEET: Message = _("Casussen")
FACTS_SHEET: Message = _("Feiten")
EXPLANATION_SHEET: Message = _("Uitleg")
LISTS_SHEET: Message = _("Keuzelijsten")

_LONGEST_PROMPT = 250
_LONGEST_PROMPT_TITLE = 32
_FIRST_ROW = 5
_POINTS_PER_LINE = 15
_TALLEST = 240
_STATUSES_OF_AN_ANSWER = (AnswerStatus.ESTABLISHED, AnswerStatus.CONFIRMED, AnswerStatus.SIGNAL, AnswerStatus.CONTESTED)
_MARKS = (QUESTION, COUNTS, DOES_NOT_COUNT)
_YES_NO: tuple[Message, ...] = (_("ja"), _("nee"))
_WRITE_QUARTER: Message = _("Schrijf 2026-Q3.")


@dataclass(frozen=True)
class _Column:
    """A column of the form: its title, what stands under it, its width, and what may be chosen or filled in."""

    title: str
    notes: tuple[object, object, object]
    width: float
    choices: tuple[object, ...] = ()
    numbers: NumericItem | None = None
    as_text: bool = False
    codes_from: str = ""
    prompt: tuple[object, ...] = ()


@dataclass
class _Lists:
    """The choice lists of the workbook, each kept once on a sheet of their own."""

    sheet: Worksheet
    places: dict[tuple[str, ...], str] = field(default_factory=dict)

    def range_of(self, choices: tuple[str, ...]) -> str:
        """The cells that hold these choices; they are written when they are new."""
        if choices not in self.places:
            column = letters(len(self.places) + 1)
            for row, choice in enumerate(choices, 1):
                _write(self.sheet, row, len(self.places) + 1, choice)
            self.sheet.column_dimensions[column].width = 40
            self.places[choices] = f"'{self.sheet.title}'!${column}$1:${column}${len(choices)}"
        return self.places[choices]


def write_form(framework: Framework, path: Path, language: Language, registry: Registry | None = None) -> None:
    """An empty form for a framework, in a language. `registry` gives the names of fact kinds.

    Raises InputError when the file cannot be written.
    """
    with workbook_to(path) as book:
        book.properties.title = language.say(framework.title)
        cases = book.create_sheet(language.say(CASES_SHEET))
        facts = book.create_sheet(language.say(FACTS_SHEET)) if framework.facts else None
        explanation = book.create_sheet(language.say(EXPLANATION_SHEET))
        lists = _Lists(book.create_sheet(language.say(LISTS_SHEET)))
        _fill(cases, list(_case_columns(framework)), lists, language)
        if facts is not None:
            _fill(facts, list(_fact_columns(framework, registry, cases.title)), lists, language)
        _explain(explanation, framework, registry, language)


def _case_columns(framework: Framework) -> Iterator[_Column]:
    yield _Column(CASE, _MARKS, 16, as_text=True, prompt=(_("Een korte code zonder naam, zoals A-001. Een rij per casus."),))
    if framework.facts:
        looked = (
            _("Zijn de feiten nagekeken?"),
            _("ja: alle feiten staan op het blad Feiten, of er zijn er geen"),
            _("nee of leeg: nog niet"),
        )
        yield _Column(FACTS_KNOWN, looked, 18, _YES_NO)
    yield _Column(REFERENCE_DATE, (_("Peildatum"), _("Schrijf 23-11-2026, of laat leeg."), ""), 14, as_text=True)
    if framework.places is not None:
        held = (_("Sinds welk kwartaal heeft de casus een plaats op de lijst?"), _("Schrijf 2026-Q3. Leeg: geen plaats."), "")
        yield _Column(PLACE_SINCE, held, 18, as_text=True)
    for item in framework.questions:
        notes = (item.name, item.counts or "", item.does_not_count or "")
        yield _Column(item.id, notes, 30, _choices(item), item if isinstance(item, NumericItem) else None)
        yield _Column(f"{item.id}@status", (_("status"), "", ""), 16, _STATUSES_OF_AN_ANSWER)
        yield _Column(f"{item.id}@as_of", (_("kwartaal"), _WRITE_QUARTER, ""), 12, as_text=True)
        yield _Column(f"{item.id}@source", (_("bron"), "", ""), 18, tuple(Partner))


def _fact_columns(framework: Framework, registry: Registry | None, cases_sheet: str) -> Iterator[_Column]:
    kinds = registry.fact_kinds if registry else {}
    labels = tuple(kinds[kind].label if kind in kinds else kind for kind in framework.facts)
    same = (_("De code van de casus, zoals op het eerste blad. Een rij per feit."),)
    yield _Column(CASE, _MARKS, 16, as_text=True, codes_from=cases_sheet, prompt=same)
    yield _Column(KIND, (_("Welk soort feit?"), _("Eén gebeurtenis is één feit, van het zwaarste soort dat past."), ""), 34, labels)
    yield _Column(QUARTER, (_("In welk kwartaal gebeurde het?"), _WRITE_QUARTER, ""), 16, as_text=True)
    yield _Column(STATUS, (_("Wat is er met het feit gebeurd?"), "", ""), 34, tuple(FactStatus))
    yield _Column(SOURCE, (_("Van wie komt dit?"), "", ""), 20, tuple(Partner))
    yield _Column(CONTESTED, (_("Betwist de jongere of betwisten de ouders dit?"), "", ""), 20, _YES_NO)


def _choices(item: Item) -> tuple[object, ...]:
    """What can be chosen as an answer: labels, or ids where a label alone would not say which answer is meant."""
    unknown = (_("onbekend"), *((_("nvt"),) if item.allow_not_applicable else ()))
    if isinstance(item, YesNoItem):
        return (*_YES_NO, *unknown)
    if isinstance(item, ChoiceItem | LevelItem):
        reader = AnswerReader(item)
        return (*(option.name if _is_clear(option, reader) else option.id for option in item.options), *unknown)
    return ()


def _fill(sheet: Worksheet, columns: Sequence[_Column], lists: _Lists, language: Language) -> None:
    """Title row, notes, choice lists, widths and the way it prints."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for number, column in enumerate(columns, 1):
        _write(sheet, 1, number, column.title).font = Font(size=8, color="666666")
        for row, note in enumerate(column.notes, 2):
            cell = _write(sheet, row, number, language.say(note))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=row == 2, size=11 if row == 2 else 9)
            cell.fill = PatternFill("solid", fgColor="E8EEF7" if row == 2 else "F5F7FB")
        sheet.column_dimensions[letters(number)].width = column.width
        if column.as_text:
            sheet.column_dimensions[letters(number)].number_format = "@"
        _validate(sheet, number, column, lists, language)
    for row in range(2, _FIRST_ROW):
        said = [language.say(column.notes[row - 2]) for column in columns]
        lines = max(math.ceil(len(text) * 1.15 / column.width) for text, column in zip(said, columns, strict=True))
        sheet.row_dimensions[row].height = min(_TALLEST, _POINTS_PER_LINE * max(1, lines))
    sheet.freeze_panes = "B3"
    sheet.print_title_rows, sheet.print_title_cols = "1:2", "A:A"
    _print_on_a4(sheet, one_page_wide=False)


def _validate(sheet: Worksheet, number: int, column: _Column, lists: _Lists, language: Language) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True)
    if column.codes_from:
        rule.type, rule.formula1, rule.errorStyle = (
            "list",
            f"'{column.codes_from}'!$A${_FIRST_ROW}:$A${_FIRST_ROW + FORM_ROWS - 1}",
            "warning",
        )
    elif column.choices:
        rule.type, rule.formula1 = "list", lists.range_of(tuple(language.say(choice) for choice in column.choices))
        rule.error = language.say(_("Kies uit de lijst, of maak de cel leeg."))
    elif column.numbers is not None:
        _limit(rule, column.numbers, language)
    said = " ".join(language.say(part) for part in column.prompt or column.notes[:2])
    rule.promptTitle = column.title[:_LONGEST_PROMPT_TITLE]
    rule.prompt = said if len(said) <= _LONGEST_PROMPT else f"{said[: _LONGEST_PROMPT - 1]}…"
    rule.add(f"{letters(number)}{_FIRST_ROW}:{letters(number)}{_FIRST_ROW + FORM_ROWS - 1}")
    sheet.add_data_validation(rule)


def _limit(rule: DataValidation, item: NumericItem, language: Language) -> None:
    """Warns at a number outside the limits; only warns, for `onbekend` and `nvt` are answers too."""
    least, most = limits_of(item)
    rule.type = "decimal" if decimals_of(item) else "whole"
    rule.operator, rule.formula1, rule.formula2, rule.errorStyle = "between", str(least), str(most), "warning"
    rule.error = language.say(_("Vul een getal in van {least} tot en met {most}, of onbekend.", least=least, most=most))


def _is_clear(option: Option, reader: AnswerReader) -> bool:
    """Whether the label alone says which answer is meant, in every language."""
    return all(reader.value(option.name.in_language(code)) == Answer(option.id) for code in LANGUAGES)


def _explain(sheet: Worksheet, framework: Framework, registry: Registry | None, language: Language) -> None:
    """The sheet to read first, and to print: how to fill in the form, what the words mean, and every question with its answers."""
    from openpyxl.styles import Alignment, Font

    for number, line in enumerate((*_introduction(framework), *_questions(framework), *_kinds_of_fact(framework, registry)), 1):
        for place, part in enumerate(line.parts, 1):
            cell = _write(sheet, number, place, language.say(part))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=line.heading or place == 1)
    for column, width in zip("ABCD", (40, 40, 45, 45), strict=True):
        sheet.column_dimensions[column].width = width
    _print_on_a4(sheet, one_page_wide=True)


@dataclass(frozen=True)
class _Line:
    parts: tuple[object, ...]
    heading: bool = False


def _introduction(framework: Framework) -> Iterator[_Line]:
    named = _("{title}, versie {version}", title=framework.title, version=framework.version)
    first_row = _("Vul het blad Casussen in vanaf rij {row}. Laat rij 1 staan: daaraan herkent het programma de kolommen.", row=_FIRST_ROW)
    facts = _("Zet elk feit op een eigen rij van het blad Feiten. Vul op het blad Casussen in of de feiten zijn nagekeken.")
    yield _Line((named, TRIAL), heading=True)
    yield _Line((_("Geen namen"), _("Zet in dit formulier geen naam, BSN, adres, geboortedatum of dossiernummer. Gebruik korte codes.")))
    yield _Line((_("Een rij per casus"), first_row))
    yield _Line((_("Niet bekend"), _("Laat een cel leeg als u het niet weet. Leeg is iets anders dan nee.")))
    yield _Line((_("Status"), _("Leeg is vastgesteld. Een signaal of een betwist antwoord telt niet mee, maar blijft zichtbaar.")))
    yield _Line((_("Kwartaal"), _("Wanneer het antwoord waar was, als 2026-Q3. Leeg is de peildatum.")))
    yield _Line((_("Bron"), _("Van welke organisatie het antwoord komt. Nooit een naam.")))
    if framework.facts:
        yield _Line((_("Feiten"), facts))


def _questions(framework: Framework) -> Iterator[_Line]:
    yield _Line(())
    yield _Line((_("Vraag"), _("Antwoorden"), _("Telt mee"), _("Telt niet mee")), heading=True)
    for item in framework.questions:
        yield _Line((item.name, list(_choices(item)) or _range_of(item), item.counts or "", item.does_not_count or ""))


def _kinds_of_fact(framework: Framework, registry: Registry | None) -> Iterator[_Line]:
    records = [registry.fact_kinds[kind] for kind in framework.facts if kind in registry.fact_kinds] if registry else []
    if records:
        yield _Line(())
        yield _Line((_("Soort feit"), "", _("Telt mee"), _("Telt niet mee")), heading=True)
    for record in records:
        yield _Line((record.label, "", record.counts, record.does_not_count))


def _range_of(item: Item) -> object:
    if not isinstance(item, NumericItem):
        return ""
    least, most = limits_of(item)
    return _("een getal van {least} tot en met {most}", least=least, most=most)


def _print_on_a4(sheet: Worksheet, *, one_page_wide: bool) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    if one_page_wide:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&P / &N"


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """A cell that holds text, also when the text looks like a formula."""
    return typed_as_text(sheet.cell(row, column, text))
