"""The framework page: what it is for, its questions with points and evidence, its rules, what is left out, and its examples."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSplitter, QTabWidget, QWidget

from triage.framework.conditions import Condition
from triage.framework.model import Framework, Item, NotUsed
from triage.review.examples import ExampleRun
from triage.weighing.sentences import advice_sentence, answer_words, condition_words, fact_words, outcome_name, points, scale_sentence
from triage.wording import Message, _
from ui.context import Context
from ui.explaining import Block, about_item, source_name
from ui.theme import line_height
from ui.trial import Kind
from ui.view import View, Wish
from ui.widgets.buttons import DrawnButton
from ui.widgets.reading import Reading
from ui.widgets.tables import Column, RowsModel, Table

SIDE_BY_SIDE = 40
"""From so many lines of text wide, a table and what is said about its row stand side by side."""


LEAST_LINES = 13
"""The tabs are never lower than so many lines of text; in a lower window the page scrolls."""


class FrameworkView(View):
    """The open framework."""

    shows = frozenset({Kind.FRAMEWORK})
    scrolls = True

    def __init__(self, context: Context, title: Message, purpose: Message) -> None:
        super().__init__(context, title, purpose)
        row = QHBoxLayout()
        self.another = DrawnButton("open", self.say(_("Ander kader openen…")), self)
        self.another.clicked.connect(self._wish_another)
        row.addWidget(self.another)
        row.addStretch(1)
        self.page.addLayout(row)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(self.say(_("Delen van het kader")))
        self.about = Reading(self.say(_("Doel en grenzen")), context.language, self)
        self.rules = Reading(self.say(_("Regels")), context.language, self)
        self.sources = Reading(self.say(_("Bronnen")), context.language, self)
        self.tabs.addTab(self.about, self.say(_("Doel en grenzen")))
        self.tabs.addTab(self._questions_tab(), self.say(_("Vragen en punten")))
        self.tabs.addTab(self.rules, self.say(_("Regels en niveaus")))
        self.tabs.addTab(self._left_out_tab(), self.say(_("Bewust weggelaten")))
        self.tabs.addTab(self._examples_tab(), self.say(_("Voorbeelden")))
        self.tabs.addTab(self.sources, self.say(_("Bronnen")))
        for reading in (self.about, self.rules, self.sources):
            reading.setFrameShape(QFrame.Shape.NoFrame)  # the tabs have a frame of their own
        self.left_out.setFrameShape(QFrame.Shape.NoFrame)
        # What a hidden tab would like says nothing about the one that shows.
        self.tabs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.page.addWidget(self.tabs, 1)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Keep the tabs high enough to read in."""
        super().follow_text_size()
        if hasattr(self, "tabs"):
            self.tabs.setMinimumHeight(line_height(self) * LEAST_LINES)

    def areas(self) -> tuple[QWidget, ...]:
        """The tabs, then what the tab shows."""
        return (self.tabs.tabBar(), self.tabs.currentWidget())

    def why(self) -> None:
        """F2 on a question goes to what is said about it."""
        if self.questions.chosen is not None:
            self.tabs.setCurrentIndex(1)
            self.detail.setFocus()

    def refresh(self) -> None:
        """Show the framework that is open."""
        opened = self.context.session.opened
        self.tabs.setVisible(opened is not None)
        if opened is None:
            return
        framework, registry = opened.framework, self.context.session.registry
        self.about.show_blocks(framework.title, _about(framework))
        self.question_rows.show_rows(list(framework.items))
        self.questions.setCurrentIndex(self.question_rows.index(0, 0))
        self.rules.show_blocks(_("Regels en niveaus"), _rules(framework))
        self.left_out_rows.show_rows(list(framework.not_used))
        self.example_rows.show_rows(list(opened.examples))
        held = sum(run.holds for run in opened.examples)
        self.tabs.setTabText(4, self.say(_("Voorbeelden: {held} van {all} kloppen", held=held, all=len(opened.examples))))
        if opened.examples:
            self.examples.setCurrentIndex(self.example_rows.index(0, 0))
        sources = [source_name(source, registry) for source in framework.sources]
        self.sources.show_blocks(
            _("Bronnen"), [Block(_("Publicaties waar dit kader op steunt"), tuple(sources) or (_("Dit kader noemt geen bronnen."),))]
        )

    def _questions_tab(self) -> QWidget:
        columns = (
            Column(self.say(_("Vraag")), self._item_name),
            Column(self.say(_("Schaal")), self._item_scale, width=20),
            Column(self.say(_("Bewijs")), self._item_strength, width=16),
        )
        self.question_rows = RowsModel(columns, self._item_sentence, self)
        self.questions = Table(self.question_rows, self.say(_("Vragen")), self)
        self.questions.row_chosen.connect(self._show_item)
        self.questions.row_opened.connect(self._read_item)
        self.detail = Reading(self.say(_("Over deze vraag")), self.context.language, self)
        return _Halves(self.questions, self.detail)

    def _left_out_tab(self) -> QWidget:
        columns = (
            Column(self.say(_("Kenmerk")), self._attribute, width=30),
            Column(self.say(_("Waarom niet gebruikt")), self._attribute_why),
        )
        self.left_out_rows = RowsModel(columns, self._attribute_sentence, self)
        self.left_out = Table(self.left_out_rows, self.say(_("Bewust weggelaten")), self)
        return self.left_out

    def _examples_tab(self) -> QWidget:
        columns = (Column(self.say(_("Voorbeeld")), self._example_name), Column(self.say(_("Uitkomst")), self._example_outcome, width=14))
        self.example_rows = RowsModel(columns, self._example_sentence, self)
        self.examples = Table(self.example_rows, self.say(_("Voorbeelden")), self)
        self.examples.row_chosen.connect(self._show_example)
        self.example = Reading(self.say(_("Dit voorbeeld")), self.context.language, self)
        return _Halves(self.examples, self.example)

    @Slot(object)
    def _show_item(self, item: Item) -> None:
        framework = self.context.session.framework
        assert framework is not None
        answer = about_item(item, framework, self.context.session.registry)
        self.detail.show_blocks(answer.title, answer.blocks)

    @Slot(object)
    def _read_item(self, _item: Item) -> None:
        self.detail.setFocus()

    @Slot(object)
    def _show_example(self, run: ExampleRun) -> None:
        self.example.show_blocks(run.example.name, _example(run))

    @Slot()
    def _wish_another(self) -> None:
        self.wished.emit(Wish.CHOOSE_FRAMEWORK, None)

    def _item_name(self, item: Item) -> str:
        return self.say(item.name)

    def _item_scale(self, item: Item) -> str:
        framework = self.context.session.framework
        if item.scale is None or framework is None:
            return self.say(_("geeft geen punten"))
        return self.say(framework.scale_by_id[item.scale].name)

    def _item_strength(self, item: Item) -> str:
        return self.say(item.strength) if item.scale is not None else ""

    def _item_sentence(self, item: Item) -> str:
        return f"{self._item_name(item)} {self._item_scale(item)} {self._item_strength(item)}".strip()

    def _attribute(self, row: NotUsed) -> str:
        registry = self.context.session.registry
        known = registry.attributes.get(row.attribute) if registry else None
        return self.say(known.label if known else row.attribute)

    def _attribute_why(self, row: NotUsed) -> str:
        return self.say(row.why)

    def _attribute_sentence(self, row: NotUsed) -> str:
        return f"{self._attribute(row)}: {self._attribute_why(row)}"

    def _example_name(self, run: ExampleRun) -> str:
        return f"{run.number}. {self.say(run.example.name)}"

    def _example_outcome(self, run: ExampleRun) -> str:
        return self.say(_("klopt")) if run.holds else self.say(_("klopt niet"))

    def _example_sentence(self, run: ExampleRun) -> str:
        return f"{self._example_name(run)}: {self._example_outcome(run)}"


