"""The page behind F1 and the list of keys behind Ctrl+/."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from triage.wording import Language, _
from ui.explaining import Block
from ui.places import Place
from ui.theme import line_height
from ui.widgets.reading import Reading
from ui.widgets.tables import Column, RowsModel, Table
from ui.widgets.text import Heading


class Page(QDialog):
    """A page over the window that Esc closes."""

    def __init__(self, title: str, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        line = line_height(self)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(line, line, line, line)
        self.rows.addWidget(Heading(title, 1, self))
        self.closing = QDialogButtonBox(self)
        button = self.closing.addButton(language.say(_("Sluiten")), QDialogButtonBox.ButtonRole.RejectRole)
        button.setDefault(True)
        self.closing.rejected.connect(self.reject)
        room = parent.window().size()
        self.resize(min(line * 48, room.width()), min(line * 32, room.height()))

    def finish(self, body: QWidget) -> None:
        """Put the body above the closing button."""
        self.rows.addWidget(body, 1)
        self.rows.addWidget(self.closing)
        body.setFocus()


def help_page(place: Place, language: Language, parent: QWidget) -> Page:
    """Help about one place."""
    page = Page(language.say(_("Hulp bij “{place}”", place=place.title)), language, parent)
    reading = Reading(language.say(_("Tekst van de hulp")), language, page)
    reading.show_blocks(place.title, [Block(place.purpose, place.help)])
    page.finish(reading)
    return page


def keys_page(keys: Sequence[tuple[str, str]], language: Language, parent: QWidget) -> Page:
    """Every key and what it does."""
    say = language.say
    page = Page(say(_("Sneltoetsen")), language, parent)
    columns = (Column(say(_("Toets")), _key, width=24), Column(say(_("Wat de toets doet")), _words))
    model = RowsModel(columns, _key_sentence, page)
    model.show_rows(list(keys))
    page.finish(Table(model, say(_("Sneltoetsen")), page))
    return page


def _key(row: tuple[str, str]) -> str:
    return row[0]


def _words(row: tuple[str, str]) -> str:
    return row[1]


def _key_sentence(row: tuple[str, str]) -> str:
    return f"{row[0]}: {row[1]}"
