"""The first screen."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from triage.files import place_of
from triage.guard.names import leads_to_a_person
from triage.wording import Message, _
from ui.context import Context
from ui.theme import line_height
from ui.trial import Kind
from ui.view import View, Wish
from ui.widgets.buttons import DrawnButton
from ui.widgets.flow import CommandRow
from ui.widgets.text import Card, Heading, Paragraph

WHAT_IT_IS = (
    _("Het telt antwoorden en feiten op volgens een wegingskader, en legt elk punt uit."),
    _("Het zegt wat nog onbekend is, en welke vraag het advies kan veranderen."),
    _("Het maakt een verantwoordingsblad dat een toezichthouder zonder dit programma kan nalopen."),
)

WHAT_IT_IS_NOT = (
    _("Het voorspelt niets over een jongere. Punten zijn afspraken in een kader, geen kansen."),
    _("Het besluit niet. Een plaats op een lijst is een voorstel om te bespreken."),
    _("Het gebruikt geen internet en stuurt niets weg."),
)

PSEUDONYMISED = _(
    "Verwachtte u anonieme casussen? Casussen zijn hier gepseudonimiseerd: er staan geen namen in, maar uw organisatie kan nog nagaan "
    "over wie het gaat. Daarom geldt de AVG."
)


class StartView(View):
    """Ways to begin on the left, what the program is on the right, recent files below."""

    shows = frozenset({Kind.CASES, Kind.SAVED, Kind.FRAMEWORK})
    scrolls = True

    def __init__(self, context: Context, title: Message, purpose: Message) -> None:
        super().__init__(context, title, purpose)
        self._was_ready = False
        self._recent_shown: list[QWidget] = []
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addWidget(self._beginning(), 1)
        self._columns.addWidget(self._meaning(), 1)
        self.page.addLayout(self._columns)
        self.page.addWidget(self._recent_card())
        self.page.addWidget(self._privacy())
        self.page.addStretch(1)
        self.follow_text_size()

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
            row = CommandRow(self._recent)
            forget = QPushButton(self.say(_("Deze lijst vergeten")), row)
            forget.clicked.connect(self._forget)
            row.add(forget)
            self._show_recent(row)
        self._say_where_a_case_goes()
        ready = self.context.session.framework is not None
        for button in (self.examples, self.table, self.by_hand, self.form):
            button.setEnabled(ready)
        if ready and not self._was_ready:
            self._was_ready = True
            self.examples.setFocus()

    def follow_text_size(self) -> None:
        """Keep the gap between the columns in step with the text."""
        super().follow_text_size()
        if hasattr(self, "_columns"):
            self._columns.setSpacing(line_height(self))
            self._stand(self.width())

    def _say_where_a_case_goes(self) -> None:
        """A case that is typed joins a table of one's own, and never the examples."""
        words = (
            _("De casus komt bij uw casussen die nu open zijn.")
            if self.context.session.keeps_own
            else _("U begint een nieuwe lijst met een lege casus, en beantwoordt de vragen.")
        )
        self._typing.setText(self.say(words))
        self.by_hand.setAccessibleDescription(self.say(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side when there is room, otherwise one below the other."""
        super().resizeEvent(event)
        self._stand(event.size().width())

    def _stand(self, width: int) -> None:
        narrow = width < line_height(self) * 44
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _show_recent(self, part: QWidget) -> None:
        self._recent_shown.append(part)
        self._recent_rows.addWidget(part)

    def wish(self, wish: Wish, about: object = None) -> None:
        """Ask the window for something."""
        self.wished.emit(wish, about)

    def _beginning(self) -> Card:
        card = Card(self)
        card.rows.addWidget(Heading(self.say(_("Beginnen")), 2, card))
        self.examples, _said = self._way(
            card, _("Voorbeelden openen"), "cases", _("60 verzonnen casussen. Zo ziet u wat het programma doet.")
        )
        self.table, _said = self._way(card, _("Tabel openen…"), "open", _("Een CSV- of Excel-bestand. Slepen naar dit venster kan ook."))
        self.by_hand, self._typing = self._way(card, _("Casus intypen"), "add", _("U begint een nieuwe lijst."))
        self.form, _said = self._way(card, _("Leeg formulier maken…"), "form", _("Een Excel-bestand met alle vragen om in te vullen."))
        self.examples.clicked.connect(self._wish_examples)
        self.table.clicked.connect(self._wish_table)
        self.by_hand.clicked.connect(self._wish_case)
        self.form.clicked.connect(self._wish_form)
        card.rows.addStretch(1)
        return card

    def _way(self, card: Card, words: Message, drawing: str, explanation: Message) -> tuple[DrawnButton, Paragraph]:
        """A button with what it does under it; both."""
        button = DrawnButton(drawing, self.say(words), card)
        button.setAccessibleDescription(self.say(explanation))
        said = Paragraph(self.say(explanation), quiet=True, parent=card)
        card.rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        card.rows.addWidget(said)
        return button, said

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
        self.wish(Wish.TYPE_CASE)

    @Slot()
    def _wish_form(self) -> None:
        self.wish(Wish.EMPTY_FORM)

    @Slot()
    def _forget(self) -> None:
        self.wish(Wish.FORGET_FILES)


class _RecentFile(QWidget):
    """One recent file: a button with its name, and the folder under it."""

    def __init__(self, path: Path, view: StartView) -> None:
        super().__init__(view)
        self._path, self._view = path, view
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        button = QPushButton(view.say(place_of(path)), self)
        button.setAccessibleDescription(breakable(path.parent).replace("\u200b", ""))
        button.clicked.connect(self._open)
        rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        folder = Paragraph(breakable(path.parent), quiet=True, parent=self)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        rows.addWidget(folder)

    @Slot()
    def _open(self) -> None:
        self._view.wish(Wish.OPEN_FILE, self._path)


def breakable(folder: Path) -> str:
    """A folder that may continue on the next line after each part of it. A part that leads to a person is left out."""
    told = Path(*("…" if leads_to_a_person(part) else part for part in folder.parts))
    return str(told).replace(os.sep, f"{os.sep}\u200b")
