"""One question in the form: its answer, and, once it is answered, the details of that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QButtonGroup,
    QFrame,
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
from ui.places.weighing.choices import listed_answers, typed_number
from ui.places.weighing.details import AnswerDetails
from ui.theme import FollowsTextSize, line_height
from ui.widgets.flow import CommandRow
from ui.widgets.form import ArrowsAnswer, name, stop_at, watch
from ui.widgets.objection import Objection
from ui.widgets.text import Paragraph
from ui.widgets.undoing import UndoPasses
from ui.widgets.wrapping import WrappedChoice


class RadioAnswer(CommandRow):
    """Yes, no or unknown, side by side where they fit."""

    picked = Signal(object)

    def __init__(self, item: YesNoItem, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._buttons: dict[object, QRadioButton] = {}
        offered = listed_answers(item, language)
        for value, words in (*offered[1:3], offered[0], *offered[3:]):
            button = QRadioButton(words, self)
            name(button, language.say(_("{answer}: {question}", answer=words, question=item.name)))
            self._group.addButton(button)
            self._buttons[value] = button
            self.add(button)
        ArrowsAnswer(list(self._buttons.values()), self)
        self._group.buttonClicked.connect(self._was_clicked)
        self._group.buttonToggled.connect(self._was_toggled)
        self._quiet = False

    def show_value(self, value: object) -> None:
        """Show a value without telling anyone."""
        self._quiet = True
        self._buttons[value].setChecked(True)
        self._quiet = False
        stop_at(self.first, list(self._buttons.values()))

    @property
    def first(self) -> QAbstractButton:
        """The button that takes the focus: the answer that was given, or the first one of an open question, so that Space answers."""
        given = self._group.checkedButton()
        return next(iter(self._buttons.values())) if given in (None, self._buttons[AnswerStatus.UNKNOWN]) else given

    @property
    def last(self) -> QAbstractButton:
        """The button at the end of the row."""
        return list(self._buttons.values())[-1]

    @Slot(object)
    def _was_clicked(self, _button: object) -> None:
        """A click on the button that was already down changes nothing; `_was_toggled` tells the rest."""

    @Slot(object, bool)
    def _was_toggled(self, button: object, checked: bool) -> None:
        if checked and not self._quiet:
            self.picked.emit(next(value for value, known in self._buttons.items() if known is button))


class NumberAnswer(QWidget, FollowsTextSize):
    """A number, or nothing for unknown. What cannot be an answer is said under the field and not passed on; it stays there.

    `picked` gives the value when the field is left; `typed`, with every letter, whether a number counts: this one, or the one before it.
    """

    picked = Signal(object)
    typed = Signal(bool)

    def __init__(self, item: NumericItem, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self._item = item
        self._language = language
        self._shown: object = AnswerStatus.UNKNOWN
        self.edit = QLineEdit(self)
        UndoPasses(self.edit)
        self.edit.setPlaceholderText(language.say(_("onbekend")))
        name(self.edit, language.say(item.name), language.say(_("Vul een getal in. Leeg betekent onbekend.")))
        self.problem = Objection(self)
        self.not_applicable = QPushButton(language.say(_("niet van toepassing")), self)
        self.not_applicable.setCheckable(True)
        self.not_applicable.setAccessibleName(language.say(_("niet van toepassing: {question}", question=item.name)))
        self.not_applicable.setVisible(item.allow_not_applicable)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        row = CommandRow(self)
        row.add(self.edit, self.not_applicable)
        rows.addWidget(row)
        rows.addWidget(self.problem)
        self.edit.editingFinished.connect(self.settle)
        self.edit.textEdited.connect(self._edited)
        self.not_applicable.clicked.connect(self._switched)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Numbers are short; the field is not wider than it needs."""
        self.edit.setFixedWidth(QFontMetrics(QApplication.font()).averageCharWidth() * 16)

    @property
    def first(self) -> QWidget:
        """The field."""
        return self.edit

    @property
    def last(self) -> QWidget:
        """The button after the field."""
        return self.not_applicable

    def show_value(self, value: object) -> None:
        """Show a value without telling anyone. What was typed and cannot be an answer still stands."""
        if self.problem.text() and value == self._shown:
            return
        self._shown = value
        self.not_applicable.setChecked(value is AnswerStatus.NOT_APPLICABLE)
        self.edit.setEnabled(value is not AnswerStatus.NOT_APPLICABLE)
        self.edit.setText(self._written(value))
        self._forgive()

    def forget(self) -> None:
        """Let go of what was typed and cannot be an answer."""
        self._forgive()

    @Slot()
    def settle(self) -> None:
        """Pass on what was typed, if it can be an answer."""
        if not self.edit.isEnabled():
            return
        typed = typed_number(self._item, self.edit.text())
        if isinstance(typed, Message):
            self._object(typed)
            return
        value = _value(typed)
        if value != self._shown:
            self._shown = value
            self.picked.emit(value)

    @Slot(str)
    def _edited(self, text: str) -> None:
        self._forgive()
        read = typed_number(self._item, text)
        counts = read.value is not None if isinstance(read, Answer) else isinstance(self._shown, Decimal)
        self.typed.emit(counts)

    def _written(self, value: object) -> str:
        """A number as it is typed; nothing for unknown."""
        return self._language.say(value).replace(".", "") if isinstance(value, Decimal) else ""

    def _object(self, problem: Message) -> None:
        """Say what is wrong, and which answer counts as long as this one does not."""
        counting = self._written(self._shown)
        words = _("{problem} Het vorige antwoord ({answer}) telt nog.", problem=problem, answer=counting) if counting else problem
        self.problem.show_words(self._language.say(words))
        self.edit.setAccessibleDescription(self.problem.text())

    def _forgive(self) -> None:
        self.problem.show_words("")
        self.edit.setAccessibleDescription(self._language.say(_("Vul een getal in. Leeg betekent onbekend.")))

    @Slot(bool)
    def _switched(self, on: bool) -> None:
        self.picked.emit(AnswerStatus.NOT_APPLICABLE if on else AnswerStatus.UNKNOWN)


