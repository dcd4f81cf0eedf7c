"""One case: the form on the left, the explanation on the right. In a narrow window the explanation stands below the form."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QSplitter, QVBoxLayout, QWidget

from triage.cases.case import Answer, Case
from triage.framework.model import Framework, Item
from triage.weighing.result import Use, Weighing
from triage.weighing.sentences import points_range
from triage.wording import Message, _
from ui.context import Context
from ui.explaining import Explanation, why_item
from ui.places.weighing.explanation import ExplanationPane
from ui.places.weighing.facts import FactsEditor
from ui.places.weighing.question import QuestionRow
from ui.theme import line_height
from ui.trial import Kind, answer_changed, date_changed, facts_changed
from ui.view import View, Wish
from ui.widgets.flow import CommandRow
from ui.widgets.form import Choice, DayEdit, name
from ui.widgets.text import Card, Heading, Paragraph
from ui.widgets.why import why_page

TWO_COLUMNS = 46
"""So many line heights wide the form and the explanation stand side by side."""


class WeighingView(View):
    """The chosen case."""

    shows = frozenset({Kind.CASES, Kind.ANSWERS, Kind.CHOICE, Kind.FRAMEWORK})

    def __init__(self, context: Context, title: Message, purpose: Message) -> None:
        self.questions: dict[str, QuestionRow] = {}
        super().__init__(context, title, purpose)
        self._framework: Framework | None = None
        self._head_box = self._head()
        self.page.addWidget(self._head_box)
        self.empty = Paragraph(self.say(_("Kies eerst een casus bij “Casussen”, of maak een nieuwe casus.")), parent=self)
        self.new = QPushButton(self.say(_("Nieuwe casus")), self)
        self.new.clicked.connect(self._wish_new)
        self.page.addWidget(self.empty)
        self.page.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        self.halves = QSplitter(Qt.Orientation.Horizontal, self)
        self.halves.setChildrenCollapsible(False)
        self.page.addWidget(self.halves, 1)
        self._end = self.page.count()
        self.page.addStretch(0)

    def areas(self) -> tuple[QWidget, ...]:
        """The form, the explanation, the choice of the case."""
        if self.context.session.case is None or self._framework is None:
            return (self.new,)
        return (self._first_question(), self.explanation.first, self.cases)

    def refresh(self) -> None:
        """Show the chosen case as it is weighed now."""
        session = self.context.session
        if session.framework is not self._framework:
            self._framework = session.framework
            self._rebuild()
        case, weighing = session.case, session.weighing()
        here: tuple[QWidget, ...] = (self.halves, self._head_box)
        missing: tuple[QWidget, ...] = (self.empty, self.new)
        for part in here:
            part.setVisible(weighing is not None)
        for part in missing:
            part.setVisible(weighing is None)
        self.new.setEnabled(session.framework is not None)
        self.page.setStretch(self._end, 0 if weighing else 1)
        if case is None or weighing is None:
            return
        self._show_head(case, weighing)
        self._show_form(case, weighing)
        self.explanation.show_weighing(weighing)

    def settle(self) -> None:
        """Pass on what is still being typed."""
        for row in self.questions.values():
            row.settle()

    def why(self) -> None:
        """About the row of a table, or about the question that has the focus."""
        row = self._focused_question()
        weighing = self.context.session.weighing()
        if row is not None and weighing is not None and self._framework is not None:
            self.show_why(why_item(weighing.item(row.item.id), self._framework, self.context.session.registry))
        elif weighing is not None:
            self.explanation.why()

    @Slot(object)
    def show_why(self, explanation: Explanation) -> None:
        """Show the page that answers."""
        page = why_page(explanation, self.context.language, self.window())
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.open()

    @Slot(str)
    def show_question(self, item: str) -> None:
        """Go to a question; a count goes to the facts."""
        row = self.questions.get(item)
        target: QWidget = row.editor.first if row is not None else self.facts.kind
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._form.ensureWidgetVisible(row or self.facts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side when there is room for two columns of text, otherwise one below the other."""
        super().resizeEvent(event)
        self._fit_halves()

    def follow_text_size(self) -> None:
        """Larger text needs more room too."""
        super().follow_text_size()
        self._fit_halves()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl with an arrow goes to the next or the previous question."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._step_question(step)
                return True
        return super().eventFilter(watched, event)

    def _fit_halves(self) -> None:
        narrow = self.width() < line_height(self) * TWO_COLUMNS
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.halves.orientation() != wanted:
            self.halves.setOrientation(wanted)
            self.halves.setSizes([1000, 1050])
        if self.questions:
            self._hint_box.setVisible(not narrow)

    def _head(self) -> CommandRow:
        row = CommandRow(self)
        self.cases = Choice([], self)
        name(self.cases, self.say(_("Casus")), self.say(_("Kies de casus die u wilt zien.")))
        self.cases.picked.connect(self._case_picked)
        self.day = DayEdit(self)
        name(self.day, self.say(_("Peildatum")), self.say(_("De dag waarop deze casus wordt gewogen.")))
        self.day.editingFinished.connect(self._day_picked)
        row.add_field(self.say(_("Casus")), self.cases)
        row.add_field(self.say(_("Peildatum")), self.day)
        return row

    def _rebuild(self) -> None:
        """Build form and explanation for another framework."""
        for place in reversed(range(self.halves.count())):
            old = self.halves.widget(place)
            if old is not None:
                old.setParent(None)
                old.deleteLater()
        self.questions = {}
        framework = self._framework
        if framework is None:
            return
        self.explanation = ExplanationPane(framework, self.context.session.registry, self.context.language, self)
        self.explanation.why_wished.connect(self.show_why)
        self.explanation.question_wished.connect(self.show_question)
        self.halves.addWidget(self._built_left(framework))
        self.halves.addWidget(self.explanation)
        self.halves.setSizes([1000, 1050])

    def _built_left(self, framework: Framework) -> QWidget:
        left = QWidget(self)
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        body = QWidget()
        parts = QVBoxLayout(body)
        parts.setContentsMargins(0, 0, line_height(self) // 2, 0)
        session = self.context.session
        kinds: list[tuple[object, str]] = [(kind, self.say(session.kind_name(kind))) for kind in framework.facts]
        self.facts = FactsEditor(framework, kinds, session.today, self.context.language, body)
        self.facts.changed.connect(self._facts_changed)
        self.facts.setVisible(bool(framework.facts))
        parts.addWidget(self.facts)
        self._counts: list[tuple[Paragraph, list[Item]]] = []
        for domain, items in _by_domain(framework):
            parts.addWidget(self._domain_card(framework, domain, items))
        parts.addStretch(1)
        self._form = QScrollArea(left)
        self._form.setWidgetResizable(True)
        self._form.setFrameShape(QScrollArea.Shape.NoFrame)
        self._form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._form.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._form.setWidget(body)
        rows.addWidget(self._form, 1)
        rows.addWidget(self._hint_card())
        for part in body.findChildren(QWidget):
            part.installEventFilter(self)
        return left

    def _domain_card(self, framework: Framework, domain: str | None, items: list[Item]) -> Card:
        card = Card(self)
        label = framework.domain_by_id[domain].label if domain else _("Algemeen")
        card.rows.addWidget(Heading(self.say(label), 2, card))
        count = Paragraph(quiet=True, parent=card)
        card.rows.addWidget(count)
        self._counts.append((count, items))
        for item in items:
            row = QuestionRow(item, self.context.session.today, self.context.language, card)
            row.answered.connect(self._answered)
            row.entered.connect(self._entered)
            self.questions[item.id] = row
            card.rows.addWidget(row)
        return card

    def _hint_card(self) -> Card:
        card = Card(self)
        self._hint_box = card
        self.hint = Paragraph(parent=card)
        card.rows.addWidget(self.hint)
        self.hint.setText(self.say(_("Ga naar een vraag. Hier staat dan wat meetelt en wat niet. F2 vertelt er meer over.")))
        card.setMinimumHeight(line_height(self) * 5)
        card.rows.addStretch(1)
        return card

    def _show_head(self, case: Case, _weighing: Weighing) -> None:
        codes = [other.code for other in self.context.session.cases]
        if [self.cases.itemText(place) for place in range(self.cases.count())] != codes:
            self.cases.offer([(code, code) for code in codes])
        self.cases.show_value(case.code)
        if not self.day.hasFocus():
            day = case.reference_date
            self.day.setDate(QDate(day.year, day.month, day.day))

    def _show_form(self, case: Case, weighing: Weighing) -> None:
        self.facts.show_case(case)
        for item, row in self.questions.items():
            row.show_answer(case.answer(item), self.say(_use_words(weighing, item)))
        for count, items in self._counts:
            given = sum(case.answer(item.id).value is not None or case.answer(item.id).status.value == "not_applicable" for item in items)
            count.setText(self.say(_("{given} van {all} beantwoord", given=given, all=len(items))))

    def _first_question(self) -> QWidget:
        return next((row.editor.first for row in self.questions.values()), self.cases)

    def _focused_question(self) -> QuestionRow | None:
        focus = self.focusWidget()
        return next((row for row in self.questions.values() if focus is not None and focus.hasFocus() and row.isAncestorOf(focus)), None)

    def _step_question(self, step: int) -> None:
        rows = list(self.questions.values())
        here = self._focused_question()
        place = rows.index(here) + step if here is not None else 0
        if 0 <= place < len(rows):
            self.show_question(rows[place].item.id)

    @Slot(str)
    def _entered(self, item: str) -> None:
        """Say beside the form what counts for the question that has the focus."""
        model = self.questions[item].item
        said = []
        if model.counts is not None:
            said.append(self.say(_("Telt mee: {counts}.", counts=_bare(self.say(model.counts)))))
        if model.does_not_count is not None:
            said.append(self.say(_("Telt niet mee: {counts}.", counts=_bare(self.say(model.does_not_count)))))
        self.hint.setText("\n".join(said) or self.say(_("Het kader zegt hier niets bij.")))

    @Slot(str, object)
    def _answered(self, item: str, answer: Answer) -> None:
        session = self.context.session
        if session.case is not None and session.framework is not None:
            session.do(answer_changed(session.cases, session.chosen, item, answer, session.framework))

    @Slot(object, object)
    def _facts_changed(self, facts: object, text: Message) -> None:
        session = self.context.session
        session.do(facts_changed(session.cases, session.chosen, facts, text))  # type: ignore[arg-type]

    @Slot(object)
    def _case_picked(self, code: str) -> None:
        self.settle()
        self.context.session.choose(code)

    @Slot()
    def _day_picked(self) -> None:
        session = self.context.session
        chosen = self.day.date().toPython()
        if session.case is not None and isinstance(chosen, date):
            session.do(date_changed(session.cases, session.chosen, chosen))

    @Slot()
    def _wish_new(self) -> None:
        self.wished.emit(Wish.NEW_CASE, None)


def _by_domain(framework: Framework) -> list[tuple[str | None, list[Item]]]:
    """The questions by area of life, in the order of the file."""
    found: dict[str | None, list[Item]] = {}
    for item in framework.questions:
        found.setdefault(item.domain, []).append(item)
    return list(found.items())


def _use_words(weighing: Weighing, item: str) -> Message:
    """What became of an answer, where that is not plain: nothing for an open or a simply counted one."""
    result = weighing.item(item)
    if result.use in (Use.NO_ANSWER, Use.NOT_APPLICABLE):
        return _("{nothing}", nothing="")
    if result.use is Use.COUNTED:
        if result.item.scale is None:
            return _("{nothing}", nothing="")
        return _("{points}", points=points_range(result.low, result.high))
    return _("{use}", use=result.use)


def _bare(text: str) -> str:
    return text.rstrip(".")