class _Halves(QSplitter):
    """A table and what is said about its row: side by side, or one below the other where there is little room."""

    def __init__(self, table: Table, said: Reading) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setChildrenCollapsible(False)
        self.addWidget(table)
        self.addWidget(said)
        self.setSizes([1000, 1000])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as the width allows."""
        super().resizeEvent(event)
        wide = event.size().width() >= line_height(self) * SIDE_BY_SIDE
        stands = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if stands is not self.orientation():
            self.setOrientation(stands)
            self.setSizes([1000, 1000])


def _told(heading: Message, *lines: object | None) -> list[Block]:
    said = tuple(line for line in lines if line is not None)
    return [Block(heading, said)] if said else []


def _about(framework: Framework) -> list[Block]:
    """Purpose, misuse, limits, for whom, status."""
    status = {"draft": _("Concept: nog niet vastgesteld."), "adopted": _("Vastgesteld."), "withdrawn": _("Ingetrokken.")}[framework.status]
    scope = framework.scope
    adopted = framework.adoption
    return [
        *_told(_("Waarvoor"), framework.purpose),
        *_told(_("Waarvoor niet"), framework.misuse),
        *_told(_("Grenzen"), framework.limits),
        *_told(_("Voor wie"), scope.text if scope else None, scope.outside if scope else None),
        *_told(_("Grondslag"), framework.legal_basis),
        *_told(
            _("Stand van het kader"),
            _("Versie {version}. {status}", version=framework.version, status=status),
            _("Vastgesteld door {by} op {on}. Evalueren vóór {before}.", by=list(adopted.by), on=adopted.on, before=adopted.evaluate_before)
            if adopted
            else None,
        ),
    ]


def _rules(framework: Framework) -> list[Block]:
    """Levels per scale, criteria, and the decision table in words."""
    blocks: list[Block] = []
    for scale in framework.scales:
        levels = [
            _("{band}: vanaf {points}", band=band.name, points=points(band.from_))
            if band.from_ is not None
            else _("{band}: daaronder", band=band.name)
            for band in scale.bands
        ]
        blocks += _told(_("Niveaus van “{scale}”", scale=scale.name), *levels)
    blocks += _told(
        _("Criteria"),
        *(_("{name}: voldaan als {when}.", name=part.name, when=condition_words(part.when, framework)) for part in framework.criteria),
    )
    if framework.advice is None:
        return blocks
    first = [_rule(number, line.when, line.then, framework) for number, line in enumerate(framework.advice.protection, 1)]
    then = [_rule(number, line.when, line.then, framework) for number, line in enumerate(framework.advice.rules, 1)]
    blocks += _told(_("Eerst beschermen: deze regels gaan voor"), *first)
    blocks += _told(_("Het advies: de eerste regel die opgaat, telt"), *then)
    blocks += _told(
        _("Wat een advies inhoudt"),
        *(_("{name}: {text}", name=outcome.name, text=outcome.text) for outcome in framework.advice.outcomes if outcome.text),
    )
    return blocks


def _rule(number: int, when: Condition | None, then: str, framework: Framework) -> Message:
    name = outcome_name(framework, then)
    if when is None:
        return _("{number}. Anders: {outcome}.", number=str(number), outcome=name)
    return _("{number}. {outcome}, als {when}.", number=str(number), outcome=name, when=condition_words(when, framework))


def _example(run: ExampleRun) -> list[Block]:
    """The answers and facts of an example, its sum by hand, and how it came out."""
    framework, case = run.weighing.framework, run.weighing.case
    answers = [
        _("{question} {answer}", question=framework.item_by_id[item].name, answer=answer_words(framework.item_by_id[item], answer))
        for item, answer in case.answers.items()
    ]
    facts = [fact_words(fact, fact.kind) for fact in case.facts or ()]
    sums = [
        _(
            "{scale}: {sum} = {result}",
            scale=framework.scale_by_id[scale].name,
            sum=written,
            result=scale_sentence(run.weighing.scale(scale)),
        )
        for scale, written in run.example.by_hand.items()
    ]
    return [
        *_told(_("Uitkomst"), _("Dit voorbeeld klopt.") if run.holds else _("Dit voorbeeld klopt niet."), *run.differences),
        *_told(_("De som met de hand"), *sums),
        *_told(_("Advies"), advice_sentence(run.weighing)),
        *_told(_("Feiten"), *(facts or [_("geen feiten") if case.facts is not None else _("nog niet nagegaan")])),
        *_told(_("Antwoorden"), *answers),
    ]
