"""The facts of a case: whether anybody looked, the table of facts, and the fields to add one. Cells of the table can be changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QPushButton,
    QRadioButton,
    QStyleOptionViewItem,
    QWidget,
)

from triage.cases.case import Case, Fact, before_twelve
from triage.framework.model import Framework
from triage.weighing.sentences import fact_words
from triage.wording import Language, Message, _, n_
from ui.places.weighing.choices import Options, fact_statuses, quarters, sources
from ui.places.weighing.counting import counting_doubt
from ui.widgets.flow import CommandRow
from ui.widgets.form import Choice, captioned, in_order, name, stop_at
from ui.widgets.objection import Objection
from ui.widgets.tables import Column, FittedTable, RowDelegate, SaidRows
from ui.widgets.text import Card, Heading, Paragraph
from ui.widgets.wrapping import Columns, WrappedChoice

FIELDS = ("kind", "when", "status", "source", "contested")
"""What a column of the table changes of a fact, in order."""


@dataclass(frozen=True)
class FactRow:
    """A fact with its place in the case."""

    place: int
    fact: Fact


class FactsModel(SaidRows):
    """The facts as rows whose cells can be changed. `edited` gives the place of a fact and what it became."""

    edited = Signal(int, object)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Every cell can be changed."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def setData(self, index: QModelIndex | QPersistentModelIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tell what a fact becomes; the case changes elsewhere, so that it can be undone."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row: FactRow = self.row_at(index)
        changed = replace(row.fact, **{FIELDS[index.column()]: value})
        if changed == row.fact:
            return False
        self.edited.emit(row.place, changed)
        return True

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As every table; for editing the value itself."""
        if role == Qt.ItemDataRole.EditRole and index.isValid():
            return getattr(self.row_at(index).fact, FIELDS[index.column()])
        return super().data(index, role)


class FactDelegate(RowDelegate):
    """Opens a list of choices in a cell."""

    def __init__(self, options: dict[str, Options], words: Callable[[str, object], str], parent: QObject) -> None:
        """`words` says a value that is not among the choices of a column."""
        super().__init__(parent)
        self._options = options
        self._words = words

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QWidget:
        """A list with the choices of this column."""
        field = FIELDS[index.column()]
        editor = Choice(self._options[field], parent)
        value = index.data(Qt.ItemDataRole.EditRole)
        if not editor.offers(value):
            editor.offer([*self._options[field], (value, self._words(field, value))])
        model = index.model()
        name(editor, str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        editor.picked.connect(partial(self._picked, editor))
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show the value of the cell."""
        assert isinstance(editor, Choice)
        editor.show_value(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex) -> None:
        """Pass the choice on."""
        assert isinstance(editor, Choice)
        model.setData(index, editor.value)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter keeps the choice and closes the list; the table may not hear it and open the cell again."""
        enters = (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        )
        if enters and isinstance(editor, Choice):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            return True
        return super().eventFilter(editor, event)

    def _picked(self, editor: Choice, _value: object) -> None:
        if editor.is_searched:
            return  # the first letter may not close the list: Enter, Tab or leaving the cell does
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)


