"""The table of cases with its search field and commands."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from triage.weighing.weigh import Weighed
from triage.wording import Message, _, n_
from ui.clipboard import copy_rows
from ui.context import Context
from ui.places.cases.rows import CaseRow, case_columns, case_rows, case_sentence, why_case
from ui.trial import Kind
from ui.view import View, Wish, removal
from ui.widgets.buttons import DrawnButton
from ui.widgets.flow import CommandRow
from ui.widgets.form import name
from ui.widgets.tables import RowsModel, Table
from ui.widgets.text import Paragraph
from ui.widgets.undoing import UndoPasses
from ui.widgets.why import why_page

SEARCH_AFTER_MS = 150
ADVICE = 1
"""The column of the table that says the advice."""


class CasesView(View):
    """All cases. Enter opens one, Delete takes one away."""

    shows = frozenset({Kind.CASES, Kind.ANSWERS, Kind.CHOICE, Kind.FRAMEWORK})
    scrolls = True

    def __init__(self, context: Context, title: Message, purpose: Message) -> None:
        super().__init__(context, title, purpose)
        self._framework: object = None
        self._weighed: Weighed | None = None
        self.new = DrawnButton("add", self.say(_("Nieuwe casus")), self)
        self.delete = DrawnButton("remove", self.say(_("Casus verwijderen")), self)
        self.copy = DrawnButton("copy", self.say(_("Tabel kopiëren")), self)
        self.ask = DrawnButton("question", self.say(_("Waarom?")), self)
        self._search = QLineEdit(self)
        self._search.setClearButtonEnabled(True)
        UndoPasses(self._search)
        name(self._search, self.say(_("Zoeken")), self.say(_("Zoek op code of op advies.")))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SEARCH_AFTER_MS)
        self._pause.timeout.connect(self._filter)
        self._search.textChanged.connect(self._searched)
        self._count = QLabel(self)
        self.model = RowsModel((), partial(case_sentence, context.language), self)
        self.table = Table(self.model, self.say(_("Casussen")), self)
        self.table.setSortingEnabled(True)
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.horizontalHeader().setSortIndicatorClearable(True)
        self.table.row_opened.connect(self._opened)
        self.table.row_chosen.connect(self._chosen)
        self.table.installEventFilter(self)
        self.empty = Paragraph(
            self.say(_("Er zijn nog geen casussen. Open de voorbeelden of een tabel, of maak een nieuwe casus.")), parent=self
        )
        self.page.addWidget(self._commands())
        self.page.addWidget(self.empty)
        self.page.addWidget(self.table, 1)
        self._end = self.page.count()
        self.page.addStretch(0)

    def areas(self) -> tuple[QWidget, ...]:
        """The table, then the search field and buttons."""
        return (self.table, self._search) if self.context.session.cases else (self.new,)

    def order(self) -> list[str]:
        """The codes as the table shows them now."""
        return [self.model.row_at(self.model.index(row, 0)).code for row in range(self.model.rowCount())]

    def why(self) -> None:
        """What the framework makes of the chosen case, in short."""
        row = self.table.chosen
        if row is not None:
            page = why_page(why_case(row), self.context.language, self.window())
            page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            page.open()

    def search(self) -> None:
        """Go to the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def take_change(self, kinds: frozenset[Kind]) -> None:
        """Other cases also end the search among those before."""
        if kinds >= {Kind.CASES, Kind.SAVED} and self._search.text():
            self._search.clear()
            self._filter()
        super().take_change(kinds)

    def refresh(self) -> None:
        """Show the cases as they are weighed now, and stay with the chosen one."""
        session = self.context.session
        if session.framework is not self._framework:
            self._framework = session.framework
            self.model.show_columns(case_columns(session.framework, self.context.language) if session.framework else ())
            self._weighed = None
        weighed = session.weighed() if session.framework and session.cases else None
        if weighed is None or weighed is not self._weighed:
            self.table.show_rows(case_rows(weighed) if weighed else [])
        self._weighed = weighed
        rows = weighed is not None
        self.table.setVisible(rows)
        self.empty.setVisible(not rows)
        self.page.setStretch(self._end, 0 if rows else 1)
        self.copy.setEnabled(rows)
        self._search.setEnabled(rows)
        self.new.setEnabled(session.framework is not None)
        self._follow_choice()
        self._say_count()

    def copy_table(self) -> None:
        """Put the table as it shows on the clipboard."""
        if self.context.session.opened is not None and self.context.session.cases:
            self.notify(copy_rows(self.model, self.context))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the chosen case away."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Delete
        ):
            if self.delete.isEnabled():
                self.wished.emit(Wish.DELETE_CASE, None)
            return True
        return super().eventFilter(watched, event)

    def _commands(self) -> CommandRow:
        row = CommandRow(self)
        self.new.clicked.connect(self._wish_new)
        self.delete.clicked.connect(self._wish_delete)
        self.copy.clicked.connect(self.copy_table)
        self.ask.clicked.connect(self._ask)
        self.ask.setToolTip(self.say(_("Toets F2")))
        row.add(self.new, self.delete, self.ask, self.copy)
        row.add_field(self.say(_("Zoeken")), self._search)
        row.add(self._count)
        return row

    def _say_count(self) -> None:
        all_rows, shown = len(self.context.session.cases), self.model.rowCount()
        if not all_rows:
            self._count.clear()
        elif shown == all_rows:
            self._count.setText(self.say(n_("{count} casus", "{count} casussen", all_rows)))
        else:
            self._count.setText(self.say(_("{shown} van {all} casussen", shown=shown, all=all_rows)))

    @Slot(str)
    def _searched(self, _text: str) -> None:
        self._pause.start()

    @Slot()
    def _filter(self) -> None:
        sought = self._search.text().strip().casefold()
        self.model.want(partial(self._matches, sought) if sought else None)
        self._follow_choice()
        self._say_count()

    def _follow_choice(self) -> None:
        """Mark the chosen case; what acts on it waits while the search hides it."""
        chosen = self.context.session.chosen
        self.table.go_to(partial(_is, chosen))
        in_sight = self.table.chosen is not None and self.table.chosen.code == chosen
        for button in (self.delete, self.ask):
            button.setEnabled(in_sight)
        self.delete.setText(self.say(removal(chosen)))

    def _matches(self, sought: str, row: CaseRow) -> bool:
        return sought in row.code.casefold() or sought in self.model.columns[ADVICE].words(row).casefold()

    @Slot(object)
    def _opened(self, row: CaseRow) -> None:
        self.context.session.choose(row.code)
        self.wished.emit(Wish.GO_TO, "weighing")

    @Slot(object)
    def _chosen(self, row: CaseRow) -> None:
        self.context.session.choose(row.code)

    @Slot()
    def _ask(self) -> None:
        self.why()

    @Slot()
    def _wish_new(self) -> None:
        self.wished.emit(Wish.NEW_CASE, None)

    @Slot()
    def _wish_delete(self) -> None:
        self.wished.emit(Wish.DELETE_CASE, None)


def _is(code: str, row: CaseRow) -> bool:
    return row.code == code
