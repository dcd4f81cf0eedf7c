"""The list with its line: the order in words, states in words, ties as ties, and what each state means."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QPushButton, QSpinBox, QStyleOptionViewItem, QWidget

from triage.framework.model import Framework
from triage.weighing.place_firmness import place_firmness
from triage.weighing.places import PlaceList, place_list
from triage.weighing.robustness import DRAWS
from triage.wording import Message, _
from ui.clipboard import copy_rows
from ui.context import Context
from ui.places.ranking.rows import PlaceRow, columns, meanings, order_words, place_rows, places_words, sentence, summary, why_here
from ui.trial import Kind
from ui.view import View, Wish
from ui.widgets.buttons import DrawnButton
from ui.widgets.flow import CommandRow
from ui.widgets.form import name
from ui.widgets.messages import Level, Notice
from ui.widgets.tables import Index, RowDelegate, RowsModel, Table
from ui.widgets.text import Paragraph
from ui.widgets.undoing import UndoPasses
from ui.widgets.why import why_page

MOST_PLACES = 2000

LINE, GROUND = 3, 2
"""Pixels of the line where the places end, and of the ground on each side of it."""


class LineDelegate(RowDelegate):
    """Draws the line where the places end."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell, and under the last row with a place a thick line, on its own ground so that a chosen row does not hide it."""
        super().paint(painter, option, index)
        model = index.model()
        assert isinstance(model, RowsModel)
        if model.row_at(index).last:
            area: QRect = option.rect
            line = QRect(area.left(), area.bottom() + 1 - GROUND - LINE, area.width(), LINE)
            painter.fillRect(line.adjusted(0, -GROUND, 0, GROUND), option.palette.color(QPalette.ColorRole.Base))
            painter.fillRect(line, option.palette.color(QPalette.ColorRole.Accent))