class FactsEditor(Card):
    """Everything about the facts of one case. `changed` gives the new list (None = nobody looked) and how undo calls it.

    `objected` says that something was refused, and where that stands.
    """

    changed = Signal(object, object)
    objected = Signal(object)

    def __init__(
        self, framework: Framework, names: Mapping[str, str], today: date, language: Language, parent: QWidget | None = None
    ) -> None:
        """`names` says every kind of fact there is; only those of the framework can be added."""
        super().__init__(parent)
        self._language = language
        self._framework = framework
        self._names = names
        self._kinds: Options = [(kind, names.get(kind, kind)) for kind in framework.facts]
        self._today = today
        self._case: Case | None = None
        say = language.say
        self.rows.addWidget(Heading(say(_("Feiten")), 2, self))
        self.rows.addWidget(
            Paragraph(
                say(
                    _(
                        "Een feit telt pas mee volgens het kader. Een sepot of vrijspraak telt nooit. "
                        "Bij een feit dat niet of misschien meetelt, staat waarom."
                    )
                ),
                quiet=True,
                parent=self,
            )
        )
        self.rows.addWidget(self._looked())
        self._make_table()
        self.early = Objection(self)
        self.rows.addWidget(self.early)
        self.rows.addWidget(self._table_buttons())
        self.rows.addWidget(Heading(say(_("Feit toevoegen")), 3, self))
        self.rows.addWidget(self._fields())
        self.rows.addWidget(self._last_fields())
        self.problem = Objection(self)
        self.rows.addWidget(self.problem)
        fields = (self.kind, self.when, self.status, self.source, self.contested, self.add)
        in_order(self.not_looked, self.none, self.some, self.table, self.change, self.remove, *fields)

    @property
    def first(self) -> QWidget:
        """Where to begin: whether anybody looked, and when that is told, a fact to add."""
        return self.not_looked if self._case is None or self._case.facts is None else self.kind

    def show_case(self, case: Case) -> None:
        """Show the facts of a case."""
        self._case = case
        facts = case.facts
        self._quiet = True
        self.not_looked.setChecked(facts is None)
        self.none.setChecked(facts == ())
        self.some.setChecked(bool(facts))
        self.some.setEnabled(bool(facts))
        self._quiet = False
        looked = (self.not_looked, self.none, self.some)
        stop_at(next(button for button in looked if button.isChecked()), looked)
        place = self.table.currentIndex().row()
        self.model.show_rows([FactRow(number, fact) for number, fact in enumerate(facts or ())])
        if 0 <= place < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(place, max(self.table.currentIndex().column(), 0)))
        for part in (self.table, self.change, self.remove):
            part.setVisible(bool(facts))
        self._show_early(sum(map(self._early, facts or ())))

    def _show_early(self, count: int) -> None:
        """An age that changes later can make facts too early; they would be left out when the table is read again."""
        words = n_(
            "{count} feit ligt bij deze leeftijd voor de twaalfde verjaardag. Zo’n feit wordt niet bewaard. "
            "Verbeter de leeftijd of verwijder het feit.",
            "{count} feiten liggen bij deze leeftijd voor de twaalfde verjaardag. Zulke feiten worden niet bewaard. "
            "Verbeter de leeftijd of verwijder deze feiten.",
            count,
        )
        self.early.show_words(self._language.say(words) if count else "")

    def _looked(self) -> CommandRow:
        say = self._language.say
        self._quiet = False
        row = CommandRow(self)
        group = QButtonGroup(self)
        self.not_looked = QRadioButton(say(_("nog niet nagegaan")), self)
        self.none = QRadioButton(say(_("geen feiten")), self)
        self.some = QRadioButton(say(_("er zijn feiten")), self)
        for button in (self.not_looked, self.none, self.some):
            name(button, say(_("Feiten: {answer}", answer=button.text())))
            group.addButton(button)
            row.add(button)
        self.some.setToolTip(say(_("Voeg hieronder een feit toe.")))
        group.buttonToggled.connect(self._switched)
        return row

    def _make_table(self) -> None:
        say = self._language.say
        columns = (
            Column(say(_("Soort")), self._kind_words),
            Column(say(_("Kwartaal")), self._when_words, width=12),
            Column(say(_("Status")), self._status_words),
            Column(say(_("Bron")), self._source_words, width=13),
            Column(say(_("Betwist")), self._contested_words, width=10),
        )
        self.model = FactsModel(columns, self._row_sentence, self)
        self.model.edited.connect(self._edited)
        self.table = FittedTable(self.model, say(_("Feiten")), self)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.table.row_opened.connect(self._edit_current)
        self.table.installEventFilter(self)
        options: dict[str, Options] = {
            "kind": self._kinds,
            "when": quarters(self._today),
            "status": fact_statuses(self._language),
            "source": sources(self._language),
            "contested": [(False, say(_("nee"))), (True, say(_("ja")))],
        }
        self.table.setItemDelegate(FactDelegate(options, self._value_words, self.table))
        self.rows.addWidget(self.table)

    def _table_buttons(self) -> CommandRow:
        row = CommandRow(self)
        self.change = QPushButton(self._language.say(_("Cel wijzigen")), self)
        self.change.setToolTip(self._language.say(_("Enter of dubbelklik in de tabel doet hetzelfde.")))
        self.remove = QPushButton(self._language.say(_("Feit verwijderen")), self)
        self.change.clicked.connect(self._edit_current)
        self.remove.clicked.connect(self._remove)
        row.add(self.change, self.remove)
        return row

    def _fields(self) -> Columns:
        say = self._language.say
        choose = (None, say(_("kies …")))
        self.kind = WrappedChoice([choose, *self._kinds], self)
        self.when = WrappedChoice([choose, *quarters(self._today)], self)
        self.status = WrappedChoice([choose, *fact_statuses(self._language)], self)
        self.source = WrappedChoice(sources(self._language), self)
        fields = ((_("Soort"), self.kind), (_("Kwartaal"), self.when), (_("Status"), self.status), (_("Bron"), self.source))
        columns = Columns([captioned(say(label), field) for label, field in fields], 2, self)
        for label, field in fields:
            name(field, say(_("Nieuw feit: {field}", field=label)))
            field.show_value(None)
        return columns

    def _last_fields(self) -> CommandRow:
        say = self._language.say
        self.contested = QCheckBox(say(_("betwist")), self)
        name(self.contested, say(_("Feit is betwist")), say(_("De jongere of de ouders bestrijden dit feit.")))
        self.add = QPushButton(say(_("Toevoegen")), self)
        self.add.setAutoDefault(True)
        name(self.add, say(_("Feit toevoegen")))
        self.add.clicked.connect(self._add)
        row = CommandRow(self)
        row.add(self.contested, self.add)
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the current fact away."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Delete
        ):
            self._remove()
            return True
        return super().eventFilter(watched, event)

    @Slot(object, bool)
    def _switched(self, button: object, checked: bool) -> None:
        if not checked or self._quiet or button is self.some:
            return
        nobody = button is self.not_looked
        words = _("feiten: nog niet nagegaan") if nobody else _("feiten: geen feiten")
        count = len(self._case.facts or ()) if self._case else 0
        if count:
            words = n_("{count} feit verwijderd", "{count} feiten verwijderd", count)
        self.changed.emit(None if nobody else (), words)

    @Slot()
    def _add(self) -> None:
        if None in (self.kind.value, self.when.value, self.status.value):
            self._object(_("Kies eerst de soort, het kwartaal en de status."))
            return
        fact = Fact(self.kind.value, self.when.value, self.status.value, self.source.value, self.contested.isChecked())  # type: ignore[arg-type]
        if self._refused(fact):
            return
        facts = (*(self._case.facts or ()), fact) if self._case else (fact,)
        self.problem.show_words("")
        for field in (self.kind, self.when, self.status, self.source):
            field.show_value(None)
        self.contested.setChecked(False)
        self.changed.emit(facts, _("feit toegevoegd ({kind})", kind=self._kind(fact)))
        self.kind.setFocus()

    @Slot(int, object)
    def _edited(self, place: int, fact: Fact) -> None:
        assert self._case is not None
        if self._refused(fact):
            return
        facts = list(self._case.facts or ())
        facts[place] = fact
        self.problem.show_words("")
        self.changed.emit(tuple(facts), _("feit gewijzigd ({kind})", kind=self._kind(fact)))

    @Slot()
    def _edit_current(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid() and self.model.rowCount():
            index = self.model.index(0, 0)
            self.table.setCurrentIndex(index)
        if index.isValid():
            self.table.edit(index)

    @Slot()
    def _remove(self) -> None:
        row: FactRow | None = self.table.chosen
        if row is None or self._case is None:
            self._object(_("Kies eerst een feit in de tabel."))
            return
        facts = list(self._case.facts or ())
        del facts[row.place]
        self.changed.emit(tuple(facts), _("feit verwijderd ({kind})", kind=self._kind(row.fact)))

    def _refused(self, fact: Fact) -> bool:
        """Whether this fact may not be kept: it lies before the twelfth birthday (REQ-56), whichever day that is."""
        if not self._early(fact):
            return False
        self._object(_("Dit feit is van voor de twaalfde verjaardag. Zulke feiten worden niet bewaard. Klopt de leeftijd?"))
        return True

    def _early(self, fact: Fact) -> bool:
        age = self._framework.age_question
        if self._case is None or age is None:
            return False
        return before_twelve(fact, self._case.answer(age.id), self._case.reference_date)

    def _object(self, problem: Message) -> None:
        self.problem.show_words(self._language.say(problem))
        self.objected.emit(self.problem)

    def _kind(self, fact: Fact) -> str:
        """What the kind of a fact is called, also of one that this framework does not count."""
        return self._names.get(fact.kind, fact.kind)

    def _value_words(self, field: str, value: object) -> str:
        return self._names.get(str(value), str(value)) if field == "kind" else self._language.say(value)

    def _kind_words(self, row: FactRow) -> str:
        """The kind, and beside a fact that does not surely count, why not."""
        assert self._case is not None
        doubt = counting_doubt(row.fact, self._framework, self._case.reference_date)
        kind = self._kind(row.fact)
        return kind if doubt is None else self._language.say(_("{kind} ({doubt})", kind=kind, doubt=doubt))

    def _when_words(self, row: FactRow) -> str:
        return str(row.fact.when.as_quarter)

    def _status_words(self, row: FactRow) -> str:
        return self._language.say(row.fact.status)

    def _source_words(self, row: FactRow) -> str:
        return self._language.say(row.fact.source) if row.fact.source else self._language.say(_("niet ingevuld"))

    def _contested_words(self, row: FactRow) -> str:
        return self._language.say(row.fact.contested)

    def _row_sentence(self, row: FactRow) -> str:
        return self._language.say(fact_words(row.fact, self._kind_words(row)))
