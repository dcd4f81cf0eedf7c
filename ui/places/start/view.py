"""The first screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from triage.wording import Message, _
from ui.context import Context
from ui.icons import icon
from ui.theme import line_height
from ui.trial import Kind
from ui.view import View, Wish
from ui.widgets.text import Card, Heading, Paragraph

WHAT_IT_IS = (
    _("Het telt antwoorden en feiten op volgens een wegingskader, en legt elk punt uit."),
    _("Het zegt wat nog onbekend is, en welke vraag het advies kan veranderen."),
    _("Het maakt een verantwoordingsblad dat een toezichthouder zonder dit programma kan nalopen."),
)

WHAT_IT_IS_NOT = (
    _("Het voorspelt niets over een jongere. Punten zijn afspraken in een kader, geen kansen."),
    _("Het beslist niet. Een plaats op een lijst is een voorstel om te bespreken."),
    _("Het gebruikt geen internet en stuurt niets weg."),
)

PSEUDONYMISED = _(
    "Verwachtte u anonieme casussen? Casussen zijn hier gepseudonimiseerd: er staan geen namen in, maar uw organisatie kan nog nagaan "
    "over wie het gaat. Daarom geldt de AVG."
)


class StartView(View):
    """Ways to begin on the left, what the program is on the right, recent files below."""

    shows = frozenset({Kind.SAVED, Kind.FRAMEWORK})

    def __init__(self, context: Context, title: Message, purpose: Message) -> None:
        super().__init__(context, title, purpose)
        self._was_ready = False
        self._recent_shown: list[QWidget] = []
        body = QWidget()
        rows = QVBoxLayout(body)
        line = line_height(self)
        rows.setContentsMargins(0, 0, line // 2, 0)
        rows.setSpacing(line)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(line)
        self._columns.addWidget(self._beginning(), 1)
        self._columns.addWidget(self._meaning(), 1)
        rows.addLayout(self._columns)
        rows.addWidget(self._privacy())
        rows.addWidget(self._recent_card())
        rows.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        self.page.addWidget(scroll, 1)

    def areas(self) -> tuple[QWidget, ...]:
        """The buttons to begin with."""
        return (self.examples,)

    def refresh(self) -> None:
        """Show the files that were used last."""
        for old in self._recent_shown:
            old.hide()
            old.deleteLater()
        self._recent_shown = []
        files = self.context.settings.recent
        self._recent.setVisible(bool(files))
        for path in files:
            self._show_recent(_RecentFile(path, self))
        if files:
            forget = QPushButton(self.say(_("Deze lijst vergeten")), self._recent)
            forget.clicked.connect(self._forget)
            self._show_recent(forget)
        ready = self.context.session.framework is not None
        for button in (self.examples, self.table, self.by_hand, self.form):
            button.setEnabled(ready)
        if ready and not self._was_ready:
            self._was_ready = True
            self.examples.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side when there is room, otherwise one below the other."""
        super().resizeEvent(event)
        narrow = event.size().width() < line_height(self) * 44
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _show_recent(self, part: QWidget) -> None:
        self._recent_shown.append(part)
        self._recent_rows.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)

    def wish(self, wish: Wish, about: object = None) -> None:
        """Ask the window for something."""
        self.wished.emit(wish, about)

    def _beginning(self) -> Card:
        card = Card(self)
        card.rows.addWidget(Heading(self.say(_("Beginnen")), 2, card))
        self.examples = self._way(card, _("Voorbeelden openen"), "open", _("60 verzonnen casussen. Zo ziet u wat het programma doet."))
        self.table = self._way(card, _("Tabel openen…"), "open", _("Een CSV- of Excel-bestand. Slepen naar dit venster kan ook."))
        self.by_hand = self._way(card, _("Casus intypen"), "add", _("U begint met een lege casus en beantwoordt de vragen."))
        self.form = self._way(card, _("Leeg formulier maken…"), "form", _("Een Excel-bestand met alle vragen om in te vullen."))
        self.examples.clicked.connect(self._wish_examples)
        self.table.clicked.connect(self._wish_table)
        self.by_hand.clicked.connect(self._wish_case)
        self.form.clicked.connect(self._wish_form)
        card.rows.addStretch(1)
        return card

    def _way(self, card: Card, words: Message, drawing: str, explanation: Message) -> QPushButton:
        button = QPushButton(icon(drawing, self.palette()), self.say(words), card)
        button.setIconSize(QSize(line_height(self), line_height(self)))
        button.setAccessibleDescription(self.say(explanation))
        card.rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        card.rows.addWidget(Paragraph(self.say(explanation), quiet=True, parent=card))
        return button

    def _meaning(self) -> Card:
        card = Card(self)
        card.rows.addWidget(Heading(self.say(_("Wat het programma doet")), 2, card))
        for text in WHAT_IT_IS:
            card.rows.addWidget(Paragraph(self.say(text), parent=card))
        card.rows.addWidget(Heading(self.say(_("Wat het niet doet")), 2, card))
        for text in WHAT_IT_IS_NOT:
            card.rows.addWidget(Paragraph(self.say(text), parent=card))
        card.rows.addStretch(1)
        return card

    def _privacy(self) -> Card:
        card = Card(self)
        card.rows.addWidget(Heading(self.say(_("Anoniem of gepseudonimiseerd?")), 2, card))
        card.rows.addWidget(Paragraph(self.say(PSEUDONYMISED), parent=card))
        return card

    def _recent_card(self) -> Card:
        self._recent = Card(self)
        self._recent.rows.addWidget(Heading(self.say(_("Onlangs gebruikt")), 2, self._recent))
        self._recent_rows = QVBoxLayout()
        self._recent.rows.addLayout(self._recent_rows)
        return self._recent

    @Slot()
    def _wish_examples(self) -> None:
        self.wish(Wish.OPEN_EXAMPLES)

    @Slot()
    def _wish_table(self) -> None:
        self.wish(Wish.OPEN_TABLE)

    @Slot()
    def _wish_case(self) -> None:
        self.wish(Wish.NEW_CASE)

    @Slot()
    def _wish_form(self) -> None:
        self.wish(Wish.EMPTY_FORM)

    @Slot()
    def _forget(self) -> None:
        self.wish(Wish.FORGET_FILES)


class _RecentFile(QWidget):
    """One recent file: a button with its name, and the folder beside it."""

    def __init__(self, path: Path, view: StartView) -> None:
        super().__init__(view)
        self._path, self._view = path, view
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(path.name, self)
        button.setAccessibleDescription(str(path.parent))
        button.clicked.connect(self._open)
        row.addWidget(button)
        row.addWidget(Paragraph(str(path.parent), quiet=True, parent=self), 1)

    @Slot()
    def _open(self) -> None:
        self._view.wish(Wish.OPEN_FILE, self._path)
