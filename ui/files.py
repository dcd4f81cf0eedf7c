"""Opening and saving: what the menu *Bestand* does. Reading and writing run as jobs; whatever a file refuses becomes a message."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from triage.cases.case import Case
from triage.cases.codes import new_code
from triage.errors import InputError
from triage.files import place_of
from triage.wording import Language, Message, _
from ui import reports
from ui.context import Context
from ui.dialogs import Verb
from ui.session import Source
from ui.trial import case_added
from ui.widgets.messages import Remedy, refusal

if TYPE_CHECKING:
    from triage.cases.intake import Intake
    from triage.framework.registry import Registry
    from triage.periods import Period
    from triage.review import OpenFramework
    from triage.weighing.places import PlaceList
    from triage.weighing.weigh import Weighed

TABLES = _("Tabellen (*.xlsx *.xlsm *.csv *.txt *.tsv)")
WORKBOOK = _("Excel-werkmap (*.xlsx)")
RESULTS = _("Excel-werkmap (*.xlsx);;CSV-tabel (*.csv)")
FRAMEWORK_FILES = _("Wegingskaders (*.yaml *.yml)")
FRAMEWORK_SUFFIXES = (".yaml", ".yml")
FIRST_FRAMEWORK = "top60-ranking.yaml"
"""The framework that the invented examples were made for, so that they can be opened at once."""


class FileDesk(QObject):
    """Opens and saves. `notice_given` carries a message, `place_wished` the place to show what was opened."""

    notice_given = Signal(object)
    place_wished = Signal(str)

    def __init__(self, context: Context, frameworks: Path, examples: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._session = context.session
        self._frameworks = frameworks
        self._examples = examples
        self._window = QWidget()

    def attach(self, window: QWidget) -> None:
        """The window that dialogs stand over."""
        self._window = window

    @Slot()
    def start(self) -> None:
        """Read the first framework, so that work can begin."""
        path = first_framework(self._frameworks)
        if path is not None:
            self._job(_("Kader lezen"), self._framework_reader(path), self._use_framework)

    def choose_framework(self) -> None:
        """Let the user choose a framework file; the cases that are open now are let go."""
        if not self.may_let_go():
            return
        path = self._choose_open(_("Ander kader openen"), FRAMEWORK_FILES, self._frameworks)
        if path is not None:
            self.open_framework(path)

    def open_framework(self, path: Path) -> None:
        """Read a framework and weigh by it from now on."""
        self._job(_("Kader lezen"), self._framework_reader(path), self._framework_read)

    def type_case(self) -> None:
        """Add an empty case to the user's own cases; when only the examples are open, they make way for a new list."""
        if not self._session.keeps_own:
            if not self.may_let_go():
                return
            self._session.open_cases((), Source())
        self.new_case()

    @Slot()
    def new_case(self) -> None:
        """Add an empty case with a code of our own."""
        if self._session.framework is None:
            return
        code = new_code({case.code for case in self._session.cases}, secrets.SystemRandom())
        self._session.do(case_added(self._session.cases, Case(code, self._session.today)))
        self.place_wished.emit("weighing")

    def open_examples(self) -> None:
        """Open the invented cases with their facts."""
        if self.may_let_go():
            self._read(self._examples / "cases.csv", self._examples / "facts.csv", invented=True)

    def choose_table(self) -> None:
        """Let the user choose a table."""
        path = self._choose_open(_("Tabel openen"), TABLES, self._folder())
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Open a file that was chosen, dropped or used before: a table, or a framework. What cannot be read is refused first."""
        if not self.may_let_go():
            return
        suffix = path.suffix.lower()
        if suffix in FRAMEWORK_SUFFIXES:
            self.open_framework(path)
        elif suffix.startswith(".xls"):
            self._read(path, None, invented=False)
        else:
            self._job(_("Tabel lezen"), partial(_look_at, path), partial(self._ask_facts, path))

    def _ask_facts(self, path: Path, _nothing: object) -> None:
        chosen, facts = self._facts_beside(path)
        if chosen:
            self._read(path, facts, invented=False)

    def save_form(self) -> None:
        """Save an empty workbook to fill in."""
        opened = self._session.opened
        path = self._choose_save(_("Leeg formulier maken"), WORKBOOK, _("formulier.xlsx"))
        if opened is not None and path is not None:
            work = partial(_write_form, path, opened, self._session.registry, self._context.language)
            self._job(_("Formulier maken"), work, partial(self._told, reports.form_saved(place_of(path))))

    def save(self) -> None:
        """Save the cases where they were saved before, or ask where."""
        path = self._session.source.path
        if path is None:
            self.save_as()
        else:
            self._save_to(path)

    def save_as(self) -> None:
        """Save the cases in a workbook that opens again."""
        path = self._choose_save(_("Casussen bewaren"), WORKBOOK, _("casussen.xlsx"))
        if path is not None:
            self._save_to(path)

    def save_results(self) -> None:
        """Save the results of all cases as a table."""
        opened = self._session.opened
        path = self._choose_save(_("Resultaat bewaren als tabel"), RESULTS, _("resultaat.xlsx"))
        if path is None or opened is None:
            return
        from triage.exchange.tables import write_weighings

        work = partial(write_weighings, self._session.weighed(), opened.file, path)
        self._job(_("Resultaat bewaren"), work, partial(self._told, reports.results_saved(place_of(path))))

    def save_list(self, found: PlaceList) -> None:
        """Save the list with its places as a table."""
        opened = self._session.opened
        path = self._choose_save(_("Lijst bewaren als tabel"), RESULTS, _("lijst.xlsx"))
        if path is None or opened is None:
            return
        work = partial(_write_list, path, opened, self._session.weighed(), found.places, self._session.held)
        self._job(_("Lijst bewaren"), work, partial(self._told, reports.list_saved(place_of(path), found.places)))

    def may_let_go(self) -> bool:
        """Whether the cases that are open may go: they are saved, or the user said what to do with them."""
        if self._session.stack.isClean() or not self._session.cases:
            return True
        say = self._context.say
        verbs = (
            Verb("save", say(_("&Bewaren"))),
            Verb("leave", say(_("&Niet bewaren"))),
            Verb("back", say(_("&Terug")), safe=True),
        )
        question = say(_("De casussen zijn nog niet bewaard. Wilt u ze bewaren?"))
        detail = say(_("Zonder bewaren gaat verloren wat u na de laatste keer hebt ingevuld."))
        match self._context.dialogs.ask(self._window, say(_("Bewaren?")), question, detail, verbs):
            case "save":
                return self._save_now()
            case "leave":
                return True
        return False

    def _save_now(self) -> bool:
        """Save and wait for it; whether that worked."""
        path = self._session.source.path or self._choose_save(_("Casussen bewaren"), WORKBOOK, _("casussen.xlsx"))
        opened = self._session.opened
        if path is None or opened is None:
            return False
        try:
            _write_cases(path, self._session.cases, opened, self._session.held)
        except InputError as error:
            self._refused(error)
            return False
        self._was_saved(path, self._session.stack.index(), None)
        return True

    def _save_to(self, path: Path) -> None:
        opened = self._session.opened
        if opened is not None:
            work = partial(_write_cases, path, self._session.cases, opened, self._session.held)
            self._job(_("Casussen bewaren"), work, partial(self._was_saved, path, self._session.stack.index()))

    def _was_saved(self, path: Path, index: int, _nothing: object) -> None:
        self._context.settings.remember(path)
        if index == self._session.stack.index():
            self._session.saved_as(Source(self._called(path), path))
        self.notice_given.emit(reports.cases_saved(place_of(path)))

    def _facts_beside(self, path: Path) -> tuple[bool, Path | None]:
        """Ask for the facts that belong to a CSV table: whether to go on, and their file."""
        say = self._context.say
        verbs = (
            Verb("facts", say(_("&Feiten kiezen …"))),
            Verb("none", say(_("&Zonder feiten"))),
            Verb("back", say(_("&Terug")), safe=True),
        )
        question = say(_("Hoort er een tabel met feiten bij {name}?", name=place_of(path)))
        detail = say(_("Zonder feiten staan de feiten van elke casus op “nog niet nagegaan”."))
        match self._context.dialogs.ask(self._window, say(_("Tabel openen")), question, detail, verbs):
            case "facts":
                facts = self._choose_open(_("Tabel met feiten openen"), TABLES, path.parent)
                return facts is not None, facts
            case "none":
                return True, None
        return False, None

    def _read(self, path: Path, facts: Path | None, *, invented: bool) -> None:
        opened, registry = self._session.opened, self._session.registry
        if opened is None or registry is None:
            return
        work = partial(_read_cases, path, facts, opened, registry, self._session.today, invented)
        self._job(_("Tabel lezen"), work, partial(self._was_read, path, invented))

    def _was_read(self, path: Path, invented: bool, read: tuple[Intake, tuple[Case, ...], bool]) -> None:
        intake, cases, dropped = read
        if not invented:
            self._context.settings.remember(path)
        show = partial(self._show_report, path, intake)
        if cases:
            name = self._context.say(_("voorbeelden")) if invented else self._called(path)
            self._session.open_cases(cases, Source(name, invented=invented), intake.held)
            self.place_wished.emit("cases")
            opened_from = _("de voorbeelden") if invented else place_of(path)
            self.notice_given.emit(reports.cases_opened(intake, opened_from, Remedy(_("Wat is gelezen?"), show)))
        if intake.refused or dropped or not cases:
            show()

    def _show_report(self, path: Path, intake: Intake) -> None:
        page = reports.intake_page(place_of(path), intake, self._context.language, self._window)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.saving_wished.connect(partial(self._save_refused, intake))
        page.open()

    def _save_refused(self, intake: Intake) -> None:
        from triage.exchange.refused import write_refused

        path = self._choose_save(_("Geweigerde rijen bewaren"), _("CSV-tabel (*.csv)"), _("geweigerd.csv"))
        if path is not None:
            work = partial(write_refused, path, intake.refused, self._context.language)
            self._job(_("Geweigerde rijen bewaren"), work, partial(self._told, reports.refused_saved(place_of(path))))

    def _framework_reader(self, path: Path) -> Callable[[], tuple[OpenFramework, Registry]]:
        return partial(_read_framework, path, self._frameworks / "evidence")

    def _use_framework(self, read: tuple[OpenFramework, Registry]) -> None:
        self._session.use_framework(*read)

    def _framework_read(self, read: tuple[OpenFramework, Registry]) -> None:
        """Weigh by the framework that was asked for, show it, and say so."""
        before = len(self._session.cases)
        taken = self._session.use_framework(*read)
        self.place_wished.emit("framework")
        framework = read[0].framework
        if taken.answers or taken.facts:
            self.notice_given.emit(reports.version_opened(framework, taken, Remedy(_("Terug naar de vorige versie"), self._undo)))
        else:
            self.notice_given.emit(reports.framework_opened(framework, closed=before - len(self._session.cases)))

    def _undo(self) -> None:
        self._session.stack.undo()

    def _told(self, notice: object, _nothing: object) -> None:
        self.notice_given.emit(notice)

    def _refused(self, error: InputError) -> None:
        told = refusal(error)
        if len(error.defects) > 1:
            told = replace(told, remedies=(Remedy(_("Alle fouten tonen"), partial(self._show_defects, error)),))
        self.notice_given.emit(told)

    def _show_defects(self, error: InputError) -> None:
        page = reports.defects_page(error, self._context.language, self._window)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.open()

    def _job(self, name: Message, work: Callable[[], object], done: Callable[..., None]) -> None:
        self._context.jobs.start(name, work, done, self._refused)

    def _choose_open(self, title: Message, kinds: Message, folder: Path) -> Path | None:
        say = self._context.say
        return self._context.dialogs.choose_open(self._window, say(title), say(kinds), folder)

    def _choose_save(self, title: Message, kinds: Message, suggestion: Message) -> Path | None:
        say = self._context.say
        return self._context.dialogs.choose_save(self._window, say(title), say(kinds), self._folder() / say(suggestion))

    def _called(self, path: Path) -> str:
        """What the window calls a file: its name, unless that leads to a person."""
        return self._context.say(place_of(path))

    def _folder(self) -> Path:
        recent = self._context.settings.recent
        return recent[0].parent if recent else Path.home()


def first_framework(folder: Path) -> Path | None:
    """The framework to begin with: that of the examples when it is there, else the first by name; None in a folder without one."""
    found = sorted(folder.glob("*.yaml"))
    return next((path for path in found if path.name == FIRST_FRAMEWORK), found[0] if found else None)


def _read_framework(path: Path, evidence: Path) -> tuple[OpenFramework, Registry]:
    from triage import review
    from triage.framework.registry import read_registry

    registry = read_registry(evidence)
    return review.open(path, registry), registry


def _look_at(path: Path) -> None:
    """Whether this is a table that can be read. Raises InputError when it is not."""
    from triage.cases.read_table import read_table

    read_table(path)


def _read_cases(
    path: Path, facts: Path | None, opened: OpenFramework, registry: Registry, today: date, invented: bool
) -> tuple[Intake, tuple[Case, ...], bool]:
    """What was read, with a warning for notes that were left out; the cases with their notes; and whether any note was left out."""
    from triage.cases.intake import take_in
    from triage.cases.read_table import read_table, read_tables
    from triage.exchange.cases import read_notes, with_notes

    tables = read_tables(path)
    beside = read_table(facts) if facts is not None else tables.facts
    intake = take_in(tables.cases, opened.framework, facts=beside, reference_date=today, invented=invented, registry=registry)
    cases = [intake.cases.case(number) for number in range(len(intake.cases))]
    notes, dropped = read_notes(path)
    noted, without_place = with_notes(cases, notes, opened.framework)
    lost = (*dropped, *without_place)
    return replace(intake, warnings=(*intake.warnings, *lost)), noted, bool(lost)


def _write_form(path: Path, opened: OpenFramework, registry: Registry | None, language: Language) -> None:
    from triage.cases.form import write_form

    write_form(opened.framework, path, language, registry)


def _write_cases(path: Path, cases: tuple[Case, ...], opened: OpenFramework, held: Mapping[str, Period]) -> None:
    from triage.exchange.cases import write_cases

    write_cases(cases, opened.framework, path, held)


def _write_list(path: Path, opened: OpenFramework, weighed: Weighed, places: int, held: Mapping[str, Period]) -> None:
    """The list as the window shows it, recalculated as often."""
    from triage.exchange.place_tables import Listing, write_places
    from triage.weighing.robustness import DRAWS

    write_places(Listing.of(opened.file, weighed, places, held, draws=DRAWS), path)
