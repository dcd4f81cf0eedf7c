"""One question in the form: its answer, and, once it is answered, how firm that is, from whom, when, and a note."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from triage.cases.case import UNKNOWN, Answer
from triage.framework.model import ChoiceItem, Item, LevelItem, NumericItem, YesNoItem
from triage.framework.vocabulary import AnswerStatus
from triage.wording import Language, Message, _
from ui.places.weighing.choices import answer_statuses, listed_answers, quarters, sources, typed_number
from ui.theme import line_height
from ui.widgets.form import Choice, captioned, name
from ui.widgets.notes import GuardedNote
from ui.widgets.text import Paragraph


class RadioAnswer(QWidget):
    """Yes, no or unknown, side by side."""

    picked = Signal(object)

    def __init__(self, item: YesNoItem, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[object, QRadioButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(line_height(self))
        offered = listed_answers(item, language)
        for value, words in (*offered[1:3], offered[0], *offered[3:]):
            button = QRadioButton(words, self)
            name(button, language.say(_("{answer}: {question}", answer=words, question=item.name)))
            self._group.addButton(button)
            self._buttons[value] = button
            row.addWidget(button)
        row.addStretch(1)
        self._group.buttonClicked.connect(self._was_clicked)
        self._group.buttonToggled.connect(self._was_toggled)
        self._quiet = False

    def show_value(self, value: object) -> None:
        """Show a value without telling anyone."""
        self._quiet = True
        self._buttons[value].setChecked(True)
        self._quiet = False

    @property
    def first(self) -> QWidget:
        """The button that takes the focus."""
        return self._group.checkedButton() or next(iter(self._buttons.values()))

    @Slot(object)
    def _was_clicked(self, _button: object) -> None:
        """A click on the button that was already down changes nothing; `_was_toggled` tells the rest."""

    @Slot(object, bool)
    def _was_toggled(self, button: object, checked: bool) -> None:
        if checked and not self._quiet:
            self.picked.emit(next(value for value, known in self._buttons.items() if known is button))


class NumberAnswer(QWidget):
    """A number, or nothing for unknown. What cannot be an answer is said under the field and not passed on."""

    picked = Signal(object)

    def __init__(self, item: NumericItem, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._item = item
        self._language = language
        self._shown: object = AnswerStatus.UNKNOWN
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText(language.say(_("onbekend")))
        self.edit.setMaximumWidth(self.fontMetrics().averageCharWidth() * 16)
        name(self.edit, language.say(item.name), language.say(_("Vul een getal in. Leeg betekent onbekend.")))
        self.problem = Paragraph(parent=self)
        self.problem.hide()
        self.not_applicable = QPushButton(language.say(_("niet van toepassing")), self)
        self.not_applicable.setCheckable(True)
        self.not_applicable.setAccessibleName(language.say(_("niet van toepassing: {question}", question=item.name)))
        self.not_applicable.setVisible(item.allow_not_applicable)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.edit)
        row.addWidget(self.not_applicable)
        row.addStretch(1)
        rows.addLayout(row)
        rows.addWidget(self.problem)
        self.edit.editingFinished.connect(self.settle)
        self.edit.textEdited.connect(self._forgive)
        self.not_applicable.clicked.connect(self._switched)

    @property
    def first(self) -> QWidget:
        """The field."""
        return self.edit

    def show_value(self, value: object) -> None:
        """Show a value without telling anyone."""
        self._shown = value
        self.not_applicable.setChecked(value is AnswerStatus.NOT_APPLICABLE)
        self.edit.setEnabled(value is not AnswerStatus.NOT_APPLICABLE)
        self.edit.setText(self._language.say(value).replace(".", "") if isinstance(value, Decimal) else "")
        self._forgive()

    @Slot()
    def settle(self) -> None:
        """Pass on what was typed, if it can be an answer."""
        if not self.edit.isEnabled():
            return
        typed = typed_number(self._item, self.edit.text())
        if isinstance(typed, Message):
            self.problem.setText(self._language.say(typed))
            self.problem.show()
            self.edit.setAccessibleDescription(self.problem.text())
            return
        value = _value(typed)
        if value != self._shown:
            self._shown = value
            self.picked.emit(value)

    @Slot()
    def _forgive(self) -> None:
        self.problem.hide()
        self.edit.setAccessibleDescription(self._language.say(_("Vul een getal in. Leeg betekent onbekend.")))

    @Slot(bool)
    def _switched(self, on: bool) -> None:
        self.picked.emit(AnswerStatus.NOT_APPLICABLE if on else AnswerStatus.UNKNOWN)


class ListAnswer(Choice):
    """One of a list of answers."""

    def __init__(self, item: ChoiceItem | LevelItem, language: Language, parent: QWidget) -> None:
        super().__init__(listed_answers(item, language), parent)
        name(self, language.say(item.name))

    @property
    def first(self) -> QWidget:
        """The list itself."""
        return self


class QuestionRow(QFrame):
    """A question with its answer. `answered` gives the item id and the new `Answer`; `entered` the item whose row got the focus.

    The details stand under the answer only when there is one: an open question is one short line.
    """

    answered = Signal(str, object)
    entered = Signal(str)
    why_wished = Signal(str)

    def __init__(self, item: Item, today: date, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._language = language
        self._today = today
        self._answer = UNKNOWN
        say = language.say
        self.editor = self._editor(item)
        self.editor.picked.connect(self._picked)
        self.status = Choice(answer_statuses(language), self)
        self.source = Choice(sources(language, item.provided_by), self)
        self.quarter = Choice(self._quarters(None), self)
        self.note = GuardedNote(language, self)
        for field in (self.status, self.source, self.quarter):
            field.picked.connect(self._detailed)
        self.note.settled.connect(self._noted)
        caption = Paragraph(say(item.name), parent=self)
        caption.setBuddy(self.editor.first)
        self.use = Paragraph(quiet=True, parent=self)
        self.details = QWidget(self)
        grid = QGridLayout(self.details)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, (label, field) in enumerate(((_("Status"), self.status), (_("Bron"), self.source), (_("Kwartaal"), self.quarter))):
            grid.addWidget(captioned(say(label), field), 0, place)
            name(field, say(_("{field}: {question}", field=label, question=item.name)))
            grid.setColumnStretch(place, 1)
        grid.addWidget(captioned(say(_("Toelichting, zonder namen of nummers")), self.note), 1, 0, 1, 3)
        name(self.note.edit, say(_("Toelichting: {question}", question=item.name)))
        rows = QVBoxLayout(self)
        line = line_height(self)
        rows.setContentsMargins(0, line // 3, 0, line // 3)
        rows.setSpacing(line // 4)
        for part in (caption, self.editor, self.use, self.details):
            rows.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for part in self.findChildren(QWidget):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                part.installEventFilter(self)

    def show_answer(self, answer: Answer, use: str) -> None:
        """Show the answer of a case, and what became of it."""
        self._answer = answer
        self.editor.show_value(_value(answer))
        self.status.show_value(answer.status)
        self.source.show_value(answer.source)
        if not self.quarter.offers(answer.as_of):
            self.quarter.offer(self._quarters(answer))
        self.quarter.show_value(answer.as_of)
        self.note.show_text(answer.note)
        self.use.setText(use)
        self.use.setVisible(bool(use))
        known = answer.value is not None
        self.details.setVisible(known or bool(answer.note) or answer.source is not None)
        self.status.setEnabled(known)

    def settle(self) -> None:
        """Pass on what is still being typed."""
        if isinstance(self.editor, NumberAnswer):
            self.editor.settle()
        self.note.settle()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tell when the focus comes into this row."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.item.id)
        return False

    def _editor(self, item: Item) -> RadioAnswer | NumberAnswer | ListAnswer:
        match item:
            case YesNoItem():
                return RadioAnswer(item, self._language, self)
            case NumericItem():
                return NumberAnswer(item, self._language, self)
            case ChoiceItem() | LevelItem():
                return ListAnswer(item, self._language, self)
        raise TypeError(f"nobody answers a {item.kind}")

    def _quarters(self, answer: Answer | None) -> list[tuple[object, str]]:
        undated = (None, self._language.say(_("op de peildatum")))
        return [undated, *quarters(self._today, answer.as_of if answer else None)]

    @Slot(object)
    def _picked(self, value: object) -> None:
        if value is AnswerStatus.UNKNOWN:
            self._give(replace(UNKNOWN, source=self._answer.source, note=self._answer.note))
        elif value is AnswerStatus.NOT_APPLICABLE:
            self._give(replace(self._answer, value=None, status=AnswerStatus.NOT_APPLICABLE))
        else:
            status = self._answer.status if self._answer.value is not None else AnswerStatus.ESTABLISHED
            assert isinstance(value, str | Decimal)
            self._give(replace(self._answer, value=value, status=status))

    @Slot(object)
    def _detailed(self, _value: object) -> None:
        changed = replace(self._answer, source=self.source.value, as_of=self.quarter.value)  # type: ignore[arg-type]
        if self._answer.value is not None:
            changed = replace(changed, status=self.status.value)  # type: ignore[arg-type]
        self._give(changed)

    @Slot(str)
    def _noted(self, text: str) -> None:
        self._give(replace(self._answer, note=text))

    def _give(self, answer: Answer) -> None:
        self._answer = answer
        self.answered.emit(self.item.id, answer)


def _value(answer: Answer) -> object:
    """What the answer field shows of an answer."""
    if answer.status is AnswerStatus.NOT_APPLICABLE:
        return AnswerStatus.NOT_APPLICABLE
    return AnswerStatus.UNKNOWN if answer.value is None else answer.value
