"""One case: the form on the left, the explanation on the right. In a narrow window they take turns, behind two tabs."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QDate, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QSplitter, QTabBar, QVBoxLayout, QWidget

from triage.cases.case import Answer, Case
from triage.framework.model import Framework, Item
from triage.weighing.difference import TooManyChangesError
from triage.weighing.result import Use, Weighing
from triage.weighing.sentences import points_range
from triage.wording import Message, _, n_
from ui.context import Context
from ui.explaining import Explanation, use_words, why_item
from ui.places.weighing.explanation import ExplanationPane
from ui.places.weighing.facts import FactsEditor
from ui.places.weighing.question import QuestionRow
from ui.theme import line_height
from ui.trial import Kind, answer_changed, date_changed, facts_changed
from ui.view import View, Wish
from ui.widgets.flow import CommandRow
from ui.widgets.form import Choice, DayEdit, name, watch
from ui.widgets.messages import Level, Notice, Remedy
from ui.widgets.text import Card, Heading, Paragraph
from ui.widgets.why import why_page

TWO_COLUMNS = 46
"""So many line heights wide the form and the explanation stand side by side."""


ABOUT_FACTS = _(
    "Geef van elk feit de soort, het kwartaal, de status en de bron. Feiten van voor de twaalfde verjaardag worden niet bewaard."
)
"""What stands under the form while the facts have the focus: what counts of them differs from question to question."""


class WeighingView(View):
    """The chosen case."""

    shows = frozenset({Kind.CASES, Kind.ANSWERS, Kind.CHOICE, Kind.FRAMEWORK, Kind.OUTLOOK})

    def __init__(self, context: Context, title: Message, purpose: Message) -> None:
        self.questions: dict[str, QuestionRow] = {}
        self._code = ""
        self._other = True
        self._shown_day: date | None = None
        self._codes: list[str] = []
        super().__init__(context, title, purpose)
        self._framework: Framework | None = None
        self._head_box = self._head()
        self.page.addWidget(self._head_box)
        self.empty = Paragraph(
            self.say(_("Er is nog geen casus. Open bij “Start” de voorbeelden of een tabel, of maak een nieuwe casus.")), parent=self
        )
        self.new = QPushButton(self.say(_("Nieuwe casus")), self)
        self.new.clicked.connect(self._wish_new)
        self.page.addWidget(self.empty)
        self.page.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        self.tabs = QTabBar(self)
        name(self.tabs, self.say(_("Wat u ziet")), self.say(_("In een smal venster staat de uitleg achter de vragen.")))
        for words in (_("Vragen en feiten"), _("Uitleg")):
            self.tabs.addTab(self.say(words))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.currentChanged.connect(self._show_tab)
        self.tabs.hide()
        self.page.addWidget(self.tabs)
        self.halves = QSplitter(Qt.Orientation.Horizontal, self)
        self.halves.setChildrenCollapsible(False)
        self.page.addWidget(self.halves, 1)
        self._end = self.page.count()
        self.page.addStretch(0)

    def areas(self) -> tuple[QWidget, ...]:
        """The form, the explanation, the choice of the case; in a narrow window the way from the one to the other."""
        if self.context.session.case is None or self._framework is None:
            return (self.new,)
        self.form.setFocusProxy(self._first_question())
        self.explanation.setFocusProxy(self.explanation.first)
        if self.narrow:
            return (self.explanation if self.tabs.currentIndex() else self.form, self.tabs, self.cases)
        return (self.form, self.explanation, self.cases)

    @property
    def narrow(self) -> bool:
        """Whether the form and the explanation take turns, because they do not fit side by side."""
        return self.width() < line_height(self) * TWO_COLUMNS

    def take_change(self, kinds: frozenset[Kind]) -> None:
        """Other cases are shown from the top, and let go of notes that could not be kept."""
        if kinds >= {Kind.CASES, Kind.SAVED}:
            self._other = True
            for row in self.questions.values():
                row.forget_refused()
        super().take_change(kinds)

    def refresh(self) -> None:
        """Show the chosen case as it is weighed now."""
        session = self.context.session
        if session.framework is not self._framework:
            self._framework = session.framework
            self.halves.hide()  # until both are built and filled
            self._rebuild()
        case, weighing = session.case, session.weighing()
        if case is None or weighing is None:
            self._show_parts(weighed=False)
            return
        self._show_head(case)
        self._show_form(case, weighing)
        self.explanation.show_weighing(weighing, folded=session.folded)
        self._show_since()
        self._show_parts(weighed=True)  # last: what is filled before it shows is laid out once
        if self._other or (case.code != self._code and not case.answers and case.facts is None):
            self._begin()
        self._code, self._other = case.code, False
        self._fit_halves()

    def _show_parts(self, *, weighed: bool) -> None:
        """Show the case, or what to do as long as there is none."""
        here: tuple[QWidget, ...] = (self._head_box, self.halves)
        missing: tuple[QWidget, ...] = (self.empty, self.new)
        for part in missing:
            part.setVisible(not weighed)
        for part in here:
            part.setVisible(weighed)
        self.new.setEnabled(self.context.session.framework is not None)
        self.page.setStretch(self._end, 0 if weighed else 1)

    def settle(self) -> None:
        """Pass on what is still being typed."""
        self.day.settle()
        self._day_picked()
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
        self.tabs.setCurrentIndex(0)
        row = self.questions.get(item)
        target: QWidget = row.editor.first if row is not None else self.facts.first
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_in_sight(target)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side when there is room for two columns of text, otherwise one at a time."""
        super().resizeEvent(event)
        self._fit_halves()

    def follow_text_size(self) -> None:
        """Larger text needs more room too."""
        super().follow_text_size()
        self._fit_halves()
        if self.questions:
            self._fit_form()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl with an arrow goes to the next or the previous question; what gets the focus by a command comes in sight."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            if event.reason() == Qt.FocusReason.OtherFocusReason:
                self._bring_in_sight(watched)
            if isinstance(watched, QWidget) and self.facts.isAncestorOf(watched):
                self.hint.setText(self.say(ABOUT_FACTS))
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
        """Side by side, or one at a time when that would be too narrow to read."""
        shown = self.context.session.case is not None and bool(self.questions)
        if self.narrow and self.tabs.isHidden() and self.explanation_has_focus:
            self.tabs.setCurrentIndex(1)
        self.tabs.setVisible(shown and self.narrow)
        if self.questions:
            self._hint_box.setVisible(not self.narrow)
            self._show_tab(self.tabs.currentIndex())

    @property
    def explanation_has_focus(self) -> bool:
        """Whether the reader is in the explanation."""
        focus = self.focusWidget()
        return bool(self.questions) and focus is not None and self.explanation.isAncestorOf(focus)

    @Slot(int)
    def _show_tab(self, tab: int) -> None:
        if self.questions:
            for part, shown in ((self.explanation, not self.narrow or tab == 1), (self._left, not self.narrow or tab == 0)):
                if part.isHidden() is shown:
                    part.setVisible(shown)

    def _begin(self) -> None:
        """Show a new case, or cases of another file, from the top."""
        self.tabs.setCurrentIndex(0)
        self.form.verticalScrollBar().setValue(0)
        self.explanation.go_to_top()

    def _bring_in_sight(self, part: QObject) -> None:
        """Scroll the form to a part: to all of its question where that fits."""
        if isinstance(part, QWidget):
            row = next((row for row in self.questions.values() if row.isAncestorOf(part)), part)
            margin = line_height(self)
            self.form.ensureWidgetVisible(row, 0, margin)
            self.form.ensureWidgetVisible(part, 0, margin)

    def _head(self) -> CommandRow:
        row = CommandRow(self)
        self.cases = Choice([], self)
        name(self.cases, self.say(_("Casus")), self.say(_("Kies de casus die u wilt zien.")))
        self.cases.picked.connect(self._case_picked)
        self.day = DayEdit(self)
        name(self.day, self.say(_("Peildatum")), self.say(_("De dag waarop deze casus wordt gewogen.")))
        self.day.editingFinished.connect(self._day_picked)
        self.day.refused.connect(self._day_refused)
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
        self.halves.addWidget(self._built_left(framework))  # first, for Tab goes in the order in which parts are made
        session = self.context.session
        self.explanation = ExplanationPane(framework, session.registry, session.kind_name, self.context.language, self.halves)
        self.explanation.why_wished.connect(self.show_why)
        self.explanation.question_wished.connect(self.show_question)
        self.halves.addWidget(self.explanation)
        self.halves.setSizes([1000, 1050])

    def _built_left(self, framework: Framework) -> QWidget:
        left = self._left = QWidget(self.halves)  # at its place from the start: a part that moves takes all it holds along
        rows = QVBoxLayout(left)
        rows.setContentsMargins(0, 0, 0, 0)
        body = QWidget()
        self.form = _scroll(body, left)
        parts = self._parts = QVBoxLayout(body)
        self._counts: list[tuple[Paragraph, list[Item]]] = []
        for place, (domain, items) in enumerate(_by_domain(framework)):
            parts.addWidget(self._domain_card(framework, domain, items, body))
            if place == 0:
                parts.addWidget(self._facts_card(framework, body))
        parts.addStretch(1)
        rows.addWidget(self.form, 1)
        rows.addWidget(self._hint_card(left))
        watch(body, self)
        self._fit_form()
        return left

    def _facts_card(self, framework: Framework, parent: QWidget) -> FactsEditor:
        """The facts, below the first card: a new case begins with its first question."""
        session = self.context.session
        self.facts = FactsEditor(framework, self._fact_names(framework), session.today, self.context.language, parent)
        self.facts.changed.connect(self._facts_changed)
        self.facts.objected.connect(self._show_objection)
        self.facts.setVisible(bool(framework.facts))
        return self.facts

    def _fact_names(self, framework: Framework) -> dict[str, str]:
        """What every kind of fact is called: those of the framework, and those that only the registry knows."""
        registry = self.context.session.registry
        kinds = dict.fromkeys([*framework.facts, *(registry.fact_kinds if registry else ())])
        return {kind: self.say(self.context.session.kind_name(kind)) for kind in kinds}

    def _fit_form(self) -> None:
        """Keep the air round the form in step with the text."""
        self._parts.setContentsMargins(0, 0, line_height(self) // 2, 0)
        self._hint_box.setMinimumHeight(line_height(self) * 5)

    def _domain_card(self, framework: Framework, domain: str | None, items: list[Item], parent: QWidget) -> Card:
        card = Card(parent)
        label = framework.domain_by_id[domain].name if domain else _("Algemeen")
        card.rows.addWidget(Heading(self.say(label), 2, card))
        count = Paragraph(quiet=True, parent=card)
        card.rows.addWidget(count)
        self._counts.append((count, items))
        for item in items:
            row = QuestionRow(item, self.context.session.today, self.context.language, card)
            row.answered.connect(self._answered)
            row.entered.connect(self._entered)
            row.grown.connect(self._grown)
            self.questions[item.id] = row
            card.rows.addWidget(row)
        return card

    def _hint_card(self, parent: QWidget) -> Card:
        card = Card(parent)
        self._hint_box = card
        self.hint = Paragraph(parent=card)
        card.rows.addWidget(self.hint)
        self.hint.setText(self.say(_("Ga naar een vraag. Hier staat dan wat meetelt en wat niet. F2 vertelt er meer over.")))
        card.rows.addStretch(1)
        return card

    def _show_head(self, case: Case) -> None:
        codes = [other.code for other in self.context.session.cases]
        if codes != self._codes:
            self._codes = codes
            self.cases.offer([(code, code) for code in codes])
        self.cases.show_value(case.code)
        day = case.reference_date
        if day != self._shown_day or not self.day.hasFocus():
            self._shown_day = day
            self.day.setDate(QDate(day.year, day.month, day.day))

    def _show_form(self, case: Case, weighing: Weighing) -> None:
        self.facts.show_case(case)
        for item, row in self.questions.items():
            row.show_answer(case.answer(item), self.say(_use_words(weighing, item)), case.code)
        for count, items in self._counts:
            given = sum(case.answer(item.id).value is not None or case.answer(item.id).status.value == "not_applicable" for item in items)
            count.setText(self.say(_("{given} van {all} beantwoord", given=given, all=len(items))))

    def _show_since(self) -> None:
        session = self.context.session
        try:
            self.explanation.since.show_since(session.difference(), session.kind_name)
        except TooManyChangesError:
            self.explanation.since.show_too_many()

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

    @Slot(object)
    def _grown(self, details: QWidget) -> None:
        """Fields came into a row."""
        watch(details, self)

    @Slot(str, object)
    def _answered(self, item: str, answer: Answer) -> None:
        session = self.context.session
        if session.case is not None and session.framework is not None:
            session.do(answer_changed(session.cases, session.chosen, item, answer, session.framework))

    @Slot(object, object)
    def _facts_changed(self, facts: object, text: Message) -> None:
        session = self.context.session
        before = session.case.facts if session.case is not None else None
        session.do(facts_changed(session.cases, session.chosen, facts, text))  # type: ignore[arg-type]
        if before and not facts:
            self._tell_removed(len(before))

    def _tell_removed(self, count: int) -> None:
        """All facts are gone, perhaps by one click: say so, with the way back."""
        session = self.context.session
        words = n_(
            "{count} feit van casus {code} is verwijderd.", "{count} feiten van casus {code} zijn verwijderd.", count, code=session.chosen
        )
        back = Remedy(n_("Feit terugzetten", "Feiten terugzetten", count), session.stack.undo)
        self.notify(Notice("facts_removed", Level.DONE, words, (back,), about_step=True))

    @Slot(object)
    def _show_objection(self, objection: QWidget) -> None:
        """Bring what was refused in sight, as soon as it has its place in the form."""
        QTimer.singleShot(0, objection, partial(self.form.ensureWidgetVisible, objection, 0, line_height(self)))

    @Slot(object)
    def _case_picked(self, code: str) -> None:
        self.settle()
        self.context.session.choose(code)

    @Slot()
    def _day_picked(self) -> None:
        session = self.context.session
        chosen = self.day.date().toPython()
        if session.case is not None and session.chosen == self._code and isinstance(chosen, date):
            session.do(date_changed(session.cases, session.chosen, chosen))

    @Slot(object)
    def _day_refused(self, problem: Message) -> None:
        """Say that the day before stays."""
        words = _("{problem} De peildatum blijft {day}.", problem=problem, day=self._shown_day or "")
        self.notify(Notice("day_refused", Level.WARNING, words, about_step=True))

    @Slot()
    def _wish_new(self) -> None:
        self.wished.emit(Wish.NEW_CASE, None)


def _scroll(body: QWidget, parent: QWidget) -> QScrollArea:
    """Lets a body scroll. It comes in while it is empty: one that is full would be laid out for a size that it never gets."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    return area


def _by_domain(framework: Framework) -> list[tuple[str | None, list[Item]]]:
    """The questions by area of life, in the order of the file."""
    found: dict[str | None, list[Item]] = {}
    for item in framework.questions:
        found.setdefault(item.domain, []).append(item)
    return list(found.items())


def _use_words(weighing: Weighing, item: str) -> Message:
    """What became of an answer; nothing for an open one."""
    result = weighing.item(item)
    if result.use in (Use.NO_ANSWER, Use.NOT_APPLICABLE):
        return _("{nothing}", nothing="")
    if result.use is Use.COUNTED:
        if result.item.scale is None:
            return _("telt mee, zonder punten")
        return _("niet gewogen") if weighing.out_of_scope else _("{points}", points=points_range(result.low, result.high))
    return use_words(result, weighing)


def _bare(text: str) -> str:
    return text.rstrip(".")