class ListAnswer(WrappedChoice):
    """One of a list of answers."""

    def __init__(self, item: ChoiceItem | LevelItem, language: Language, parent: QWidget) -> None:
        super().__init__(listed_answers(item, language), parent)
        name(self, language.say(item.name))

    @property
    def first(self) -> QWidget:
        """The list itself."""
        return self

    @property
    def last(self) -> QWidget:
        """The list itself."""
        return self


class QuestionRow(QFrame, FollowsTextSize):
    """A question with its answer. `answered` gives the item id and the new `Answer`; `entered` the item whose row got the focus.

    The details stand under the answer only when there is one: an open question is one short line. They are made when they first have
    something to show; `grown` gives them then.
    """

    answered = Signal(str, object)
    entered = Signal(str)
    grown = Signal(object)
    why_wished = Signal(str)

    def __init__(self, item: Item, today: date, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._language = language
        self._today = today
        self._answer = UNKNOWN
        self._code = ""
        self._later = language.say(_("Uw antwoord telt zodra u verder gaat."))
        say = language.say
        self.editor = self._editor(item)
        self.editor.picked.connect(self._picked)
        caption = Paragraph(say(item.name), parent=self)
        caption.setBuddy(self.editor.first)
        self._details: AnswerDetails | None = None
        self._rows = QVBoxLayout(self)
        for part in (caption, self.editor):
            self._rows.addWidget(part)
        if isinstance(self.editor, NumberAnswer):
            self.editor.typed.connect(self._typed)
        self.follow_text_size()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        watch(self, self)

    @property
    def details(self) -> AnswerDetails:
        """The fields under the answer."""
        if self._details is None:
            self._details = self._made_details()
            self.grown.emit(self._details)
        return self._details

    def follow_text_size(self) -> None:
        """Keep the air between questions in step with the text."""
        line = line_height(self)
        self._rows.setContentsMargins(0, line // 3, 0, line // 3)
        self._rows.setSpacing(line // 4)

    def show_answer(self, answer: Answer, use: str, code: str) -> None:
        """Show the answer of a case, and what became of it."""
        if code != self._code and isinstance(self.editor, NumberAnswer):
            self.editor.forget()
        self._code = code
        self._answer = answer
        self.editor.show_value(_value(answer))
        if self._details is not None:
            self._details.show_answer(answer, code)
        known = answer.value is not None
        self._show_details(known, bool(use) or bool(answer.note) or answer.source is not None, use)

    def forget_refused(self) -> None:
        """Let go of notes that may not be kept: other cases are open now."""
        if self._details is not None:
            self._details.note.forget()

    def settle(self) -> None:
        """Pass on what is still being typed."""
        if isinstance(self.editor, NumberAnswer):
            self.editor.settle()
        if self._details is not None:
            self._details.note.settle()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Tell when the focus comes into this row."""
        if event.type() == QEvent.Type.FocusIn:
            self.entered.emit(self.item.id)
        return False

    def _made_details(self) -> AnswerDetails:
        """The details of the answer that shows, not in sight yet, where Tab comes after the answer."""
        made = AnswerDetails(self.item, self._today, self._language, self)
        made.hide()
        made.show_answer(self._answer, self._code)
        made.chosen.connect(self._detailed)
        made.noted.connect(self._noted)
        self._rows.addWidget(made)
        made.follow(self.editor.last)
        watch(made, self)
        return made

    def _show_details(self, known: bool, more: bool, use: str) -> None:
        """Details stand under an answer; a note that was refused keeps them there."""
        if self._details is None and not (known or more):
            return
        status = self._answer.status if self._answer.value is not None or not known else AnswerStatus.ESTABLISHED
        self.details.show_use(status, use, known=known)
        self.details.setVisible(known or more or self.details.note.rejected)

    @Slot(bool)
    def _typed(self, known: bool) -> None:
        """The details of a number come while it is typed: leaving the field then moves nothing, and Tab finds them."""
        given = self._answer.value is not None
        use = self.details.use.text() if given else self._later
        self._show_details(known, bool(self._answer.note) or self._answer.source is not None, use)

    def _editor(self, item: Item) -> RadioAnswer | NumberAnswer | ListAnswer:
        match item:
            case YesNoItem():
                return RadioAnswer(item, self._language, self)
            case NumericItem():
                return NumberAnswer(item, self._language, self)
            case ChoiceItem() | LevelItem():
                return ListAnswer(item, self._language, self)
        raise TypeError(f"nobody answers a {item.kind}")

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

    @Slot()
    def _detailed(self) -> None:
        details = self.details
        changed = replace(self._answer, source=details.source.value, as_of=details.quarter.value)  # type: ignore[arg-type]
        if self._answer.value is not None:
            changed = replace(changed, status=details.status.value)  # type: ignore[arg-type]
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
