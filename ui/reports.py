"""What opening and saving tell: notices for the bar, and the page that shows what was read and what was refused."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from triage.wording import Language, Message, _, n_
from ui.explaining import Block
from ui.helping import Page
from ui.widgets.messages import Level, Notice, Remedy
from ui.widgets.reading import Reading
from ui.widgets.tables import Column, RowsModel, Table

if TYPE_CHECKING:
    from triage.cases.intake import Intake
    from triage.cases.refusals import RefusedRow
    from triage.errors import Defect, InputError
    from triage.framework.model import Framework
    from ui.trial import Fitted


def cases_opened(intake: Intake, name: str | Message, report: Remedy) -> Notice:
    """Cases were opened, perhaps not all."""
    taken, refused = len(intake.cases), intake.rows_refused + intake.facts_refused
    opened = n_("{count} casus geopend uit {name}.", "{count} casussen geopend uit {name}.", taken, name=name)
    if not refused:
        return Notice("cases_opened", Level.DONE, opened, (report,))
    words = n_("{opened} {count} rij is geweigerd.", "{opened} {count} rijen zijn geweigerd.", refused, opened=opened)
    return Notice("cases_opened", Level.WARNING, words, (report,))


def framework_opened(framework: Framework, closed: int) -> Notice:
    """Another framework weighs from now on; so many cases of the one before were closed."""
    opened = _("{title} (versie {version}) is een wegingskader en is nu geopend.", title=framework.title, version=framework.version)
    if not closed:
        return Notice("framework_opened", Level.DONE, opened)
    words = n_(
        "{opened} {count} casus van het vorige kader is gesloten.",
        "{opened} {count} casussen van het vorige kader zijn gesloten.",
        closed,
        opened=opened,
    )
    return Notice("framework_opened", Level.DONE, words)


def version_opened(framework: Framework, taken: Fitted, undo: Remedy) -> Notice:
    """Another version weighs from now on, and some of what was filled in does not fit it."""
    opened = _("{title} (versie {version}) is nu geopend.", title=framework.title, version=framework.version)
    answers = n_(
        "{count} antwoord past niet bij deze versie en is onbekend geworden.",
        "{count} antwoorden passen niet bij deze versie en zijn onbekend geworden.",
        taken.answers,
    )
    facts = n_(
        "{count} feit van een soort die deze versie niet kent, is weggelaten.",
        "{count} feiten van een soort die deze versie niet kent, zijn weggelaten.",
        taken.facts,
    )
    said = [words for words, count in ((answers, taken.answers), (facts, taken.facts)) if count]
    text = _("{opened} {first}", opened=opened, first=said[0])
    if len(said) > 1:
        text = _("{opened} {first} {second}", opened=opened, first=said[0], second=said[1])
    return Notice("version_opened", Level.WARNING, text, (undo,), about_step=True)


def cases_saved(name: str | Message) -> Notice:
    """The cases stand in a file."""
    return Notice("cases_saved", Level.DONE, _("De casussen zijn bewaard in {name}.", name=name))


def results_saved(name: str | Message) -> Notice:
    """The results stand in a file."""
    return Notice("results_saved", Level.DONE, _("Het resultaat is bewaard in {name}. Elke rij zegt dat het een proef is.", name=name))


def list_saved(name: str | Message, places: int) -> Notice:
    """The list stands in a file, for so many places."""
    words = n_(
        "De lijst is bewaard in {name}, voor {count} plaats. Elke rij zegt dat het een proef is.",
        "De lijst is bewaard in {name}, voor {count} plaatsen. Elke rij zegt dat het een proef is.",
        places,
        name=name,
    )
    return Notice("list_saved", Level.DONE, words)


def form_saved(name: str | Message) -> Notice:
    """The form stands in a file."""
    return Notice(
        "form_saved", Level.DONE, _("Het lege formulier is bewaard in {name}. Vul het in en open het met “Tabel openen”.", name=name)
    )


def refused_saved(name: str | Message) -> Notice:
    """The refused rows stand in a file."""
    return Notice(
        "refused_saved", Level.DONE, _("De geweigerde rijen zijn bewaard in {name}. Er staat niets in uit de cellen zelf.", name=name)
    )


class IntakePage(Page):
    """What was read, what was recognised, and every refused row with its mend. `saving_wished` asks to save the refused rows."""

    saving_wished = Signal()

    def __init__(self, name: str | Message, intake: Intake, language: Language, parent: QWidget) -> None:
        super().__init__(language.say(_("Wat is gelezen uit {name}", name=name)), language, parent)
        say = language.say
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(0, 0, 0, 0)
        reading = Reading(say(_("Wat is gelezen")), language, body)
        reading.show_blocks(_summary(intake), _blocks(intake))
        rows.addWidget(reading, 1)
        if intake.refused:
            columns = (
                Column(say(_("Tabel")), partial(_part, language), width=12),
                Column(say(_("Rij")), _row, _row_key, numeric=True, width=6),
                Column(say(_("Kolom")), _column, width=18),
                Column(say(_("Probleem")), partial(_problem, language)),
                Column(say(_("Wat u kunt doen")), partial(_mend, language)),
            )
            model = RowsModel(columns, partial(_sentence, language), self)
            model.show_rows(intake.refused)
            self.table = Table(model, say(_("Geweigerde rijen")), body)
            rows.addWidget(self.table, 2)
            saving = QPushButton(say(_("Geweigerde rijen bewaren…")), self)
            saving.clicked.connect(self._wish)
            self.closing.addButton(saving, QDialogButtonBox.ButtonRole.ActionRole)
        self.finish(body)
        reading.setFocus()

    @Slot()
    def _wish(self) -> None:
        self.saving_wished.emit()


def intake_page(name: str | Message, intake: Intake, language: Language, parent: QWidget) -> IntakePage:
    """The page about one intake; not shown yet."""
    return IntakePage(name, intake, language, parent)


def defects_page(error: InputError, language: Language, parent: QWidget) -> Page:
    """Everything a file was refused for, each with its place and mend; not shown yet."""
    page = Page(language.say(n_("{count} fout", "{count} fouten", len(error.defects))), language, parent)
    reading = Reading(language.say(_("Wat er mis is, en wat u kunt doen")), language, page)
    told = [Block(_("{place}", place=defect.place), _lines(defect)) for defect in error.defects]
    reading.show_blocks(_("Wat er mis is, en wat u kunt doen"), told)
    page.finish(reading)
    return page


def _lines(defect: Defect) -> tuple[object, ...]:
    return tuple(line for line in (defect.problem, defect.quote, defect.mend) if line)


def _summary(intake: Intake) -> Message:
    return _(
        "{rows} rijen gelezen: {taken} overgenomen, {refused} geweigerd",
        rows=intake.rows_read,
        taken=intake.rows_read - intake.rows_refused,
        refused=intake.rows_refused,
    )


def _blocks(intake: Intake) -> list[Block]:
    blocks = []
    if intake.facts_read:
        facts = _(
            "{rows} rijen met feiten gelezen: {taken} overgenomen, {refused} geweigerd.",
            rows=intake.facts_read,
            taken=intake.facts_read - intake.facts_refused,
            refused=intake.facts_refused,
        )
        blocks.append(Block(_("Feiten"), (facts,)))
    if intake.recognised:
        blocks.append(Block(_("Wat het programma herkende"), intake.recognised))
    if intake.warnings:
        blocks.append(Block(_("Let op"), intake.warnings))
    if intake.refused:
        blocks.append(
            Block(_("Geweigerde rijen"), (_("Hieronder staat per rij wat er mis is en wat u kunt doen. De rest is overgenomen."),))
        )
    return blocks


def _part(language: Language, row: RefusedRow) -> str:
    return language.say(row.part.message())


def _row(row: RefusedRow) -> str:
    return str(row.row)


def _row_key(row: RefusedRow) -> int:
    return row.row


def _column(row: RefusedRow) -> str:
    return row.column


def _problem(language: Language, row: RefusedRow) -> str:
    return language.say(row.problem.message())


def _mend(language: Language, row: RefusedRow) -> str:
    return language.say(row.mend)


def _sentence(language: Language, row: RefusedRow) -> str:
    return language.say(row.defect("").problem) + " " + language.say(row.mend)
