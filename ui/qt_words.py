"""Words of Qt's own dialogs that its Dutch translation lacks: printing, files, and the names of some keys."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator

from triage.wording import Language, Message, _

_WORDS: dict[str, Message] = {
    "&Look in:": _("&Map:"),
    "Files of &type:": _("&Soort bestand:"),
    "Folder": _("Map"),
    "Drive": _("Schijf"),
    "Page &Set:": _("Welke &pagina’s:"),
    "Double Sided Printing": _("Dubbelzijdig afdrukken"),
    "Off": _("Uit"),
    "Long side binding": _("Omslaan over de lange kant"),
    "Short side binding": _("Omslaan over de korte kant"),
    "Page &order:": _("Paginav&olgorde:"),
    "Pages &per sheet:": _("Pagina’s per &vel:"),
    "Job &priority:": _("&Voorrang van de opdracht:"),
    "Scheduled &printing:": _("Later &afdrukken:"),
    "&Billing information:": _("&Kosten voor rekening van:"),
    "&Start:": _("&Voorblad:"),
    "&End:": _("&Slotblad:"),
}


class QtWords(QTranslator):
    """Says what Qt asks for and does not know itself. It is installed before the translation of Qt, so that it is asked last."""

    def __init__(self, language: Language, parent: QObject) -> None:
        super().__init__(parent)
        self._said = {source: language.say(words) for source, words in _WORDS.items()}

    def isEmpty(self) -> bool:
        """It holds words."""
        return False

    def translate(self, _context: str, source: str, _meaning: str | None = None, _count: int = -1) -> str | None:
        """The Dutch of a text of Qt, None to leave it as it is."""
        return self._said.get(source)
