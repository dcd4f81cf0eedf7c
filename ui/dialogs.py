"""The doors to the outside that stop and ask: files, printer, a choice with verbs. Tests give answers ahead through a subclass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QFileDialog, QHeaderView, QMessageBox, QTreeView, QWidget

from triage.wording import Language, Message, _
from ui.icons import icon
from ui.theme import line_height

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


FILES_WIDE, FILES_HIGH = 56, 32
"""The size of a file dialog in lines of text: wide enough for a name, a size, a kind and a date."""


@dataclass(frozen=True)
class Verb:
    """A button that says what it does. `key` comes back when it is pressed; the `safe` one is what Enter and Esc do."""

    key: str
    text: str
    safe: bool = False


class Dialogs:
    """The true dialogs."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def choose_open(self, parent: QWidget, title: str, kinds: str, folder: Path) -> Path | None:
        """A file to read, None when the user thinks better of it. `kinds` are Qt's name filters."""
        dialog = QFileDialog(parent, title, str(folder), kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._label(dialog, _("Openen"))
        return self._chosen(dialog)

    def choose_save(self, parent: QWidget, title: str, kinds: str, suggestion: Path) -> Path | None:
        """A file to write, None when the user thinks better of it. The dialog asks before it replaces a file."""
        dialog = QFileDialog(parent, title, str(suggestion.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._label(dialog, _("Bewaren"))
        dialog.selectFile(suggestion.name)
        dialog.setDefaultSuffix(suggestion.suffix.lstrip("."))
        follower = _Suffix(dialog)
        dialog.filterSelected.connect(follower.follow)
        return self._chosen(dialog)

    def _label(self, dialog: QFileDialog, accept: Message) -> None:
        """Give a dialog the words of the rest of the window: Qt says *Opslaan* and *Annuleren*. In Qt's own dialog no column is cut."""
        for label, words in (
            (QFileDialog.DialogLabel.LookIn, _("Map:")),
            (QFileDialog.DialogLabel.FileName, _("Bestandsnaam:")),
            (QFileDialog.DialogLabel.FileType, _("Soort bestand:")),
            (QFileDialog.DialogLabel.Accept, accept),
            (QFileDialog.DialogLabel.Reject, _("Terug")),
        ):
            dialog.setLabelText(label, self._language.say(words))
        files = dialog.findChild(QTreeView)
        if files is not None:
            line, room = line_height(dialog), dialog.screen().availableSize()
            files.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            dialog.resize(min(line * FILES_WIDE, room.width()), min(line * FILES_HIGH, room.height()))

    def _chosen(self, dialog: QFileDialog) -> Path | None:
        chosen = dialog.selectedFiles() if dialog.exec() else []
        dialog.deleteLater()
        return Path(chosen[0]) if chosen else None

    def ask(self, parent: QWidget, title: str, question: str, detail: str, verbs: Sequence[Verb], drawing: str = "question") -> str:
        """The key of the verb that was chosen. `drawing` is the icon beside the question."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, title, question, QMessageBox.StandardButton.NoButton, parent)
        line = 2 * line_height(box)
        box.setIconPixmap(icon(drawing, box.palette()).pixmap(line, line))
        box.setInformativeText(detail)
        buttons: dict[QAbstractButton, Verb] = {box.addButton(verb.text, _role(verb)): verb for verb in verbs}
        for button, verb in buttons.items():
            if verb.safe:
                box.setDefaultButton(button)  # type: ignore[call-overload]
                box.setEscapeButton(button)
        box.exec()
        pressed = buttons.get(box.clickedButton())
        return pressed.key if pressed else next(verb.key for verb in verbs if verb.safe)

    def has_printer(self) -> bool:
        """Whether this computer knows a printer."""
        from PySide6.QtPrintSupport import QPrinterInfo

        return bool(QPrinterInfo.availablePrinterNames())

    def choose_printer(self, parent: QWidget, printer: QPrinter, pages: int) -> bool:
        """Let the user set up `printer` for a document of so many pages; False when the user thinks better of it."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

        dialog = QPrintDialog(printer, parent)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setMinMax(1, pages)
        return bool(dialog.exec())


class _Suffix:
    """Lets the suffix follow the kind of file that is chosen in a save dialog."""

    def __init__(self, dialog: QFileDialog) -> None:
        self._dialog = dialog

    def follow(self, kind: str) -> None:
        """`Excel (*.xlsx)` gives `xlsx`."""
        if "*." in kind:
            self._dialog.setDefaultSuffix(kind.split("*.")[1].rstrip(" )"))


def _role(verb: Verb) -> QMessageBox.ButtonRole:
    return QMessageBox.ButtonRole.RejectRole if verb.safe else QMessageBox.ButtonRole.AcceptRole