class RankingView(View):
    """The list of one framework."""

    shows = frozenset({Kind.CASES, Kind.ANSWERS, Kind.FRAMEWORK})
    scrolls = True

    def __init__(self, context: Context, title: Message, purpose: Message) -> None:
        super().__init__(context, title, purpose)
        self._framework: Framework | None = None
        self.found: PlaceList | None = None
        self.summary = Paragraph(parent=self)
        self.page.addWidget(self._commands())
        self.page.addWidget(self.summary)
        self.model = RowsModel((), self._sentence, self)
        self.table = Table(self.model, self.say(_("Lijst")), self)
        self.table.setItemDelegate(LineDelegate(self.table))
        self.table.row_opened.connect(self._opened)
        self.page.addWidget(self.table, 1)
        self.meaning = Paragraph(quiet=True, parent=self)
        self.page.addWidget(self.meaning)
        self.rules = Paragraph(quiet=True, parent=self)
        self.page.addWidget(self.rules)
        self._end = self.page.count()
        self.page.addStretch(0)

    def areas(self) -> tuple[QWidget, ...]:
        """The table and the number of places."""
        return (self.table, self.places) if self.model.rowCount() else (self.places,)

    def why(self) -> None:
        """Why the case of this row stands where it stands."""
        row = self.table.chosen
        if row is None or self.found is None or self._framework is None:
            return
        page = why_page(why_here(row, self.found, self._framework), self.context.language, self.window())
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.open()

    def copy_table(self) -> None:
        """Put the list on the clipboard, with the number of places it is for."""
        if self.found is None or not self.model.rowCount():
            self.notify(Notice("no_list", Level.INFO, _("Er staat geen casus op de lijst. Er is niets om te kopiëren.")))
        else:
            self.notify(copy_rows(self.model, self.context, places_words(self.found), summary(self.found, self.context.session.weighed())))

    def save_list(self) -> None:
        """Ask for the list as a table in a file."""
        if self.found is None or not self.model.rowCount():
            self.notify(Notice("no_list", Level.INFO, _("Er staat geen casus op de lijst. Er is niets om te bewaren.")))
        else:
            self.wished.emit(Wish.SAVE_LIST, self.found)

    def take_change(self, kinds: frozenset[Kind]) -> None:
        """Other cases also let go of the number of places that was tried with those before."""
        if kinds >= {Kind.CASES, Kind.SAVED}:
            self._framework = None
        super().take_change(kinds)

    def refresh(self) -> None:
        """Order the cases again."""
        session = self.context.session
        framework = session.framework
        if framework is not self._framework:
            self._framework = framework
            self._show_framework(framework)
        rule = framework.places if framework else None
        self._commands_row.setVisible(rule is not None)
        self.rules.setVisible(rule is not None)
        if rule is None or not session.cases:
            self._show_nothing(has_rule=rule is not None)
            return
        weighed = session.weighed()
        self.found = place_list(weighed, rule, self.places.value(), session.held)
        firmness = place_firmness(weighed, self.found, draws=DRAWS)
        self._show_rows(place_rows(self.found, firmness), session.chosen)
        self.summary.setText(self.say(summary(self.found, self.context.session.weighed())))
        self.meaning.setText("\n".join(self.say(text) for text in meanings(self.found, firmness)))

    def _show_rows(self, rows: list[PlaceRow], chosen: str) -> None:
        self.model.show_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.go_to(partial(_is, chosen))
        self.table.setVisible(bool(rows))
        self.meaning.setVisible(bool(rows))
        for button in (self.ask, self.copy, self.save):
            button.setEnabled(bool(rows))
        self.page.setStretch(self._end, 0 if rows else 1)

    def _show_nothing(self, *, has_rule: bool) -> None:
        self.found = None
        self._show_rows([], "")
        self.summary.setText(
            self.say(
                _("Er zijn nog geen casussen. Open de voorbeelden of een tabel, of maak een nieuwe casus.")
                if has_rule
                else _("Dit kader kent geen lijst met beperkte plaatsen.")
            )
        )

    def _show_framework(self, framework: Framework | None) -> None:
        """Show what this framework says about its list, with its own number of places."""
        rule = framework.places if framework else None
        if framework is None or rule is None:
            return
        self.places.blockSignals(True)
        self.places.setValue(rule.places)
        self.places.blockSignals(False)
        self._offer_back()
        self.model.show_columns(columns(framework, self.context.language))
        self.rules.setText(self.say(order_words(framework)))

    def _commands(self) -> CommandRow:
        self.places = QSpinBox(self)
        self.places.setRange(0, MOST_PLACES)
        UndoPasses(self.places)
        name(self.places, self.say(_("Aantal plaatsen")), self.say(_("Het kader noemt een aantal. U kunt een ander aantal proberen.")))
        self.places.valueChanged.connect(self._places_changed)
        self.back = QPushButton(self)
        self.back.clicked.connect(self._to_framework_number)
        self.ask = DrawnButton("question", self.say(_("Waarom?")), self)
        self.ask.setToolTip(self.say(_("Toets F2")))
        self.ask.clicked.connect(self._ask)
        self.copy = DrawnButton("copy", self.say(_("Tabel kopiëren")), self)
        self.copy.clicked.connect(self.copy_table)
        self.save = DrawnButton("save", self.say(_("Lijst bewaren als tabel…")), self)
        self.save.clicked.connect(self.save_list)
        self._commands_row = CommandRow(self)
        self._commands_row.add_field(self.say(_("Aantal plaatsen")), self.places)
        self._commands_row.add(self.back, self.ask, self.copy, self.save)
        return self._commands_row

    def _offer_back(self) -> None:
        """Beside another number stands the way back to that of the framework."""
        rule = self._framework.places if self._framework else None
        self.back.setVisible(rule is not None and rule.places != self.places.value())
        if rule is not None:
            self.back.setText(self.say(_("Terug naar {count}, zoals in het kader", count=rule.places)))

    def _sentence(self, row: PlaceRow) -> str:
        return self.say(sentence(row, self._framework)) if self._framework else ""

    @Slot(int)
    def _places_changed(self, _number: int) -> None:
        self._offer_back()
        self.refresh()

    @Slot()
    def _to_framework_number(self) -> None:
        if self._framework is not None and self._framework.places is not None:
            self.places.setValue(self._framework.places.places)
            self.places.setFocus()

    @Slot()
    def _ask(self) -> None:
        self.why()

    @Slot(object)
    def _opened(self, row: PlaceRow) -> None:
        self.context.session.choose(row.place.case)
        self.wished.emit(Wish.GO_TO, "weighing")


def _is(code: str, row: PlaceRow) -> bool:
    return row.place.case == code
