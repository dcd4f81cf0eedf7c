"""The preview of a sheet, saving and printing it. The bytes that are shown are the bytes that are saved and printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from triage.cases.case import Case
from triage.errors import InputError
from triage.files import place_of, replacing
from triage.framework.read import FrameworkFile
from triage.framework.registry import Registry
from triage.weighing.result import Weighing
from triage.wording import Language, Message, _
from ui.context import Context
from ui.jobs import Unfinished
from ui.paper import PRINT_DPI, PageShape, page_images, page_shapes, print_pages
from ui.places.account import notices
from ui.trial import Kind
from ui.view import View
from ui.widgets.flow import CommandRow
from ui.widgets.form import Choice, name
from ui.widgets.messages import refusal
from ui.widgets.objection import Objection
from ui.widgets.pages import Pages
from ui.widgets.text import Paragraph

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

BUILD_AFTER_MS = 50


@dataclass(frozen=True)
class Sheet:
    """A sheet as bytes, the shapes of its pages, and the case it was made of."""

    case: Case
    pdf: bytes
    pages: tuple[PageShape, ...]


class AccountView(View):
    """The sheet of the chosen case."""

    shows = frozenset({Kind.CASES, Kind.ANSWERS, Kind.CHOICE, Kind.FRAMEWORK})

    def __init__(self, context: Context, title: Message, purpose: Message) -> None:
        super().__init__(context, title, purpose)
        self.sheet: Sheet | None = None
        self._after: list[Callable[[], None]] = []
        self._building: Case | None = None
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(BUILD_AFTER_MS)
        self._delay.timeout.connect(self._build)
        self.page.addWidget(self._commands())
        self.state = Paragraph(parent=self)
        self.page.addWidget(self.state)
        self.failure = Objection(self, "problem")
        self.page.addWidget(self.failure)
        self.again = QPushButton(self.say(_("Opnieuw")), self)
        name(self.again, self.say(_("Blad opnieuw maken")))
        self.again.clicked.connect(self._retry)
        self.again.hide()
        self.page.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self.pages = Pages(self.say(_("Verantwoordingsblad")), context.language, self)
        self.pages.moved.connect(self._say_page)
        self.pages.wanted.connect(self._draw_page)
        self.page.addWidget(self.pages, 1)
        self._end = self.page.count()
        self.page.addStretch(0)

    def areas(self) -> tuple[QWidget, ...]:
        """The pages, or the button that makes them again, and the choice of the case."""
        if self.failure.text():
            return (self.again, self.cases)
        return (self.pages, self.cases) if self.sheet is not None else (self.cases,)

    def pages_are_there(self) -> bool:
        """Whether the sheet is made and the page in sight is drawn."""
        return self.sheet is not None and self.pages.complete

    def refresh(self) -> None:
        """Make the sheet of the chosen case, unless it stands there already."""
        session = self.context.session
        codes = [case.code for case in session.cases]
        if [self.cases.itemText(place) for place in range(self.cases.count())] != codes:
            self.cases.offer([(code, code) for code in codes])
        self.cases.show_value(session.chosen)
        case = session.case
        self._where.setVisible(case is not None)
        if case is None or session.opened is None:
            self._delay.stop()
            self._show(None, _("Er is nog geen casus. Open bij “Start” de voorbeelden of een tabel, of typ een casus in."))
        elif self.sheet is None or self.sheet.case is not case:
            self._show(None, _("Het blad wordt gemaakt …"))
            self._delay.start()

    def save_sheet(self) -> None:
        """Save the sheet as PDF, as soon as it is there."""
        if self.sheet is None:
            self._wait_for(self.save_sheet)
            return
        from triage.documents.sheet import file_name

        suggestion = self._folder() / file_name(self.sheet.case.code, self.context.session.today)
        path = self.context.dialogs.choose_save(self.window(), self.say(_("Blad bewaren als PDF")), self.say(_("PDF (*.pdf)")), suggestion)
        if path is not None:
            work = partial(_write, path, self.sheet.pdf)
            self.context.jobs.start(_("Blad bewaren"), work, partial(self._was_saved, path), self._refused)

    def print_sheet(self) -> None:
        """Print the sheet on paper, as soon as it is there."""
        if self.sheet is None:
            self._wait_for(self.print_sheet)
            return
        if not self.context.dialogs.has_printer():
            self.notify(notices.no_printer(self.save_sheet))
            return
        from PySide6.QtGui import QPageSize
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(PRINT_DPI)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(self.say(_("Verantwoordingsblad")))
        count = len(self.sheet.pages)
        if not self.context.dialogs.choose_printer(self.window(), printer, count):
            return
        first, last = printer.fromPage() or 1, printer.toPage() or count
        wanted = range(max(first, 1) - 1, min(last, count))
        work = partial(print_pages, self.sheet.pdf, printer, wanted)
        self.context.jobs.start(_("Blad afdrukken"), work, partial(self._was_printed, printer), self._refused)

    def _commands(self) -> CommandRow:
        say, row = self.say, CommandRow(self)
        self.cases = Choice([], self)
        name(self.cases, say(_("Casus")), say(_("Kies de casus waarvan u het blad wilt zien.")))
        self.cases.picked.connect(self._case_picked)
        row.add_field(say(_("Casus")), self.cases)
        self.save = QPushButton(say(_("Bewaar als PDF…")), self)
        self.printing = QPushButton(say(_("Afdrukken…")), self)
        self.before = QPushButton(say(_("Vorige")), self)
        self._where = QLabel(self)
        self.next = QPushButton(say(_("Volgende")), self)
        self.smaller = QPushButton(say(_("Kleiner")), self)
        self.larger = QPushButton(say(_("Groter")), self)
        self.save.clicked.connect(self._wish_save)
        self.printing.clicked.connect(self._wish_print)
        self.before.clicked.connect(self._page_back)
        self.next.clicked.connect(self._page_on)
        self.smaller.clicked.connect(self._zoom_out)
        self.larger.clicked.connect(self._zoom_in)
        name(self.before, say(_("Vorige pagina")))
        name(self.next, say(_("Volgende pagina")))
        name(self.smaller, say(_("Blad kleiner tonen")))
        name(self.larger, say(_("Blad groter tonen")))
        row.add(self.save, self.printing, self.before, self._where, self.next, self.smaller, self.larger)
        return row

    def _wait_for(self, act: Callable[[], None]) -> None:
        """Do something as soon as the sheet is there; one that could not be made is tried again."""
        if self.context.session.case is not None:
            self._after = [act]
            self.bring_up_to_date()
            if self.failure.text():
                self._retry()

    def _show(self, sheet: Sheet | None, state: Message | None, failure: Message | None = None) -> None:
        self.sheet = sheet
        self.failure.show_words(self.say(failure) if failure else "")
        self.again.setVisible(failure is not None)
        self.pages.show_pages(sheet.pages if sheet else ())
        self.pages.setVisible(sheet is not None)
        self.state.setText(self.say(state) if state else "")
        self.state.setVisible(state is not None)
        self.page.setStretch(self._end, 0 if sheet else 1)
        for button in (self.save, self.printing, self.smaller, self.larger, self.before, self.next):
            button.setEnabled(sheet is not None)
        self._say_page(self.pages.page)

    @Slot()
    def _build(self) -> None:
        session = self.context.session
        case, weighing, opened, registry = session.case, session.weighing(), session.opened, session.registry
        if case is None or weighing is None or opened is None or registry is None or case is self._building:
            return
        self._building = case
        work = partial(_make, case, weighing, opened.file, registry, session.today, self.context.language)
        self.context.jobs.start(_("Blad maken"), work, self._was_made, partial(self._was_refused, case), partial(self._unfinished, case))

    @Slot()
    def _retry(self) -> None:
        """Make the sheet again."""
        self._show(None, _("Het blad wordt gemaakt …"))
        self.cases.setFocus()
        self._delay.start()

    def _was_made(self, sheet: Sheet) -> None:
        self._building = None
        if sheet.case is not self.context.session.case:
            self._delay.start()
            return
        self._show(sheet, None)
        waiting, self._after = self._after, []
        for act in waiting:
            act()

    def _was_refused(self, case: Case, error: InputError) -> None:
        self._not_made(case, notices.why_not(error))

    def _unfinished(self, case: Case, why: Unfinished) -> None:
        self._not_made(case, notices.NOT_FINISHED[why])

    def _not_made(self, case: Case, reason: Message) -> None:
        """Say why there is no sheet; whoever waited for it need not wait any longer."""
        self._building = None
        if case is not self.context.session.case:
            return
        self._after = []
        had_focus = self.pages.hasFocus()
        self._show(None, None, _("Het blad kon niet worden gemaakt. {reason}", reason=reason))
        if had_focus:
            self.again.setFocus()

    @Slot(int)
    def _draw_page(self, number: int) -> None:
        """Draw a page that came in sight."""
        if self.sheet is not None:
            work = partial(page_images, self.sheet.pdf, self.pages.dpi, (number,))
            drawn, case = partial(self._drawn, self.sheet, number), self.sheet.case
            self.context.jobs.start(_("Blad tonen"), work, drawn, partial(self._was_refused, case), partial(self._unfinished, case))

    def _drawn(self, sheet: Sheet, number: int, images: list[QImage]) -> None:
        if sheet is self.sheet:
            self.pages.show_image(number, images[0])

    def _was_printed(self, printer: QPrinter, pages: int) -> None:
        self.notify(notices.printed(pages, printer.printerName()) if pages else notices.printer_refused(self.save_sheet))

    def _was_saved(self, path: Path, _nothing: object) -> None:
        self.notify(notices.saved(place_of(path)))

    def _refused(self, error: InputError) -> None:
        self.notify(refusal(error))

    def _folder(self) -> Path:
        source = self.context.session.source.path
        return source.parent if source else Path.home()

    @Slot(object)
    def _case_picked(self, code: str) -> None:
        self.context.session.choose(code)

    @Slot()
    def _wish_save(self) -> None:
        self.save_sheet()

    @Slot()
    def _wish_print(self) -> None:
        self.print_sheet()

    @Slot()
    def _zoom_in(self) -> None:
        self.pages.step_zoom(1)

    @Slot()
    def _zoom_out(self) -> None:
        self.pages.step_zoom(-1)

    @Slot()
    def _page_back(self) -> None:
        self.pages.go_to_page(self.pages.page - 1)

    @Slot()
    def _page_on(self) -> None:
        self.pages.go_to_page(self.pages.page + 1)

    @Slot(int)
    def _say_page(self, page: int) -> None:
        count = self.pages.count
        self._where.setText(self.say(_("Pagina {page} van {count}", page=page, count=count)) if count else "")


def _make(case: Case, weighing: Weighing, file: FrameworkFile, registry: Registry, today: date, language: Language) -> Sheet:
    """Make the sheet and look at its pages; runs on the worker."""
    from triage.documents.sheet import sheet

    pdf = sheet(weighing, file, registry, printed=today, language=language)
    return Sheet(case, pdf, page_shapes(pdf))


def _write(path: Path, pdf: bytes) -> None:
    with replacing(path) as beside:
        beside.write_bytes(pdf)
