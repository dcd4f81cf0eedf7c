"""The page behind F2: what was asked about, and the blocks that answer it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from triage.wording import Language, _
from ui.explaining import Explanation
from ui.helping import Page
from ui.widgets.reading import Reading


def why_page(explanation: Explanation, language: Language, parent: QWidget) -> Page:
    """The page; not shown yet. Its heading is what was asked about; the title bar never names a case."""
    asked = language.say(explanation.title)
    page = Page(asked, language, parent)
    page.setWindowTitle(language.say(_("Waarom?")))
    reading = Reading(asked, language, page)
    reading.show_blocks(None, explanation.blocks)
    page.finish(reading)
    return page
