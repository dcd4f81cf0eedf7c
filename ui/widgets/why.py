"""The page behind F2: what was asked about, and the blocks that answer it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from triage.wording import Language, _
from ui.explaining import Explanation
from ui.helping import Page
from ui.widgets.reading import Reading


def why_page(explanation: Explanation, language: Language, parent: QWidget) -> Page:
    """The page; not shown yet."""
    page = Page(language.say(_("Waarom?")), language, parent)
    reading = Reading(language.say(_("Waarom?")), language, page)
    reading.show_blocks(explanation.title, explanation.blocks)
    page.finish(reading)
    return page
